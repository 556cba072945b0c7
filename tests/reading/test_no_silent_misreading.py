"""No silent misreading: a formula that is one token away is refused, or reads as another.

About 1,500 of the neighbours of the corpus are read, the same ones every time; with
SYMATTN_NIGHTLY=1 all of them, which are more than 20,000.
"""

from __future__ import annotations

import os
from random import Random

import pytest

from .one_token_away import (
    STRANGERS,
    Changed,
    Unit,
    may_be_equal,
    mutants,
    readings,
    refused,
    remarked,
    units,
)

UNITS = units()
NIGHTLY = os.environ.get("SYMATTN_NIGHTLY") == "1"
EACH = 1500 // len(UNITS)


def some(unit: Unit) -> list[Changed]:
    """The neighbours of a formula that are read here; strangers are a third of them."""
    found = list(mutants(unit))
    if NIGHTLY:
        return found
    strange = [m for m in found if m.what == "put in"]
    others = [m for m in found if m.what != "put in"]
    random = Random(unit.name)
    return [
        *random.sample(strange, min(EACH // 3, len(strange))),
        *random.sample(others, min(EACH - EACH // 3, len(others))),
    ]


def is_seen(change: Changed, before: tuple[object, ...]) -> bool:
    """Whether the page says another thing after the change, or says why it cannot be read."""
    after = readings(change.unit.page(change.paragraph), change.unit.form)
    if change.what == "put in" and change.token in STRANGERS:
        return refused(after) or (change.token == r"\text{foo}" and remarked(after))
    return after != before


@pytest.mark.parametrize("unit", UNITS, ids=[unit.name for unit in UNITS])
def test_one_token_changes_the_reading(unit: Unit) -> None:
    before = readings(unit.page(unit.paragraph), unit.form)
    assert not refused(before), unit.paragraph
    unseen = [c for c in some(unit) if not is_seen(c, before) and not may_be_equal(c)]
    assert [str(c) for c in unseen] == []


def test_the_neighbours_are_many() -> None:
    assert sum(1 for unit in UNITS for _ in mutants(unit)) > 20_000
