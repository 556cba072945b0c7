"""Terms C·β^k·e^{−E} that bounds are made of, as values and as they are written."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from math import lcm

from ...kernel import OutsideClass
from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import Label, unnamed
from ...kernel.algebra.radicals import root
from ...kernel.algebra.ring import Element, Exponent, Quotient
from ...kernel.algebra.semantics import Semantics
from ...kernel.limits.dominance import Growth, by_growth, dominant
from ...language import Context, Term, flattened, number, replace_indices
from ..as_terms import polynomial_term, quotient_term

MEMBER = Label("?")  # in the rate of one member


@dataclass(frozen=True)
class Decay:
    """C·(powers of limit variables)·e^{−E}, C and E free of sums.

    With `over`, summed over the members of that set without a name.
    """

    coefficient: Quotient
    powers: ring.Monomial
    exponent: Exponent  # that of e^{−E}
    context: Context
    signs: object  # the opaque atoms are named there
    over: str = ""

    def rate(self) -> Term | None:
        """E as it is written; of one member, if it is summed."""
        minus: Element = {(m, ()): -c for m, c in self.exponent}
        if self.over:
            minus = {
                replacing.renamed(k, unnamed(self.over).summed, MEMBER): c for k, c in minus.items()
            }
        return factored(minus, self.context)

    def size(self) -> Term | None:
        """C as it is written."""
        opaque = self.signs.opaque  # type: ignore[attr-defined]
        return amount(self.coefficient, self.context, opaque)

    def term(self) -> Term | None:
        size, rate = self.size(), self.rate()
        if size is None or rate is None:
            return None
        factors = [_power(a, k) for a, k in self.powers if k > 0]
        if rate != number(0):
            factors.append(
                Term("exp", (rate.children[0] if rate.op == "neg" else Term("neg", (rate,)),))
            )
        top, bottom = (
            (number(1), size.children[1])
            if size.op == "/" and size.children[0] == number(1) and factors
            else (size, None)
        )
        if top != number(1) or not factors:
            factors.insert(0, top)
        product = factors[0]
        for f in factors[1:]:
            product = flattened("*", (product, f))
        below = [
            *([bottom] if bottom is not None else []),
            *(_power(a, -k) for a, k in self.powers if k < 0),
        ]
        if below and product.op == "/":  # 5/(4r), and not 5/4/r
            product, below = product.children[0], [product.children[1], *below]
        if below:
            product = Term("/", (product, below[0] if len(below) == 1 else Term("*", tuple(below))))
        return product if not self.over else _summed(product, self.over, self.context)

    def root(self, s: Semantics) -> Decay | None:
        """√ of it."""
        if self.over or any(k % 2 for _, k in self.powers):
            return None
        half: Exponent = tuple((m, ring.ratio(c, 2)) for m, c in self.exponent)
        return Decay(
            root(s, self.coefficient),
            tuple((a, k // 2) for a, k in self.powers),
            half,
            self.context,
            self.signs,
        )


def _power(name: str, k: int) -> Term:
    return Term("scalar", (name,)) if k == 1 else Term("^", (Term("scalar", (name,)), number(k)))


def growths(p: Element, s: Semantics) -> dict[Growth, Element]:
    """The terms of p by powers and exponents that move.

    Negative powers in exponents count too; each comes with what they are multiplied by.
    """
    try:
        return by_growth(p, s)
    except OutsideClass:
        if any(s.varies(a) and a not in s.context.limit for a in ring.atoms(p)):
            raise
    groups: dict[Growth, Element] = {}
    for (m, e), c in p.items():
        moving = tuple(x for x in m if s.varies(x[0]))
        rising = tuple(x for x in e if any(s.varies(a) for a, _ in x[0]))
        fixed: ring.Key = (
            tuple(x for x in m if x not in moving),
            tuple(x for x in e if x not in rising),
        )
        groups[moving, rising] = ring.add(groups.get((moving, rising), {}), {fixed: c})
    return groups


def fastest(p: Element, s: Semantics) -> tuple[Growth, Element]:
    """The growth that beats all others, and its coefficient.

    Where exponents have parts that tend to 0, by what is left of them.  Raises Rejected.
    """
    with suppress(OutsideClass):
        return dominant(p, s)
    groups = growths(p, s)
    for g, c in groups.items():
        rates = [
            _rate(ring.exponent_sum(g[1], tuple((m, -k) for m, k in h[1])))
            for h in groups
            if h != g
        ]
        if (
            not g[0]
            and not ring.is_summed(g)
            and all(rate and s.signs.find(rate) == ">" for rate in rates)
        ):
            return g, c
    raise OutsideClass("no term of a denominator is known to be the fastest")


def _rate(e: Exponent) -> Element:
    """What of an exponent does not tend to 0."""
    return {(m, ()): c for m, c in e if all(k > 0 for _, k in m)}


def decay(q: Quotient, s: Semantics) -> Decay | None:
    """A quotient whose numerator is of one growth, as C·β^k·e^{−E}."""
    groups = growths(q.numerator, s)
    if len(groups) != 1 or any(map(s.varies, q.atoms_below())):
        return None
    (((powers, exponent), c),) = groups.items()
    # what is the same at all times differs from member to member
    if len(c) == 1 and any(map(ring.is_summed, c)):
        (((m, e), k),) = c.items()
        c, exponent = {(m, ()): k}, ring.exponent_sum(exponent, e)
    over = {label.set for m, _ in exponent for a, _ in m for label in a.summed}
    if len(over) > 1 or any(map(ring.is_summed, c)):
        return None
    found = Decay(
        Quotient(ring.freeze(c), q.den), powers, exponent, s.context, s.signs, next(iter(over), "")
    )
    return found if found.term() is not None else None


def amount(
    q: Quotient, context: Context, opaque: Mapping[str, tuple[str, Quotient]]
) -> Term | None:
    """A value with whole coefficients above: (n − 2)/4, and not n/4 − 1/2."""
    if q.is_zero or len(q.num) == 1 and not q.den:
        return quotient_term(q, context, opaque)
    if q.den:
        written = quotient_term(q, context, opaque)
        # 1/(2(n − 1)), and not 1/2/(n − 1)
        if written is not None and written.children[0].op == "/":
            (one, two), below = written.children[0].children, written.children[1]
            return Term("/", (one, flattened("*", (two, below))))
        return written
    whole = lcm(*(c.denominator for c in q.numerator.values()))
    top = quotient_term(Quotient(ring.freeze(ring.add({}, q.numerator, whole))), context, opaque)
    return top if top is None or whole == 1 else Term("/", (top, number(whole)))


def sum_of(decays: list[Decay]) -> Term:
    terms = [t for d in decays if (t := d.term()) is not None]
    return terms[0] if len(terms) == 1 else flattened("+", tuple(terms))


def _summed(body: Term, over: str, context: Context) -> Term:
    """Σ over all members of a set but those that have names; "?" is the member."""
    index_set = next(s for s in context.index_sets if s.key == over)
    names = {
        *index_set.members,
        index_set.rest,
        *(n for s in context.index_sets for n in (*s.members, s.rest)),
    }
    bound = next(n for n in ("l", "m", "j", "k", "p", "r") if n not in names)
    return Term(
        "sum",
        (
            bound,
            over,
            *(Term("index", (m,)) for m in index_set.members),
            replace_indices(body, {"?": Term("index", (bound,))}),
        ),
    )


def factored(p: Element, context: Context) -> Term | None:
    """A polynomial as a product where all its terms have a factor, the limit's variables last.

    For example (γ_a − γ_b) β.
    """
    if p and all(c < 0 for c in p.values()):
        inner = factored(ring.add({}, p, -1), context)
        return None if inner is None else Term("neg", (inner,))
    shared = {
        a: min(dict(m).get(a, 0) for m, _ in p)
        for a in sorted({a for m, _ in p for a, _ in m if a in context.limit or len(p) > 1})
    }
    shared = {a: k for a, k in shared.items() if k > 0}
    if any(k < 0 for m, _ in p for _, k in m):
        return quotient_term(ring.of(p), context, {})
    if not shared:
        return polynomial_term(p, context)
    rest = {
        (tuple((a, k - shared.get(a, 0)) for a, k in m if k != shared.get(a, 0)), e): c
        for (m, e), c in p.items()
    }
    fixed: Element = {
        (tuple(sorted((a, k) for a, k in shared.items() if a not in context.limit)), ()): 1
    }
    moving: Element = {
        (tuple(sorted((a, k) for a, k in shared.items() if a in context.limit)), ()): 1
    }
    factors = [
        t
        for q in (fixed, rest, moving)
        if q != {ring.UNIT: 1} and (t := polynomial_term(q, context)) is not None
    ]
    product = factors[0]
    for f in factors[1:]:
        product = flattened("*", (product, f))
    return product
