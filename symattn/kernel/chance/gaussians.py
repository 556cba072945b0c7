"""Expectations under independent Gaussians.

Exact where they have a closed form, else an atom for what is left.

    X_1, ..., X_k independent, X_i ~ N(m_i, s_i)
    --------------------------------------------------------------------------------------------
      E[X^k e^{tX}] = H_k(m + st, s)·e^{mt + st²/2},   H_k(x, s) = Σ_j binom(k, 2j)·(2j −
      1)!!·s^j·x^{k − 2j}
      E[Σ c·g/F] = Σ c·E[g/F]         if each g/F is integrable: F a sum of terms with coefficients
      ≥ 0, one of them t > 0,
                                      so that |g/F| ≤ |g/t|, a polynomial times an exponential of a
                                      linear form
      E[g(X)·h(Y)] = E[g(X)]·E[h(Y)]  for what has no variable in common
      E[f(X)] = E[f(σX)]              if σ permutes variables of one law, or reflects one at its
      mean

Fails, for example: E[e^{aX²}] with 2as ≥ 1 (infinite); E[1/X] (not integrable); E of a ratio as the
ratio of E's. Source: the completed square; moments of N(x, s).
"""

from __future__ import annotations

from itertools import combinations_with_replacement

from ..algebra import radicals, replacing, ring
from ..algebra.atoms import PRODUCT, Atom, generic_member
from ..algebra.families import combination
from ..algebra.labels import generic_labels
from ..algebra.parts import by_exponent, parted
from ..algebra.ring import ONE, Element, Exponent, Key, Quotient, of
from ..algebra.shapes import Map, VectorValue
from ..errors import OutsideClass, Rejected, UnknownSign
from ..meaning import Meaning
from ..order.signs import NOT_NEGATIVE
from .moments import moment
from .on_events import mean_on_event
from .random_atoms import (
    EXPECTED,
    any_random,
    covariance,
    has_random_vector,
    is_gaussian,
    is_random,
    is_step,
    law,
)


def mean(s: Meaning, q: Quotient) -> Quotient:
    """E[q].  Raises OutsideClass, UnknownSign, or Rejected if it does not exist."""
    plain = _plain_mean(s, q)  # before it is averaged: g·e^{g²} has no mean, though it is odd
    if not s.symmetries:
        return plain
    total = sum((mapped(s, q, symmetry) for symmetry in s.symmetries), ring.ZERO)
    return _plain_mean(s, ring.ratio(1, len(s.symmetries)) * total)


def means_of(s: Meaning, x: VectorValue) -> VectorValue:
    """E of a vector, coefficient by coefficient.

    What stands before a random vector is independent of it, for no product of random vectors is in
    it.
    """
    parts: list[tuple[Quotient, VectorValue]] = []
    for basis, q in x.items():
        fixed = {basis: ONE}
        if basis and has_random_vector(s, basis):
            if any(PRODUCT in a.kinds and is_random(s, a) for a in q.atoms()):
                raise OutsideClass("the mean of a product of random vectors")
            if (centre := s.laws[basis[-2]].mean).op != "zero" and (
                len(basis) > 2 or generic_member(basis)
            ):
                raise OutsideClass(
                    "the mean of a matrix times a random vector, or of a sum over unnamed members"
                )
            fixed = s.vector(centre)
        parts.append((mean(s, q), fixed))
    return combination(parts)


def _plain_mean(s: Meaning, q: Quotient) -> Quotient:
    total = ring.cancelled(q)
    result = ring.ZERO
    fixed = tuple(x for x in total.den if not any_random(s, ring.atoms(dict(x[0]))))
    moving = tuple(x for x in total.den if x not in fixed)
    for factor, _ in moving:
        _check_positive(s, dict(factor))
    for key, c in total.num:
        steps = tuple(x for x in key[0] if is_step(s, x[0]))
        part = _mean_of(s, (tuple(x for x in key[0] if x not in steps), key[1]), moving)
        result += c * (mean_on_event(s, key, moving, part) if steps else part)
    return result * Quotient(ONE.num, fixed)


