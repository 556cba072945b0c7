"""Conditions in a row: where one begins and ends, and to which claims it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..latex_terms.all_factors import formula_reader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import Token
from ..latex_terms.scope import PageScope
from .chain_links import Statement
from .conditions_read import Conditions, in_brackets, read_condition
from .index_ranges import range_said
from .row_ends import ARROWS, JOINING, is_about_indices, word_of_condition


def condition_at(
    scope: PageScope, tokens: Sequence[Token], at: int
) -> tuple[Conditions | None, int]:
    """The condition that begins here, and where it ends; None if none does.

    Raises FormulaError.
    """
    token = tokens[at]
    if token.kind == "text":
        word, rest = word_of_condition(token.text)
        if not word:
            return None, at
        stop = _condition_end(tokens, at + 1)
        inside = list(tokens[at + 1 : stop])
        if rest:
            inside = [replace(token, text=rest), *inside]
        return read_condition(scope, word, inside), stop
    if token.text == r"\forall":
        stop = _condition_end(tokens, at + 1)
        return read_condition(scope, "for all", tokens[at + 1 : stop]), stop
    if at and token.kind == "letter":
        stop = _condition_end(tokens, at + 1)
        if range_said(tokens[at:stop]) is not None:
            return read_condition(scope, "for all", tokens[at:stop]), stop
    if at and is_about_indices(scope, tokens[at : at + 2]):
        stop = _condition_end(tokens, at + 1)
        return read_condition(scope, "for", tokens[at:stop]), stop
    if token.text in ("(", "[") and token.kind == "sign":
        return _bracketed(scope, tokens, at)
    return None, at


def _bracketed(scope: PageScope, tokens: Sequence[Token], at: int) -> tuple[Conditions | None, int]:
    """(β → ∞), (for i ≠ a)"""
    reader = formula_reader(tokens[at:], scope, tokens[-1].end)
    inside = reader.brackets() or []
    if not in_brackets(scope, inside):
        return None, at
    word = "if"
    if inside[0].kind == "text":
        word, rest = word_of_condition(inside[0].text)
        if not word:
            return None, at
        inside = [replace(inside[0], text=rest), *inside[1:]] if rest else inside[1:]
    elif inside[0].text == r"\forall":
        word, inside = "for all", inside[1:]
    return read_condition(scope, word, inside), at + reader.at


def _condition_end(tokens: Sequence[Token], at: int) -> int:
    """Where a condition ends: at the next one, at a space, or at a colon before a claim."""
    depth = 0
    for k in range(at, len(tokens)):
        token = tokens[k]
        depth += token.text in ("(", "[", "{", r"\{") and token.kind != "text"
        depth -= token.text in (")", "]", "}", r"\}") and token.kind != "text"
        if depth or k == at:
            continue
        if token.kind == "text" and (
            word_of_condition(token.text)[0] or token.text.strip() in JOINING
        ):
            if token.text.strip() == "and":
                continue
            return k
        if token.kind in ("space", "mark") and tokens[k - 1].kind != "text":
            return k
        if RELATIONS.get(token.text) in ARROWS:
            return k
        if token.text in (";", ":") and token.kind == "sign":
            return k
    return len(tokens)


def attached(found: list[Statement], condition: Conditions, start: int, end: int) -> None:
    """Give a condition to the last statement.

    What it says of indices, and a limit, it says of all statements before that have no condition of
    their own; a hypothesis is one of all that are parted by commas alone.
    """
    if not found:
        found.append(Statement(conditions=condition, start=start, end=end))
        return
    last = found[-1]
    near = not last.wide
    for statement in reversed(found[:-1]):
        if statement.conditions.said:
            break
        if near:
            statement.conditions.hypotheses += condition.hypotheses
        near = near and not statement.wide
        for name in ("limits", "apart", "same"):
            getattr(statement.conditions, name).extend(getattr(condition, name))
    last.conditions.add(condition)
    last.end = end
