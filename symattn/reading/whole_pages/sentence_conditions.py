"""Conditions of a sentence, given to the claims that they belong to, and to the display behind.

What stands before the first claim belongs to all; what stands behind one belongs to it, and to
those that "and" joins to it.  A letter that only its condition declares is forgotten afterwards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...language import Term, number
from ...language.kinds import COMPARISONS
from ..latex_terms.all_factors import formula_reader, value_of
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from ..latex_terms.spelled_names import name_at
from .conditions_read import Conditions, read_condition
from .declaring_names import declare_number
from .index_ranges import range_said
from .sentence_cuts import Sentence
from .sentence_roles import Role, has_relation


@dataclass
class Conditioned:
    """The claims of a sentence, each with its conditions; those of the display that follows."""

    claims: dict[int, Conditions] = field(default_factory=dict)
    display: Conditions = field(default_factory=Conditions)
    read: list[int] = field(default_factory=list)  # formulas that are conditions
    temporary: list[str] = field(default_factory=list)  # letters that a condition declares
    strong: set[int] = field(default_factory=set)  # claims that a word announces


def conditioned(
    scope: PageScope, said: Sentence, parts: Sequence[Role], used: set[int]
) -> Conditioned:
    """The claims with what they are under.  New letters of conditions enter the scope."""
    made = Conditioned()
    claims = [k for k, role in enumerate(parts) if role.kind == "claim" and k not in used]
    if not claims and not said.ends_open:
        return made
    mine = [k for k, role in enumerate(parts) if role.kind == "condition" and k not in used]
    for k in mine:
        made.temporary += declared_here(scope, said.formulas[k])
    read = {k: _read(scope, said, parts, k) for k in mine}
    made.read = [k for k in mine if (one := read[k]) is not None and one.problem is None]
    for k in claims:
        made.claims[k] = Conditions()
        if not parts[k].weak:
            made.strong.add(k)
    for k in mine:
        found = read[k]
        if found is None:
            continue
        before = [c for c in claims if c < k]
        after = [c for c in claims if c > k]
        if not before or parts[k].opens or _starts_over(parts, k):
            for c in after:
                made.claims[c].add(found)
            if not before or not after:
                made.display.add(found)
            continue
        _behind(made, parts, before, found)
        if said.ends_open and not after:
            made.display.add(found)
    for k in claims:
        if parts[k].problem and made.claims[k].problem is None:
            made.claims[k].problem = FormulaError(
                f"the words {parts[k].problem!r} beside this claim are not understood; write the "
                "claim in a sentence of its own, its condition as a formula",
                said.starts[k], said.ends[k],
            )  # fmt: skip
    return made


def _starts_over(parts: Sequence[Role], k: int) -> bool:
    """Whether a condition goes on a list of them that opens a clause."""
    while k and parts[k].near and parts[k - 1].kind == "condition":
        k -= 1
    return parts[k].opens


def _behind(
    made: Conditioned, parts: Sequence[Role], before: Sequence[int], found: Conditions
) -> None:
    """A condition behind claims: of the last, and of those that stand close before it."""
    close = True
    for c, later in zip(reversed(before), (None, *reversed(before))):
        close = close and (later is None or (parts[later].near and later == c + 1))
        if close:
            made.claims[c].add(found)
        elif found.limits and not made.claims[c].limits:
            made.claims[c].limits += found.limits
        elif later is not None and later == c + 1 and found.hypotheses:
            problem = made.claims[c].problem
            made.claims[c].problem = problem or FormulaError(
                "does the condition at the end hold for this too? Write two sentences", 0, 0
            )
            break
        else:
            break


def _read(scope: PageScope, said: Sentence, parts: Sequence[Role], k: int) -> Conditions | None:
    role, row = parts[k], said.formulas[k]
    try:
        if role.problem:
            raise FormulaError(
                f"{role.problem!r} beside a condition is not understood", said.starts[k],
                said.ends[k],
            )  # fmt: skip
        if role.sign and not has_relation(row):
            value = value_of(row, scope, "what is positive or negative").term
            sign = Term(">" if role.sign == "positive" else "<", (value, number(0)))
            return Conditions(hypotheses=[sign], said=True)
        if role.word == "for large" and has_relation(row):
            raise FormulaError("for large β, or for β > 0?", said.starts[k], said.ends[k])
        word = "for all" if role.every else "as" if role.word.startswith("in the") else role.word
        return read_condition(scope, word if word != "at" else "when", row)
    except FormulaError as error:
        if not has_relation(row) and not role.sign and role.word in ("for", "as", "at", "given"):
            return None
        what = f"the condition of what is claimed is not read: {error.message}"
        return Conditions(problem=FormulaError(what, error.start, error.end))


def declared_here(scope: PageScope, row: Sequence[Token]) -> list[str]:
    """0 < ε < 1 declares ε, for this sentence; i ≠ 1 and i = 1, …, n declare no number."""
    if range_said(row) is not None or any(t.text in (r"\ne", r"\in", r"\to", "=") for t in row):
        return []
    signs = [k for k, t in enumerate(row) if RELATIONS.get(t.text) in COMPARISONS]
    found = []
    for i, j in zip([0, *(k + 1 for k in signs)], [*signs, len(row)]):
        part = [t for t in row[i:j] if t.kind not in ("space", "mark")]
        if not part or not signs:
            continue
        reader = formula_reader(part, scope, part[-1].end)
        try:
            name = name_at(reader)
        except FormulaError:
            continue
        if name is None or not reader.done or name.above is not None or name.below is not None:
            continue
        spelled = name.spelled(below=True)
        if name.word or spelled == "e" or scope.index(spelled) is not None:
            continue
        if scope.meaning(spelled) is None:
            declare_number(scope, spelled)
            found.append(spelled)
    return found