def mapped(s: Meaning, q: Quotient, symmetry: Map) -> Quotient:
    """q with the random variables replaced, which leaves their law alone.

    Raises Rejected if it would not.
    """
    if not symmetry:
        return q
    old, _, new = map(list, zip(*symmetry))
    if (
        len(set(old)) != len(old)
        or set(old) != set(new)
        or not all(is_random(s, a) and is_gaussian(s, a) and not generic_labels([a]) for a in old)
    ):
        raise Rejected("symmetry: expected a permutation of random variables")
    others = [a for a in sorted(q.atoms()) if PRODUCT in a.kinds and is_random(s, a)]
    if any(
        a != b and (not is_gaussian(s, a) or covariance(s, a, b))
        for a in others
        for b in old
        if PRODUCT in b.kinds
    ):
        raise Rejected("symmetry: expected uncorrelated random variables")
    images: dict[Atom, Element] = {}
    for x, sign, y in symmetry:
        if law(s, x) != law(s, y) or sign not in (1, -1):
            raise Rejected(f"symmetry: {x} and {y} have not the same law")
        image = ring.atom(f"image!{y}")
        images[x] = image if sign == 1 else ring.subtract(ring.add({}, law(s, y)[0], 2), image)

    def put_in(p: Element) -> Element:
        for x, image in images.items():
            p = replacing.substitute(p, x, image)
        for y in new:
            p = replacing.substitute(p, f"image!{y}", ring.atom(y))
        return p

    return ring.q_changed(q, put_in)


def _check_positive(s: Meaning, factor: Element) -> None:
    """A sum of terms with deterministic coefficients that are ≥ 0, one of them > 0, times
    exponentials.
    """
    signs = []
    for coefficient in by_exponent(factor).values():
        if any_random(s, ring.atoms(coefficient)) or any(map(ring.is_summed, coefficient)):
            raise OutsideClass("the mean of a fraction whose denominator is no sum of exponentials")
        signs.append(s.signs.find(coefficient))
        if signs[-1] not in NOT_NEGATIVE:
            raise UnknownSign(
                coefficient,
                "the mean of a fraction whose denominator has a coefficient of unknown sign",
            )
    if ">" not in signs:
        raise OutsideClass("the mean of a fraction whose denominator is not known to be > 0")


def _split(s: Meaning, key: Key) -> tuple[Key, Key]:
    """A term as what is deterministic in it times what is random."""
    for a in ring.atoms_of_key(key):
        if is_random(s, a) and not is_gaussian(s, a):
            raise OutsideClass("the mean of a logarithm, a root or a count")
    random, fixed = parted(key, lambda a: is_random(s, a))
    if any(k < 0 for _, k in random[0]):
        raise OutsideClass("the mean of a negative power")
    return fixed, random


def _mean_of(s: Meaning, whole: Key, den: ring.Factors) -> Quotient:
    """E[m·e^p/Π F^k], worked out once."""
    known = whole, den, tuple(s.scope.values())
    if known not in s.memo:
        s.memo[known] = _by_parts(s, whole, den)
    return s.memo[known]  # type: ignore[no-any-return]


def _by_parts(s: Meaning, whole: Key, den: ring.Factors) -> Quotient:
    """E[m·e^p/Π F^k], part by part where these have no variable in common."""
    fixed, key = _split(s, whole)
    # what varies stays with the fraction that may balance it
    (_, changing), (_, still) = parted(fixed, s.varies)
    outside: Key = (fixed[0], still)
    # Σ_j x_j y_j is no product of sums: all that is summed over the same members stays in one place
    sums = ring.is_summed(outside)
    result = of({outside: 1})
    if not den and not key[1] and [k for _, k in key[0]] == [1, 1] and not ring.is_summed(whole):
        (x, _), (y, _) = key[0]  # E[XY], correlated or not
        return of({fixed: 1}) * of(
            ring.add(covariance(s, x, y), ring.multiply(law(s, x)[0], law(s, y)[0]))
        )
    for names in _groups(s, key, den):
        part, _ = parted(key, names.__contains__)
        below = tuple((f, k) for f, k in den if names & ring.atoms(dict(f)))
        if below:
            connected = Quotient((), below).atoms_below()
            own = tuple(x for x in changing if {a for a, _ in x[0] if s.varies(a)} <= connected)
            changing = tuple(x for x in changing if x not in own)
            part = (part[0], ring.exponent_sum(part[1], own))
        if ring.is_summed(part) and sums:
            raise OutsideClass("the mean of a sum over unnamed members that is not of one part")
        sums = sums or ring.is_summed(part)
        if below:
            _check_integrable(s, part, below)
            result *= _fraction_mean(s, part, below)
        else:
            result *= _one_by_one(s, part, min(names))
    if sums and ring.is_summed(((), changing)):
        raise OutsideClass("the mean of a sum over unnamed members that is not of one part")
    return result * of({((), changing): 1})


