"""A whole replay is remembered for the same claim and the same text of its certificate alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, checker, replay
from symattn.kernel.rules.rule_table import NOWHERE, PROOF
from symattn.kernel.sizes import effort
from symattn.language import Context, Scalar, Term, number

X = Term("scalar", ("x",))
TRUE = Claim(
    Context(scalars=(Scalar("x"),)), Term("=", (Term("+", (X, X)), Term("*", (number(2), X))))
)
FALSE = replace(TRUE, goal=Term("=", (Term("+", (X, X)), X)))


def _certificate(x: str = "1") -> dict[str, Any]:
    model = {"sizes": {}, "scalars": {"x": x}, "entries": {}, "vectors": {}, "matrices": {}}
    return {"format": 1, "kernel": "0.1", "model": model, "proof": {"rule": "equality"}}


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The proofs that are gone through."""
    seen: list[Any] = []
    check = checker.Proof.check

    def noting(self: Any, node: Any, *rest: Any) -> None:
        seen.append(node)
        check(self, node, *rest)

    monkeypatch.setattr(checker.Proof, "check", noting)
    return seen


def test_once_and_with_the_same_effort(worked: list[Any]) -> None:
    spent = []
    for _ in range(3):
        before = effort.spent
        assert replay(TRUE, _certificate("7/5")).verdict == "proved"
        spent.append(effort.spent - before)
    assert len(worked) == 1 and len(set(spent)) == 1


def test_another_claim_or_another_certificate_is_gone_through(worked: list[Any]) -> None:
    replay(TRUE, _certificate("8/5"))
    for _ in range(2):  # what was rejected is gone through again, and rejected again
        with pytest.raises(Rejected):
            replay(FALSE, _certificate("8/5"))
    replay(TRUE, _certificate("9/5"))
    assert len(worked) == 4


def test_a_certificate_that_was_changed_since_is_another(worked: list[Any]) -> None:
    one = _certificate("6/5")
    replay(TRUE, one)
    one["proof"]["rule"] = "split"
    with pytest.raises(Rejected):
        replay(TRUE, one)
    one["proof"]["rule"] = "equality"
    one["model"]["scalars"]["x"] = "x"
    with pytest.raises(Rejected):
        replay(TRUE, one)


def test_the_kinds_of_rules_that_may_be_used_count() -> None:
    assert replay(TRUE, _certificate("5/3"), (PROOF,)).verdict == "proved"
    with pytest.raises(Rejected, match="expected a rule"):
        replay(TRUE, _certificate("5/3"), (NOWHERE,))


def test_what_is_no_data_is_rejected() -> None:
    for odd in ({1, 2}, object(), {"rule": object()}):
        with pytest.raises(Rejected):
            replay(TRUE, {**_certificate(), "proof": odd})
    deep: Any = {}
    for _ in range(100_000):
        deep = {"rule": deep}
    with pytest.raises(Rejected):
        replay(TRUE, {**_certificate(), "proof": deep})
