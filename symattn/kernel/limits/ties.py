"""Limits of quotients in which several terms may tie for the fastest, without a case for each tie.

    f = N / Π F,   for every F a growth t that no term of F exceeds (that of a term, or e^{β max_j
    s_j}),   Σ c·[as fast] > 0 over F
    every term of N is at most as fast as the product of the t's
    --------------------------------------------------------------------------------------------
      f → Σ c·[as fast] / Π Σ c·[as fast]        [as fast] is 1 where the term is exactly as fast as
      t, else 0

Each c·g may stand beside an e^small with small → 0, a negative power of β (e^{x/β} → 1): every part
has a limit of its own, and so the same one. For e^{pβ} against e^{qβ} with p ≤ q, e^{(p − q)β}
tends to [p = q], and (p − q)·β·e^{(p − q)β} to 0; so each F over its t tends to a positive number,
λ = log(F/t) tends to its logarithm, and log F is log t + λ. Fails, for example, with a coefficient
that may be negative: 1/(e^{qβ} − e^{pβ}) with p ≤ q, where 1 − [p = q] may be 0.
"""

from __future__ import annotations

from collections import Counter
from contextlib import suppress

from ...language import Term
from ..algebra import functions, replacing, ring
from ..algebra.atoms import Atom, Label
from ..algebra.coefficients import coefficients
from ..algebra.families import combination, over_rest
from ..algebra.labels import generic_labels, summed_labels
from ..algebra.parts import grouped
from ..algebra.ring import Element, Exponent, Key, Monomial, Number, Quotient
from ..algebra.semantics import Semantics
from ..algebra.shapes import Basis
from ..chance.linearity import summands
from ..errors import OutsideClass, UnknownSign
from ..order.indicators import idempotent, split_off
from ..order.maxima import maximum
from .dominance import FLAT, Growth, by_growth, generic, rates_of

RATIO = "lim!"  # log(F/t), which tends to a number


def limit_with_ties(q: Quotient, s: Semantics) -> Quotient:
    """The limit of q, with indicators of the ties.

    Raises UnknownSign or OutsideClass if it is not known to be that.
    """
    if len(_movers(q, s)) > 1:
        raise OutsideClass("ties are counted for one limit variable")
    for k in range(len(s.family_maxima)):
        with suppress(OutsideClass):  # a maximum of what moves, say: it takes no part
            maximum(s, k)
    numerator, logarithms = _logarithms_opened(q.numerator, s)
    total, growth = ring.ONE, FLAT
    for factor, k in q.den:
        top, lead = _lead(dict(factor), s)
        for _ in range(k):
            growth = ring.key_product(growth, top)
            total *= s.invert(ring.of(lead))
    limit = ring.sum_of(_part(c, g, growth, s, small) for g, c, small in _parts(numerator, s))
    for name, value in logarithms.items():
        limit = replacing.substitute(limit, name, value)
    return ring.of(limit) * total


def _movers(q: Quotient, s: Semantics) -> set[str]:
    """The limit variables in a quotient but for those that are only in an e^small."""
    names: set[Atom] = set()
    for p in (q.numerator, *(dict(f) for f, _ in q.den)):
        for m, e in p:
            names |= ring.atoms_of_key((m, tuple(x for x in e if not _shrinks(x[0], s))))
    inner = set().union(
        *(_movers(s.signs.opaque[a][1], s) for a in names if a in s.signs.opaque and s.varies(a))
    )
    return names & set(s.context.limit) | inner


def limits_by_parts(s: Semantics, term: Term) -> dict[Basis, Quotient]:
    """The limits of a sum's parts, added up; of the whole where a part has none."""
    if term.sort != "matrix":
        with suppress(OutsideClass):
            parts = summands(s, term, {})
            return combination([(q, _limits(s, coefficients(s, x, env))) for q, x, env in parts])
    return _limits(s, coefficients(s, term))


