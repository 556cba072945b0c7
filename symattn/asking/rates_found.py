"""How fast a limit is reached, as it was found: its cases, in words, as LaTeX, and as data."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ..kernel import Claim
from ..language import Term, flattened, number
from ..reading.spelling import spelled
from ..results.result import Result
from ..results.result_parts import Case
from .limit_found import Limit


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

    >>> import symattn
    >>> found = symattn.asymptotics("exp(b)/(exp(b) + 1)", "b", terms=1)
    >>> found.complete, found.cases[0].value
    (True, '1 + (-1)*exp(-b)')
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
        from ..records.typed_answers import CaseData, RatesData
        from ..records.typed_data import certificates, plain_data

        claims = [*self.limit.claims, *(one for c in self.rates for one in c.claims)]
        answer: dict[str, Any] = plain_data(
            RatesData(
                verdict="proved" if self.complete else "undecided",
                complete=self.complete,
                asked=self.claim,
                cases=[CaseData(when=c.when, value=c.value) for c in self.cases],
                certificate=certificates(claims),
            )
        )
        return answer

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
