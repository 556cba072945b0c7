"""What a student gets back: the page as it was handed in, with verdicts, points and changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from importlib.resources import files

from ..checking.checked_pages import CheckedPage
from ..records.record import CheckedDerivation
from ..rendering import Html, render
from ..rendering.author_pages.page_in_html import UNREAD, author_style, page_in_html
from ..rendering.formats.html import document
from ..rendering.pages.rows import Page, Row
from .class_setting import ClassSetting
from .graded_pages import Changes, GradedLine, GradedPage, shown
from .lines_graded import HINTED
from .verdict_marks import formula, mark


def feedback_on_page(
    checked: CheckedPage, graded: GradedPage, setting: ClassSetting, hints: bool
) -> str:
    """The author's page with a verdict beside every line, and what it was given."""
    above = _above(graded, setting, hints)
    return page_in_html(checked, HINTED if hints else None, above, class_style())


def feedback_on_derivations(
    records: Sequence[CheckedDerivation], graded: GradedPage, setting: ClassSetting, hints: bool
) -> str:
    """The derivations of a file, with what they were given."""
    name = f"<header class=summary><p class=count><span class=file>{escape(graded.name)}</span>"
    before = f"{UNREAD}{name}</p></header>\n{_above(graded, setting, hints)}"
    pages = render(_Steps(hints, before, graded.name), records)
    return pages.replace("</style>", f"{author_style()}{class_style()}</style>", 1)


def feedback_on_nothing(graded: GradedPage) -> str:
    """Why a submission could not be graded."""
    body = (
        f"{UNREAD}<header class=summary><p class=count><span class=file>{escape(graded.name)}"
        f"</span></p></header>\n<p class=problem>{escape(graded.problem)}</p>"
    )
    return document(graded.name, body, more_style=author_style() + class_style())


class _Steps(Html):
    """Derivations without certificates, which have repairs in them; with hints, without repairs."""

    def __init__(self, hints: bool, before: str, title: str) -> None:
        super().__init__(title, before)
        self.hints = hints

    def remarks(self, row: Row) -> str:
        told = tuple(m for m in row.messages if not self.hints or m.label in HINTED)
        return super().remarks(_with(row, told)) if told else ""

    def formula(self, row: Row) -> str:
        return super().formula(_with(row, row.messages))

    def closing(self, p: Page) -> str:
        return f"</tbody></table><p class=count>{escape(p.count)}.</p></article>"

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        return document(self.title, self.before + "\n".join(bodies))


def _with(row: Row, messages: tuple[object, ...]) -> Row:
    """The row with some messages, and nothing that a certificate would be shown of."""
    from dataclasses import replace

    return replace(row, messages=messages, evidence=None)  # type: ignore[arg-type]


def _above(graded: GradedPage, setting: ClassSetting, hints: bool) -> str:
    what = "points" if setting.gives_points else "lines proved"
    told = [f"<p class=score><b>{shown(graded.points)} of {shown(graded.out_of)}</b> {what}</p>"]
    if graded.problem:
        told.append(f"<p class=problem>{escape(graded.problem)}</p>")
    first = graded.first_error
    if first is not None:
        told.append(f"<p>The first error: {_link(first)}.</p>")
    if graded.changes is not None:
        told.append(_changes(graded.changes, graded.lines))
    if setting.expected:
        rows = "".join(
            f"<tr><td class=m>{mark(one.verdict)}</td><td>{formula(claim.latex)}</td>"
            f"<td>{_where(graded, one.number)}</td><td class=num>{_points(one.points, claim)}</td>"
            "</tr>"
            for claim, one in zip(setting.expected, graded.expected)
        )
        told.append(f"<div class=wide><table class=expected><tbody>{rows}</tbody></table></div>")
    if graded.declared:
        said = "; ".join(map(escape, graded.declared))
        told.append(f"<p class=small>The page declares besides: {said}.</p>")
    if hints:
        told.append("<p class=small>Hints: where the first errors are, and where lines fail; how "
                    "to mend them is yours to find.</p>")  # fmt: skip
    return f"<section class=graded>{''.join(told)}</section>\n"


def _points(points: float | None, claim: object) -> str:
    of = getattr(claim, "points", None)
    return "" if points is None or of is None else f"{shown(points)} of {shown(float(of))}"


def _where(graded: GradedPage, number: int | None) -> str:
    line = next((x for x in graded.lines if x.number == number), None)
    return _link(line) if line is not None else "<span class=small>not found</span>"


def _link(line: GradedLine) -> str:
    return f'<a href="#{line.anchor}">{escape(line.place)}</a>'


def _changes(changes: Changes, lines: Iterable[GradedLine]) -> str:
    by_number = {one.number: one for one in lines}

    def listed(numbers: Iterable[int]) -> str:
        return ", ".join(_link(by_number[n]) for n in numbers if n in by_number) or "none"

    return (
        "<p>Since the last hand-in: "
        f"newly right: {listed(changes.newly_right)}; "
        f"newly wrong: {listed(changes.newly_wrong)}; "
        f"unchanged: {changes.unchanged}" + (f"; gone: {changes.gone}" if changes.gone else "")
        + ".</p>"
    )  # fmt: skip


def class_style() -> str:
    """What the style sheet says besides for a class."""
    return (files("symattn.grading") / "class.css").read_text(encoding="utf-8")
