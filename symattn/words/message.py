"""The shape of what is said: a label, and a sentence in which terms stand for formulas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Union

from ..language import Term


@dataclass(frozen=True, eq=False)
class Revised(Term):
    """A formula, and what it was before: formats mark what is different."""

    before: Term = field(kw_only=True)

    @classmethod
    def of(cls, term: Term, before: Term) -> Revised:
        return cls(term.op, term.args, before=before)


Part = Union[str, Term]
# the labels of remarks that go with a limit and may be folded away
BESIDE = ("Bound", "Threshold", "How often")


@dataclass(frozen=True)
class Message:
    """One remark under a step.

    A label ("Counterexample") and a sentence in which terms stand for formulas.

    `under` is that part of a repair which says what its line takes for granted: no line stands
    without it.
    """

    label: str
    parts: tuple[Part, ...]
    under: tuple[Part, ...] = ()


def message(label: str, *parts: Part) -> Message:
    """A message without empty parts."""
    return Message(label, tuple(p for p in parts if p != ""))


def listed(facts: Iterable[Term]) -> list[Part]:
    """n = 2 and β > 1"""
    return separated(facts, " and ")


def separated(facts: Iterable[Term], by: str = ", ") -> list[Part]:
    """n = 2, β = 1"""
    words: list[Part] = []
    for fact in facts:
        words += [by, fact] if words else [fact]
    return words
