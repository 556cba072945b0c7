"""Question 1e: self-attention over three tokens built from four orthogonal vectors of norm β."""

from sympy import Rational, exp, sqrt

from symattn.writing.derivation import derivation
from symattn.writing.expressions import IDENTITY, ZERO, norm, outer, plus, quotient


def _tokens(d):
    beta = d.real(r"\beta", positive=True)
    letters, tokens = d.index_set(4, "a b c d"), d.index_set(3, "1 2 3")
    u = d.orthogonal("u", letters, norm=beta)
    d.let_tend(beta)
    return beta, letters, tokens, u


def _inputs(d, tokens, first, second, third):
    one, two, three = tokens
    return d.define_family("x", tokens, lambda j: ZERO, at={one: first, two: second, three: third})


def _plain(d, second):
    """x_1 = u_d + u_b, the given x_2, x_3 = u_c + u_b, with K = Q = V = I."""
    beta, letters, tokens, u = _tokens(d)
    a, b, c_, d_ = letters
    x = _inputs(d, tokens, u[d_] + u[b], second(u, letters), u[c_] + u[b])
    _, _, _, alpha, c = d.self_attention(x, K=IDENTITY, Q=IDENTITY, V=IDENTITY, over=tokens)
    return beta, letters, tokens, u, x, alpha, c


@derivation("1e.i", title="Self-attention with K = Q = V = I", source="notebook, question 1e(i)")
def identity_matrices(d):
    beta, letters, tokens, u, x, alpha, c = _plain(d, lambda u, letters: u[list(letters)[0]])
    a, b, c_, d_ = letters
    one, two, three = tokens

    d.heading("As written")
    d.written(norm(u[a]), "=", abs(beta), why="all have norm $\\beta$")
    bottom = plus(exp(0), exp(0), exp(norm(u[a])))
    d.written(
        alpha[two, two],
        "=",
        exp(norm(u[a])) / bottom,
        expect="conditional",
        remark=(
            r"The score is $u_a^\top u_a = |u_a|^2 = \beta^2$: a square was lost. The limit is "
            r"the same."
        ),
    )
    d.then("~=", 1, written=True, why=r"$\beta$ is very large")
    d.written(
        alpha[two, one],
        "=",
        exp(0) / bottom,
        expect="conditional",
        remark=r"The same lost square, in the denominator.",
    )
    d.then("~=", 0, written=True, why=r"$\beta$ is very large")
    d.written(alpha[two, three], "=", exp(0) / bottom, expect="conditional", remark="Likewise.")
    d.then("~=", 0, written=True)
    d.written(
        c[two],
        "~=",
        alpha[two, two] * x[two],
        why=r"the other weights fall faster than the norms $\beta$ grow",
    )
    d.then("~=", x[two], written=True)
    d.then("=", u[a], written=True)

    d.heading("Repaired")
    square = exp(beta**2)
    d.step(x[two] @ x[two], "=", beta**2)
    d.step(x[one] @ x[two], "=", 0, why="orthogonal")
    d.step(x[three] @ x[two], "=", 0, why="orthogonal")
    d.step(alpha[two, two], "=", square / plus(exp(0), exp(0), square))
    d.step(alpha[two, one], "=", exp(0) / plus(exp(0), exp(0), square))
    d.step(alpha[two, three], "=", exp(0) / plus(exp(0), exp(0), square))
    d.step(alpha[two, two], "->", 1)
    d.step(alpha[two, one], "->", 0)
    d.step(alpha[two, three], "->", 0)
    d.step(c[two], "~=", u[a])


