"""Definitions that a "Let" announces: in the rows of a display after it, and in its sentence.

NAME = body, perhaps with "for every j", "for all j, l" or "for every other j" behind it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..latex_terms.cursor import Part
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from .display_rows import from_first, goes_on
from .family_definitions import Every
from .page_definitions import define, head_of_definition

FOR_EVERY = re.compile(r"for (every|each|all|any)( other)?\Z")
MARK = "\x00"
_FORMULA = re.compile(rf"{MARK}(\d+){MARK}")
_BETWEEN = re.compile(r"\s*(?:,\s*and\b|,|\band\b|\Z)\s*")
_SAID_FOR = re.compile(r"\s+for (every|each|all|any)( other)?\s+")


def with_what_hangs(table: Sequence[list[Token]]) -> list[list[Token]]:
    """The rows of a display; one that begins with \\qquad belongs to the row before it."""
    found: list[list[Token]] = []
    for row in table:
        signs = [t for t in row if t.kind != "mark"]
        if found and signs and signs[0].kind == "space":
            found[-1] = [*found[-1], *(from_first(row) if goes_on(row) else row)]
        else:
            found.append(list(row))
    return found


def definition_row(scope: PageScope, row: Sequence[Token]) -> tuple[str, Part | None] | None:
    """Enter the definition that a row is; None if it has another form.  Raises FormulaError."""
    found = [t for t in row if t.kind != "mark"]
    while found and (found[-1].kind == "space" or found[-1].text in (",", ".", ";")):
        found.pop()
    k = _where(found)
    every = None
    if k is not None:
        match = FOR_EVERY.match(found[k].text)
        every = _every(found[k + 1 :], bool(match and match.group(2)))
        found = found[:k]
        while found and (found[-1].kind == "space" or found[-1].text == ","):
            found.pop()
        if every is None:
            return None
    if not found or any(t.kind in ("space", "text") for t in found):
        return None
    head = head_of_definition(scope, found, new=False)
    if head is None:
        return None
    name, given, at = head
    return define(scope, name, given, found[at:], found[-1].end, every)


def _where(found: Sequence[Token]) -> int | None:
    return next(
        (k for k, t in enumerate(found) if t.kind == "text" and FOR_EVERY.match(t.text)), None
    )


def _every(tokens: Sequence[Token], other: bool) -> Every | None:
    """j; j, l"""
    bare = [t for t in tokens if t.kind not in ("space", "mark")]
    signs = [
        Token("sign", ",", t.start, t.end) if t.kind == "text" and t.text == "," else t
        for t in bare
    ]
    try:
        names = [label(one) for one in index_names(signs)]
    except FormulaError:
        return None
    return Every(tuple(names), other) if names else None


def definitions_listed(
    scope: PageScope, text: str, formulas: Sequence[Sequence[Token]]
) -> list[tuple[int, str]] | None:
    """Enter "$q = …$, $k_a = …$, and $k_j = …$ for every other $j$".

    Gives each formula with what it defines; None if the text has another form.  Raises
    FormulaError.
    """
    items: list[tuple[int, Every | None]] = []
    at = 0
    while at < len(text):
        match = _FORMULA.match(text, at)
        if match is None:
            return None
        number, at, every = int(match.group(1)), match.end(), None
        if (said := _SAID_FOR.match(text, at)) is not None:
            names: list[str] = []
            at = said.end()
            while (one := _FORMULA.match(text, at)) is not None:
                alone = _every(formulas[int(one.group(1))], False)
                if alone is None:
                    break
                names += alone.names
                end = one.end()
                parted = _BETWEEN.match(text, end)
                at = parted.end() if parted else end
            if not names:
                return None
            every, at = Every(tuple(names), bool(said.group(2))), end
        items.append((number, every))
        between = _BETWEEN.match(text, at)
        if between is None:
            return None
        at = between.end()
    heads = [head_of_definition(scope, _bare(formulas[n]), new=False) for n, _ in items]
    if not items or any(head is None for head in heads):
        return None
    told = []
    for (n, every), head in zip(items, heads):
        assert head is not None
        name, given, begin = head
        row = _bare(formulas[n])
        said_name, _ = define(scope, name, given, row[begin:], row[-1].end, every)
        told.append((n, said_name))
    return told


def _bare(tokens: Sequence[Token]) -> list[Token]:
    row = [t for t in tokens if t.kind != "mark"]
    while row and row[-1].text in (",", ".", ";"):
        row.pop()
    return row
