"""Two formulas of a sentence with an arrow in words between them: A if and only if B.

They are read as one formula, A \\Leftrightarrow B.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import Token
from .sentence_cuts import Sentence
from .sentence_words import MARK

BOTH_WAYS = (
    "if and only if", "if, and only if", "iff", "exactly if", "exactly when", "precisely if",
    "precisely when", "just when", "is equivalent to", "is the same as",
)  # fmt: skip
ONE_WAY = ("implies", "implies that", "only if")
ARROWS = {**dict.fromkeys(BOTH_WAYS, r"\Leftrightarrow"), **dict.fromkeys(ONE_WAY, r"\Rightarrow")}
_FORMULA = re.compile(rf"{MARK}(\d+){MARK}")


def arrows_in_words(row: list[Token]) -> list[Token]:
    """A row with an arrow for words between two relations: A \\text{ iff } B, and no more."""
    words = [k for k, t in enumerate(row) if t.kind == "text" and _arrow(t.text)]
    if len(words) != 1 or any(RELATIONS.get(t.text) in ("⇒", "⇔") for t in row):
        return row
    (k,) = words
    left = [t for t in row[:k] if t.kind not in ("space", "mark")]
    right = [t for t in row[k + 1 :] if t.kind not in ("space", "mark")]
    if any(t.kind == "text" for t in (*left, *right)):
        return row
    if not _is_relation(left) or not _is_relation(right):
        return row
    return [*row[:k], replace(row[k], kind="command", text=_arrow(row[k].text)), *row[k + 1 :]]


def _arrow(words: str) -> str:
    return ARROWS.get(words.strip().strip(",").strip().lower(), "")


def with_arrows(said: Sentence) -> Sentence:
    """The sentence with such formulas put together; a chain of several is left as it is."""
    gaps = _FORMULA.split(said.words)[::2]
    arrows = [_arrow(gap) for gap in gaps]
    one = [_is_relation(row) for row in said.formulas]
    joined = [
        k for k in range(1, len(one))
        if arrows[k] and not arrows[k - 1] and not arrows[k + 1] and one[k - 1] and one[k]
    ]  # fmt: skip
    if not joined:
        return said
    made = replace(said, words="", formulas=[], starts=[], ends=[])
    for k, row in enumerate(said.formulas):
        if k in joined:
            first, last = made.ends[-1], said.starts[k]
            arrow = Token("command", arrows[k], first, last)
            made.formulas[-1] = [*_unpointed(made.formulas[-1]), arrow, *row]
            made.ends[-1] = said.ends[k]
            continue
        made.words += f"{gaps[k]}{MARK}{len(made.formulas)}{MARK}"
        made.formulas.append(row)
        made.starts.append(said.starts[k])
        made.ends.append(said.ends[k])
    made.words += gaps[-1]
    return made


def _is_relation(row: list[Token]) -> bool:
    """Whether a formula is one relation, and no limit, list or arrow."""
    signs = [RELATIONS.get(t.text) for t in row if t.kind != "text" and t.text in RELATIONS]
    depth, lists = 0, False
    for token in _unpointed(row):
        depth += token.text in ("(", "[", "{", r"\{", r"\langle")
        depth -= token.text in (")", "]", "}", r"\}", r"\rangle")
        lists = lists or (depth == 0 and token.text in (",", ";"))
    return len(signs) == 1 and signs[0] in ("=", "≠", "<", ">", "≤", "≥") and not lists


def _unpointed(row: list[Token]) -> list[Token]:
    found = list(row)
    while found and found[-1].text in (",", ".", ";"):
        found.pop()
    return found
