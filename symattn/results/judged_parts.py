"""The parts of a result, read off evidence that the kernel has judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from ..kernel import Claim, Rejected
from ..kernel.verdicts import edited, repaired
from ..language import Context, Term, TermError, from_json, plain
from ..records.record import Verdict
from ..rendering.formulas.latex_math import latex
from ..rendering.pages.marks import text_of, unmarked
from ..words import Message, about
from ..words.finite_margins import messages_of, read
from .result_parts import Condition, Counterexample, Parts, ProvedBound, Repair, Value


def _sentence(message: Message) -> str:
    return unmarked(text_of(message.parts))


@dataclass(frozen=True)
class Spelling:
    """How terms and sentences are told: as symattn prints them, or as an asker spelled them."""

    text: Callable[[Term], str] = plain
    latex: Callable[[Term], str] = latex
    sentence: Callable[[Message], str] = _sentence
    name: Callable[[str], str] = str


PRINTED = Spelling()


def parts_of(
    claim: Claim,
    verdict: Verdict,
    told: Spelling = PRINTED,
    messages: Sequence[Message] | None = None,
) -> Parts:
    """What a judged verdict has to say, part by part."""
    evidence = verdict.evidence or {}
    said = about(claim, verdict) if messages is None else messages
    sentences = [(m.label, told.sentence(m)) for m in said]

    def labelled(label: str) -> list[str]:
        return [text for name, text in sentences if name == label]

    proved = verdict.status == "proved"
    repairs = [] if proved else evidence.get("repairs") or []
    edits = [] if proved else evidence.get("edits") or []
    return Parts(
        claim=_text(told, claim.goal),
        conditions=tuple(
            _condition(claim, one, told, text or "")
            for one, text in zip_longest(repairs, labelled("Condition")[: len(repairs)])
        ),
        repairs=tuple(
            _repair(claim, one, told, text or "")
            for one, text in zip_longest(edits, labelled("Repair")[: len(edits)])
        ),
        counterexample=_counterexample(claim, verdict, labelled("Counterexample"), told),
        bounds=_bounds(evidence, told),
        why=" ".join(f"{label}: {text}" if label else text for label, text in sentences),
    )


def _text(told: Spelling, term: Term) -> str:
    try:
        return told.text(term)
    except TermError:  # a table of cases cannot be asked
        return plain(term)


def _condition(claim: Claim, repair: dict[str, Any], told: Spelling, said: str) -> Condition:
    facts = [from_json(f) for f in repair.get("assume") or ()]
    facts += [Term("→", (from_json(x), Term("number", (0,)))) for x in repair.get("links") or ()]
    shown = facts
    if not facts:
        with suppress(Rejected, TermError):
            shown = [repaired(claim, repair).goal]
    texts = tuple(_text(told, f) for f in facts)
    return Condition(
        text=" and ".join(_text(told, f) for f in shown),
        latex=r" \text{ and } ".join(told.latex(f) for f in shown),
        facts=texts,
        relation=str(repair.get("relation") or ""),
        necessary=bool(repair.get("necessary")),
        said=said,
    )


def _repair(claim: Claim, edit: dict[str, Any], told: Spelling, said: str) -> Repair:
    goal = edited(claim, edit).goal
    facts = tuple(_text(told, from_json(f)) for f in edit.get("assume") or ())
    return Repair(_text(told, goal), told.latex(goal), facts, said)


def _counterexample(
    claim: Claim, verdict: Verdict, said: Sequence[str], told: Spelling
) -> Counterexample | None:
    values = point_of(claim.context, verdict)
    if verdict.status == "proved" or (values is None and not said):
        return None
    named = tuple((told.name(key), value) for key, value in (values or {}).items())
    return Counterexample(said[0] if said else "", named)


def point_of(context: Context, verdict: Verdict) -> dict[str, Value] | None:
    """The values at the point that refutes a line, by the keys of its symbols.

    What moves with a limit, or is averaged over, has none.
    """
    evidence = verdict.evidence or {}
    refutation = evidence.get("refutation") or {}
    # one direction of ⇔, or samples
    inner = refutation["parts"][0] if refutation.get("parts") else refutation
    by = evidence.get("oracle") or refutation.get("by") or {}
    point = by.get("point") or (inner.get("refutation") or {}).get("point")
    if not point or verdict.status == "proved":
        return None
    gone = {*context.limit, *(law.key for law in context.laws)} if "point" in by else set()
    found: dict[str, Value] = {
        k: v for k, v in point["scalars"].items() if isinstance(v, str) and k not in gone
    }
    for key, entries in point["entries"].items():
        found[key] = tuple(map(str, entries)) if isinstance(entries, list) else str(entries)
    return found


def _bounds(evidence: Any, told: Spelling) -> tuple[ProvedBound, ...]:
    return tuple(
        ProvedBound(
            _text(told, one.claim),
            told.latex(one.claim),
            tuple(_text(told, f) for f in (*one.facts, *one.where)),
            " ".join(told.sentence(m) for m in messages_of(one)),
        )
        for one in read(evidence.get("bounds") or ())
    )
