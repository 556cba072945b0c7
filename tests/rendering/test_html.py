"""HTML: one file that asks for nothing, small, and with nothing in it that was not meant."""

from __future__ import annotations

import base64
import json
import re
import zlib
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from symattn.records.record import CheckedDerivation
from symattn.rendering import Html, render
from symattn.rendering.formats.html import mark, running
from symattn.rendering.pages.certificates import outline
from symattn.rendering.pages.rows import MARKS, SAID

from .samples import HOSTILE, PAGE


class Tags(HTMLParser):
    """Tags that were opened and closed, with attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in ("meta", "wbr", "input", "br", "mspace", "path", "circle", "use"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("path", "circle", "use", "mspace"):
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.mark.parametrize("record", [PAGE, HOSTILE], ids=["a page", "a hostile page"])
def test_every_tag_is_closed_and_nothing_is_loaded(record: CheckedDerivation) -> None:
    page = render(Html(), [record])
    tags = Tags(page)
    assert tags.wrong == [] and tags.open == []
    loaded = {a[k] for _, a in tags.found for k in ("src", "href", "data", "action") if k in a}
    assert all(str(target).startswith("#") for target in loaded)
    assert "url(" not in page.replace("url(data:font/woff2;base64,", "") and "@import" not in page
    assert {tag for tag, _ in tags.found} <= set(
        "html head meta title style body svg symbol path circle use main article h1 h2 span p b "
        "i sub small table tbody tr th td a details summary section ul li pre script div wbr "
        "math mi mn mo mtext mspace mrow mfrac msub msup msubsup msqrt munder munderover mover "
        "mtable mtr mtd mpadded".split()
    )
    assert not any(name.startswith("on") for _, a in tags.found for name in a)


def test_ids_are_unique_and_links_lead_somewhere() -> None:
    tags = Tags(render(Html(), [PAGE]))
    ids = [a["id"] for _, a in tags.found if "id" in a]
    assert len(ids) == len(set(ids)) and all(f"1c.ii.{k}" in ids for k in range(1, 19))


def test_hostile_text_is_escaped() -> None:
    page = render(Html(), [HOSTILE])
    assert "<script>alert" not in page and "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_verdict_is_a_shape_and_a_word() -> None:
    assert set(MARKS) == set(SAID) and all(
        f"#m-{s}" in mark(s) and SAID[s] in mark(s) for s in MARKS
    )
    page = render(Html(), [PAGE])
    assert (
        page.count("<span class=sr>false</span>") == 2
        and 'title="true only under a condition"' in page
    )


def test_the_book_fits(book: dict[str, CheckedDerivation]) -> None:
    """Every derivation in under 250 KB, its certificates with it."""
    for record in book.values():
        page = render(Html(), [record])
        assert len(page.encode()) < 250_000, record.id
        packed = re.search(r'type="text/plain">([^<]*)<', page)
        kept = json.loads(zlib.decompress(base64.b64decode(packed[1]))) if packed else {}
        assert kept == {
            f"{record.id}.{s.number}": s.verdict.evidence
            for s in record.steps
            if s.verdict.evidence
        }


def test_the_outline_of_evidence_names_its_rules(book: dict[str, CheckedDerivation]) -> None:
    step = book["1c.ii-a"].steps[5]
    lines = json.dumps([repr(b) for b in outline(step.verdict.evidence)], ensure_ascii=False)
    assert (
        "by cases" in lines and "limit by dominance" in lines and "> 0" in lines and "γ_a" in lines
    )
    assert (
        outline(None) == ()
        and outline([]) == ()
        and outline({"proof": None}) != ()
        and outline({"proof": {"proof": {"rule": "split", "on": 7}}}) != ()
    )


RUNNING = {
    "a tag": ("<b>", "&lt;b&gt;"),
    "an index": ("the exponent μ_a", "the exponent <i>μ</i><sub>a</sub>"),
    "a formula": ("$e^x$", "<math><msup><mi>e</mi><mi>x</mi></msup></math>"),
    "bars of a page": (
        "$|x|$",
        (
            "<math><mo form=prefix stretchy=false>|</mo><mi>x</mi><mo form=postfix "
            "stretchy=false>|</mo></math>"
        ),
    ),
    "a font": (r"$\mathbf{x_1}$", "<math><msub><mi>𝐱</mi><mn>1</mn></msub></math>"),
    "a word in a font": (r"$\mathrm{softmax}$", "<math><mi>softmax</mi></math>"),
    "a comma stays": ("$x$, and", "<span class=k><math><mi>x</mi></math>,</span> and"),
    "a refused command": (r"$\input{x}$", r"$\input{x}$"),
}


@pytest.mark.parametrize("name", RUNNING)
def test_running(name: str) -> None:
    text, expected = RUNNING[name]
    assert running(text) == expected


def test_shapes_are_well_formed() -> None:
    from symattn.rendering.formats.html import SHAPES_SVG

    ElementTree.fromstring(re.sub(r"=([.\w]+)(?=[ >])", r'="\1"', SHAPES_SVG))
