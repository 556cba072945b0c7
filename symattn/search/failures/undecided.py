"""Why a line is neither proved nor refuted.

How far the search came, what stopped it, and what would settle it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra.intervals import MAX_EXPONENT
from ...kernel.verdicts import bounded
from ...language import Term, TermError, to_json
from ...records.record import Reason
from ..as_terms import condition
from ..cases.case_search import Cell, Search
from ..clock import now
from ..repairs.tidy import split
from ..repairs.weaker_lines import certified
from .falsify import IN_ALL
from .models import points

MOST_WISHES = 6


def reasons(claim: Claim, search: Search, deadline: float) -> tuple[Reason, ...]:
    """The reasons for a claim whose search ended with open cells."""
    stuck = search.failures
    first = next(iter(stuck), None)
    found: list[Reason] = [first.why if first is not None else ("not accepted",)]
    if any(t.op == "exp" and _beyond(t.children[0]) for t in claim.goal.subterms()):
        found.append(("large exponent", MAX_EXPONENT))
    cells = [c for c in search.cells if not c.empty]
    if first is not None and len(cells) > 1:
        found.append(("open", len(cells) - len(stuck), len(cells), _place(claim, first)))
    tried = (
        sum(1 for _ in points(claim, claim.takes_limit, IN_ALL, until=deadline))
        if now() < deadline
        else 0
    )
    if tried:
        found.append(("tried", tried))
    return tuple(found)


def _beyond(exponent: Term) -> bool:
    """Whether e to that power is a number that is not enclosed."""
    size, rest = split(exponent)
    return rest is None and abs(size) > MAX_EXPONENT


def follows(search: Search, deadline: float) -> dict[str, Any]:
    """{"follows": [...]}: the claim under one further comparison.

    With it every open cell is proved; empty if none is found.
    """
    claim = search.claim
    for fact in _wishes(search):
        if now() > deadline:
            break
        with suppress(Rejected, TermError):
            item = {"assume": [to_json(fact)], "goal": to_json(claim.goal)}
            changed = bounded(claim, item)
            proof = search.with_failures_mended(changed)
            if (
                proof is not None
                and (certificate := certified(changed, proof, search.maxima)) is not None
            ):
                return {"follows": [{**item, "proof": certificate}]}
    return {}


def _place(claim: Claim, cell: Cell) -> tuple[Term, ...]:
    """Where a cell is; empty if one of its cases has no name."""
    facts = [condition(p, relation, claim.context) for p, relation in cell.path]
    return tuple(f for f in facts if f is not None) if None not in facts else ()


def _wishes(search: Search) -> Iterator[Term]:
    """Comparisons with 0 of what stopped the search in its open cells."""
    wishes = {tuple(sorted(w.items())): w for c in search.failures for w in c.wishes}
    for p in list(wishes.values())[:MOST_WISHES]:
        for relation in (">", "<", "≥", "≤"):
            if (fact := condition(p, relation, search.claim.context)) is not None:
                yield fact
