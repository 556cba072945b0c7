"""Scales m and sums Σ c·m of them: what expansions are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..algebra.ring import ONE, Quotient
from ..errors import OutsideClass

Scale = tuple[
    frozenset[tuple[int, Quotient]], frozenset[tuple[Any, Quotient]]
]  # powers of ℓ_k, and what is exponentiated
FLAT: Scale = (frozenset(), frozenset())


class MoreTerms(OutsideClass):
    """The terms cancel up to the order of the expansion; a higher order may tell."""


class NearTie(MoreTerms):
    """Factors e^{1/β} and the like have to be expanded before terms can be compared."""


@dataclass(frozen=True)
class Series:
    """Σ c·m over `terms`, up to O of the sum of the scales in `rest` (exactly, if there
    are none).
    """

    terms: Mapping[Scale, Quotient]
    rest: Sequence[Scale] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "rest", in_order(set(self.rest)))


def flat(value: Quotient) -> Series:
    return Series({} if value.is_zero else {FLAT: value})


def in_order(scales: Iterable[Scale]) -> list[Scale]:
    """Scales in an order that does not depend on how they are hashed.

    The first sign that is missing is what a search goes on from.
    """
    found = list(scales)
    return sorted(found, key=_written) if len(found) > 1 else found


def _written(m: Scale) -> Any:
    return sorted((k, a.num, a.den) for k, a in m[0]), sorted(
        (_written(n), c.num, c.den) for n, c in m[1]
    )


def level(k: int) -> Scale:
    """ℓ_k: β, log β, log log β, ..."""
    return frozenset({(k, ONE)}), frozenset()


def _merged(a: frozenset[Any], b: frozenset[Any]) -> frozenset[Any]:
    if not a or not b:
        return a or b
    total = dict(a)
    for key, c in b:
        total[key] = total[key] + c if key in total else c
    return frozenset((key, c) for key, c in total.items() if not c.is_zero)


def numbers(m: Scale) -> list[Quotient]:
    """All that a scale is made of."""
    return [a for _, a in m[0]] + [c for n, own in m[1] for c in (own, *numbers(n))]


def times(m: Scale, n: Scale) -> Scale:
    return _merged(m[0], n[0]), _merged(m[1], n[1])


def raised(m: Scale, r: Quotient) -> Scale:
    """m^r"""
    if m == FLAT or r == ONE:
        return m
    return frozenset((k, a * r) for k, a in m[0]), frozenset((n, c * r) for n, c in m[1])


def logarithm(m: Scale) -> dict[Scale, Quotient]:
    """The terms of log m."""
    known = {**dict(m[1]), **{level(k + 1): a for k, a in m[0]}}
    return {n: known[n] for n in in_order(known)}


def _exponential(terms: Iterable[tuple[Scale, Quotient]]) -> Scale:
    """e^{Σ c·n}, with e^{a·log ℓ} written as ℓ^a."""
    powers: list[tuple[int, Quotient]] = []
    rising: list[tuple[Scale, Quotient]] = []
    for n, c in terms:
        if not n[1] and len(n[0]) == 1 and (only := next(iter(n[0])))[0] > 0 and only[1] == ONE:
            powers.append((only[0] - 1, c))
        else:
            rising.append((n, c))
    return frozenset(powers), frozenset(rising)


@dataclass
class Lead:
    """f = coefficient·scale·(1 + small)."""

    coefficient: Quotient
    sign: str
    scale: Scale
    small: Series
