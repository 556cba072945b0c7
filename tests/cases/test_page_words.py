"""What pages say: of sums that leave members out, of ties, of bounds told twice, of what a line
rests on.
"""

from __future__ import annotations

from dataclasses import replace
from unittest.mock import patch

import pytest

from symattn.language import Context, Law, Term, number, plain
from symattn.records.record import CheckedDerivation, CheckedStep, Verdict
from symattn.rendering import Html, Latex, Markdown, PlainLatex, Text, render
from symattn.rendering.formats.typst import Typst
from symattn.rendering.formulas.latex_math import latex
from symattn.rendering.formulas.mathml import math
from symattn.rendering.formulas.term_notation import notation
from symattn.rendering.formulas.tied_cases import ties
from symattn.rendering.pages import document
from symattn.rendering.pages.document import page
from symattn.words import Message

from ..rendering.samples import beta, ix, member, op, x, y

BACKENDS = {
    "text": Text,
    "latex": PlainLatex,
    "typeset": Latex,
    "markdown": Markdown,
    "html": Html,
    "typst": Typst,
}


def without(*names: str) -> Term:
    return Term("sum", ("j", "A", *map(ix, names), member("v", "j")))


@pytest.mark.parametrize(
    "names, in_text, in_latex",
    [
        ((), "Σ_{j} v_j", r"\sum_{j} v_j"),
        (("a",), "Σ_{j≠a} v_j", r"\sum_{j \neq a} v_j"),
        (("a", "b"), "Σ_{j∉{a,b}} v_j", r"\sum_{j \notin \{a, b\}} v_j"),
        (("a", "b", "i"), "Σ_{j∉{a,b,i}} v_j", r"\sum_{j \notin \{a, b, i\}} v_j"),
    ],
)
def test_a_sum_says_which_members_it_leaves_out(
    names: tuple[str, ...], in_text: str, in_latex: str
) -> None:
    """j ≠ a ≠ b would leave open whether j ≠ b."""
    term = without(*names)
    assert (plain(term), latex(term)) == (in_text, in_latex)
    assert ("∉" in math(notation(term))) == (len(names) > 1)


# ---- ties ----------------------------------------------------------------------------------------

ABOVE, BELOW, TIE = (op(relation, x, y) for relation in (">", "<", "="))
ZERO = op("=", x, number(0))
RANDOM = Context(laws=(Law("x", number(0), number(1)),))


@pytest.mark.parametrize(
    "conditions, last",
    [
        ((ABOVE, BELOW, TIE), 1),
        ((ABOVE, op("and", ZERO, ABOVE), TIE), 2),
        ((ABOVE, op("or", ZERO, TIE)), 1),
        ((ABOVE, op("or", ABOVE, TIE)), 0),
        ((ABOVE, TIE, BELOW), 0),
        ((ZERO, TIE), 0),
        ((ABOVE, op("=", beta, number(1))), 0),
    ],
    ids=str,
)
def test_ties_are_equalities_of_what_is_random_at_the_end(
    conditions: tuple[Term, ...], last: int
) -> None:
    assert ties(conditions, ["x"]) == last
    assert ties(conditions, []) == 0


@pytest.mark.parametrize(
    "form, rule",
    {
        "latex": r"\\ \hline",
        "markdown": r"\\ \hline",
        "html": "<mtr class=tie>",
        "typst": "#line(length: 4em",
        "text": "the last case is a tie",
    }.items(),
)
def test_ties_stand_below_a_rule(form: str, rule: str) -> None:
    table = Term("cases", (ABOVE, number(1), BELOW, number(0), TIE, number(2)))
    step = CheckedStep(1, op("→", beta, table), "", Verdict("proved"))
    shown = render(BACKENDS[form](), [CheckedDerivation("t", "t", "s", RANDOM, (step,))])
    assert shown.count(rule) == 1 and "the last case is a tie" in " ".join(shown.split())
    fixed = render(BACKENDS[form](), [CheckedDerivation("t", "t", "s", Context(), (step,))])
    assert rule not in fixed


# ---- what is told before -------------------------------------------------------------------------

BOUND, SAME, OTHER = (Message("Bound", (op("≤", x, t),)) for t in (y, y, beta))
THRESHOLD, FIRST = Message("Threshold", ("at most ε.",)), Message("Condition", ("true.",))


def told(*messages: tuple[Message, ...]) -> list[list[str]]:
    steps = [
        CheckedStep(k, op("=", x, y), "", Verdict("proved")) for k, _ in enumerate(messages, 1)
    ]
    with patch.object(document, "said", lambda record, step: messages[step.number - 1]):
        rows = page(CheckedDerivation("t", "t", "s", Context(), tuple(steps))).rows
    return [
        [
            f"{m.label}: {''.join(p if isinstance(p, str) else plain(p) for p in m.parts)}"
            for m in r.messages
        ]
        for r in rows
    ]


def test_a_bound_is_told_once_a_page() -> None:
    again = ["Bound: as under\u00a0(1), with what goes with it."]
    assert told((BOUND, THRESHOLD), (SAME, THRESHOLD), (), (SAME, THRESHOLD))[1:] == [
        again,
        [],
        again,
    ]
    assert told((BOUND,), (FIRST, SAME))[1] == ["Condition: true.", "Bound: as under\u00a0(1)."]
    assert told((BOUND, THRESHOLD), (OTHER, THRESHOLD))[1] == [
        "Bound: x ≤ β",
        "Threshold: at most ε.",
    ]
    assert told((BOUND,), (SAME, THRESHOLD))[1] == [
        "Bound: as under\u00a0(1).",
        "Threshold: at most ε.",
    ]
    assert told((FIRST,), (FIRST,))[1] == ["Condition: true."]
    assert told((BOUND, BOUND))[0] == ["Bound: x ≤ y", "Bound: x ≤ y"]


# ---- what a line rests on ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "before, knock_on, words",
    [
        (("refuted",), "follows", "follows from (1), which is not right"),
        (("conditional",), "follows", "follows from (1), which is not right"),
        (("undecided",), "follows", "follows from (1), which is not decided"),
        (("undecided", "undecided"), "follows", "follows from (1), (2), which are not decided"),
        (("refuted", "undecided"), "follows", "follows from (1), (2), which are not proved"),
        (("undecided",), "right", "right, though (1) is not decided"),
        (("refuted",), "right", "right, though (1) is not"),
        (("undecided",), "", "rests on (1)"),
    ],
)
def test_a_line_that_is_not_decided_is_not_called_wrong(
    before: tuple[str, ...], knock_on: str, words: str
) -> None:
    steps = [
        CheckedStep(k, op("=", x, y), "", Verdict(status)) for k, status in enumerate(before, 1)
    ]
    rests = tuple(s.number for s in steps)
    last = CheckedStep(
        len(steps) + 1, op("=", y, beta), "", Verdict("proved", rests_on=rests, knock_on=knock_on)
    )
    record = CheckedDerivation("t", "t", "s", Context(), (*steps, last))
    assert page(record).rows[-1].remarks == (
        words.replace("from (", "from\u00a0(")
        .replace("though (", "though\u00a0(")
        .replace("on (", "on\u00a0("),
    )
    alone = page(replace(record, steps=(last,))).rows[-1].remarks[0]
    assert "not right" not in alone and "not decided" not in alone
