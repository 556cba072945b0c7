"""The group of all commands: it imports the one that is asked for, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from .command_table import HEADINGS, LINES, where
from .terminal import ReaderGone


class Commands(click.Group):
    """Knows a reader that has gone from a failure to write: click ends both with status 1."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(LINES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name in self.commands or name not in LINES:
            return self.commands.get(name)
        module, function = where(name)
        command: click.Command = getattr(import_module(f".{module}", __package__), function)
        command.short_help = LINES[name]
        self.add_command(command, name)
        return command

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """What is called; what is no command gets the nearest one for a hint.

        (Click looks for it among those that are imported.)
        """
        name = args[0]
        if name not in LINES and name[:1] != "-" and not context.resilient_parsing:
            from difflib import get_close_matches

            near = get_close_matches(name, LINES, 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"No such command {name[:80]!r}.{hint}", context)
        return super().resolve_command(context, args)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands under their headings, by the table alone."""
        width = max(map(len, LINES))
        for heading, lines in HEADINGS.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{name:<{width}}", line) for name, line in lines.items()])

    def make_context(self, *arguments: Any, **options: Any) -> click.Context:
        with _told_when_gone():
            return super().make_context(*arguments, **options)

    def invoke(self, context: click.Context) -> Any:
        with _told_when_gone():
            return super().invoke(context)


@contextmanager
def _told_when_gone() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise ReaderGone from error
