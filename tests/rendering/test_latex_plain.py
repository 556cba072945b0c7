"""Plain LaTeX: what a person would have typed."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from symattn.checking.lanes import check
from symattn.language import Term, number
from symattn.rendering import PlainLatex, render
from symattn.rendering.formats.latex_prose import running
from symattn.rendering.formats.latex_rows import (
    ARTICLE,
    TWO_COLUMNS,
    Width,
    centimetres,
)
from symattn.rendering.pages.rows import Detail
from symattn.words import Message
from symattn.writing.derivation import derivation
from symattn.writing.expressions import relation

from .samples import HOSTILE, PAGE, beta, op, step, x, y, z
from .test_latex import compiled, needs_tex


@needs_tex
@pytest.mark.parametrize(
    "text", [TWO_COLUMNS, centimetres(20)], ids=["two columns", "twenty centimetres"]
)
def test_a_page_compiles_and_nothing_sticks_out(text: Width, tmp_path: Path) -> None:
    log = compiled(render(PlainLatex(True, text), [PAGE]), tmp_path)
    assert (
        "Overfull \\hbox" not in log
        and "Missing character" not in log
        and not re.search(r"^!", log, re.MULTILINE)
    )


@needs_tex
def test_hostile_text_compiles(tmp_path: Path) -> None:
    log = compiled(render(PlainLatex(True), [HOSTILE]), tmp_path)
    assert "Missing character" not in log


def test_no_text_becomes_a_command() -> None:
    source = re.sub(r"(?m)^%.*", "", render(PlainLatex(), [HOSTILE]))
    assert source.isascii()
    assert not re.search(r"(?<!textbackslash\{\})\\(input|write|def|csname|catcode)", source)


@pytest.mark.parametrize("text, typed", [
    ("cancel $e^\\beta$, and so on", r"cancel $e^{\beta}$, and so on"),
    ("β ≤ 2, the key's k_a", r"$\beta \le 2$, the key's $k_a$"),
    ("50% of a -- b?`", r"50\% of a -{}- b?{}{}`{}"),
    ("café ✓", r"caf\'{e} $\checkmark$"),
])  # fmt: skip
def test_running_text_is_typed_as_a_person_would(text: str, typed: str) -> None:
    assert running(text) == typed


def source(*steps: object) -> str:
    return render(PlainLatex(), [replace(PAGE, steps=steps)])  # type: ignore[arg-type]


def equal(
    number: int,
    left: Term,
    right: Term,
    why: str = "",
    status: str = "proved",
    *messages: Message,
    **more: object,
) -> object:
    return step(number, op("=", left, right), why, status, *messages, **more)


def test_relations_stand_under_each_other_with_reasons_and_numbers() -> None:
    assert r"""\begin{align*}
  x &= y     && \text{since} \tag{1 $\checkmark$} \\
    &= z                     \tag{2 $\checkmark$} \\
  y &= \beta && \text{so}    \tag{3 $\checkmark$}
\end{align*}""" in source(equal(1, x, y, "since"), equal(2, y, z), equal(3, y, beta, "so"))


def test_a_line_that_is_not_right_is_followed_by_words_and_its_repair() -> None:
    wrong = (
        Message("Repair", ("the right side lacks ", beta, ": ", op("=", x, op("+", y, beta)), ".")),
        Message("Condition", ("true iff ", op("=", y, z), ".")),
        Message("Counterexample", ("At ", op("=", y, z), ": no.")),
    )
    found = source(equal(1, x, y, "", "conditional", *wrong), equal(2, y, z, rests_on=(1,)))
    assert (
        r"""  x &= y \tag{1 $\circ$}
