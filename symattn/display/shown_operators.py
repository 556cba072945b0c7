"""How operators are shown and spelled, and what others call them: one table, a row each.

Beside each row of `language/operators.py` there is one here.  What a row leaves out is not there,
or the operator has a way of its own (a fraction, a root, e^x).  Names stand for what NumPy, SymPy
and Python's math offer, so that nothing is imported before it is used; what has a definition and no
name there is unfolded.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import NamedTuple

from ..language.operators import DEFINITIONS


class Appearance(NamedTuple):
    """A row of the table."""

    role: str = ""  # function (before a bracket), relation, constant
    kind: str = ""  # of its sign: letter, upright, relation
    text: str = ""  # its sign in Unicode, which MathML and Typst print
    latex: str = ""
    asked: tuple[str, ...] = ()  # spellings in questions
    sympy: str = ""  # the class or the function in SymPy
    math: str = ""  # the function of one float in Python
    numpy: str = ""  # the function of arrays
    form: str = ""  # what the oracle makes of it (oracles/forms.py)


def function(
    text: str, latex: str, *asked: str, kind: str = "upright", **others: str
) -> Appearance:
    """A name before a bracket."""
    return Appearance("function", kind, text, latex, asked, **others)


def relation(text: str, latex: str) -> Appearance:
    """A sign between two sides."""
    return Appearance("relation", "relation", text, latex)


def constant(text: str, latex: str, kind: str = "upright") -> Appearance:
    """A sign that stands for itself."""
    return Appearance("constant", kind, text, latex)


SHOWN: dict[str, Appearance] = {
    "exp": Appearance("", "upright", "exp", r"\exp", ("exp",), "exp", "exp", form="exp"),
    "log": function("log", r"\log", "log", sympy="log", math="log"),
    "sqrt": Appearance("", "upright", "sqrt", r"\operatorname{sqrt}", ("sqrt",), "sqrt", "sqrt"),
    "abs": Appearance(asked=("abs",), sympy="Abs"),
    "max": function("max", r"\max", "max", sympy="Max", numpy="maximum"),
    "min": function("min", r"\min", "min", sympy="Min", numpy="minimum"),
    "tanh": function("tanh", r"\tanh", "tanh", sympy="tanh", numpy="tanh", form="tangent"),
    "sigmoid": function("σ", r"\sigma", "sigmoid", kind="letter", form="weight"),
    "relu": function("relu", r"\operatorname{relu}", "relu", form="positive part"),
    "erfc": function("erfc", r"\operatorname{erfc}", "erfc", sympy="erfc", math="erfc"),
    "arctan": function(
        "arctan",
        r"\arctan",
        "arctan",
        "atan",
        sympy="atan",
        math="atan",
        numpy="arctan",
        form="arctan",
    ),
    "softplus": function("softplus", r"\operatorname{softplus}", "softplus"),
    "number": Appearance(),
    "scalar": Appearance(),
    "vector": Appearance(),
    "matrix": Appearance(),
    "index": Appearance(),
    "pi": constant("π", r"\pi", kind="letter"),
    "identity": constant("I", "I", kind="letter"),
    "zero": constant("𝟎", r"\mathbf{0}"),
    "infinity": constant("∞", r"\infty"),
    "entry": Appearance(),
    "member": Appearance(),
    "defined": Appearance(),
    "+": Appearance(),
    "neg": Appearance(),
    "*": Appearance(),
    "/": Appearance(),
    "^": Appearance(),
    "diff": Appearance(),
    "count": function("#", r"\#"),
    "dot": Appearance(),
    "norm": Appearance(),
    "outer": Appearance(),
    "apply": Appearance(),
    "sum": Appearance(),
    "most": Appearance(),
    "cases": Appearance(),
    "every": Appearance(),
    "and": Appearance(),
    "or": Appearance(),
    "=": relation("=", "="),
    "≠": relation("≠", r"\neq"),
    "<": relation("<", "<"),
    "≤": relation("≤", r"\le"),
    ">": relation(">", ">"),
    "≥": relation("≥", r"\ge"),
    "→": relation("→", r"\to"),
    "≈": relation("≈", r"\approx"),
    "≫": relation("≫", r"\gg"),
    "⇒": relation("⇒", r"\Rightarrow"),
    "⇔": relation("⇔", r"\Leftrightarrow"),
    "∼": relation("∼", r"\sim"),
    "⇝": relation("⇝", r"\rightsquigarrow"),
    "depends only on": relation("depends only on", ""),
    "inputs": Appearance(),
    "E": Appearance("", "upright", "𝔼", r"\mathbb{E}"),
    "Var": function("Var", r"\operatorname{Var}"),
    "Cov": function("Cov", r"\operatorname{Cov}"),
    "P": function("Pr", r"\Pr"),
    "normal": function("𝒩", r"\mathcal{N}"),
}
ASKED = {spelling: op for op, row in SHOWN.items() for spelling in row.asked}
FLOATS: dict[str, Callable[[float], float]] = {
    op: getattr(math, row.math) for op, row in SHOWN.items() if row.math
}


def for_authors() -> frozenset[str]:
    """The functions that authors have no SymPy class for."""
    return frozenset(op for op in DEFINITIONS if not SHOWN[op].sympy)
