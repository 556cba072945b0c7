"""Limits of means, and in probability, where noise shrinks.

By the mean of what bounds each sample, or by Chebyshev.  Untrusted: the kernel proves each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.rules.sequent import Sequent
from ...language import Term, TermError, number, to_json
from ..clock import now
from ..repairs.weaker_lines import prove
from ..sign_search.positivity import ProvingSigns
from .bound_proofs import Bound, Shown, model_in, small_number
from .bound_shapes import LimitCase, Way, shrinking, through
from .decays import Decay, sum_of
from .level_scores import level
from .readings import halved, shapes
from .tails import ONE, minus, product, total
from .thresholds import sufficient

SECONDS = 20.0


@dataclass(frozen=True)
class Mean:
    """left ≤ Σ decays·unit/least."""

    left: Term
    decays: list[Decay]
    cell: Sequent
    unit: Term
    least: Term
    way: Way

    def bound(self, share: Term | None = None, count: int = 0) -> Term:
        """The right side; with a share of ε for the first of its summands."""
        rest = self.decays[count:]
        whole = product(sum_of(rest), self.unit) if rest else None
        if whole is not None and self.least != ONE:
            top, bottom = whole.children if whole.op == "/" else (whole, ONE)
            below = product(bottom, self.least)
            whole = top if below == ONE else Term("/", (top, below))
        shares = [] if share is None else [share] * count
        return total([*shares, *([whole] if whole is not None else [])])


def of_noise(claim: Claim, deadline: float, epsilon: Term | None) -> list[Bound]:
    """The bound for E f → L, or P(‖f − L‖ > ε) → 0, and from where on it is at most ε.

    Raises Rejected, TermError.
    """
    left = claim.goal.children[0]
    if (
        claim.goal.op != "→"
        or claim.assumptions
        or left.op not in ("E", "P")
        or len(left.children) != 1
    ):
        return []
    for found in _proposals(claim, left, deadline):
        shown = Shown(
            claim, LimitCase((), *claim.goal.children), min(deadline, now() + SECONDS), []
        )
        goal = Term("≤", (found.left, found.bound()))
        if shown.add("bound", goal, ways=(found.way,)) is None:
            continue
        alone = Bound(goal, (), tuple(shown.evidence))
        names, epsilon = small_number(claim, epsilon)
        reached = _reached(found, left.op == "P", epsilon) if epsilon is not None else None
        if epsilon is None or reached is None:
            return [alone]
        after, facts = reached
        small = Term("≤", (found.left, epsilon if left.op == "P" else product(epsilon, found.unit)))
        given = (*((Term(">", (epsilon, number(0))),) if names else ()), *facts)
        share = product(
            Term("/", (epsilon, number(len(found.decays)))), found.unit if left.op == "E" else ONE
        )
        rest: tuple[tuple[int, Way], ...] = ()
        for count in range(len(found.decays) - 1, 0, -1):  # one summand after the other
            rest = ((1, through(found.bound(share, count), *rest)),)
        way = through(goal.children[1], *rest)
        shown.near = model_in(shown.evidence[0]["proof"])
        if (
            shown.add("threshold", small, *given, *after, scalars=names, ways=(way,), after=after)
            is None
        ):
            return [alone]
        return [Bound(goal, (), tuple(shown.evidence), small=small, after=after)]
    return []


def _reached(
    found: Mean, chance: bool, epsilon: Term
) -> tuple[tuple[Term, ...], tuple[Term, ...]] | None:
    """From where on each summand is at most its share, and what that takes for granted."""
    after: list[Term] = []
    facts: list[Term] = []
    for d in found.decays:
        times = d.coefficient * ring.of(ring.constant(len(found.decays)))
        alone = sufficient([replace(d, coefficient=times)], found.cell, epsilon)
        if alone is None:
            return None
        facts += alone.facts
        after += [_of_chance(a, found) if chance else a for a in alone.after]
    return tuple(after), tuple(dict.fromkeys(facts))


def _of_chance(after: Term, found: Mean) -> Term:
    """e^E ≥ C·unit/(least·ε) for E ≥ log(C/ε), for a length may be 0, and has no logarithm.

    And t ≥ C·unit/(least·ε) for t ≥ C/ε.
    """
    rate, right = after.children
    top, bottom = (right.children[0] if right.op == "log" else right).children
    if found.unit == ONE and right.op == "log":
        return Term("≥", (rate, Term("log", (Term("/", (top, product(found.least, bottom))),))))
    return Term(
        "≥",
        (
            Term("exp", (rate,)) if right.op == "log" else rate,
            Term("/", (product(top, found.unit), product(found.least, bottom))),
        ),
    )


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
        x = minus(f, limit)
        error = Term("abs" if f.sort == "scalar" else "norm", (minus(left, limit),))
    for ease in (None, halved):
        shape = next(
            shapes(claim.without_chance(Term("→", (f, limit))), LimitCase((), f, limit), ease), None
        )
        if shape is None or shape.assume:
            continue
        way = Way(
            {"rule": "averaged", "of": to_json(x), "most": to_json(shape.whole)},
            tuple((2, w) for w in shape.ways[:1]),
        )
        decays, cell = _mean_of(claim, sum_of(shape.decays))
        if (
            decays is not None
            and prove(Claim(claim.context, Term("→", (sum_of(decays), number(0)))), deadline)
            is not None
        ):
            yield Mean(error, decays, cell, shape.unit or ONE, least, way)
    with suppress(Rejected, TermError):
        if (
            found := level(
                claim.without_chance(Term("→", (f, limit))), LimitCase((), f, limit), True
            )
        ) is not None:
            way = Way(
                {"rule": "averaged", "of": to_json(x), "most": to_json(found.whole)},
                tuple((2, w) for w in found.ways),
            )
            decays, cell = _mean_of(claim, found.inner)
            if decays is not None:
                yield Mean(error, decays, cell, found.unit or ONE, least, way)
    if left.op == "P" and x.sort == "scalar":
        square, threshold = Term("^", (x, number(2))), Term("^", (least, number(2)))
        decays, cell = _mean_of(claim, square)
        if decays is not None:
            yield Mean(
                error,
                decays,
                cell,
                ONE,
                threshold,
                Way(
                    {"rule": "averaged", "of": to_json(x), "most": to_json(square), "squared": True}
                ),
            )


def _mean_of(claim: Claim, x: Term) -> tuple[list[Decay] | None, Sequent]:
    """E x as Σ C·e^{−E}, if it has such a value."""
    mean = Claim(claim.context, Term("≥", (Term("E", (x,)), number(0))))
    signs = ProvingSigns()
    signs.cell = cell = Sequent(mean, signs=signs)
    try:
        return shrinking(cell.meaning, cell.meaning.scalar(mean.goal.children[0]), ">"), cell
    except (Rejected, TermError):
        return None, cell
