"""Heads and linear maps: order of tokens, several heads, projections, one step of learning."""

from sympy import exp, log

from symattn.writing.derivation import derivation
from symattn.writing.expressions import derivative, outer


@derivation(
    "equivariance",
    title="Self-attention does not see the order of its tokens",
    source="J. Lee et al., Set transformer, arXiv 1810.00825; C. Yun et al., Are transformers "
    "universal approximators, arXiv 1912.10077",
)
def equivariance(d):
    n = d.integer("n", at_least=3)
    tokens = d.index_set(n, "a b", rest="i")
    a, b, i = tokens
    x, e = d.vectors("x", tokens), d.vectors("e", tokens)
    W, V = d.matrix("W"), d.matrix("V")

    def attended(name, weight, rows):
        w = d.define_family(
            weight,
            (tokens, tokens),
            lambda p, j: (
                exp(rows[p] @ (W @ rows[j])) / d.sum(tokens, lambda l: exp(rows[p] @ (W @ rows[l])))
            ),
        )
        return d.define_family(
            name, tokens, lambda p: d.sum(tokens, lambda j: w[p, j] * (V @ rows[j]))
        )

    y = attended("y", "w", x)
    swapped = d.define_family("x'", tokens, lambda p: x[p], at={a: x[b], b: x[a]})
    z = attended("y'", "w'", swapped)
    placed = d.define_family("p", tokens, lambda p: x[p] + e[p])
    moved = d.define_family(
        "p'", tokens, lambda p: x[p] + e[p], at={a: x[b] + e[a], b: x[a] + e[b]}
    )
    f = attended("f", "h", placed)
    g = attended("f'", "h'", moved)
    d.heading("Tokens $a$ and $b$ change places")
    d.step(z[a], "=", y[b], why="the outputs change places")
    d.step(z[i], "=", y[i], why="and nothing else changes")
    d.heading("With positions added")
    d.step(g[a], "=", f[b], expect="refuted", remark="The positions do not move with the tokens.")


@derivation(
    "two-heads",
    title="Two heads are a sum of two maps, and no single head",
    source="Vaswani et al., Attention is all you need, 3.2.2 (2017); N. Elhage et al., A "
    "mathematical framework for transformer circuits (2021)",
)
def two_heads(d):
    n = d.integer("n", at_least=2)
    over = d.index_set(n, "a", rest="i")
    a, i = over
    x, p, q = d.vectors("x", over), d.vector("p"), d.vector("q")
    A, B = d.matrix("A"), d.matrix("B")
    al = d.define_family(
        r"\alpha", over, lambda j: exp(x[j] @ p) / d.sum(over, lambda l: exp(x[l] @ p))
    )
    be = d.define_family("w", over, lambda j: exp(x[j] @ q) / d.sum(over, lambda l: exp(x[l] @ q)))
    ga = d.define_family(
        "v", over, lambda j: exp(x[j] @ (p + q)) / d.sum(over, lambda l: exp(x[l] @ (p + q)))
    )
    d.heading("Heads with queries $p$ and $q$, and output maps $A$ and $B$")
    d.step(
        A @ d.sum(over, lambda j: al[j] * x[j]) + B @ d.sum(over, lambda j: be[j] * x[j]),
        "=",
        d.sum(over, lambda j: al[j] * (A @ x[j]) + be[j] * (B @ x[j])),
        why="each head adds its own map of its own context",
    )
    d.step(
        A @ d.sum(over, lambda j: al[j] * x[j]) + A @ d.sum(over, lambda j: be[j] * x[j]),
        "=",
        A @ d.sum(over, lambda j: ga[j] * x[j]),
        expect="refuted",
        remark="A head with query $p + q$ is another thing.",
    )
    d.outside("Concatenation itself asks for matrices that are put side by side.")


@derivation(
    "projection",
    title="The projection on orthonormal vectors",
    source="folk; question 1(b) of the notebook for one vector",
)
def projection(d):
    n = d.integer("n", at_least=1)
    over = d.index_set(n, "a", rest="i")
    a, i = over
    u, c, w = d.orthonormal("u", over), d.scalars("c", over), d.vector("w")
    h = d.vector("h")
    P = d.define("P", d.sum(over, lambda j: outer(u[j], u[j])))
    within = d.sum(over, lambda l: c[l] * u[l])
    d.heading(r"$P = \sum_j u_j u_j^\top$")
    d.step(P @ u[a], "=", u[a], why="the others are orthogonal to $u_a$")
    d.step(P @ within, "=", within, why="so what they span is left alone")
    d.step(P @ (P @ w), "=", P @ w, why="$P P = P$")
    d.step(h @ (P @ w), "=", (P @ h) @ w, why="$P$ is symmetric")
    d.step(u[a] @ (w - P @ w), "=", 0)
    d.step(P @ w, "=", w, expect="refuted", remark="Only on the span of the $u_j$.")


@derivation(
    "gradient-step",
    title="One step of gradient descent is linear attention over the examples",
    source="J. von Oswald et al., Transformers learn in-context by gradient descent, "
    "arXiv 2212.07677",
)
def gradient_step(d):
    n = d.integer("n", at_least=1)
    over = d.index_set(n, "a", rest="i")
    a, i = over
    x, y = d.vectors("x", over), d.scalars("y", over)
    w, z, u = d.vector("w"), d.vector("z"), d.vector("u")
    t, rate = d.real("t"), d.real(r"\eta", positive=True)
    g = d.define("g", d.sum(over, lambda j: (w @ x[j] - y[j]) * x[j]) / n)
    loss = d.define("L", d.sum(over, lambda j: ((w + t * u) @ x[j] - y[j]) ** 2) / (2 * n))
    d.heading("The slope along any direction $u$, and a step")
    d.step(
        derivative(loss, t),
        "=",
        g @ u + t * d.sum(over, lambda j: (u @ x[j]) ** 2) / n,
        why="at $t = 0$ it is $g \\cdot u$",
    )
    d.step(
        (w - rate * g) @ z,
        "=",
        w @ z + (rate / n) * d.sum(over, lambda j: (y[j] - w @ x[j]) * (x[j] @ z)),
        why="keys $x_j$, values $y_j - w \\cdot x_j$, query $z$",
    )
    d.step(
        (w - rate * g) @ z,
        "=",
        w @ z - (rate / n) * d.sum(over, lambda j: (y[j] - w @ x[j]) * (x[j] @ z)),
        expect="refuted",
        remark="A step goes against the gradient.",
    )


@derivation(
    "low-rank-scores",
    title="Scores of low rank",
    source="S. Bhojanapalli et al., Low-rank bottleneck in multi-head attention models, "
    "arXiv 2002.07028; Z. Yang et al., Breaking the softmax bottleneck, arXiv 1711.03953",
)
def low_rank(d):
    n = d.integer("n", at_least=2)
    over = d.index_set(n, "a b", rest="i")
    a, b, i = over
    h = d.vectors("h", over)
    p = d.define_family(
        "p",
        (over, over),
        lambda r, j: exp(h[r] @ h[j]) / d.sum(over, lambda l: exp(h[r] @ h[l])),
    )
    d.heading("A log-weight is a product of two vectors and a number of the row")
    d.step(
        log(p[a, b]),
        "=",
        h[a] @ h[b] - log(d.sum(over, lambda l: exp(h[a] @ h[l]))),
    )
    d.step(log(p[a, b]), "=", h[a] @ h[b], expect="refuted", remark="The normalizer is missing.")
    d.outside("What that says of the rank of a matrix asks for ranks in the language.")
