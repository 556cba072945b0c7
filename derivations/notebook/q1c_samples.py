"""Question 1c over random samples: γ_a, γ_b ~ N(1, ½), a variance of ½.  What the weights and the context are on average, and how they spread."""
from sympy import Rational, exp

from symattn.derivation import derivation
from symattn.expressions import (
    IDENTITY,
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


@derivation("1c.ii-samples", title="One head, two stretched keys, over random samples", source="notebook, question 1c(ii)")
def two_random_keys(d):
    n, beta, ga, gb, keys, mu, v, k, q, alpha, c = one_head(d, least=3)
    a, b, i = keys
    half = Rational(1, 2)

    d.heading("Keys and scores")
    d.written(ga, "~", normal(1, half), why=r"a variance of $\frac{1}{2}$, not a standard deviation")
    d.written(ga, "~", normal(1, quotient(1, 4)), expect="refuted", remark=r"What it would be with a standard deviation of $\frac{1}{2}$.")
    d.step(expectation(ga), "=", 1)
    d.step(variance(ga), "=", half)
    d.step(k[a], "~", normal(mu[a], times(half, outer(mu[a], mu[a]))), why="the covariance is degenerate: along $\\mu_a$ only")
    d.step(k[a] @ q, "~", normal(beta, beta**2 / 2), why="a linear image")
    d.step(variance(k[a] @ q), "=", beta**2 / 2)

    d.heading("Which sample sends $c$ where")
    d.step(probability(relation(ga, ">", gb)), "=", half, why="one law for both")
    d.step(probability(relation(ga, "<", 0)), "=", erfc(1) / 2, why="to values of keys that point away")
    negative = probability(both(relation(ga, "<", 0), relation(gb, "<", 0)))
    d.step(negative, "=", erfc(1) ** 2 / 4, why="then $c$ goes to the other values")
    wins = probability(relation(ga, ">", largest(gb, 0)))
    d.step(wins, "=", (1 - negative) / 2, why="else the larger of the two wins, each as likely")
    d.step(
        probability(both(relation(ga, "<", gb), relation(ga + gb, "<", 0))), "=", erfc(2**half) / 4,
        why=r"$|\gamma_a| > |\gamma_b|$ and $\gamma_a < 0$: there the page's rule fails",
    )

    d.heading("At finite β")
    d.step(expectation(alpha[a]), "=", expectation(alpha[b]), why="the keys may be exchanged")
    d.step(expectation(c), "=", d.sum(keys, lambda j: expectation(alpha[j]) * v[j]), why="linearity")
    d.written(
        expectation(alpha[a]), "=", exp(beta) / plus(times(2, exp(beta)), n, -2), expect="undecided",
        remark="The mean of a fraction is not the fraction of the means; no rule refutes it yet.",
    )

    d.heading("On average, and how far samples are spread")
    others = d.sum(keys, lambda j: v[j], without=(a, b)) / (n - 2)
    p, r = d.define("p", wins), d.define("r", negative)
    d.step(expectation(alpha[a]), "->", p, why=r"a sample has $\alpha_a \to 1$ with this probability, else $\alpha_a \to 0$")
    d.step(expectation(alpha[i]), "->", r / (n - 2), why="likewise")
    d.step(variance(alpha[a]), "->", p * (1 - p), why="so the limit is a coin's")
    mean = plus(p * (v[a] + v[b]), r * others)
    d.step(expectation(c), "->", mean)
    d.step(
        covariance(c), "->", plus(p * outer(v[a], v[a]), p * outer(v[b], v[b]), r * outer(others, others), -outer(mean, mean)),
        why="no single sample is near the mean",
    )
    d.written(expectation(c), "->", (v[a] + v[b]) / 2, expect="refuted", remark=r"Nearly: $p = \frac{1}{2} - \frac{r}{2}$ with $r \approx 0.0062$.")


@derivation("1c.ii-two", title="Two random keys and no others", source="notebook, question 1c(ii), with n = 2")
def two_random_keys_alone(d):
    beta = d.real(r"\beta", positive=True)
    ga, gb = d.normal(r"\gamma_a", 1, Rational(1, 2)), d.normal(r"\gamma_b", 1, Rational(1, 2))
    alpha = d.define(r"\alpha_a", exp(ga * beta) / (exp(ga * beta) + exp(gb * beta)))
    d.let_tend(beta)
    d.step(expectation(alpha), "=", Rational(1, 2), why=r"at every $\beta$: exchanging the keys gives $1 - \alpha_a$")
    d.step(variance(alpha), "->", quotient(1, 4))


@derivation("1c.ii-a-samples", title="One head, one stretched key, over random samples", source="notebook, question 1c(ii), as the assignment has it")
def one_random_key(d):
    n, beta, ga, _, keys, mu, v, k, q, alpha, c = one_head(d, only_a=True)
    a, b, i = keys
    half = Rational(1, 2)
    d.step(k[a] @ q, "~", normal(beta, beta**2 / 2))
    d.step(probability(relation(ga, ">", 1)), "=", half)
    d.step(expectation(c), "=", d.sum(keys, lambda j: expectation(alpha[j]) * v[j]), why="linearity")
    d.step(expectation(alpha[a]), "->", half, why=r"$\gamma_a > 1$ for half of the samples")
    d.step(variance(alpha[a]), "->", quotient(1, 4))
    d.step(expectation(c), "->", (v[a] + v[b]) / 2, why="the average is right")
    d.step(covariance(c), "->", quotient(1, 4) * outer(v[a] - v[b], v[a] - v[b]), why="and no sample is near it")


@derivation("1c.i-links", title="How fast the covariance must vanish", source="notebook, question 1c(i), for three keys")
def links(d):
    t, beta, s = d.real("t", positive=True), d.real(r"\beta", positive=True), d.real("s", positive=True)
    z = [d.normal(rf"z_{name}", 0, 1) for name in ("a", "b", "c")]
    d.let_tend(t)

    def scores(letter, scale):
        """k_aᵀq/β and so on: 1 + s z_a, 1 + s z_b and s z_c, with s = √(2α) and independent z ~ N(0, 1)."""
        values = (plus(1, scale * z[0]), plus(1, scale * z[1]), scale * z[2])
        return [d.define(f"{letter}_{name}", value) for name, value in zip("abc", values)]

    def weight(name, b, x):
        return d.define(name, exp(b * x[0]) / plus(*(exp(b * one) for one in x)))

    x, y, w = scores("x", 1 / t), scores("y", s), scores("w", 1 / t**2)
    fixed, grown, linked, level = weight("A", beta, x), weight("B", t, y), weight("C", t, w), weight("D", t, x)
    keys = d.index_set(3, "a b c")
    mu, xi = d.orthonormal(r"\mu", keys), d.normal_vectors(r"\xi", keys)
    k = d.define_family("k", keys, lambda j: mu[j] + (1 / t) * xi[j])
    a = tuple(keys)[0]
    d.heading(r"An imperfect one-hot ($\sqrt\alpha = 1/t$)")
    d.step(k[a], "~", normal(mu[a], times(1 / t**2, IDENTITY)))
    d.written(k[a], "~>", normal(mu[a], times(0, IDENTITY)), why="the covariance scale tends to 0")
    d.heading(r"Covariance first ($s = 1/t$, $\beta$ fixed), then $\beta$: the weight of 1b")
    d.step(fixed, "->", exp(beta) / plus(times(2, exp(beta)), 1))
    d.heading(r"$\beta$ first ($\beta = t$, $s$ fixed): one value is copied")
    d.implies(both(relation(y[0], ">", y[1]), relation(y[0], ">", y[2])), relation(grown, "->", 1), why="no average, however small the covariance")
    d.implies(both(relation(y[1], ">", y[0]), relation(y[1], ">", y[2])), relation(grown, "->", 0), why="or the other one")
    d.step(probability(relation(z[0], ">", z[1])), "=", Rational(1, 2))
    d.heading(r"Together, with $\alpha\beta^2 \to 0$ ($\beta = t$, $s = 1/t^2$)")
    d.step(linked, "->", Rational(1, 2), why=r"as in 1b, for every sample")
    d.heading(r"Together, with $\alpha\beta^2$ constant ($\beta = t$, $s = 1/t$): the weight stays random")
    d.step(level, "->", exp(z[0]) / (exp(z[0]) + exp(z[1])))
    d.step(expectation(exp(z[0]) / (exp(z[0]) + exp(z[1]))), "=", Rational(1, 2), why="right on average only")
    d.written(level, "->", Rational(1, 2), expect="refuted", remark=r"The page's “large $\beta$, $\alpha$ close to zero” needs a link: $\alpha\beta^2 \to 0$.")
