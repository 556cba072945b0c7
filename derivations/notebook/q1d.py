"""Question 1d: two heads, c = ½(c_a + c_b), one query each."""

from sympy import Rational, exp

from symattn.writing.derivation import derivation
from symattn.writing.expressions import both, cases, plus, quotient, relation, times

from .setting import two_heads


@derivation(
    "1d.i", title="Two heads, keys with a vanishing covariance", source="notebook, question 1d(i)"
)
def two_means(d):
    n, (beta_a, beta_b), _, keys, mu, v, k, q, alpha, (c_a, c_b, c) = two_heads(d, "")
    a, b, i = keys

    d.heading(r"As written ($\alpha_{a,a}$ is the page's $\alpha_a$: head $a$, key $a$)")
    d.implies(
        relation(c, "~=", (v[a] + v[b]) / 2),
        relation(c_a + c_b, "~=", v[a] + v[b]),
        written=True,
        why="twice the same",
    )
    for index, beta in ((a, beta_a), (b, beta_b)):
        wrong = exp(beta * mu[index])
        d.written(
            alpha[index, index],
            "=",
            wrong / (plus(0, 0, 0, wrong) if index is a else plus(0, 0, wrong)),
            expect="refuted",
            remark=(
                r"The exponent is a vector: the dot product with the key was dropped. The score "
                r"is $k_a^\top q_a = \beta_a\mu_a^\top\mu_a = \beta_a$, a number."
            )
            if index is a
            else "As for head $a$: the exponent is a vector.",
        )
        name = "a" if index is a else "b"
        d.written(
            alpha[index, index],
            "=",
            exp(beta) / (plus(0, 0, 0, exp(beta)) if index is a else plus(0, 0, exp(beta))),
            expect="conditional",
            why="the exponent mended",
            remark=(
                r"The other $n - 1$ scores are 0, and $e^0 = 1$, not 0: the denominator is "
                rf"$e^{{\beta_{name}}} + n - 1$."
            ),
        )
        d.then("=", 1, written=True)
        d.written(
            (c_a if index is a else c_b),
            "=",
            v[index],
            expect="conditional",
            remark=r"The other values keep a weight of $1/(e^{\beta_%s} + n - 1)$ each." % name,
        )
    d.written(
        c,
        "=",
        times(Rational(1, 2), v[a] + v[b]),
        expect="conditional",
        remark="Reached in the limit only.",
    )

    d.heading("Repaired")
    d.step(k[a] @ q[a], "=", beta_a, why=r"$\mu$ orthonormal")
    d.step(k[b] @ q[a], "=", 0, why="likewise")
    d.step(k[i] @ q[a], "=", 0, why="likewise")
    d.step(
        alpha[a, a],
        "=",
        exp(beta_a) / plus(exp(beta_a), n, -1),
        why="$n - 1$ scores are 0, and $e^0 = 1$",
    )
    d.step(alpha[b, b], "=", exp(beta_b) / plus(exp(beta_b), n, -1), why="likewise")
    d.step(alpha[a, b], "=", quotient(1, plus(exp(beta_a), n, -1)), why="likewise")
    d.step(alpha[a, a], "->", 1)
    d.step(alpha[b, b], "->", 1)
    d.step(alpha[a, i], "->", 0)
    d.step(c_a, "->", v[a])
    d.step(c_b, "->", v[b])
    d.step(c, "->", (v[a] + v[b]) / 2, why=r"however $\beta_a$ and $\beta_b$ grow")

    d.heading("The page's hooked arrow goes both ways")
    d.iff(
        relation(c, "~=", (v[a] + v[b]) / 2),
        relation(c_a + c_b, "~=", v[a] + v[b]),
        why="twice the same, and half of it",
    )

    d.heading(
        "Three zeros in one denominator, two in the other: they stand for $n - 1$ keys in both"
    )
    for head, beta, why in ((a, beta_a, "each score 0 counts $e^0 = 1$"), (b, beta_b, "likewise")):
        total = d.sum(keys, lambda j, head=head: exp(k[j] @ q[head]))
        d.step(total, "=", plus(exp(beta), n, -1), why=why)
    d.step(
        alpha[a, a],
        "=",
        exp(beta_a) / plus(1, 1, 1, exp(beta_a)),
        expect="conditional",
        why="three scores 0 beside $k_a$",
        remark="So it is with four keys.",
    )
    d.step(
        alpha[b, b],
        "=",
        exp(beta_b) / plus(1, 1, exp(beta_b)),
        expect="conditional",
        why="two scores 0 beside $k_b$",
        remark="So it is with three keys; both heads see the same ones.",
    )


