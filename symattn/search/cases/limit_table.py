"""A limit as a table of cases.

The values that `limit_search` finds, merged, made into a claim, and proved by the kernel.

What is proved is f → {value if condition; ...}, the first condition that holds counting; that one
of them always holds is part of it.  Where some cells stay open, the others are proved one by one,
and the table is not complete.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...kernel import Claim, Rejected, replay
from ...kernel.algebra.ring import Element
from ...language import Context, Term
from ...records.record import Reason
from ..clock import now
from ..failures.models import model
from ..repairs.weaker_lines import certified
from .case_search import Cell, Place, Search
from .limit_search import INFINITY, LimitSearch, maxima_needed
from .table_rows import EXTREMES, TableRow, path_condition, row_layouts, without_cases
from .tied_values import lettered

TRUE = Term("=", (Term("number", (0,)), Term("number", (0,))))


@dataclass(frozen=True)
class LimitTable:
    """All cases of a limit.  `proofs` are the claims that show it, each with its certificate."""

    context: Context
    term: Term
    rows: tuple[TableRow, ...]
    complete: bool
    proofs: tuple[tuple[Claim, Any], ...] = field(default=(), repr=False)


def table_of(context: Context, term: Term, deadline: float, most: int | None = None) -> LimitTable:
    """The limit of a scalar term as the context's limit variable tends to infinity.

    Only if that takes no more rows, nor more members of a maximum, than `most`.
    """
    search, cells = _searched(context, term, deadline)
    if not cells:
        return LimitTable(context, term, (TableRow(None, None, ("contradiction",)),), False)
    layouts = row_layouts(cells, context) if all(c.node is not None for c in cells) else ()
    if (whole := _first_proved(context, term, layouts, search, deadline, most)) is not None:
        return whole
    if most is not None:
        return LimitTable(context, term, (), False)
    return _open_table(context, term, cells, deadline, search.maxima)


def limit_everywhere(context: Context, term: Term, deadline: float, most: int) -> Term | None:
    """The limit of a scalar term if it takes no cases, nor more members of a maximum than `most`.

    Where all cells have the same value that is not proved here: what is made of it is.
    """
    search, cells = _searched(context, term, deadline)
    if any(c.node is None for c in cells):
        return None
    layouts = list(without_cases(cells))
    if [len(layout) for layout in layouts] == [1]:
        (row,) = (
            row.with_maxima(lettered(search.maxima, (row.value,), context)) for row in layouts[0]
        )
        return None if row.moves(context) or _width([row]) > most else row.value
    whole = _first_proved(context, term, layouts, search, deadline, most)
    return None if whole is None else value_of(whole)


def _first_proved(
    context: Context,
    term: Term,
    layouts: Iterable[list[TableRow]],
    search: LimitSearch,
    deadline: float,
    most: int | None,
) -> LimitTable | None:
    for layout in layouts:
        if most is not None and _width(layout) > most:
            continue
        maxima = lettered(
            search.maxima, (term for row in layout for term in (row.when, row.value)), context
        )
        rows = [row.with_maxima(maxima) for row in layout]
        if any(row.moves(context) for row in rows):
            continue
        claim = Claim(context, Term("→", (term, _right_side(rows))))
        if now() > deadline:
            break
        if (proof := proved(claim, search.splits, deadline, search.maxima)) is not None:
            return LimitTable(context, term, tuple(rows), True, ((claim, proof),))
    return None


def _width(layout: list[TableRow]) -> int:
    """How many rows there are, or things that one of them compares, whichever is more."""
    terms = (
        t
        for row in layout
        for side in (row.when, row.value)
        if side is not None
        for t in side.subterms()
    )
    return max([len(layout), *(len(t.children) for t in terms if t.op in (*EXTREMES, "count"))])


def _searched(context: Context, term: Term, deadline: float) -> tuple[LimitSearch, list[Cell]]:
    claim = Claim(context, Term("→", (term, Term("number", (0,)))))
    search = LimitSearch(
        claim, deadline, prune_first=True, expand_always=True, maxima=maxima_needed(claim, term)
    )
    search.run()
    return search, [c for c in search.cells if not c.empty]


def value_of(table: LimitTable) -> Term | None:
    """The whole limit as one term, if every case is known."""
    return _right_side(list(table.rows)) if table.complete else None


def _right_side(rows: list[TableRow]) -> Term:
    if len(rows) == 1 and rows[0].when is None:
        assert rows[0].value is not None
        return rows[0].value
    parts: list[Term] = []
    for row in rows:
        assert row.value is not None
        parts += [row.when or TRUE, row.value]
    return Term("cases", tuple(parts))


def proved(
    claim: Claim, guide: Mapping[Place, Element], deadline: float, maxima: tuple[Term, ...] = ()
) -> Any | None:
    """A certificate that the kernel accepts."""
    search = Search(
        claim,
        deadline,
        stop_early=True,
        expand_always=True,
        prune_first=bool(maxima),
        guide=guide,
        maxima=maxima,
    )
    proof = search.run()
    if proof is None or (certificate := certified(claim, proof, search.maxima)) is None:
        return None
    try:
        replay(claim, certificate)
    except Rejected:
        return None
    return certificate


def _open_table(
    context: Context, term: Term, cells: list[Cell], deadline: float, maxima: tuple[Term, ...]
) -> LimitTable:
    """Cell by cell, each proved by itself; what is not proved is a case that is not decided."""
    rows: list[TableRow] = []
    proofs: list[tuple[Claim, Any]] = []
    for c in cells:
        value = c.node["found"].value if c.node is not None else None
        row = TableRow(path_condition(c.path, context), value, c.why).with_maxima(
            lettered(maxima, [value], context)
        )
        row = TableRow(row.when, None, ("moves",)) if row.moves(context) else row
        facts = (
            () if row.when is None else row.when.children if row.when.op == "and" else (row.when,)
        )
        claim = (
            Claim(context, Term("→", (term, row.value))).assuming(*facts)
            if row.value is not None
            else None
        )
        proof = proved(claim, {}, deadline, maxima) if claim is not None else None
        if claim is None or proof is None:
            rows.append(TableRow(row.when, None, row.why or _why_not(claim)))
        else:
            rows.append(TableRow(row.when, row.value))
            proofs.append((claim, proof))
    return LimitTable(context, term, tuple(rows), False, tuple(proofs))


def _why_not(claim: Claim | None) -> Reason:
    if claim is not None and model(claim, True) is None:
        return ("no model",)
    return ("not accepted",)


__all__ = ["INFINITY", "LimitTable", "TableRow", "table_of"]
