"""The signs that terms are written with: relations, functions, constants and brackets."""

from __future__ import annotations

from symattn.display.shown_operators import SHOWN
from symattn.language import IMPLICATIONS

from .notation import Notation, RowOf, Sign, row
from .symbols import upright, words

STATEMENT, SUM, PRODUCT, FACTOR, ATOM = range(5)
NOT_IN = Sign("relation", "∉", r" \notin ")
BIG_SUM, BIG_MAX = Sign("big", "∑", r"\sum"), Sign("big", "max", r"\max")
TOP, EULER, UPPER_F = upright("⊤", r"\top"), Sign("letter", "e", "e"), Sign("letter", "F", "F")
PLUS, MINUS, NEGATIVE = (
    Sign("binary", "+", " + "),
    Sign("binary", "−", " - "),
    Sign("prefix", "−", "-"),
)
DOT, THIN, BESIDE = (
    Sign("binary", "·", r" \cdot "),
    Sign("gap", " ", r" \, ", 17),
    Sign("hidden", "", " "),
)
# a product is broken only if nothing else will do
COMMA, BREAK, RELUCTANT = (
    Sign("mark", ",", ", "),
    Sign("break", "", r"\allowbreak "),
    Sign("reluctant", "", r"\penalty5000 "),
)
SIGNS = {op: Sign(row.kind, row.text, row.latex) for op, row in SHOWN.items() if row.kind}
FUNCTIONS, CONSTANT_SIGNS, RELATIONS = (
    {op: SIGNS[op] for op, row in SHOWN.items() if row.role == role}
    for role in ("function", "constant", "relation")
)
_LETTERS = {sign.char for sign in FUNCTIONS.values() if sign.kind == "letter"}
BRACKETS = {
    "()": (Sign("mark", "(", "("), Sign("mark", ")", ")")),
    "[]": (Sign("mark", "[", "["), Sign("mark", "]", "]")),
    "{}": (Sign("mark", "{", r"\{"), Sign("mark", "}", r"\}")),
    "||": (Sign("mark", "|", r"\lvert "), Sign("mark", "|", r" \rvert")),
    "‖‖": (Sign("mark", "‖", r"\lVert "), Sign("mark", "‖", r" \rVert")),
}  # fmt: skip
LONG = (*IMPLICATIONS, "cases", "every")  # statements that do not end by themselves


# products in disguise, clear without parentheses at the end of a product only
OPEN_ENDED = ("sum", "most", "apply", "outer")


def relation_sign(op: str, spaced: bool = True) -> Sign:
    sign = RELATIONS[op]
    if not sign.tex:
        return words(f" {sign.char} " if spaced else sign.char)
    return Sign(sign.kind, sign.char, f" {sign.tex} " if spaced else sign.tex)


def separated(items: list[Notation], separator: Notation) -> Notation:
    return (
        row(*(x for k, item in enumerate(items) for x in ([separator, item] if k else [item])))
        if items
        else RowOf(())
    )


def names_a_function(node: Notation) -> bool:
    """Whether a bracket after it would make it look like a function: σ, or a word."""
    return isinstance(node, Sign) and (
        node.char in _LETTERS
        or node.kind == "words"
        or (node.kind == "upright" and len(node.char) > 1)
    )
