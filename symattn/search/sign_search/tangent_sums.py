"""Sums of what lies above tangents: Σ_j w_j (e^{u_j} − 1 − u_j) ≥ 0 for w_j ≥ 0.

With u = log(q_j/p_j) and w = p_j it is the inequality of Gibbs, with u = −log(n p_j) the entropy's
bound log n, with the logarithms of two weights of softmax the convexity of log Σ e^{x_j}.  Each
member without a name gives one fact, which is summed, and each with a name its own; then e^{log f}
is put back as f, and Σ p_j as 1.  Untrusted: the kernel checks each entry.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import chain, islice

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import Atom, Label
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element, Key
from ...kernel.algebra.sums import canonical, product
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.signs import Stars
from ..plain_data import element_to_json
from .equations_put_in import divided, without_equations
from .proving import Proving, Row
from .summing import summed
from .tangent_points import Pair, convex, exponential, logarithms, weighted

MOST_TERMS, MOST_TRIED = 40, 12
MOST_BELOW = 2  # factors below a weight at a member


def by_tangents(signs: Proving, p: Element, relation: str, about: Stars) -> str | None:
    """The name of an entry that p ≥ 0, by tangents of logarithms at each member, and what is left
    besides.
    """
    if relation != "≥" or about or len(p) > MOST_TERMS or signs.on_tangents:
        return None
    if not logarithms(p) and not _has_sums_of_exponentials(p):
        return None
    signs.on_tangents = True  # what is left besides has none of them
    try:
        return _shown(signs, p) or _divided(signs, p)
    finally:
        signs.on_tangents = False


def _divided(signs: Proving, p: Element) -> str | None:
    """The same for β log f + …, which is β times log f + …/β."""
    beside = [key for key in p if any(a.kind == "log" for a, _ in key[0])]
    factors = (
        set.intersection(*({a for a, k in m if k > 0} for m, _ in beside)) if beside else set()
    )
    for a in sorted(a for a in factors if a.kind != "log" and not a.stars and not a.summed):
        above = signs.known(ring.atom(a), ">", frozenset())
        name = above and _shown(signs, ring.multiply(p, {(((a, -1),), ()): 1}))
        if above and name:
            return signs.record(_entry(p, [["1", [name, above], [], []]], []))
    return None


def _shown(signs: Proving, p: Element) -> str | None:
    labels = _labels(signs, p)
    one = [None] if signs.beside_maxima or not labels else []  # log f for a sum f as well
    for label in (*labels, *one):
        ways = chain(
            weighted(signs, p, label) if logarithms(p) else (),
            convex(signs, p, label) if label else (),
            exponential(p, label) if label else (),
        )
        for pairs in islice(ways, MOST_TRIED):
            with suppress(Rejected):
                if (name := _Tangents(signs, label).whole(p, pairs)) is not None:
                    return name
    return None


def _has_sums_of_exponentials(p: Element) -> bool:
    """Whether p is Σ w_j e^{x_j} less something."""
    return any(c > 0 and e and ring.is_summed((m, e)) for (m, e), c in p.items()) and any(
        c < 0 and not ring.is_summed(key) for key, c in p.items()
    )


def _labels(signs: Proving, p: Element) -> list[Label]:
    """+J/1 for what is summed in p, and inside its logarithms."""
    inside = [signs.opaque[a][1].atoms() for a in logarithms(p) if a in signs.opaque]
    labels = summed_labels(ring.atoms(p).union(*inside))
    return sorted(label for label in labels if label.depth == 1)


class _Tangents:
    """What is shown on the way to p ≥ 0."""

    def __init__(self, signs: Proving, label: Label | None) -> None:
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
            if (rest := self._rest(p, left)) is None:
                return None
            row, more = rest
            rows.append(row)
            plus += more
        return self.signs.record(_entry(p, rows, plus))

    def _rest(self, p: Element, left: Element) -> tuple[Row, list[tuple[str, Element]]] | None:
        """A row for what is left, with fewer sums of logarithms, and what is put in for it."""
        below = {m for _, e in left for m, c in e if c == -1 and any(a.kind == "log" for a, _ in m)}
        if len(below) == 1 and len(min(below)) == 1:
            return self._times(left, min(below))
        if any(a.kind == "log" for _, e in left for m, _ in e for a, _ in m):
            return None
        if (sums := _sums_of_logs(left)) and sums >= _sums_of_logs(p):
            return None
        name = _shown(self.signs, left) if sums else self.signs.known(left, "≥", frozenset())
        return None if name is None else (["1", [name], [], []], [])

    def _times(
        self, left: Element, log: ring.Monomial
    ) -> tuple[Row, list[tuple[str, Element]]] | None:
        """The same for d + r·e^{−log f}, which is e^{−log f}·(d·f + r) by e^{log f} = f."""
        found = self._argument(log[0][0])
        down: ring.Key = ((), ((log, -1),))
        over = {key: c for key, c in left.items() if dict(key[1]).get(log) == -1}
        rest = ring.subtract(left, over)
        if found is None or any(log in dict(e) for _, e in rest) or _sums_of_logs(left):
            return None
        f, name = found
        whole = ring.add(product(rest, f), ring.multiply(over, {ring.inverse(down): 1}))
        shown = self.signs.known(canonical(whole), "≥", frozenset())
        if shown is None:
            return None
        exponent = element_to_json(ring.exponent_as_element(down[1]))
        return ["1", [shown], [], exponent], [(name, ring.multiply(rest, {down: 1}))]

    def _argument(self, a: Atom, about: Stars = frozenset()) -> tuple[Element, str] | None:
        """f and the name of e^{log f} = f, for the atom log f."""
        function, q = self.signs.opaque.get(a, ("", ring.ZERO))
        if function != "log" or q.den:
            return None
        known = self.signs.known(q.numerator, ">", about)
        name = None if known is None else self.signs.record({"undone": known})
        return None if name is None else (q.numerator, name)

    def _at_least_zero(self, share: Element) -> list[tuple[str, list[str]]] | None:
        """Weights and names of facts that a factor is the sum of."""
        if set(share) == {ring.UNIT}:
            return [(str(share[ring.UNIT]), [])] if share[ring.UNIT] > 0 else None
        name = self.signs.known(share, "≥", frozenset())
        return None if name is None else [("1", [name])]

    def _everywhere(self, pair: Pair) -> list[str] | None:
        """The facts at all members: that of the sum over those without a name, and the others."""
        if self.label is None:
            return None if (name := self._at(pair, None)) is None else [name]
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

    def _at(self, pair: Pair, label: Label | None, factors: int = 0) -> str | None:
        """w (e^u − 1 − u) ≥ 0 at one member, e^{log f} put back as f.

        `factors` says how many that were left below w has been multiplied with.
        """
        (m, e), u = pair
        about: Stars = frozenset({label} if label and label.kind else ())
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
        for star in about:
            if not self.cell.claim.context.facts:
                return None
            rows.append(["0", [str(FactName("h", 0, star=star))], [], []])
        element, plus = self._reduced(ring.multiply(above, {(m, e): 1}), about)
        if (f := self._still_below(element, about)) is not None:
            if factors < MOST_BELOW:
                times = self._at((ring.key_product((m, e), f), u), label, factors + 1)
                if (over := self._over(f, times, about)) is not None:
                    return over
            if factors:
                return None
        cofactors = [[name, element_to_json(ring.negative(c))] for name, c in plus]
        return self.signs.record(
            {"of": element_to_json(element), "is": "≥", "by": rows, "plus": cofactors}
        )

    def _still_below(self, p: Element, about: Stars) -> Key | None:
        """f of an e^{−log f} that is left at a member, where f is a product."""
        for _, e in p if about else ():
            for m, c in e:
                if c == -1 and len(m) == 1 and m[0][0].kind == "log":
                    found = self._argument(m[0][0], about)
                    if found is not None and set(found[0].values()) == {1} and len(found[0]) == 1:
                        return next(iter(found[0]))
        return None

    def _over(self, f: Key, name: str | None, about: Stars) -> str | None:
        """The name of the entry that p/f ≥ 0, from that of p ≥ 0."""
        below = self.signs.known({f: 1}, ">", about)
        if name is None or below is None:
            return None
        element = ring.multiply(self.cell.fact(name).element, {ring.inverse(f): 1})
        rows: list[Row] = [["1", [name], [], []]]
        return self.signs.record({**_entry(element, rows, []), "times": below})

    # ---- equations put in ------------------------------------------------------------------------

    def _reduced(self, p: Element, about: Stars) -> tuple[Element, list[tuple[str, Element]]]:
        """p less multiples of equations, and these: e^{log f} − f = 0, and Σ p_j = 1."""
        plus: list[tuple[str, Element]] = []
        if not about:  # Σ p_j e^{log f}, before e^{log f} becomes a sum
            p, plus = without_equations(self.signs, p)
        logs = {a for _, e in p for m, _ in e for a, _ in m if a.kind == "log" and not a.summed}
        for sign in (-1, 1):
            for a in sorted(a for a in logs if bool(a.stars) == bool(about)):
                p, used = self._without_log(p, a, sign, about)
                plus += used
        if not about:
            p, used = without_equations(self.signs, p)
            plus += used
        return p, plus

    def _without_log(
        self, p: Element, a: Atom, sign: int, about: Stars
    ) -> tuple[Element, list[tuple[str, Element]]]:
        """With e^{−log f}·f put as 1, or e^{log f} as f."""
        monomial: ring.Monomial = ((a, 1),)
        of_it = {key: c for key, c in p.items() if dict(key[1]).get(monomial) == sign}
        if not of_it or (found := self._argument(a, about)) is None:
            return p, []
        f, name = found
        if sign == -1:  # r·f·e^{−log f} is r − r·e^{−log f}·(e^{log f} − f)
            cofactor = ring.negative(divided(of_it, f)[1])
        else:  # r·e^{log f} is r·f + r·(e^{log f} − f)
            cofactor = ring.multiply(of_it, {((), ((monomial, -1),)): 1})
        undo: Element = ring.subtract({((), ((monomial, 1),)): 1}, f)
        return ring.subtract(p, product(cofactor, undo)), [(name, cofactor)] if cofactor else []


def _sums_of_logs(p: Element) -> int:
    """How many sums of logarithms are in p."""
    return sum(any(a.kind == "log" and a.summed for a in ring.atoms_of_key(key)) for key in p)


def _entry(p: Element, rows: list[Row], plus: list[tuple[str, Element]]) -> dict[str, object]:
    cofactors = [[name, element_to_json(c)] for name, c in plus]
    return {"of": element_to_json(p), "is": "≥", "by": rows, "plus": cofactors}
