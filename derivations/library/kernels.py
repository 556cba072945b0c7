"""Attention as a kernel: Gaussian weights, random features, and biases by distance."""

from sympy import Rational, exp

from derivations.library.weights import scores, softmax
from symattn.writing.derivation import derivation
from symattn.writing.expressions import expectation, variance


@derivation(
    "alibi",
    title="A bias by distance is a bias by position",
    source="O. Press, N. A. Smith and M. Lewis, Train short, test long, arXiv 2108.12409",
)
def alibi(d):
    n, over, s = scores(d, "a c", 2)
    a, c, i = over
    slope, t = d.real("m", positive=True), d.real("t")
    x = d.scalars("x", over)
    p = softmax(d, "p", over, lambda j: s[j] - slope * (t - x[j]))
    w = softmax(d, "w", over, lambda j: s[j] + slope * x[j])
    v = softmax(d, "v", over, lambda j: s[j] - slope * x[j])
    d.heading("Positions $x_j$ before the query's $t$")
    d.step(p[a], "=", w[a], why="$e^{-m t}$ stands above and below")
    d.step(p[a] / p[c], "=", exp(s[a] - s[c]) * exp(-slope * (x[c] - x[a])))
    d.step(p[a], "=", v[a], expect="refuted", remark="What is later weighs more, not less.")


@derivation(
    "gaussian-kernel",
    title="Softmax over keys of one norm is a Gaussian kernel smoother",
    source="Y.-H. H. Tsai et al., Transformer dissection, arXiv 1908.11775; K. Choromanski "
    "et al., Rethinking attention with performers, arXiv 2009.14794",
)
def gaussian_kernel(d):
    n = d.integer("n", at_least=2)
    over = d.index_set(n, "a", rest="i")
    a, i = over
    r, beta = d.real("r", positive=True), d.real(r"\beta", positive=True)
    k, u, q = d.orthogonal("k", over, norm=r), d.vectors("u", over), d.vector("q")
    p = softmax(d, "p", over, lambda j: beta * (k[j] @ q))
    w = softmax(d, "w", over, lambda j: -beta * ((q - k[j]) @ (q - k[j])) / 2)
    x = softmax(d, "x", over, lambda j: beta * (u[j] @ q))
    y = softmax(d, "y", over, lambda j: -beta * ((q - u[j]) @ (q - u[j])) / 2)
    d.heading("One pair")
    d.step(
        exp(q @ u[a]),
        "=",
        exp(q @ q / 2) * exp(u[a] @ u[a] / 2) * exp(-((q - u[a]) @ (q - u[a])) / 2),
        why="$|q - u|^2 = |q|^2 - 2 q \\cdot u + |u|^2$",
    )
    d.heading("Keys $k_j$ that are orthogonal, all of norm $r$")
    d.step(p[a], "=", w[a], why="the norms stand above and below")
    d.heading("Any keys $u_j$")
    d.step(x[a], "=", y[a], expect="refuted", remark="Longer keys count for more in softmax.")


@derivation(
    "positive-features",
    title="Positive random features for the exponential kernel",
    source="K. Choromanski et al., Rethinking attention with performers, arXiv 2009.14794, "
    "lemmas 1 and 2",
)
def positive_features(d):
    x, y = d.real("x"), d.real("y")
    w = d.normal("w", 0, 1)
    feature = exp(w * x - x**2 / 2) * exp(w * y - y**2 / 2)
    d.heading("In one dimension")
    d.step(expectation(feature), "=", exp(x * y), why="$E e^{w z} = e^{z^2/2}$")
    d.step(
        expectation(exp(w * x) * exp(w * y)),
        "=",
        exp(x * y),
        expect="conditional",
        remark="Without the factors $e^{-x^2/2}$ and $e^{-y^2/2}$ it is $e^{(x + y)^2/2}$.",
    )
    d.heading("Its variance, and as one cosh")
    d.step(
        variance(feature),
        "=",
        exp((x + y) ** 2) * exp(2 * x * y) * (1 - exp(-((x + y) ** 2))),
    )
    d.step(
        exp(-(x**2 + y**2) / 2)
        * expectation(exp(w * (x + y)) + exp(-w * (x + y)))
        * Rational(1, 2),
        "=",
        exp(x * y),
    )
    d.outside(
        "In $d$ dimensions, with $m$ features, or with cosines: laws of sums over unnamed "
        "members, and sines and cosines, are not in the language."
    )
