"""Question 1a: one value copied.

The page argues from c ≈ v_j down to the scores; both directions are here.
"""

from sympy import exp

from symattn.writing.derivation import derivation
from symattn.writing.expressions import plus, quotient, relation


def any_keys(d, values="arbitrary", rest="i"):
    n = d.integer("n", at_least=2)
    beta = d.real(r"\beta", positive=True)
    keys = d.index_set(n, "j", rest=rest)
    k, u = d.vectors("k", keys), d.vector("u")
    v = d.vectors("v", keys) if values == "arbitrary" else d.orthonormal("v", keys)
    q = d.define("q", beta * u)
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    d.let_tend(beta)
    return n, beta, keys, k, u, v, q, alpha, c


@derivation("1a", title="Copying one value", source="notebook, question 1a")
def copying_one_value(d):
    n, beta, keys, k, u, v, q, alpha, c = any_keys(d, rest="l")
    d.real(r"\delta", positive=True)
    w = d.vector("w")
    d.fact(w @ w, ">", 0)
    j, l = keys
    gaps = d.every_other(keys, lambda i: relation(k[j] @ q, ">>", k[i] @ q))
    weight = exp(k[j] @ q) / d.sum(keys, lambda m: exp(k[m] @ q))

    d.heading("As written, for a query that grows along a fixed direction")
    d.implies(
        relation(c, "~=", v[j]),
        relation(alpha[j], "~=", 1),
        written=True,
        expect="conditional",
        remark="If all values are equal, $c$ is near $v_j$ whatever the weights are. "
        "It takes a vector $w$ along which $v_j$ lies apart from all others: see 1a-apart.",
    )
    d.implies(
        relation(alpha[j], "~=", 1),
        relation(weight, "~=", 1),
        written=True,
        why="definition of the weight; the numerator's index is $j$",
    )
    d.implies(
        relation(weight, "~=", 1),
        gaps,
        written=True,
        why="with a score $k_i^\\top q$ that is not smaller, $\\alpha_j$ is at most one half",
    )
    d.heading("The other way round, it takes all the gaps at once")
    d.implies(gaps, relation(c, "~=", v[j]), why="the other scores fall behind, one by one")
    d.implies(
        relation(k[j] @ q, ">>", k[l] @ q),
        relation(c, "~=", v[j]),
        expect="refuted",
        remark=(
            "A gap to one other key is not enough: a third key may score as high as $k_j$. See "
            "1a-gaps."
        ),
    )


@derivation("1a-values", title="What c near one value needs", source="notebook, question 1a")
def what_copying_needs(d):
    n, beta, keys, k, u, v, q, alpha, c = any_keys(d, values="orthonormal")
    j, i = keys
    d.step(c @ v[j], "=", alpha[j], why="the values are orthonormal")
    d.implies(relation(c, "~=", v[j]), relation(alpha[j], "~=", 1), why="the coefficient of $v_j$")


@derivation("1a-gaps", title="What large gaps give", source="notebook, question 1a")
def what_large_gaps_give(d):
    n, beta, keys, k, u, v, q, alpha, c = any_keys(d)
    j, i = keys
    d.fact(k[j] @ u, ">", k[i] @ u)
    d.step(k[j] @ q, ">>", k[i] @ q, why="for every other $i$")
    d.step(alpha[j], "->", 1, why="the other scores fall behind, one by one")
    d.step(alpha[i], "->", 0)
    d.step(c, "->", v[j], why="coefficient by coefficient")


@derivation("1a-bound", title="How large a gap", source="notebook, question 1a")
def how_large_a_gap(d):
    n = d.integer("n", at_least=2)
    g = d.real("g", positive=True)
    keys = d.index_set(n, "j", rest="i")
    j, i = keys
    s = d.scalars("s", keys)
    alpha = d.define_family(r"\alpha", keys, lambda m: exp(s[m]) / d.sum(keys, lambda l: exp(s[l])))
    d.fact(s[j] - s[i], ">=", g)
    d.step(
        1 - alpha[j],
        "<=",
        (n - 1) * exp(-g),
        why="each of the other $n - 1$ terms is at most $e^{-g}$ of the first",
    )
    d.step(alpha[j], ">=", quotient(1, plus(1, (n - 1) * exp(-g))), why="likewise")
