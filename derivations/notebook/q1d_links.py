"""Question 1d(i) with random keys: two heads need no link between the covariance and the
queries.
"""

from sympy import Rational

from symattn.writing.derivation import derivation
from symattn.writing.expressions import expectation, times

from .setting import noisy_keys


@derivation("1d.i-links", title="Two heads need no link", source="notebook, question 1d(i)")
def two_heads_need_no_link(d):
    n, t, r, epsilon, keys, mu, xi, v, noisy, far = noisy_keys(d)
    a, b, i = keys

    def heads(size, noise, letters):
        """Queries size·μ_a and size·μ_b: what each head finds, and their mean."""
        k, first, second, x, y, both = letters
        own = noisy(k, noise)
        one, c_a = d.attention(size * mu[a], keys=own, values=v, over=keys, weight=first, context=x)
        _, c_b = d.attention(size * mu[b], keys=own, values=v, over=keys, weight=second, context=y)
        return one, c_a, c_b, d.define(both, times(Rational(1, 2), c_a + c_b))

    linked, z_a, _, z = heads(t, 1 / (t * r), ("k", r"\alpha", r"\eta", "z_a", "z_b", "z"))
    freely, w_a, w_b, w = heads(t**2, 1 / t, ("h", r"\phi", r"\omega", "w_a", "w_b", "w"))
    average = (v[a] + v[b]) / 2

    d.heading(r"With $\alpha\beta^2 = 1/r^2 \to 0$ ($\beta = t$, $\alpha = 1/(tr)^2$)")
    d.step(linked[a], "->", 1)
    d.step(z_a, "->", v[a])
    d.step(z, "->", average)
    d.step(far(z), "->", 0)

    d.heading(
        r"With $\alpha\beta^2 = t^2 \to \infty$ ($\beta = t^2$, $\alpha = 1/t^2 \to 0$), where "
        r"one head fails"
    )
    d.step(
        freely[a], "->", 1, why=r"$\beta$ itself outgrows $\sqrt\alpha\beta$, the size of the noise"
    )
    d.step(w_a, "->", v[a])
    d.step(w_b, "->", v[b])
    d.step(w, "->", average, why="the heads look for one key each, and need not balance two scores")
    d.step(far(w), "->", 0, why=r"$\alpha \to 0$ is enough")
    d.step(expectation(w), "->", average)
