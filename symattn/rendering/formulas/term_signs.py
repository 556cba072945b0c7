"""The signs that terms are written with: relations, functions, constants and brackets."""

from __future__ import annotations

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
RELATIONS = {
    "=": ("=", "="), "≠": ("≠", r"\neq"), "<": ("<", "<"), "≤": ("≤", r"\le"), ">": (">", ">"),
    "≥": ("≥", r"\ge"), "→": ("→", r"\to"), "≈": ("≈", r"\approx"),
    "≫": ("≫", r"\gg"), "⇒": ("⇒", r"\Rightarrow"), "⇔": ("⇔", r"\Leftrightarrow"),
    "∼": ("∼", r"\sim"), "⇝": ("⇝", r"\rightsquigarrow"),
    "depends only on": ("depends only on", ""),
}  # fmt: skip
FUNCTIONS = {
    "log": upright("log", r"\log"), "relu": upright("relu", r"\operatorname{relu}"),
    "max": upright("max", r"\max"), "min": upright("min", r"\min"),
    "Var": upright("Var", r"\operatorname{Var}"), "sigmoid": Sign("letter", "σ", r"\sigma"),
    "tanh": upright("tanh", r"\tanh"), "erfc": upright("erfc", r"\operatorname{erfc}"),
    "count": upright("#", r"\#"), "Cov": upright("Cov", r"\operatorname{Cov}"),
    "P": upright("Pr", r"\Pr"), "normal": upright("𝒩", r"\mathcal{N}"),
}  # fmt: skip
CONSTANT_SIGNS = {
    "identity": Sign("letter", "I", "I"),
    "zero": upright("𝟎", r"\mathbf{0}"),
    "infinity": upright("∞", r"\infty"),
    "pi": Sign("letter", "π", r"\pi"),
}
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
    char, tex = RELATIONS[op]
    if op == "depends only on":
        return words(" depends only on " if spaced else "depends only on")
    return Sign("relation", char, f" {tex} " if spaced else tex)


def separated(items: list[Notation], separator: Notation) -> Notation:
    return (
        row(*(x for k, item in enumerate(items) for x in ([separator, item] if k else [item])))
        if items
        else RowOf(())
    )


def names_a_function(node: Notation) -> bool:
    """Whether a bracket after it would make it look like a function: σ, or a word."""
    return isinstance(node, Sign) and (
        node.char == "σ" or node.kind == "words" or (node.kind == "upright" and len(node.char) > 1)
    )
