"""Question 1b: two values averaged by one query."""

from sympy import Rational, exp

from symattn.writing.derivation import derivation
from symattn.writing.expressions import plus, quotient, times


@derivation("1b", title="The average of two values", source="notebook, question 1b")
def average_of_two_values(d):
    n = d.integer("n", at_least=2)
    beta = d.real(r"\beta", positive=True)
    keys = d.index_set(n, "a b", rest="i")
    a, b, i = keys
    k, v = d.orthonormal("k", keys), d.vectors("v", keys)
    q = d.define("q", beta * (k[a] + k[b]))
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    d.let_tend(beta)

    d.heading("Scores")
    d.step(k[a] @ q, "=", beta, why="the keys are orthonormal")
    d.step(k[b] @ q, "=", beta, why="likewise")
    d.step(k[i] @ q, "=", 0, why="likewise, for any other $i$")

    d.heading("As written")
    d.written(alpha[b], "=", alpha[a])
    d.written(
        alpha[a],
        "=",
        exp(beta) / (2 * exp(beta)),
        expect="conditional",
        remark=(
            "The other $n - 2$ scores are 0, and each adds $e^0 = 1$ to the denominator, which "
            "is $2e^\\beta + n - 2$."
        ),
    )
    d.then("=", Rational(1, 2), written=True, why="cancel $e^\\beta$")
    d.written(
        alpha[i],
        "=",
        0,
        expect="conditional",
        remark="A softmax weight is never 0: this one is $1/(2e^\\beta + n - 2)$. It tends to 0.",
    )
    others = d.sum(keys, lambda j: times(0, v[j]), without=(a, b))
    d.written(
        c,
        "=",
        plus(times(quotient(1, 2), v[a]), times(quotient(1, 2), v[b]), others),
        expect="conditional",
        remark=(
            "The other values keep the weight $1/(2e^\\beta + n - 2)$ each. The average is "
            "reached in the limit, not at any $\\beta$."
        ),
    )
    d.then("=", (v[a] + v[b]) / 2, written=True)

    d.heading("The goal: $c$ comes close to the average of the two values")
    d.written(c, "~=", (v[a] + v[b]) / 2, why=r"$c \cong \frac{1}{2}(v_a + v_b)$")
    d.heading("Repaired")
    d.step(
        alpha[a],
        "=",
        exp(beta) / plus(times(2, exp(beta)), n, -2),
        why="the other $n - 2$ scores are 0, and $e^0 = 1$",
    )
    d.step(alpha[b], "=", exp(beta) / plus(times(2, exp(beta)), n, -2), why="likewise")
    d.step(alpha[i], "=", quotient(1, plus(times(2, exp(beta)), n, -2)), why="$e^0 = 1$ above")
    d.step(alpha[a], "->", Rational(1, 2))
    d.step(alpha[b], "->", Rational(1, 2))
    d.step(alpha[i], "->", 0)
    d.step(c, "->", (v[a] + v[b]) / 2, why="coefficient by coefficient; the values are fixed")
