"""From where on an error is at most ε, proved; and how often over samples.  Untrusted."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.verdicts import bounded
from ...language import (
    Term,
    TermError,
    depends_on,
    flattened,
    indices_in,
    number,
    to_json,
)
from ..cases import reduction_search
from ..failures.event_chances import closed_form
from ..repairs.weaker_lines import prove
from .bound_proofs import Bound, Shown, small_number
from .bound_shapes import Shape, through
from .noise_thresholds import at_largest, by_length
from .thresholds import Threshold, exact, sufficient, tidied


def with_threshold(
    claim: Claim, shape: Shape, shown: Shown, found: Bound, epsilon: Term | None
) -> Bound:
    """With where the error is at most ε, a number or a symbol that is new, and if only there."""
    names, epsilon = small_number(claim, epsilon)
    if epsilon is None:
        return found
    small = Term(
        "≤", (shape.error, epsilon if shape.unit is None else flattened("*", (epsilon, shape.unit)))
    )
    exactly = (
        exact(shape.size, shape.cell, claim.context, epsilon) if shape.size is not None else None
    )
    for sharply, reached in (
        (True, exactly),
        (False, sufficient(shape.decays, shape.cell, epsilon)),
    ):
        if reached is None or any(_of_any_other_sample(claim, a) for a in reached.after):
            continue
        if not names:
            reached_facts = tuple(
                f
                for f in map(tidied, reached.facts)
                if not all(c.op in ("number", "/") for c in f.children)
            )
            reached = Threshold(tuple(map(tidied, reached.after)), reached_facts)
        facts = (
            *shape.assume,
            *((Term(">", (epsilon, number(0))),) if names else ()),
            *reached.facts,
        )
        first = tuple((0, way) for way in shape.ways[:1])
        ways = (None,) if sharply else (through(shape.whole, *first), None)
        more = shown.add(
            "threshold",
            claim.concluding(small).goal,
            *facts,
            *reached.after,
            scalars=(*shape.scalars, *names),
            ways=ways,
            after=reached.after,
        )
        if more is not None:
            if sharply and not claim.assumptions:
                shown.add("only", Term("⇒", (small, reached.after[0])), *facts, scalars=names)
            found = replace(found, small=small, after=reached.after)
            if shape.unit is None:
                _show_how_often(claim, shown, found, facts, (*shape.scalars, *names))
            return found
    given = (Term(">", (epsilon, number(0))),) if names else ()
    if (after := by_length(shape, epsilon)) is not None:
        small = Term("≤", (shape.error, epsilon))
        way = through(shape.whole, *((0, w) for w in shape.ways[:1]))
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
            is not None
        ):
            return replace(found, small=small, after=after)
    if (steps := at_largest(shape, epsilon)) is not None and shown.add(
        "threshold",
        claim.concluding(small).goal,
        *given,
        *steps[0],
        scalars=names,
        ways=(steps[1],),
        after=steps[0],
    ) is not None:
        return replace(found, small=small, after=steps[0])
    return found


def _of_any_other_sample(claim: Claim, fact: Term) -> bool:
    """Whether it is about what is random of any other member.

    Left of ⇒ it would speak of one of them only.
    """
    rests = {s.rest for s in claim.context.index_sets}
    return bool(indices_in(fact) & rests) and depends_on(
        claim.context, fact, frozenset(law.key for law in claim.context.laws)
    )


def _show_how_often(
    claim: Claim, shown: Shown, found: Bound, facts: tuple[Term, ...], scalars: tuple[str, ...]
) -> None:
    """How often the error is at most ε over samples.

    At least as often as the threshold is passed, and at most as often as the limit is this one.
    """
    random = frozenset(law.key for law in claim.context.laws)
    fixed = tuple(f for f in facts if not depends_on(claim.context, f, random))
    if (
        claim.assumptions
        or found.small is None
        or not all(depends_on(claim.context, t, random) for t in (found.small, *found.after))
    ):
        return
    within = Term("P", (found.small,))
    passed = Term("P", (found.after[0] if len(found.after) == 1 else Term("and", found.after),))
    goals: list[tuple[Term, tuple[Term, ...]]] = [(Term("≤", (passed, within)), ())]
    epsilon = found.small.children[1] if found.small.children[1].op == "scalar" else None
    half = (Term("<", (epsilon, Term("/", (number(1), number(2))))),) if epsilon is not None else ()
    cells = (
        [f for f in shown.place.facts if depends_on(claim.context, f, random)]
        if found.small.children[0].op == "abs"
        else []
    )
    for cell in [*([Term("and", tuple(cells))] if len(cells) > 1 else []), *cells]:
        goals.append((Term("≤", (within, Term("P", (cell,)))), half))

    def shows(goal: Term, more: tuple[Term, ...]) -> bool:
        item: dict[str, Any] = {
            "role": "chance",
            "scalars": list(scalars),
            "assume": [to_json(f) for f in (*fixed, *more)],
            "goal": to_json(goal),
        }
        with suppress(Rejected, TermError):
            changed = bounded(claim, item)
            if (
                proof := reduction_search.inclusion(changed, shown.deadline)
                if goal.op == "≤"
                else prove(changed, shown.deadline)
            ) is not None:
                shown.evidence.append({**item, "proof": proof})
                return True
        return False

    if not shows(*goals[0]):
        return
    last = next((goal.children[1] for goal, more in goals[1:] if shows(goal, more)), None)
    if last is not None and (value := closed_form(claim, last)) is not None:
        shows(Term("=", (last, value)), ())
