"""Entropy, cross-entropy and Gibbs' principle, for any number of scores."""

from sympy import exp, log

from derivations.library.weights import scores, softmax
from symattn.writing.derivation import derivation
from symattn.writing.expressions import derivative


@derivation(
    "gibbs",
    title="Softmax is the best compromise between score and entropy",
    source="S. Boyd and L. Vandenberghe, Convex Optimization, exercise 3.25; B. Gao and "
    "L. Pavel, On the properties of the softmax function, arXiv 1704.00805",
)
def gibbs(d):
    n, over, s = scores(d, "a", 2)
    a, i = over
    beta = d.real(r"\beta", positive=True)
    p = d.probabilities("p", over)
    d.fact(p[a], ">", 0)
    d.fact(p[i], ">", 0)
    total = d.define("Z", d.sum(over, lambda j: exp(beta * s[j])))
    mean = d.define("m", d.sum(over, lambda j: p[j] * s[j]))
    entropy = d.define("H", -d.sum(over, lambda j: p[j] * log(p[j])))
    apart = d.define("D", d.sum(over, lambda j: p[j] * log(p[j] / (exp(beta * s[j]) / total))))
    w = softmax(d, "w", over, lambda j: beta * s[j])
    d.heading("Mean score and entropy, for any probabilities")
    d.step(
        mean + entropy / beta,
        "=",
        log(total) / beta - apart / beta,
        why="$\\log w_j = \\beta s_j - \\log Z$",
    )
    d.step(apart, ">=", 0, why="Gibbs' inequality")
    d.step(mean + entropy / beta, "<=", log(total) / beta)
    d.heading("And at softmax")
    d.step(
        d.sum(over, lambda j: w[j] * s[j]) - d.sum(over, lambda j: w[j] * log(w[j])) / beta,
        "=",
        log(total) / beta,
    )
    d.heading("With the sign of the entropy turned")
    d.step(
        mean - entropy / beta,
        "=",
        log(total) / beta - apart / beta,
        expect="refuted",
        remark="More entropy is better, not worse.",
    )


@derivation(
    "softmax-entropy",
    title="The entropy of softmax falls as β grows",
    source="statistical mechanics; on attention, S. Zhai et al., Stabilizing transformer "
    "training by preventing attention entropy collapse, arXiv 2303.06296",
)
def entropy(d):
    n, over, s = scores(d, "a", 2)
    a, i = over
    beta = d.real(r"\beta")
    p = softmax(d, "p", over, lambda j: beta * s[j])
    total = d.define("Z", d.sum(over, lambda j: exp(beta * s[j])))
    mean = d.define("m", d.sum(over, lambda j: p[j] * s[j]))
    spread = d.define("V", d.sum(over, lambda j: p[j] * s[j] ** 2) - mean**2)
    h = d.define("H", -d.sum(over, lambda j: p[j] * log(p[j])))
    d.heading("Entropy, and how mean and entropy move")
    d.step(log(p[a]), "=", beta * s[a] - log(total))
    d.step(h, "=", log(total) - beta * mean)
    d.step(derivative(mean, beta), "=", spread, why="mean of squares less square of the mean")
    d.step(spread, ">=", 0)
    d.step(derivative(log(total) - beta * mean, beta), "=", -beta * spread)
    d.step(
        derivative(log(total) - beta * mean, beta),
        "=",
        -spread,
        expect="refuted",
        remark="A factor $\\beta$ is missing.",
    )


@derivation(
    "entropy-range",
    title="Entropy lies between 0 and log n",
    source="folk",
)
def entropy_range(d):
    n = d.integer("n", at_least=2)
    over = d.index_set(n, "a", rest="i")
    a, i = over
    p = d.probabilities("p", over)
    d.fact(p[a], ">", 0)
    d.fact(p[i], ">", 0)
    h = d.define("H", -d.sum(over, lambda j: p[j] * log(p[j])))
    d.step(h, ">=", 0, why="$\\log p_j \\le 0$")
    d.step(h, "<=", log(n), why="Gibbs' inequality against $1/n$")
    d.step(
        h,
        "<",
        log(n),
        expect="conditional",
        remark="Equal for equal weights.",
    )


@derivation(
    "cross-entropy",
    title="The gradient of the cross-entropy is p − y",
    source="J. S. Bridle, Probabilistic interpretation of feedforward classification network "
    "outputs, 1990; I. Goodfellow, Y. Bengio and A. Courville, Deep Learning, 6.2.2 (2016)",
)
def cross_entropy(d):
    n, over, s = scores(d, "a c", 2)
    a, c, i = over
    x, y = d.scalars("x", over), d.probabilities("y", over)
    p = softmax(d, "p", over, lambda j: s[j])
    loss = d.define("L", -d.sum(over, lambda j: y[j] * log(p[j])))
    other = d.define("K", -d.sum(over, lambda j: x[j] * log(p[j])))
    d.heading("Labels $y$ that sum to 1")
    d.step(derivative(loss, s[a]), "=", p[a] - y[a], why="$\\sum_j y_j = 1$")
    d.step(
        derivative(loss, s[a]),
        "=",
        y[a] - p[a],
        expect="refuted",
        remark="The sign: the loss falls as the score of what is right grows.",
    )
    d.heading("Any numbers $x$ in their place")
    whole = d.define("X", d.sum(over, lambda j: x[j]))
    d.step(derivative(other, s[a]), "=", whole * p[a] - x[a])
    d.step(derivative(derivative(other, s[a]), s[c]), "=", -whole * p[a] * p[c])
    d.step(
        derivative(other, s[a]),
        "=",
        p[a] - x[a],
        expect="refuted",
        remark="Only where they sum to 1.",
    )
