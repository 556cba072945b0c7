"""Polynomials factored and divided by FLINT (python-flint), for the search: no verdict rests on it.

A polynomial is {powers: coefficient}, all powers of one length.  What is found goes back in falling
lexicographic order, and factors in the order of their dense form, so that it is the same each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from .balls import flint
from .effort import spend

Powers = tuple[int, ...]
Terms = dict[Powers, Fraction]
Dense = list[Any]  # by falling powers of the first unknown; coefficients, or dense in the others


def factored(p: Mapping[Powers, Any]) -> tuple[Fraction, list[tuple[Terms, int]]]:
    """A polynomial (not 0) as a number times powers of irreducible factors.

    Their coefficients are whole numbers without a common divisor, the first one > 0.

    >>> number, factors = factored({(2,): 2, (0,): -2})
    >>> number, [({k: str(c) for k, c in f.items()}, n) for f, n in factors]
    (Fraction(2, 1), [({(1,): '1', (0,): '-1'}, 1), ({(1,): '1', (0,): '1'}, 1)])
    """
    spend(30 + 10 * len(p))
    unit, found = _polynomial(p).factor()
    factors = [(_terms(f), int(k)) for f, k in found]
    return _fraction(unit), sorted(factors, key=_order)


def quotient(p: Mapping[Powers, Any], q: Mapping[Powers, Any]) -> Terms | None:
    """p/q if that is a polynomial."""
    spend(10 + 2 * (len(p) + len(q)))
    found, rest = divmod(_polynomial(p), _polynomial(q))
    return None if rest else _terms(found)


def _polynomial(p: Mapping[Powers, Any]) -> Any:
    names = tuple(f"x{k}" for k in range(len(next(iter(p)))))
    context = flint().fmpq_mpoly_ctx.get(names, flint().Ordering.lex)
    rational = flint().fmpq
    return context.from_dict({k: rational(c.numerator, c.denominator) for k, c in p.items()})


def _terms(p: Any) -> Terms:
    return {tuple(map(int, k)): _fraction(c) for k, c in p.to_dict().items()}


def _fraction(c: Any) -> Fraction:
    return Fraction(int(c.p), int(c.q))


def _order(factor: tuple[Terms, int]) -> tuple[int, int, Dense]:
    dense = _dense(factor[0])
    return len(dense), factor[1], dense


def _dense(p: Terms) -> Dense:
    if all(len(k) == 1 for k in p):
        return [p.get((k,), 0) for k in range(max((k for (k,) in p), default=-1), -1, -1)]
    inner: dict[int, Terms] = {}
    for (first, *others), c in p.items():
        inner.setdefault(first, {})[tuple(others)] = c
    depth = len(next(iter(p))) - 2
    nothing: Dense = []
    for _ in range(depth):
        nothing = [nothing]
    return [_dense(inner[k]) if k in inner else nothing for k in range(max(inner), -1, -1)]
