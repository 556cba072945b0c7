"""How large what comes from outside may be, and what is made of it: then replaying it ends.

Numbers are bounded by the work of multiplying them, counted in bit operations: t = ((10^64)^64)^64
is refused, and so is its product with anything.  Fails, for example: a bound on the power alone,
64, lets five powers make a number of 3.5 billion bits.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Callable, Collection
from contextlib import suppress
from fractions import Fraction
from functools import lru_cache, wraps
from threading import local
from typing import Any, TypeVar, Union

from .errors import OutsideClass, Rejected

# whole numbers as int, which is a good deal faster; divide with `ring.ratio` only
Number = Union[int, Fraction]
MAX_BITS = 1 << 17  # of one number
MAX_BIT_OPERATIONS = MAX_BITS**2  # of one product
MAX_DEGREE = 4096  # of what powers of at most 64 make
MAX_PARTS = 1_000_000
MAX_NESTING = 400


class Effort(local):
    """What this thread has worked out so far, counted: no rule reads it, a search may."""

    spent = 0


effort = Effort()
F = TypeVar("F", bound=Callable[..., Any])


def remembered(function: F) -> F:
    """A function of nothing but its arguments, worked out once for equal ones.

    Each time it counts what it counted at first.
    """

    @lru_cache(maxsize=2_000)
    def first(*args: Any) -> Any:
        before = effort.spent
        value = function(*args)
        cost, effort.spent = effort.spent - before, before
        return value, cost

    @wraps(function)
    def again(*args: Any) -> Any:
        value, cost = first(*args)
        effort.spent += cost
        return value

    return again  # type: ignore[return-value]


def text_of(data: Any) -> bytes:
    """Data in a form that is compared at once: equal forms are equal data."""
    with suppress(ValueError):
        return marshal.dumps(data, 2)  # later versions say the same in more than one way
    return marshal.dumps(json.loads(json.dumps(data)), 2)  # names of atoms become plain text


def check_work(p: Collection[Number], q: Collection[Number]) -> None:
    """Raises OutsideClass if multiplying all these numbers with all those takes too many bit
    operations.  Counts the products.
    """
    effort.spent += 5 * len(p) * len(q)
    if sum(map(_bits, p)) * sum(map(_bits, q)) > MAX_BIT_OPERATIONS:
        raise OutsideClass("a product of numbers that are too large")


def sized(c: Number) -> Number:
    """The number itself.  Raises OutsideClass if it is too long."""
    if _bits(c) > MAX_BITS:
        raise OutsideClass("a sum of numbers that are too large")
    return c


def moderate(k: int) -> int:
    """The power itself.  Raises OutsideClass if it is too high to be multiplied out."""
    if abs(k) > MAX_DEGREE:
        raise OutsideClass("a power that is too high")
    return k


def _bits(c: Number) -> int:
    return (
        c.bit_length() if type(c) is int else c.numerator.bit_length() + c.denominator.bit_length()
    )


def check_size(data: Any) -> None:
    """Raises Rejected if data from outside has too many parts, or is nested too deeply."""
    level: list[Any] = [[data]]
    parts = 0
    for _ in range(MAX_NESTING):
        parts += sum(map(len, level))
        if parts > MAX_PARTS:
            raise Rejected(f"expected at most {MAX_PARTS} parts of data")
        level = [
            x
            for part in level
            for x in (part.values() if isinstance(part, dict) else part)
            if type(x) is not str and isinstance(x, (dict, list, tuple))
        ]
        if not level:
            return
    raise Rejected(f"expected data that is nested at most {MAX_NESTING} deep")
