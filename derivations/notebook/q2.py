"""Question 2: the experiment's figures, and what a Synthesizer head depends on."""
from sympy import exp

from symattn.derivation import derivation
from symattn.expressions import inputs, quotient, relation, relu, times


@derivation("2", title="Figures of the experiment", source="notebook, questions 2d, 2f, 2g(i)")
def figures(d):
    d.outside("2d: 1.0 % on the development set, with the 'London' baseline at 5 %.")
    d.outside("2f: 20 %.")
    d.outside("2g(i): 13.6 %.")
    d.heading("A share of 500 examples is a multiple of 1/500: the figures can be counts")
    for percent, count in ((quotient(10, 1000), 5), (quotient(5, 100), 25), (quotient(20, 100), 100), (quotient(136, 1000), 68)):
        d.step(times(500, percent), "=", count)


@derivation("2g.ii", title="What a Synthesizer head depends on", source="notebook, question 2g(ii)")
def synthesizer(d):
    n = d.integer("n", at_least=2)
    width = d.real("h", positive=True)
    positions = d.index_set(n, "a b", rest="i")
    a, b, i = positions
    x, w, bias = d.vectors("x", positions), d.vectors("w", positions), d.scalars("s", positions)
    A, K, Q, V, offset = d.matrix("A"), d.matrix("K"), d.matrix("Q"), d.matrix("V"), d.vector("r")
    synthesized = d.define_family("z", (positions, positions), lambda p, j: w[j] @ relu(A @ x[p] + offset) + bias[j])
    weight = d.define_family(r"\zeta", (positions, positions), lambda p, j: exp(synthesized[p, j]) / d.sum(positions, lambda l: exp(synthesized[p, l])))
    output = d.define_family("y", positions, lambda p: d.sum(positions, lambda j: weight[p, j] * (V @ x[j])))
    score = d.define_family("g", (positions, positions), lambda p, j: ((Q @ x[p]) @ (K @ x[j])) / width)

    d.heading("As written: \"not able to understand the context of different positions\"")
    d.written(output[a], "depends only on", inputs(x[a]), expect="undecided", why="the output would ignore all other positions")
    d.heading("What is and is not so")
    d.step(synthesized[a, b], "depends only on", inputs(x[a]), expect="undecided", why="a row of Synthesizer scores sees its own token alone")
    d.step(score[a, b], "depends only on", inputs(x[a], x[b]), expect="undecided", why="a query-key score sees both tokens")
    d.implies(
        relation(x[a], "=", x[b]), relation(score[i, a], "=", score[i, b]), expect="undecided",
        why="to query-key attention, equal tokens at two positions are one",
    )
    d.implies(
        relation(x[a], "=", x[b]), relation(synthesized[i, a], "=", synthesized[i, b]), expect="undecided",
        why="so it would be for the Synthesizer, if it could not tell positions apart",
    )
