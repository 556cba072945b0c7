"""Numbers and points in words: a constant to four digits, the values of what a goal depends on."""

from __future__ import annotations

from ..kernel import Claim, Rejected
from ..kernel.algebra import ring
from ..kernel.algebra.families import opened
from ..kernel.algebra.semantics import Semantics
from ..kernel.algebra.shapes import Point
from ..kernel.order.signs import Signs
from ..kernel.rules.sequent import Sequent
from ..language import Context, Term, number
from ..search.as_terms import quotient_term
from ..search.symbols_used import keys_used
from .decimals import decimal
from .message import Part


def number_words(context: Context, value: Term) -> list[Part]:
    """½ erfc(−1) ≈ 0.9214; 1/2; or the term alone where it is no number."""
    s = Sequent(Claim(context, Term("=", (value, number(0))))).meaning
    try:
        q = s.scalar(value)
        text = decimal(q, s.signs)
    except Rejected:
        return [value]
    return [value, " ≈ ", text] if q.atoms() else [text]


def point_parts(point: Point, goal: Term, context: Context) -> list[Part]:
    """The values at a point, of what the goal depends on.

    Scalars, then vectors, but for orthogonal ones along the axes.
    """
    parts: list[Part] = []
    used = keys_used(goal, context)
    for scalar in (x for x in context.scalars if x.key in used):
        value, name = point.scalars[scalar.key], Term("scalar", (scalar.key,))
        if ring.atoms(value) <= set(point.signs.opaque):
            parts += [", " if parts else "", *_value_parts(name, value, point, context)]
    for family in context.families:
        if family.key in used and (family.norm is None or _turned(point.vectors[family.key])):
            members = next(s.members for s in context.index_sets if s.key == family.over)
            for k, label in enumerate(point.labels(family.over, members)):
                index = Term("index", (label if not label.startswith("#") else label[1:],))
                row = (
                    point.entries[family.key][k : k + 1]
                    if family.sort == "scalar"
                    else point.vectors[family.key][k]
                )
                op = "entry" if family.sort == "scalar" else "member"
                parts += [
                    ", " if parts else "",
                    Term(op, (family.key, index)),
                    " = ",
                    row_words(row, family.sort == "vector", point.signs),
                ]
    for vector in (v for v in context.vectors if v.key in used):
        parts += [
            ", " if parts else "",
            Term("vector", (vector.key,)),
            " = ",
            row_words(point.vectors[vector.key][0], True, point.signs),
        ]
    for matrix in (m for m in context.matrices if m.key in used):
        rows = ", ".join(row_words(row, True, point.signs) for row in point.matrices[matrix.key])
        parts += [", " if parts else "", Term("matrix", (matrix.key,)), f" = ({rows})"]
    return [p for p in parts if p != ""]


def members_meant(claim: Claim, s: Semantics, shown: list[Part], failing: int) -> list[Part]:
    """Which member an index without a name is at a point, where values of members are shown.

    `failing` counts what the conclusion says of each member: of that one it is not true.
    """
    said = claim.conclusion
    found = [
        (x.rest, x.key, s.env[x.rest]) for x in claim.context.index_sets if x.key in claim.rest
    ]
    if said.op == "every":
        label = opened(s, said, {})[0][failing][said.key]
        found.append((said.key, str(said.args[1]), label))
    of = {p.key for p in shown if isinstance(p, Term) and p.op in ("entry", "member")}
    sets = {family.over for family in claim.context.families if family.key in of}
    parts: list[Part] = []
    for name, key, label in found:
        if key in sets:
            indices = [Term("index", (one,)) for one in (name, label.removeprefix("#"))]
            parts += [" and " if parts else ", with ", indices[0], " = ", indices[1]]
    return parts


def _turned(rows: tuple[tuple[ring.Element, ...], ...]) -> bool:
    """Whether vectors lie along no axes, and have numbers for coordinates."""
    return any(sum(map(bool, row)) > 1 for row in rows) and not any(
        ring.atoms(x) for row in rows for x in row
    )


def _value_parts(name: Term, value: ring.Element, point: Point, context: Context) -> list[Part]:
    """x = 3/4, x = log 3, or x ≈ 1.414 for the root of a polynomial."""
    if not ring.atoms(value) & set(point.signs.roots):
        term = quotient_term(ring.of(value), context, point.signs.opaque)
        if term is not None:
            return [Term("=", (name, term))]
    return [name, " ≈ ", decimal(ring.of(value), point.signs)]


def row_words(row: tuple[ring.Element, ...], brackets: bool, signs: Signs) -> str:
    """(1, 0, −1/2); what moves with the limit is "…"."""
    constants = set(signs.opaque)
    values = [decimal(ring.of(x), signs) if ring.atoms(x) <= constants else "…" for x in row]
    return f"({', '.join(values)})" if brackets else values[0]
