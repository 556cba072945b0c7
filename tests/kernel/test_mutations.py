"""A certificate that was tampered with is refused, or still shows the same claim.

It never crashes the kernel.
"""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from symattn.kernel import Claim, Rejected
from symattn.kernel.verdicts import judge
from symattn.records.record import CheckedDerivation

Book = dict[str, CheckedDerivation]


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    items = (
        data.items()
        if isinstance(data, dict)
        else enumerate(data)
        if isinstance(data, list)
        else ()
    )
    for key, value in items:
        found += _places(value, (*path, key))
    return found


def _mutate(data: Any, place: tuple[Any, ...], how: int) -> Any:
    changed = copy.deepcopy(data)
    inside = changed
    for key in place[:-1]:
        inside = inside[key]
    key, value = place[-1], inside[place[-1]]
    if how == 0:
        del inside[key]
    elif how == 1 and isinstance(value, str):
        inside[key] = {">": "≥", "≥": ">", "1": "-1", "equality": "infeasible"}.get(
            value, value + "1"
        )
    elif how == 1 and isinstance(value, bool):
        inside[key] = not value
    elif how == 1 and isinstance(value, int):
        inside[key] = value + 1
    elif how == 2 and isinstance(value, list) and value:
        inside[key] = value[::-1]
    elif how == 3 and isinstance(inside, list):
        inside.append(copy.deepcopy(value))
    else:
        inside[key] = [None, "0", [], {}, -1, "h0"][how % 6]
    return changed


class Claims(list[tuple[Claim, Any, str]]):
    """A list that hypothesis need not print."""

    def __repr__(self) -> str:
        return f"{len(self)} claims"


@pytest.fixture(scope="module")
def claims(book: Book) -> Claims:
    return Claims(
        (r.claim(s), s.verdict.evidence, s.verdict.status)
        for r in book.values()
        for s in r.steps
        if s.goal is not None and s.verdict.evidence
    )


@settings(
    max_examples=400,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32))
def test_mutated_certificates(claims: Claims, seed: int) -> None:
    chance = random.Random(seed)
    claim, evidence, status = chance.choice(claims)
    mutated = _mutate(evidence, chance.choice(_places(evidence)), chance.randrange(8))
    try:
        verdict, _ = judge(claim, mutated)
    except Rejected:
        return
    # Dropping a repair leaves "refuted", dropping everything "undecided"; a proof is never a
    # refutation, nor the other way round.
    allowed = {
        "proved": {"proved", "undecided"},
        "conditional": {"conditional", "refuted", "undecided"},
        "refuted": {"refuted", "undecided"},
    }
    assert verdict in allowed[status]
