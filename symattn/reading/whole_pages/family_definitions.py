"""Families that a page defines: \\alpha_j = … for every j, and values at single members."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...language import Term, replace_indices
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.cursor import Part
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.index_reader import UNKNOWN, index_names, label
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import FAMILY, PageScope, Symbol, as_index
from ..latex_terms.spelled_names import Spelled, name_at
from .definition_values import enter, value, value_of
from .members_defined import SingleName, dropped, gathered, single_names, whole_families


@dataclass(frozen=True)
class Every:
    """for every j; for every other j; for all j, l: the indices that a family is said to have."""

    names: tuple[str, ...]
    other: bool = False


def indices_of(
    scope: PageScope, found: Spelled, body: Sequence[Token] | None = None
) -> list[str] | None:
    """The indices below a name, if all are declared, or could be those of a family.

    A letter that nobody declared is one if it stands in the body as well.
    """
    try:
        labels = [label(one) for one in index_names(found.below or [])]
    except FormulaError:
        return None
    if all(scope.index(name) is not None or _is_member(scope, name) for name in labels):
        return labels
    letters = all(len(name) == 1 and name.isalpha() for name in labels)
    taken = any(scope.meaning(name) is not None for name in labels)
    if not letters or taken or not scope.sizes or "t" in labels:
        return None
    return labels if body is None or {t.text for t in body} & {*labels} else None


def _numbered(scope: PageScope, name: str) -> list[str]:
    """The sets whose members are called by number, and have one of this name.

    An index is declared of such a set, and none of its members has a letter.
    """
    lettered = {i.over for i in scope.indices.values() if i.kind == "named"}
    spoken = {i.over for i in scope.indices.values()} - lettered
    return [
        key for key in spoken
        if scope.sizes[key].op == "number" and int(scope.sizes[key].key) >= int(name)
    ]  # fmt: skip


def _is_member(scope: PageScope, name: str) -> bool:
    """Whether a number is the name of a member: of a set whose size is a number."""
    return name.isdecimal() and bool(_numbered(scope, name))


def define_family(
    scope: PageScope,
    base: str,
    labels: list[str],
    known: object,
    body: Sequence[Token],
    end: int,
    every: Every | None,
) -> Part:
    if len(set(labels)) != len(labels):
        raise FormulaError(f"{base} has one index twice", body[0].start, body[-1].end)
    singles = single_names(scope, base) if len(labels) == 1 else []
    homes: list[str] = []
    inner = scope
    if every is None:
        unknown = [name for name in labels if scope.index(name) is None]
        if unknown and len(scope.sizes) != 1:
            raise FormulaError(
                f"through which set does {unknown[0]} run? Declare it: let {unknown[0]}: index "
                "of n", body[0].start, body[-1].end,
            )  # fmt: skip
        homes = [scope.index(name) or next(iter(scope.sizes)) for name in labels]
    else:
        whole_families(scope, body)
    for k, name in enumerate(labels):
        inner = inner.binding(name, homes[k] if homes else UNKNOWN)
    before = scope.definitions.get(known.key) if isinstance(known, Symbol) else None
    exceptions: tuple[tuple[str, Term], ...] = ()
    if before is not None and (every is None or every.other):
        exceptions = before.exceptions  # k_a = …, k_b = …, then k_i = … for every other
    delta = _deltas(inner, labels, body)
    if delta is not None:
        exceptions = _at_delta(inner, labels[0], delta, body, end)
        inner = inner.inner()
        inner.deltas[frozenset((labels[0], delta))] = 0
    reader = formula_reader(body, inner, end)
    part = value_of(reader)
    at = (part.start, part.end)
    homes = homes or _homes(scope, reader, labels, singles if every and every.other else [], at)
    spelled = _family_spelling(scope, base)
    mine = [
        one for one in singles
        if (every is None or every.other) and one.spelled not in scope.elsewhere
        and (one.label.isdecimal() or scope.indices[one.label].over == homes[0])
    ]  # fmt: skip
    dropped(scope, [one for one in singles if one not in mine])
    if mine and not exceptions:
        exceptions = gathered(scope, mine, scope.names.key(spelled))
    enter(scope, spelled, tuple(zip(labels, homes)), part.term, at, exceptions)
    scope.partial -= {scope.names.key(spelled)}
    return part


def _family_spelling(scope: PageScope, base: str) -> str:
    """A family may have the letter of something else: \\alpha_j beside a number \\alpha."""
    beside = scope.symbols.get(base)
    if not isinstance(beside, Symbol) or beside.over:
        return base
    if base in scope.elsewhere:
        scope.forget(base)
        return base
    return base + FAMILY


def _homes(
    scope: PageScope,
    reader: FormulaReader,
    labels: Sequence[str],
    singles: Sequence[SingleName],
    at: tuple[int, int],
) -> list[str]:
    """The sets that the indices of a family run through: as in its body, or as its members."""
    members = {scope.indices[one.label].over for one in singles if one.label in scope.indices}
    found = []
    for name in labels:
        home = reader.ranges.get(name, "")
        home = home or (members.pop() if len(members) == 1 else "")
        home = home or (next(iter(scope.sizes)) if len(scope.sizes) == 1 else "")
        if not home:
            message = f"through which set does {name} run? Declare it: let {name}: index of n"
            raise FormulaError(message, *at)
        found.append(home)
    return found


def _deltas(scope: PageScope, labels: list[str], body: Sequence[Token]) -> str | None:
    """The fixed index of \\delta_{jt} in the body of a family over j."""
    if scope.meaning(r"\delta") is not None or len(labels) != 1:
        return None
    for k, token in enumerate(body[:-1]):
        inside = [t.text for t in body[k + 1 : k + 5]]
        if token.text in ("[", r"\{") and inside[1:2] == ["="] and inside[3:] in (["]"], [r"\}"]):
            pair = {label([t]) for t in (body[k + 1], body[k + 3])} - set(labels)
            return pair.pop() if len(pair) == 1 else None  # 1[j = t]
        if token.text == r"\delta" and body[k + 1].text == "_":
            reader = formula_reader(body[k:], scope, body[-1].end)
            found = name_at(reader)
            if found is None or found.below is None:
                return None
            names = {label(one) for one in index_names(found.below)} - set(labels)
            if len(names) == 1:
                return names.pop()
    return None


def _at_delta(
    scope: PageScope, name: str, other: str, body: Sequence[Token], end: int
) -> tuple[tuple[str, Term], ...]:
    """The value at the member where δ is 1."""
    inner = scope.inner()
    inner.deltas[frozenset((name, other))] = 1
    part = value(inner, body, end)
    if other in scope.indices:
        scope.indices[other] = replace(scope.indices[other], kind="fixed")
    return ((other, replace_indices(part.term, {name: as_index(other)})),)


def define_member(
    scope: PageScope, base: str, name: str, known: object, body: Sequence[Token], end: int
) -> Part:
    """k_a = …: the value at a named member; the others keep theirs."""
    part = value(scope, body, end)
    over = scope.indices[name].over if name in scope.indices else ""
    before = scope.definitions.get(known.key) if isinstance(known, Symbol) else None
    if before is None and isinstance(known, Symbol):
        raise FormulaError(
            f"{base} is declared as a family, and {base}_{name} is one of it", part.start, part.end
        )
    if not over:
        over = before.params[0][1] if before else _home_of_number(scope, name, part)
    params = before.params if before is not None else (("j", over),)
    rest = before.body if before is not None else part.term
    exceptions = tuple(e for e in (before.exceptions if before else ()) if e[0] != name)
    at = (part.start, part.end)
    enter(scope, base, params, rest, at, (*exceptions, (name, part.term)))
    if before is None:
        scope.partial |= {scope.names.key(base)}
    return part


def _home_of_number(scope: PageScope, name: str, part: Part) -> str:
    """The set of a member that is called by number."""
    homes = _numbered(scope, name) or list(scope.sizes)
    if len(homes) != 1:
        raise FormulaError(
            f"of which set is {name} a member? Declare one more index, as in: let r: index of 3",
            part.start, part.end,
        )  # fmt: skip
    return homes[0]
