"""What a terminal shows of a page: place, verdict, source with strokes, counterexample, repair."""

from __future__ import annotations

import pytest

from symattn.language import Term
from symattn.reading.documents.pieces import Document, LineStart, Problem
from symattn.rendering.author_pages.page_in_text import PageText
from symattn.rendering.author_pages.source_spans import spans
from symattn.rendering.formats.text_wrapping import columns

from .by_hand import (
    document,
    latex_page,
    line,
    markdown_page,
    number,
    page,
    relation,
    sum_of,
    x,
)


def test_every_line_that_is_not_proved_is_told_with_its_place() -> None:
    shown = PageText().page(markdown_page())
    heads = [text for text in shown.splitlines() if text.startswith("page.md:")]
    assert heads == [
        "page.md:11:1: conditional: exp(β)/(exp(β) + n − 1) = exp(β)/(exp(β) + 1)",
        r"page.md:17:10: not read: \odd is not known; expected an operator or a relation",
        "page.md:27:3: false: (x̂ + 1)^2 = x̂^2 + 1",
        "page.md: 5 lines: 2 proved, 1 conditional, 1 false, 1 not read",
    ]


def test_strokes_stand_under_the_part() -> None:
    lines = PageText().page(markdown_page()).splitlines()
    for text, strokes in zip(lines, lines[1:]):
        if text[:2].strip().isdigit() and "|" in text:
            part = text[strokes.index("^") : strokes.rindex("^") + 1]
            assert part == part.strip() and part in (
                r"\frac{e^\beta}{e^\beta + n - 1} &= \frac{e^\beta}{e^\beta + 1}",
                r"\odd",
                r"(\hat{x} + 1)^2 = \hat{x}^2 + 1",
            )


def test_counterexample_condition_and_repair_in_the_page_s_notation() -> None:
    shown = PageText().page(markdown_page())
    told = [text for text in shown.splitlines() if text.lstrip().startswith("= ")]
    labels = [text.split("= ", 1)[1].split(":")[0] for text in told]
    assert labels == [
        "Chain", "Counterexample", "Condition", "Condition", "Repair", "Write",
        "Counterexample", "Repair", "Write",
    ]  # fmt: skip
    assert any("true iff n = 2." in text for text in told)
    assert told[-1].endswith(r"Write: (\hat{x} + 1)^2 = \hat{x}^{2} + 1 + 2 \hat{x}")
    assert "the first error of its chain; the link in line 12 goes on from it." in shown


def test_what_is_new_in_a_repair_is_underlined() -> None:
    lines = PageText().page(markdown_page()).splitlines()
    repair = next(k for k, text in enumerate(lines) if "Repair: the right side" in text)
    below = lines[repair + 1]
    without = lines[repair].replace("\u0302", "")  # the accent takes no column
    assert without[below.index("^") : below.rindex("^") + 1].strip("+ .") == "2 x"


def test_all_is_told_when_asked() -> None:
    shown = PageText(explain=True).page(latex_page())
    assert "page.tex:9:6: proved: exp(β)/(exp(β) + 1) → 1" in shown
    assert "Chain: follows from the link in line 8, which is not right." in shown


def test_no_line_but_the_first_of_a_finding_is_too_wide() -> None:
    for width in (40, 60, 100):
        for text in PageText(width, explain=True).page(markdown_page()).splitlines():
            first = text.startswith("page.md:") or "Write: " in text
            assert first or columns(text) <= width, text


def test_colours_only_when_asked() -> None:
    assert "\x1b" not in PageText().page(markdown_page())
    assert "\x1b[31mfalse\x1b[0m" in PageText(colour=True).page(markdown_page())


def test_a_line_that_is_meant_to_be_false_is_not_told_of() -> None:
    text = "$x = x + 1$ and $x = x$"
    false = line(text, "x = x + 1", relation(x, "=", _next(x)), expect="refuted")
    assert PageText().page(page(document("a.md", "markdown", text), false)) == (
        "a.md: 1 line: 1 false"
    )
    true = line(text, "x = x$"[:-1], relation(x, "=", x), after="and", expect="refuted")
    shown = PageText().page(page(document("a.md", "markdown", text), true))
    assert "a.md:1:18: proved: x = x" in shown and "Declared: false." in shown


def test_problems_of_the_page_stand_among_its_lines() -> None:
    text = "Let $x$ be spooky.\n\n$x = x + 1$"
    problem = Problem(0, 18, "not understood; expected real, positive, …")
    false = line(text, "x = x + 1", relation(x, "=", _next(x)))
    shown = PageText().page(page(document("a.md", "markdown", text), false, problems=(problem,)))
    assert shown.index("a.md:1:1: not read: not understood") < shown.index("a.md:3:2: false")
    assert shown.endswith("a.md: 2 lines: 1 false, 1 not read")


def test_a_notebook_s_cell_is_named() -> None:
    doc = Document("a.ipynb", "notebook", "$x = x + 1$", (), (LineStart("a.ipynb", 12, 7, 3, 1),))
    shown = PageText().page(page(doc, line(doc.text, "x = x + 1", relation(x, "=", _next(x)))))
    assert shown.startswith("a.ipynb:12:8: false: x = x + 1 (cell 3, line 1)")


@pytest.mark.parametrize(
    ("text", "part", "shown", "strokes"),
    [
        ("\tx = 1", "x = 1", "    x = 1", "    ^^^^^"),
        ("中文 x = 1", "x = 1", "中文 x = 1", "     ^^^^^"),
        ("e\u0301 x = 1", "x = 1", "e\u0301 x = 1", "  ^^^^^"),
        ("a 中文 b", "中文", "a 中文 b", "  ^^^^"),
        ("a \x1b[31m b", "b", "a �[31m b", "        ^"),
        ("x" * 100 + " y = 1 " + "z" * 100, "y = 1", None, None),
    ],
)
def test_spans_in_columns(text: str, part: str, shown: str | None, strokes: str | None) -> None:
    doc = document("a.md", "markdown", text)
    ((_, line_shown, below),) = spans(doc, text.index(part), text.index(part) + len(part), 40)
    if shown is not None:
        assert (line_shown, below) == (shown, strokes)
        return
    assert columns(line_shown) <= 40
    assert line_shown[below.index("^") : below.rindex("^") + 1] == part


def test_a_span_of_several_lines() -> None:
    text = "$$\na\n  = b\n\n= c\n$$"
    doc = document("a.md", "markdown", text)
    found = spans(doc, 3, text.index("c") + 1, 80)
    assert found == [(2, "a", "^"), (3, "  = b", "  ^^^"), (5, "= c", "^^^")]


def _next(term: Term) -> Term:
    return sum_of(term, number(1))
