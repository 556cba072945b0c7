"""Search for the edited line: a missing term, a factor, an index, the value itself.  Untrusted: the kernel proves each.

Cost, which is the order: 1 a lost square, or bars that were not meant; 2 a term missing in a denominator, in a numerator or in a sum; 3 a factor, or the relation
turned round; 4 two indices swapped; 5 another right side, the value.
"""
from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations
from typing import Any

from ..kernel import Claim, Rejected, ring
from ..kernel.ring import Quotient
from ..kernel.semantics import Semantics
from ..kernel.sequent import Sequent
from ..record import Message, Part
from ..terms import (
    Term,
    TermError,
    flattened,
    number,
    replace_indices,
    replaced,
    to_json,
)
from .limit_table import table_of, value_of
from .phrases import quotient_term, rational
from .positivity import ProvingSigns
from .repairs import prove

MOST, SHORT, LONGEST = 1, 2, 24
SECONDS = 2.0
TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
Words = tuple[Part, ...]


def find_edits(claim: Claim, deadline: float) -> list[tuple[dict[str, Any], Message]]:
    """At most one edited line, as evidence for the kernel, with the words for it."""
    found: list[tuple[dict[str, Any], Message]] = []
    deadline = min(deadline, time.monotonic() + SECONDS)
    if claim.assumptions:
        return found
    with suppress(Rejected, TermError):
        for goal, words in _proposals(claim, deadline):
            if time.monotonic() > deadline or len(found) == MOST:
                break
            if goal == claim.goal or goal.children[0] == goal.children[1]:
                continue
            with suppress(Rejected, TermError):
                if (proof := prove(Claim(claim.context, goal), deadline)) is not None:
                    found.append(({"goal": to_json(goal), "proof": proof}, Message("Repair", (*words, goal, "."))))
    return found


def _proposals(claim: Claim, deadline: float) -> Iterator[tuple[Term, Words]]:
    goal = claim.goal
    left, right = goal.children
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    for old, new, words in _slips(right) if left.sort == "scalar" else ():
        yield Term(goal.op, (left, replaced(right, {old: new}))), words
    if goal.op == "=" and left.sort == "scalar":
        yield from _equalities(goal, cell.meaning)
    if goal.op in TURNED:
        yield Term(TURNED[goal.op], goal.args), ("the other way round: ",)
    if goal.op in ("=", "→", "≈"):
        for index_set in claim.context.index_sets:
            for a, b in combinations(index_set.members, 2):
                yield Term(goal.op, (left, replace_indices(right, {a: Term("index", (b,)), b: Term("index", (a,))}))), ("with the indices swapped: ",)
    if goal.op == "→" and left.sort == "scalar" and len(claim.context.limit) == 1 and (value := value_of(table_of(claim.context, left, deadline))) is not None:
        yield Term("→", (left, value)), ()
    if goal.op == "∼" and left.sort == "scalar":
        law = [quotient_term(cell.meaning.scalar(Term(op, (left,))), claim.context, signs.opaque) for op in ("E", "Var")]
        if None not in law:
            yield Term("∼", (left, Term("normal", tuple(t for t in law if t)))), ()


def _slips(term: Term) -> Iterator[tuple[Term, Term, Words]]:
    """A length for its square, |x| for x, a square for what is squared."""
    for t in dict.fromkeys(term.subterms()):
        square = Term("^", (t, number(2))) if t.sort == "scalar" else t
        if t.op == "norm" and square not in set(term.subterms()):
            yield t, square, ("a square is lost: ",)
        elif t.op == "abs":
            yield t, t.children[0], ("without the bars: ",)
        elif t.op == "^" and t.children[1] == number(2):
            yield t, t.children[0], ("without the square: ",)


def _equalities(goal: Term, s: Semantics) -> Iterator[tuple[Term, Words]]:
    """From what both sides are: the term, the factor or the value that the right side lacks."""
    left, right = goal.children
    value, written = s.scalar(left), s.scalar(right)

    def changed(new: Term, *words: Part) -> tuple[Term, Words]:
        return Term("=", (left, new)), words

    a_number = not any(t.op in ("scalar", "entry", "dot", "norm", "defined", "sum") for t in right.subterms())  # then another number, and not one with a term more
    if right.op == "/" and not a_number:
        top, bottom = right.children
        with suppress(Rejected):
            if (lacking := _short(ring.q_add(ring.q_multiply(s.scalar(top), s.invert(value)), s.scalar(bottom), -1), s)) is not None:
                yield changed(Term("/", (top, _added(bottom, lacking))), "the denominator lacks ", lacking, ": ")
        with suppress(Rejected):
            if (lacking := _short(ring.q_add(ring.q_multiply(value, s.scalar(bottom)), s.scalar(top), -1), s)) is not None:
                yield changed(Term("/", (_added(top, lacking), bottom)), "the numerator lacks ", lacking, ": ")
    if right.op in ("+", "scalar", "exp") and (lacking := _short(ring.q_add(value, written, -1), s)) is not None:
        yield changed(_added(right, lacking), "the right side lacks ", lacking, ": ")
    if not a_number:
        with suppress(Rejected):
            ratio = ring.cancelled(ring.q_multiply(value, s.invert(written)))
            if not ratio.den and set(ratio.numerator) == {ring.UNIT}:
                factor = ratio.numerator[ring.UNIT]
                new = Term("neg", (right,)) if factor == -1 else flattened("*", (rational(factor), right))
                yield changed(new, "a factor ", rational(factor), " is missing: ")
    if (term := _written(ring.cancelled(value), s)) is not None and len(list(term.subterms())) <= LONGEST:
        yield changed(term)


def _short(lacking: Quotient, s: Semantics) -> Term | None:
    """What is missing, if it is one term, or a sum of two without exponentials."""
    lacking = ring.cancelled(lacking)
    if lacking.den or not 0 < len(lacking.num) <= SHORT or (len(lacking.num) > 1 and any(e for (_, e), _ in lacking.num)):
        return None
    return _written(lacking, s)


def _written(q: Quotient, s: Semantics) -> Term | None:
    if any(s.signs.opaque.get(a, ("",))[0] in ("E", "step") for a in q.atoms()):
        return None
    return quotient_term(q, s.context, s.signs.opaque)


def _added(to: Term, lacking: Term) -> Term:
    return lacking if to == number(0) else flattened("+", (to, *(lacking.children if lacking.op == "+" else (lacking,))))
