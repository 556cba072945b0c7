"""Question 1c(i) with random keys: how fast the covariance must vanish as the query grows."""

from sympy import Rational, exp

from symattn.writing.derivation import derivation
from symattn.writing.expressions import (
    IDENTITY,
    cases,
    count,
    expectation,
    normal,
    outer,
    plus,
    probability,
    relation,
    times,
    variance,
)

from .setting import noisy_keys


@derivation(
    "1c.i-links", title="How fast the covariance must vanish", source="notebook, question 1c(i)"
)
def links(d):
    n, t, r, epsilon, keys, mu, xi, v, noisy, far = noisy_keys(d)
    a, b, i = keys
    beta, s = d.real(r"\beta", positive=True), d.real("s", positive=True)

    def head(size, noise, letters):
        """Query size·(μ_a + μ_b), keys with a noise of that scale: their weights and their
        context.
        """
        q, k, weight, context = letters
        query, own = d.define(q, size * (mu[a] + mu[b])), noisy(k, noise)
        weights, c = d.attention(
            query, keys=own, values=v, over=keys, weight=weight, context=context
        )
        return query, own, weights, c

    _, k, fixed, c = head(beta, 1 / t, ("q", "k", r"\alpha", "c"))
    _, h, grown, y = head(t, s, ("q_h", "h", r"\eta", "y"))
    _, _, linked, z = head(t, 1 / (t * r), ("q_l", "l", r"\lambda", "z"))
    _, _, level, x = head(t, s / t, ("q_f", "f", r"\phi", "x"))
    _, _, _, w = head(t**2, 1 / t, ("q_g", "g", r"\omega", "w"))
    average = (v[a] + v[b]) / 2

    d.heading(r"An imperfect one-hot ($\alpha = 1/t^2$)")
    d.step(k[a], "~", normal(mu[a], times(1 / t**2, IDENTITY)))
    d.written(k[a], "~>", normal(mu[a], times(0, IDENTITY)), why="the covariance scale tends to 0")

    d.heading(r"Covariance first ($\alpha = 1/t^2$, $\beta$ fixed), then $\beta$: the answer of 1b")
    bottom = plus(times(2, exp(beta)), n, -2)
    d.step(fixed[a], "->", exp(beta) / bottom)
    others = d.sum(keys, lambda j: v[j], without=(a, b))
    d.step(c, "->", (exp(beta) * (v[a] + v[b]) + others) / bottom, why="for every sample")
    d.step(
        expectation(c), "->", (exp(beta) * (v[a] + v[b]) + others) / bottom, why="and so on average"
    )

    d.heading(
        r"$\beta$ first ($\beta = t$, $\alpha = s^2$ fixed): the values of the largest score, "
        r"however small the covariance"
    )
    score = d.define_family(r"\sigma", keys, lambda j: h[j] @ (mu[a] + mu[b]))
    top = d.define("M", d.largest(keys, lambda j: h[j] @ (mu[a] + mu[b])))
    ties = d.define("N", d.sum(keys, lambda j: count(relation(h[j] @ (mu[a] + mu[b]), "=", top))))
    d.step(
        grown[a],
        "->",
        cases((1 / ties, relation(score[a], "=", top)), (0, relation(score[a], "<", top))),
        why="one winner: ties have probability 0",
    )
    d.written(
        far(y),
        "->",
        0,
        expect="refuted",
        remark=(
            r"With $\alpha$ fixed one value is copied. The two limits, one after the other, "
            r"differ with their order."
        ),
    )

    d.heading(
        r"Together, with $\alpha\beta^2 = 1/r^2 \to 0$ ($\beta = t$, $\alpha = 1/(tr)^2$): as in 1b"
    )
    d.step(linked[a], "->", Rational(1, 2))
    d.step(z, "->", average, why="for every sample")
    d.step(far(z), "->", 0, why="and so in probability: the page's claim, with its link")
    d.step(expectation(z), "->", average)

    d.heading(
        r"Together, with $\alpha\beta^2 = s^2$ constant ($\beta = t$, $\alpha = s^2/t^2$): the "
        r"weight stays random"
    )
    first, second = (exp(s * (xi[j] @ mu[a] + xi[j] @ mu[b])) for j in (a, b))
    d.step(level[a], "->", first / (first + second))
    d.step(expectation(first / (first + second)), "=", Rational(1, 2), why="right on average only")
    d.written(
        far(x),
        "->",
        0,
        expect="refuted",
        remark=(
            r"The page's “large $\beta$, $\alpha$ close to zero” needs a link: $\alpha\beta^2 "
            r"\to 0$."
        ),
    )

    d.heading(
        r"Together, with $\alpha\beta^2 = t^2 \to \infty$ ($\beta = t^2$, $\alpha = 1/t^2 \to "
        r"0$): one value is copied"
    )
    d.written(far(w), "->", 0, expect="refuted", remark=r"That $\alpha \to 0$ is not enough.")


@derivation("1c.ii-axis", title="What stands off the axis", source="notebook, question 1c(ii)")
def off_the_axis(d):
    n, t, r, epsilon, keys, mu, xi, v, noisy, far = noisy_keys(d)
    a, b, i = keys
    beta, s = d.real(r"\beta", positive=True), d.real("s", positive=True)
    gamma = d.normal(r"\gamma_a", 1, Rational(1, 2))
    q = d.define("q", beta * (mu[a] + mu[b]))
    full = d.define("K_a", gamma * mu[a] + s * xi[a])
    small = d.define("k_a", gamma * mu[a] + (1 / t) * xi[a])
    degenerate = times(Rational(1, 2), outer(mu[a], mu[a]))

    d.heading(r"With a covariance $\frac{1}{2}\mu_a\mu_a^\top + s^2 I$")
    d.step(full, "~", normal(mu[a], degenerate + times(s**2, IDENTITY)))
    d.step(full @ q, "~", normal(beta, beta**2 / 2 + times(2, s**2, beta**2)))
    d.step(variance(full @ mu[i]), "=", s**2, why=r"in each direction off $\mu_a$")
    d.step(
        variance(full @ q - gamma * beta),
        "=",
        times(2, s**2, beta**2),
        why=r"what $k_a \approx \gamma_a\mu_a$ leaves out of the score",
    )
    d.step(
        probability(relation(abs(full @ q - gamma * beta), ">", epsilon)),
        "<=",
        times(2, s**2, beta**2) / epsilon**2,
        why=r"Chebyshev, at every $s$ and $\beta$",
    )

    d.heading(r"As $s = 1/t \to 0$")
    d.step(small, "~>", normal(mu[a], degenerate))
    d.step(probability(relation(abs(small @ q - gamma * beta), ">", epsilon)), "->", 0)
    d.written(small, "~=", gamma * mu[a], why="for every sample")
    d.written(
        full @ q,
        "=",
        gamma * beta,
        expect="refuted",
        remark=r"Of $\gamma_a\mu_a$ alone, which leaves the covariance $s^2 I$ out.",
    )
