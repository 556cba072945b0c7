"""Bounds on means, variances, covariances and probabilities, against sums over a grid and against
samples.
"""

from __future__ import annotations

import random

import mpmath
import pytest

from symattn.kernel import Claim, replay
from symattn.kernel.verdicts import bounded
from symattn.language import plain
from symattn.search.bounds.bound_search import find_bounds
from symattn.search.cases.case_search import Search
from symattn.search.clock import now
from symattn.writing.book import entries, select

from ..conftest import ALL_BOUNDS
from ..kernel.numbers import quantiles, world

GRID = {
    "1c.ii-two": (2,),
    "1c.ii-a-samples": (6, 7, 8, 9),
    "1d.ii-samples": (7, 8, 9, 11),
    "1d.ii-a-samples": (2, 3),
    "1cd": (1, 2, 4, 5),
    "1c.ii-samples": (16, 17, 18, 19, 20, 21, 22, 23, 24),
}
QUICK = {
    ("1c.ii-two", 2),
    ("1c.ii-a-samples", 6),
    ("1d.ii-samples", 8),
    ("1c.ii-samples", 24),
}  # all of them with SYMATTN_BOUNDS=1
NOISE = [
    ("1c.i-links", 10),
    ("1d.i-links", 10),
    ("1c.i-links", 5),
    ("1c.i-links", 11),
    ("1d.i-links", 4),
    ("1d.i-links", 9),
]
CASES = [(id, k) for id, numbers in GRID.items() for k in numbers if ALL_BOUNDS or (id, k) in QUICK]


def _bound(id: str, number: int) -> Claim:
    """The claim of the first bound of a step, replayed."""
    context, steps = select(id, entries())[0].entry.load().steps()
    claim = steps[number - 1].claim(context)
    search = Search(claim, now() + 20)
    search.run()
    (found,) = find_bounds(claim, search, now() + 60)
    assert found.small is not None, "a threshold is found as well"
    for item in found.evidence:
        assert replay(bounded(claim, item), item["proof"]).verdict == "proved"
    return bounded(claim, found.evidence[0])


@pytest.mark.parametrize(("id", "number"), CASES)
def test_a_bound_on_a_mean_holds_on_a_grid(id: str, number: int) -> None:
    made, random_ = _bound(id, number), random.Random(f"{id}.{number}")
    count = 40 if len(made.context.laws) == 1 else 14
    with mpmath.workdps(15):
        for size, beta in ((3, 2), (6, 9)):
            w = world(made.context, random_, mpmath.mpf(beta), size=size)
            w.grid = quantiles(count)
            if "D" in w.scalars:
                w.scalars["D"] = mpmath.mpf(7)  # numbers here are at most 6 apart
            if "x" in w.scalars:
                w.scalars["x"] = mpmath.mpf(1) / 2
            assert w.facts_hold()
            left, right = (w.value(side) for side in made.goal.children)
            assert left <= right + mpmath.mpf(1) / count, (
                f"{plain(made.goal)} at {w.scalars}: {left} and {right}"
            )


@pytest.mark.parametrize(("id", "number"), NOISE if ALL_BOUNDS else NOISE[:2])
def test_a_bound_where_noise_shrinks_holds_for_samples(id: str, number: int) -> None:
    """P(‖z − m‖ > ε) and ‖E z − m‖ by 150 samples.

    Each estimate may be off by three standard errors.
    """
    made, random_ = _bound(id, number), random.Random(f"{id}.{number}")
    samples = 150
    with mpmath.workdps(15):
        w = world(made.context, random_, mpmath.mpf(2), size=4)
        w.scalars.update({"r": mpmath.mpf(6), "t": mpmath.mpf(3), r"\epsilon": mpmath.mpf(1)})
        left, right = made.goal.children
        body = left.children[0]
        inside = body.children[0].children[0] if left.op == "P" else body
        total = mpmath.mpf(0) if left.op == "P" else mpmath.zeros(w.dimension, 1)
        for _ in range(samples):
            w.families[r"\xi"] = [
                mpmath.matrix([random_.gauss(0, 1) for _ in range(w.dimension)])
                for _ in w.families[r"\xi"]
            ]
            if left.op == "P":
                total += mpmath.mpf(w.holds(body))
            else:
                total += w.value(inside.children[0].children[0]) - w.value(
                    inside.children[1].children[0]
                )
        estimate = total / samples if left.op == "P" else mpmath.norm(total / samples)
        scale = (
            1
            if left.op == "P"
            else max(mpmath.norm(x - y) for x in w.families["v"] for y in w.families["v"])
        )
        bound = w.value(right)
        assert estimate <= bound + 3 * scale / mpmath.sqrt(samples), (
            f"{plain(made.goal)}: {estimate} and {bound}"
        )
