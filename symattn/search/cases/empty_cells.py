"""Cells of a search that are empty: the facts there contradict each other.  Untrusted."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.order.fact_names import FactName
from ...kernel.rules.rule_table import RULES
from ...kernel.rules.sequent import Sequent
from ...language import Term
from ..sign_search.fractions_cleared import fails
from ..sign_search.positivity import ProvingSigns
from ..sign_search.raised import raised

Cases = tuple[tuple[Element, str], ...]


def contradiction(
    claim: Claim,
    cases: Cases,
    values: dict[str, Element],
    family_maxima: tuple[Term, ...],
    thorough: bool,
) -> dict[str, Any] | None:
    """A node that shows the cell to be empty.

    The last case against the sign that the other facts give it.
    """
    signs = ProvingSigns()
    signs.quick, signs.thorough = not thorough, thorough
    signs.cell = sequent = Sequent(claim, cases, values, signs, family_maxima)
    given, assumed = (
        [str(FactName(kind, k)) for k in range(len(facts))]
        for kind, facts in (("h", claim.context.facts), ("l", claim.assumptions))
    )
    for name in (*given, *assumed):
        with suppress(Rejected):
            if ring.atoms(sequent.fact(name).element) <= sequent.signs.opaque.keys():
                RULES["infeasible"].run(sequent, {"unequal": name})
                return {"rule": "infeasible", "unequal": name, "signs": signs.entries}
    sizes = [str(FactName("z", member=s.key)) for s in claim.context.index_sets]
    for name in (
        *(str(FactName("c", k)) for k in reversed(range(len(cases)))),
        *assumed,
        *given,
        *sizes,
        *raised(claim),
    ):
        try:
            fact = sequent.fact(name)
        except Rejected:
            continue
        if fact.relation == "=" and fact.element and not fact.stars and fails(signs, name, fact):
            return {"rule": "infeasible", "signs": signs.entries}
        if fact.relation not in (">", "≥") or (fact.relation == "≥" and not fact.element):
            continue
        # p > 0 contradicts −p ≥ 0, and p ≥ 0 contradicts −p > 0
        minus = ring.add({}, fact.element, -1)
        against = signs.prove(minus, "≥" if fact.relation == ">" else ">") if minus else ""
        if against is not None:
            rows = [["1", [name], [], []]] + ([["1", [against], [], []]] if against else [])
            if signs.record({"of": [], "is": ">", "by": rows}):
                return {"rule": "infeasible", "signs": signs.entries}
    with suppress(Rejected):
        RULES["infeasible"].run(sequent, {"undefined": True})
        return {"rule": "infeasible", "undefined": True, "signs": signs.entries}
    return None
