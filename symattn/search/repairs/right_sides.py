"""Right sides that have the value of the left one: what is lacking, or the whole.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from fractions import Fraction
from itertools import combinations

from ...kernel import Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Quotient
from ...kernel.algebra.semantics import Semantics
from ...language import Term, TermError, flattened, number, replace_indices
from ...records.changes import cost
from ..as_terms import quotient_term, vector_term
from . import slips
from .tidy import in_order_of, scaled, split, tidied

SHORT, LONGEST, LONGEST_VECTOR = 2, 24, 60


def equalities(goal: Term, s: Semantics) -> Iterator[tuple[Term, bool]]:
    """Right sides that have the value of the left one.

    Those that differ least from what was written first.
    """
    left, right = goal.children
    value = s.scalar(left)
    kept = set(right.subterms())
    found: list[tuple[int, int, Term, bool]] = []
    swapped = (
        (replace_indices(right, {a: Term("index", (b,)), b: Term("index", (a,))}), True)
        for x in s.context.index_sets
        for a, b in combinations(x.members, 2)
    )
    for k, (new, told) in enumerate(
        (
            *((t, True) for t in slips.elsewhere(right)),
            *swapped,
            *_lacking(right, value, s),
            *_whole(value, s),
        )
    ):
        with suppress(Rejected, TermError):
            tidy = tidied(new, kept)
            if tidy.sort != left.sort:
                continue
            if told and not s.gap(s.scalar(tidy), value).is_zero:
                continue
            found.append((cost(right, tidy), k, tidy, told))
    for _, _, new, told in sorted(found, key=lambda f: f[:2]):
        yield Term("=", (left, new if told else in_order_of(right, new))), told


def _lacking(right: Term, value: Quotient, s: Semantics) -> Iterator[tuple[Term, bool]]:
    """The term, or the factor, that the right side lacks."""
    # then another number, and not one with a term more
    a_number = not any(
        t.op in ("scalar", "entry", "dot", "norm", "defined", "sum") for t in right.subterms()
    )
    for t in (
        (t for t in right.subterms() if t.op == "/" and not a_number) if right.op == "/" else ()
    ):
        if t != right:
            break
        top, bottom = t.children
        with suppress(Rejected):
            below = s.scalar(top) * s.invert(value)
            lacking = _short(below - s.scalar(bottom), s)
            if lacking is not None:
                yield Term("/", (top, _added(bottom, lacking))), True
        with suppress(Rejected):
            above = value * s.scalar(bottom)
            lacking = _short(above - s.scalar(top), s)
            if lacking is not None:
                yield Term("/", (_added(top, lacking), bottom)), True
    with suppress(Rejected):
        written = s.scalar(right)
        if (
            right.op in ("+", "scalar", "exp")
            and (lacking := _short(value - written, s)) is not None
        ):
            yield _added(right, lacking), True
        if not a_number:
            ratio = ring.cancelled(value * s.invert(written))
            if not ratio.den and set(ratio.numerator) == {ring.UNIT}:
                c, core = split(right)
                yield scaled(c * Fraction(ratio.numerator[ring.UNIT]), core), True


def _whole(value: Quotient, s: Semantics) -> Iterator[tuple[Term, bool]]:
    term = value_as_term(ring.cancelled(value), s)
    if term is not None and len(list(term.subterms())) <= LONGEST:
        yield term, False


def vectors(goal: Term, s: Semantics, whole: bool) -> Iterator[tuple[Term, bool]]:
    """What the right side lacks, or what the left side is."""
    left, right = goal.children
    value, written = s.vector(left), s.vector(right)
    gap = {
        b: q
        for b in {**value, **written}
        if not (q := value.get(b, ring.ZERO) - written.get(b, ring.ZERO)).is_zero
    }
    lacking = vector_term(gap, s.context, s.signs.opaque) if len(gap) == 1 else None
    if lacking is not None and lacking.op != "neg":
        added = lacking
        if right.op != "zero":
            added = tidied(_added(right, lacking), set(right.subterms()))
        yield Term("=", (left, added)), True
    if whole:
        parts = {b: ring.cancelled(q) for b, q in value.items()}
        term = vector_term(parts, s.context, s.signs.opaque)
        if term is not None and len(list(term.subterms())) <= LONGEST_VECTOR:
            yield Term("=", (left, term)), False


def _short(lacking: Quotient, s: Semantics) -> Term | None:
    """What is missing, if it is one term, or a sum of two without exponentials."""
    lacking = ring.cancelled(lacking)
    if (
        lacking.den
        or not 0 < len(lacking.num) <= SHORT
        or (len(lacking.num) > 1 and any(e for (_, e), _ in lacking.num))
    ):
        return None
    return value_as_term(lacking, s)


def value_as_term(q: Quotient, s: Semantics) -> Term | None:
    if any(s.signs.opaque.get(a, ("",))[0] in ("E", "step") for a in q.atoms()):
        return None
    return quotient_term(q, s.context, s.signs.opaque)


def _added(to: Term, lacking: Term) -> Term:
    return (
        lacking
        if to == number(0)
        else flattened("+", (to, *(lacking.children if lacking.op == "+" else (lacking,))))
    )
