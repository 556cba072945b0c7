"""What can be asked: a limit, bounds for one, a number, or relations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..language import Context, Term
from .declarations import key_of


@dataclass(frozen=True)
class LimitQuestion:
    """limit(f, variable, point): `point` is ∞, −∞ or a term, `side` "+", "-" or "" for both."""

    term: Term
    variable: str
    point: Term
    side: str = ""

    def on_the_side_that_there_is(self, facts: Iterable[Term]) -> LimitQuestion:
        """With its side, if the facts leave but one: where T is positive, T → 0 is from above."""
        sides = {">": "+", "≥": "+", "<": "-", "≤": "-"}
        bounds = (Term("scalar", (key_of(self.variable),)), self.point)
        found = next((sides[f.op] for f in facts if f.op in sides and f.children == bounds), "")
        return self if self.side else replace(self, side=found)


@dataclass(frozen=True)
class BoundQuestion:
    """bound(f, variable, oo, ε, p): how far f is from its limit.

    From where on at most ε, if that is a number; and where with probability p.
    """

    term: Term
    variable: str
    epsilon: Term | None = None
    wanted: Fraction | None = None


@dataclass(frozen=True)
class ValueQuestion:
    """A number that is asked for: E(f), Var(f), P(event), or something made of them."""

    term: Term


@dataclass
class Question:
    """What was declared and asked.

    It is a limit to find, or relations to decide (several for a chain).
    """

    names: dict[str, str] = field(default_factory=dict)  # key of a symbol: as the asker spelled it
    context: Context = Context()
    asked: LimitQuestion | BoundQuestion | ValueQuestion | tuple[Term, ...] = ()
    # key of a symbol: its name in SymPy, if that is another one
    symbols: dict[str, str] = field(default_factory=dict)
    # keys of the families whose values are said by definitions: one-hot ones
    defined: frozenset[str] = frozenset()
    # of relations that say a limit at another point than ∞: each limit as it was written
    limits: tuple[LimitQuestion, ...] = ()
    # how something was read that is better written otherwise
    notices: list[str] = field(default_factory=list)
