"""Checked derivations for pictures: as few steps as they need."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from symattn.checking import lanes
from symattn.records.record import CheckedDerivation
from symattn.writing.book import entries


@cache
def record(name: str, steps: tuple[int, ...] = (), bounds: bool = False) -> CheckedDerivation:
    """A derivation of the book, or some of its steps."""
    derivation = next(e for e in entries() if e.id == name).load()
    if not steps:
        return lanes.check(derivation, beside=bounds)
    found = [lanes.check(derivation, only=k, beside=bounds) for k in steps]
    return replace(found[0], steps=tuple(r.steps[0] for r in found))


def average() -> CheckedDerivation:
    """Of 1b what is drawn, and two lines that are not proved."""
    return record("1b", (5, 7, 11, 12, 13, 14, 15, 16), bounds=True)


def with_verdict(of: CheckedDerivation, number: int, status: str) -> CheckedDerivation:
    """The same record with another verdict on one step; its evidence stays."""
    return replace(
        of,
        steps=tuple(
            replace(s, verdict=replace(s.verdict, status=status)) if s.number == number else s
            for s in of.steps
        ),
    )
