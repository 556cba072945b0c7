"""A combination of vectors whose weights add up to 0, by how large each weight is at most.

    x = Σ_j w_j v_j,  Σ_j w_j = 0,  |w_j| ≤ u_j
    -------------------------------------------        D = max_{j,l} ‖v_j − v_l‖
             ‖x‖ ≤ ½·D·Σ_j u_j

For any other i, who have no names, w_i and u_i + k are given, k the same for all of them.  Σ_{w_j >
0} w_j = ½ Σ |w_j| is moved to where weights are below 0: see `norms`. Fails, for example: ‖v_a‖ ≤ ½
D (the weights add up to 1).
"""

from __future__ import annotations

from ...language import Term, flattened, from_json, indices_in, number
from ..built_terms import ONE, TWO, ZERO, at, minus, term, terms
from ..claim import Claim, Node
from ..errors import Rejected
from .diameters import spread_of


def by_moving(claim: Claim, by: Node) -> list[Claim]:
    """The claims that together show how long such a combination is at most.  Raises Rejected."""
    relation, letter, distance = claim.conclusion, str(by["index"]), from_json(by["diameter"])
    named, others = [*map(terms, by["named"])], terms(by["others"])
    family = spread_of(claim.context, distance)
    over = distance.args[1:2] if family else ()
    index_set = next((s for s in claim.context.index_sets if s.key in over and s.rest), None)
    if (
        relation.op != "≤"
        or relation.left.op != "norm"
        or index_set is None
        or len(named) != len(index_set.members)
    ):
        raise Rejected("moved: expected ‖x‖ ≤ R, and weights of all named members and of any other")
    w, u, k = others
    of_named = [t for row in named for t in row]
    if index_set.key in claim.rest or any(index_set.rest in indices_in(t) for t in (k, *of_named)):
        raise Rejected("moved: expected no other index than of the weight of any other")
    members = [term("index", m) for m in index_set.members]

    def over_all(first: list[Term], body: Term) -> Term:
        each = at(body, index_set.rest, letter)
        return flattened("+", (*first, term("sum", letter, index_set.key, *members, each)))

    def times(weight: Term, index: Term) -> Term:
        return flattened("*", (weight, term("member", family, index)))

    count = minus(index_set.size, number(len(members)))
    sizes = flattened("+", (over_all([size for _, size in named], u), flattened("*", (k, count))))
    whole = over_all(
        [times(weight, m) for (weight, _), m in zip(named, members)],
        times(w, term("index", index_set.rest)),
    )
    goals = [
        term("=", relation.left.children[0], whole),
        term("=", over_all([weight for weight, _ in named], w), ZERO),
        term("≤", term("*", term("/", ONE, TWO), distance, sizes), relation.right),
        *(
            term("≤", term("abs", weight), size)
            for weight, size in [*named, [w, flattened("+", (u, k))]]
        ),
    ]
    return claim.each(goals)
