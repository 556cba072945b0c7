"""Whether an arrow is a limit, or leads from one statement to the next."""

from __future__ import annotations

from collections.abc import Sequence

from ..latex_terms.all_factors import formula_reader
from ..latex_terms.cursor import Part
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from .chain_links import Statement, side_at
from .row_ends import ARROWS


def leads_on(scope: PageScope, tokens: Sequence[Token], left: Part | None) -> bool:
    """Whether an arrow at the beginning of a row leads to a relation, and is no limit."""
    ahead = formula_reader(tokens, scope, tokens[-1].end if tokens else 0)
    value = side_at(ahead, ahead.sum)
    token = ahead.peek()
    if token is None or token.text not in RELATIONS or token.kind == "text":
        return False
    if left is None or isinstance(value, FormulaError):
        return True
    return left.term.sort != value.term.sort or scope.moves(value.term)


def implies(
    scope: PageScope, statement: Statement, reader: FormulaReader, left: Part | FormulaError
) -> bool:
    """Whether → stands between two relations, and is ⇒: c ≈ v → α ≈ 1.

    A limit is a fixed value of the same kind as what tends to it.
    """
    if not statement.links or isinstance(left, FormulaError):
        return False
    ahead = formula_reader(reader.tokens[reader.at + 1 :], scope, reader.end)
    value = side_at(ahead, ahead.sum)
    token = ahead.peek()
    if token is None or token.text not in RELATIONS or RELATIONS[token.text] in ARROWS:
        return False
    if any(link.op == "→" for link in statement.links):
        return False
    if (
        isinstance(value, Part)
        and value.term.sort == left.term.sort
        and (scope.limits and not scope.moves(value.term))
    ):
        raise reader.error(
            "is this arrow a limit, or does it lead from one relation to the next? Write "
            "\\Rightarrow for the second"
        )
    return True
