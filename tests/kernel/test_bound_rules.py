"""Sums over all others, exponentials of hypotheses, norms, dependence, and claims beside a verdict.

What they give, and what they must not.
"""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest
from sympy import evaluate

from symattn.checking.deciding import decide
from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.rules.sequent import Sequent
from symattn.kernel.verdicts import judge
from symattn.language import Term, number, to_json
from symattn.reading.declarations import QuestionError
from symattn.reading.question_reader import read_question
from symattn.search.cases.reduction_search import inclusion
from symattn.search.clock import now
from symattn.search.failures.models import model
from symattn.search.plain_data import point_to_json
from symattn.search.repairs.weaker_lines import prove
from symattn.writing.expressions import inputs, norm, relation
from symattn.writing.page import AuthoredPage

from .claims import claim, entry, exp, is_proved, member, n, sigma, t, x, y

FALLS = t("≥", entry("g", "a"), t("+", entry("g", "i"), x))  # g_a ≥ g_i + x for every other i
KNOWN = (FALLS, t("≥", entry("g", "a"), t("+", entry("g", "c"), x)), t(">", x, 0))
TOTAL = sigma(exp(entry("g", "j")))
SHARE = t("/", exp(entry("g", "a")), TOTAL)


def asked(text: str, *declared: str, given: tuple[str, ...] = ()) -> Claim:
    question = read_question(text, declared, given, "")
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


# ---- sums over all others ------------------------------------------------------------------------


def _bound(factor: Any) -> Term:
    return t("≤", t("+", 1, t("neg", SHARE)), t("*", factor, exp(t("neg", x))))


def test_a_sum_over_all_others_is_at_most_their_number_times_the_largest() -> None:
    assert is_proved(claim(_bound(t("+", n, -1)), *KNOWN, keys=True))


@pytest.mark.parametrize(
    "false",
    [
        claim(_bound(t("+", n, -2)), *KNOWN, keys=True),
        claim(_bound(number(1)), *KNOWN, keys=True),
        claim(_bound(t("+", n, -1)), *KNOWN[1:], keys=True),
    ],
    ids=["one too few", "one other", "nothing known of the others"],
)
def test_and_at_most_no_less(false: Claim) -> None:
    assert decide(false, 5).status != "proved"
    true = prove(claim(_bound(t("+", n, -1)), *KNOWN, keys=True), now() + 10)
    with pytest.raises(Rejected):
        replay(false, true)


@pytest.mark.parametrize(
    "name",
    [
        "Σh0",
        "Σc0",
        "ΣΣs0",
        "Σz:A",
        "Σ",
        "Σh0@*A/1~",
        "Σs9",
        "exp:c0",
        "exp:s0",
        "exp:",
        "exp:h9",
        "exp:exp:h0",
        "√0",
        "√1",
        "√-1",
        "√1.5",
        "√",
        "ℓ0",
        "ℓ1",
        "⌀",
        "⌀x",
        "⌀g",
        "⌀nothing",
    ],
)
def test_names_of_facts_that_are_not_there(name: str) -> None:
    cell = Sequent(claim(_bound(n), *KNOWN, keys=True))
    with pytest.raises(Rejected):
        cell.fact(name)


def test_the_sum_of_what_holds_for_each_is_not_strict() -> None:
    """There may be no others."""
    cell = Sequent(claim(_bound(n), t(">", entry("g", "a"), entry("g", "i")), keys=True))
    assert cell.fact("h1@*A/1").relation == ">" and cell.fact("Σh1@*A/1").relation == "≥"
    assert (
        decide(
            claim(
                t(
                    ">",
                    t(
                        "+",
                        t("*", t("+", n, -2), exp(entry("g", "a"))),
                        t("neg", sigma(exp(entry("g", "j")), "a", "c")),
                    ),
                    0,
                ),
                t(">", entry("g", "a"), entry("g", "i")),
                keys=True,
            ),
            5,
        ).status
        != "proved"
    )


# ---- logarithms on one side, multipliers, |x| ----------------------------------------------------


