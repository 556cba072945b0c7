"""Conditions of a sentence, given to the claims that they belong to, and to the display behind.

What stands before the first claim belongs to all; what stands behind one belongs to it, and to
those that "and" joins to it.  A letter that only its condition declares is forgotten afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...language import Term, number
from ...language.kinds import COMPARISONS
from ..latex_terms.all_factors import formula_reader, value_of
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope, Symbol
from ..latex_terms.spelled_names import name_at
from .conditions_read import Conditions, read_condition
from .declaring_names import declare_number, listed_names
from .index_ranges import range_said
from .named_kinds import REAL, Kind, between, declare_named, interval
from .sentence_cuts import Sentence
from .sentence_roles import Role, has_relation
from .sentence_words import F

SIGNS = {"positive": ">", "negative": "<", "nonnegative": "≥", "nonzero": "≠", "zero": "="}


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
    made.read = [
        k for k in mine
        if (one := read[k]) is not None and one.problem is None and not _of_another(said, parts, k)
    ]  # fmt: skip
    for k in claims:
        made.claims[k] = Conditions()
        if not parts[k].weak:
            made.strong.add(k)
    for k in mine:
        found = read[k]
        if found is None or _of_another(said, parts, k):
            continue
        before = [c for c in claims if c < k]
        after = [c for c in claims if c > k]
        if not before or parts[k].opens or _starts_over(parts, k):
            for c in after:
                if c < _next_case(said, parts, k):
                    made.claims[c].add(found)
            if not before or not after:
                made.display.add(found)
            continue
        _behind(made, parts, before, found)
        if said.ends_open and not after:
            made.display.add(found)
    for said_of in made.claims.values():  # its own limit, in place of one that opens the sentence
        said_of.limits = list({limit.key: limit for limit in said_of.limits}.values())
    for k in claims:
        if parts[k].problem and made.claims[k].problem is None:
            made.claims[k].problem = FormulaError(
                f"the words {parts[k].problem!r} beside this claim are not understood; write the "
                "claim in a sentence of its own, its condition as a formula",
                said.starts[k], said.ends[k],
            )  # fmt: skip
    return made


def _next_case(said: Sentence, parts: Sequence[Role], k: int) -> int:
    """Where what a condition opens ends: at a semicolon, or at the next one that opens."""
    gaps = re.split(F, said.words)
    claimed = False
    for m in range(k + 1, len(parts)):
        if ";" in gaps[m]:
            return m
        claimed = claimed or parts[m].kind == "claim"
        if claimed and parts[m].kind == "condition" and parts[m].opens and not parts[m].near:
            return m
    return len(parts)


def _of_another(said: Sentence, parts: Sequence[Role], k: int) -> bool:
    """Whether a condition stands behind a relation that is not claimed: it is one of that."""
    if parts[k].opens or _starts_over(parts, k):
        return False
    before = [
        j for j in range(k) if parts[j].kind != "condition" and has_relation(said.formulas[j])
    ]
    return bool(before) and parts[before[-1]].kind != "claim"


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
            sign = Term(SIGNS[role.sign], (value, number(0)))
            return Conditions(hypotheses=[sign], said=True)
        if role.word == "for large" and has_relation(row):
            raise FormulaError("for large β, or for β > 0?", said.starts[k], said.ends[k])
        if any(t.text == r"\in" for t in row) and range_said(row) is None:
            return Conditions(hypotheses=_member_of(scope, row), said=True)
        word = "for all" if role.every else "as" if role.word.startswith("in the") else role.word
        return read_condition(scope, word if word != "at" else "when", row)
    except FormulaError as error:
        if not role.sign and role.word in ("for", "as", "at", "given") and _only_names(scope, row):
            return None
        what = f"the condition of what is claimed is not read: {error.message}"
        return Conditions(problem=FormulaError(what, error.start, error.end))


def declared_here(scope: PageScope, row: Sequence[Token]) -> list[str]:
    """0 < ε < 1 declares ε, for this sentence; i ≠ 1 and i = 1, …, n declare no number."""
    if range_said(row) is not None or any(t.text in (r"\ne", r"\to", "=") for t in row):
        return []
    if any(t.text == r"\in" for t in row):
        return _new_members(scope, row)
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


def _only_names(scope: PageScope, row: Sequence[Token]) -> bool:
    """Whether a condition is no more than names: for all $x$, $y$."""
    try:
        return bool(listed_names(scope, row))
    except FormulaError:
        return False


def _names_before(scope: PageScope, row: Sequence[Token]) -> tuple[list[str], int]:
    cut = next(k for k, t in enumerate(row) if t.text == r"\in")
    try:
        return listed_names(scope, row[:cut]), cut
    except FormulaError:
        return [], cut


def _new_members(scope: PageScope, row: Sequence[Token]) -> list[str]:
    """for any $c ∈ ℝ$: a new c, for this sentence."""
    names, _ = _names_before(scope, row)
    if not names or any(scope.meaning(n.lstrip("*")) is not None for n in names):
        return []
    before = scope.inner()
    try:
        declare_named(scope, row, Kind(""), row[-1].end)
    except FormulaError:
        scope.__dict__.update(before.__dict__)
        return []
    return [name.lstrip("*") for name in names]


def _member_of(scope: PageScope, row: Sequence[Token]) -> list[Term]:
    """The hypotheses that x ∈ (0, 1) says of a declared x; none for ℝ.  Raises FormulaError."""
    names, cut = _names_before(scope, row)
    known = [scope.meaning(name) for name in names]
    home = [t for t in row[cut + 1 :] if t.kind not in ("space", "mark")]
    if not names or not all(isinstance(one, Symbol) for one in known):
        raise FormulaError("∈ is not understood here; declare what it says", *_place(row))
    text = "".join(t.text for t in home).rstrip(".,;")
    sorts = {one.sort for one in known if isinstance(one, Symbol)}
    if (
        re.fullmatch(REAL, text)
        and sorts == {"scalar"}
        and not any(isinstance(one, Symbol) and one.over for one in known)
    ):
        return []
    families = all(isinstance(one, Symbol) and one.over for one in known)
    if re.match(rf"{REAL}\^", text) and (sorts == {"vector"} or families):
        return []
    ends = interval(home)
    if ends is None or sorts != {"scalar"}:
        raise FormulaError("∈ is not understood here; write 0 < x < 1", *_place(row))
    return [fact for name in parted(row[:cut], ",") for fact in between(scope, name, ends)]


def _place(row: Sequence[Token]) -> tuple[int, int]:
    return row[0].start, row[-1].end
