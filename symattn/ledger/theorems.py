"""The theorems that the kernel's rules take from the literature."""

from __future__ import annotations

from dataclasses import dataclass

RUDIN = "W. Rudin, Principles of Mathematical Analysis, 3rd ed. (1976)"
DURRETT = "R. Durrett, Probability: Theory and Examples, 5th ed. (2019)"


BILLINGSLEY = "P. Billingsley, Probability and Measure, 3rd ed. (1995)"
DLMF = "NIST Digital Library of Mathematical Functions"


KUTTLER = "K. Kuttler, Topics in Analysis"


@dataclass(frozen=True)
class Theorem:
    """A published theorem.  With `about`, a rule needs it only for claims that speak of that."""

    name: str
    statement: str
    source: str
    about: str = ""


def _theorems(*entries: Theorem) -> dict[str, Theorem]:
    return {entry.name: entry for entry in entries}


THEOREMS: dict[str, Theorem] = _theorems(
    Theorem(
        "exponential function",
        (
            "For real x and y, e^(x+y) = e^x·e^y; e^x is > 0, continuous, strictly increasing "
            "and its own derivative, and x^n·e^(−x) → 0 as x → +∞ for every n."
        ),
        f"{RUDIN}, Theorem 8.6",
        "exponentials",
    ),
    Theorem(
        "logarithm",
        (
            "log is the continuous inverse of exp on the numbers > 0; for x, y > 0, log(xy) = "
            "log x + log y; it has the derivative 1/x; log x → +∞ and x^(−a)·log x → 0 as x → "
            "+∞ for every a > 0."
        ),
        f"{RUDIN}, chapter 8, on the exponential and logarithmic functions",
        "logarithms",
    ),
    Theorem(
        "tangent of the exponential",
        "e^x ≥ 1 + x for all real x, and so e^x ≥ e^y + (x − y)·e^y for all real x and y.",
        f"{DLMF}, §4.5",
        "tangents",
    ),
    Theorem(
        "series with remainders",
        (
            "exp, artanh on |z| < 1, arctan and erf are the sums of their Maclaurin series; "
            "what is left after some terms is at most the next one where they alternate and "
            "fall to 0 in size, and at most a geometric series where each is at most a fixed "
            "part of the one before; π = 16 arctan(1/5) − 4 arctan(1/239)."
        ),
        f"{DLMF}, §4.6, 4.24.3 and 7.6.1; {RUDIN}, chapter 3, on alternating series",
        "constants",
    ),
    Theorem(
        "uniqueness of limits",
        "A function has at most one limit, finite or infinite.",
        f"{RUDIN}, Theorem 3.2 and chapter 4",
        "limits",
    ),
    Theorem(
        "limits of sums, products and quotients",
        (
            "As x → +∞, a sum, a product, a quotient whose denominator does not tend to 0, and "
            "a continuous function of what has limits tend to the same of the limits; so do "
            "infinite limits where that has a meaning."
        ),
        f"{RUDIN}, chapter 4",
        "limits",
    ),
    Theorem(
        "orders of infinity",
        (
            "Products of real powers of x, log x, log log x, ... are ordered as x → +∞ by the "
            "first power that is not 0; e^f tends to +∞ or 0 as f tends to +∞ or −∞."
        ),
        "G. H. Hardy, Orders of Infinity, Cambridge Tracts in Mathematics 12 (1910)",
        "limits",
    ),
    Theorem(
        "Taylor's theorem",
        (
            "If f is n times differentiable between a and x, f(x) is its Taylor polynomial of "
            "degree n − 1 at a plus f^(n)(c)·(x − a)^n/n! for some c between them."
        ),
        f"{RUDIN}, Theorem 5.15",
        "limits",
    ),
    Theorem(
        "mean value theorem",
        (
            "If f is continuous on [a, b] and differentiable on (a, b), f(b) − f(a) = (b − "
            "a)·f′(c) for some c in (a, b)."
        ),
        f"{RUDIN}, Theorems 5.10 and 5.11",
    ),
    Theorem(
        "rules of differentiation",
        (
            "Sums, products, quotients with a nonzero denominator and compositions of "
            "differentiable functions are differentiable, with the usual derivatives."
        ),
        f"{RUDIN}, Theorems 5.3 and 5.5",
        "derivatives",
    ),
    Theorem(
        "strict inequalities hold nearby",
        "If f is continuous and f(a) > 0, then f > 0 in a neighbourhood of a.",
        f"{RUDIN}, chapter 4, on continuity",
        "open sets",
    ),
    Theorem(
        "roots of monotone functions",
        (
            "A continuous function that changes its sign on an interval is 0 in it, and once "
            "only if its derivative is not 0 there."
        ),
        f"{RUDIN}, Theorems 4.23 and 5.11",
        "roots",
    ),
    Theorem(
        "antiderivatives",
        (
            "If F is continuous on [a, b] and F′ = f is continuous there, the integral of f is "
            "F(b) − F(a); for b, c > 0, ∫_0^∞ c/(e^(bx) + c) dx = log(1 + c)/b."
        ),
        f"{RUDIN}, chapter 6, on the fundamental theorem of calculus",
    ),
    Theorem(
        "Cauchy-Schwarz inequality",
        "|xᵀy| ≤ ‖x‖·‖y‖ for all x and y in a Euclidean space.",
        f"{RUDIN}, Theorems 1.35 and 1.37",
        "norms",
    ),
    Theorem(
        "triangle inequality",
        (
            "‖x + y‖ ≤ ‖x‖ + ‖y‖ and ‖λx‖ = |λ|·‖x‖ for all x, y in a Euclidean space and real "
            "λ (numbers, vectors, and matrices with the norm of Frobenius)."
        ),
        f"{RUDIN}, Theorem 1.37",
        "norms",
    ),
    Theorem(
        "elimination of semidefinite matrices",
        (
            "A symmetric matrix is positive semidefinite if and only if symmetric elimination "
            "meets no negative pivot, and no pivot 0 beside entries that are not 0; it is then "
            "the covariance of a normal vector."
        ),
        "R. A. Horn and C. R. Johnson, Matrix Analysis, 2nd ed. (2013), chapter 7",
        "random vectors",
    ),
    Theorem(
        "probability measures",
        (
            "P is additive on disjoint events; so A ⊆ B gives P(A) ≤ P(B), and P(A or B) = P(A) "
            "+ P(B) − P(A and B)."
        ),
        f"{BILLINGSLEY}, section 2",
        "events",
    ),
    Theorem(
        "linearity and monotonicity of the mean",
        (
            "If X and Y have means, E(aX + bY) = a·E X + b·E Y; X ≤ Y almost surely gives E X ≤ "
            "E Y, and X < Y gives <; ‖E X‖ ≤ E‖X‖."
        ),
        f"{BILLINGSLEY}, sections 16 and 21",
        "means",
    ),
    Theorem(
        "law of a function",
        (
            "The mean of f(X) depends on f and the law of X only: E f(X) = E f(Y) if X and Y "
            "have one law and either mean exists."
        ),
        f"{BILLINGSLEY}, sections 16 and 21, on change of variable",
        "means",
    ),
    Theorem(
        "products of independent variables",
        (
            "Functions of disjoint groups of independent variables are independent; if X and Y "
            "are independent with means, or ≥ 0, E[XY] = E X·E Y."
        ),
        f"{DURRETT}, Theorems 2.1.10 and 2.1.13",
        "means",
    ),
    Theorem(
        "Fubini and Tonelli",
        (
            "If X and Y are independent and h ≥ 0 or E|h(X, Y)| < ∞, E h(X, Y) is the mean over "
            "X, then over Y."
        ),
        f"{DURRETT}, Theorem 2.1.12; {BILLINGSLEY}, section 18",
        "means of exponentials",
    ),
    Theorem(
        "moments of the normal law",
        (
            "For X ∼ N(m, s) and a whole number k ≥ 0, E X^k = Σ_j binom(k, 2j)·(2j − "
            "1)!!·s^j·m^(k−2j)."
        ),
        f"{BILLINGSLEY}, section 21, on moments",
        "means",
    ),
    Theorem(
        "exponential means of the normal law",
        (
            "For X ∼ N(m, s) and 2as < 1, E e^(tX + aX²) = (1 − 2as)^(−1/2)·exp((mt + st²/2 + "
            "am²)/(1 − 2as)), the moment generating function for a = 0; a polynomial factor "
            "f(X) multiplies this by the mean of f under N((m + st)/(1 − 2as), s/(1 − 2as))."
        ),
        (
            f"{BILLINGSLEY}, section 21, on moment generating functions (a ≠ 0 by completing the "
            "square)"
        ),
        "means of exponentials",
    ),
    Theorem(
        "linear images of normal vectors",
        (
            "If ξ ∼ N(μ, Σ), then Aξ + b ∼ N(Aμ + b, AΣAᵀ); independent normal variables are "
            "jointly normal, and their sum has the sums of means and variances."
        ),
        f"{DURRETT}, Theorem 2.1.20; {KUTTLER}, section 59.16",
        "laws",
    ),
    Theorem(
        "uncorrelated and jointly normal",
        "Jointly normal variables whose covariances are 0 are independent.",
        f"{KUTTLER}, section 59.16",
        "laws",
    ),
    Theorem(
        "tail of the normal law",
        "For X ∼ N(m, s) with s > 0, P(X > c) = ½·erfc((c − m)/√(2s)).",
        f"{DLMF}, §7.20(iii)",
        "events",
    ),
    Theorem(
        "complementary error function",
        (
            "erfc x + erfc(−x) = 2; 0 < erfc x < 2; d/dx erfc x = −2e^(−x²)/√π; for x > 0, erfc "
            "x is e^(−x²)/(x√π)·Σ_(k<K) (−1)^k (2k − 1)!!/(2x²)^k up to at most the next term "
            "of the sum, and 2e^(−x²)/√π lies between (x + √(x² + 4/π))·erfc x and (x + √(x² + "
            "2))·erfc x."
        ),
        f"{DLMF}, 7.4.2, 7.8.2, 7.8.3, 7.10.1 and 7.12.1",
        "error functions",
    ),
    Theorem(
        "arctangent",
        (
            "arctan(−x) = −arctan x; |arctan x| < π/2; arctan 1 = π/4; d/dx arctan x = 1/(1 + x²); "
            "arctan x is π/2 − arctan(1/x) for x > 0; arctan x − arctan c = arctan((x − c)/(1 + "
            "cx)) for x near c; for |x| < 1, arctan x is Σ_(k<K) (−1)^k x^(2k+1)/(2k + 1) up to at "
            "most the next term of the sum."
        ),
        f"{DLMF}, 4.23 and 4.24",
        "arctangents",
    ),
    Theorem(
        "mean beyond a threshold",
        (
            "For jointly normal X and L, L ∼ N(m, s) with s > 0, E[X; L > 0] = E X·P(L > 0) + "
            "Cov(X, L)·e^(−m²/(2s))/√(2πs)."
        ),
        (
            "N. L. Johnson, S. Kotz and N. Balakrishnan, Continuous Univariate Distributions 1, "
            "2nd ed. (1994), chapter 13, on truncated normal laws"
        ),
        "means beyond",
    ),
    Theorem(
        "density of the normal law",
        (
            "N(m, s) with s > 0 has the density e^(−(x − m)²/(2s))/√(2πs): positive everywhere "
            "and at most 1/√(2πs) < (2/5)/√s, so points have probability 0 and open sets that "
            "are not empty have more (in several dimensions too, for a regular covariance)."
        ),
        f"{BILLINGSLEY}, section 20",
        "densities",
    ),
    Theorem(
        "Markov's inequality",
        "If X ≥ 0 and a > 0, P(X ≥ a) ≤ E X/a; for |Y − E Y|² it is Chebyshev's inequality.",
        f"{BILLINGSLEY}, section 21",
        "events",
    ),
    Theorem(
        "dominated convergence",
        "If f_n → f almost everywhere and |f_n| ≤ g with an integrable g, then ∫ f_n → ∫ f.",
        f"H. Lebesgue; {RUDIN}, Theorem 11.32",
    ),
    Theorem(
        "differentiation under the integral sign",
        (
            "If f(x, ω) is integrable in ω and differentiable in x near x_0, and |∂f/∂x| ≤ g(ω) "
            "there with an integrable g, then d/dx ∫ f = ∫ ∂f/∂x at x_0."
        ),
        f"{BILLINGSLEY}, section 16",
        "derivatives of means",
    ),
    Theorem(
        "Stein's identity",
        (
            "If x ∼ N(m, s) and f has a slope f′ that is bounded, then E (x − m) f(x) = s E f′(x): "
            "integration by parts."
        ),
        "C. Stein, Estimation of the mean of a multivariate normal distribution, Ann. Statist. 9 "
        "(1981), Lemma 1",
    ),
    Theorem(
        "continuity theorem of Lévy",
        (
            "If characteristic functions tend pointwise to that of a law, the laws tend to that "
            "law; with Cramér and Wold's device, in several dimensions too."
        ),
        f"P. Lévy; {DURRETT}, Theorems 3.3.17 and 3.10.6",
    ),
    Theorem(
        "almost sure convergence is in probability",
        "If X_n → 0 almost surely, P(‖X_n‖ > ε) → 0 for every ε > 0.",
        f"{BILLINGSLEY}, section 20",
    ),
)
