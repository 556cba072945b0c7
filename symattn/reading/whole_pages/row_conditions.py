"""Conditions in a row: where one begins and ends, and to which claims it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from ..latex_terms.all_factors import formula_reader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope, Symbol
from ..latex_terms.spelled_names import name_at
from .chain_links import Statement, is_bare
from .conditions_read import Conditions, in_brackets, read_condition
from .index_ranges import range_said
from .indices_by_use import LETTERS
from .page_definitions import head_of_definition
from .row_ends import ARROWS, JOINING, deeper, is_about_indices, word_of_condition


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
    stop = _end_of_label(scope, tokens, at)
    return (read_condition(scope, "if", tokens[at:stop]), stop) if stop else (None, at)


def _end_of_label(scope: PageScope, tokens: Sequence[Token], at: int) -> int:
    """Where x > 0: |x| = x has its colon; 0 where no comparison of a name stands before one.

    Raises FormulaError where it may be a condition, or a claim.
    """
    stop = _condition_end(tokens, at)
    inside, rest = tokens[at:stop], tokens[stop + 1 :]
    if not is_colon(tokens, stop) or not _relates(inside) or not _relates(rest):
        return 0
    return stop if _is_label(scope, inside) else 0


def label_of_rows(scope: PageScope, row: Sequence[Token]) -> Sequence[Token]:
    """What may be a condition of the rows below: x > 0: with nothing behind it.  Else empty."""
    tokens = [t for t in row if t.kind != "mark"]
    while tokens and tokens[-1].kind == "space":
        tokens.pop()
    if not tokens or not is_colon(tokens, len(tokens) - 1):
        return ()
    begin = max((k + 1 for k, t in enumerate(tokens) if t.kind == "space"), default=0)
    tokens = tokens[begin:-1]
    if not _relates(tokens):
        return ()
    if tokens[0].kind == "text":  # "hence" makes a claim of it; "for", "case 1" do not
        return () if tokens[0].text.strip(",.;: ").lower() in JOINING else tokens[1:]
    try:
        return tokens if _is_label(scope, tokens) else ()
    except FormulaError:
        return tokens


def _is_label(scope: PageScope, inside: Sequence[Token]) -> bool:
    """Whether a comparison before a colon is a condition.

    Raises FormulaError where it may be one, or a claim.
    """
    if len(inside) == 3 and {inside[0].text, inside[2].text} <= {*LETTERS}:
        return True  # i = j
    head = head_of_definition(scope, inside, implied=True)
    if inside[0].text in RELATIONS or head is not None:
        return False
    reader = formula_reader(inside, scope, inside[-1].end)
    name = name_at(reader)
    meaning = scope.meaning(name.spelled(below=True)) if name is not None else None
    claimed = isinstance(meaning, Symbol) and meaning.kind == "defined"
    powers = name is not None and name.above is not None and not name.mark
    depths = accumulate(map(deeper, inside))
    several = any(t.text == "," and not depth for t, depth in zip(inside, depths))
    if name is not None and reader.sees(r"\in", *RELATIONS) and not (claimed or powers or several):
        return True
    raise FormulaError(
        "is what stands before ':' a condition of the rest, or a claim? For a condition write: "
        "if … :; a claim stands in a row of its own", inside[0].start, inside[-1].end,
    )  # fmt: skip


def _relates(tokens: Sequence[Token]) -> bool:
    return any(t.kind != "text" and (t.text in RELATIONS or t.text == r"\in") for t in tokens)


def is_colon(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].text == ":" and tokens[at].kind == "sign"


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


def attached(
    found: list[Statement], condition: Conditions, start: int, end: int, leads: bool = False
) -> None:
    """Give a condition to the last statement, or to the next if it `leads` with a colon.

    What it says of indices, and a limit, it says of all statements before that have no condition of
    their own; a hypothesis is one of all that are parted by commas alone.
    """
    if not found or (leads and not is_bare(found[-1])):
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
