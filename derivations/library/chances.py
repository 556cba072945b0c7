"""Random scores: variances, Gaussian identities, GELU, and how steep attention can be."""

from sympy import Rational, exp, sqrt

from symattn.writing.derivation import derivation
from symattn.writing.expressions import (
    erfc,
    expectation,
    variance,
)


@derivation(
    "scaled-dot-product",
    title="Why scores are divided by √d",
    source="Vaswani et al., Attention is all you need, footnote 4 (2017)",
)
def scaled(d):
    p, q = d.normal("p", 0, 1), d.normal("q", 0, 1)
    k, l = d.normal("k", 0, 1), d.normal("l", 0, 1)
    d.heading("Two components, independent, with mean 0 and variance 1")
    d.step(expectation(p * k + q * l), "=", 0)
    d.step(variance(p * k + q * l), "=", 2, why="each product has variance 1")
    d.step(variance((p * k + q * l) / sqrt(2)), "=", 1)
    d.heading("A vector with itself")
    d.step(variance(p**2 + q**2), "=", 4)
    d.step(
        variance(p**2 + q**2),
        "=",
        2,
        expect="refuted",
        remark="Query and key have to be independent.",
    )
    d.outside("Any number of components asks for sums of independent random numbers.")


@derivation(
    "gelu",
    title="GELU and its slope",
    source="D. Hendrycks and K. Gimpel, Gaussian error linear units, arXiv 1606.08415",
)
def gelu(d):
    x = d.real("x")
    g = x * (1 - erfc(x / sqrt(2)) / 2)
    m = -x * (1 - erfc(-x / sqrt(2)) / 2)
    d.step(g - m, "=", x, why="$\\Phi(x) + \\Phi(-x) = 1$")
    d.step(
        g,
        "=",
        x / (1 + exp(-Rational(1702, 1000) * x)),
        expect="conditional",
        remark="An approximation, off by up to 0.021.",
    )
    d.outside("The largest slope, 1.1289 at $\\sqrt 2$, asks for suprema.")


@derivation(
    "logit-normal",
    title="A weight with a Gaussian logit",
    source="folk",
)
def logit_normal(d):
    z, s, m = d.normal("z", 0, 1), d.real("s", positive=True), d.real("m")
    d.step(expectation(1 / (1 + exp(-s * z))), "=", Rational(1, 2), why="$z$ and $-z$ have one law")
    d.step(
        expectation(1 / (1 + exp(-m - s * z))),
        "=",
        1 / (1 + exp(-m)),
        expect="refuted",
        remark="The mean is not taken inside, but at $m = 0$.",
    )
    d.outside("Bounds of the variance ask for Lipschitz constants under a mean.")


@derivation(
    "stein",
    title="Gaussian moments: the exponential and Stein's identity for it",
    source="C. Stein, Estimation of the mean of a multivariate normal distribution, Ann. "
    "Statist. 9 (1981)",
)
def stein(d):
    m, v, s = d.real("m"), d.real("v", positive=True), d.real("s")
    z, x = d.normal("z", 0, 1), d.normal("x", m, v)
    d.step(expectation(exp(s * z)), "=", exp(s**2 / 2))
    d.step(
        expectation((x - m) * exp(s * x)),
        "=",
        v * s * expectation(exp(s * x)),
        why="$E (x - m) f(x) = v E f'(x)$ for $f(x) = e^{s x}$",
    )
    d.step(
        expectation(x * exp(s * x)),
        "=",
        v * s * expectation(exp(s * x)),
        expect="conditional",
        remark="The mean has to be taken off.",
    )
    d.outside("For any smooth $f$ it asks for integration by parts.")


@derivation(
    "no-lipschitz",
    title="Self-attention has no Lipschitz constant",
    source="H. Kim, G. Papamakarios and A. Mnih, The Lipschitz constant of self-attention, "
    "arXiv 2006.04710",
)
def no_lipschitz(d):
    t, h = d.real("T", positive=True), d.real("h", positive=True)
    at = (t * exp(t / h) - t * exp(-t / h) + exp(1 / h**2) / h) / (
        exp(1 / h**2) + exp(t / h) + exp(-t / h)
    )
    d.let_tend(h)
    d.heading("One token at $x$ beside tokens at $T$ and $-T$: its output, near $x = 0$")
    d.step(h * at, "->", Rational(1, 3) + 2 * t**2 / 3, why="the slope at 0, with $x = 1/h$")
    d.step(
        h * at,
        "->",
        Rational(1, 3) + t**2 / 3,
        expect="refuted",
        remark="Both neighbours add to it.",
    )
    d.outside("As $T$ grows the slope is above every constant.")
