"""The family of results: whatever was asked, the answer has the same attributes.

| attribute | what it gives |
|---|---|
| `verdict` | proved, conditional, refuted, undecided; of lines also not_read, outside, or nothing |
| `claim` | what was judged, as text |
| `conditions`, `repairs`, `counterexample`, `bounds`, `cases` | the parts (`result_parts.py`) |
| `why` | what is not decided, and why; what else there is to say |
| `text`, `latex` | the whole answer, for a terminal and for math mode |

Two results are equal if they are of one class and say the same of the same claim with the same
evidence.  None is true or false.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from ..language import SymattnError
from .result_parts import Case, Condition, Counterexample, Parts, ProvedBound, Repair

WORST_FIRST = ("refuted", "conditional", "undecided", "not_read", "proved")


class NoTruthValue(SymattnError, TypeError):
    """A result was taken for true or false, as in `if symattn.ask(...)`."""


class NoSuchLine(SymattnError, KeyError, IndexError):
    """There is no line of that number."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class Result:
    """What all results have.

    Compare the verdict: a result has no truth value.

    >>> import symattn
    >>> found = symattn.ask("x**2 > 0", let=["x: real"])
    >>> isinstance(found, Result), found.verdict, found.conditions[0].text
    (True, 'conditional', 'x != 0')
    >>> bool(found)
    Traceback (most recent call last):
    ...
    symattn.results.result.NoTruthValue: an answer is not true or false: compare its verdict, as \
in answer.verdict == "proved"
    """

    __slots__ = ()
    _no_truth: ClassVar[str] = (
        'a result is not true or false: compare its verdict, as in found.verdict == "proved"'
    )

    if TYPE_CHECKING:  # each class has these as fields or properties of its own

        @property
        def verdict(self) -> str:
            """proved, conditional, refuted or undecided."""

        @property
        def text(self) -> str:
            """The answer for a terminal."""

        @property
        def latex(self) -> str:
            """The answer for math mode."""

        def to_json(self) -> Any:
            """The result as plain data (docs/json.md)."""

    @property
    def _parts(self) -> Parts:
        """All that the properties below give."""
        return Parts()

    @property
    def claim(self) -> str:
        """What was judged, as text; empty where that is no single claim."""
        return self._parts.claim

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Under each of them it is true."""
        return self._parts.conditions

    @property
    def repairs(self) -> tuple[Repair, ...]:
        """Lines that are true in its place."""
        return self._parts.repairs

    @property
    def counterexample(self) -> Counterexample | None:
        """A place where it fails."""
        return self._parts.counterexample

    @property
    def bounds(self) -> tuple[ProvedBound, ...]:
        """How fast its limits are reached, where that was asked for."""
        return self._parts.bounds

    @property
    def cases(self) -> Sequence[Case]:
        """Values with their conditions, of limits and rates."""
        return self._parts.cases

    @property
    def why(self) -> str:
        """In words what shows the verdict, or why there is none; empty where all is said."""
        return self._parts.why

    def __bool__(self) -> bool:
        raise NoTruthValue(self._no_truth)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        told = self.claim or self.text.partition("\n")[0]
        short = told if len(told) <= 80 else f"{told[:77]}..."
        return f"<{type(self).__name__} {self.verdict or 'without verdict'}: {short}>"

    def __hash__(self) -> int:
        return hash((type(self).__name__, self.verdict, self.claim))

    def _repr_latex_(self) -> str | None:
        return f"$\\displaystyle {self.latex}$" if self.latex else None

    def _repr_markdown_(self) -> str:
        formula = f"$$\n{self.latex}\n$$\n\n" if self.latex else ""
        return f"{formula}```text\n{self.text.replace('```', '` ` `')}\n```\n"

    def _repr_html_(self) -> str:
        from html import escape

        formula = f"<p>$\\displaystyle {escape(self.latex)}$</p>" if self.latex else ""
        return f'<div class="symattn">{formula}<pre>{escape(self.text)}</pre></div>'


def worst(verdicts: Sequence[str]) -> str:
    """The worst of some verdicts; "outside" where nothing was judged.

    >>> worst(["proved", "", "refuted"]), worst([])
    ('refuted', 'outside')
    """
    return next((v for v in WORST_FIRST if v in verdicts), "outside")
