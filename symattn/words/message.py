"""The shape of what is said: a label, and a sentence in which terms stand for formulas."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
AUTHORS = "Author's remark"  # the one label whose words are not symattn's
# a word in small letters at the beginning, which is no formula; a mark may stand before it
_SMALL = re.compile(
    r"((?:✓ )?)(?!lim\b)(?:([a-z])(?=[a-z]+[ ,.:])|(a)(?= (?!and |has |tends )[a-z]{3,}\b))"
)
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


def as_sentence(said: Message) -> Message:
    """The message where its label ends with a full stop: what follows begins with a capital.

    An author's own words stay as they are, and so does a formula.

    >>> as_sentence(Message("Condition", ("true iff it is so.",))).parts
    ('True iff it is so.',)
    """
    first = said.parts[0] if said.parts and said.label not in ("", AUTHORS) else None
    if not isinstance(first, str):
        return said
    return replace(said, parts=(sentence(first), *said.parts[1:]))


def sentence(text: str) -> str:
    """A text that begins with a capital, unless it begins with a formula.

    >>> [sentence(text) for text in ("expected a term", "a sum is expected", "a has no index")]
    ['Expected a term', 'A sum is expected', 'a has no index']
    """
    found = _SMALL.match(text)
    return found[1] + text[found.end() - 1].upper() + text[found.end() :] if found else text


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
