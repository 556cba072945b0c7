"""One equation solved for one of its unknowns: linear, with one exponential or one logarithm, or a
polynomial in one unknown.  Untrusted."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from fractions import Fraction

from ..kernel import Rejected, ring
from ..kernel.functions import log
from ..kernel.ring import Element, Quotient
from ..kernel.semantics import Semantics
from ..kernel.signs import Signs
from ..terms import Context
from .splitting import factored

Opaque = Mapping[str, tuple[str, Quotient]]
MOST_DEGREE = 12


def solutions(
    q: Quotient, names: list[str], integers: frozenset[str], opaque: Opaque
) -> tuple[str, list[Element]] | None:
    """An unknown of q = 0, and its values in terms of the others; None where the equation is not of
    a kind that is solved here."""
    p = q.numerator
    if (found := _linear(p, names, integers, opaque)) is not None:
        return found
    if (simpler := _undone(p, opaque)) is not None:
        return solutions(simpler, names, integers, opaque)
    used = ring.atoms(p)
    if len(used) == 1 and not any(e for _, e in p) and (name := used.pop()) in names:
        values = rational_roots(p, name)
        values = [v for v in values if v.denominator == 1 or name not in integers]
        return name, [ring.constant(v) for v in values]
    return None


def _linear(
    p: Element, names: list[str], integers: frozenset[str], opaque: Opaque
) -> tuple[str, list[Element]] | None:
    """A real unknown if there is one; a whole one if its value comes out whole."""
    for name in [n for n in reversed(names) if n not in integers] + [
        n for n in names if n in integers
    ]:
        key: ring.Key = (((name, 1),), ())
        rest = {k: c for k, c in p.items() if k != key}
        if (
            key not in p
            or any(a == name or a in opaque for a in ring.atoms(rest))
            or any(e for _, e in rest)
        ):
            continue
        value = ring.add({}, rest, ring.ratio(-1, p[key]))
        if name in integers and not (
            all(c.denominator == 1 for c in value.values()) and ring.atoms(value) <= integers
        ):
            if not ring.atoms(value):
                return name, []
            continue
        return name, [value]
    return None


def _undone(p: Element, opaque: Opaque) -> Quotient | None:
    """a·e^x + b·e^y = 0 as x − y = log(−b/a), c·log x = d as x = e^{d/c}, c·√x = d as x =
    (d/c)²."""
    s = Semantics(Context(), Signs())
    groups = ring.by_exponent(p)
    if len(groups) == 2 and all(set(g) <= {ring.UNIT} for g in groups.values()):
        (x, a), (y, b) = ((e, g[ring.UNIT]) for e, g in groups.items())
        with suppress(Rejected):
            gap = ring.add(ring.exponent_as_element(x), ring.exponent_as_element(y), -1)
            return ring.q_add(ring.of(gap), log(s, ring.of(ring.constant(ring.ratio(-b, a)))), -1)
        return None
    inside = [a for a in ring.atoms(p) if a in opaque]
    if len(inside) != 1 or set(p) - {ring.UNIT, (((inside[0], 1),), ())}:
        return None
    function, argument = opaque[inside[0]]
    value = ring.ratio(-p.get(ring.UNIT, 0), p[((inside[0], 1),), ()])
    undone = {"log": ring.exponential(ring.constant(value)), "sqrt": ring.constant(value * value)}
    return (
        ring.q_add(argument, ring.of(undone[function]), -1)
        if function in undone and (value >= 0 or function == "log")
        else None
    )


def rational_roots(p: Element, name: str) -> list[Fraction]:
    """The rational roots of a polynomial in one unknown, small ones first."""
    if any(k < 0 for m, _ in p for _, k in m) or max(k for m, _ in p for _, k in m) > MOST_DEGREE:
        return []
    found: list[Fraction] = []
    for factor, _ in factored(p)[1]:
        lead = factor.get((((name, 1),), ()), 0)
        if set(factor) <= {ring.UNIT, (((name, 1),), ())} and lead:
            found.append(Fraction(ring.ratio(-factor.get(ring.UNIT, 0), lead)))
    return sorted(found, key=lambda v: (v < 0, abs(v)))
