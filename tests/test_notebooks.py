"""What a notebook shows of derivations, verdicts and limits."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sympy import exp, oo, symbols

import symattn
from symattn.publishing.notebooks import check
from symattn.writing.book import BookError
from symattn.writing.derivation import REGISTRY, derivation


def test_a_derivation_is_a_page() -> None:
    checked = symattn.check("1a-gaps")
    assert (
        checked.as_declared and len(checked) == 4 and [v.status for v in checked] == ["proved"] * 4
    )
    html = checked._repr_html_()
    assert (
        "<math" in html
        and "<script" not in html
        and "base64" not in html
        and html.count("<style>") == 1
    )
    assert (
        checked._repr_markdown_().startswith("## 1(a)-gaps")
        and checked._repr_latex_().startswith("% 1a-gaps. What large gaps give")
        and repr(checked).startswith("1(a)-gaps What large gaps give")
    )


def test_the_style_touches_nothing_else() -> None:
    style = re.search(r"<style>(.*)</style>", check("1a-gaps")._repr_html_(), re.DOTALL)
    assert (
        style
        and style[1].startswith(".symattn.symattn.symattn{")
        and style[1].endswith("}")
        and "\nbody{" not in style[1]
        and ":root" not in style[1]
    )
    assert style[1].count("{") == style[1].count("}")


def test_a_verdict_is_its_line() -> None:
    verdict = check("1b")[5]
    assert verdict.status == "conditional" and verdict.step.number == 5
    html = verdict._repr_html_()
    assert "Counterexample" in html and "Given" not in html and html.count('<tr class="step') == 1
    with pytest.raises(TypeError, match='compare its status, as in verdict.status == "proved"'):
        bool(verdict)
    with pytest.raises(KeyError, match="there is no step 1b.99"):
        check("1b")[99]


def test_a_limit_is_a_formula() -> None:
    b, g = symbols("b g", real=True)
    found = symattn.limit(exp(b * g) / (exp(b * g) + 1), b, oo)
    assert "<munder><mi>lim</mi>" in found._repr_html_() and found._repr_html_().count("<mtr>") == 3
    assert (
        found._repr_latex_() == rf"$\displaystyle {found.latex()}$"
        and r"\begin{cases} 1 & g > 0" in found.latex()
    )


def test_a_sum_under_a_limit_stands_in_parentheses() -> None:
    b = symbols("b", positive=True)
    assert symattn.limit(exp(-b) + 2, b, oo).latex() in (
        r"\lim_{b \to \infty} (2 + e^{-b}) = 2",
        r"\lim_{b \to \infty} (e^{-b} + 2) = 2",
    )


def test_an_id_must_name_one_derivation() -> None:
    with pytest.raises(BookError, match="'1c' names 8 derivations: 1c.i, 1c.ii"):
        check("1c")
    with pytest.raises(BookError, match="there is no derivation '1zz'"):
        check("1zz")
    with pytest.raises(BookError, match="import the file and hand over its function"):
        check("mine.py")
    assert [v.step.number for v in check("1b.5")] == [5]


def test_what_is_not_checked_says_so() -> None:
    from symattn.writing.book import entries

    shown = next(e for e in entries() if e.id == "1b").load()._repr_html_()
    assert "not checked" in shown and "<b>1b</b>" in shown


def test_a_cell_may_be_run_again() -> None:
    for right in (0, 1):
        cell = compile(
            (
                "@derivation('cell', title='<i>', source='')\ndef cell(d):\n    x = "
                f"d.real('x')\n    d.step(x - x, '=', {right}, expect='proved')\n"
            ),
            "<ipython-input-1>",
            "exec",
        )
        exec(cell, {"derivation": derivation})  # a test may
    try:
        assert check(REGISTRY["cell"])[1].status == "refuted"
        assert "&lt;i&gt;" in REGISTRY["cell"]._repr_html_()
    finally:
        del REGISTRY["cell"]


def test_the_example_notebook_has_no_errors_in_it() -> None:
    """Its outputs are those of a run; .ci/run runs it again."""
    import json

    notebook = json.loads(
        (Path(__file__).parent.parent / "docs" / "attention.ipynb").read_text(encoding="utf-8")
    )
    outputs = [o for cell in notebook["cells"] for o in cell.get("outputs", ())]
    assert len(outputs) >= 4 and not any(o["output_type"] == "error" for o in outputs)
