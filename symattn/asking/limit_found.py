"""A limit as it was found: its cases, in words, as SymPy writes them, and as data."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from ..kernel import Claim
from ..language import Term, TermError, plain, replaced
from ..reading.declarations import key_of
from ..reading.spelling import spelled
from ..records.record import Reason
from ..results.result import Result
from ..results.result_parts import Case, LatexText
from ..search.cases.limit_table import TableRow
from ..words.reasons import why

if TYPE_CHECKING:
    from ..rendering.formulas.notation import Notation


@dataclass(frozen=True, repr=False)
class Limit(Result):
    """A limit as a table of cases: what `symattn.limit` gives.

    Where `complete`, one of the conditions always holds, and the first that does counts.

    `cases` are pairs of texts in the syntax of `symattn ask`; a value None is a case that is not
    decided, `why` says why.

    >>> import symattn
    >>> found = symattn.limit("exp(-b*g)", "b", "oo", let=["g: real"])
    >>> found.complete, found.cases[0].when, found.cases[0].value
    (True, 'g > 0', '0')
    """

    term: Term
    variable: str
    point: Term
    rows: tuple[TableRow, ...]
    complete: bool
    claims: tuple[tuple[Claim, Any], ...] = field(default=(), repr=False)
    names: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    note: str = ""
    # by key, where SymPy's name is another one
    symbols: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    side: str = ""

    _no_truth = (
        "a limit is not true or false: see whether it is complete, or compare its value, as "
        "in found.value == '1/2'"
    )
    __hash__ = Result.__hash__

    @property
    def verdict(self) -> str:
        """proved where every case is decided, else undecided."""
        return "proved" if self.complete else "undecided"

    @property
    def claim(self) -> str:
        """The limit that was asked for, as `symattn ask` reads it."""
        side = f", '{self.side}'" if self.side else ""
        asked = f"{spelled(self.term, self.names)}, {self.variable}"
        return f"limit({asked}, {spelled(self.point, self.names)}{side})"

    @property
    def text(self) -> str:
        """The cases, a line each."""
        return self._text()

    @property
    def cases(self) -> list[Case]:
        """Values with their conditions; the first condition that holds counts."""
        return [
            Case(
                spelled(r.when, self.names) if r.when is not None else "true",
                spelled(r.value, self.names) if r.value is not None else None,
            )
            for r in self.rows
        ]

    @property
    def why(self) -> str:
        """What is not decided, and why; empty where all is."""
        return "; ".join(
            [
                *([self.note] if self.note else []),
                *(_words(r.why) for r in self.rows if r.value is None),
            ]
        )

    @property
    def value(self) -> str | None:
        """The value, where it is the same in all cases; else None."""
        return (
            self.cases[0][1]
            if self.complete and len(self.rows) == 1 and self.rows[0].when is None
            else None
        )

    @property
    def certificate(self) -> list[dict[str, Any]]:
        """Claims and certificates as plain data; `symattn.kernel.checker` recomputes each."""
        return [
            {"claim": claim.to_json(), "certificate": certificate}
            for claim, certificate in self.claims
        ]

    def to_json(self) -> dict[str, Any]:
        """The answer as in docs/json.md."""
        from ..records.typed_answers import CaseData, LimitData
        from ..records.typed_data import UNSET, certificates, plain_data

        cases = [
            CaseData(when=when, value=value, why=UNSET if value is not None else _words(row.why))
            for (when, value), row in zip(self.cases, self.rows)
        ]
        answer: dict[str, Any] = plain_data(
            LimitData(
                verdict="proved" if self.complete else "undecided",
                complete=self.complete,
                cases=cases,
                why=self.why or UNSET,
                certificate=certificates(self.claims),
            )
        )
        return answer

    @property
    def latex(self) -> LatexText:
        """\\lim_{β → ∞} f = ..., for math mode."""
        from ..rendering.formulas.latex_math import latex_source

        return LatexText(latex_source(self._notation()))

    def _notation(self) -> Notation:
        from ..rendering.formulas.symbols import words
        from ..rendering.formulas.term_notation import notation, tends

        rows, short = self._abbreviated()
        cases = [
            (
                notation(r.value) if r.value is not None else words("not decided"),
                notation(r.when) if r.when is not None else None,
            )
            for r in rows
        ]
        return tends(Term("scalar", (key_of(self.variable),)), self.point, self.term, cases, short)

    def piecewise(self) -> Any:
        """The limit as a SymPy expression: a Piecewise where there are cases.

        Raises TermError unless it is complete.
        """
        import sympy

        from ..writing.sympy_bridge import condition_to_sympy, value_to_sympy

        if not self.complete:
            raise TermError(f"not every case is decided: {self.why}")
        asked = {sympy.Symbol(key): sympy.Symbol(name) for key, name in self.symbols.items()}
        if len(self.rows) == 1 and self.rows[0].when is None:
            return value_to_sympy(self.rows[0].value).xreplace(asked)
        return sympy.Piecewise(
            *(
                (
                    value_to_sympy(r.value).xreplace(asked),
                    condition_to_sympy(r.when).xreplace(asked),
                )
                for r in self.rows
            )
        )

    def _abbreviated(self) -> tuple[tuple[TableRow, ...], list[tuple[Term, Term]]]:
        """The rows with a letter for each maximum that occurs again and again.

        With them, what the letters stand for.
        """
        seen = Counter(
            t
            for r in self.rows
            for side in (r.when, r.value)
            if side is not None
            for t in side.subterms()
            if t.op == "max"
        )
        letters = (k for k in ("M", "M_2", "M_3", "M_4") if k not in self.names)
        rows, short = self.rows, []
        for most, name in zip([t for t, count in seen.items() if count > 2], letters):
            letter = Term("scalar", (name,))
            rows = tuple(
                replace(
                    r,
                    when=r.when and replaced(r.when, {most: letter}),
                    value=r.value and replaced(r.value, {most: letter}),
                )
                for r in rows
            )
            short.append((letter, most))
        return rows, short

    def _text(self) -> str:
        rows, short = self._abbreviated()
        lines = [
            (spelled(r.value, self.names) if r.value is not None else "?")
            + (f"  if {spelled(r.when, self.names)}" if r.when is not None else "")
            for r in rows
        ]
        return "\n".join(
            lines
            + [
                f"where {spelled(name, self.names)} = {spelled(most, self.names)}"
                for name, most in short
            ]
        )

    def _repr_html_(self) -> str:
        from ..rendering.formulas.mathml import math

        return math(self._notation(), display=True)


def _words(reason: Reason) -> str:
    return "".join(p if isinstance(p, str) else plain(p) for p in why(reason)) if reason else ""
