"""What a page shows: rows, chains, counts, and the paragraph "Given"."""

from __future__ import annotations

from dataclasses import replace

import pytest

from symattn.language import (
    Context,
    Definition,
    Family,
    IndexSet,
    Scalar,
    Term,
    check_context,
    number,
    plain,
)
from symattn.rendering import Text, render
from symattn.rendering.formulas.inline_math import readable
from symattn.rendering.pages.document import count, label, page
from symattn.rendering.pages.given import given
from symattn.rendering.pages.rows import MARKS, Detail
from symattn.words import Message

from .samples import (
    CONTEXT,
    HOSTILE,
    PAGE,
    beta,
    entry,
    member,
    op,
    scalar,
    step,
    x,
    y,
    z,
)

LABELS = {
    "1b": "1(b)",
    "1c.ii": "1(c)(ii)",
    "1e.i": "1(e)(i)",
    "2g.ii": "2(g)(ii)",
    "1c.ii-a": "1(c)(ii)-a",
    "1": "1",
    "softmax.jacobian": "softmax.jacobian",
    "": "",
}


@pytest.mark.parametrize("id", LABELS)
def test_label(id: str) -> None:
    assert label(id) == LABELS[id]


def equal(number_: int, left: Term, right: Term, relation: str = "=", **more: object):
    return step(number_, op(relation, left, right), **more)  # type: ignore[arg-type]


CHAINS = {
    "goes on from the right side": (equal(1, x, y), equal(2, y, z), False),
    "goes on after a limit": (equal(1, x, y, "→"), equal(2, y, z, "≈"), False),
    "the same left side again": (equal(1, x, y), equal(2, x, z), True),
    "something else": (equal(1, x, y), equal(2, z, y), True),
    "after a heading": (equal(1, x, y), equal(2, y, z, heading="New"), True),
    "after prose": (step(1, None, text="words"), equal(2, y, z), True),
    "after an implication": (
        step(1, op("⇒", op("=", x, y), op("=", y, z))),
        step(2, op("⇒", op("=", y, z), op("=", x, z))),
        True,
    ),
}


@pytest.mark.parametrize("name", CHAINS)
def test_the_left_side_is_left_out_only_in_a_chain(name: str) -> None:
    first, second, shown = CHAINS[name]
    rows = page(replace(PAGE, steps=(first, second))).rows
    assert rows[0].shows_left and rows[1].shows_left is shown


def test_an_implication_shows_its_whole_left_side() -> None:
    row = page(PAGE).rows[10]
    assert row.goal is not None and row.goal.op == "⇒" and row.shows_left and row.mark == "✗"


def test_remarks_say_what_is_written_and_what_it_rests_on() -> None:
    rows = page(PAGE).rows
    assert [r.replace("\u00a0", " ") for r in rows[6].remarks] == ["as written"] and rows[6].reason
    assert [r.replace("\u00a0", " ") for r in rows[7].remarks] == ["rests on (7)"]
    assert (
        rows[17].goal is None and rows[17].text and rows[17].mark == "–" and rows[17].remarks == ()
    )


def test_the_marks_differ() -> None:
    assert "".join(MARKS.values()) == "✓◐✗?–"


def test_count() -> None:
    assert (
        page(PAGE).count
        == "18 steps: 13 proved, 1 conditional, 2 false, 1 undecided, 1 outside mathematics"
    )
    assert count(PAGE.steps[:1]) == "1 step: 1 proved" and count(()) == "0 steps"


def said(context: Context) -> str:
    check_context(context)
    return "".join(readable(p) if isinstance(p, str) else plain(p) for p in given(context))


