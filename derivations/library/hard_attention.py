"""What softmax attention becomes as the query grows, for any keys and values and any number of
ties.
"""

from sympy import exp, log

from symattn.writing.derivation import derivation
from symattn.writing.expressions import cases, count, relation


@derivation(
    "hard-attention",
    title="Softmax attention as the query grows",
    source="S. Boyd and L. Vandenberghe, Convex Optimization, 3.1.5 (log-sum-exp), "
    "and its gradient",
)
def hard_attention(d):
    n = d.integer("n", at_least=1)
    beta = d.real(r"\beta", positive=True)
    keys = d.index_set(n, "a", rest="i")
    a, i = keys
    k, v = d.vectors("k", keys), d.vectors("v", keys)
    w = d.vector("w")
    q = d.define("q", beta * w)
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    total = d.define("Z", d.sum(keys, lambda j: exp(k[j] @ q)))
    top = d.define("M", d.largest(keys, lambda j: k[j] @ w))
    d.let_tend(beta)

    def wins(j):
        return count(relation(k[j] @ w, "=", top))

    ties = d.define("m", d.sum(keys, wins))
    d.heading("The largest score")
    d.step(log(total) / beta, "->", top, why="$e^{\\beta M} \\le Z \\le n e^{\\beta M}$")
    d.step(log(total) - beta * top, "->", log(ties), why="every score below $M$ falls behind")
    d.heading("Weights and context")
    d.step(
        alpha[a],
        "->",
        cases((1 / ties, relation(k[a] @ w, "=", top)), (0, relation(k[a] @ w, "<", top))),
        why="the same for every index, so also for $i$",
    )
    d.step(
        alpha[a],
        "->",
        1,
        expect="refuted",
        remark="Only where $k_a^\\top w$ is larger than every other score: ties are shared.",
    )
    d.step(
        c,
        "->",
        d.sum(keys, lambda j: (wins(j) / ties) * v[j]),
        why="the average of the values whose keys tie",
    )
    d.heading("Entropy")
    d.step(-d.sum(keys, lambda j: alpha[j] * log(alpha[j])), "->", log(ties))
