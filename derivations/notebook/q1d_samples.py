"""Question 1d over random samples, and one head against two.

Bias and spread of the context in the limit.
"""

from sympy import Rational, exp

from symattn.writing.derivation import derivation
from symattn.writing.expressions import (
    covariance,
    either,
    erfc,
    expectation,
    normal,
    outer,
    plus,
    probability,
    quotient,
    relation,
    times,
    variance,
)

from .setting import two_heads


def _without(d, keys, v, n, own):
    return d.sum(keys, lambda j: v[j], without=(own,)) / (n - 1)


@derivation(
    "1d.ii-samples",
    title="Two heads, two stretched keys, over random samples",
    source="notebook, question 1d(ii)",
)
def two_heads_over_samples(d):
    n, (beta_a, beta_b), gammas, keys, _, v, k, q, alpha, (c_a, c_b, c) = two_heads(d, "ab")
    a, b, i = keys
    ga, gb = gammas["a"], gammas["b"]
    half = Rational(1, 2)

    d.heading("What goes wrong, and how often")
    d.step(k[a] @ q[a], "~", normal(beta_a, beta_a**2 / 2))
    d.step(
        probability(relation(ga, "<", 0)),
        "=",
        erfc(1) / 2,
        why="then head $a$ copies the other values",
    )
    d.step(
        probability(either(relation(ga, "<", 0), relation(gb, "<", 0))),
        "=",
        erfc(1) - erfc(1) ** 2 / 4,
        why=r"one head or both: $c \approx \frac{1}{2}(v_a + v_b)$ fails",
    )

    d.heading("At finite β")
    d.step(expectation(c), "=", (expectation(c_a) + expectation(c_b)) / 2)
    d.step(expectation(c_a), "=", d.sum(keys, lambda j: expectation(alpha[a, j]) * v[j]))
    d.step(
        covariance(c),
        "=",
        times(quotient(1, 4), covariance(c_a) + covariance(c_b)),
        why="the heads see different, independent keys",
    )

    d.heading("On average, and how far samples are spread")
    p = d.define("p", 1 - erfc(1) / 2)
    m_a, m_b = _without(d, keys, v, n, a), _without(d, keys, v, n, b)
    d.step(expectation(alpha[a, a]), "->", p, why=r"$\alpha_{a,a} \to 1$ if $\gamma_a > 0$, else 0")
    d.step(variance(alpha[a, a]), "->", p * (1 - p))
    d.step(expectation(c_a), "->", p * v[a] + (1 - p) * m_a)
    d.step(
        expectation(c),
        "->",
        times(half, plus(p * (v[a] + v[b]), (1 - p) * (m_a + m_b))),
        why="off by what negative samples contribute",
    )
    d.step(covariance(c_a), "->", p * (1 - p) * outer(v[a] - m_a, v[a] - m_a))
    d.step(
        covariance(c),
        "->",
        times(
            quotient(1, 4), p, 1 - p, outer(v[a] - m_a, v[a] - m_a) + outer(v[b] - m_b, v[b] - m_b)
        ),
    )
    d.written(
        expectation(c),
        "->",
        (v[a] + v[b]) / 2,
        expect="refuted",
        remark=(
            r"Samples with a negative $\gamma_a$ or $\gamma_b$ have a share of $1 - p$ each: "
            r"line 15."
        ),
    )
    d.written(
        covariance(c),
        "=",
        times(half, covariance(c_a)),
        expect="refuted",
        remark=(
            "Averaging halves a covariance only where the heads see different draws and both "
            "have the same spread."
        ),
    )
    d.step(
        abs(1 - p - quotient(79, 1000)),
        "<",
        quotient(5, 10000),
        why="$1 - p$ is 0.079 to three places",
    )


@derivation(
    "1d.ii-a-samples",
    title="Two heads, one stretched key, over random samples",
    source="notebook, question 1d(ii), as the assignment has it",
)
def two_heads_one_random_key(d):
    n, _, gammas, keys, _, v, k, q, alpha, (c_a, c_b, c) = two_heads(d, "a")
    a, b, i = keys
    ga = gammas["a"]
    p = d.define("p", 1 - erfc(1) / 2)
    m = _without(d, keys, v, n, a)
    d.step(probability(relation(ga, ">", 0)), "=", p)
    d.step(expectation(c), "->", times(Rational(1, 2), plus(p * v[a], (1 - p) * m, v[b])))
    spread = times(quotient(1, 4), p, 1 - p, outer(v[a] - m, v[a] - m))
    d.step(covariance(c), "->", spread, why="steady but for the samples that point away")
    d.step(p * (1 - p), "<", quotient(2, 25), why=r"against $\frac{1}{4}$ for one head")


