"""Displays that declare: behind "let" a definition, behind "suppose that" an assumption."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from .definition_rows import definition_row
from .heard import Heard
from .sentence_clauses import Clause
from .sentence_cuts import Sentence
from .sentence_roles import Role

Declares = Literal["declaration", "definition"]


def declared_row(
    scope: PageScope, row: Sequence[Token], *, assumed: bool
) -> tuple[str, Declares] | None:
    """What a row of such a display says, and its role; None if it declares nothing.

    Raises FormulaError.  What is `assumed` and not read puts what comes after it in doubt.
    """
    if not assumed:
        made = definition_row(scope, row)
        return None if made is None else (f"defines {made[0]}", "definition")
    first, last = row[0].start, row[-1].end
    said = Sentence("", [list(row)], [first], [last], first, last)
    try:
        told = Clause(scope, said, "suppose", Heard(), set(), [Role()]).by_itself(row, last)
        if not told:
            raise FormulaError("what is assumed here is not read; write a comparison", first, last)
    except FormulaError:
        scope.in_words = (*scope.in_words, "what is assumed in a display")
        raise
    return told, "definition" if told.startswith("defines") else "declaration"
