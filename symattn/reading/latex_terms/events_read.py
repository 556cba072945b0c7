"""Statements about numbers: x > 0, 0 < x ≤ 1, and several of them with "and" or "or"."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term
from ...language.kinds import COMPARISONS
from .cursor import CLOSES, OPENS
from .formula_reader import FormulaReader
from .latex_synonyms import CONDITION_WORDS, RELATIONS
from .latex_tokens import FormulaError, Token

OTHERWISE = ("otherwise", "else")
OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}


def events(reader: FormulaReader, conditions: Sequence[Sequence[Token]]) -> list[Term]:
    """The conditions of a table of cases; "otherwise" is that none before it holds."""
    found: list[Term] = []
    for k, tokens in enumerate(conditions):
        said = [t for t in tokens if t.kind not in ("space", "mark") and t.text not in (",", ".")]
        last = k == len(conditions) - 1
        alone = len(said) == 1 and said[0].kind == "text"
        if not (alone and said[0].text.rstrip(" .,;") in OTHERWISE and last and found):
            found.append(event(reader, tokens))
            continue
        if not all(one.op in OPPOSITE and one.left.sort == "scalar" for one in found):
            raise FormulaError(
                "write the condition of the last case in place of this word",
                said[0].start, said[0].end,
            )  # fmt: skip
        against = tuple(Term(OPPOSITE[one.op], one.children) for one in found)
        found.append(against[0] if len(against) == 1 else Term("and", against))
    return found


def event(reader: FormulaReader, tokens: Sequence[Token]) -> Term:
    """What holds in a case, or of which the probability is asked.  Raises FormulaError."""
    left = [t for t in tokens if t.kind not in ("space", "mark")]
    if left and left[0].text == ",":
        left = left[1:]
    if left and left[0].kind == "text" and left[0].text in CONDITION_WORDS:
        left = left[1:]
    while left and left[-1].text in (",", ".", ";"):
        left = left[:-1]
    if not left:
        raise reader.error("a condition is expected")
    at = (left[0].start, left[-1].end)
    if left[0].kind == "text" and left[0].text.rstrip(" .,;") in OTHERWISE:
        raise FormulaError("write the condition of the last case in place of this word", *at)
    for word in ("or", "and"):
        parts = _at_word(left, word)
        if len(parts) > 1:
            return reader.build(word, *(event(reader, part) for part in parts), at=at)
    if (inside := _in_brackets(left)) is not None:
        return event(reader, inside)
    inner = reader.within(left)
    found = comparisons(inner)
    if inner.sees(","):
        raise inner.error("write \\text{ and } between two conditions")
    if not inner.done:
        raise inner.error(f"expected the end of the condition, found {inner.found()}")
    return found[0] if len(found) == 1 else Term("and", tuple(found))


def _at_word(tokens: Sequence[Token], word: str) -> list[list[Token]]:
    """Parted at a word outside of brackets."""
    parts: list[list[Token]] = [[]]
    sign = {"and": r"\wedge", "or": r"\vee"}[word]
    depth = 0
    for token in tokens:
        if token.kind in ("sign", "command"):
            depth += (token.text in OPENS) - (token.text in CLOSES)
        if not depth and ((token.kind == "text" and token.text == word) or token.text == sign):
            parts.append([])
        else:
            parts[-1].append(token)
    return parts


def _in_brackets(tokens: Sequence[Token]) -> list[Token] | None:
    """What stands in round brackets that are round all of the tokens, if it is a statement."""
    if len(tokens) < 3 or (tokens[0].text, tokens[-1].text) != ("(", ")"):
        return None
    depth = 0
    for k, token in enumerate(tokens):
        if token.kind in ("sign", "command"):
            depth += (token.text in OPENS) - (token.text in CLOSES)
        if depth == 0 and k < len(tokens) - 1:
            return None
    inside = list(tokens[1:-1])
    return inside if any(RELATIONS.get(t.text) in COMPARISONS for t in inside) else None


def comparisons(reader: FormulaReader) -> list[Term]:
    """a < b ≤ c as a list of relations; at least one is expected."""
    left = reader.sum()
    found: list[Term] = []
    while (token := reader.peek()) is not None and RELATIONS.get(token.text) in COMPARISONS:
        reader.next()
        right = reader.sum()
        op = RELATIONS[token.text]
        found.append(reader.build(op, left.term, right.term, at=(left.start, right.end)))
        left = right
    if not found:
        raise reader.error(f"expected a comparison, found {reader.found()}")
    return found
