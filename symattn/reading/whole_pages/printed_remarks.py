"""What symattn says in prose around its lines: remarks, which are not read, and lines in words.

A remark begins with "Author's remark:", with the number of a line, or with what a proof uses
("Exchange, (4):"), and ends with its paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..documents.pieces import Piece
from .page_lines import PageLine

_BLANK = re.compile(r"\n[ \t]*\n")
_REMARK = re.compile(
    r"\s*(?:>\s*)?(?:(?:\\emph\{|\*)?Author's remark(?:, \(\d+'*\))*:|\(\d+'*\):?\s"
    r"|[A-Z][a-z]+(?:, \(\d+\))+:"
    r"|It goes on\s*\Z|From \(\d|Repaired\b|In small steps:|Within \(\d)"
)
_OUTSIDE = re.compile(r"\s*(?:\\noindent\s*)?\((\d+) (?:--|–)\)\s")


@dataclass
class HeardProse:
    """The pieces that are to be read; lines in words; whether the last remark is still open."""

    pieces: list[Piece] = field(default_factory=list)
    outside: list[PageLine] = field(default_factory=list)
    in_remark: bool = False


def without_remarks(text: str, pieces: Sequence[Piece], in_remark: bool) -> HeardProse:
    """Running text without symattn's remarks; `in_remark` says that one is going on."""
    said = HeardProse()
    paragraphs = list(_paragraphs(text, pieces))
    for k, paragraph in enumerate(paragraphs):
        start, end = paragraph[0].outer_start, paragraph[-1].outer_end
        words = text[start:end]
        if not words.strip():
            if k:
                said.in_remark = False
            said.pieces += paragraph
            continue
        goes_on = in_remark and k == 0
        said.in_remark = False
        if (found := _OUTSIDE.match(words)) is not None:
            at = start + len(words) - len(words.lstrip())
            latex = text[at:end].rstrip()
            said.outside.append(
                PageLine(at, at + len(latex), latex, "outside", inline=True, tag=found.group(1))
            )
        elif goes_on or _REMARK.match(words):
            said.in_remark = True
        else:
            said.pieces += paragraph
    return said


def _paragraphs(text: str, pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    mine: list[Piece] = []
    for piece in pieces:
        if piece.kind != "prose":
            mine.append(piece)
            continue
        at = piece.start
        for blank in _BLANK.finditer(text, piece.start, piece.end):
            mine.append(_part(piece, at, blank.end()))
            yield mine
            mine, at = [], blank.end()
        if at < piece.end:
            mine.append(_part(piece, at, piece.end))
    if mine:
        yield mine


def _part(piece: Piece, start: int, end: int) -> Piece:
    return replace(piece, start=start, end=end, outer_start=start, outer_end=end)
