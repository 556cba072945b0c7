"""A page as HTML: prose kept and escaped, formulas drawn, verdicts by shape, no network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from symattn.checking.checked_pages import CheckedPage
from symattn.reading.documents.pieces import Macro, Piece
from symattn.rendering.author_pages.latex_in_html import latex_in_html
from symattn.rendering.author_pages.markdown_in_html import linked, markdown_in_html
from symattn.rendering.author_pages.page_in_html import page_in_html
from symattn.rendering.author_pages.page_math import page_math
from symattn.rendering.author_pages.page_slots import Layout
from symattn.rendering.author_pages.rows_of_source import display_rows
from symattn.rendering.formulas.mathml import math

from .by_hand import document, latex_page, markdown_page, page

PLAIN = Layout((), str, str)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


class Balanced(HTMLParser):
    """Fails where a tag is closed that is not open."""

    single = ("meta", "br", "hr", "wbr", "use", "path", "circle", "mspace")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.single:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open[-1] == tag, (tag, self.open)
        self.open.pop()


def parsed(checked: CheckedPage) -> Balanced:
    found = Balanced()
    found.feed(page_in_html(checked))
    assert found.open == []
    return found


@pytest.mark.parametrize("checked", [markdown_page(), latex_page()], ids=["markdown", "latex"])
def test_a_page_is_well_formed_and_asks_nobody(checked: CheckedPage) -> None:
    found = parsed(checked)
    assert ("html", {"lang": "en"}) in found.seen
    assert [tag for tag, _ in found.seen if tag in ("img", "link", "iframe", "object")] == []
    assert all(not value.get("src") for _, value in found.seen)
    assert [tag for tag, _ in found.seen].count("script") == 1  # the one that the policy names
    ids = [attributes["id"] for _, attributes in found.seen if "id" in attributes]
    assert len(ids) == len(set(ids))
    links = [str(a["href"]) for tag, a in found.seen if tag == "a"]
    assert [x for x in links if x.startswith("#") and x[1:] not in ids] == []


def test_prose_is_kept_and_escaped() -> None:
    shown = page_in_html(markdown_page())
    for part in (
        "<h1>One <em>query</em></h1>",
        "So far so <strong>good</strong>, but &lt;script&gt;alert(1)&lt;/script&gt; not",
        '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer">the notes</a>',
        "<th>a</th><th>b</th>",
        "<pre class=code>print(&quot;&lt;b&gt;&quot;)</pre>",
    ):
        assert part in shown, part


def test_prose_of_latex_is_kept() -> None:
    shown = page_in_html(latex_page())
    for part in (
        "<h2>One <em>query</em></h2>",
        "50% of it\u00a0— “or more”.",
        "<li>first, <strong>bold</strong>,</li>",
        "<li>second.</li>",
    ):
        assert part in shown, part
    assert "a comment" not in shown and "usepackage" not in shown


def test_each_row_has_its_verdict_and_wrong_ones_their_remarks() -> None:
    shown = page_in_html(markdown_page())
    rows = re.findall(r'<div class="row (\w*)">', shown)
    assert rows == ["proved", "conditional", "proved", "refuted"]
    said = re.findall(r'<div class="said (\w+)">', shown)
    assert said == ["conditional", "proved", "not_read", "refuted"]
    assert shown.count("<ol class=wrong>") == 1 and shown.count('">line 27</a> false: ') == 1


def test_what_is_not_known_is_shown_as_the_source_that_it_is() -> None:
    assert r"<code>x \odd 1</code>" in page_in_html(markdown_page())


def test_a_private_character_of_the_author_s_is_no_token() -> None:
    shown = page_in_html(page(document("a.md", "markdown", "a \ue0000\ue001 b")))
    assert "a �0� b" in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\n===\n\nb\n---", "<h1>a</h1>\n<h2>b</h2>"),
        ("## a {#b}", "<h2>a</h2>"),
        ("> a\n> b", "<blockquote><p>a\nb</p>\n</blockquote>"),
        ("1. a\n2. b\n   * c", "<ol>\n<li>a</li>\n<li><p>b</p>\n<ul>\n<li>c</li>\n</ul>\n</li>"),
        ("3) a", "<ol start=3>\n<li>a</li>\n</ol>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("`a*b*` and *c*", "<p><code>a*b*</code> and <em>c</em></p>"),
        ("snake_case_name and __init__", "<p>snake_case_name and <strong>init</strong></p>"),
        (r"\*a\* &lt;b&gt; &#95;", "<p>*a* &lt;b&gt; _</p>"),
        ("![a](http://x.org/y.png)", "<p>[a]</p>"),
        ("[a](javascript:alert(1))", "<p>a</p>"),
        ("[a](//evil.org)", "<p>a</p>"),
        ("<https://x.org/?a&b>", '<p><a href="https://x.org/?a&amp;b" rel="noopener norefe'),
        ("~~gone~~ <!-- hidden --> here", "<p><s>gone</s>  here</p>"),
        ("---\ntitle: a\n---\nb", "<p>b</p>"),
        ("a\n\n    code <b>", "<p>a</p>\n<pre class=code>code &lt;b&gt;</pre>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("* * *", "<hr>"),
        ("~~~\n# a\n~~~", "<pre class=code># a</pre>"),
    ],
)
def test_markdown(text: str, shown: str) -> None:
    assert markdown_in_html(text, PLAIN).strip().startswith(shown)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"\section*{A}" + "\nb\n\nc", "<h2>A</h2>\n<p>b</p>\n<p>c</p>"),
        (r"\textbf{a \emph{b}} \texttt{c}", "<p><strong>a <em>b</em></strong> <code>c</code></p>"),
        (r"\foo{a} <b>", "<p><code>\\foo</code>a &lt;b&gt;</p>"),
        (r"\begin{theorem}[Me] a \end{theorem}", "<div class=env><p class=small><b>Theorem (Me)."),
        (r"\begin{verbatim}\a{<b>}\end{verbatim}", r"<pre class=code>\a{&lt;b&gt;}</pre>"),
        (r"\begin{enumerate}\item[x] a \item b \end{enumerate}", "<ol>\n<li><b>x</b> a</li>"),
        (r"\href{javascript:alert(1)}{a}", "<p>a</p>"),
        (r"\url{https://x.org}", '<p><a href="https://x.org" rel="noopener noreferrer">https'),
        (r"G\"odel, Erd\H{o}s \'e", "<p>Gödel, Erdős é</p>"),
        (r"\end{itemize} a \item } b", "<p>a</p>\n<p> b</p>".replace("<p> ", "<p>")),
        (r"\begin{itemize}" * 60, ""),
        ("{" * 500 + "a", ""),
        (r"a\footnote{b} \cite{c} \eqref{d}", "<p>a <small>(b)</small> [c] (d)</p>"),
    ],
)
def test_latex(text: str, shown: str) -> None:
    assert latex_in_html(text, PLAIN).strip().startswith(shown)


def test_links() -> None:
    assert linked("mailto:a@b.org", "x").startswith("<a href=")
    assert linked("JaVaScRiPt:alert(1)", "x") == linked("data:text/html,x", "x") == "x"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"x² + ½x", "<msup><mi>x</mi><mi>2</mi></msup><mo>+</mo><mi>½</mi><mi>x</mi>"),
        (r"\text{<b>}", "<mtext>&lt;b&gt;</mtext>"),
        (r"\text{if $x$}", "<mtext>if\u00a0</mtext><mi>x</mi>"),
        (r"\sum_{j=1}^n x_j", "<munderover><mo>∑</mo>"),
        (r"\max_j x_j", "<munder><mi>max</mi><mi>j</mi></munder>"),
        (r"\begin{cases} 1 & \text{if } x > 0 \\ 0 \end{cases}", "<mtable class=c><mtr><mtd>"),
        (r"\sq{x} + \c", "<msup><mrow><mi>x</mi></mrow><mn>2</mn></msup>"),
        ("x % a comment", "<math><mi>x</mi></math>"),
        (r"\operatorname{arg\,max}_j", "<mi>arg max</mi>"),
    ],
)
def test_formulas(source: str, shown: str) -> None:
    macros = {r"\sq": Macro(1, "{#1}^2"), r"\c": Macro(0, "c")}
    node = page_math(source, macros)
    assert node is not None and shown in math(node)


@pytest.mark.parametrize(
    "source",
    [
        r"\foo x", r"\href{javascript:alert(1)}{x}", "{" * 3000, "x^", r"\frac{1}", r"\left( x",
        r"\begin{pmatrix} 1 \end{pmatrix}", r"\loop", "", r"\text{a", "\x00",
    ],
)  # fmt: skip
def test_what_is_not_known_is_refused(source: str) -> None:
    assert page_math(source, {r"\loop": Macro(0, r"x\loop")}) is None


@pytest.mark.parametrize(
    ("source", "rows"),
    [
        ("a &= b \\\\\n &= c", [["a ", "= b "], ["\n ", "= c"]]),
        ("\n\\begin{aligned}\na &= b \\\\[2pt]\n&= c\n\\end{aligned}\n",
         [["\na ", "= b "], ["\n", "= c\n"]]),
        (r"\begin{cases} a & b \\ c \end{cases} &= 1",
         [[r"\begin{cases} a & b \\ c \end{cases} ", "= 1"]]),
        (r"a \& {b \\ c} \\", [[r"a \& {b \\ c} "]]),
        (r"\begin{aligned}a\end{aligned} + \begin{aligned}b\end{aligned}",
         [[r"\begin{aligned}a\end{aligned} + \begin{aligned}b\end{aligned}"]]),
    ],
)  # fmt: skip
def test_rows(source: str, rows: list[list[str]]) -> None:
    found = display_rows(source, Piece("display", 0, len(source), 0, len(source)))
    assert [[source[a:b] for a, b in one.cells] for one in found] == rows


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("no Chromium on this system (Debian: apt install chromium)")
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        yield opened
        opened.close()


WIDE = "# " + "w" * 90 + "\n\n" + "$" + "+".join(["x"] * 90) + "$\n\n`" + "c" * 200 + "`\n\n" + (
    "| a | b |\n|---|---|\n| " + "t" * 150 + " | b |\n\n$$" + "a" * 120 + "$$\n\n$$"
    + r"\frac{" + "+".join(["b"] * 80) + "}{2}$$\n"
)  # fmt: skip


def wide() -> CheckedPage:
    start = WIDE.index("$") + 1
    pieces = [Piece("inline", start, WIDE.index("$", start), start - 1, WIDE.index("$", start) + 1)]
    for found in re.finditer(r"\$\$(.*?)\$\$", WIDE):
        pieces.append(Piece("display", *found.span(1), *found.span()))
    return page(document("wide.md", "markdown", WIDE, tuple(pieces)))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (400, "dark")])
def test_nothing_is_wider_than_the_window(
    browser: Any, tmp_path: Path, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("pageerror", lambda error: asked.append(f"error: {error}"))
    for name, checked in (("md", markdown_page()), ("tex", latex_page()), ("wide", wide())):
        file = tmp_path / f"{name}.html"
        file.write_text(page_in_html(checked), encoding="utf-8")
        tab.goto(f"file://{file}")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, name
        sizes = tab.evaluate(
            "[...document.querySelectorAll('main math')].filter(m => m.getClientRects().length)"
            ".map(m => m.getBoundingClientRect().height)"
        )
        assert sizes and all(size > 3 for size in sizes), (name, sizes)
    assert [url for url in asked if not url.startswith(("file://", "data:"))] == []
    tab.goto(f"file://{tmp_path / 'md.html'}")
    tab.get_by_role("link", name="line 27").click()
    assert tab.evaluate("document.querySelector('.verdict:target') !== null")
    assert tab.locator(".verdict.refuted .sr").first.inner_text() == "false"
    context.close()


def test_emphasis_goes_on_around_a_display() -> None:
    text = "**so $$x = 1$$ it is**"
    start = text.index("$$")
    piece = Piece("display", start + 2, start + 7, start, start + 9)
    shown = page_in_html(page(document("a.md", "markdown", text, (piece,))))
    assert "<p><strong>so</strong></p>" in shown and "<p><strong>it is</strong></p>" in shown
