"""How fast a limit is reached.

The leading terms of f minus its limit, case by case, each proved as a limit of a quotient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ..checking.workers import Stopped, result
from ..kernel import Claim, OutsideClass
from ..kernel.limits.expansions import Expander
from ..kernel.limits.scales import FLAT, MoreTerms, Scale
from ..kernel.rules.sequent import Sequent
from ..language import Context, Term, flattened, number
from ..reading.questions import LimitQuestion, Question
from ..reading.spelling import spelled
from ..results.parts import Case
from ..results.result import Result
from ..search.as_terms import condition, quotient_term
from ..search.cases.limit_search import Found, LimitSearch
from ..search.cases.limit_table import proved
from ..search.clock import now
from .limit_answers import SECONDS, answer_limit, approached
from .limit_found import Limit
from .limits_of_sympy import question_of


@dataclass(frozen=True)
class Rate:
    """One case.

    Under the condition (None: always), f − value ~ terms[0], f − value − terms[0] ~ terms[1], ...

    With `exact`, f − value − Σ terms is 0 from some value of the variable on.
    """

    when: tuple[Term, ...]
    value: Term
    terms: tuple[Term, ...]
    exact: bool
    claims: tuple[tuple[Claim, Any], ...] = field(default=(), repr=False)


@dataclass(frozen=True, repr=False)
class Rates(Result):
    """The leading behaviour in every case: what `symattn.asymptotics` gives.

    `rates` has the terms of each case, `complete` is whether nothing stayed open.
    """

    limit: Limit
    rates: tuple[Rate, ...]
    complete: bool
    _no_truth = "rates are not true or false: see whether they are complete"
    __hash__ = Result.__hash__

    @property
    def verdict(self) -> str:
        """proved where every case is decided, else undecided."""
        return "proved" if self.complete else "undecided"

    @property
    def claim(self) -> str:
        """The limit that is reached."""
        return self.limit.claim

    @property
    def cases(self) -> list[Case]:
        """The limit with its leading terms, and when it has them."""
        names = self.limit.names
        return [
            Case(
                " and ".join(spelled(w, names) for w in c.when) or "true",
                spelled(_sum(c), names),
            )
            for c in self.rates
        ]

    @property
    def why(self) -> str:
        """What is not decided; empty where all is."""
        return self.limit.why or ("" if self.complete else "not every case is decided")

    @property
    def latex(self) -> str:
        """f as its leading terms, for math mode, case by case."""
        from ..rendering.formulas.latex_math import latex

        f = latex(self.limit.term)
        rows = [
            f"{f} = {latex(_sum(c))}"
            + ("" if c.exact else r" + \cdots")
            + "".join(rf" \quad \text{{if }} {latex(w)}" for w in c.when)
            for c in self.rates
        ]
        return " \\qquad ".join(rows)

    def to_json(self) -> dict[str, Any]:
        """The cases as plain data, with a certificate for each claim that they make."""
        claims = [*self.limit.claims, *(one for c in self.rates for one in c.claims)]
        return {
            "verdict": self.verdict,
            "complete": self.complete,
            "asked": self.claim,
            "cases": [{"when": c.when, "value": c.value} for c in self.cases],
            "certificate": [{"claim": c.to_json(), "certificate": one} for c, one in claims],
        }

    @property
    def text(self) -> str:
        """The cases, a line each."""
        names = self.limit.names
        lines = []
        for c in self.rates:
            behaviour = " + ".join(f"({spelled(t, names)})" for t in c.terms) + (
                " exactly" if c.exact else ""
            )
            when = " and ".join(spelled(w, names) for w in c.when)
            lines.append(
                f"{spelled(c.value, names)} + {behaviour}"
                if c.terms
                else f"{spelled(c.value, names)} exactly"
            )
            lines[-1] += f"  if {when}" if when else ""
        return "\n".join([*lines, *([] if self.complete else ["not every case is decided"])])


def _sum(rate: Rate) -> Term:
    """The limit with its leading terms."""
    terms = rate.terms if rate.value == number(0) and rate.terms else (rate.value, *rate.terms)
    return terms[0] if len(terms) == 1 else flattened("+", terms)


@dataclass
class LeadSearch(LimitSearch):
    """The first term of the claim's left side, in every cell."""

    def candidates(self) -> Iterator[tuple[str, dict[str, Any]]]:
        return (c for c in super().candidates() if c[0] != "ties")

    def apply(self, name: str, sequent: Sequent, node: dict[str, Any]) -> None:
        e = Expander(sequent.meaning, node["order"])
        f = e.without_units(e.series(self.claim.goal.children[0]))
        if not f.rest and not f.terms:
            node["found"] = Found(number(0))
            return
        lead = e.lead(f)
        if lead is None:
            node["found"] = Found(number(0))
            return
        coefficient = quotient_term(
            lead.coefficient, sequent.meaning.context, sequent.meaning.signs.opaque
        )
        scale = scale_term(lead.scale, sequent.meaning.context, e)
        if coefficient is None:
            raise OutsideClass("the leading coefficient has no name in the language")
        node["found"] = Found(
            coefficient
            if scale is None
            else scale
            if coefficient == number(1)
            else flattened("*", (coefficient, scale))
        )


