"""Pages with their verdicts as typed documents: what `symattn check PAGE --format json` prints."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from msgspec import UNSET, Meta, UnsetType

from .typed_data import Data, read_as

Judged = Literal["proved", "conditional", "refuted", "undecided", "not_read", "outside"]
LineRole = Literal["claim", "definition", "declaration", "hypothesis", "outside"]
FromOne = Annotated[int, Meta(ge=1)]


class LineData(Data, frozen=True, kw_only=True):
    """A line of a page: where it stands, how it was read, and what was made of it."""

    file: Annotated[
        str, Meta(description="the file in which the line stands: the page, or one it includes")
    ]
    line: FromOne
    column: FromOne
    end_line: FromOne
    end_column: Annotated[int, Meta(ge=1, description="the column after the last character")]
    cell: Annotated[int, Meta(ge=0, description="notebooks: the cell, from 0")] | UnsetType = UNSET
    cell_line: (
        Annotated[int, Meta(ge=1, description="notebooks: the line in the cell")] | UnsetType
    ) = UNSET
    latex: Annotated[str, Meta(description="what stands on the page")]
    read: Annotated[
        str, Meta(description="the line in symattn's plain notation; empty if it is not read")
    ]
    role: LineRole
    verdict: Annotated[
        Judged | None, Meta(description="null for definitions and declarations that were read")
    ]
    first_error: Annotated[
        bool, Meta(description="false or conditional, and what it goes on from is not")
    ]
    follows: Annotated[
        bool, Meta(description="right by itself, and goes on from a link that is not")
    ]
    condition: Annotated[
        list[str],
        Meta(description="under each of them the line is true; LaTeX, as the page writes it"),
    ]
    repair: Annotated[
        list[str],
        Meta(description="lines that are true in its place; LaTeX, as the page writes it"),
    ]
    witness: Annotated[
        str | None, Meta(description="where the line fails, with the values of both sides")
    ]
    why: Annotated[
        str, Meta(description="what else there is to say; why a line is not decided, or not read")
    ]


class PageData(Data, frozen=True, kw_only=True):
    """A page: its lines in order, and how many got which verdict."""

    file: str
    lines: list[LineData]
    counts: dict[Judged, FromOne]
    passing: Annotated[
        int, Meta(ge=0, description="relations said in passing: they claim nothing")
    ] = 0
    problem: (
        Annotated[str, Meta(description="why the page cannot be read at all; then it has no lines")]
        | UnsetType
    ) = UNSET


def page_from_json(data: Any) -> PageData:
    """A page that was saved, with the types of its parts.  Raises TermError."""
    return read_as(PageData, data)
