"""A limit as a table of cases: the values that `limit_search` finds, merged, made into a claim, and proved by the kernel.

What is proved is f → {value if condition; ...}, the first condition that holds counting; that one of them always holds
is part of it.  Where some cells stay open, the others are proved one by one, and the table is not complete.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ...kernel import Claim, Rejected, replay
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...language import Context, Term, depends_on, plain
from ...records.record import Reason
from ..as_terms import lettered_condition, with_maxima
from ..clock import now
from ..failures.models import model
from ..repairs.weaker_lines import certified
from .case_search import Cases, Cell, Place, Search, solvable
from .cell_merging import Region, Vector, as_condition, regions, sign_vectors
from .limit_search import INFINITY, Found, LimitSearch, maxima_needed
from .tied_values import lettered

TRUE = Term("=", (Term("number", (0,)), Term("number", (0,))))


@dataclass(frozen=True)
class TableRow:
    """One case: its condition (None: always) and its value (None: not decided, and why)."""

    when: Term | None
    value: Term | None
    why: Reason = ()

    def with_maxima(self, maxima: tuple[Term, ...]) -> TableRow:
        """With the maxima that the search has names for."""
        when, value = (term and with_maxima(term, maxima) for term in (self.when, self.value))
        return TableRow(when, value, tuple(with_maxima(p, maxima) if isinstance(p, Term) else p for p in self.why))

    def moves(self, context: Context) -> bool:
        """Whether the value is written with the limit variable: max(b y, z) where y = 0."""
        return self.value is not None and depends_on(context, self.value, frozenset(context.limit))


@dataclass(frozen=True)
class LimitTable:
    """All cases of a limit.  `proofs` are the claims that show it, each with its certificate."""

    context: Context
    term: Term
    rows: tuple[TableRow, ...]
    complete: bool
    proofs: tuple[tuple[Claim, Any], ...] = field(default=(), repr=False)


def table_of(context: Context, term: Term, deadline: float, most: int | None = None) -> LimitTable:
    """The limit of a scalar term as the context's limit variable tends to infinity, if that takes no more rows, nor more members of a maximum, than `most`."""
    search, cells = _searched(context, term, deadline)
    if not cells:
        return LimitTable(context, term, (TableRow(None, None, ("contradiction",)),), False)
    layouts = _layouts(cells, context) if all(c.node is not None for c in cells) else ()
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
    layouts = list(_without_cases(cells))
    if [len(layout) for layout in layouts] == [1]:
        (row,) = (row.with_maxima(lettered(search.maxima, (row.value,), context)) for row in layouts[0])
        return None if row.moves(context) or _width([row]) > most else row.value
    whole = _first_proved(context, term, layouts, search, deadline, most)
    return None if whole is None else value_of(whole)


def _first_proved(context: Context, term: Term, layouts: Iterable[list[TableRow]], search: LimitSearch, deadline: float, most: int | None) -> LimitTable | None:
    for layout in layouts:
        if most is not None and _width(layout) > most:
            continue
        maxima = lettered(search.maxima, (term for row in layout for term in (row.when, row.value)), context)
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
    terms = (t for row in layout for side in (row.when, row.value) if side is not None for t in side.subterms())
    return max([len(layout), *(len(t.children) for t in terms if t.op in ("max", "min", "count"))])


def _searched(context: Context, term: Term, deadline: float) -> tuple[LimitSearch, list[Cell]]:
    claim = Claim(context, Term("→", (term, Term("number", (0,)))))
    search = LimitSearch(claim, deadline, prune_first=True, expand_always=True, maxima=maxima_needed(claim, term))
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


def proved(claim: Claim, guide: Mapping[Place, Element], deadline: float, maxima: tuple[Term, ...] = ()) -> Any | None:
    """A certificate that the kernel accepts."""
    search = Search(claim, deadline, stop_early=True, expand_always=True, prune_first=bool(maxima), guide=guide, maxima=maxima)
    proof = search.run()
    if proof is None or (certificate := certified(claim, proof, search.maxima)) is None:
        return None
    try:
        replay(claim, certificate)
    except Rejected:
        return None
    return certificate


def _layouts(cells: list[Cell], context: Context) -> Iterable[list[TableRow]]:
    """Tables to try, the shortest first."""
    yield from _without_cases(cells)
    if (merged := _merged(cells, context)) is not None:
        yield merged
    yield [row for c in cells for row in _rows_of(c, _path_condition(c.path, context))]


def _without_cases(cells: list[Cell]) -> Iterable[list[TableRow]]:
    """One value, or the largest or the least of a few."""
    found: list[Found] = [c.node["found"] for c in cells if c.node is not None]
    values = list(dict.fromkeys(f.value for f in found if f.value is not None))
    if len(values) == 1 and not any(f.rows for f in found):
        yield [TableRow(None, values[0])]
    if len(values) > 1 and all(f.quotient is not None and _is_polynomial(f.quotient) for f in found) and any("scalar" in {t.op for t in v.subterms()} for v in values):
        values.sort(key=lambda v: (v.op == "number", plain(v)))
        yield [TableRow(None, Term("max", tuple(values)))]
        yield [TableRow(None, Term("min", tuple(values)))]


