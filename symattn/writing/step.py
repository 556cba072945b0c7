"""A line of a derivation, and what is wrong with how one is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..kernel import Claim
from ..language import Context, SymattnError


class AuthoringError(SymattnError):
    """A mistake in a derivation file.

    One line with the place, what was expected and what was found.
    """

    def __init__(self, message: str, file: str = "", line: int = 0, where: str = "") -> None:
        place = f"{file}:{line}: " if file else ""
        super().__init__(place + (f"{where}: " if where else "") + message)


@dataclass(frozen=True)
class Step:
    """One line: a goal with its reason.

    `goal` is None for a line outside mathematics, then `text` says it.

    `expect` is the verdict that the derivation declares; `written` marks the source page's own
    line; `remark` is the teacher's word on a line that is not simply true.
    """

    number: int
    goal: Any
    why: str = ""
    expect: str = "proved"
    written: bool = False
    remark: str = ""
    text: str = ""
    heading: str = ""
    line: int = 0

    def claim(self, context: Context) -> Claim:
        """The step made self-contained."""
        return Claim(context, self.goal)
