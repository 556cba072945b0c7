"""Lines that follow from equations by cofactors; what only looks so is not proved."""

from __future__ import annotations

import random

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import verdicts
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.plain_elements import polynomial_from_json
from symattn.kernel.order.signs import Fact
from symattn.oracles.linear_systems import solution
from symattn.search.plain_data import element_to_json
from symattn.search.sign_search.cofactors import cofactors

from .test_tangent_sums import asked

XYZ = ("x: real", "y: real", "z: real")
SIX = (*XYZ, "u: real", "v: real", "w: real")
FAMILY = ("n: integer >= 2", "x: real[n]")
Line = tuple[str, tuple[str, ...], tuple[str, ...]]
TRUE: list[Line] = [
    ("x*z == y*w", SIX, ("x*u == y*v", "z*v == w*u", "u*v == 1")),
    ("y**3 == 1", XYZ, ("x*y == 1", "x**2 == y")),
    ("x**2*z == z*y", XYZ, ("x*z == y*z", "x*y*z == y*z")),
    ("x*exp(y)*z == w*exp(y)*u", SIX, ("x*v == w", "z == u*v")),
    ("x**4 + y**4 == 1 - 2*z**2", XYZ, ("x**2 + y**2 == 1", "x*y == z")),
    ("(x*z - y*u)**2 + (x*u + y*z)**2 == 1", SIX, ("x**2 + y**2 == 1", "z**2 + u**2 == 1")),
    ("x[a]**4 == 1", FAMILY, ("x[i]**2 == 1", "x[a]**2 == 1")),
]
# without a hypothesis, with a power too low, at a member that no fact is about
NOT_PROVED: list[Line] = [
    ("x*z == y*w", SIX, ("x*u == y*v", "z*v == w*u")),
    ("x*z == y*w", SIX, ("x*u == y*v", "u*v == 1")),
    ("y**2 == 1", XYZ, ("x*y == 1", "x**2 == 2*y")),
    ("x == y", XYZ, ("x**2 == y**2",)),
    ("x == y", XYZ, ("x*z == y*z",)),
    ("x == 0", XYZ, ("x*y == 0",)),
    ("x[a]**4 == 1", FAMILY, ("x[i]**2 == 1",)),
    ("x[a]**2 == x[c]**2", FAMILY, ("x[i]**2 == 1", "x[a]**2 == 1")),
]


@pytest.mark.parametrize("line", TRUE, ids=lambda line: line[0])
def test_it_is_proved(line: Line) -> None:
    claim = asked(*line)
    verdict = decide(claim)
    assert verdict.status == "proved"
    assert verdicts.judge(claim, verdict.evidence)[0] == "proved"


@pytest.mark.parametrize("line", NOT_PROVED, ids=lambda line: f"{line[0]} {line[2]}")
def test_what_does_not_follow_is_not(line: Line) -> None:
    assert decide(asked(*line)).status != "proved"


def _polynomial(rng: random.Random, terms: int) -> ring.Element:
    found: ring.Element = {}
    for _ in range(terms):
        part = ring.constant(rng.choice((-2, -1, 1, 3)))
        for name in "xyz":
            part = ring.multiply(part, ring.power(ring.atom(name), rng.choice((0, 0, 1, 2))))
        found = ring.add(found, part)
    return found


def test_the_cofactors_add_up() -> None:
    rng = random.Random(7)
    seen = 0
    for _ in range(60):
        equations = [_polynomial(rng, 2) for _ in range(2)]
        p: ring.Element = {}
        for equation in equations:
            p = ring.add(p, ring.multiply(_polynomial(rng, 1), equation))
        facts = [(f"h{k}", Fact(f, "=")) for k, f in enumerate(equations) if f]
        if not p or not facts:
            continue
        found = cofactors(p, facts)
        if found is None:
            continue
        seen += 1
        total: ring.Element = {}
        for name, cofactor in found:
            times = polynomial_from_json(cofactor)
            total = ring.add(total, ring.multiply(times, dict(facts)[name].element))
        assert total == p
    assert seen > 30


def test_an_inequality_is_no_equation() -> None:
    x = ring.atom("x")
    assert cofactors(x, [("h0", Fact(x, "≥"))]) is None
    assert cofactors(x, [("h0", Fact(x, "="))]) == [["h0", element_to_json(ring.constant(1))]]


def test_a_system_without_a_solution_has_none() -> None:
    assert solution([{"a": 1}, {"a": 2}], {"a": 1, "b": 1}) is None
    assert solution([], {"a": 1}) is None and solution([{"a": 1}], {}) == [0]
