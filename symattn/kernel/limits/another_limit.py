"""A claim about a limit fails where the limit is shown to be another one.

    f → L′ under H and A      H and A hold at a point, and L′ ≠ L there
    -------------------------------------------------------------------
               f → L for all that H allows  fails

A stands for further facts; L and L′ are free of the limit variables.
f ≈ g says f − g → 0, and f ≫ g says f − g → +∞.  A limit is unique, also as a joint limit of
several variables, and ±∞ are no numbers.
Fails, for example: log(e^{pβ} + 1)/β → max(p, 0) against p at p = 1, where both are 1; or for one
value of what is random, which has probability 0.
Source: W. Rudin, Principles of Mathematical Analysis, 3rd ed. (1976), Theorem 3.2.
"""

from __future__ import annotations

from ...language import Term, depends_on, from_json
from ...language.kinds import COMPARISONS
from ..built_terms import ZERO, minus, term, terms
from ..claim import Claim, Node
from ..errors import OutsideClass, Rejected
from ..rules.points import at_point, point_from_json
from ..rules.refutations import check_left_side, fails

INFINITY = Term("infinity")
ENDS = (INFINITY, term("neg", INFINITY))


def another_limit(claim: Claim, by: Node) -> list[Claim]:
    """That the limit is the one named, where the facts in "assume" hold too; at the point named, it
    is not the claim's.  Raises Rejected."""
    context, relation, found = claim.context, claim.conclusion, from_json(by.get("value"))
    left, right = relation.children
    if relation.op not in ("→", "≈", "≫") or left.sort != "scalar":
        raise Rejected("another limit: expected f → L, f ≈ g or f ≫ g for scalars")
    if relation.op != "→":
        left = minus(left, right)
        right = ZERO if relation.op == "≈" else INFINITY
    inside = claim.concluding(term("→", left, found))
    inside = inside.assuming(*terms(by.get("assume", ())))
    if any(a.op not in COMPARISONS for a in inside.assumptions):
        raise OutsideClass("another limit, where a limit is assumed")
    s = at_point(inside, point_from_json(by.get("point")), moving=False)
    if any(depends_on(context, side, claim.moving) for side in (right, found)):
        raise OutsideClass("another limit, where the right side moves")
    if inside.is_random(inside.goal):
        raise OutsideClass("another limit of what is random")
    check_left_side(inside, s)
    ends = tuple(s.chosen(t, {}) if t.op == "cases" else t for t in (right, found))
    numbers = [s.scalar(t) for t in ends if t not in ENDS]  # a number is no infinity
    if ends[0] == ends[1] or (len(numbers) == 2 and not fails(s, term("=", *ends))):
        raise Rejected("another limit: the two values are not shown to differ at the point")
    return [inside]
