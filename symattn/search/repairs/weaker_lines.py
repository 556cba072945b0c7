"""Search for what makes a false line true with both sides left alone.

A weaker relation, or a condition.

Conditions come from where the line holds: factors of the difference that vanish ("n = 2"), and the
signs that the case tree splits on ("γ_a > 0").  Each is proved by the kernel; the weakest come
first.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from copy import copy
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected, replay
from ...kernel.algebra import ring
from ...kernel.algebra.coefficients import difference
from ...kernel.algebra.ring import Element
from ...kernel.algebra.shapes import Point
from ...kernel.rules.rule_table import RULES
from ...kernel.rules.sequent import Sequent
from ...kernel.verdicts import NEVER, WEAKER, never_otherwise, opposite, repaired
from ...language import Context, Term, depends_on, indices_in, number, to_json
from ...language.kinds import COMPARISONS, ORDERS
from ...language.mentions import all_parts
from ..as_terms import condition, polynomial_term
from ..cases.case_search import Cell, Search
from ..cases.splitting import splittable
from ..clock import now
from ..failures.models import extended, model
from ..plain_data import point_to_json
from ..restated import may_restate
from ..sign_search.positivity import ProvingSigns
from ..symbols_used import keys_used
from .domains import domain

MOST = 2
WHERE_DEFINED = 0.2  # of the time: a line without values somewhere is often true elsewhere


def prove(claim: Claim, deadline: float, near: Point | None = None) -> dict[str, Any] | None:
    """A certificate that the claim holds, still to be replayed; None if none is found."""
    search = Search(claim, deadline, stop_early=True)
    proof = search.run()
    return certified(claim, proof, search.maxima, near) if proof is not None else None


def certified(
    claim: Claim, proof: dict[str, Any], maxima: tuple[Term, ...] = (), near: Point | None = None
) -> dict[str, Any] | None:
    """The proof with a model of its hypotheses, if one is found; `near` is one of some of them.

    The kernel replays it when the verdict is judged.
    """
    if (found := (extended(claim, near) if near is not None else None) or model(claim)) is None:
        return None
    certificate = {
        "format": FORMAT,
        "kernel": KERNEL,
        "model": point_to_json(found),
        "proof": proof,
    }
    if maxima:
        certificate["maxima"] = [to_json(m) for m in maxima]
    if any(a.op not in COMPARISONS for a in claim.assumptions):
        instance = model(claim, True)
        if instance is None:
            return None
        certificate["instance"] = point_to_json(instance)
    return certificate


def find_repairs(claim: Claim, search: Search, deadline: float) -> list[dict[str, Any]]:
    """At most `MOST` repairs, as evidence for the kernel.

    First conditions, then a weaker relation, then both.

    `search` is the one that did not prove the claim; where it failed tells which conditions may
    help.
    """
    found: list[dict[str, Any]] = []
    relations: list[str | None] = [None]
    if (claim.context.limit or claim.conclusion.op != "=") and claim.conclusion.children[
        0
    ].sort != "matrix":
        moves = bool(keys_used(claim.goal, claim.context) & set(claim.context.limit))
        relations += [r for r in WEAKER.get(claim.conclusion.op, ()) if moves or r != "≈"]
    for relation in relations:
        if relation is not None:
            search = Search(claim.weakened(relation), deadline)
            if (proof := search.run()) is not None:
                found += _repair(claim, relation, (), proof, search)
                break
            if found and relation in ORDERS:
                break  # a condition of the relation itself says more than one of a weaker relation
        wherever = _where_defined(claim, deadline)
        for facts in dict.fromkeys(
            (wherever, *conditions(search)) if wherever else conditions(search)
        ):
            if now() > deadline:
                break
            if any(
                f.op == "="
                and depends_on(claim.context, f, frozenset(law.key for law in claim.context.laws))
                for f in facts
            ):
                continue  # that has probability 0
            if any(may_restate(claim, f) for f in facts):
                continue  # it carries nothing
            if (proof := search.with_failures_mended(search.claim.assuming(*facts))) is not None:
                if any(r["assume"] == [to_json(f) for f in facts] for r in found):
                    break  # that is told already, of a stronger relation
                if repair := _repair(claim, relation, facts, proof, search):
                    found += repair
                    break
    return found[:MOST]


def holds_where_defined(claim: Claim, search: Search, deadline: float) -> bool:
    """Whether the claim is proved, within a share of the time, wherever both sides have a value."""
    until = now() + (deadline - now()) * WHERE_DEFINED
    facts = _where_defined(claim, until)
    if not facts or any(may_restate(claim, f) for f in facts):
        return False
    search = copy(search)
    search.deadline = until
    return search.with_failures_mended(claim.assuming(*facts)) is not None


def _where_defined(claim: Claim, deadline: float) -> tuple[Term, ...]:
    """What both sides need to have values, where a comparison may be repaired by it."""
    if claim.goal.op not in COMPARISONS or claim.context.laws:
        return ()
    return domain(claim, deadline)


def _repair(
    claim: Claim,
    relation: str | None,
    facts: tuple[Term, ...],
    proof: dict[str, Any],
    search: Search,
) -> list[dict[str, Any]]:
    """The repair as evidence, if its hypotheses can hold; with its necessity if that is found.

    The kernel replays it when the verdict is judged.
    """
    repair: dict[str, Any] = {
        "relation": relation,
        "assume": [to_json(f) for f in facts],
        "necessary": None,
    }
    try:
        changed = repaired(claim, repair)
        repair["proof"] = certified(changed, proof, search.maxima)
        if repair["proof"] is None:
            return []
    except Rejected:
        return []
    with suppress(Rejected, KeyError):
        shown = [
            never_true(never_otherwise(claim, repair, fact), search.deadline) for fact in facts
        ]
        repair["necessary"] = shown if shown and None not in shown else None
    return [repair]


class Nowhere(Search):
    """Search for a proof that a line holds nowhere: the opposite does, or a side has no value."""

    def candidates(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from super().candidates()
        yield "no_value", {}

    def apply(self, name: str, sequent: Sequent, node: dict[str, Any]) -> None:
        RULES[name].run(sequent, node)


def never_true(opposite: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate that the line whose opposite this is holds nowhere; None if none is found."""
    search = Nowhere(opposite, deadline, stop_early=True, prune_first=True)
    if (proof := search.run()) is None or (
        certificate := certified(opposite, proof, search.maxima)
    ) is None:
        return None
    with suppress(Rejected):  # it is lost alone, and not with it what it belongs to
        replay(opposite, certificate, NEVER)
        return certificate
    return None


