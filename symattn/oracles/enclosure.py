"""What the oracle is asked about and what it answers.

Gaussian laws, exact rational enclosures, and its way to say no.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction


class Refused(Exception):
    """The oracle has no proof for this question.

    The message is one line: what could not be bounded or is not supported.
    """


@dataclass(frozen=True)
class Gaussian:
    """The law N(mean, variance).

    The variance, not the standard deviation; variance 0 is a constant.

    >>> Gaussian(Fraction(1), Fraction(1, 2))
    Gaussian(mean=Fraction(1, 1), variance=Fraction(1, 2))
    """

    mean: Fraction
    variance: Fraction

    def __post_init__(self) -> None:
        for name in ("mean", "variance"):
            if isinstance(value := getattr(self, name), bool) or not isinstance(
                value, (int, Fraction)
            ):
                raise TypeError(f"the {name} of a Gaussian is a Fraction, found {value!r}")
            object.__setattr__(self, name, Fraction(value))
        if self.variance < 0:
            raise ValueError(f"a variance is not negative, found {self.variance}")


@dataclass(frozen=True)
class Enclosure:
    """An interval of exact rationals that is proved to hold the value: low ≤ value ≤ high.

    >>> third = Enclosure(Fraction(333, 1000), Fraction(334, 1000))
    >>> third.radius, third.holds(Fraction(1, 3)), third.decimal(2), third.decimal(5)
    (Fraction(1, 2000), True, ('0.33', '0.34'), ('0.33300', '0.33400'))
    """

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(
                f"an enclosure's low end is at most its high end, found {self.low} > {self.high}"
            )

    @property
    def radius(self) -> Fraction:
        return (self.high - self.low) / 2

    @property
    def middle(self) -> Fraction:
        return (self.high + self.low) / 2

    def holds(self, value: Fraction) -> bool:
        return self.low <= value <= self.high

    def decimal(self, digits: int = 15) -> tuple[str, str]:
        """Both ends with `digits` decimals, rounded outward: the low end down, the high end up."""
        return _decimal(self.low, digits), _decimal(self.high, digits, up=True)


def _decimal(value: Fraction, digits: int, up: bool = False) -> str:
    """Through Decimal, because str() of an int stops at 4300 digits."""
    scaled: Fraction = value * Fraction(10) ** digits
    whole: int = (
        -(-scaled.numerator // scaled.denominator) if up else scaled.numerator // scaled.denominator
    )
    text = f"{Decimal(abs(whole)):f}".rjust(digits + 1, "0")
    return "-" * (whole < 0) + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)
