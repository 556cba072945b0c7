"""All rules of inference, a row each; the ledger has their figures, theorems and examples.

A row says what recomputes the inference and of which kind it is, and of a reduction what it shows
and what has to be shown for it. The function gets the certificate's node, and the cell that a leaf
of a proof stands in (its signs already checked), or the claim that is reduced or refuted. It says
no by raising Rejected, and returns the claims that a reduction makes. That a tree splits into cases
is told in `checker`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from ..chance.laws import (
    fails_on_event,
    has_law,
    limit_in_distribution,
    limit_of_expectations,
    means_tend_elsewhere,
)
from ..chance.near_ties import by_near_ties
from ..claim import Claim, Node
from ..errors import OutsideClass, Rejected
from ..limits.another_limit import another_limit
from ..limits.squeezed import by_squeezing
from ..order.depends_only import depends, depends_only_on
from ..order.mean_value_theorem import by_growth, by_lipschitz
from ..order.moved_weight import by_moving
from ..order.norms import norm_along, norm_by_spread, norm_by_squares
from . import chance_reductions, leaf_rules, reductions, refutations
from .every_member import by_every, by_largest

PROOF = "proof"  # of the conclusion in a cell
NOWHERE = "nowhere"  # the same, but only that a line holds nowhere
REDUCTION = "reduction"  # to other claims
UNDER = "reduction under ⇒"  # the same, also of claims with a left side of ⇒
OTHERS = "reduction to others"  # the same, and these may speak of any other member
REDUCTIONS = REDUCTION, UNDER, OTHERS
REFUTATION = "refutation"


class Rule(NamedTuple):
    """A row; the last three are about reductions."""

    run: Callable[[Any, Node], list[Claim] | None]
    kind: str
    shows: str = "proved"  # of the claim
    of_parts: str = "proved"  # has to be shown of the claims that it makes
    on_event: bool = False  # whether it is refuted where its part is, on an event


RULES = {
    "equality": Rule(leaf_rules.equality, PROOF),
    "order": Rule(leaf_rules.order, PROOF),
    "powers": Rule(leaf_rules.powers, PROOF),
    "assumed": Rule(leaf_rules.assumed, PROOF),
    "depends_only_on": Rule(depends_only_on, PROOF),
    "norm_by_squares": Rule(norm_by_squares, PROOF),
    "norm_along": Rule(norm_along, PROOF),
    "norm_by_spread": Rule(norm_by_spread, PROOF),
    "limit_by_dominance": Rule(leaf_rules.limit_by_dominance, PROOF),
    "infinite_limit": Rule(leaf_rules.infinite_limit, PROOF),
    "limit_by_expansion": Rule(leaf_rules.limit_by_expansion, PROOF),
    "limit_by_counting_ties": Rule(leaf_rules.limit_by_counting_ties, PROOF),
    "limit_of_expectations": Rule(limit_of_expectations, PROOF),
    "has_law": Rule(has_law, PROOF),
    "limit_in_distribution": Rule(limit_in_distribution, PROOF),
    "limit_carried_over": Rule(leaf_rules.limit_carried_over, PROOF),
    "left_side_fails": Rule(leaf_rules.left_side_fails, PROOF),
    "infeasible": Rule(leaf_rules.infeasible, PROOF),
    "no_value": Rule(leaf_rules.no_value, NOWHERE),
    "in_probability": Rule(chance_reductions.in_probability, REDUCTION, on_event=True),
    "monotone": Rule(chance_reductions.monotone, REDUCTION),
    "inclusion": Rule(chance_reductions.inclusion, REDUCTION),
    "through": Rule(reductions.through, UNDER),
    "fewer": Rule(reductions.fewer, UNDER),
    "named": Rule(reductions.named, UNDER),
    "triangle": Rule(reductions.triangle, UNDER),
    "termwise": Rule(reductions.termwise, OTHERS),
    "growth": Rule(by_growth, REDUCTION),
    "lipschitz": Rule(by_lipschitz, REDUCTION),
    "near_ties": Rule(by_near_ties, REDUCTION),
    "averaged": Rule(chance_reductions.averaged, REDUCTION),
    "by_parts": Rule(chance_reductions.by_parts, REDUCTION),
    "moved": Rule(by_moving, OTHERS),
    "squeezed": Rule(by_squeezing, UNDER),
    "both_ways": Rule(reductions.both_ways, UNDER),
    "attained": Rule(reductions.attained, OTHERS),
    "every": Rule(by_every, OTHERS),
    "largest": Rule(by_largest, UNDER),
    "another_limit": Rule(another_limit, UNDER, "refuted"),
    "one_way_fails": Rule(reductions.one_way_fails, UNDER, "refuted", "refuted"),
    "no_meaning": Rule(refutations.no_meaning, REFUTATION),
    "fails_at_point": Rule(refutations.fails_at_point, REFUTATION),
    "undefined_at_point": Rule(refutations.undefined_at_point, REFUTATION),
    "means_tend_elsewhere": Rule(means_tend_elsewhere, REFUTATION),
    "fails_on_event": Rule(fails_on_event, REFUTATION),
    "depends": Rule(depends, REFUTATION),
}


def named(*kinds: str) -> dict[str, Rule]:
    """The rules of these kinds, by name."""
    return {name: rule for name, rule in RULES.items() if rule.kind in kinds}


def parts(claim: Claim, by: Any) -> list[Claim]:
    """The claims from which this one follows by the reduction that a certificate names.

    Raises Rejected.
    """
    table = named(*REDUCTIONS)
    rule = table.get(by["rule"])
    if rule is None:
        raise Rejected(f"expected a reduction: {', '.join(table)}")
    if claim.assumptions and rule.kind == REDUCTION:
        raise OutsideClass("a reduction of a claim with a left side of ⇒")
    return rule.run(claim, by)  # type: ignore[return-value]  # a reduction returns claims
