"""Search for roots: products, squares and nested roots of numbers, as r with r·r = p.

Untrusted: the kernel squares it.
"""

from __future__ import annotations

from math import isqrt
from typing import TYPE_CHECKING

from ...kernel.algebra import ring
from ...kernel.algebra.radicals import normal, opaque, rational_power, root, to_power
from ...kernel.algebra.ring import ONE, Element, Quotient, of
from ..as_terms import quotient_term

if TYPE_CHECKING:
    from ...kernel.algebra.semantics import Semantics
    from ...language import Term

LONGEST_SQUARE = 60  # terms of a polynomial whose root is looked for


def root_term(s: Semantics, p: Element) -> Term | None:
    """√p as a term in simpler roots; None if it is none.

    Raises UnknownSign where it takes a sign.
    """
    if any(a.stars or a.summed for a in ring.atoms(p)):
        return None
    total, inner = _split(s, p)
    f, (_, e), c = ring.normalized(inner)
    total *= of({((), tuple((m2, ring.ratio(c2, 2)) for m2, c2 in e)): 1})
    total *= root(s, of(ring.constant(c)))
    primitive = dict(f)
    found = _root_of_primitive(s, primitive)
    if found is None:
        if total == ONE:
            return None
        found = opaque(s, "sqrt", of(primitive))
    value = normal(s, total * found)
    return None if value.den else quotient_term(value, s.context, s.signs.opaque)


def _split(s: Semantics, p: Element) -> tuple[Quotient, Element]:
    """t and q with √p = t·√q: what is known to be > 0, and squares, taken out."""
    total, inner = ONE, ring.constant(1)
    shared = {
        a: min(dict(m).get(a, 0) for m, _ in p) for a in sorted({a for m, _ in p for a, _ in m})
    }
    for a, k in ((a, k) for a, k in shared.items() if k):
        sign = s.signs.find(ring.atom(a)) or (
            s.signs.sign(ring.atom(a)) if len(p) == 1 and k % 2 == 0 else ""
        )
        left: Element = {(((a, k),), ()): 1}
        if sign == ">":
            function, argument = s.signs.opaque.get(a, ("", ONE))
            base, r = (
                (argument, ring.ratio(k, 4))
                if function == "sqrt"
                else (of(ring.atom(a)), ring.ratio(k, 2))
            )
            total, left = total * rational_power(s, base, r), ring.constant(1)
        elif sign == "<" or (sign and k > 0):
            size = of(ring.add({}, ring.atom(a), -1 if sign in "<≤" else 1))
            total *= to_power(size, k // 2)
            left = {(((a, 1),) if k % 2 else (), ()): 1}
        inner = ring.multiply(inner, left)
    taken = tuple((a, -k) for a, k in shared.items() if k)
    return total, ring.multiply(
        {(ring.monomial_product(m, taken), e): c for (m, e), c in p.items()}, inner
    )


def _root_of_primitive(s: Semantics, f: Element) -> Quotient | None:
    if f == ring.constant(1):
        return ONE
    if (nested := _denested(s, f)) is not None:
        return nested
    if (square := square_root(_in_roots(s, f))) is not None:
        c, r = square
        value = normal(s, root(s, of(ring.constant(c))) * of(r))
        return value if s.signs.quotient_sign(value) in ">≥=" else -value
    ((m, _), c), *more = f.items()
    signs = [s.signs.find(ring.atom(a)) or "" for a, k in m if k == 1]
    below = sum(one in ("<", "≤") for one in signs)
    if more or len(m) < 2 or len(signs) < len(m) or "" in signs or c != (-1) ** below:
        return None
    total = ONE
    for (a, _), one in zip(m, signs):
        total *= root(s, of(ring.add({}, ring.atom(a), -1 if one in ("<", "≤") else 1)))
    return total


def _rational_root(c: ring.Number) -> ring.Number | None:
    """√c, if it is rational."""
    if c < 0:
        return None
    top, bottom = isqrt(c.numerator), isqrt(c.denominator)
    return (
        ring.ratio(top, bottom)
        if top * top == c.numerator and bottom * bottom == c.denominator
        else None
    )


def _denested(s: Semantics, f: Element) -> Quotient | None:
    """√(a + b√c) = √((a + d)/2) ± √((a − d)/2) with d² = a² − b²c, for numbers.

    Source: Borodin, Fagin, Hopcroft, Tompa, Decreasing the nesting depth of expressions involving
    square roots (1985).
    """
    others = {key: b for key, b in f.items() if key != ring.UNIT}
    a = f.get(ring.UNIT, 0)
    if len(f) != 2 or len(others) != 1 or a <= 0:
        return None
    ((key, b),) = others.items()
    square = normal(s, of(ring.multiply({key: b}, {key: b}))).numerator
    if key[1] or any(x not in s.signs.opaque for x, _ in key[0]) or set(square) != {ring.UNIT}:
        return None
    d = _rational_root(a**2 - square[ring.UNIT])
    if d is None:
        return None
    first, second = (root(s, of(ring.constant(ring.ratio(x, 2)))) for x in (a + d, a - d))
    return first + (1 if b > 0 else -1) * second


def _in_roots(s: Semantics, f: Element) -> Element:
    """f with x written as √x·√x wherever √x stands in it."""
    for name in sorted(ring.atoms(f)):
        function, argument = s.signs.opaque.get(name, ("", ONE))
        inside = min(argument.atoms(), default=None)
        if function != "sqrt" or inside is None or argument != of(ring.atom(inside)):
            continue
        total: Element = {}
        for (m, e), c in f.items():
            k = dict(m).get(inside, 0)
            total = ring.add(
                total, {(ring.monomial_product(m, ((inside, -k), (name, 2 * k))) if k else m, e): c}
            )
        f = total
    return f


def square_root(p: Element) -> tuple[ring.Number, Element] | None:
    """c > 0 and r with c·r·r = p, or None.

    Leading terms one after the other, under an order that multiplication keeps.
    """
    if len(p) > LONGEST_SQUARE:
        return None
    names = sorted(ring.atoms(p))
    monomials = sorted({m for _, e in p for m, _ in e})

    def place(key: ring.Key) -> tuple[ring.Number, ...]:
        return (
            *(dict(key[1]).get(m, 0) for m in monomials),
            *(dict(key[0]).get(a, 0) for a in names),
        )

    (m, e), lead = max(p.items(), key=lambda item: place(item[0]))
    if lead < 0 or any(k % 2 for _, k in m):
        return None
    half: ring.Key = (
        tuple((a, k // 2) for a, k in m),
        tuple((m2, ring.ratio(c2, 2)) for m2, c2 in e),
    )
    r: Element = {half: 1}
    whole = ring.add({}, p, ring.ratio(1, lead))
    while rest := ring.add(whole, ring.multiply(r, r), -1):
        (m, e), c = max(rest.items(), key=lambda item: place(item[0]))
        key = (
            ring.monomial_product(m, tuple((a, -k) for a, k in half[0])),
            ring.exponent_sum(e, tuple((m2, -c2) for m2, c2 in half[1])),
        )
        if key in r or len(r) >= len(p):
            return None
        r[key] = ring.ratio(c, 2)
    return lead, r
