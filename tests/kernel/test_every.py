"""What is said of every member.

Claims that the reductions `every` and `largest` prove, and those that they must not.
"""

from __future__ import annotations

import copy
from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.algebra import ring
from symattn.kernel.rules.every_member import by_every
from symattn.kernel.rules.rule_table import parts
from symattn.language import Context, Family, IndexSet, Scalar, Term, number
from symattn.search.cases.every_search import certificate as found
from symattn.search.clock import now
from symattn.search.plain_data import element_to_json
from symattn.search.repairs.weaker_lines import prove

from .claims import b, claim, entry, exp, index, n, p, sigma, t

G = {name: entry("g", name) for name in ("a", "c", "i", "l")}
LARGEST = Term("most", ("m", "A", entry("g", "m")))
WEIGHT = t("/", exp(b, G["a"]), sigma(exp(b, entry("g", "j"))))
GROWS = t("≫", t("*", b, G["a"]), t("*", b, G["l"]))
GAPS = {
    "0": [
        ["scalar", "b"],
        ["+", ["entry", "g", ["index", "a"]], ["neg", ["entry", "g", ["index", "l"]]]],
    ]
}


def every(relation: Term, *without: str) -> Term:
    return Term("every", ("l", "A", *(index(w) for w in without), relation))


def of(goal: Term, *facts: Term, limit: str = "") -> Claim:
    return claim(goal, *facts, limit=limit, keys=True)


TRUE = {
    "at least all, left of ⇒: the largest": of(
        t("⇒", every(t("≥", G["a"], G["l"])), t("=", G["a"], LARGEST))
    ),
    "more than all others": of(t("⇒", every(t(">", G["a"], G["l"]), "a"), t("=", LARGEST, G["a"]))),
    "two things left of ⇒": of(
        t("⇒", t("and", every(t("≤", G["l"], p), "a"), t("≤", G["a"], p)), t("≤", LARGEST, p))
    ),
    "strictly below": of(t("⇒", every(t("<", G["l"], p)), t(">", p, LARGEST))),
    "right of ⇒": of(t("⇒", t("=", G["a"], LARGEST), every(t("≥", G["a"], G["l"])))),
    "by itself": of(every(t("≤", G["l"], LARGEST))),
    "from a hypothesis about any other": of(every(t(">", G["l"], p), "a", "c"), t(">", G["i"], p)),
    "gaps that grow": of(t("⇒", every(GROWS, "a"), t("→", WEIGHT, 1)), t(">", b, 0), limit="b"),
    "what tends to infinity": of(
        t(
            "⇒",
            every(t("→", t("*", b, t("+", G["a"], t("neg", G["l"]))), t("infinity")), "a"),
            t("→", WEIGHT, 1),
        ),
        t(">", b, 0),
        limit="b",
    ),
    "gaps that grow give signs": of(
        t("⇒", every(GROWS, "a"), t(">", G["a"], G["c"])), t(">", b, 0), limit="b"
    ),
}
FALSE = {
    "one other only": of(t("⇒", t("≥", G["a"], G["c"]), t("=", G["a"], LARGEST))),
    "all but one": of(t("⇒", every(t("≥", G["a"], G["l"]), "a", "c"), t("=", G["a"], LARGEST))),
    "right of ⇒, from one": of(t("⇒", t("≥", G["a"], G["c"]), every(t("≥", G["a"], G["l"])))),
    "a strict bound from a weak one": of(t("⇒", every(t("≤", G["l"], p)), t("<", LARGEST, p))),
    "a bound that no one attains": of(t("⇒", every(t("≤", G["l"], p)), t("=", LARGEST, p))),
    "gaps that need not grow": of(
        t("⇒", every(t("≥", t("*", b, G["a"]), t("*", b, G["l"]))), t("→", WEIGHT, 1)),
        t(">", b, 0),
        limit="b",
    ),
    "said of members that have no name": of(every(t(">", G["l"], p), "a"), t(">", G["i"], p)),
}


@pytest.mark.parametrize("name", TRUE)
def test_what_is_true_of_every_member_is_proved(name: str) -> None:
    certificate = found(TRUE[name], now() + 10)
    assert certificate is not None and replay(TRUE[name], certificate).verdict == "proved"


@pytest.mark.parametrize("name", FALSE)
def test_what_is_not_true_of_every_member_has_no_proof(name: str) -> None:
    assert found(FALSE[name], now() + 5) is None


