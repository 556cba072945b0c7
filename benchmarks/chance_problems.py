"""Expectations and probabilities with known answers.

(kind, integrand or event, closed form).  g, h, k ~ N(1, 1/2), z ~ N(0, 1), independent.

The syntax is Python's, with exp, log, sqrt, abs, max, min, relu, sigmoid, tanh, cases.  A closed
form is evaluated in mpmath to 60 digits; where there is none (None), the reference is the oracle's
own enclosure at 200 bits, which `tests/oracles` checks by other means.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

NORMAL, KINK, STEEP, TWO, EVENT = (
    "moments, exponentials",
    "kinks, cases",
    "logit-normal, steep",
    "two Gaussians",
    "probabilities",
)
LAWS = {
    "g": (Fraction(1), Fraction(1, 2)),
    "h": (Fraction(1), Fraction(1, 2)),
    "z": (Fraction(0), Fraction(1)),
}


@dataclass(frozen=True)
class Problem:
    kind: str
    text: str
    closed: str | None = None

    @property
    def variables(self) -> list[str]:
        import ast

        return sorted(
            {
                n.id
                for n in ast.walk(ast.parse(self.text))
                if isinstance(n, ast.Name) and n.id in LAWS
            }
        )


PROBLEMS = [
    Problem(NORMAL, "g**2", "mpf(3)/2"),
    Problem(NORMAL, "z**10", "mpf(945)"),
    Problem(NORMAL, "exp(3*g)", "exp(mpf(21)/4)"),
    Problem(NORMAL, "exp(30*g)", "exp(mpf(255))"),
    Problem(NORMAL, "g**2*exp(g)", "mpf(11)/4*exp(mpf(5)/4)"),
    Problem(NORMAL, "exp(g**2/2)", "sqrt(2)*exp(1)"),
    Problem(NORMAL, "exp(-1000000*z**2)", "1/sqrt(mpf(2000001))"),
    Problem(NORMAL, "exp(-1000000*(z - 3)**2)", "exp(-mpf(9)*1000000/2000001)/sqrt(mpf(2000001))"),
    Problem(NORMAL, "1/(1 + z**2)", "sqrt(pi*exp(1)/2)*erfc(1/sqrt(2))"),
    Problem(NORMAL, "2**z", "exp(log(2)**2/2)"),
    Problem(KINK, "max(g, 0)", "ncdf(sqrt(2)) + exp(-1)/(2*sqrt(pi))"),
    Problem(KINK, "abs(z)", "sqrt(2/pi)"),
    Problem(KINK, "relu(z - 10)", "npdf(10) - 10*ncdf(-10)"),
    Problem(KINK, "abs(z - 1/3)", "2*npdf(mpf(1)/3) + (2*ncdf(mpf(1)/3) - 1)/3"),
    Problem(KINK, "sqrt(abs(z))", "2**(mpf(1)/4)*gamma(mpf(3)/4)/sqrt(pi)"),
    Problem(KINK, "exp(-abs(z))", "2*exp(mpf(1)/2)*ncdf(-1)"),
    Problem(
        KINK, "cases(z < 1/3, 1, z >= 1/3, exp(z))", "ncdf(mpf(1)/3) + exp(mpf(1)/2)*ncdf(mpf(2)/3)"
    ),
    Problem(KINK, "exp(max(z, -z))", "2*exp(mpf(1)/2)*ncdf(1)"),
    Problem(STEEP, "sigmoid(5*(g - 1))", "mpf(1)/2"),
    Problem(STEEP, "sigmoid(1000*(g - 1))", "mpf(1)/2"),
    Problem(STEEP, "sigmoid(5*g)"),
    Problem(STEEP, "sigmoid(5*g)**2"),
    Problem(STEEP, "sigmoid(5*g)*(1 - sigmoid(5*g))"),
    Problem(STEEP, "sigmoid(1000*g)"),
    Problem(STEEP, "sigmoid(1000*g)*(1 - sigmoid(1000*g))"),
    Problem(STEEP, "sigmoid(1000000*g)"),
    Problem(STEEP, "sigmoid(1000000*g)*(1 - sigmoid(1000000*g))"),
    Problem(STEEP, "exp(5*g)/(exp(5*g) + exp(5) + 8)"),
    Problem(STEEP, "exp(1000*g)/(exp(1000*g) + exp(1000) + 8)"),
    Problem(STEEP, "log(1 + exp(5*g))"),
    Problem(STEEP, "log(1 + exp(1000*g))"),
    Problem(STEEP, "tanh(1000*z)*z", None),
    Problem(STEEP, "sigmoid(1000*(z - 6))"),
    Problem(TWO, "exp(5*g)/(exp(5*g) + exp(5*h))", "mpf(1)/2"),
    Problem(TWO, "max(g, h)", "1 + 1/sqrt(2*pi)"),
    Problem(TWO, "abs(g - h)", "sqrt(2/pi)"),
    Problem(TWO, "log(exp(g) + exp(h)) - log(1 + exp(h - g))", "mpf(1)"),
    Problem(TWO, "g*exp(100*g)/(exp(100*g) + exp(100*h)) + h*exp(100*h)/(exp(100*g) + exp(100*h))"),
    Problem(TWO, "(g - h)**4", "mpf(3)"),
    Problem(EVENT, "g < 0", "erfc(1)/2"),
    Problem(EVENT, "z > 30", "ncdf(-30)"),
    Problem(EVENT, "z**2 < 2", "erf(1)"),
    Problem(EVENT, "z**3 - 2*z > 0", "mpf(1)/2"),
    Problem(EVENT, "abs(z - 3) < 1/1000", "ncdf(mpf(3001)/1000) - ncdf(mpf(2999)/1000)"),
    Problem(EVENT, "sigmoid(z) > 3/4", "ncdf(-log(3))"),
    Problem(EVENT, "exp(z) - z < 2", None),
    Problem(EVENT, "g > h", "mpf(1)/2"),
    Problem(EVENT, "g > h and g + h > 2", "mpf(1)/4"),
    Problem(EVENT, "g < 0 or h < 0", "1 - (1 - erfc(1)/2)**2"),
]
