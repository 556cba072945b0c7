"""A model is looked at once for a set of hypotheses, and again for any other set."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, checker, replay
from symattn.language import Context, Family, IndexSet, Scalar, Term, number

X, N = Term("scalar", ("x",)), Term("scalar", ("n",))
I = Term("index", ("i",))  # noqa: E741
POSITIVE = Term(">", (X, number(0)))
SAME = Term("=", (X, X))
SET = IndexSet("A", N, ("a",), "i")
SETTING = Context((SET,), (Scalar("x"), Scalar("n", True)), (Family("s", "A", "scalar"),))
MEMBER, OTHER = (Term("entry", ("s", i)) for i in (Term("index", ("a",)), I))


def _certificate(x: str, size: int = 1) -> dict[str, Any]:
    entries = ["1"] * size
    model = {
        "sizes": {"A": size},
        "scalars": {"x": x, "n": str(size)},
        "entries": {"s": entries},
        "vectors": {},
        "matrices": {},
    }
    return {"format": 1, "kernel": "0.1", "model": model, "proof": {"rule": "equality"}}


def _claim(goal: Term = SAME, *facts: Term) -> Claim:
    return Claim(Context(SETTING.index_sets, SETTING.scalars, SETTING.families, facts=facts), goal)


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The models that are looked at."""
    monkeypatch.setattr(checker, "MODELS", set())
    anew = checker._replayed.__wrapped__  # type: ignore[attr-defined]
    monkeypatch.setattr(checker, "_replayed", anew)
    seen: list[Any] = []
    point_from_json = checker.point_from_json

    def noting(data: Any) -> Any:
        seen.append(data)
        return point_from_json(data)

    monkeypatch.setattr(checker, "point_from_json", noting)
    return seen


def test_once_for_two_claims_with_the_same_hypotheses(looked: list[Any]) -> None:
    for goal in (SAME, Term("=", (MEMBER, MEMBER)), SAME):
        assert replay(_claim(goal, POSITIVE), _certificate("1")).verdict == "proved"
    assert len(looked) == 1


@pytest.mark.parametrize(
    "other",
    [
        _claim(SAME, POSITIVE, Term("<", (X, number(1)))),
        _claim(Term("⇒", (Term("<", (X, number(1))), SAME)), POSITIVE),
        _claim(Term("=", (OTHER, OTHER)), POSITIVE),  # there is no other member
        _claim(SAME, POSITIVE, Term(">", (N, number(1)))),
    ],
    ids=["another fact", "something left of ⇒", "another member", "another size"],
)
def test_again_for_others_which_it_contradicts(looked: list[Any], other: Claim) -> None:
    replay(_claim(SAME, POSITIVE), _certificate("1"))
    for _ in range(2):
        with pytest.raises(Rejected, match="point: "):
            replay(other, _certificate("1"))
    assert len(looked) == 3


def test_again_for_another_model(looked: list[Any]) -> None:
    replay(_claim(SAME, POSITIVE), _certificate("1"))
    with pytest.raises(Rejected, match="does not hold there"):
        replay(_claim(SAME, POSITIVE), _certificate("-1"))
    assert len(looked) == 2


def test_few_are_kept(looked: list[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checker, "MOST_MODELS", 3)
    for k in range(1, 9):
        replay(_claim(SAME, POSITIVE), _certificate(str(k)))
        assert len(checker.MODELS) <= 3
