"""Where the strings of a notebook's cells stand in its JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

_TOKEN = re.compile(r'"(?:[^"\\]+|\\.)*"|[{}\[\],:]|\n', re.DOTALL)


@dataclass
class _OpenJson:
    """An object or a list that is open: its present key or index, and whether a key comes next."""

    sort: str
    key: str = ""
    index: int = 0
    awaits_key: bool = True


@dataclass
class SourceLines:
    """The lines of the strings of `source`, by the cell's index and the string's."""

    found: dict[int, list[int]] = field(default_factory=dict)

    def line(self, cell: int, string: int) -> int:
        """The line of the file on which a string stands; the cell's last known one, or 1."""
        lines = self.found.get(cell, [])
        return lines[min(string, len(lines) - 1)] if lines else 1


def source_lines(raw: str) -> SourceLines:
    """The lines of all strings of sources, in a text that is JSON."""
    result = SourceLines()
    levels: list[_OpenJson] = []
    line = 1
    for token in _TOKEN.finditer(raw):
        mark = token.group()
        if mark == "\n":
            line += 1
        elif mark in "{[":
            levels.append(_OpenJson(mark))
            if mark == "[" and _cell_of_source(levels[:-1]) >= 0:
                result.found[_cell_of_source(levels[:-1])] = []
        elif mark in "}]":
            if levels:
                levels.pop()
        elif not levels:
            continue
        elif mark == ",":
            levels[-1].index += 1
            levels[-1].awaits_key = True
        elif mark == ":":
            levels[-1].awaits_key = False
        elif levels[-1].sort == "{" and levels[-1].awaits_key:
            levels[-1].key = mark[1:-1]
        else:
            inside = levels[:-1] if levels[-1].sort == "[" else levels
            cell = _cell_of_source(inside)
            if cell >= 0 and levels[-1].sort == "[":
                result.found.setdefault(cell, []).append(line)
            elif cell >= 0:
                result.found[cell] = [line]
    return result


def _cell_of_source(levels: list[_OpenJson]) -> int:
    """The index of the cell whose source is meant at this place; -1 for any other place."""
    if len(levels) != 3 or [level.sort for level in levels] != ["{", "[", "{"]:
        return -1
    return levels[1].index if levels[0].key == "cells" and levels[2].key == "source" else -1
