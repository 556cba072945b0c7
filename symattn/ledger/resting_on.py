"""The ledger: what verdicts rest on.  The kernel recomputes every rule; the theorems under the rules it takes from the literature.

A theorem may be needed only by claims that speak of certain things (`about`: means, norms, ...): a verdict rests on it if it used a rule under which it stands, and
the claim that the rule was used for speaks of them.  That is never too little, and may be more than one certificate needs.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..kernel import Claim, Rejected
from ..kernel.order.parts_of_maxima import ops
from ..kernel.rules.reductions import parts
from ..kernel.verdicts import (
    FURTHER,
    bounded,
    edited,
    never_otherwise,
    opposite,
    repaired,
)
from ..language import from_json
from ..records.judging import ENCLOSED, judge
from ..records.record import CheckedDerivation, CheckedStep

RUDIN = "W. Rudin, Principles of Mathematical Analysis, 3rd ed. (1976)"
DURRETT = "R. Durrett, Probability: Theory and Examples, 5th ed. (2019)"
BILLINGSLEY = "P. Billingsley, Probability and Measure, 3rd ed. (1995)"
DLMF = "NIST Digital Library of Mathematical Functions"
KUTTLER = "K. Kuttler, Topics in Analysis"
EXPONENTIALS = {"exp", "log", "sigmoid", "tanh", "power"}
MEANS = {"E", "Var", "Cov", "∼", "⇝"}
TOPICS = (  # what a theorem may be about, and `_topics` finds in claims
    "exponentials", "logarithms", "tangents", "constants", "derivatives", "norms", "limits", "means", "events", "laws", "densities", "random vectors", "means of exponentials",
    "derivatives of means", "open sets", "error functions", "means beyond", "roots",
)


@dataclass(frozen=True)
class Theorem:
    """A published theorem.  With `about`, a rule needs it only for claims that speak of that."""

    name: str
    statement: str
    source: str
    about: str = ""


@dataclass(frozen=True)
class RuleEntry:
    """A rule of the kernel: what it infers, and the theorems that it takes for granted."""

    name: str
    statement: str
    theorems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Oracle:
    """A program whose numbers are believed, and for what."""

    name: str
    statement: str
    source: str


@dataclass(frozen=True)
class StepLedger:
    """What replaying a step's evidence shows, and what that rests on; a `problem` says why nothing is shown."""

    number: int
    verdict: str
    rules: tuple[str, ...] = ()
    theorems: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Ledger:
    """What the verdicts of a derivation rest on, in the order of the tables."""

    steps: tuple[StepLedger, ...]

    @property
    def oracles(self) -> tuple[str, ...]:
        """Those that were asked again: the kernel accepts nothing that rests on one without it."""
        return tuple(ORACLES) if set(ENCLOSED) & set(self.rules) else ()

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(name for name in RULES if any(name in s.rules for s in self.steps))

    @property
    def theorems(self) -> tuple[str, ...]:
        return tuple(name for name in THEOREMS if any(name in s.theorems for s in self.steps))

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(s.problem for s in self.steps if s.problem)


def resting_on(record: CheckedDerivation) -> Ledger:
    """What a record's verdicts rest on, worked out by replaying each step's evidence; what does not replay is a problem and rests on nothing."""
    return Ledger(tuple(_step(record, step) for step in record.steps))


def rules_of(record: CheckedDerivation, step: CheckedStep) -> frozenset[str]:
    """The rules that replaying a step's evidence takes.  Raises Rejected if it does not replay, or shows another verdict than the record says."""
    verdict, rules = _judged(record, step)
    if verdict != step.verdict.status:
        raise Rejected(f"saved as {step.verdict.status}, and the certificates show {verdict}")
    return rules


def _judged(record: CheckedDerivation, step: CheckedStep) -> tuple[str, frozenset[str]]:
    return ("outside", frozenset()) if step.goal is None else judge(record.claim(step), step.verdict.evidence)


