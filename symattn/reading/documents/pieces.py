"""A page as its author wrote it: one text, cut into pieces that know where they stand.

The text of a document is what was read: a Markdown or LaTeX file as it is, with files that it
includes put in; the Markdown cells of a notebook, one after the other.  Offsets are in that text;
`place` says where they are in the author's files.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from types import MappingProxyType
from typing import Literal

from ...language import SymattnError
from .block_look import begins_block

Kind = Literal["prose", "inline", "display", "heading", "declaration", "outside"]
Form = Literal["markdown", "latex", "notebook"]


class PageError(SymattnError):
    """A file that cannot be read at all.

    One line: where, what was expected, what was found.
    """


@dataclass(frozen=True)
class Place:
    """Where something stands.

    Lines and columns count from 1; in a notebook the line is that of the JSON file, `cell` counts
    from 0 and `cell_line` from 1.
    """

    file: str
    line: int
    column: int
    cell: int | None = None
    cell_line: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class LineStart:
    """Where a line of the document's text stands in the author's files, from its first column."""

    file: str
    line: int
    column: int = 1
    cell: int | None = None
    cell_line: int | None = None


@dataclass(frozen=True)
class Piece:
    """A part of the text, from `start` to `end` without its delimiters.

    `outer_start` and `outer_end` include these.  `environment` is that of a display (align*), ""
    where it has none; `level` that of a heading, 1 the highest; `opens` marks the first declaration
    of a block.

    Pieces are in order and are the whole text: what is nothing else is prose, and no two pieces of
    prose touch.  A formula keeps its space and line ends, in LaTeX also its comments (from % to the
    end of the line), and in Markdown its entities (&lt;), for the reader of formulas.
    """

    kind: Kind
    start: int
    end: int
    outer_start: int
    outer_end: int
    environment: str = ""
    level: int = 0
    opens: bool = False


@dataclass(frozen=True)
class Macro:
    """A command of the author's: how many arguments, the first one's default, what it stands for.

    `body` is LaTeX with #1, #2, …; `operator` marks one declared as a name before a bracket.
    """

    arguments: int
    body: str
    default: str | None = None
    operator: bool = False


@dataclass(frozen=True)
class Problem:
    """What cannot be read, and where: one line in words."""

    start: int
    end: int
    message: str


@dataclass(frozen=True)
class Document:
    """A file that has been cut into pieces."""

    name: str
    form: Form
    text: str
    pieces: tuple[Piece, ...]
    lines: tuple[LineStart, ...]
    macros: Mapping[str, Macro] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()

    def __post_init__(self) -> None:
        lengths = [len(line) for line in self.text.split("\n")]
        starts = [0, *accumulate(length + 1 for length in lengths)][:-1]
        object.__setattr__(self, "_starts", starts)

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "macros": dict(self.macros)}  # a view of a dict cannot be pickled

    def __setstate__(self, state: dict[str, object]) -> None:
        for name, value in state.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "macros", MappingProxyType(self.macros))

    def place(self, offset: int) -> Place:
        """Where an offset of the text stands in the author's files."""
        starts: list[int] = self._starts  # type: ignore[attr-defined]
        k = max(bisect_right(starts, offset) - 1, 0)
        at = self.lines[min(k, len(self.lines) - 1)]
        return Place(at.file, at.line, at.column + offset - starts[k], at.cell, at.cell_line)

    def source_line(self, offset: int) -> tuple[str, int]:
        """The line of text around an offset, and where in it the offset is, from 0."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return self.text[start : end if end >= 0 else len(self.text)], offset - start


def declares(document: Document) -> bool:
    """Whether a page has a symattn block, or a comment with declarations, read or not."""
    damaged = (document.text[one.start : one.end] for one in document.problems)
    return any(piece.kind == "declaration" for piece in document.pieces) or any(
        begins_block(text.encode()) for text in damaged
    )
