"""Squares in a claim that reading it does not tell the sign of.

x·x ≥ 0 for its vectors, and 1 + q² > 0, which the slope of arctan q has below it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import reduce
from typing import Any

from ...kernel import Claim
from ...kernel.algebra import ring
from ...kernel.algebra.inner_products import dot
from ...kernel.algebra.ring import Element
from ...kernel.algebra.sums import product
from ...kernel.errors import Rejected
from ...kernel.rules.sequent import Sequent
from ...language import Term, TermError, check_term
from ..plain_data import element_to_json
from .proving import Row

Square = tuple[Element, Term | dict[str, Any]]


def squares_read(cell: Sequent) -> list[Square]:
    """Each with its root, where that is a norm, or with the entry that says its sign."""
    found: list[Square] = []
    for one in dict.fromkeys(_subterms(cell.claim)):
        with suppress(Rejected, TermError):
            check_term(cell.claim.context, one)
            if one.op == "norm":
                x = cell.meaning.vector(one.children[0])
                square = dot(cell.meaning, x, x)  # the norm itself may be known in simpler roots
                if not square.den and len(square.num) > 1:
                    found.append((square.numerator, one))
            else:
                found.append(_slope(cell, one))
    return found


def _slope(cell: Sequent, arctan: Term) -> Square:
    """f² + p² for q = p/f, of which one is a number."""
    q = cell.meaning.scalar(arctan.children[0])
    below = (ring.ONE + q * q).numerator
    factors = [dict(factor) for factor, k in q.den for _ in range(k)]
    parts = (q.numerator, reduce(product, factors, ring.constant(1)))
    return below, {"of": element_to_json(below), "is": ">", "by": [_row(p) for p in parts]}


def _row(part: Element) -> Row:
    """The square of a part; that of a number is > 0."""
    if set(part) == {ring.UNIT}:
        return [str(part[ring.UNIT] ** 2), [], [], []]
    return ["1", [], [element_to_json(part)], []]


def _subterms(claim: Claim) -> Iterator[Term]:
    """Norms, with one for each x·x, and arctangents whose slope is taken."""
    bodies = (d.body for d in claim.context.definitions if not d.params)
    for whole in (claim.goal, *claim.context.facts, *bodies):
        for term in whole.subterms():
            if term.op == "norm" and term.children[0].sort == "vector":
                yield term
            elif term.op == "dot" and term.children[0] == term.children[1]:
                yield Term("norm", (term.children[0],))
            elif term.op == "diff":
                yield from (one for one in term.subterms() if one.op == "arctan")