n2, tau = op("≥", scalar("n"), number(2)), Scalar(r"\tau")
FOUR = IndexSet("A", number(3), ("1", "2", "3"))
GIVEN = {
    "nothing": (Context(), ""),
    "scalars": (
        Context(
            scalars=(Scalar("n", True), Scalar(r"\beta"), Scalar("x"), Scalar("y")),
            facts=(n2, op(">", beta, number(0)), op(">", x, y)),
        ),
        "n an integer ≥ 2; β > 0; x, y real; x > y.",
    ),
    "a fact between": (
        Context(scalars=(Scalar("x"),), facts=(op(">", x, number(0)), op("<", x, number(1)))),
        "x > 0, x < 1.",
    ),
    "a family with named members": (
        Context(
            (IndexSet("A", scalar("n"), ("a", "b"), "i"),),
            (Scalar("n", True),),
            (Family("k", "A", "vector", number(1)),),
        ),
        (
            "n an integer; indices 1, …, n, among them a ≠ b (i "
            "stands for any other); k_1, …, k_n orthonormal."
        ),
    ),
    "all members named": (
        Context(
            (FOUR,),
            (Scalar(r"\beta"),),
            (
                Family("x", "A", "vector"),
                Family("u", "A", "vector", beta),
                Family("g", "A", "scalar"),
            ),
        ),
        (
            "β real; x_1, x_2, x_3 arbitrary vectors; u_1, u_2, u_3 mutually "
            "orthogonal, each of norm β; g_1, g_2, g_3 real."
        ),
    ),
    "a definition with an exception": (
        Context(
            (IndexSet("A", scalar("n"), ("a",)),),
            (Scalar("n", True), Scalar("x")),
            (Family("m", "A", "vector"),),
            definitions=(
                Definition(
                    "k",
                    "vector",
                    (("j", "A"),),
                    member("m", "j"),
                    (("a", op("*", x, member("m", "a"))),),
                ),
            ),
        ),
        (
            "n an integer; x real; indices 1, …, n, among them a; m_1, …, m_n arbitrary "
            "vectors; k_a = x m_a, and k_j = m_j for every other j."
        ),
    ),
    "a definition with two indices": (
        Context(
            (FOUR,),
            (),
            (Family("g", "A", "scalar"),),
            definitions=(
                Definition(
                    "s",
                    "scalar",
                    (("i", "A"), ("j", "A")),
                    op("*", entry("g", "i"), entry("g", "j")),
                ),
            ),
        ),
        "g_1, g_2, g_3 real; s_{i,j} = g_i g_j for all i, j.",
    ),
    "a limit": (
        Context(scalars=(Scalar(r"\beta"),), limit=(r"\beta",)),
        "β real. Limits are taken as β → ∞.",
    ),
    "two limits": (
        Context(scalars=(Scalar(r"\beta"), tau), limit=(r"\beta", r"\tau")),
        "β, τ real. Limits are taken as β → ∞ and τ → ∞, jointly, without a link.",
    ),
}


@pytest.mark.parametrize("name", GIVEN)
def test_given(name: str) -> None:
    context, expected = GIVEN[name]
    assert said(context) == expected


def test_every_fact_is_told() -> None:
    assert all(plain(f.children[1]) in said(CONTEXT) for f in CONTEXT.facts)
    assert page(HOSTILE).given == ()


def test_a_set_whose_size_is_no_label() -> None:
    context = Context(
        (IndexSet("A", scalar("n_0"), ()),), (Scalar("n_0", True),), (Family("k", "A", "vector"),)
    )
    assert said(context) == "n_0 an integer; indices 1, …, n_0; all k_j arbitrary vectors."


def test_lines_within_a_step_stand_before_it_and_lead_to_it() -> None:
    step_ = equal(1, x, z, heading="A heading")
    first, second = page(
        replace(PAGE, steps=(step_,)), lambda *_: [Detail(op("=", x, y), True, ("since ", y))]
    ).rows
    assert (first.heading, first.tag, first.mark, first.reason, first.shows_left) == (
        "A heading",
        "",
        "",
        ("since ", y),
        True,
    )
    assert (second.heading, second.tag, second.mark, second.shows_left) == ("", "1", "✓", False)


def test_of_a_line_that_is_not_right_they_lead_to_the_repaired_one() -> None:
    broken = step(1, op("=", x, z), "", "refuted", Message("Repair", (op("=", x, y), ".")))
    between = Detail(op("=", x, op("neg", y)), True)
    (row,) = page(replace(PAGE, steps=(broken,)), lambda *_: [between]).rows
    assert [(r.tag, r.mark, r.shows_left) for r in row.repaired] == [
        ("", "", True),
        ("1′", "✓", False),
    ]
    assert "1′" in render(Text(), [replace(PAGE, steps=(broken,))], lambda *_: [between])
    assert "1′" not in render(Text(), [replace(PAGE, steps=(broken,))])


def test_a_line_that_arrives_at_the_right_side_is_the_step_s_place() -> None:
    step_ = replace(equal(1, x, z, heading="A heading"), why="so")
    within = [
        Detail(op("=", x, y), True),
        Detail(op("=", y, z), False, ("since ", y)),
        Detail(op("=", y, y), True),
    ]
    first, second, third = page(replace(PAGE, steps=(step_,)), lambda *_: within).rows
    assert [(r.tag, r.heading, r.shows_left) for r in (first, second, third)] == [
        ("", "A heading", True),
        ("1", "", False),
        ("", "", True),
    ]
    assert second.goal == op("=", y, z) and second.reason == ("so", "; ", "since ", y)


@pytest.mark.parametrize("status, shown", [("proved", False), ("refuted", True)])
def test_where_a_chain_goes_on_the_lines_within_do(status: str, shown: bool) -> None:
    chain = (step(1, op("=", x, y), "", status), equal(2, y, z))
    within = {1: (), 2: (Detail(op("=", y, op("*", number(1), z)), True),)}
    rows = page(replace(PAGE, steps=chain), lambda _, one: within[one.number]).rows
    assert [(r.tag, r.shows_left) for r in rows] == [("1", True), ("", shown), ("2", False)]
