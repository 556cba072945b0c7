"""Probabilities of half-lines, intervals and orderings of independent Gaussians, exactly.

    L = Σ a_i X_i + b,  not all a_i = 0:     P(L > 0) = ½ erfc(−μ/√(2σ²)),   μ = Σ a_i m_i + b,  σ²
    = Σ a_i² s_i
    linear forms without covariance:         P(L > 0 and M > 0) = P(L > 0)·P(M > 0)      jointly
    Gaussian and uncorrelated: independent
    X and L ~ N(μ, σ²) jointly Gaussian:     E[X·1_{L > 0}] = E X·P(L > 0) + Cov(X,
    L)·e^{−μ²/(2σ²)}/√(2πσ²)
    X, Y of one law, p = P(X < t):           P(X > t, Y > t, X > Y) = (1 − p)²/2,   P(X < t, Y < t,
    X > Y) = p²/2,   P(X > t > Y) = p(1 − p)

Ties have probability 0, so > and ≥ are the same.  Fails, for example: P(X > Y) = ½ for two laws;
P(X > 0)·P(X > 1) for both at once; E[X·1_{X > 0}] = ½ E X. Source: N. L. Johnson, S. Kotz, N.
Balakrishnan, Continuous Univariate Distributions 1 (1994), chapter 13 (tails; truncated normal
laws).
"""

from __future__ import annotations

from itertools import combinations, product
from math import prod

from ...language import Term
from ...language.kinds import COMPARISONS
from ..algebra import functions, radicals, ring
from ..algebra.parts import grouped, parted
from ..algebra.ring import ONE, ZERO, Atom, Element, Quotient, of
from ..algebra.shapes import Env
from ..errors import OutsideClass, UnknownSign
from ..meaning import Meaning
from ..order.parts_of_maxima import without_abs, without_max
from .random_atoms import any_random, covariance, is_gaussian, is_random, law

HALF = ring.q_number(ring.ratio(1, 2))


def probability(s: Meaning, event: Term, env: Env) -> Quotient:
    """P(event) for comparisons of linear forms, joined by and and or.

    Raises OutsideClass, UnknownSign.
    """
    if event.op == "or":
        first, *rest = event.children
        others = rest[0] if len(rest) == 1 else Term("or", tuple(rest))
        both = probability(s, first, env) + probability(s, others, env)
        return both - probability(s, Term("and", (first, others)), env)
    forms: list[Element] = []
    for relation in split_up(event):
        if relation.op == "or":  # A and (B or C) is (A and B) or (A and C)
            rest_of = tuple(c for c in split_up(event) if c is not relation)
            return probability(
                s,
                Term(
                    "or",
                    tuple(Term("and", (*rest_of, c)) if rest_of else c for c in relation.children),
                ),
                env,
            )
        form = form_of(s, relation, env)
        if form is None:
            return ZERO
        if form:
            forms.append(form)
    return of_forms(s, forms)


def split_up(event: Term) -> list[Term]:
    """The comparisons, or alternatives, that all have to hold."""
    plain = without_max(without_abs(event)) if event.op not in ("and", "or") else event
    return [c for part in plain.children for c in split_up(part)] if plain.op == "and" else [plain]


def form_of(s: Meaning, relation: Term, env: Env) -> Element | None:
    """p where the comparison says p > 0.

    {} where it holds anyway, None where it cannot (but for ties).
    """
    if relation.op not in COMPARISONS or relation.left.sort != "scalar":
        raise OutsideClass("the probability of what is no comparison of numbers")
    left, right = (s.scalar(side, env) for side in relation.children)
    gap = left - right
    p = gap.numerator if relation.op not in "<≤" else ring.negative(gap.numerator)
    for factor, k in gap.den:
        sign = s.signs.nonzero(dict(factor))
        p = ring.negative(p) if sign == "<" and k % 2 else p
    if any(any_random(s, ring.atoms_of_key(((), e))) for _, e in p):
        p = _without_exponentials(s, p)
    if not any_random(s, ring.atoms(p)):
        return (
            {}
            if s.decided(
                relation.op if relation.op in "=≠" else ">" if relation.op in "<>" else "≥",
                s.signs.sign(p),
                p,
            )
            else None
        )
    spread(s, p)
    return None if relation.op == "=" else {} if relation.op == "≠" else p


