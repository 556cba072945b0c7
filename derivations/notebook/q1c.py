"""Question 1c: one head, random keys, sample by sample; what holds on average is in
`q1c_samples`.
"""

from sympy import Rational, exp, sqrt

from symattn.writing.derivation import derivation
from symattn.writing.expressions import (
    IDENTITY,
    both,
    cases,
    either,
    largest,
    norm,
    normal,
    outer,
    plus,
    probability,
    quotient,
    relation,
    times,
)

from .setting import one_head


@derivation(
    "1c.i", title="One head, keys with a small covariance", source="notebook, question 1c(i)"
)
def small_covariance(d):
    n = d.integer("n", at_least=2)
    beta = d.real(r"\beta", positive=True)
    scale = d.real(r"\alpha", positive=True)
    epsilon = d.real(r"\epsilon", positive=True)
    keys = d.index_set(n, "a b", rest="i")
    a, b, i = keys
    mu, xi, v = d.orthonormal(r"\mu", keys), d.normal_vectors(r"\xi", keys), d.vectors("v", keys)
    k = d.define_family("k", keys, lambda j: mu[j] + sqrt(scale) * xi[j])
    q = d.define("q", beta * (mu[a] + mu[b]))
    alpha, c = d.attention(q, keys=mu, values=v, over=keys)
    _, random_c = d.attention(q, keys=k, values=v, over=keys, weight=r"\omega", context="r")
    d.let_tend(beta)

    d.heading(r"With covariance zero, $k_i = \mu_i$, the problem is that of 1b")
    d.step(mu[a] @ q, "=", beta, why="the means are orthonormal")
    d.step(mu[i] @ q, "=", 0, why="likewise")
    d.step(alpha[a], "=", exp(beta) / plus(times(2, exp(beta)), n, -2))
    d.step(alpha[a], "->", Rational(1, 2))
    d.step(alpha[b], "->", Rational(1, 2))
    d.step(alpha[i], "->", 0)
    d.step(c, "->", (v[a] + v[b]) / 2, why="as in 1b")

    d.heading("As written, with random keys, their weights and their context")
    d.written(
        k[i],
        "~",
        normal(mu[i], times(scale, IDENTITY)),
        why=r"$\alpha$ is a variance here, not a weight",
    )
    d.written(
        probability(relation(norm(random_c - (v[a] + v[b]) / 2), ">", epsilon)),
        "->",
        0,
        expect="conditional",
        why="approximately the same problem",
        remark=(
            r"With $\alpha$ fixed, the noise in the scores grows with $\beta$, and one value is "
            r"copied, $v_a$ or $v_b$. It takes $\alpha\beta^2 \to 0$, see 1c.i-links."
        ),
    )


