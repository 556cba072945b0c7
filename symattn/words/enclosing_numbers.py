"""That a verdict rests on an oracle, in every format: which numbers it encloses, and between which
bounds."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from ..kernel import Claim
from ..kernel.rules.points import point_from_json
from ..language import from_json
from ..oracles import Enclosure
from ..records.judging import ENCLOSED, with_enclosures
from ..records.record import Verdict
from .amounts import point_parts
from .decimals import decimal
from .message import Message, Part, message

ORACLE = "Arb, through python-flint"
DIGITS = 7


def rests_on_an_oracle(evidence: Any) -> bool:
    return isinstance(evidence, dict) and "oracle" in evidence


def oracle_of(verdict: Verdict) -> str:
    """In a list of lines: "   (rests on Arb)" where one does."""
    return "   (rests on Arb)" if rests_on_an_oracle(verdict.evidence or {}) else ""


def enclosures(claim: Claim, evidence: Any) -> tuple[Message, ...]:
    """What the verdict rests on, and for a false line what both sides are."""
    if not rests_on_an_oracle(evidence):
        return ()
    by = evidence["oracle"]
    shown = () if ENCLOSED[by["rule"]] else (_counterexample(claim, by),)
    return (_message(by), *shown)


def _counterexample(claim: Claim, by: Any) -> Message:
    s, _ = with_enclosures(claim, by)
    random = {law.key for law in claim.context.laws}
    fixed = tuple(x for x in claim.context.scalars if x.key not in random)
    where = replace(claim.context, scalars=fixed)
    shown = point_parts(point_from_json(by["point"]), claim.goal, where)
    place: list[Part] = ["At ", *shown, ": "] if shown else []
    left, right = (decimal(s.scalar(side), s.signs) for side in claim.goal.children)
    the = "the" if place else "The"
    return message("Counterexample", *place, f"{the} left side is {left}, the right side {right}.")


def _message(by: Any) -> Message:
    parts: list[Part] = []
    for data, low, high in by["numbers"]:
        ends = Enclosure(Fraction(low), Fraction(high)).decimal(DIGITS)
        low_text, high_text = (e.replace("-", "−") for e in ends)
        parts += [
            "; " if parts else "",
            from_json(data),
            f" lies between {low_text} and {high_text}",
        ]
    return message("Rests on", f"{ORACLE}, and not on the kernel alone: ", *parts, ".")
