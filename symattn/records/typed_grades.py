"""The grades of a class as a typed document: what `symattn grade` writes as grades.json."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from .typed_data import Data, Texts, read_as
from .typed_pages import FromOne, Judged

Points = Annotated[float, Meta(ge=0)]
LineNumber = Annotated[int, Meta(ge=1, description="the number of a line within its page")]
Count = Annotated[int, Meta(ge=0)]
Counts = dict[Judged, FromOne]


class ExpectedData(Data, frozen=True, kw_only=True):
    """A claim that the pages should come to."""

    latex: str
    read: str
    points: Points | None


class GradedLineData(Data, frozen=True, kw_only=True):
    """A line of a submission with its verdict."""

    number: LineNumber
    line: Annotated[
        int,
        Meta(ge=1, description="of the file; in a file of derivations the number of the step"),
    ]
    cell: Annotated[int, Meta(ge=0)] | UnsetType = UNSET
    cell_line: FromOne | UnsetType = UNSET
    latex: Annotated[str, Meta(description="what stands on the page")]
    read: str
    verdict: Judged
    first_error: bool
    follows: bool
    condition: Texts
    repair: Texts
    witness: str | None
    why: str
    anchor: Annotated[str, Meta(description="the line's place on the feedback page")]
    points: (
        Annotated[float, Meta(ge=0, description="where the setting gives points")] | UnsetType
    ) = UNSET


class FoundData(Data, frozen=True, kw_only=True):
    """What a page says of an expected claim, and in which line."""

    verdict: Literal[
        "proved", "conditional", "refuted", "undecided", "not_read", "outside", "missing"
    ]
    number: LineNumber | None
    points: Points | None


class ChangesData(Data, frozen=True, kw_only=True):
    """What changed since the last hand-in."""

    newly_right: list[LineNumber]
    newly_wrong: list[LineNumber]
    unchanged: Count
    gone: Count


class GradedPageData(Data, frozen=True, kw_only=True):
    """A submission: its lines, its points, and what is wrong with it as a whole."""

    name: Annotated[str, Meta(description="where the file lies in the folder")]
    feedback: Annotated[str, Meta(description="the feedback page, beside grades.json")]
    lines: list[GradedLineData]
    expected: Annotated[
        list[FoundData],
        Meta(
            description="one for each expected claim, in that order; empty where a page is not "
            "graded or is a file of derivations"
        ),
    ]
    points: Points
    out_of: Points
    changes: Annotated[ChangesData | None, Meta(description="null at the first hand-in")]
    problem: Annotated[
        str, Meta(description="why it is not graded, or not to its end; empty where it is")
    ]
    declared: Annotated[
        Texts, Meta(description="what the page declares itself, beside the setting")
    ]
    counts: Counts
    first_error: LineNumber | None


class WrongLineData(Data, frozen=True, kw_only=True):
    """Where an error stands."""

    page: str
    number: LineNumber
    latex: str


class ErrorData(Data, frozen=True, kw_only=True):
    """An error that pages have in common, by what mends it."""

    kind: Literal["repair", "condition", "line"]
    what: Annotated[
        str,
        Meta(description="the repair or the condition in LaTeX, or the line as it was read"),
    ]
    pages: Texts
    lines: list[WrongLineData]


class GradesData(Data, frozen=True, kw_only=True):
    """A class, graded: its pages in order of their names."""

    symattn: Annotated[str, Meta(description="the version")]
    setting: Annotated[str, Meta(description="the name after --setting, or empty")]
    hints: Annotated[bool, Meta(description="whether repairs and conditions are left out")]
    points: Annotated[Literal["setting", "lines proved"], Meta(description="what points count")]
    each_line: Annotated[Points | None, Meta(description="what the setting gives for each line")]
    expected: list[ExpectedData]
    pages: list[GradedPageData]
    errors: Annotated[list[ErrorData], Meta(description="those of most pages first")]
    counts: Counts
    left: Annotated[Texts, Meta(description="pages that a run had not come to when it was stopped")]


def grades_from_json(data: Any) -> GradesData:
    """Grades that were written, with the types of their parts.  Raises TermError."""
    return read_as(GradesData, data)
