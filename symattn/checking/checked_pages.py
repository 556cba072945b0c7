"""A page with its verdicts: every line as it was read, and what was made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..language import Context, Term, from_json
from ..reading.whole_pages.page_lines import PageLine, ReadPage
from ..records.record import CheckedDerivation, CheckedStep

VERDICTS = ("proved", "conditional", "refuted", "undecided", "not_read", "outside")


@dataclass(frozen=True)
class CheckedLine:
    """A line with its verdict.

    `record` is the line alone as a derivation of one step, for `words.said` and the like; None
    where nothing was judged.  Of a line about members that may be one or two, `cases` has the
    verdict for each way they stand ("alike" where it says x = x), and `record` is what decides.
    """

    line: PageLine
    record: CheckedDerivation | None = None
    cases: tuple[tuple[str, str], ...] = ()

    @property
    def step(self) -> CheckedStep | None:
        return self.record.steps[0] if self.record is not None else None

    @property
    def verdict(self) -> str:
        """One of VERDICTS; "" for a definition or declaration that was read."""
        if self.line.problem is not None:
            return "not_read"
        if self.line.role == "outside":
            return "outside"
        if self.step is None:
            return ""
        found = "refuted" if self.hardly_ever else self.step.verdict.status
        return "conditional" if found == "refuted" and self.holds_for else found

    @property
    def of_case(self) -> str:
        """Of which members `record` speaks, if of some alone: i ≠ j."""
        if not self.cases or self.step is None:
            return ""
        decided = self.step.verdict.status
        return next((said for said, status in self.cases if status == decided), "")

    @property
    def holds_for(self) -> tuple[str, ...]:
        """Of which members a line is proved that is not of all; not where its sides are one."""
        if all(status in ("proved", "alike") for _, status in self.cases):
            return ()
        return _shorter([said.split(", ") for said, status in self.cases if status == "proved"])

    @property
    def hardly_ever(self) -> bool:
        """Whether a line is true on a null set alone, or only as a limit that it does not mean.

        An equation that holds at x = 0 is false on a page; so is one between two expressions in β
        that have the same limit, where an edit makes it right at every β.
        """
        step, record = self.step, self.record
        if step is None or record is None or step.verdict.status != "conditional":
            return False
        found = step.verdict.evidence["repairs"]
        edited = bool(step.verdict.evidence.get("edits"))
        return all(
            _is_null(record.context, found_one)
            or (found_one.get("relation") in ("≈", "→") and edited and _moves(record))
            for found_one in found
        )

    @property
    def first_error(self) -> bool:
        """Whether it is the first wrong link of a chain, or wrong on its own."""
        wrong = self.verdict in ("refuted", "conditional")
        return wrong and self.step is not None and not self.step.verdict.rests_on

    @property
    def follows(self) -> bool:
        """Whether it is right by itself, and goes on from a link that is not."""
        return self.step is not None and self.step.verdict.knock_on in ("follows", "right")


def _shorter(ways: list[list[str]]) -> tuple[str, ...]:
    """Without what makes no difference: i ≠ j and t = i, or i ≠ j and t ≠ i, is i ≠ j."""
    for way in ways:
        other = [*way[:-1], way[-1].replace("≠", "=")]
        if other != way and other in ways and len(way) > 1:
            left = [one for one in ways if one not in (way, other)]
            return _shorter([*left, way[:-1]])
    return tuple(", ".join(way) for way in ways)


def _is_null(context: Context, repair: Any) -> bool:
    """Whether what a repair assumes has an equation between real numbers in it."""
    facts = [from_json(item) for item in repair.get("assume", ())]
    integers = {Term("scalar", (key,)) for key in context.integers}
    sizes = integers | {s.size for s in context.index_sets}
    return any(
        f.op == "=" and not {t for t in f.subterms() if t.op in ("scalar", "entry")} <= sizes
        for f in facts
    )


def _moves(record: CheckedDerivation) -> bool:
    """Whether the right side has what tends to infinity written in it."""
    goal = record.steps[0].goal
    assert goal is not None
    while goal.op == "⇒" or goal.op == "every":
        goal = goal.children[-1]
    right = goal.children[-1]
    return any(t.op == "scalar" and t.key in record.context.limit for t in right.subterms())


@dataclass(frozen=True)
class UnreadPage:
    """A page that cannot be read at all, by its name; `why` is one line without it."""

    name: str
    why: str
    status = 2


@dataclass(frozen=True)
class CheckedPage:
    """A page with the verdicts of its lines, in order."""

    page: ReadPage
    lines: tuple[CheckedLine, ...]

    @property
    def status(self) -> int:
        """The exit status: 1 something false or conditional, 3 something open, 0 neither.

        Lines that are declared false are meant to be.
        """
        odd = [one for one in self.lines if one.line.expect != one.verdict and one.verdict]
        verdicts = {one.verdict for one in odd} - {"outside"}
        if verdicts & {"refuted", "conditional"} or any(
            one.line.expect == "refuted" and one.verdict == "proved" for one in odd
        ):
            return 1
        open_ = verdicts & {"undecided", "not_read"} or self.page.problems
        return 3 if open_ or self.page.document.problems else 0