@derivation(
    "1cd",
    title="One head against two: which is steadier",
    source="notebook, questions 1c(ii) and 1d(ii), in the limit",
)
def one_head_against_two(d):
    n = d.integer("n", at_least=3)
    beta = d.real(r"\beta", positive=True)
    ga, gb = (d.normal(rf"\gamma_{name}", 1, Rational(1, 2)) for name in "ab")
    v_a, v_b, m = d.real("v_a"), d.real("v_b"), d.real("m")
    one, other = exp(ga * beta), exp(gb * beta)
    d.let_tend(beta)
    c = d.define(
        "c", plus(times(one, v_a), times(other, v_b), (n - 2) * m) / plus(one, other, n, -2)
    )
    first, second = (
        d.define(f"c_{name}", plus(times(x, own), rest, (n - 2) * m) / plus(x, n, -1))
        for name, x, own, rest in (("a", one, v_a, v_b), ("b", other, v_b, v_a))
    )
    heads = d.define("h", times(Rational(1, 2), first + second))
    r, p = d.define("r", erfc(1) ** 2 / 4), d.define("p", 1 - erfc(1) / 2)
    s = d.define("s", (1 - r) / 2)
    rho = d.define(r"\rho", 1 / (n - 1))
    u, w = d.define("u", v_a - v_b), d.define("w", plus(v_a, v_b, -2 * m))
    eighth, half = quotient(1, 8), Rational(1, 2)

    d.heading(
        r"Values along one direction: $v_a$, $v_b$, and $m$ for the others. Bias: how far the "
        r"mean is from $\frac{1}{2}(v_a + v_b)$"
    )
    d.step(
        expectation(c) - (v_a + v_b) / 2,
        "->",
        -times(r, w) / 2,
        why="one head misses only where both keys point away",
    )
    d.step(
        expectation(heads) - (v_a + v_b) / 2,
        "->",
        -times(half, 1 - p, 1 - rho, w),
        why="a head misses where its own key does",
    )
    d.step(
        r,
        "<",
        times(1 - p, quotient(1, 2)),
        why=r"and $1 - \rho \ge \frac{1}{2}$: one head is the less biased",
    )

    d.heading("Spread")
    d.step(
        variance(c),
        "->",
        plus(times(half, s, u**2), times(half, s, r, w**2)),
        why="one head: a coin between $v_a$ and $v_b$",
    )
    d.step(
        variance(heads),
        "->",
        times(eighth, p, 1 - p, plus((1 + rho) ** 2 * u**2, (1 - rho) ** 2 * w**2)),
        why="two heads",
    )
    alone = d.define("A", plus(times(half, s, u**2), times(half, s, r, w**2)))
    together = d.define(
        "B", times(eighth, p, 1 - p, plus((1 + rho) ** 2 * u**2, (1 - rho) ** 2 * w**2))
    )

    d.heading("When two heads are steadier")
    of_u = plus(times(half, s), -times(eighth, p, 1 - p, (1 + rho) ** 2))
    of_w = plus(times(eighth, p, 1 - p, (1 - rho) ** 2), -times(half, s, r))
    d.implies(
        relation(times(of_u, u**2), ">", times(of_w, w**2)),
        relation(together, "<", alone),
        why="exactly where",
    )
    d.implies(
        relation(times(of_u, u**2), "<=", times(of_w, w**2)),
        relation(together, ">=", alone),
        why="and nowhere else",
    )
    d.step(
        together - alone, "=", plus(times(of_w, w**2), -times(of_u, u**2)), why="the two are as one"
    )
    d.step(
        times(eighth, p, 1 - p, quotient(9, 4)),
        "<",
        times(half, s),
        why=(
            r"$\rho \le \frac{1}{2}$: the factor of $u^2$ is positive, and with $w = 0$ two "
            r"heads are steadier"
        ),
    )
    d.step(
        times(half, s, r),
        "<",
        times(eighth, p, 1 - p, quotient(1, 4)),
        why="so is that of $w^2$, and with $u = 0$ one head is",
    )
    d.written(
        together,
        "<=",
        alone,
        expect="refuted",
        remark=(
            "Two heads are not steadier for every choice of values: where $v_a$ and $v_b$ are "
            "alike, the only spread is that of a miss, and two heads miss more often."
        ),
    )
