"""Rules that show a claim in one cell of its case tree, and the split into cases."""

from __future__ import annotations

from .rule_entry import EXPANSIONS, LIMITS, MEANS_TEND, VALUES, RuleEntry

PROOFS = (
    RuleEntry(
        "equality",
        (
            "Both sides are equal: their difference, over denominators that are known "
            "to be nonzero, is identically zero."
        ),
        "left − right is identically 0",
        "left = right",
        where="every denominator is known not to be 0, and each side has a value",
        accepted="like terms",
        refused="x/x without x ≠ 0",
        because="x/x has no value at x = 0, and nothing says that x is not 0.",
        theorems=VALUES,
    ),
    RuleEntry(
        "order",
        (
            "A comparison holds, because known signs decide that of the difference of "
            "its sides, or of their exponentials."
        ),
        "the sign of left − right, or of e^left − e^right, is known",
        "left < right, and so on for ≤ > ≥ = ≠",
        where="both sides are numbers and have a value",
        accepted="a fact",
        refused="a weaker hypothesis",
        because="x ≥ 0 allows x = 0, so that x > 0 does not follow.",
        theorems=VALUES,
    ),
    RuleEntry(
        "powers",
        "Two numbers compare as their odd powers do, or as their roots, where both are ≥ 0.",
        "left^k < right^k, and so on for ≤ > ≥ = ≠",
        "left < right, and so on",
        where="k is odd and > 0, or a fraction > 0 and both powers have a value",
        accepted="√a < √b gives a < b",
        refused="a² < b² does not",
        because="1 < 4, and 1 > −2: a square grows only where it is of what is ≥ 0.",
        theorems=VALUES,
    ),
    RuleEntry(
        "assumed",
        "The conclusion is a hypothesis, or stands left of ⇒, word for word.",
        "A is a hypothesis, or stands left of ⇒",
        "A",
        where="A is a comparison, and the two are the same word for word",
        accepted="a hypothesis",
        refused="the weaker relation, though it follows",
        because="x ≤ y is another line than x < y: `order` shows it.",
    ),
    RuleEntry(
        "depends_only_on",
        (
            "A term depends on the listed inputs only, for it mentions no other member "
            "of their families."
        ),
        ("y mentions no other member of their families than x_a, …, definitions unfolded"),
        "y depends only on (x_a, …)",
        where="y has a value for all inputs, and no hypothesis or law is about them",
        accepted="a sum of two members",
        refused="one of two",
        because="v_a + v_c changes with v_c, which is not listed.",
        theorems=VALUES,
    ),
    RuleEntry(
        "norm_by_squares",
        "A norm or a root and a number ≥ 0 compare as their squares do.",
        "xᵀx ⋈ R²",
        "‖x‖ ⋈ R, and √y ⋈ R from y ⋈ R²",
        where="R is known to be ≥ 0",
        accepted="two orthogonal parts",
        refused="a bound that may be negative",
        because="Without p ≥ 0 and q ≥ 0, p + q may be below 0, and no norm is.",
        theorems=VALUES,
    ),
    RuleEntry(
        "norm_along",
        "‖x‖ ≥ R if xᵀw ≥ R·‖w‖ for a vector w that is not 0.",
        "xᵀw ≥ R·‖w‖",
        "‖x‖ ≥ R, and > from >",
        where="‖w‖ is known to be > 0",
        accepted="what is along e_a",
        refused="twice as much",
        because="For v_a = e_a the left side is 1, and the right one 2.",
        theorems=("Cauchy-Schwarz inequality", *VALUES),
    ),
    RuleEntry(
        "norm_by_spread",
        (
            "A combination of a family's vectors whose weights add up to 0 is at most "
            "as long as the diameter times the weights above 0."
        ),
        "x = Σ_j w_j v_j,   Σ_j w_j = 0,   D·Σ w_j ≤ R over all w_j > 0",
        "‖x‖ ≤ R",
        where="D = max ‖v_j − v_l‖, and the sign of every weight is known",
        accepted="half way",
        refused="weights that add up to 1",
        because=("All values may be equal and long: then the diameter is 0, and ‖v_a‖ is not."),
        theorems=("triangle inequality", *VALUES),
    ),
    RuleEntry(
        "limit_by_dominance",
        (
            "A difference tends to 0, term by term slower than the one that dominates "
            "the denominator; for vectors, each coefficient times its vector's norm."
        ),
        "every term of left − right grows more slowly than what dominates below",
        "left → right, left ≈ right",
        where="coefficients count with the norms of their vectors; right of → nothing moves",
        accepted="the larger score wins",
        refused="scores that are not compared",
        because="p ≥ q allows p = q, and then the limit is 1/2.",
        theorems=(LIMITS, "triangle inequality", *VALUES),
    ),
    RuleEntry(
        "infinite_limit",
        (
            "A term tends to ±∞, or ≫ holds: what dominates above grows faster than "
            "what dominates below, and has the right sign."
        ),
        ("what dominates above grows faster than what dominates below, and has this sign"),
        "left → ±∞, and left ≫ right from left − right → +∞",
        accepted="a positive gap",
        refused="a gap of unknown sign",
        because="p ≥ q allows p = q: then the difference stays 0.",
        theorems=(LIMITS, *VALUES),
    ),
    RuleEntry(
        "limit_by_expansion",
        "A limit read off an expansion with explicit remainders.",
        "left = L + o(1) by an expansion to order K with remainders",
        "left → L, left ≈ right, left ≫ right",
        where="there is one limit variable, and both sides are made of exp, log and powers",
        accepted="log-sum-exp",
        refused="the smaller exponent of log-sum-exp",
        because="The larger of the two exponents wins.",
        theorems=(*EXPANSIONS, *VALUES),
        extension="expansions",
    ),
    RuleEntry(
        "limit_by_counting_ties",
        (
            "A limit in which any of several terms may be the fastest, as a quotient "
            "that counts those that tie."
        ),
        ("left = N/D, and the terms that may tie for the fastest are counted above and below"),
        "left → N*/D*",
        where=(
            "N* and D* add up what stands before the fastest terms, each with a factor [s_j = M]"
        ),
        accepted="two scores, ties counted",
        refused="one count too few",
        because="At p = q both terms are the fastest, and the limit is 1/2.",
        theorems=(LIMITS, *VALUES),
    ),
    RuleEntry(
        "limit_of_expectations",
        (
            "Means tend to the means of the limits on finitely many cells, a constant "
            "bounding what is averaged."
        ),
        "f → L_k on each cell C_k,   |f| ≤ a constant",
        "E f → Σ_k P(C_k)·L_k",
        where=(
            "finitely many cells, cut by forms in what is random, that leave out nothing but ties"
        ),
        accepted="a weight on average",
        refused="mass that escapes",
        because="β times the weight is not bounded by any constant.",
        theorems=MEANS_TEND,
    ),
    RuleEntry(
        "has_law",
        (
            "A linear form in jointly normal variables is normal, with the mean and the"
            " covariance that follow."
        ),
        "x is a linear form in jointly normal variables,   E x = m,   Cov x = S",
        "x ∼ N(m, S)",
        accepted="a sum of two",
        refused="a standard deviation",
        because="The second number of N(m, s) is a variance.",
        theorems=VALUES,
    ),
    RuleEntry(
        "limit_in_distribution",
        ("Normal laws tend to the normal law to whose mean and covariance theirs tend."),
        "x is a linear form in jointly normal variables,   E x → m,   Cov x → S",
        "x ⇝ N(m, S)",
        where="m and S do not move",
        accepted="a spread that vanishes",
        refused="a spread that grows",
        because="The variance of βx tends to +∞, and not to 0.",
        theorems=("continuity theorem of Lévy", LIMITS, *VALUES),
    ),
    RuleEntry(
        "no_value",
        (
            "A side has no value in this case: it divides by 0, or takes a root or a "
            "logarithm of what has none."
        ),
        ("what stands below a bar is 0 here, or a root or a logarithm is of what has none"),
        "a side has no value",
        where="only to show that a line holds nowhere: it proves none",
        accepted="1/x where x = 0 is a hypothesis",
        refused="1/x where x ≥ 0 is a hypothesis",
        because="1/x has a value at every x > 0.",
        theorems=VALUES,
    ),
    RuleEntry(
        "limit_carried_over",
        "A limit assumed left of ⇒ holds for a multiple.",
        "x → w stands left of ⇒",
        "λx → λw",
        where="λ is a rational number",
        accepted="twice a limit",
        refused="three times for twice",
        because="3x tends to 3w, and not to 2w.",
        theorems=(LIMITS, *VALUES),
    ),
    RuleEntry(
        "left_side_fails",
        "A limit assumed left of ⇒ is false here, so the claim holds.",
        ("a limit that stands left of ⇒ has another value here, or stays below it by a gap"),
        "left ⇒ right",
        accepted="the other limit",
        refused="a tie, whose limit is 1/2",
        because="At p = q the left side holds, and there the right side is false.",
        theorems=(LIMITS, *VALUES),
    ),
    RuleEntry(
        "infeasible",
        "The facts of this case contradict each other, so there is nothing to show.",
        "the facts here say 0 > 0, or −1 ≥ 0, or are against a known sign",
        "anything",
        where="facts about any other member do not count: there may be none",
        accepted="a contradiction on the way",
        refused="facts about a member that may not exist contradict each other",
        because="Where there is no other member, the two facts are about nothing.",
        theorems=VALUES,
    ),
    RuleEntry(
        "split",
        (
            "A claim holds if it does where p > 0, where p = 0 and where p < 0; p ≥ 1 "
            "and p ≤ −1 for whole p."
        ),
        "A where p > 0,   A where p = 0,   A where p < 0",
        "A",
        where=(
            "p does not move, is not random, and speaks of named members; p ≥ 1 and p ≤"
            " −1 for whole p"
        ),
        accepted="three cases",
        refused="a tie with another value",
        because="At p = q the limit is 1/2, and not 1/3.",
    ),
)
