"""Sums of what lies above tangents: Σ_j w_j (e^{u_j} − 1 − u_j) ≥ 0 for w_j ≥ 0.

With u = log(q_j/p_j) and w = p_j it is the inequality of Gibbs, with u = −log(n p_j) the entropy's
bound log n, with the logarithms of two weights of softmax the convexity of log Σ e^{x_j}.  Each
member without a name gives one fact, which is summed, and each with a name its own; then e^{log f}
is put back as f, and Σ p_j as 1.  Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import Atom, Label
from ...kernel.algebra.labels import generic_labels, summed_labels
from ...kernel.algebra.ring import Element, Key
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .proving import Proving, Row
from .summing import summed

MOST_TERMS, MOST_TRIED = 40, 12
Pair = tuple[Key, Element]  # w_j and u_j, at the unnamed member


def by_tangents(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p ≥ 0, by tangents of logarithms at each member, and what is left
    besides.
    """
    if relation != "≥" or about or len(p) > MOST_TERMS or not _logarithms(p):
        return None
    assert signs.cell is not None
    for label in _labels(signs, p):
        for k, ways in enumerate((_weighted(p, label), _convex(signs, p, label))):
            for number, pairs in enumerate(ways):
                if number >= MOST_TRIED:
                    break
                with suppress(Rejected):
                    if (name := _Shown(signs, label).whole(p, pairs)) is not None:
                        return name
    return None


def _logarithms(p: Element) -> list[Atom]:
    return sorted(a for a in ring.atoms(p) if a.kind == "log")


def _labels(signs: Proving, p: Element) -> list[Label]:
    """+J/1 for what is summed in p, and inside its logarithms."""
    inside = [signs.opaque[a][1].atoms() for a in _logarithms(p) if a in signs.opaque]
    labels = summed_labels(ring.atoms(p).union(*inside))
    return sorted(label for label in labels if label.depth == 1)


def _weighted(p: Element, label: Label) -> Iterator[list[tuple[Element, Pair]]]:
    """p = Σ w_j l_j + …: the tangents at u = −l_j − c for the logarithms c beside the sum."""
    star = label.other
    seen: list[Key] = []
    for key in sorted(p):
        for a, k in key[0]:
            weight = tuple(x for x in key[0] if x[0] != a), key[1]
            if k == 1 and ring.is_summed(weight) and weight not in seen:
                seen.append(weight)
    # what stands beside a logarithm first
    logs = [key for key in seen if not any(a.kind == "log" for a, _ in key[0])]
    outer = [ring.constant(0), *(ring.atom(a) for a in _logarithms(p) if not a.summed)]
    for weight in logs:
        line: Element = {}
        for key, c in p.items():
            rest = ring.key_product(key, ring.inverse(weight))
            if not rest[1] and all(k > 0 for _, k in rest[0]):
                line[replacing.renamed(rest, label, star)] = c
        for c in outer:
            u = ring.negative(ring.add(line, c))
            yield [(ring.constant(1), (replacing.renamed(weight, label, star), u))]


def _convex(signs: Proving, p: Element, label: Label) -> Iterator[list[tuple[Element, Pair]]]:
    """p = Σ λ log X − log S + …: the tangents at X_j/X over S_j/S, with weights S_j/S."""
    star = label.other
    sides: dict[bool, list[tuple[Element, Atom, Element]]] = {True: [], False: []}
    for a in _logarithms(p):
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
            key = ((), ring.exponent_of(weight))
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


