"""Limits with all their cases, and how fast they are reached: what `symattn.limit` and `symattn.asymptotics` give.

Every case is a claim that the kernel has replayed.  Limits other than at +∞ are limits at +∞ of the term with 1/t, −t or
a ± 1/t put in for the variable; the claims in the certificate are about that term.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from ..checking.workers import Stopped, result
from ..kernel import Claim, OutsideClass
from ..language import (
    Context,
    Scalar,
    Term,
    TermError,
    flattened,
    number,
    plain,
    replaced,
)
from ..language.wellformed import NAME
from ..reading.declarations import QuestionError, key_of
from ..reading.questions import LimitQuestion, Question
from ..reading.spelling import name_of, spelled
from ..records.record import Reason
from ..search.cases.derivatives_done import Proofs, carried_out, outermost
from ..search.cases.limit_table import LimitTable, TableRow, table_of
from ..search.clock import now
from ..words.reasons import why

if TYPE_CHECKING:
    from ..rendering.formulas.notation import Notation

SECONDS = 20.0
INFINITY = Term("infinity")


@dataclass(frozen=True)
class Limit:
    """A limit as a table of cases.  Where `complete`, one of the conditions always holds, and the first that does counts.

    `cases` are pairs of texts in the syntax of `symattn ask`; a value None is a case that is not decided, `why` says why.
    """

    term: Term
    variable: str
    point: Term
    rows: tuple[TableRow, ...]
    complete: bool
    claims: tuple[tuple[Claim, Any], ...] = field(default=(), repr=False)
    names: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    note: str = ""
    symbols: dict[str, str] = field(default_factory=dict, repr=False, compare=False)  # by key, where SymPy's name is another one

    @property
    def cases(self) -> list[tuple[str, str | None]]:
        return [(spelled(r.when, self.names) if r.when is not None else "true", spelled(r.value, self.names) if r.value is not None else None) for r in self.rows]

    @property
    def why(self) -> str:
        """What is not decided, and why; empty where all is."""
        return "; ".join([*([self.note] if self.note else []), *(_words(r.why) for r in self.rows if r.value is None)])

    @property
    def value(self) -> str | None:
        """The value, where it is the same in all cases; else None."""
        return self.cases[0][1] if self.complete and len(self.rows) == 1 and self.rows[0].when is None else None

    def __bool__(self) -> bool:
        raise TypeError("a limit is not true or false: see whether it is complete, or compare its value, as in found.value == '1/2'")

    @property
    def certificate(self) -> list[dict[str, Any]]:
        """Claims and certificates as plain data; `symattn.kernel.checker` recomputes each."""
        return [{"claim": claim.to_json(), "certificate": certificate} for claim, certificate in self.claims]

    def to_json(self) -> dict[str, Any]:
        """The answer as in docs/json.md."""
        cases = [{"when": when, "value": value} if value is not None else {"when": when, "value": None, "why": _words(row.why)} for (when, value), row in zip(self.cases, self.rows)]
        answer = {"verdict": "proved" if self.complete else "undecided", "complete": self.complete, "cases": cases}
        return answer | ({"why": self.why} if self.why else {}) | {"certificate": self.certificate}

    def latex(self) -> str:
        """\\lim_{β → ∞} f = ..., for math mode."""
        from ..rendering.formulas.latex_math import latex_source

        return latex_source(self._notation())

    def _notation(self) -> Notation:
        from ..rendering.formulas.symbols import words
        from ..rendering.formulas.term_notation import notation, tends

        rows, short = self._abbreviated()
        cases = [(notation(r.value) if r.value is not None else words("not decided"), notation(r.when) if r.when is not None else None) for r in rows]
        return tends(Term("scalar", (key_of(self.variable),)), self.point, self.term, cases, short)

    def piecewise(self) -> Any:
        """The limit as a SymPy expression: a Piecewise where there are cases.  Raises TermError unless it is complete."""
        import sympy

        from ..writing.sympy_bridge import condition_to_sympy, value_to_sympy

        if not self.complete:
            raise TermError(f"not every case is decided: {self.why}")
        asked = {sympy.Symbol(key): sympy.Symbol(name) for key, name in self.symbols.items()}
        if len(self.rows) == 1 and self.rows[0].when is None:
            return value_to_sympy(self.rows[0].value).xreplace(asked)
        return sympy.Piecewise(*((value_to_sympy(r.value).xreplace(asked), condition_to_sympy(r.when).xreplace(asked)) for r in self.rows))

    def _abbreviated(self) -> tuple[tuple[TableRow, ...], list[tuple[Term, Term]]]:
        """The rows with a letter for each maximum that occurs again and again, and what the letters stand for."""
        seen = Counter(t for r in self.rows for side in (r.when, r.value) if side is not None for t in side.subterms() if t.op == "max")
        letters = (k for k in ("M", "M_2", "M_3", "M_4") if k not in self.names)
        rows, short = self.rows, []
        for most, name in zip([t for t, count in seen.items() if count > 2], letters):
            letter = Term("scalar", (name,))
            rows = tuple(replace(r, when=r.when and replaced(r.when, {most: letter}), value=r.value and replaced(r.value, {most: letter})) for r in rows)
            short.append((letter, most))
        return rows, short

    def __str__(self) -> str:
        rows, short = self._abbreviated()
        lines = [(spelled(r.value, self.names) if r.value is not None else "?") + (f"  if {spelled(r.when, self.names)}" if r.when is not None else "") for r in rows]
        return "\n".join(lines + [f"where {spelled(name, self.names)} = {spelled(most, self.names)}" for name, most in short])

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"

    def _repr_html_(self) -> str:
        from ..rendering.formulas.mathml import math

        return math(self._notation(), display=True)


def _words(reason: Reason) -> str:
    return "".join(p if isinstance(p, str) else plain(p) for p in why(reason)) if reason else ""


def answer_limit(question: Question, seconds: float = SECONDS) -> Limit:
    """The limit that a question asks for."""
    asked = question.asked
    assert isinstance(asked, LimitQuestion)
    deadline = now() + seconds
    sides = [asked.side] if asked.side or "infinity" in {t.op for t in asked.point.subterms()} else ["+", "-"]
    tables = [_one_sided(question.context, asked, side, deadline) for side in sides]
    first = tables[0]
    claims = tuple(p for t in tables for p in t.proofs)
    found = Limit(asked.term, asked.variable, asked.point, first.rows, first.complete, claims, question.names, symbols=question.symbols)
    if len(tables) == 2 and tables[1].rows != first.rows:
        sided = [replace(found, rows=t.rows) for t in tables]
        note = f"from above it is {_joined(sided[0])}, from below {_joined(sided[1])}; ask for one side with limit(f, {asked.variable}, point, '+')"
        return replace(found, rows=(TableRow(None, None, ("two sides",)),), complete=False, claims=(), note=note)
    return found


def answer_within(question: Question, seconds: float = SECONDS, tick: Callable[[float], None] | None = None) -> Limit:
    """As `answer_limit`, in a process that is stopped where it takes too long or too much memory: then nothing is decided, and the note says why."""
    found = result(partial(answer_limit, question, seconds), 2 * seconds, tick)
    if isinstance(found, Stopped):
        assert isinstance(question.asked, LimitQuestion)
        return Limit(question.asked.term, question.asked.variable, question.asked.point, (), False, names=question.names, note=found.why)
    assert isinstance(found, Limit)
    return found


def _joined(found: Limit) -> str:
    return str(found).replace("\n", ", ")


def _one_sided(context: Context, asked: LimitQuestion, side: str, deadline: float) -> LimitTable:
    """The table for one side; a derivative by the variable is carried out before anything is put in for it."""
    variable, term = Term("scalar", (key_of(asked.variable),)), asked.term
    proofs: Proofs = ()
    if asked.point != INFINITY and outermost(term, variable):
        here = [Term(">" if side == "+" else "<", (variable, asked.point))] if side else []
        facts = (*here, *(f for f in context.facts if variable not in set(f.subterms())))
        try:
            term, proofs = carried_out(replace(context, facts=facts, limit=()), term, variable, deadline)
        except OutsideClass:
            return LimitTable(context, term, (TableRow(None, None, ("derivative", outermost(term, variable)[0])),), False)
    table = table_of(*approached(context, term, asked.variable, asked.point, side), deadline)
    return replace(table, proofs=(*proofs, *table.proofs))


def approached(context: Context, term: Term, variable: str, point: Term, side: str) -> tuple[Context, Term]:
    """The context and term in which the limit is one at +∞.  Facts about the variable are dropped unless it is."""
    key = key_of(variable)
    symbol = Term("scalar", (key,))
    if point == INFINITY:
        return context, term
    fresh = next(k for k in ("t", "s", "\\tau", "\\sigma", "\\rho") if all(s.key != k for s in context.scalars))
    t = Term("scalar", (fresh,))
    step = Term("/", (number(1), t))
    steps = {"+": step, "-": Term("neg", (step,))}
    if point == Term("neg", (INFINITY,)):
        value = Term("neg", (t,))
    elif point == number(0):
        value = steps[side]
    else:
        value = flattened("+", (point, steps[side]))
    facts = tuple(f for f in context.facts if symbol not in set(f.subterms()))
    scalars = tuple(Scalar(fresh) if s.key == key else s for s in context.scalars)
    moved = replace(context, scalars=scalars, facts=(Term(">", (t, number(0))), *facts), limit=(fresh,))
    return moved, replaced(term, {symbol: value})


def question_of(f: Any, variable: Any, point: Any, given: Iterable[Any], side: str = "") -> Question:
    """The question about SymPy expressions (or terms); the symbols' assumptions become facts."""
    import sympy

    from ..writing.sympy_bridge import declarations, from_sympy, relation_from_sympy

    if side not in ("", "+", "-"):
        raise TermError(f"side: expected '+' (from above), '-' (from below) or nothing for both sides, found {str(side)[:40]!r}")
    given = tuple(given) if not isinstance(given, str) else given
    keyed = _keyed([f, variable, point, *(given if isinstance(given, tuple) else ())])
    f, variable, point = (x.xreplace(keyed) if isinstance(x, sympy.Basic) else x for x in (f, variable, point))
    if isinstance(f, sympy.Basic) and f.has(sympy.erf):
        f = f.replace(sympy.erf, lambda x: 1 - sympy.erfc(x))
    term = f if isinstance(f, Term) else from_sympy(f)
    if isinstance(given, str):
        raise TermError(f"given={given!r}: expected a list of facts, as in given=[{given!r}]")
    given = tuple(g.xreplace(keyed) if isinstance(g, sympy.Basic) else g for g in given)
    said = [g for g in given if not isinstance(g, str)]
    facts = [g if isinstance(g, Term) else relation_from_sympy(g) for g in said]
    name = str(variable)
    scalars, assumed = declarations([f, variable, point, *said], [term, *facts])
    facts += [fact for g in given if isinstance(g, str) for fact in _read(g, [s.key for s in scalars])]
    key = str(from_sympy(variable).args[0]) if not isinstance(variable, (str, Term)) else key_of(name)
    name = name_of(key) if isinstance(variable, sympy.Symbol) else name
    if all(s.key != key for s in scalars):
        scalars = (*scalars, Scalar(key))
    whole = tuple(Scalar(s.key, s.integer and s.key != key) for s in scalars)
    context = Context(scalars=whole, facts=tuple(dict.fromkeys([Term(">", (Term("scalar", (key,)), number(0))), *assumed, *facts])), limit=(key,))
    asked = LimitQuestion(term, name, point if isinstance(point, Term) else from_sympy(point), side)
    return Question({s.key: name_of(s.key) for s in whole}, context, asked.on_the_side_that_there_is((*assumed, *facts)), {new.name: old.name for old, new in keyed.items()})


