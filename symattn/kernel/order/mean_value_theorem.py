"""Inequalities by way of a derivative, by the mean value theorem.

    L(0) ≤ R(0),  ∂L/∂x ≤ ∂R/∂x for x > 0                     −K ≤ ∂f/∂x ≤ K
    -------------------------------------- growth       ---------------------------- lipschitz
              L(x) ≤ R(x)                               |f(x) − f(y)| ≤ K·|x − y|

`growth`: the hypotheses about x are x > 0, and perhaps x < c; L and R are made of continuous
functions that have a value at 0, so that they are continuous from 0 on.  With < for the derivatives
it gives <.  `lipschitz`: the same strict bounds are known of x and of y, so that all between them
is allowed.  Nothing else may depend on x or y. Fails, for example: 1/x ≤ R (no value at 0); |x² −
y²| ≤ 2·|x − y| without x < 1 and y < 1.
"""

from __future__ import annotations

from ...language import Context, Term, depends_on, replaced
from ...language.kinds import ORDERS
from ...language.operators import known_to_be
from ..built_terms import ONE, ZERO, term, weak
from ..claim import Claim, Node
from ..errors import Rejected
from .parts_of_maxima import ops

SMOOTH = known_to_be("smooth")


def by_growth(claim: Claim, by: Node) -> list[Claim]:
    """The claims at 0 and about the derivatives by the scalar of that name.  Raises Rejected."""
    relation, context, name = claim.goal, claim.context, by["variable"]
    x = term("scalar", name)
    if relation.op not in ORDERS:
        raise Rejected("growth: expected a comparison of numbers")
    bounds = _bounds(context, name, frozenset({name}))
    if (">", ZERO) not in bounds or any(op != "<" and (op, c) != (">", ZERO) for op, c in bounds):
        raise Rejected("growth: expected x > 0, and at most x < c besides")
    if not all(ops(context, side) <= SMOOTH for side in relation.children) or not _stands_alone(
        claim, frozenset({name})
    ):
        raise Rejected("growth: expected smooth functions, in which nothing defined depends on x")
    at_zero = term(weak(relation.op), *(replaced(side, {x: ZERO}) for side in relation.children))
    return claim.each(
        [at_zero, term(relation.op, *(term("diff", y, x) for y in relation.children))]
    )


def by_lipschitz(claim: Claim, by: Node) -> list[Claim]:
    """The claims that the derivative lies between −K and K.  Raises Rejected."""
    relation, context = claim.goal, claim.context
    if relation.op != "≤" or relation.left.op != "abs":
        raise Rejected("lipschitz: expected |f(x) − f(y)| ≤ K |x − y|")
    gap = _apart(relation.left.children[0])
    constant, x, y = _constant(relation.right)
    if not gap or gap[1] != replaced(gap[0], {x: y}):
        raise Rejected("lipschitz: expected the same function of x and of y")
    names = frozenset({x.key, y.key})
    known = [_bounds(context, v.key, names) for v in (x, y)]
    if (
        known[0] != known[1]
        or depends_on(context, constant, names)
        or depends_on(context, gap[0], frozenset({y.key}))
        or not _stands_alone(claim, names)
    ):
        raise Rejected("lipschitz: expected the same bounds of x and y, and a constant K")
    slope = term("diff", gap[0], x)
    return claim.each([term("≤", slope, constant), term("≥", slope, term("neg", constant))])


def _apart(gap: Term) -> tuple[Term, ...]:
    """x and y of x − y."""
    x, y = gap.children if gap.op == "+" and len(gap.children) == 2 else (gap, ONE)
    return (x, *y.children) if y.op == "neg" else ()


def _constant(right: Term) -> tuple[Term, Term, Term]:
    """K, x and y of K·|x − y| or |x − y|/m."""
    distance, constant = right, ONE
    if right.op == "*":
        distance, others = right.children[-1], right.children[:-1]
        constant = others[0] if len(others) == 1 else term("*", *others)
    elif right.op == "/":
        distance, constant = right.children[0], term("/", ONE, right.children[1])
    gap = _apart(*distance.children) if distance.op == "abs" else ()
    if not gap:
        raise Rejected("lipschitz: expected K |x − y| on the right")
    x, y = gap
    if x.op != "scalar" or y.op != "scalar" or x == y:
        raise Rejected("lipschitz: expected two declared numbers x and y")
    return constant, x, y


def _bounds(context: Context, name: str, names: frozenset[str]) -> set[tuple[str, Term]]:
    """The hypotheses about a number, all of them strict bounds that are free of `names`.

    Raises Rejected if one is anything else.
    """
    if name in context.integers | context.random:
        raise Rejected("mean value: expected a real number that is not random")
    found: set[tuple[str, Term]] = set()
    for fact in context.facts:
        if not depends_on(context, fact, frozenset({name})):
            continue
        left, right = fact.children
        if left != term("scalar", name) or fact.op not in "<>" or depends_on(context, right, names):
            raise Rejected("mean value: expected strict bounds as hypotheses")
        found.add((fact.op, right))
    return found


def _stands_alone(claim: Claim, names: frozenset[str]) -> bool:
    """Whether no definition that is used, no law, norm or size depends on these numbers."""
    defined = [t for t in claim.goal.subterms() if t.op == "defined"]
    return (
        not claim.assumptions
        and not claim.about_chance
        and not claim.takes_derivatives
        and stands_apart(claim.context, defined, names)
    )


def stands_apart(context: Context, terms: list[Term], names: frozenset[str]) -> bool:
    """Whether none of these terms, no law, norm or size depends on these numbers."""
    beside = (*context.parameters, *context.norms, *(s.size for s in context.index_sets))
    return not any(depends_on(context, t, names) for t in (*terms, *beside))
