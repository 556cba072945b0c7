"""What softmax is: shifts, slopes, temperature, masks.  For any number of scores."""

from sympy import Rational, exp

from derivations.library.weights import scores, softmax
from symattn.writing.derivation import derivation
from symattn.writing.expressions import cases, count, derivative, relation


@derivation(
    "softmax-shift",
    title="Adding the same to every score changes no weight",
    source="folk; P. Blanchard, D. J. Higham and N. J. Higham, Accurately computing the "
    "log-sum-exp and softmax functions, IMA J. Numer. Anal. 41 (2021)",
)
def shift(d):
    n, over, s = scores(d, "a c", 2)
    a, c, i = over
    t, r, x, y = d.real("t"), d.scalars("r", over), d.real("x"), d.real("y")
    p = softmax(d, "p", over, lambda j: s[j])
    d.heading("A shift")
    d.step(
        exp(s[a] + t) / d.sum(over, lambda j: exp(s[j] + t)),
        "=",
        p[a],
        why="$e^t$ stands above and below",
    )
    d.heading("Two weights, two scores")
    d.step(p[a] / p[c], "=", exp(s[a] - s[c]), why="the sum cancels")
    d.step(exp(x) / (exp(x) + exp(y)), "=", 1 / (1 + exp(y - x)), why="divided by $e^x$")
    d.heading("What is no shift")
    d.step(
        exp(s[a] + r[a]) / d.sum(over, lambda j: exp(s[j] + r[j])),
        "=",
        p[a],
        expect="refuted",
        remark="What is added may not depend on the member.",
    )


@derivation(
    "softmax-jacobian",
    title="The Jacobian of softmax",
    source="J. S. Bridle, Probabilistic interpretation of feedforward classification network "
    "outputs, 1990; B. Gao and L. Pavel, On the properties of the softmax function, "
    "arXiv 1704.00805",
)
def jacobian(d):
    n, over, s = scores(d, "a c", 2)
    a, c, i = over
    v = d.scalars("v", over)
    p = softmax(d, "p", over, lambda j: s[j])
    d.heading("Entries")
    d.step(derivative(p[a], s[a]), "=", p[a] * (1 - p[a]), why="the quotient rule")
    d.step(derivative(p[c], s[a]), "=", -p[c] * p[a], why="only the sum below moves")
    d.step(
        derivative(p[a], s[a]),
        "=",
        p[a] * (1 + p[a]),
        expect="refuted",
        remark="The sum below grows with $s_a$, which makes the weight smaller.",
    )
    d.heading("Rows")
    d.step(
        d.sum(over, lambda j: derivative(p[a], s[j])),
        "=",
        0,
        why="a shift of all scores changes nothing",
    )
    d.heading("As a quadratic form it is a variance")
    mean = d.define("m", d.sum(over, lambda j: p[j] * v[j]))
    pairs = d.sum(over, lambda j: d.sum(over, lambda l: p[j] * p[l] * (v[j] - v[l]) ** 2))
    d.step(
        d.sum(over, lambda j: p[j] * v[j] ** 2) - mean**2, "=", pairs / 2, why="$\\sum_j p_j = 1$"
    )
    d.step(d.sum(over, lambda j: p[j] * v[j] ** 2) - mean**2, ">=", 0, why="a sum of squares")
    d.step(
        d.sum(over, lambda j: p[j] * v[j] ** 2) - mean**2,
        ">",
        0,
        expect="conditional",
        remark="It is 0 where all $v_j$ are equal.",
    )


