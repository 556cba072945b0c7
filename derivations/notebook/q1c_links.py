"""Question 1c(i) with random keys: how fast the covariance must vanish as the query grows."""
from sympy import Rational, exp

from symattn.derivation import derivation
from symattn.expressions import (
    IDENTITY,
    cases,
    count,
    expectation,
    normal,
    plus,
    relation,
    times,
)

from .setting import noisy_keys


@derivation("1c.i-links", title="How fast the covariance must vanish", source="notebook, question 1c(i)")
def links(d):
    n, t, r, keys, mu, xi, v, noisy, far = noisy_keys(d)
    a, b, i = keys
    beta, s = d.real(r"\beta", positive=True), d.real("s", positive=True)

    def head(size, noise, letters):
        """Query size·(μ_a + μ_b), keys with a noise of that scale: their weights and their context."""
        q, k, weight, context = letters
        query, own = d.define(q, size * (mu[a] + mu[b])), noisy(k, noise)
        weights, c = d.attention(query, keys=own, values=v, over=keys, weight=weight, context=context)
        return query, own, weights, c

    _, k, fixed, c = head(beta, 1 / t, ("q", "k", r"\alpha", "c"))
    p, h, grown, y = head(t, s, ("p", "h", r"\eta", "y"))
    _, _, linked, z = head(t, 1 / (t * r), ("m", "l", r"\lambda", "z"))
    _, _, level, x = head(t, s / t, ("u", "f", r"\phi", "x"))
    _, _, _, w = head(t**2, 1 / t, ("e", "g", r"\omega", "w"))
    average = (v[a] + v[b]) / 2

    d.heading(r"An imperfect one-hot ($\alpha = 1/t^2$)")
    d.step(k[a], "~", normal(mu[a], times(1 / t**2, IDENTITY)))
    d.written(k[a], "~>", normal(mu[a], times(0, IDENTITY)), why="the covariance scale tends to 0")

    d.heading(r"Covariance first ($\alpha = 1/t^2$, $\beta$ fixed), then $\beta$: the answer of 1b")
    bottom = plus(times(2, exp(beta)), n, -2)
    d.step(fixed[a], "->", exp(beta) / bottom)
    others = d.sum(keys, lambda j: v[j], without=(a, b))
    d.step(c, "->", (exp(beta) * (v[a] + v[b]) + others) / bottom, why="for every sample")
    d.step(expectation(c), "->", (exp(beta) * (v[a] + v[b]) + others) / bottom, why="and so on average")

    d.heading(r"$\beta$ first ($\beta = t$, $\alpha = s^2$ fixed): the values of the largest score, however small the covariance")
    score = d.define_family(r"\sigma", keys, lambda j: h[j] @ (mu[a] + mu[b]))
    top = d.define("M", d.largest(keys, lambda j: h[j] @ (mu[a] + mu[b])))
    ties = d.define("N", d.sum(keys, lambda j: count(relation(h[j] @ (mu[a] + mu[b]), "=", top))))
    d.step(grown[a], "->", cases((1 / ties, relation(score[a], "=", top)), (0, relation(score[a], "<", top))), why="one winner: ties have probability 0")
    d.written(far(y), "->", 0, expect="refuted", remark=r"With $\alpha$ fixed one value is copied. The two limits, one after the other, differ with their order.")

    d.heading(r"Together, with $\alpha\beta^2 = 1/r^2 \to 0$ ($\beta = t$, $\alpha = 1/(tr)^2$): as in 1b")
    d.step(linked[a], "->", Rational(1, 2))
    d.step(z, "->", average, why="for every sample")
    d.step(far(z), "->", 0, why="and so in probability: the page's claim, with its link")
    d.step(expectation(z), "->", average)

    d.heading(r"Together, with $\alpha\beta^2 = s^2$ constant ($\beta = t$, $\alpha = s^2/t^2$): the weight stays random")
    first, second = (exp(s * (xi[j] @ mu[a] + xi[j] @ mu[b])) for j in (a, b))
    d.step(level[a], "->", first / (first + second))
    d.step(expectation(first / (first + second)), "=", Rational(1, 2), why="right on average only")
    d.written(far(x), "->", 0, expect="refuted", remark=r"The page's “large $\beta$, $\alpha$ close to zero” needs a link: $\alpha\beta^2 \to 0$.")

    d.heading(r"Together, with $\alpha\beta^2 = t^2 \to \infty$ ($\beta = t^2$, $\alpha = 1/t^2 \to 0$): one value is copied")
    d.written(far(w), "->", 0, expect="refuted", remark=r"That $\alpha \to 0$ is not enough.")
