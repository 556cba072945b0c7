"""Sums with a maximum M before them: M Σ g_j ≥ Σ s_j g_j, where g_j ≥ 0 and M is at least each s_j.

Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import MAXIMUM, Atom, Label
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element, Key
from ...kernel.algebra.sums import product
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.maxima import maximum
from ...kernel.order.signs import Fact, Stars
from ..plain_data import element_to_json
from .each_member import about_each
from .equations_put_in import equations_about_sums
from .proving import Proving, Row
from .summing import summed

MOST_TERMS, MOST_MAXIMA = 40, 3


def below_maxima(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p > 0 or p ≥ 0, by the scores put in for a maximum.

    Of several maxima, for one of them, where what is left has a sign by itself.
    """
    largest = sorted({a for m, _ in p for a, k in m if a.kind == MAXIMUM and k == 1})
    if len(p) > MOST_TERMS or len(largest) > MOST_MAXIMA or not any(map(ring.is_summed, p)):
        return None
    names = (_put_in(signs, p, most, relation, about) for most in largest)
    return next((name for name in names if name is not None), None)


def _put_in(signs: Proving, p: Element, most: Atom, relation: str, about: Stars) -> str | None:
    left: Element = dict(p)
    rows: list[Row] = []
    plus: list[Any] = []
    for key, c in p.items():
        if most not in dict(key[0]):
            continue
        beside = tuple(x for x in key[0] if x[0] != most), key[1]
        ways = _ways(signs, most, {beside: c}, left, about) if c > 0 else ()
        found = next(iter(ways), None)
        if found is None:
            return None
        name, less, equations = found
        left = ring.subtract(left, less)
        rows.append(["1", [name], [], []])
        plus += equations
    if most in ring.atoms(left):
        return None
    if left or relation == ">":
        before, signs.beside_maxima = signs.beside_maxima, True
        try:
            rest = _beside(signs, left, relation, about) if left else None
        finally:
            signs.beside_maxima = before
        if rest is None:
            return None
        rows.append(["1", [rest], [], []])
    entry = {"of": element_to_json(p), "is": relation, "by": rows}
    return signs.record({**entry, "plus": plus} if plus else entry)


def _beside(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p > 0 or p ≥ 0, for what is left: W (β log f + M) by W and it."""
    _look_at_logarithms(signs, p, about)
    common = _common(p)
    if len(p) < 2 or not ring.is_summed(common):
        return signs.known(p, relation, about)
    rest = {ring.key_product(key, ring.inverse(common)): c for key, c in p.items()}
    _look_at_logarithms(signs, rest, about)
    names = [signs.known(one, relation, about) for one in ({common: ring.ratio(1, 1)}, rest)]
    if None in names:
        return None
    rows: list[Row] = [["1", names, [], []]]
    return signs.record({"of": element_to_json(p), "is": relation, "by": rows})


def _common(p: Element) -> Key:
    """What all terms of p have in common."""
    (first, e), *others = p
    common = ((a, k) for a, k in first if k > 0 and all(dict(m).get(a) == k for m, _ in others))
    return tuple(common), e if all(own == e for _, own in others) else ()


def _look_at_logarithms(signs: Proving, p: Element, about: Stars) -> None:
    """f ≥ e^{−M/β} for β log f + M, so that it is known when a tangent is taken."""
    for key in p:
        logs = [a for a, k in key[0] if a.kind == "log" and k == 1]
        function, q = (
            signs.opaque.get(logs[0], ("", ring.ZERO)) if len(logs) == 1 else ("", ring.ZERO)
        )
        if function != "log" or q.den or key[1] and not ring.is_summed(key):
            continue
        beside = tuple(x for x in key[0] if x[0] != logs[0]), key[1]
        over = {
            ring.key_product(k, ring.inverse(beside)): ring.ratio(c, p[key]) for k, c in p.items()
        }
        rest = {k: c for k, c in over.items() if not any(a.kind == "log" for a, _ in k[0])}
        if len(rest) + 1 == len(p) and not any(e or ring.is_summed((m, e)) for m, e in rest):
            signs.find(ring.subtract(q.numerator, ring.exponential(ring.negative(rest))), about)


def _ways(
    signs: Proving, most: Atom, beside: Element, left: Element, about: Stars
) -> Iterator[tuple[str, Element, list[Any]]]:
    """Facts in which M stands as it does in p, what they are, and what is to be put in for them.

    A number beside M is it times Σ w_j, where Σ w_j = 1 and the w_j s_j stand in p.
    """
    assert signs.cell is not None
    if (name := _below(signs, most, beside, about)) is not None:
        yield name, signs.cell.fact(name).element, []
    ((key, c),) = beside.items()
    if ring.is_summed(key):
        return
    for equal, equation in equations_about_sums(signs):
        sums = [one for one in equation if ring.is_summed(one)]
        if len(sums) != 1 or set(equation) != {sums[0], ring.UNIT}:
            continue
        share = ring.ratio(-c * equation[sums[0]], equation[ring.UNIT])
        shared = {ring.key_product(key, sums[0]): share}
        if share <= 0 or (name := _below(signs, most, shared, about)) is None:
            continue
        fact = signs.cell.fact(name).element
        if not {one for one in fact if most not in dict(one[0])} <= set(left):
            continue
        number = ring.ratio(-share, equation[sums[0]])
        cofactor = {ring.key_product(key, (((most, 1),), ())): number}
        less = ring.add(fact, product(cofactor, equation))
        yield name, less, [[equal, element_to_json(cofactor)]]


def _below(signs: Proving, most: Atom, beside: Element, about: Stars) -> str | None:
    """The name of a fact (M − s_j) g_j ≥ 0, or of that summed, for what stands beside M."""
    assert signs.cell is not None
    ((key, _),) = beside.items()
    plus = summed_labels(ring.atoms_of_key(key))
    if len(plus) > 1:
        return None
    stars = [label.other for label in plus]
    each = beside
    for label in plus:
        each = replacing.relabelled(each, label, label.other)
    for name, fact in _scores(signs, most, key, stars):
        if (shown := signs.known(each, "≥", about.union(stars))) is None:
            return None
        whole = ring.multiply(each, fact.element)
        entry = {"of": element_to_json(whole), "is": "≥", "by": [["1", [shown, name], [], []]]}
        if (product := signs.record(entry)) is None:
            continue
        if not stars:
            return product
        if (said := about_each(signs, product, *stars)) is not None:
            return summed(said)
    return None


def _scores(signs: Proving, most: Atom, key: Key, stars: list[Label]) -> Iterator[tuple[str, Fact]]:
    """The facts that the maximum is at least a score of the member that a term speaks of."""
    assert signs.cell is not None
    listed = range(len(signs.cell.meaning.family_maxima))
    number = next(k for k in listed if Atom(f"max!{k}") == most)
    own = {label for a in ring.atoms_of_key(key) for label in a.indices}
    with suppress(Rejected):
        for (member, star), fact in maximum(signs.cell.meaning, number)[1].items():
            spoken = {label for a in ring.atoms(fact.element) for label in a.indices}
            if set(stars) == fact.stars and (stars or spoken & own):
                yield str(FactName("m", number, member=member, star=star)), fact
