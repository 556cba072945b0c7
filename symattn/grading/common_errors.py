"""The commonest errors of a class: lines that one repair, or one condition, would mend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .graded_pages import WRONG, GradedLine, GradedPage


@dataclass(frozen=True)
class ErrorGroup:
    """Lines with one repair, or one condition, or that say the same where neither is known.

    `kind` says which ("repair", "condition", "line"), `what` is it in LaTeX.
    """

    kind: str
    what: str
    lines: tuple[tuple[GradedPage, GradedLine], ...]

    @property
    def pages(self) -> tuple[GradedPage, ...]:
        """The pages with such a line, each once."""
        return tuple(dict.fromkeys(page for page, _ in self.lines))

    @property
    def written(self) -> tuple[str, ...]:
        """The lines as one of their authors wrote them, each meaning once, the commonest first."""
        found = [line.read or line.latex for _, line in self.lines]
        shown = {line.read or line.latex: line.latex for _, line in reversed(self.lines)}
        read = sorted(dict.fromkeys(found), key=lambda one: -found.count(one))
        return tuple(shown[one] for one in read)


def common_errors(pages: Iterable[GradedPage]) -> list[ErrorGroup]:
    """All errors in groups, those of most pages first."""
    found: dict[tuple[str, str], list[tuple[GradedPage, GradedLine]]] = {}
    for page in pages:
        for line in page.lines:
            if line.verdict in WRONG:
                found.setdefault(_mended_by(line), []).append((page, line))
    groups = [ErrorGroup(kind, what, tuple(lines)) for (kind, what), lines in found.items()]
    return sorted(groups, key=lambda one: (-len(one.pages), -len(one.lines), one.kind, one.what))


def _mended_by(line: GradedLine) -> tuple[str, str]:
    if line.repair:
        return "repair", line.repair[0]
    if line.condition:
        return "condition", line.condition[0]
    return "line", line.read or line.latex
