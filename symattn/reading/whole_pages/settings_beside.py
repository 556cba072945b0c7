"""Where a page's settings are looked for: beside it, and then among those that ship."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ..documents.pieces import PageError
from ..documents.text_files import file_text
from .shipped_settings import ENDING, text_of

_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,80}\Z")


def settings_for(folder: Path) -> Callable[[str], str]:
    """Gives the declarations of a setting by its name, for the pages of a folder.

    What is given raises PageError where there is no such setting, with the nearest name.
    """

    def found(name: str) -> str:
        if _NAME.match(name):
            for file in (folder / "settings" / f"{name}{ENDING}", folder / f"{name}{ENDING}"):
                if file.is_file():
                    return file_text(file, str(file))
        try:
            return text_of(name)
        except PageError as error:
            if not _NAME.match(name):
                raise
            beside = folder / "settings" / f"{name[:60]}{ENDING}"
            said = str(error)
            more = f" Or write {beside}" if said.endswith("?") else f"; or write {beside}"
            raise PageError(said + more) from None

    return found
