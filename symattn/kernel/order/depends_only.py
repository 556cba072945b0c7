"""What a term depends on: "y depends only on (x_a)".

Inputs are the members of the families that the right side names.  The statement is that y stays the
same whatever happens to the members that are not listed, all else (weights, biases, sizes) being
any fixed value.

    no member of these families but the listed ones is mentioned by y, definitions unfolded;  y has
    a value;  no hypothesis or law is about them
    --------------------------------------------------------------------------------------------
    independent
                         y depends only on (x_a, ...)

It is refuted by two points that differ in members which are not listed, and in y ("depends").
Fails, for example: w where w = x_a + x_b is a hypothesis; Σ_j x_j mentions every member; and x_b −
x_b mentions x_b, though it stays the same (undecided, not false).
"""

from __future__ import annotations

from collections.abc import Mapping

from ...language import Term, depends_on, number
from ...language.kinds import BINDERS
from ...language.operators import known_to_be
from ..algebra.coefficients import coefficients, gaps
from ..algebra.shapes import Point
from ..claim import Claim, Node
from ..errors import OutsideClass, Rejected
from ..rules.points import at_point, point_from_json
from ..rules.sequent import Sequent

EVERY = "*"  # stands for an index that runs through a set
TOTAL, PARTIAL = known_to_be("total"), known_to_be("partial")


def listed(claim: Claim) -> dict[str, set[str]]:
    """The families that the inputs belong to, each with the indices that are listed.

    Raises Rejected.
    """
    relation = claim.goal
    if relation.op != "depends only on":
        raise Rejected("expected what something depends only on")
    found: dict[str, set[str]] = {}
    for one in relation.right.children:
        if one.op not in ("member", "entry"):
            raise OutsideClass("inputs are members of families, as in (x_a, x_b)")
        found.setdefault(one.key, set()).add(one.children[0].key)
    if not found or claim.context.random & set(found):
        raise OutsideClass("inputs are members of families that are not random")
    return found


def mentioned(cell: Sequent, term: Term, names: Mapping[str, str]) -> set[tuple[str, str]]:
    """The members that a term mentions, definitions unfolded, as pairs (family, index).

    Raises Rejected where it may have no value.
    """
    claim = cell.claim
    if term.op not in TOTAL | PARTIAL:
        raise OutsideClass("what something depends on that is made of", term)
    if term.op in PARTIAL:
        if EVERY in names.values():
            raise OutsideClass(
                "what a fraction, a root or a logarithm inside a sum over all members depends on"
            )
        if not (term.op == "/" and _adds_exponentials(claim, term.children[1])):
            fraction = Term("/", (number(1), term.children[-1]))  # of a vector
            cell.meaning.scalar(term if term.sort == "scalar" else fraction, names)
    if term.op in ("member", "entry"):
        index = term.children[0].key
        return {(term.key, names.get(index, index))}
    if term.op in BINDERS:
        return mentioned(cell, term.children[-1], {**names, term.key: EVERY})
    if term.op == "defined":
        definition = cell.meaning.definitions[term.key]
        inner = {
            name: names.get(i.key, i.key) for (name, _), i in zip(definition.params, term.children)
        }
        labels, special = set(inner.values()), dict(definition.exceptions)
        bodies = [special[label] for label in labels if label in special] or [definition.body]
        if EVERY in labels:  # at an index that runs through the set, the exceptions count as well
            bodies = [*definition.bodies]
        return set().union(*(mentioned(cell, body, inner) for body in bodies))
    return set[tuple[str, str]]().union(*(mentioned(cell, c, names) for c in term.children))


def _adds_exponentials(claim: Claim, term: Term) -> bool:
    """Whether a term is Σ_j e^{s_j} over all of a set that has named members.

    It is > 0 if every s_j has a value.  Fails for a set that may be empty, or is once members are
    left out: these stand before e^{s_j}.
    """
    named = {s.key for s in claim.context.index_sets if s.members}
    return term.op == "sum" and term.args[1] in named and term.children[0].op == "exp"


def depends_only_on(cell: Sequent, node: Node) -> None:
    """The left side mentions no input but the listed ones.

    Fails: Σ_j x_j depends only on (x_a).
    """
    claim, context = cell.claim, cell.claim.context
    if claim.assumptions:
        raise OutsideClass("dependence under a left side of ⇒")
    inputs = listed(claim)
    given = (*context.facts, *claim.context.norms, *claim.context.parameters)
    if any(depends_on(context, t, frozenset(inputs)) for t in given):
        raise OutsideClass("inputs that a hypothesis or a law is about")
    for family, index in mentioned(cell, claim.goal.left, {}):
        if family in inputs and index not in inputs[family]:
            name = f"every member of {family}" if index == EVERY else f"{family}_{index}"
            raise Rejected(f"depends: the left side mentions {name}")


def depends(claim: Claim, node: Node) -> None:
    """Two points that differ in what is not listed, and in the left side."""
    inputs, data = listed(claim), node.get("points")
    if not isinstance(data, list) or len(data) != 2:
        raise Rejected("depends: expected two points")
    first, second = (point_from_json(p) for p in data)
    meanings = [at_point(claim, p, moving=False) for p in (first, second)]
    _check_alike(claim, first, second, inputs)
    x, y = (coefficients(s, claim.goal.left) for s in meanings)
    signs = meanings[1].signs
    if not any(
        signs.find(q.numerator) in ("<", ">")
        and all(signs.find(dict(f)) in ("<", ">") for f, _ in q.den)
        for q in gaps(meanings[1], x, y).values()
    ):
        raise Rejected("depends: the left side is not shown to differ at the two points")


def _check_alike(claim: Claim, first: Point, second: Point, inputs: Mapping[str, set[str]]) -> None:
    if (first.sizes, first.scalars, first.matrices) != (
        second.sizes,
        second.scalars,
        second.matrices,
    ):
        raise Rejected("depends: the points differ in more than the inputs")
    sets = {s.key: s for s in claim.context.index_sets}
    over = {f.key: sets[f.over] for f in claim.context.families}
    one, other = ({**p.vectors, **p.entries} for p in (first, second))
    for key in one:
        if key not in inputs:
            if one[key] != other[key]:
                raise Rejected("depends: the points differ in more than the inputs")
            continue
        members = over[key].members
        named = {label: k for k, label in enumerate(first.labels(over[key].key, members))}
        # an index for any other stands for the first of them
        named.setdefault(over[key].rest, len(members))
        if any(one[key][named[i]] != other[key][named[i]] for i in inputs[key]):
            raise Rejected("depends: the points differ in an input that is listed")
