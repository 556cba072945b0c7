"""What is too large is refused at once, in one line; what is large and honest is not."""

from __future__ import annotations

import time
from fractions import Fraction
from typing import Any

import pytest

from symattn.kernel import FORMAT, KERNEL, Claim, OutsideClass, Rejected
from symattn.kernel.algebra import ring
from symattn.kernel.sizes import (
    MAX_BITS,
    MAX_DEGREE,
    MAX_NESTING,
    MAX_PARTS,
    check_size,
    moderate,
    sized,
)
from symattn.kernel.verdicts import judge
from symattn.language import (
    Context,
    Definition,
    Scalar,
    Term,
    TermError,
    flattened,
    number,
)
from symattn.language.term import MAX_SIZE

X = Term("scalar", ("x",))


def power(base: Term, times: int, exponent: int = 64) -> Term:
    """((base^64)^64)^64"""
    for _ in range(times):
        base = Term("^", (base, number(exponent)))
    return base


def summed(parts: list[Term]) -> Term:
    return flattened("+", tuple(parts))


def proof(rule: str) -> dict[str, Any]:
    model = {"sizes": {}, "scalars": {"x": "2"}, "entries": {}, "vectors": {}, "matrices": {}}
    return {"proof": {"format": FORMAT, "kernel": KERNEL, "model": model, "proof": {"rule": rule}}}


def claim(goal: Term, *facts: Term, definitions: tuple[Definition, ...] = ()) -> Claim:
    return Claim(Context(scalars=(Scalar("x"),), facts=facts, definitions=definitions), goal)


def same(term: Term) -> Term:
    return Term("=", (term, term))


T = Term("defined", ("t", "scalar"))
HUGE = power(number(10), 4)
LONG = [Term("/", (number(1), number(10**4000 + k))) for k in range(60)]
TOO_LARGE = [
    ("a tower of powers", claim(same(HUGE)), "equality", "numbers that are too large"),
    (
        "a tower of powers, by its name",
        claim(same(T), definitions=(Definition("t", "scalar", (), HUGE),)),
        "equality",
        "numbers that are too large",
    ),
    (
        "powers of a fraction",
        claim(same(power(Term("/", (number(1), number(3))), 4))),
        "equality",
        "numbers that are too large",
    ),
    (
        "powers of a logarithm",
        claim(Term("<", (power(Term("log", (number(2),)), 5), number(1)))),
        "order",
        "a power that is too high",
    ),
    ("powers of a symbol", claim(same(power(X, 5))), "equality", "a power that is too high"),
    (
        "a hypothesis that has to be worked out at the model",
        claim(same(X), Term(">", (power(X, 5), number(0)))),
        "equality",
        "too large",
    ),
    ("many long denominators", claim(same(summed(LONG))), "equality", "numbers that are too large"),
]


@pytest.mark.parametrize(
    ("what", "goal", "rule", "why"), TOO_LARGE, ids=[row[0] for row in TOO_LARGE]
)
def test_what_is_too_large_is_refused_at_once(what: str, goal: Claim, rule: str, why: str) -> None:
    begun = time.process_time()
    with pytest.raises(Rejected, match=why) as refused:
        judge(goal, proof(rule))
    assert "\n" not in str(refused.value) and time.process_time() - begun < 10


MODERATE = [
    ("a long number", claim(same(power(number(10), 2)))),
    ("a high power", claim(same(power(X, 2)))),
    ("a long denominator", claim(same(LONG[1]))),
]


@pytest.mark.parametrize(("what", "goal"), MODERATE, ids=[row[0] for row in MODERATE])
def test_what_is_large_is_not(what: str, goal: Claim) -> None:
    assert judge(goal, proof("equality"))[0] == "proved"


def test_definitions_that_double_each_other_are_refused_before_they_are_unfolded() -> None:
    names = [f"d_{{{k}}}" for k in range(10, 40)]
    bodies = [X, *(summed([Term("defined", (name, "scalar"))] * 2) for name in names)]
    doubled = tuple(Definition(name, "scalar", (), body) for name, body in zip(names, bodies))
    with pytest.raises(Rejected, match="parts when all others are put in"):
        judge(claim(same(X), definitions=doubled), proof("equality"))
    assert judge(claim(same(X), definitions=doubled[:10]), proof("equality"))[0] == "proved"


def test_a_term_has_a_bounded_number_of_parts() -> None:
    wide = summed([X] * 999)
    with pytest.raises(TermError, match="more than 100000 parts"):
        summed([Term("exp", (wide,))] * 101)
    assert summed([Term("exp", (wide,))] * 99).size < MAX_SIZE


def test_certificates_have_bounds_too() -> None:
    deep: Any = 0
    for _ in range(MAX_NESTING):
        deep = [deep]
    for data, why in (
        (deep, "nested at most"),
        ([[0] * 1000] * (MAX_PARTS // 1000), "at most 1000000 parts"),
    ):
        with pytest.raises(Rejected, match=why):
            judge(claim(same(X)), {"proof": data})
    check_size(deep[0])
    assert sized(Fraction(1, 3)) == Fraction(1, 3) and moderate(-MAX_DEGREE) == -MAX_DEGREE
    with pytest.raises(OutsideClass):
        ring.multiply(ring.constant(1 << MAX_BITS), ring.constant(1 << MAX_BITS))
