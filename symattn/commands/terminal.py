"""What the commands say, and to what: a terminal, a pipe, a console that has few signs."""

from __future__ import annotations

import codecs
import io
import os
import sys
import time
from typing import TextIO

import click

CLOSED = 141  # the exit status of a program whose reader has gone, as shells have it
PLAIN_SECONDS = 10.0  # between lines where a line cannot be written over
_ASCII = "symattn_ascii"  # for click, a stream in plain "ascii" is a mistake that it mends
_TAKEN_OVER = ("strict", "surrogateescape", "backslashreplace")  # any other was asked for expressly


class ReaderGone(Exception):
    """The other end of the pipe is closed."""


def prepare() -> None:
    """Let both streams spell out what they have no signs for, where they would fail."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper) or stream.errors not in _TAKEN_OVER:
            continue
        if has_all_signs(stream):
            if stream.errors == "strict":
                stream.reconfigure(
                    errors="backslashreplace"
                )  # for what is no character, as in names of files
            continue
        from ..rendering.formulas.few_signs import ERRORS

        is_ascii = codecs.lookup(stream.encoding).name == "ascii"
        stream.reconfigure(encoding=_ASCII if is_ascii else stream.encoding, errors=ERRORS)


def has_all_signs(stream: TextIO | None = None) -> bool:
    """Whether a stream (what is printed to, without one) can take any character."""
    encoding = getattr(stream if stream is not None else sys.stdout, "encoding", None) or "utf-8"
    return codecs.lookup(encoding).name.startswith("utf")


def spelled(text: str) -> str:
    """The text as it will be read, so that it can be laid out in columns."""
    if has_all_signs():
        return text
    from ..rendering.formulas.few_signs import spelled_for

    return spelled_for(text, sys.stdout.encoding)


def say_page(page: str, form: str) -> None:
    """Print a page; where the console lacks a character, a format uses its own way to write it."""
    if form == "json":
        say_json(page)
    elif form in ("html", "markdown") and not has_all_signs():
        click.echo(page.encode("ascii", "xmlcharrefreplace").decode())
    else:
        click.echo(page)


def say_json(text: str) -> None:
    """Print JSON; beyond ASCII there are characters inside its strings only."""
    click.echo(
        text if has_all_signs() else "".join(c if c.isascii() else _escaped(c) for c in text)
    )


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(
        f"\\u{int.from_bytes(units[k : k + 2], 'big'):04x}" for k in range(0, len(units), 2)
    )


def complain(line: str) -> None:
    """One line about what went wrong, whatever was in it: it may quote what a stranger wrote."""
    from ..rendering.formats.text_wrapping import cleaned

    click.echo(f"symattn: {cleaned(line)}", err=True)


def colours(stream: TextIO) -> bool:
    """Whether a stream is a terminal that takes escape codes, and its user wants them."""
    return stream.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("NO_COLOR")


class Progress:
    """One line on the terminal that is written over again and again; elsewhere nothing.

    A terminal without escape codes gets a line of its own now and then.
    """

    def __init__(self) -> None:
        here = sys.stderr is not None and sys.stderr.isatty()
        self.over = here and colours(sys.stderr)
        self.plain = here and not self.over
        self.shown, self.next = False, time.monotonic() + PLAIN_SECONDS

    def say(self, text: str) -> None:
        if self.over:
            click.echo("\r\033[K" + text, nl=False, err=True)
            self.shown = True
        elif self.plain and time.monotonic() >= self.next:
            click.echo(text, err=True)
            self.next = time.monotonic() + PLAIN_SECONDS

    def clear(self) -> None:
        """Before anything else is printed."""
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)
            self.shown = False


def _codec(name: str) -> codecs.CodecInfo | None:
    if name != _ASCII:
        return None
    found = codecs.lookup("ascii")
    return codecs.CodecInfo(
        found.encode, found.decode, found.streamreader, found.streamwriter,
        found.incrementalencoder, found.incrementaldecoder, _ASCII,
    )  # fmt: skip


codecs.register(_codec)