def _without_exponentials(s: Meaning, p: Element) -> Element:
    """x − y + log(A/B), which has the sign of A·e^x − B·e^y for A, B > 0 that are not random.

    1 or −1 for a sum of what is > 0, or < 0.
    """
    if any(map(ring.is_summed, p)):
        raise OutsideClass(
            "a sum of exponentials over unnamed members"
        )  # its logarithm is not the sum of the exponents
    groups = grouped(
        (wild, (m, tame), c)
        for (m, e), c in p.items()
        for (_, wild), (_, tame) in [parted(((), e), lambda a: is_random(s, a))]
    )
    signs = {e: s.signs.find(c) for e, c in groups.items() if not any_random(s, ring.atoms(c))}
    if len(signs) == len(groups) and set(signs.values()) in ({">"}, {"<"}):
        return ring.constant(1 if ">" in signs.values() else -1)
    if len(groups) != 2 or set(signs.values()) != {"<", ">"}:
        raise OutsideClass(
            "the probability of a comparison that is not linear in what is random, nor of two "
            "exponentials"
        )
    x, y = sorted(groups, key=lambda e: signs[e] == "<")
    rest = functions.log(s, of(groups[x]) * s.invert(of(ring.negative(groups[y]))))
    if rest.den:
        raise OutsideClass("a threshold that is a fraction")
    gap = ring.subtract(ring.exponent_as_element(x), ring.exponent_as_element(y))
    return ring.add(gap, rest.numerator)


def spread(s: Meaning, p: Element) -> tuple[Element, Element]:
    """Mean and variance of a linear form, the variance known to be > 0.

    Raises OutsideClass, UnknownSign.
    """
    constant, slopes = linear(s, p)
    moved = (ring.multiply(slope, law(s, name)[0]) for name, slope in slopes.items())
    total = ring.sum_of([constant, *moved])
    variance = _covariance(s, slopes, slopes)
    if s.signs.find(variance) != ">":
        raise UnknownSign(variance, "a comparison of what may be no random number at all")
    return total, variance


def linear(s: Meaning, p: Element) -> tuple[Element, dict[Atom, Element]]:
    """The constant part and the coefficients of a linear form in what is random."""
    terms = [(*parted(key, lambda a: is_random(s, a)), c) for key, c in p.items()]
    if any(
        wild
        or [k for _, k in random] not in ([], [1])
        or not all(is_gaussian(s, a) for a, _ in random)
        for (random, wild), _, _ in terms
    ):
        raise OutsideClass("the probability of a comparison that is not linear in what is random")
    slopes = grouped((random[:1], rest, c) for (random, _), rest, c in terms)
    constant = slopes.pop((), {})
    return constant, {name: slope for ((name, _),), slope in slopes.items() if slope}


def of_forms(s: Meaning, forms: list[Element]) -> Quotient:
    """P(all forms are > 0), group by group of those that are correlated."""
    if any(ring.negative(p) in forms for p in forms):
        return ZERO
    for k, p in enumerate(forms):
        others = forms[:k] + forms[k + 1 :]
        known = [
            ring.normalized(q)[:2]
            for q in (*others, *(ring.add(*two) for two in combinations(others, 2)))
        ]  # q > 0 and r > 0 give q + r > 0
        if ring.normalized(ring.negative(p))[:2] in known:
            return ZERO
        if ring.normalized(p)[:2] in known:
            return of_forms(s, others)
    slopes = [linear(s, p)[1] for p in forms]
    groups: list[list[int]] = []
    for k in range(len(forms)):
        joined = [g for g in groups if any(_covariance(s, slopes[k], slopes[j]) for j in g)]
        groups = [g for g in groups if g not in joined] + [[k, *(j for g in joined for j in g)]]
    return prod((_of_group(s, [forms[k] for k in sorted(g)]) for g in groups), start=ONE)


def _covariance(s: Meaning, x: dict[Atom, Element], y: dict[Atom, Element]) -> Element:
    return ring.sum_of(
        ring.multiply(ring.multiply(p, q), own)
        for (a, p), (b, q) in product(x.items(), y.items())
        if (own := covariance(s, a, b))
    )


