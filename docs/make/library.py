"""Write docs/library.md: the lemmas that come with symattn, from what their derivations say.

python docs/make/library.py
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from symattn.writing.book import Entry, entries

PAGE = Path(__file__).resolve().parents[2] / "docs" / "library.md"
INTRODUCTION = """\
# The library of lemmas

Lemmas about attention, each for any number of scores unless it says otherwise, with its source, and
with lines beside it that are false: the slips that one makes. `symattn check --library` judges all
of them, `symattn derive softmax-jacobian` prints one as LaTeX, and
`symattn report --library --to DIR` makes a page of each. *True* lines are proved. *False* ones are
refuted with a counterexample, or true under a condition that the check names. *Outside* says what
the language lacks for the rest of the lemma.

`python docs/make/library.py` writes this page from `derivations/library/`.
"""
HEAD = "| lemma | what it says | source | true | false | outside |\n|---|---|---|---|---|---|\n"


def row(entry: Entry) -> str:
    """A lemma in a line of the table."""
    _, steps = entry.load().steps()
    seen = Counter(step.expect for step in steps)
    wrong = seen["refuted"] + seen["conditional"]
    counts = f"{seen['proved']} | {wrong} | {seen['outside'] or ''}"
    if seen["undecided"]:
        counts = counts.replace(" | ", f", {seen['undecided']} not decided | ", 1)
    return f"| `{entry.id}` | {entry.title} | {entry.source} | {counts} |\n"


def page() -> str:
    """The whole page."""
    return f"{INTRODUCTION}\n{HEAD}{''.join(row(e) for e in entries() if e.in_library)}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
