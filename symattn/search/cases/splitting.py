"""What to split a case on so that a sign becomes known.  Untrusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import gcd, lcm

from ...kernel import Claim
from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Atom
from ...kernel.algebra.intervals import PI
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.chance.random_atoms import is_random
from ...kernel.rules.sequent import Sequent
from ...oracles import factoring
from ...oracles.effort import remembered


def splittable(
    claim: Claim, p: Element, values: Mapping[str, Element], random: bool = False
) -> Iterator[Element]:
    """What to split on so that the sign of p becomes known.

    p without common factors, or one of its factors.
    """
    if not p or len(p) > 12:
        return
    common = sorted({a for m, _ in p for a, _ in m})
    shared = {a: min(dict(m).get(a, 0) for m, _ in p) for a in common}
    base_e = min((e for _, e in p), default=())
    reduced: Element = {}
    for (m, e), c in p.items():
        powers = tuple(
            sorted((a, dict(m).get(a, 0) - k) for a, k in shared.items() if dict(m).get(a, 0) != k)
        )
        reduced[(powers, ring.exponent_sum(e, tuple((m2, -c2) for m2, c2 in base_e)))] = c
    whole = lcm(*(c.denominator for c in reduced.values()))
    scale = ring.ratio(whole, gcd(*((c * whole).numerator for c in reduced.values())))
    reduced = {k: ring.ratio(c * scale) for k, c in reduced.items()}
    pieces = _factors(reduced) if len(reduced) > 1 else []
    pieces += [ring.atom(a) for a, k in shared.items() if k]
    meaning = Sequent(claim).meaning
    about_chance, takes_limit = claim.about_chance, claim.takes_limit
    for piece in pieces:
        names = ring.atoms(piece)
        if (
            not names
            or any(a.stars or a.summed or a.is_function or a == PI for a in names)
            or names & set(values)
        ):
            continue
        if not random and about_chance and any(is_random(meaning, a) for a in names):
            continue
        if takes_limit and any(meaning.varies(a) for a in names):
            continue
        yield piece


def _factors(p: Element) -> list[Element]:
    """The irreducible factors of a polynomial (FLINT finds them), or the whole."""
    if not is_polynomial(p) or all(sum(k for _, k in m) <= 1 for m, _ in p):
        return [p]
    names = sorted(ring.atoms(p))
    return [_element(factor, names) for factor, _ in factoring.factored(_powers(p, names))[1]]


def factored(p: Element) -> tuple[ring.Number, list[tuple[Element, int]]]:
    """A polynomial as a number times powers of irreducible factors (FLINT finds them)."""
    return _factored(ring.freeze(p))


@remembered(1000)
def _factored(p: ring.Frozen) -> tuple[ring.Number, list[tuple[Element, int]]]:
    names = sorted(ring.atoms(dict(p)))
    if not names:
        return dict(p).get(ring.UNIT, 0), []
    unit, factors = factoring.factored(_powers(dict(p), names))
    return ring.ratio(unit), [(_element(f, names), k) for f, k in factors]


def divided(q: Quotient) -> Quotient:
    """Without the factors below that divide the numerator, as polynomials."""
    for factor, _ in q.den:
        if is_polynomial(q.numerator) and is_polynomial(dict(factor)):
            names = sorted(q.atoms())
            found = factoring.quotient(_powers(q.numerator, names), _powers(dict(factor), names))
            if found is not None:
                return divided(
                    Quotient(
                        ring.freeze(_element(found, names)),
                        tuple((f, k - (f == factor)) for f, k in q.den if k > (f == factor)),
                    )
                )
    return q


def is_polynomial(p: Element) -> bool:
    return not any(e for _, e in p) and not any(k < 0 for m, _ in p for _, k in m)


def _powers(p: Element, names: list[Atom]) -> dict[factoring.Powers, ring.Number]:
    return {tuple(dict(m).get(a, 0) for a in names): c for (m, _), c in p.items()}


def _element(p: factoring.Terms, names: list[Atom]) -> Element:
    return {
        (tuple((n, k) for n, k in zip(names, powers) if k), ()): ring.ratio(c)
        for powers, c in p.items()
    }