def _is_polynomial(q: ring.Quotient) -> bool:
    return not q.den and all(not e and all(k > 0 for _, k in m) for m, e in q.numerator)


def _path_condition(path: Cases, context: Context) -> Term | None:
    facts = [lettered_condition(p, relation, context) for p, relation in path]
    kept = [f for f in facts if f is not None]
    return None if not kept else kept[0] if len(kept) == 1 else Term("and", tuple(kept))


def _rows_of(cell: Cell, when: Term | None) -> list[TableRow]:
    assert cell.node is not None
    found: Found = cell.node["found"]
    if not found.rows:
        return [TableRow(when, found.value)]
    return [TableRow(_both(when, inner), value) for inner, value in found.rows]


def _both(a: Term | None, b: Term) -> Term:
    return b if a is None else Term("and", (*(a.children if a.op == "and" else (a,)), b))


def _merged(cells: list[Cell], context: Context) -> list[TableRow] | None:
    """Cells with equal values joined, with the shortest conditions that tell the values apart."""
    if any(c.node is None or c.node["found"].rows for c in cells):
        return None
    elements: list[Element] = []
    for c in cells:
        for p, _ in c.path:
            if p not in elements and ring.add({}, p, -1) not in elements:
                elements.append(p)
    values: list[Found] = []
    for c in cells:
        assert c.node is not None
        if all(c.node["found"].value != v.value for v in values):
            values.append(c.node["found"])
    vectors = sign_vectors(elements, context)
    allowed: dict[Vector, frozenset[int]] = {}
    for v in vectors:
        home = next((c for c in cells if all(_sign_in(v, elements, p) == r for p, r in c.path)), None)
        if home is None:
            return None
        allowed[v] = frozenset(k for k, value in enumerate(values) if _agrees(home, value, [p for p, sign in zip(elements, v) if sign == "="]))
    uses = {k: sum(k in a for v, a in allowed.items() if "=" not in v) for k in range(len(values))}
    owner = {v: max(a, key=lambda k: (uses[k], -k)) for v, a in allowed.items() if a}
    if len(owner) != len(vectors):
        return None
    rows: list[tuple[int, TableRow]] = []
    for k, value in enumerate(values):
        found: list[Region] = regions(vectors, allowed, owner, k)
        conditions = [as_condition(r, elements, context) for r in found]
        if not found:
            continue
        if any(t is None for t in conditions):
            return None
        kept = [t for t in conditions if t is not None]
        rows.append((sum(len(s) == 1 and "=" in s for s in found[0]), TableRow(kept[0] if len(kept) == 1 else Term("or", tuple(kept)), value.value)))
    return [row for _, row in sorted(rows, key=lambda r: r[0])]


def _sign_in(v: Vector, elements: list[Element], p: Element) -> str:
    if p in elements:
        return v[elements.index(p)]
    return {">": "<", "<": ">", "=": "="}[v[elements.index(ring.add({}, p, -1))]]


def _agrees(home: Cell, value: Found, zero: list[Element]) -> bool:
    """Whether a value is the cell's own once what is zero there is put in."""
    assert home.node is not None
    own: Found = home.node["found"]
    if own.value == value.value:
        return True
    if own.quotient is None or value.quotient is None:
        return False
    try:
        fixed = dict(home.values)
        for p in zero:
            p = _put_in(p, fixed)
            name = next((a for a in sorted(ring.atoms(p)) if solvable(p, a)), None)
            if name is not None:
                fixed = {a: ring.substitute(v, name, ring.solved(p, name)) for a, v in fixed.items()} | {name: ring.solved(p, name)}
        a, b = (_quotient_at(q, fixed) for q in (own.quotient, value.quotient))
    except Rejected:
        return False
    return ring.q_add(a, b, -1).is_zero


def _put_in(p: Element, fixed: dict[str, Element]) -> Element:
    for name, value in fixed.items():
        p = ring.substitute(p, name, value)
    return p


def _quotient_at(q: ring.Quotient, fixed: dict[str, Element]) -> ring.Quotient:
    """Raises Rejected where a denominator vanishes, or the value cannot be put in."""
    result = ring.of(_put_in(q.numerator, fixed))
    for factor, k in q.den:
        if not (bottom := _put_in(dict(factor), fixed)):
            raise Rejected("a division by zero")
        for _ in range(k):
            result = ring.q_multiply(result, ring.q_invert(ring.of(bottom))[0])
    return result


def _open_table(context: Context, term: Term, cells: list[Cell], deadline: float, maxima: tuple[Term, ...]) -> LimitTable:
    """Cell by cell, each proved by itself; what is not proved is a case that is not decided."""
    rows: list[TableRow] = []
    proofs: list[tuple[Claim, Any]] = []
    for c in cells:
        value = c.node["found"].value if c.node is not None else None
        row = TableRow(_path_condition(c.path, context), value, c.why).with_maxima(lettered(maxima, [value], context))
        row = TableRow(row.when, None, ("moves",)) if row.moves(context) else row
        facts = () if row.when is None else row.when.children if row.when.op == "and" else (row.when,)
        claim = Claim(context, Term("→", (term, row.value))).assuming(*facts) if row.value is not None else None
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
