"""Maxima of families compared with each other, with a letter for each: max |x_j| is the larger of
max x_j and max −x_j, and max 2x_j = 2 max x_j.

Every maximum stands below what it would have to stand below for the line to hold; that is shown for
each member.  Then the line follows from that.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ...kernel import Claim, Rejected
from ...kernel.built_terms import ZERO, at, minus
from ...kernel.order.parts_of_maxima import without_max
from ...language import Term, TermError, flattened, replaced
from ..clock import now
from ..repairs.weaker_lines import prove
from . import every_search
from .free_letters import free_letters
from .lipschitz_search import SECONDS, Certificate, named

MOST = 4
BOTH = ((0, "≤=<"), (1, "≥=>"))  # the side that must not be larger, for these relations


def certificate(claim: Claim, deadline: float) -> Certificate | None:
    """A certificate of a comparison of maxima, or None."""
    relation = claim.goal
    if not any(relation.op in ops for _, ops in BOTH) or claim.about_chance or claim.rest:
        return None
    found = [*dict.fromkeys(t for side in relation.children for t in _outermost(side))]
    if not found or len(found) > MOST or relation.left.sort != "scalar":
        return None
    bounds = dict.fromkeys(
        pair
        for k, ops in BOTH
        if relation.op in ops
        for pair in _bounds(relation.children[k], relation.children[1 - k])
    )
    with suppress(Rejected, TermError):
        letters = iter(free_letters(claim, len(found) + len(bounds)))
        written = dict(zip(found, letters))
        # with an index of another name, for the bound has one of the same
        again = {most: next(letters) for most, _ in bounds}
        facts = [Term("=", (written[most], y)) for most, y in again.items()]
        facts += [Term("≤", (again[most], replaced(bound, written))) for most, bound in bounds]
        terms = {y: t for t, y in written.items()}
        terms |= {y: with_index(most, f"{most.key}90") for most, y in again.items()}
        provers = [prove, *[prove] * len(again), *[_of_each] * len(bounds)]
        return named(terms, tuple(facts), *provers)(claim, min(deadline, now() + SECONDS))
    return None


def with_index(most: Term, name: str) -> Term:
    """The same maximum with an index of another name."""
    return Term("most", (name, most.args[1], at(most.children[0], most.key, name)))


def _of_each(claim: Claim, deadline: float) -> Certificate | None:
    return every_search.certificate(claim, deadline) or prove(claim, deadline)


def _outermost(side: Term) -> Iterator[Term]:
    """The maxima that a side is made of, without those inside them."""
    if side.op == "most":
        yield side
    else:
        for part in side.children:
            yield from _outermost(part)


def _bounds(side: Term, other: Term) -> Iterator[tuple[Term, Term]]:
    """Each maximum, and what it is at most where one side is at most the other."""
    if side.op == "most":
        yield side, other
    elif (parts := without_max(Term("≤", (side, ZERO)))).op == "and":
        for part in parts.children:  # 0 ≥ each
            yield from _bounds(part.right, other)
    elif side.op in ("+", "*"):
        for k, part in enumerate(side.children):
            if not any(True for _ in _outermost(part)):
                continue
            rest = side.children[:k] + side.children[k + 1 :]
            beside = flattened(side.op, rest) if rest[1:] else rest[0]
            left = minus(other, beside) if side.op == "+" else Term("/", (other, beside))
            yield from _bounds(part, left)
    elif side.op == "/":
        yield from _bounds(side.left, flattened("*", (side.children[1], other)))
