"""Kronecker's δ, where it is known whether its indices are one or two."""

from __future__ import annotations

from ...language import number
from .cursor import Part
from .formula_reader import FormulaReader
from .index_reader import index_names, label
from .latex_tokens import FormulaError
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
    at = (found.start, found.end)
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
