"""Layer norm and RMS norm: what they do not see."""

from sympy import sqrt

from symattn.writing.derivation import derivation


def _numbers(d):
    n = d.integer("n", at_least=2)
    over = d.index_set(n, "a", rest="i")
    a, i = over
    return n, over, a, d.scalars("x", over)


@derivation(
    "layer-norm",
    title="Layer norm sees neither shift nor scale",
    source="J. L. Ba, J. R. Kiros and G. E. Hinton, Layer normalization, arXiv 1607.06450, table 1",
)
def layer_norm(d):
    n, over, a, x = _numbers(d)
    r, b = d.real("r"), d.real("b")
    mean = d.define("m", d.sum(over, lambda j: x[j]) / n)
    var = d.define("V", d.sum(over, lambda j: (x[j] - mean) ** 2) / n)
    moved = d.define("k", d.sum(over, lambda j: r * x[j] + b) / n)
    other = d.define("W", d.sum(over, lambda j: (r * x[j] + b - moved) ** 2) / n)
    d.fact(var, ">", 0)
    d.fact(r, ">", 0)
    d.heading("$x$ and $r x + b$, with means $m$ and $k$, variances $V$ and $W$")
    d.step(moved, "=", r * mean + b)
    d.step(other, "=", r**2 * var)
    d.step(
        (r * x[a] + b - moved) / sqrt(other),
        "=",
        (x[a] - mean) / sqrt(var),
        why="$\\sqrt{r^2 V} = r \\sqrt{V}$ for $r > 0$",
    )
    d.heading("The normalized numbers")
    d.step(d.sum(over, lambda j: (x[j] - mean) / sqrt(var)), "=", 0)
    d.step(d.sum(over, lambda j: (x[j] - mean) ** 2 / var), "=", n, why="their squares sum to $n$")
    d.step(
        d.sum(over, lambda j: (x[j] - mean) ** 2 / var),
        "=",
        n - 1,
        expect="refuted",
        remark="The variance here is the mean of $n$ squares; with $n - 1$ it would be so.",
    )


@derivation(
    "layer-norm-sign",
    title="Layer norm sees the sign of a scale, and epsilon",
    source="J. L. Ba, J. R. Kiros and G. E. Hinton, Layer normalization, arXiv 1607.06450",
)
def layer_norm_sign(d):
    n, over, a, x = _numbers(d)
    r, e = d.real("r"), d.real(r"\epsilon", positive=True)
    mean = d.define("m", d.sum(over, lambda j: x[j]) / n)
    var = d.define("V", d.sum(over, lambda j: (x[j] - mean) ** 2) / n)
    d.fact(var, ">", 0)
    d.fact(r, "<", 0)
    d.step(
        (r * x[a] - r * mean) / sqrt(r**2 * var),
        "=",
        -(x[a] - mean) / sqrt(var),
        why="$\\sqrt{r^2} = -r$ for $r < 0$",
    )
    d.step(
        (r * x[a] - r * mean) / sqrt(r**2 * var),
        "=",
        (x[a] - mean) / sqrt(var),
        expect="refuted",
        remark="A negative scale turns the sign.",
    )
    d.step(
        (r * x[a] - r * mean) / sqrt(r**2 * var + e),
        "=",
        -(x[a] - mean) / sqrt(var + e),
        expect="refuted",
        remark="With epsilon the scale is seen.",
    )


@derivation(
    "rms-norm",
    title="RMS norm keeps n and drops the scale",
    source="B. Zhang and R. Sennrich, Root mean square layer normalization, arXiv 1910.07467",
)
def rms_norm(d):
    n, over, a, x = _numbers(d)
    r, b = d.real("r", positive=True), d.real("b")
    square = d.define("S", d.sum(over, lambda j: x[j] ** 2) / n)
    d.fact(square, ">", 0)
    d.step(
        r * x[a] / sqrt(d.sum(over, lambda j: (r * x[j]) ** 2) / n),
        "=",
        x[a] / sqrt(square),
        why="$r$ comes out of the root",
    )
    d.step(d.sum(over, lambda j: x[j] ** 2 / square), "=", n)
    d.step(
        (x[a] + b) / sqrt(d.sum(over, lambda j: (x[j] + b) ** 2) / n + 1),
        "=",
        x[a] / sqrt(square + 1),
        expect="refuted",
        remark="A shift is seen, unlike by layer norm.",
    )
