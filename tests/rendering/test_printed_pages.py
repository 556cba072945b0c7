"""On paper: remarks stay on the page of their row, and begin with a capital."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from symattn.language import Context, Law, Scalar, number
from symattn.publishing.pdf import latex_pdf, typst_pdf
from symattn.records.record import CheckedDerivation
from symattn.rendering import Html, Latex, Markdown, render
from symattn.rendering.formats.typst import Typst
from symattn.words import AUTHORS, Message, as_sentence

from .samples import CONTEXT, ga, gb, half, op, scalar, step, weight, x

needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed"
)
ROWS = 60


def long_page() -> CheckedDerivation:
    """Rows with one remark, with several, with a tall one; so many that they fill some pages."""
    steps = []
    for k in range(1, ROWS + 1):
        told = [Message("Condition", (f"true iff remark{k}x is so, ", op("=", ga, half), "."))]
        if k % 3 == 0:
            told.append(Message("Repair", (f"the repair{k}x lacks ", op("/", ga, gb), ".")))
        if k % 5 == 0:
            told.append(Message("Counterexample", (f"At length{k}x, " + "and so on, " * 60, ".")))
        steps.append(
            step(
                k, op("=", weight("a"), op("/", number(k), x)), f"reason{k}x", "conditional", *told
            )
        )
    return CheckedDerivation("9z", "Many rows", "a test", CONTEXT, tuple(steps))


def by_latex(record: CheckedDerivation, at: Path) -> bytes:
    if shutil.which("pdflatex") is None:
        pytest.skip("pdflatex is not installed")
    return latex_pdf(render(Latex(standalone=True), [record]), False)


def by_typst(record: CheckedDerivation, at: Path) -> bytes:
    pytest.importorskip("typst")
    return typst_pdf(render(Typst(), [record]))


def by_browser(record: CheckedDerivation, at: Path) -> bytes:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this system")
    (at / "page.html").write_text(render(Html(), [record]), encoding="utf-8")
    with api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((at / "page.html").as_uri())
        printed: bytes = page.pdf(format="A4")
        browser.close()
    return printed


def printed_pages(pdf: bytes, at: Path) -> list[str]:
    (at / "page.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", at / "page.pdf", "-"], capture_output=True)
    return done.stdout.decode("utf-8", "replace").rstrip("\f").split("\f")


@needs_poppler
@pytest.mark.parametrize("printed", [by_latex, by_typst, by_browser])
def test_remarks_stay_on_the_page_of_their_row(
    printed: Callable[[CheckedDerivation, Path], bytes], tmp_path: Path
) -> None:
    found = printed_pages(printed(long_page(), tmp_path), tmp_path)
    assert len(found) > 3
    for k in range(1, ROWS + 1):
        (row,) = (p for p, text in enumerate(found) if f"reason{k}x" in text)
        for word in (f"remark{k}x", f"repair{k}x", f"length{k}x"):
            assert {p for p, text in enumerate(found) if word in text} <= {row}, (k, word)
    assert f"reason{ROWS}x" in found[-1] and f"{ROWS} steps" in found[-1]


@pytest.mark.parametrize("kind", [Html, Typst, Latex, Markdown])
def test_what_is_said_begins_with_a_capital(kind: type) -> None:
    told = render(kind(), [long_page()])
    assert "True iff remark1x" in told and "The repair3x" in told
    assert not re.search(r"\btrue iff|\bthe repair", told)


@pytest.mark.parametrize(
    ("label", "first", "expected"),
    [
        ("Condition", "true iff ", "True iff "),
        ("Repair", "where, say, ", "Where, say, "),
        ("Symmetry", "✓ the law stays", "✓ The law stays"),
        ("Exchange", "✓ lim and E, by", "✓ lim and E, by"),  # a formula
        ("Exchange", "✓ ∂/∂b and E: ", "✓ ∂/∂b and E: "),
        ("No meaning", "k_a is no number", "k_a is no number"),
        ("No meaning", "exp(x) is no number", "exp(x) is no number"),
        ("No meaning", "x is no number", "x is no number"),
        ("Condition", "True already", "True already"),
        ("Condition", "it is true as it is", "It is true as it is"),
        (AUTHORS, "true, I think", "true, I think"),  # not our words
        ("", "true without a label", "true without a label"),
        ("Condition", "", ""),
    ],
)
def test_a_sentence(label: str, first: str, expected: str) -> None:
    assert as_sentence(Message(label, (first, x))).parts == (expected, x)


def test_a_message_that_begins_with_a_formula_or_is_empty_stays() -> None:
    for said in (Message("Bound", (x, " is so")), Message("Bound", ())):
        assert as_sentence(said) is said


def test_a_table_with_ties_is_printed_by_typst() -> None:
    """Its rule is Typst's `line`, which the layout must not take for something else."""
    pytest.importorskip("typst")
    g, none = scalar("g"), number(0)
    random = Context(scalars=(Scalar("g"),), laws=(Law("g", none, number(1)),))
    values = (op(">", g, none), number(1), op("<", g, none), none, op("=", g, none), half)
    one = step(1, op("→", g, op("cases", *values)))
    source = render(Typst(), [CheckedDerivation("9z", "Ties", "a test", random, (one,))])
    assert "#line(" in source
    assert typst_pdf(source).startswith(b"%PDF")
