"""What is said of one rule of the kernel, and the theorems that values of terms stand on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleEntry:
    """A rule: what it infers, from what, on which theorems, with one example and its failing twin.

    The examples are rows of tests/kernel/rows/NAME.json, by name.
    """

    name: str
    statement: str
    premises: str  # of the inference figure, and below its line
    conclusion: str
    where: str = ""  # side conditions
    accepted: str = ""
    refused: str = ""
    because: str = ""  # why the failing twin is refused
    theorems: tuple[str, ...] = ()  # that it takes for granted
    extension: str = ""  # what it belongs to beyond the core of the kernel


VALUES = (  # what the value of a term, or its sign, may rest on, wherever it is asked for
    "exponential function",
    "logarithm",
    "tangent of the exponential",
    "series with remainders",
    "rules of differentiation",
    "strict inequalities hold nearby",
    "elimination of semidefinite matrices",
    "probability measures",
    "linearity and monotonicity of the mean",
    "law of a function",
    "products of independent variables",
    "Fubini and Tonelli",
    "moments of the normal law",
    "exponential means of the normal law",
    "linear images of normal vectors",
    "uncorrelated and jointly normal",
    "tail of the normal law",
    "complementary error function",
    "arctangent",
    "mean beyond a threshold",
    "density of the normal law",
    "differentiation under the integral sign",
    "roots of monotone functions",
)
LIMITS = "limits of sums, products and quotients"
EXPANSIONS = (LIMITS, "orders of infinity", "Taylor's theorem")
MEANS_TEND = ("dominated convergence", LIMITS, *VALUES)
