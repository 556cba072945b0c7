"""The rules by which a claim is refuted.

At a point, on an event, by another limit, or because it has no meaning.
"""

from __future__ import annotations

from ...language import Term, depends_on
from ...language.kinds import COMPARISONS, LIMITS
from ..algebra import ring
from ..algebra.coefficients import difference
from ..algebra.semantics import Semantics
from ..algebra.shapes import VectorValue
from ..chance.laws import law_differences
from ..claim import Claim, Node
from ..errors import NoValue, OutsideClass, Rejected, UnknownSign
from ..limits.dominance import diverges, does_not_diverge, does_not_vanish, vanishes
from ..limits.expansions import limit_by_order
from ..order.parts_of_maxima import CONTINUOUS, ops
from .leaf_rules import is_infinite
from .points import at_point, check_fact, instances, is_covariance, point_from_json

ORDER_AT_POINTS = 6


def no_meaning(claim: Claim, node: Node) -> None:
    """The written line has a sort error: a vector for an exponent, a scalar for a matrix."""
    if claim.nonsense is None:
        raise Rejected("the line has a meaning")


def fails_at_point(claim: Claim, node: Node) -> None:
    """At a point that satisfies every hypothesis, and everything left of ⇒, the conclusion is
    false.
    """
    point = point_from_json(node.get("point"))
    s = at_point(claim, point, moving=claim.takes_limit)
    check_left_side(claim, s)
    if claim.is_random(claim.goal):
        if not fails_openly(s, claim):
            raise Rejected(
                "point: one value of what is random has probability 0, and the relation is not "
                "shown to fail around it"
            )
        return
    if not any(fails(s, relation) for relation in instances(s, claim.conclusion)):
        raise Rejected("point: the relation is not shown to fail there")


def check_left_side(claim: Claim, s: Semantics) -> None:
    """Raises Rejected unless everything left of ⇒ holds at a point."""
    for a in (one for said in claim.assumptions for one in instances(s, said)):
        if a.op in COMPARISONS:
            check_fact(s, a)
        elif a.op not in ("→", "≈", "≫") or not holds_in_the_limit(s, a):
            raise Rejected(f"point: the left side of ⇒ does not hold there ({a.op})")


def undefined_at_point(claim: Claim, node: Node) -> None:
    """At a point that satisfies every hypothesis, one side has no value.

    That alone leaves a line undecided: see `verdicts`.
    """
    s = at_point(claim, point_from_json(node.get("point")), moving=False)
    if (
        claim.assumptions
        or claim.takes_limit
        or depends_on(claim.context, claim.goal, claim.context.random)
    ):
        raise Rejected("point: expected a claim without limits or a left side, and nothing random")
    try:
        difference(s, claim.conclusion)
    except NoValue:
        return
    raise Rejected("point: both sides are defined there")


def holds_in_the_limit(s: Semantics, relation: Term) -> bool:
    """Whether a limit relation holds at a point."""
    parts, grows = _parts(s, relation)
    return (
        diverges(parts.get((), ring.ZERO), s)
        if grows
        else all(vanishes(q, s) for q in parts.values())
    )


def _parts(s: Semantics, relation: Term) -> tuple[VectorValue, bool]:
    """What tends to 0, or whether it is to +∞, where a limit relation holds."""
    if is_infinite(relation):
        return {(): s.scalar(relation.left)}, True
    return difference(s, relation), relation.op == "≫"


def fails(s: Semantics, relation: Term) -> bool:
    """Whether a relation is false at a point."""
    if relation.op in LIMITS and relation.left.sort == "scalar":
        try:
            return _limit_fails(s, relation)
        except (OutsideClass, UnknownSign):
            return not limit_by_order(s, relation, ORDER_AT_POINTS)
    return _limit_fails(s, relation) if relation.op in LIMITS else _relation_fails(s, relation)


def _limit_fails(s: Semantics, relation: Term) -> bool:
    parts, grows = _parts(s, relation)
    if grows:
        return does_not_diverge(parts.get((), ring.ZERO), s)
    return any(does_not_vanish(q, s) for q in parts.values())


def _relation_fails(s: Semantics, relation: Term) -> bool:
    if relation.op == "∼":
        return any(s.signs.quotient_sign(gap) in "<>" for gap in law_differences(s, relation))
    parts = difference(s, relation)
    if relation.op == "=":
        return any(s.signs.find(q.numerator) in (">", "<") for q in parts.values())
    if relation.op in COMPARISONS and relation.left.sort == "scalar":
        return not s.truth(relation)
    raise OutsideClass(f"no rule refutes {relation.op}")


def fails_openly(s: Semantics, claim: Claim) -> bool:
    """Whether a comparison fails strictly at a point, between sides that are continuous there.

    Then it fails with a probability > 0.
    """
    relation = claim.goal
    strict = {"=": "<>", "≤": ">", "<": ">", "≥": "<", ">": "<"}
    if relation.left.sort != "scalar" or not CONTINUOUS >= ops(claim.context, relation):
        return False
    if any(
        law.mean.sort == "scalar" and s.signs.find(s.scalar(law.variance).numerator) != ">"
        for law in s.laws.values()
    ):
        return False
    if any(
        depends_on(claim.context, relation, frozenset({law.key}))
        and not is_covariance(s, law.variance, regular=True)
        for law in s.laws.values()
        if law.mean.sort == "vector"
    ):
        return False  # some of its values are no value that it takes
    return s.signs.quotient_sign(difference(s, relation).get((), ring.ZERO)) in strict[relation.op]
