"""What the kernel works out once is a function of its arguments alone, and counts each time."""

from __future__ import annotations

import pytest

from symattn.kernel.algebra import ring
from symattn.kernel.algebra.ring import Quotient
from symattn.kernel.errors import OutsideClass
from symattn.kernel.sizes import effort, remembered


def _sum(*names: str) -> Quotient:
    total = ring.ZERO
    for name in names:
        total += ring.of(ring.atom(name))
    return total


def test_it_counts_each_time_what_it_counted_at_first() -> None:
    asked = []

    @remembered
    def slow(x: int) -> int:
        asked.append(x)
        effort.spent += 7
        return x + 1

    before = effort.spent
    assert [slow(1), slow(1), slow(2)] == [2, 2, 3]
    assert asked == [1, 2] and effort.spent - before == 21


def test_what_one_of_them_calls_counts_once() -> None:
    @remembered
    def inner(x: int) -> int:
        effort.spent += 5
        return x

    @remembered
    def outer(x: int) -> int:
        effort.spent += 2
        return inner(x) + inner(x)

    for _ in range(3):
        before = effort.spent
        outer(4)
        assert effort.spent - before == 12


def test_a_refusal_is_none_that_is_remembered() -> None:
    large = _sum(*(f"x_{{{k}}}" for k in range(300)))
    for _ in range(2):
        with pytest.raises(OutsideClass):
            large * large


def test_a_product_counts_the_same_the_first_time_and_later() -> None:
    p, q = _sum(r"\only", r"\here"), _sum(r"\and", r"\there", r"\too")
    counts = []
    for _ in range(2):
        before = effort.spent
        product = p * q
        counts.append(effort.spent - before)
    assert counts[0] == counts[1] > 0 and len(product.num) == 6


def test_what_is_alike_is_told_apart() -> None:
    """x·y with another denominator, another coefficient, another power: each has its own value."""
    x, y = ring.of(ring.atom("x")), ring.of(ring.atom("y"))
    over = ring.q_invert(_sum("x", "y"))[0]
    seen = [x * y, x * over, y * over, over * over, 2 * x * y, 3 * x * y, x * x * y]
    assert len(set(seen)) == len(seen)
    assert x - y == -1 * (y - x) and x + y == y + x and x - y != x + y


def test_nobody_can_change_what_is_remembered() -> None:
    """The elements of an inverse are looked at and never written to: its conditions stay."""
    q = _sum("u", "v")
    inverse, conditions = ring.q_invert(q)
    assert [dict(f) for f, _ in inverse.den] == conditions
    product = q * q
    product.numerator.clear()
    assert q * q == product and product.num
