"""Question 1b, read backwards and closely: what c near an average needs, which keys, which β."""

from sympy import Rational, exp

from symattn.writing.derivation import derivation
from symattn.writing.expressions import both, norm, plus, quotient, relation


def _any_values(d):
    """Keys and values of any kind, the page's query, and the average that c may be near."""
    n = d.integer("n", at_least=2)
    beta = d.real(r"\beta", positive=True)
    keys = d.index_set(n, "a b", rest="i")
    a, b, i = keys
    k, v = d.vectors("k", keys), d.vectors("v", keys)
    q = d.define("q", beta * (k[a] + k[b]))
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    d.let_tend(beta)
    return keys, v, alpha, c, (v[a] + v[b]) / 2


@derivation(
    "1ab-others",
    title="What an average leaves for the other values",
    source="notebook, question 1b, read backwards",
)
def nothing_for_the_others(d):
    keys, v, alpha, c, average = _any_values(d)
    a, b, i = keys
    delta, u = d.real(r"\delta", positive=True), d.vector("u")
    d.fact(u @ v[a], "=", u @ v[b])
    d.fact(u @ (v[a] - v[i]), ">=", delta)
    d.fact(u @ u, ">", 0)

    d.heading(
        "A vector $u$ that separates $v_a$ and $v_b$, which lie on one level, from all other values"
    )
    d.step(
        u @ (average - c),
        "=",
        d.sum(keys, lambda j: alpha[j] * (u @ (v[a] - v[j])), without=(a, b)),
        why="the weights add up to 1; $a$ and $b$ are on one level",
    )
    d.step(
        u @ (average - c),
        ">=",
        delta * plus(1, -alpha[a], -alpha[b]),
        why=r"each of these is at least $\delta$",
    )
    d.step(
        norm(c - average),
        ">=",
        quotient(delta, norm(u)) * plus(1, -alpha[a], -alpha[b]),
        why="Cauchy and Schwarz",
    )
    d.heading("So near the average the two weights are all there is")
    d.implies(relation(c, "~=", average), relation(alpha[a] + alpha[b], "~=", 1), why="by line 3")
    d.implies(relation(c, "~=", average), relation(alpha[i], "~=", 0), why="it is at most the rest")


@derivation(
    "1ab-halves",
    title="Why the two weights of an average are halves",
    source="notebook, question 1b, read backwards",
)
def two_halves(d):
    keys, v, alpha, c, average = _any_values(d)
    a, b, i = keys
    u, w = d.vector("u"), d.vector("w")
    half = Rational(1, 2)
    d.fact(u @ (v[a] - v[b]), "=", 1)
    d.fact(u @ (v[b] - v[i]), ">=", 0)
    d.fact(w @ (v[b] - v[a]), "=", 1)
    d.fact(w @ (v[a] - v[i]), ">=", 0)
    d.fact(u @ u, ">", 0)
    d.fact(w @ w, ">", 0)

    d.heading("Along $u$, $v_a$ lies foremost and $v_b$ next; along $w$ it is the other way round")
    d.step(
        norm(c - average),
        ">=",
        quotient(1, norm(u)) * plus(half, -alpha[a]),
        why="along $u$, what $a$ lacks of one half is missing from $c$",
    )
    d.step(
        norm(c - average),
        ">=",
        quotient(1, norm(w)) * plus(half, -alpha[b]),
        why="likewise along $w$",
    )
    d.step(alpha[a] + alpha[b], "<=", 1, why="so what $a$ has above one half, $b$ lacks")
    d.implies(relation(c, "~=", average), relation(alpha[a], "~=", half))
    d.implies(relation(c, "~=", average), relation(alpha[b], "~=", half))
    d.heading("Together they separate both from all the others")
    d.step((u + w) @ v[a], "=", (u + w) @ v[b])
    d.step((u + w) @ (v[a] - v[i]), ">=", 1, why="as in 1ab-others")


@derivation(
    "1ab-keys", title="One-hot keys, without loss of generality", source="notebook, question 1b"
)
def keys_enter_by_inner_products(d):
    n = d.integer("n", at_least=2)
    beta = d.real(r"\beta", positive=True)
    keys = d.index_set(n, "a b", rest="i")
    a, b, i = keys
    h, k, e, v = (
        d.vectors("h", keys),
        d.orthonormal("k", keys),
        d.orthonormal("e", keys),
        d.vectors("v", keys),
    )
    q_h, q, q_e = (
        d.define(name, beta * (x[a] + x[b])) for name, x in (("q_h", h), ("q", k), ("q_e", e))
    )
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    eta, y = d.attention(q_e, keys=e, values=v, over=keys, weight=r"\eta", context="y")

    d.heading("Only inner products of keys enter a score, whatever the keys $h_i$")
    d.step(h[i] @ q_h, "=", beta * (h[i] @ h[a] + h[i] @ h[b]), why="the query is made of keys")
    d.step(h[a] @ q_h, "=", beta * (h[a] @ h[a] + h[a] @ h[b]), why="likewise")
    d.heading(
        "Two orthonormal families have the same inner products: $k_i$, and one-hot vectors $e_i$"
    )
    d.step(k[a] @ q, "=", e[a] @ q_e)
    d.step(k[b] @ q, "=", e[b] @ q_e)
    d.step(k[i] @ q, "=", e[i] @ q_e)
    d.heading("So weights and context are the same")
    d.step(alpha[a], "=", eta[a])
    d.step(alpha[b], "=", eta[b])
    d.step(alpha[i], "=", eta[i])
    d.step(c, "=", y, why="with the same values")


@derivation("1ab-beta", title="That β > 0 is not enough", source="notebook, question 1b")
def positive_is_not_enough(d):
    n = d.integer("n", at_least=2)
    beta = d.real(r"\beta", positive=True)
    keys = d.index_set(n, "a b", rest="i")
    a, b, i = keys
    k, v = d.orthonormal("k", keys), d.vectors("v", keys)
    q = d.define("q", beta * (k[a] + k[b]))
    alpha, _ = d.attention(q, keys=k, values=v, over=keys)

    d.implies(
        relation(n, ">", 2),
        relation(alpha[a], "<", Rational(1, 2)),
        why=r"at every $\beta$, where there are other keys",
    )
    d.implies(
        both(relation(n, "=", 10), relation(beta, "=", 1)),
        relation(alpha[a], "=", exp(1) / (2 * exp(1) + 8)),
        why="for example",
    )
    d.step(
        abs(exp(1) / (2 * exp(1) + 8) - quotient(2023, 10000)),
        "<",
        quotient(5, 100000),
        why="that is 0.2023 to four places, far from one half",
    )
    d.step(alpha[a], "<", exp(beta) / n, why=r"and the more keys, the larger $\beta$ must be")
