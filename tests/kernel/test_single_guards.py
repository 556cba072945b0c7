"""A row for every guard and case that nothing else noticed: each fails where that one is missing.

What refuses is tried with what it has to refuse, what accepts with what it has to accept; nothing
here is searched for.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from symattn.kernel import FORMAT, KERNEL, Claim, OutsideClass, Rejected, UnknownSign, replay
from symattn.kernel.algebra import replacing, ring
from symattn.kernel.algebra.atoms import Atom, Label
from symattn.kernel.algebra.coefficients import difference
from symattn.kernel.algebra.inner_products import dot_of_sums
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.chance.limits_of_means import limit_of_means, over_cells
from symattn.kernel.chance.probability import form_of, linear, split_up
from symattn.kernel.chance.random_atoms import EXPECTED
from symattn.kernel.limits.another_limit import another_limit
from symattn.kernel.order.parts_of_maxima import without_max
from symattn.kernel.order.signs import Fact, Signs
from symattn.kernel.rules.points import (
    EventualSigns,
    at_point,
    check_fact,
    point_from_json,
)
from symattn.kernel.rules.restating import restates
from symattn.kernel.rules.rule_table import RULES, parts
from symattn.kernel.rules.sequent import Sequent, check_limit_is_free, equal_vectors
from symattn.kernel.verdicts import judge, never_otherwise
from symattn.language import (
    Context,
    Definition,
    Family,
    IndexSet,
    Law,
    Matrix,
    Scalar,
    Term,
    TermError,
    Vector,
    check_context,
    check_variance,
    number,
    replaced,
    to_json,
)

from .claims import b, claim, entry, exp, member, over, p, q, t, x, y

INFINITY = t("infinity")
BELOW = t("neg", INFINITY)
POSITIVE, UP = t(">", b, 0), t(">", p, 0)
WEIGHT = over(exp(p, b), exp(p, b), exp(q, b))
FALLING = exp(t("neg", b))
VA, VC, EA, EC = member("v", "a"), member("v", "c"), member("e", "a"), member("e", "c")
GAP = t("≫", t("*", p, b), t("*", q, b))
SLOW = over(t("log", t("+", exp(b), 1)), b)  # tends to 1
MOVING = [["1", [["b", 1]], []]]


def under(left: Term, right: Term, **more: Any) -> Claim:
    """left ⇒ right, for b → ∞."""
    return claim(t("⇒", left, right), POSITIVE, limit="b", **more)


def towards(goal: Term, *facts: Term, **more: Any) -> Claim:
    return claim(goal, POSITIVE, *facts, limit="b", **more)


def by_rule(rule: str, of: Claim, **node: Any) -> None:
    RULES[rule].run(Sequent(of), node)


def point(keys: bool = False, g: tuple[str, ...] = ("0", "0"), **scalars: Any) -> dict[str, Any]:
    """All numbers 0 but these; of the families, e the axes and v their doubles."""
    size = len(g)
    axes = [["1" if j == k else "0" for j in range(size)] for k in range(size)]
    doubles = [["2" if j == k else "0" for j in range(size)] for k in range(size)]
    return {
        "sizes": {"A": size} if keys else {},
        "scalars": {**dict.fromkeys("xypqb", "0"), "b": "1", "n": str(size), **scalars},
        "entries": {"g": list(g)} if keys else {},
        "vectors": {"e": axes, "v": doubles} if keys else {},
        "matrices": {},
    }


def fails_at(of: Claim, where: dict[str, Any]) -> str:
    refutation = {"rule": "fails_at_point", "point": where}
    return replay(of, {"format": FORMAT, "kernel": KERNEL, "refutation": refutation}).verdict


def signs(**known: str) -> Signs:
    found = Signs()
    for name, sign in known.items():
        found.learn(Fact(ring.atom(name), sign))
    return found


# Leaves of proofs

TIED = t("≈", t("*", p, b), t("*", q, b))
LEAVES_REFUSED: dict[str, tuple[str, Claim, dict[str, Any], str]] = {
    "a limit is no comparison": (
        "assumed",
        under(t("→", WEIGHT, 1), t("→", WEIGHT, 1)),
        {},
        "expected what is a hypothesis",
    ),
    "to +∞ is not to −∞": (
        "infinite_limit",
        towards(t("→", exp(p, b), BELOW), UP),
        {"signs": []},
        "does not tend to infinity|sign of an element",
    ),
    "carried over to what moves": (
        "limit_carried_over",
        under(TIED, t("→", *TIED.children)),
        {"assumption": 0},
        "moves with the limit",
    ),
    "≫ is no ≈": (
        "limit_carried_over",
        under(GAP, TIED),
        {"assumption": 0},
        "expected the number of a limit",
    ),
    "≫ is not to a number": (
        "limit_carried_over",
        under(GAP, t("→", t("+", t("*", p, b), t("neg", t("*", q, b))), 0)),
        {"assumption": 0},
        "expected the number of a limit",
    ),
    "≫ fails where ≈ does": (
        "left_side_fails",
        under(t("≫", b, 0), t(">", p, q)),
        {"assumption": 0},
        "expected the number of a limit",
    ),
    "a limit of a norm": (
        "norm_by_squares",
        towards(t("→", t("norm", VA), x), keys=True),
        {},
        "expected a comparison of a norm",
    ),
    "a limit of a norm along": (
        "norm_along",
        towards(t("≈", t("norm", VA), x), keys=True),
        {"along": to_json(EA)},
        "expected a comparison of a norm",
    ),
    "a bound above along": (
        "norm_along",
        claim(t("<", t("norm", VA), t("dot", VA, EA)), keys=True),
        {"along": to_json(EA)},
        "a lower bound",
    ),
}


@pytest.mark.parametrize("name", LEAVES_REFUSED)
def test_a_leaf_is_refused(name: str) -> None:
    rule, of, node, words = LEAVES_REFUSED[name]
    with pytest.raises(Rejected, match=words):
        by_rule(rule, of, **node)


LEAVES_ACCEPTED: dict[str, tuple[str, Claim, dict[str, Any]]] = {
    "≈ carried over": (
        "limit_carried_over",
        under(TIED, t("≈", t("*", 2, p, b), t("*", 2, q, b))),
        {"assumption": 0, "factor": "2"},
    ),
    "a bound on the left": (
        "norm_by_squares",
        claim(t("≥", 2, t("norm", t("+", EA, EC))), keys=True),
        {},
    ),
    "a strict bound on the left": (
        "norm_by_squares",
        claim(t("<", 1, t("norm", t("+", EA, EC))), keys=True),
        {},
    ),
    "a strict bound along": (
        "norm_along",
        claim(t(">", t("norm", VA), t("+", t("dot", VA, EA), -1)), keys=True),
        {"along": to_json(EA)},
    ),
    "ties, to −∞": ("limit_by_counting_ties", towards(t("→", t("neg", b), BELOW)), {}),
    "ties, to +∞": ("limit_by_counting_ties", towards(t("→", b, INFINITY)), {}),
    "to −∞": ("infinite_limit", towards(t("→", t("neg", exp(b)), BELOW)), {}),
}


@pytest.mark.parametrize("name", LEAVES_ACCEPTED)
def test_a_leaf_is_accepted(name: str) -> None:
    rule, of, node = LEAVES_ACCEPTED[name]
    by_rule(rule, of, **node)


def test_a_bound_on_the_left_is_turned() -> None:
    with pytest.raises(Rejected, match="the other way round"):
        by_rule("norm_by_squares", claim(t("≤", 2, t("norm", t("+", EA, EC))), keys=True))


@pytest.mark.parametrize(("left", "right"), [(1, BELOW), (-1, INFINITY)])
def test_ties_do_not_tend_to_the_other_infinity(left: int, right: Term) -> None:
    of = towards(t("→", t("*", left, b), right))
    with pytest.raises(Rejected, match="not shown to tend"):
        by_rule("limit_by_counting_ties", of)


@pytest.mark.parametrize("relation", ["→", "≈"])
def test_a_limit_is_no_fact(relation: str) -> None:
    with pytest.raises(Rejected, match="expected a comparison of scalars"):
        Sequent(under(t(relation, x, y), t(">", x, y))).fact("l0")


def test_vectors_that_are_assumed_to_be_equal() -> None:
    def equal(relation: str, left: Term, right: Term) -> dict[tuple[str, str], Term]:
        context = replace(
            claim(t("=", x, y), keys=True).context, vectors=(Vector("u"), Vector("w"))
        )
        return equal_vectors(Claim(context, t("⇒", t(relation, left, right), t("=", x, y))))

    u, w = Term("vector", ("u",)), Term("vector", ("w",))
    assert equal("=", VA, VC) == {("v", "a"): VC}
    assert equal("=", u, w) == {("u", ""): w}
    assert equal("=", u, VC) == {("u", ""): VC}
    assert equal("≠", VA, VC) == {} == equal("≈", VA, VC)
    assert (
        equal("=", t("norm", VA), t("norm", VC))
        == {}
        == equal("=", entry("g", "a"), entry("g", "c"))
    )


@pytest.mark.parametrize("fact", [t("=", 5, b), t("≠", 5, b), t("=", b, 5), t("≠", b, 5)])
def test_what_moves_is_equal_to_no_number(fact: Term) -> None:
    with pytest.raises(Rejected, match="restricts how the limit is taken"):
        check_limit_is_free(towards(t("→", over(1, b), 0), fact))


# Points

LIMITS_THAT_FAIL: dict[str, tuple[Claim, dict[str, Any]]] = {
    "≈ left of ⇒": (
        under(t("≈", WEIGHT, 1), t(">", p, t("+", q, 1))),
        point(p="1", b=MOVING),
    ),
    "≫ left of ⇒": (under(GAP, t(">", p, t("+", q, 1))), point(p="1", b=MOVING)),
    "by an expansion": (towards(t("→", SLOW, 2)), point(b=MOVING)),
    "of vectors": (
        towards(t("→", t("*", WEIGHT, EA), t("zero")), keys=True),
        point(True, p="1", b=MOVING),
    ),
    "of vectors, ≈": (
        towards(t("≈", t("*", WEIGHT, EA), t("*", FALLING, EA)), keys=True),
        point(True, p="1", b=MOVING),
    ),
    "an equation of vectors": (claim(t("=", VA, VC), keys=True), point(True)),
    "another law": (
        claim(t("∼", x, t("normal", 0, over(1, 2))), random="x"),
        point(),
    ),
}


@pytest.mark.parametrize("name", LIMITS_THAT_FAIL)
def test_a_point_refutes(name: str) -> None:
    of, where = LIMITS_THAT_FAIL[name]
    assert fails_at(of, where) == "refuted"


POINTS_REFUSED: dict[str, tuple[Claim, dict[str, Any], str]] = {
    "≫ does not hold of what is equal": (
        under(GAP, t(">", p, q)),
        point(b=MOVING),
        "does not hold there .≫",
    ),
    "≫ does not hold the other way round": (
        under(GAP, t(">", p, q)),
        point(q="1", b=MOVING),
        "does not hold there .≫",
    ),
    "≈ does not hold of what parts": (
        under(t("≈", WEIGHT, 1), t(">", p, q)),
        point(q="1", b=MOVING),
        "does not hold there .≈",
    ),
    "a law left of ⇒": (
        claim(t("⇒", t("∼", x, t("normal", 0, 1)), t(">", p, q))),
        point(),
        "does not hold there .∼",
    ),
    "≈ that is true": (towards(t("≈", WEIGHT, 1)), point(p="1", b=MOVING), "not shown to fail"),
    "≈ that is true, of vectors": (
        towards(t("≈", t("*", WEIGHT, EA), EA), keys=True),
        point(True, p="1", b=MOVING),
        "not shown to fail",
    ),
    "≫ that is true": (towards(GAP), point(p="1", b=MOVING), "not shown to fail"),
    "an equation of vectors that is true": (
        claim(t("=", VA, t("*", 2, EA)), keys=True),
        point(True),
        "not shown to fail",
    ),
    "the law that it is": (
        claim(t("∼", x, t("normal", 1, over(1, 2))), random="x"),
        point(),
        "not shown to fail",
    ),
    "any other member": (
        claim(t(">", x, y), t(">", entry("g", "i"), 0), keys=True),
        point(True, g=("1", "1", "1", "-1")),
        "does not hold there",
    ),
}


@pytest.mark.parametrize("name", POINTS_REFUSED)
def test_a_point_is_refused(name: str) -> None:
    of, where, words = POINTS_REFUSED[name]
    with pytest.raises(Rejected, match=words):
        fails_at(of, where)


def test_any_other_member_is_each_of_them() -> None:
    of = claim(t(">", x, y), t(">", entry("g", "i"), 0), keys=True)
    assert fails_at(of, point(True, g=("-1", "-1", "1", "2"))) == "refuted"


@pytest.mark.parametrize(
    ("fact", "holds"),
    [
        (t("≥", b, 3), True),
        (t(">", b, 3), True),
        (t("≤", 3, b), True),
        (t("≤", b, 3), False),
        (t("≥", 3, b), False),
        (t("=", b, 3), False),
        (t("=", 3, b), False),
        (t("≠", b, 3), False),
        (t("≠", 3, b), False),
    ],
)
def test_a_fact_about_what_moves(fact: Term, holds: bool) -> None:
    s = at_point(towards(t("→", over(1, b), 0)), point_from_json(point(b=MOVING)), moving=True)
    if holds:
        check_fact(s, fact)
    else:
        with pytest.raises(Rejected, match="does not hold there"):
            check_fact(s, fact)


def test_several_that_grow_have_a_sign_where_all_terms_do() -> None:
    s = EventualSigns(movers=frozenset("bx"))
    both = ring.add(ring.atom("b"), ring.atom("x"))
    assert s.find(both) == ">" and s.find(ring.add({}, both, -1)) == "<"
    assert s.find(ring.add(ring.atom("b"), ring.atom("x"), -1)) is None


def test_the_identity_at_a_point_is_the_sum_over_its_axes() -> None:
    one, more = t("identity"), Term("matrix", ("M",))
    context = Context(vectors=(Vector("u"), Vector("w")), matrices=(Matrix("M"),))
    u, w = Term("vector", ("u",)), Term("vector", ("w",))
    of = Claim(context, t("=", one, t("+", t("outer", u, u), t("outer", w, w))))
    axes = {"u": [["1", "0"]], "w": [["0", "1"]]}
    for rows, same in ([["1", "0"], ["0", "1"]], True), ([["1", "0"], ["1", "1"]], False):
        where = {
            "sizes": {},
            "scalars": {},
            "entries": {},
            "vectors": axes,
            "matrices": {"M": rows},
        }
        s = at_point(of, point_from_json(where), moving=False)
        assert difference(s, of.goal) == {}
        assert (difference(s, t("=", more, one)) == {}) is same
        assert (difference(s, t("=", more, of.goal.children[1])) == {}) is same
        with pytest.raises(Rejected, match="not shown to fail"):
            fails_at(of, where)


# Another limit

LOG = t("log", b)


def elsewhere(of: Claim, value: Any, **where: str) -> list[Claim]:
    value = number(value) if isinstance(value, int) else value
    return another_limit(of, {"value": to_json(value), "point": point(**where)})


@pytest.mark.parametrize(
    "goal", [t("≥", LOG, b), t("=", over(LOG, b), 1), t("⇝", over(LOG, b), t("normal", 0, 1))]
)
def test_what_is_no_limit_of_numbers_has_no_other_one(goal: Term) -> None:
    with pytest.raises(Rejected, match="expected f → L"):
        elsewhere(towards(goal), 3)


def test_limits_of_numbers_have_another_one() -> None:
    quick, slow = t("→", over(LOG, b), 0), t("+", LOG, t("neg", b))
    assert [c.goal for c in elsewhere(towards(t("→", over(LOG, b), 1)), 0)] == [quick]
    assert [c.goal for c in elsewhere(towards(t("≈", LOG, b)), BELOW)] == [t("→", slow, BELOW)]
    assert [c.goal for c in elsewhere(towards(t("≫", LOG, b)), BELOW)] == [t("→", slow, BELOW)]
    with pytest.raises(Rejected, match="not shown to differ"):
        elsewhere(towards(t("≫", LOG, b)), INFINITY)
    with pytest.raises(Rejected, match="not shown to differ"):
        elsewhere(towards(t("≈", LOG, b)), 0)


def test_no_other_limit_where_a_limit_is_assumed() -> None:
    of = under(t("→", WEIGHT, 1), t("→", over(LOG, b), 1))
    with pytest.raises(OutsideClass, match="where a limit is assumed"):
        elsewhere(of, 0, p="1")


def test_another_limit_than_the_row_that_applies() -> None:
    rows = t("cases", t(">", p, 0), INFINITY, t("≤", p, 0), 7)
    of = towards(t("→", t("*", b, LOG), rows))
    assert len(elsewhere(of, INFINITY, p="0")) == 1
    with pytest.raises(Rejected, match="not shown to differ"):
        elsewhere(of, INFINITY, p="1")


# Repairs

HALF = Claim(
    Context(scalars=(Scalar("x"), Scalar("p")), laws=(Law("x", number(1), number(2)),)),
    t("=", t("*", p, x), p),
)
SAMPLE = {
    "sizes": {},
    "scalars": {"x": "2", "p": "1"},
    "entries": {},
    "vectors": {},
    "matrices": {},
}
STRICT = "strict comparison, which holds with a probability > 0"


def repaired(fact: Term) -> None:
    refutation = {
        "format": FORMAT,
        "kernel": KERNEL,
        "refutation": {"rule": "fails_at_point", "point": SAMPLE},
    }
    judge(HALF, {"refutation": refutation, "repairs": [{"assume": [to_json(fact)], "proof": {}}]})


@pytest.mark.parametrize(
    "fact", [t("=", x, 1), t("≥", x, 1), t("≤", x, 1), t("≠", x, 1), t(">", t("sqrt", x), 1)]
)
def test_a_repair_about_samples_is_strict(fact: Term) -> None:
    with pytest.raises(Rejected, match=STRICT):
        repaired(fact)


@pytest.mark.parametrize("fact", [t("<", x, 1), t(">", x, 1), t("=", p, 0)])
def test_a_repair_that_is_strict_or_about_numbers_needs_its_proof(fact: Term) -> None:
    with pytest.raises(Rejected, match="expected a certificate of format"):
        repaired(fact)


@pytest.mark.parametrize("fact", [t("→", x, 0), t("≈", x, y), t("and", t("=", x, 0), t("=", y, 0))])
def test_only_comparisons_are_necessary(fact: Term) -> None:
    with pytest.raises(Rejected, match="comparisons alone"):
        never_otherwise(claim(t("=", x, y)), {"assume": [to_json(fact)]}, fact)


def test_lengths_restate_by_their_squares() -> None:
    context = replace(claim(t("=", x, y), keys=True).context, vectors=(Vector("u"), Vector("w")))
    u, w = Term("vector", ("u",)), Term("vector", ("w",))

    def said(left: Term, right: Term, fact: Term) -> bool:
        return restates(Claim(context, t("≤", left, right)), fact)

    def squares(factor: Any, left: Term, right: Term) -> Term:
        return t("≤", t("*", factor, t("dot", left, left)), t("dot", right, right))

    assert said(t("norm", VA), t("norm", VC), squares(1, VA, VC))
    assert said(t("norm", u), t("norm", w), squares(1, u, w))
    assert said(t("*", 2, t("norm", u)), t("norm", w), squares(4, u, w))
    assert said(over(t("norm", u), 2), t("norm", w), squares(over(1, 4), u, w))
    assert not said(t("*", 2, t("norm", u)), t("norm", w), squares(2, u, w))


# Reductions


def test_the_name_for_any_other_member_is_bound_by_nothing() -> None:
    """Claims that bind it are refused on the way in, which every replay does."""
    most = Term("most", ("l", "A", entry("g", "l")))
    by = {"rule": "attained", "of": to_json(most)}
    free, bound = (
        claim(t("≤", t("+", one, t("neg", one)), t("+", most, t("abs", most))), keys=True)
        for name in "ji"
        for one in [Term("sum", (name, "A", entry("g", name)))]
    )
    free.check()
    assert len(parts(free, by)) == 4  # for a, c and any other member, and that there is one
    with pytest.raises(TermError, match="clashes with another"):
        bound.check()
    certificate = {"format": 1, "kernel": "0.1", "by": by, "parts": [{}] * 4}
    with pytest.raises(Rejected, match="clashes with another"):
        replay(bound, certificate)


# Signs and chance


@pytest.mark.parametrize(
    ("op", "below", "equal", "above"),
    [
        ("<", True, False, False),
        ("≤", True, True, False),
        (">", False, False, True),
        ("≥", False, True, True),
        ("=", False, True, False),
        ("≠", True, False, True),
    ],
)
def test_an_event_that_is_not_random_holds_or_not(
    op: str, below: bool, equal: bool, above: bool
) -> None:
    s = Semantics(Context(scalars=(Scalar("x"),)), signs(x=">"))
    for left, right, holds in ((0, x, below), (x, x, equal), (x, 0, above)):
        assert form_of(s, t(op, left, right), {}) == ({} if holds else None)


def test_an_event_is_split_into_what_has_to_hold() -> None:
    first, second, third = t(">", x, 0), t(">", y, 0), t(">", p, 0)
    assert split_up(t("and", first, t("and", second, third))) == [first, second, third]
    assert split_up(t("or", first, second)) == [t("or", first, second)]
    less = [t(">", p, x), t(">", p, t("neg", x)), third]
    assert split_up(t("and", t("<", t("abs", x), p), third)) == less


def test_a_maximum_that_differs_is_no_part_that_differs() -> None:
    for op in ("≠", "→", "≈"):
        for side in ("max", "min"):
            of = t(op, x, t(side, p, q))
            assert without_max(of) == of
            assert without_max(t(op, t(side, p, q), x)) == t(op, t(side, p, q), x)


@pytest.mark.parametrize(
    ("sign", "found"), [(">", ">"), ("<", ">"), ("≥", None), ("≤", None), ("=", None)]
)
def test_what_is_below_is_known_to_be_nonzero(sign: str, found: str | None) -> None:
    s = signs(x=sign)
    one, cleared = ring.constant(1), ring.add(ring.atom("x"), ring.constant(1))
    p_ = ring.add({(((Atom("x"), -1),), ()): 1}, one)
    s.learn(Fact(cleared, ">"))  # x(1/x + 1)
    s.learn(Fact(ring.multiply(cleared, ring.atom("x")), ">"))  # x²(1/x + 1)
    assert s.find(p_) == found


def test_a_sum_over_members_that_need_not_exist_is_not_strict() -> None:
    total: ring.Key = ((), ((((Atom("g[+A/1]"), 1),), 1),))
    s = Signs()
    assert s.find({total: 1}) == "≥" and s.find({total: -1}) == "≤"
    s.unnamed["*A/1"] = ring.atom("n")
    assert s.find({total: 1}) == "≥" and s.find({total: -1}) == "≤"
    s.learn(Fact(ring.atom("n"), ">"))
    assert s.find({total: 1}) == ">" and s.find({total: -1}) == "<"


def test_what_stands_before_a_summed_indicator_has_its_sign_at_each_member() -> None:
    """Σ w_j ≥ 0 says nothing about Σ w_j [g_j = 0]; w_j ≥ 0 of each does."""
    star = frozenset({"*A/1"})
    w, s = ring.atom("w[*A/1]"), Signs()
    of_each = ring.multiply(w, s.mark(ring.atom("g[*A/1]")))
    total = replacing.relabelled(of_each, "*A/1", "+A/1")
    assert all(map(ring.is_summed, total)) and s.find(total) is None
    s.learn(Fact(replacing.relabelled(w, "*A/1", "+A/1"), "≥"))
    s.learn(Fact(ring.atom("w[a]"), ">"))
    s.learn(Fact(ring.atom("w[*A/1~]"), ">", frozenset({"*A/1~"})))
    assert s.find(total) is None
    s.learn(Fact(w, ">", star))
    assert s.find(total) == "≥" and s.find(ring.negative(total)) is None


def test_terms_that_are_zero_beside_others() -> None:
    s = signs(**{"u·v": "=", "x": ">", "y": "≥", "z": "<"})
    zero = ring.atom("u·v")
    assert s.find(ring.add(zero, ring.atom("x"))) == ">"
    assert s.find(ring.add(zero, ring.atom("y"))) == "≥"
    assert s.find(ring.add(zero, ring.atom("z"))) == "<"
    assert s.find(ring.add(zero, ring.add(ring.atom("x"), ring.atom("z")))) is None
    assert s.find(ring.add(zero, ring.subtract(ring.atom("z"), ring.atom("y")))) == "<"
    assert s.find(ring.add(zero, ring.subtract(ring.atom("y"), ring.atom("x")))) is None
    assert s.find(ring.add(zero, ring.add(ring.atom("y"), ring.atom("z")))) is None


# The language

ILL_FORMED: dict[str, tuple[str, tuple[Any, ...], str]] = {
    "a sum that leaves out a number": ("sum", ("j", "A", number(1), x), "excludes indices"),
    "a sum that leaves out a member": ("sum", ("j", "A", entry("g", "a"), x), "excludes indices"),
    "a derivative by a product": ("diff", (x, t("*", 2, x)), "by a declared number"),
    "a derivative by a vector": ("diff", (x, Term("vector", ("u",))), "by a declared number"),
    "a count of limits": ("count", (t("→", x, 0),), "what is counted is comparisons"),
    "a count of events": ("count", (t("and", t(">", x, 0), t(">", y, 0)),), "what is counted"),
    "a case where a limit holds": ("cases", (t("→", x, 0), x), "is not a comparison"),
}


@pytest.mark.parametrize("name", ILL_FORMED)
def test_ill_formed(name: str) -> None:
    op, args, words = ILL_FORMED[name]
    with pytest.raises(TermError, match=words):
        Claim(claim(t("=", x, y), keys=True).context, t("=", Term(op, args), 0)).check()


@pytest.mark.parametrize("op", ["and", "or"])
def test_cases_where_several_hold(op: str) -> None:
    of = claim(t("=", t("cases", t(op, t(">", x, 0), t(">", y, 0)), x), 0))
    of.check()
    assert of.nonsense is None


NORMS = {
    "+": t("+", x, 1),
    "neg": t("neg", x),
    "*": t("*", 2, x),
    "/": over(x, 2),
    "^": t("^", x, 2),
}


@pytest.mark.parametrize("op", NORMS)
def test_a_norm_is_made_of_numbers(op: str) -> None:
    sets = (IndexSet("A", number(3), (), "i"),)
    check_context(Context(sets, (Scalar("x"),), (Family("v", "A", "vector", NORMS[op]),)))
    bad = Family("v", "A", "vector", t("abs", NORMS[op]))
    with pytest.raises(TermError, match="not made of numbers and declared scalars"):
        check_context(Context(sets, (Scalar("x"),), (bad,)))


def test_what_is_put_in_stays_flat() -> None:
    assert replaced(t("*", x, y), {x: t("*", p, q)}) == t("*", p, q, y)
    assert replaced(t("+", x, y), {x: t("+", p, q)}) == t("+", p, q, y)


def test_only_the_definitions_that_are_used_stay() -> None:
    c, d, e = (Term("defined", (k, "scalar")) for k in "cde")
    definitions = (
        Definition("c", "scalar", (), t("*", 2, x)),
        Definition("d", "scalar", (), t("+", c, 1)),
        Definition("e", "scalar", (), t("E", x)),
    )
    context = Context(
        scalars=(Scalar("x"), Scalar("y")),
        definitions=definitions,
        laws=(Law("x", number(1), number(2)),),
    )

    def kept(goal: Term) -> str:
        found = Claim(context, t("=", e, 1)).without_chance(goal)
        found.check()
        return "".join(k.key for k in found.context.definitions)

    assert kept(t("=", d, y)) == "cd" and kept(t("=", c, y)) == "c" and kept(t("=", x, y)) == ""
    assert kept(t("=", t("+", d, e), y)) == "cde"


@pytest.mark.parametrize("relation", ["≥", "≤", "="])
def test_what_may_be_0_is_not_known_to_be_nonzero(relation: str) -> None:
    signs = Signs()
    signs.learn(Fact(ring.atom("x"), relation))
    with pytest.raises(UnknownSign, match="nonzero"):
        signs.nonzero(ring.atom("x"))


def test_an_exponential_of_a_gaussian_is_not_gaussian() -> None:
    """Though e^x has that mean and that variance."""
    variance = t("+", t("exp", 3), t("neg", t("exp", over(5, 2))))
    of = claim(t("∼", t("exp", x), t("normal", t("exp", over(5, 4)), variance)), random="x")
    with pytest.raises(OutsideClass, match="not linear in what is random"):
        by_rule("has_law", of)


MEAN = Atom("E((((('m', 1),), (), '1'),))")  # of 1/(1 + e^−b), which tends to 1
MEANS_REFUSED: dict[str, ring.Key] = {
    "below": (((MEAN, -1),), ()),
    "in an exponent": ((), ((((MEAN, 1),), 1),)),
}


@pytest.mark.parametrize("name", MEANS_REFUSED)
def test_the_limit_of_a_mean_is_put_into_polynomials_only(name: str) -> None:
    cell = Sequent(towards(t("→", b, INFINITY)))
    cell.signs.learn(Fact(cell.meaning.scalar(t("+", 1, FALLING)).numerator, ">"))
    cell.signs.opaque[MEAN] = (EXPECTED, cell.meaning.scalar(over(1, number(1), FALLING)))
    limits = over_cells(cell, {MEAN: {}})
    assert limit_of_means(cell, ring.of(ring.atom(MEAN)), limits) == ring.ONE
    with pytest.raises(OutsideClass, match="in an exponent, or below"):
        limit_of_means(cell, ring.of({MEANS_REFUSED[name]: 1}), limits)


@pytest.mark.parametrize(
    ("first", "second"), [(("v", "+A/1"), ("v", "+A/1")), (("e", "+A/1"), ("e", "+A/2"))]
)
def test_two_sums_of_vectors_are_multiplied_only_member_by_member(
    first: tuple[str, str], second: tuple[str, str]
) -> None:
    """And only where different members are orthogonal."""
    s = Sequent(claim(t("=", x, x), keys=True)).meaning
    with pytest.raises(OutsideClass, match="a double sum"):
        dot_of_sums(s, first, ring.ONE, second, ring.ONE, Label("+A/1"))


def test_no_part_of_a_covariance_is_negative() -> None:
    variance = t("+", Term("identity"), t("neg", Term("identity")))
    with pytest.raises(TermError, match="not positive semidefinite"):
        check_variance(Term("zero"), variance)


@pytest.mark.parametrize("powers", [(-1,), (2, -1), (1, 1), (2,), (1, -1)])
def test_only_first_powers_are_linear_in_what_is_random(powers: tuple[int, ...]) -> None:
    laws = tuple(Law(key, number(0), number(1)) for key in "gh")
    context = Context(scalars=(Scalar("g"), Scalar("h")), laws=laws)
    s = Semantics(context, Signs())
    form = {(tuple(zip(map(Atom, "gh"), powers)), ()): 1}
    with pytest.raises(OutsideClass, match="not linear in what is random"):
        linear(s, form)
    assert linear(s, {(((Atom("g"), 1),), ()): 1, ring.UNIT: 2}) == (
        {ring.UNIT: 2},
        {"g": {ring.UNIT: 1}},
    )
