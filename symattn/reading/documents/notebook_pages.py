"""Notebooks cut into pieces: their Markdown cells, one after the other."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from .cuts import Cuts
from .markdown_pages import cut_markdown
from .notebook_lines import SourceLines, source_lines
from .pieces import LineStart, PageError
from .text_files import plain_lines, without_odd_characters

_BETWEEN = "\n\n"


@dataclass(frozen=True)
class _MarkdownCell:
    """A Markdown cell: its text and where each of its lines stands."""

    text: str
    lines: tuple[LineStart, ...]


def cut_notebook(raw: str, name: str) -> tuple[Cuts, tuple[LineStart, ...]]:
    """The pieces of a notebook's Markdown cells, and where the lines of their text stand."""
    cells = _cells(raw, name)
    where = source_lines(raw)
    parts: list[str] = []
    lines: list[LineStart] = []
    cuts = Cuts("")
    said: list[tuple[int, str]] = []
    offset = 0
    for number, cell in enumerate(cells):
        read = _markdown_cell(cell, number, name, where)
        if isinstance(read, str):
            said.append((offset, read))
        if not isinstance(read, _MarkdownCell):
            continue
        if parts:
            parts.append(_BETWEEN)
            lines.append(lines[-1])
            offset += len(_BETWEEN)
        _take_up(cuts, cut_markdown(read.text), offset)
        parts.append(read.text)
        lines += read.lines
        offset += len(read.text)
    cuts.text = "".join(parts)
    for at, message in said:
        cuts.problem(min(at, len(cuts.text)), at + 1, message)
    return cuts, tuple(lines) or (LineStart(name, 1),)


def _cells(raw: str, name: str) -> list[Any]:
    try:
        notebook = json.loads(raw)
    except json.JSONDecodeError as error:
        raise PageError(
            f"{name}:{error.lineno}:{error.colno}: JSON was expected, found a mistake"
            f" ({error.msg}); save the notebook again"
        ) from None
    except (ValueError, RecursionError):
        raise PageError(
            f"{name}: a notebook was expected, found JSON that is nested too deeply or holds a"
            " number that is too long"
        ) from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise PageError(
            f"{name}: a notebook with a list of cells was expected, found none; save it in"
            " Jupyter's format 4"
        )
    return cells


def _markdown_cell(
    cell: Any, number: int, name: str, where: SourceLines
) -> _MarkdownCell | str | None:
    """A Markdown cell, what is wrong with it, or None for a cell of another kind."""
    if not isinstance(cell, dict):
        return f"cell {number} is not read: an object was expected"
    if cell.get("cell_type") != "markdown":
        known = cell.get("cell_type") in ("code", "raw")
        expected = "cell_type markdown, code or raw was expected"
        return None if known else f"cell {number} is not read: {expected}"
    source = cell.get("source")
    strings = [source] if isinstance(source, str) else source
    if not isinstance(strings, list) or not all(isinstance(part, str) for part in strings):
        return f"cell {number} is not read: its source was expected to be text, or a list of lines"
    text = ""
    lines = [where.line(number, 0)]
    parts = [without_odd_characters(plain_lines(part)) for part in strings]
    for k, part in enumerate(parts):
        line = where.line(number, k)
        if k and parts[k - 1].endswith("\n"):
            lines[-1] = line
        lines += [line] * part.count("\n")
    text = "".join(parts)
    starts = (LineStart(name, line, 1, number, k + 1) for k, line in enumerate(lines))
    return _MarkdownCell(text, tuple(starts))


def _take_up(cuts: Cuts, cell: Cuts, offset: int) -> None:
    """The pieces, problems and macros of one cell, behind those of the cells before."""
    for piece in cell.pieces:
        cuts.pieces.append(
            replace(
                piece,
                start=piece.start + offset,
                end=piece.end + offset,
                outer_start=piece.outer_start + offset,
                outer_end=piece.outer_end + offset,
            )
        )
    for problem in cell.problems:
        moved = replace(problem, start=problem.start + offset, end=problem.end + offset)
        cuts.problems.append(moved)
    cuts.macros.update(cell.macros)
