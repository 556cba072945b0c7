"""Derivations in a notebook.

`symattn.check(...)` gives what Jupyter shows as a page, and each verdict of it can be shown alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from ..records.record import CheckedDerivation, CheckedStep
from ..rendering import Html, Markdown, PlainLatex, Text, render
from ..rendering.formats.html import SHAPES_SVG, TABLE, style_without_font
from ..rendering.pages.rows import Page

if TYPE_CHECKING:
    from ..writing.derivation import Derivation


class _Shown:
    """What a notebook asks an object for."""

    record: CheckedDerivation

    def _repr_html_(self) -> str:
        return render(_Cell(), [self.record])

    def _repr_markdown_(self) -> str:
        return render(Markdown(), [self.record])

    def _repr_latex_(self) -> str:
        return render(PlainLatex(), [self.record])

    def __repr__(self) -> str:
        return render(Text(), [self.record]).rstrip("\n")


@dataclass(frozen=True, repr=False)
class LineVerdict(_Shown):
    """The verdict on one step, with what is said about it."""

    record: CheckedDerivation

    def _repr_html_(self) -> str:
        return render(_NotebookLine(), [self.record])

    @property
    def step(self) -> CheckedStep:
        """The step itself."""
        return self.record.steps[0]

    @property
    def status(self) -> str:
        """proved, conditional, refuted, undecided or outside."""
        return self.step.verdict.status

    def __bool__(self) -> bool:
        raise TypeError(
            'a verdict is not true or false: compare its status, as in verdict.status == "proved"'
        )


@dataclass(frozen=True, repr=False)
class Checked(_Shown):
    """A derivation with its verdicts: a page in a notebook, and a sequence of verdicts.

    `checked[5]` is the verdict on step (5), as the page numbers it.  Raises KeyError if there is no
    such step.
    """

    record: CheckedDerivation

    @property
    def as_declared(self) -> bool:
        """Whether every verdict is the one that its step declares (undeclared: proved)."""
        return all(s.verdict.status == s.expect for s in self.record.steps)

    def __getitem__(self, number: int) -> LineVerdict:
        for step in self.record.steps:
            if step.number == number:
                return LineVerdict(replace(self.record, steps=(step,)))
        raise KeyError(f"there is no step {self.record.id}.{number}")

    def __iter__(self) -> Iterator[LineVerdict]:
        return (self[s.number] for s in self.record.steps)

    def __len__(self) -> int:
        return len(self.record.steps)


def check(what: str | Derivation, *, bounds: bool = False) -> Checked:
    """Check a derivation of the book or a step of it, by its id, or one of your own.

    With `bounds`, also how fast its limits are reached.

    Raises BookError for an id that names no derivation, or more than one; AuthoringError for a
    derivation that is not well written.

    >>> checked = check("1a-gaps")
    >>> checked[2].status, checked.as_declared
    ('proved', True)
    """
    from ..checking.lanes import check_in_worker

    if not isinstance(what, str):
        if not callable(getattr(what, "steps", None)):
            raise TypeError(
                "check takes the id of a derivation, such as '1b', or a function decorated with "
                f"@derivation; found {what!r}"
            )
        return Checked(check_in_worker(what, beside=bounds))
    from ..writing.book import BookError, Selection, entries, select

    if what.endswith(".py"):
        raise BookError(
            f"{what}: expected an id or a derivation; import the file and hand over its function"
        )
    book = entries()
    chosen = [Selection(e) for e in book if e.id == what] or select(what, book)
    if len(chosen) != 1:
        raise BookError(
            f"{what!r} names {len(chosen)} derivations: {', '.join(s.entry.id for s in chosen)}; "
            "choose one"
        )
    checked = Checked(check_in_worker(chosen[0].entry.load(), beside=bounds))
    return checked if chosen[0].step is None else Checked(checked[chosen[0].step].record)


class _Cell(Html):
    """HTML for the output of a cell: a style sheet that touches nothing else, and no script."""

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        return f'<div class="symattn"><style>{_style()}</style>{SHAPES_SVG}{"".join(bodies)}</div>'


class _NotebookLine(_Cell):
    """One step alone, without what is assumed, and without its certificate."""

    def body(self, p: Page) -> str:
        return super().body(replace(p, rows=tuple(replace(row, evidence=None) for row in p.rows)))

    def opening(self, p: Page) -> str:
        self.context = p.context
        return TABLE

    def given(self, p: Page) -> str:
        return ""

    def closing(self, p: Page) -> str:
        return "</tbody></table>"


@lru_cache(maxsize=1)
def _style() -> str:
    """The page's style sheet, nested under .symattn."""
    return (
        ".symattn{" + style_without_font().replace(":root{", "&{").replace("\nbody{", "\n&{") + "}"
    )