def _step(record: CheckedDerivation, step: CheckedStep) -> StepLedger:
    try:
        rules = rules_of(record, step)
    except Rejected as error:
        return StepLedger(step.number, "undecided", problem=f"{record.id}.{step.number}: the certificate does not bear the verdict out: {error}")
    needed: set[str] = set()
    replayed: set[str] = set()
    for claim, used, certificate in _claims(record.claim(step), step.verdict.evidence) if step.goal is not None else ():
        replayed |= used
        topics = _topics(claim, used, certificate)
        needed |= {t for name in used for t in RULES[name].theorems if THEOREMS[t].about in {"", *topics}}
    assert replayed == rules, f"{record.id}.{step.number}: {sorted(replayed ^ rules)}"  # every rule stands beside the claim that it was used for
    return StepLedger(step.number, step.verdict.status, tuple(r for r in RULES if r in rules), tuple(t for t in THEOREMS if t in needed))


def _claims(claim: Claim, evidence: Any) -> Iterator[tuple[Claim, set[str], Any]]:
    """Every claim that evidence is about, those that reductions lead to among them, with its own rules and certificate.  The kernel has accepted the evidence."""
    if not evidence:
        return
    if "oracle" in evidence:
        yield claim, {str(evidence["oracle"]["rule"])}, evidence["oracle"]
    elif "proof" in evidence:
        yield from _inside(claim, evidence["proof"])
    elif "refutation" in evidence:
        for certificate in (evidence["refutation"], *evidence.get("also", ())):
            yield from _inside(claim, certificate)
        if "nowhere" in evidence:
            yield from _inside(opposite(claim), evidence["nowhere"])
    for item in (item for key in FURTHER for item in evidence.get(key, ())):
        yield from _inside(bounded(claim, item), item["proof"])
    for repair in evidence.get("repairs", ()) if "proof" not in evidence else ():
        yield from _inside(repaired(claim, repair), repair["proof"])
        for fact, necessary in zip(repair.get("assume") or (), repair.get("necessary") or ()):
            yield from _inside(never_otherwise(claim, repair, from_json(fact)), necessary)
    for edit in evidence.get("edits", ()) if "proof" not in evidence else ():
        yield from _inside(edited(claim, edit), edit["proof"])


def _inside(claim: Claim, certificate: Any) -> Iterator[tuple[Claim, set[str], Any]]:
    """The way that `replay` goes through a certificate."""
    if "by" in certificate:
        yield claim, {str(certificate["by"]["rule"])}, None
        for inner, one in zip(parts(claim, certificate["by"]), certificate["parts"]):
            yield from _inside(inner, one)
    elif "refutation" in certificate:
        yield claim, {certificate["refutation"]["rule"]}, certificate
    else:
        yield claim, _in_tree(certificate["proof"]), certificate


def _in_tree(node: Any) -> set[str]:
    branches = ("positive", "negative", "zero") if node["rule"] == "split" else ()
    return {node["rule"]}.union(*(_in_tree(node[b]) for b in branches))


def _topics(claim: Claim, rules: set[str], certificate: Any) -> set[str]:
    """What a claim speaks of, definitions that it uses unfolded; a topic is left out only where nothing under it can have been asked."""
    context = claim.context
    said = (claim.goal, *context.facts, *(t for law in context.laws for t in (law.mean, law.variance)), *(f.norm for f in context.families if f.norm is not None))
    words = set(_words(certificate))  # a certificate may bring in what the claim does not say: e^x ≥ e^y for a fact x ≥ y, log 2 > 0
    used: set[str] = words.union(*(ops(context, term) for term in said))
    means, exponentials = bool(used & MEANS), bool(used & EXPONENTIALS) or any(w.startswith("exp") for w in words) or _has_exponents(certificate)
    given = means and any(t.op in MEANS and len(t.children) > 1 for body in (*said, *(d.body for d in context.definitions)) for t in body.subterms())
    beyond = given or means and bool(used & {"max", "min", "abs", "relu"})
    events = "P" in used or beyond or means and bool(context.limit)  # the cells of a limit of means have probabilities
    logarithms = bool(used & {"log", "power", "P"}) or given or any("ℓ" in w or "log(" in w for w in words)  # P(e^x > 2) has a threshold log 2
    around = bool(context.laws) and "fails_at_point" in rules  # a claim about samples is refuted around a point
    holds = {
        "exponentials": exponentials,
        "logarithms": logarithms,
        "tangents": "tangent" in words,
        "error functions": events or "erfc" in used or any(w.startswith("ē") for w in words),
        "means beyond": beyond,
        "constants": exponentials or logarithms or events or bool(used & {"erfc", "pi"}) or any(w.startswith("ē") for w in words),
        "derivatives": "diff" in used,
        "norms": bool(used & {"norm", "abs"}) or any(side.sort in ("vector", "matrix") for side in claim.conclusion.children),
        "limits": claim.takes_limit or "means_tend_elsewhere" in rules,
        "means": means,
        "events": events,
        "laws": means or events or "fails_on_event" in rules,
        "densities": events or around or bool(rules & {"near_ties", "fails_on_event"}),
        "random vectors": any(law.mean.sort == "vector" for law in context.laws),
        "means of exponentials": means and exponentials,
        "derivatives of means": means and "diff" in used,
        "open sets": around or "diff" in used,
        "roots": "root" in words,
    }
    return {topic for topic in TOPICS if holds[topic]}


