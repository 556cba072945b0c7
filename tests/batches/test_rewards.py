"""What a derivation is worth, and what does not make it worth more."""

from __future__ import annotations

import pytest

from symattn.batches.queries import PageQuery
from symattn.batches.rewards import REWARDS, reward, verdicts
from symattn.batches.staying_checker import Checker

DECLARED = "```symattn\nlet x, y: real\nlet b: positive\nlet c = x + 1\n```\n\n"
TRUE, FALSE = "$$(x + 1)^2 = x^2 + 2x + 1$$\n\n", "$$(x + 1)^2 = x^2 + 1$$\n\n"
ALSO_TRUE, UNREAD = "$$x^2 + 1 > x$$\n\n", "$$x \\unknown 1$$\n\n"


def _judged(text: str, goal: str = "", setting: str = "") -> tuple[list[str], dict[str, float]]:
    found = Checker(workers=0).check(PageQuery(text, goal=goal, setting=setting))
    assert found.page is not None, found.error
    worth = {name: reward(name, found.page, found.reached) for name in REWARDS}
    return verdicts(found.page), worth


@pytest.mark.parametrize(
    ("text", "counted", "worth"),
    [
        (TRUE + ALSO_TRUE, ["proved", "proved"], [1, 1, 1]),
        (TRUE + FALSE, ["proved", "refuted"], [0.5, 0, 0]),
        (FALSE + TRUE, ["refuted", "proved"], [0, 0, 0]),
        (TRUE + UNREAD + ALSO_TRUE, ["proved", "not_read", "proved"], [0.666667, 0, 0.666667]),
        (FALSE, ["refuted"], [0, 0, -1]),
        ("Nothing is said here.", [], [0, 0, 0]),
    ],
)
def test_what_lines_are_worth(text: str, counted: list[str], worth: list[float]) -> None:
    assert _judged(DECLARED + text) == (counted, dict(zip(REWARDS, map(float, worth))))


@pytest.mark.parametrize(
    "nothing",
    [
        "$$x = x$$",
        "$$x^2 + y = x^2 + y$$",
        "$$1 < 2$$",
        "$$b > 0$$",
        "$$0 < b$$",
        "$$c = x + 1$$",
        TRUE,
        "$$x^2 + 2x + 1 = (x + 1)^2$$",
    ],
)
def test_lines_that_say_nothing_do_not_count(nothing: str) -> None:
    assert _judged(DECLARED + TRUE + nothing + "\n\n" + FALSE)[0] == ["proved", "refuted"]


def test_a_false_line_counts_though_it_says_nothing() -> None:
    assert _judged(DECLARED + "$$2 < 1$$")[0] == ["refuted"]


def test_a_line_that_is_declared_false_is_false() -> None:
    text = DECLARED.replace("let c", "false 1\nlet c")
    assert _judged(text + FALSE)[1]["proved-minus-false"] == -1


@pytest.mark.parametrize(
    ("text", "reached"),
    [
        ("So $\\alpha_a > 0$.", True),
        ("So $0 < \\alpha_a$.", True),
        ("So $\\alpha_a \\ge 0$.", False),
    ],
)
def test_a_goal(text: str, reached: bool) -> None:
    found = Checker(workers=0).check(
        {"page": text, "setting": "softmax-attention", "goal": "\\alpha_a > 0"}
    )
    assert found.page is not None, found.error
    assert found.reached is reached
    assert reward("all-proved", found.page, found.reached) == float(reached)


def test_what_a_page_declares_for_itself_does_not_reach_the_goal() -> None:
    text = "```symattn\ngiven \\beta > 5\n```\n\nHence $\\beta > 4$."
    query = {"page": text, "setting": "orthonormal-keys", "goal": "\\beta > 4"}
    found = Checker(workers=0).check(query)
    assert found.verdict == "proved" and found.reached is False


@pytest.mark.parametrize("goal", ["\\alpha_a >", "\\nothing", "let us see"])
def test_a_goal_that_cannot_be_read(goal: str) -> None:
    found = Checker(workers=0).check(
        {"page": "So $\\alpha_a > 0$.", "setting": "softmax-attention", "goal": goal}
    )
    assert found.verdict == "not_read" and found.error.startswith("goal")
