"""MathML: well formed, one spelling for one term, and pieces that lose nothing."""

from __future__ import annotations

import re
from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from symattn.language import Context, Term, number
from symattn.rendering.author_pages.page_math import page_math
from symattn.rendering.formulas.mathml import fitted, formula, math
from symattn.rendering.formulas.notation_width import pieces, width
from symattn.rendering.formulas.term_notation import notation

from .samples import (
    CONTEXT,
    ea,
    eb,
    entry,
    ga,
    half,
    ix,
    member,
    op,
    q,
    scalar,
    weight,
    x,
    y,
    z,
)
from .terms import EXAMPLES, near_misses, small_terms, terms

SPELLINGS = {
    "a fraction": (
        op("/", op("+", x, y), z),
        "<mfrac><mrow><mi>x</mi><mo>+</mo><mi>y</mi></mrow><mi>z</mi></mfrac>",
    ),
    "a half": (half, "<mfrac displaystyle=false><mn>1</mn><mn>2</mn></mfrac>"),
    "a minus sign": (
        op("+", op("neg", x), y),
        "<mo form=prefix>−</mo><mi>x</mi><mo>+</mo><mi>y</mi>",
    ),
    "a transpose goes with the index": (
        op("dot", member("k", "a"), q),
        "<msubsup><mi>k</mi><mi>a</mi><mi>⊤</mi></msubsup><mi>q</mi>",
    ),
    "a power of a sum": (
        op("^", op("+", x, y), number(2)),
        (
            "<msup><mrow><mo form=prefix stretchy=false>(</mo><mi>x</mi><mo>+</mo><mi>y</mi><mo "
            "form=postfix stretchy=false>)</mo></mrow><mn>2</mn></msup>"
        ),
    ),
    "capitals stand upright": (scalar(r"\Gamma"), "<mi mathvariant=normal>Γ</mi>"),
    "a word is a word": (
        op("erfc", x),
        (
            "<mi>erfc</mi><mrow><mo form=prefix stretchy=false>(</mo><mi>x</mi><mo form=postfix "
            "stretchy=false>)</mo></mrow>"
        ),
    ),
    "a hostile name": (scalar("<script>"), "<mtext>&lt;script&gt;</mtext>"),
    "a hostile index": (member("k", "<b>"), "<msub><mi>k</mi><mtext>&lt;b&gt;</mtext></msub>"),
    # the font draws primes raised: as a script they would stand above the letter
    "a prime": (scalar("x'"), "<mrow><mi>x</mi><mo lspace=0 rspace=0>′</mo></mrow>"),
    "a prime over an index": (
        member("x'", "a"),
        "<msubsup><mi>x</mi><mi>a</mi><mpadded voffset=-.3em><mo lspace=0 rspace=0>′</mo></mpadded>"
        "</msubsup>",
    ),
    "bars": (
        op("abs", x),
        (
            "<mrow><mo form=prefix stretchy=false>|</mo><mi>x</mi><mo form=postfix "
            "stretchy=false>|</mo></mrow>"
        ),
    ),
    "the largest": (
        Term("most", ("j", "A", entry("x", "j"))),
        (
            "<munder><mi>max</mi><mi>j</mi></munder><mspace "
            'width=".17em"/><msub><mi>x</mi><mi>j</mi></msub>'
        ),
    ),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_spelling(name: str) -> None:
    term, expected = SPELLINGS[name]
    assert (
        math(notation(term)).replace("<math displaystyle=true>", "<math>")
        == f"<math>{expected}</math>"
    )


# | stands for a thin space before the name of a function and behind it
SPACED = {
    r"T\log n": "T|log|n", r"2 \log n": "2|log|n", r"\log(n)": "log(n)", r"\log (n)": "log(n)",
    r"x \log\log n": "x|log|log|n", r"(x)\log n": "(x)|log|n", r"(\log n)": "(log|n)",
    r"x^2\sin^2 x": "x2|sin2|x", r"\log_2 n": "log2|n", r"x + \log n": "x+log|n",
    r"-\log n": "−log|n", r"x, \log n": "x,log|n", r"\|x\|\log n": "‖x‖|log|n",
    r"\|\log n\|": "‖log|n‖", r"\frac{1}{2}\log n": "12|log|n", r"n\max_j x_j": "n|maxj|xj",
    r"\sum_j\log j": "∑jlog|j", r"x\,\log n": "x|log|n", r"x'\log n": "x′|log|n",
}  # fmt: skip


@pytest.mark.parametrize("source", SPACED)
def test_the_name_of_a_function_keeps_its_distance(source: str) -> None:
    node = page_math(source, {})
    assert node is not None
    assert said(re.sub("<mspace[^>]*>", "|", math(node))) == SPACED[source]


def eye(markup: str) -> str:
    """What a reader sees, without the size of brackets."""
    return re.sub(r" (stretchy|form|displaystyle|lspace|rspace)=[.\w]+|<mspace[^>]*>", "", markup)


def test_no_two_small_terms_are_printed_alike() -> None:
    seen: dict[str, Term] = {}
    for term in small_terms():
        assert seen.setdefault(eye(math(notation(term))), term) == term


@settings(max_examples=EXAMPLES, deadline=None)
@given(near_misses(well_formed=False))
def test_different_terms_are_printed_differently(pair: tuple[Term, Term]) -> None:
    one, other = pair
    assert (eye(math(notation(one))) == eye(math(notation(other)))) == (one == other)


def as_xml(markup: str) -> ElementTree.Element:
    """Parsed; HTML allows attributes without quotes."""
    return ElementTree.fromstring(
        "<x>"
        + re.sub(
            r"=([.\w-]+)",
            r'="\1"',
            re.sub("<wbr>", "", re.sub(r'(aria-label|class|width)="[^"]*"', "", markup)),
        )
        + "</x>"
    )


def said(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>|\s", "", markup))


@settings(max_examples=80, deadline=None)
@given(terms(well_formed=False))
def test_scripts_and_fractions_have_the_right_number_of_parts(term: Term) -> None:
    tree = as_xml(formula(term, Context(), (30.0,)))
    wanted = {
        "mfrac": 2,
        "msub": 2,
        "msup": 2,
        "msubsup": 3,
        "munder": 2,
        "munderover": 3,
        "mover": 2,
        "mtr": 2,
    }
    for element in tree.iter():
        assert len(element) == wanted.get(element.tag, len(element)), ElementTree.tostring(element)


@settings(max_examples=80, deadline=None)
@given(terms())
def test_pieces_lose_nothing(term: Term) -> None:
    for linear in (False, True):
        node = notation(term, linear=linear)
        assert said("".join(math(p) for p in pieces(node, 8))) == said(math(node))


def test_a_wide_formula_is_cut_and_still_one_to_who_listens() -> None:
    long = op("+", *(op("exp", op("*", number(k), ga, scalar(r"\beta"))) for k in range(2, 20)))
    shown = formula(long, CONTEXT, (20.0,), display=True)
    assert shown.count("<math") > 3 and 'role=math aria-label="exp(2 γ_a β) + ' in shown
    assert all(width(p) <= 20 for p in pieces(notation(long), 20))


def test_a_wide_fraction_is_spelt_in_a_line() -> None:
    wide = op(
        "/", op("+", *(op("exp", op("*", number(k), ga)) for k in range(2, 20))), op("+", ea, eb)
    )
    assert "<mfrac" not in fitted(notation(wide), notation(wide, linear=True), 20, True)
    assert "<mfrac" in fitted(notation(wide), notation(wide, linear=True), 200, True)


def test_a_version_for_each_width() -> None:
    cases = op("cases", op(">", ga, x), op("/", ea, op("+", ea, eb)), op("≤", ga, x), weight("a"))
    shown = formula(cases, CONTEXT, (27.0, 8.0), display=True)
    assert (
        shown.count('class="m w0"') == shown.count('class="m w1"') == 1
        and shown.count("<mtable") == 1
    )
    assert formula(x, CONTEXT, (27.0, 8.0)) == "<math><mi>x</mi></math>"


def test_an_index_may_be_anything() -> None:
    assert "<script" not in math(
        notation(Term("defined", (r"\alpha", "scalar", ix("<script>"), ix("&"))))
    )
