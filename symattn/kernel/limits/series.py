"""Arithmetic of expansions f = Σ c·m + O(Σ r) as one limit variable β tends to +∞, and the limits
that follow from them.

A scale m is Π ℓ_k^a · e^{Σ c·n} with ℓ_0 = β, ℓ_{k+1} = log ℓ_k and scales n that tend to infinity
(or are powers that tend to 0, which leaves a factor that tends to 1: see `without_units`); the
coefficients c and the exponents a are free of β.  log m = Σ c·n + Σ a·ℓ_{k+1}, so m tends to ∞,
stays 1 or tends to 0 by the sign of the coefficient of the fastest of these terms, each simpler
than m.  The signs of coefficients are asked of `Signs`.

    f = c·m·(1 + ε), c ≠ 0, every scale of ε tends to 0
    ------------------------------------------------------------------  (Taylor, ε → 0)
      1/f = (1/c)(1/m)·Σ_{k≤K} (−ε)^k + O(ε^{K+1});  log f, f^r, and e^ε likewise

O(ε^{K+1}) stands for Σ |r|^{K+1} over the scales of ε: |Σ x_i|^p ≤ N^{p−1}·Σ |x_i|^p.  Everything
here holds for β from some value on, which is all that a limit asks.  Fails, for example: with K =
0, e^{β + e^{−β}} − e^β is O(1), which shows no limit (K = 1 gives 1); e^{pβ} + e^{qβ} has no first
term before p and q are compared.

Source: Hardy, Orders of Infinity (1910); D. Gruntz's thesis (ETH 11432, 1996) for computing with
such scales.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import reduce

from ..algebra import functions, radicals, ring
from ..algebra.ring import ONE, ZERO, Number, Quotient
from ..algebra.semantics import Semantics
from ..errors import OutsideClass, Rejected, UnknownSign
from .scales import (
    FLAT,
    Lead,
    MoreTerms,
    NearTie,
    Scale,
    Series,
    _exponential,
    flat,
    logarithm,
    raised,
    times,
)

MINUS = ring.q_number(-1)
TWO = ring.q_number(2)
MAX_ORDER = 24
MAX_TERMS = 400
MAX_EXPANDED_POWER = 12


class Arithmetic:
    """Comparing and combining expansions under a meaning (known signs, values), all to one
    order.
    """

    def __init__(self, s: Semantics, order: int) -> None:
        if not isinstance(order, int) or isinstance(order, bool) or not 0 <= order <= MAX_ORDER:
            raise Rejected(f"expansion: expected an order between 0 and {MAX_ORDER}")
        scalars = (
            s.point.scalars.values() if s.point else [ring.atom(name) for name in s.context.limit]
        )
        if len({a for p in scalars for a in ring.atoms(p) if a in s.context.limit}) > 1:
            raise OutsideClass("an expansion is in one limit variable")
        self.s, self.order = s, order
        self.known: dict[Scale, str] = {}

    # ---- comparing -------------------------------------------------------------------------------

    def growth(self, m: Scale) -> str:
        """ ">" if m → ∞, "=" if m = 1, "~" if m → 1 and may differ from it, "<" if m → 0.  Raises
        UnknownSign.
        """
        if m not in self.known:
            if m[1] and all(self.growth(n) == "<" for n in logarithm(m)):
                self.known[m] = "~"
            elif m[1]:
                found = self.fastest(logarithm(m))
                self.known[m] = (
                    "=" if found is None else found[2] if self.growth(found[0]) == ">" else "~"
                )
            else:  # β beats every power of log β, and so on: the first power that is not 0 tells
                signs = (self.sign(a) for _, a in sorted(m[0], key=lambda power: power[0]))
                self.known[m] = next((sign for sign in signs if sign != "="), "=")
        return self.known[m]

    def compare(self, m: Scale, n: Scale) -> str:
        return self.growth(times(m, raised(n, MINUS)))

    def fastest(
        self, terms: Mapping[Scale, Quotient]
    ) -> tuple[Scale, Quotient, str, dict[Scale, Quotient]] | None:
        """The fastest term with a nonzero coefficient, its sign, and all slower terms.

        None if all are zero.
        """
        left = dict(terms)
        while left:
            best, *others = left
            tied = [best]
            for m in others:
                order = self.compare(m, best)
                if order == ">":
                    best, tied = m, [m]
                elif order == "=":
                    tied.append(m)
                elif order == "~":
                    raise NearTie("two scales that differ by a factor that tends to 1")
            coefficient = sum(map(left.pop, tied), ZERO)
            sign = self.sign(coefficient)
            if sign != "=":
                return best, coefficient, sign, left
        return None

    def sign(self, c: Quotient) -> str:
        """One of > = <.  Raises UnknownSign."""
        if c.is_zero:
            return "="
        sign = self.s.signs.quotient_sign(c)
        if sign not in "<>=":
            raise UnknownSign(c.numerator)
        return sign

    def lead(self, f: Series) -> Lead | None:
        """The first term and what is left, relative to it; None for zero.

        Raises MoreTerms if the rest may be larger.
        """
        try:
            found = self.fastest(f.terms)
        except NearTie:
            f = self.without_units(f)
            found = self.fastest(f.terms)
        if found is None:
            if f.rest:
                raise MoreTerms("the terms of an expansion cancel up to its order")
            return None
        scale, coefficient, sign, slower = found
        over, inverse = raised(scale, MINUS), self.s.invert(coefficient)
        rest = [times(r, over) for r in f.rest]
        if any(self.growth(r) != "<" for r in rest):
            raise MoreTerms("the terms of an expansion cancel up to its order")
        return Lead(
            coefficient,
            sign,
            scale,
            Series({times(m, over): c * inverse for m, c in slower.items()}, rest),
        )

    def diverges(self, f: Series) -> str:
        """ ">" if f → +∞, "<" if f → −∞, "" if f stays bounded."""
        lead = self.lead(f)
        return "" if lead is None or self.growth(lead.scale) != ">" else lead.sign

    def approach(self, f: Series, name: str) -> tuple[str, Quotient, Series]:
        """Where an argument goes: ">" or "<" and f, or "", c and ε where f = c + ε and ε → 0."""
        f = self.without_units(f)
        growths = {m: self.growth(m) for m in f.terms}
        if ">" in growths.values() and (end := self.diverges(f)):
            return end, ZERO, f
        if "~" in growths.values() or any(self.growth(r) != "<" for r in f.rest):
            raise MoreTerms(f"the argument of {name} is not known up to what tends to 0")
        centre = sum((c for m, c in f.terms.items() if growths[m] == "="), ZERO)
        return "", centre, Series({m: c for m, c in f.terms.items() if growths[m] == "<"}, f.rest)

    def without_units(self, f: Series) -> Series:
        """The series with every factor e^{c/β} (and the like, which tend to 1) expanded.

        They are kept as they are until here, so that e^{1/β + e^{−β}} − e^{1/β} leaves
        e^{1/β}·e^{−β} and not powers of 1/β.
        """
        total = Series({}, f.rest)
        for m, c in f.terms.items():
            units = {n: d for n, d in m[1] if not n[1] and self.growth(n) == "<"}
            part = Series({(m[0], frozenset((n, d) for n, d in m[1] if n not in units)): c})
            if units:
                grown = self.taylor(Series(units), self._exponential_coefficients())
                part = self.multiply(part, grown)
            total = self.add(total, part)
        return self.trimmed(total)

    def _exponential_coefficients(self) -> list[Number]:
        return self.coefficients(lambda k, before: ring.ratio(before, k + 1))

    def coefficients(self, following: Callable[[int, Number], Number]) -> list[Number]:
        """Taylor coefficients, the first of them 1, each from the one before."""
        found: list[Number] = [1]
        for k in range(self.order):
            found.append(following(k, found[-1]))
        return found

    # ---- arithmetic ------------------------------------------------------------------------------

    def add(self, f: Series, g: Series, factor: Quotient = ONE) -> Series:
        total = dict(f.terms)
        for m, c in g.terms.items():
            total[m] = total.get(m, ZERO) + c * factor
        return Series({m: c for m, c in total.items() if c.num}, (*f.rest, *g.rest))

    def product(self, c: Quotient, d: Quotient) -> Quotient:
        """c·d, with √x·√x as x."""
        return radicals.normal(self.s, c * d)

    def multiply(self, f: Series, g: Series) -> Series:
        total: dict[Scale, Quotient] = {}
        for m, c in f.terms.items():
            for n, d in g.terms.items():
                key = times(m, n)
                value = total.pop(key, ZERO) + self.product(c, d)
                if not value.is_zero:
                    total[key] = value
        rest = {times(m, r) for m in (*f.terms, *f.rest) for r in g.rest} | {
            times(m, r) for m in g.terms for r in f.rest
        }
        if len(total) > MAX_TERMS or len(rest) > MAX_TERMS:
            raise OutsideClass(f"an expansion of {max(len(total), len(rest))} terms is too large")
        return self.trimmed(Series(total, tuple(rest)))

    def added(self, *parts: Series) -> Series:
        return reduce(self.add, parts, Series({}))

    def multiplied(self, *parts: Series) -> Series:
        return reduce(self.multiply, parts, flat(ONE))

    def trimmed(self, f: Series) -> Series:
        """Without the terms, and the parts of the rest, that are known to be within the rest
        anyway.
        """
        if not f.rest:
            return f
        rest: list[Scale] = []
        for r in f.rest:
            if not any(self._within(r, other) for other in rest):
                rest = [other for other in rest if not self._within(other, r)] + [r]
        return Series(
            {m: c for m, c in f.terms.items() if not any(self._within(m, r) for r in rest)}, rest
        )

    def _within(self, m: Scale, r: Scale) -> bool:
        try:
            return self.compare(m, r) != ">"
        except UnknownSign:
            return False

    def taylor(self, small: Series, numbers: Sequence[Number | Quotient]) -> Series:
        """Σ a_k ε^k + O(ε^{K+1}) for a function with these first K + 1 coefficients, ε → 0."""
        coefficients = [a if isinstance(a, Quotient) else ring.q_number(a) for a in numbers]
        first = flat(coefficients[0])
        if not small.terms and not small.rest:
            return first
        end = [raised(m, ring.q_number(len(numbers))) for m in (*small.terms, *small.rest)]
        total, power = Series(first.terms, end), flat(ONE)
        for a in coefficients[1:]:
            power = self.multiply(power, small)
            power = self.trimmed(Series(power.terms, (*power.rest, *end)))
            total = self.add(total, power, a)
        return self.trimmed(total)

    def scaled(self, f: Series, m: Scale, c: Quotient) -> Series:
        return Series(
            {times(n, m): self.product(d, c) for n, d in f.terms.items()},
            [times(r, m) for r in f.rest],
        )

    def power(self, f: Series, r: Number) -> Series:
        """f^r, for an r that is no whole number where f is eventually > 0."""
        if r.denominator == 1 and 0 <= r <= MAX_EXPANDED_POWER:
            return self.multiplied(*[f] * int(r))
        lead = self.lead(f)
        if lead is None:
            if r < 0:
                raise Rejected("a division by zero")
            return Series({})
        if r.denominator != 1 and lead.sign != ">":
            raise OutsideClass("a root of what is eventually negative")
        coefficients = self.coefficients(lambda k, before: ring.ratio(before * (r - k), k + 1))
        exponent = ring.q_number(r)
        return self.scaled(
            self.taylor(lead.small, coefficients),
            raised(lead.scale, exponent),
            functions.power(self.s, lead.coefficient, exponent),
        )

    def log(self, f: Series) -> Series:
        """log f where f is eventually > 0; where ties for the first term are open, up to O(1)."""
        try:
            lead = self.lead(f)
        except UnknownSign:
            return self._log_up_to_a_bound(f)
        if lead is None or lead.sign != ">":
            raise OutsideClass("the logarithm of what is not eventually positive")
        coefficients = [ring.ratio((-1) ** (k + 1), k) if k else 0 for k in range(self.order + 1)]
        fixed = flat(functions.log(self.s, lead.coefficient))
        small = self.taylor(lead.small, coefficients)
        return self.added(Series(logarithm(lead.scale)), fixed, small)

    def _log_up_to_a_bound(self, f: Series) -> Series:
        """log f = log m + O(1) if f is a sum of positive multiples of scales that are at most as
        fast as its m.
        """
        if f.rest or not all(self.s.signs.quotient_sign(c) == ">" for c in f.terms.values()):
            raise OutsideClass("a logarithm whose argument has no first term")
        doubt: UnknownSign | None = None
        for m in f.terms:
            try:
                if all(self._at_most_one(times(n, raised(m, MINUS))) for n in f.terms):
                    return Series(logarithm(m), (FLAT,))
            except UnknownSign as error:
                doubt = doubt or error
        raise doubt or OutsideClass("a logarithm whose argument has no first term")

    def _at_most_one(self, m: Scale) -> bool:
        """Whether m stays bounded: e^{cβ} with c ≤ 0."""
        try:
            return self.growth(m) != ">"
        except UnknownSign:
            terms = logarithm(m)
            if len(terms) == 1 and self.s.signs.quotient_sign(next(iter(terms.values()))) == "≤":
                return True
            raise

    def exp(self, f: Series) -> Series:
        """e^f: what tends to infinity in f makes the scale, what is constant the coefficient."""
        rising: list[tuple[Scale, Quotient]] = []
        small: dict[Scale, Quotient] = {}
        fixed = ZERO
        f = self.without_units(f)
        for m, c in f.terms.items():
            kind = self.growth(m)
            if kind == ">" or (kind == "<" and not m[1]):
                rising.append((m, c))
            elif kind == "=":
                fixed += c
            elif kind == "<":
                small[m] = c
            else:
                raise NearTie("a factor that tends to 1 inside an exponent")
        if any(self.growth(r) != "<" for r in f.rest):
            raise MoreTerms("an exponent that is not known up to what tends to 0")
        grown = self.taylor(Series(small, f.rest), self._exponential_coefficients())
        return self.scaled(grown, _exponential(rising), functions.exp(self.s, fixed))
