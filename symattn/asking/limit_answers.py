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
from ..language import Context, Term
from ..reading.declarations import key_of
from ..reading.limit_points import INFINITY, approached, sides_of
from ..reading.questions import LimitQuestion, Question
from ..search.cases.derivatives_done import Proofs, carried_out, outermost
from ..search.cases.limit_table import LimitTable, TableRow, table_of
from ..search.clock import now
from .limit_found import Limit

SECONDS = 20.0


def answer_limit(question: Question, seconds: float = SECONDS) -> Limit:
    """The limit that a question asks for."""
    asked = question.asked
    assert isinstance(asked, LimitQuestion)
    deadline = now() + seconds
    tables = [_one_sided(question.context, asked, side, deadline) for side in sides_of(asked)]
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
