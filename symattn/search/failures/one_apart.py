"""Points at which the first member of a family stands apart and all others are alike.

There many bounds of sums hold with equality, and a probability is what is left by another.
Untrusted; the kernel checks each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import islice, product

from ...kernel import Claim
from ...kernel.algebra import ring
from ...kernel.algebra.shapes import Point
from ...language import Term, number

APART = (Fraction(1), Fraction(0)), (Fraction(0), Fraction(1)), (Fraction(1), Fraction(-1))
WEIGHTS = Fraction(1, 2), Fraction(1, 4), Fraction(3, 4)
MOST_POINTS = 6


def one_apart(claim: Claim, guessed: Iterator[Point | None], facts: list[Term]) -> Iterator[Point]:
    """The first of these points, with such entries in place of theirs; of probabilities only."""
    shares = {
        side.children[0].key
        for fact in facts
        if fact.op == "=" and number(1) in fact.children
        for side in fact.children
        if side.op == "sum" and side.children[0].op == "entry"
    }
    families = [f.key for f in claim.context.families if f.sort == "scalar"]
    if not shares.intersection(families):
        return
    for point in islice((p for p in guessed if p is not None), MOST_POINTS):
        choices = [
            [_row(one, len(point.entries[key])) for one in (WEIGHTS if key in shares else APART)]
            for key in families
        ]
        for rows in product(*choices):
            entries = {key: tuple(map(ring.constant, row)) for key, row in zip(families, rows)}
            yield replace(point, entries={**point.entries, **entries})


def _row(one: tuple[Fraction, Fraction] | Fraction, count: int) -> list[ring.Number]:
    """The first, and all others; of a weight, what it leaves is shared by the others."""
    if isinstance(one, Fraction):
        one = (one, (1 - one) / (count - 1)) if count > 1 else (Fraction(1), Fraction(0))
    return [ring.ratio(one[0]), *[ring.ratio(one[1])] * (count - 1)]
