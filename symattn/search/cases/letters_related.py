"""How numbers depend on each other, and between which constants they lie.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Quotient
from ...language import Term
from ..as_terms import rational


class Multiple(NamedTuple):
    """A factor times a letter, or alone."""

    times: Element
    of: str = ""


class Related(NamedTuple):
    """A letter as a sum of multiples of others."""

    letter: str
    parts: tuple[Multiple, ...]


def related(values: Mapping[str, Quotient]) -> Iterator[Related]:
    """Which are multiples of one before, or over one denominator sums of those before."""
    first: dict[ring.Frozen, tuple[str, ring.Key, ring.Number]] = {}
    spans: dict[ring.Factors, _Span] = {}
    for y, q in values.items():
        if q.den:
            if q.den not in spans:
                spans[q.den] = _Span(q.den)
            if (parts := spans[q.den].parts(y, q.numerator)) is not None:
                yield Related(y, parts)
        elif len(q.num) > 1:
            factor, key, c = ring.normalized(q.numerator)
            turned = ring.freeze(ring.negative(dict(factor)))
            factor, c = (turned, -c) if turned in first else (factor, c)
            if factor in first:
                x, below, d = first[factor]
                times = {ring.key_product(key, ring.inverse(below)): ring.ratio(c, d)}
                yield Related(y, (Multiple(times, x),))
            else:
                first[factor] = y, key, c


class _Span:
    """Numerators over one denominator, brought to echelon form as they come."""

    def __init__(self, den: ring.Factors) -> None:
        self.rows: list[tuple[ring.Key, Element, dict[str, ring.Number]]] = []
        self.parts("", ring.expanded(dict(den)))

    def parts(self, y: str, p: Element) -> tuple[Multiple, ...] | None:
        """What y is in terms of those before, or None; then it is one of them."""
        made: dict[str, ring.Number] = {}
        for lead, row, of in self.rows:
            if c := p.get(lead, 0):
                p = ring.add(p, row, -c)
                for x, d in of.items():
                    made[x] = made.get(x, 0) + c * d
        if p:
            lead = min(p)
            scale = ring.ratio(1, p[lead])
            of = {x: -scale * d for x, d in made.items()} | {y: scale}
            self.rows.append((lead, ring.add({}, p, scale), of))
            return None
        zero = Multiple(ring.constant(0))
        return tuple(Multiple(ring.constant(c), x) for x, c in made.items() if c) or (zero,)


def ends(y: Term, q: Quotient, side: str, given: bool = False) -> Iterator[Term]:
    """What may be said of a letter: that it is > or ≥ than the least constant, the sharpest first.

    A fraction of sums lies between the ratios of their terms, if those below are > 0; a sum above
    its constant term, if the others are.  Where something is given of what the exponentials are of,
    it may be that they are ≥ 1, or ≤ 1: 1 + e^x ≥ 2 for x ≥ 0.
    """
    below = ring.expanded(dict(q.den))
    ratios = [ring.ratio(q.numerator.get(key, 0), c) for key, c in below.items()]
    if set(q.numerator) - set(below):
        ratios = ratios[:1] if side == ">" and not q.den else []
    bounds = [min(ratios) if side == ">" else max(ratios)] if ratios else []
    if given and (total := sum(below.values())) and not any(m for m, _ in (*q.numerator, *below)):
        bounds = [ring.ratio(sum(q.numerator.values()), total), *bounds]
    for bound in dict.fromkeys([*bounds, 0]):
        for relation in (side, "≥" if side == ">" else "≤"):
            yield Term(relation, (y, rational(bound)))
