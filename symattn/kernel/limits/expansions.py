"""Expansions of terms, and the limits that follow from them.

Their arithmetic, and why it may be trusted: `series`.
"""

from __future__ import annotations

from typing import Any

from ...language import Term
from ...language.operators import with_definitions
from ..algebra import functions, ring
from ..algebra.atoms import Label
from ..algebra.families import inside, opened, over_rest
from ..algebra.labels import generic_labels
from ..algebra.ring import ONE, ZERO, Quotient
from ..algebra.semantics import Semantics
from ..algebra.shapes import Env
from ..errors import OutsideClass, Rejected
from .arctangent import arctan
from .error_function import erfc
from .scales import FLAT, MoreTerms, Series, flat, level, numbers, raised, times
from .series import MINUS, Arithmetic

AS_THEY_STAND = {
    "number",
    "scalar",
    "entry",
    "pi",
    "dot",
    "norm",
    "most",
    "count",
    "diff",
    "E",
    "Var",
    "P",
}  # what they are made of is not expanded


class Expander(Arithmetic):
    """Expansions of terms under a meaning."""

    def __init__(self, s: Semantics, order: int) -> None:
        super().__init__(s, order)
        self.memo: dict[Any, Series] = {}

    # ---- terms -----------------------------------------------------------------------------------

    def moves(self, term: Term) -> bool:
        """Whether the limit variable occurs in a term, definitions unfolded."""
        if term.op == "scalar":
            return term.args[0] in self.s.context.limit
        if term.op == "member":
            return self.s.norm_varies(str(term.args[0]))
        if term.op == "defined":
            return any(map(self.moves, self.s.context.bodies_of(term)))
        return any(self.moves(c) for c in term.children)

    def series(self, term: Term, env: Env | None = None) -> Series:
        """The expansion of a scalar term.  Raises UnknownSign, MoreTerms, OutsideClass."""
        env = env or {}
        key = (term, tuple(sorted(env.items())), tuple(self.s.scope.values()))
        if key not in self.memo:
            if self.s.point or self.moves(term):
                self.memo[key] = self._series(term, env)
            else:
                self.memo[key] = flat(self.s.scalar(term, env))
        return self.memo[key]

    def _series(self, term: Term, env: Env) -> Series:
        op, args = term.op, term.children
        if op == "defined":
            body, inner = self.s.unfold(term, env)
            return self.series(body, inner)
        if op == "sum":
            named, star = opened(self.s, term, env)
            parts = [self.series(args[-1], inner) for inner in named]
            return self.added(
                *parts, *([self._others(term, env, star)] if star is not None else [])
            )
        if op == "cases":
            return self.series(self.s.chosen(term, env, self.truth), env)
        if op in AS_THEY_STAND:
            return self.quotient(self.s.scalar(term, env))
        if op not in EXPANSIONS:
            raise OutsideClass(f"no rule expands {op}")
        return EXPANSIONS[op](self, *(self.series(a, env) for a in args))

    def _others(self, term: Term, env: Env, star: Label) -> Series:
        """Σ over all unnamed members, if their scales are the same.

        There are finitely many, so that what is left out of each adds up.
        """
        body, count = inside(self.s, term, env, star, self.series)
        f = self.without_units(body)
        if any(star in generic_labels(q.atoms()) for m in (*f.terms, *f.rest) for q in numbers(m)):
            raise OutsideClass("terms of a sum that grow at different rates")
        return Series({m: over_rest(c, star, count) for m, c in f.terms.items()}, f.rest)

    def to_power(self, base: Series, exponent: Series) -> Series:
        """base^exponent; for an exponent that is no number, e^{exponent·log base}."""
        if set(exponent.terms) <= {FLAT} and not exponent.rest:
            r = functions.rational(exponent.terms.get(FLAT, ZERO))
            if r is not None:
                return self.power(base, r)
        return self.exp(self.multiply(exponent, self.log(base)))

    def largest(self, *parts: Series, better: str = ">") -> Series:
        """The part that is eventually the largest, or with "<" the smallest."""
        best = parts[0]
        for part in parts[1:]:
            best = part if self.eventual_sign(self.add(part, best, MINUS)) == better else best
        return best

    def eventual_sign(self, f: Series) -> str:
        """The sign of f from some β on."""
        lead = self.lead(f)
        return "=" if lead is None else lead.sign

    def truth(self, relation: Term, env: Env) -> bool:
        """Whether a comparison holds from some β on."""
        if not self.moves(relation) or relation.op in ("and", "or"):
            return self.s.truth(relation, env)
        left, right = (self.series(side, env) for side in relation.children)
        return self.s.decided(relation.op, self.eventual_sign(self.add(left, right, MINUS)), {})

    def quotient(self, q: Quotient) -> Series:
        """A quotient of exp-polynomials as it stands."""
        result = self._polynomial(q.num)
        for factor, k in q.den:
            result = self.multiply(result, self.power(self._polynomial(factor), -k))
        return result

    def _polynomial(self, p: ring.Frozen) -> Series:
        moving = {a for key, _ in p for a in ring.atoms_of_key(key) if self.s.varies(a)}
        if (
            len(moving) > 1
            or not moving <= set(self.s.context.limit)
            or any(ring.is_summed(key) for key, _ in p)
        ):
            raise OutsideClass(
                "an expansion is in one limit variable, and without sums over unnamed members"
            )
        total = Series({})
        for (m, e), c in p:
            exponent = self.added(*(self._monomial(m2, c2) for m2, c2 in e))
            total = self.add(total, self.multiply(self._monomial(m, c), self.exp(exponent)))
        return total

    def _monomial(self, m: ring.Monomial, c: ring.Number) -> Series:
        scale = FLAT
        for a, k in m:
            if self.s.varies(a):
                scale = times(scale, raised(level(0), ring.q_number(k)))
        return Series({scale: ring.of({(tuple(x for x in m if not self.s.varies(x[0])), ()): c})})

    # ---- limits ----------------------------------------------------------------------------------

    def tends_to(self, f: Series, value: Quotient) -> bool:
        """Whether f → value.

        False if it does not; raises UnknownSign or MoreTerms if that is not known.
        """
        gap = self.add(self.without_units(f), flat(value), MINUS)
        growths = {m: self.growth(m) for m in gap.terms}
        if self.fastest({m: c for m, c in gap.terms.items() if growths[m] not in "<="}) is not None:
            self.lead(gap)  # raises unless the first term beats the rest
            return False
        if any(self.growth(r) != "<" for r in gap.rest):
            raise MoreTerms("the rest of an expansion does not tend to 0")
        fixed = sum((c for m, c in gap.terms.items() if growths[m] == "="), ZERO)
        return self.sign(fixed) == "="

    def exponent(self, term: Term) -> Series | None:
        """g where a term is written as e^g, or as a product or quotient of such.

        e^g → ∞ or 0 where g → ±∞, however g goes on.
        """
        if term.op == "exp":
            return self.series(term.children[0])
        if term.op not in ("*", "/"):
            return None
        total = Series({})
        for k, a in enumerate(term.children):
            if (g := self.exponent(a)) is None:
                return None
            total = self.add(total, g, MINUS if term.op == "/" and k else ONE)
        return total


