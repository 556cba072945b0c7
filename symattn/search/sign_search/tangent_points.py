"""Where tangents of logarithms are taken: weights w_j and u_j for w_j (e^{u_j} − 1 − u_j) ≥ 0.

Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import Atom, Label
from ...kernel.algebra.ring import Element, Key
from .proving import Proving

Pair = tuple[Key, Element]  # w_j and u_j, at the unnamed member


def logarithms(p: Element) -> list[Atom]:
    """The atoms log f of p, in order."""
    return sorted(a for a in ring.atoms(p) if a.kind == "log")


def weighted(
    signs: Proving, p: Element, label: Label | None
) -> Iterator[list[tuple[Element, Pair]]]:
    """p = Σ w_j l_j + …: the tangents at u = −l_j − c for the logarithms c beside the sum."""
    for weight in _weights(p, label):
        line: Element = {}
        beside: Element = {}
        for key, c in p.items():
            rest, own = ring.key_product(key, ring.inverse(weight)), dict(key[0])
            less = any(
                k < 0 and (own.get(a) != k or a.stars or a.summed) for a, k in rest[0]
            )  # p/q moves with the member; x/β does not
            if rest[1] or less or (label and not ring.is_summed(key)):
                beside[key] = c
            elif rest != ring.UNIT:  # a number moves no tangent
                line[_at(rest, label)] = c
        for more in _constants(signs, beside, weight, label):
            u = ring.negative(ring.add(line, more))
            yield [(ring.constant(1), (_at(weight, label), u))]


def _weights(p: Element, label: Label | None) -> list[Key]:
    """What stands beside a logarithm in p, and then what stands beside anything else, or 1."""
    found: dict[Key, bool] = {}
    for key in sorted(p):
        for a, k in key[0]:
            if k != 1 or not (label is None or ring.is_summed(key)):
                continue
            rest = tuple(x for x in key[0] if x[0] != a)
            bare = tuple(x for x in rest if x[0].stars or x[0].summed)  # without numbers
            for weight in dict.fromkeys(((rest, key[1]), (bare, key[1]))):
                if label is None or ring.is_summed(weight) or weight == ring.UNIT:
                    found[weight] = found.get(weight, False) or a.kind == "log"
    plain = [key for key in found if not any(a.kind == "log" for a, _ in key[0])]
    return sorted(plain, key=lambda key: not found[key])


def _constants(
    signs: Proving, beside: Element, weight: Key, label: Label | None
) -> Iterator[Element]:
    """What the logarithms beside a sum may be, shared out by the weights, which add up to 1 or,
    if they are all 1, to the number of members.
    """
    yield {}
    if label is None:
        return
    logs = {
        key: c
        for key, c in beside.items()
        if not ring.is_summed(key) and any(a.kind == "log" for a, _ in key[0])
    }
    if weight == ring.UNIT:
        assert signs.cell is not None
        size, _ = signs.cell.meaning.scope_count(label.set)
        if len(size) == 1:
            (n,) = size
            logs = {
                (m, e): c
                for (m, e), c in (
                    (ring.key_product(key, ring.inverse(n)), c) for key, c in logs.items()
                )
                if all(k > 0 for _, k in m)
            }
    if logs:
        yield logs
    if len(logs) > 1:
        yield from ({key: c} for key, c in logs.items())


def _at(key: Key, label: Label | None) -> Key:
    """At the unnamed member what is summed over all of them."""
    return key if label is None else replacing.renamed(key, label, label.other)


def exponential(p: Element, label: Label) -> Iterator[list[tuple[Element, Pair]]]:
    """p = Σ w_j e^{x_j} − r·e^m + …: the tangents at m, with weights w_j e^m and u = x_j − m."""
    above = [(key, c) for key, c in sorted(p.items()) if c > 0 and ring.is_summed(key)]
    for lower in sorted({key[1] for key, c in p.items() if c < 0 and not ring.is_summed(key)}):
        pairs = []
        for (m, e), c in above:
            here, x = _at((m, ()), label)[0], _at(((), e), label)[1]
            if x != e:  # else the same exponent for all of them
                u = ring.subtract(ring.exponent_as_element(x), ring.exponent_as_element(lower))
                pairs.append((ring.constant(c), ((here, lower), u)))
        if pairs:
            yield pairs


def convex(signs: Proving, p: Element, label: Label) -> Iterator[list[tuple[Element, Pair]]]:
    """p = Σ λ log X − log S + …: the tangents at X_j/X over S_j/S, with weights S_j/S."""
    sides: dict[bool, list[tuple[Element, Atom, Element]]] = {True: [], False: []}
    for a in logarithms(p):
        beside = {
            (tuple(x for x in m if x[0] != a), e): c for (m, e), c in p.items() if (a, 1) in m
        }
        body = _log_of_body(signs, a, label)
        if beside and body is not None:
            below = set(beside) == {ring.UNIT} and beside[ring.UNIT] < 0
            sides[not below].append((beside, a, body))
    for factor, lower, middle in sides[False]:
        pairs = []
        for share, upper, body in sides[True]:
            log_s, log_x = ring.atom(lower), ring.atom(upper)
            weight = ring.subtract(middle, log_s)
            u = ring.subtract(ring.subtract(body, log_x), weight)
            key: Key = ((), ring.exponent_of(weight))
            pairs.append((share, (key, u)))
        if pairs:
            yield pairs


def _log_of_body(signs: Proving, a: Atom, label: Label) -> Element | None:
    """log x_j at the unnamed member, for the atom log Σ x_j."""
    function, q = signs.opaque.get(a, ("", ring.ZERO))
    bodies = [key for key, _ in q.num if ring.is_summed(key)]
    if function != "log" or q.den or len(bodies) != 1 or signs.cell is None:
        return None
    m, e = replacing.renamed(bodies[0], label, label.other)
    total = ring.exponent_as_element(e)
    for one, k in m:
        name = Atom(f"log({ring.spelled(ring.freeze(ring.atom(one)))})")
        total = ring.add(total, ring.atom(name), k)
    return total
