"""Search for the edited line: a missing term, a factor, an index, the value itself.  Untrusted: the kernel proves each.

Cost, which is the order: 1 a lost square, or bars that were not meant; 2 a term missing in a denominator, in a numerator or in a sum; 3 a factor, a sign, or the relation
turned round; 4 two indices swapped; 5 another right side, the value; 6 for a line with ⇒, another left side: without bars, with what the cases ask for,
for every other member; 7 what another line of the derivation says of the same left side.
"""
from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from ..kernel import Claim, Rejected, ring
from ..kernel.ring import Quotient
from ..kernel.semantics import Semantics
from ..kernel.sequent import Sequent
from ..kernel.verdicts import edited
from ..terms import (
    Term,
    TermError,
    flattened,
    number,
    replace_indices,
    replaced,
    to_json,
)
from ..terms.operators import CHANCE, COMPARISONS
from .case_search import Search
from .falsify import fails_there
from .limit_table import table_of, value_of
from .models import points
from .phrases import condition, quotient_term, rational, vector_term
from .positivity import ProvingSigns
from .repairs import conditions, prove
from .splitting import splittable

SHORT, LONGEST, LONGEST_VECTOR, FEW = 2, 24, 60, 3
SECONDS = 2.0
TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}


@dataclass(frozen=True)
class Edit:
    """A line to try, whether what is different can be told in a few words, and what it takes for granted besides."""

    goal: Term
    told: bool = False
    assume: tuple[Term, ...] = ()

    def evidence(self) -> dict[str, Any]:
        beside = {"assume": [to_json(f) for f in self.assume]} if self.assume else {}
        return {"goal": to_json(self.goal), **beside}


def find_edits(claim: Claim, deadline: float, others: tuple[Term, ...] = ()) -> list[dict[str, Any]]:
    """At most one edited line, as evidence for the kernel.  `others` are further lines of the same derivation."""
    deadline = min(deadline, time.monotonic() + SECONDS)
    for edit in _all_edits(claim, deadline, others):
        if time.monotonic() > deadline:
            break
        if edit.goal == claim.goal or (not edit.told and _ordered(edit.goal.children[0]) == _ordered(edit.goal.children[1])):
            continue
        with suppress(Rejected, TermError):
            if _is_refuted(changed := edited(claim, edit.evidence())):
                continue
            if (proof := prove(changed, deadline)) is not None:
                return [{**edit.evidence(), "proof": proof}]
    return []


def _is_refuted(claim: Claim) -> bool:
    """Whether an equation fails at one of a few points: then no proof need be tried."""
    if claim.goal.op != "=" or claim.about_chance or claim.assumptions:
        return False
    return any(fails_there(claim, point) for point in points(claim, False, FEW))


def _ordered(term: Term) -> tuple[Any, ...]:
    """What is the same for sums and products in another order: f = f needs no telling."""
    parts = [_ordered(a) if isinstance(a, Term) else a for a in term.args]
    return (term.op, *(sorted(parts, key=repr) if term.op in ("+", "*") else parts))


def _all_edits(claim: Claim, deadline: float, others: tuple[Term, ...]) -> Iterator[Edit]:
    if claim.nonsense is not None:
        proposals = _meanings(claim)
    elif claim.goal.op == "⇒":
        proposals = _left_sides(claim, deadline)
    else:
        proposals = (Edit(goal, told) for goal, told in _proposals(claim, deadline))
    with suppress(Rejected, TermError):
        yield from proposals
    averaged = _speaks_of_means(claim.goal.children[1])
    for other in sorted(others, key=lambda goal: (_speaks_of_means(goal.children[1]) != averaged, goal.op != claim.goal.op)):
        if other.op in ("=", "→", "≈") and other.children[0] == claim.goal.children[0] and other != claim.goal:
            yield Edit(other, True)


def _speaks_of_means(term: Term) -> bool:
    return any(t.op in CHANCE for t in term.subterms())


