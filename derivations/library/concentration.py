"""How small and how large weights can be, and how close attention comes to one value."""

from sympy import exp, log

from derivations.library.weights import scores, softmax
from symattn.writing.derivation import derivation
from symattn.writing.expressions import derivative


@derivation(
    "bounded-scores",
    title="Bounded scores spread the weights out",
    source="M. Hahn, Theoretical limitations of self-attention in neural sequence models, "
    "TACL 8 (2020)",
)
def bounded_scores(d):
    n, over, s = scores(d, "a", 2)
    a, i = over
    M = d.real("M", positive=True)
    d.fact(abs(s[a]), "<=", M)
    d.fact(abs(s[i]), "<=", M)
    p = softmax(d, "p", over, lambda j: s[j])
    total = d.define("Z", d.sum(over, lambda j: exp(s[j])))
    d.heading("Scores of size at most $M$")
    d.step(total, "<=", n * exp(M), why="each of the $n$ terms is at most $e^M$")
    d.step(total, ">=", n * exp(-M))
    d.step(p[a], "<=", exp(2 * M) / n)
    d.step(p[a], ">=", exp(-2 * M) / n)
    d.step(
        p[a],
        "<=",
        exp(M) / n,
        expect="conditional",
        remark="Numerator and denominator both move: $e^{2M}$ is needed.",
    )


@derivation(
    "copying",
    title="How close attention is to one of its values",
    source="folk; the bound by a gap is the one of hard attention",
)
def copying(d):
    n, over, s = scores(d, "a", 2)
    a, i = over
    g = d.real("g", positive=True)
    d.fact(s[a] - s[i], ">=", g)
    p = softmax(d, "p", over, lambda j: s[j])
    others = d.define("S", d.sum(over, lambda j: exp(s[j] - s[a]), without=(a,)))
    d.heading("What is not at $a$, where $s_a$ is ahead by $g$")
    d.step(1 - p[a], "=", others / (1 + others), why="divided by $e^{s_a}$")
    d.step(others, "<=", (n - 1) * exp(-g))
    d.step(p[a], ">=", 1 / (1 + (n - 1) * exp(-g)))
    d.step(
        p[a],
        ">=",
        1 / (1 + exp(-g)),
        expect="refuted",
        remark="There are $n - 1$ others.",
    )


@derivation(
    "hopfield",
    title="Attention is the update of a modern Hopfield network",
    source="H. Ramsauer et al., Hopfield networks is all you need, arXiv 2008.02217",
)
def hopfield(d):
    n = d.integer("n", at_least=1)
    over = d.index_set(n, "a", rest="i")
    a, i = over
    beta, t = d.real(r"\beta", positive=True), d.real("t")
    x, z, u = d.vectors("x", over), d.vector("z"), d.vector("u")
    p = softmax(d, "p", over, lambda j: beta * (x[j] @ (z + t * u)))
    moved = z + t * u
    energy = d.define(
        "F", moved @ moved / 2 - log(d.sum(over, lambda j: exp(beta * (x[j] @ moved)))) / beta
    )
    d.heading("The energy along any direction $u$, without its constants")
    d.step(
        derivative(energy, t),
        "=",
        (moved - d.sum(over, lambda j: p[j] * x[j])) @ u,
        why="the gradient is the state less attention over the patterns",
    )
    d.step(
        derivative(energy, t),
        "=",
        (moved + d.sum(over, lambda j: p[j] * x[j])) @ u,
        expect="refuted",
        remark="Attention is subtracted: that is why a fixed point is a state that it keeps.",
    )
    d.outside("That a step lowers the energy asks for the tangent of log-sum-exp at a point.")


@derivation(
    "rank-collapse",
    title="Rows that differ little: what attention does to the rest",
    source="Y. Dong, J.-B. Cordonnier and A. Loukas, Attention is not all you need, "
    "arXiv 2103.03404",
)
def rank_collapse(d):
    n = d.integer("n", at_least=2)
    rows = d.index_set(n, "a b", rest="i")
    a, b, i = rows
    r, x, W = d.vectors("r", rows), d.vector("x"), d.matrix("W")
    w = d.define_family(
        "w",
        (rows, rows),
        lambda p, j: (
            exp((x + r[p]) @ (W @ (x + r[j])))
            / d.sum(rows, lambda l: exp((x + r[p]) @ (W @ (x + r[l]))))
        ),
    )
    v = d.define_family(
        "v",
        (rows, rows),
        lambda p, j: exp(r[p] @ (W @ r[j])) / d.sum(rows, lambda l: exp(r[p] @ (W @ r[l]))),
    )
    u = d.define_family(
        "u",
        (rows, rows),
        lambda p, j: (
            exp(r[p] @ (W @ r[j]) + x @ (W @ r[j]))
            / d.sum(rows, lambda l: exp(r[p] @ (W @ r[l]) + x @ (W @ r[l])))
        ),
    )
    d.heading("Rows $x + r_j$")
    d.step(d.sum(rows, lambda j: w[a, j]), "=", 1)
    d.step(w[a, b], "=", u[a, b], why="what is the same for a row cancels")
    d.step(
        d.sum(rows, lambda j: w[a, j] * (x + r[j])) - x,
        "=",
        d.sum(rows, lambda j: w[a, j] * r[j]),
        why="the common part passes through",
    )
    d.step(w[a, b], "=", v[a, b], expect="refuted", remark="The term $x^\\top W r_j$ stays.")
    d.outside(
        "Paths through several layers, and the doubly exponential bound, ask for words of "
        "matrices and for induction."
    )
