"""Rules that reduce a claim to others, and those of oracles."""

from __future__ import annotations

from .rule_entry import LIMITS, VALUES, RuleEntry

REDUCTIONS = (
    RuleEntry(
        "in_probability",
        (
            "P(‖X‖ > ε) → 0 if X → 0 for every sample; not for all ε if X stays away "
            "from 0 on an event of positive probability."
        ),
        "X → 0 for every sample",
        "P(‖X‖ > ε) → 0,   P(‖X‖ ≤ ε) → 1",
        where=(
            "ε > 0 does not move. It is refuted for any ε > 0 if X stays away from 0 on an event"
        ),
        accepted="|X/β| > ε",
        refused="what does not shrink",
        because="P(|x| > ε) does not depend on β, and is not 0.",
        theorems=("almost sure convergence is in probability",),
    ),
    RuleEntry(
        "monotone",
        (
            "E f ≤ E g if f ≤ g for every sample and the means exist; probabilities and"
            " variances are means."
        ),
        "f ≤ g for every sample,   E f and E g exist",
        "E f ≤ E g, and < from <",
        where=("P(A) is the mean of 1 on A, Var x of (x − m)²; what is not random is its own mean"),
        accepted="2x ≤ x² + 1",
        refused="Markov's inequality for x, which may be < 0",
        because="Where x < 0, x/4 is below the indicator.",
        theorems=("linearity and monotonicity of the mean",),
    ),
    RuleEntry(
        "inclusion",
        "P(A) ≤ P(B) if A ⇒ B for every sample.",
        "A ⇒ B for every sample",
        "P(A) ≤ P(B)",
        where="both sides of every comparison in A and B have a value",
        accepted="x > 1 lies in x > 0",
        refused="x > 1 in x > 2",
        because="x = 3/2 is in the first event, and not in the second.",
        theorems=("probability measures",),
    ),
    RuleEntry(
        "through",
        "L ≤ R if L ≤ T and T ≤ R.",
        "L ≤ T,   T ≤ R",
        "L ≤ R, and < if one of the two is",
        accepted="x < q ≤ p",
        refused="two weak relations for a strict one",
        because="x = q = p satisfies both.",
    ),
    RuleEntry(
        "triangle",
        "‖Σ q_k y_k‖ ≤ R if Σ |q_k|·R_k ≤ R and ‖y_k‖ ≤ R_k.",
        "x = Σ q_k y_k,   ‖y_k‖ ≤ R_k,   Σ |q_k| R_k ≤ R",
        "‖x‖ ≤ R",
        where="or s_k for |q_k|, with |q_k| ≤ s_k; |x| for numbers",
        accepted="|x + y| ≤ |x| + |y|",
        refused="a bound that leaves one out",
        because="|x + y| > |x| at x = 0, y = 1.",
        theorems=("triangle inequality",),
    ),
    RuleEntry(
        "termwise",
        (
            "Sums over all members without a name compare as their terms do; ‖Σ f‖ ≤ Σ "
            "g if ‖f_i‖ ≤ g_i."
        ),
        "f_i ≤ g_i for any other i,   D ≥ 0",
        "D·(C + Σ f_l) ≤ D·(C + Σ g_l)",
        where=(
            "the sums run over all members without a name; C has a value; also ‖Σ f_l‖ "
            "from ‖f_i‖ ≤ g_i"
        ),
        accepted="g_i ≤ g_i² for any other i",
        refused="< where there may be no member",
        because="If there is no other member, both sums are 0.",
        theorems=("triangle inequality",),
    ),
    RuleEntry(
        "growth",
        "L ≤ R for x > 0 if it holds at x = 0 and the derivatives compare so.",
        "L(0) ≤ R(0),   ∂L/∂x ≤ ∂R/∂x for x > 0",
        "L(x) ≤ R(x), and < from < of the derivatives",
        where=("x > 0, and perhaps x < c, is all that is known of x; L and R are smooth from 0 on"),
        accepted="1 + x < e^x for x > 0",
        refused="2 + x < e^x, which fails at 0",
        because="At x = 0 it says 2 < 1.",
        theorems=("mean value theorem",),
    ),
    RuleEntry(
        "lipschitz",
        "|f(x) − f(y)| ≤ K·|x − y| if −K ≤ f′ ≤ K on all that is allowed.",
        "−K ≤ ∂f/∂x ≤ K",
        "|f(x) − f(y)| ≤ K·|x − y|",
        where="the same strict bounds are known of x and of y, and K is free of both",
        accepted="x² for 0 < x, y < 1",
        refused="x² without bounds",
        because="|9 − 4| > 2·|3 − 2|: the slope 2x is larger there.",
        theorems=("mean value theorem",),
    ),
    RuleEntry(
        "near_ties",
        (
            "How far E, Var or Cov is from its limit: samples near a tie are few, for "
            "the density is bounded."
        ),
        (
            "on A_k:  ‖f − L_k‖ ≤ Σ_i a_i c_i/(e^{b_i g_i} + c_i),   all g_i ≥ 0,   g_i"
            " ∼ N(m_i, s_i)"
        ),
        "‖E f − Σ_k P(A_k) L_k‖ ≤ Σ_i (2/5) a_i log(1 + c_i)/(b_i √s_i)",
        where=(
            "the A_k exclude each other and leave out nothing but ties; each i at most "
            "once on a cell; Var and Cov with a factor of 4R"
        ),
        accepted="a weight given X > 0",
        refused="a tail twice on a cell",
        because="A tail that stands twice would be counted once.",
        theorems=(
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
        ("‖E x‖ ≤ E g and P(‖x‖ > ε) ≤ E g/ε if ‖x‖ ≤ g for every sample; ε² for the square."),
        "‖x‖ ≤ g for every sample",
        "‖E x‖ ≤ E g,   P(‖x‖ > ε) ≤ E g/ε",
        where="ε > 0 is fixed; ε² if ‖x‖² ≤ g",
        accepted="|E x| ≤ E (x² + 1)/2",
        refused="|x| ≤ x², which fails below 1",
        because="|x| > x² at x = 1/2.",
        theorems=(
            "linearity and monotonicity of the mean",
            "Markov's inequality",
        ),
    ),
    RuleEntry(
        "by_parts",
        "E h = Var x·E f′ + E k where h = (x − E x)·f + k, for one normal x and a slope f′ with a"
        " bound.",
        "h = (x − E x)·f + k,   ∂f/∂x = g,   |g| ≤ K,   C(Var x·E g + E k)",
        "C(E h)",
        where="nothing else is random, K is fixed, and no mean stands in what is said of f",
        accepted="the weight of one of two scores",
        refused="the mean is missing",
        because="At m = 1, v = 1 the left side is 1, and the right one about 0.45.",
        theorems=("Stein's identity", "linearity and monotonicity of the mean"),
    ),
    RuleEntry(
        "moved",
        ("‖Σ w_j v_j‖ ≤ ½·D·Σ u_j if Σ w_j = 0 and |w_j| ≤ u_j, D being the diameter of the v_j."),
        "x = Σ_j w_j v_j,   Σ_j w_j = 0,   |w_j| ≤ u_j",
        "‖x‖ ≤ ½·D·Σ_j u_j",
        where="D = max ‖v_j − v_l‖",
        accepted="half of v_a − v_c",
        refused="weights that add up to 1: v_a",
        because=("All values may be equal and long: then the diameter is 0, and ‖v_a‖ is not."),
        theorems=("triangle inequality",),
    ),
    RuleEntry(
        "fewer",
        "A claim holds under hypotheses H and G if it does under H alone, or under H and what"
        " follows from H and G.",
        "C under H and F,   F under H and G,   H and G hold together somewhere",
        "C under H and G",
        where="numbers that C and H do not name are left out; no F where G stands left of ⇒",
        accepted="a derivative where x ≥ 0",
        refused="what needs the hypothesis",
        because="x = −1 satisfies what is left of the hypotheses.",
    ),
    RuleEntry(
        "named",
        "A comparison holds of terms if it does of all numbers of which the same is known.",
        "C(y) for all numbers y with F(y),   F(t),   t has a value",
        "C(t)",
        where="C is a comparison, without means and derivatives, and not about any other member",
        accepted="two factors change places",
        refused="what is said of y is not shown of t",
        because="At x = −1 the factor x is not > 0, and neither is the product.",
    ),
    RuleEntry(
        "attained",
        (
            "A comparison holds for max_l f_l if it does for f_j in its place for every"
            " member j, named or not, and there is one."
        ),
        "C(f_j) for every member j, named or any other,   there is a member",
        "C(max_l f_l)",
        where="C is a comparison, without means and derivatives",
        accepted="p is at least every member",
        refused="nothing is known of one member",
        because="g_c may be the largest, and above p.",
    ),
    RuleEntry(
        "both_ways",
        "A ⇔ B if A ⇒ B and B ⇒ A.",
        "A ⇒ B,   B ⇒ A",
        "A ⇔ B",
        accepted="x > 0 ⇔ −x < 0",
        refused="x > 1 ⇔ −x < 0: one way only",
        because="x = 1/2 satisfies the right side alone.",
    ),
    RuleEntry(
        "one_way_fails",
        "A ⇔ B fails if A ⇒ B does, or B ⇒ A.",
        "A ⇒ B fails, or B ⇒ A does",
        "A ⇔ B fails",
        where="the two are about the same members",
        accepted="x ≥ 0 does not give x > 0",
        refused="the direction that holds",
        because="x > 0 gives x ≥ 0: no point refutes that.",
    ),
    RuleEntry(
        "enclosed",
        "Numbers compare as the enclosures of an oracle do.",
        "an oracle encloses left − right on one side of 0",
        "left < right, and so on",
        where="numbers, with nothing left free",
        theorems=VALUES,
    ),
    RuleEntry(
        "enclosed_elsewhere",
        (
            "At numbers that satisfy every hypothesis, the enclosures of an oracle "
            "compare otherwise than is claimed."
        ),
        (
            "a point satisfies every hypothesis, and an oracle encloses left − right on"
            " the wrong side of 0"
        ),
        "left < right fails, and so on",
        theorems=VALUES,
    ),
    RuleEntry(
        "another_limit",
        (
            "A limit is another one than is claimed: it is proved, and differs at "
            "numbers that satisfy every hypothesis."
        ),
        "left → L′ under H and A,   H and A hold at a point,   L′ ≠ L there",
        "left → L for all that H allows fails",
        where="L and L′ do not move; nothing is random",
        accepted="log(e^{pβ} + 1)/β → p fails at p = −1",
        refused="at p = 1 both are 1",
        because="The two values are the same at this point.",
        theorems=("uniqueness of limits", *VALUES),
    ),
    RuleEntry(
        "squeezed",
        ("x ≈ y ⇒ f ≈ g if ‖x − y‖ is at least a fixed positive multiple of f − g, and of g − f."),
        "‖x − y‖ ≥ κ(f − g),   ‖x − y‖ ≥ λ(g − f),   κ > 0,   λ > 0",
        "x ≈ y ⇒ f ≈ g",
        where="κ and λ do not move",
        accepted="2e^−β ≈ 0 ⇒ e^−β ≈ 0",
        refused="rates that move with the limit",
        because="1/β tends to 0, and β·(1/β) is 1.",
        theorems=(LIMITS,),
    ),
    RuleEntry(
        "every",
        (
            "What is said of every member is said of each named one and of any other; "
            "left of ⇒ it is a hypothesis, and f ≫ g one about the factor of what "
            "grows."
        ),
        "B for any other j, and for each that has a name",
        "B for every j",
        where=(
            "left of ⇒ it becomes hypotheses; f ≫ g becomes c > 0 where f = g + m·c, m "
            "→ ∞ and c does not move"
        ),
        accepted="more than all others",
        refused="a strict relation from a weak hypothesis",
        because="A member may be equal to p.",
    ),
    RuleEntry(
        "largest",
        (
            "max f ≤ R if f ≤ R for every member, and there is one; max f = R if "
            "moreover f = R for one."
        ),
        "f_j ≤ R for every j,   there is a member",
        "max f ≤ R, and = R if f_a = R for a member with a name",
        where="< from <",
        accepted="one of them attains it",
        refused="a strict bound from a weak one",
        because="The largest may be equal to p.",
    ),
)