@derivation("1e.i-alone", title="u_b and u_c make up no x alone", source="notebook, question 1e(i)")
def no_token_alone(d):
    t, p, r = d.real("t"), d.real("p"), d.real("r")
    beta, letters, tokens, u, x, alpha, c = _plain(d, lambda u, letters: u[list(letters)[0]])
    a, b, c_, d_ = letters
    one, two, three = tokens

    d.heading("As written: “unlike $u_a$, $u_b$ and $u_c$ do not make up any $x$ alone”")
    d.written(x[two], "=", u[a], why="$u_a$ does")
    for letter, name in ((b, "b"), (c_, "c")):
        for token in tokens:
            why = rf"no multiple of $u_{name}$ is near"
            d.written(norm(x[token] - t * u[letter]), ">=", beta, why=why)

    d.heading("So no weights make $u_b$: every $c_i$ is such an average of the tokens")
    average = p * x[one] + r * x[two] + plus(1, -p, -r) * x[three]
    least = sqrt(quotient(2, 5)) * beta
    d.step(norm(average - u[b]), ">=", least, why="whatever the weights")
    nearest = quotient(2, 5) * x[one] + quotient(1, 5) * x[two] + quotient(2, 5) * x[three]
    d.step(norm(nearest - u[b]), "=", least, why="with these weights it is no more")


def _adding(d, letter):
    """One of u_d, u_c added to x_2: what the page says happens, and what does."""
    index = "abcd".index(letter)
    beta, letters, tokens, u, x, alpha, c = _plain(
        d, lambda u, letters: u[list(letters)[0]] + u[list(letters)[index]]
    )
    a, b, *_ = letters
    added = list(letters)[index]
    one, two, three = tokens
    fed = one if letter == "d" else three
    square, before = exp(beta**2), quotient(1, plus(2, exp(beta**2)))

    def coefficient(of):
        return quotient(c[two] @ u[of], beta**2)

    d.step(alpha[two, fed], "=", square / plus(square, exp(2 * beta**2), 1))
    d.written(
        alpha[two, fed],
        ">",
        before,
        why=rf"the weight of $x_{1 if letter == 'd' else 3}$ rises from $1/(2 + e^{{\beta^2}})$",
    )
    d.step(coefficient(added), "=", alpha[two, fed] + alpha[two, two])
    d.written(coefficient(added), ">", before, why=rf"the coefficient of $u_{letter}$ rises")
    d.step(coefficient(b), "=", alpha[two, one] + alpha[two, three])
    d.written(
        coefficient(b),
        ">",
        2 * before,
        expect="refuted",
        remark=(
            rf"With one whole $u_{letter}$ added the coefficient of $u_b$ in $c_2$ falls: what "
            rf"$x_{1 if letter == 'd' else 3}$ gains, the other one and the raised score of $x_2$ "
            r"itself take away."
        ),
    )
    d.step(coefficient(b), "<", 2 * before, why=r"it was $2/(2 + e^{\beta^2})$")
    d.step(c[two], "~=", x[two], why="$x_2$ outweighs the others even more")


@derivation("1e.i-d", title="Adding u_d to x_2", source="notebook, question 1e(i)")
def adding_u_d(d):
    _adding(d, "d")


@derivation("1e.i-c", title="Adding u_c to x_2", source="notebook, question 1e(i)")
def adding_u_c(d):
    _adding(d, "c")


@derivation(
    "1e.i-any",
    title="No multiple of u_d and u_c brings c_2 near u_b",
    source="notebook, question 1e(i)",
)
def adding_any_multiple(d):
    s, t = d.real("s"), d.real("t")
    beta, letters, tokens, u, x, alpha, c = _plain(
        d,
        lambda u, letters: u[list(letters)[0]] + s * u[list(letters)[3]] + t * u[list(letters)[2]],
    )
    a, b, c_, d_ = letters
    one, two, three = tokens
    d.step(x[two] @ x[two], "=", (1 + s**2 + t**2) * beta**2)
    d.step(x[one] @ x[two], "=", s * beta**2)
    d.step(x[three] @ x[two], "=", t * beta**2)
    d.step(1 + s**2 + t**2, ">", s, why="complete the square")
    d.step(1 + s**2 + t**2, ">", t, why="likewise")
    d.step(alpha[two, two], "->", 1, why="$x_2$ always scores highest with itself")
    d.step(c[two], "~=", u[a] + s * u[d_] + t * u[c_], why="so $c_2$ follows $x_2$")
    d.step(
        c[two],
        "~=",
        u[b],
        expect="refuted",
        remark="$c_2$ keeps the coefficient $\\alpha_{2,2}$ of $u_a$, and $u_b$ has none.",
    )
    d.step(quotient(c[two] @ u[a], beta**2), "=", alpha[two, two])
    d.then(
        ">=",
        Rational(1, 3),
        why=r"for all $s$, $t$ and $\beta$: two terms, each at most $e^{(1 + s^2 + t^2)\beta^2}$",
    )
    d.step(norm(c[two] - u[b]), ">=", beta / 3, why="since $u_b$ has no part along $u_a$")
    d.step(
        norm(c[two] - u[b]),
        ">=",
        sqrt(2) * beta / 3,
        why="along $u_a - u_b$: what $c_2$ lacks of $u_b$ is what it has of $x_2$",
    )


