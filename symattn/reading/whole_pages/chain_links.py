"""Statements of a row, and the links of a chain: two sides with a relation, each read alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ...language import Term, TermError, number
from ...language.kinds import COMPARISONS, LIMITS
from ..latex_terms.cursor import Part
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope
from ..latex_terms.whole_families import entry_by_entry, has_whole_family
from .conditions_read import Conditions


@dataclass
class Link:
    """One relation, from its sign on for later links of a chain.

    A side that cannot be read is None, and the problem says why.
    """

    op: str
    left: Part | None
    right: Part | None
    start: int
    end: int
    goal: Term | None = None
    problem: FormulaError | None = None


@dataclass
class Statement:
    """A chain of links with its conditions; or a definition; or A ⇒ B.

    `arrow` joins it to the statement before: ⇒ or ⇔.  `cases` are the rows of a table on its right:
    condition, value, place.
    """

    links: list[Link] = field(default_factory=list)
    conditions: Conditions = field(default_factory=Conditions)
    defines: str = ""
    defined: Part | None = None
    fresh: frozenset[str] = frozenset()  # spellings of a name that nobody declared
    arrow: str = ""
    goes_on: bool = False
    start: int = 0
    end: int = 0
    notes: list[str] = field(default_factory=list)
    uses: set[str] = field(default_factory=set)
    released: set[str] = field(default_factory=set)
    cases: list[tuple[Term, Term, int, int]] = field(default_factory=list)
    problem: FormulaError | None = None
    wide: bool = False  # a space or words part it from the statement before
    supposed: bool = False  # it stands left of an arrow in its row, and is no claim of its own


def side_at(reader: FormulaReader, read: Callable[[], Part]) -> Part | FormulaError:
    """A side of a relation; what cannot be read is passed over to where the next one begins."""
    begin = reader.at
    try:
        part = read()
        reader.no_row(part)
        after = reader.here()
        if (
            after is None
            or after.kind in ("space", "mark", "text", "row", "end")
            or (reader.ends(after))
        ):
            return part
        raise reader.error(f"a relation or the end was expected, found {reader.found()}")
    except FormulaError as error:
        reader.at = begin
        depth = 0
        while (token := reader.here()) is not None:
            if token.kind in ("begin", "end"):
                depth += 1 if token.kind == "begin" else -1
            elif token.kind in ("sign", "command"):
                depth += token.text in ("(", "[", "{", r"\{", r"\langle")
                depth -= token.text in (")", "]", "}", r"\}", r"\rangle")
            if (
                depth <= 0
                and reader.at > begin
                and token.kind != "text"
                and (token.text in RELATIONS or token.kind == "space" or token.text == ";")
            ):
                break
            reader.at += 1
        return error


def link_of(
    reader: FormulaReader,
    op: str,
    left: Part | FormulaError,
    right: Part | FormulaError,
    start: int,
) -> Link:
    problem = next((x for x in (left, right) if isinstance(x, FormulaError)), None)
    x = None if isinstance(left, FormulaError) else left
    y = None if isinstance(right, FormulaError) else right
    end = max(right.end, reader.tokens[reader.at - 1].end)
    if y is not None:
        end = y.end
    if x is None or y is None:
        return Link(op, x, y, start, end, None, problem)
    try:
        goal, op = relation_of(reader, op, x, y)
    except FormulaError as error:
        return Link(op, x, y, start, end, None, error)
    return Link(op, x, y, start, end, goal)


def relation_of(reader: FormulaReader, op: str, left: Part, right: Part) -> tuple[Term, str]:
    """The relation as the language has it; 0 beside a vector is the zero vector."""
    at = (left.start if left.start <= right.end else right.start, right.end)
    if op in (":=", "≡"):
        op = "="
    if op == "∝":
        raise FormulaError("∝ is not in the language; write the factor", *at)
    x, y = left.term, right.term
    zero = Term("zero")
    if x.sort == "vector" and y == number(0):
        y = zero
    if y.sort == "vector" and x == number(0):
        x = zero
    if op == "≪":
        x, y, op = y, x, "≫"
    infinity = Term("infinity")
    tends = op in LIMITS and y in (infinity, Term("neg", (infinity,)))
    if infinity in x.subterms() or (infinity in y.subterms() and not tends):
        raise FormulaError("∞ is no number; write a limit", *at)
    if not has_whole_family(x) and not has_whole_family(y):
        return reader.build(op, x, y, at=at), op
    try:
        return entry_by_entry(op, x, y), op
    except TermError as error:
        raise FormulaError(str(error), *at) from error


def end_of_value(scope: PageScope, tokens: Sequence[Token], begin: int) -> int:
    """Where the value of a definition ends.  Raises FormulaError."""
    depth = 0
    for k in range(begin, len(tokens)):
        token = tokens[k]
        if token.kind in ("begin", "end"):
            depth += 1 if token.kind == "begin" else -1
        elif token.kind in ("sign", "command"):
            depth += token.text in ("(", "[", "{", r"\{")
            depth -= token.text in (")", "]", "}", r"\}")
        if depth or k == begin:
            continue
        if (
            token.kind in ("text", "space")
            or token.text in (",", ";")
            or (token.text in RELATIONS and token.kind != "text")
        ):
            return k
        if token.text == "." and k == len(tokens) - 1:
            return k
    return len(tokens)


def listed_before(
    reader: FormulaReader, left: Part | FormulaError
) -> tuple[list[Part], Part | FormulaError]:
    """What stands before the last of x, y > 0, and that last one."""
    found: list[Part] = []
    begin, last = reader.at, left
    while isinstance(last, Part) and reader.sees(","):
        reader.next()
        found.append(last)
        last = side_at(reader, reader.sum)
    token = reader.peek()
    numbers = any(part.digits for part in found)  # 1,5 is not two numbers
    if found and isinstance(last, Part) and token is not None and not numbers:
        if RELATIONS.get(token.text) in COMPARISONS:
            return found, last
    reader.at = begin
    return [], left


def is_bare(statement: Statement) -> bool:
    """Whether it is a condition so far, and no claim."""
    return not statement.links and not statement.defines and statement.problem is None


def after(
    found: list[Statement], statement: Statement, label: Conditions | None, colon: bool
) -> None:
    """Puts it behind those that were found, under a condition right before it: "for n = 2: …".

    `label` is the last that led a claim with a colon, and perhaps leads this one too.
    """
    if found and statement.arrow:
        _check_before_arrow(found[-1], statement)
    if found and is_bare(found[-1]):
        statement.conditions.add(found.pop().conditions)
    elif found and colon and _is_lost(found[-1]) and statement.problem is None:
        why = "what stands before ':' is not read, and may be a condition of this"
        statement.problem = FormulaError(why, statement.start, statement.end)
    elif found and colon and found[-1].links and not found[-1].defines and not statement.arrow:
        for one in (found[-1], statement):
            one.problem = FormulaError(
                "is one of the sides of ':' a condition of the other? For a condition write: if …",
                one.start, one.end,
            )  # fmt: skip
    elif label is not None:
        statement.conditions.add(label if statement.arrow else label.once_more())
    found.append(statement)


def _is_lost(statement: Statement) -> bool:
    return statement.problem is not None or any(link.goal is None for link in statement.links)


def _check_before_arrow(before: Statement, statement: Statement) -> None:
    """(x > 1) ⇒ x > 0 is under a condition; (x > 1) ⇔ x > 0 says more, and is refused."""
    why = "what stands before this arrow is not read" if _is_lost(before) else ""
    if is_bare(before) and statement.arrow == "⇒":
        statement.arrow = ""
    elif is_bare(before):
        why = "a condition stands before this arrow; for an equivalence write it without brackets"
    if why and statement.problem is None:
        statement.problem = FormulaError(why, statement.start, statement.end)
