"""What a sentence said, and the limits that it takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import PageScope
from .conditions_read import Conditions
from .declaration_lines import read_limit
from .sentence_cuts import Sentence


@dataclass
class Heard:
    """What a sentence said."""

    declared: list[tuple[int, int, str]] = field(default_factory=list)  # formulas that declare
    definitions: list[tuple[int, int, str]] = field(default_factory=list)
    claims: dict[int, Conditions] = field(default_factory=dict)  # formulas that are concluded
    conditions: Conditions = field(default_factory=Conditions)  # for the display that follows
    defines_next: bool = False  # "Let" stands right before the display
    assumes_next: bool = False  # it is "Suppose that"
    problems: list[tuple[int, int, str]] = field(default_factory=list)
    passing: list[int] = field(default_factory=list)  # relations that are said, and not claimed
    assumable: list[int] = field(default_factory=list)  # those of them that may be meant to hold
    temporary: list[str] = field(default_factory=list)  # letters that a condition declares

    def behind(self) -> Heard:
        """What it says of one more display right behind the one that it leads to."""
        if self.defines_next:
            return self
        return Heard(conditions=self.conditions.once_more())


def limits_taken(
    scope: PageScope, said: Sentence, numbers: Sequence[int], heard: Heard, used: set[int]
) -> None:
    limits, links = [], []
    for n in numbers:
        tokens = said.formulas[n]
        k = next((j for j, t in enumerate(tokens) if t.text == r"\to"), None)
        if k is None:
            continue
        try:
            limit, link = read_limit(scope, tokens, k, said.ends[n])
        except FormulaError as error:
            heard.problems.append((error.start, error.end, error.message))
            continue
        limits += [limit] if limit is not None else []
        links += [link] if link is not None else []
        used.add(n)
        heard.declared.append((said.starts[n], said.ends[n], "declares a limit"))
    scope.limits, scope.links = tuple(limits), tuple(links)
