"""What is said of the kernel's rules: a sentence for each, and the theorems that it stands on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RuleEntry:
    """A rule of the kernel: what it infers, and the theorems that it takes for granted."""

    name: str
    statement: str
    theorems: tuple[str, ...] = ()
    # What it belongs to beyond the core of the kernel.
    extension: str = ""


def _rules(*entries: RuleEntry) -> dict[str, RuleEntry]:
    return {entry.name: entry for entry in entries}


VALUES = (  # what the value of a term, or its sign, may rest on, wherever it is asked for
    "exponential function",
    "logarithm",
    "tangent of the exponential",
    "series with remainders",
    "rules of differentiation",
    "strict inequalities hold nearby",
    "elimination of semidefinite matrices",
    "probability measures",
    "linearity and monotonicity of the mean",
    "law of a function",
    "products of independent variables",
    "Fubini and Tonelli",
    "moments of the normal law",
    "exponential means of the normal law",
    "linear images of normal vectors",
    "uncorrelated and jointly normal",
    "tail of the normal law",
    "complementary error function",
    "mean beyond a threshold",
    "density of the normal law",
    "differentiation under the integral sign",
    "roots of monotone functions",
)
_LIMITS = "limits of sums, products and quotients"


_EXPANSIONS = (_LIMITS, "orders of infinity", "Taylor's theorem")
_MEANS_TEND = ("dominated convergence", _LIMITS, *VALUES)


RULES: dict[str, RuleEntry] = _rules(
    RuleEntry(
        "equality",
        (
            "Both sides are equal: their difference, over denominators that are known to be "
            "nonzero, is identically zero."
        ),
        VALUES,
    ),
    RuleEntry(
        "order",
        (
            "A comparison holds, because known signs decide that of the difference of its "
            "sides, or of their exponentials."
        ),
        VALUES,
    ),
    RuleEntry("assumed", "The conclusion is a hypothesis, or stands left of ⇒, word for word."),
    RuleEntry(
        "depends_only_on",
        (
            "A term depends on the listed inputs only, for it mentions no other member of their "
            "families."
        ),
        VALUES,
    ),
    RuleEntry(
        "norm_by_squares", "A norm or a root and a number ≥ 0 compare as their squares do.", VALUES
    ),
    RuleEntry(
        "norm_along",
        "‖x‖ ≥ R if xᵀw ≥ R·‖w‖ for a vector w that is not 0.",
        ("Cauchy-Schwarz inequality", *VALUES),
    ),
    RuleEntry(
        "norm_by_spread",
        (
            "A combination of a family's vectors whose weights add up to 0 is at most as long "
            "as the diameter times the weights above 0."
        ),
        ("triangle inequality", *VALUES),
    ),
    RuleEntry(
        "limit_by_dominance",
        (
            "A difference tends to 0, term by term slower than the one that dominates the "
            "denominator; for vectors, each coefficient times its vector's norm."
        ),
        (_LIMITS, "triangle inequality", *VALUES),
    ),
    RuleEntry(
        "infinite_limit",
        (
            "A term tends to ±∞, or ≫ holds: what dominates above grows faster than what "
            "dominates below, and has the right sign."
        ),
        (_LIMITS, *VALUES),
    ),
    RuleEntry(
        "limit_by_expansion",
        "A limit read off an expansion with explicit remainders.",
        (*_EXPANSIONS, *VALUES),
        extension="expansions",
    ),
    RuleEntry(
        "limit_by_counting_ties",
        (
            "A limit in which any of several terms may be the fastest, as a quotient that "
            "counts those that tie."
        ),
        (_LIMITS, *VALUES),
    ),
    RuleEntry(
        "limit_of_expectations",
        (
            "Means tend to the means of the limits on finitely many cells, a constant bounding "
            "what is averaged."
        ),
        _MEANS_TEND,
    ),
    RuleEntry(
        "has_law",
        (
            "A linear form in jointly normal variables is normal, with the mean and the "
            "covariance that follow."
        ),
        VALUES,
    ),
    RuleEntry(
        "limit_in_distribution",
        "Normal laws tend to the normal law to whose mean and covariance theirs tend.",
        ("continuity theorem of Lévy", _LIMITS, *VALUES),
    ),
    RuleEntry(
        "no_value",
        (
            "A side has no value in this case: it divides by 0, or takes a root or a logarithm "
            "of what has none."
        ),
        VALUES,
    ),
    RuleEntry(
        "limit_carried_over",
        "A limit assumed left of ⇒ holds for a multiple.",
        (_LIMITS, *VALUES),
    ),
    RuleEntry(
        "left_side_fails",
        "A limit assumed left of ⇒ is false here, so the claim holds.",
        (_LIMITS, *VALUES),
    ),
    RuleEntry(
        "infeasible",
        "The facts of this case contradict each other, so there is nothing to show.",
        VALUES,
    ),
    RuleEntry(
        "split",
        (
            "A claim holds if it does where p > 0, where p = 0 and where p < 0; p ≥ 1 and p ≤ "
            "−1 for whole p."
        ),
    ),
    RuleEntry(
        "in_probability",
        (
            "P(‖X‖ > ε) → 0 if X → 0 for every sample; not for all ε if X stays away from 0 on "
            "an event of positive probability."
        ),
        ("almost sure convergence is in probability",),
    ),
    RuleEntry(
        "monotone",
        (
            "E f ≤ E g if f ≤ g for every sample and the means exist; probabilities and "
            "variances are means."
        ),
        ("linearity and monotonicity of the mean",),
    ),
    RuleEntry("inclusion", "P(A) ≤ P(B) if A ⇒ B for every sample.", ("probability measures",)),
    RuleEntry("through", "L ≤ R if L ≤ T and T ≤ R."),
    RuleEntry(
        "triangle", "‖Σ q_k y_k‖ ≤ R if Σ |q_k|·R_k ≤ R and ‖y_k‖ ≤ R_k.", ("triangle inequality",)
    ),
    RuleEntry(
        "termwise",
        (
            "Sums over all members without a name compare as their terms do; ‖Σ f‖ ≤ Σ g if "
            "‖f_i‖ ≤ g_i."
        ),
        ("triangle inequality",),
    ),
    RuleEntry(
        "growth",
        "L ≤ R for x > 0 if it holds at x = 0 and the derivatives compare so.",
        ("mean value theorem",),
    ),
    RuleEntry(
        "lipschitz",
        "|f(x) − f(y)| ≤ K·|x − y| if −K ≤ f′ ≤ K on all that is allowed.",
        ("mean value theorem",),
    ),
    RuleEntry(
        "near_ties",
        (
            "How far E, Var or Cov is from its limit: samples near a tie are few, for the "
            "density is bounded."
        ),
        (
            "linearity and monotonicity of the mean",
            "law of a function",
            "probability measures",
            "density of the normal law",
            "antiderivatives",
            "triangle inequality",
        ),
    ),
    RuleEntry(
        "averaged",
        "‖E x‖ ≤ E g and P(‖x‖ > ε) ≤ E g/ε if ‖x‖ ≤ g for every sample; ε² for the square.",
        ("linearity and monotonicity of the mean", "Markov's inequality"),
    ),
    RuleEntry(
        "moved",
        "‖Σ w_j v_j‖ ≤ ½·D·Σ u_j if Σ w_j = 0 and |w_j| ≤ u_j, D being the diameter of the v_j.",
        ("triangle inequality",),
    ),
    RuleEntry(
        "attained",
        (
            "A comparison holds for max_l f_l if it does for f_j in its place for every member "
            "j, named or not, and there is one."
        ),
    ),
    RuleEntry("both_ways", "A ⇔ B if A ⇒ B and B ⇒ A."),
    RuleEntry("one_way_fails", "A ⇔ B fails if A ⇒ B does, or B ⇒ A."),
    RuleEntry("enclosed", "Numbers compare as the enclosures of an oracle do.", VALUES),
    RuleEntry(
        "enclosed_elsewhere",
        (
            "At numbers that satisfy every hypothesis, the enclosures of an oracle compare "
            "otherwise than is claimed."
        ),
        VALUES,
    ),
    RuleEntry(
        "another_limit",
        (
            "A limit is another one than is claimed: it is proved, and differs at numbers that "
            "satisfy every hypothesis."
        ),
        ("uniqueness of limits", *VALUES),
    ),
    RuleEntry(
        "squeezed",
        "x ≈ y ⇒ f ≈ g if ‖x − y‖ is at least a fixed positive multiple of f − g, and of g − f.",
        (_LIMITS,),
    ),
    RuleEntry(
        "every",
        (
            "What is said of every member is said of each named one and of any other; left of ⇒ "
            "it is a hypothesis, and f ≫ g one about the factor of what grows."
        ),
    ),
    RuleEntry(
        "largest",
        (
            "max f ≤ R if f ≤ R for every member, and there is one; max f = R if moreover f = R "
            "for one."
        ),
    ),
    RuleEntry("no_meaning", "The line has a sort error, so there is nothing that could be true."),
    RuleEntry(
        "fails_at_point",
        (
            "The claim is false at a point that satisfies every hypothesis; if it is about "
            "samples, around that point."
        ),
        (*_EXPANSIONS, *VALUES),
    ),
    RuleEntry(
        "undefined_at_point",
        "A side divides by zero at a point that satisfies every hypothesis.",
        VALUES,
    ),
    RuleEntry(
        "means_tend_elsewhere",
        (
            "At numbers that satisfy every hypothesis, the means tend to something else than "
            "the right side."
        ),
        _MEANS_TEND,
    ),
    RuleEntry(
        "fails_on_event",
        "The left side tends to something else on an open event, which has a positive probability.",
        (_LIMITS, *VALUES),
    ),
    RuleEntry(
        "depends",
        "Two points that differ only in what is not listed give the left side two values.",
        VALUES,
    ),
)
