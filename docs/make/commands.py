"""Write the reference of the commands, as click knows them.

    python docs/make/commands.py FILE.md

The site is built with what this writes (docs/conf.py); nothing of it is kept, so it cannot be
stale.
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path

import click

from symattn.commands.cli import HELP, cli
from symattn.commands.command_table import HEADINGS

BEGINNING = """\
# Commands

What `symattn --help` and `symattn COMMAND --help` say, on one page. It is made of the commands
themselves. [Shell completion](../completion.md) fills in their names and options.
"""


def plain(text: str) -> str:
    """A text in which no sign means anything to Markdown."""
    return re.sub(r"([\\`*_{}\[\]<>|$#])", r"\\\1", text)


def paragraphs(text: str) -> str:
    """The help of a command; what click does not wrap (after a mark) keeps its lines."""
    found = []
    for one in inspect.cleandoc(text).split("\n\n"):
        if one.startswith("\b\n"):
            found.append("```text\n" + one[2:] + "\n```")
        else:
            found.append(plain(" ".join(one.split())))
    return "\n\n".join(found) + "\n"


def options(command: click.Command, context: click.Context) -> str:
    """A table of the options of a command."""
    rows = [record for p in command.get_params(context) if (record := p.get_help_record(context))]
    said = [
        f"| `{name.replace('|', chr(92) + '|')}` | {plain(text)} |" for name, text in rows if text
    ]
    return "\n".join(["| option | |", "|---|---|", *said]) + "\n"


def section(name: str) -> str:
    """What is said of one command."""
    context = click.Context(cli, info_name="symattn", **HELP)
    command = cli.get_command(context, name)
    assert command is not None
    inner = click.Context(command, info_name=name, parent=context)
    usage = " ".join(["symattn", name, *command.collect_usage_pieces(inner)])
    pieces = [f"### symattn {name}\n", f"```text\n{usage}\n```\n", paragraphs(command.help or "")]
    pieces += [options(command, inner)]
    if command.epilog:
        pieces.append(paragraphs(command.epilog))
    return "\n".join(pieces)


def page() -> str:
    """The whole page."""
    pieces = [BEGINNING, paragraphs(cli.help or "")]
    for heading, lines in HEADINGS.items():
        pieces.append(f"## {heading}\n")
        pieces += [section(name) for name in lines]
    return "\n".join(pieces)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
