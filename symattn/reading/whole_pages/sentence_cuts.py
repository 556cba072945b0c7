"""Running text cut into sentences: words with marks in place of the formulas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..documents.pieces import Piece
from ..latex_terms.latex_tokens import Token
from .sentence_words import MARK

SENTENCE_END = re.compile(
    r"(?<!i\.e)(?<!e\.g)(?<!w\.r\.t)(?<!cf)(?<!resp)(?<!Eq)(?<!i\.i\.d)[.!?](?=[\s*_]|\Z)"
    r"|\n[ \t]*\n|\\(?:begin|end)[ \t]*\{[A-Za-z]+\*?\}(?:\[[^\[\]\n]*\])?|\\item\b"
    r"|\n[ \t]*(?:[-*+]|\d+[.)])[ \t]+"
)
_MARKUP = re.compile(
    r"\\(?:label|cite[a-z]*|ref|eqref|footnotemark)\*?(?:\[[^\[\]]*\])?\{[^{}]*\}|"
    r"\\(?:emph|textbf|textit|text|textsc)(?=\{)|"
    r"\\(?:noindent|par|smallskip|medskip|bigskip|quad)\b|"
    r"\*+|[{}~]|(?<=\s)_(?=\w)|(?<=\w)_(?=[\s,.:;])|(?:^|(?<=\n))\s*(?:>|[-+]|\d+[.)])\s+"
)


def plain_words(words: str) -> str:
    """A sentence without the marks of LaTeX and Markdown that say nothing."""
    return " ".join(_MARKUP.sub(" ", words).split())


def cut_sentences(
    page: str, pieces: Sequence[Piece]
) -> tuple[list[tuple[str, list[Piece], int, int]], bool]:
    """Sentences: words with marks for formulas, the formulas, where it begins and ends.

    And whether the last one goes on in what follows.
    """
    words = ""
    begin = pieces[0].start
    whole: list[tuple[str, list[Piece], int, int]] = []
    mine: list[Piece] = []
    ended = ""
    for piece in pieces:
        if piece.kind == "inline":
            words += f"{MARK}{len(mine)}{MARK}"
            mine.append(piece)
            continue
        at = piece.start
        for match in SENTENCE_END.finditer(page, piece.start, piece.end):
            words += page[at : match.start()]
            whole.append((words, mine, begin, match.start()))
            words, mine, begin, at = "", [], match.end(), match.end()
            ended = match.group()
        words += page[at : piece.end]
    if words.strip() or mine:
        whole.append((words, mine, begin, pieces[-1].end))
        return whole, True
    # "As $T → ∞$," and an empty line: it goes on in the display all the same
    return whole, bool(whole) and _stays_open(page[whole[-1][2] : whole[-1][3]], ended)


def _stays_open(said: str, ended: str) -> bool:
    """Whether what ends with its paragraph alone has a comma or a colon at its end, or no sign."""
    last = said.rstrip(" \t\n$)*_")[-1:]
    return not ended.strip() and "\n" in ended and (last.isalnum() or last in ",:}")


@dataclass
class Sentence:
    """A sentence: its words with marks for formulas, and the formulas' tokens in order."""

    words: str
    formulas: list[list[Token]]
    starts: list[int]
    ends: list[int]
    start: int
    end: int
    ends_open: bool = False  # it goes on in the display that follows
    loosely: bool = False  # with an empty line between
    asks: bool = False  # it is a question