@pytest.mark.parametrize(
    "true, false",
    [
        ("at least all, left of ⇒: the largest", "all but one"),
        ("gaps that grow", "gaps that need not grow"),
        ("strictly below", "a strict bound from a weak one"),
    ],
)
def test_no_certificate_is_accepted_for_another_claim(true: str, false: str) -> None:
    certificate = found(TRUE[true], now() + 10)
    with pytest.raises(Rejected):
        replay(FALSE[false], certificate)


def test_a_set_may_have_no_other_member() -> None:
    """At n = 1 nothing is said of any other.

    g_l > 0 for every l ≠ a does not give Σ g_l > 0 over them, nor 0 < 0.
    """
    empty = Claim(
        Context(
            index_sets=(IndexSet("A", n, ("a",), "i"),),
            scalars=(Scalar("p"), Scalar("n", integer=True)),
            families=(Family("g", "A", "scalar"),),
            facts=(t("≥", n, 1),),
        ),
        t("⇒", every(t(">", G["l"], 0), "a"), t(">", sigma(entry("g", "j"), "a"), 0)),
    )
    assert found(empty, now() + 5) is None
    for goal in (t("<", 0, 0), t("≥", n, 2), t("=", G["a"], 0)):
        contradicted = Claim(
            empty.context,
            t("⇒", t("and", every(t(">", G["l"], 0), "a"), every(t("<", G["l"], 0), "a")), goal),
        )
        assert found(contradicted, now() + 5) is None


def test_the_largest_of_none_has_no_value() -> None:
    context = Context(
        index_sets=(IndexSet("A", n, (), "i"),),
        scalars=(Scalar("p"), Scalar("n", integer=True)),
        families=(Family("g", "A", "scalar"),),
    )
    goal = t("⇒", every(t("≤", G["l"], p)), t("≤", LARGEST, p))
    assert found(Claim(context, goal), now() + 5) is None
    assert (
        found(
            Claim(
                Context(
                    context.index_sets, context.scalars, context.families, facts=(t("≥", n, 1),)
                ),
                goal,
            ),
            now() + 10,
        )
        is not None
    )


