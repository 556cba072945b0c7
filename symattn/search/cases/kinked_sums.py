"""Sums of |x_j|, max(x_j, 0), log(1 + e^{x_j}) and the like: letters for them, and what holds
member by member.

|Σ f| ≤ Σ |f|, Σ |p − q| ≤ Σ (p + q) where p, q ≥ 0, Σ f ≤ Σ max(f, g), Σ |f| ≤ n·max |f|, and one
such sum at most another.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from typing import Any

from ...display.written_out import defined_with
from ...kernel import Claim, Rejected
from ...kernel.built_terms import at
from ...language import Term, TermError, flattened, indices_in, number, replaced
from ...language.kinds import COMPARISONS
from ..clock import now
from ..repairs.slips import without_bars
from ..repairs.weaker_lines import prove
from .lipschitz_search import SECONDS, A, B, Prover, X, Y, named, step, through

LARGEST = ("max", *defined_with("max"))
KINKS = ("abs", "min", *LARGEST)
# what is as hard to add up over members without a name
CURVED = ("log", "sqrt", *defined_with("exp"))
MOST_FACTS = 16
ZERO, INDICES = number(0), ("l", "k", "r")


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of a comparison with sums whose members have kinks, or None."""
    relation = claim.conclusion
    if relation.op not in COMPARISONS or claim.about_chance or claim.rest:
        return None
    sums = [t for t in dict.fromkeys(relation.subterms()) if t.op == "sum" and not indices_in(t)]
    kinked = [t for t in sums if _has_kink(t) and len(t.children) == 1]
    letters = dict(zip(kinked, (X, Y, A, B)))
    if not letters or len(letters) < len(kinked):
        return None
    until = min(deadline, now() + 2 * SECONDS)
    known: dict[Term, dict[str, Any]] = {}
    with suppress(Rejected, TermError):
        for fact in islice(_facts(relation, letters, sums), MOST_FACTS):
            if (shown := _member_by_member(_said(claim, fact, letters), until)) is not None:
                known[fact] = shown
        provers = [prove, *map(_kept, known.values()), *[_member_by_member] * len(letters)]
        back = {y: t for t, y in letters.items()}
        return named(back, tuple(known), *provers)(claim, until) if known else None
    return None


def _kept(shown: dict[str, Any]) -> Prover:
    """A prover of what is proved already."""
    return lambda claim, deadline: shown


def _has_kink(t: Term) -> bool:
    return any(s.op in KINKS + CURVED and indices_in(s) for s in t.children[-1].subterms())


def _said(claim: Claim, fact: Term, letters: dict[Term, Term]) -> Claim:
    return Claim(claim.context, replaced(fact, {y: t for t, y in letters.items()}))


def _member_by_member(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of Σ f ≤ Σ g by f ≤ g, or of Σ f ≤ Σ f, by way of Σ (f + 0)."""
    left, right = claim.goal.children
    with suppress(Rejected, TermError):
        if left == right:
            again = _over(left, flattened("+", (left.children[-1], ZERO)))
            return through(again, _member_by_member, _member_by_member)(claim, deadline)
        return step(claim, {"rule": "termwise"}, deadline)
    return None


def _facts(relation: Term, letters: dict[Term, Term], sums: list[Term]) -> Iterator[Term]:
    """What may hold of the letters."""
    largest = [t for t in dict.fromkeys(relation.subterms()) if t.op == "most"]
    for t, y in letters.items():
        for lower in _below(t.children[-1]):
            yield Term("≤", (_over(t, lower), y))
        for size in (s for s in t.children[-1].subterms() if s.op == "abs"):
            inside = replaced(t.children[-1], {size: size.children[0]})
            yield Term("≤", (Term("abs", (_over(t, inside),)), y))
        plain = without_bars(t.children[-1])
        yield Term("≤", (Term("abs", (_over(t, plain),)), y))
        for upper in (*_above(t.children[-1]), *_by_largest(t, largest)):
            yield Term("≤", (y, _over(t, upper)))
        for other in sums:
            if other != t and other.args[1] == t.args[1] and len(other.children) == 1:
                yield Term("≤", (y, letters.get(other, other)))
                if other not in letters:
                    yield from (
                        Term("≤", pair) for pair in ((other, y), (Term("abs", (y,)), other))
                    )


def _by_largest(t: Term, largest: list[Term]) -> Iterator[Term]:
    """The body with max_l |x_l| in place of |x_j|."""
    for most in largest:
        member = at(most.children[-1], most.args[0], t.args[0])
        own = next(i for i in INDICES if i not in (t.args[0], most.args[0]))
        body = at(most.children[-1], most.args[0], own)
        new = replaced(t.children[-1], {member: Term("most", (own, most.args[1], body))})
        if new != t.children[-1]:
            yield new


def _over(t: Term, body: Term) -> Term:
    """The sum of another body over the same members."""
    return Term("sum", (*t.args[:2], body))


def _below(body: Term) -> Iterator[Term]:
    """Terms that may be at most a body with a kink."""
    yield ZERO
    if body.op in LARGEST:
        yield from body.children
    yield from (_with(body, s, lower) for s in _inside(body) for lower in _parts(s, "max"))


def _above(body: Term) -> Iterator[Term]:
    """Terms that may be at least a body with a kink."""
    if body.op == "min":
        yield from body.children
    if body.op == "max":
        yield _all_plus(flattened("+", body.children))
    if body.op == "abs":
        yield _all_plus(body.children[0])
    if body.op == "sqrt" and body.children[0].op == "*" and len(body.children[0].children) == 2:
        yield Term("/", (flattened("+", body.children[0].children), number(2)))
    yield from (_with(body, s, upper) for s in _inside(body) for upper in _parts(s, "min"))


def _inside(body: Term) -> list[Term]:
    return [s for s in body.subterms() if s.op in KINKS and s != body]


def _parts(s: Term, op: str) -> Iterator[Term]:
    if s.op == op or op == "max" and s.op in LARGEST:
        yield from s.children
    if s.op == "abs":
        yield s.children[0] if op == "max" else _all_plus(s.children[0])


def _with(body: Term, old: Term, new: Term) -> Term:
    return replaced(body, {old: new})


def _all_plus(t: Term) -> Term:
    """p + q for p − q."""
    if t.op == "neg":
        return t.children[0]
    if t.op != "+":
        return t
    parts = [s.children[0] if s.op == "neg" else s for s in t.children]
    whole = parts[0]
    for part in parts[1:]:
        whole = flattened("+", (whole, part))
    return whole
