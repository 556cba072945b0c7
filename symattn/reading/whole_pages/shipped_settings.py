"""Settings that come with symattn: declarations for pages of a kind, with an example page each."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..documents.pieces import PageError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENDING, EXAMPLE = ".symattn", ".md"


def names() -> list[str]:
    """The names of all settings, in order."""
    found = (one.name for one in _folder().iterdir())
    return sorted(name.removesuffix(ENDING) for name in found if name.endswith(ENDING))


def text_of(name: str) -> str:
    """The declarations of a setting.  Raises PageError, with the nearest name."""
    return _read(name, ENDING)


def example_of(name: str) -> str:
    """A page in Markdown that uses the setting.  Raises PageError, with the nearest name."""
    return _read(name, EXAMPLE)


def title_of(name: str) -> str:
    """What a setting is about: its first line, which is a comment."""
    return text_of(name).partition("\n")[0].lstrip("# ").rstrip()


def _read(name: str, ending: str) -> str:
    known = names()
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
        shown = "".join(c if c.isprintable() else "�" for c in name[:60])
        told = f"no setting has the name {shown!r}" if shown else "expected the name of a setting"
        raise PageError(f"{told}; {hint}")
    return (_folder() / f"{name}{ending}").read_text(encoding="utf-8")


def _folder() -> Traversable:
    from importlib.resources import files  # few pages have a setting

    return files("symattn") / "settings"
