"""Near misses of every proved line of the book that fail at one of 20 random points.

No certificate proves them, and no search does.  With SYMATTN_NIGHTLY=1 all of them, else half.

That they fail is found by `numbers`, which shares nothing with the kernel.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from itertools import islice

import mpmath
import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.language import (
    Context,
    Term,
    TermError,
    indices_in,
    number,
    plain,
    sort_error,
)
from symattn.records.record import CheckedDerivation

from .numbers import Remembering, World, world

Book = dict[str, CheckedDerivation]
NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
POINTS = 20
Twin = tuple[str, str, Claim, object]
FLIPPED = {"<": ("≥", ">"), ">": ("≤", "<"), "≤": (">", "<"), "≥": ("<", ">")}


def _replaced(term: Term, change: dict[Term, Term]) -> Term:
    if term in change:
        return change[term]
    return (
        Term(term.op, tuple(_replaced(a, change) if isinstance(a, Term) else a for a in term.args))
        if term.children
        else term
    )


def twins(claim: Claim) -> Iterator[tuple[str, str, Claim]]:
    """The way to miss it, in words, and the near miss.

    Wrong constants, n for n − 1, members swapped on the right, relations turned, a hypothesis
    dropped.
    """
    goal, context = claim.goal, claim.context
    for k in sorted({int(t.args[0]) for t in goal.subterms() if t.op == "number"}):  # type: ignore[arg-type]
        yield (
            "constant",
            f"{k + 1} for {k}",
            Claim(context, _replaced(goal, {number(k): number(k + 1)})),
        )
    for t in goal.subterms():
        if t.op == "+" and t.children[-1].op == "neg" and len(t.children) == 2:
            with suppress(TermError):  # a product that would begin with a product
                yield (
                    "summand",
                    f"without {plain(t.children[-1])}",
                    Claim(context, _replaced(goal, {t: t.children[0]})),
                )
    for s in context.index_sets:
        for one, other in zip(s.members, s.members[1:]):
            a, b = Term("index", (one,)), Term("index", (other,))
            yield (
                "members",
                f"{one} and {other} swapped on the right",
                Claim(
                    context,
                    Term(goal.op, (goal.children[0], _replaced(goal.children[1], {a: b, b: a}))),
                ),
            )
    for op in FLIPPED.get(goal.op, ()):
        yield "relation", f"{op} for {goal.op}", Claim(context, Term(op, goal.args))
    for fact in context.facts:
        yield (
            "hypothesis",
            f"without {plain(fact)}",
            Claim(replace(context, facts=tuple(f for f in context.facts if f != fact)), goal),
        )


@dataclass
class Point:
    """Random values for a context: at β if that is given, and half as far on the way to
    the limit.
    """

    context: Context
    seed: str
    ties: bool
    beta: int | None

    @cached_property
    def here(self) -> World:
        return self._at(self.beta)

    @cached_property
    def before(self) -> World:
        return self._at(self.beta and self.beta // 2)

    def _at(self, beta: int | None) -> World:
        return world(self.context, random.Random(self.seed), beta, self.ties, kind=Remembering)


@lru_cache(maxsize=16)
def _points(context: Context, seed: str, beta: int | None) -> tuple[Point, ...]:
    """Those of 80 that satisfy the hypotheses.

    The same for all twins, so that what they have in common is worked out once.
    """
    tried = (Point(context, f"{seed} {k}", k % 2 == 1, beta) for k in range(4 * POINTS))
    return tuple(p for p in tried if p.here.facts_hold())


def _tried(context: Context, goal: Term, seed: str, beta: int | None) -> Iterator[Point]:
    """Where the other members that a goal speaks of are there."""
    rests = [s for s in context.index_sets if s.rest in indices_in(goal)]
    fit = (
        p
        for p in _points(context, seed, beta)
        if all(p.here.sizes[s.key] > len(s.members) for s in rests)
    )
    return islice(fit, POINTS)


def _gap(w: World, goal: Term) -> object:
    left, right = (w.value(c) for c in goal.children)
    return mpmath.norm(left - right) if isinstance(left, mpmath.matrix) else abs(left - right)


def fails(claim: Claim, seed: str) -> bool:
    """Whether the claim is false at one of the points.

    For a limit, far from it at large β, and not coming nearer.
    """
    goal = claim.goal
    if goal.children[1].op == "infinity":
        return False  # how far a number is from ∞ says nothing
    limit = goal.op in ("→", "≈")
    long = any(f.norm is not None and f.norm.op == "scalar" for f in claim.context.families)
    for p in _tried(claim.context, goal, seed, (60 if long else 4000) if limit else None):
        try:
            if not limit and goal.op != "=":
                if not p.here.holds(goal) and (
                    goal.op in ("<", ">") or _gap(p.here, goal) > mpmath.mpf(10) ** -15
                ):
                    return True
                continue
            gap = _gap(p.here, goal)
            if not limit and gap > mpmath.mpf(10) ** -15:
                return True
            if limit and gap > 0.05 and _gap(p.before, goal) <= 1.01 * gap:  # type: ignore[operator]
                return True
        except (ZeroDivisionError, ValueError):  # no value there
            continue
    return False


@pytest.fixture(scope="module")
def false_twins(book: Book) -> list[Twin]:
    found = []
    with mpmath.workdps(30):
        for record in (
            r for r in book.values() if not r.context.matrices
        ):  # large matrices take long, and there are no numbers in those lines
            for step in record.steps:
                if (
                    step.goal is None
                    or record.claim(step).about_chance
                    or step.verdict.status != "proved"
                    or step.goal.op not in ("=", "<", "≤", ">", "≥", "→", "≈")
                ):
                    continue
                near = twins(record.claim(step))
                for way, what, twin in near if NIGHTLY else islice(near, step.number % 2, None, 2):
                    if twin.goal != step.goal or twin.context != record.context:
                        if sort_error(twin.goal) is None and fails(twin, record.id):
                            found.append(
                                (
                                    way,
                                    f"{record.id}.{step.number}, {what}: {plain(twin.goal)}",
                                    twin,
                                    step.verdict.evidence["proof"],
                                )
                            )
    return found


def test_no_certificate_proves_a_false_twin(false_twins: list[Twin]) -> None:
    assert len(false_twins) > (200 if NIGHTLY else 100)
    for _, what, twin, certificate in false_twins:
        try:
            verdict = replay(twin, certificate).verdict
        except Rejected:
            continue
        pytest.fail(f"{what}: {verdict}")


def test_no_search_proves_a_false_twin(false_twins: list[Twin]) -> None:
    """With SYMATTN_NIGHTLY=1 of all.

    Otherwise of one for each relation and each way to miss it, for most of them take all the time
    they are given.
    """
    one_of_each = {}
    for way, what, twin, _ in random.Random(5).sample(false_twins, len(false_twins)):
        one_of_each.setdefault((twin.goal.op, what if NIGHTLY else way), (what, twin))
    assert len(one_of_each) > (200 if NIGHTLY else 15)
    for what, twin in one_of_each.values():
        assert decide(twin, 0.5).status != "proved", what
