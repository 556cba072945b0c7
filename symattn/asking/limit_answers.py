"""Limits with all their cases, and how fast they are reached.

What `symattn.limit` and `symattn.asymptotics` give.

Every case is a claim that the kernel has replayed.  Limits other than at +∞ are limits at +∞ of the
term with 1/t, −t or a ± 1/t put in for the variable; the claims in the certificate are about that
term.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from ..checking.workers import Stopped, searched
from ..kernel import OutsideClass
from ..language import Context, Scalar, Term, flattened, number, replaced
from ..reading.declarations import key_of
from ..reading.questions import LimitQuestion, Question
from ..search.cases.derivatives_done import Proofs, carried_out, outermost
from ..search.cases.limit_table import LimitTable, TableRow, table_of
from ..search.clock import now
from .limit_found import Limit

SECONDS = 20.0
INFINITY = Term("infinity")


def answer_limit(question: Question, seconds: float = SECONDS) -> Limit:
    """The limit that a question asks for."""
    asked = question.asked
    assert isinstance(asked, LimitQuestion)
    deadline = now() + seconds
    sides = (
        [asked.side]
        if asked.side or "infinity" in {t.op for t in asked.point.subterms()}
        else ["+", "-"]
    )
    tables = [_one_sided(question.context, asked, side, deadline) for side in sides]
    first = tables[0]
    claims = tuple(p for t in tables for p in t.proofs)
    found = Limit(
        asked.term,
        asked.variable,
        asked.point,
        first.rows,
        first.complete,
        claims,
        question.names,
        symbols=question.symbols,
        side=asked.side,
    )
    if len(tables) == 2 and tables[1].rows != first.rows:
        sided = [replace(found, rows=t.rows) for t in tables]
        note = (
            f"from above it is {_joined(sided[0])}, from below {_joined(sided[1])}; ask for one "
            f"side with limit(f, {asked.variable}, point, '+')"
        )
        return replace(
            found,
            rows=(TableRow(None, None, ("two sides",)),),
            complete=False,
            claims=(),
            note=note,
        )
    return found


def answer_within(
    question: Question, seconds: float = SECONDS, tick: Callable[[float], None] | None = None
) -> Limit:
    """As `answer_limit`, in a process that is stopped where it takes too long or too much memory.

    Then nothing is decided, and the note says why.
    """
    found = searched(partial(answer_limit, question, seconds), 2 * seconds, tick)
    if isinstance(found, Stopped):
        assert isinstance(question.asked, LimitQuestion)
        return Limit(
            question.asked.term,
            question.asked.variable,
            question.asked.point,
            (),
            False,
            names=question.names,
            note=found.why,
            side=question.asked.side,
        )
    assert isinstance(found, Limit)
    return found


def _joined(found: Limit) -> str:
    return str(found).replace("\n", ", ")


def _one_sided(context: Context, asked: LimitQuestion, side: str, deadline: float) -> LimitTable:
    """The table for one side.

    A derivative by the variable is carried out before anything is put in for it.
    """
    variable, term = Term("scalar", (key_of(asked.variable),)), asked.term
    proofs: Proofs = ()
    if asked.point != INFINITY and outermost(term, variable):
        here = [Term(">" if side == "+" else "<", (variable, asked.point))] if side else []
        facts = (*here, *(f for f in context.facts if variable not in set(f.subterms())))
        try:
            term, proofs = carried_out(
                replace(context, facts=facts, limit=()), term, variable, deadline
            )
        except OutsideClass:
            return LimitTable(
                context,
                term,
                (TableRow(None, None, ("derivative", outermost(term, variable)[0])),),
                False,
            )
    table = table_of(*approached(context, term, asked.variable, asked.point, side), deadline)
    return replace(table, proofs=(*proofs, *table.proofs))


def approached(
    context: Context, term: Term, variable: str, point: Term, side: str
) -> tuple[Context, Term]:
    """The context and term in which the limit is one at +∞.

    Facts about the variable are dropped unless it is.
    """
    key = key_of(variable)
    symbol = Term("scalar", (key,))
    if point == INFINITY:
        return context, term
    fresh = next(
        k
        for k in ("t", "s", "\\tau", "\\sigma", "\\rho")
        if all(s.key != k for s in context.scalars)
    )
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
    moved = replace(
        context, scalars=scalars, facts=(Term(">", (t, number(0))), *facts), limit=(fresh,)
    )
    return moved, replaced(term, {symbol: value})