def scale_term(m: Scale, context: Context, e: Expander) -> Term | None:
    """β^a (log β)^b e^{...} as a term; None for 1."""
    if m == FLAT:
        return None
    factors: list[Term] = []
    for k, a in sorted(m[0], key=lambda power: power[0]):
        base = Term("scalar", (context.limit[0],))
        for _ in range(k):
            base = Term("log", (base,))
        exponent = _named(quotient_term(a, context, e.s.signs.opaque))
        factors.append(base if exponent == number(1) else Term("^", (base, exponent)))
    summands = []
    for n, c in m[1]:
        factor, inner = (
            _named(quotient_term(c, context, e.s.signs.opaque)),
            scale_term(n, context, e),
        )
        assert inner is not None
        if factor.op == "neg":
            summands.append(
                Term(
                    "neg",
                    (
                        inner
                        if factor.children[0] == number(1)
                        else flattened("*", (factor.children[0], inner)),
                    ),
                )
            )
        else:
            summands.append(inner if factor == number(1) else flattened("*", (factor, inner)))
    if summands:
        factors.append(
            Term("exp", (summands[0] if len(summands) == 1 else flattened("+", tuple(summands)),))
        )
    product = factors[0]
    for f in factors[1:]:
        product = flattened("*", (product, f))
    return product


def _named(term: Term | None) -> Term:
    if term is None:
        raise OutsideClass("a growth that has no name in the language")
    return term


def answer_rates(question: Question, terms: int = 2, seconds: float = SECONDS) -> Rates:
    """The leading terms for the limit that a question asks for, at +∞ or from one side."""
    asked = question.asked
    assert isinstance(asked, LimitQuestion)
    found = answer_limit(question, seconds)
    context, term = approached(
        question.context, asked.term, asked.variable, asked.point, asked.side or "+"
    )
    deadline = now() + seconds
    cases: list[Rate] = []
    complete = found.complete
    for row in found.rows:
        conditions = (
            [()]
            if row.when is None
            else [
                tuple(c.children) if c.op == "and" else (c,)
                for c in (row.when.children if row.when.op == "or" else (row.when,))
            ]
        )
        for facts in conditions:
            if (
                row.value is None
                or "infinity" in {t.op for t in row.value.subterms()}
                or any(t.op in ("or", "count") for f in facts for t in f.subterms())
            ):
                complete = False
                continue
            inside = replace(context, facts=(*context.facts, *facts))
            more, whole = _terms(inside, term, row.value, (), facts, terms, deadline)
            cases += more
            complete = complete and whole
    return Rates(found, tuple(cases), complete)


def _terms(
    context: Context,
    term: Term,
    value: Term,
    before: tuple[Term, ...],
    when: tuple[Term, ...],
    wanted: int,
    deadline: float,
) -> tuple[list[Rate], bool]:
    """The next term in every cell, and in each of these the one after it."""
    gap = (
        flattened("+", (term, *(Term("neg", (t,)) for t in (value, *before))))
        if value != number(0) or before
        else term
    )
    search = LeadSearch(
        Claim(context, Term("→", (gap, number(0)))), deadline, prune_first=True, expand_always=True
    )
    search.run()
    cases: list[Rate] = []
    complete = True
    for cell in search.cells:
        if cell.empty:
            continue
        facts = tuple(
            f
            for f in (condition(p, relation, context) for p, relation in cell.path)
            if f is not None and f not in when
        )
        inside = replace(context, facts=(*context.facts, *facts))
        lead: Term | None = cell.node["found"].value if cell.node is not None else None
        if lead == number(0) or lead is None:
            claim = Claim(inside, Term("=", (gap, number(0))))
        else:
            claim = Claim(inside, Term("→", (Term("/", (gap, lead)), number(1))))
        certificate = proved(claim, {}, deadline) if lead is not None else None
        if lead is None or certificate is None:
            complete = False
            if before:
                cases.append(Rate((*when, *facts), value, before, False))
            continue
        step = ((claim, certificate),)
        if lead == number(0):
            cases.append(Rate((*when, *facts), value, before, True, step))
        elif len(before) + 1 == wanted:
            cases.append(Rate((*when, *facts), value, (*before, lead), False, step))
        else:
            deeper, whole = _terms(
                inside, term, value, (*before, lead), (*when, *facts), wanted, deadline
            )
            cases += [replace(c, claims=step + c.claims) for c in deeper]
            complete = complete and whole
    return cases, complete


def asymptotics(
    f: Any,
    variable: Any,
    *,
    terms: int = 2,
    point: Any = None,
    given: Iterable[Any] = (),
    side: str = "",
    seconds: float = SECONDS,
) -> Rates:
    """The leading behaviour of f minus its limit, `terms` terms of it.

    The variable tends to +∞ (or to `point`).

    At a point `side` is "+" (from above), which is meant without one, or "-" (from below).

    >>> from sympy import symbols, exp
    >>> b = symbols("b", positive=True)
    >>> n = symbols("n", integer=True)
    >>> print(asymptotics(exp(b)/(2*exp(b) + n - 2), b, terms=1, given=[n >= 2]))
    1/2 + ((1/2 - n/4)*exp(-b))  if n > 2
    1/2 exactly  if n == 2
    """
    question = question_of(f, variable, Term("infinity") if point is None else point, given, side)
    found = result(partial(answer_rates, question, terms, seconds), 4 * seconds)
    if isinstance(found, Stopped):
        assert isinstance(question.asked, LimitQuestion)
        return Rates(
            Limit(
                question.asked.term,
                question.asked.variable,
                question.asked.point,
                (),
                False,
                names=question.names,
                note=found.why,
            ),
            (),
            False,
        )
    assert isinstance(found, Rates)
    return found


__all__ = ["MoreTerms", "Rate", "Rates", "answer_rates", "asymptotics"]
