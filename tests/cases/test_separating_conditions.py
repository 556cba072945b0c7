"""x near a vector tells its weight where a declared vector separates it from all others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sympy import evaluate

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected
from symattn.kernel.verdicts import judge, repaired
from symattn.language import from_json, plain, to_json
from symattn.search.clock import now
from symattn.search.repairs.separating import separated
from symattn.writing.expressions import relation
from symattn.writing.page import AuthoredPage

Line = Callable[[Any], Any]


def _claim(
    line: Line, members: str = "j", spare: bool = True, longer: bool = True, positive: bool = True
) -> Claim:
    """One head with any keys and values; perhaps a vector w ≠ 0 and a number δ > 0 to spare."""
    page = AuthoredPage("x", __file__)
    with evaluate(False):
        n, beta = page.integer("n", at_least=3), page.real(r"\beta", positive=True)
        keys = page.index_set(n, members, rest="i")
        k, v, u = page.vectors("k", keys), page.vectors("v", keys), page.vector("u")
        if spare:
            page.real(r"\delta", positive=positive)
            w = page.vector("w")
            if longer:
                page.fact(w @ w, ">", 0)
        alpha, c = page.attention(beta * u, keys=k, values=v, over=keys)
        page.let_tend(beta)
        page.implies(*line((keys, k, v, u, alpha, c)))
    context, steps = page.finished()
    return steps[0].claim(context)


def _near_one(at: Any) -> Any:
    keys, _, v, _, alpha, c = at
    first = next(iter(keys))
    return relation(c, "~=", v[first]), relation(alpha[first], "~=", 1)


def _not_near(at: Any) -> Any:
    keys, _, v, _, alpha, c = at
    first = next(iter(keys))
    return relation(c, "~=", v[first]), relation(alpha[first], "~=", 0)


def _of_another(at: Any) -> Any:
    keys, k, _, u, alpha, _ = at
    first = next(iter(keys))
    return relation(k[first] @ u, ">", 0), relation(alpha[first], "~=", 1)


ONE = "w·(v_j − v_i) ≥ δ"
CASES: list[tuple[str, Claim, list[str]]] = [
    ("one value", _claim(_near_one), [ONE]),
    ("one of two with names", _claim(_near_one, "a b"), ["w·(v_a − v_b) ≥ δ", "w·(v_a − v_i) ≥ δ"]),
    ("no vector to spare", _claim(_near_one, spare=False), []),
    ("a vector that may be 0", _claim(_near_one, longer=False), []),
    ("a number that may be negative", _claim(_near_one, positive=False), []),
    ("a right side that does not follow", _claim(_not_near), []),
    ("no limit left of ⇒", _claim(_of_another), []),
]


@pytest.mark.parametrize(("claim", "wanted"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_condition(claim: Claim, wanted: list[str]) -> None:
    found = separated(claim, now() + 10)
    assert [plain(from_json(f)) for repair in found for f in repair["assume"]] == wanted


def test_the_condition_is_judged() -> None:
    claim = _claim(_near_one)
    verdict = decide(claim, 10)
    assert verdict.status == "conditional" and judge(claim, verdict.evidence)[0] == "conditional"
    (repair,) = verdict.evidence["repairs"]
    weaker = from_json(repair["assume"][0]).children[0]
    for fact in (relation(weaker, ">=", 0), relation(weaker, "!=", 0)):
        forged = {**verdict.evidence, "repairs": [{**repair, "assume": [to_json(fact.term)]}]}
        with pytest.raises(Rejected):
            judge(claim, forged)
    assert repaired(claim, repair).context.facts[-1] == from_json(repair["assume"][0])
