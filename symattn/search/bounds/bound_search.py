"""How far from its limit something is at finite β.

An explicit bound, and from which β on it is at most ε.  Untrusted: the kernel proves each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.coefficients import difference
from ...kernel.chance.random_atoms import is_random
from ...kernel.rules.sequent import Sequent
from ...kernel.verdicts import repaired
from ...language import Term, TermError, from_json, number, replaced
from ...language.kinds import COMPARISONS
from ..as_terms import condition
from ..cases.case_search import Search
from ..clock import now
from ..sign_search.positivity import ProvingSigns
from .bound_proofs import Bound, Shown, model_in, small_number
from .bound_shapes import LimitCase, Shape
from .level_scores import level
from .mean_bounds import of_means
from .noise_means import of_noise
from .readings import shapes
from .tails import product
from .threshold_proofs import with_threshold
from .transferred import carried_over

MOST, SECONDS = 4, 20.0


def for_repaired(claim: Claim, repair: dict[str, Any], deadline: float) -> list[Bound]:
    """As `find_bounds`, for a limit that is true only under the facts that a repair adds."""
    changed = repaired(claim, repair)
    search = Search(changed, deadline)
    if search.run() is None:
        return []
    added = [
        fact
        for fact in repair["assume"]
        if from_json(fact) in changed.context.facts and from_json(fact) not in claim.context.facts
    ]
    found = find_bounds(changed, search, deadline)
    return [
        replace(
            b, evidence=tuple({**item, "assume": [*added, *item["assume"]]} for item in b.evidence)
        )
        for b in found
    ]


def find_bounds(
    claim: Claim, search: Search, deadline: float, epsilon: Term | None = None
) -> list[Bound]:
    """Bounds for a limit that is true, as evidence for the kernel; for one with cases, in each.

    `search` has proved it.
    """
    goal = claim.conclusion
    if goal.op not in ("→", "≈") or claim.takes_derivatives:
        return []
    ways = (
        (of_means, of_noise)
        if claim.about_chance
        else (carried_over,)
        if any(a.op not in COMPARISONS for a in claim.assumptions)
        else ()
    )
    for look in ways:
        with suppress(Rejected, TermError):
            if found := look(claim, now() + SECONDS, epsilon):
                return found
    if ways:
        return []
    if goal.children[0].sort not in ("scalar", "vector") or any(
        t.op == "infinity" for t in goal.subterms()
    ):
        return []
    deadline = min(deadline, now() + SECONDS)
    bounds: dict[Term, Bound] = {}
    for place in _places(claim, search):
        if len(bounds) == MOST or now() > deadline:
            break
        if (alike := _equal(claim, place, deadline)) is not None:
            bounds.setdefault(alike.claim, alike)
            continue
        for shape in shapes(claim, place):
            with suppress(Rejected, TermError):
                if shape.claim in bounds:
                    break
                if (bound := _bound(claim, place, shape, deadline, epsilon)) is not None:
                    bounds[shape.claim] = bound
                    break
        else:
            with suppress(Rejected, TermError):
                if (bound := _levelled(claim, place, deadline, epsilon)) is not None:
                    bounds[bound.claim] = bound
    return list(bounds.values())


def _equal(claim: Claim, place: LimitCase, deadline: float) -> Bound | None:
    """That both sides are the same at every β."""
    goal = Term("=", (place.left, place.right))
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim.concluding(goal).assuming(*place.facts), signs=signs)
    try:
        if difference(cell.meaning, goal):
            return None
    except Rejected:
        return None
    shown = Shown(claim, place, deadline, [])
    facts = shown.add("bound", claim.concluding(goal).goal)
    return (
        None if facts is None else Bound(goal, (*claim.assumptions, *facts), tuple(shown.evidence))
    )


def _places(claim: Claim, search: Search) -> Iterator[LimitCase]:
    """Where the limit is taken: everywhere, or one place for each open cell of its proof."""
    left, right = claim.conclusion.children
    cells = [c for c in search.cells if c.node is not None and not c.empty]
    if len(cells) < 2:
        yield LimitCase((), left, right)
        return
    meaning = Sequent(claim).meaning
    for cell in sorted(cells, key=lambda c: len(c.path)):
        tie = any(
            relation == "=" and any(is_random(meaning, a) for a in ring.atoms(p))
            for p, relation in cell.path
        )
        facts = [condition(p, relation, claim.context) for p, relation in cell.path]
        if not tie and None not in facts:
            kept = tuple(f for f in facts if f is not None)
            with suppress(Rejected):
                yield LimitCase(kept, left, _without_cases(claim, right, kept))


def _without_cases(claim: Claim, term: Term, facts: tuple[Term, ...]) -> Term:
    """The term with each table of cases replaced by the value that counts under these facts.

    Raises UnknownSign.
    """
    tables = [t for t in term.subterms() if t.op == "cases"]
    if not tables:
        return term
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim.assuming(*facts), signs=signs)
    return replaced(term, {t: cell.meaning.chosen(t, {}) for t in tables})


def _bound(
    claim: Claim, place: LimitCase, shape: Shape, deadline: float, epsilon: Term | None
) -> Bound | None:
    shown = Shown(claim, place, deadline, [])
    if (
        facts := shown.add(
            "bound",
            claim.concluding(shape.claim).goal,
            *shape.assume,
            scalars=shape.scalars,
            ways=shape.ways,
        )
    ) is None:
        return None
    if shape.size is not None and shape.unit is None:
        _show_sharp(claim, shape, shown)
    found = Bound(shape.claim, (*claim.assumptions, *facts), ())
    return replace(
        with_threshold(claim, shape, shown, found, epsilon), evidence=tuple(shown.evidence)
    )


def _levelled(
    claim: Claim, place: LimitCase, deadline: float, epsilon: Term | None
) -> Bound | None:
    """Where keys tie but for noise that shrinks."""
    if (found := level(claim, place, False)) is None:
        return None
    shown = Shown(claim, place, deadline, [])
    goal = Term("≤", (found.error, found.whole))
    if shown.add("bound", claim.concluding(goal).goal, ways=found.ways) is None:
        return None
    names, epsilon = small_number(claim, epsilon)
    alone = Bound(goal, claim.assumptions, tuple(shown.evidence))
    if epsilon is None:
        return alone
    given = (Term(">", (epsilon, number(0))),) if names else ()
    small = Term(
        "≤", (found.error, epsilon if found.unit is None else product(epsilon, found.unit))
    )
    after, way = found.reached(epsilon)
    shown.near = model_in(shown.evidence[0]["proof"])
    if (
        shown.add(
            "threshold",
            claim.concluding(small).goal,
            *given,
            *after,
            scalars=names,
            ways=(way,),
            after=after,
        )
        is None
    ):
        return alone
    return replace(alone, evidence=tuple(shown.evidence), small=small, after=after)


def _show_sharp(claim: Claim, shape: Shape, shown: Shown) -> None:
    """That the quotient of error and bound tends to 1, under facts if need be.

    The bound must not be 0.
    """
    facts: list[Term] = []
    for d in shape.decays:
        if d.coefficient.den or shape.cell.signs.find(d.coefficient.numerator) == ">":
            continue
        if (fact := condition(d.coefficient.numerator, ">", claim.context)) is None:
            return
        facts.append(fact)
    shown.add(
        "sharp",
        claim.concluding(Term("→", (Term("/", (shape.error, shape.whole)), number(1)))).goal,
        *facts,
        whole=bool(shown.place.facts),
    )