@pytest.mark.parametrize(
    ("text", "true"),
    [
        ("implies(x >= log(y), exp(x) >= y)", True),
        ("implies(x >= log(y), exp(x) >= 2*y)", False),
        ("implies(exp(x) >= y, x >= log(y))", True),
        ("implies(exp(x) >= y, x >= log(2*y))", False),
        ("implies(x >= 2*log(y), exp(x) >= y**2)", True),
        ("implies(abs(x) <= y, x <= y)", True),
        ("implies(x <= y, abs(x - y) <= x)", False),
        ("x**3 + 1 >= x**2 + x", True),
        ("x**4 - x**3 + x**2 - x + 1 > 0", True),
        ("x**4 - 3*x**3 + x**2 - x + 1 > 0", False),
        ("x**2 - x*y + y**2 > 0", True),
        ("x**2 - 3*x*y + y**2 > 0", False),
        ("sqrt(x*y) <= (x + y)/2", True),
        ("sqrt(x*y) <= (x + y)/3", False),
        ("x**3*y + x*y**3 >= 2*x**2*y**2", True),
    ],
)
def test_inequalities(text: str, true: bool) -> None:
    verdict = decide(asked(text, "x: positive", "y: positive"), 10).status
    assert (verdict == "proved") == true and (true or verdict in ("refuted", "conditional"))


def test_a_multiplier_must_be_positive() -> None:
    true = asked("x**3 + 1 >= x**2 + x", "x: positive")
    certificate = prove(true, now() + 10)
    assert certificate is not None
    signs = [{"of": [["-1", [], []]], "is": "≥", "times": "h0", "by": [["-1", ["h0"], [], []]]}]
    false = asked("0 - 1 >= 0", "x: positive")
    for entry_ in (
        signs[0],
        {**signs[0], "times": "s0"},
        {**signs[0], "by": [["1", ["h0"], [], []]]},
    ):
        with pytest.raises(Rejected):
            replay(
                false,
                {
                    **certificate,
                    "model": point_to_json(model(false)),
                    "proof": {"rule": "order", "signs": [entry_]},
                },
            )  # type: ignore[arg-type]


# ---- norms ---------------------------------------------------------------------------------------


def _written(write: Any, family: Any) -> Claim:
    """The last step that `write` writes of a family over {a, b, …}."""
    page = AuthoredPage("t", __file__)
    keys = page.index_set(page.integer("n", at_least=2), "a b", rest="i")
    members = family(page, keys)
    with evaluate(False):
        write(page, members, *keys, keys)
    context, steps = page.finished()
    return steps[-1].claim(context)


def _vectors(write: Any) -> Claim:
    return _written(write, lambda page, keys: page.vectors("v", keys))


@pytest.mark.parametrize(
    ("what", "write", "true"),
    [
        (
            "a distance is at most the diameter",
            lambda d, v, a, b, i, k: d.step(norm(v[a] - v[b]), "<=", _diameter(d, v, k)),
            True,
        ),
        (
            "two distances are at most twice that",
            lambda d, v, a, b, i, k: d.step(
                norm(2 * v[a] - v[b] - v[i]), "<=", 2 * _diameter(d, v, k)
            ),
            True,
        ),
        (
            "and not once",
            lambda d, v, a, b, i, k: d.step(norm(2 * v[a] - v[b] - v[i]), "<=", _diameter(d, v, k)),
            False,
        ),
        (
            "a length is not",
            lambda d, v, a, b, i, k: d.step(norm(v[a]), "<=", _diameter(d, v, k)),
            False,
        ),
        (
            "nor is it less than the diameter",
            lambda d, v, a, b, i, k: d.step(norm(v[a] - v[b]), "<", _diameter(d, v, k)),
            False,
        ),
    ],
)
def test_diameters(what: str, write: Any, true: bool) -> None:
    assert (decide(_vectors(write), 10).status == "proved") == true


def _diameter(d: AuthoredPage, v: Any, keys: Any) -> Any:
    return d.largest(keys, lambda j: d.largest(keys, lambda l: norm(v[j] - v[l])))


def test_the_triangle_inequality_takes_all_its_parts() -> None:
    true = _vectors(
        lambda d, v, a, b, i, k: d.step(norm(v[a] + v[b]), "<=", norm(v[a]) + norm(v[b]))
    )
    one, two = (
        [to_json(number(1)), to_json(member("v", j)), to_json(t("norm", member("v", j)))]
        for j in "ab"
    )
    by = {"rule": "triangle", "parts": [one, two]}
    from symattn.kernel.rules.rule_table import parts

    certificate = {
        "format": 1,
        "kernel": "0.1",
        "by": by,
        "parts": [prove(c, now() + 10) for c in parts(true, by)],
    }
    assert replay(true, certificate).verdict == "proved"
    assert is_proved(true)
    false = _vectors(lambda d, v, a, b, i, k: d.step(norm(v[a] + v[b]), "<=", norm(v[a])))
    assert not is_proved(false)
    for changed in (
        certificate,
        {**certificate, "by": {**by, "parts": [one]}},
        {**certificate, "parts": certificate["parts"][:2]},
    ):
        with pytest.raises(Rejected):
            replay(false, changed)


