"""Known signs, and how a new one follows from facts.

A sign entry says that an element is > 0 or ≥ 0 because it equals Σ λ·Π facts·Π squares·e^p with λ ≥
0 (Handelman's form, Farkas' for linear facts; the identity is checked exactly), or because it is
e^x − e^y with x − y known, or e^x less its tangent at y.  A fact that is an equality may carry any
λ.  With "times", the identity is that of p·f for a fact f > 0 (Pólya's multipliers). With "below",
facts x > 0, exponents may have 1/x in them: 1/x has no value at x = 0, where p = 0 times e^{1/p} −
1 − 1/p ≥ 0 would say −1 ≥ 0.

    facts f_j ≥ 0,  λ ≥ 0,  p = Σ λ·Π f_j·Π s²·e^q  (identically)
    ----------------------------------------------------------- sum     (> 0 if a λ > 0 stands on
    strict facts alone)
                             p ≥ 0
Fails, for example: x² > 0 from nothing (a square is not strict: x = 0); Σ_i e^{g_i} > 0 over the
*other* members (there may be none, so such a sum is never strict).
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Any, NamedTuple

from ..algebra import replacing, ring
from ..algebra.algebraic_numbers import Algebraic
from ..algebra.atoms import INDICATOR, PRODUCT, SUM, Atom, Label
from ..algebra.intervals import (
    FUNCTIONS,
    PI,
    Interval,
    i_add,
    i_exp,
    i_scaled,
    i_times_power,
    outward,
)
from ..algebra.labels import generic_labels, summed_labels
from ..algebra.ring import Element, Frozen, Quotient
from ..algebra.sums import body_of
from ..errors import OutsideClass, Rejected, UnknownSign
from .indicators import split_off

DIAMETER = "diameter"
FLIP = {">": "<", "<": ">", "≥": "≤", "≤": "≥", "=": "="}
NOT_NEGATIVE = {">", "≥", "="}
Stars = frozenset[str]
NO_STARS: Stars = frozenset()


class Fact(NamedTuple):
    """element > 0, ≥ 0 or = 0, for the unnamed members in `stars` as long as there are any."""

    element: Element
    relation: str
    stars: Stars = NO_STARS


Scores = dict[tuple[str, str], Fact]  # M ≥ s_j, by the number of a score and its unnamed member


@lru_cache(maxsize=10_000)
def bounds(name: Atom) -> tuple[Fact, ...]:
    """What the name of an atom says of its value: 0 < erfc < 2, −π/2 < arctan < π/2, x·x ≥ 0."""
    f = ring.atom(name)
    if name.kind == PRODUCT and name.sides[0] == name.sides[1]:
        return (Fact(f, "≥"),)
    known = {
        "erfc": (f, ring.subtract(ring.constant(2), f)),
        "arctan": [ring.add(ring.atom(PI), f, k) for k in (2, -2)],
    }
    return tuple(Fact(p, ">") for p in known.get(name.kind, ()))


def product_sign(a: str, b: str) -> str:
    """The sign of a product of known signs."""
    if "=" in (a, b):
        return "="
    strict = a in "<>" and b in "<>"
    positive = (a in ">≥") == (b in ">≥")
    return (">" if positive else "<") if strict else ("≥" if positive else "≤")


@dataclass
class Signs:
    """What has been proved about signs so far, and what atoms stand for.

    `opaque`, `gaps` and `maxima` say that of the atoms that terms were read as: it follows from
    an atom's name in one cell.
    """

    opaque: dict[str, tuple[str, Quotient]] = field(default_factory=dict)
    gaps: dict[str, Element] = field(default_factory=dict)  # what the atoms [p = 0] are about
    unnamed: dict[str, Element] = field(default_factory=dict)  # how many members *I/1 stands for
    roots: dict[str, Algebraic] = field(default_factory=dict)  # atoms that are roots of polynomials
    maxima: dict[str, Scores] = field(default_factory=dict)
    simpler: dict[Frozen, Quotient] = field(default_factory=dict)  # r of r², for r ≥ 0
    _known: dict[Frozen, list[Fact]] = field(default_factory=dict)

    def root_of(self, s: Any, p: Element) -> Quotient | None:
        """√p, if that is known to be something else than an atom."""
        return self.simpler.get(ring.freeze(p))

    def learn(self, fact: Fact) -> None:
        """Add a fact that has been proved."""
        if fact.relation not in FLIP:
            raise Rejected(f"signs: {fact.relation} is no sign")
        if fact.element:
            self._known.setdefault(ring.normalized(fact.element)[0], []).append(fact)

    def sign(self, p: Element, about: Stars = NO_STARS) -> str:
        """One of > ≥ = ≤ <, as far as known for members `about` that exist.  Raises UnknownSign."""
        if (known := self.find(p, about)) is None:
            raise UnknownSign(p)
        return known

    def nonzero(self, p: Element, about: Stars = NO_STARS, what: str = "a denominator") -> str:
        """> or <.  Raises UnknownSign."""
        if (sign := self.sign(p, about)) not in "<>":
            raise UnknownSign(p, f"{what} must be known to be nonzero")
        return sign

    def find(self, p: Element, about: Stars = NO_STARS) -> str | None:
        """Like `sign`, with None for unknown."""
        if not p:
            return "="
        if all(ring.atoms_of_key(k) <= self.opaque.keys() for k in p) and (
            value := self._constant_sign(p)
        ):
            return value
        if len(p) > 1 and any(k < 0 for m, _ in p for _, k in m):
            found = self._lookup(p, about)
            cleared = None if found else self._cleared(p, about)
            return found if cleared is None else self.find(cleared, about)
        if any(a.kind == INDICATOR for a in ring.atoms(p)):
            return self._indicated_sign(p, about)
        found = self._lookup(p, about)
        if len(p) == 1 and found not in (">", "<", "="):
            found = self._monomial_sign(p, about) or found
        if (
            len(p) > 1
            and found is None
            and any(
                ring.is_summed(k)
                or any(
                    not a.kinds.isdisjoint((PRODUCT, SUM)) or a in self.opaque
                    for a in ring.atoms_of_key(k)
                )
                for k in p
            )
        ):
            turned = self._termwise_sign(ring.negative(p), about)
            found = self._termwise_sign(p, about) or (turned and FLIP[turned])
        return found

    def _cleared(self, p: Element, about: Stars) -> Element | None:
        """p times what is known to be > 0, without negative powers.

        None if an atom below is not known to be nonzero.
        """
        powers = {
            a: max(-k for m, _ in p for b, k in m if b == a)
            for a in sorted({a for m, _ in p for a, k in m if k < 0})
        }
        signs = {a: self.find(ring.atom(a), about) for a in powers}
        if not set(signs.values()) <= {">", "<"} or any(a.summed for a in powers):
            return None
        raised = ((a, k + k % 2 if signs[a] == "<" else k) for a, k in powers.items())
        return ring.multiply(p, {(tuple(sorted(raised)), ()): 1})

    def _lookup(self, p: Element, about: Stars) -> str | None:
        own = [f for a in ring.atoms(p) for f in bounds(a)]
        own += [f for scores in self.maxima.values() for f in scores.values() if f.element]

        def said(q: Element) -> list[str]:
            form = ring.normalized(q)[0]
            known = [f for f in own if ring.normalized(f.element)[0] == form]
            return [f.relation for f in (*self._known.get(form, ()), *known) if f.stars <= about]

        found = {*said(p), *(FLIP[r] for r in said(ring.negative(p)))}
        if {"≥", "≤"} <= found:
            return "="
        return next((r for r in "><=≥≤" if r in found), None)

    def _monomial_sign(self, p: Element, about: Stars) -> str | None:
        """Of c·Π atom^k·e^q.

        Summed over unnamed members it is strict only if there are known to be some.
        """
        ((key, c),) = p.items()
        if any(name.summed for name, _ in key[0]):
            return None
        result = ">" if c > 0 else "<"
        for name, k in key[0]:
            one = self._lookup(ring.atom(name), about) or self._opaque_sign(name, about)
            if k % 2 == 0:
                one = ">" if one in (">", "<") else "≥"
            if one is None:
                return None
            result = product_sign(result, one)
        labels = summed_labels(ring.atoms_of_key(key))
        inhabited = all(self.find(self.unnamed.get(one.other, {})) == ">" for one in labels)
        return result if inhabited else {">": "≥", "<": "≤"}.get(result, result)

    def _opaque_sign(self, name: Atom, about: Stars) -> str | None:
        """Of what has a value as a constant; √ and arctan have the sign of their argument, and a
        sum that of what it stands for.
        """
        function, q = self.opaque.get(name, ("", ring.ZERO))
        if name.kind == SUM:
            return self.find(body_of(name).numerator, about)
        if function in ("sqrt", "arctan"):
            with suppress(UnknownSign):
                return self.quotient_sign(q, about)
        if function == DIAMETER:
            return "≥"
        known = self._constant_sign(ring.atom(name)) if function else None
        return known or ("≥" if function == "sqrt" else None)

    def _termwise_sign(self, p: Element, about: Stars) -> str | None:
        """> or ≥ if all terms are that."""
        signs = set()
        for k, c in p.items():
            signs.add(self.find({k: c}, about))
            if not signs <= NOT_NEGATIVE:
                return None
        return ">" if ">" in signs else "≥"

    def mark(self, p: Element) -> Element:
        """[p = 0] as 1, as 0, or as an atom.

        Where p speaks of an unnamed member, that one exists, and so does what is counted.
        """
        if any(a.summed or INDICATOR in a.kinds for a in ring.atoms(p)):
            raise OutsideClass(
                "a count that depends on a sum over unnamed members, or on another count"
            )
        known = self.find(p, generic_labels(ring.atoms(p)))
        if known in ("=", ">", "<"):
            return ring.constant(1 if known == "=" else 0)
        name = f"is0({min(ring.spelled(ring.normalized(q)[0]) for q in (p, ring.negative(p)))})"
        self.gaps[name] = p
        return ring.atom(name)

    def _indicated_sign(self, p: Element, about: Stars) -> str | None:
        """Of c_0 + Σ c·[...] with all c known to be ≥ 0: indicators are 0 or 1."""
        groups = split_off(p)
        if any(a.kind == INDICATOR for c in groups.values() for a in ring.atoms(c)):
            return None  # an indicator in an exponent
        signs = {}
        for m, c in groups.items():
            # at each member: Σ x_j ≥ 0 says nothing about Σ x_j [...]
            stars = {label.other for label in summed_labels(ring.atoms_of_key((m, ())))}
            for star in stars:
                c = replacing.relabelled(c, star.summed, star)
            signs[m] = self.find(c, about | stars)
        if not {*signs.values()} <= NOT_NEGATIVE:
            return None
        strict = {m for m in signs if signs[m] == ">"}
        return (
            ">"
            if () in strict
            or any(self._one_is_in(strict, scores) for scores in tuple(self.maxima.values()))
            else "≥"
        )

    def _one_is_in(self, marks: set[ring.Monomial], scores: Scores) -> bool:
        """Whether every gap that may be the one that is 0 has its indicator among the marks."""
        for gap in (
            fact.element for (_, star), fact in scores.items() if not star or not Label(star).deep
        ):
            one = self.mark(gap)
            for star in generic_labels(ring.atoms(one)):
                one = replacing.relabelled(one, star, star.summed)
            if not {m for m, _ in one} <= marks:
                return False
        return True

    def _constant_sign(self, p: Element) -> str | None:
        if set(p) == {ring.UNIT}:
            return ">" if p[ring.UNIT] > 0 else "<"
        try:
            for bits in (64, 256, 1024):
                lo, hi = self.enclose(p, bits)
                if lo > 0 or hi < 0:
                    return ">" if lo > 0 else "<"
        except OutsideClass:
            pass
        return None

    def enclose(self, p: Element, bits: int) -> Interval:
        """An interval that holds the value of a constant element."""
        total: Interval = (Fraction(0), Fraction(0))
        for (m, e), c in p.items():
            low, high = self.enclose(ring.exponent_as_element(e), bits)
            value = i_exp(low, bits)[0], i_exp(high, bits)[1]
            for name, k in m:
                value = i_times_power(value, self._opaque_value(name, bits), k, bits)
            total = i_add(total, i_scaled(value, Fraction(c)))
        return outward(total, bits)

    def enclose_quotient(self, q: Quotient, bits: int) -> Interval:
        """An interval that holds the value of a constant quotient."""
        value = self.enclose(q.numerator, bits)
        for factor, k in q.den:
            value = i_times_power(value, self.enclose(dict(factor), bits), -k, bits)
        return value

    def _opaque_value(self, name: Atom, bits: int) -> Interval:
        if name not in self.opaque:
            raise OutsideClass(f"{name} has no value here")
        if name in self.roots:
            return self.roots[name].enclosed(bits)
        function, argument = self.opaque[name]
        inner = outward(self.enclose_quotient(argument, bits), bits)
        if function not in FUNCTIONS:
            raise OutsideClass(f"{function} has no value here")
        return FUNCTIONS[function](inner, bits)

    def quotient_sign(self, q: Quotient, about: Stars = NO_STARS) -> str:
        """The sign of a quotient.

        Raises UnknownSign with the first element whose sign is missing.
        """
        result = self.sign(q.numerator, about)
        for factor, k in q.den:
            one = self.nonzero(dict(factor), about)
            result = product_sign(result, one if k % 2 else ">")
        return result
