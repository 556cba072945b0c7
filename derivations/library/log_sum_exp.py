"""Log-sum-exp: its gradient is softmax, and it is the largest score but for log n/β."""

from sympy import exp, log

from derivations.library.weights import scores, softmax
from symattn.writing.derivation import derivation
from symattn.writing.expressions import derivative


@derivation(
    "lse-gradient",
    title="The gradient of log-sum-exp is softmax, and its Hessian the Jacobian",
    source="S. Boyd and L. Vandenberghe, Convex Optimization, 3.1.5; B. Gao and L. Pavel, "
    "On the properties of the softmax function, arXiv 1704.00805",
)
def gradient(d):
    n, over, s = scores(d, "a c", 2)
    a, c, i = over
    beta = d.real(r"\beta", positive=True)
    p = softmax(d, "p", over, lambda j: beta * s[j])
    lse = d.define("L", log(d.sum(over, lambda j: exp(beta * s[j]))) / beta)
    d.heading("Gradient")
    d.step(derivative(lse, s[a]), "=", p[a], why="the chain rule: $\\beta$ cancels")
    d.step(
        derivative(log(d.sum(over, lambda j: exp(beta * s[j]))), s[a]),
        "=",
        p[a],
        expect="conditional",
        remark="Without the division by $\\beta$ the gradient is $\\beta p_a$.",
    )
    d.heading("Hessian")
    d.step(
        derivative(derivative(lse, s[a]), s[a]),
        "=",
        beta * p[a] * (1 - p[a]),
        why="$\\beta$ times the Jacobian of softmax at $\\beta s$",
    )
    d.step(derivative(derivative(lse, s[a]), s[c]), "=", -beta * p[a] * p[c])
    d.step(
        derivative(derivative(lse, s[a]), s[c]),
        "=",
        -p[a] * p[c],
        expect="conditional",
        remark="Each derivative brings a factor $\\beta$, and one of them cancels.",
    )


@derivation(
    "lse-convex",
    title="Log-sum-exp is convex",
    source="S. Boyd and L. Vandenberghe, Convex Optimization, 3.1.5",
)
def convex(d):
    n = d.integer("n", at_least=2)
    over = d.index_set(n, "a", rest="i")
    x, y = d.scalars("x", over), d.scalars("y", over)
    beta, w = d.real(r"\beta", positive=True), d.real("w")
    d.fact(w, ">=", 0)
    d.fact(w, "<=", 1)

    def lse(value):
        return log(d.sum(over, lambda j: exp(beta * value(j)))) / beta

    between = lse(lambda j: w * x[j] + (1 - w) * y[j])
    ends = w * lse(lambda j: x[j]) + (1 - w) * lse(lambda j: y[j])
    d.step(between, "<=", ends, why="H\u00f6lder's inequality")
    d.step(
        between,
        ">=",
        ends,
        expect="conditional",
        remark="Convex, not concave.",
    )


@derivation(
    "lse-bounds",
    title="Log-sum-exp is the largest score, but for log n/β",
    source="S. Boyd and L. Vandenberghe, Convex Optimization, 3.1.5 (p. 72)",
)
def bounds(d):
    n, over, s = scores(d, "a", 2)
    a, i = over
    beta = d.real(r"\beta", positive=True)
    total = d.define("Z", d.sum(over, lambda j: exp(beta * s[j])))

    def top():
        return d.largest(over, lambda j: s[j])

    d.heading("The sum")
    d.step(exp(beta * top()), "<=", total, why="one of the terms, and no term is negative")
    d.step(total, "<=", n * exp(beta * top()), why="$n$ terms, each at most the largest")
    d.heading("Its logarithm over $\\beta$")
    d.step(top(), "<", log(total) / beta, why="there are two terms at least")
    d.step(log(total) / beta, "<=", top() + log(n) / beta)
    d.heading("What is too much to hope for")
    d.step(
        log(total) / beta,
        "<=",
        top(),
        expect="refuted",
        remark="Each other term adds something.",
    )
    d.step(
        log(total) / beta,
        "<=",
        top() + log(n),
        expect="refuted",
        remark="For $\\beta < 1$ and equal scores it is $\\log(n)/\\beta$ that is added.",
    )
