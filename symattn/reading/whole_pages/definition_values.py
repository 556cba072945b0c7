"""Values that names are given: read, and entered into a scope."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Definition, Term, number, sort_error
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.cursor import Part
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope, Symbol, mentions


def value(scope: PageScope, body: Sequence[Token], end: int) -> Part:
    return value_of(formula_reader(body, scope, end))


def value_of(reader: FormulaReader) -> Part:
    part = reader.sum()
    reader.no_row(part)
    if not reader.done:
        raise reader.error(f"expected the end of the definition, found {reader.found()}")
    return part


def once_read(scope: PageScope, body: Sequence[Token], part: Part) -> Part:
    """The value of J_{ij} = … again, with indices that the rest of its row may go on about."""
    try:
        return value(scope, body, body[-1].end)
    except FormulaError:
        return part


def as_declared(known: object, part: Part, spelled: str) -> Part:
    """The value of a declared vector is a vector; 0 is the zero vector."""
    if not isinstance(known, Symbol) or known.kind != "vector" or part.term.sort == "vector":
        return part
    if part.term == number(0):
        return Part(Term("zero"), part.start, part.end)
    raise FormulaError(
        f"{spelled} is declared as a vector, and this is a {part.term.sort}", part.start, part.end
    )


def enter(
    scope: PageScope,
    spelled: str,
    params: tuple[tuple[str, str], ...],
    body: Term,
    at: tuple[int, int],
    exceptions: tuple[tuple[str, Term], ...] = (),
) -> None:
    if body.sort is None or str(body.sort) not in ("scalar", "vector", "matrix"):
        raise FormulaError(f"the definition of {spelled}: {sort_error(body)}", *at)
    old = scope.symbols.get(spelled)
    kept = None
    if isinstance(old, Symbol) and old.kind == "scalar" and old.key in scope.scalars:
        kept = scope.scalars[old.key]
    key = scope.names.key(spelled)
    if mentions(body, key) and not isinstance(old, Symbol):
        raise FormulaError(f"{spelled} is defined by itself", *at)
    if isinstance(old, Symbol) and mentions(body, old.key):
        raise FormulaError(f"{spelled} would be defined by its old value", *at)
    for part in (scope.vectors, scope.matrices, scope.families, scope.laws, scope.scalars):
        part.pop(key, None)
    if not params:
        scope.indices.pop(spelled, None)  # u_c and c_j go together
    # a definition that others use keeps its place before them
    scope.definitions = dict(scope.definitions)
    scope.definitions.pop(key, None)
    scope.definitions[key] = Definition(key, str(body.sort), params, body, exceptions)
    if kept is not None:
        scope.scalars[key] = kept  # a derivative by it takes it as any number again
    scope.elsewhere -= {spelled}
    scope.symbols[spelled] = Symbol("defined", key, str(body.sort), tuple(o for _, o in params))
