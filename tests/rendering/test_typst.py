"""Pages and terms as Typst.

They compile, nothing sticks out, no data becomes code, and no two terms look alike.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from symattn.language import Context, Term, number
from symattn.records.record import CheckedDerivation
from symattn.rendering import render
from symattn.rendering.formats.typst import Typst, running
from symattn.rendering.formulas.inline_math import read
from symattn.rendering.formulas.term_notation import notation
from symattn.rendering.formulas.typst_math import string, typst_source
from symattn.words import Message

from .samples import (
    CONTEXT,
    HOSTILE,
    PAGE,
    entry,
    ix,
    member,
    op,
    q,
    scalar,
    step,
    weight,
    x,
    y,
    z,
)
from .terms import near_misses, small_terms

typst = pytest.importorskip("typst")
needs_poppler = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is not installed"
)
MARGIN, WIDTH = 68.04, 595.28  # points
ATTACKS = [
    '#import "x": *',
    '#read("/etc/passwd")',
    "$x$ #panic()",
    'a" + panic() + "b',
    'a\\" + panic() + "',
    "*b* _i_ // /* ]",
    "\\u{41} \x00\x1b[31m\u202e",
    "a\n#panic()",
    "a_panic()",
]
KEYS = [r"\panic", 'x"#panic()', "x) #panic() (", "x_{panic}", "x_#panic()", "π#panic()", "√"]
two, three, k_a = number(2), number(3), member("k", "a")

SPELLINGS = {
    "minus two times x": (op("*", op("neg", two), x), r"\( − 2 \) x"),
    "not 23 to the x": (op("*", two, op("^", three, x)), "2 ⋅ 3^x"),
    "not two and a half": (op("*", two, op("/", number(1), two)), "2 ⋅ inline(frac(1, 2))"),
    "a small fraction in an exponent": (op("exp", op("/", number(1), two)), "e^(frac(1, 2))"),
    "a fraction in a numerator": (op("/", op("/", x, y), z), r"frac(lr(\( frac(x, y) \)), z)"),
    "a power of a power": (op("^", op("^", x, y), z), r"\( x^y \)^z"),
    "a root": (op("sqrt", op("+", x, y)), "sqrt(x + y)"),
    "an absolute value": (op("abs", x), 'class("opening", |) x class("closing", |)'),
    "a tall absolute value": (
        op("abs", op("/", x, y)),
        'lr(class("opening", |) frac(x, y) class("closing", |))',
    ),
    "a dot product as a factor": (op("*", x, op("dot", k_a, q)), "x #h(0.17em) k_a^⊤ q"),
    "two indices": (Term("defined", (r"\alpha", "scalar", ix("1"), ix("2"))), r"α_(1 \, 2)"),
    "one long index": (weight("10"), "α_(10)"),
    "a capital": (scalar(r"\Gamma"), "Γ"),
    "a prime": (scalar("x'_a"), "x'_a"),
    "a sum": (Term("sum", ("j", "A", entry("x", "j"))), "∑_j x_j"),
    "cases": (
        op("cases", op(">", x, y), two, op("≤", x, y), three),
        "cases(gap: #.4em, & 2 #h(1em) & & x > y, & 3 #h(1em) & & x ≤ y)",
    ),
    "a function": (op("erfc", x), r'op("erfc") \( x \)'),
    "an expectation": (op("E", x), r"bb(E) \[ x \]"),
    "a normal law": (
        op("∼", member("k", "a"), op("normal", Term("zero"), Term("identity"))),
        r"k_a ∼ cal(N) \( bold(0) \, I \)",
    ),
    "words": (op("and", op(">", x, y), op(">", y, z)), 'x > y" and "y > z'),
    "a name that is a command": (scalar(r"\input"), '"input"'),
    "a name that is an attack": (scalar('x"#y'), r'"x\"#y"'),
    "an index that is an attack": (member("k", ")"), 'k_(")")'),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_spelling(name: str) -> None:
    term, expected = SPELLINGS[name]
    assert typst_source(notation(term)) == expected


def test_spellings_compile() -> None:
    terms = (
        [t for t, _ in SPELLINGS.values()]
        + [scalar(k) for k in KEYS]
        + [member("k", k) for k in KEYS]
    )
    inline = [
        math.notation
        for s in (
            r"\left.\frac{a}{b}\right|_0",
            "|x|",
            "x''",
            "^2",
            "{a b}'",
            r"\operatorname{f}(\hat x)",
            r"\mathbb{P}\mathbf{x}\text{if }",
            "√x ◐ y",
            r"50\%\#",
            "a:=b;c!?",
        )
        if (math := read(s))
    ]
    assert len(inline) == 10
    sources = [
        typst_source(node)
        for node in (
            *(notation(t, CONTEXT, linear) for t in terms for linear in (False, True)),
            *inline,
        )
    ]
    typst.compile("\n\n".join(f"${s}$" for s in sources).encode())


# ---- no two terms alike --------------------------------------------------------------------------

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|#h\([^)]*\)|class\("\w+", |[a-z]+\(|\\.|\S', re.DOTALL)


def eye(source: str) -> str:
    """What a reader sees: the size of brackets and fractions, classes and gaps do not count."""
    out: list[str] = []
    closing: list[str] = []
    for token in _TOKEN.findall(source):
        if token.startswith("#h("):
            continue
        if token.endswith("(") and token != r"\(" or token.startswith("class("):
            seen = token not in ("lr(", "inline(") and not token.startswith("class(")
            closing.append(")" * seen)
            out.append(token * seen)
        else:
            out.append(closing.pop() if token == ")" else token)
    assert not closing
    return "".join(out)


def printed(term: Term) -> tuple[str, str]:
    return eye(typst_source(notation(term))), eye(typst_source(notation(term, linear=True)))


def test_no_two_small_terms_are_printed_alike() -> None:
    seen: tuple[dict[str, Term], dict[str, Term]] = ({}, {})
    for term in small_terms():
        for one, source in zip(seen, printed(term)):
            assert one.setdefault(source, term) == term


@settings(max_examples=150, deadline=None)
@given(near_misses(well_formed=False))
def test_different_terms_are_printed_differently(pair: tuple[Term, Term]) -> None:
    one, other = pair
    for a, b in zip(printed(one), printed(other)):
        assert (a == b) == (one == other)


# ---- nothing from data is code -------------------------------------------------------------------


def code(source: str) -> str:
    """The source without its strings."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', '""', source)