def _keyed(expressions: Iterable[Any]) -> dict[Any, Any]:
    """For symbols with plain names, such as beta and x_12, those with the names that terms have: \\beta and x_{12}.  Raises TermError."""
    import sympy

    found = sorted({x for e in expressions for x in getattr(e, "free_symbols", ()) if isinstance(x, sympy.Symbol)}, key=lambda x: str(x.name))
    names, keyed = {x.name for x in found}, {}
    for x in (x for x in found if not NAME.match(x.name)):
        try:
            key = key_of(x.name)
        except QuestionError as error:
            raise TermError(str(error)) from error
        if not NAME.match(key) or key in names:
            why = f"{key} is another one" if key in names else "a letter or a word is expected, with one index at most, as in gamma_a"
            raise TermError(f"the symbol {x.name!r} has no name here: {why}")
        keyed[x] = sympy.Symbol(key, **x.assumptions0)
        names.add(key)
    return keyed


def _read(text: str, keys: Iterable[str]) -> list[Term]:
    """A fact in the syntax of `ask`, about symbols by their names."""
    from ..reading.question_reader import QuestionReader

    own = {key_of(name_of(key)): key for key in keys}
    try:
        facts = QuestionReader(text, Question({key: name_of(key) for key in own}), set(own), {}, given=True).facts()
    except QuestionError as error:
        raise TermError(f"given {text!r}: {error}") from error
    return [replaced(fact, {Term("scalar", (key,)): Term("scalar", (symbol,)) for key, symbol in own.items()}) for fact in facts]


def limit(f: Any, variable: Any, point: Any, *, given: Iterable[Any] = (), side: str = "", seconds: float = SECONDS) -> Limit:
    """The limit of f as the variable tends to a point (oo, −oo, a number), with every case of its parameters.

    `side` is "+" (from above) or "-" (from below); without one both are taken, and have to agree.
    f, the facts in `given` and the point are SymPy expressions or symattn terms; a fact may be text too, such as "g > 0".  Symbols stand for real numbers; positive, integer and
    the like are taken from SymPy's assumptions.  Raises TermError for what is not in the language.

    >>> from sympy import symbols, exp, oo
    >>> b, g = symbols("b g", real=True)
    >>> n = symbols("n", integer=True, positive=True)
    >>> print(limit(exp(b*g)/(exp(b*g) + n), b, oo))
    1  if g > 0
    0  if g < 0
    1/(n + 1)  if g == 0
    """
    return answer_within(question_of(f, variable, point, given, side), seconds)


__all__ = ["Limit", "LimitTable", "answer_limit", "answer_within", "approached", "limit", "question_of"]
