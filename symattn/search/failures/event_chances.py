"""Events on which lines hold or fail, and how likely they are.

Claims P(event) = value for the kernel.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.rules.rule_table import parts as reduced_to
from ...kernel.rules.sequent import Sequent
from ...kernel.verdicts import bounded
from ...language import (
    Term,
    TermError,
    depends_on,
    from_json,
    number,
    replaced,
    to_json,
)
from ..as_terms import quotient_term
from ..events_as_terms import any_of, event_of
from ..repairs.weaker_lines import prove
from ..sign_search.positivity import ProvingSigns
from .failing_events import other_events
from .failing_sets import failing_set


def probabilities(claim: Claim, evidence: dict[str, Any], deadline: float) -> dict[str, Any]:
    """{"probabilities": [...]}: how likely each condition on what is random is.

    And the event on which the line fails; empty where none has a closed form.
    """
    found = [
        item
        for chance, fixed in _events(claim, evidence)
        if (item := likelihood(claim, chance, fixed, deadline)) is not None
    ]
    return {"probabilities": found} if found else {}


def also(claim: Claim, certificate: dict[str, Any], deadline: float) -> dict[str, Any]:
    """{"also": [...]}: the other events on which a claim about samples fails."""
    if "by" not in certificate:
        found = other_events(claim, certificate, deadline)
    elif certificate["by"]["rule"] == "in_probability":
        samples = reduced_to(claim, certificate["by"])[0]
        found = [
            {**certificate, "parts": [one]}
            for one in other_events(samples, certificate["parts"][0], deadline)
        ]
    else:
        found = []
    return {"also": found} if found else {}


def _events(claim: Claim, evidence: dict[str, Any]) -> Iterator[tuple[Term, tuple[Term, ...]]]:
    random = frozenset(law.key for law in claim.context.laws)
    for repair in evidence.get("repairs", ()):
        if facts := [
            f for f in map(from_json, repair["assume"]) if depends_on(claim.context, f, random)
        ]:
            yield Term("P", (event_of(facts),)), ()
            if claim.assumptions:
                yield Term("P", (event_of(facts), event_of(claim.assumptions))), ()
    with suppress(Rejected):
        if (found := failing_set(claim, evidence)) is not None and found[1]:
            _, events, fixed = found
            yield Term("P", (any_of(events),)), fixed


def likelihood(
    claim: Claim, chance: Term, fixed: tuple[Term, ...], deadline: float
) -> dict[str, Any] | None:
    """P(event) = value, or P(event | given) = value, with its certificate.

    Here these parameters have these numbers.
    """
    with suppress(Rejected, TermError):
        if (value := closed_form(claim, chance)) is None:
            return None
        at_numbers = replaced(value, {f.children[0]: f.children[1] for f in fixed})
        assumed = fixed if at_numbers != value else ()
        item: dict[str, Any] = {
            "assume": [to_json(f) for f in assumed],
            "goal": to_json(Term("=", (chance, at_numbers))),
        }
        if (proof := prove(bounded(claim, item), deadline)) is not None:
            return {**item, "proof": proof}
    return None


def closed_form(claim: Claim, chance: Term) -> Term | None:
    """A probability as a term without P, under the hypotheses of a claim."""
    signs = ProvingSigns()
    signs.cell = cell = Sequent(Claim(claim.context, Term("≥", (chance, number(0)))), signs=signs)
    try:
        value = quotient_term(cell.meaning.scalar(chance), claim.context, signs.opaque)
    except Rejected:
        return None
    return None if value is None or any(t.op in ("E", "P") for t in value.subterms()) else value
