"""What is said under a line.

A pure function of the claim and of evidence that the kernel has judged.

Nothing of it is stored or believed: whether evidence comes from the search, the cache, a saved
record or the process that ran a stranger's file, the words for it are made here, when they are
printed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..kernel import Claim, Rejected
from ..language import TermError
from ..records.record import CheckedDerivation, CheckedStep, Verdict
from .conditions import ENOUGH, condition
from .counterexamples import counterexample
from .enclosing_numbers import enclosures
from .finite_margins import margins
from .message import AUTHORS, BESIDE, Message, Part, Revised, as_sentence, sentence
from .proofs import proof
from .reasons import follows, undecided
from .repaired import repair


def words(claim: Claim, evidence: Any) -> tuple[Message, ...]:
    """The messages that judged evidence gives.

    Repairs, conditions, bounds, a counterexample, what a proof exchanges.

    `evidence` is what `judge` has accepted for this claim.  Of what has no words there are none.
    """
    return tuple(m for part in _parts(claim, evidence) for m in _made(part))


def _parts(claim: Claim, evidence: Any) -> Iterator[Callable[[], Iterable[Message]]]:
    """What makes each part of the words, in the order in which they stand."""
    if "oracle" in evidence:
        yield lambda: enclosures(claim, evidence)
        return
    if "proof" in evidence:
        yield lambda: proof(claim, evidence["proof"])
        yield lambda: margins(claim, evidence)
        return
    for edit in evidence.get("edits", ()):
        yield lambda edit=edit: (repair(claim, edit),)  # type: ignore[misc]
    for one in evidence.get("repairs", ()):
        yield lambda one=one: (condition(claim, one, evidence),)  # type: ignore[misc]
    yield lambda: margins(claim, evidence)
    yield lambda: (counterexample(claim, evidence),)


def _made(part: Callable[[], Iterable[Message]]) -> list[Message]:
    """The messages, none where what is there has no words.

    Evidence may be a stranger's, and judged all the same.
    """
    try:
        return list(part())
    except (Rejected, TermError, LookupError, TypeError, ValueError, AttributeError):
        return []


def said(record: CheckedDerivation, step: CheckedStep) -> tuple[Message, ...]:
    """All that stands under a line: its author's remark, and then symattn's own words."""
    remark = (Message(AUTHORS, (step.remark,)),) if step.remark else ()
    return remark if step.goal is None else remark + about(record.claim(step), step.verdict)


def about(claim: Claim, verdict: Verdict) -> tuple[Message, ...]:
    """The words for a judged verdict.

    For one that is not decided, what the search says of itself, and what the evidence shows all the
    same.
    """
    evidence = verdict.evidence or {}
    if verdict.status != "undecided":
        return words(claim, evidence)
    shown = lambda: (
        *follows(claim, evidence),
        *((counterexample(claim, evidence),) if "refutation" in evidence else ()),
    )  # noqa: E731
    return (*undecided(claim, verdict.reasons), *_made(shown))


__all__ = [
    "AUTHORS", "BESIDE", "ENOUGH", "Message", "Part", "Revised", "about", "as_sentence", "said",
    "sentence", "words",
]  # fmt: skip
