"""A report is a folder of HTML files about a book.

Any browser shows it without a server or a network.

An index with counts and a search, a page for each derivation with what it rests on, and the ledger
of rules and theorems.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from urllib.parse import quote

from ..language import plain
from ..ledger.resting_on import ORACLES, Ledger, resting_on
from ..ledger.rule_entries import RULES
from ..ledger.theorems import THEOREMS
from ..records.record import CheckedDerivation
from ..records.saving import file_name
from ..rendering import Html, render
from ..rendering.formats.html import document, mark, running
from ..rendering.formulas.inline_math import readable
from ..rendering.formulas.symbols import LETTERS
from ..rendering.pages.document import COUNTED, label


@dataclass(frozen=True)
class Figure:
    """A picture of a derivation: its kind, SVG, the line under it, and what it shows in words."""

    kind: str
    svg: str
    caption: str
    alt: str


Figures = Callable[[CheckedDerivation], Sequence[Figure]]
LEDGER = "what-it-rests-on"
_SIGNS = {name: char for name, char in LETTERS.items() if name.islower()} | {
    "->": "→",
    "\\": "",
    "<=": "≤",
    ">=": "≥",
    "=>": "⇒",
    "ϕ": "φ",
    "ϵ": "ε",
    "phi": "φ",
    "epsilon": "ε",
}


def pages(
    records: Sequence[CheckedDerivation],
    figures: Figures = lambda _: (),
    title: str = "The book of symattn",
    tell: Callable[[str], None] = lambda _: None,
) -> Iterable[tuple[str, str]]:
    """File names and what is in them, HTML and SVG, the index last.

    `records` are in the order of the book; `tell` hears of each before it is made.
    """
    ledgers: list[Ledger] = []
    for k, record in enumerate(records):
        tell(record.id)
        ledgers.append(resting_on(record))
        links = [('<a href="index.html">All derivations</a>')]
        links += (
            [f'<a href="{_file(records[k - 1])}">← {escape(label(records[k - 1].id))}</a>']
            if k
            else []
        )
        links += (
            [f'<a href="{_file(records[k + 1])}">{escape(label(records[k + 1].id))} →</a>']
            if k + 1 < len(records)
            else []
        )
        nav = f"<nav aria-label=Pages>{''.join(links)}</nav>\n"
        drawn = {f"{file_name(record.id)}-{f.kind}.svg": f for f in figures(record)}
        yield from ((name, f.svg) for name, f in drawn.items())
        shown = "".join(_figure(name, f) for name, f in drawn.items())
        yield (
            f"{file_name(record.id)}.html",
            render(Html(before=nav, rests={record.id: shown + _rests(ledgers[-1])}), [record]),
        )
    tell(LEDGER)
    yield f"{LEDGER}.html", _ledger(records, ledgers)
    tell("index")
    yield "index.html", _index(records, title)


def _figure(name: str, figure: Figure) -> str:
    return (
        f'<figure><img src="{quote(name)}" '
        f'alt="{escape(figure.alt)}"><figcaption>{running(figure.caption)}</figcaption></figure>'
    )


def _file(record: CheckedDerivation) -> str:
    return quote(file_name(record.id) + ".html")


def _rests(ledger: Ledger) -> str:
    rules = "".join(
        f"<li><b>{escape(name.replace('_', ' '))}</b>: {running(RULES[name].statement)}</li>"
        for name in ledger.rules
    )
    theorems = "".join(
        (
            f'<li><a href="{LEDGER}.html#{quote(name)}">{escape(name)}</a>. '
            f"{running(THEOREMS[name].statement)} <span "
            f"class=small>{escape(THEOREMS[name].source)}</span></li>"
        )
        for name in ledger.theorems
    )
    oracles = ", ".join(ledger.oracles) or "none"
    problems = "".join(f"<p><b>{escape(p)}</b></p>" for p in ledger.problems)
    return (
        f"<section class=rests>{problems}<details><summary>What this rests on: "
        f"{len(ledger.rules)} rules, {len(ledger.theorems)} published theorems, oracles: "
        f"{escape(oracles)}</summary>"
        f"<h2>Rules, which the kernel recomputes</h2><ul>{rules}</ul><h2>Published "
        f"theorems</h2><ul>{theorems or '<li>none</li>'}</ul></details></section>"
    )


def _ledger(records: Sequence[CheckedDerivation], ledgers: Sequence[Ledger]) -> str:
    def used(names: Callable[[Ledger], tuple[str, ...]], name: str) -> str:
        links = [
            f'<a href="{_file(r)}">{escape(label(r.id))}</a>'
            for r, ledger in zip(records, ledgers)
            if name in names(ledger)
        ]
        return (
            f"<p class=small>Used in {', '.join(links)}.</p>"
            if links
            else "<p class=small>Not used here.</p>"
        )

    theorems = "".join(
        (
            f'<h3 id="{escape(t.name)}">{escape(t.name)}</h3><p>{running(t.statement)}</p>'
            f"<p class=small>{escape(t.source)}</p>{used(lambda x: x.theorems, t.name)}"
        )
        for t in THEOREMS.values()
    )
    rules = "".join(
        (
            f'<h3 id="{escape(r.name)}">{escape(r.name.replace("_", " "))}</h3>'
            f"<p>{running(r.statement)}</p>{used(lambda x: x.rules, r.name)}"
        )
        for r in RULES.values()
    )
    oracles = "".join(
        (
            f"<h3>{escape(o.name)}</h3><p>{running(o.statement)}</p>"
            f"<p class=small>{escape(o.source)}</p>"
        )
        for o in ORACLES.values()
    )
    body = (
        f"<h1>What verdicts rest on</h1><h2>Published theorems</h2>{theorems}<h2>Rules, which "
        f"the kernel recomputes</h2>{rules}<h2>Oracles</h2>{oracles}"
    )
    return document(
        "What verdicts rest on",
        f'<nav aria-label=Pages><a href="index.html">All derivations</a></nav>\n{body}',
    )


def _index(records: Sequence[CheckedDerivation], title: str) -> str:
    steps = [s for r in records for s in r.steps]
    total = {status: sum(s.verdict.status == status for s in steps) for status in COUNTED}
    counted = ", ".join(f"{k} {COUNTED[status]}" for status, k in total.items() if k)
    rows = "".join(
        f'<tr><th scope=row><a href="{_file(r)}">{escape(label(r.id))}</a></th><td><a '
        f'href="{_file(r)}">{running(r.title)}</a><div class=small>{running(r.source)}</div></td>'
        f"<td class=tally>{_tally(r)}</td></tr>"
        for r in records
    )
    body = (
        f"<h1>{escape(title)}</h1><p class=count>{len(records)} "
        f"derivation{'s' * (len(records) != 1)}, {len(steps)} steps: {escape(counted)}.</p>"
        "<p><label for=q>Search</label> <input id=q type=search autocomplete=off "
        f'placeholder="{escape(records[0].id if records else "")}, false, softmax, γ_a → 0"> '
        "<span id=n class=small role=status></span></p>"
        f'<p class=small><a href="{LEDGER}.html">What verdicts rest on</a></p><table '
        f"class=index><tbody>{rows}</tbody></table><ol id=found hidden></ol>"
    )
    marks = "".join(f"<span hidden id=k-{status}>{mark(status)}</span>" for status in COUNTED)
    return document(
        title,
        body + marks,
        script=_SEARCH.replace("SIGNS", json.dumps(_SIGNS, ensure_ascii=False))
        .replace("VERDICTS", json.dumps(COUNTED))
        .replace("LINES", _searchable(records)),
    )


def _tally(record: CheckedDerivation) -> str:
    found = [(status, sum(s.verdict.status == status for s in record.steps)) for status in COUNTED]
    return " ".join(
        f'<span class="tallied {status}">{mark(status)} {k}</span>' for status, k in found if k
    )


def _searchable(records: Sequence[CheckedDerivation]) -> str:
    """[file, step id, verdict, text] for every line.

    It is JSON that cannot end the script it stands in.
    """
    lines = [[_file(r), r.id, "", readable(f"{label(r.id)} {r.title} {r.source}")] for r in records]
    for r in records:
        lines += [
            [
                _file(r),
                f"{r.id}.{s.number}",
                s.verdict.status,
                readable(s.text)
                if s.goal is None
                else plain(s.goal) + ("  " + readable(s.why) if s.why else ""),
            ]
            for s in r.steps
        ]
    return (
        json.dumps(lines, ensure_ascii=False, separators=(",", ":"))
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )


_SEARCH = "\n" + (files("symattn.publishing") / "search.js").read_text(encoding="utf-8")