def _limits(s: Semantics, x: dict[Basis, Quotient]) -> dict[Basis, Quotient]:
    if any(s.norm_varies(part) for basis in x for part in basis):
        raise OutsideClass("ties are counted for vectors that are fixed")
    return {basis: limit_with_ties(q, s) for basis, q in x.items()}


def limit_per_power(q: Quotient, s: Semantics) -> Quotient:
    """The limit of q/β: if it is not 0, q tends to ±∞."""
    if len(s.context.limit) != 1:
        raise OutsideClass("a limit per power is taken in one limit variable")
    return limit_with_ties(q * ring.of({(((Atom(s.context.limit[0]), -1),), ()): 1}), s)


def _logarithms_opened(p: Element, s: Semantics) -> tuple[Element, dict[str, Element]]:
    """p with every log F as log t + λ, and what each λ tends to."""
    limits: dict[str, Element] = {}
    for name in sorted(a for a in ring.atoms(p) if a in s.signs.opaque and s.varies(a)):
        if any(a == name for _, e in p for m, _ in e for a, _ in m):
            raise OutsideClass(
                "a logarithm that moves with the limit, in an exponent"
            )  # λ is not fixed: a rate of λ is none
        function, argument = s.signs.opaque[name]
        if function != "log" or argument.den:
            raise OutsideClass("a root of what moves with the limit, or a logarithm of a fraction")
        (powers, exponent), lead = _lead(argument.numerator, s)
        value = functions.log(s, ring.of(lead))
        if powers or value.den:
            raise OutsideClass("a logarithm of what grows like a power of the limit variable")
        limits[f"{RATIO}{len(limits)}"] = value.numerator
        p = replacing.substitute(
            p,
            name,
            ring.add(ring.exponent_as_element(exponent), ring.atom(f"{RATIO}{len(limits) - 1}")),
        )
    return p, limits


def _parts(p: Element, s: Semantics) -> list[tuple[Growth, Element, Exponent]]:
    """The element as Σ c·g·e^small, where every `small` tends to 0.

    Parts with another one stay apart, for β(e^{x/β} − 1) is not 0.
    """
    terms: list[tuple[Exponent, Key, Number]] = []
    for (m, e), c in p.items():
        small = tuple((m2, c2) for m2, c2 in e if _shrinks(m2, s))
        key = (m, tuple(x for x in e if x not in small))
        if (
            ring.is_summed(key)
            and ring.is_summed(((), small))
            and len(summed_labels(ring.atoms_of_key((m, e)))) > 1
        ):
            raise OutsideClass("a double sum over unnamed members")
        terms.append((small, key, c))
    groups = grouped(terms).items()
    return [(g, c, small) for small, q in groups for g, c in by_growth(q, s).items()]


def _shrinks(m: Monomial, s: Semantics) -> bool:
    """Whether a product of what is fixed and of negative powers of limit variables tends to 0."""
    moving = [(a, k) for a, k in m if s.varies(a)]
    return bool(moving) and all(a in s.context.limit and k < 0 for a, k in moving)


def _part(c: Element, g: Growth, t: Growth, s: Semantics, small: Exponent = ()) -> Element:
    """What c·g·e^small/t tends to, `small` tending to 0; it may be summed over unnamed members.

    Raises UnknownSign where g is not known to be at most as fast as t.
    """
    g, stars = generic(g)
    stars |= generic(((), small))[1]
    for star in stars:
        if star.depth != 1:
            raise OutsideClass("a sum over the others of an unnamed member")
        if star.other in generic_labels(
            ring.atoms(c) | ring.atoms_of_key(g) | ring.atoms_of_key(t)
        ):
            raise OutsideClass(
                "a sum beside what depends on one unnamed member"
            )  # the two would get one name
        c = replacing.relabelled(c, star.summed, star)
    powers, exponent = ring.key_product(g, ring.inverse(t))
    power, rates = sum(k for _, k in powers), rates_of(exponent, s)
    if not rates:
        if power > 0:
            raise OutsideClass("a power of the limit variable that outgrows the denominator")
        value = c if power == 0 else {}
    else:
        value = _as_fast(c, rates, power, s, stars)
    for star in stars:  # summed again, with as many copies as there are of what is the same for all
        others = s.unnamed(s.set_of_label(star))
        value = over_rest(
            ring.of(replacing.relabelled(value, star, star.other)),
            star.other,
            others,
        ).numerator
    return value


