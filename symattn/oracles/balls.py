"""Arb, through python-flint.

Loaded when first needed, at a stated precision, with exact ways in and out.

A ball is a real number with a radius that Arb has proved; every operation on balls keeps the true
value inside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import lru_cache
from typing import Any

from .effort import spend
from .enclosure import Enclosure, Refused


class NotFinite(Refused):
    """A ball that is not finite."""


LONGEST = 1 << 21  # bits of an end of an enclosure
# flint.arb, or flint.acb for a complex ball: the package must import without python-flint
Ball = Any


@lru_cache(maxsize=1)
def flint() -> Any:
    """The module flint.  Raises ImportError, in one line, where it is not installed."""
    try:
        import flint as module
    except ImportError as error:
        raise ImportError(
            "the search, and enclosures, need python-flint: pip install 'python-flint>=0.9'"
        ) from error
    return module


@contextmanager
def working_bits(bits: int) -> Iterator[None]:
    """Arb's working precision inside the block.

    It is a global of python-flint, so it is put back.
    """
    context = flint().ctx
    before = context.prec
    context.prec = bits
    try:
        yield
    finally:
        context.prec = before


def ball(value: Fraction) -> Ball:
    """The rational as a ball; exact if it is dyadic and fits the precision."""
    return flint().arb(flint().fmpq(value.numerator, value.denominator))


def exact(value: Ball) -> Fraction:
    """The rational that an exact ball (a midpoint, an upper or lower end) is."""
    mantissa, exponent = value.man_exp()
    return Fraction(int(mantissa)) * Fraction(2) ** int(exponent)


def upper(value: Ball) -> Ball:
    """An exact ball at or above every point of `value`."""
    return _finite(value).upper().mid()


def lower(value: Ball) -> Ball:
    return _finite(value).lower().mid()


def hull(low: Fraction, high: Fraction) -> Ball:
    """A ball that holds the whole interval."""
    return ball(low).union(ball(high))


def integral(f: Callable[[Ball, bool], Ball], a: Ball, b: Ball, tolerance: Ball, work: int) -> Ball:
    """∫_a^b f as a complex ball, not finite if it did not settle.

    `tolerance` is absolute (or relative, at about the working precision); `work` counts calls of f.
    """
    acb = flint().acb
    caught: list[BaseException] = []

    def guarded(z: Ball, analytic: bool) -> Ball:
        # an exception must not cross python-flint's C code: it would surface as a SystemError, or
        # late
        if caught:
            return acb("nan")
        try:
            spend(flint().ctx.prec)
            return f(z, analytic)
        except BaseException as error:
            caught.append(error)
            return acb("nan")

    relative = flint().arb(2) ** (4 - flint().ctx.prec)
    value = acb.integral(
        guarded, acb(a), acb(b), abs_tol=tolerance, rel_tol=relative, eval_limit=work
    )
    if caught:
        raise caught[0]
    return value


def enclosure(value: Ball) -> Enclosure:
    """Both ends of a ball.

    Raises Refused for a ball that is not finite, or too large to be written out as a rational.
    """
    bits = int(_finite(value).mid().man_exp()[0]).bit_length()
    # the ends of a ball are rounded outward to the working precision
    with working_bits(max(64, bits + 32)):
        return Enclosure(-_at_least(-lower(value)), _at_least(upper(value)))


def _at_least(value: Ball) -> Fraction:
    """The exact ball as a rational.

    A tiny one is rounded up, because a rational writes out every bit.
    """
    mantissa, exponent = value.man_exp()
    top = int(exponent) + int(mantissa).bit_length()
    if top > LONGEST:
        raise Refused(f"the value is beyond 2^{LONGEST} and is not written out")
    if top < -LONGEST:
        return Fraction(1, 1 << LONGEST) if value > 0 else Fraction(0)
    return exact(value)


def _finite(value: Ball) -> Ball:
    if not value.is_finite():
        raise NotFinite(
            "a quantity is not finite or could not be bounded: is something divided by zero?"
        )
    return value
