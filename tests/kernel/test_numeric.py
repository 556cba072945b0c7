"""What the kernel proves, evaluated: every proved line of the book at random points, by code that shares nothing with it."""
from __future__ import annotations

import os
import random
from collections.abc import Iterator

import mpmath
import pytest

from symattn.record import CheckedDerivation
from symattn.terms import Term, depends_on, indices_in, plain

from .numbers import World, quantiles, trapezoid, world

Book = dict[str, CheckedDerivation]
COMPARISONS = ("=", "≠", "<", "≤", ">", "≥")
POINTS = 6


def _worlds(record: CheckedDerivation, goal: Term, seed: int, beta: int | None, ties: bool) -> Iterator[World]:
    random_ = random.Random(f"{record.id} {seed}")
    found = 0
    for _ in range(400):
        w = world(record.context, random_, beta, ties)
        free = indices_in(goal)
        if any(s.rest in free and w.sizes[s.key] == len(s.members) for s in record.context.index_sets) or not w.facts_hold():
            continue
        yield w
        found += 1
        if found == POINTS:
            return


def _proved(book: Book, limits: bool) -> Iterator[tuple[CheckedDerivation, Term]]:
    for record in book.values():
        for step in record.steps:
            if step.goal is not None and step.verdict.status == "proved" and not record.claim(step).about_chance:
                relations = [step.goal] if step.goal.op != "⇒" else list(step.goal.children)
                if all(r.op in COMPARISONS or (limits and r.op in ("→", "≈") and k == len(relations) - 1) for k, r in enumerate(relations)):
                    if (relations[-1].op in COMPARISONS) != limits:
                        yield record, step.goal


def test_proved_lines_about_means_hold_on_a_grid(book: Book) -> None:
    """Means at finite β over a grid for smooth integrands; limits, and probabilities, over one for integrands that jump, and so only coarsely."""
    checked = 0
    for record in book.values():
        for step in record.steps:
            if step.goal is None or step.verdict.status != "proved" or not record.claim(step).about_chance or step.goal.op not in (*COMPARISONS, "→"):
                continue
            if depends_on(record.context, step.goal, frozenset(law.key for law in record.context.laws if law.mean.sort == "vector")):
                continue  # too many dimensions for a grid; see test_random_vectors
            two = len(record.context.laws) > 1
            if two and step.goal.children[0].sort != "scalar" and not os.environ.get("SYMATTN_NIGHTLY"):
                continue  # half a minute
            jumps = step.goal.op == "→" or "P" in {t.op for t in step.goal.subterms()}
            for w in list(_worlds(record, step.goal, 3, 40 if jumps else None, ties=False))[:1]:
                w.scalars.update({key: w.scalars[key] if jumps else mpmath.mpf(k + 1) / 2 for k, key in enumerate(record.context.limit)})
                w.grid = quantiles(24 if two else 60) if jumps else trapezoid(0.5 if two else 0.4)
                if step.goal.op in ("<", "≤", ">", "≥"):
                    assert w.holds(step.goal), f"{record.id}.{step.number} {plain(step.goal)}"
                    checked += 1
                    continue
                left, right = (w.value(c) for c in step.goal.children)
                size = 1 + _size(right)  # type: ignore[operator]
                assert _size(left - right) < (0.08 if jumps else 1e-6) * size, f"{record.id}.{step.number} {plain(step.goal)}"  # type: ignore[operator]
                checked += 1
    assert checked > 25


def _size(x: object) -> object:
    return mpmath.norm(x) if isinstance(x, mpmath.matrix) else abs(x)  # type: ignore[arg-type]


def test_proved_equalities_and_inequalities_hold_at_random_points(book: Book) -> None:
    checked = 0
    with mpmath.workdps(60):
        for record, goal in _proved(book, limits=False):
            for w in _worlds(record, goal, 1, None, ties=False):
                conclusion = goal
                if goal.op == "⇒":
                    if not w.holds(goal.children[0]):
                        continue
                    conclusion = goal.children[1]
                left, right = (w.value(c) for c in conclusion.children)
                if conclusion.op == "=":
                    assert _size(left - right) <= mpmath.mpf(10) ** -45 * (1 + _size(left)), f"{record.id}: {plain(goal)}"  # type: ignore[operator]
                else:
                    assert w.holds(conclusion), f"{record.id}: {plain(goal)}"
                checked += 1
    assert checked > 300


@pytest.mark.parametrize("ties", [False, True], ids=["generic", "ties"])
def test_proved_limits_are_approached(book: Book, ties: bool) -> None:
    checked = 0
    with mpmath.workdps(120):
        for record, goal in _proved(book, limits=True):
            beta = 60 if any(f.norm is not None and f.norm.op == "scalar" for f in record.context.families) else 4000
            for w in _worlds(record, goal, 2, beta, ties):
                conclusion = goal
                if goal.op == "⇒":
                    if not w.holds(goal.children[0]):
                        continue
                    conclusion = goal.children[1]
                if conclusion.children[1].op == "infinity":
                    before = w.value(conclusion.children[0])
                    w.scalars.update({key: 16 * w.scalars[key] for key in record.context.limit})
                    assert w.value(conclusion.children[0]) > before > 0, f"{record.id}: {plain(goal)}"
                    checked += 1
                    continue
                left, right = (w.value(c) for c in conclusion.children)
                error = _size(left - right)  # type: ignore[operator]
                if error >= mpmath.mpf(10) ** -6:  # 1/β and the like: smaller yet further on
                    w.scalars.update({key: 16 * w.scalars[key] for key in record.context.limit})
                    further = _size(w.value(conclusion.children[0]) - w.value(conclusion.children[1]))
                    assert error < 0.01 and further < error / 2, f"{record.id}: {plain(goal)} at {w.scalars}"
                checked += 1
    assert checked > 150
