"""One equation solved for one of its unknowns: linear, with one exponential or one logarithm, or a
polynomial in one unknown.  Untrusted."""

from __future__ import annotations

from contextlib import suppress
from fractions import Fraction

from ...kernel import Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.algebraic_numbers import Algebraic
from ...kernel.algebra.atoms import Atom
from ...kernel.algebra.functions import log
from ...kernel.algebra.parts import by_exponent
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.algebra.semantics import Semantics
from ...kernel.order.signs import Signs
from ...language import Context

MOST_DEGREE = 12
CLOSE = Fraction(1, 10**10)
Z = Atom("z")  # the unknown of a polynomial that is made here
Coefficients = list[Fraction]  # the lowest power first


def solutions(
    q: Quotient, names: list[str], integers: frozenset[str], signs: Signs
) -> tuple[str, list[Element]] | None:
    """An unknown of q = 0, and its values in terms of the others; None where the equation is not of
    a kind that is solved here.  `signs` gets the constants that values are made of."""
    p = q.numerator
    if (found := _linear(p, names, integers, signs)) is not None:
        return found
    if (simpler := _undone(p, signs)) is not None:
        return solutions(simpler, names, integers, signs)
    if (found := _in_exponential(p, names, signs)) is not None:
        return found
    used = ring.atoms(p)
    if len(used) == 1 and not any(e for _, e in p) and (name := used.pop()) in names:
        return name, [v for v in _roots(p, name, signs) if set(v) <= {ring.UNIT} or not integers]
    return None


def unknown(atom: str, signs: Signs) -> bool:
    """Whether an atom is no constant."""
    if atom not in signs.opaque:
        return True
    return any(unknown(a, signs) for a in signs.opaque[atom][1].atoms())


def _linear(
    p: Element, names: list[str], integers: frozenset[str], signs: Signs
) -> tuple[str, list[Element]] | None:
    """A real unknown if there is one; a whole one if its value comes out whole."""
    order = [n for n in reversed(names) if n not in integers] + [n for n in names if n in integers]
    for name in order:
        (key,) = ring.atom(name)
        rest = {k: c for k, c in p.items() if k != key}
        if key not in p or any(_mentions(a, name, signs) for a in ring.atoms(rest)):
            continue
        value = ring.add({}, rest, ring.ratio(-1, p[key]))
        whole = all(c.denominator == 1 for c in value.values()) and ring.atoms(value) <= integers
        if name in integers and not whole:
            if not ring.atoms(value):
                return name, []
            continue
        return name, [value]
    return None


def _mentions(atom: str, name: str, signs: Signs) -> bool:
    if atom in signs.opaque:
        return any(_mentions(a, name, signs) for a in signs.opaque[atom][1].atoms())
    return atom == name


def _undone(p: Element, signs: Signs) -> Quotient | None:
    """a·e^x + b·e^y = 0 as x − y = log(−b/a), c·log x = d as x = e^{d/c}, c·√x = d as x =
    (d/c)²."""
    groups = by_exponent(p)
    if len(groups) == 2 and all(set(g) <= {ring.UNIT} for g in groups.values()):
        (x, a), (y, b) = ((e, g[ring.UNIT]) for e, g in groups.items())
        with suppress(Rejected):
            gap = ring.add(ring.exponent_as_element(x), ring.exponent_as_element(y), -1)
            size = log(Semantics(Context(), signs), ring.of(ring.constant(ring.ratio(-b, a))))
            return ring.of(gap) - size
        return None
    inside = [a for a in ring.atoms(p) if a in signs.opaque and unknown(a, signs)]
    if len(inside) != 1 or set(p) - {ring.UNIT, (((inside[0], 1),), ())}:
        return None
    function, argument = signs.opaque[inside[0]]
    value = ring.ratio(-p.get(ring.UNIT, 0), p[((inside[0], 1),), ()])
    if function == "log":
        return argument - ring.of(ring.exponential(ring.constant(value)))
    if function == "sqrt" and value >= 0:
        return argument - ring.of(ring.constant(value * value))
    return None


