"""Sign entries that a proof does not need are left out, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.kernel import Claim, verdicts
from symattn.search import tidying
from symattn.search.tidying import tidied

from .test_tangent_sums import asked

S = "n: integer >= 2", "s: real[n]", "b: positive"
WEIGHT = "exp(b*s[a])/sum(exp(b*s[j]), j)"
LINES = [
    (f"0 < {WEIGHT} < 1", S, ()),
    (f"{WEIGHT} <= exp(b*(s[a] - s[c]))", S, ()),
    ("exp(x) - 1 >= log(1 + x)", ("x: nonnegative",), ()),
    ("abs(x*y) <= (x**2 + y**2)/2", ("x: real", "y: real"), ()),
]


def _entries(node: Any) -> int:
    if isinstance(node, dict):
        own = len(node["signs"]) if isinstance(node.get("signs"), list) else 0
        return own + sum(map(_entries, node.values()))
    return sum(map(_entries, node)) if isinstance(node, list) else 0


def _proved(line: tuple[str, tuple[str, ...], tuple[str, ...]]) -> tuple[Claim, dict[str, Any]]:
    claim = asked(*line)
    verdict = decide(claim)
    assert verdict.status == "proved" and verdict.evidence
    return claim, verdict.evidence


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_the_kernel_accepts_what_is_left(line: Any) -> None:
    claim, evidence = _proved(line)
    before = json.dumps(evidence)
    shorter = tidied(claim, evidence)
    assert json.dumps(evidence) == before  # what is given is left alone
    assert verdicts.judge(claim, shorter) == verdicts.judge(claim, evidence)
    assert _entries(shorter) <= _entries(evidence)
    assert tidied(claim, shorter) == shorter


def test_entries_that_nobody_asks_for_are_left_out() -> None:
    claim, evidence = _proved(LINES[1])
    (leaf,) = _leaves(evidence)
    least = _entries(tidied(claim, evidence))
    idle = {"by": [["1", [], [], []]], "is": ">", "of": [["1", [], []]]}
    leaf["signs"] = [*leaf["signs"], idle, idle]
    assert verdicts.judge(claim, evidence)[0] == "proved"
    assert _entries(tidied(claim, evidence)) == least


def _leaves(node: Any) -> list[dict[str, Any]]:
    if isinstance(node, dict):
        own = [node] if node.get("signs") else []
        return own + [leaf for value in node.values() for leaf in _leaves(value)]
    return [leaf for one in node for leaf in _leaves(one)] if isinstance(node, list) else []


def test_what_cannot_be_replayed_stays_as_it_is() -> None:
    claim, evidence = _proved(LINES[0])
    wrong = json.loads(json.dumps(evidence))
    wrong["proof"]["model"] = {}
    assert tidied(claim, wrong) is wrong
    other = asked(f"{WEIGHT} < 1/2", S)
    assert tidied(other, evidence) is evidence
    assert tidied(claim, {"proof": {"proof": {"rule": "nothing"}}}) == {
        "proof": {"proof": {"rule": "nothing"}}
    }


def test_an_entry_that_is_spoken_of_stays() -> None:
    leaf = {"signs": [{"exp": "h0"}, {"by": [["1", ["s0"], [], []]]}], "rule": "order"}
    assert tidying._without(leaf, 1)["signs"] == [{"exp": "h0"}]
    with pytest.raises(tidying._Needed):
        tidying._without(leaf, 0)
