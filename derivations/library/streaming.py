"""Softmax in blocks: online normalizers, merged blocks, linear attention."""

from sympy import exp

from derivations.library.weights import scores
from symattn.writing.derivation import derivation
from symattn.writing.expressions import largest, outer


@derivation(
    "online-softmax",
    title="The online normalizer: associative, commutative, and what it folds to",
    source="M. Milakov and N. Gimelshein, Online normalizer calculation for softmax, "
    "arXiv 1805.02867, theorem 1 and equation (4)",
)
def online(d):
    m, k, l = d.real("m"), d.real("k"), d.real("l")
    x, y, z = d.real("d"), d.real("g"), d.real("h")

    def merged(p, q):
        top = largest(p[0], q[0])
        return top, p[1] * exp(p[0] - top) + q[1] * exp(q[0] - top)

    one, two, three = (m, x), (k, y), (l, z)
    d.heading("$(m, d) \\oplus (k, g) = (M, d e^{m-M} + g e^{k-M})$, $M$ the larger of $m$ and $k$")
    d.step(merged(one, two)[1], "=", merged(two, one)[1], why="commutative")
    left, right = merged(merged(one, two), three), merged(one, merged(two, three))
    d.step(left[0], "=", right[0])
    d.step(left[1], "=", right[1], why="associative: both are the sum of $d e^m$, times $e^{-M}$")
    d.step(
        merged(one, two)[1] * exp(largest(m, k)),
        "=",
        x * exp(m) + y * exp(k),
        why="$(m, d) \\mapsto d e^m$ turns $\\oplus$ into $+$",
    )
    d.heading("Without rescaling")
    d.step(
        (x + y) * exp(largest(m, k)),
        "=",
        x * exp(m) + y * exp(k),
        expect="conditional",
        remark="Each part has to be brought to the common maximum.",
    )


@derivation(
    "block-merge",
    title="Attention over two blocks, merged",
    source="T. Dao et al., FlashAttention, arXiv 2205.14135, algorithm 1 and theorem 1",
)
def block_merge(d):
    n, m = d.integer("n", at_least=1), d.integer("m", at_least=1)
    first, second = d.index_set(n, "a", rest="i"), d.index_set(m, "b", rest="l")
    x, y = d.scalars("x", first), d.scalars("y", second)
    u, v = d.vectors("u", first), d.vectors("v", second)
    mu, nu = d.real(r"\mu"), d.real(r"\nu")
    t = d.real("T")
    L = d.define("L", d.sum(first, lambda j: exp(x[j] - mu)))
    K = d.define("K", d.sum(second, lambda j: exp(y[j] - nu)))
    O = d.define("O", d.sum(first, lambda j: exp(x[j] - mu) * u[j]) / L)
    P = d.define("P", d.sum(second, lambda j: exp(y[j] - nu) * v[j]) / K)
    R = d.define("R", L * exp(mu - t) + K * exp(nu - t))
    whole = d.define("Z", d.sum(first, lambda j: exp(x[j])) + d.sum(second, lambda j: exp(y[j])))
    F = d.define(
        "F",
        (d.sum(first, lambda j: exp(x[j]) * u[j]) + d.sum(second, lambda j: exp(y[j]) * v[j]))
        / whole,
    )
    d.heading("Whatever is subtracted: $\\mu$ in one block, $\\nu$ in the other, $T$ at the end")
    d.step(R * exp(t), "=", whole, why="every term gets its own scale back")
    d.step(
        (L * exp(mu - t) / R) * O + (K * exp(nu - t) / R) * P,
        "=",
        F,
        why="the weights of the blocks",
    )
    d.heading("The plain average")
    d.step(O / 2 + P / 2, "=", F, expect="refuted", remark="Blocks count by what they hold.")


@derivation(
    "linear-attention",
    title="Linear attention: the query is taken out of the sum",
    source="A. Katharopoulos et al., Transformers are RNNs, arXiv 2006.16236",
)
def linear_attention(d):
    n, over, s = scores(d, "a b", 2)
    a, b, i = over
    k, q = d.vectors("k", over), d.vector("q")
    d.heading("The normalizer")
    d.step(
        d.sum(over, lambda j: k[j] @ q),
        "=",
        d.sum(over, lambda j: k[j]) @ q,
        why="one sum for all queries",
    )
    d.heading("With the exponential there is no such sum")
    d.step(
        d.sum(over, lambda j: exp(k[j] @ q)),
        "=",
        exp(d.sum(over, lambda j: k[j]) @ q),
        expect="refuted",
        remark="The exponential of a sum is a product.",
    )
    d.heading("One matrix holds all keys and values")
    v = d.vectors("v", over)
    S = d.define("S", d.sum(over, lambda j: outer(v[j], k[j])))
    d.step(
        d.sum(over, lambda j: (k[j] @ q) * v[j]),
        "=",
        S @ q,
        why="each outer product is applied to $q$",
    )
    d.step(
        S @ q,
        "=",
        d.sum(over, lambda j: (v[j] @ q) * k[j]),
        expect="refuted",
        remark="That is the transpose: keys are compared, values are added.",
    )
    d.outside("The recurrence over positions asks for ordered members and induction.")
