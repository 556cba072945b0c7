"""Search for the value of a limit: in every cell of the parameters the first term of an expansion, or a count of ties.

Untrusted: it gives values and the splits that led to them; `limit_table` makes a claim of them and has it proved.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ..kernel import OutsideClass, UnknownSign, ring
from ..kernel.expansions import Expander
from ..kernel.limits import FLAT as FLAT_GROWTH
from ..kernel.limits import by_growth, compare, dominant
from ..kernel.ring import Element, Quotient
from ..kernel.semantics import Semantics
from ..kernel.sequent import Sequent
from ..kernel.series import FLAT, MoreTerms, Series, level
from ..kernel.whole_families import limits_over_family
from ..terms import Term, flattened, number
from .case_search import ORDERS, Cases, Place, Search, place
from .phrases import polynomial_term, quotient_term

INFINITY = Term("infinity")
LARGEST = "largest!"  # no declared symbol has such a name
FEW = 3  # so many scores are told apart case by case; more are counted


@dataclass(frozen=True)
class Found:
    """The value in one cell: a term; with `scores`, a term that holds however these are ordered, by rows of (condition, value)."""

    value: Term | None
    quotient: Quotient | None = None
    scores: tuple[Term, ...] = ()
    elements: tuple[ring.Frozen, ...] = ()
    rows: tuple[tuple[Term, Term], ...] = ()


@dataclass
class LimitSearch(Search):
    """`claim.goal` is f → anything; the values stand in the cells' nodes."""

    few: int = FEW
    splits: dict[Place, Element] = field(default_factory=dict)

    def candidates(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "ties", {}
        for order in ORDERS:
            yield "limit_by_expansion", {"order": order}
        if "sum" in {t.op for t in self.claim.goal.subterms()}:
            yield "limit_by_dominance", {}
            yield "limit_over_family", {}

    def apply(self, name: str, sequent: Sequent, node: dict[str, Any]) -> None:
        term, s = self.claim.goal.children[0], sequent.meaning
        if name == "limit_over_family":
            node["found"] = over_family(limits_over_family(term, s))
        elif name == "ties":
            node["found"] = ties(term, s, self.few)
        else:
            node["found"] = first_term(term, s, node["order"]) if name == "limit_by_expansion" else leads(term, s)

    def _split(self, p: Element, cases: Cases, path: Cases, values: dict[str, Element], above: Sequent | None) -> dict[str, Any]:
        self.splits[place(path)] = p
        return super()._split(p, cases, path, values, above)


def first_term(term: Term, s: Semantics, order: int) -> Found:
    """The limit by an expansion.  Raises UnknownSign, MoreTerms, OutsideClass."""
    e = Expander(s, order)
    f = e.without_units(e.series(term))
    growths = {m: e.growth(m) for m in f.terms}
    if ">" in growths.values():
        lead = e.lead(f)
        if lead is not None and e.growth(lead.scale) == ">":
            return Found(INFINITY if lead.sign == ">" else Term("neg", (INFINITY,)))
        growths = {m: g for m, g in growths.items() if g != ">"}  # with coefficients that are 0 here
    if any(e.growth(r) != "<" for r in f.rest):
        raise MoreTerms("the rest of an expansion does not tend to 0")
    total = ring.ZERO
    for m, g in growths.items():
        total = total if g == "<" else ring.q_add(total, f.terms[m])
    value = quotient_term(total, s.context, s.signs.opaque)
    if value is None:
        raise OutsideClass("the limit has no name in the language")
    return Found(value, total)


def over_family(right: Term) -> Found:
    """The limit of a softmax weight or log-sum-exp over a whole family, as the kernel's rule has it."""
    if right.op != "cases":
        return Found(right)
    return Found(None, rows=tuple(zip(right.children[::2], right.children[1::2])))


def leads(term: Term, s: Semantics) -> Found:
    """The limit of a quotient with sums over unnamed members, all of which fall behind."""
    q = s.scalar(term)
    growth, above = dominant(q.numerator, s) if q.num else (FLAT_GROWTH, {})
    bottom, below = FLAT_GROWTH, ring.ONE
    for factor, k in q.den:
        g, lead = dominant(dict(factor), s)
        for _ in range(k):
            bottom = (ring.monomial_product(bottom[0], g[0]), ring.exponent_sum(bottom[1], g[1]))
            below = ring.q_multiply(below, s.invert(ring.of(lead)))
    order = compare(growth, bottom, s) if above else "<"
    if order == ">":
        raise OutsideClass("a quotient with sums over unnamed members that tends to infinity")
    total = ring.ZERO if order == "<" else ring.q_multiply(ring.of(above), below)
    value = quotient_term(total, s.context, s.signs.opaque)
    if value is None:
        raise OutsideClass("the limit has no name in the language")
    return Found(value, total)


def ties(term: Term, s: Semantics, few: int) -> Found:
    """The limit of a softmax weight or a log-sum-exp of more than a few scores, with ties counted.  Raises OutsideClass."""
    logs = [t for t in term.subterms() if t.op == "log" and Expander(s, 0).moves(t)]
    if logs:
        return _largest_score(term, logs[0], s, few)
    q = s.scalar(term)
    if len(q.den) != 1 or q.den[0][1] != 1:
        raise OutsideClass("not one sum below")
    below = by_growth(dict(q.den[0][0]), s)
    scores = _scores(below, s, few)
    above = by_growth(q.numerator, s)
    if not set(above) <= set(below):
        raise OutsideClass("a term above that is none of those below")
    for c in below.values():
        if s.signs.sign(c) != ">":
            raise UnknownSign(c)
    unit = next((c[ring.UNIT] for c in below.values() if set(c) == {ring.UNIT}), 1)
    below, above = ({g: ring.add({}, c, ring.ratio(1, unit)) for g, c in groups.items()} for groups in (below, above))
    terms = [_term(p, s) for p in scores.values()]
    maximum = Term("max", tuple(terms))
    reached = {g: Term("=", (_term(p, s), maximum)) for g, p in scores.items()}
    total = _weighted([(below[g], reached[g]) for g in scores], s)
    elements = tuple(ring.freeze(p) for p in scores.values())
    if len(above) == 1:
        ((g, c),) = above.items()
        value = Term("/", (_term(c, s), total))
        rows = ((reached[g], value), (Term("<", reached[g].children), number(0)))
        return Found(None, None, tuple(terms), elements, rows)
    value = Term("/", (_weighted([(c, reached[g]) for g, c in above.items()], s), total))
    return Found(value, None, tuple(terms), elements)


def _largest_score(term: Term, log: Term, s: Semantics, few: int) -> Found:
    """A value that is symmetric in the scores of a sum inside a logarithm: found where the first is largest, then said of the maximum."""
    q = s.scalar(log.children[0])
    if q.den:
        raise OutsideClass("a logarithm of a quotient")
    groups = by_growth(q.numerator, s)
    scores = _scores(groups, s, few)
    for c in groups.values():
        if s.signs.sign(c) != ">":
            raise UnknownSign(c)
    terms = [_term(p, s) for p in scores.values()]
    e = Expander(s, 1)
    free = Term("scalar", (LARGEST,))
    e.memo[(log, (), tuple(s.scope.values()))] = Series({level(0): ring.of(ring.atom(LARGEST))}, frozenset({FLAT}))  # log Σ = max·β + O(1)
    try:
        f = e.without_units(e.series(term))
        if any(e.growth(m) != "<" for m in (*f.terms, *f.rest) if m != FLAT):
            raise OutsideClass("not of the order of one score")
    except UnknownSign as error:
        if LARGEST in ring.atoms(error.element):
            raise OutsideClass("the sign of a function of the largest score is needed") from error
        raise
    value = quotient_term(f.terms.get(FLAT, ring.ZERO), s.context, s.signs.opaque)
    if value is None:
        raise OutsideClass("the limit has no name in the language")
    return Found(_replaced(value, free, Term("max", tuple(terms))), None, tuple(terms), tuple(ring.freeze(p) for p in scores.values()))


def _replaced(term: Term, old: Term, new: Term) -> Term:
    if term == old:
        return new
    return Term(term.op, tuple(_replaced(a, old, new) if isinstance(a, Term) else a for a in term.args)) if term.children else term


def _scores(groups: dict[Any, Element], s: Semantics, few: int) -> dict[Any, Element]:
    """Growths e^{score·β} by their scores; more than a few of them must be open.  Raises OutsideClass."""
    scores: dict[Any, Element] = {}
    for moving, rising in groups:
        score: Element = {}
        for m, c in rising:
            if sum(k for a, k in m if s.varies(a)) != 1:
                raise OutsideClass("scores that are not multiples of the limit variable")
            score = ring.add(score, {(tuple(x for x in m if not s.varies(x[0])), ()): c})
        if moving:
            raise OutsideClass("powers of the limit variable beside the scores")
        scores[(moving, rising)] = score
    best = [g for g, p in scores.items() if not any(q is not p and s.signs.find(ring.add(q, p, -1)) == ">" for q in scores.values())]
    if len(best) <= few:
        raise OutsideClass("few enough scores to tell apart")
    return _unshifted(scores)


def _unshifted(scores: dict[Any, Element]) -> dict[Any, Element]:
    """The scores with one element added to all that makes them shortest: r, p, q for 0, p − r, q − r."""

    def shifted(by: Element) -> dict[Any, Element]:
        return {g: ring.add(p, by) for g, p in scores.items()}

    shifts: list[Element] = [{}] + [{key: -c} for p in scores.values() for key, c in p.items()]
    best = min((shifted(by) for by in shifts), key=lambda table: sum(len(p) + sum(c < 0 for c in p.values()) for p in table.values()))
    return dict(sorted(best.items(), key=lambda item: (not item[1], [[(len(a), a) for a, _ in m] for m, _ in item[1]])))  # 0 last, x_2 before x_10


def _term(p: Element, s: Semantics) -> Term:
    found = polynomial_term(p, s.context)
    if found is None:
        raise OutsideClass("a score that has no name in the language")
    return found


def _weighted(parts: list[tuple[Element, Term]], s: Semantics) -> Term:
    """Σ weight·[condition]: conditions of weight one are counted together."""
    plain_ones = tuple(condition for c, condition in parts if c == ring.constant(1))
    summands = [Term("count", plain_ones)] if plain_ones else []
    for c, condition in parts:
        if c != ring.constant(1):
            summands.append(flattened("*", (_term(c, s), Term("count", (condition,)))))
    return summands[0] if len(summands) == 1 else flattened("+", tuple(summands))
