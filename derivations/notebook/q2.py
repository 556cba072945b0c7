"""Question 2: the experiment's figures, and what a Synthesizer head depends on."""

from sympy import exp

from symattn.writing.derivation import derivation
from symattn.writing.expressions import (
    derivative,
    inputs,
    quotient,
    relation,
    relu,
    times,
)


@derivation("2", title="Figures of the experiment", source="notebook, questions 2d, 2f, 2g(i)")
def figures(d):
    d.outside("2d: 1.0 % on the development set, with the 'London' baseline at 5 %.")
    d.outside("2f: 20 %.")
    d.outside("2g(i): 13.6 %.")
    d.heading("A share of 500 examples is a multiple of 1/500: the figures can be counts")
    for percent, count in (
        (quotient(10, 1000), 5),
        (quotient(5, 100), 25),
        (quotient(20, 100), 100),
        (quotient(136, 1000), 68),
    ):
        d.step(times(500, percent), "=", count)
    d.heading("What they are shares of")
    d.outside("The development set has 500 examples, 25 of them London: that is data.")


@derivation("2g.ii", title="What a Synthesizer head depends on", source="notebook, question 2g(ii)")
def synthesizer(d):
    n = d.integer("n", at_least=2)
    width = d.real("h", positive=True)
    tau = d.real(r"\tau")
    positions = d.index_set(n, "a b", rest="i")
    a, b, i = positions
    x, w, bias = d.vectors("x", positions), d.vectors("w", positions), d.scalars("s", positions)
    A, K, Q, V, offset, e = (
        d.matrix("A"),
        d.matrix("K"),
        d.matrix("Q"),
        d.matrix("V"),
        d.vector("r"),
        d.vector("e"),
    )

    def rows(names, score, tokens):
        """Scores, their row-wise softmax, and the output at each position."""
        score_name, weight_name, output_name = names
        scores = d.define_family(score_name, (positions, positions), score)
        weight = d.define_family(
            weight_name,
            (positions, positions),
            lambda p, j: exp(scores[p, j]) / d.sum(positions, lambda l: exp(scores[p, l])),
        )

        def output_at(p):
            return d.sum(positions, lambda j: weight[p, j] * (V @ tokens[j]))

        return scores, weight, d.define_family(output_name, positions, output_at)

    def synthesized_from(tokens):
        return lambda p, j: w[j] @ relu(A @ tokens[p] + offset) + bias[j]

    def compared(tokens):
        return lambda p, j: ((Q @ tokens[p]) @ (K @ tokens[j])) / width

    synthesized, weight, output = rows(("z", r"\zeta", "y"), synthesized_from(x), x)
    score, _, attended = rows(("g", r"\omega", "o"), compared(x), x)
    swapped = d.define_family("x'", positions, lambda p: x[p], at={a: x[b], b: x[a]})
    *_, output_swapped = rows(("z'", r"\zeta'", "y'"), synthesized_from(swapped), swapped)
    *_, attended_swapped = rows(("g'", r"\omega'", "o'"), compared(swapped), swapped)

    d.heading('As written: "not able to understand the context of different positions"')
    d.written(
        output[a],
        "depends only on",
        inputs(x[a]),
        expect="refuted",
        why="the output would ignore all other positions",
        remark="True of the weights (12). The output still mixes the values of all tokens.",
    )
    d.heading("What is and is not so, for any weights; heads side by side do each what one does")
    d.step(
        synthesized[a, b],
        "depends only on",
        inputs(x[a]),
        why="a row of Synthesizer scores sees its own token alone",
    )
    d.step(
        score[a, b], "depends only on", inputs(x[a], x[b]), why="a query-key score sees both tokens"
    )
    d.step(
        score[a, b],
        "depends only on",
        inputs(x[a]),
        expect="refuted",
        why="as it would be in a Synthesizer",
        remark=(
            "For some weights it changes with $x_b$, which is what a Synthesizer's score cannot do."
        ),
    )
    d.step(
        derivative(((Q @ x[a]) @ (K @ (x[b] + tau * e))) / width, tau),
        "=",
        ((Q @ x[a]) @ (K @ e)) / width,
        why="how fast, where $x_b$ moves along $e$",
    )
    d.heading(
        "Whether positions can be told apart: two equal tokens, or two tokens that change "
        "places (without a causal mask)"
    )
    d.implies(
        relation(x[a], "=", x[b]),
        relation(score[i, a], "=", score[i, b]),
        why="to query-key attention, equal tokens at two positions are one",
    )
    d.implies(
        relation(x[a], "=", x[b]),
        relation(synthesized[i, a], "=", synthesized[i, b]),
        expect="refuted",
        why="so it would be for the Synthesizer, if it could not tell positions apart",
        remark=(
            "It has a column of weights and a bias for each position, so it tells them apart, "
            "and needs no position embedding to do so."
        ),
    )
    d.step(
        attended_swapped[a],
        "=",
        attended[b],
        why="query-key attention: where tokens change places, so do the outputs",
    )
    d.step(attended_swapped[b], "=", attended[a], why="likewise")
    d.step(
        attended_swapped[i],
        "=",
        attended[i],
        why="and the others stay: such exchanges make up every permutation",
    )
    d.step(
        output_swapped[a],
        "=",
        output[b],
        expect="refuted",
        why="so it would be for the Synthesizer",
        remark="The position matters to it, and not only the token that stands there.",
    )
    d.heading("What the page's line is true of")
    d.written(
        weight[a, b],
        "depends only on",
        inputs(x[a]),
        why="true of the weights: a row of them is made from its own token",
    )
