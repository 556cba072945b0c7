"""Arrows: a limit, or from one statement to the next, and what stands on both sides of one."""

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


def before_arrow(found: Sequence[Statement], sign: Token) -> bool:
    """What stands left of an arrow is one relation, and no claim of its own.

    Says whether there are several, which are refused: A, B ⇒ C has two readings.
    """
    left: list[Statement] = []
    for one in reversed(found):
        if one.arrow:
            break
        left.append(one)
        if one.wide:
            break
    if len(left) > 1:
        for one in left:
            one.problem = FormulaError(
                "one relation stands left of an arrow; write the others as a condition at the end, "
                "\\text{if } x > 0, y > 0", one.start, sign.end,
            )  # fmt: skip
    elif left:
        left[0].supposed = True
    return len(left) > 1


def check_consequences(found: Sequence[Statement]) -> None:
    """A ⇒ B, C: whether C follows too is open; of A ⇔ B, C also what A is as much as."""
    for one, other in zip(found, found[1:]):
        if one.arrow and not other.arrow and not other.supposed and not other.goes_on:
            other.problem = other.problem or FormulaError(
                "does this follow from what stands left of the arrow too? Write it in a row of its "
                "own, or repeat the arrow", other.start, other.end,
            )  # fmt: skip
            if one.arrow == "⇔":
                one.problem = one.problem or FormulaError(
                    "one relation stands right of this arrow, or all that is said there? Write "
                    "\\Rightarrow for each, and a row for the way back", one.start, other.end,
                )  # fmt: skip
