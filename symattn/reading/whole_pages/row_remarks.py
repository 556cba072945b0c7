"""Words beside a formula that are the author's remark, and not a part of what is claimed.

Words that change what is claimed (unless, except, or, not) are never a remark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from ..wording import Wording
from .row_conditions import condition_at
from .row_ends import word_of_condition

IDLE = ("mark", "space")
# Words that make another claim of the one beside them.
TELLING = Wording(
    r"\b(?:unless|except|excluding|but|only|iff|not|no|never|or|otherwise|else|other|almost|surely|"
    r"approximately|roughly|probability|likely|mean|average|expectation|up to|modulo|some|exists?|"
    r"if|when|whenever|while|until|limit|large|small|define[sd]?|let|suppose|false|wrong)\b",
    re.IGNORECASE,
)
REASONS = Wording(
    r"\(?\s*(?:by|since|because|using|from|see|due to|cf\.?|recall|note|as (?:before|above|claimed|"
    r"desired|wanted|in))\b",
    re.IGNORECASE,
)


def without_remark(scope: PageScope, tokens: Sequence[Token]) -> tuple[list[Token], list[Token]]:
    """The tokens of a row without the remark at its end, and the remark."""
    for k in _columns(tokens):
        remark = [t for t in tokens[k:] if t.kind not in IDLE]
        if remark and _is_remark(scope, remark, first=not _says_something(tokens[:k])):
            return list(tokens[:k]), remark
    words = len(tokens)
    while words and (tokens[words - 1].kind in ("text", *IDLE) or tokens[words - 1].text in ".,;"):
        words -= 1
    last = [t for t in tokens[words:] if t.kind == "text"]
    if not last or not _is_remark(scope, last, first=words == 0):
        return list(tokens), []
    if words and not REASONS.match(last[0].text) and not re.fullmatch(r"\(.*\)", last[0].text):
        return list(tokens), []
    return list(tokens[:words]), last


def _columns(tokens: Sequence[Token]) -> list[int]:
    """Where the columns of the row end."""
    depth, found = 0, []
    for k, token in enumerate(tokens):
        depth += {"begin": 1, "end": -1}.get(token.kind, 0)
        if token.kind == "mark" and depth == 0:
            found.append(k)
    return found


def _says_something(tokens: Sequence[Token]) -> bool:
    return any(t.kind not in IDLE for t in tokens)


def _is_remark(scope: PageScope, words: Sequence[Token], *, first: bool) -> bool:
    """Whether words, perhaps with formulas, are a remark; `first` if nothing stands before them."""
    if words[0].kind != "text":
        return False
    formulas = any(t.kind != "text" and t.text not in (".", ",", ";") for t in words)
    if first and any(t.text in RELATIONS for t in words if t.kind != "text"):
        return False
    if word_of_condition(words[0].text)[0]:
        if formulas and not REASONS.match(words[0].text):
            return False
        try:
            condition_at(scope.inner(), words, 0)
            return False
        except FormulaError:
            pass
    return not any(TELLING.search(t.text) for t in words if t.kind == "text")


def is_reason(words: Sequence[Token]) -> bool:
    """Whether a reason for what stands before begins here: since γ > 1."""
    if words[0].kind != "text" or not REASONS.match(words[0].text):
        return False
    return not any(TELLING.search(t.text) for t in words if t.kind == "text")
