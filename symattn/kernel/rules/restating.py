"""Whether a condition says anything: one that is the line once more does not.

The two differences of sides are compared as ring elements, up to a nonzero rational factor, and no
denominator is cleared.
"""

from __future__ import annotations

from contextlib import suppress

from ...language import Sort, Term, flattened, plain
from ..algebra import ring
from ..algebra.ring import Quotient
from ..algebra.semantics import Semantics
from ..algebra.shapes import Env
from ..algebra.sums import product
from ..claim import Claim
from ..errors import Rejected
from ..order.fact_names import FactName
from .sequent import Sequent


class AsWritten(Semantics):
    """Values that ask for no sign.

    1/x is one for every x, and |x| an atom where its sign is not a hypothesis.
    """

    def invert(self, q: Quotient) -> Quotient:
        return ring.q_invert(q)[0] if not q.is_zero else super().invert(q)

    def _scalar(self, term: Term, env: Env) -> Quotient:
        try:
            return super()._scalar(term, env)
        except Rejected:
            if env:
                raise
            return ring.of(ring.atom(f"written!{plain(term)}"))


def restates(claim: Claim, fact: Term) -> bool:
    """Whether a condition is what the line says: x ≤ y and 2y ≥ 2x are what x < y says.

    n = 2 does not restate e^β/(2e^β + n − 2) = 1/2, nor does x ≥ 0 restate |x| = x, nor x ≤ y the
    line e^x ≤ e^y; but k·k ≤ v·v restates ‖k‖ ≤ ‖v‖.
    """
    line = claim.conclusion.children
    if {x.sort for x in (*line, *fact.children)} != {Sort.SCALAR}:
        return False
    cell = Sequent(claim)
    for k in range(len(claim.context.facts)):
        with suppress(Rejected):
            cell.learn(cell.fact(str(FactName("h", k))))
    s = AsWritten(claim.context, cell.signs, rest=claim.rest)
    said = [line]
    if all(
        map(_is_length, line)
    ):  # a length is compared by its square: ‖k‖ has no other spelling than √(k·k)
        said.append(tuple(flattened("*", (x, x)) for x in line))
    *gaps, gap = (s.gap(s.scalar(x), s.scalar(y)) for x, y in (*said, fact.children))
    return any(_is_multiple(x, gap) for x in gaps)


def _is_length(term: Term) -> bool:
    """Whether a term is made of numbers and of norms of declared vectors by products and
    quotients.
    """
    if term.op == "norm":
        return term.children[0].op in ("member", "vector")
    return term.op == "number" or term.op in ("*", "/") and all(map(_is_length, term.children))


def _is_multiple(x: Quotient, y: Quotient) -> bool:
    """Whether x is y times a nonzero rational number."""
    p, q = (
        product(one.numerator, ring.expanded(dict(other.den), product))
        for one, other in ((x, y), (y, x))
    )
    return set(p) == set(q) and len({ring.ratio(p[key], q[key]) for key in p}) < 2
