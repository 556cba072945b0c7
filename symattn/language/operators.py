"""The operators that a term may be made of: one table, a row each.

A row has the sort of the whole, what is known of the function, the name that it is printed with if
that is name(x, y), and for one that is defined by others its definition, a tree with "x" for its
argument.  An operator without a definition is a primitive: each dispatch has a case for it, or
refuses it.

    continuous   where it has a value, which it has on an open set; or a comparison
    smooth       and differentiable there
    increasing   strictly
    total        has a value wherever its arguments have one
    partial      may have none
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar, Union

from .chance_operators import chance, follows, law, mean
from .heads import Args, Rule, same
from .sort_rules import (
    added,
    counted,
    defined_symbol,
    depends,
    derivative,
    divided,
    in_cases,
    indexed,
    inputs,
    joined,
    largest_of_family,
    leaf,
    length,
    multiplied,
    negated,
    over_family,
    raised,
    relation,
    scalars,
    takes,
    whole_number,
)
from .sorts import Sort, TermError

S, V, M, TRUTH = Sort.SCALAR, Sort.VECTOR, Sort.MATRIX, Sort.TRUTH
Body = Union[str, int, tuple["Body", ...]]
X = TypeVar("X")


class Operator(NamedTuple):
    """A row of the table."""

    sort: Rule
    known: str = ""
    name: str | None = None
    definition: Body = ""


OPERATORS: dict[str, Operator] = {
    "number": Operator(whole_number, "continuous smooth total"),
    "pi": Operator(leaf(S, 0), "continuous smooth total", "π"),
    "scalar": Operator(leaf(S), "continuous smooth total"),
    "vector": Operator(leaf(V), "continuous smooth total"),
    "matrix": Operator(leaf(M), "continuous total"),
    "index": Operator(leaf(Sort.INDEX), "continuous smooth total"),
    "identity": Operator(leaf(M, 0), "continuous total", "I"),
    "zero": Operator(leaf(V, 0), "continuous total", "0⃗"),
    "infinity": Operator(leaf(S, 0), "", "∞"),
    "entry": Operator(indexed(S), "continuous smooth total"),
    "member": Operator(indexed(V), "continuous smooth total"),
    "defined": Operator(defined_symbol, "continuous smooth total"),
    "+": Operator(added, "continuous smooth total"),
    "neg": Operator(negated, "continuous smooth total"),
    "*": Operator(multiplied, "continuous smooth total"),
    "/": Operator(divided, "continuous smooth partial"),
    "^": Operator(raised, "continuous smooth partial"),
    "exp": Operator(scalars("the exponent", 1), "continuous smooth increasing total", "exp"),
    "log": Operator(scalars("the argument of log", 1), "continuous smooth partial", "log"),
    "sqrt": Operator(scalars("the argument of √", 1), "partial", "sqrt"),  # at 0, too
    # |x|, max and min are compared part by part (kernel/order/parts_of_maxima.py).
    "abs": Operator(scalars("the argument of | |", 1), "continuous total"),
    "max": Operator(scalars("the argument of max"), "continuous total", "max"),
    "min": Operator(scalars("the argument of min"), "continuous total", "min"),
    "erfc": Operator(scalars("the argument of erfc", 1), "continuous smooth total", "erfc"),
    "arctan": Operator(
        scalars("the argument of arctan", 1), "continuous smooth increasing total", "arctan"
    ),
    # Of a vector as well, at points: the coordinates that are left out are 0, and stay so.
    "relu": Operator(same("relu", S, V), "total", "relu", ("max", 0, "x")),
    "sigmoid": Operator(  # 1 + e^−x > 0
        scalars("the argument of sigmoid", 1),
        "continuous smooth increasing total",
        "sigmoid",
        ("/", 1, ("+", 1, ("exp", ("neg", "x")))),
    ),
    "tanh": Operator(  # 1 + e^−2x > 0
        scalars("the argument of tanh", 1),
        "continuous smooth increasing total",
        "tanh",
        ("+", ("/", 2, ("+", 1, ("exp", ("neg", ("*", 2, "x"))))), ("neg", 1)),
    ),
    "softplus": Operator(  # 1 + e^x > 0
        scalars("the argument of softplus", 1),
        "continuous smooth increasing total",
        "softplus",
        ("log", ("+", 1, ("exp", "x"))),
    ),
    "diff": Operator(derivative),
    "count": Operator(counted, "", "count"),
    "dot": Operator(takes(S, V, V, what="a dot product"), "continuous smooth total"),
    "norm": Operator(length, "total"),
    "outer": Operator(takes(M, V, V, what="an outer product"), "continuous total"),
    "apply": Operator(takes(V, M, V, what="a matrix times a vector"), "continuous total"),
    "sum": Operator(over_family(S, V, M), "continuous smooth total"),
    "most": Operator(largest_of_family, "total"),
    "cases": Operator(in_cases),
    "every": Operator(over_family(TRUTH)),
    "and": Operator(joined),
    "or": Operator(joined),
    "=": Operator(relation(S, V, M), "continuous"),
    "≠": Operator(relation(S, V, M)),
    "<": Operator(relation(S), "continuous"),
    "≤": Operator(relation(S), "continuous"),
    ">": Operator(relation(S), "continuous"),
    "≥": Operator(relation(S), "continuous"),
    "→": Operator(relation(S, V, M)),
    "≈": Operator(relation(S, V)),
    "≫": Operator(relation(S)),
    "⇒": Operator(relation(TRUTH)),
    "⇔": Operator(relation(TRUTH)),
    "∼": Operator(follows, "continuous"),
    "⇝": Operator(follows, "continuous"),
    "depends only on": Operator(depends),
    "inputs": Operator(inputs, "", ""),
    "normal": Operator(law, "", "N"),
    # Var and Cov have no defining term: they may be given an event, and no mean is of a matrix.
    "E": Operator(mean("an expectation", S, V), "continuous", "E"),
    "Var": Operator(mean("a variance", S), "continuous", "Var"),
    "Cov": Operator(takes(M, V, what="a covariance"), "continuous", "Cov"),
    "P": Operator(chance, "continuous", "P"),
}
DEFINITIONS = {op: row.definition for op, row in OPERATORS.items() if row.definition}


def infer_sort(op: str, args: Args) -> Sort:
    """The sort of `op` applied to `args`.  Raises SortError, or TermError for a malformed tree."""
    if op not in OPERATORS:
        raise TermError(f"unknown operator {op!r}")
    return OPERATORS[op].sort(args)


def known_to_be(fact: str) -> frozenset[str]:
    """The operators of which something is known."""
    return frozenset(op for op, row in OPERATORS.items() if fact in row.known.split())


def worth(body: Body, x: X, number: Callable[[int], X], apply: Callable[..., X]) -> X:
    """What a definition is worth where its argument is worth `x`, and others what `apply` says."""
    if body == "x":
        return x
    if isinstance(body, int):
        return number(body)
    return apply(body[0], *(worth(part, x, number, apply) for part in body[1:]))


def with_definitions(
    rules: dict[str, Callable[..., X]], number: Callable[[int], X]
) -> dict[str, Callable[..., X]]:
    """Rules (meaning, arguments) of primitives, and those of what is defined by these."""

    def rule(body: Body) -> Callable[..., X]:
        return lambda s, x: worth(body, x, number, lambda op, *args: rules[op](s, *args))

    return rules | {op: rule(body) for op, body in DEFINITIONS.items()}
