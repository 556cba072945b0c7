"""A second opinion, sharing no code with the oracle.

Interval arithmetic of mpmath, the midpoint rule, and its exact remainder.

On a cell of width h around m, for twice differentiable F,  ∫ F = h F(m) + h³/24 · F''(ξ)  for some
ξ in the cell.  F'' on the whole cell is enclosed by second-order jets in interval arithmetic.
Beyond ±R standard deviations a bound of |f|, derived by hand, is given by the caller.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from mpmath import iv

CELLS, R = 400, Fraction(26, 5)


class Jet:
    """Enclosures of a value, a first and a second derivative."""

    def __init__(self, v: Any, d: Any = 0, s: Any = 0) -> None:
        self.v, self.d, self.s = iv.mpf(v), iv.mpf(d), iv.mpf(s)

    def __add__(self, o: Any) -> Jet:
        o = jet(o)
        return Jet(self.v + o.v, self.d + o.d, self.s + o.s)

    def __neg__(self) -> Jet:
        return Jet(-self.v, -self.d, -self.s)

    def __sub__(self, o: Any) -> Jet:
        return self + -jet(o)

    def __mul__(self, o: Any) -> Jet:
        o = jet(o)
        return Jet(
            self.v * o.v,
            self.v * o.d + self.d * o.v,
            self.v * o.s + 2 * self.d * o.d + self.s * o.v,
        )

    def __truediv__(self, o: Any) -> Jet:
        o = jet(o)
        return self * o.after(1 / o.v, -1 / o.v**2, 2 / o.v**3)

    def __pow__(self, n: int) -> Jet:
        return self.after(
            self.v**n, n * self.v ** (n - 1), n * (n - 1) * self.v ** (n - 2) if n > 1 else 0
        )

    def after(self, f: Any, df: Any, ddf: Any) -> Jet:
        """The composition with a function whose value and derivatives at self.v are given."""
        return Jet(f, df * self.d, ddf * self.d**2 + df * self.s)


def jet(x: Any) -> Jet:
    return x if isinstance(x, Jet) else Jet(x)


def exp(u: Jet) -> Jet:
    e = iv.exp(u.v)
    return u.after(e, e, e)


def log(u: Jet) -> Jet:
    return u.after(iv.log(u.v), 1 / u.v, -1 / u.v**2)


def sqrt(u: Jet) -> Jet:
    r = iv.sqrt(u.v)
    return u.after(r, 1 / (2 * r), -1 / (4 * r * u.v))


def sigmoid(u: Jet) -> Jet:
    """σ is increasing, so its enclosure is tight; σ' = σ(1 − σ), σ'' = σ'(1 − 2σ)."""
    a, b = (1 / (1 + iv.exp(-iv.mpf(x))) for x in (u.v.a, u.v.b))
    v = iv.mpf([a.a, b.b])
    d = v * (1 - v)
    return u.after(v, d, d * (1 - 2 * v))


def tanh(u: Jet) -> Jet:
    return sigmoid(u * 2) * 2 - 1


def arctan(u: Jet) -> Jet:
    """arctan is increasing; its derivatives are 1/(1 + x²) and −2x/(1 + x²)²."""
    low, high = (math.atan(float(x)) for x in (u.v.a, u.v.b))
    d = 1 / (1 + u.v**2)
    return u.after(iv.mpf([low - 1e-12, high + 1e-12]), d, -2 * u.v * d**2)


def softplus(u: Jet) -> Jet:
    return log(exp(u) + 1)


FUNCTIONS: dict[str, Callable[[Jet], Jet]] = {
    "exp": exp,
    "log": log,
    "sqrt": sqrt,
    "sigmoid": sigmoid,
    "tanh": tanh,
    "arctan": arctan,
    "softplus": softplus,
}


def _value(node: ast.expr, g: Jet) -> Jet:
    if isinstance(node, ast.Constant):
        return Jet(node.value)
    if isinstance(node, ast.Name):
        return g
    if isinstance(node, ast.UnaryOp):
        return -_value(node.operand, g)
    if isinstance(node, ast.Call):
        return FUNCTIONS[node.func.id](_value(node.args[0], g))  # type: ignore[attr-defined]
    assert isinstance(node, ast.BinOp)
    left = _value(node.left, g)
    if isinstance(node.op, ast.Pow):
        return left ** ast.literal_eval(node.right)
    right = _value(node.right, g)
    return {
        ast.Add: left.__add__,
        ast.Sub: left.__sub__,
        ast.Mult: left.__mul__,
        ast.Div: left.__truediv__,
    }[type(node.op)](right)


def mean(
    text: str, mean: Fraction, variance: Fraction, tail: int, cells: int = CELLS
) -> tuple[float, float]:
    """An enclosure of E f(g), g ~ N(mean, variance), if |f| ≤ tail beyond R standard deviations."""
    tree = ast.parse(text, mode="eval").body
    m, s = (
        iv.mpf(mean.numerator) / mean.denominator,
        iv.sqrt(iv.mpf(variance.numerator) / variance.denominator),
    )
    norm = 1 / iv.sqrt(2 * iv.pi)
    h = iv.mpf(2 * R.numerator) / R.denominator / cells
    total = iv.mpf(0)
    for k in range(cells):
        a = h * k - iv.mpf(R.numerator) / R.denominator
        cell, middle = iv.mpf([a.a, (a + h).b]), a + h / 2
        at, over = (_integrand(tree, x, m, s) for x in (Jet(middle, 1), Jet(cell, 1)))
        total += h * at.v + h**3 / 24 * over.s
    # ∫_R^∞ e^{−x²/2} dx ≤ e^{−R²/2}/R
    r = iv.mpf(R.numerator) / R.denominator
    rest = 2 * tail * norm * iv.exp(-r * r / 2) / r
    total = total * norm + iv.mpf([-rest.b, rest.b])
    return float(total.a), float(total.b)


def _integrand(tree: ast.expr, x: Jet, m: Any, s: Any) -> Jet:
    return _value(tree, x * s + m) * exp(x * x * iv.mpf(-0.5))