@derivation("1c.ii", title="One head, two stretched keys", source="notebook, question 1c(ii)")
def two_stretched_keys(d):
    n, beta, ga, gb, keys, mu, v, k, q, alpha, c = one_head(d)
    a, b, i = keys
    scale, xi = d.real(r"\alpha", positive=True), d.normal_vectors(r"\xi", keys)
    two = exp(ga * beta) + exp(gb * beta)
    all_of_them = plus(exp(ga * beta), exp(gb * beta), n, -2)

    d.heading("Keys and scores")
    full = d.define_family(
        "K",
        keys,
        lambda j: mu[j] + sqrt(scale) * xi[j],
        at={a: ga * mu[a] + sqrt(scale) * xi[a], b: gb * mu[b] + sqrt(scale) * xi[b]},
    )
    d.written(
        full[a],
        "~",
        normal(mu[a], times(Rational(1, 2), outer(mu[a], mu[a])) + times(scale, IDENTITY)),
    )
    d.written(ga, "~", normal(1, Rational(1, 2)), why=r"a variance of $\frac{1}{2}$")
    d.written(
        full[b],
        "~",
        normal(mu[b], times(Rational(1, 2), outer(mu[b], mu[b])) + times(scale, IDENTITY)),
    )
    d.written(gb, "~", normal(1, Rational(1, 2)), why="likewise")
    d.written(k[a], "~=", ga * mu[a], why="covariance scale 0: by definition")
    d.written(k[a] @ q, "=", ga * beta, why=r"$\mu$ orthonormal")
    d.written(k[b] @ q, "=", gb * beta, why="likewise")
    d.written(k[i] @ q, "=", 0, why=r"likewise, for $i \neq a, b$")

    d.heading("Weights and context, as written")
    d.written(
        alpha[a],
        "=",
        exp(ga * beta) / two,
        expect="conditional",
        remark=(
            "The other $n - 2$ scores are 0 and add $n - 2$ terms $e^0 = 1$ to the denominator. "
            "They were dropped."
        ),
    )
    d.written(
        alpha[b],
        "=",
        exp(gb * beta) / two,
        expect="conditional",
        remark="The same $n - 2$ terms $e^0$ are missing.",
    )
    d.written(
        c,
        "~=",
        alpha[a] * v[a] + alpha[b] * v[b],
        expect="conditional",
        remark=(
            r"If both $\gamma_a$ and $\gamma_b$ are negative, the scores 0 of the other keys are "
            r"the largest, and $c$ goes to their values."
        ),
    )
    d.written(
        c,
        "~=",
        (exp(ga * beta) / two) * v[a] + (exp(gb * beta) / two) * v[b],
        expect="conditional",
        remark=(
            r"Dropping $n - 2$ from the denominator is right only where $e^{\gamma_a\beta} + "
            r"e^{\gamma_b\beta}$ grows."
        ),
    )
    d.implies(
        relation(abs(ga), ">", abs(gb)),
        relation(c, "~=", v[a]),
        written=True,
        expect="conditional",
        remark=(
            r"The scores are $\gamma_a\beta$ and $\gamma_b\beta$, not $|\gamma_a|\beta$: a long "
            r"key that points away from $q$ gets the smallest weight."
        ),
    )
    d.implies(
        relation(abs(gb), ">", abs(ga)),
        relation(c, "~=", v[b]),
        written=True,
        expect="conditional",
        remark=r"The sign of $\gamma_b$ matters, not its size.",
    )

    d.heading("Repaired")
    d.step(
        alpha[a],
        "=",
        exp(ga * beta) / all_of_them,
        why="the other $n - 2$ scores are 0, and $e^0 = 1$",
    )
    d.step(alpha[b], "=", exp(gb * beta) / all_of_them, why="likewise")
    d.step(alpha[i], "=", quotient(1, all_of_them), why="likewise")
    d.implies(relation(ga, ">", largest(gb, 0)), relation(c, "~=", v[a]))
    d.implies(relation(gb, ">", largest(ga, 0)), relation(c, "~=", v[b]))

    d.heading("Every case")
    both_negative = both(relation(ga, "<", 0), relation(gb, "<", 0), relation(n, ">", 2))
    a_is_seen, b_is_seen = (either(relation(g, ">", 0), relation(n, "=", 2)) for g in (ga, gb))

    def table(high_a, tie, high_b, a_zero, b_zero, both_zero, others):
        return cases(
            (others, both_negative),
            (high_a, both(relation(ga, ">", gb), a_is_seen)),
            (high_b, both(relation(gb, ">", ga), b_is_seen)),
            (a_zero, both(relation(ga, "=", 0), relation(gb, "<", 0))),
            (b_zero, both(relation(gb, "=", 0), relation(ga, "<", 0))),
            (both_zero, both(relation(ga, "=", 0), relation(gb, "=", 0))),
            (tie, both(relation(ga, "=", gb), a_is_seen)),
        )

    half = Rational(1, 2)
    d.step(
        alpha[a], "->", table(1, half, 0, 1 / (n - 1), 0, 1 / n, 0), why="ties have probability 0"
    )
    d.step(alpha[b], "->", table(0, half, 1, 0, 1 / (n - 1), 1 / n, 0), why="likewise")
    d.step(
        alpha[i], "->", table(0, 0, 0, 1 / (n - 1), 1 / (n - 1), 1 / n, 1 / (n - 2)), why="likewise"
    )
    mean = d.sum(keys, lambda j: v[j]) / n
    without_b = d.sum(keys, lambda j: v[j], without=(b,)) / (n - 1)
    without_a = d.sum(keys, lambda j: v[j], without=(a,)) / (n - 1)
    neither = d.sum(keys, lambda j: v[j], without=(a, b)) / (n - 2)
    d.step(
        c,
        "->",
        table(v[a], (v[a] + v[b]) / 2, v[b], without_b, without_a, mean, neither),
        why="likewise",
    )


