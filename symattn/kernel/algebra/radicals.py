"""Roots and rational powers in one form, so that equal ones are alike.

     r ≥ 0                 f ≠ 0
    ----------            ------------------
    √(r²) = r             √(g/f) = √(g·f)/|f|

A certificate lists what it knows the roots of: its r, as a term, from which √a·√b is found for
√(a·b), |u + v| for √(u² + 2uv + v²) and 3 + √2 for √(11 + 6√2).  Other roots are atoms √f, and f^r
is e^{r·log f} for other r.  In a product the powers of one f add up: f^r is f^⌊r⌋ times √f or e^{(r
− ⌊r⌋)·log f}, so that √f·√f is f and 1/√f is √f/f. Fails, for example: √(a·b) = √a·√b for a, b < 0,
where the right side has no value; √(a²) = a for a < 0; √(3 − 2√2) = 1 − √2, which is below 0.
"""

from __future__ import annotations

from math import isqrt

from ..errors import NoValue, OutsideClass, UnknownSign
from ..meaning import Meaning
from . import ring
from .atoms import INDICATOR
from .labels import all_closed
from .ring import ONE, ZERO, Atom, Quotient, of
from .sums import multiplied, plus, product, times

SMALL_PRIMES = 1000
# a function at each of the members that are summed over: no number by itself
EACH = "each"


def opaque(s: Meaning, function: str, q: Quotient) -> Quotient:
    """function(q) as an atom of its own.

    Equal arguments give equal atoms, and nothing else is assumed.

    A sum over all unnamed members that was formed where none of them is in scope is a number like
    others, and so is what is made of it.  Not of a sum of functions: in a name log Σ x_j log x_j
    and log((Σ x_j) log Σ x_j) would be written alike.
    """
    names = q.atoms()
    if not all_closed(names) or any(a.summed and not _is_plain(a) for a in names):
        raise OutsideClass(f"{function} of a sum over unnamed members")
    den = "".join(f"/{ring.spelled(f)}^{k}" for f, k in q.den)
    name = Atom(f"{function}({ring.spelled(q.num)}{den})").closed()
    s.signs.opaque[name] = (function, q)
    for star in name.stars:
        s.signs.opaque[name.with_index(star, star.summed)] = (EACH, q)
    return of(ring.atom(name))


def _is_plain(a: Atom) -> bool:
    """Whether an atom has no function in it; an indicator may stand around all of it.

    Fails for Σ_j [log x_j = y] and [log Σ_j x_j = y], which would be written alike.
    """
    return not any(x.is_function for x in a.inside - ({a} if a.kind == INDICATOR else set()))


