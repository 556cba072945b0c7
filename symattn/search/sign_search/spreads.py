"""Variances of numbers between bounds: Σ w_j x_j² − (Σ w_j x_j)² ≤ (U − L)²/4 for L ≤ x_j ≤ U.

Σ w_j (U − x_j)(x_j − L) ≥ 0 is added, Σ w_j put as 1, and what is left is a square (T. Popoviciu,
1935; R. Bhatia and C. Davis, A better bound on the variance, Amer. Math. Monthly 107 (2000)).
Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import product as product_of

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import SUM, Atom, Label
from ...kernel.algebra.labels import generic_labels, summed_labels
from ...kernel.algebra.ring import Element, Key
from ...kernel.algebra.sums import body_of, canonical, product
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .equations_put_in import divided, without_equations
from .proving import Proving, Row
from .summing import summed

MOST_TERMS, MOST_BOUNDS = 20, 4
ONE: Element = ring.constant(1)


def between_bounds(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p ≥ 0, where −Σ w_j x_j² is in p, maybe times Σ w_j."""
    assert signs.cell is not None
    if relation != "≥" or about or len(p) > MOST_TERMS:
        return None
    with suppress(Rejected):
        for key, c in sorted(p.items()):
            for weight, a, total in _squares_in(key) if c < 0 else ():
                if (name := _shown(signs, p, {weight: -c}, a, total)) is not None:
                    return name
    return None


def _squares_in(key: Key) -> Iterator[tuple[Key, Atom, Key | None]]:
    """w_j, x_j and what stands beside in w_j x_j² under a sum; beside it is nothing, or Σ w_j."""
    if ring.is_summed(key):
        yield from ((weight, a, None) for weight, a in _square_of_member(key))
        return
    sums = [a for a, k in key[0] if Atom(a).kind == SUM and k == 1]
    if len(key[0]) == len(sums) == 2 and not key[1]:
        for one, other in (sums, sums[::-1]):
            ((body, _),) = body_of(Atom(one)).num
            for weight, a in _square_of_member(body):
                if {weight: 1} == dict(body_of(Atom(other)).num):
                    yield weight, a, (((Atom(other), 1),), ())


def _square_of_member(key: Key) -> Iterator[tuple[Key, Atom]]:
    for a, k in key[0]:
        if k == 2 and a.summed and len(summed_labels(ring.atoms_of_key(key))) == 1:
            yield (tuple(x for x in key[0] if x[0] != a), key[1]), a


def _shown(signs: Proving, p: Element, weight: Element, a: Atom, total: Key | None) -> str | None:
    """The same with these weights and members."""
    assert signs.cell is not None
    (label,) = a.summed
    star = label.other
    beside = [] if total is None else [signs.known(canonical({total: 1}), "≥", frozenset())]
    if None in beside:
        return None
    w, x = (replacing.relabelled(q, label, star) for q in (weight, ring.atom(a)))
    uppers, lowers = _bounds(signs, p, x, star)
    for upper, lower in product_of(uppers, lowers):
        if (names := _everywhere(signs, (w, upper, lower), star)) is None:
            continue
        added = ring.sum_of(signs.cell.fact(name).element for name in names)
        if total is not None:
            added = product(added, {total: 1})
        left, plus = without_equations(signs, ring.subtract(p, added))
        if (rest := _square(signs, left)) is not None:
            rows = [["1", [name, *beside], [], []] for name in names]
            cofactors = [[equation, element_to_json(q)] for equation, q in plus]
            entry = {"of": element_to_json(p), "is": "≥", "plus": cofactors}
            return signs.record({**entry, "by": [*rows, *rest]})
    return None


def _everywhere(
    signs: Proving, factors: tuple[Element, Element, Element], star: Label
) -> list[str] | None:
    """The names of w_j (U − x_j)(x_j − L) ≥ 0, summed over the members without a name, and at
    the others."""
    assert signs.cell is not None
    meaning, names = signs.cell.meaning, list[str]()
    with meaning.in_base_scope():
        labels = (star, *map(Label, meaning.scope[star.set]))
    for label in labels:
        w, upper, lower = (replacing.relabelled(q, star, label) for q in factors)
        (((m, e), c),) = w.items()
        about = frozenset({label} if label == star else ())
        plain: Element = {(m, ()): 1}
        shown = [signs.known(q, "≥", about) for q in (plain, upper, lower) if q != ONE]
        power = element_to_json(ring.exponent_as_element(e))
        each = ring.multiply(w, ring.multiply(upper, lower))
        entry = {"of": element_to_json(each), "is": "≥", "by": [[str(c), shown, [], power]]}
        if None in shown or (name := signs.record(entry)) is None:
            return None
        names.append(summed(name) if label == star else name)
    return names


def _bounds(
    signs: Proving, p: Element, x: Element, star: Label
) -> tuple[list[Element], list[Element]]:
    """U − x_j and x_j − L at the member without a name, each known to be ≥ 0, with L and U from a
    hypothesis, or ± something in p."""
    assert signs.cell is not None
    found: tuple[list[Element], list[Element]] = ([], [])
    for k, _ in enumerate(signs.cell.claim.context.facts):
        with suppress(Rejected):
            fact = signs.cell.fact(str(FactName("h", k, star=star)))
            side = fact.element.get(next(iter(x)))
            rest = {key: c for key, c in fact.element.items() if key not in x}
            moves = star in generic_labels(ring.atoms(rest)) or any(map(ring.is_summed, rest))
            if fact.relation in ("≥", ">") and side in (1, -1) and not moves:
                found[side == 1].append(fact.element)
    for a in sorted(a for a in ring.atoms(p) if not a.summed and a.kind != SUM)[:MOST_BOUNDS]:
        for sign in (1, -1):
            gap = ring.subtract(ring.add({}, ring.atom(a), sign), x)
            for lower, one in ((False, gap), (True, ring.negative(gap))):
                if one not in found[lower] and signs.known(one, "≥", frozenset({star})):
                    found[lower].append(one)
    return found


def _square(signs: Proving, p: Element) -> list[Row] | None:
    """Rows for p ≥ 0 as r (S + q)² and what is left, S being a sum."""
    if not p:
        return []
    squares = [
        (Atom(a), c) for (m, e), c in p.items() for a, k in m if (m, e, k) == (((a, 2),), (), 2)
    ]
    for a, c in (one for one in squares if one[0].kind == SUM and one[1] > 0):
        total = canonical(ring.atom(a))
        _, alone = divided({key: d for key, d in p.items() if ring.is_summed(key)}, total)
        beside = {
            (tuple(y for y in m if y[0] != a), e): d for (m, e), d in p.items() if (a, 1) in m
        }
        half = {key: ring.ratio(d, 2 * c) for key, d in ring.add(alone, beside).items()}
        root = canonical(ring.add(total, half))
        rest = ring.subtract(p, canonical(ring.multiply(ring.constant(c), product(root, root))))
        rows: list[Row] = [[str(c), [], [element_to_json(root)], []]]
        if not rest:
            return rows
        if (name := signs.known(rest, "≥", frozenset())) is not None:
            return [*rows, ["1", [name], [], []]]
    name = signs.known(p, "≥", frozenset())
    return None if name is None else [["1", [name], [], []]]