def _words(data: Any) -> Iterator[str]:
    """Every text in plain data, keys too."""
    if isinstance(data, str):
        yield data
    for one in (*data, *data.values()) if isinstance(data, dict) else data if isinstance(data, (list, tuple)) else ():
        yield from _words(one)


def _has_exponents(data: Any) -> bool:
    """Whether an element [coefficient, monomial, exponent], or a row [weight, facts, squares, exponent], in a certificate has an exponent."""
    if isinstance(data, dict):
        return any(_has_exponents(one) for one in data.values())
    if not isinstance(data, (list, tuple)):
        return False
    return len(data) in (3, 4) and isinstance(data[0], str) and isinstance(data[-1], list) and bool(data[-1]) or any(_has_exponents(one) for one in data)


def _theorems(*entries: Theorem) -> dict[str, Theorem]:
    return {entry.name: entry for entry in entries}


def _rules(*entries: RuleEntry) -> dict[str, RuleEntry]:
    return {entry.name: entry for entry in entries}


THEOREMS: dict[str, Theorem] = _theorems(
    Theorem("exponential function", "For real x and y, e^(x+y) = e^x·e^y; e^x is > 0, continuous, strictly increasing and its own derivative, and x^n·e^(−x) → 0 as x → +∞ for every n.", f"{RUDIN}, Theorem 8.6", "exponentials"),
    Theorem("logarithm", "log is the continuous inverse of exp on the numbers > 0; for x, y > 0, log(xy) = log x + log y; it has the derivative 1/x; log x → +∞ and x^(−a)·log x → 0 as x → +∞ for every a > 0.", f"{RUDIN}, chapter 8, on the exponential and logarithmic functions", "logarithms"),
    Theorem("tangent of the exponential", "e^x ≥ 1 + x for all real x, and so e^x ≥ e^y + (x − y)·e^y for all real x and y.", f"{DLMF}, §4.5", "tangents"),
    Theorem("series with remainders", "exp, artanh on |z| < 1, arctan and erf are the sums of their Maclaurin series; what is left after some terms is at most the next one where they alternate and fall to 0 in size, and at most a geometric series where each is at most a fixed part of the one before; π = 16 arctan(1/5) − 4 arctan(1/239).", f"{DLMF}, §4.6, 4.24.3 and 7.6.1; {RUDIN}, chapter 3, on alternating series", "constants"),
    Theorem("uniqueness of limits", "A function has at most one limit, finite or infinite.", f"{RUDIN}, Theorem 3.2 and chapter 4", "limits"),
    Theorem("limits of sums, products and quotients", "As x → +∞, a sum, a product, a quotient whose denominator does not tend to 0, and a continuous function of what has limits tend to the same of the limits; so do infinite limits where that has a meaning.", f"{RUDIN}, chapter 4", "limits"),
    Theorem("orders of infinity", "Products of real powers of x, log x, log log x, ... are ordered as x → +∞ by the first power that is not 0; e^f tends to +∞ or 0 as f tends to +∞ or −∞.", "G. H. Hardy, Orders of Infinity, Cambridge Tracts in Mathematics 12 (1910)", "limits"),
    Theorem("Taylor's theorem", "If f is n times differentiable between a and x, f(x) is its Taylor polynomial of degree n − 1 at a plus f^(n)(c)·(x − a)^n/n! for some c between them.", f"{RUDIN}, Theorem 5.15", "limits"),
    Theorem("mean value theorem", "If f is continuous on [a, b] and differentiable on (a, b), f(b) − f(a) = (b − a)·f′(c) for some c in (a, b).", f"{RUDIN}, Theorems 5.10 and 5.11"),
    Theorem("rules of differentiation", "Sums, products, quotients with a nonzero denominator and compositions of differentiable functions are differentiable, with the usual derivatives.", f"{RUDIN}, Theorems 5.3 and 5.5", "derivatives"),
    Theorem("strict inequalities hold nearby", "If f is continuous and f(a) > 0, then f > 0 in a neighbourhood of a.", f"{RUDIN}, chapter 4, on continuity", "open sets"),
    Theorem("roots of monotone functions", "A continuous function that changes its sign on an interval is 0 in it, and once only if its derivative is not 0 there.", f"{RUDIN}, Theorems 4.23 and 5.11", "roots"),
    Theorem("antiderivatives", "If F is continuous on [a, b] and F′ = f is continuous there, the integral of f is F(b) − F(a); for b, c > 0, ∫_0^∞ c/(e^(bx) + c) dx = log(1 + c)/b.", f"{RUDIN}, chapter 6, on the fundamental theorem of calculus"),
    Theorem("Cauchy-Schwarz inequality", "|xᵀy| ≤ ‖x‖·‖y‖ for all x and y in a Euclidean space.", f"{RUDIN}, Theorems 1.35 and 1.37", "norms"),
    Theorem("triangle inequality", "‖x + y‖ ≤ ‖x‖ + ‖y‖ and ‖λx‖ = |λ|·‖x‖ for all x, y in a Euclidean space and real λ (numbers, vectors, and matrices with the norm of Frobenius).", f"{RUDIN}, Theorem 1.37", "norms"),
    Theorem("elimination of semidefinite matrices", "A symmetric matrix is positive semidefinite if and only if symmetric elimination meets no negative pivot, and no pivot 0 beside entries that are not 0; it is then the covariance of a normal vector.", "R. A. Horn and C. R. Johnson, Matrix Analysis, 2nd ed. (2013), chapter 7", "random vectors"),
    Theorem("probability measures", "P is additive on disjoint events; so A ⊆ B gives P(A) ≤ P(B), and P(A or B) = P(A) + P(B) − P(A and B).", f"{BILLINGSLEY}, section 2", "events"),
    Theorem("linearity and monotonicity of the mean", "If X and Y have means, E(aX + bY) = a·E X + b·E Y; X ≤ Y almost surely gives E X ≤ E Y, and X < Y gives <; ‖E X‖ ≤ E‖X‖.", f"{BILLINGSLEY}, sections 16 and 21", "means"),
    Theorem("law of a function", "The mean of f(X) depends on f and the law of X only: E f(X) = E f(Y) if X and Y have one law and either mean exists.", f"{BILLINGSLEY}, sections 16 and 21, on change of variable", "means"),
    Theorem("products of independent variables", "Functions of disjoint groups of independent variables are independent; if X and Y are independent with means, or ≥ 0, E[XY] = E X·E Y.", f"{DURRETT}, Theorems 2.1.10 and 2.1.13", "means"),
    Theorem("Fubini and Tonelli", "If X and Y are independent and h ≥ 0 or E|h(X, Y)| < ∞, E h(X, Y) is the mean over X, then over Y.", f"{DURRETT}, Theorem 2.1.12; {BILLINGSLEY}, section 18", "means of exponentials"),
    Theorem("moments of the normal law", "For X ∼ N(m, s) and a whole number k ≥ 0, E X^k = Σ_j binom(k, 2j)·(2j − 1)!!·s^j·m^(k−2j).", f"{BILLINGSLEY}, section 21, on moments", "means"),
    Theorem("exponential means of the normal law", "For X ∼ N(m, s) and 2as < 1, E e^(tX + aX²) = (1 − 2as)^(−1/2)·exp((mt + st²/2 + am²)/(1 − 2as)), the moment generating function for a = 0; a polynomial factor f(X) multiplies this by the mean of f under N((m + st)/(1 − 2as), s/(1 − 2as)).", f"{BILLINGSLEY}, section 21, on moment generating functions (a ≠ 0 by completing the square)", "means of exponentials"),
    Theorem("linear images of normal vectors", "If ξ ∼ N(μ, Σ), then Aξ + b ∼ N(Aμ + b, AΣAᵀ); independent normal variables are jointly normal, and their sum has the sums of means and variances.", f"{DURRETT}, Theorem 2.1.20; {KUTTLER}, section 59.16", "laws"),
    Theorem("uncorrelated and jointly normal", "Jointly normal variables whose covariances are 0 are independent.", f"{KUTTLER}, section 59.16", "laws"),
    Theorem("tail of the normal law", "For X ∼ N(m, s) with s > 0, P(X > c) = ½·erfc((c − m)/√(2s)).", f"{DLMF}, §7.20(iii)", "events"),
    Theorem("complementary error function", "erfc x + erfc(−x) = 2; 0 < erfc x < 2; d/dx erfc x = −2e^(−x²)/√π; for x > 0, erfc x is e^(−x²)/(x√π)·Σ_(k<K) (−1)^k (2k − 1)!!/(2x²)^k up to at most the next term of the sum, and 2e^(−x²)/√π lies between (x + √(x² + 4/π))·erfc x and (x + √(x² + 2))·erfc x.", f"{DLMF}, 7.4.2, 7.8.2, 7.8.3, 7.10.1 and 7.12.1", "error functions"),
    Theorem("mean beyond a threshold", "For jointly normal X and L, L ∼ N(m, s) with s > 0, E[X; L > 0] = E X·P(L > 0) + Cov(X, L)·e^(−m²/(2s))/√(2πs).", "N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions 1, 2nd ed. (1994), chapter 13, on truncated normal laws", "means beyond"),
    Theorem("density of the normal law", "N(m, s) with s > 0 has the density e^(−(x − m)²/(2s))/√(2πs): positive everywhere and at most 1/√(2πs) < (2/5)/√s, so points have probability 0 and open sets that are not empty have more (in several dimensions too, for a regular covariance).", f"{BILLINGSLEY}, section 20", "densities"),
    Theorem("Markov's inequality", "If X ≥ 0 and a > 0, P(X ≥ a) ≤ E X/a; for |Y − E Y|² it is Chebyshev's inequality.", f"{BILLINGSLEY}, section 21", "events"),
    Theorem("dominated convergence", "If f_n → f almost everywhere and |f_n| ≤ g with an integrable g, then ∫ f_n → ∫ f.", f"H. Lebesgue; {RUDIN}, Theorem 11.32"),
    Theorem("differentiation under the integral sign", "If f(x, ω) is integrable in ω and differentiable in x near x_0, and |∂f/∂x| ≤ g(ω) there with an integrable g, then d/dx ∫ f = ∫ ∂f/∂x at x_0.", f"{BILLINGSLEY}, section 16", "derivatives of means"),
    Theorem("continuity theorem of Lévy", "If characteristic functions tend pointwise to that of a law, the laws tend to that law; with Cramér and Wold's device, in several dimensions too.", f"P. Lévy; {DURRETT}, Theorems 3.3.17 and 3.10.6"),
    Theorem("almost sure convergence is in probability", "If X_n → 0 almost surely, P(‖X_n‖ > ε) → 0 for every ε > 0.", f"{BILLINGSLEY}, section 20"),
)