\end{align*}
(1) is true iff $y = z$. At $y = z$: no. Repaired (the right side lacks $\beta$):
\begin{align*}
  x &= y + \beta \tag{1$'$ $\checkmark$}
\end{align*}
(2) rests on (1):
\begin{align*}
  y &= z \tag{2 $\checkmark$}
\end{align*}"""
        in found
    )


def test_what_is_said_of_proved_lines_stands_under_the_block_once() -> None:
    said = Message("Exchange", ("of both.",))
    found = source(equal(1, x, y, "", "proved", said), equal(2, y, z, "", "proved", said))
    assert found.count("of both.") == 1 and "Exchange, (1), (2): of both." in found


def test_lines_within_a_step_have_neither_number_nor_mark() -> None:
    one, two = (
        equal(1, x, z, "so"),
        step(2, op("=", y, x), "", "refuted", Message("Repair", (op("=", y, z), "."))),
    )
    within = {1: [Detail(op("=", x, y), True, ("since ", y))], 2: [Detail(op("=", y, beta), True)]}
    page = replace(PAGE, steps=(one, two))  # type: ignore[arg-type]
    found = render(PlainLatex(), [page], lambda _, step: within[step.number])
    assert (
        r"""
  x &= y && \text{since $y$} \\
    &= z && \text{so}        \tag{1 $\checkmark$} \\
  y &= x                     \tag{2 $\times$}
\end{align*}
Repaired:
\begin{align*}
  y &= \beta \\
    &= z     \tag{2$'$ $\checkmark$}
\end{align*}
"""
        in found
    )


def test_a_relation_in_words_has_space_on_both_sides() -> None:
    found = source(step(1, op("depends only on", x, op("inputs", y, z)), "", "proved"))
    assert r"x &\text{ depends only on } y, z \tag" in found


def test_marks_are_explained_once() -> None:
    two = " ".join(render(PlainLatex(), [PAGE, PAGE]).split())
    assert two.count("true only under a condition") == two.count("? not decided") == 1


def test_each_case_is_a_line_of_the_source() -> None:
    table = op("cases", op(">", x, y), z, op("=", x, y), op("/", number(1), beta))
    assert r"""  x &= \begin{cases}
      z & x > y \\[3pt]
      \frac{1}{\beta} & x = y
    \end{cases} \tag{1 $\checkmark$} \\
  y &= z \tag{2 $\checkmark$}""" in source(equal(1, x, table), equal(2, y, z))


LONG = "which is so long that there is no room beside it for others"


def test_a_reason_stands_below_its_line_once_and_others_after_theirs() -> None:
    found = re.sub(" +", " ", source(equal(1, x, y, LONG), equal(2, y, z, "since")))
    assert f" x &= y \\tag{{1 $\\checkmark$}} \\\\\n &\\qquad \\text{{{LONG}}} \\\\\n" in found
    assert r"&= z \qquad \text{since} \tag{2 $\checkmark$}" in found


def test_in_narrow_columns_reasons_stand_below_unless_all_fit() -> None:
    page = replace(
        PAGE, steps=(equal(1, x, y, "since"), equal(2, y, z, "as was said above of them all"))
    )
    found = render(PlainLatex(text=centimetres(8)), [page])
    assert (
        r"&\qquad \text{since} \\" in found
        and r"&\qquad \text{as was said above of them all}" in found
    )
    assert r"&& \text{since}" in render(
        PlainLatex(text=centimetres(8)), [replace(page, steps=page.steps[:1])]
    )


@pytest.mark.parametrize("text, one", [
    ("$\\gamma$ = (0, −1, 0), and", r"$\gamma = (0, -1, 0)$, and"),
    ("under $x$ ↔ $y$", r"under $x \leftrightarrow y$"),
    ("$x$ = 3/2: no", "$x = 3/2$: no"),
    ("$x$ = $y$ ≤ $z$", r"$x = y \le z$"),
    ("$x$ = 3 $y$", "$x = 3$ $y$"),
    ("a = 3, $x$ is", "a = 3, $x$ is"),
])  # fmt: skip
def test_no_line_ends_within_a_value(text: str, one: str) -> None:
    assert running(text) == one


def test_a_fragment_says_once_what_numbers_at_the_left_want() -> None:
    assert render(PlainLatex(), [PAGE, PAGE]).count(r"% With the options fleqn and leqno") == 1
    assert r"\mathindent" not in render(PlainLatex(True), [PAGE])


def test_an_authors_remark_is_told_apart_from_what_is_judged() -> None:
    remark, shown = (
        Message("Author's remark", ("of it.",)),
        Message("Counterexample", ("At 1: no.",)),
    )
    assert r"\emph{Author's remark:} of it. At 1: no." in source(
        equal(1, x, y, "", "refuted", remark, shown)
    )


def test_in_narrow_columns_a_line_that_is_split_begins_at_the_left_edge() -> None:
    long = op("+", *[op("*", x, y, z, beta)] * 6)
    page = replace(PAGE, steps=(equal(1, op("+", x, y, z, beta), y), equal(2, x, long)))
    found = re.sub(" +", " ", render(PlainLatex(text=TWO_COLUMNS), [page]))
    assert "\\end{align*}\n\\begin{align*}\n &x = x y z" in found


@pytest.mark.parametrize("letters", ["", "wzyp"], ids=["a short hypothesis", "a long hypothesis"])
@pytest.mark.parametrize(
    "text",
    [ARTICLE, TWO_COLUMNS, centimetres(8)],
    ids=["article", "two columns", "eight centimetres"],
)
def test_a_repaired_line_stands_with_its_hypothesis(letters: str, text: Width) -> None:
    """c ≈ v_j alone is false: where the hypothesis was too wide for a sentence it was left out,
    and the line had its mark."""

    @derivation("gap", title="A gap to one key", source="own")
    def gap(d: Any) -> None:
        n, beta = d.integer("n", at_least=3), d.real("b", positive=True)
        keys = d.index_set(n, "j", rest="l")
        j, l = keys
        k, v = d.vectors("k", keys), d.vectors("v", keys)
        q = d.define("q", beta * sum((d.vector(x) for x in letters), d.vector("u")))
        c = d.attention(q, keys=k, values=v, over=keys)[1]
        d.let_tend(beta)
        d.implies(relation(k[j] @ q, ">>", k[l] @ q), relation(c, "~=", v[j]), expect="refuted")

    shown = render(PlainLatex(text=text), [check(gap)])
    below = " ".join(shown[shown.index("Repaired") :].split())
    assert re.search(r"c\s*&?\\approx v_j", below) and r"1$'$ $\checkmark$" in below
    assert "where" in below and "every other index" in below
    assert all(f"k_j^\\top {x} " in below and f"k_l^\\top {x}" in below for x in "u" + letters)
