"""What a result is made of: conditions, repairs, a counterexample, bounds, cases.

Each says itself as text and as LaTeX.  They are plain frozen data: they compare, hash and travel
between processes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, Union

Value = Union[str, tuple[str, ...]]


@dataclass(frozen=True)
class Condition:
    """Under it a line is true that is not true in general.

    `facts` are what has to hold besides, `relation` what stands in place of the line's own (≈ in
    place of =), "" where it stays.  `necessary`: the line fails wherever the facts do not hold.
    `text` has the facts, or the weaker line where there are none; `said` is the sentence.
    """

    text: str
    latex: str = ""
    facts: tuple[str, ...] = ()
    relation: str = ""
    necessary: bool = False
    said: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Repair:
    """A line near the one that was given, and proved.

    `facts` are what it takes for granted besides; `said` is the sentence, which names what was
    changed.
    """

    text: str
    latex: str = ""
    facts: tuple[str, ...] = ()
    said: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Counterexample:
    """A place where the line fails, with exact values by their names.

    `values` has the values of what has one there, ("n", "3"), of a family one for each member; what
    moves with a limit has none.  `text` is the sentence, with both sides.
    """

    text: str
    values: tuple[tuple[str, Value], ...] = ()

    @property
    def point(self) -> dict[str, Value]:
        """The values by their names."""
        return dict(self.values)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class ProvedBound:
    """How far something is from its limit at a finite value: an inequality that is proved.

    It holds under `facts`.  `said` are the sentences: where it is sharp, from where on the error is
    at most ε, how often.
    """

    text: str
    latex: str = ""
    facts: tuple[str, ...] = ()
    said: str = ""

    def __str__(self) -> str:
        return self.text


class Case(NamedTuple):
    """A value and when it is one: the first case whose condition holds counts.

    "true" always holds; a value None is not decided.
    """

    when: str
    value: str | None


class LatexText(str):
    """LaTeX for math mode.

    Calling it gives the same text: what is an attribute now was a method of limits.

    >>> LatexText("x^2")()
    'x^2'
    """

    __slots__ = ()

    def __call__(self) -> str:
        return str(self)


@dataclass(frozen=True)
class Parts:
    """All parts of a result together."""

    claim: str = ""
    conditions: tuple[Condition, ...] = ()
    repairs: tuple[Repair, ...] = ()
    counterexample: Counterexample | None = None
    bounds: tuple[ProvedBound, ...] = ()
    cases: tuple[Case, ...] = ()
    why: str = ""


def joined(parts: Sequence[Parts]) -> Parts:
    """The parts of several lines as those of one: the first counterexample, and all the rest."""
    return Parts(
        claim="; ".join(p.claim for p in parts if p.claim),
        conditions=tuple(c for p in parts for c in p.conditions),
        repairs=tuple(r for p in parts for r in p.repairs),
        counterexample=next((p.counterexample for p in parts if p.counterexample), None),
        bounds=tuple(b for p in parts for b in p.bounds),
        cases=tuple(c for p in parts for c in p.cases),
        why=" ".join(p.why for p in parts if p.why),
    )
