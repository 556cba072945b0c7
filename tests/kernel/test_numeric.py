"""What the kernel proves, evaluated.

Every proved line of the book at random points, by code that shares nothing with it.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import mpmath
import pytest

from symattn.language import Term, depends_on, indices_in, plain
from symattn.records.record import CheckedDerivation

from .numbers import Remembering, World, quantiles, trapezoid, world

Book = dict[str, CheckedDerivation]
COMPARISONS = ("=", "≠", "<", "≤", ">", "≥")
POINTS = 6


def _drawn(
    record: CheckedDerivation, seed: int, beta: int | None, ties: bool, kind: type[World]
) -> Iterator[World]:
    random_ = random.Random(f"{record.id} {seed}")
    return (
        w
        for w in (world(record.context, random_, beta, ties, kind=kind) for _ in range(400))
        if w.facts_hold()
    )


class Points:
    """For each derivation its random points.

    The same for all lines, so that what lines have in common is worked out once.
    """

    def __init__(self, seed: int, ties: bool = False) -> None:
        self.seed, self.ties = seed, ties
        self.found: dict[str, tuple[World, ...]] = {}

    def of(self, record: CheckedDerivation, goal: Term, beta: int | None) -> Iterator[World]:
        if record.id not in self.found:
            self.found[record.id] = tuple(
                islice(_drawn(record, self.seed, beta, self.ties, Remembering), 4 * POINTS)
            )
        return islice((w for w in self.found[record.id] if _fits(w, goal)), POINTS)


def _fits(w: World, goal: Term) -> bool:
    """Whether the other members that a goal speaks of are there."""
    free = indices_in(goal)
    return all(w.sizes[s.key] > len(s.members) for s in w.context.index_sets if s.rest in free)


def _proved(book: Book, limits: bool) -> Iterator[tuple[CheckedDerivation, Term]]:
    for record in book.values():
        for step in record.steps:
            if (
                step.goal is not None
                and step.verdict.status == "proved"
                and not record.claim(step).about_chance
            ):
                relations = [step.goal] if step.goal.op != "⇒" else list(step.goal.children)
                if all(
                    r.op in COMPARISONS
                    or (limits and r.op in ("→", "≈") and k == len(relations) - 1)
                    for k, r in enumerate(relations)
                ):
                    if (relations[-1].op in COMPARISONS) != limits:
                        yield record, step.goal


def test_proved_lines_about_means_hold_on_a_grid(book: Book) -> None:
    """Means at finite β over a grid for smooth integrands.

    Limits, and probabilities, over one for integrands that jump, and so only coarsely.
    """
    checked = 0
    for record in book.values():
        for step in record.steps:
            if (
                step.goal is None
                or step.verdict.status != "proved"
                or not record.claim(step).about_chance
                or step.goal.op not in (*COMPARISONS, "→")
            ):
                continue
            if depends_on(
                record.context,
                step.goal,
                frozenset(law.key for law in record.context.laws if law.mean.sort == "vector"),
            ):
                continue  # too many dimensions for a grid; see test_random_vectors
            two = len(record.context.laws) > 1
            if (
                two
                and step.goal.children[0].sort != "scalar"
                and not os.environ.get("SYMATTN_NIGHTLY")
            ):
                continue  # half a minute
            jumps = step.goal.op == "→" or "P" in {t.op for t in step.goal.subterms()}
            drawn = _drawn(record, 3, 40 if jumps else None, False, World)
            for w in islice((w for w in drawn if _fits(w, step.goal)), 1):
                w.scalars.update(
                    {
                        key: w.scalars[key] if jumps else mpmath.mpf(k + 1) / 2
                        for k, key in enumerate(record.context.limit)
                    }
                )
                w.grid = quantiles(24 if two else 60) if jumps else trapezoid(0.5 if two else 0.4)
                if step.goal.op in ("<", "≤", ">", "≥"):
                    assert w.holds(step.goal), f"{record.id}.{step.number} {plain(step.goal)}"
                    checked += 1
                    continue
                left, right = (w.value(c) for c in step.goal.children)
                size = 1 + _size(right)  # type: ignore[operator]
                assert _size(left - right) < (0.08 if jumps else 1e-6) * size, (
                    f"{record.id}.{step.number} {plain(step.goal)}"
                )  # type: ignore[operator]
                checked += 1
    assert checked > 25


def _size(x: object) -> object:
    return mpmath.norm(x) if isinstance(x, mpmath.matrix) else abs(x)  # type: ignore[arg-type]


def test_proved_equalities_and_inequalities_hold_at_random_points(book: Book) -> None:
    checked, points = 0, Points(1)
    with mpmath.workdps(60):
        for record, goal in _proved(book, limits=False):
            for w in points.of(record, goal, None):
                conclusion = goal
                if goal.op == "⇒":
                    if not w.holds(goal.children[0]):
                        continue
                    conclusion = goal.children[1]
                left, right = (w.value(c) for c in conclusion.children)
                if conclusion.op == "=":
                    assert _size(left - right) <= mpmath.mpf(10) ** -45 * (1 + _size(left)), (
                        f"{record.id}: {plain(goal)}"
                    )  # type: ignore[operator]
                else:
                    assert w.holds(conclusion), f"{record.id}: {plain(goal)}"
                checked += 1
    assert checked > 300


def _further(w: World) -> World:
    return replace(
        w, scalars={**w.scalars, **{key: 16 * w.scalars[key] for key in w.context.limit}}
    )


@pytest.mark.parametrize("ties", [False, True], ids=["generic", "ties"])
def test_proved_limits_are_approached(book: Book, ties: bool) -> None:
    checked, points = 0, Points(2, ties)
    with mpmath.workdps(120):
        for record, goal in _proved(book, limits=True):
            beta = (
                60
                if any(
                    f.norm is not None and f.norm.op == "scalar" for f in record.context.families
                )
                else 4000
            )
            for w in points.of(record, goal, beta):
                conclusion = goal
                if goal.op == "⇒":
                    if not w.holds(goal.children[0]):
                        continue
                    conclusion = goal.children[1]
                if conclusion.children[1].op == "infinity":
                    before = w.value(conclusion.children[0])
                    assert _further(w).value(conclusion.children[0]) > before > 0, (
                        f"{record.id}: {plain(goal)}"
                    )
                    checked += 1
                    continue
                left, right = (w.value(c) for c in conclusion.children)
                error = _size(left - right)  # type: ignore[operator]
                if error >= mpmath.mpf(10) ** -6:  # 1/β and the like: smaller yet further on
                    on = _further(w)
                    further = _size(
                        on.value(conclusion.children[0]) - on.value(conclusion.children[1])
                    )
                    assert error < 0.01 and further < error / 2, (
                        f"{record.id}: {plain(goal)} at {w.scalars}"
                    )
                checked += 1
    assert checked > 150
