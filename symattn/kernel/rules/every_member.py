"""What is said of every member of a family: left of ⇒, as a conclusion, and of the largest.

A stands left of ⇒, B right of it, and f_j = g_j + m·c_j with m → ∞; docs/rules.md has the figures.
Members may be left out ("for every i ≠ j"), and there may be no other: then A is empty, and so is
what is to be shown of one. An A about any other becomes a hypothesis, which the rest of the kernel
uses at unnamed members.  If c_j ≤ 0, then m·c_j ≤ 0 from where m ≥ 0 on, and does not grow. In
`largest` the one for which f_a = R has a name: "any other" need not exist. Fails, for example: A
for *one* other i does not give B (x_a ≥ x_i, and a third is larger); f_i ≫ g_i where c_i moves:
β·(1/β − 1) has c > 0 for β < 1 only.
"""

from __future__ import annotations

from dataclasses import replace

from ...language import Term, flattened
from ..algebra.semantics import Semantics
from ..built_terms import ONE, ZERO, at, term, terms
from ..claim import Claim, Node, implied
from ..errors import OutsideClass, Rejected
from ..order.signs import FLIP, Signs
from .leaf_rules import free_of_limit, is_infinite
from .points import instances


def by_every(claim: Claim, by: Node) -> list[Claim]:
    """The claims from which one with "for every" follows.  Raises Rejected."""
    if claim.rest:
        raise OutsideClass("every: an index outside stands for any other; say every there too")
    context = claim.context
    s = Semantics(context, Signs(), rest=frozenset(one.key for one in context.index_sets))
    left = tuple(a for a in claim.assumptions if a.op != "every")
    shown: list[Term] = []
    facts = [*context.facts]
    for k, a in enumerate(claim.assumptions):
        if a in left:
            continue
        relation = a.children[-1]
        if is_infinite(relation) or relation.op == "≫":
            m, c = terms(by["gaps"][str(k)])
            f, g = relation.children
            g = g if relation.op == "≫" else ZERO
            same = term("=", f, flattened("+", (g, flattened("*", (m, c)))))
            shown += [*instances(s, _said(a, same)), term("→", m, Term("infinity"))]
            a = _said(a, term(">", c, ZERO))
            for one in instances(s, a):
                free_of_limit(s, one.children[0])
        facts += instances(s, a)
    under = replace(context, facts=tuple(facts))
    goals = [implied(left, goal) for goal in instances(s, claim.conclusion)]
    return [*(Claim(context, goal) for goal in shown), *(Claim(under, goal) for goal in goals)]


def _said(every: Term, relation: Term) -> Term:
    return term("every", *every.args[:-1], relation)


def by_largest(claim: Claim, by: Node) -> list[Claim]:
    """The claims from which max_j f_j ≤ R, < R or = R follows.  Raises Rejected."""
    op, (largest, bound) = claim.conclusion.op, claim.conclusion.children
    if largest.op != "most":
        op, largest, bound = FLIP.get(op, op), bound, largest
    if largest.op != "most" or op not in ("=", "≤", "<"):
        raise Rejected("largest: expected max f ≤ R, max f < R or max f = R")
    each = term("<" if op == "<" else "≤", largest.children[0], bound)
    size = next(s.size for s in claim.context.index_sets if s.key == largest.args[1])
    goals = [term("every", *largest.args[:2], each), term("≥", size, ONE)]
    if op == "=":
        goals.append(at(term("=", *each.args), largest.key, by["at"]))
    return claim.each(goals)
