"""A Markdown cell put at the beginning of a notebook; every other byte of it stays."""

from __future__ import annotations

import json
import re

from .pieces import PageError

_TOKEN = re.compile(r'"(?:[^"\\]+|\\.)*"|[{}\[\],:]', re.DOTALL)
NAME = "declarations"


def with_cell(raw: str, source: str) -> str:
    """The notebook, which can be read, with one more cell.  Raises PageError if it has no cells."""
    at = _behind_bracket(raw)
    notebook = json.loads(raw)
    cell: dict[str, object] = {"cell_type": "markdown"}
    if (notebook.get("nbformat"), notebook.get("nbformat_minor")) >= (4, 5):
        taken = {one.get("id") for one in notebook["cells"] if isinstance(one, dict)}
        names = (f"{NAME}-{k}" if k else NAME for k in range(len(taken) + 1))
        cell["id"] = next(name for name in names if name not in taken)
    cell |= {"metadata": {}, "source": source.splitlines(keepends=True)}
    written = json.dumps(cell, indent=1, ensure_ascii=False)
    lines = "".join(f"\n  {line}" for line in written.splitlines())
    return raw[:at] + lines + "," * bool(notebook["cells"]) + raw[at:]


def _behind_bracket(raw: str) -> int:
    """Where the list of cells of the outermost object begins."""
    depth, key = 0, ""
    for found in _TOKEN.finditer(raw):
        mark = found.group()
        if mark == "[" and depth == 1 and key == '"cells"':
            return found.end()
        depth += (mark in "{[") - (mark in "}]")
        if depth == 1 and mark not in ":{}[]":
            key = "" if mark == "," else key or mark
    raise PageError("a notebook with a list of cells was expected, found none")
