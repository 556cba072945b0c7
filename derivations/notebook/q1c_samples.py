"""Question 1c over random samples: γ_a, γ_b ~ N(1, ½), a variance of ½.

What the weights and the context are on average, and how they spread.
"""

from sympy import Rational, exp, log

from symattn.writing.derivation import derivation
from symattn.writing.expressions import (
    both,
    covariance,
    erfc,
    expectation,
    largest,
    normal,
    outer,
    plus,
    probability,
    quotient,
    relation,
    times,
    variance,
)

from .setting import one_head


@derivation(
    "1c.ii-samples",
    title="One head, two stretched keys, over random samples",
    source="notebook, question 1c(ii)",
)
def two_random_keys(d):
    n, beta, ga, gb, keys, mu, v, k, q, alpha, c = one_head(d, least=3)
    a, b, i = keys
    half = Rational(1, 2)

    d.heading("Keys and scores")
    d.written(
        ga, "~", normal(1, half), why=r"a variance of $\frac{1}{2}$, not a standard deviation"
    )
    d.written(
        ga,
        "~",
        normal(1, quotient(1, 4)),
        expect="refuted",
        remark=r"What it would be with a standard deviation of $\frac{1}{2}$.",
    )
    d.step(expectation(ga), "=", 1)
    d.step(variance(ga), "=", half)
    d.step(
        k[a],
        "~",
        normal(mu[a], times(half, outer(mu[a], mu[a]))),
        why="the covariance is degenerate: along $\\mu_a$ only",
    )
    d.step(k[a] @ q, "~", normal(beta, beta**2 / 2), why="a linear image")
    d.step(variance(k[a] @ q), "=", beta**2 / 2)

    d.heading("Which sample sends $c$ where")
    d.step(probability(relation(ga, ">", gb)), "=", half, why="one law for both")
    d.step(
        probability(relation(ga, "<", 0)), "=", erfc(1) / 2, why="to values of keys that point away"
    )
    negative = probability(both(relation(ga, "<", 0), relation(gb, "<", 0)))
    d.step(negative, "=", erfc(1) ** 2 / 4, why="then $c$ goes to the other values")
    wins = probability(relation(ga, ">", largest(gb, 0)))
    d.step(wins, "=", (1 - negative) / 2, why="else the larger of the two wins, each as likely")
    d.step(
        probability(both(relation(ga, "<", gb), relation(ga + gb, "<", 0))),
        "=",
        erfc(2**half) / 4,
        why=r"$|\gamma_a| > |\gamma_b|$ and $\gamma_a < 0$: there the page's rule fails",
    )

    d.heading("At finite β")
    d.step(expectation(alpha[a]), "=", expectation(alpha[b]), why="the keys may be exchanged")
    d.step(
        expectation(c), "=", d.sum(keys, lambda j: expectation(alpha[j]) * v[j]), why="linearity"
    )
    d.written(
        expectation(alpha[a]),
        "=",
        exp(beta) / plus(times(2, exp(beta)), n, -2),
        expect="refuted",
        remark="The mean of a fraction is not the fraction of the means.",
    )

    d.heading("On average, and how far samples are spread")
    others = d.sum(keys, lambda j: v[j], without=(a, b)) / (n - 2)
    p, r = d.define("p", wins), d.define("r", negative)
    d.step(
        expectation(alpha[a]),
        "->",
        p,
        why=r"a sample has $\alpha_a \to 1$ with this probability, else $\alpha_a \to 0$",
    )
    d.step(expectation(alpha[i]), "->", r / (n - 2), why="likewise")
    d.step(variance(alpha[a]), "->", p * (1 - p), why="so the limit is a coin's")
    mean = plus(p * (v[a] + v[b]), r * others)
    d.step(expectation(c), "->", mean)
    d.step(
        covariance(c),
        "->",
        plus(
            p * outer(v[a], v[a]),
            p * outer(v[b], v[b]),
            r * outer(others, others),
            -outer(mean, mean),
        ),
        why="no single sample is near the mean",
    )
    d.step(
        expectation(c, relation(ga, ">", largest(gb, 0))), "->", v[a], why=r"given that $k_a$ wins"
    )
    d.step(
        expectation(c, both(relation(ga, "<", 0), relation(gb, "<", 0))),
        "->",
        others,
        why="given that neither key points along the query",
    )
    d.step(
        variance(alpha[a], relation(ga, ">", largest(gb, 0))),
        "->",
        0,
        why="given the winner, nothing is left to chance",
    )
    d.step(
        expectation(alpha[a], relation(ga, ">", 0)),
        "->",
        probability(relation(ga, ">", gb), relation(ga, ">", 0)),
        why=r"a positive $\gamma_a$ alone does not decide",
    )
    d.written(
        expectation(c),
        "->",
        (v[a] + v[b]) / 2,
        expect="refuted",
        remark=r"Nearly: $p = \frac{1}{2} - \frac{r}{2}$, and $r$ is small (26).",
    )
    d.step(
        abs(erfc(1) ** 2 / 4 - quotient(62, 10000)),
        "<",
        quotient(5, 100000),
        why="$r$ is 0.0062 to four places",
    )


@derivation(
    "1c.ii-two",
    title="Two random keys and no others",
    source="notebook, question 1c(ii), with n = 2",
)
def two_random_keys_alone(d):
    beta = d.real(r"\beta", positive=True)
    ga, gb = d.normal(r"\gamma_a", 1, Rational(1, 2)), d.normal(r"\gamma_b", 1, Rational(1, 2))
    alpha = d.define(r"\alpha_a", exp(ga * beta) / (exp(ga * beta) + exp(gb * beta)))
    d.let_tend(beta)
    d.step(
        expectation(alpha),
        "=",
        Rational(1, 2),
        why=r"at every $\beta$: exchanging the keys gives $1 - \alpha_a$",
    )
    d.step(variance(alpha), "->", quotient(1, 4))


@derivation(
    "1c.ii-a-samples",
    title="One head, one stretched key, over random samples",
    source="notebook, question 1c(ii), as the assignment has it",
)
def one_random_key(d):
    n, beta, ga, _, keys, mu, v, k, q, alpha, c = one_head(d, only_a=True)
    a, b, i = keys
    half = Rational(1, 2)
    x = d.real("x", positive=True)
    d.fact(x, "<", 1)
    d.step(k[a] @ q, "~", normal(beta, beta**2 / 2))
    d.step(probability(relation(ga, ">", 1)), "=", half)
    odds = log(times(x, plus(exp(beta), n, -2)) / (1 - x)) / beta
    d.step(
        probability(relation(alpha[a], "<=", x)),
        "=",
        erfc(1 - odds) / 2,
        why=(
            r"the law of the weight at every $\beta$: $\alpha_a \le x$ where $\gamma_a$ is at "
            r"most this"
        ),
    )
    d.step(
        probability(relation(abs(alpha[a] - 1), "<=", x)),
        "=",
        1 - erfc(1 - log(times(1 - x, plus(exp(beta), n, -2)) / x) / beta) / 2,
        why="how often it is within $x$ of 1",
    )
    d.step(
        expectation(c), "=", d.sum(keys, lambda j: expectation(alpha[j]) * v[j]), why="linearity"
    )
    d.step(expectation(alpha[a]), "->", half, why=r"$\gamma_a > 1$ for half of the samples")
    d.step(variance(alpha[a]), "->", quotient(1, 4))
    d.step(expectation(c), "->", (v[a] + v[b]) / 2, why="the average is right")
    d.step(
        covariance(c),
        "->",
        quotient(1, 4) * outer(v[a] - v[b], v[a] - v[b]),
        why="and no sample is near it",
    )
