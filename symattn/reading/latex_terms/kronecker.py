"""Kronecker's δ: 1 or 0 where it is known whether its indices are one or two.

Else, with i one member that the claim speaks of, the family over j that is 1 at i and 0 elsewhere;
and of two indices that run, ∂x_i/∂x_j with numbers x_j that stand nowhere else.
"""

from __future__ import annotations

from ...language import Definition, Family, Term, number
from ..declared_families import one_hot_at
from .cursor import Part
from .formula_reader import FormulaReader
from .index_reader import UNKNOWN, index_names, label
from .latex_tokens import FormulaError, Token
from .scope import FAMILY, PageScope, as_index
from .spelled_names import name_at


def kronecker(reader: FormulaReader) -> Part | None:
    """\\delta_{ij} as 1 or 0; None if none stands here, or δ is declared."""
    token = reader.peek()
    if token is None or token.text != r"\delta" or reader.scope.meaning(r"\delta") is not None:
        return None
    before = reader.at
    found = name_at(reader)
    if found is None or found.below is None or found.primes or found.mark:
        reader.at = before
        return None
    named = index_names(found.below)
    if len(named) != 2:
        reader.at = before
        return None
    one, other = (label(tokens) for tokens in named)
    part = _of(reader, one, other, (found.start, found.end))
    if found.above is not None and found.above_sign is not None:  # its scripts stand together
        part = reader.raised(part, found.above, found.above_sign)
    return part


def indicator(reader: FormulaReader) -> Part | None:
    """\\mathbf 1[i = k] and \\mathbb 1\\{i = k\\} of two indices, which is \\delta_{ik}."""
    before, token = reader.at, reader.peek()
    if token is None or token.text not in (r"\mathbf", r"\mathbb"):
        return None
    reader.next()
    one = [t.text for t in reader.group()] == ["1"]
    inside = reader.brackets() if one and reader.sees("[", r"\{") else None
    pair = _pair(reader, inside) if inside is not None else None
    if pair is None:
        reader.at = before
        return None
    return _of(reader, *pair, (token.start, reader.tokens[reader.at - 1].end))


def _pair(reader: FormulaReader, inside: list[Token]) -> tuple[str, str] | None:
    """i = k of two letters that are indices."""
    row = [t for t in inside if t.kind not in ("space", "mark")]
    if [t.text for t in row[1:2]] != ["="] or len(row) != 3:
        return None
    one, other = (label([t]) for t in (row[0], row[2]))
    known = [name.isdecimal() or reader.scope.index(name) is not None for name in (one, other)]
    return (one, other) if all(known) else None


def _of(reader: FormulaReader, one: str, other: str, at: tuple[int, int]) -> Part:
    scope = reader.scope
    for name in (one, other):
        if scope.index(name) is None and not name.isdecimal():
            raise FormulaError(f"the index {name} of δ is not declared", *at)
    if one == other:
        return Part(number(1), *at)
    known = scope.deltas.get(frozenset((one, other)))
    if known is None and {one, other}.isdisjoint(scope.bound):
        kinds = [scope.indices[name].kind for name in (one, other) if name in scope.indices]
        known = 0 if {*kinds} <= {"named", "rest"} and len(kinds) in (0, 2) else None
    if known is not None:
        return Part(number(known), *at)
    can = [name for name in (one, other) if name not in scope.bound and _kind(scope, name)]
    if not can:
        return Part(_of_two(reader, one, other, at), *at)
    fixed, running = _fixed_first(scope, can, one, other)
    return Part(_family_at(scope, fixed, running, at), *at)


def _of_two(reader: FormulaReader, one: str, other: str, at: tuple[int, int]) -> Term:
    """A family of two indices that run.  Raises FormulaError."""
    scope = reader.scope
    homes = {_home(reader, name) for name in (one, other)}
    over = homes.pop() if len(homes) == 1 else ""
    if not over:
        raise FormulaError("δ of two indices that run through different sets, or unknown ones", *at)
    key, numbers = (scope.names.key(name + FAMILY) for name in (r"\delta", r"\delta'"))
    if scope.definitions.get(key, _two(key, numbers, over)) != _two(key, numbers, over):
        raise FormulaError("δ of indices that run through another set than those before", *at)
    scope.families[numbers] = Family(numbers, over, "scalar")
    scope.definitions[key] = _two(key, numbers, over)
    return Term("defined", (key, "scalar", as_index(one), as_index(other)))


def _two(key: str, numbers: str, over: str) -> Definition:
    x = [Term("entry", (numbers, as_index(name))) for name in "ij"]
    return Definition(key, "scalar", (("i", over), ("j", over)), Term("diff", tuple(x)))


def _home(reader: FormulaReader, name: str) -> str:
    """The set that an index runs through; "" if that is not known."""
    scope = reader.scope
    home = scope.bound.get(name) or scope.index(name) or ""
    if home != UNKNOWN:
        return home
    only = next(iter(scope.sizes)) if len(scope.sizes) == 1 else ""
    return reader.ranges.setdefault(name, only) if only else reader.ranges.get(name, "")


def _fixed_first(scope: PageScope, can: list[str], one: str, other: str) -> tuple[str, str]:
    """The index at which the family is 1, and the one that may be any."""
    fixed = min(can, key=lambda name: ("named", "fixed", "some").index(_kind(scope, name)))
    return fixed, other if fixed == one else one


def _kind(scope: PageScope, name: str) -> str:
    """What kind of member an index names; "" if it is "any other" or none."""
    found = scope.indices.get(name)
    kind = "named" if name.isdecimal() else found.kind if found is not None else ""
    return "" if kind == "rest" else kind


def _family_at(scope: PageScope, fixed: str, running: str, at: tuple[int, int]) -> Term:
    homes = {scope.index(name) for name in (fixed, running) if not name.isdecimal()}
    over = homes.pop() if len(homes) == 1 else None
    if over is None or scope.family(_spelled(fixed)) is not None:
        raise FormulaError("δ of indices of two sets is not in the language", *at)
    key = delta_at(scope, fixed)
    scope.definitions[key] = one_hot_at(key, over, fixed)
    return Term("defined", (key, "scalar", as_index(running)))


def delta_at(scope: PageScope, fixed: str) -> str:
    """The name of the family that is 1 at a member."""
    return scope.names.key(_spelled(fixed))


def delta_moved(scope: PageScope, fixed: str, other: str) -> dict[str, str]:
    """What that name becomes where the member is another one; empty if no δ stands there."""
    known = _spelled(fixed) in scope.names.keys
    return {delta_at(scope, fixed): delta_at(scope, other)} if known else {}


def _spelled(fixed: str) -> str:
    return rf"\delta^{{({fixed})}}"