# ---- chance --------------------------------------------------------------------------------------


def test_inclusion_needs_an_implication_and_values() -> None:
    g = "g ~ N(1, 1/2)"
    true = asked("P(g > 2) <= P(g**2 > 4)", g)
    certificate = inclusion(true, now() + 10)
    assert certificate is not None and replay(true, certificate).rules >= {"inclusion"}
    for text in ("P(g**2 > 4) <= P(g > 2)", "P(g > 2) <= P(g > 3)", "P(g > 2) < P(g**2 > 4)"):
        with pytest.raises(Rejected):
            replay(asked(text, g), certificate)
    for text in (
        "P(exp(g) > 1/t) <= P(exp(g) > 0)",
        "P(log(g) > 0) <= P(g**2 >= 0)",
        "P(log(t) > g) <= P(exp(g) > 0)",
        "P(g > 1) <= P(log(g) > 0)",
    ):
        assert decide(asked(text, g, "t: real"), 5).status != "proved", text


# ---- dependence ----------------------------------------------------------------------------------


def _depends(write: Any) -> Claim:
    return _written(write, lambda page, keys: page.scalars("z", keys))


def _tied(d: AuthoredPage, z: Any, a: Any, b: Any, i: Any, k: Any) -> None:
    w = d.real("w")
    d.fact(w, "=", z[a] + z[b])
    d.step(w, "depends only on", inputs(z[a]))


def _by_law(d: AuthoredPage, z: Any, a: Any, b: Any, i: Any, k: Any) -> None:
    g = d.normal("g", z[b], 1)
    d.step(g * z[a], "depends only on", inputs(z[a]))


@pytest.mark.parametrize(
    ("what", "write", "status"),
    [
        (
            "what is mentioned",
            lambda d, z, a, b, i, k: d.step(
                z[a] ** 2 + z[b], "depends only on", inputs(z[a], z[b])
            ),
            "proved",
        ),
        (
            "less than that",
            lambda d, z, a, b, i, k: d.step(z[a] ** 2 + z[b], "depends only on", inputs(z[a])),
            "refuted",
        ),
        (
            "a sum over all",
            lambda d, z, a, b, i, k: d.step(
                d.sum(k, lambda j: z[j]), "depends only on", inputs(z[a], z[b])
            ),
            "refuted",
        ),
        (
            "what cancels",
            lambda d, z, a, b, i, k: d.step(z[a] + z[b] - z[b], "depends only on", inputs(z[a])),
            "undecided",
        ),
        ("a hypothesis that ties an input", _tied, "undecided"),
        ("a law that moves with an input", _by_law, "undecided"),
        (
            "what may have no value",
            lambda d, z, a, b, i, k: d.step(1 / z[a], "depends only on", inputs(z[a])),
            "undecided",
        ),
    ],
)
def test_dependence(what: str, write: Any, status: str) -> None:
    assert decide(_depends(write), 5).status == status


def test_two_points_must_differ_in_nothing_else() -> None:
    false = _depends(
        lambda d, z, a, b, i, k: d.step(z[a] ** 2 + z[b], "depends only on", inputs(z[a]))
    )
    evidence = decide(false, 5).evidence["refutation"]
    true = _depends(
        lambda d, z, a, b, i, k: d.step(z[a] ** 2 + z[b], "depends only on", inputs(z[a], z[b]))
    )
    with pytest.raises(Rejected, match="differ in an input that is listed"):
        replay(true, evidence)
    for change in (
        lambda d: d["entries"].update(z=["5", *d["entries"]["z"][1:]]),
        lambda d: d["scalars"].update(n="4"),
    ):
        forged = copy.deepcopy(evidence)
        change(forged["refutation"]["points"][1])
        with pytest.raises(Rejected):
            replay(false, forged)


def test_equal_vectors_are_one() -> None:
    same = _vectors(
        lambda d, v, a, b, i, k: d.implies(
            relation(v[a], "=", v[b]), relation(v[i] @ v[a], "=", v[i] @ v[b])
        )
    )
    assert is_proved(same)
    other = _vectors(
        lambda d, v, a, b, i, k: d.implies(
            relation(v[a], "=", v[b]), relation(v[i] @ v[a], "=", v[a] @ v[b])
        )
    )
    assert decide(other, 5).status in ("refuted", "conditional")


# ---- claims beside the verdict -------------------------------------------------------------------


