"""About how many terms a line has once it is multiplied out, over one denominator."""

from __future__ import annotations

from collections.abc import Container, Mapping
from math import prod
from typing import Any

from ..kernel import Claim
from ..kernel.algebra import ring
from ..language import Term, flattened

LARGE = 1000


def is_large(claim: Claim) -> bool:
    """Whether there are so many that factors are better kept whole."""
    return _terms(claim) > LARGE


def is_too_large(claim: Claim) -> bool:
    """Whether there are more than the kernel multiplies out."""
    return _terms(claim) > ring.MAX_TERMS


def _terms(claim: Claim) -> int:
    sides = claim.conclusion.children
    numbers = all(side.sort == "scalar" for side in sides)
    return _sizes(flattened("+", sides))[0] if numbers and len(sides) == 2 else 1


def _sizes(term: Term) -> tuple[int, dict[Term, int]]:
    """Above the bar, and in each of the factors below it."""
    if term.op not in ("+", "*", "/", "neg", "^"):
        return 1, {}
    inner = [_sizes(part) for part in term.children[: 1 if term.op in "/^" else None]]
    below = {factor: n for _, sizes in inner for factor, n in sizes.items()}
    if term.op == "+":
        return sum(n * _product(below, one) for n, one in inner), below
    whole = prod(n for n, _ in inner)
    if term.op == "/":
        under = term.children[1]
        factors = under.children if under.op == "*" else (under,)
        return whole, below | {f: _sizes(f)[0] for f in factors}
    k = term.children[1].key if term.op == "^" and term.children[1].op == "number" else "1"
    return whole ** min(abs(int(k)), ring.MAX_POWER), below


def _product(sizes: Mapping[Any, int], without: Container[Any]) -> int:
    return prod(n for factor, n in sizes.items() if factor not in without)