def attacked(text: str) -> CheckedDerivation:
    goal = op("=", op("+", *(scalar(k) for k in KEYS)), op("+", *(member("k", k) for k in KEYS)))
    lines = (
        step(1, goal, text, "refuted", Message(text, (text, goal)), heading=text),
        step(2, None, text, "outside", text=text),
    )
    return CheckedDerivation(text, text, text, Context(), lines)


def test_no_text_becomes_code() -> None:
    source = render(Typst(), [*map(attacked, ATTACKS), HOSTILE])
    assert "panic" in source and not re.search(
        "panic|passwd|script|import|write|csname|catcode", code(source)
    )
    typst.compile(source.encode())


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from('"\\#$()[]{}+_^ abx1\n'), st.characters())))
def test_running_text_is_strings_and_formulas(text: str) -> None:
    rest = re.sub(r"(box|tall)\((\$[^$]*\$)\)", r"\2", code(running(text)))
    assert (
        re.fullmatch(
            r'(""|\$[^$#]*\$)( \+ (""|\$[^$#]*\$))*', re.sub(r"\\[$#]|#h\([-\d.]+em\)", "", rest)
        )
        or "said(" in rest
    )


def test_a_string_is_read_as_the_text_that_it_is() -> None:
    texts = [a for a in ATTACKS if a.isprintable()]
    checks = "".join(
        f"#assert.eq({string(a)}.codepoints(), ({', '.join(string(c) for c in a)},))\n"
        for a in texts
    )
    typst.compile(checks.encode())
    assert string("\x1b\u202e\n") == '"\ufffd\ufffd "'


# ---- the page ------------------------------------------------------------------------------------


def test_a_page_without_rows_and_a_page_that_is_printed_twice() -> None:
    empty = CheckedDerivation("x", "", "", Context(), ())
    assert typst.compile(render(Typst(), [empty, empty]).encode()).startswith(b"%PDF")


def test_rows_say_what_they_are() -> None:
    source = render(Typst(), [PAGE])
    assert (
        'step(at, "proved", "(2)", false, none, (), $=$, $γ_a β$, (), $μ$ + " orthonormal")'
        in source
    )
    assert 'remarks("undecided", false, ("Not decided", "The search ran out of time."))' in source
    assert (
        'tag("as\u00a0written")' in source
        and 'subheading("Scores")' in source
        and 'prose("outside", "(18)", true, "The Synthesizer' in source
    )


def boxes(source: str, at: Path) -> list[tuple[float, float, float, float, str]]:
    """The words of the PDF: page and left, upper, right edge in points, and text."""
    (at / "page.pdf").write_bytes(typst.compile(source.encode()))
    found = subprocess.run(
        ["pdftotext", "-bbox", "page.pdf", "-"], cwd=at, check=True, capture_output=True, timeout=60
    ).stdout.decode()
    words = []
    for k, page in enumerate(found.split("<page ")[1:]):
        for left, top, right, text in re.findall(
            r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="[-\d.]+">(.*?)</word>',
            page,
        ):
            words.append((float(k), float(left), float(top), float(right), text))
    return words


@needs_poppler
def test_nothing_sticks_out(tmp_path: Path) -> None:
    long = scalar("w" * 200)
    wide = CheckedDerivation(
        "1a",
        "t" * 90,
        "s" * 90,
        Context(),
        (
            step(
                1,
                op("=", long, op("exp", op("*", *[long] * 3))),
                "r" * 90
                + (
                    rf"$\frac{{{'a+' * 30}b}}{{c}}$ and ${'a' * 90} = {'b+' * 30}c$ and "
                    rf"$\text{{{'so it is ' * 20}}}$"
                ),
                "refuted",
                Message("m" * 90, (op("=", long, x),)),
            ),
        ),
    )
    words = boxes(render(Typst(), [PAGE, HOSTILE, wide]), tmp_path)
    assert len(words) > 300
    assert [w for w in words if w[1] < MARGIN - 1 or w[3] > WIDTH - MARGIN + 1] == []


@needs_poppler
def test_a_row_is_one_line(tmp_path: Path) -> None:
    words = boxes(render(Typst(), [PAGE]), tmp_path)
    numbers = [(page, top) for page, left, top, _, text in words if text == "(12)" and left < 100]
    reasons = [(page, top) for page, _, top, _, text in words if text == "seven"]
    assert len(numbers) == 1 and reasons == [pytest.approx(numbers[0], abs=1.5)]
