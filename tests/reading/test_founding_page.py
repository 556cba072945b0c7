"""The notebook's page, as it was scanned: read line by line, its noise refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from symattn.checking.page_checks import check_page_here
from symattn.reading.documents.loading import load
from symattn.reading.whole_pages.page_reader import read_page

PAGE = Path(__file__).parents[2] / "derivations" / "pages" / "notebook.md"
# What the derivations 1a to 1e say of the same lines.
AGREED = {
    r"\frac{e^{K_{i1}q}}{\sum_{j=1}^n e^{K_{ij}q}} \approx 1": ["proved"],  # 1a.2
    r"K_j q \gg K_i q \text{ for } j \neq i": ["proved"],  # 1a.3
    r"\alpha_b = \alpha_a": ["proved"],  # 1b.4
    r"= \frac{e^\beta}{2e^\beta}": ["conditional"],  # 1b.5
    r"K_a \cdot q = \delta_a \beta": ["proved"],  # 1c.ii.6
    r"K_i \cdot q = 0": ["proved"],
    r"V_a + V_b \simeq C_a + C_b": ["proved"],  # 1d.i.1
    r"C_a = V_a": ["conditional"],  # 1d.i.5
    r"C_b = V_b": ["conditional"],
    r"C_a \approx V_a": ["conditional"],  # 1d.ii, only if γ_a > 0
    r"C_2 \approx \alpha_2 v_2": ["proved"],  # 1e.i.8
    r"V_2 = 0": ["proved"],  # 1e.ii.4
    r"\alpha_3 = 0": ["proved"],  # 1e.ii.8
}


@pytest.fixture(scope="module")
def page():  # type: ignore[no-untyped-def]
    return read_page(load(PAGE))


def test_the_header_is_understood(page) -> None:  # type: ignore[no-untyped-def]
    assert page.problems == () and page.document.problems == ()


def test_noise_is_refused_where_it_stands(page) -> None:  # type: ignore[no-untyped-def]
    refused = {line.latex for line in page.lines if line.problem is not None}
    for noise in (r"\{1, 2, \dots, L\}", r"\gamma = [0.3, 0.7, 0.5, \dots]"):
        assert noise in refused
    for line in page.lines:
        if line.problem is not None:
            assert line.start <= line.problem.start <= line.problem.end <= len(page.document.text)


def test_a_vector_in_an_exponent_is_read_as_it_stands(page) -> None:  # type: ignore[no-untyped-def]
    line = next(x for x in page.lines if x.latex.startswith(r"\alpha_a = \frac{e^{\beta_a \mu_a}}"))
    assert line.read == "α⁽a⁾_a = exp(β_a μ_a)/(0 + 0 + 0 + exp(β_a μ_a))"


def test_verdicts_agree_with_the_derivations(page) -> None:  # type: ignore[no-untyped-def]
    checked = check_page_here(page)
    for latex, verdicts in AGREED.items():
        assert [x.verdict for x in checked.lines if x.line.latex == latex] == verdicts, latex
    wrong = next(
        x for x in checked.lines if x.line.latex.startswith(r"\alpha_a = \frac{e^{\beta_a \mu_a}}")
    )
    assert wrong.verdict == "refuted"  # it has no meaning: 1d.i.2
