"""Limits of means, and in probability, where noise shrinks: by the mean of what bounds each sample, or by Chebyshev.  Untrusted: the kernel proves each."""
from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from ..kernel import Claim, Rejected
from ..kernel.sequent import Sequent
from ..terms import Term, TermError, number, to_json
from .bound_proofs import Bound, Shown, small_number
from .bound_shapes import Place, Way, shrinking, through
from .decays import Decay, sum_of
from .positivity import ProvingSigns
from .readings import halved, shapes
from .repairs import prove
from .tails import ONE, minus, product
from .thresholds import sufficient

SECONDS = 6.0


@dataclass(frozen=True)
class Mean:
    """left ≤ Σ decays·unit/least."""

    left: Term
    decays: list[Decay]
    cell: Sequent
    unit: Term
    least: Term
    way: Way

    @property
    def bound(self) -> Term:
        whole = product(sum_of(self.decays), self.unit)
        top, bottom = whole.children if whole.op == "/" else (whole, ONE)
        below = product(bottom, self.least)
        return top if below == ONE else Term("/", (top, below))


def of_noise(claim: Claim, deadline: float, epsilon: Term | None) -> list[Bound]:
    """The bound for E f → L, or P(‖f − L‖ > ε) → 0, and from where on it is at most ε.  Raises Rejected, TermError."""
    left = claim.goal.children[0]
    if claim.goal.op != "→" or claim.assumptions or left.op not in ("E", "P") or len(left.children) != 1:
        return []
    for found in _proposals(claim, left, deadline):
        shown = Shown(claim, Place((), *claim.goal.children), min(deadline, time.monotonic() + SECONDS), [])
        goal = Term("≤", (found.left, found.bound))
        if shown.add(goal, ways=(found.way,)) is None:
            continue
        alone = Bound(goal, (), (), tuple(shown.evidence))
        names, epsilon = small_number(claim, epsilon)
        if epsilon is None or (reached := sufficient(found.decays, found.cell, epsilon if found.unit != ONE else product(epsilon, found.least))) is None:
            return [alone]
        given = (*((Term(">", (epsilon, number(0))),) if names else ()), *reached.facts)
        after, small = reached.after, Term("≤", (found.left, epsilon if left.op == "P" else product(epsilon, found.unit)))
        if left.op == "P" and found.unit != ONE:  # a length may be 0, and has no logarithm
            after = tuple(_without_logarithm(a, found) for a in after)
        if shown.add(small, *given, *after, scalars=names, ways=(through(goal.children[1], (0, Way({}, before=shown.evidence[0]["proof"]))),)) is None:
            return [alone]
        return [Bound(goal, (), (), tuple(shown.evidence), small=small, after=after, given=given)]
    return []


def _without_logarithm(after: Term, found: Mean) -> Term:
    """e^E ≥ C·unit/(least·ε) for E ≥ log(C/ε)."""
    rate, log = after.children
    top, bottom = log.children[0].children
    return Term("≥", (Term("exp", (rate,)), Term("/", (product(top, found.unit), product(found.least, bottom)))))


def _proposals(claim: Claim, left: Term, deadline: float) -> Iterator[Mean]:
    inner, least = left.children[0], ONE
    if left.op == "P":
        if inner.op not in (">", "≥") or inner.children[0].op not in ("abs", "norm"):
            return
        x, least = inner.children[0].children[0], inner.children[1]
        if x.op != "+" or x.children[-1].op != "neg" or len(x.children) != 2:
            return
        f, limit, error = x.children[0], x.children[1].children[0], left
    else:
        f, limit = inner, claim.goal.children[1]
        x, error = minus(f, limit), Term("abs" if f.sort == "scalar" else "norm", (minus(left, limit),))
    for ease in (None, halved):
        shape = next(shapes(claim.without_chance(Term("→", (f, limit))), Place((), f, limit), ease), None)
        if shape is None or shape.assume:
            continue
        way = Way({"rule": "averaged", "of": to_json(x), "most": to_json(shape.whole)}, tuple((2, w) for w in shape.ways[:1]))
        decays, cell = _mean_of(claim, sum_of(shape.decays))
        if decays is not None and prove(Claim(claim.context, Term("→", (sum_of(decays), number(0)))), deadline) is not None:
            yield Mean(error, decays, cell, shape.unit or ONE, least, way)
    if left.op == "P" and x.sort == "scalar":
        square, threshold = Term("^", (x, number(2))), Term("^", (least, number(2)))
        decays, cell = _mean_of(claim, square)
        if decays is not None:
            yield Mean(error, decays, cell, ONE, threshold, Way({"rule": "averaged", "of": to_json(x), "most": to_json(square), "squared": True}))


def _mean_of(claim: Claim, x: Term) -> tuple[list[Decay] | None, Sequent]:
    """E x as Σ C·e^{−E}, if it has such a value."""
    mean = Claim(claim.context, Term("≥", (Term("E", (x,)), number(0))))
    signs = ProvingSigns()
    signs.cell = cell = Sequent(mean, signs=signs)
    try:
        return shrinking(cell.meaning, cell.meaning.scalar(mean.goal.children[0]), ">"), cell
    except (Rejected, TermError):
        return None, cell
