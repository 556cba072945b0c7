"""The grades of a class for programs: grades.csv and grades.json (grades.schema.json)."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass

from ..version import __version__
from .class_setting import ClassSetting
from .common_errors import common_errors
from .graded_pages import VERDICTS, GradedPage, page_to_json, scored, shown

FORMULAS = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula


@dataclass(frozen=True)
class GradedClass:
    """The pages of a class in order of their names, and how they were graded.

    `left` are names of pages that a run has not come to before it was stopped.
    """

    setting: ClassSetting
    hints: bool
    pages: tuple[GradedPage, ...]
    left: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many lines of all pages have which verdict."""
        found: Counter[str] = Counter()
        for page in self.pages:
            found.update(page.counts)
        return {verdict: found[verdict] for verdict in VERDICTS if found[verdict]}


COLUMNS = (
    "page", "points", "out_of", *VERDICTS, "first_error", "newly_right", "newly_wrong", "problem",
)  # fmt: skip


def grades_csv(graded: GradedClass) -> str:
    """A row for each page; then what it says of each expected claim."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow([*COLUMNS, *(_cell(one.latex) for one in graded.setting.expected)])
    for page in graded.pages:
        first, changes = page.first_error, page.changes
        table.writerow([
            _cell(page.name),
            shown(page.points),
            shown(page.out_of),
            *(page.counts.get(verdict, 0) for verdict in VERDICTS),
            first.place if first is not None else "",
            len(changes.newly_right) if changes is not None else "",
            len(changes.newly_wrong) if changes is not None else "",
            _cell(page.problem),
            *(one.verdict for one in page.expected),
        ])  # fmt: skip
    return out.getvalue()


def _cell(text: str) -> str:
    """Text that no spreadsheet runs: a name may begin with what begins a formula there."""
    return f"'{text}" if text.startswith(FORMULAS) else text


def grades_json(graded: GradedClass) -> str:
    """Everything that the tables and pages of a class show."""
    setting = graded.setting
    data = {
        "symattn": __version__,
        "setting": setting.name,
        "hints": graded.hints,
        "points": "setting" if setting.gives_points else "lines proved",
        "each_line": None if setting.each is None else scored(setting.each),
        "expected": [
            {
                "latex": one.latex,
                "read": one.read,
                "points": None if one.points is None else scored(one.points),
            }
            for one in setting.expected
        ],
        "pages": [page_to_json(page) for page in graded.pages],
        "errors": [
            {
                "kind": group.kind,
                "what": group.what,
                "pages": [page.name for page in group.pages],
                "lines": [{"page": p.name, "number": x.number, "latex": x.latex}
                          for p, x in group.lines],
            }
            for group in common_errors(graded.pages)
        ],
        "counts": graded.counts,
        "left": list(graded.left),
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