def _own_weight(gamma, n):
    return cases(
        (1, relation(gamma, ">", 0)), (0, relation(gamma, "<", 0)), (1 / n, relation(gamma, "=", 0))
    )


def _context(d, keys, v, n, gamma, own):
    mean = d.sum(keys, lambda j: v[j]) / n
    others = d.sum(keys, lambda j: v[j], without=(own,)) / (n - 1)
    return cases(
        (v[own], relation(gamma, ">", 0)),
        (others, relation(gamma, "<", 0)),
        (mean, relation(gamma, "=", 0)),
    )


@derivation("1d.ii", title="Two heads, two stretched keys", source="notebook, question 1d(ii)")
def two_heads_two_stretched_keys(d):
    n, (beta_a, beta_b), gammas, keys, mu, v, k, q, alpha, (c_a, c_b, c) = two_heads(d, "ab")
    a, b, i = keys
    ga, gb = gammas["a"], gammas["b"]

    d.heading("As written")
    d.written(k[a], "=", ga * mu[a])
    d.written(k[b], "=", gb * mu[b])
    d.written(k[a] @ q[a], "=", ga * beta_a)
    d.written(
        alpha[a, a],
        "~=",
        1,
        expect="conditional",
        remark=(
            r"A negative $\gamma_a$ makes $k_a^\top q_a$ the smallest score, not the largest. "
            r"The assignment lets one ignore such samples; the page does not say so."
        ),
    )
    d.written(k[b] @ q[b], "=", gb * beta_b)
    d.written(alpha[b, b], "~=", 1, expect="conditional", remark=r"Right where $\gamma_b > 0$.")
    d.written(c_a, "~=", v[a], expect="conditional", remark=r"Right where $\gamma_a > 0$.")
    d.written(c_b, "~=", v[b], expect="conditional", remark=r"Right where $\gamma_b > 0$.")
    d.written(
        c,
        "~=",
        (v[a] + v[b]) / 2,
        expect="conditional",
        remark=r"Right where $\gamma_a > 0$ and $\gamma_b > 0$.",
    )

    d.heading("Repaired")
    d.step(
        alpha[a, a],
        "=",
        exp(ga * beta_a) / plus(exp(ga * beta_a), n, -1),
        why="$n - 1$ scores are 0, and $e^0 = 1$",
    )
    d.step(alpha[b, b], "=", exp(gb * beta_b) / plus(exp(gb * beta_b), n, -1), why="likewise")
    d.implies(relation(ga, ">", 0), relation(c_a, "~=", v[a]))
    d.implies(
        both(relation(ga, ">", 0), relation(gb, ">", 0)), relation(c, "~=", (v[a] + v[b]) / 2)
    )

    d.heading("Every case")
    d.step(alpha[a, a], "->", _own_weight(ga, n))
    d.step(alpha[b, b], "->", _own_weight(gb, n))
    d.step(
        alpha[a, b],
        "->",
        cases(
            (0, relation(ga, ">", 0)),
            (1 / (n - 1), relation(ga, "<", 0)),
            (1 / n, relation(ga, "=", 0)),
        ),
    )
    d.step(c_a, "->", _context(d, keys, v, n, ga, a))
    d.step(c_b, "->", _context(d, keys, v, n, gb, b))
    d.step(c, "->", (_context(d, keys, v, n, ga, a) + _context(d, keys, v, n, gb, b)) / 2)


@derivation(
    "1d.ii-a",
    title="Two heads, one stretched key",
    source="notebook, question 1d(ii), as the assignment has it",
)
def two_heads_one_stretched_key(d):
    n, (beta_a, beta_b), gammas, keys, mu, v, k, q, alpha, (c_a, c_b, c) = two_heads(d, "a")
    a, b, i = keys
    ga = gammas["a"]
    d.step(k[a] @ q[a], "=", ga * beta_a)
    d.step(k[b] @ q[b], "=", beta_b)
    d.step(alpha[a, a], "=", exp(ga * beta_a) / plus(exp(ga * beta_a), n, -1))
    d.step(alpha[b, b], "=", exp(beta_b) / plus(exp(beta_b), n, -1))
    d.step(alpha[a, a], "->", _own_weight(ga, n))
    d.step(alpha[b, b], "->", 1, why="whatever the sample")
    d.step(c_a, "->", _context(d, keys, v, n, ga, a))
    d.step(c_b, "->", v[b])
    d.step(c, "->", (_context(d, keys, v, n, ga, a) + v[b]) / 2)
    d.implies(
        relation(ga, ">", 0),
        relation(c, "~=", (v[a] + v[b]) / 2),
        why="steady over all samples with a positive score",
    )
