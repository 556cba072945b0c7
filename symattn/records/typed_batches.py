"""The lines of `symattn batch` as typed documents: what it reads, and what it writes."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_type_hints

import msgspec
from msgspec import UNSET, Meta, UnsetType

from . import typed_answers as answers
from .typed_data import Data, Texts
from .typed_pages import Judged, PageData

HEAVY = ("evidence", "certificate", "statement")  # with --evidence alone
Name = Annotated[
    Any, Meta(description="the asker's own name for it; without one, the number of the line")
]
Notices = Annotated[
    Texts, Meta(description="how it was read, where that is better written otherwise")
]
Rewards = Literal["before-first-false", "all-proved", "proved-minus-false"]


class ClaimAsked(Data, frozen=True, kw_only=True):
    """A claim or another question, with what belongs to it."""

    claim: Annotated[str, Meta(description="a question in the syntax of symattn ask")]
    let: Annotated[Texts | None, Meta(description='declarations: "g: real"')] = None
    given: Annotated[Texts | None, Meta(description='facts: "g1 > g2"')] = None
    limit: Annotated[str | None, Meta(description='the limit taken: "b -> oo"')] = None
    id: Name = None


class PageAsked(Data, frozen=True, kw_only=True):
    """A whole page."""

    page: Annotated[str, Meta(max_length=2_000_000, description="the text of a page")]
    format: Annotated[
        Literal["", "markdown", "latex", "notebook"] | None,
        Meta(description="what it is written in; markdown without it"),
    ] = None
    setting: Annotated[
        str | None, Meta(description="the declarations that it begins with, by name")
    ] = None
    goal: Annotated[
        str | None,
        Meta(description="a formula that the page is to prove, read under the setting alone"),
    ] = None
    name: Annotated[str | None, Meta(description="what messages call the page")] = None
    id: Name = None


class ErrorLine(Data, frozen=True, kw_only=True):
    """What could not be read (not_read), or a page whose worker ended (undecided)."""

    id: Any
    verdict: Literal["not_read", "undecided"]
    error: Annotated[str, Meta(pattern="^[^\n]+$")]


class PageAnswerLine(PageData, frozen=True, kw_only=True):
    """A page with its lines, as in page.schema.json."""

    id: Any
    verdict: Annotated[
        Judged, Meta(description="the worst of its lines; outside where none says anything")
    ]
    reached: (
        Annotated[bool, Meta(description="whether the page proves its goal; there if it has one")]
        | UnsetType
    ) = UNSET
    reward: dict[Rewards, Annotated[float, Meta(ge=-1, le=1)]] | UnsetType = UNSET


def _answer_line(kind: type[Data]) -> type[Data]:
    """An answer as in answer.schema.json, called by its id; certificates may be left out."""
    fields: list[Any] = [("id", Any)]
    hints = get_type_hints(kind, include_extras=True)
    for field in msgspec.structs.fields(kind):
        hint, default = hints[field.name], field.default
        if field.name in HEAVY:
            hint, default = hint | UnsetType if hint is not Any else Any, UNSET
        one = msgspec.field(name=field.encode_name, default=default)
        fields.append((field.name, hint, one))
    fields.append(("notices", Notices | UnsetType, UNSET))
    name = kind.__name__.removesuffix("Data") + "AnswerLine"
    return msgspec.defstruct(  # type: ignore[return-value]
        name, fields, bases=(Data,), frozen=True, kw_only=True, forbid_unknown_fields=True,
        namespace={"__doc__": kind.__doc__}, module=__name__,
    )  # fmt: skip


ASKED = (ClaimAsked, PageAsked)
ANSWERED = (ErrorLine, *map(_answer_line, answers.KINDS), PageAnswerLine)