EXPANSIONS = with_definitions(
    {
        "+": Expander.added,
        "*": Expander.multiplied,
        "neg": lambda e, f: e.scaled(f, FLAT, MINUS),
        "/": lambda e, f, below: e.multiply(f, e.power(below, -1)),
        "^": Expander.to_power,
        "exp": Expander.exp,
        "log": Expander.log,
        "sqrt": lambda e, f: e.power(f, ring.ratio(1, 2)),
        "erfc": erfc,
        "arctan": arctan,
        "abs": lambda e, f: e.largest(f, e.scaled(f, FLAT, MINUS)),
        "max": Expander.largest,
        "min": lambda e, *parts: e.largest(*parts, better="<"),
    },
    lambda n: flat(ring.q_number(n)),
)


def limit_by_order(s: Semantics, relation: Term, order: int) -> bool:
    """Whether left → right, left ≈ right or left ≫ right for scalars, by expansions.

    Raises if that is not known.
    """
    left, right = relation.children
    if left.sort != "scalar":
        raise OutsideClass("expansions are of scalars")
    e = Expander(s, order)
    if relation.op == "→" and right.op == "cases" and not e.moves(right):
        right = s.chosen(right, {})
    target = right.children[0] if right.op == "neg" else right
    if relation.op == "→":
        end = "" if (g := e.exponent(left)) is None else e.diverges(g)
        if end == ">" or target.op == "infinity":
            return (
                (end == ">" and right.op == "infinity")
                if end
                else e.diverges(e.series(left)) == ("<" if right.op == "neg" else ">")
            )
        if e.moves(right):
            raise Rejected("limit: the right side of → moves with the limit")
        if end:
            return s.decided("=", s.signs.quotient_sign(s.scalar(right)), {})
        return e.tends_to(e.series(left), s.scalar(right))
    gap = e.add(e.series(left), e.series(right), MINUS)
    if relation.op == "≈":
        return e.tends_to(gap, ZERO)
    if relation.op == "≫":
        return e.diverges(gap) == ">"
    raise OutsideClass(f"no limit is {relation.op}")
