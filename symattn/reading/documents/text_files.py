"""A file's text, or one line that says why it cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

from .pieces import PageError

LIMIT = 2_000_000
"""How many bytes a page may have; more is refused before it is read."""

_NEWLINE = re.compile("\r\n?")
_NO_CHARACTER = re.compile("[\x00\ud800-\udfff]")


def file_text(file: Path, name: str) -> str:
    """The text of a file, with \\n at the ends of lines and without a byte order mark."""
    try:
        if file.is_dir():
            raise PageError(f"{name}: a file was expected, found a folder; name one page in it")
        if not file.exists():
            raise PageError(f"{name}: a file was expected, found none; is the name right?")
        if not file.is_file():
            raise PageError(f"{name}: a file of text was expected, found a device or a pipe")
        size = file.stat().st_size
        if size > LIMIT:
            raise _too_large(name, size)
        with file.open("rb") as opened:
            data = opened.read(LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PageError(f"{name}: a file that can be opened was expected: {reason}") from None
    if len(data) > LIMIT:
        raise _too_large(name, len(data))
    nul = data.find(b"\0")
    if nul >= 0:
        raise PageError(f"{name}: text was expected, found a zero at byte {nul}; is it binary?")
    try:
        return plain_lines(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PageError(
            f"{name}: text in UTF-8 was expected, found something else at byte {error.start} "
            f"(line {line}); save it as UTF-8"
        ) from None


def plain_lines(text: str) -> str:
    """A text with \\n at the ends of lines and without a byte order mark."""
    return _NEWLINE.sub("\n", text[1:] if text.startswith("\ufeff") else text)


def checked_text(text: str, name: str) -> str:
    """A text that was handed over, held to what files are held to."""
    if len(text) > LIMIT:
        raise _too_large(name, len(text))
    odd = _NO_CHARACTER.search(text)
    if odd:
        raise PageError(
            f"{name}: text was expected, found what is no character at {odd.start()}; is it binary?"
        )
    return plain_lines(text)


def without_odd_characters(text: str) -> str:
    """Zeros and halves of characters, which JSON can hold, become the sign for what is unknown."""
    return _NO_CHARACTER.sub("\ufffd", text)


def _too_large(name: str, size: int) -> PageError:
    return PageError(
        f"{name}: at most {LIMIT // 1_000_000} MB were expected, found {size / 1e6:.1f} MB;"
        " split the page"
    )
