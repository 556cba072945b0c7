"""Question 1a, closely: what c ≈ v_j takes, the index that the page leaves out, and ≫."""

from sympy import Rational, exp

from symattn.writing.derivation import derivation
from symattn.writing.expressions import INFINITY, norm, quotient, relation

from .q1a import any_keys


@derivation("1a-apart", title="A value that a vector tells apart", source="notebook, question 1a")
def a_value_told_apart(d):
    n, beta, keys, k, u, v, q, alpha, c = any_keys(d)
    j, i = keys
    delta, w = d.real(r"\delta", positive=True), d.vector("w")
    d.fact(w @ (v[j] - v[i]), ">=", delta)
    d.fact(w @ w, ">", 0)

    d.heading("What the first line of 1a takes: along $w$, $v_j$ lies beyond every other value")
    d.step(
        w @ (v[j] - c),
        "=",
        d.sum(keys, lambda m: alpha[m] * (w @ (v[j] - v[m])), without=(j,)),
        why="the weights add up to 1",
    )
    d.step(w @ (v[j] - c), ">=", delta * (1 - alpha[j]), why=r"each gap is at least $\delta$")
    d.step(
        norm(c - v[j]),
        ">=",
        quotient(delta, norm(w)) * (1 - alpha[j]),
        why=r"by Cauchy and Schwarz: $\alpha_j \ge 1 - \|c - v_j\| \|w\|/\delta$",
    )
    d.implies(relation(c, "~=", v[j]), relation(alpha[j], "~=", 1), why="so $c$ tells the weight")
    d.implies(relation(c, "~=", v[j]), relation(alpha[i], "~=", 0), why="and all others")


@derivation("1a-index", title="The index that the page leaves out", source="notebook, question 1a")
def the_index_left_out(d):
    n, beta, keys, k, u, v, q, alpha, c = any_keys(d)
    j, i = keys

    def share(m):
        return exp(k[m] @ q) / d.sum(keys, lambda l: exp(k[l] @ q))

    d.heading(
        r"As scanned: $\alpha$ without an index, $k_i$ in the numerator, for an $i$ other than $j$"
    )
    d.implies(
        relation(c, "~=", v[j]),
        relation(alpha[i], "~=", 1),
        written=True,
        expect="refuted",
        remark=r"$\alpha$ stands for $\alpha_j$, the weight of the value that is copied.",
    )
    d.implies(
        relation(alpha[j], "~=", 1),
        relation(share(i), "~=", 1),
        written=True,
        expect="refuted",
        remark=r"The numerator's index must be $j$: another weight tends to 0.",
    )
    d.heading(r"With $j$ in both places")
    d.implies(
        relation(alpha[j], "~=", 1), relation(share(j), "~=", 1), why="definition of the weight"
    )
    d.step(alpha[i], "<=", 1 - alpha[j], why="all weights add up to 1")
    d.implies(
        relation(alpha[j], "~=", 1),
        relation(share(i), "~=", 0),
        why="so nothing is left for another",
    )


@derivation("1a-ratio", title="A difference of scores, not a ratio", source="notebook, question 1a")
def a_difference_not_a_ratio(d):
    beta = d.real(r"\beta", positive=True)
    d.let_tend(beta)
    large, small = quotient(1, 100), quotient(1, 10000)
    first, second = 1 / beta, 1 / beta**2

    d.heading(r"Two scores, one a hundred times the other: $0.01 \gg 0.0001$, read as a ratio")
    d.step(quotient(large, small), "=", 100)
    d.step(
        abs(exp(large) / (exp(large) + exp(small)) - quotient(5025, 10000)),
        "<",
        quotient(5, 100000),
        why="the weight is 0.5025 to four places, near one half and not near 1",
    )
    d.heading("Two scores whose ratio grows without bound")
    d.step(quotient(first, second), "->", INFINITY)
    d.step(
        exp(first) / (exp(first) + exp(second)),
        "->",
        Rational(1, 2),
        why="both scores tend to 0, and $e^0 = 1$",
    )
    d.step(
        first,
        ">>",
        second,
        expect="refuted",
        remark="The difference tends to 0. The last line of 1a needs it to tend to infinity.",
    )