def _meanings(claim: Claim) -> Iterator[Edit]:
    """For a line without a meaning: what its left side is, by its definition or its value."""
    left = claim.goal.children[0]
    if left.sort is None:
        return
    if left.op == "defined" and not left.children and left.sort == "matrix":
        yield Edit(Term("=", (left, next(d.body for d in claim.context.definitions if d.key == left.args[0]))))
    if left.sort == "scalar":
        signs = ProvingSigns()
        signs.cell = cell = Sequent(Claim(claim.context, Term("=", (left, left))), signs=signs)
        if (value := _written(ring.cancelled(cell.meaning.scalar(left)), cell.meaning)) is not None:
            yield Edit(Term("=", (left, value)))


def _left_sides(claim: Claim, deadline: float) -> Iterator[Edit]:
    """For A ⇒ B: another A."""
    assumed, conclusion = claim.assumptions, claim.conclusion
    if all(a.op in COMPARISONS for a in assumed):
        bare = tuple(replaced(a, {t: t.children[0] for t in a.subterms() if t.op == "abs"}) for a in assumed)
        if bare != assumed:
            yield Edit(_implied(bare, conclusion), True)
        search = Search(claim.concluding(conclusion) if bare == assumed else Claim(claim.context, _implied(bare, conclusion)), deadline)
        if search.run() is None:
            strict = [facts for facts in conditions(search) if all(f.op in ("<", ">") and not any(t.op == "max" for t in f.subterms()) for f in facts)]
            for left in sorted((_joined((*bare, *facts)) for facts in strict), key=len):
                yield Edit(_implied(left, conclusion), bare != assumed)
        return
    for a in assumed:
        if a.op == "≫" and len(assumed) == 1:
            yield from _for_every_other(claim, a)


def _implied(parts: tuple[Term, ...], conclusion: Term) -> Term:
    return Term("⇒", (parts[0] if len(parts) == 1 else Term("and", parts), conclusion))


def _joined(parts: tuple[Term, ...]) -> tuple[Term, ...]:
    """x > y and x > z as x > max(y, z)."""
    ways = [p if p.op == ">" else Term(">", p.children[::-1]) for p in parts if p.op in ("<", ">")]
    if len(ways) == len(parts) == 2 and ways[0].children[0] == ways[1].children[0]:
        return (Term(">", (ways[0].children[0], Term("max", (ways[0].children[1], ways[1].children[1])))),)
    return parts


def _for_every_other(claim: Claim, gap: Term) -> Iterator[Edit]:
    """x_j ≫ x_i, said of one i, as a hypothesis about every other i: what grows between them has a factor > 0."""
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    value = ring.q_add(cell.meaning.scalar(gap.children[0]), cell.meaning.scalar(gap.children[1]), -1)
    for p in splittable(claim, value.numerator, {}):
        if (fact := condition(p, ">", claim.context)) is not None:
            yield Edit(claim.conclusion, True, assume=(fact,))


def _proposals(claim: Claim, deadline: float) -> Iterator[tuple[Term, bool]]:
    goal = claim.goal
    left, right = goal.children
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    for old, new in _slips(right) if left.sort == "scalar" else ():
        yield Term(goal.op, (left, replaced(right, {old: new}))), True
    if goal.op == "=" and left.sort == "scalar":
        with suppress(Rejected):
            yield from _equalities(goal, cell.meaning)
    for old, new in _signs(right) if left.sort == "scalar" else ():
        yield Term(goal.op, (left, replaced(right, {old: new}))), True
    if goal.op in ("=", "≈") and left.sort == "vector":
        yield from _vectors(goal, cell.meaning)
    if goal.op in TURNED:
        yield Term(TURNED[goal.op], goal.args), True
    if goal.op in ("=", "→", "≈"):
        for index_set in claim.context.index_sets:
            for a, b in combinations(index_set.members, 2):
                yield Term(goal.op, (left, replace_indices(right, {a: Term("index", (b,)), b: Term("index", (a,))}))), True
    if goal.op == "→" and left.sort == "scalar" and len(claim.context.limit) == 1 and (value := value_of(table_of(claim.context, left, deadline))) is not None:
        yield Term("→", (left, value)), False
    if goal.op == "∼" and left.sort == "scalar":
        law = [quotient_term(cell.meaning.scalar(Term(op, (left,))), claim.context, signs.opaque) for op in ("E", "Var")]
        if None not in law:
            yield Term("∼", (left, Term("normal", tuple(t for t in law if t)))), False


