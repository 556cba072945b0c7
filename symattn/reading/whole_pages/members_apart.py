"""Members that are spoken of: which may be one, and which have a value of their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...language import Definition, IndexSet, Term, indices_in
from ...language.kinds import BINDERS
from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import PageScope
from .conditions_read import Conditions


class MayBeOne(FormulaError):
    """Of two indices it is not said whether they are one member or two."""

    def __init__(self, pair: tuple[str, str], at: tuple[int, int]) -> None:
        one, other = self.pair = pair
        super().__init__(
            f"{one} and {other} may be the same member or two: add ({one} \\ne {other}) or declare "
            "them distinct", *at,
        )  # fmt: skip


def own_members(scope: PageScope, goal: Term) -> set[str]:
    """The members at which what a claim speaks of has a value of its own."""
    found = {t.key for t in goal.subterms() if t.op == "defined"} & set(scope.definitions)
    return {m for key in found for m, _ in scope.definitions[key].exceptions}


def told_apart(conditions: Conditions, goal: Term, own: Iterable[str]) -> frozenset[str]:
    """The members that those of a claim are said to differ from: j of p_i < 1 (i ≠ j)."""
    mine = {*indices_in(goal), *own}
    return frozenset(
        x
        for pair in conditions.apart
        for x, other in (pair, pair[::-1])
        if other in mine and other not in conditions.every and x not in conditions.every
    )


def set_beside(scope: PageScope, conditions: Conditions, number: str) -> str | None:
    """The set of an index that is said to differ from a member called by number."""
    others = [x for pair in conditions.apart if number in pair for x in pair]
    return next((i.over for x in others if (i := scope.indices.get(x))), None)


def check_running(scope: PageScope, goal: Term, at: tuple[int, int]) -> None:
    """Σ_t L with L = −log p_t: is t in L what runs?  Raises FormulaError."""
    for one in (t for t in goal.subterms() if t.op in BINDERS):
        for t in one.children[-1].subterms():
            if t.op == "defined" and one.key in fixed_in(scope, t):
                raise FormulaError(
                    f"{one.key} runs here, and is one member in {t.key}: write another letter for "
                    "what runs", *at,
                )  # fmt: skip


def fixed_in(scope: PageScope, goal: Term) -> frozenset[str]:
    """The indices that a claim speaks of by way of definitions: t of ℓ = −log p_t."""
    found: set[str] = set()
    seen: set[str] = set()
    todo = [goal]
    while todo:
        for t in todo.pop().subterms():
            key = str(t.args[0]) if t.args and t.op not in ("number", "index") else ""
            known = scope.definitions.get(key)
            if known is None or key in seen:
                continue
            seen.add(key)
            params = {name for name, _ in known.params}
            found |= {m for m, _ in known.exceptions}
            for body in known.bodies:
                found |= indices_in(body) - params
                todo.append(body)
    return frozenset(found)


def check_apart(
    loose: Iterable[str], members: Sequence[str], conditions: Conditions, at: tuple[int, int]
) -> None:
    """Each of these may be any member.  Raises FormulaError if it may be another of them."""
    apart = {frozenset(pair) for pair in conditions.apart}
    for one in loose:
        for other in members:
            if other != one and frozenset((one, other)) not in apart:
                raise MayBeOne((one, other), at)


def check_named(
    named: Sequence[str],
    numbers: Sequence[str],
    spoken: Iterable[str],
    conditions: Conditions,
    at: tuple[int, int],
) -> None:
    """Distinct members: one may be the member 1, and "for all a, b" says that they may be one.

    Raises FormulaError.
    """
    check_apart(named, numbers, conditions, at)
    anew = [name for name in named if name in conditions.every]
    check_apart(anew, [name for name in named if name in spoken], conditions, at)


def check_pairs(scope: PageScope, goal: Term, conditions: Conditions, at: tuple[int, int]) -> None:
    """Σ_{i ≠ j} p_i p_j, with j nowhere else, may be a sum over pairs.  Raises FormulaError."""
    told = {*conditions.every, *(name for pair in conditions.apart for name in pair)}
    told |= _beside_sums(goal)
    for one in (t for t in goal.subterms() if t.op == "sum"):
        left_out = {i.key for i in one.children[:-1]} - told
        for j in sorted(left_out & indices_in(one.children[-1])):
            index = scope.indices.get(j)
            if j in indices_in(goal) and index is not None and index.kind == "some":
                raise FormulaError(
                    f"is this a sum over {one.key} alone, or over pairs? Write \\sum_{j} "
                    f"\\sum_{{{one.key} \\ne {j}}}, or say behind it: for every {j}", *at,
                )  # fmt: skip


def _beside_sums(term: Term) -> frozenset[str]:
    """The indices that stand in a term outside of sums that leave members out."""
    if term.op == "sum" and len(term.children) > 1:
        return frozenset()
    if not term.children:
        return indices_in(term)
    return frozenset().union(*map(_beside_sums, term.children))


def check_partial(
    scope: PageScope,
    definitions: Iterable[Definition],
    sets: Sequence[IndexSet],
    at: tuple[int, int],
) -> None:
    """Raises FormulaError where a family has a value at some members alone, and is met at all."""
    for d in definitions:
        if d.key not in scope.partial:
            continue
        home = next(s for s in sets if s.key == d.params[0][1])
        if home.rest or {m for m, _ in d.exceptions} < set(home.members):
            said = ", ".join(m for m, _ in d.exceptions)
            raise FormulaError(
                f"{d.key} has a value at {said} alone; say what it is at any other index", *at
            )
