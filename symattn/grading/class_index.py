"""The class on one page: a matrix of pages and lines, the commonest errors, what was not graded.

One file that needs no network; the script in it sorts the matrix, and it can be read without.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from urllib.parse import quote

from ..rendering.author_pages.findings import SAID_IN_FULL, WORDS
from ..rendering.author_pages.page_in_html import UNREAD, author_style
from ..rendering.formats.html import document
from .common_errors import ErrorGroup, common_errors
from .feedback_pages import class_style
from .grade_tables import GradedClass
from .graded_pages import VERDICTS, GradedLine, GradedPage, shown
from .verdict_marks import SAID, formula, mark

MOST_WRITTEN = 5  # ways in which an error was written that are shown
MOST_NAMED = 40  # pages with it that are named
KINDS = {
    "repair": "A line that would be right: ",
    "condition": "True only under the condition: ",
    "line": "The line: ",
}


def class_index(graded: GradedClass) -> str:
    """The whole file."""
    count = len(graded.pages)
    title = f"{graded.setting.name or 'Pages'}: {count} submission{'s' * (count != 1)}"
    body = (
        f"{UNREAD}<h1>{escape(title)}</h1>{_counts(graded)}{_problems(graded)}"
        f"{_legend(graded)}{_matrix(graded)}{_errors(graded)}"
    )
    script = "\n" + (files("symattn.grading") / "class.js").read_text(encoding="utf-8")
    return document(title, body, script=script, more_style=author_style() + class_style())


def _counts(graded: GradedClass) -> str:
    total = sum(graded.counts.values())
    listed = ", ".join(f"{k} {WORDS[verdict]}" for verdict, k in graded.counts.items())
    troubled = sum(bool(page.problem) for page in graded.pages)
    more = f" {troubled} page{'s' * (troubled != 1)} with a problem." if troubled else ""
    left = len(graded.left)
    rest = f" {left} not graded yet: the run was stopped." if left else ""
    hints = " Hints only: no repairs are shown, here or on the feedback pages." * graded.hints
    return (
        f"<p class=count>{total} lines" + f": {listed}" * bool(listed) + f".{more}{rest}</p>"
        f'<p class=small>The same as <a href="grades.csv">grades.csv</a> and '
        f'<a href="grades.json">grades.json</a>.{hints}</p>'
    )  # fmt: skip


def _problems(graded: GradedClass) -> str:
    listed = "".join(
        f"<li>{_page(page)}: {escape(page.problem)}</li>" for page in graded.pages if page.problem
    )
    return f"<h2>Not graded, or not to the end</h2><ul>{listed}</ul>" if listed else ""


def _legend(graded: GradedClass) -> str:
    known = [*VERDICTS, *(["missing"] if graded.setting.expected else [])]
    keys = "".join(f"<span class=key>{mark(v)} {SAID[v]}</span>" for v in known)
    first = '<span class="first refuted">' + mark("refuted") + "</span>"
    return (
        f"<p class=legend>{keys}<span class=key>{first} the first error of its chain</span> Lines "
        "are numbered within each page.</p>"
    )


# ---- the matrix ----------------------------------------------------------------------------------


def _matrix(graded: GradedClass) -> str:
    most = max((len(page.lines) for page in graded.pages), default=0)
    shows = _Shows(
        any(page.declared for page in graded.pages),
        any(page.changes is not None for page in graded.pages),
    )
    rows = "\n".join(_row(page, graded, most, shows) for page in graded.pages)
    return (
        '<h2>Pages and lines</h2><div class=wide tabindex=0 role=region aria-label="Pages and '
        f'lines"><table class=matrix><thead>{_head(graded, most, shows)}</thead><tbody>\n{rows}'
        "\n</tbody></table></div>"
    )


@dataclass(frozen=True)
class _Shows:
    """Which columns there are besides."""

    declared: bool
    changed: bool


def _head(graded: GradedClass, most: int, shows: _Shows) -> str:
    score = "Points" if graded.setting.gives_points else "Proved"
    verdicts = "".join(
        f'<th scope=col data-sort=down class="count {v}" title="{SAID_IN_FULL[v]}">{mark(v)}</th>'
        for v in VERDICTS[:-1]
    )
    own = (
        '<th scope=col data-sort=down title="what the page declares itself">Declares</th>'
        * shows.declared
    )
    more = '<th scope=col data-sort=down title="newly right, newly wrong">Since last</th>' * (
        shows.changed
    )
    expected = "".join(
        f'<th scope=col data-sort=up class="{"edge" * (not k)}">{formula(one.latex)}</th>'
        for k, one in enumerate(graded.setting.expected)
    )
    numbers = "".join(
        f'<th scope=col class="n{" edge" * (k == 1)}">{k}</th>' for k in range(1, most + 1)
    )
    return (
        f"<tr><th scope=col class=name data-sort=up>Page</th><th scope=col data-sort=down>{score}"
        f"</th>{verdicts}{own}{more}{expected}{numbers}</tr>"
    )


def _row(page: GradedPage, graded: GradedClass, most: int, shows: _Shows) -> str:
    name = f'<th scope=row class=name data-v="{escape(page.name)}">{_page(page)}</th>'
    share = page.points / page.out_of if page.out_of else 0.0
    value = page.points if graded.setting.gives_points else share
    score = (
        f'<td class=num data-v="{value:.4f}">{shown(page.points)}/{shown(page.out_of)}</td>'
        if page.lines
        else '<td class=num data-v="">–</td>'
    )
    counts = page.counts
    tally = "".join(
        f'<td class=num data-v="{counts.get(v, 0)}">{counts.get(v, 0) or ""}</td>'
        for v in VERDICTS[:-1]
    )
    since = _declares(page) * shows.declared + _since(page) * shows.changed
    if not page.lines and page.problem:
        span = len(graded.setting.expected) + most
        rest = f'<td class="left edge" colspan={max(span, 1)}>{escape(page.problem)}</td>'
        return f"<tr>{name}{score}{tally}{since}{rest}</tr>"
    by_number = {line.number: line for line in page.lines}
    found = [*page.expected, *[None] * (len(graded.setting.expected) - len(page.expected))]
    expected = "".join(
        _expected(page, one.verdict, by_number.get(one.number or 0), k)
        if one is not None
        else f'<td class="{"edge" * (not k)}" data-v=""></td>'
        for k, one in enumerate(found)
    )
    lines = "".join(_cell(page, line) for line in page.lines)
    empty = "<td></td>" * (most - len(page.lines))
    return f"<tr>{name}{score}{tally}{since}{expected}{lines}{empty}</tr>"


def _declares(page: GradedPage) -> str:
    count = len(page.declared)
    title = f' title="{escape("; ".join(page.declared))}"' if count else ""
    return f'<td class=num data-v="{count}"{title}>{count or ""}</td>'


def _since(page: GradedPage) -> str:
    if page.changes is None:
        return '<td data-v=""></td>'
    right, wrong = len(page.changes.newly_right), len(page.changes.newly_wrong)
    return (
        f'<td data-v="{right - wrong}" title="{right} newly right, {wrong} newly wrong">'
        f"+{right} −{wrong}</td>"
    )


def _expected(page: GradedPage, verdict: str, line: GradedLine | None, k: int) -> str:
    edge = " edge" * (not k)
    shape = _shape(verdict) if verdict != "missing" else mark(verdict)
    link = f'<a href="{_at(page, line)}">{shape}</a>' if line is not None else shape
    order = ("proved", "conditional", "undecided", "not_read", "refuted", "missing").index(verdict)
    return (
        f'<td class="verdict {verdict}{edge}" data-v="{order}" '
        f'title="{_title(line)}{SAID[verdict]}">{link}</td>'
    )


def _cell(page: GradedPage, line: GradedLine) -> str:
    first = " first" * line.first_error
    edge = " edge" * (line.number == 1)
    said = SAID_IN_FULL[line.verdict] + ", the first error of its chain" * line.first_error
    shape = _shape(line.verdict)
    shape = f'<a href="{_at(page, line)}">{shape}</a>'
    return (
        f'<td class="verdict {line.verdict}{first}{edge}" title="{_title(line)}{said}">{shape}</td>'
    )


def _title(line: GradedLine | None) -> str:
    return "" if line is None else f"{escape(line.place)}: "


def _shape(verdict: str) -> str:
    return (
        f'<svg aria-hidden="true"><use href="#m-{verdict}"/></svg>'
        f"<span class=sr>{SAID_IN_FULL[verdict]}</span>"
    )


def _at(page: GradedPage, line: GradedLine) -> str:
    return f"{quote(page.feedback)}#{line.anchor}"


def _page(page: GradedPage) -> str:
    return f'<a href="{quote(page.feedback)}">{escape(page.name)}</a>'


# ---- the commonest errors ------------------------------------------------------------------------


def _errors(graded: GradedClass) -> str:
    groups = common_errors(graded.pages)
    if not groups:
        return "<h2>Errors</h2><p>No line is false, and none is true only under a condition.</p>"
    listed = "\n".join(f"<li>{_group(one)}</li>" for one in groups)
    return f"<h2>Errors, the commonest first</h2><ol class=groups>\n{listed}\n</ol>"


def _group(group: ErrorGroup) -> str:
    pages, lines = len(group.pages), len(group.lines)
    count = f"{pages} page{'s' * (pages != 1)}" + f", {lines} lines" * (lines != pages)
    written = ", ".join(map(formula, group.written[:MOST_WRITTEN]))
    more = len(group.written) - MOST_WRITTEN
    also = f" and {more} more ways" if more > 0 else ""
    said = f"<p>Written: {written}{also}</p>" if group.kind != "line" else ""
    return (
        f"<p><b>{count}.</b> {KINDS[group.kind]}{_what(group)}</p>{said}"
        f"<p class=small>{_named(group.lines)}</p>"
    )


def _what(group: ErrorGroup) -> str:
    if group.kind == "line" and group.written:
        return formula(group.written[0])
    return formula(group.what)


def _named(lines: Iterable[tuple[GradedPage, GradedLine]]) -> str:
    told = [
        f'<a href="{_at(page, line)}">{escape(page.name)}, {escape(line.place)}</a>'
        for page, line in lines
    ]
    rest = len(told) - MOST_NAMED
    return "; ".join(told[:MOST_NAMED]) + (f"; and {rest} more" if rest > 0 else "")
