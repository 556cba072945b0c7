"""How many lines a derivation's function writes, read off its text where that is plain.

The process that runs a stranger's file may change what `Derivation.steps` gives; its text cannot be
changed so.
"""

from __future__ import annotations

import ast
from pathlib import Path

LINES = {"step", "then", "written", "implies", "iff", "outside"}  # of authoring.Page


def literal_lines(file: Path) -> dict[str, int]:
    """The number of lines for each derivation that writes them one after the other.

    In no loop, case or function within, none handed on.
    """
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(file.read_bytes(), str(file))):
        if isinstance(node, ast.FunctionDef) and len(node.args.args) == 1:
            id = next((name for name in map(_id, node.decorator_list) if name), "")
            if id and (count := _count(node, node.args.args[0].arg)) is not None:
                found[id] = count
    return found


def _id(decorator: ast.expr) -> str:
    """The first argument of @derivation("id", ...)."""
    if not isinstance(decorator, ast.Call) or not isinstance(decorator.func, ast.Name):
        return ""
    if decorator.func.id != "derivation" or not decorator.args:
        return ""
    first = decorator.args[0]
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else ""


def _count(function: ast.FunctionDef, page: str) -> int | None:
    """The calls d.step(...) and the like that are statements of the body.

    None if there may be others.
    """
    lines, uses = 0, 0
    for statement in function.body:
        call = statement.value if isinstance(statement, ast.Expr) else None
        if isinstance(call, ast.Call) and _writes(call.func, page):
            lines += 1
    for node in ast.walk(function):
        uses += isinstance(node, ast.Attribute) and _writes(node, page)
        if isinstance(node, (ast.Return, ast.Raise, ast.With, ast.Try)):
            return None
        if isinstance(node, ast.Name) and node.id == page and not isinstance(node.ctx, ast.Load):
            return None
    handed_on = sum(isinstance(n, ast.Name) and n.id == page for n in ast.walk(function))
    asked = sum(
        isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name) and n.value.id == page
        for n in ast.walk(function)
    )
    return lines if uses == lines and handed_on == asked else None


def _writes(node: ast.expr, page: str) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr in LINES
        and isinstance(node.value, ast.Name)
        and node.value.id == page
    )