def _in_exponential(p: Element, names: list[str], signs: Signs) -> tuple[str, list[Element]] | None:
    """A polynomial in e^{ux} for one unknown x, by its rational roots."""
    shapes = {tuple(m for m, _ in e) for _, e in p if e}
    if len(shapes) != 1 or any(m for m, _ in p) or len(shape := shapes.pop()) != 1:
        return None
    ((name, k), *more) = shape[0] or (("", 0),)
    if more or k != 1 or name not in names:
        return None
    rates = {e: Fraction(e[0][1] if e else 0) for _, e in p}
    if len(set(rates.values())) < 2:
        return None
    least = min(rates.values())
    unit = min(r - least for r in rates.values() if r > least)
    powers = {e: (r - least) / unit for e, r in rates.items()}
    if any(k.denominator != 1 for k in powers.values()):
        return None
    plain: Element = {
        (((Z, int(powers[e])),) if powers[e] else (), ()): c for (_, e), c in p.items()
    }
    s = Semantics(Context(), signs)
    found: list[Element] = []
    for root in _roots(plain, Z, Signs()):
        value = root.get(ring.UNIT, 0)
        if value > 0:
            size = log(s, ring.of(ring.constant(value))).numerator
            found.append(ring.add({}, size, ring.ratio(1, unit)))
    return name, found


def _roots(p: Element, name: str, signs: Signs) -> list[Element]:
    """The real roots of a polynomial in one unknown: rational ones, small ones and positive ones
    first."""
    degree = max(k for m, _ in p for _, k in m)
    if any(k < 0 for m, _ in p for _, k in m) or degree > MOST_DEGREE:
        return []
    whole = [Fraction(p.get(((((Atom(name), k),) if k else ()), ()), 0)) for k in range(degree + 1)]
    exact: list[Fraction] = []
    left = _squarefree(whole)
    for low, high in _intervals(left):
        guess = ((low + high) / 2).limit_denominator(1000)
        if _at(whole, guess) == 0:
            exact.append(guess)
            left = _divided(left, [-guess, Fraction(1)])[0]
    found = [ring.constant(v) for v in sorted(exact, key=lambda v: (v < 0, abs(v)))]
    for low, high in sorted(_intervals(left), key=lambda i: (i[0] < 0, abs(i[0]))):
        for polynomial in (whole, left):  # the kernel knows that the whole is 0
            root = Algebraic(tuple(polynomial), (low, high))
            name = Atom(f"root({tuple(polynomial)}{low, high})")
            with suppress(Rejected):
                root.check()
                signs.opaque[name] = ("root", ring.of(ring.constant(low)))
                signs.roots[name] = root
                found.append(ring.atom(name))
                break
    return found


def _intervals(p: Coefficients) -> list[tuple[Fraction, Fraction]]:
    """Short intervals, each with one root at which p changes its sign, from left to right."""
    if len(p) < 2:
        return []
    bound = 1 + max(abs(c / p[-1]) for c in p)
    turns = [(low + high) / 2 for low, high in _intervals([k * c for k, c in enumerate(p)][1:])]
    ends = [-bound, *turns, bound]
    found = []
    for low, high in zip(ends, ends[1:]):
        if _at(p, low) * _at(p, high) < 0:
            rises = _at(p, high) > 0
            while high - low > CLOSE:
                middle = (low + high) / 2
                value = _at(p, middle)
                if not value:
                    low, high = middle - CLOSE / 3, middle + CLOSE / 3
                    break
                low, high = (low, middle) if (value > 0) == rises else (middle, high)
            found.append((_short(low, -1), _short(high, 1)))
    return found


def _short(x: Fraction, side: int) -> Fraction:
    """A number near x on that side with few digits."""
    scale = 10**11
    whole = (x * scale).__floor__() if side < 0 else (x * scale).__ceil__()
    return Fraction(whole, scale)


def _at(p: Coefficients, x: Fraction) -> Fraction:
    total = Fraction(0)
    for c in reversed(p):
        total = total * x + c
    return total


def _squarefree(p: Coefficients) -> Coefficients:
    """p without repeated factors."""
    a, b = p, [k * c for k, c in enumerate(p)][1:]
    while any(b):
        a, b = b, _divided(a, b)[1]
    return _divided(p, a)[0] if len(a) > 1 else p


def _divided(p: Coefficients, by: Coefficients) -> tuple[Coefficients, Coefficients]:
    """Quotient and rest."""
    rest, quotient = list(p), [Fraction(0)] * max(len(p) - len(by) + 1, 1)
    for k in range(len(p) - len(by), -1, -1):
        factor = rest[k + len(by) - 1] / by[-1]
        quotient[k] = factor
        for j, c in enumerate(by):
            rest[k + j] -= factor * c
    while rest and not rest[-1]:
        rest.pop()
    return quotient, rest