def _of_group(s: Meaning, forms: list[Element]) -> Quotient:
    if len(forms) == 1:
        return half_line(s, forms[0])
    variables = sorted({name for p in forms for name in linear(s, p)[1]})
    if len(variables) == 1:
        return _interval(s, forms, variables[0])
    if len(variables) == 2:
        x, y = variables
        if law(s, x) == law(s, y) and not covariance(s, x, y):
            return _ordered(s, forms, x, y)
    raise OutsideClass("the probability of several comparisons of more than one random number")


def half_line(s: Meaning, p: Element) -> Quotient:
    m, variance = spread(s, p)
    if not m:
        return HALF
    return HALF * functions.erfc(s, of(ring.negative(m)) * _over_root(s, variance))


def _over_root(s: Meaning, variance: Element) -> Quotient:
    """1/√(2σ²)"""
    return s.invert(radicals.root(s, of(ring.add({}, variance, 2))))


def mean_beyond(s: Meaning, name: Atom, p: Element) -> Quotient:
    """E[X·1_{L > 0}] for a Gaussian X and a linear form L."""
    m, variance = spread(s, p)
    scale = _over_root(s, variance)
    together = _covariance(s, {name: ring.constant(1)}, linear(s, p)[1])
    density = scale * functions.over_root_pi(s) * functions.bell(s, of(m) * scale)
    return of(law(s, name)[0]) * half_line(s, p) + of(together) * density


def _threshold(s: Meaning, p: Element, name: Atom) -> tuple[Element, str]:
    """t and the side of it where a form in one variable is > 0.

    Raises UnknownSign, OutsideClass.
    """
    constant, slopes = linear(s, p)
    slope = slopes[name]
    if set(slope) != {ring.UNIT} or len(slopes) > 1:
        raise OutsideClass("a threshold that is a fraction")
    c = slope[ring.UNIT]
    return ring.add({}, constant, ring.ratio(-1, c)), ">" if c > 0 else "<"


def _interval(s: Meaning, forms: list[Element], name: Atom) -> Quotient:
    """P(all forms > 0) for forms in one variable.

    Below the least upper bound and above the greatest lower one.
    """
    bounds: dict[str, Element] = {}
    for p in forms:
        t, side = _threshold(s, p, name)
        if side in bounds:
            sign = s.signs.sign(ring.subtract(t, bounds[side]))
            t = t if (sign in ">≥") == (side == ">") else bounds[side]
        bounds[side] = t
    x = ring.atom(name)
    above = half_line(s, ring.subtract(x, bounds[">"])) if ">" in bounds else ONE
    if "<" not in bounds:
        return above
    if ">" in bounds and s.signs.sign(ring.subtract(bounds["<"], bounds[">"])) not in (">", "≥"):
        return ZERO
    return above - half_line(s, ring.subtract(x, bounds["<"]))


def _ordered(s: Meaning, forms: list[Element], x: Atom, y: Atom) -> Quotient:
    """P(all forms > 0) for comparisons of X and Y, of one law, with each other and with one
    threshold.
    """
    t: Element | None = None
    gap = ring.subtract(ring.atom(x), ring.atom(y))
    wanted: list[tuple[str, str]] = []
    for p in forms:
        slopes = linear(s, p)[1]
        if len(slopes) == 1:
            (name,) = slopes
            own, side = _threshold(s, p, name)
            if t is not None and own != t:
                raise OutsideClass("the probability of an ordering with two thresholds")
            t = own
            wanted.append((name, side))
        elif gap in (p, ring.negative(p)):
            wanted.append(("order", ">" if p == gap else "<"))
        else:
            raise OutsideClass(
                "the probability of comparisons of linear forms that are no ordering"
            )
    if t is None:
        return half_line(s, forms[0]) if len(set(wanted)) == 1 else ZERO
    above = half_line(s, ring.subtract(ring.atom(x), t))
    below = ONE - above
    total = ZERO
    for sides in product("><", repeat=3):
        cell = dict(zip((x, y, "order"), sides))
        if any(cell[name] != side for name, side in wanted) or (
            cell[x] != cell[y] and cell["order"] != cell[x]
        ):
            continue
        one, other = (above if cell[name] == ">" else below for name in (x, y))
        both = one * other
        total += HALF * both if cell[x] == cell[y] else both
    return total