def nowhere(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """Evidence that a line holds nowhere; None if none is found."""
    with suppress(Rejected, KeyError):
        if (shown := never_true(opposite(claim), deadline)) is not None:
            return {"nowhere": shown}
    return None


def _beyond(p: Element, q: Element, context: Context) -> Iterator[tuple[Term, ...]]:
    """|x| > c, where one of x − c and −x − c has to be > 0."""
    apart, twice = ring.add(p, q, -1), ring.add(p, q)
    if set(twice) == {ring.UNIT} and twice[ring.UNIT] < 0 and ring.UNIT not in apart:
        x, c = (
            polynomial_term(ring.add({}, y, ring.ratio(k, 2)), context)
            for y, k in ((apart, 1), (twice, -1))
        )
        if x is not None and c is not None:
            yield (Term(">", (Term("abs", (x,)), c)),)


def conditions(search: Search) -> Iterator[tuple[Term, ...]]:
    """Candidate hypotheses, the weakest first."""
    claim, context = search.claim, search.claim.context
    if claim.conclusion.op == "=":
        for p in _vanishing_factors(claim):
            if (fact := condition(p, "=", context)) is not None:
                yield (fact,)
    cells = [c for c in search.cells if not c.empty]
    signs = _signs_split(cells)
    good: list[tuple[int, Element, str]] = []
    for p in signs:
        for relation, members in (
            ("≠", "<>"),
            ("≥", ">="),
            ("≤", "<="),
            (">", ">"),
            ("<", "<"),
            ("=", "="),
        ):
            inside = [c for c in cells if (p, True) in ((q, r in members) for q, r in c.path)]
            if inside and all(c.node is not None for c in inside):
                good.append((len(inside), p, relation))
    good.sort(key=lambda g: (-g[0], "><≥≤≠=".index(g[2])))
    strict = [(p, r) for _, p, r in good if r in (">", "<") and len(ring.atoms(p)) == 1]
    for k, (p, r) in enumerate(strict):
        for q, r2 in strict[k + 1 :]:
            both = [x if rel == ">" else ring.negative(x) for x, rel in ((p, r), (q, r2))]
            larger = [polynomial_term(x, context) for x in both]
            if p != q and None not in larger and p != ring.add({}, q, -1):
                yield from _beyond(both[0], both[1], context)
                yield (Term(">", (Term("max", tuple(t for t in larger if t)), number(0))),)
    for _, p, relation in good:
        if (fact := condition(p, relation, context)) is not None:
            yield (fact,)
    yield from _largest_alone(claim)
    for cell in sorted((c for c in cells if c.node is not None), key=lambda c: len(c.path)):
        facts = [condition(p, relation, context) for p, relation in cell.path]
        if 1 < len(facts) <= 3 and None not in facts:
            yield tuple(f for f in facts if f)


def _largest_alone(claim: Claim) -> Iterator[tuple[Term, ...]]:
    """x_i < x_a for every other i: what a limit at a named member may need."""
    context = claim.context
    if claim.conclusion.op not in ("→", "≈"):
        return
    spoken = {t.key for t in all_parts(context, [claim.goal]) if t.op == "entry"}
    for family in context.families:
        home = next(s for s in context.index_sets if s.key == family.over)
        if family.key not in spoken or not home.rest:
            continue
        for member in sorted(set(home.members) & indices_in(claim.goal)):
            others = [m for m in (*home.members, home.rest) if m != member]
            x = {m: Term("entry", (family.key, Term("index", (m,)))) for m in (*others, member)}
            yield tuple(Term("<", (x[m], x[member])) for m in others)


def _signs_split(cells: list[Cell]) -> list[Element]:
    found: list[Element] = []
    for cell in cells:
        for p, _ in cell.path:
            if p not in found:
                found.append(p)
    return found


def _vanishing_factors(claim: Claim) -> list[Element]:
    """Factors, free of exponentials, of the numerator of left − right."""
    signs = ProvingSigns()
    cell = Sequent(claim, signs=signs)
    signs.cell = cell
    try:
        parts = difference(cell.meaning, claim.conclusion)
    except Rejected:
        return []
    if (
        len(parts) == 1
        and (q := next(iter(parts.values())))
        and len(q.num) == 2
        and sum(c for _, c in q.num) == 0
        and not any(m for (m, _), _ in q.num)
    ):
        (_, first), (_, second) = (key for key, _ in q.num)  # c (e^x − e^y)
        gap = ring.exponent_as_element(ring.exponent_sum(first, tuple((m, -c) for m, c in second)))
        return list(splittable(Claim(claim.context, Term("=", claim.conclusion.args)), gap, {}))
    for q in parts.values():
        groups: dict[Any, Element] = {}
        for (m, e), c in q.num:
            groups.setdefault(e, {})[(m, ())] = c
        pieces = [
            list(splittable(Claim(claim.context, Term("=", claim.conclusion.args)), g, {}))
            for g in groups.values()
        ]
        return [
            p
            for p in pieces[0]
            if all(p in other or ring.add({}, p, -1) in other for other in pieces)
        ]
    return []
