"""A combination of vectors whose weights add up to 0, by how large each weight is at most.

    x = Σ_j w_j v_j,  Σ_j w_j = 0,  |w_j| ≤ u_j
    -------------------------------------------        D = max_{j,l} ‖v_j − v_l‖
             ‖x‖ ≤ ½·D·Σ_j u_j

For any other i, who have no names, w_i and u_i + k are given, k the same for all of them.  Σ_{w_j >
0} w_j = ½ Σ |w_j| is moved to where weights are below 0: see `norms`. Fails, for example: ‖v_a‖ ≤ ½
D (the weights add up to 1).
"""

from __future__ import annotations

from typing import Any

from ...language import Term, flattened, from_json, indices_in, number, replace_indices
from ...language.kinds import BINDERS
from ..claim import Claim
from ..errors import Rejected
from .diameters import spread_of


def by_moving(claim: Claim, by: dict[str, Any]) -> list[Claim]:
    """The claims that together show how long such a combination is at most.  Raises Rejected."""
    relation, context, letter, distance = (
        claim.conclusion,
        claim.context,
        str(by.get("index")),
        from_json(by.get("diameter")),
    )
    named, others = (
        [[from_json(t) for t in row] for row in by.get("named", ())],
        [from_json(t) for t in by.get("others", ())],
    )
    family = next((f for f in context.families if f.key == spread_of(context, distance)), None)
    index_set = next(
        (s for s in context.index_sets if family is not None and s.key == family.over and s.rest),
        None,
    )
    if (
        relation.op != "≤"
        or relation.children[0].op != "norm"
        or family is None
        or index_set is None
        or [len(row) for row in named] != [2] * len(index_set.members)
        or len(others) != 3
    ):
        raise Rejected("moved: expected ‖x‖ ≤ R, and weights of all named members and of any other")
    w, u, k = others
    bound = {
        t.args[0]
        for one in (*others, *(t for row in named for t in row))
        for t in one.subterms()
        if t.op in BINDERS
    }
    if index_set.key in claim.rest or index_set.rest in bound | indices_in(k) | {
        n for row in named for t in row for n in indices_in(t)
    }:
        raise Rejected("moved: expected no other index than of the weight of any other")
    members = [Term("index", (m,)) for m in index_set.members]

    def over_all(first: list[Term], body: Term) -> Term:
        return flattened(
            "+",
            (
                *first,
                Term(
                    "sum",
                    (
                        letter,
                        index_set.key,
                        *members,
                        replace_indices(body, {index_set.rest: Term("index", (letter,))}),
                    ),
                ),
            ),
        )

    def times(weight: Term, index: Term) -> Term:
        return flattened("*", (weight, Term("member", (family.key, index))))

    count = flattened("+", (index_set.size, Term("neg", (number(len(members)),))))
    sizes = flattened("+", (over_all([size for _, size in named], u), flattened("*", (k, count))))
    whole = over_all(
        [times(weight, m) for (weight, _), m in zip(named, members)],
        times(w, Term("index", (index_set.rest,))),
    )
    goals = [
        Term("=", (relation.children[0].children[0], whole)),
        Term("=", (over_all([weight for weight, _ in named], w), number(0))),
        Term(
            "≤",
            (Term("*", (Term("/", (number(1), number(2))), distance, sizes)), relation.children[1]),
        ),
        *(
            Term("≤", (Term("abs", (weight,)), size))
            for weight, size in [*named, [w, flattened("+", (u, k))]]
        ),
    ]
    return [claim.concluding(goal) for goal in goals]
