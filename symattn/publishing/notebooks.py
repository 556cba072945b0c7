"""Derivations in a notebook.

`symattn.check(...)` gives what Jupyter shows as a page, and each verdict of it can be shown alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ..records.record import CheckedDerivation, CheckedStep
from ..rendering import Html, Markdown, PlainLatex, Text, render
from ..rendering.formats.html import TABLE
from ..rendering.formats.notebook_style import in_a_cell
from ..rendering.formulas.latex_math import latex as formula
from ..rendering.pages.rows import Page
from ..results.judged_parts import parts_of
from ..results.result import NoSuchLine, Result, worst
from ..results.result_parts import Parts, joined
from ..results.wrong_arguments import ArgumentError, flag, seconds_of, shown
from ..search.clock import SECONDS_PER_STEP

if TYPE_CHECKING:
    from ..writing.derivation import Derivation


class _Shown(Result):
    """What a derivation and a line of it have in common, and what a notebook asks for."""

    record: CheckedDerivation

    @property
    def text(self) -> str:
        """The page as text."""
        return render(Text(), [self.record]).rstrip("\n")

    @property
    def latex(self) -> str:
        """The page as LaTeX that needs amsmath alone."""
        return render(PlainLatex(), [self.record])

    def to_json(self) -> dict[str, Any]:
        """The record: what `symattn check --certificates` saves, and `symattn.verify` replays."""
        return self.record.to_json()

    def _repr_html_(self) -> str:
        return render(_Cell(), [self.record])

    def _repr_markdown_(self) -> str:
        return render(Markdown(), [self.record])

    def _repr_latex_(self) -> str:
        return render(PlainLatex(), [self.record])

    def __repr__(self) -> str:
        return self.text

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.record.id, len(self.record.steps)))


@dataclass(frozen=True, repr=False)
class LineVerdict(_Shown):
    """The verdict on one step, with what is said about it: one of the results.

    >>> line = check("1a-gaps")[2]
    >>> line.verdict, line.claim, line.expected
    ('proved', 'α_j → 1', 'proved')
    """

    record: CheckedDerivation
    _no_truth = (
        'a verdict is not true or false: compare its status, as in verdict.status == "proved"'
    )
    __hash__ = _Shown.__hash__

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

    @property
    def verdict(self) -> str:
        """The same as `status`."""
        return self.status

    @property
    def number(self) -> int:
        """The number of the step."""
        return self.step.number

    @property
    def expected(self) -> str:
        """The verdict that the derivation declares of the step."""
        return self.step.expect

    @property
    def latex(self) -> str:
        """The line alone, for math mode."""
        goal = self.step.goal
        return formula(goal, self.record.context) if goal is not None else ""

    @property
    def _parts(self) -> Parts:
        if self.step.goal is None:
            return Parts(self.step.text)
        return parts_of(self.record.claim(self.step), self.step.verdict)


@dataclass(frozen=True, repr=False)
class Checked(_Shown):
    """A derivation with its verdicts: a page in a notebook, and a sequence of verdicts.

    `checked[5]` is the verdict on step (5), as the page numbers it.  Raises NoSuchLine, a KeyError,
    if there is no such step.

    >>> checked = check("1a-gaps")
    >>> checked.verdict, len(checked), checked.as_declared
    ('proved', 4, True)
    """

    record: CheckedDerivation
    __hash__ = _Shown.__hash__

    @property
    def verdict(self) -> str:
        """The worst verdict of its steps; "outside" where none is a claim."""
        return worst([s.verdict.status for s in self.record.steps])

    @property
    def lines(self) -> tuple[LineVerdict, ...]:
        """The verdicts, in order."""
        return tuple(self)

    @property
    def _parts(self) -> Parts:
        return joined([one._parts for one in self])

    @property
    def as_declared(self) -> bool:
        """Whether every verdict is the one that its step declares (undeclared: proved)."""
        return all(s.verdict.status == s.expect for s in self.record.steps)

    def __getitem__(self, number: int) -> LineVerdict:
        for step in self.record.steps:
            if step.number == number:
                return LineVerdict(replace(self.record, steps=(step,)))
        raise NoSuchLine(f"there is no step {self.record.id}.{number}")

    def __iter__(self) -> Iterator[LineVerdict]:
        return (self[s.number] for s in self.record.steps)

    def __len__(self) -> int:
        return len(self.record.steps)


def check(
    what: str | Derivation, *, bounds: bool = False, seconds: float = SECONDS_PER_STEP
) -> Checked:
    """Check a derivation of the book or a step of it, by its id, or one of your own.

    With `bounds`, also how fast its limits are reached.  `seconds` are how much to search for each
    step: of an ordinary machine, counted in steps and not by a clock.  What comes with the book is
    replayed.

    Raises BookError for an id that names no derivation, or more than one; AuthoringError for a
    derivation that is not well written, ArgumentError for what is neither.

    >>> checked = check("1a-gaps")
    >>> checked[2].status, checked.as_declared
    ('proved', True)
    """
    from ..checking.lanes import check_in_worker

    flag("bounds", bounds)
    within = seconds_of(seconds)
    if not isinstance(what, str):
        if not callable(getattr(what, "steps", None)):
            raise ArgumentError(
                "check takes the id of a derivation, such as '1b', or a function decorated with "
                f"@derivation; found {shown(what)}"
            )
        return Checked(check_in_worker(what, within, beside=bounds))
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
    checked = Checked(check_in_worker(chosen[0].entry, within, beside=bounds))
    return checked if chosen[0].step is None else Checked(checked[chosen[0].step].record)


class _Cell(Html):
    """HTML for the output of a cell: a style sheet that touches nothing else, and no script."""

    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        return in_a_cell("".join(bodies))


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
