"""A page looked at while it is being written: read, and judged claim by claim.

What is yielded is plain data, so that whoever asks can look up between two claims, and leave it.
Verdicts on claims that were judged before are kept in memory: a line that was not changed costs
nothing.  A claim that was stopped from outside is put off, and left undecided.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ..checking.book_proofs import asked as text_of
from ..checking.book_proofs import content
from ..checking.book_proofs import name as digest
from ..checking.checked_pages import CheckedLine, CheckedPage
from ..checking.open_blocks import before_open_block
from ..checking.page_checks import asked_of
from ..checking.page_jobs import Job
from ..checking.step_verdicts import rivals
from ..kernel import Claim
from ..language import Term, from_json, to_json
from ..reading.documents.loading import parse
from ..reading.documents.pieces import Form
from ..reading.whole_pages.page_lines import ReadPage
from ..reading.whole_pages.page_reader import read_page
from ..reading.whole_pages.settings_beside import settings_for
from ..records.judging import judge
from ..records.record import Verdict, reason_from_json
from ..rendering.author_pages.findings import SAID_IN_FULL, findings
from .page_views import Data, view
from .text_units import units

NAME = "page"
MOST_KEPT = 4000  # verdicts; the one that was not asked for longest goes first
SECONDS = 20.0  # the effort for a claim, counted and not timed


@dataclass(frozen=True)
class Looked:
    """A page with its verdicts, and for each line, by its number, the claims that were judged."""

    checked: CheckedPage
    claims: Mapping[int, Sequence[str]]
    again: bool = False  # it comes once more

    def view(self) -> Data:
        """The page as the app shows it; a line is `shown_by` the claims judged for it."""
        found = view(self.checked)
        told = [one for one in findings(self.checked) if one.verdict]
        number = {id(line): k for k, line in enumerate(self.checked.lines)}
        for line, one in zip(found["lines"], told):
            line["shown_by"] = list(self.claims.get(number.get(id(one.line), -1), ()))
        return {
            **found,
            "again": self.again,
            "names": sorted({n for names in self.claims.values() for n in names}),
        }


class KeptVerdicts:
    """Verdicts by what was asked: a claim, and the lines beside it that say something else.

    Those lines change no verdict: they are looked at for what a false line should say.
    """

    def __init__(self) -> None:
        self._found: OrderedDict[str, Verdict] = OrderedDict()
        self._last: OrderedDict[str, str] = OrderedDict()  # of a claim, whatever is beside it

    def get(self, asked: AskedClaim, exact: bool = True) -> tuple[str, Verdict | None]:
        """The name and the verdict of what was asked.

        A proof holds whatever stands beside; with `exact` off, so does any other verdict.
        """
        for name in (asked.name, self._last.get(asked.alone, "")):
            found = self._found.get(name)
            if found is None or (name != asked.name and exact and found.status != "proved"):
                continue
            self._found.move_to_end(name)
            return name, found
        return asked.name, None

    def put(self, asked: AskedClaim, verdict: Verdict) -> None:
        self._found[asked.name] = verdict
        self._last[asked.alone] = asked.name
        for kept in (self._found, self._last):
            while len(kept) > MOST_KEPT:
                kept.popitem(last=False)

    def borne_out(self, claim: Any, others: Any, content: Any) -> bool:
        """Whether the kernel finds what another process has found; it is kept then.

        Raises Rejected, TermError and the like for what is no evidence.
        """
        status, reasons, evidence = content
        asked = AskedClaim(Claim.from_json(claim), tuple(map(from_json, others)))
        if judge(asked.claim, evidence)[0] != status:
            return False
        self.put(asked, Verdict(str(status), evidence, tuple(map(reason_from_json, reasons))))
        return True


@dataclass(frozen=True)
class AskedClaim:
    """A claim, and the lines beside it."""

    claim: Claim
    others: tuple[Term, ...] = ()

    @property
    def alone(self) -> str:
        return self._names[0]

    @property
    def name(self) -> str:
        return self._names[1]

    @cached_property
    def _names(self) -> tuple[str, str]:
        alone = digest(text_of(self.claim, ()))
        return alone, digest(text_of(self.claim, self.others)) if self.others else alone


def read(text: str, form: Form, setting: str = "") -> ReadPage:
    """The page as it is understood.  Raises PageError."""
    return read_page(parse(text, form, NAME), settings_for(Path()), setting)


def looked_at(
    page: ReadPage,
    kept: KeptVerdicts,
    put_off: Mapping[str, int] = MappingProxyType({}),
    seconds: float = SECONDS,
) -> Iterator[Data | Looked]:
    """What happens as a page is judged, and at its end the page with its verdicts.

    {"kind": "claim"} comes before a claim is judged and {"kind": "verdict"} after; what is known
    is passed over.  Claims in `put_off` were stopped after so many seconds, and are not judged.
    Where a verdict was found beside other lines, the page comes twice: the second time it is
    looked for beside those that there are now.
    """
    going = _going(page, kept, put_off, seconds, exact=False)
    again = yield from going
    if again:
        yield from _going(page, kept, put_off, seconds, exact=True)


def _going(
    page: ReadPage, kept: KeptVerdicts, put_off: Mapping[str, int], seconds: float, exact: bool
) -> Generator[Data | Looked, None, bool]:
    before = units(page.document.text)
    shown_by: dict[int, list[str]] = {}
    stale = False
    asking = asked_of(page)
    jobs = next(asking)
    while True:
        verdicts: list[Verdict] = []
        for job in jobs:
            k, asked = job.step.number - 1, _asked(job)
            name, verdict = kept.get(asked, exact)
            stale = stale or (
                name != asked.name and verdict is not None and verdict.status != "proved"
            )
            if verdict is None and name in put_off:
                verdict = Verdict("undecided", reasons=(("stopped", put_off[name]),))
            if verdict is None:
                line = page.lines[k]
                place = {"start": before(line.start), "end": before(line.end), "name": name}
                yield {"kind": "claim", **place}
                verdict = job.judged(seconds)
                kept.put(asked, verdict)
                yield {
                    "kind": "verdict",
                    **place,
                    "verdict": verdict.status,
                    "said": SAID_IN_FULL[verdict.status],
                    **_found(asked, verdict),
                }
            verdicts.append(verdict)
            shown_by.setdefault(k, []).append(name)
        try:
            jobs = asking.send(verdicts)
        except StopIteration as end:
            yield Looked(end.value, shown_by, stale)
            return stale


def _found(asked: AskedClaim, verdict: Verdict) -> Data:
    """What another process needs to judge it again."""
    return {
        "claim": asked.claim.to_json(),
        "others": list(map(to_json, asked.others)),
        "content": content(verdict),
    }


def before_verdicts(page: ReadPage) -> Data:
    """The page with its formulas set, and no verdict yet."""
    page = before_open_block(page)
    lines = tuple(CheckedLine(line) for line in page.lines)
    return {**view(CheckedPage(page, lines)), "kind": "read"}


def _asked(job: Job) -> AskedClaim:
    claim = job.step.claim(job.context)
    return AskedClaim(claim, rivals(claim, job.goals))


__all__ = ["AskedClaim", "KeptVerdicts", "Looked", "before_verdicts", "looked_at", "read"]