def _fraction_mean(s: Meaning, key: Key, den: ring.Factors) -> Quotient:
    """E[g/F^k] as an atom, and where g holds one chosen term t of F through Σ c·E[g·t'/(t·F^k)] =
    E[g/(t·F^{k−1})] over all terms t' of F.
    """
    if len(den) == 1 and not ring.is_summed(key):
        ((factor, k),) = den
        terms = by_exponent(dict(factor))
        chosen = _extreme(terms)
        if chosen is not None and (k == 1 or not any(ring.is_summed(x) for x, _ in factor)):
            rest = ring.key_product(key, ring.inverse(((), chosen)))[1]
            products: set[Exponent] = {()}
            for _ in range(k - 1):
                products = {ring.exponent_sum(one, e) for one in products for e in terms}
            if rest in products:
                lower = ((factor, k - 1),) if k > 1 else ()
                total = _mean_of(s, (key[0], rest), lower)
                for e, coefficient in terms.items():
                    if e != chosen:
                        other = _fraction_mean(s, (key[0], ring.exponent_sum(rest, e)), den)
                        total -= of(coefficient) * other
                return ring.ratio(1, terms[chosen][ring.UNIT]) * total
    return radicals.opaque(s, EXPECTED, Quotient(((key, 1),), den))


def _extreme(terms: dict[Exponent, Element]) -> Exponent | None:
    """The first or last exponent in a fixed order, if its coefficient is a number.

    It is no mean of others, so that replacing it comes to an end.
    """
    ordered = sorted(terms, key=ring.order_of(terms))
    return next(
        (
            e
            for e in (ordered[-1], ordered[0])
            if set(terms[e]) == {ring.UNIT} and not ring.is_summed(((), e))
        ),
        None,
    )


def _groups(s: Meaning, key: Key, den: ring.Factors) -> list[set[Atom]]:
    """The random variables, together where a denominator or a product in an exponent connects them.

    All that are not below one denominator must be uncorrelated, and so independent; a sum over
    unnamed members must be below one.
    """
    groups: list[set[Atom]] = [{a} for a in ring.atoms_of_key(key) if is_random(s, a)]
    links = [{a for a in ring.atoms(dict(f)) if is_random(s, a)} for f, _ in den] + [
        {a for a, _ in m2 if is_random(s, a)} for m2, _ in key[1]
    ]
    names = sorted(set().union(*groups, *links))
    links += [
        {a} | {b for b in names if star.summed in b.summed}
        for a in names
        for star in generic_labels([a])
    ]  # one of those summed over
    for link in links:
        joined = set(link).union(*(g for g in groups if g & link))
        groups = [g for g in groups if not g & link] + ([joined] if joined else [])
    below = [g for g in groups if any(g & link for link in links[: len(den)])]
    if not all(is_gaussian(s, a) for a in names) or any(
        covariance(s, a, b)
        for a, b in combinations_with_replacement(names, 2)
        if (a != b or a.summed) and not any({a, b} <= g for g in below)
    ):
        raise OutsideClass("the mean of a product of correlated random numbers")
    return sorted(groups, key=sorted)


def _check_integrable(s: Meaning, key: Key, den: ring.Factors) -> None:
    """|g/F| ≤ |g/t| for a term t of F.

    Exponents that are linear in what is random have a mean with any polynomial.
    """
    exponents: list[Exponent] = [key[1], *(e for f, _ in den for (_, e), _ in f)]
    if any(sum(k for a, k in m if is_random(s, a)) > 1 for e in exponents for m, _ in e):
        raise OutsideClass("the mean of a fraction of exponentials of squares")


def _one_by_one(s: Meaning, key: Key, name: Atom) -> Quotient:
    """E[Π X_i^{k_i}·e^q], first over one variable, then over the others.

    All steps being finite, e^q times the densities falls in every direction (Tonelli).
    """
    inside, outside = parted(key, lambda a: a == name)
    inner = moment(s, inside, name)
    return (
        _plain_mean(s, inner * of({outside: 1}))
        if any_random(s, inner.atoms() | ring.atoms_of_key(outside))
        else inner
    )
