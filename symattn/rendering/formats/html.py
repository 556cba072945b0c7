"""A page as HTML: one file that needs nothing else, no network, and no script to be read.

Formulas are MathML; the font is in the file.  A wide formula is given twice, for a wide and for a
narrow window, and the style sheet shows one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files
from urllib.parse import quote

from symattn.language import Context
from symattn.words import Message, Part, as_sentence

from ..formulas.inline_math import INDEXED, pieces
from ..formulas.mathml import formula, math, versions
from ..formulas.notation_width import width
from ..formulas.term_notation import sides_of
from ..pages.backend import Backend
from ..pages.certificates import Branch, outline
from ..pages.document import spoken
from ..pages.given import assumed, defined, taken
from ..pages.rows import SAID, Page, Row

ROOM = (27.0, 15.5)  # ems for a right side: beside its reason, and in a window of 400 pixels
WHOLE = 43.0  # for both sides where there is no reason
LEFT = 14.5
MANY = 6  # so many definitions stand in a list
PROSE = (15.5,)
TABLE = "<table class=steps><tbody>"
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{}'; font-src data:; "
    "img-src 'self' data: file:; base-uri 'none'; form-action 'none'"
)
_FOLLOWED = re.compile(r"(<math(?:(?!<math|</math>).)*</math>)([,.;:!?)]{1,3})")
_SHAPES = {
    "proved": (
        '<path d="M2 9l4 5 8-12" fill="none" stroke="currentColor" stroke-width="2.4" '
        'stroke-linecap="round"/>'
    ),
    "conditional": (
        '<circle cx="8" cy="8" r="6.4" fill="none" stroke="currentColor" '
        'stroke-width="1.6"/><path d="M8 1.6a6.4 6.4 0 000 12.8z" fill="currentColor"/>'
    ),
    "refuted": (
        '<path d="M3 3l10 10M13 3L3 13" stroke="currentColor" stroke-width="2.6" '
        'stroke-linecap="round"/>'
    ),
    "undecided": (
        '<path d="M5 5a3 3 0 116 0c0 2-3 2-3 4.6M8 13v1.4" fill="none" stroke="currentColor" '
        'stroke-width="2.2" stroke-linecap="round"/>'
    ),
    "outside": (
        '<path d="M3 8h10" stroke="currentColor" stroke-width="2.4" stroke-linecap="round"/>'
    ),
}
SHAPES_SVG = (
    '<svg width=0 height=0 style="position:absolute" aria-hidden=true>'
    + "".join(
        f'<symbol id="m-{status}" viewBox="0 0 16 16">{shape}</symbol>'
        for status, shape in _SHAPES.items()
    )
    + "</svg>"
)


class Html(Backend):
    """One document with a derivation or several.

    `before` and `after` are HTML put round them; `rests` maps an id to HTML at the end of its
    derivation.
    """

    def __init__(
        self,
        title: str = "",
        before: str = "",
        after: str = "",
        rests: dict[str, str] | None = None,
    ) -> None:
        self.title, self.before, self.after, self.rests = title, before, after, rests or {}
        self.context, self.left = Context(), 0.0

    def opening(self, p: Page) -> str:
        self.context = p.context
        lefts = [
            width(sides_of(row.goal, p.context)[0])
            for row in p.rows
            if row.goal is not None and row.shows_left
        ]
        self.left = max((w for w in lefts if w <= LEFT), default=0.0)
        source = f"<p class=source>{running(p.source)}</p>" if p.source else ""
        head = (
            f'<article id="{escape(p.id)}"><h1><span '
            f"class=label>{running(p.label)}</span>{running(p.title)}</h1>{source}"
        )
        return head if p.given else head + "\n" + TABLE

    def given(self, p: Page) -> str:
        if len(definitions := defined(p.context)) < MANY:
            return f"<p class=given><b>Given</b> {self._prose(p.given)}</p>\n" + TABLE
        facts = "; ".join(self._prose(phrase) for phrase in assumed(p.context))
        listed = "".join(f"<li>{self._prose(phrase)}</li>" for phrase in definitions)
        limit = f"<p class=given>{self._prose(taken(p.context))}</p>" if p.context.limit else ""
        return (
            f"<p class=given><b>Given</b> {facts}; and</p><ul class=given>{listed}</ul>{limit}\n"
            + TABLE
        )

    def heading(self, text: str) -> str:
        return f"<tr class=head><td colspan=6>{running(text)}</td></tr>"

    def formula(self, row: Row) -> str:
        assert row.goal is not None
        reason = _reason(row, self._prose(row.reason))
        room = ROOM if reason else (WHOLE - self.left, ROOM[1])
        (left, relation, right), (left_in_line, _, right_in_line) = (
            sides_of(row.goal, self.context, linear) for linear in (False, True)
        )
        aloud = spoken(row.goal)
        shown = versions(left, left_in_line, aloud[0], room, display=True) if row.shows_left else ""
        told = versions(right, right_in_line, aloud[1], room, display=True)
        said = math(relation, display=True)
        if row.goal.op == "depends only on":  # words are too wide for the column of relations
            said, told = "", f"depends only on {told}"
        own = row.shows_left and width(left) > LEFT
        mark = _verdict(row)
        first = (
            (
                f'<tr class="step whole {row.status}" {_named(row)}>{_number(row)}<td class="l '
                f'own" colspan=4>{shown}</td><td class=mark></td></tr>'
            )
            if own
            else ""
        )
        start = (
            f'<tr class="step on {row.status}"><td class=n></td>'
            if own
            else f'<tr class="step{" on" * (not shown)} {row.status}" {_named(row)}>{_number(row)}'
        )
        span = "" if reason else " colspan=2"
        why = f"<td class=why>{reason}</td>" if reason else ""
        return (
            f"{first}{start}<td class=l>{'' if own else shown}</td><td class=rel>{said}</td><td "
            f"class=r{span}>{told}</td>{why}{mark}</tr>"
        )

    def prose(self, row: Row) -> str:
        reason = _reason(row, self._prose(row.reason))
        words = running(row.text) + (f' <span class="small">{reason}</span>' if reason else "")
        return (
            f'<tr class="step {row.status}" {_named(row)}>{_number(row)}<td class=words '
            f"colspan=4>{words}</td>{_verdict(row)}</tr>"
        )

    def remarks(self, row: Row) -> str:
        always = "".join(map(self._message, row.shown))
        beside = "".join(map(self._message, row.beside))
        if beside:
            kinds = dict.fromkeys(m.label.lower() for m in row.beside)
            summary = escape(_listed(list(kinds)).capitalize())
            always += f"<details class=beside><summary>{summary}</summary>{beside}</details>"
        return (
            f'<tr class="notes {row.status}"><td colspan=6><div class=box>{always}</div></td></tr>'
        )

    def closing(self, p: Page) -> str:
        steps = "".join(_certificate(row) for row in p.rows if row.evidence)
        certificates = (
            (
                "<section class=certificates><details><summary>Certificates: what the kernel "
                f"recomputed</summary>{steps}</details></section>"
            )
            if steps
            else ""
        )
        return (
            "</tbody></table><p "
            f"class=count>{escape(p.count)}.</p>{self.rests.get(p.id, '')}{certificates}</article>"
        )

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        title = self.title or ", ".join(f"{p.label} {p.title}" for p in pages[:1]) or "symattn"
        evidence = {row.id: row.evidence for p in pages for row in p.rows if row.evidence}
        return document(title, self.before + "\n".join(bodies) + self.after, evidence)

    def _message(self, message: Message) -> str:
        label = f"<b>{running(message.label)}.</b> " if message.label else ""
        start = "<p class=repair>" if message.label == "Repair" else "<p>"
        return f"{start}{label}{self._prose(as_sentence(message).parts)}</p>"

    def _prose(self, parts: Iterable[Part]) -> str:
        return _kept(
            "".join(
                _run(p) if isinstance(p, str) else formula(p, self.context, PROSE) for p in parts
            )
        )


def document(
    title: str, body: str, evidence: object = None, script: str = "", more_style: str = ""
) -> str:
    """A whole HTML file round a body.

    Its one script is named by its hash, so that no other would run.
    """
    script = f"\n{_file('page.js')}{script}"
    policy = POLICY.format(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode())
    packed = (
        base64.b64encode(
            zlib.compress(
                json.dumps(evidence, ensure_ascii=False, separators=(",", ":")).encode(), 9
            )
        ).decode()
        if evidence
        else ""
    )
    kept = f'<script type="text/plain">{packed}</script>' if packed else ""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" '
        'content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" '
        f'content="{policy}"><title>{escape(title)}</title><style>\n{style()}{more_style}'
        "</style></head>\n"
        f"<body>{SHAPES_SVG}<main>\n{body}\n</main>{kept}<script>{script}</script></body></html>\n"
    )


@lru_cache(maxsize=1)
def style() -> str:
    """The style sheet with the font in it."""
    font = base64.b64encode(
        (files("symattn.rendering.formats") / "math.woff2").read_bytes()
    ).decode()
    return _file("page.css").replace("FONT", font, 1)


def style_without_font() -> str:
    """The style sheet alone; formulas are then drawn in whatever font for mathematics there is."""
    return _file("page.css").split("\n", 1)[1]


@lru_cache(maxsize=4)
def _file(name: str) -> str:
    return (files("symattn.rendering.formats") / name).read_text(encoding="utf-8")


def running(text: str) -> str:
    """Text with its formulas; everything else is escaped."""
    return _kept(_run(text))


def _run(text: str) -> str:
    out = ""
    for raw, found in pieces(text):
        if found is None:
            out += INDEXED.sub(r"<i>\1</i><sub>\2</sub>", escape(raw))
        else:
            out += versions(found.notation, found.notation, found.text, PROSE, display=False)
    return out


def _kept(markup: str) -> str:
    """A comma or the like stays on the line of the formula before it."""
    return _FOLLOWED.sub(r"<span class=k>\1\2</span>", markup)


def mark(status: str) -> str:
    """A verdict by its shape, with its name for who cannot see it."""
    return (
        f'<svg aria-hidden="true"><use href="#m-{status}"/></svg><span '
        f"class=sr>{SAID[status]}</span>"
    )


def _verdict(row: Row) -> str:
    if not row.tag:
        return "<td class=mark></td>"
    if not row.evidence:
        return f'<td class=mark title="{row.said}">{mark(row.status)}</td>'
    return (
        f'<td class=mark><a href="#{quote("why " + row.id)}" title="{row.said}: '
        f'certificate">{mark(row.status)}</a></td>'
    )


def _number(row: Row) -> str:
    return f'<th class=n scope=row><a href="#{quote(row.id)}">{row.tag}</a></th>'


def _named(row: Row) -> str:
    return f'id="{escape(row.id)}"' if row.tag == str(row.number) else ""


def _reason(row: Row, told: str) -> str:
    return "; ".join(
        [*([told] if told else []), *(f"<span class=tag>{running(r)}</span>" for r in row.remarks)]
    )


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _certificate(row: Row) -> str:
    lines = _branches(outline(row.evidence))
    return (
        f'<details id="{escape("why " + row.id)}" '
        f'data-step="{escape(row.id)}"><summary>({row.number}) '
        f"{row.said}</summary>{lines}<pre></pre></details>"
    )


def _branches(branches: Iterable[Branch]) -> str:
    lines = "".join(f"<li>{escape(b.text)}{_branches(b.under)}</li>" for b in branches)
    return f"<ul>{lines}</ul>" if lines else ""
