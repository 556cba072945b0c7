"""The author's page as HTML: one file, prose and all, with a verdict beside every line.

It needs no network and no script; the font is in the file.
"""

from __future__ import annotations

import hashlib
from html import escape
from importlib.resources import files

from symattn.checking.checked_pages import CheckedPage

from ..formats.html import document
from ..formats.notebook_style import in_a_cell
from .findings import SAID_IN_FULL, Finding, count_of, findings, line_number
from .formulas_in_html import PageFormulas
from .latex_in_html import latex_in_html
from .markdown_in_html import markdown_in_html
from .page_slots import Layout, slotted

UNREAD = (
    '<svg width=0 height=0 style="position:absolute" aria-hidden=true><symbol id="m-not_read" '
    'viewBox="0 0 16 16"><path d="M3 3h10v10H3z" fill="none" stroke="currentColor" '
    'stroke-width="1.8" stroke-dasharray="3 2"/></symbol></svg>'
)


def page_in_html(
    checked: CheckedPage, only: tuple[str, ...] | None = None, above: str = "", style: str = ""
) -> str:
    """The whole file.

    With `only`, no more is said of lines than messages with these labels; `above` is HTML that
    stands under the counts, and `style` is for that.
    """
    body = _body(checked, PageFormulas(checked, only), above)
    return document(checked.page.document.name, body, more_style=author_style() + style)


def page_in_cell(checked: CheckedPage) -> str:
    """The page for the output of a cell in a notebook, in the style of its host."""
    text = checked.page.document.text
    prefix = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return in_a_cell(_body(checked, PageFormulas(checked, prefix=f"p{prefix}-")), author_style())


def _body(checked: CheckedPage, drawn: PageFormulas, above: str = "") -> str:
    return f"{UNREAD}{_summary(checked, drawn)}{above}{article(checked, drawn)}"


def article(checked: CheckedPage, drawn: PageFormulas) -> str:
    """The page itself, with a verdict beside every line."""
    found = slotted(checked)
    layout = Layout(found.slots, drawn.drawn, drawn.told)
    laid = latex_in_html if checked.page.document.form == "latex" else markdown_in_html
    return f"<article class=page>\n{laid(found.text, layout)}</article>"


def _summary(checked: CheckedPage, drawn: PageFormulas) -> str:
    """The counts, and a link to each line that is not right."""
    total = escape(count_of(checked, SAID_IN_FULL))  # as its marks
    name = escape(checked.page.document.name)
    wrong = [one for one in findings(checked) if one.verdict and not one.as_declared]
    links = "".join(f"<li>{_link(checked, drawn, one)}</li>\n" for one in wrong)
    listed = f"<ol class=wrong>\n{links}</ol>\n" if links else ""
    return (
        f"<header class=summary><p class=count><span class=file>{name}</span> {total}.</p>"
        f"{listed}</header>\n"
    )


def _link(checked: CheckedPage, drawn: PageFormulas, one: Finding) -> str:
    place = line_number(checked.page.document.place(one.start))
    said = one.line.line.read if one.line is not None and one.problem is None else ""
    shown = f": {escape(said)}" if said else ""
    return (
        f'<span class="verdict {one.verdict}"><svg aria-hidden="true"><use '
        f'href="#m-{one.verdict}"/></svg></span> <a href="#{drawn.name(one)}">{escape(place)}</a> '
        f"{SAID_IN_FULL[one.verdict]}{shown}"
    )


def author_style() -> str:
    """What the style sheet says besides for pages of authors."""
    return (files("symattn.rendering.author_pages") / "author.css").read_text(encoding="utf-8")
