"""Claims as strangers ask them, decided in this process: what the tables of this folder are made
of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.language import plain
from symattn.reading.question_reader import read_question
from symattn.records.judging import judge
from symattn.records.record import Verdict
from symattn.words import Part, about
from symattn.words.reasons import why

SECONDS = 20.0


@dataclass(frozen=True)
class Asked:
    """A claim in the syntax of `symattn ask`, with what is declared and given; `right` is the
    verdict, "false" for refuted or conditional."""

    name: str
    claim: str
    right: str
    let: Sequence[str] = ()
    given: Sequence[str] = ()
    limit: str = ""


def reals(names: str) -> tuple[str, ...]:
    """Declarations of real numbers."""
    return tuple(f"{name}: real" for name in names.split())


def verdict_of(asked: Asked) -> Verdict:
    """The verdict on the first relation, borne out by the kernel."""
    return judged(claim_of(asked))


def claim_of(asked: Asked) -> Claim:
    """The first relation that is asked about."""
    question = read_question(asked.claim, asked.let, asked.given, asked.limit)
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


def judged(claim: Claim) -> Verdict:
    """The verdict on a claim, after the kernel has said the same of its evidence."""
    found = decide(claim, SECONDS)
    assert judge(claim, found.evidence)[0] == found.status
    return found


def is_right(found: Verdict, right: str) -> bool:
    return found.status in ("refuted", "conditional") if right == "false" else found.status == right


def words_of(found: Verdict) -> str:
    """What the search says where nothing is decided."""
    said = [why(reason) for reason in found.reasons]
    return "; ".join(map(_text, said))


def all_words_of(asked: Asked, found: Verdict) -> str:
    """Everything that is said beside the verdict."""
    said = (f"{m.label}: " + _text(m.parts) for m in about(claim_of(asked), found))
    return "; ".join(said)


def remarks(claim: Claim, found: Verdict, label: str) -> list[str]:
    """What is said of a verdict under a label, remark by remark."""
    return [_text(m.parts) for m in about(claim, found) if m.label == label]


def _text(parts: Sequence[Part]) -> str:
    return "".join(p if isinstance(p, str) else plain(p) for p in parts)
