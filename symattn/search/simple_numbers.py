"""Rational numbers that a search tries: those that terms are, and the simplest in an interval."""

from __future__ import annotations

from fractions import Fraction

from ..language import Term


def number_of(term: Term) -> Fraction | None:
    """The rational number that a term is written as."""
    if term.op == "number":
        return Fraction(int(term.args[0]))  # type: ignore[arg-type]
    if term.op == "neg" and (inner := number_of(term.children[0])) is not None:
        return -inner
    if (
        term.op == "/"
        and (top := number_of(term.children[0])) is not None
        and (bottom := number_of(term.children[1]))
    ):
        return top / bottom
    return None


def simplest(low: Fraction, high: Fraction) -> Fraction:
    """The fraction with the least denominator, and then the least size, strictly between two
    numbers.

    >>> simplest(Fraction(17, 10), Fraction(2)), simplest(Fraction(-1), Fraction(5))
    (Fraction(7, 4), Fraction(0, 1))
    """
    if low < 0 < high:
        return Fraction(0)
    if high <= 0:
        return -simplest(-high, -low)
    whole = Fraction(low.numerator // low.denominator)
    if whole + 1 < high:
        return whole + 1
    if low == whole:  # between whole and high ≤ whole + 1: whole + 1/k
        gap = high - whole
        return whole + Fraction(1, gap.denominator // gap.numerator + 1)
    return whole + 1 / simplest(1 / (high - whole), 1 / (low - whole))
