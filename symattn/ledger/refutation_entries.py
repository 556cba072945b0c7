"""Rules by which a claim is refuted."""

from __future__ import annotations

from .rule_entry import EXPANSIONS, LIMITS, MEANS_TEND, VALUES, RuleEntry

REFUTATIONS = (
    RuleEntry(
        "no_meaning",
        "The line has a sort error, so there is nothing that could be true.",
        "the line has a sort error",
        "the line is refuted",
        accepted="a vector in an exponent",
        refused="a number in the exponent",
        because="An inner product is a number, so that the line has a meaning.",
    ),
    RuleEntry(
        "fails_at_point",
        (
            "The claim is false at a point that satisfies every hypothesis; if it is "
            "about samples, around that point."
        ),
        "a point satisfies every hypothesis, and the line is false there",
        "the line fails for some values",
        where="about samples it must fail around the point; about a limit, along a path",
        accepted="n > 2 members",
        refused="the hypothesis that the point contradicts: n = 2",
        because="At n = 3 the hypothesis n = 2 does not hold.",
        theorems=(*EXPANSIONS, *VALUES),
    ),
    RuleEntry(
        "undefined_at_point",
        "A side divides by zero at a point that satisfies every hypothesis.",
        "a point satisfies every hypothesis, and a side has no value there",
        "the line has no value for some values",
        where="nothing is random, and no limit is taken; alone it leaves a line undecided",
        accepted="x/x at x = 0: the rule refutes, and the verdict is undecided",
        refused="x ≠ 0 is a hypothesis",
        because="x = 0 is nothing that the hypotheses allow.",
        theorems=VALUES,
    ),
    RuleEntry(
        "means_tend_elsewhere",
        (
            "At numbers that satisfy every hypothesis, the means tend to something else"
            " than the right side."
        ),
        ("numbers satisfy every hypothesis, and the means tend to something else there"),
        "left → right fails",
        accepted="a weight on average",
        refused="the limit is the one that is claimed",
        because="The limit is P(x > 0).",
        theorems=MEANS_TEND,
    ),
    RuleEntry(
        "fails_on_event",
        (
            "The left side tends to something else on an open event, which has a "
            "positive probability."
        ),
        ("linear forms in what is random are > 0 at a point, and f → L′ ≠ L where they are > 0"),
        "f → L fails with a probability > 0",
        where="uncorrelated variables with variances > 0",
        accepted="half of all samples have another limit",
        refused="the limit on the event is the one that is claimed",
        because="Where x < 0 the weight does tend to 0.",
        theorems=(LIMITS, *VALUES),
    ),
    RuleEntry(
        "depends",
        ("Two points that differ only in what is not listed give the left side two values."),
        "two points differ in what is not listed, and in y",
        "y does not depend only on (x_a, …)",
        where="both satisfy every hypothesis",
        accepted="the other member changes",
        refused="what changes cancels",
        because="v_a + v_c − v_c is the same at both.",
        theorems=VALUES,
    ),
)
