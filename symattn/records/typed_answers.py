"""Answers of `symattn ask` as typed documents: what `--format json` prints."""

from __future__ import annotations

from typing import Annotated, Any

from msgspec import UNSET, Meta, UnsetType, field

from ..language import TermError
from .typed_data import CertificateData, Data, Decided, Texts, Told, read_as

Statement = (
    Annotated[
        dict[str, Any],
        Meta(description="the claim with its declarations, as the kernel is asked about it"),
    ]
    | UnsetType
)
Ends = Annotated[list[str], Meta(min_length=2, max_length=2)]


class CaseData(Data, frozen=True, kw_only=True):
    """A value, and when it is one; null, and why, where it is not decided."""

    when: str
    value: str | None
    why: str | UnsetType = UNSET


class LimitData(Data, frozen=True, kw_only=True):
    """A limit: the first `when` that holds gives the value, and "true" always holds."""

    verdict: Decided
    complete: bool
    cases: list[CaseData]
    why: str | UnsetType = UNSET
    certificate: list[CertificateData]


class RatesData(Data, frozen=True, kw_only=True):
    """Leading terms, case by case: what `symattn.asymptotics` gives."""

    verdict: Decided
    complete: bool
    asked: str
    cases: list[CaseData]
    certificate: list[CertificateData]


class ConditionData(Data, frozen=True, kw_only=True):
    """What makes a claim true: facts to assume, or a weaker relation ("close" for ≈)."""

    assume: Texts
    relation: str | None
    necessary: bool


class RelationData(Data, frozen=True, kw_only=True):
    """A claim that is one relation."""

    verdict: Told
    claim: str
    witness: dict[str, str | Texts] | None
    repair: list[ConditionData]
    edits: Texts
    why: str
    rests_on: Texts | UnsetType = UNSET
    statement: Statement = UNSET
    evidence: Any = None


class LinkData(Data, frozen=True, kw_only=True):
    """One link of a chain of comparisons."""

    claim: str
    verdict: Told
    witness: dict[str, str | Texts] | None
    repair: list[ConditionData]
    edits: Texts
    why: str
    rests_on: Texts | UnsetType = UNSET
    statement: Statement = UNSET
    evidence: Any = None

    def alone(self) -> RelationData:
        """The link as an answer of its own."""
        return RelationData(**{name: getattr(self, name) for name in self.__struct_fields__})


class ChainData(Data, frozen=True, kw_only=True):
    """A chain of comparisons, with the worst verdict of its links."""

    verdict: Told
    links: Annotated[list[LinkData], Meta(min_length=2)]


class BoundData(Data, frozen=True, kw_only=True):
    """A bound that holds for all positive values of the variable, and under `if`."""

    bound: str
    if_: Texts = field(name="if")
    where: Texts
    sharp: bool
    sharp_if: Texts
    at_most: str | None
    only: bool
    after: Texts
    for_: Texts = field(name="for")
    chance: Texts
    chance_for: Texts
    wanted: str | UnsetType = UNSET
    from_: str | None | UnsetType = field(name="from", default=UNSET)
    why: str | UnsetType = UNSET


class BoundsData(Data, frozen=True, kw_only=True):
    """How far something is from its limit at a finite value."""

    verdict: Decided
    asked: str
    limit: list[CaseData]
    bounds: list[BoundData]
    why: str | UnsetType = UNSET
    certificate: list[CertificateData]


class NumberData(Data, frozen=True, kw_only=True):
    """A number: a closed form that is proved, and two decimals between which it lies."""

    verdict: Decided
    asked: str
    value: str | None
    enclosure: Ends | None
    radius: str | None
    rests_on: Texts
    certificate: list[CertificateData]
    why: str | UnsetType = UNSET


AnswerData = LimitData | RelationData | ChainData | BoundsData | NumberData | RatesData
KINDS: tuple[type[Data], ...] = (
    LimitData, RelationData, ChainData, NumberData, BoundsData, RatesData
)  # fmt: skip
# what only one kind of answer has
_KINDS: dict[str, type[Data]] = {
    "links": ChainData,
    "complete": LimitData,
    "bounds": BoundsData,
    "enclosure": NumberData,
}


def answer_from_json(data: Any) -> AnswerData:
    """An answer that was saved, with the types of its parts.  Raises TermError.

    >>> found = answer_from_json(
    ...     {"verdict": "proved", "complete": True, "certificate": [],
    ...      "cases": [{"when": "true", "value": "0"}]}
    ... )
    >>> type(found).__name__, found.cases[0].value
    ('LimitData', '0')
    """
    if not isinstance(data, dict):
        raise TermError(f"expected an answer as an object, found {type(data).__name__}")
    kind = next((kind for key, kind in _KINDS.items() if key in data), RelationData)
    if kind is LimitData and "asked" in data:
        kind = RatesData
    return read_as(kind, data)  # type: ignore[return-value]
