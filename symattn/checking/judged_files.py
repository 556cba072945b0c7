"""Files of records, read and judged by workers that share the files among them.

A worker hands over what is printed, and keeps the certificates, which are most of a file.  What a
derivation's certificates have in common is worked out in one process.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Union

from ..records.record import CheckedDerivation
from ..records.saving import SavingError, read_all
from .replaying import LANES, SECONDS, Judged, all_judged, judged_steps, read_within
from .taking import folder, take
from .workers import Stopped, results

FEW = 4  # files whose steps are shared instead
Found = Union[SavingError, list[tuple[CheckedDerivation, list[Judged]]]]


def judged_files(paths: Sequence[Path], seconds: float = SECONDS) -> Iterator[Found]:
    """The records of each file with what the kernel makes of their steps, in order.

    Or why a file cannot be read.  Of the evidence the records have kept what names an oracle.
    """
    with folder() as taken:
        count = min(os.cpu_count() or 1, LANES) if taken else 1
        if count == 1 or len(paths) < FEW:
            yield from (_alone(path, seconds) for path in paths)
            return
        lanes = [_FileLane(paths, taken, seconds) for _ in range(count)]
        try:
            for lane in lanes:
                next(lane.found, None)  # all are at work from here on
            for k, path in enumerate(paths):
                yield _next(lanes, k, path)
        finally:
            for lane in lanes:
                lane.found.close()


def _alone(path: Path, seconds: float) -> Found:
    """One file, its steps shared."""
    try:
        records = read_within(path, seconds)
    except SavingError as error:
        return error
    return list(zip(records, all_judged(records, seconds)))


def _unread(path: Path) -> SavingError:
    return SavingError(f"{path}: cannot be read in the time and the memory there is")


class _FileLane:
    """A worker that takes one file after the other that no other has taken.

    Where it is stopped another goes on with the next step, or the next file.
    """

    def __init__(self, paths: Sequence[Path], taken: str, seconds: float) -> None:
        self.paths, self.taken, self.seconds = paths, taken, seconds
        self.at: int | None = None  # the file that it has taken
        self.found = self._found()

    def _found(self) -> Generator[Found | None, None, None]:
        """What each file has, and None before it, when that is taken."""
        first, records, judged = 0, list[CheckedDerivation](), list[Judged]()
        stopped = True
        while stopped:
            stopped = False
            again = len(judged) if self.at is not None else None
            work = partial(_work, self.paths, self.taken, first, again)
            for one in results(work, self.seconds):
                if isinstance(one, int):
                    self.at, first, records, judged = one, one, [], []
                    yield None
                    continue
                if isinstance(one, Stopped):
                    stopped = True
                    if self.at is None:  # before it began
                        left = range(first, len(self.paths))
                        self.at = next((k for k in left if take(self.taken, k)), None)
                        if self.at is None:
                            return
                        yield None
                    if not records:
                        one = _unread(self.paths[self.at])
                    else:
                        why = one.why.replace("search", "replay", 1)
                        judged.append(Judged("undecided", problem=why))
                elif isinstance(one, Judged):
                    judged.append(one)
                elif isinstance(one, list):
                    records = one
                if isinstance(one, SavingError) or len(judged) == sum(map(_length, records)):
                    assert self.at is not None
                    first, self.at = self.at + 1, None
                    yield one if isinstance(one, SavingError) else _shared_out(records, judged)
                    records, judged = [], []


def _next(lanes: list[_FileLane], wanted: int, path: Path) -> Found:
    """What a file has: of the lane that has taken it, or is about to say so."""
    for lane in sorted(lanes, key=lambda lane: lane.at is None):
        while lane.at in (wanted, None):
            try:
                found = next(lane.found)
            except StopIteration:
                break
            if found is not None:
                return found
    return _unread(path)


def _length(record: CheckedDerivation) -> int:
    return len(record.steps)


def _shared_out(records: list[CheckedDerivation], judged: list[Judged]) -> Found:
    """Each record with what is known of its own steps."""
    rest = iter(judged)
    return [(record, [next(rest) for _ in record.steps]) for record in records]


def _work(
    paths: Sequence[Path], taken: str, first: int, again: int | None
) -> Iterator[int | SavingError | list[CheckedDerivation] | Judged]:
    """The number of each file that is taken, its records, and what is known of each step.

    Of the first file, if so many of its steps are judged already, what is known of the others.
    """
    for k in range(first, len(paths)):
        known = again if k == first else None
        if known is None:
            if not take(taken, k):
                continue
            yield k
        try:
            records = read_all(paths[k])
        except SavingError as error:
            yield error
            continue
        if known is None:
            yield list(map(_without_proofs, records))
        steps = [(record, n) for record in records for n in range(len(record.steps))]
        yield from judged_steps(steps[known or 0 :])


def _without_proofs(record: CheckedDerivation) -> CheckedDerivation:
    """The record with what its lines say, and of their evidence what names an oracle."""
    steps = []
    for step in record.steps:
        evidence = step.verdict.evidence
        named = isinstance(evidence, dict) and "oracle" in evidence
        kept = {"oracle": evidence["oracle"]} if named else None
        steps.append(replace(step, verdict=replace(step.verdict, evidence=kept)))
    return replace(record, steps=tuple(steps))
