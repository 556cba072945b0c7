"""The rows of a table of cases: cells with their values, those of one value merged.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...kernel import Rejected
from ...kernel.algebra import replacing, ring
from ...kernel.algebra.ring import Element
from ...language import Context, Term, depends_on, plain
from ...records.record import Reason
from ..as_terms import lettered_condition, with_maxima
from .case_search import Cell, solvable
from .cell_merging import Region, Vector, as_condition, regions, sign_vectors
from .empty_cells import Cases
from .limit_search import Found

EXTREMES = ("max", "min")


@dataclass(frozen=True)
class TableRow:
    """One case: its condition (None: always) and its value (None: not decided, and why)."""

    when: Term | None
    value: Term | None
    why: Reason = ()

    def with_maxima(self, maxima: tuple[Term, ...]) -> TableRow:
        """With the maxima that the search has names for."""
        when, value = (term and with_maxima(term, maxima) for term in (self.when, self.value))
        return TableRow(
            when,
            value,
            tuple(with_maxima(p, maxima) if isinstance(p, Term) else p for p in self.why),
        )

    def moves(self, context: Context) -> bool:
        """Whether the value is written with the limit variable: max(b y, z) where y = 0."""
        return self.value is not None and depends_on(context, self.value, frozenset(context.limit))


def row_layouts(cells: list[Cell], context: Context) -> Iterable[list[TableRow]]:
    """Tables to try, the shortest first."""
    yield from without_cases(cells)
    if (merged := _merged(cells, context)) is not None:
        yield merged
    yield [row for c in cells for row in _rows_of(c, path_condition(c.path, context))]


def without_cases(cells: list[Cell]) -> Iterable[list[TableRow]]:
    """One value, or the largest or the least of a few."""
    found: list[Found] = [c.node["found"] for c in cells if c.node is not None]
    values = list(dict.fromkeys(f.value for f in found if f.value is not None))
    if len(values) == 1 and not any(f.rows for f in found):
        yield [TableRow(None, values[0])]
    if (
        len(values) > 1
        and all(f.quotient is not None and _is_polynomial(f.quotient) for f in found)
        and any("scalar" in {t.op for t in v.subterms()} for v in values)
    ):
        values.sort(key=lambda v: (v.op == "number", plain(v)))
        yield from ([TableRow(None, Term(op, tuple(values)))] for op in EXTREMES)


def _is_polynomial(q: ring.Quotient) -> bool:
    return not q.den and all(not e and all(k > 0 for _, k in m) for m, e in q.numerator)


def path_condition(path: Cases, context: Context) -> Term | None:
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
        home = next(
            (c for c in cells if all(_sign_in(v, elements, p) == r for p, r in c.path)), None
        )
        if home is None:
            return None
        allowed[v] = frozenset(
            k
            for k, value in enumerate(values)
            if _agrees(home, value, [p for p, sign in zip(elements, v) if sign == "="])
        )
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
        rows.append(
            (
                sum(len(s) == 1 and "=" in s for s in found[0]),
                TableRow(kept[0] if len(kept) == 1 else Term("or", tuple(kept)), value.value),
            )
        )
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
                fixed = {
                    a: replacing.substitute(v, name, replacing.solved(p, name))
                    for a, v in fixed.items()
                } | {name: replacing.solved(p, name)}
        a, b = (_quotient_at(q, fixed) for q in (own.quotient, value.quotient))
    except Rejected:
        return False
    return (a - b).is_zero


def _put_in(p: Element, fixed: dict[str, Element]) -> Element:
    for name, value in fixed.items():
        p = replacing.substitute(p, name, value)
    return p


def _quotient_at(q: ring.Quotient, fixed: dict[str, Element]) -> ring.Quotient:
    """Raises Rejected where a denominator vanishes, or the value cannot be put in."""
    result = ring.of(_put_in(q.numerator, fixed))
    for factor, k in q.den:
        if not (bottom := _put_in(dict(factor), fixed)):
            raise Rejected("a division by zero")
        for _ in range(k):
            result *= ring.q_invert(ring.of(bottom))[0]
    return result