@derivation(
    "1c.ii-a",
    title="One head, one stretched key",
    source="notebook, question 1c(ii), as the assignment has it",
)
def one_stretched_key(d):
    n, beta, ga, _, keys, mu, v, k, q, alpha, c = one_head(d, only_a=True)
    a, b, i = keys
    d.step(k[a] @ q, "=", ga * beta, why=r"$\mu$ orthonormal")
    d.step(k[b] @ q, "=", beta, why="likewise")
    d.step(k[i] @ q, "=", 0, why="likewise")
    d.step(alpha[a], "=", exp(ga * beta) / plus(exp(ga * beta), exp(beta), n, -2))
    d.step(alpha[b], "=", exp(beta) / plus(exp(ga * beta), exp(beta), n, -2))

    def table(above, tie, below):
        return cases(
            (above, relation(ga, ">", 1)),
            (below, relation(ga, "<", 1)),
            (tie, relation(ga, "=", 1)),
        )

    half = Rational(1, 2)
    d.heading(r"Every case: $e^\beta$ alone outgrows the $n - 2$ ones")
    d.step(alpha[a], "->", table(1, half, 0))
    d.step(alpha[b], "->", table(0, half, 1))
    d.step(alpha[i], "->", 0)
    d.step(
        c,
        "->",
        table(v[a], (v[a] + v[b]) / 2, v[b]),
        why="from sample to sample $c$ jumps between $v_a$ and $v_b$",
    )
    d.implies(
        relation(abs(ga), ">", 1),
        relation(c, "~=", v[a]),
        written=True,
        expect="conditional",
        remark=(
            r"At $\gamma_a = -2$ the key is long and points away from the query: $c$ goes to "
            r"$v_b$."
        ),
    )

    d.heading(r"The page's samples $\gamma = 0.3, 0.7, 0.5$ are below 1, and $c$ goes to $v_b$")
    for tenths in (3, 7, 5):
        d.implies(
            relation(ga, "=", quotient(tenths, 10)),
            relation(c, "~=", v[b]),
            why=r"$k_b$ is not stretched: $\gamma_b = 1$",
        )

    d.heading(r"The page's formulas with $\gamma_b = 1$")
    two = exp(ga * beta) + exp(beta)
    remark = "The $n - 2$ terms $e^0 = 1$ are missing."
    d.step(alpha[a], "=", exp(ga * beta) / two, expect="conditional", remark=remark)
    d.step(alpha[b], "=", exp(beta) / two, expect="conditional", remark=remark)
    d.step(
        abs(alpha[a] - exp(ga * beta) / two),
        "<=",
        (n - 2) * exp(-beta),
        why=r"what they change, for every $\gamma_a$ and $\beta$",
    )
    d.step(abs(alpha[b] - exp(beta) / two), "<=", (n - 2) * exp(-beta), why="likewise")
    d.written(
        c,
        "~=",
        (exp(ga * beta) / two) * v[a] + (exp(beta) / two) * v[b],
        why=r"right here: $e^\beta$ grows in every sample",
    )
