"""Search for the edited line: the smallest visible change that is proved.

Untrusted: the kernel proves each.

For an equality of scalars all right sides with the value of the left one are lined up by how much
is different: another number, sign, square or bar, a term or a factor missing or too much, the value
itself.  Else the order is: a lost square or bars that were not meant, a sign; the relation turned
round, another constant of a bound; two indices swapped; the value, or the limit; for a line with ⇒,
another left side: without bars, with what the cases ask for or for every other member; and last
what another line of the derivation says of the same left side.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.semantics import Semantics
from ...kernel.rules.points import at_point
from ...kernel.rules.sequent import Sequent
from ...kernel.verdicts import edited
from ...language import Term, TermError, number, replace_indices, replaced, to_json
from ...language.kinds import CHANCE, COMPARISONS
from ..as_terms import condition, quotient_term
from ..cases.case_search import Search
from ..cases.limit_values import limit_of
from ..cases.splitting import splittable
from ..clock import now
from ..failures.falsify import fails_there
from ..failures.guesses import plainly_fails
from ..failures.models import points
from ..multiplied_out import is_too_large
from ..restated import may_restate
from ..sign_search.positivity import ProvingSigns
from . import slips
from .right_sides import equalities, value_as_term, vectors
from .tidy import ordered, scaled, split, tidied
from .weaker_lines import conditions, prove

FEW, MOST = 3, 60
LOOSER = {"<": "≤", ">": "≥"}
TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}


@dataclass(frozen=True)
class Edit:
    """A line to try, whether what is different can be told in a few words.

    Also what it takes for granted besides.
    """

    goal: Term
    told: bool = False
    assume: tuple[Term, ...] = ()

    def evidence(self) -> dict[str, Any]:
        beside = {"assume": [to_json(f) for f in self.assume]} if self.assume else {}
        return {"goal": to_json(self.goal), **beside}


def find_edits(
    claim: Claim, deadline: float, others: tuple[Term, ...] = ()
) -> list[dict[str, Any]]:
    """At most one edited line, as evidence for the kernel.

    `others` are further lines of the same derivation.
    """
    if claim.nonsense is None and is_too_large(claim):
        return []  # none would be proved
    for k, edit in enumerate(map(_in_order, _all_edits(claim, deadline, others))):
        if now() > deadline or k > MOST:
            break
        if edit.goal == claim.goal or _says_nothing(claim, edit):
            continue
        with suppress(Rejected, TermError):
            if _is_refuted(changed := edited(claim, edit.evidence())):
                continue
            if (proof := prove(changed, deadline)) is not None:
                return [{**edit.evidence(), "proof": proof}]
    return []


def _in_order(edit: Edit) -> Edit:
    """The edit with what could be shorter on its right side, also where it was written so."""
    if edit.goal.op not in (*TURNED, "=", "→", "≈"):
        return edit
    left, right = edit.goal.children
    with suppress(TermError):
        return replace(edit, goal=Term(edit.goal.op, (left, tidied(right, ()))))
    return edit


def _says_nothing(claim: Claim, edit: Edit) -> bool:
    """f = f, unless it tells what a wrong f lacks; A ⇒ B, where B is what was added to A."""
    if edit.goal.op == "⇒":
        whole = Claim(claim.context, edit.goal)
        bare = Claim(claim.context, whole.conclusion)
        added = [a for a in whole.assumptions if a not in claim.assumptions]
        return any(a.op in COMPARISONS and may_restate(bare, a) for a in added)
    left, right = edit.goal.children
    return ordered(left) == ordered(right) and not (edit.told and claim.goal.children[1].children)


def _is_refuted(claim: Claim) -> bool:
    """Whether an equation or a bound fails at one of a few points, or by floats at one of many.

    Then no proof need be tried.
    """
    if claim.goal.op not in ("=", *TURNED) or claim.about_chance or claim.assumptions:
        return False
    return plainly_fails(claim) or any(
        fails_there(claim, point) for point in points(claim, False, FEW)
    )


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
    for other in sorted(
        others,
        key=lambda goal: (_speaks_of_means(goal.children[1]) != averaged, goal.op != claim.goal.op),
    ):
        if (
            other.op in ("=", "→", "≈")
            and other.children[0] == claim.goal.children[0]
            and other != claim.goal
        ):
            yield Edit(other, True)


def _speaks_of_means(term: Term) -> bool:
    return any(t.op in CHANCE for t in term.subterms())


def _meanings(claim: Claim) -> Iterator[Edit]:
    """For a line without a meaning: what its left side is, by its definition or its value."""
    left = claim.goal.children[0]
    if left.sort is None:
        return
    if left.op == "defined" and not left.children and left.sort == "matrix":
        body = next(d.body for d in claim.context.definitions if d.key == left.args[0])
        yield Edit(Term("=", (left, body)))
    if left.sort == "scalar":
        signs = ProvingSigns()
        signs.cell = cell = Sequent(Claim(claim.context, Term("=", (left, left))), signs=signs)
        if (
            value := value_as_term(ring.cancelled(cell.meaning.scalar(left)), cell.meaning)
        ) is not None:
            yield Edit(Term("=", (left, value)))


def _left_sides(claim: Claim, deadline: float) -> Iterator[Edit]:
    """For A ⇒ B: another A."""
    assumed, conclusion = claim.assumptions, claim.conclusion
    if all(a.op in COMPARISONS for a in assumed):
        bare = tuple(map(slips.without_bars, assumed))
        if bare != assumed:
            yield Edit(_implied(bare, conclusion), True)
        search = Search(
            claim.concluding(conclusion)
            if bare == assumed
            else Claim(claim.context, _implied(bare, conclusion)),
            deadline,
        )
        if search.run() is None:
            strict = [
                facts
                for facts in conditions(search)
                if all(
                    f.op in ("<", ">") and not any(t.op == "max" for t in f.subterms())
                    for f in facts
                )
            ]
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
        largest = Term("max", (ways[0].children[1], ways[1].children[1]))
        return (Term(">", (ways[0].children[0], largest)),)
    return parts


def _for_every_other(claim: Claim, gap: Term) -> Iterator[Edit]:
    """x_j ≫ x_i, said of one i, as a hypothesis about every other i.

    What grows between them has a factor > 0.
    """
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    value = cell.meaning.gap(*map(cell.meaning.scalar, gap.children))
    for p in splittable(claim, value.numerator, {}):
        if (fact := condition(p, ">", claim.context)) is not None:
            yield Edit(claim.conclusion, True, assume=(fact,))


def _proposals(claim: Claim, deadline: float) -> Iterator[tuple[Term, bool]]:
    goal = claim.goal
    left, right = goal.children
    kept = set(right.subterms())
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    if goal.op == "=" and left.sort == "scalar":
        with suppress(Rejected):
            yield from equalities(goal, cell.meaning)
    if left.sort == "scalar":
        written = (tidied(new, kept) for new in (*slips.slips(right), *slips.signs(right)))
        others = (
            _nearest(claim, (*written, *_weaker_bounds(goal, kept)))
            if goal.op in TURNED
            else written
        )
        for new in others:
            yield Term(goal.op, (left, new)), True
            if goal.op in LOOSER and _is_a_number(new) and new != right:
                yield Term(LOOSER[goal.op], (left, new)), True
    if goal.op in ("=", "≈") and left.sort == "vector":
        yield from vectors(goal, cell.meaning, whole=goal.op == "=")
    if goal.op in TURNED:
        yield Term(TURNED[goal.op], goal.args), True
    if goal.op in ("=", "→", "≈"):
        for index_set in claim.context.index_sets:
            for a, b in combinations(index_set.members, 2):
                turned = {a: Term("index", (b,)), b: Term("index", (a,))}
                yield Term(goal.op, (left, replace_indices(right, turned))), True
    if (
        goal.op in ("→", "≈")
        and len(claim.context.limit) == 1
        and (value := limit_of(claim.context, cell.meaning, left, deadline)) is not None
    ):
        yield Term(goal.op, (left, value)), False
    if goal.op == "≈" and left.sort == "vector":
        yield from vectors(goal, cell.meaning, whole=True)
    if goal.op == "∼" and left.sort == "scalar":
        law = [
            quotient_term(cell.meaning.scalar(Term(op, (left,))), claim.context, signs.opaque)
            for op in ("E", "Var")
        ]
        if None not in law:
            yield Term("∼", (left, Term("normal", tuple(t for t in law if t)))), False


def _is_a_number(term: Term) -> bool:
    return {t.op for t in term.subterms()} <= {"number", "neg", "/"}


def _nearest(claim: Claim, sides: tuple[Term, ...]) -> list[Term]:
    """Right sides in the order of how near they are to the written one, at some point.

    Those whose value is not known there come last.
    """

    def value(s: Semantics, side: Term) -> Fraction | None:
        with suppress(Rejected):
            return Fraction(sum(s.signs.enclose_quotient(s.scalar(side), 64))) / 2
        return None

    for point in points(claim, False, 1):
        s = at_point(claim, point, moving=False)
        if (here := value(s, claim.goal.children[1])) is None:
            break
        known = {side: value(s, side) for side in dict.fromkeys(sides)}
        told = {side: abs(x - here) for side, x in known.items() if x is not None}
        return [*sorted(told, key=lambda side: told[side]), *(x for x in known if x not in told)]
    return list(sides)


def _weaker_bounds(goal: Term, kept: set[Term]) -> Iterator[Term]:
    """Another constant in a bound that is too sharp: first one of its numbers, then a factor."""
    right = goal.children[1]
    for t in dict.fromkeys(t for t in right.subterms() if t.op == "number"):
        k = int(str(t.args[0]))
        yield from (
            tidied(replaced(right, {t: number(m)}), kept)
            for m in dict.fromkeys((k + 1, k - 1, 2 * k, k // 2 if k % 2 == 0 else 0, 3 * k, 4 * k))
            if m > 0
        )
    c, core = split(right)
    factors = (Fraction(3, 2), Fraction(2), Fraction(3), Fraction(4))
    for factor in factors if goal.op in ("≤", "<") else [1 / f for f in factors]:
        if core is not None:
            yield scaled(c * factor, core)