@derivation(
    "softmax-lipschitz",
    title="How fast softmax can move",
    source="Nair, arXiv 2510.23012 (2025); Vaswani et al., Attention is all you need, "
    "3.2.1 (2017), on small gradients",
)
def lipschitz(d):
    n = d.integer("n", at_least=2)
    over = d.index_set(n, "a", rest="i")
    a, i = over
    p = d.probabilities("p", over)
    d.heading("A row of the Jacobian")
    row = p[a] * (1 - p[a]) + d.sum(over, lambda l: p[a] * p[l], without=(a,))
    d.step(row, "=", 2 * p[a] * (1 - p[a]), why="the other weights sum to $1 - p_a$")
    d.step(2 * p[a] * (1 - p[a]), "<=", Rational(1, 2), why="$(2 p_a - 1)^2 \\ge 0$")
    d.step(
        row,
        "<=",
        Rational(1, 4),
        expect="refuted",
        remark="At $p_a = 1/2$ it is 1/2.",
    )
    d.outside(
        "That the norm of the Jacobian is at most the largest of these sums is Gershgorin's "
        "theorem; a norm of a matrix is not in the language."
    )


@derivation(
    "softmax-temperature",
    title="Softmax at high and at low temperature",
    source="folk; B. Gao and L. Pavel, On the properties of the softmax function, arXiv 1704.00805",
)
def temperature(d):
    n, over, s = scores(d, "a", 2)
    a, i = over
    beta = d.real(r"\beta", positive=True)
    p = softmax(d, "p", over, lambda j: beta * s[j])
    best = d.define("T", d.largest(over, lambda j: s[j]))
    d.let_tend(beta)
    d.heading("Low temperature")
    ties = d.sum(over, lambda j: count(relation(s[j], "=", best)))
    d.step(
        p[a],
        "->",
        cases((1 / ties, relation(s[a], "=", best)), (0, relation(s[a], "<", best))),
        why="the largest scores share the weight",
    )
    d.step(
        p[a],
        "->",
        cases((1, relation(s[a], "=", best)), (0, relation(s[a], "<", best))),
        expect="conditional",
        remark="One-hot only where the largest score is the only one.",
    )


@derivation(
    "softmax-gap",
    title="What the scores below the largest keep",
    source="folk",
)
def gap(d):
    k, m = d.integer("k", at_least=1), d.integer("m", at_least=1)
    lower = d.index_set(m, "a", rest="i")
    a, i = lower
    y, top = d.scalars("y", lower), d.real("M")
    beta, g = d.real(r"\beta", positive=True), d.real("g", positive=True)
    d.fact(y[a], "<=", top - g)
    d.fact(y[i], "<=", top - g)
    below = d.define("B", d.sum(lower, lambda j: exp(beta * y[j])))
    d.heading("$k$ scores are $M$, the other $m$ are lower by $g$ at least")
    d.step(
        below / (k * exp(beta * top) + below),
        "<=",
        (m / k) * exp(-beta * g),
        why="each term of $B$ is at most $e^{\\beta (M - g)}$",
    )
    d.step(
        below / (k * exp(beta * top) + below),
        "<=",
        (m / (k + m)) * exp(-beta * g),
        expect="refuted",
        remark="The sum below is not $(k + m)\\, e^{\\beta M}$: the lower scores count for less.",
    )


@derivation(
    "softmax-mask",
    title="A mask is a limit of scores, and softmax over what is left",
    source="folk; Vaswani et al., Attention is all you need, 3.2.3 (2017)",
)
def mask(d):
    n, over, x = scores(d, "a", 1)
    a, i = over
    m = d.integer("m", at_least=1)
    hidden = d.index_set(m, "b", rest="l")
    b, l = hidden
    y, t = d.scalars("y", hidden), d.real("t", positive=True)
    kept = d.define("Z", d.sum(over, lambda j: exp(x[j])))
    masked = d.define("H", d.sum(hidden, lambda j: exp(y[j] - t)))
    d.let_tend(t)
    d.heading("As $t \\to \\infty$")
    d.step(exp(x[a]) / (kept + masked), "->", exp(x[a]) / kept, why="the masked terms vanish")
    d.step(exp(y[b] - t) / (kept + masked), "->", 0)
    d.step(
        exp(x[a]) / (kept + masked),
        "=",
        exp(x[a]) / kept,
        expect="conditional",
        remark="At any $t$ it is smaller; the limit is meant.",
    )
