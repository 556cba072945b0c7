"""What may be shown about how far something is from its limit at finite β.

error ≤ Σ C e^{−E}, and the reductions that may show it.

With f − L = N/ΠD, every term of N is compared with the fastest terms of the D: |f − L| ≤ Σ |terms
of N|/Π fastest(D), where all else in D is ≥ 0. For vectors the same is done with what weights are
moved (times the diameter of the values), with the square of the norm, or part by part. Untrusted:
the kernel proves each.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Quotient
from ...kernel.algebra.semantics import Semantics
from ...kernel.rules.sequent import Sequent
from ...language import (
    Term,
    depends_on,
    flattened,
    indices_in,
    number,
    replace_indices,
    to_json,
)
from ...language.kinds import BINDERS
from .decays import Decay, decay, fastest, growths, sum_of


@dataclass(frozen=True)
class Way:
    """A reduction to other claims, and those for its parts."""

    by: dict[str, Any]
    parts: tuple[tuple[int, Way], ...] = ()


@dataclass(frozen=True)
class LimitCase:
    """Under these facts the left side tends to the right one, which has no cases any more."""

    facts: tuple[Term, ...]
    left: Term
    right: Term


@dataclass(frozen=True)
class Shape:
    """error ≤ Σ decays·unit.

    What is to be shown, what it was read from, and the reductions that may show it.
    """

    cell: Sequent
    error: Term
    unit: Term | None
    decays: list[Decay]
    size: Quotient | None  # of the error, in units
    ways: tuple[Way, ...] = ()
    scalars: tuple[str, ...] = ()
    assume: tuple[Term, ...] = ()

    @property
    def whole(self) -> Term:
        bound = sum_of(self.decays)
        return (
            bound
            if self.unit is None
            else self.unit
            if bound == number(1)
            else flattened("*", (bound, self.unit))
        )

    @property
    def claim(self) -> Term:
        return Term("≤", (self.error, self.whole))


Ease = Callable[[Decay], Decay]  # what is shown of each part instead


def through(middle: Term, *parts: tuple[int, Way]) -> Way:
    return Way({"rule": "through", "term": to_json(middle), "side": "right"}, parts)


def sign_of(s: Semantics, q: Quotient) -> str | None:
    try:
        return s.signs.quotient_sign(q)
    except Rejected:
        return None


def shrinking(s: Semantics, gap: Quotient, sign: str | None) -> list[Decay] | None:
    """Σ |terms above|/fastest below, without the terms that make the whole smaller.

    Where several below are equally fast, over all of them or over one.  Raises Rejected.
    """
    leads = [(k, *fastest(dict(factor), s)) for factor, k in gap.den]
    if any(s.signs.sign(lead) != ">" for _, _, lead in leads):
        return None
    ones = dict.fromkeys(
        key
        for _, _, lead in leads
        if len(lead) > 1 and all(c > 0 and not m for (m, _), c in lead.items())
        for key in lead
    )
    candidates: list[list[Decay]] = []
    for chosen in (None, *ones):
        below = ring.ONE
        for k, growth, lead in leads:
            part = (
                lead
                if chosen is None or len(lead) == 1
                else {key: c for key, c in lead.items() if key == chosen}
            )
            if not part:
                break
            inverse, _ = ring.q_invert(ring.of(ring.multiply(part, {growth: 1})))
            for _ in range(k):
                below *= inverse
        else:
            if (found := _over(s, gap, below, sign)) is not None:
                candidates.append(found)
    return min(
        candidates,
        key=lambda decays: sum(len(d.exponent) + len(d.coefficient.den) for d in decays),
        default=None,
    )


def _over(s: Semantics, gap: Quotient, below: Quotient, sign: str | None) -> list[Decay] | None:
    found: list[Decay] = []
    for growth, c in growths(gap.numerator, s).items():
        one = (
            "≥"
            if ring.is_summed(growth) and all(v > 0 for v in c.values())
            else "≤"
            if ring.is_summed(growth)
            else s.signs.sign(c)
        )
        if (
            (sign in (">", "≥") and one in ("<", "≤"))
            or (sign in ("<", "≤") and one in (">", "≥"))
            or one == "="
        ):
            continue
        size = c if one in (">", "≥") else ring.add({}, c, -1)
        if (d := decay(ring.of(ring.multiply(size, {growth: 1})) * below, s)) is None:
            return None
        found.append(d)
    return found or None


def with_sums(shape: Shape, claim: Claim, place: LimitCase, ease: Ease | None = None) -> Shape:
    """With the way through Σ α_l.

    First the members that have names and then term by term, where the bound is a sum over those
    without one.
    """
    decays = shape.decays
    shape = (
        replace(shape, decays=[ease(d) for d in decays], size=None) if ease is not None else shape
    )
    summed = [k for k, d in enumerate(decays) if d.over]
    if len(summed) != 1:
        return shape
    total, s = shape.decays[summed[0]].term(), shape.cell.meaning
    members = next(
        (
            i.members
            for i in claim.context.index_sets
            if total is not None and total.op == "sum" and i.key == total.args[1]
        ),
        (),
    )
    at = weight_at(claim, place.left, members)
    if (
        at is None
        or total is None
        or any(t.op in BINDERS and t.args[0] == total.args[0] for t in at("?").subterms())
    ):
        return shape
    middle = [d.term() for d in shape.decays]
    middle[summed[0]] = Term("sum", (*total.args[:-1], at(str(total.args[0]))))
    steps: list[list[Term | None]] = [middle]
    for member in members:
        found = shrinking(s, s.scalar(at(member)), ">") if len(decays) > 1 else None
        if found is not None and len(found) == 1 and found[0] in decays:
            steps.append([at(member) if d == found[0] else x for d, x in zip(decays, steps[-1])])
    way = Way({"rule": "termwise"})
    for step in steps:
        written = [x for x in step if x is not None]
        whole = written[0] if len(written) == 1 else flattened("+", tuple(written))
        way = through(whole if shape.unit is None else Term("*", (whole, shape.unit)), (1, way))
    return replace(shape, ways=(way,))


def weight_at(claim: Claim, left: Term, members: tuple[str, ...]) -> Callable[[str], Term] | None:
    """α_l for each l: of a weight α_j, or of c = Σ α_j v_j."""
    own = [m for m in members if m in indices_in(left)]
    inner, name = left, own[0] if len(own) == 1 else ""
    if left.sort == "vector":
        body = body_of(claim, left)
        product = body.children[-1] if body is not None and body.op == "sum" else None
        if body is None or product is None or product.op != "*" or len(product.children) != 2:
            return None
        inner, name = product.children[0], str(body.args[0])
    return (
        (lambda member: replace_indices(inner, {name: Term("index", (member,))})) if name else None
    )


def body_of(claim: Claim, term: Term) -> Term | None:
    """What a defined term stands for, its indices put in."""
    if term.op != "defined":
        return None
    definition = next(d for d in claim.context.definitions if d.key == term.args[0])
    if (
        len(term.children) == 1
        and (at := dict(definition.exceptions).get(str(term.children[0].args[0]))) is not None
    ):
        return at
    return replace_indices(
        definition.body, {name: index for (name, _), index in zip(definition.params, term.children)}
    )


def scaled_sum(claim: Claim, term: Term) -> tuple[Term, tuple[Term, ...]] | None:
    """λ and the summands of (x + y)/k or λ (x + y), λ being fixed."""
    moving = frozenset((*claim.context.limit, *(law.key for law in claim.context.laws)))
    if (
        term.op == "/"
        and term.children[0].op == "+"
        and not depends_on(claim.context, term.children[1], moving)
    ):
        return Term("/", (number(1), term.children[1])), term.children[0].children
    if (
        term.op == "*"
        and len(term.children) == 2
        and term.children[1].op == "+"
        and not depends_on(claim.context, term.children[0], moving)
    ):
        return term.children[0], term.children[1].children
    return None
