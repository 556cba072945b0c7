"""Signs of sums seen before a proof is tried: never one that the hypotheses rule out."""

from __future__ import annotations

import pytest

from symattn.kernel.rules.sequent import Sequent
from symattn.search.sign_search.members_alike import signs_alike
from symattn.search.sign_search.positivity import ProvingSigns
from tests.cases.asked import Asked, claim_of

LET = ["n: integer >= 2", "b: positive", "s: real[n]"]


def seen(side: str, given: list[str]) -> set[int]:
    let = [*LET, "p: probabilities[n]"] if "p[" in side else LET
    claim = claim_of(Asked("", f"{side} >= 0", "", let, given))
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim, signs=signs)
    return signs_alike(signs, cell.meaning.scalar(claim.goal.children[0]).numerator, frozenset())


@pytest.mark.parametrize(
    ("side", "given", "wanted"),
    [
        ("sum(exp(b*s[j]), j) - 1", [], {1, -1}),
        ("sum(s[j], j)", [], {1, -1}),
        ("s[a] + sum(s[j], j)", ["s[a] >= 0"], {1, -1}),
        ("n*exp(b) - sum(exp(b*s[j]), j)", [], {1, -1}),
        ("sum(s[j]**2, j)", [], {1}),
        # a hypothesis about each member, or with exponentials; functions: nothing is seen
        ("sum(s[j], j)", ["s[c] >= 0"], set()),
        ("n*exp(b) - sum(exp(b*s[j]), j)", ["s[c] <= 1"], set()),
        ("s[a] + sum(s[j], j)", ["exp(s[a]) >= 1"], set()),
        ("sum(p[j], j) - 1", [], set()),
        ("sum(log(1 + exp(s[j])), j) - 1", [], set()),
    ],
)
def test_signs(side: str, given: list[str], wanted: set[int]) -> None:
    assert seen(side, given) == wanted
