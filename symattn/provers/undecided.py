"""What is said of a line that is neither proved nor refuted: how far the search came, what stopped it, and what would settle it."""
from __future__ import annotations

import time

from ..kernel import Claim, Rejected
from ..record import Message, Part
from ..terms import Term, TermError
from .case_search import Cell, Search
from .falsify import IN_ALL
from .models import points
from .phrases import condition

MOST_WISHES = 6


def reasons(claim: Claim, search: Search, deadline: float) -> tuple[Message, ...]:
    """Messages for a claim whose search ended with open cells."""
    stuck = search.failures
    first = next(iter(stuck), None)
    why: tuple[Part, ...] = first.why if first is not None else ("the kernel did not accept the proof that was found",)
    messages = [Message("Not decided", (*why, "."))]
    cells = [c for c in search.cells if not c.empty]
    far: list[Part] = []
    if first is not None and len(cells) > 1:
        far += [f"{len(cells) - len(stuck)} of {len(cells)} cases are proved; the first open one is ", *_place(claim, first), ". "]
    tried = sum(1 for _ in points(claim, claim.takes_limit, IN_ALL)) if time.monotonic() < deadline else 0
    if tried:
        far.append(f"{tried} point{'s' * (tried != 1)} that satisfy the hypotheses were tried, and none refutes it.")
    if far:
        messages.append(Message("How far", tuple(far)))
    if (fact := _would_settle(search, stuck, deadline)) is not None:
        messages.append(Message("It would follow", ("from ", fact, ".")))
    return tuple(messages)


def _place(claim: Claim, cell: Cell) -> list[Part]:
    parts: list[Part] = []
    for p, relation in cell.path:
        fact = condition(p, relation, claim.context)
        parts += [" and " if parts else "", fact if fact is not None else "…"]
    return [p for p in parts if p != ""]


def _would_settle(search: Search, stuck: list[Cell], deadline: float) -> Term | None:
    """One comparison, with which every open cell would be proved."""
    wishes = list({tuple(sorted(w.items())): w for c in stuck for w in c.wishes}.values())[:MOST_WISHES]
    for p in wishes:
        for relation in (">", "<", "≥", "≤"):
            if time.monotonic() > deadline or (fact := condition(p, relation, search.claim.context)) is None:
                break
            try:
                if search.with_failures_mended(search.claim.assuming(fact)) is not None and next(points(search.claim.assuming(fact), search.claim.takes_limit, 1), None) is not None:
                    return fact
            except (Rejected, TermError):
                continue
    return None
