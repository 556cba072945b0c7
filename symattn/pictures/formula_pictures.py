"""What of a checked derivation can be drawn: proved formulas, and nothing else.

A formula comes from a step whose verdict is "proved", from a bound that was replayed beside it, or
from a definition, which needs no proof.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..display.shown_operators import FLOATS
from ..language import Context, Term, TermError, from_json, number, replaced
from ..language.kinds import COMPARISONS
from ..language.operators import DEFINITIONS
from ..records.record import CheckedDerivation, CheckedStep

# what `picture_values` evaluates: arithmetic, and the functions that have values in floats
PLAIN = frozenset("number pi scalar cases count + * neg / ^ abs max min and or".split()).union(
    COMPARISONS, FLOATS, DEFINITIONS
)


@dataclass(frozen=True)
class Formula:
    """`left` = `right` for all values that the hypotheses allow.

    `right` is made of declared numbers alone.  `step` is 0 for a definition.
    """

    left: Term
    right: Term
    step: int


@dataclass(frozen=True)
class DrawnBound:
    """`left` is at most `size` away from `centre` wherever the facts `assume` hold.

    `new` are numbers that the bound itself declares.
    """

    centre: Term
    size: Term
    assume: tuple[Term, ...]
    new: tuple[str, ...]


@dataclass(frozen=True)
class DrawnLimit:
    """`left` tends to `right`, as `step` proves, with the bounds that stand beside it.

    A bound whose size is one of its `new` numbers is a threshold.
    """

    left: Term
    right: Term
    step: int
    bounds: tuple[DrawnBound, ...] = field(default=())


def unfolded(term: Term, context: Context) -> Term:
    """The term with scalar definitions that have no index replaced by what they stand for."""
    for d in reversed(context.definitions):
        if (
            d.sort == "scalar"
            and not d.params
            and any(t.op == "defined" and t.args[0] == d.key for t in term.subterms())
        ):
            term = replaced(term, {Term("defined", (d.key, "scalar")): d.body})
    return term


def is_plain(term: Term) -> bool:
    """Whether a term is a number made of declared numbers."""
    return term.sort is not None and all(t.op in PLAIN for t in term.subterms())


def names_in(*terms: Term) -> frozenset[str]:
    return frozenset(str(t.args[0]) for term in terms for t in term.subterms() if t.op == "scalar")


def closed_forms(record: CheckedDerivation) -> tuple[Formula, ...]:
    """One formula for each scalar that has one.

    First what steps prove, then what definitions say.
    """
    found: dict[Term, Formula] = {}
    for step in _proved(record, "="):
        left, right = step.goal.children  # type: ignore[union-attr]
        right = unfolded(right, record.context)
        if left.op == "defined" and left.sort == "scalar" and is_plain(right):
            found.setdefault(left, Formula(left, right, step.number))
    for d in record.context.definitions:
        term = Term("defined", (d.key, d.sort)) if not d.params and d.sort == "scalar" else None
        if term is not None and is_plain(body := unfolded(term, record.context)):
            found.setdefault(term, Formula(term, body, 0))
    for step in _proved(record, "→", "≈"):  # a line that speaks of a fraction itself
        left = step.goal.children[0]  # type: ignore[union-attr]
        if left.op != "defined" and left.sort == "scalar" and is_plain(left):
            found.setdefault(left, Formula(left, left, step.number))
    return tuple(found.values())


def limits(record: CheckedDerivation) -> tuple[DrawnLimit, ...]:
    """What is proved to tend to what, in the order of the steps."""
    found = []
    for step in _proved(record, "→", "≈"):
        left, right = step.goal.children  # type: ignore[union-attr]
        bounds = tuple(
            b
            for data in (step.verdict.evidence or {}).get("bounds", ())
            if (b := _bound(left, data, record.context)) is not None
        )
        found.append(DrawnLimit(left, unfolded(right, record.context), step.number, bounds))
    return tuple(found)


def _proved(record: CheckedDerivation, *relations: str) -> Iterator[CheckedStep]:
    return (
        s
        for s in record.steps
        if s.verdict.status == "proved" and s.goal is not None and s.goal.op in relations
    )


def _bound(left: Term, data: object, context: Context) -> DrawnBound | None:
    """What evidence says of how near `left` is, if it can be drawn.

    Evidence is data, and may be anything.
    """
    try:
        goal = from_json(data["goal"])  # type: ignore[index]
        facts = data.get("assume") or ()  # type: ignore[attr-defined]
        assume = tuple(unfolded(from_json(f), context) for f in facts)
        new = tuple(str(key) for key in data.get("scalars") or ())  # type: ignore[attr-defined]
    except (TermError, TypeError, KeyError, AttributeError):
        return None
    if (
        goal.op != "≤"
        or not is_plain(size := unfolded(goal.children[1], context))
        or not all(is_plain(f) for f in assume)
    ):
        return None
    near = goal.children[0]
    if near == left:  # of what is not negative
        return DrawnBound(number(0), size, assume, new)
    if near.op != "abs":
        return None
    centre = number(0) if near.children[0] == left else _centre(near.children[0], left)
    return (
        None
        if centre is None or not is_plain(centre := unfolded(centre, context))
        else DrawnBound(centre, size, assume, new)
    )


def _centre(difference: Term, left: Term) -> Term | None:
    """x where the difference is left − x or left + (−x)."""
    if difference.op != "+" or len(difference.children) != 2 or difference.children[0] != left:
        return None
    other = difference.children[1]
    return other.children[0] if other.op == "neg" else Term("neg", (other,))
