"""Search for the value of a limit.

In every cell of the parameters the first term of an expansion, or a count of ties.

Untrusted: it gives values and the splits that led to them; `limit_table` makes a claim of them and
has it proved.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any

from ...display.written_out import written_out
from ...kernel import Claim, OutsideClass, Rejected, UnknownSign
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.algebra.semantics import Semantics
from ...kernel.chance.limits_of_means import expectations, limit_of_means, over_cells
from ...kernel.limits.dominance import FLAT as FLAT_GROWTH
from ...kernel.limits.dominance import compare, dominant
from ...kernel.limits.expansions import Expander
from ...kernel.limits.scales import MoreTerms
from ...kernel.limits.ties import limit_per_power, limit_with_ties
from ...kernel.rules.sequent import Sequent
from ...language import Term, number
from ..as_terms import quotient_term
from ..failures.constraints import Trusting
from ..sign_search.positivity import ProvingSigns
from .candidate_rules import EXPANSIONS
from .case_search import Place, Search, place
from .empty_cells import Cases
from .mean_cells import trees
from .splitting import divided
from .tied_values import Writer, maxima_of

INFINITY = Term("infinity")
FEW = 3  # so many scores are told apart case by case; more are counted


@dataclass(frozen=True)
class Found:
    """The value in one cell: a term, or rows of (condition, value).

    `tied` if it holds however the scores are ordered.
    """

    value: Term | None
    quotient: Quotient | None = None
    rows: tuple[tuple[Term, Term], ...] = ()
    tied: bool = False


@dataclass
class LimitSearch(Search):
    """`claim.goal` is f → anything; the values stand in the cells' nodes."""

    splits: dict[Place, Element] = field(default_factory=dict)

    def candidates(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if self.claim.about_chance:
            yield "means", {}
            return
        yield "ties", {}
        for order in EXPANSIONS:
            yield "limit_by_expansion", {"order": order}
        if "sum" in {t.op for t in self.claim.goal.subterms()}:
            yield "limit_by_dominance", {}

    def apply(self, name: str, sequent: Sequent, node: dict[str, Any]) -> None:
        term, s = self.claim.goal.children[0], sequent.meaning
        if name == "means":
            node["found"] = of_means(term, sequent)
        elif name == "ties":
            node["found"] = ties(term, s)
        else:
            try:
                node["found"] = (
                    first_term(term, s, node["order"])
                    if name == "limit_by_expansion"
                    else leads(term, s)
                )
            except MoreTerms:
                if isinstance(s.signs, ProvingSigns):
                    s.signs.wishes += orders_wanted(term, s)
                raise

    def _split(
        self,
        p: Element,
        cases: Cases,
        path: Cases,
        values: dict[str, Element],
        above: Sequent | None,
    ) -> dict[str, Any]:
        self.splits[place(path)] = p
        return super()._split(p, cases, path, values, above)


def first_term(term: Term, s: Semantics, order: int) -> Found:
    """The limit by an expansion.  Raises UnknownSign, MoreTerms, OutsideClass."""
    e = Expander(s, order)
    if (exponent := e.exponent(term)) is not None and (end := e.diverges(exponent)):
        return Found(INFINITY) if end == ">" else Found(number(0), ring.ZERO)
    f = e.without_units(e.series(term))
    growths = {m: e.growth(m) for m in f.terms}
    if ">" in growths.values():
        lead = e.lead(f)
        if lead is not None and e.growth(lead.scale) == ">":
            return Found(INFINITY if lead.sign == ">" else Term("neg", (INFINITY,)))
        # with coefficients that are 0 here
        growths = {m: g for m, g in growths.items() if g != ">"}
    if any(e.growth(r) != "<" for r in f.rest):
        raise MoreTerms("the rest of an expansion does not tend to 0")
    total = ring.ZERO
    for m, g in growths.items():
        total = total if g == "<" else total + f.terms[m]
    value = quotient_term(total, s.context, s.signs.opaque)
    if value is None:
        raise OutsideClass("the limit has no name in the language")
    return Found(value, total)


def orders_wanted(term: Term, s: Semantics) -> list[ring.Element]:
    """What to split on where a logarithm is known up to O(1) only.

    Two of its terms were not compared.
    """
    wanted: list[ring.Element] = []
    for inside in (t.children[0] for t in written_out(term).subterms() if t.op == "log"):
        with suppress(Rejected):
            e = Expander(s, 1)
            for m, n in combinations(e.series(inside).terms, 2):
                try:
                    e.compare(m, n)
                except UnknownSign as error:
                    wanted.append(error.element)
    return wanted


def leads(term: Term, s: Semantics) -> Found:
    """The limit of a quotient with sums over unnamed members, all of which fall behind."""
    q = s.scalar(term)
    growth, above = dominant(q.numerator, s) if q.num else (FLAT_GROWTH, {})
    bottom, below = FLAT_GROWTH, ring.ONE
    for factor, k in q.den:
        g, lead = dominant(dict(factor), s)
        for _ in range(k):
            bottom = (ring.monomial_product(bottom[0], g[0]), ring.exponent_sum(bottom[1], g[1]))
            below *= s.invert(ring.of(lead))
    order = compare(growth, bottom, s) if above else "<"
    if order == ">":
        raise OutsideClass("a quotient with sums over unnamed members that tends to infinity")
    total = ring.ZERO if order == "<" else ring.of(above) * below
    value = quotient_term(total, s.context, s.signs.opaque)
    if value is None:
        raise OutsideClass("the limit has no name in the language")
    return Found(value, total)


def ties(term: Term, s: Semantics) -> Found:
    """The limit with its ties counted, in terms of the maxima.

    Raises UnknownSign, OutsideClass.
    """
    if not s.family_maxima:
        raise OutsideClass("few enough scores to tell apart")
    counting = replace(s, maxima_as_atoms=True)
    try:
        total = limit_with_ties(counting.scalar(term), counting)
    except UnknownSign:
        # at least the members that have names can be told from the largest
        if isinstance(s.signs, ProvingSigns):
            s.signs.wishes += [
                fact.element
                for scores in s.signs.maxima.values()
                for fact in scores.values()
                if not fact.stars
            ]
        raise
    except OutsideClass:
        if (
            sign := counting.signs.quotient_sign(limit_per_power(counting.scalar(term), counting))
        ) in "<>":
            return Found(INFINITY if sign == ">" else Term("neg", (INFINITY,)), tied=True)
        raise
    writer = Writer(counting)
    if rows := writer.rows(total):
        return Found(None, rows=rows, tied=True)
    return Found(writer.quotient(total), tied=True)


def of_means(term: Term, cell: Sequent) -> Found:
    """The limit of something made of means.

    Raises UnknownSign where a deterministic sign is missing, OutsideClass.
    """
    q = cell.meaning.scalar(term)
    total = divided(
        limit_of_means(cell, q, over_cells(cell, dict(zip(expectations(cell, q), trees(cell)))))
    )
    value = quotient_term(total, cell.meaning.context, cell.signs.opaque)
    if value is None:
        raise OutsideClass("the limit has no name in the language")
    return Found(value, total)


def maxima_needed(claim: Claim, term: Term) -> tuple[Term, ...]:
    """The maxima in terms of which the limit may be written; none where cases tell it."""
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    try:
        shape = Semantics(claim.context, Trusting(), rest=claim.rest)
        value = shape.scalar(term)
        logarithms = any(a in shape.signs.opaque and shape.varies(a) for a in value.atoms())
        # log count(...) for seven conditions
        return maxima_of(value, shape, cell.meaning, FEW - 1 if logarithms else FEW)
    except Rejected:
        return ()