REFUSED: dict[str, tuple[Claim, Any, str]] = {
    "a factor that moves": (
        TRUE["gaps that grow"],
        {
            "0": [
                ["number", 1],
                [
                    "+",
                    ["*", ["scalar", "b"], ["entry", "g", ["index", "a"]]],
                    ["neg", ["*", ["scalar", "b"], ["entry", "g", ["index", "l"]]]],
                ],
            ]
        },
        "moves with the limit",
    ),
    "an index outside": (
        of(t("⇒", every(t(">", G["a"], G["l"]), "a"), t(">", G["a"], G["i"]))),
        {},
        "an index outside stands for any other",
    ),
    "one that stands outside for one, and inside for all": (
        of(t("⇒", t(">", G["a"], G["i"]), every(t(">", G["a"], G["l"]), "a"))),
        {},
        "an index outside stands for any other",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused(name: str) -> None:
    one, gaps, why = REFUSED[name]
    with pytest.raises(Rejected, match=why):
        by_every(one, {"gaps": gaps})


def test_a_gap_is_the_factor_times_what_grows() -> None:
    """Another factor, or one that does not grow, leaves a part that has no proof."""
    one = TRUE["gaps that grow"]
    assert [c.goal.op for c in by_every(one, {"gaps": GAPS})] == ["=", "=", "→", "→"]
    certificate = found(one, now() + 10)
    for k, value in ((1, GAPS["0"][1][1]), (0, ["number", 1])):
        changed = copy.deepcopy(certificate)
        changed["by"]["gaps"]["0"][k] = value
        with pytest.raises(Rejected):
            replay(one, changed)


def test_only_the_reduction_reads_what_is_said_of_every_member() -> None:
    """Left to another rule, it might be taken for a limit, or for a fact about one."""
    one = of(t("⇒", every(t("≥", G["a"], G["l"])), t("≥", G["a"], G["c"])))
    model = {
        "sizes": {"A": 3},
        "scalars": {k: "1" for k in "xypqb"} | {"n": "3"},
        "entries": {"g": ["2", "1", "1"]},
        "matrices": {},
    }
    vectors = {"e": [["1", "0", "0"], ["0", "1", "0"], ["0", "0", "1"]], "v": [["1", "0", "0"]] * 3}
    point = {**model, "vectors": vectors}
    certificate = {
        "format": 1,
        "kernel": "0.1",
        "model": point,
        "instance": point,
        "proof": {"rule": "order", "signs": [{"of": [], "is": "≥", "by": [["1", ["l0"], [], []]]}]},
    }
    with pytest.raises(Rejected, match="expected a comparison of scalars"):
        replay(one, certificate)


def test_a_point_must_satisfy_all_that_is_assumed() -> None:
    """g = (2, 1, 3): at least c, and not at least all."""
    point = {
        "sizes": {"A": 3},
        "scalars": {k: "1" for k in "xypqb"} | {"n": "3"},
        "entries": {"g": ["2", "1", "3"]},
        "matrices": {},
    }
    vectors = {"e": [["1", "0", "0"], ["0", "1", "0"], ["0", "0", "1"]], "v": [["1", "0", "0"]] * 3}
    refutation = {
        "format": 1,
        "kernel": "0.1",
        "refutation": {"rule": "fails_at_point", "point": {**point, "vectors": vectors}},
    }
    assert replay(FALSE["one other only"], refutation).verdict == "refuted"
    for name in ("at least all, left of ⇒: the largest", "right of ⇒"):
        with pytest.raises(Rejected, match="does not hold there"):
            replay(TRUE[name], refutation)
    for name, values in (
        ("all but one", ["2", "3", "1"]),
        ("a bound that no one attains", ["0", "0", "0"]),
    ):
        elsewhere = copy.deepcopy(refutation)
        elsewhere["refutation"]["point"]["entries"]["g"] = values  # type: ignore[index]
        assert replay(FALSE[name], elsewhere).verdict == "refuted"
    assert replay(FALSE["right of ⇒, from one"], refutation).verdict == "refuted"


def test_a_limit_left_of_an_implication_is_not_one_along_a_path() -> None:
    """b g_a − p g_l → ∞ along b = p for g_a > g_l, and not however b and p grow.

    No path refutes what follows from the limit.
    """
    context = Context(
        index_sets=(IndexSet("A", number(2), ("a", "c"), "i"),),
        scalars=(Scalar("b"), Scalar("p")),
        families=(Family("g", "A", "scalar"),),
        facts=(t(">", b, 0), t(">", p, 0)),
        limit=("b", "p"),
    )
    gap = every(t("≫", t("*", b, G["a"]), t("*", p, G["l"])), "a")
    goal = t("⇒", gap, t("→", t("*", b, G["c"]), t("neg", t("infinity"))))
    path = element_to_json(ring.atom("b"))
    point = {
        "sizes": {"A": 2},
        "scalars": {"b": path, "p": path},
        "entries": {"g": ["2", "1"]},
        "vectors": {},
        "matrices": {},
    }
    with pytest.raises(Rejected, match="along a path"):
        replay(
            Claim(context, goal),
            {
                "format": 1,
                "kernel": "0.1",
                "refutation": {"rule": "fails_at_point", "point": point},
            },
        )


def test_the_largest_is_that_of_a_member_with_a_name() -> None:
    """With "any other" for the one that attains it: there may be none, and then max g = g_a."""
    goal = t(
        "⇒",
        t("and", every(t("≤", G["l"], p)), every(t("=", G["l"], p), "a", "c")),
        t("=", LARGEST, p),
    )
    one, named = (
        of(goal),
        of(t("⇒", t("and", every(t("≤", G["l"], p)), t("=", G["a"], p)), t("=", LARGEST, p))),
    )
    assert found(one, now() + 5) is None
    certificate = found(named, now() + 10)
    assert certificate is not None
    bare = Claim(parts(one, {"rule": "every", "gaps": {}})[0].context, one.conclusion)
    shown = [
        found(part, now() + 10) or prove(part, now() + 10)
        for part in parts(bare, {"rule": "largest", "at": "i"})
    ]
    assert None not in shown
    with pytest.raises(Rejected, match="any other index, which need not exist"):
        replay(
            bare,
            {"format": 1, "kernel": "0.1", "by": {"rule": "largest", "at": "i"}, "parts": shown},
        )


def test_the_largest_is_taken_of_one_side() -> None:
    with pytest.raises(Rejected, match="expected max"):
        parts(of(t("≥", LARGEST, G["a"])), {"rule": "largest", "at": ""})
    with pytest.raises(Rejected, match="expected max"):
        parts(of(t("≤", G["c"], G["a"])), {"rule": "largest", "at": ""})
    for sides in ((G["c"], G["a"]), (G["a"], number(1))):
        with pytest.raises(Rejected, match="expected max f ≤ R"):
            parts(of(t("=", *sides)), {"rule": "largest", "at": "a"})
