"""Σ and max over a family: which index is bound, through which set, and without whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...language import Term, number
from .cursor import Part
from .formula_reader import FormulaReader
from .index_reader import UNKNOWN, index_names, label, listed_indices
from .latex_tokens import FormulaError, Token
from .page_functions import parted
from .scope import PageScope, Symbol, as_index

NO_SUCH = "no family has as many members as this sum runs to"


@dataclass
class Range:
    """The bound names, those left out, where it begins, and the set's size, if these are said."""

    names: list[str]
    without: tuple[str, ...] = ()
    first: Term | None = None
    size: Term | None = None


def sum_or_largest(reader: FormulaReader) -> Part | None:
    """\\sum_{j=1}^n x_j, \\max_j x_j, \\min_j x_j; their body goes on to the next + or −."""
    token = reader.peek()
    if token is None or token.text not in (r"\sum", r"\max", r"\min", r"\prod", r"\int"):
        return None
    if token.text in (r"\prod", r"\int"):
        what = "a product over a family" if token.text == r"\prod" else "an integral"
        raise reader.error(f"{what} is not in the language", token)
    reader.skip()
    after = reader.tokens[reader.at + 1] if reader.at + 1 < len(reader.tokens) else None
    if token.text != r"\sum" and (after is None or after.text != "_"):
        return None
    reader.at += 1
    below, above = _scripts_of(reader, token)
    if not below:
        raise reader.error("a sum needs its index below it, as in \\sum_j", token)
    where = (below[0].start, below[-1].end)
    run = _read_range(reader, below)
    if run.first is not None and run.first != number(1):
        raise FormulaError("a sum runs over all members, from 1; leave one out with j \\ne 1",
                           *where)  # fmt: skip
    if above is not None:
        if run.size is not None:
            raise reader.error("the range of this sum is said twice", token)
        run.size = reader.whole(above, "the upper end").term
    over = UNKNOWN
    if run.size is not None:
        over = next((k for k, size in reader.scope.sizes.items() if size == run.size), "")
        if not over:
            raise FormulaError(NO_SUCH, *where)
    scope = reader.scope
    for name in run.names:
        if name in reader.scope.bound:
            raise FormulaError(f"the index {name} is bound twice", *where)
        known = scope.meaning(name)
        if isinstance(known, Symbol) and not known.over and name not in scope.indices:
            raise FormulaError(f"{name} is declared, and is no index", *where)
        scope = scope.binding(name, over)
    body = _body(reader, scope, run.names)
    at = (token.start, body.end)
    term = body.term
    for name in reversed(run.names):
        home = _home(reader, scope, name, run.without, where)
        without = tuple(_left_out(reader, one, home, where) for one in run.without)
        if token.text == r"\sum":
            term = reader.build("sum", name, home, *without, term, at=at)
            continue
        if without:
            raise FormulaError("a maximum over all but some is not in the language", *at)
        flip = token.text == r"\min"
        term = reader.build("most", name, home, Term("neg", (term,)) if flip else term, at=at)
        term = Term("neg", (term,)) if flip else term
    for name in run.names:
        reader.ranges.pop(name, None)
    return Part(term, *at)


def _body(reader: FormulaReader, scope: PageScope, names: Sequence[str]) -> Part:
    before, reader.scope = reader.scope, scope
    for name in names:
        reader.ranges.pop(name, None)
    try:
        body = reader.product()
    finally:
        reader.scope = before
    reader.no_row(body)
    return body


def _scripts_of(
    reader: FormulaReader, token: Token
) -> tuple[list[Token] | None, list[Token] | None]:
    found: dict[str, list[Token]] = {}
    while (script := reader.here()) is not None and script.text in ("_", "^"):
        reader.at += 1
        reader.one_digit(script.text)
        if script.text in found:
            raise reader.error("two scripts at one place", script)
        found[script.text] = reader.group()
    if "^" in found and token.text != r"\sum":
        raise reader.error("a maximum has no upper end; write \\max_j", token)
    return found.get("_"), found.get("^")


