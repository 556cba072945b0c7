"""`symattn explain`: why the lines at one place of a page got their verdicts, in full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from .choosing import Complaints
from .completing import files_begun
from .page_files import PageFiles
from .telling import page_text
from .terminal import spelled

if TYPE_CHECKING:
    from ..checking.checked_pages import CheckedPage
    from ..reading.whole_pages.page_lines import PageLine, ReadPage
    from ..rendering.author_pages.findings import Finding

NOTHING = {"undecided": "no certificate: nothing is shown", "outside": "nothing is claimed"}


@click.command()
@click.argument("place", metavar="PAGE:LINE", shell_complete=files_begun)
@click.option(
    "--input",
    "source",
    type=click.Choice(["markdown", "latex"]),
    help="What the page is written in, where its name does not say so.",
)
@click.option("--setting", metavar="NAME", help="What the page declares besides.")
@click.option("--bounds", is_flag=True, help="And how fast limits are reached.")
@click.pass_context
def explain(
    context: click.Context, place: str, source: str | None, setting: str | None, bounds: bool
) -> None:
    """Say of every claim on a line of a page why it got its verdict: how it was read, under which
    declarations, what shows it or what was tried, and what that rests on.

    LINE counts from 1; of a notebook it is the line of the file, as symattn check prints it. Exit
    status as that of symattn check, for this line.
    """
    found = re.fullmatch(r"(.+?):(\d{1,9})(?::\d{1,9})?", place)
    if found is None:
        raise click.UsageError(f"expected PAGE:LINE, as in page.md:12; found {place[:80]!r}")
    name, number = found[1], int(found[2])
    files = PageFiles(source, setting, bounds, Complaints())
    page = files.read(name)
    wanted = [one for one in page.lines if _is_at(page, one.start, one.end, number)]
    chains = {one.chain for one in wanted if one.chain}
    kept = tuple(one for one in page.lines if one in wanted or one.chain in chains)
    checked = files.judged(replace(page, lines=kept))
    blocks = list(_told(checked, number))
    if not blocks:
        raise click.UsageError(_nothing(page, name, number))
    click.echo("\n\n".join(blocks))
    here = tuple(x for x in checked.lines if x.line in wanted)
    problems = tuple(p for p in page.problems if _is_at(page, p.start, p.end, number))
    context.exit(replace(checked, page=replace(page, problems=problems), lines=here).status)


def _is_at(page: ReadPage, start: int, end: int, number: int) -> bool:
    first, last = page.document.place(start).line, page.document.place(max(end - 1, start)).line
    return first <= number <= last


def _told(checked: CheckedPage, number: int) -> Iterator[str]:
    from ..rendering.author_pages.findings import findings
    from ..rendering.formats.text_wrapping import wrapped

    shown = page_text(explain=True)
    for one in findings(checked):
        if _is_at(checked.page, one.start, one.end, number):
            room = max(shown.width, 40) - 4
            more = "\n".join(
                f"  {'= ' if k == 0 else '  '}{spelled(line)}"
                for said in _besides(one)
                for k, line in enumerate(wrapped(said, room))
            )
            yield shown.finding(checked, one) + (f"\n{more}" if more else "")


def _besides(one: Finding) -> Iterator[str]:
    """What the line was judged under, and what its verdict rests on."""
    if one.line is None or one.line.record is None or one.line.step is None:
        return
    from ..ledger.resting_on import resting_on
    from .verify import given_words

    yield f"Judged {given_words(one.line.record).rstrip('.')}."
    ledger = resting_on(one.line.record)
    for step in ledger.steps:
        yield "Rules: " + (
            step.problem or ", ".join(step.rules) or NOTHING.get(step.verdict, "none")
        )
    yield "Theorems: " + ("; ".join(ledger.theorems) or "none")
    yield "Oracles: " + (
        "; ".join(ledger.oracles) or "none: the kernel replayed the verdict itself"
    )


def _nothing(page: ReadPage, name: str, number: int) -> str:
    """Why there is nothing to explain, and the nearest line with a claim."""
    lines: list[PageLine] = list(page.lines)
    places = sorted({page.document.place(one.start).line for one in lines})
    if not places:
        return f"{name}:{number}: no line with a claim there, and none on the whole page"
    near = min(places, key=lambda line: abs(line - number))
    return f"{name}:{number}: no line with a claim there; the nearest is {name}:{near}"
