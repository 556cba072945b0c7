"""Scalar functions of quotients.  Where a value depends on a sign (|x|, max, √), the sign must be known."""
from __future__ import annotations

from collections.abc import Callable
from math import isqrt
from typing import TYPE_CHECKING

from . import ring
from .errors import NoValue, OutsideClass, UnknownSign
from .intervals import PI
from .ring import ONE, Element, Quotient, of
from .signs import Fact

if TYPE_CHECKING:
    from .semantics import Semantics


SMALL_PRIMES = 1000
CLOSED = "[Σ"  # in a name: an index that is summed over inside


def opaque(s: Semantics, function: str, q: Quotient) -> Quotient:
    """function(q) as an atom of its own: equal arguments give equal atoms, and nothing else is assumed.

    A sum over all unnamed members that was formed where none of them is in scope is a number like others, and so is what is made of it.
    """
    if not all(ring.is_closed_sum(a) for a in q.atoms()):
        raise OutsideClass(f"{function} of a sum over unnamed members")
    den = "".join(f"/{ring.spelled(f)}^{k}" for f, k in q.den)
    name = f"{function}({ring.spelled(q.num)}{den})".replace("[+", CLOSED)
    s.signs.opaque[name] = (function, q)
    return of(ring.atom(name))


def root(s: Semantics, q: Quotient) -> Quotient:
    """√q, as a monomial where q is the square of one whose sign is known."""
    if q.is_zero:
        return q
    p = q.numerator
    if (c := rational(q)) is not None and c > 0:  # √(8/9) = 2√2/3, √6 = √2·√3
        value = of(ring.constant(ring.ratio(1, c.denominator)))
        for prime, k in _factored(c.numerator * c.denominator):
            single = opaque(s, "sqrt", of(ring.constant(prime))) if k % 2 else ONE
            s.signs.learn(Fact(single.numerator, ">"))
            value = ring.q_multiply(value, ring.q_multiply(single, of(ring.constant(prime ** (k // 2)))))
        return value
    if len(p) == 1 and not q.den:
        ((m, e), c), = p.items()
        if c > 0 and all(k % 2 == 0 for _, k in m) and (m or e) and not ring.is_summed((m, e)):  # √(2x²) = √2·|x|
            half: Element = {(tuple((n, k // 2) for n, k in m), tuple((m2, ring.ratio(c2, 2)) for m2, c2 in e)): 1}
            return ring.q_multiply(root(s, of(ring.constant(c))), absolute(s, of(half)))
    if (sign := s.signs.quotient_sign(q)) == "<":
        raise NoValue("a root of what is negative")
    if sign not in ">≥":
        raise UnknownSign(p, "√ needs an argument that is known to be ≥ 0")
    value = opaque(s, "sqrt", q)
    s.signs.learn(Fact(value.numerator, sign))
    return value


def rationalized(s: Semantics, q: Quotient) -> Quotient:
    """√x·√x as x, and 1/√x as √x/x for one term x, so that equal numbers are alike."""
    if not any(a.startswith("sqrt(") for a in ring.atoms(q.numerator)):
        return q
    total = ring.ZERO
    for (m, e), c in q.num:
        part = ONE
        for name, k in m:
            function, argument = s.signs.opaque.get(name, ("", q))
            if function == "sqrt" and not argument.den and (k >= 2 or (k < 0 and len(argument.num) == 1)):
                halves = k // 2  # −1 is 1 − 2
                inside = argument if halves > 0 else ring.q_invert(argument)[0]
                for _ in range(abs(halves)):
                    part = ring.q_multiply(part, inside)
                m = ring.monomial_product(m, ((name, -2 * halves),))
        total = ring.q_add(total, ring.q_multiply(of({(m, e): c}), part))
    return ring.q_multiply(total, Quotient(((ring.UNIT, 1),), q.den))


def _factored(n: int) -> list[tuple[int, int]]:
    """n as Π p^k; what is left without small primes counts as one prime, or as its square."""
    found: list[tuple[int, int]] = []
    p = 2
    while n > 1:
        if p * p > n or p >= SMALL_PRIMES:
            root = isqrt(n)
            return [*found, (root, 2) if root * root == n else (n, 1)]
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        found += [(p, k)] if k else []
        p += 1
    return found


def at_least_zero(sign: str) -> bool:
    """Whether a known sign is that of a number ≥ 0."""
    return {">": True, "≥": True, "=": True, "≤": False, "<": False}[sign]


def absolute(s: Semantics, q: Quotient) -> Quotient:
    return q if at_least_zero(s.signs.quotient_sign(q)) else negated(q)


def largest(s: Semantics, values: list[Quotient]) -> Quotient:
    """The value that is known to be at least every other.  Raises UnknownSign if none is."""

    def beats(a: Quotient, b: Quotient) -> str | None:
        try:
            return s.signs.quotient_sign(ring.q_add(a, b, -1))
        except UnknownSign:
            return None

    best = values[0]
    for v in values[1:]:
        best = best if at_least_zero(beats(best, v) or "<") else v
    for v in values:
        if not at_least_zero(s.signs.quotient_sign(ring.q_add(best, v, -1))):
            raise UnknownSign(ring.q_add(best, v, -1).numerator)
    return best


def larger(s: Semantics, a: Quotient, b: Quotient) -> Quotient:
    return a if at_least_zero(s.signs.quotient_sign(ring.q_add(a, b, -1))) else b


def erfc(s: Semantics, q: Quotient) -> Quotient:
    """erfc x, as 2 − erfc(−x) for one of x and −x; it lies between 0 and 2."""
    if q.is_zero:
        return ONE
    turned = q.num[0][1] < 0
    value = opaque(s, "erfc", negated(q) if turned else q)
    other = ring.q_add(of(ring.constant(2)), value, -1)
    for one in (value, other):
        s.signs.learn(Fact(one.numerator, ">"))
    return other if turned else value


def pi(s: Semantics) -> Quotient:
    """π as an atom that has a value: see `intervals`."""
    s.signs.opaque[PI] = PI, ring.ZERO
    s.signs.learn(Fact(ring.atom(PI), ">"))
    return of(ring.atom(PI))


def over_root_pi(s: Semantics) -> Quotient:
    """1/√π"""
    return s.invert(root(s, pi(s)))


def bell(s: Semantics, q: Quotient) -> Quotient:
    """e^{−q²}"""
    return exp(s, negated(rationalized(s, ring.q_multiply(q, q))))


def log(s: Semantics, q: Quotient) -> Quotient:
    if (sign := s.signs.quotient_sign(q)) in "<≤=":
        raise NoValue("a logarithm of what is not > 0")
    if sign != ">":
        raise UnknownSign(q.numerator, "log needs an argument that is known to be > 0")
    shared, p = _shared_powers(s, q.numerator)
    factor, (_, e), c = ring.normalized(p)
    total = ring.q_add(_log_of_number(s, c), of(ring.exponent_as_element(e)))
    parts = [(factor, 1), *((f, -k) for f, k in q.den)]
    if all(s.signs.find(dict(f)) == ">" for f, _ in parts):  # log of a product of what is > 0
        for f, k in (*parts, *((ring.freeze(ring.atom(a)), k) for a, k in shared)):
            total = ring.q_add(total, opaque(s, "log", of(dict(f))), k) if dict(f) != ring.constant(1) else total
        return total
    return opaque(s, "log", q)


def _shared_powers(s: Semantics, p: ring.Element) -> tuple[ring.Monomial, ring.Element]:
    """A monomial in what is known to be > 0, and what p is without it."""
    names = {a for m, _ in p for a, _ in m}
    shared = tuple(sorted((a, k) for a in names if (k := min(dict(m).get(a, 0) for m, _ in p)) and s.signs.find(ring.atom(a)) == ">"))
    minus = tuple((a, -k) for a, k in shared)
    return shared, {(ring.monomial_product(m, minus), e): c for (m, e), c in p.items()}


def _log_of_number(s: Semantics, c: ring.Number) -> Quotient:
    """log c as Σ k·log p over the primes of c, so that log 27 is 3·log 3; what is left of a large c counts as one prime."""
    total = ring.ZERO
    for whole, sign in ((c.numerator, 1), (c.denominator, -1)):
        for p, k in _factored(int(whole)):
            total = ring.q_add(total, opaque(s, "log", of(ring.constant(p))), sign * k)
    return total


def negated(q: Quotient) -> Quotient:
    return ring.q_add(ring.ZERO, q, -1)


def exp(s: Semantics, q: Quotient) -> Quotient:
    if q.den:
        raise OutsideClass("an exponent with a sum in its denominator")
    factor, rest = ONE, q.numerator
    for ((m, e), c) in q.num:  # e^{2 log x} is x²
        function, argument = s.signs.opaque.get(m[0][0], ("", ONE)) if len(m) == 1 and m[0][1] == 1 and not e else ("", ONE)
        if function == "log" and c.denominator == 1 and -ring.MAX_POWER <= c <= ring.MAX_POWER:
            rest = ring.add(rest, {(m, e): c}, -1)
            factor = ring.q_multiply(factor, power(s, argument, of(ring.constant(c))))
    return rationalized(s, ring.q_multiply(factor, of(ring.exponential(rest))))


def rational(q: Quotient) -> ring.Number | None:
    """The number that a quotient is, if it is one."""
    p = q.numerator
    return p.get(ring.UNIT, 0) if not q.den and set(p) <= {ring.UNIT} else None


def power(s: Semantics, base: Quotient, exponent: Quotient) -> Quotient:
    """base^exponent; for an exponent that is no whole number the base must be known to be > 0, and e^(exponent·log base) is meant."""
    k = rational(exponent)
    if base == ONE and k is not None:
        return ONE
    if k is None or k.denominator not in (1, 2):
        return real_power(s, base, exponent)
    if abs(k.numerator) > ring.MAX_POWER:
        raise OutsideClass(f"a power of {k}")
    if k < 0 and k.denominator == 2 and (c := rational(base)) is not None and c > 0:
        return power(s, of(ring.constant(ring.ratio(1, c))), of(ring.constant(-k)))
    result = ONE
    factor = base if k.denominator == 1 else root(s, base)
    for _ in range(abs(k.numerator)):
        result = ring.q_multiply(result, factor)
    return result if k >= 0 else s.invert(result)


def real_power(s: Semantics, base: Quotient, exponent: Quotient) -> Quotient:
    r, c = rational(exponent), rational(base)
    if r is not None and c is not None and c > 0 and (exact := _exact_root(c, r.denominator)) is not None:
        return power(s, of(ring.constant(exact)), of(ring.constant(r.numerator)))
    if s.signs.quotient_sign(base) != ">":  # 0^{1/3} may well be 0, and (−8)^{1/3} be −2
        raise UnknownSign(base.numerator, "a real power needs a base that is known to be > 0")
    return exp(s, ring.q_multiply(exponent, log(s, base)))


def _exact_root(c: ring.Number, k: int) -> ring.Number | None:
    """The k-th root of a positive rational number, if it is rational and small."""
    if k > ring.MAX_POWER:
        return None
    top, bottom = (next((x for x in range(1, 1000) if int(x**k) == part), 0) for part in (c.numerator, c.denominator))
    return ring.ratio(top, bottom) if top and bottom else None


def sigmoid(s: Semantics, q: Quotient) -> Quotient:
    """1/(1 + e^−x)"""
    return s.invert(ring.q_add(ONE, exp(s, negated(q))))


Step = Callable[["Semantics", Quotient, Quotient], Quotient]
Rule = Callable[["Semantics", list[Quotient]], Quotient]


def _folded(step: Step) -> Rule:
    def rule(s: Semantics, values: list[Quotient]) -> Quotient:
        result = values[0]
        for v in values[1:]:
            result = step(s, result, v)
        return result

    return rule


SCALAR_RULES: dict[str, Rule] = {
    "+": _folded(lambda s, a, b: ring.q_add(a, b)),
    "*": _folded(lambda s, a, b: rationalized(s, ring.q_multiply(a, b))),
    "neg": lambda s, v: negated(v[0]),
    "^": lambda s, v: power(s, v[0], v[1]),
    "exp": lambda s, v: exp(s, v[0]),
    "log": lambda s, v: log(s, v[0]),
    "sqrt": lambda s, v: root(s, v[0]),
    "abs": lambda s, v: absolute(s, v[0]),
    "max": lambda s, v: largest(s, v),
    "min": lambda s, v: negated(largest(s, [negated(x) for x in v])),
    "relu": lambda s, v: larger(s, v[0], ring.ZERO),
    "erfc": lambda s, v: erfc(s, v[0]),
    "sigmoid": lambda s, v: sigmoid(s, v[0]),
    "tanh": lambda s, v: ring.q_add(ring.q_multiply(of(ring.constant(2)), sigmoid(s, ring.q_add(v[0], v[0]))), ONE, -1),
}
