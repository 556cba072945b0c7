"""Search for signs.

p = Σ λ·Π facts·e^q by exact linear programming, squares by completing them, e^x − e^y by pairing.
Untrusted.  `ProvingSigns` answers the kernel's questions about signs and writes down why.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations_with_replacement
from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.intervals import PI
from ...kernel.algebra.ring import Element
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.sign_entries import check_entry
from ...kernel.order.signs import FLIP, Stars
from ...kernel.rules.sequent import Sequent
from ...language import Term
from ...language.kinds import ORDERS
from ...oracles.effort import spend
from ..plain_data import element_to_json
from .cell_facts import CellFacts
from .cofactors import vanishes
from .combinations import solved, squares, termwise
from .dominant_squares import dominant
from .each_member import each_member
from .exponential_squares import exponential_squares
from .exponentials import square_beside
from .fact_chains import differences
from .fractions_cleared import below, cleared, in_exponents, inverses, monomial
from .maxima_put_in import below_maxima
from .members_alike import signs_alike
from .multiples import multiple, strictly, sum_of_multiples
from .pair_squares import crossed
from .pair_sums import homogeneous, pair_sum
from .pairing import borrowed, paired
from .polynomials import polynomial_sign, too_long
from .products import products
from .proving import Row
from .raised import simpler_now
from .spreads import between_bounds
from .squares_read import Square, squares_read
from .stationary import stationary
from .summing import summed_up
from .tangent_sums import by_tangents
from .tangents_beside import tangent
from .trial_numbers import EXCLUDED, likeliest_first, seen

MAX_COLUMNS, MAX_TERMS = 60, 40


class ProvingSigns(CellFacts):
    """Known signs that try to prove the ones they are asked for.

    `entries` is the record for the certificate.
    """

    def __init__(self) -> None:
        super().__init__()
        self.questions: list[tuple[Element, Stars]] = []
        self._failed: set[tuple[ring.Frozen, Stars, int]] = set()
        self._squares: list[Square] | None = None
        self._busy = 0
        # whether to leave out what takes long, or to try it for what is no comparison too
        self.quick = self.thorough = False

    def sign(self, p: Element, about: Stars = frozenset()) -> str:
        known = super().sign(p, about)
        self.questions.append((p, about))
        return known

    def take_over(self, above: Sequent) -> None:
        """What a cell around this one has worked out.

        Only after asking again for every sign that went into it.
        """
        assert self.cell is not None and isinstance(above.signs, ProvingSigns)
        asked = {(ring.freeze(p), about): (p, about) for p, about in above.signs.questions}
        known = all(self.find(p, about) is not None for p, about in asked.values())
        if known and not simpler_now(self.cell, above):
            self.hints_again(above.signs)
            self.cell.meaning.memo.update(above.meaning.memo)
            self.opaque.update(above.signs.opaque)
            self.unnamed.update(above.signs.unnamed)
            self.questions += asked.values()

    def find(self, p: Element, about: Stars = frozenset()) -> str | None:
        known = super().find(p, about)
        if known in (">", "<", "=") or not p or self.cell is None or self._busy > 3:
            return known
        spend(50 * len(p))
        mark = (ring.freeze(p), about, len(self.cell.entries) if self._busy else -1)
        if mark in self._failed:
            return known
        self._failed.add(mark)
        self._busy += 1
        try:
            if self.log_known(p, about) or self._square_known(p):
                return super().find(p, about)
            # no polynomial: the signs of its atoms tell
            names = [(a, k) for m, _ in p for a, k in m] if len(p) == 1 else []
            if names and not any(a.summed for a, _ in names):
                function = any(k < 0 or a.is_function or a == PI for a, k in names)
                if function or any(map(ring.is_summed, p)):
                    for a, _ in sorted(names):
                        self.find(ring.atom(a), about)
                    found = super().find(p, about)
                    if function or found in (">", "<", "="):
                        return found
            for relation, target in (
                (r, p if r in (">", "≥") else ring.add({}, p, -1))
                for r in ((">", "<", "≥", "≤") if len(p) > MAX_TERMS else ())
            ):
                wanted = relation if relation in (">", "≥") else FLIP[relation]
                if (rows := self.given(target, wanted)) and self.record(
                    {"of": element_to_json(target), "is": wanted, "by": rows}
                ):
                    return super().find(p, about)
            signs = seen(p, lambda: self.facts_near(p, about)) or signs_alike(self, p, about)
            op = self.cell.claim.conclusion.op if self._busy == 1 else ""
            for relation in likeliest_first(p, op):
                if signs & EXCLUDED[relation] or (known and relation in ("≥", "≤")):
                    continue
                target = p if relation in (">", "≥") else ring.add({}, p, -1)
                if self.prove(target, FLIP[relation] if target is not p else relation, about):
                    if relation == "≥" and self._may_be_zero():
                        self.prove(ring.add({}, p, -1), "≥", about)
                    return super().find(p, about)
            if (
                not signs - {0}
                and self._may_be_zero()
                and vanishes(self, p, self.facts_near(p, about))
            ):
                return super().find(p, about)
        finally:
            self._busy -= 1
        return known

    def _square_known(self, p: Element) -> bool:
        """Whether p or −p is a square that the claim speaks of; its entry is recorded."""
        assert self.cell is not None
        if self._squares is None:
            self._squares = []  # reading them asks for signs
            self._squares = squares_read(self.cell)
        forms = {ring.normalized(q)[0] for q in (p, ring.negative(p))}
        for square, entry in self._squares:
            if ring.normalized(square)[0] in forms:
                strictly(self, p)
                with suppress(Rejected):
                    if isinstance(entry, Term):
                        self._record("root", entry)
                        return True
                    return self.record(entry) is not None
        return False

    def _may_be_zero(self) -> bool:
        """Whether it is worth looking for p ≤ 0 where p ≥ 0 is known."""
        assert self.cell is not None
        op = self.cell.claim.conclusion.op
        facts = (*self.cell.claim.context.facts, *self.cell.claim.assumptions)
        return op == "=" or (op in ("≤", "≥") and any(f.op == "=" for f in facts))

    def prove(self, p: Element, relation: str, about: Stars = frozenset()) -> str | None:
        """The name of a new entry that proves p > 0 or p ≥ 0, or None."""
        rows = self.given(p, relation)
        if rows is None and len(p) > MAX_TERMS and all(c > 0 and not m for (m, _), c in p.items()):
            rows = self.grouped(p, relation, about)  # a sum of exponentials, however long
        elif rows is None and len(p) <= MAX_TERMS:
            rows = (
                self.grouped(p, relation, about)
                or paired(self, p, relation, about)
                or sum_of_multiples(self, p, relation)
                or self._factored(p, relation, about)
                or dominant(self, p, relation, about)
                or square_beside(p, relation, lambda rest: self.grouped(rest, relation, about))
                or tangent(self, p, relation, about)
                or crossed(self, p, relation, about)
                or exponential_squares(p, relation)
            )
        if rows is not None:
            return self.record({"of": element_to_json(p), "is": relation, "by": rows})
        for way in (
            cleared,
            by_tangents,
            below_maxima,
            each_member,
            pair_sum,
            homogeneous,
            stationary,
            between_bounds,
        ):
            if (name := way(self, p, relation, about)) is not None:
                return name
        if (
            self.quick
            or self.cell is None
            or not (self.thorough or self.cell.claim.conclusion.op in ORDERS)
            or self._busy > 2
            or too_long(p, MAX_TERMS)
        ):
            return None
        entry = polynomial_sign(self, p, relation, about) or products(self, p, relation, about)
        return self.record(entry) if entry is not None else None

    def known(self, p: Element, relation: str, about: Stars) -> str | None:
        """The name of an entry that p > 0 or p ≥ 0, if that is proved within few steps."""
        if self._busy > 3:
            return None
        self._busy += 1
        try:
            return self.named(p, relation, about)
        finally:
            self._busy -= 1

    def given(self, p: Element, relation: str) -> list[Row] | None:
        """A positive multiple of a fact of this cell."""
        return multiple(self, p, relation)

    def record(self, entry: dict[str, Any]) -> str | None:
        """Check an entry with the kernel's own function, keep it, and give its name."""
        assert self.cell is not None
        if names := {
            row[1][0]
            for a in in_exponents(entry)
            if (rows := self.given(ring.atom(a), ">")) is not None
            for row in rows[:1]
        }:
            entry = {**entry, "below": sorted(names)}
        try:
            fact = check_entry(self.cell.meaning, entry, self.cell.fact)
        except Rejected:
            return None
        assert fact is not None
        self.entries.append(entry)
        return self.cell.learn(fact)

    def _factored(self, p: Element, relation: str, about: Stars) -> list[Row] | None:
        """Squares, and a monomial of positive atoms, times a polynomial that is > 0 or ≥ 0."""
        shared = {
            a: min(dict(m).get(a, 0) for m, _ in p) for a in sorted({a for m, _ in p for a, _ in m})
        }
        shared = {a: k for a, k in shared.items() if k > 0}
        if not shared or len(p) < 2 or any(a.summed for a in shared):
            return None
        names, root = list[str](), ring.constant(1)
        for a, k in list(shared.items()):
            name = self.named(ring.atom(a), ">", about) or (
                self.named(ring.atom(a), "≥", about) if relation == "≥" else None
            )
            if name is not None:
                names += [name] * k
                continue
            if relation == ">":
                return None
            root = ring.multiply(root, ring.power(ring.atom(a), k // 2))
            shared[a] = k - k % 2
        inner = {
            (tuple((a, k - shared.get(a, 0)) for a, k in m if k != shared.get(a, 0)), e): c
            for (m, e), c in p.items()
        }
        if inner == p:
            return None
        base = self.named(inner, relation, about)
        squares = [element_to_json(root)] if root != ring.constant(1) else []
        return None if base is None else [["1", [*names, base], squares, []]]

    # ---- sums of products of facts ---------------------------------------------------------------

    def grouped(self, p: Element, relation: str, about: Stars) -> list[Row] | None:
        """Every coefficient of an exponential is ≥ 0, and one is > 0."""
        groups: dict[ring.Exponent, Element] = {}
        for (m, e), c in p.items():
            groups.setdefault(e, {})[(m, ())] = c
        rows = borrowed(self, groups, about)
        strict = relation == "≥"
        for e, q in sorted(groups.items(), key=lambda g: ring.is_summed(((), g[0]))):
            summed = ring.is_summed(((), e)) or any(ring.is_summed(k) for k in q)
            found = None if strict or summed else self.combination(q, ">", about)
            strict = strict or found is not None
            if summed and (shown := summed_up(self, e, q, about)) is not None:
                rows += shown[0]
                strict = strict or shown[1]
            elif (found := found or self.combination(q, "≥", about)) is not None:
                exponent = element_to_json(ring.exponent_as_element(e))
                rows += [[w, refs, squares, exponent] for w, refs, squares in found]
            else:
                return None
        return rows if strict else None

    def combination(
        self, p: Element, relation: str, about: Stars
    ) -> list[tuple[str, list[str], list[Any]]] | None:
        """p as constants, products of at most two facts, and squares."""
        if set(p) == {ring.UNIT}:
            return [(str(p[ring.UNIT]), [], [])] if p[ring.UNIT] > 0 else None
        if powers := below(p):
            if (names := inverses(self, powers, about)) is None:
                return None
            found = self.combination(ring.multiply(p, monomial(powers)), relation, about)
            return found and [(w, [*refs, *names], squares) for w, refs, squares in found]
        facts = self.facts_near(p, about)
        if (single := termwise(p, relation, facts)) is not None:
            return single
        if not ring.atoms(p) <= set().union(*(ring.atoms(f.element) for _, f in facts)):
            return squares(p, relation)
        if (chain := differences(p, facts)) is not None:
            rows, strict = chain
            return rows if rows and (strict or relation == "≥") else None
        columns: list[tuple[list[str], Element, bool]] = [([], ring.constant(1), True)]
        linear = all(sum(k for _, k in m) <= 1 for m, _ in p)
        for count in (1, 2):
            if (
                count == 2
                and linear
                and all(sum(k for _, k in m) <= 1 for _, f in facts for m, _ in f.element)
            ):
                break  # Farkas: products add nothing where all is linear
            for chosen in combinations_with_replacement(facts, count):
                summed = sum(any(ring.is_summed(k) for k in f.element) for _, f in chosen)
                if len(columns) < MAX_COLUMNS and summed < 2:
                    product = ring.constant(1)
                    for _, f in chosen:
                        product = ring.multiply(product, f.element)
                    columns.append(
                        ([n for n, _ in chosen], product, all(f.relation == ">" for _, f in chosen))
                    )
                    if any(f.relation == "=" for _, f in chosen):
                        columns.append(
                            (["-", *(n for n, _ in chosen)], ring.add({}, product, -1), False)
                        )
        return solved(p, relation, columns) or squares(p, relation)

    def named(self, p: Element, relation: str, about: Stars) -> str | None:
        """The name of a fact that is exactly p > 0 or p ≥ 0."""
        assert self.cell is not None
        for k, fact in enumerate(self.cell.entries):
            if fact.element == p and fact.relation == relation and fact.stars <= about:
                return str(FactName("s", k))
        return self.prove(p, relation, about)