def test_what_stands_beside_a_verdict_must_be_true_and_new() -> None:
    true = asked("x + 1 > x", "x: real")
    proof = decide(true, 5).evidence["proof"]

    def beside(goal: Term, scalars: tuple[str, ...] = (), assume: tuple[Term, ...] = ()) -> Any:
        changed = replace(
            true,
            context=replace(
                true.context,
                scalars=true.context.scalars
                + tuple(type(true.context.scalars[0])(k) for k in scalars if k != "x"),
            ),
            goal=goal,
        ).assuming(*assume)
        return {
            "proof": proof,
            "bounds": [
                {
                    "scalars": list(scalars),
                    "assume": [to_json(a) for a in assume],
                    "goal": to_json(goal),
                    "proof": prove(changed, now() + 5),
                }
            ],
        }

    good = beside(t("≥", t("^", y, 2), 0), ("y",))
    assert judge(true, good)[0] == "proved"
    for bad in (
        beside(t("≥", x, 0)),
        beside(t("≥", t("^", x, 2), 0), ("x",)),
        beside(t(">", x, 0), (), (t(">", x, 0), t("<", x, 0))),
    ):
        with pytest.raises(Rejected):
            judge(true, bad)


def test_questions_about_bounds_that_cannot_be_read() -> None:
    for text in (
        "bound(x, b)",
        "bound(1/b, b, 0)",
        "bound(1/b, b, oo, -1)",
        "bound(1/b, b, oo, 1/2, 3/2)",
        "bound(1/b, b, oo, x)",
        "bound(1/b, b, oo) + 1",
        "sum(v[j], j, j)",
    ):
        with pytest.raises(QuestionError):
            read_question(text, ("x: real", "v: real[n]", "n: integer >= 2"), (), "")


# ---- the mean value theorem ----------------------------------------------------------------------

POSITIVE_BOTH = ("x: positive", "y: positive")


@pytest.mark.parametrize(
    ("text", "declared", "given", "true"),
    [
        ("abs(sigmoid(x) - sigmoid(y)) <= abs(x - y)/4", ("x: real", "y: real"), (), True),
        ("abs(sigmoid(x) - sigmoid(y)) <= abs(x - y)/5", ("x: real", "y: real"), (), False),
        ("abs(exp(-x) - exp(-y)) <= abs(x - y)", POSITIVE_BOTH, (), True),
        ("abs(exp(-x) - exp(-y)) <= abs(x - y)", ("x: real", "y: real"), (), False),
        ("abs(exp(-x) - exp(-y)) <= abs(x - y)", ("x: positive", "y: real"), (), False),
        ("abs(x**2 - y**2) <= 2*abs(x - y)", POSITIVE_BOTH, ("x < 1", "y < 1"), True),
        ("abs(x**2 - y**2) <= 2*abs(x - y)", POSITIVE_BOTH, ("x < 1",), False),
        ("abs(x**3 - y**3) <= 3*abs(x - y)", POSITIVE_BOTH, ("x < y", "y < 1"), None),
        ("tanh(x) <= x", ("x: positive",), (), True),
        ("tanh(x) <= x", ("x: real",), (), False),
        ("sigmoid(x) - 1/2 <= x/4", ("x: positive",), (), True),
        ("exp(x) >= 1 + x + x**2/2", ("x: positive",), (), True),
        ("exp(x) >= 1 + x + x**2", ("x: positive",), (), False),
        ("log(1 + x) >= x/(1 + x)", ("x: positive",), (), True),
        ("tanh(x) <= x", ("x: integer >= 1",), (), None),
    ],
)
def test_slopes(
    text: str, declared: tuple[str, ...], given: tuple[str, ...], true: bool | None
) -> None:
    verdict = decide(asked(text, *declared, given=given), 10).status
    assert (
        verdict
        in {
            True: ("proved",),
            False: ("refuted", "conditional", "undecided"),
            None: ("proved", "undecided"),
        }[true]
    )


def test_a_slope_does_not_tell_where_something_begins() -> None:
    """L(0) ≤ R(0) is needed, and a value there."""
    true = asked("tanh(x) <= x", "x: positive")
    certificate = decide(true, 10).evidence["proof"]
    assert certificate["by"] == {"rule": "growth", "variable": "x"}
    for text, declared, given in (
        ("tanh(x) + 1 <= x", ("x: positive",), ()),
        ("tanh(x) <= x - 1/x", ("x: positive",), ()),
        ("tanh(x) <= x", ("x: real",), ()),
        ("tanh(x) <= x", ("x: real",), ("x > -1",)),
        ("tanh(x) <= x", ("x: positive", "y: real"), ("x > y",)),
    ):
        with pytest.raises(Rejected):
            replay(asked(text, *declared, given=given), certificate)
