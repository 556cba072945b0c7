"""Kronecker's δ, where it is known whether its indices are one or two."""

from __future__ import annotations

from ...language import number
from .cursor import Part
from .formula_reader import FormulaReader
from .index_reader import index_names, label
from .latex_tokens import FormulaError, Token
from .spelled_names import name_at


def kronecker(reader: FormulaReader) -> Part | None:
    """\\delta_{ij} as 1 or 0; None if none stands here, or δ is declared."""
    token = reader.peek()
    if token is None or token.text != r"\delta" or reader.scope.meaning(r"\delta") is not None:
        return None
    before = reader.at
    found = name_at(reader)
    if found is None or found.below is None or found.primes or found.above:
        reader.at = before
        return None
    named = index_names(found.below)
    if len(named) != 2:
        reader.at = before
        return None
    one, other = (label(tokens) for tokens in named)
    return _of(reader, one, other, (found.start, found.end))


def indicator(reader: FormulaReader) -> Part | None:
    """\\mathbf 1[i = k] and \\mathbb 1\\{i = k\\} of two indices, which is \\delta_{ik}."""
    before, token = reader.at, reader.peek()
    if token is None or token.text not in (r"\mathbf", r"\mathbb"):
        return None
    reader.next()
    one = [t.text for t in reader.group()] == ["1"]
    inside = reader.brackets() if one and reader.sees("[", r"\{") else None
    pair = _pair(reader, inside) if inside is not None else None
    if pair is None:
        reader.at = before
        return None
    return _of(reader, *pair, (token.start, reader.tokens[reader.at - 1].end))


def _pair(reader: FormulaReader, inside: list[Token]) -> tuple[str, str] | None:
    """i = k of two letters that are indices."""
    row = [t for t in inside if t.kind not in ("space", "mark")]
    if [t.text for t in row[1:2]] != ["="] or len(row) != 3:
        return None
    one, other = (label([t]) for t in (row[0], row[2]))
    known = [name.isdecimal() or reader.scope.index(name) is not None for name in (one, other)]
    return (one, other) if all(known) else None


def _of(reader: FormulaReader, one: str, other: str, at: tuple[int, int]) -> Part:
    scope = reader.scope
    for name in (one, other):
        if scope.index(name) is None and not name.isdecimal():
            raise FormulaError(f"the index {name} of δ is not declared", *at)
    if one == other:
        return Part(number(1), *at)
    known = scope.deltas.get(frozenset((one, other)))
    if known is None and {one, other}.isdisjoint(scope.bound):
        kinds = [scope.indices[name].kind for name in (one, other) if name in scope.indices]
        known = 0 if "some" not in kinds and len(kinds) in (0, 2) else None
    if known is None:
        raise FormulaError(
            "Kronecker's delta of indices that may be the same is not in the language", *at
        )
    return Part(number(known), *at)
