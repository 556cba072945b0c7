"""What questions 1c(ii) and 1d are about: orthonormal means, stretched keys, one head or two."""

from sympy import Rational, exp

from symattn.writing.expressions import ZERO, norm, probability, relation, times


def one_head(d, only_a=False, least=2):
    """Keys μ_j, of which k_a (and k_b) are stretched by γ ~ N(1, ½); one query for both."""
    n = d.integer("n", at_least=least)
    beta = d.real(r"\beta", positive=True)
    gamma_a = d.normal(r"\gamma_a", 1, Rational(1, 2))
    gamma_b = None if only_a else d.normal(r"\gamma_b", 1, Rational(1, 2))
    keys = d.index_set(n, "a b", rest="i")
    a, b, i = keys
    mu, v = d.orthonormal(r"\mu", keys), d.vectors("v", keys)
    at = {a: gamma_a * mu[a]} if only_a else {a: gamma_a * mu[a], b: gamma_b * mu[b]}
    k = d.define_family("k", keys, lambda j: mu[j], at=at)
    q = d.define("q", beta * (mu[a] + mu[b]))
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    d.let_tend(beta)
    return n, beta, gamma_a, gamma_b, keys, mu, v, k, q, alpha, c


def two_heads(d, stretched):
    """The same keys, with a head and a query for each of a and b."""
    n = d.integer("n", at_least=2)
    beta_a, beta_b = d.real(r"\beta_a", positive=True), d.real(r"\beta_b", positive=True)
    gammas = {name: d.normal(rf"\gamma_{name}", 1, Rational(1, 2)) for name in stretched}
    keys = d.index_set(n, "a b", rest="i")
    a, b, i = keys
    mu, v = d.orthonormal(r"\mu", keys), d.vectors("v", keys)
    at = {index: gammas[name] * mu[index] for index, name in ((a, "a"), (b, "b")) if name in gammas}
    k = d.define_family("k", keys, lambda j: mu[j], at=at)
    q = d.define_family("q", keys, lambda j: ZERO, at={a: beta_a * mu[a], b: beta_b * mu[b]})
    alpha = d.define_family(
        r"\alpha",
        (keys, keys),
        lambda h, j: exp(k[j] @ q[h]) / d.sum(keys, lambda l: exp(k[l] @ q[h])),
    )
    c_a = d.define("c_a", d.sum(keys, lambda j: alpha[a, j] * v[j]))
    c_b = d.define("c_b", d.sum(keys, lambda j: alpha[b, j] * v[j]))
    c = d.define("c", times(Rational(1, 2), c_a + c_b))
    d.let_tend(beta_a, beta_b)
    return n, (beta_a, beta_b), gammas, keys, mu, v, k, q, alpha, (c_a, c_b, c)


def noisy_keys(d):
    """Means μ_j, values v_j, and keys μ_j + scale·ξ_j with ξ_j ~ N(0, I).

    Limits are taken in t and r.
    """
    n = d.integer("n", at_least=2)
    t, r, epsilon = (d.real(name, positive=True) for name in ("t", "r", r"\epsilon"))
    keys = d.index_set(n, "a b", rest="i")
    mu, xi, v = d.orthonormal(r"\mu", keys), d.normal_vectors(r"\xi", keys), d.vectors("v", keys)
    d.let_tend(t, r)

    def noisy(letter, scale):
        """Keys μ_j + scale·ξ_j, each N(μ_j, scale² I)."""
        return d.define_family(letter, keys, lambda j: mu[j] + scale * xi[j])

    def far(context):
        """How often the context misses the average by more than ε."""
        a, b, _ = keys
        return probability(relation(norm(context - (v[a] + v[b]) / 2), ">", epsilon))

    return n, t, r, epsilon, keys, mu, xi, v, noisy, far
