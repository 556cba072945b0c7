"""Terms and numbers from one text in Python's syntax, so that a test states its integrand once.

term("exp(b*g)/(exp(b*g) + 3)", b=5)         the term, with 5 for b
number("exp(b*g)/(exp(b*g) + 3)", b=5, g=x)  its value in mpmath
"""

from __future__ import annotations

import ast
from fractions import Fraction
from functools import lru_cache
from typing import Any

import mpmath

from symattn.language import Term, flattened

COMPARISONS: dict[type, str] = {ast.Lt: "<", ast.LtE: "≤", ast.Gt: ">", ast.GtE: "≥"}
BINARY: dict[type, str] = {ast.Div: "/", ast.Pow: "^"}


def term(text: str, **numbers: Any) -> Term:
    return _term(ast.parse(text, mode="eval").body, numbers)


def rational(value: Fraction) -> Term:
    size = Term("number", (abs(value.numerator),))
    size = (
        size if value.denominator == 1 else Term("/", (size, Term("number", (value.denominator,))))
    )
    return Term("neg", (size,)) if value < 0 else size


def _term(node: Any, numbers: dict[str, Any]) -> Term:
    def of(n: Any) -> Term:
        return _term(n, numbers)

    if isinstance(node, ast.Constant):
        return rational(Fraction(node.value))
    if isinstance(node, ast.Name):
        return (
            rational(Fraction(numbers[node.id]))
            if node.id in numbers
            else Term("scalar", (node.id,))
        )
    if isinstance(node, ast.UnaryOp):
        return Term("neg", (of(node.operand),))
    if isinstance(node, ast.BinOp):
        left, right = of(node.left), of(node.right)
        if isinstance(node.op, ast.Sub):
            return flattened("+", (left, Term("neg", (right,))))
        if isinstance(node.op, (ast.Add, ast.Mult)):
            return flattened("+" if isinstance(node.op, ast.Add) else "*", (left, right))
        return Term(BINARY[type(node.op)], (left, right))
    if isinstance(node, ast.Compare):
        return Term(COMPARISONS[type(node.ops[0])], (of(node.left), of(node.comparators[0])))
    if isinstance(node, ast.BoolOp):
        return Term("and" if isinstance(node.op, ast.And) else "or", tuple(map(of, node.values)))
    return Term(node.func.id, tuple(map(of, node.args)))


def number(text: str, **numbers: Any) -> Any:
    """The value; a max, min, abs, relu, cases or count is a decision."""
    return _evaluated(text, numbers, [])


def branches(text: str, g: Any) -> list[Any]:
    """The decisions that are made at g, in order."""
    taken: list[Any] = []
    _evaluated(text, {"g": g}, taken)
    return taken


def _evaluated(text: str, numbers: dict[str, Any], taken: list[Any]) -> Any:
    def decided(which: Any, value: Any) -> Any:
        taken.append(which)
        return value

    names = {
        "exp": mpmath.exp, "log": mpmath.log, "sqrt": mpmath.sqrt, "tanh": mpmath.tanh,
        "arctan": mpmath.atan, "softplus": lambda u: mpmath.log(1 + mpmath.exp(u)),
        "sigmoid": _sigmoid, "mpf": mpmath.mpf,
        "abs": lambda u: decided(u > 0, abs(u)), "relu": lambda u: decided(u > 0, u * (u > 0)),
        "max": lambda *u: decided(u.index(max(u)), max(u)),
        "min": lambda *u: decided(u.index(min(u)), min(u)),
        "count": lambda *c: decided(c, sum(map(int, c))),
        "cases": lambda *c: decided(c[::2], _cases(*c)),
    }  # fmt: skip
    values = {
        k: mpmath.mpf(v.numerator) / v.denominator if isinstance(v, Fraction) else mpmath.mpf(v)
        for k, v in numbers.items()
    }
    return eval(_compiled(text), {"__builtins__": {}}, {**names, **values})


class _Numbers(ast.NodeTransformer):
    """1/3 is mpf(1)/mpf(3), not a float."""

    def visit_Constant(self, node: ast.Constant) -> ast.Call:
        return ast.Call(ast.Name("mpf", ast.Load()), [node], [])


@lru_cache(maxsize=1000)
def _compiled(text: str) -> Any:
    return compile(
        ast.fix_missing_locations(_Numbers().visit(ast.parse(text, mode="eval"))),
        "integrand",
        "eval",
    )


def _sigmoid(u: Any) -> Any:
    return 1 / (1 + mpmath.exp(-u)) if u > 0 else mpmath.exp(u) / (1 + mpmath.exp(u))


def _cases(*pairs: Any) -> Any:
    return next(v for c, v in zip(pairs[::2], pairs[1::2]) if c)
