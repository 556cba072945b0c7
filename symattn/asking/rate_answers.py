"""How fast a limit is reached.

The leading terms of f minus its limit, case by case, each proved as a limit of a quotient.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from ..checking.workers import Stopped, searched
from ..kernel import Claim, OutsideClass
from ..kernel.limits.expansions import Expander
from ..kernel.limits.scales import FLAT, MoreTerms, Scale
from ..kernel.rules.sequent import Sequent
from ..language import Context, Term, flattened, number
from ..reading.limit_points import approached
from ..reading.questions import LimitQuestion, Question
from ..results.wrong_arguments import seconds_of, whole
from ..search.as_terms import condition, quotient_term
from ..search.cases.limit_search import Found, LimitSearch
from ..search.cases.limit_table import proved
from ..search.clock import now
from .limit_answers import SECONDS, answer_limit
from .limit_found import Limit
from .limits_of_sympy import asked_of
from .rates_found import Rate, Rates


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
    point: Any = "oo",
    *,
    terms: int = 2,
    let: Iterable[str] = (),
    given: Iterable[Any] = (),
    side: str = "",
    seconds: float = SECONDS,
) -> Rates:
    """The leading behaviour of f minus its limit, `terms` terms of it.

    The variable tends to the point: oo, −oo or a number.  At a number `side` is "+" (from above),
    which is meant without one, or "-" (from below).  f is a SymPy expression, or a text with its
    declarations in `let`, as for `symattn.limit`.

    Each case is proved: the quotient of what is left and the next term tends to 1, after
    N. G. de Bruijn, Asymptotic Methods in Analysis, chapter 1 (where ~ means that).  Raises
    TermError, QuestionError, ArgumentError.

    >>> from sympy import symbols, exp
    >>> b = symbols("b", positive=True)
    >>> n = symbols("n", integer=True)
    >>> print(asymptotics(exp(b)/(2*exp(b) + n - 2), b, terms=1, given=[n >= 2]))
    1/2 + ((1/2 - n/4)*exp(-b))  if n > 2
    1/2 exactly  if n == 2
    """
    terms, seconds = whole("terms", terms, 1, 8), seconds_of(seconds)
    question = asked_of(f, variable, "oo" if point is None else point, let, given, side)
    found = searched(partial(answer_rates, question, terms, seconds), 4 * seconds)
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
