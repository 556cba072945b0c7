"""Exact arithmetic with exp-polynomials, and quotients of them with factored denominators.

An element is {(monomial, exponent): Fraction} and stands for Σ c·m·e^p.  A monomial is a sorted
tuple of (atom, power), powers may be negative; an exponent is a sorted tuple of (monomial,
Fraction), a polynomial.  Adding exponents multiplies exponentials, so an empty dict means zero.
(The converse is not used: a nonempty dict proves nothing.)

An atom is a symbol "\\beta", a member "g[a]", an inner product "k[a]·w" and so on, see `atoms`.
One with an index +J/1 means that the monomial is *summed* over it, so that two such monomials are
never multiplied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any, NamedTuple

from ..errors import OutsideClass
from ..sizes import Number as Number
from ..sizes import check_work, moderate, remembered, sized
from .atoms import SUM
from .atoms import Atom as Atom

Monomial = tuple[tuple[Atom, int], ...]
Exponent = tuple[tuple[Monomial, Number], ...]
Key = tuple[Monomial, Exponent]
Element = dict[Key, Number]
Frozen = tuple[tuple[Key, Number], ...]
Factors = tuple[tuple[Frozen, int], ...]  # with their powers

UNIT: Key = ((), ())
MAX_TERMS, MAX_POWER = 4000, 64  # of powers that are written; for others sizes.MAX_DEGREE


def ratio(a: Number, b: Number = 1) -> Number:
    """a/b exactly."""
    if type(a) is int and type(b) is int and a % b == 0:
        return a // b
    value = Fraction(a) / b
    return value.numerator if value.denominator == 1 else value


def constant(value: Number) -> Element:
    return {UNIT: ratio(value)} if value else {}


def atom(name: str) -> Element:
    return {(((Atom(name), 1),), ()): 1}


def freeze(p: Element) -> Frozen:
    return tuple(sorted(p.items()))


@lru_cache(maxsize=10_000)
def spelled(p: Frozen) -> str:
    """As part of a name.  Equal elements give equal text: 1 and Fraction(1) do."""
    return str(tuple((m, tuple((m2, str(c2)) for m2, c2 in e), str(c)) for (m, e), c in p))


@lru_cache(maxsize=100_000)
def atoms_of_key(key: Key) -> frozenset[Atom]:
    return frozenset(Atom(a) for m in (key[0], *dict(key[1])) for a, _ in m)


def atoms(p: Element) -> set[Atom]:
    return set().union(*map(atoms_of_key, p))


@lru_cache(maxsize=100_000)
def exponent_sum(a: Any, b: Any) -> Any:
    """a + b: what stands beside the same is added up."""
    total = dict(a)
    for m, c in b:
        total[m] = total[m] + c if m in total else c
    return tuple(sorted((m, c) for m, c in total.items() if c))


@lru_cache(maxsize=100_000)
def monomial_product(a: Monomial, b: Monomial) -> Monomial:
    return tuple((name, moderate(k)) for name, k in exponent_sum(a, b))


def key_product(a: Key, b: Key) -> Key:
    return monomial_product(a[0], b[0]), exponent_sum(a[1], b[1])


def inverse(key: Key) -> Key:
    """1/(m·e^p)"""
    return tuple(tuple((x, -k) for x, k in part) for part in key)  # type: ignore


@lru_cache(maxsize=100_000)
def is_summed(key: Key) -> bool:
    """Whether the monomial is summed over an unnamed index."""
    return any(a.summed for a in atoms_of_key(key))


@lru_cache(maxsize=100_000)
def has_sum(key: Key) -> bool:
    """Whether the monomial is summed, or has sums for factors."""
    return is_summed(key) or any(a.kind == SUM for a in atoms_of_key(key))


def add(p: Element, q: Element, times: Number = 1) -> Element:
    """p + times·q"""
    total = dict(p)
    for key, c in q.items():
        c = c if times == 1 else times * c
        if before := total.pop(key, 0):
            c = before + c if type(c) is int else sized(before + c)
        if c:
            total[key] = c
    return total


def sum_of(elements: Iterable[Element]) -> Element:
    return reduce(add, elements, {})


def subtract(p: Element, q: Element) -> Element:
    return add(p, q, -1)


def multiply(p: Element, q: Element) -> Element:
    if len(p) > len(q):
        p, q = q, p
    if p == {UNIT: 1}:
        return dict(q)
    if len(p) * len(q) > MAX_TERMS * 20:
        raise OutsideClass("a product has too many terms")
    if any(map(is_summed, p)) and any(map(is_summed, q)):
        raise OutsideClass("a product of two sums over the unnamed members")
    check_work(p.values(), q.values())
    total: Element = {}
    for (m, e), c in p.items():
        part = {
            (monomial_product(m, m2), exponent_sum(e, e2)): c * c2
            for (m2, e2), c2 in q.items()
            if c * c2
        }
        if not total:
            total, part = part, total
        for key, value in part.items():
            if value := total.pop(key, 0) + value:
                total[key] = value
    if len(total) > MAX_TERMS:
        raise OutsideClass("an expression has too many terms")
    return total


def power(p: Element, k: int) -> Element:
    if not 0 <= k <= MAX_POWER:
        raise OutsideClass(f"a power of {k} is outside 0..{MAX_POWER}")
    return reduce(multiply, [p] * k, constant(1))


def exponential(p: Element) -> Element:
    """e^p for a polynomial p."""
    if any(map(is_summed, p)):
        raise OutsideClass("a sum over the unnamed members inside an exponent")
    return {((), exponent_of(p)): 1}


def exponent_of(p: Element) -> Exponent:
    """A polynomial as an exponent."""
    if any(e for _, e in p):
        raise OutsideClass("an exponential inside an exponent")
    return tuple(sorted((m, c) for (m, _), c in p.items()))


def exponent_as_element(e: Exponent) -> Element:
    return {(m, ()): c for m, c in e}


def order_of(exponents: Iterable[Exponent]) -> Callable[[Exponent], list[Number]]:
    """A key to sort these exponents by: their coefficients."""
    monomials = sorted({m for e in exponents for m, _ in e})
    return lambda e: [values.get(m, 0) for values in [dict(e)] for m in monomials]


def normalized(p: Element) -> tuple[Frozen, Key, Number]:
    """(f, key, c) with p = c·e^E·f, key = (1, E), c > 0, f's least term that is not summed having
    coefficient ±1, exponent 0.
    """
    return _normalized(tuple(p.items()))


@lru_cache(maxsize=50_000)
def _normalized(items: Frozen) -> tuple[Frozen, Key, Number]:
    p = dict(items)
    order = order_of(e for _, e in p)
    single = [item for item in p.items() if not is_summed(item[0])]
    (_, e), c = min(single or p.items(), key=lambda item: (order(item[0][1]), item[0][0]))
    # e^x may be taken out of a sum only if x is the same for all of it
    e = e if single else tuple(x for x in e if not is_summed((x[0], ())))
    below, scale = inverse(((), e)), (c if c > 0 else -c)
    shifted = {
        key_product(key, below): c2 if scale == 1 else ratio(c2, scale) for key, c2 in p.items()
    }
    return freeze(shifted), ((), e), scale


Product = Callable[[Element, Element], Element]


class Quotient(NamedTuple):
    """num / Π factor^power.

    Every factor has at least two terms, or is a sum over unnamed members, and must be known to be
    nonzero.
    """

    num: Frozen
    den: Factors = ()

    @property
    def numerator(self) -> Element:
        return dict(self.num)

    @property
    def is_zero(self) -> bool:
        return not self.num

    def atoms(self) -> set[Atom]:
        return atoms(self.numerator) | self.atoms_below()

    def atoms_below(self) -> set[Atom]:
        return set().union(*(atoms(dict(f)) for f, _ in self.den))

    @remembered
    def __add__(  # type: ignore[override]
        self, other: Quotient, times: Number = 1, product: Product = multiply
    ) -> Quotient:
        """self + times·other over the least common multiple of the factored denominators."""
        if not self.num and times == 1:
            return other
        if not other.num:
            return self
        left, right, den = self.numerator, other.numerator, self.den
        if den != other.den:
            own, others = Counter(dict(den)), Counter(dict(other.den))
            multiple = own | others  # the larger power of each factor
            left = product(left, expanded(multiple - own, product))
            right = product(right, expanded(multiple - others, product))
            den = tuple(sorted(multiple.items()))
        total = add(left, right, times)
        return Quotient(freeze(total), den) if total else ZERO

    def __sub__(self, other: Quotient) -> Quotient:
        return self.__add__(other, -1)

    def __neg__(self) -> Quotient:
        return -1 * self

    @remembered
    def __mul__(self, other: Quotient) -> Quotient:  # type: ignore[override]
        if ONE in (self, other):
            return self if other == ONE else other
        num = multiply(self.numerator, other.numerator)
        return Quotient(freeze(num), exponent_sum(self.den, other.den)) if num else ZERO

    def __rmul__(self, times: Number) -> Quotient:  # type: ignore[override]
        total = add({}, self.numerator, times)
        return Quotient(freeze(total), self.den) if total else ZERO


ZERO = Quotient(())
ONE = Quotient(((UNIT, 1),))


def of(p: Element) -> Quotient:
    return Quotient(freeze(p))


def negative(p: Element) -> Element:
    return add({}, p, -1)


def q_number(c: Number) -> Quotient:
    """A number as a quotient."""
    return of(constant(c))


def cancelled(q: Quotient) -> Quotient:
    """Without a factor below that the numerator is a multiple of, by one term or by a few."""
    for factor, k in q.den:
        first = max(factor, key=lambda item: len(item[0][0]))[0]
        rest = {
            key_product(key, inverse(first)): ratio(c, dict(factor)[first])
            for key, c in q.num
            if all(dict(key[0]).get(a, 0) >= n for a, n in first[0])
        }
        if not any(map(is_summed, rest)) and 0 < len(rest) * len(factor) <= MAX_TERMS:
            for part in (rest, *({key: c} for key, c in rest.items())):
                if multiply(part, dict(factor)) == q.numerator:
                    return cancelled(
                        Quotient(
                            freeze(part),
                            tuple((f, n - (f == factor)) for f, n in q.den if n > (f == factor)),
                        )
                    )
    return q


def expanded(factors: dict[Frozen, int], product: Product = multiply) -> Element:
    below = (dict(factor) for factor, k in factors.items() for _ in range(k))
    return reduce(product, below, constant(1))


def q_changed(a: Quotient, change: Callable[[Element], Element]) -> Quotient:
    """The quotient with another element for each of its own.

    What is below must be known to be nonzero.
    """
    total = of(change(a.numerator))
    for factor, k in a.den:
        below, _ = q_invert(of(change(dict(factor))))
        for _ in range(k):
            total *= below
    return total


@remembered
def q_invert(a: Quotient, product: Product = multiply) -> tuple[Quotient, list[Element]]:
    """1/a, and the elements that must be nonzero for it to exist.

    The caller has excluded a.num = 0.
    """
    num = a.numerator
    top = expanded(dict(a.den), product)
    if len(num) == 1 and not has_sum(next(iter(num))):
        ((key, c),) = num.items()
        return of(multiply({inverse(key): ratio(1, c)}, top)), [atom(a) for a, _ in key[0]]
    factor, key, c = normalized(num)
    below = multiply({inverse(key): ratio(1, c)}, top)
    return Quotient(freeze(below), ((factor, 1),)), [dict(factor)]