VALUES = (  # what the value of a term, or its sign, may rest on, wherever it is asked for
    "exponential function", "logarithm", "tangent of the exponential", "series with remainders", "rules of differentiation", "strict inequalities hold nearby", "elimination of semidefinite matrices", "probability measures",
    "linearity and monotonicity of the mean", "law of a function", "products of independent variables", "Fubini and Tonelli", "moments of the normal law", "exponential means of the normal law",
    "linear images of normal vectors", "uncorrelated and jointly normal", "tail of the normal law", "complementary error function", "mean beyond a threshold", "density of the normal law", "differentiation under the integral sign", "roots of monotone functions",
)
_LIMITS = "limits of sums, products and quotients"
_EXPANSIONS = (_LIMITS, "orders of infinity", "Taylor's theorem")
_MEANS_TEND = ("dominated convergence", _LIMITS, *VALUES)

RULES: dict[str, RuleEntry] = _rules(
    RuleEntry("equality", "Both sides are equal: their difference, over denominators that are known to be nonzero, is identically zero.", VALUES),
    RuleEntry("order", "A comparison holds, because known signs decide that of the difference of its sides, or of their exponentials.", VALUES),
    RuleEntry("assumed", "The conclusion is a hypothesis, or stands left of ⇒, word for word."),
    RuleEntry("depends_only_on", "A term depends on the listed inputs only, for it mentions no other member of their families.", VALUES),
    RuleEntry("norm_by_squares", "A norm or a root and a number ≥ 0 compare as their squares do.", VALUES),
    RuleEntry("norm_along", "‖x‖ ≥ R if xᵀw ≥ R·‖w‖ for a vector w that is not 0.", ("Cauchy-Schwarz inequality", *VALUES)),
    RuleEntry("norm_by_spread", "A combination of a family's vectors whose weights add up to 0 is at most as long as the diameter times the weights above 0.", ("triangle inequality", *VALUES)),
    RuleEntry("limit_by_dominance", "A difference tends to 0, term by term slower than the one that dominates the denominator; for vectors, each coefficient times its vector's norm.", (_LIMITS, "triangle inequality", *VALUES)),
    RuleEntry("infinite_limit", "A term tends to ±∞, or ≫ holds: what dominates above grows faster than what dominates below, and has the right sign.", (_LIMITS, *VALUES)),
    RuleEntry("limit_by_expansion", "A limit read off an expansion with explicit remainders.", (*_EXPANSIONS, *VALUES)),
    RuleEntry("limit_by_counting_ties", "A limit in which any of several terms may be the fastest, as a quotient that counts those that tie.", (_LIMITS, *VALUES)),
    RuleEntry("limit_of_expectations", "Means tend to the means of the limits on finitely many cells, a constant bounding what is averaged.", _MEANS_TEND),
    RuleEntry("has_law", "A linear form in jointly normal variables is normal, with the mean and the covariance that follow.", VALUES),
    RuleEntry("limit_in_distribution", "Normal laws tend to the normal law to whose mean and covariance theirs tend.", ("continuity theorem of Lévy", _LIMITS, *VALUES)),
    RuleEntry("no_value", "A side has no value in this case: it divides by 0, or takes a root or a logarithm of what has none.", VALUES),
    RuleEntry(
        "limit_carried_over", "A limit assumed left of ⇒ holds for a multiple.",
        (_LIMITS, *VALUES),
    ),
    RuleEntry(
        "left_side_fails", "A limit assumed left of ⇒ is false here, so the claim holds.",
        (_LIMITS, *VALUES),
    ),
    RuleEntry("infeasible", "The facts of this case contradict each other, so there is nothing to show.", VALUES),
    RuleEntry("split", "A claim holds if it does where p > 0, where p = 0 and where p < 0; p ≥ 1 and p ≤ −1 for whole p."),
    RuleEntry("in_probability", "P(‖X‖ > ε) → 0 if X → 0 for every sample; not for all ε if X stays away from 0 on an event of positive probability.", ("almost sure convergence is in probability",)),
    RuleEntry("monotone", "E f ≤ E g if f ≤ g for every sample and the means exist; probabilities and variances are means.", ("linearity and monotonicity of the mean",)),
    RuleEntry("inclusion", "P(A) ≤ P(B) if A ⇒ B for every sample.", ("probability measures",)),
    RuleEntry("through", "L ≤ R if L ≤ T and T ≤ R."),
    RuleEntry("triangle", "‖Σ q_k y_k‖ ≤ R if Σ |q_k|·R_k ≤ R and ‖y_k‖ ≤ R_k.", ("triangle inequality",)),
    RuleEntry("termwise", "Sums over all members without a name compare as their terms do; ‖Σ f‖ ≤ Σ g if ‖f_i‖ ≤ g_i.", ("triangle inequality",)),
    RuleEntry("growth", "L ≤ R for x > 0 if it holds at x = 0 and the derivatives compare so.", ("mean value theorem",)),
    RuleEntry("lipschitz", "|f(x) − f(y)| ≤ K·|x − y| if −K ≤ f′ ≤ K on all that is allowed.", ("mean value theorem",)),
    RuleEntry(
        "near_ties", "How far E, Var or Cov is from its limit: samples near a tie are few, for the density is bounded.",
        ("linearity and monotonicity of the mean", "law of a function", "probability measures", "density of the normal law", "antiderivatives", "triangle inequality"),
    ),
    RuleEntry("averaged", "‖E x‖ ≤ E g and P(‖x‖ > ε) ≤ E g/ε if ‖x‖ ≤ g for every sample; ε² for the square.", ("linearity and monotonicity of the mean", "Markov's inequality")),
    RuleEntry("moved", "‖Σ w_j v_j‖ ≤ ½·D·Σ u_j if Σ w_j = 0 and |w_j| ≤ u_j, D being the diameter of the v_j.", ("triangle inequality",)),
    RuleEntry("attained", "A comparison holds for max_l f_l if it does for f_j in its place for every member j, named or not, and there is one."),
    RuleEntry("both_ways", "A ⇔ B if A ⇒ B and B ⇒ A."),
    RuleEntry("one_way_fails", "A ⇔ B fails if A ⇒ B does, or B ⇒ A."),
    RuleEntry("enclosed", "Numbers compare as the enclosures of an oracle do.", VALUES),
    RuleEntry("enclosed_elsewhere", "At numbers that satisfy every hypothesis, the enclosures of an oracle compare otherwise than is claimed.", VALUES),
    RuleEntry("another_limit", "A limit is another one than is claimed: it is proved, and differs at numbers that satisfy every hypothesis.", ("uniqueness of limits", *VALUES)),
    RuleEntry(
        "squeezed",
        "x ≈ y ⇒ f ≈ g if ‖x − y‖ is at least a fixed positive multiple of f − g, and of g − f.",
        (_LIMITS,),
    ),
    RuleEntry("every", "What is said of every member is said of each named one and of any other; left of ⇒ it is a hypothesis, and f ≫ g one about the factor of what grows."),
    RuleEntry("largest", "max f ≤ R if f ≤ R for every member, and there is one; max f = R if moreover f = R for one."),
    RuleEntry("no_meaning", "The line has a sort error, so there is nothing that could be true."),
    RuleEntry("fails_at_point", "The claim is false at a point that satisfies every hypothesis; if it is about samples, around that point.", (*_EXPANSIONS, *VALUES)),
    RuleEntry("undefined_at_point", "A side divides by zero at a point that satisfies every hypothesis.", VALUES),
    RuleEntry("means_tend_elsewhere", "At numbers that satisfy every hypothesis, the means tend to something else than the right side.", _MEANS_TEND),
    RuleEntry("fails_on_event", "The left side tends to something else on an open event, which has a positive probability.", (_LIMITS, *VALUES)),
    RuleEntry("depends", "Two points that differ only in what is not listed give the left side two values.", VALUES),
)

ORACLES: dict[str, Oracle] = {
    "Arb": Oracle(
        "Arb", "Enclosures of E, Var, Cov and P at given numbers. What `symattn ask` encloses rests on it, and so does a comparison of numbers that the kernel does not decide: then the verdict says so, and nothing accepts it without asking Arb again.",
        "F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval arithmetic, IEEE Transactions on Computers 66 (2017), 1281–1292; called through python-flint",
    ),
}
