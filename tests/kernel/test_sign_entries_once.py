"""A sign entry is worked out once for the same text and the same facts, and for no other facts."""

from __future__ import annotations

from typing import Any, cast

import pytest

from symattn.kernel import Rejected
from symattn.kernel.algebra import ring
from symattn.kernel.meaning import Meaning
from symattn.kernel.order.sign_entries import check_entry
from symattn.kernel.order.signs import Fact
from symattn.kernel.sizes import effort

NOTHING = cast(Meaning, None)
X, Y = ring.atom("x"), ring.atom("y")


def _of(name: str) -> list[Any]:
    return [["1", [[name, 1]], []]]


ENTRY = {"of": _of("x"), "is": ">", "by": [["1", ["h0"], [], []]]}
OVER = {**ENTRY, "by": [["1", ["h0"], [], []]], "times": "h1"}
PLUS = {**ENTRY, "plus": [["h1", [["1", [], []]]]]}
BELOW = {
    "of": [["1", [["x", 1]], [["1", [["y", -1]]]]]],
    "is": ">",
    "below": ["h1"],
    "by": [["1", ["h0"], [], [["1", [["y", -1]], []]]]],
}


def _checked(entry: dict[str, Any], **facts: Fact) -> Fact:
    found = check_entry(NOTHING, entry, facts.__getitem__)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("entry", "good", "bad"),
    [
        (ENTRY, {"h0": Fact(X, ">")}, {"h0": Fact(X, "≥")}),  # weak for strict
        (ENTRY, {"h0": Fact(X, ">")}, {"h0": Fact(Y, ">")}),  # about something else
        (ENTRY, {"h0": Fact(X, ">")}, {"h0": Fact(X, "≠")}),
        (
            OVER,
            {"h0": Fact(ring.multiply(X, Y), ">"), "h1": Fact(Y, ">")},
            {"h0": Fact(ring.multiply(X, Y), ">"), "h1": Fact(Y, "≥")},  # the multiplier may be 0
        ),
        (
            PLUS,
            {"h0": Fact(ring.subtract(X, Y), ">"), "h1": Fact(Y, "=")},
            {"h0": Fact(ring.subtract(X, Y), ">"), "h1": Fact(Y, "≥")},  # no equation
        ),
        (
            BELOW,
            {"h0": Fact(X, ">"), "h1": Fact(Y, ">")},
            {"h0": Fact(X, ">"), "h1": Fact(Y, "≥")},  # 1/y, where y may be 0
        ),
    ],
    ids=["weak", "another", "unequal", "multiplier", "equation", "below"],
)
def test_other_facts_are_looked_at_again(
    entry: dict[str, Any], good: dict[str, Fact], bad: dict[str, Fact]
) -> None:
    for _ in range(2):
        assert _checked(entry, **good).relation == ">"
        with pytest.raises(Rejected):
            _checked(entry, **bad)


def test_for_which_members_is_asked_each_time() -> None:
    """A fact about any other member gives one about it, and no member's own."""
    others = frozenset({"*A/1"})
    assert _checked(ENTRY, h0=Fact(X, ">")).stars == frozenset()
    assert _checked(ENTRY, h0=Fact(X, ">", others)).stars == others
    assert _checked(ENTRY, h0=Fact(X, ">")).stars == frozenset()


def test_it_counts_the_same_effort_each_time() -> None:
    spent = []
    for _ in range(2):
        before = effort.spent
        _checked(OVER, h0=Fact(ring.multiply(X, Y), ">"), h1=Fact(Y, ">"))
        spent.append(effort.spent - before)
    assert spent[0] == spent[1] > 0


def test_names_of_atoms_are_plain_text_there() -> None:
    (name,) = ring.atoms(X)
    assert _checked({**ENTRY, "of": [["1", [[name, 1]], []]]}, h0=Fact(X, ">")) == Fact(X, ">")