class _Shown:
    """What is shown on the way to p ≥ 0."""

    def __init__(self, signs: Proving, label: Label) -> None:
        assert signs.cell is not None
        self.signs, self.cell, self.label = signs, signs.cell, label

    def whole(self, p: Element, pairs: list[tuple[Element, Pair]]) -> str | None:
        """The name of the entry that p ≥ 0."""
        left, rows = dict(p), []
        for share, pair in pairs:
            factors = self._at_least_zero(share)
            names = self._everywhere(pair)
            if factors is None or names is None:
                return None
            for name in names:
                for weight, factor in factors:
                    rows.append([weight, [name, *factor], [], []])
                left = ring.subtract(left, ring.multiply(share, self.cell.fact(name).element))
        left, plus = self._reduced(left, frozenset())
        if left:
            if (rest := self.signs.known(left, "≥", frozenset())) is None:
                return None
            rows.append(["1", [rest], [], []])
        return self.signs.record(_entry(p, rows, plus))

    def _at_least_zero(self, share: Element) -> list[tuple[str, list[str]]] | None:
        """Weights and names of facts that a factor is the sum of."""
        if set(share) == {ring.UNIT}:
            return [(str(share[ring.UNIT]), [])] if share[ring.UNIT] > 0 else None
        name = self.signs.known(share, "≥", frozenset())
        return None if name is None else [("1", [name])]

    def _everywhere(self, pair: Pair) -> list[str] | None:
        """The facts at all members: that of the sum over those without a name, and the others."""
        star, meaning = self.label.other, self.cell.meaning
        with meaning.in_base_scope():
            key = meaning.set_of_label(star)
            labels = (star, *map(Label, meaning.scope[key]))
        names = []
        for label in labels:
            (weight, u) = pair
            here = replacing.renamed(weight, star, label), replacing.relabelled(u, star, label)
            if (name := self._at(here, label)) is None:
                return None
            names.append(summed(name) if label == star else name)
        return names

    def _at(self, pair: Pair, label: Label) -> str | None:
        """w (e^u − 1 − u) ≥ 0 at one member, e^{log f} put back as f."""
        (m, e), u = pair
        about: Stars = frozenset({label} if label.kind else ())
        power = ring.exponential(u)
        above = ring.subtract(power, ring.add(ring.constant(1), u))
        entry = {
            "of": element_to_json(above),
            "is": "≥",
            "tangent": [element_to_json(u), []],
        }
        names = [self.signs.record(entry)]
        for a, k in m:
            names += [self.signs.known(ring.atom(a), "≥", about)] * k
        if any(k < 0 for _, k in m) or any(name is None for name in names):
            return None
        rows: list[Row] = [["1", names, [], element_to_json(ring.exponent_as_element(e))]]
        if about:
            if not self.cell.claim.context.facts:
                return None
            rows.append(["0", [str(FactName("h", 0, star=label))], [], []])
        element, plus = self._reduced(ring.multiply(above, {(m, e): 1}), about)
        cofactors = [[name, element_to_json(ring.negative(c))] for name, c in plus]
        return self.signs.record(
            {"of": element_to_json(element), "is": "≥", "by": rows, "plus": cofactors}
        )

    # ---- equations put in ------------------------------------------------------------------------

    def _reduced(self, p: Element, about: Stars) -> tuple[Element, list[tuple[str, Element]]]:
        """p less multiples of equations, and these: e^{log f} − f = 0, and Σ p_j = 1."""
        plus: list[tuple[str, Element]] = []
        logs = {a for _, e in p for m, _ in e for a, _ in m if a.kind == "log"}
        for a in sorted(logs, key=lambda a: (not a.stars, a)):
            function, q = self.signs.opaque.get(a, ("", ring.ZERO))
            if function != "log" or q.den or not generic_labels([a]) == about & a.stars:
                continue
            p, used = self._without_log(p, a, q.numerator, about if a.stars else frozenset())
            plus += used
        if not about:
            for name, equation in self._equations():
                p, cofactor = _divided(p, equation)
                plus += [(name, cofactor)] if cofactor else []
        return p, plus

    def _without_log(
        self, p: Element, a: Atom, f: Element, about: Stars
    ) -> tuple[Element, list[tuple[str, Element]]]:
        """With e^{−log f}·f put as 1, and e^{log f} as f."""
        monomial: ring.Monomial = ((a, 1),)
        total: Element = {}
        for sign in (-1, 1):
            of_it = {key: c for key, c in p.items() if dict(key[1]).get(monomial) == sign}
            if not of_it:
                continue
            if sign == -1:  # r·f·e^{−log f} is r − r·e^{−log f}·(e^{log f} − f)
                _, r = _divided(of_it, f)
                cofactor = ring.negative(r)
            else:  # r·e^{log f} is r·f + r·(e^{log f} − f)
                cofactor = ring.multiply(of_it, {((), ((monomial, -1),)): 1})
            undo: Element = ring.subtract({((), ((monomial, 1),)): 1}, f)
            p = ring.subtract(p, ring.multiply(cofactor, undo))
            total = ring.add(total, cofactor)
        if not total:
            return p, []
        known = self.signs.known(f, ">", about)
        name = None if known is None else self.signs.record({"undone": known})
        if name is None:
            raise Rejected("a logarithm of what is not known to be > 0")
        return p, [(name, total)]

    def _equations(self) -> Iterator[tuple[str, Element]]:
        for name in self.signs.names():
            with suppress(Rejected):
                fact = self.cell.fact(name)
                if fact.relation == "=" and any(map(ring.is_summed, fact.element)):
                    yield name, fact.element


def _divided(p: Element, by: Element) -> tuple[Element, Element]:
    """p less r·by without multiples of one term of `by`, a sum if there is one, and r."""
    lead = max(by, key=lambda key: (ring.is_summed(key), key))
    quotient: Element = {}
    for key, c in p.items():
        m, e = ring.key_product(key, ring.inverse(lead))
        if all(k > 0 or k == dict(key[0]).get(a) for a, k in m) and not ring.is_summed((m, e)):
            quotient[m, e] = ring.ratio(c, by[lead])
    with suppress(Rejected):
        return ring.subtract(p, ring.multiply(quotient, by)), quotient
    return p, {}


def _entry(p: Element, rows: list[Row], plus: list[tuple[str, Element]]) -> dict[str, object]:
    cofactors = [[name, element_to_json(c)] for name, c in plus]
    return {"of": element_to_json(p), "is": "≥", "by": rows, "plus": cofactors}
