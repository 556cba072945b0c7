"""The diameter of a family of vectors, D = max_j max_l ‖v_j − v_l‖, as an atom of its own,
D ≥ 0.
"""

from __future__ import annotations

from ...language import Context, Term
from ..algebra import ring
from ..algebra.ring import Atom, Quotient
from ..built_terms import minus, term
from ..errors import OutsideClass
from ..meaning import Meaning
from .signs import DIAMETER


def diameter(family: str, over: str, first: str, second: str) -> Term:
    """max_j max_l ‖v_j − v_l‖ as it is written."""
    v, w = (term("member", family, term("index", i)) for i in (first, second))
    return term("most", first, over, term("most", second, over, term("norm", minus(v, w))))


def spread_of(context: Context, term: Term) -> str | None:
    """The family whose diameter a term is, if it is one."""
    inner = term.children[0] if term.op == "most" else term
    if inner.op != "most" or term.key == inner.key:
        return None
    found = (f.key for f in context.families if f.sort == "vector" and f.over == term.args[1])
    return next(
        (key for key in found if diameter(key, str(term.args[1]), term.key, inner.key) == term),
        None,
    )


def spread(s: Meaning, family: str) -> Quotient:
    """The diameter's value.

    Raises OutsideClass if the vectors are random, or move with the limit.
    """
    if (
        family not in s.families
        or s.families[family].sort != "vector"
        or family in s.laws
        or s.norm_varies(family)
    ):
        raise OutsideClass(
            "the diameter of what is no family of vectors, or is random, or moves with the limit"
        )
    name = Atom(f"⌀({family})")
    s.signs.opaque[name] = (DIAMETER, ring.ZERO)
    return ring.of(ring.atom(name))
