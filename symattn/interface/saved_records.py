"""Saved records and certificates, replayed by the kernel: no search, and no SymPy."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from ..checking.replaying import SECONDS, Judged, all_judged, problems, read_within, shown
from ..checking.workers import Stopped, result
from ..kernel import Claim, Rejected, replay
from ..language import TermError, plain
from ..publishing.notebooks import LineVerdict
from ..records.judging import ENCLOSED
from ..records.record import STATUSES, CheckedDerivation, CheckedStep, Verdict
from ..records.saving import MAX_BYTES, SavingError
from ..rendering.formats.text_wrapping import cleaned
from ..rendering.pages.given import given
from ..rendering.pages.rows import MARKS
from ..results.result import Result, worst
from ..results.result_parts import Parts, joined
from ..results.wrong_arguments import ArgumentError, one_of, seconds_of
from ..results.wrong_arguments import shown as told

LONGEST_NAME = 1024
ANSWERS = {"certificate", "evidence", "links"}
EXPECTED = (
    "expected records or certificates: a file that symattn wrote as JSON, its data, or what "
    "symattn.check or symattn.limit gave"
)


@dataclass(frozen=True, repr=False)
class Verified(Result):
    """What saved evidence was judged to show: nothing else of the file counts.

    `records` are what was saved, every verdict that does not replay turned into undecided;
    `problems` say of each why, in a line; `rules` are the kernel's that were used.

    >>> import symattn
    >>> found = verify(symattn.ask("1 < 2"))
    >>> found.verdict, found.problems
    ('proved', ())
    """

    records: tuple[CheckedDerivation, ...]
    problems: tuple[str, ...] = ()
    rules: frozenset[str] = frozenset()
    _no_truth = (
        "what was replayed is not true or false: see whether it is as_saved, or compare its verdict"
    )
    __hash__ = Result.__hash__

    @property
    def as_saved(self) -> bool:
        """Whether every certificate shows the verdict that was saved with it."""
        return not self.problems

    @property
    def lines(self) -> tuple[LineVerdict, ...]:
        """Each line with its verdict."""
        return tuple(
            LineVerdict(CheckedDerivation(r.id, r.title, r.source, r.context, (step,)))
            for r in self.records
            for step in r.steps
        )

    @property
    def verdict(self) -> str:
        """The worst verdict of the lines; "outside" where none is a claim."""
        return worst([s.verdict.status for r in self.records for s in r.steps])

    @property
    def oracle(self) -> bool:
        """Whether a line rests on Arb, which was asked again."""
        return bool(self.rules & set(ENCLOSED))

    @property
    def _parts(self) -> Parts:
        return joined([one._parts for one in self.lines])

    @property
    def why(self) -> str:
        """What does not replay; empty where all does."""
        return "; ".join(self.problems)

    @property
    def text(self) -> str:
        """The hypotheses, and each line with its verdict."""
        rows: list[str] = []
        for record in self.records:
            words = "".join(p if isinstance(p, str) else plain(p) for p in given(record.context))
            rows.append(cleaned(f"{record.id}  given {words or 'nothing'}"))
            for s in record.steps:
                said = "(words of the author, not judged)" if s.goal is None else plain(s.goal)
                mark = MARKS[s.verdict.status]
                rows.append(cleaned(f"  {mark} {record.id}.{s.number:<4} {said}"))
        return "\n".join([*rows, *self.problems])

    @property
    def latex(self) -> str:
        """The lines with their marks, for math mode."""
        rows = [f"{one.latex} && {MARKS[one.status]}" for one in self.lines if one.latex]
        body = " \\\\\n&".join(rows)
        return f"\\begin{{alignedat}}{{2}}\n&{body}\n\\end{{alignedat}}" if rows else ""

    def to_json(self) -> list[dict[str, Any]]:
        """The records as they were borne out."""
        return [record.to_json() for record in self.records]

    def __len__(self) -> int:
        return len(self.lines)

    def __iter__(self) -> Iterator[LineVerdict]:
        return iter(self.lines)


def verify(what: Any, *, seconds: float = SECONDS) -> Verified:
    """Replay what was saved: the kernel recomputes each verdict from its certificate.

    `what` is a path or a list of paths to files that symattn wrote as JSON (`check --certificates`,
    `derive --format json`, `ask --format json`), such data, or a result that has certificates.
    Nothing is searched, and SymPy is not loaded; each step has `seconds`.

    What does not replay is no error: it is undecided, and `problems` say why.  Raises SavingError
    for a file that cannot be read, ArgumentError for what is no such thing.

    >>> import symattn
    >>> found = verify(symattn.check("1a-gaps"))
    >>> found.verdict, found.as_saved, len(found)
    ('proved', True, 4)
    >>> verify(symattn.ask("x**2 > 0", let=["x: real"])).verdict
    'conditional'
    >>> data = symattn.check("1a-gaps").to_json()
    >>> data["steps"][0]["verdict"] = "refuted"
    >>> verify(data).problems
    ('1a-gaps.1: saved as refuted, and the certificates show proved',)
    """
    seconds = seconds_of(seconds)
    pairs: list[tuple[str, Any]] = []
    records = list(_records(what, pairs, seconds))
    found = list(all_judged(records, seconds))
    unlike = [line for record, one in zip(records, found) for line in problems(record, one)]
    kept = [shown(record, one) for record, one in zip(records, found)]
    used = [one.rules for many in found for one in many]
    for name, pair in pairs:
        record, judged = _of_pair(name, pair, seconds)
        kept.append(record)
        used.append(judged.rules)
        unlike += [f"{name}: the certificate does not replay: {judged.problem}"] * bool(
            judged.problem
        )
    return Verified(tuple(kept), tuple(unlike), frozenset[str]().union(*used))


def _records(
    what: Any, pairs: list[tuple[str, Any]], seconds: float
) -> Iterator[CheckedDerivation]:
    """The records in something; claims with certificates go to `pairs`."""
    if isinstance(what, (str, os.PathLike)):
        name = os.fspath(what)
        if not isinstance(name, str) or len(name) > LONGEST_NAME or not name.isprintable():
            raise SavingError(f"expected the name of a file, found {told(what)}")
        yield from _of_file(Path(what), pairs, seconds)
        return
    if isinstance(what, CheckedDerivation):
        yield what
        return
    if isinstance(what, Result):
        yield from _records(what.to_json(), pairs, seconds)
        return
    if isinstance(what, dict):
        yield from _of_data(what, "answer", pairs)
        return
    if isinstance(what, Sequence) and not isinstance(what, (bytes, bytearray)):
        if not what:
            raise ArgumentError(f"{EXPECTED}; found an empty list")
        for one in what:
            yield from _records(one, pairs, seconds)
        return
    raise ArgumentError(f"{EXPECTED}; found {told(what)}")


def _of_file(
    path: Path, pairs: list[tuple[str, Any]], seconds: float
) -> Iterator[CheckedDerivation]:
    try:
        yield from read_within(path, seconds)
        return
    except SavingError as error:
        data = _json(path)
        if not isinstance(data, dict) or not ANSWERS & data.keys():
            raise error from None
    try:
        yield from _of_data(data, path.name, pairs)
    except ArgumentError as error:
        raise SavingError(f"{path}: {error}") from None


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes()) if path.stat().st_size <= MAX_BYTES else None
    except (OSError, ValueError, RecursionError):
        return None


def _of_data(
    data: dict[str, Any], name: str, pairs: list[tuple[str, Any]]
) -> Iterator[CheckedDerivation]:
    if "steps" in data:
        try:
            yield CheckedDerivation.from_json(data)
        except (TermError, RecursionError) as error:
            raise ArgumentError(f"{EXPECTED}; {error}") from error
        return
    links = data.get("links", [data] if "evidence" in data else None)
    if isinstance(links, list) and links:
        for k, link in enumerate(links):
            yield _of_relation(f"{name}.{k + 1}", link)
        return
    found = [data] if "claim" in data and "certificate" in data else data.get("certificate")
    if not isinstance(found, list) or not all(
        isinstance(one, dict) and {"claim", "certificate"} <= one.keys() for one in found
    ):
        keys = ", ".join(map(str, list(data)[:6])) or "nothing"
        raise ArgumentError(f"{EXPECTED}; found data with {keys[:80]}")
    pairs += [(f"{name}.{k + 1}", one) for k, one in enumerate(found)]


def _of_relation(name: str, data: Any) -> CheckedDerivation:
    """A relation that was judged, as a record of one line."""
    statement = data.get("statement") if isinstance(data, dict) else None
    if not isinstance(statement, dict) or "evidence" not in data:
        raise ArgumentError(
            f"{EXPECTED}; found an answer without its statement and evidence, which it has in "
            "`ask --format json` and `batch --evidence`"
        )
    claim = _claim(name, statement)
    evidence = data["evidence"]
    if evidence is not None and not isinstance(evidence, dict):
        raise ArgumentError(f"{name}: expected evidence as an object, found {told(evidence)}")
    verdict = Verdict(one_of(f"{name}: verdict", data.get("verdict"), STATUSES), evidence)
    step = CheckedStep(1, claim.goal, "", verdict)
    return CheckedDerivation(name, "", "", claim.context, (step,))


def _claim(name: str, data: Any) -> Claim:
    try:
        return Claim.from_json(data)
    except (Rejected, TermError, RecursionError) as error:
        raise ArgumentError(f"{name}: expected a claim: {error}") from error


def _of_pair(name: str, pair: Any, seconds: float) -> tuple[CheckedDerivation, Judged]:
    """A claim with its certificate as a record of one line, judged."""
    claim = _claim(name, pair["claim"])
    found = result(partial(_replayed, claim, pair["certificate"]), seconds)
    judged = (
        Judged("undecided", problem=found.why.replace("search", "replay", 1))
        if isinstance(found, Stopped)
        else found
    )
    key = "proof" if judged.status == "proved" else "refutation"
    evidence = {key: pair["certificate"]} if not judged.problem else None
    step = CheckedStep(1, claim.goal, "", Verdict(judged.status, evidence))
    return CheckedDerivation(name, "", "", claim.context, (step,)), judged


def _replayed(claim: Claim, certificate: Any) -> Judged:
    try:
        outcome = replay(claim, certificate)
    except (Rejected, TermError) as error:
        return Judged("undecided", problem=str(error))
    return Judged(outcome.verdict, outcome.rules)