def _read_range(reader: FormulaReader, tokens: Sequence[Token]) -> Range:
    """j; j=1; l,m; j \\ne a, b; j \\in [n]; 1 \\le j \\le n; j: j \\ne i; j=1, j \\ne a."""
    at = (tokens[0].start, tokens[-1].end)
    plain = [t for t in tokens if t.kind not in ("space", "mark")]
    texts = [t.text for t in plain]
    if any(t.kind == "text" for t in plain):
        raise FormulaError("words below a sum are not understood; write j \\ne a, b", *at)
    if r"\notin" in texts:
        k = texts.index(r"\notin")
        inside = plain[k + 2 : -1]
        if texts[k + 1 : k + 2] != [r"\{"] or texts[-1] != r"\}" or not inside:
            raise FormulaError("expected j \\notin \\{a, b\\}", *at)
        return Range(_names(plain[:k], at), tuple(label(one) for one in index_names(inside)))
    for sign in ("<", ">", r"\sim", r"\ge"):
        if sign in texts:
            raise FormulaError(f"a range with {sign} is not in the language", *at)
    if r"\le" in texts:
        if texts.count(r"\le") != 2:
            raise FormulaError("a range with ≤ is written 1 \\le j \\le n", *at)
        first, last = texts.index(r"\le"), len(texts) - 1 - texts[::-1].index(r"\le")
        return Range(
            _names(plain[first + 1 : last], at),
            first=reader.whole(plain[:first], "the lower end").term,
            size=reader.whole(plain[last + 1 :], "the upper end").term,
        )
    if r"\ne" in texts:
        k = texts.index(r"\ne")
        return _all_but(reader, plain[:k], plain[k + 1 :], at)
    if "=" in texts:
        k = texts.index("=")
        lowest = reader.whole(plain[k + 1 :], "the lower end").term
        return Range(_names(plain[:k], at), first=lowest)
    if r"\in" in texts:
        k = texts.index(r"\in")
        rest = plain[k + 1 :]
        if [t.text for t in rest[:1]] != ["["] or [t.text for t in rest[-1:]] != ["]"]:
            raise FormulaError("expected j \\in [n], or j alone", *at)
        return Range(_names(plain[:k], at), size=reader.whole(rest[1:-1], "the set").term)
    return Range(_names(plain, at))


def _all_but(
    reader: FormulaReader, head: list[Token], tail: list[Token], at: tuple[int, int]
) -> Range:
    """j ≠ a, b, perhaps after j: or j = 1,"""
    first = None
    colon = next((n for n, t in enumerate(head) if t.text in (":", r"\mid", "|")), None)
    parts = [p for p in parted(head, ",") if p]
    if colon is not None:
        names, again = _names(head[:colon], at), _names(head[colon + 1 :], at)
    elif len(parts) == 2 and [t.text for t in parts[0][1:2]] == ["="]:
        first = reader.whole(parts[0][2:], "the lower end").term
        names, again = _names(parts[0][:1], at), _names(parts[1], at)
    else:
        names = again = _names(head, at)
    if names != again or len(names) != 1:
        raise FormulaError("expected one index below the sum, as in j \\ne a, b", *at)
    if not tail:
        raise FormulaError("which index is left out?", *at)
    return Range(names, tuple(label(one) for one in listed_indices(tail)), first)


def _names(tokens: Sequence[Token], at: tuple[int, int]) -> list[str]:
    named = index_names(tokens)
    names = [label(one) for one in (named if len(named) < 3 else listed_indices(tokens))]
    if not names or any(name.isdecimal() for name in names) or len(set(names)) != len(names):
        raise FormulaError("expected an index below the sum, as in \\sum_j", *at)
    return names


def _home(
    reader: FormulaReader,
    scope: PageScope,
    name: str,
    without: Sequence[str],
    at: tuple[int, int],
) -> str:
    """The set that a bound index runs through: as written, as used, or the only one."""
    if scope.bound[name] != UNKNOWN:
        return scope.bound[name]
    if name in reader.ranges:
        return reader.ranges[name]
    homes = {reader.scope.index(out) for out in without} - {None}
    if len(homes) == 1:
        return str(homes.pop())
    if name in reader.scope.indices:
        return reader.scope.indices[name].over
    if len(reader.scope.sizes) == 1:
        return next(iter(reader.scope.sizes))
    raise FormulaError(f"through which set does {name} run? Write \\sum_{{{name}=1}}^n", *at)


def _left_out(reader: FormulaReader, name: str, home: str, at: tuple[int, int]) -> Term:
    if not name.isdecimal():
        known = reader.scope.index(name)
        if known == UNKNOWN:
            reader.ranges.setdefault(name, home)
        elif known != home:
            raise FormulaError(f"the index {name}, which is left out, is not declared", *at)
    reader.uses.add(name)
    return as_index(name)
