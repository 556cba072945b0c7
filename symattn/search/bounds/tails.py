"""What is left of a random number, or vector, in a cell where it has a limit.

Sums of a·c/(e^{β g} + c).  Untrusted: the kernel proves each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import prod

from ...kernel import Claim, OutsideClass, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.coefficients import difference
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.algebra.semantics import Semantics
from ...kernel.rules.sequent import Sequent
from ...language import Term, flattened, number, to_json
from ..as_terms import polynomial_term, quotient_term, rational
from ..cases.splitting import divided
from ..sign_search.positivity import ProvingSigns
from .bound_shapes import LimitCase, Way, body_of, scaled_sum, shrinking
from .decays import Decay, amount
from .readings import shapes

ONE = number(1)


@dataclass(frozen=True)
class Tail:
    """scale·unit·c/(e^{b g} + c), what is left where g is large."""

    scale: Term
    unit: Term
    odds: Term
    speed: Term
    form: Element
    gap: Term

    def size(self) -> Term:
        return product(self.scale, self.unit)

    def term(self) -> Term:
        return Term(
            "/",
            (
                product(self.size(), self.odds),
                Term("+", (Term("exp", (product(self.speed, self.gap),)), self.odds)),
            ),
        )


class Tails:
    """What is left in the cells of a claim, as tails.

    Numbers that are averaged are at most D apart, and `apart` says which.
    """

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        self.distance = Term(
            "scalar",
            (
                next(
                    k
                    for k in ("D", "R", r"\rho")
                    if k
                    not in {d.key for d in (*claim.context.symbols, *claim.context.definitions)}
                ),
            ),
        )
        self.apart: list[Term] = []

    @property
    def assumed(self) -> tuple[Term, ...]:
        """That D > 0 is at least each distance, if there are any."""
        return (
            (
                Term(">", (self.distance, number(0))),
                *(Term("≤", (size, self.distance)) for size in self.apart),
            )
            if self.apart
            else ()
        )

    def left(self, place: LimitCase) -> tuple[list[Tail], Way | None]:
        """What is left in a cell, as a sum of tails, with the reduction that it takes.

        Raises Rejected.
        """
        if (sides := self._matched(place.left, place.right)) is not None:
            found: list[Tail] = []
            rows, below = [], []
            for k, (x, y) in enumerate(zip(*sides[1])):
                own, way = self.left(LimitCase(place.facts, x, y))
                below += [(k + 1, way)] if way is not None else []
                rows.append(
                    [
                        to_json(sides[0]),
                        to_json(minus(x, y)),
                        to_json(total([t.term() for t in own]) if own else number(0)),
                    ]
                )
                found += [replace(t, scale=product(sides[0], t.scale)) for t in own]
            return found, Way({"rule": "triangle", "parts": rows}, tuple(below))
        shape = next(shapes(self.claim, place), None)
        if shape is None:
            return self._weighted(place)
        if shape.assume:
            raise OutsideClass("a bound that needs a name for a distance")
        # near 1/(n − 2) what is left is a share of that
        if place.right.op == "/" and place.right.sort == "scalar":
            inverse = shape.cell.meaning.invert(shape.cell.meaning.scalar(place.right))
            shared = [
                replace(d, coefficient=divided(d.coefficient * inverse)) for d in shape.decays
            ]
            return [replace(self._tail(d, ONE), scale=place.right) for d in shared], None
        return [self._tail(d, shape.unit or ONE) for d in shape.decays], None

    def within(self, x: Term, z: Term) -> Way | None:
        """That an average of numbers is at most D from one of them.

        Or an average of averages from one of these.
        """
        if (sides := self._matched(x, z)) is not None:
            rows = [
                [to_json(sides[0]), to_json(minus(one, other)), to_json(self.distance)]
                for one, other in zip(*sides[1])
            ]
            ways = [self.within(one, other) for one, other in zip(*sides[1])]
            return Way(
                {"rule": "triangle", "parts": rows},
                tuple((k + 1, way) for k, way in enumerate(ways) if way is not None),
            )
        rows = [[to_json(t) for t in row] for _, _, row in self._rows(LimitCase((), x, z))]
        return Way({"rule": "triangle", "parts": rows}) if rows else None

    def _matched(
        self, x: Term, y: Term
    ) -> tuple[Term, tuple[tuple[Term, ...], tuple[Term, ...]]] | None:
        """λ and the summands of λ(x_1 + x_2) and λ(y_1 + y_2)."""
        first = scaled_sum(self.claim, body_of(self.claim, x) or x)
        second = scaled_sum(self.claim, y)
        return (
            None
            if first is None or second is None or len(first[1]) != len(second[1])
            else (first[0], (first[1], second[1]))
        )

    def _weighted(self, place: LimitCase) -> tuple[list[Tail], Way | None]:
        """For an average of numbers of any sign.

        What is moved from one of them to the others, or back, times how far they are apart.
        """
        if place.left.sort != "scalar":
            raise OutsideClass("what is left was not found")
        found: list[Tail] = []
        rows = []
        for s, weight, row in self._rows(place):
            if (decays := shrinking(s, weight, ">")) is None:
                raise OutsideClass("what is left was not found")
            found += [self._tail(d, self.distance) for d in decays]
            rows.append([to_json(t) for t in row])
        return found, Way({"rule": "triangle", "parts": rows}) if rows else None

    def _rows(
        self, place: LimitCase
    ) -> Iterator[tuple[Semantics, Quotient, tuple[Term, Term, Term]]]:
        """Weights q > 0 with q, y and D ≥ |y| as terms: left − right is the sum of all q y."""
        signs = ProvingSigns()
        signs.cell = cell = Sequent(
            self.claim.concluding(Term("≤", (place.left, place.right))).assuming(*place.facts),
            signs=signs,
        )
        s, context = cell.meaning, self.claim.context
        for weight, y in self._moved(
            s, difference(s, Term("=", (place.left, place.right))).get((), ring.ZERO)
        ):
            written = quotient_term(weight, context, s.signs.opaque)
            gap = polynomial_term(y, context)
            turned = polynomial_term(ring.add({}, y, -1), context)
            if written is None or gap is None or turned is None:
                raise OutsideClass("a weight without a name")
            size = Term("abs", (gap if y[min(y)] > 0 else turned,))
            self.apart += [size] if size not in self.apart else []
            yield s, weight, (written, gap, self.distance)

    def _moved(self, s: Semantics, gap: Quotient) -> Iterator[tuple[Quotient, Element]]:
        """q_k and y_k with gap = Σ q_k y_k and q_k > 0.

        Here y_k = v_k − v for numbers v_k and one v, or all v − v_k.
        """
        context = self.claim.context
        values = {
            x.key
            for x in context.scalars
            if x.key not in context.limit
            and not x.integer
            and x.key not in s.laws
            and _sign(s, ring.of(ring.atom(x.key))) is None
        }
        parts: dict[str, Element] = {}
        for (m, e), c in gap.num:
            one = [(a, k) for a, k in m if a in values]
            if len(one) != 1 or one[0][1] != 1:
                raise OutsideClass("what is left is no average of numbers")
            parts[one[0][0]] = ring.add(
                parts.get(one[0][0], {}), {(tuple(x for x in m if x not in one), e): c}
            )
        weights = {a: divided(Quotient(ring.freeze(p), gap.den)) for a, p in parts.items()}
        known = {a: _sign(s, q) for a, q in weights.items()}
        for sign, scale in ((">", 1), ("<", -1)):
            alone = [a for a in weights if known[a] != sign]
            if len(alone) == 1 and known[alone[0]] in ("<", ">"):
                for a in (a for a in weights if a not in alone):
                    yield (
                        weights[a] * ring.of(ring.constant(scale)),
                        ring.add({}, ring.add(ring.atom(a), ring.atom(alone[0]), -1), scale),
                    )
                return
        if weights:
            raise OutsideClass("what is left is moved between several numbers")

    def _tail(self, d: Decay, unit: Term) -> Tail:
        """C·e^{−βg} as a tail with odds C."""
        context = self.claim.context
        speeds = {tuple(x for x in m if x[0] in context.limit) for m, _ in d.exponent}
        if (
            d.powers
            or d.over
            or len(speeds) != 1
            or len(speed := next(iter(speeds))) != 1
            or speed[0][1] != 1
        ):
            raise OutsideClass("what is left does not fall like e^{−β g}")
        form: Element = {(tuple(x for x in m if x not in speed), ()): -c for m, c in d.exponent}
        opaque = d.signs.opaque  # type: ignore[attr-defined]
        gap, odds = polynomial_term(form, context), amount(d.coefficient, context, opaque)
        if gap is None or odds is None:
            raise OutsideClass("a rate without a name")
        return Tail(ONE, unit, odds, Term("scalar", (speed[0][0],)), form, gap)


def _sign(s: Semantics, q: Quotient) -> str | None:
    try:
        return s.signs.quotient_sign(q)
    except Rejected:
        return None


def minus(x: Term, y: Term) -> Term:
    return flattened("+", (x, y.children[0] if y.op == "neg" else Term("neg", (y,))))


def total(terms: list[Term]) -> Term:
    return terms[0] if len(terms) == 1 else flattened("+", tuple(terms))


def product(*factors: Term) -> Term:
    """A product, its numbers worked out: ½·x/r is x/(2r)."""
    flat = [f for whole in factors for f in (whole.children if whole.op == "*" else (whole,))]
    flat = [
        g
        for f in flat
        for g in (
            (Term("/", (ONE, f.children[1])), f.children[0])
            if f.op == "/" and f.children[1].op == "number" and f.children[0].op != "number"
            else (f,)
        )
    ]
    size: ring.Number = prod(
        (value for f in flat if (value := fraction_of(f)) is not None), start=1
    )
    kept = [f for f in flat if fraction_of(f) is None]
    if size.denominator != 1 and kept:
        inner = product(number(size.numerator), *kept)
        top, bottom = inner.children if inner.op == "/" else (inner, ONE)
        return Term("/", (top, product(number(size.denominator), bottom)))
    numbers = [] if size == 1 else [rational(size)]
    whole = [*numbers, *kept]
    return ONE if not whole else whole[0] if len(whole) == 1 else Term("*", tuple(whole))


def fraction_of(term: Term) -> ring.Number | None:
    """The value of a number, or a fraction of numbers, that is not negative."""
    if term.op == "number":
        return int(str(term.args[0]))
    if (
        term.op == "/"
        and all(c.op == "number" for c in term.children)
        and term.children[1] != number(0)
    ):
        return ring.ratio(int(str(term.children[0].args[0])), int(str(term.children[1].args[0])))
    return None
