"""What there is to say about a page, in the order of its text: its lines and its problems."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from symattn.checking.checked_pages import VERDICTS, CheckedLine, CheckedPage
from symattn.language import Term
from symattn.reading.documents.pieces import Piece, Place, Problem
from symattn.words import AUTHORS, BESIDE, Message, said

WORDS = {
    "proved": "proved", "conditional": "conditional", "refuted": "false",
    "undecided": "not decided", "not_read": "not read", "outside": "outside",
}  # fmt: skip
# in a table of verdicts, and for who cannot see a mark
SAID_IN_FULL = {
    **WORDS, "conditional": "true only under a condition", "outside": "outside mathematics",
}  # fmt: skip
SIGNS = {
    "proved": "✓", "conditional": "◐", "refuted": "✗", "undecided": "?", "not_read": "¿",
    "outside": "–",
}  # fmt: skip
COUNTEREXAMPLE, CONDITION, REPAIR = ORDER = ("Counterexample", "Condition", "Repair")


@dataclass(frozen=True)
class Finding:
    """A line of the page, or something on it that cannot be read; from `start` to `end`."""

    start: int
    end: int
    verdict: str
    line: CheckedLine | None = None
    problem: Problem | None = None

    @property
    def where(self) -> tuple[int, int]:
        """What to look at: of a line that is not read the part that is not, where that is known."""
        return pointed_at(self.start, self.end, self.problem)

    @property
    def as_declared(self) -> bool:
        """Whether the verdict is the one that the page declares: true, where it says nothing."""
        if self.line is None:
            return False
        return self.verdict in ("", "outside", self.line.line.expect)


def pointed_at(start: int, end: int, problem: Problem | None) -> tuple[int, int]:
    """The place of a problem within a line, or all of the line."""
    if problem is not None and start <= problem.start < problem.end <= end:
        return problem.start, problem.end
    return start, end


def findings(checked: CheckedPage) -> list[Finding]:
    """The lines of a page and its problems, in order."""
    own = [
        Finding(one.line.start, one.line.end, one.verdict, one, one.line.problem)
        for one in checked.lines
    ]
    taken = {one.problem for one in own}
    problems = dict.fromkeys((*checked.page.document.problems, *checked.page.problems))
    others = [Finding(p.start, p.end, "not_read", None, p) for p in problems if p not in taken]
    return sorted([*own, *others], key=lambda one: (one.start, one.end))


def anchor(one: Finding) -> str:
    """The name of its place on the page in HTML."""
    return f"at-{one.start}-{one.end}"


def of_formulas(
    checked: CheckedPage, pieces: Iterable[Piece]
) -> tuple[list[tuple[Piece, tuple[Finding, ...]]], list[Finding]]:
    """Formulas with what there is to say of each, and what is said of no formula.

    One that stands within another is passed over.
    """
    told = [one for one in findings(checked) if one.verdict]
    starts = [one.start for one in told]
    found: list[tuple[Piece, tuple[Finding, ...]]] = []
    rest: list[Finding] = []
    at = end = 0
    for piece in sorted(pieces, key=lambda p: p.outer_start):
        if piece.outer_start < end:
            continue
        end = piece.outer_end
        first, last = bisect_left(starts, piece.outer_start), bisect_left(starts, end)
        found.append((piece, tuple(told[first:last])))
        rest += told[at:first]
        at = last
    return found, [*rest, *told[at:]]


def counts(checked: CheckedPage) -> dict[str, int]:
    """How many lines got which verdict; what is not read counts, whatever it would have been."""
    found = [one.verdict for one in findings(checked)]
    return {verdict: found.count(verdict) for verdict in VERDICTS if verdict in found}


def count_of(checked: CheckedPage, words: Mapping[str, str] = WORDS) -> str:
    """12 lines: 10 proved, 1 conditional, 1 false; 2 said in passing, not judged"""
    found, passing = counts(checked), len(checked.page.passing)
    total = sum(found.values())
    lines = f"{total} line{'s' * (total != 1)}"
    listed = ", ".join(f"{count} {words[verdict]}" for verdict, count in found.items())
    judged = f"{lines}: {listed}" if listed else f"{lines} with claims"
    return judged + f"; {passing} said in passing, not judged" * bool(passing)


def messages(one: CheckedLine, whole: bool = False) -> tuple[Message, ...]:
    """What is said of a line: its counterexample, its condition, its repair.

    With `whole`, also what a proof rests on, bounds, and what else the search says of itself.  The
    author's own remark stands on the page already.
    """
    if one.record is None or one.step is None:
        return ()
    found = [m for m in said(one.record, one.step) if m.label != AUTHORS]
    if one.of_case and one.verdict != "proved":
        found = [_of_case(one.of_case, m) for m in found]
        if one.holds_for:
            found.append(Message(CONDITION, (f"true if {of_members(one)}.",)))
    found.sort(key=lambda m: ORDER.index(m.label) if m.label in ORDER else len(ORDER))
    if whole:
        return tuple(found)
    if one.verdict == "proved":
        return ()
    return tuple(m for m in found if m.label not in BESIDE)


def _of_case(members: str, message: Message) -> Message:
    """for i ≠ j: at n = 3 …"""
    first, *rest = message.parts
    if isinstance(first, str) and first.startswith(("At ", "The ")):
        first = first[0].lower() + first[1:]
    return replace(message, parts=(f"for {members}: ", first, *rest))


def of_members(one: CheckedLine) -> str:
    """Of which members a line holds, where it does not of all: i = j, or i = t."""
    return ", or ".join(one.holds_for)


def members_in_latex(one: CheckedLine) -> str:
    """The same in LaTeX."""
    return r" \text{, or } ".join(said.replace("≠", r"\ne") for said in one.holds_for)


def repaired(message: Message) -> Term | None:
    """The line that a repair names, proved under what its message says; None for other messages."""
    if message.label != REPAIR:
        return None
    return next((p for p in reversed(message.parts) if isinstance(p, Term)), None)


def in_latex(checked: CheckedPage, one: CheckedLine, term: Term) -> str:
    """A term as the page would write it."""
    context = one.record.context if one.record is not None else None
    from ..formulas.latex_math import latex  # a page that is right has no use for it

    return checked.page.letters.in_latex(latex(term, context))


def owed(checked: CheckedPage, one: CheckedLine) -> str:
    """What a line of a chain owes to those before it, or leaves to those after it."""
    if one.step is None or not one.line.chain:
        return ""
    chain = [x for x in checked.lines if x.line.chain == one.line.chain and x.step is not None]
    place = next((k for k, x in enumerate(chain) if x is one), 0)
    if one.first_error:
        after = [x for x in chain[place + 1 :] if x.step is not None and x.step.verdict.rests_on]
        if not after:
            return ""
        go = "goes" if len(after) == 1 else "go"
        return f"the first error of its chain; {_lines(checked, after)} {go} on from it"
    if not one.step.verdict.rests_on:
        return ""
    before = [x for x in chain[:place] if x.verdict not in ("proved", "", "outside")]
    if not before:
        return ""
    lack = "right" if {x.verdict for x in before} <= {"refuted", "conditional"} else "proved"
    those = f"{_lines(checked, before)}, which {'is' if len(before) == 1 else 'are'} not {lack}"
    if one.step.verdict.knock_on == "right":
        return f"right again, though it goes on from {those}"
    return f"follows from {those}" if one.follows else f"rests on {those}"


def _lines(checked: CheckedPage, some: list[CheckedLine]) -> str:
    """line 12; lines 12, 13 and 15"""
    places = [checked.page.document.place(one.line.start) for one in some]
    numbers = list(dict.fromkeys(map(line_number, places)))
    if len(numbers) == 1:
        return f"the link in {numbers[0]}" if len(some) == 1 else f"links in {numbers[0]}"
    bare = [n.removeprefix("line ") for n in numbers]
    plural = "lines " if all(n.startswith("line ") for n in numbers) else ""
    shown = bare if plural else numbers
    return plural + ", ".join(shown[:-1]) + " and " + shown[-1]


def line_number(place: Place) -> str:
    """Where a line stands, for its author: in a notebook that is a cell and a line in it."""
    if place.cell is None:
        return f"line {place.line}"
    return f"cell {place.cell}, line {place.cell_line}"
