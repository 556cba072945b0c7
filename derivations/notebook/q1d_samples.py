"""Question 1d over random samples, and one head against two: bias and spread of the context in the limit."""
from sympy import Rational

from symattn.derivation import derivation
from symattn.expressions import (
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


@derivation("1d.ii-samples", title="Two heads, two stretched keys, over random samples", source="notebook, question 1d(ii)")
def two_heads_over_samples(d):
    n, (beta_a, beta_b), gammas, keys, _, v, k, q, alpha, (c_a, c_b, c) = two_heads(d, "ab")
    a, b, i = keys
    ga, gb = gammas["a"], gammas["b"]
    half = Rational(1, 2)

    d.heading("What goes wrong, and how often")
    d.step(k[a] @ q[a], "~", normal(beta_a, beta_a**2 / 2))
    d.step(probability(relation(ga, "<", 0)), "=", erfc(1) / 2, why="then head $a$ copies the other values")
    d.step(probability(either(relation(ga, "<", 0), relation(gb, "<", 0))), "=", erfc(1) - erfc(1) ** 2 / 4, why=r"one head or both: $c \approx \frac{1}{2}(v_a + v_b)$ fails")

    d.heading("At finite β")
    d.step(expectation(c), "=", (expectation(c_a) + expectation(c_b)) / 2)
    d.step(expectation(c_a), "=", d.sum(keys, lambda j: expectation(alpha[a, j]) * v[j]))
    d.step(covariance(c), "=", times(quotient(1, 4), covariance(c_a) + covariance(c_b)), why="the heads see different, independent keys")

    d.heading("On average, and how far samples are spread")
    p = d.define("p", 1 - erfc(1) / 2)
    m_a, m_b = _without(d, keys, v, n, a), _without(d, keys, v, n, b)
    d.step(expectation(alpha[a, a]), "->", p, why=r"$\alpha_{a,a} \to 1$ if $\gamma_a > 0$, else 0")
    d.step(variance(alpha[a, a]), "->", p * (1 - p))
    d.step(expectation(c_a), "->", p * v[a] + (1 - p) * m_a)
    d.step(expectation(c), "->", times(half, plus(p * (v[a] + v[b]), (1 - p) * (m_a + m_b))), why="off by what negative samples contribute")
    d.step(covariance(c_a), "->", p * (1 - p) * outer(v[a] - m_a, v[a] - m_a))
    d.step(covariance(c), "->", times(quotient(1, 4), p, 1 - p, outer(v[a] - m_a, v[a] - m_a) + outer(v[b] - m_b, v[b] - m_b)))
    d.written(expectation(c), "->", (v[a] + v[b]) / 2, expect="refuted", remark=r"Samples with a negative $\gamma_a$ or $\gamma_b$ have a share of $1 - p \approx 0.079$ each.")
    d.written(
        covariance(c), "=", times(half, covariance(c_a)), expect="undecided",
        remark="Averaging halves a covariance only where the heads see different draws and both have the same spread; no rule refutes it yet.",
    )


@derivation("1d.ii-a-samples", title="Two heads, one stretched key, over random samples", source="notebook, question 1d(ii), as the assignment has it")
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


@derivation("1cd", title="One head against two: which is steadier", source="notebook, questions 1c(ii) and 1d(ii), in the limit")
def one_head_against_two(d):
    p_one, r, p = d.define("s", (1 - erfc(1) ** 2 / 4) / 2), d.define("r", erfc(1) ** 2 / 4), d.define("p", 1 - erfc(1) / 2)

    d.heading(r"Spread of $w^\top c$ for $w^\top v_a = 1$, $w^\top v_b = -1$ and 0 for all others")
    one = plus(p_one, p_one)
    d.step(one, "=", 1 - r, why=r"one head: 1 or $-1$, or 0 if both keys point away")
    two = times(quotient(1, 4), p, 1 - p, plus(1, 1))
    d.step(two, "<", one, why="two heads without others' help: far steadier, for large $n$")

    d.heading(r"For $w^\top v_a = w^\top v_b = 1$ and 0 for all others: one head hardly ever misses both")
    d.step(r * (1 - r), "<", times(quotient(1, 2), p, 1 - p, quotient(1, 4)), why=r"$n = 3$: two heads are the less steady; with more keys still more so")
    d.written(times(quotient(1, 2), p, 1 - p, quotient(1, 4)), "<=", r * (1 - r), expect="refuted", remark="Two heads are not steadier for every choice of values.")

    d.heading("With one random key")
    d.step(times(quotient(1, 4), p, 1 - p), "<", quotient(1, 4), why=r"whatever $v_a - v_b$ and $v_a - m$ of one length")