@derivation(
    "1e.ii", title="Self-attention that moves u_b into place", source="notebook, question 1e(ii)"
)
def chosen_matrices(d):
    beta, letters, tokens, u = _tokens(d)
    a, b, c_, d_ = letters
    one, two, three = tokens
    x = _inputs(d, tokens, u[d_] + u[b], u[a], u[c_] + u[b])
    V = d.define("V", (outer(u[b], u[b]) - outer(u[c_], u[c_])) / beta**2)
    Q = d.define("Q", (outer(u[d_], u[a]) + outer(u[c_], u[d_])) / beta**2)
    K = d.define("K", IDENTITY)
    k, q, v, alpha, c = d.self_attention(x, K=K, Q=Q, V=V, over=tokens)

    d.heading("As scanned, which misreads two outer products")
    d.outside(r"$V = (|u_b| - |u_c|)/\beta^2$; line 31 is what is meant.")
    d.outside(r"$Q = (u_d u_a + u_c u_d)/\beta^2$ with $u_a$ struck out; line 32 is what is meant.")
    d.heading("As written")
    d.written(v[one], "=", u[b])
    d.written(v[two], "=", ZERO)
    d.written(v[three], "=", u[b] - u[c_])
    d.written(q[one], "=", u[c_])
    d.written(q[two], "=", u[d_])
    d.written(q[three], "=", ZERO)
    for query, row in ((one, (0, 0, 1)), (two, (1, 0, 0))):
        for token, value in zip(tokens, row):
            d.written(
                alpha[query, token],
                "=",
                value,
                expect="conditional",
                remark="A softmax weight is never exactly 0 or 1; this is its limit."
                if value or query is two
                else "Each score 0 still counts $e^0 = 1$.",
            )
    d.written(c[one], "~=", v[three])
    d.then("=", u[b] - u[c_], written=True)
    d.written(
        c[two],
        "=",
        v[one],
        expect="conditional",
        remark="Near, and only in the limit: the other two tokens keep small weights.",
    )
    d.then("=", u[b], written=True)

    d.heading("Repaired")
    square = exp(beta**2)
    d.step(k[three] @ q[one], "=", beta**2)
    d.step(k[one] @ q[two], "=", beta**2)
    d.step(alpha[one, three], "=", square / plus(1, 1, square))
    d.step(alpha[two, one], "=", square / plus(square, 1, 1))
    for query, row in ((one, (0, 0, 1)), (two, (1, 0, 0))):
        for token, value in zip(tokens, row):
            d.step(alpha[query, token], "->", value)
    d.step(c[one], "~=", u[b] - u[c_])
    d.step(c[two], "~=", u[b])

    d.heading("The matrices, as meant on the page")
    d.written(
        V,
        "=",
        (outer(u[b], u[b]) - outer(u[c_], u[c_])) / beta**2,
        why="line 1, its bars read as outer products",
    )
    d.written(Q, "=", (outer(u[d_], u[a]) + outer(u[c_], u[d_])) / beta**2, why="line 2, likewise")
    d.written(K, "=", IDENTITY)
    for token in tokens:
        d.step(k[token], "=", x[token], why="a key is its token")
