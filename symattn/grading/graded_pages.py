"""A graded submission as plain data: its lines, its points, and what went wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from fractions import Fraction
from typing import Any

VERDICTS = ("proved", "conditional", "refuted", "undecided", "not_read", "outside")
WRONG = ("refuted", "conditional")


@dataclass(frozen=True)
class GradedLine:
    """A line with its verdict; `number` counts the lines of its page from 1.

    `line` is that of the file; in a notebook `cell` (from 0) and `cell_line` say where it is.
    `anchor` is its place on the feedback page; `points` are None where the setting gives none.
    """

    number: int
    line: int
    latex: str
    read: str
    verdict: str
    first_error: bool = False
    follows: bool = False
    condition: tuple[str, ...] = ()
    repair: tuple[str, ...] = ()
    witness: str | None = None
    why: str = ""
    anchor: str = ""
    cell: int | None = None
    cell_line: int | None = None
    points: float | None = None

    @property
    def place(self) -> str:
        """Where the line is, for its author."""
        return (
            f"line {self.line}"
            if self.cell is None
            else f"cell {self.cell}, line " + str(self.cell_line)
        )


@dataclass(frozen=True)
class ExpectedFound:
    """What a page says of an expected claim: the verdict, and the line that it was found in.

    `verdict` is "missing" where the page says nothing of it.
    """

    verdict: str
    number: int | None = None
    points: float | None = None


@dataclass(frozen=True)
class Changes:
    """What is different from the last hand-in: numbers of lines, and how many stayed or went."""

    newly_right: tuple[int, ...] = ()
    newly_wrong: tuple[int, ...] = ()
    unchanged: int = 0
    gone: int = 0


@dataclass(frozen=True)
class GradedPage:
    """A submission with its lines.

    `problem` says in one line why it is not graded, or not to its end.  `points` of `out_of` are
    what the setting gives, else how many lines are proved of those that claim something.
    `declared` is what the page declares by itself, beside the setting.
    """

    name: str
    feedback: str
    lines: tuple[GradedLine, ...] = ()
    expected: tuple[ExpectedFound, ...] = ()
    points: float = 0
    out_of: float = 0
    changes: Changes | None = None
    problem: str = ""
    declared: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many lines have which verdict."""
        found = Counter(one.verdict for one in self.lines)
        return {verdict: found[verdict] for verdict in VERDICTS if found[verdict]}

    @property
    def first_error(self) -> GradedLine | None:
        """The first line of the page that is wrong by itself."""
        return next((one for one in self.lines if one.first_error), None)


def scored(points: Fraction) -> float:
    """Points as a number of JSON: whole where they are."""
    return int(points) if points.denominator == 1 else float(points)


def shown(points: float) -> str:
    """Points as one writes them: 3, 1.5, 0.33"""
    return f"{points:.2f}".rstrip("0").rstrip(".")


def page_to_json(page: GradedPage) -> dict[str, Any]:
    """The page as plain data; what a line does not have is left out."""
    data = asdict(page)
    data["lines"] = [_line(one) for one in page.lines]
    data["expected"] = [asdict(one) for one in page.expected]
    data["counts"] = page.counts
    first = page.first_error
    data["first_error"] = first.number if first is not None else None
    return data


def _line(one: GradedLine) -> dict[str, Any]:
    data = asdict(one)
    return {k: v for k, v in data.items() if k not in ("cell", "cell_line", "points") or v
            is not None}  # fmt: skip


def page_from_json(data: Mapping[str, Any]) -> GradedPage:
    """Raises TypeError or KeyError for what is no page."""
    lines = tuple(GradedLine(**{**one, **_tuples(one, "condition", "repair")})
                  for one in data["lines"])  # fmt: skip
    changes = data["changes"]
    return GradedPage(
        data["name"], data["feedback"], lines,
        tuple(ExpectedFound(**one) for one in data["expected"]),
        data["points"], data["out_of"],
        None if changes is None else Changes(
            **{**changes, **_tuples(changes, "newly_right", "newly_wrong")}),
        data["problem"],
        tuple(data["declared"]),
    )  # fmt: skip


def _tuples(data: Mapping[str, Any], *names: str) -> dict[str, tuple[Any, ...]]:
    return {name: tuple(data[name]) for name in names}


LINE_FIELDS = tuple(f.name for f in fields(GradedLine))
