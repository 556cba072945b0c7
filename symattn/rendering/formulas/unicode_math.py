"""Notation as one line of Unicode, for reasons and remarks in a terminal.

(Terms have a spelling of their own: `terms/plain.py`.)
"""

from __future__ import annotations

import re

from .notation import (
    Cases,
    Fence,
    Fraction,
    Notation,
    Over,
    Root,
    RowOf,
    Scripts,
    Sign,
    Styled,
)

COMBINING = {
    "hat": "\u0302",
    "bar": "\u0304",
    "tilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "overline": "\u0304",
}


def spelled_out(node: Notation) -> str:
    """The notation as text: e^β, (a + b)/2, k_aᵀ q."""
    if isinstance(node, Sign):
        return node.char
    if isinstance(node, RowOf):
        return "".join(map(spelled_out, node.items))
    if isinstance(node, Fraction):
        return f"{_grouped(spelled_out(node.top))}/{_grouped(spelled_out(node.bottom))}"
    if isinstance(node, (Scripts, Over)):
        base = spelled_out(node.base if isinstance(node, Scripts) else node.sign)
        return (
            base
            + (_below(spelled_out(node.below)) if node.below is not None else "")
            + (_above(spelled_out(node.above)) if node.above is not None else "")
        )
    if isinstance(node, Root):
        return f"√{_grouped(spelled_out(node.inner))}"
    if isinstance(node, Fence):
        return (
            (node.left.char if node.left else "")
            + spelled_out(node.inner)
            + (node.right.char if node.right else "")
        )
    if isinstance(node, Cases):
        return "{" + "; ".join(f"{spelled_out(v)} if {spelled_out(c)}" for v, c in node.lines) + "}"
    assert isinstance(node, Styled)
    inner = spelled_out(node.inner)
    return inner + COMBINING.get(node.name, "") * (len(inner) == 1)


def _grouped(text: str) -> str:
    text = text.strip()
    return text if re.fullmatch(r"[\w′∞]+(_\w+)?", text) else f"({text})"


def _above(text: str) -> str:
    text = text.strip()
    return text if text == "ᵀ" else "^" + _grouped(text)


def _below(text: str) -> str:
    text = text.strip()
    return "_" + (text if re.fullmatch(r"\w+", text) else f"{{{text}}}")
