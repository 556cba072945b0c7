"""The bound where keys tie up to noise: of a weight, of a context; from where on.  Untrusted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...kernel import Claim, OutsideClass
from ...kernel.algebra.ring import Element
from ...kernel.order.diameters import diameter
from ...language import Term, number, replace_indices, to_json
from .bound_shapes import LimitCase, Way, through
from .noise_thresholds import rate_at_largest
from .tails import ONE, minus, product, total

At = Callable[[str], Term]
HALF = Term("/", (ONE, number(2)))


@dataclass(frozen=True)
class Key:
    """One key beside a, or any other: it stays with a ratio ρ, or falls behind.

    `part` is δ_j or α_j, and at most `size`.
    """

    name: str
    rho: Term | None
    part: At
    size: At
    way: Way | None = None  # to that, of the key with its name
    noise: Term | None = None  # d_j·κ
    rate: Element | None = None  # of a key that falls

    @property
    def stays(self) -> bool:
        return self.rho is not None


@dataclass(frozen=True)
class Level:
    """error ≤ inner·unit with the reductions that show it.

    And for ε the comparisons after which it is at most ε, with what shows that once the bound is
    shown.
    """

    error: Term
    inner: Term
    unit: Term | None
    ways: tuple[Way, ...]
    reached: Callable[[Term], tuple[tuple[Term, ...], Way]]

    @property
    def whole(self) -> Term:
        return self.inner if self.unit is None else product(self.inner, self.unit)


def _member(family: str, i: str) -> Term:
    return Term("member", (family, Term("index", (i,))))


def renamed(term: Term, old: str, new: str) -> Term:
    return replace_indices(term, {old: Term("index", (new,))})


@dataclass(frozen=True)
class LevelBound:
    claim: Claim
    place: LimitCase
    at: At
    own: str
    over: str
    keys: list[Key]

    def level(self) -> Level:
        if self.place.left.sort == "scalar":
            return self._of_weight()
        if self.keys[-1].stays:
            return self._of_context_with_all()
        return self._of_context()

    @property
    def named(self) -> list[Key]:
        return self.keys[:-1]

    def sum(self, body: At, inside: bool = False) -> Term:
        index_set = next(s for s in self.claim.context.index_sets if s.key == self.over)
        names = {n for s in self.claim.context.index_sets for n in (*s.members, s.rest)}
        # the first two are the diameter's
        letter = [n for n in ("l", "m", "j", "k", "p", "r") if n not in names][2 if inside else 0]
        return Term(
            "sum",
            (letter, self.over, *(Term("index", (m,)) for m in index_set.members), body(letter)),
        )

    def _of_weight(self) -> Level:
        any_other, limit = self.keys[-1], self.place.right
        share = limit if {t.op for t in limit.subterms()} <= {"number", "/"} else ONE
        rows = [[Term("neg", (limit,)), k.part(k.name), k.size(k.name), share] for k in self.named]
        rows.append(
            [Term("neg", (limit,)), self.sum(any_other.part), self.sum(any_other.size), share]
        )
        below = [(1 + n, k.way) for n, k in enumerate(self.named)] + [
            (len(rows), _termwise(any_other.way))
        ]
        return self._level(None, share, share, _triangle(rows, below))

    def _of_context(self) -> Level:
        """m is made of the named keys that stay; all others fall."""
        family, unit = self._family()

        def value(i: str) -> Term:
            return minus(_member(family, i), self.place.right)

        half = len(self.named) == 1 and self.named[0].stays  # ½(v_a + v_b) is half as far from each
        rows = [
            [k.part(k.name), value(k.name), product(HALF, unit) if half else unit, k.size(k.name)]
            for k in self.named
        ]
        any_other, last = self._others(value, unit)
        rows.append(any_other)
        small = [(2 + len(rows) + n, k.way) for n, k in enumerate(self.named)]
        return self._level(
            unit, HALF if half else ONE, ONE, _triangle(rows, [(len(rows), last), *small])
        )

    def _of_context_with_all(self) -> Level:
        """c − m = Σ (α_j − L_j) v_j with α_j − L_j = δ_j + ρ_j (α_a − L).

        Also |α_a − L| ≤ L K where K is the sum of all sizes: altogether at most K·D.
        """
        family, unit = self._family()
        any_other = self.keys[-1]
        count = minus(
            next(s.size for s in self.claim.context.index_sets if s.key == self.over),
            number(len(self.keys)),
        )
        ratios = [k.rho for k in self.keys if k.rho is not None]
        share = Term("/", (ONE, total([ONE, *ratios[:-1], product(ratios[-1], count)])))
        off = minus(self.at(self.own), share)
        sizes = total([*(k.size(k.name) for k in self.named), self.sum(any_other.size)])
        scaled = product(share, sizes)
        rows = [
            [product(Term("neg", (ONE,)), share), k.part(k.name), k.size(k.name), share]
            for k in self.named
        ]
        rows.append(
            [
                product(Term("neg", (ONE,)), share),
                self.sum(any_other.part),
                self.sum(any_other.size),
                share,
            ]
        )
        own = _triangle(
            rows,
            [
                *((1 + n, k.way) for n, k in enumerate(self.named)),
                (len(rows), _termwise(any_other.way)),
            ],
        )
        weights = [[off, scaled]]
        ways: list[tuple[int, Way | None]] = [(3, own)]
        for n, k in enumerate(self.keys):
            assert k.rho is not None
            limit, further = product(k.rho, share), product(k.rho, scaled)
            weights.append([minus(self.at(k.name), limit), total([k.size(k.name), further])])
            parts = [[ONE, k.part(k.name), k.size(k.name)], [k.rho, off, scaled]]
            ways.append((4 + n, _triangle(parts, [(1, k.way), (2, own)])))
        w, _ = weights.pop()
        by = {
            "rule": "moved",
            "diameter": to_json(unit),
            "index": self.sum(any_other.size).args[0],
            "named": [[to_json(t) for t in row] for row in weights],
            "others": [
                to_json(t) for t in (w, any_other.size(any_other.name), product(ratios[-1], scaled))
            ],
        }
        return self._level(
            unit, ONE, ONE, Way(by, tuple((n, way) for n, way in ways if way is not None))
        )

    def _others(self, value: At, unit: Term) -> tuple[list[Term], Way]:
        """Σ over all others of δ_l or α_l times a vector, at most Σ size·D."""
        k = self.keys[-1]
        one = _triangle([[k.part(k.name), value(k.name), unit, k.size(k.name)]], [(3, k.way)])
        return [
            ONE,
            self.sum(lambda i: product(k.part(i), value(i))),
            self.sum(lambda i: product(k.size(i), unit), inside=True),
        ], Way({"rule": "termwise"}, ((0, one),))

    def _family(self) -> tuple[str, Term]:
        family = next(
            f
            for f in self.claim.context.families
            if f.sort == "vector"
            and f.norm is None
            and f.over == self.over
            and any(t.op == "member" and t.args[0] == f.key for t in self.place.right.subterms())
        )
        names = [
            n
            for n in ("l", "m", "j", "k", "p", "r")
            if all(n not in (*i.members, i.rest) for i in self.claim.context.index_sets)
        ]
        return family.key, diameter(family.key, family.over, names[0], names[1])

    def _level(self, unit: Term | None, staying: Term, falling: Term, way: Way) -> Level:
        """With what stays, and what falls, times these numbers."""
        any_other = self.keys[-1]

        def share(k: Key, i: str) -> Term:
            return product(staying if k.stays else falling, k.size(i))

        parts = [share(k, k.name) for k in self.named] + [self.sum(lambda i: share(any_other, i))]
        left, right = self.place.left, self.place.right
        error = Term("abs" if unit is None else "norm", (minus(left, right),))
        return Level(
            error,
            total(parts),
            unit,
            (way,),
            lambda epsilon: self._reached(epsilon, parts, unit, falling),
        )

    def _reached(
        self, epsilon: Term, parts: list[Term], unit: Term | None, falling: Term
    ) -> tuple[tuple[Term, ...], Way]:
        any_other = self.keys[-1]

        def scaled(x: Term) -> Term:
            return x if unit is None else product(x, unit)

        slow = next(
            t
            for k in self.keys
            if k.stays
            for t in (k.size(k.name).children[1].children or (k.size(k.name).children[1],))
            if t.op == "scalar"
        )
        far = [self._times_slow(p) for p, k in zip(parts, self.keys) if k.stays]
        if any_other.stays:
            return (Term("≥", (slow, Term("/", (total(far), epsilon)))),), through(
                scaled(total(parts))
            )
        half = Term("/", (epsilon, number(2)))
        rate = rate_at_largest(any_other.rate or {}, any_other.name, self.over, self.claim.context)
        if rate is None or len(self.named) != 1:
            raise OutsideClass("several keys that fall in their own ways")
        size = next(s.size for s in self.claim.context.index_sets if s.key == self.over)
        late = Term(
            "≥",
            (
                rate,
                Term("log", (Term("/", (product(number(2), falling, minus(size, ONE)), epsilon)),)),
            ),
        )
        largest = self.sum(lambda i: product(falling, Term("exp", (Term("neg", (rate,)),))))
        last = through(scaled(total([half, largest])), (0, Way({"rule": "termwise"})))
        steps = through(scaled(total([half, parts[-1]])), (1, last))
        return (Term("≥", (slow, Term("/", (product(number(2), far[0]), epsilon)))), late), through(
            scaled(total(parts)), (1, steps)
        )

    @staticmethod
    def _times_slow(part: Term) -> Term:
        """K of K/κ, as it is written: the scalar below is left out."""

        def without(t: Term) -> Term:
            if t.op == "sum":
                return Term("sum", (*t.args[:-1], without(t.children[-1])))
            if t.op == "*":
                return product(*t.children[:-1], without(t.children[-1]))
            top, bottom = t.children
            return top if bottom.op == "scalar" else Term("/", (top, bottom.children[0]))

        return without(part)


def _triangle(rows: list[list[Term]], below: list[tuple[int, Way | None]]) -> Way:
    return Way(
        {"rule": "triangle", "parts": [[to_json(t) for t in row] for row in rows]},
        tuple((k, w) for k, w in below if w is not None),
    )


def _termwise(way: Way | None) -> Way:
    return Way({"rule": "termwise"}, ((0, way),) if way is not None else ())
