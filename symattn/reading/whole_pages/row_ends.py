"""Where the parts of a row end: separators, words that join, conditions, memberships."""

from __future__ import annotations

from collections.abc import Sequence

from ..latex_terms.latex_synonyms import CONDITION_WORDS, RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from .declaring_names import member_of

JOINING = (
    "and", "so", "hence", "thus", "therefore", "then", "also", "but", "that is", "i.e.", "so that",
    "whence", "moreover", "while", "we get", "we have", "it follows that", "which gives", "giving",
)  # fmt: skip
ARROWS = ("⇒", "⇔")
OPENING = ("(", "[", "{", r"\{", r"\langle")
CLOSING = (")", "]", "}", r"\}", r"\rangle")


def next_separator(tokens: Sequence[Token], start: int) -> int:
    """Where what cannot be read ends: at the next space or comma outside of brackets."""
    depth = 0
    for k in range(start, len(tokens)):
        token = tokens[k]
        depth += deeper(token)
        if k == start or depth > 0:
            continue
        if token.kind == "space" or RELATIONS.get(token.text) in ARROWS:
            following = tokens[k + 1 : k + 2]
            if not following or following[0].kind != "text":
                return k
        if token.text == ";" and token.kind == "sign":
            return k
    return len(tokens)


def deeper(token: Token) -> int:
    """How much deeper in brackets one is after a token."""
    if token.kind in ("begin", "end"):
        return 1 if token.kind == "begin" else -1
    if token.kind not in ("sign", "command"):
        return 0
    return (token.text in OPENING) - (token.text in CLOSING)


def past_separators(tokens: Sequence[Token], at: int) -> int:
    """Behind spaces, commas and words that only join."""
    while at < len(tokens):
        token = tokens[at]
        idle = token.kind in ("space", "mark") or (
            token.kind == "sign" and token.text in (",", ";", ".", ":")
        )
        if not idle and not (token.kind == "text" and token.text.strip(",.;: ").lower() in JOINING):
            break
        at += 1
    return at


def without_memberships(scope: PageScope, tokens: list[Token]) -> list[Token]:
    """c ∈ ℝ at the end of a row declares c."""
    for k, token in enumerate(tokens):
        if token.text != r"\in" or token.kind != "command":
            continue
        begin = k
        while begin and tokens[begin - 1].kind not in ("space", "text", "mark"):
            begin -= 1
        stop = next_separator(tokens, k)
        if begin == 0:
            continue
        try:
            said = member_of(scope, tokens[begin:stop], k - begin)
        except FormulaError:
            continue
        if said:
            return [*tokens[:begin], *tokens[stop:]]
    return tokens


def word_of_condition(text: str) -> tuple[str, str]:
    """The word of a condition that a text begins with, and the rest of the text."""
    bare = text.strip().lstrip("(, ").lower()
    for word in sorted(CONDITION_WORDS, key=len, reverse=True):
        if bare == word or bare.startswith(word + " "):
            return word, text.strip()[len(text.strip()) - len(bare) + len(word) :].strip(" ,:")
    return "", ""


def is_about_indices(scope: PageScope, tokens: Sequence[Token]) -> bool:
    """Whether i ≠ … or i = … begins here, of an index: a condition without its word."""
    if len(tokens) < 2 or tokens[0].kind != "letter" or tokens[1].text not in ("=", r"\ne"):
        return False
    return scope.index(tokens[0].text) is not None and scope.meaning(tokens[0].text) is None
