"""What is understood of a page, before anything is judged, for the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from symattn.reading.whole_pages.page_lines import PageLine, ReadPage

from ..formats.text_wrapping import cleaned
from .findings import pointed_at


def page_as_read(page: ReadPage) -> Iterator[str]:
    """What is declared, the formulas, and what is not read, a line each."""
    document = page.document
    declared = [
        (
            str(document.place(one.start)),
            one.said + (f"   (setting {one.setting})" if one.setting else ""),
        )
        for one in page.declared
    ]
    formulas = [
        (str(document.place(pointed_at(one.start, one.end, one.problem)[0])), _as_read(one))
        for one in page.lines
    ]
    taken = {one.problem for one in page.lines}
    problems = [p for p in (*document.problems, *page.problems) if p not in taken]
    others = [(str(document.place(p.start)), f"not read: {p.message}") for p in problems]
    width = max((len(place) for place, _ in (*declared, *formulas, *others)), default=0)
    passing = [(str(document.place(one.start)), one.said) for one in page.passing]
    aside = "Said in passing: not judged (a claim begins with hence, clearly, we have …)"
    for title, rows in (
        ("Declared", declared), ("Formulas", formulas), ("Not read", others), (aside, passing),
    ):  # fmt: skip
        if rows:
            yield title
            yield from (cleaned(f"  {place:<{width}}  {said}") for place, said in rows)
    unread = sum(one.problem is not None for one in page.lines) + len(problems)
    doubted = sum(one.problem is None and one.doubt is not None for one in page.lines)
    shown = len(formulas) - (unread - len(problems)) - doubted
    yield (
        f"{cleaned(document.name)}: {len(declared)} declaration{'s' * (len(declared) != 1)}, "
        f"{shown} formula{'s' * (shown != 1)} read, "
        + f"{doubted} in doubt, " * bool(doubted)
        + f"{unread} not read"
    )


def _as_read(one: PageLine) -> str:
    """A line as it is understood, or why it is not, in the words of `symattn check`."""
    if one.problem is not None:
        return f"not read: {one.problem.message}"
    notes = "".join(f"   ({note})" for note in one.notes)
    if one.doubt is not None:
        notes += f"   (not read, unless that makes no difference: {one.doubt.message})"
    role = one.role if one.doubt is None else "in doubt"
    return f"{role}: {one.read or one.latex.strip()}{notes}"
