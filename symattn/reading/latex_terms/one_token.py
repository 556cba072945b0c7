"""One sign of a formula, with its place."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Token:
    """One sign, with its place.

    `kind` is letter, command, number, text (words in \\text), sign, space (a \\quad), mark (&), row
    (\\\\), begin or end (of an environment), tag (what stands in the margin) or words (where a
    \\text begins).  `glued` says that it stands right after the token before.
    """

    kind: str
    text: str
    start: int
    end: int
    glued: bool = False

    def moved(self, start: int, end: int) -> Token:
        return replace(self, start=start, end=end)
