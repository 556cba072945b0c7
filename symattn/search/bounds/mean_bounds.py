"""How far means, variances and covariances are from their limits.

The cells of all samples, what is left in each, and how often it counts.

Untrusted: the kernel proves each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ...kernel import Claim, OutsideClass, UnknownSign
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.chance.probability import form_of, of_forms, split_up
from ...kernel.limits.ties import limits_by_parts
from ...kernel.order.diameters import diameter
from ...kernel.rules.sequent import Sequent
from ...language import Term, number, to_json
from ..as_terms import condition, quotient_term, vector_term
from ..cases.mean_cells import MAX_DEPTH, form_to_split
from ..cases.splitting import divided
from ..sign_search.positivity import ProvingSigns
from .bound_proofs import Bound, Shown, model_in, small_number
from .bound_shapes import LimitCase, Way, body_of, scaled_sum, through
from .mean_pieces import HALF, BoundSummand, law_of, pieces_of
from .tails import ONE, Tail, Tails, minus, product, total
from .thresholds import tidied

STATISTICS = ("E", "Var", "Cov")


@dataclass(frozen=True)
class Averaged:
    """error ≤ Σ pieces·unit where the facts of `assume` hold of new scalars.

    With the reduction that shows it.
    """

    error: Term
    unit: Term
    pieces: tuple[BoundSummand, ...]
    way: Way
    scalars: tuple[str, ...] = ()
    assume: tuple[Term, ...] = ()

    @property
    def claim(self) -> Term:
        return Term("≤", (self.error, product(total([p.term for p in self.pieces]), self.unit)))

    def small(self, epsilon: Term) -> Term:
        return Term("≤", (self.error, product(epsilon, self.unit)))

    def reached(self, epsilon: Term) -> tuple[Term, ...]:
        return tuple(p.reached(epsilon) for p in self.pieces)

    def replaced(self, epsilon: Term, count: int) -> Term:
        """The bound with ε/m for the first of its m summands."""
        share = Term("/", (epsilon, number(len(self.pieces))))
        return product(total([share] * count + [p.term for p in self.pieces[count:]]), self.unit)


def of_means(claim: Claim, deadline: float, epsilon: Term | None) -> list[Bound]:
    """The bound for a limit of a mean, a variance or a covariance.

    Also from where on it is at most ε.  Raises Rejected, TermError.
    """
    if claim.assumptions or (found := averaged(claim)) is None:
        return []
    shown = Shown(claim, LimitCase((), *claim.goal.children), deadline, [])
    if (
        shown.add("bound", found.claim, *found.assume, scalars=found.scalars, ways=(found.way,))
        is None
    ):
        return []
    alone = Bound(found.claim, found.assume, tuple(shown.evidence))
    names, epsilon = small_number(claim, epsilon)
    if epsilon is None:
        return [alone]
    given = (Term(">", (epsilon, number(0))),) if names else ()
    small, after = found.small(epsilon), tuple(map(tidied, found.reached(epsilon)))
    rest: tuple[tuple[int, Way], ...] = ()
    for count in range(len(found.pieces) - 1, 0, -1):  # one summand after the other
        rest = ((1, through(found.replaced(epsilon, count), *rest)),)
    shown.near = model_in(shown.evidence[0]["proof"])
    whole = through(found.claim.children[1], *rest)
    if (
        shown.add(
            "threshold",
            small,
            *found.assume,
            *given,
            *after,
            scalars=(*found.scalars, *names),
            ways=(whole,),
            after=after,
        )
        is None
    ):
        return [alone]
    return [replace(alone, evidence=tuple(shown.evidence), small=small, after=after)]


def averaged(claim: Claim) -> Averaged | None:
    """The bound for a limit of one statistic, plus or minus what is fixed.

    Raises Rejected, TermError.
    """
    left, right = claim.goal.children
    found = list(dict.fromkeys(t for t in left.subterms() if t.op in STATISTICS))
    if claim.goal.op != "→" or len(found) != 1 or any(t.op in STATISTICS for t in right.subterms()):
        return None
    f, under = found[0].children[0], found[0].children[1:]
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    given = tuple(
        p for u in under for relation in split_up(u) if (p := form_of(cell.meaning, relation, {}))
    )
    remainder = Tails(claim.without_chance(claim.goal))
    tails: list[Tail] = []
    cells: list[tuple[Term, Term, list[int]]] = []
    ways: dict[int, Way] = {}
    for forms in _cells(cell, f, given):
        facts = tuple(fact for p in forms if (fact := condition(p, ">", claim.context)) is not None)
        value = _limit(cell, f, forms)
        own, way = remainder.left(LimitCase(facts, f, value))
        tails += [t for t in own if t not in tails]
        if way is not None:
            ways[len(cells)] = way
        event = (
            facts[0]
            if len(facts) == 1
            else Term("and", facts)
            if facts
            else Term("=", (number(0), number(0)))
        )
        cells.append((event, value, [tails.index(t) for t in own]))
    if not tails:
        return None
    if len({t.unit for t in tails}) > 1:
        raise OutsideClass("distances of several kinds")
    unit = tails[0].unit
    ball = _ball(claim, f, remainder, cells[0][1]) if found[0].op != "E" else None
    radius = None if ball is None else ball[1]
    laws = [law_of(cell, t.form) for t in tails]
    by = {
        "rule": "near_ties",
        "statistic": found[0].op,
        "of": to_json(f),
        "under": [to_json(u) for u in under],
        "within": [to_json(t) for t in ball or ()],
        "tails": [
            [to_json(x) for x in (t.size(), t.odds, t.speed, t.gap, *law)]
            for t, law in zip(tails, laws)
        ],
        "cells": [[to_json(event), to_json(value), where] for event, value, where in cells],
    }
    # where the claims about samples begin
    at = 2 + len(cells) * (len(cells) - 1) // 2 + 2 * len(tails) + 3 * sum(map(bool, laws)) + 1
    below: list[tuple[int, Way]] = []
    for x in (f, *(value for _, value, _ in cells)) if ball is not None else ():
        if (
            remainder.apart
            and ball is not None
            and (inside := remainder.within(x, ball[0])) is not None
        ):
            below.append((at, inside))
        at += 1
    for k, (_, _, where) in enumerate(cells):
        below += [(at, ways[k])] if k in ways else []
        at += 1 + len(where)
    gap = left if right in (number(0), Term("zero")) else minus(left, right)
    whole = Term("^", (unit, number(2))) if radius == unit != ONE else unit
    scalars = (str(remainder.distance.args[0]),) if remainder.apart else ()
    return Averaged(
        Term("abs" if left.sort == "scalar" else "norm", (gap,)),
        whole,
        tuple(pieces_of(cell, tails, radius, unit, under)),
        Way(by, tuple(below)),
        scalars,
        remainder.assumed,
    )


def _cells(cell: Sequent, f: Term, forms: tuple[Element, ...]) -> Iterator[tuple[Element, ...]]:
    """The forms that are > 0 where f has a limit.  Raises OutsideClass, UnknownSign."""
    if len(forms) > MAX_DEPTH:
        raise OutsideClass("too many cells of what is random")
    if forms and of_forms(cell.meaning, list(forms)).is_zero:
        return
    try:
        _limit(cell, f, forms)
        yield forms
    except UnknownSign as error:
        p = form_to_split(cell, error, forms)
        yield from _cells(cell, f, (*forms, p))
        yield from _cells(cell, f, (*forms, ring.add({}, p, -1)))


def _limit(cell: Sequent, f: Term, forms: tuple[Element, ...]) -> Term:
    """What f tends to where forms are > 0, summand by summand."""
    body = body_of(cell.claim, f)
    summed = scaled_sum(cell.claim, body) if body is not None else None
    if summed is not None:
        return Term("*", (summed[0], Term("+", tuple(_limit(cell, x, forms) for x in summed[1]))))
    context, signs = cell.claim.context, ProvingSigns()
    signs.cell = inner = cell.within(forms, context.limit, signs)
    found = {basis: q for basis, q in limits_by_parts(inner.meaning, f).items() if not q.is_zero}
    if f.sort == "vector":
        value = vector_term(found, context, signs.opaque)
    else:
        value = quotient_term(divided(found.get((), ring.ZERO)), context, signs.opaque)
    if value is None:
        raise OutsideClass("a limit without a name")
    return value


def _ball(claim: Claim, f: Term, remainder: Tails, value: Term) -> tuple[Term, Term]:
    """z and R with ‖f − z‖ ≤ R.

    For weights from 0 to 1, for averages of numbers, or of one family.
    """
    if f.sort == "scalar":
        return (value, remainder.distance) if remainder.apart else (HALF, HALF)
    family = next(
        x
        for x in claim.context.families
        if x.sort == "vector"
        and x.norm is None
        and any(
            t.op == "member" and t.args[0] == x.key
            for d in claim.context.definitions
            for t in d.body.subterms()
        )
    )
    member = next(s.members[0] for s in claim.context.index_sets if s.key == family.over)
    names = [
        n
        for n in ("l", "m", "j", "k", "p", "r")
        if all(n not in (*i.members, i.rest) for i in claim.context.index_sets)
    ]
    return Term("member", (family.key, Term("index", (member,)))), diameter(
        family.key, family.over, names[0], names[1]
    )