def _slips(term: Term) -> Iterator[tuple[Term, Term]]:
    """A length for its square, |x| for x, a square for what is squared."""
    for t in dict.fromkeys(term.subterms()):
        square = Term("^", (t, number(2))) if t.sort == "scalar" else t
        if t.op == "norm" and square not in set(term.subterms()):
            yield t, square
        elif t.op == "abs":
            yield t, t.children[0]
        elif t.op == "^" and t.children[1] == number(2):
            yield t, t.children[0]


def _signs(term: Term) -> Iterator[tuple[Term, Term]]:
    """One sign of a sum turned round."""
    for t in dict.fromkeys(term.subterms()):
        for k, c in enumerate(t.children[1:], 1) if t.op == "+" and t.sort == "scalar" else ():
            turned = c.children[0] if c.op == "neg" else Term("neg", (c,))
            yield t, Term("+", (*t.children[:k], turned, *t.children[k + 1 :]))


def _equalities(goal: Term, s: Semantics) -> Iterator[tuple[Term, bool]]:
    """From what both sides are: the term, the factor or the value that the right side lacks."""
    left, right = goal.children
    value, written = s.scalar(left), s.scalar(right)

    def changed(new: Term, told: bool) -> tuple[Term, bool]:
        return Term("=", (left, new)), told

    a_number = not any(t.op in ("scalar", "entry", "dot", "norm", "defined", "sum") for t in right.subterms())  # then another number, and not one with a term more
    if right.op == "/" and not a_number:
        top, bottom = right.children
        with suppress(Rejected):
            if (lacking := _short(ring.q_add(ring.q_multiply(s.scalar(top), s.invert(value)), s.scalar(bottom), -1), s)) is not None:
                yield changed(Term("/", (top, _added(bottom, lacking))), True)
        with suppress(Rejected):
            if (lacking := _short(ring.q_add(ring.q_multiply(value, s.scalar(bottom)), s.scalar(top), -1), s)) is not None:
                yield changed(Term("/", (_added(top, lacking), bottom)), True)
    if right.op in ("+", "scalar", "exp") and (lacking := _short(ring.q_add(value, written, -1), s)) is not None:
        yield changed(_added(right, lacking), True)
    if not a_number:
        with suppress(Rejected):
            ratio = ring.cancelled(ring.q_multiply(value, s.invert(written)))
            if not ratio.den and set(ratio.numerator) == {ring.UNIT}:
                factor = ratio.numerator[ring.UNIT]
                new = Term("neg", (right,)) if factor == -1 else flattened("*", (rational(factor), right))
                yield changed(new, True)
    if (term := _written(ring.cancelled(value), s)) is not None and len(list(term.subterms())) <= LONGEST:
        yield changed(term, False)


def _vectors(goal: Term, s: Semantics) -> Iterator[tuple[Term, bool]]:
    """What the right side lacks, or what the left side is."""
    left, right = goal.children
    value, written = s.vector(left), s.vector(right)
    gap = {b: q for b in {**value, **written} if not (q := ring.q_add(value.get(b, ring.ZERO), written.get(b, ring.ZERO), -1)).is_zero}
    lacking = vector_term(gap, s.context, s.signs.opaque) if len(gap) == 1 else None
    if lacking is not None and lacking.op != "neg":
        yield Term("=", (left, _added(right, lacking) if right.op != "zero" else lacking)), True
    if (whole := vector_term({b: ring.cancelled(q) for b, q in value.items()}, s.context, s.signs.opaque)) is not None and len(list(whole.subterms())) <= LONGEST_VECTOR:
        yield Term("=", (left, whole)), False


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
