"""What the shell completes besides commands and options: files, and names of settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def files_begun(
    context: click.Context, parameter: click.Parameter, begun: str
) -> list[CompletionItem]:
    """The shell knows which files there are."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(begun, type="file")]


def settings_begun(context: click.Context, parameter: click.Parameter, begun: str) -> list[str]:
    """The settings that ship, by what they begin with."""
    from ..reading.whole_pages.shipped_settings import names

    return [name for name in names() if name.startswith(begun)]