def root(s: Meaning, q: Quotient, square: bool = False) -> Quotient:
    """√q.  Raises UnknownSign unless q is known to be ≥ 0, as a `square` is."""
    if q.is_zero:
        return q
    p = q.numerator
    (m, e), c = q.num[0]
    if (
        len(p) == 1
        and not q.den
        and c > 0
        and not any(k % 2 for _, k in m)
        and not ring.is_summed((m, e))
    ):  # √(8x²/9) = 2√2/3·|x|
        half = of(
            {
                (
                    tuple((a, k // 2) for a, k in m),
                    tuple((m2, ring.ratio(c2, 2)) for m2, c2 in e),
                ): ring.ratio(1, c.denominator)
            }
        )
        for prime, k in factored(c.numerator * c.denominator):
            half *= rational_power(s, ring.q_number(prime), ring.ratio(k, 2))
        return absolute(s, half)
    if q.den:
        below = ONE
        for factor, k in q.den:
            p = product(p, dict(factor)) if k % 2 else p
            below = times(below, to_power(of(dict(factor)), (k + 1) // 2))
        return normal(s, times(root(s, of(p), square), s.invert(absolute(s, below))))
    if (known := s.signs.root_of(s, p)) is not None:
        return known
    if (before := outside(s, p)) != ring.UNIT[0]:  # √(s²·p) = |s|·√p
        twice = ring.inverse((ring.monomial_product(before, before), ()))
        inside = ring.multiply(p, {twice: 1})
        return times(absolute(s, of({(before, ()): 1})), root(s, of(inside), square))
    if not square:
        if (sign := s.signs.quotient_sign(q)) == "<":
            raise NoValue("a root of what is negative")
        if sign not in ">≥":
            raise UnknownSign(p, "√ needs an argument that is known to be ≥ 0")
    return opaque(s, "sqrt", q)


def outside(s: Meaning, p: ring.Element) -> ring.Monomial:
    """What may stand before a root: every term has its square, and its sign is known.

    Fails for members that are summed over: √Σ x_j² = Σ x_j.
    """
    common: dict[Atom, int] = {}
    for a in sorted(a for a in ring.atoms(p) if not a.summed and not a.stars):
        k = min(dict(m).get(a, 0) for m, _ in p) // 2
        if k > 0 and s.signs.find(ring.atom(a)) in (">", "<"):
            common[a] = k
    return tuple(sorted(common.items()))


def at_least_zero(sign: str) -> bool:
    """Whether a known sign is that of a number ≥ 0."""
    return {">": True, "≥": True, "=": True, "≤": False, "<": False}[sign]


def absolute(s: Meaning, q: Quotient) -> Quotient:
    return q if at_least_zero(s.sign_here(q)) else -q


def to_power(q: Quotient, k: int) -> Quotient:
    """q^k for a whole k; q must be known to be nonzero where k < 0."""
    if abs(k) > ring.MAX_POWER:
        raise OutsideClass(f"a power of {k}")
    base = ring.q_invert(q)[0] if k < 0 else q
    return multiplied(*[base] * abs(k))


def rational_power(s: Meaning, base: Quotient, r: ring.Number) -> Quotient:
    """base^r for what stands under a logarithm, and is > 0, or under a root, which may be 0.

    Fails: √x > 0 for x ≥ 0.
    """
    whole, rest = int(r // 1), r % 1
    total = to_power(base, whole)
    if rest == ring.ratio(1, 2):
        return times(total, opaque(s, "sqrt", base))
    if rest:
        ((m, _),) = opaque(s, "log", base).numerator
        return total * of({((), ((m, rest),)): 1})
    return total


def normal(s: Meaning, q: Quotient) -> Quotient:
    """The quotient with the powers of what is under a root or a logarithm added up."""
    if not s.signs.opaque or not any(
        a.kind in ("sqrt", "log") for key, _ in q.num for a in ring.atoms_of_key(key)
    ):
        return q
    total = ZERO
    for (m, e), c in q.num:
        known = {a: s.signs.opaque[a] for a in ring.atoms_of_key((m, e)) if a in s.signs.opaque}
        roots = [(a, ring.ratio(k, 2)) for a, k in m if a in known and known[a][0] == "sqrt"]
        logs = [
            (x[0][0], r) for x, r in e if x in {((a, 1),) for a in known if known[a][0] == "log"}
        ]
        powers: dict[Quotient, ring.Number] = {}
        for a, r in (*roots, *logs):
            powers[known[a][1]] = powers.get(known[a][1], 0) + r
        kept = (
            tuple(x for x in m if x[0] not in dict(roots)),
            tuple(x for x in e if x[0] not in {((a, 1),) for a, _ in logs}),
        )
        raised = (rational_power(s, base, r) for base, r in powers.items())
        total = plus(total, multiplied(of({kept: c}), *raised))
    return times(total, Quotient(ONE.num, q.den))


def factored(n: int) -> list[tuple[int, int]]:
    """n as Π p^k; what is left without small primes counts as one prime, or as its square."""
    found: list[tuple[int, int]] = []
    p = 2
    while n > 1:
        if p * p > n or p >= SMALL_PRIMES:
            whole = isqrt(n)
            return [*found, (whole, 2) if whole * whole == n else (n, 1)]
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        found += [(p, k)] if k else []
        p += 1
    return found