def _as_fast(
    c: Element, rates: dict[Monomial, Element], power: int, s: Semantics, stars: frozenset[Label]
) -> Element:
    """What c·β^power·e^{Σ rate·β^degree} tends to, the fastest rate being known to be at most 0."""
    top = rates[max(rates, key=lambda m: m[0][1])]
    sign = s.signs.find(
        top, stars | generic_labels(ring.atoms(top))
    )  # a member that a vector's coefficient is about exists
    if sign == "<":
        return {}
    if sign == ">":
        raise OutsideClass("a term that outgrows the denominator")
    if sign not in ("≤", "=") or len(rates) > 1:
        raise UnknownSign(top)
    if power <= 0:
        return ring.multiply(c, s.signs.mark(top)) if power == 0 else {}
    name = next(
        (
            a
            for a in sorted(ring.atoms(top))
            if (((a, 1),), ()) in top and sum(a in b.inside for b in ring.atoms(top)) == 1
        ),
        None,
    )
    if name is None or replacing.substitute(c, name, replacing.solved(top, name)):
        raise UnknownSign(top)
    return {}  # c is 0 where the rate is, and elsewhere the exponential beats the power


def _lead(p: Element, s: Semantics) -> tuple[Growth, Element]:
    """A growth t that no term of F exceeds and what F/t tends to, known to be > 0."""
    parts, doubts = _parts(p, s), []
    for top in _tops(parts, s):
        try:
            lead = ring.sum_of(_part(c, g, top, s, small) for g, c, small in parts)
        except UnknownSign as error:
            doubts.append(error)
            continue
        except OutsideClass:  # another term is faster
            continue
        if s.signs.find(lead) == ">":
            return top, lead
        weak = next((c for c in split_off(lead).values() if s.signs.find(c) == "≥"), lead)
        doubts.insert(
            0,
            UnknownSign(
                weak,
                "what is left of a denominator must be known to be > 0",
            ),
        )
    doubts.sort(
        key=lambda error: (
            not (names := ring.atoms(error.element)) or any(a.stars or a.is_function for a in names)
        )
    )
    raise doubts[0] if doubts else OutsideClass("a denominator without a term that is the fastest")


def _tops(parts: list[tuple[Growth, Element, Exponent]], s: Semantics) -> list[Growth]:
    """What may be the fastest growth, the likeliest first.

    e^{β(M − x)} where a score less x is there, or that of a term.
    """
    names = sorted({a for g, _, _ in parts for a in ring.atoms_of_key(g) if a in s.context.limit})
    found: Counter[Growth] = Counter()
    beta = ring.atom(names[0]) if names else {}
    for scores in s.signs.maxima.values() if names else ():
        for fact in (f for (_, star), f in scores.items() if not star or Label(star).deep):
            gap = ring.exponent_of(ring.multiply(fact.element, beta))
            for g, _, _ in parts:
                (powers, exponent), _ = generic(g)
                found[powers, ring.exponent_sum(exponent, gap)] += 1
    found.update(
        g
        for g, c, small in parts
        if not any(ring.is_summed((m, ring.exponent_sum(e, small))) for m, e in c)
    )
    return [
        g
        for g, _ in found.most_common()
        if not ring.is_summed(g) and not generic_labels(ring.atoms_of_key(g))
    ]


def same_value(a: Quotient, b: Quotient) -> bool:
    """Whether two quotients with indicators are identically equal."""
    return not idempotent((a - b).numerator)
