"""Derivatives: \\frac{d}{dx} f, \\frac{\\partial f}{\\partial x}, \\frac{d^2 f}{dx^2}."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term
from .cursor import Part
from .formula_reader import FormulaReader
from .known_functions import nothing_beside
from .latex_tokens import FormulaError, Token
from .named_parts import named
from .scope import PageScope, Symbol
from .spelled_names import name_at

SIGNS = ("d", r"\partial")


def derivative_part(reader: FormulaReader) -> Part | None:
    """A derivative of a number by a declared number; None if no derivative stands here."""
    token = reader.peek()
    if token is None or token.text != r"\frac":
        return None
    before = reader.at
    reader.next()
    above, below = bare(reader.group()), bare(reader.group())
    if not (begins(above) and begins(below)) or len(below) < 2 or below[1].kind == "sign":
        reader.at = before
        return None
    at = (token.start, reader.tokens[reader.at - 1].end)
    if above[0].text == "d" and reader.scope.meaning("d") is not None:
        if len(above) > 1 and above[1].text != "^":
            reader.at = before
            return None
        raise FormulaError(
            "d is a declared number here; write \\partial or \\mathrm{d} for a derivative", *at
        )
    if is_vector(reader, below[1:]):  # a gradient
        reader.at = before
        return None
    order, function = _order(reader, above[1:], at)
    scope, ways = reader.scope, _members(reader, below[1:], at)
    if ways is None:
        spelled, twice = _variable(reader, below[1:], at)
        scope, by = _free(reader, spelled, at)
        ways = [by] * twice
    if order != len(ways):
        raise FormulaError("the order of the derivative above and below is not the same", *at)
    outer, reader.scope = reader.scope, scope
    try:
        argument = reader.whole(function, "what is derived") if function else operand(reader, at)
    finally:
        reader.scope = outer
    end = at[1] if function else argument.end
    term = argument.term
    for by in reversed(ways):
        term = reader.build("diff", term, by, at=(at[0], end))
    return Part(term, at[0], end)


def is_vector(reader: FormulaReader, tokens: Sequence[Token]) -> bool:
    """Whether these name a vector, a matrix, or a family of numbers as a whole."""
    inner = reader.within(tokens)
    found = name_at(inner)
    if found is None or not inner.done or found.above is not None:
        return False
    known = reader.scope.meaning(found.spelled(below=True))
    if not isinstance(known, Symbol):
        return False
    return known.kind in ("vector", "matrix") or (reader.families and known.kind == "entry")


def begins(tokens: Sequence[Token]) -> bool:
    return bool(tokens) and tokens[0].text in SIGNS and tokens[0].kind != "text"


def bare(tokens: Sequence[Token]) -> list[Token]:
    """Without space, and with \\mathrm{d} as \\partial."""
    found = [t for t in tokens if t.kind not in ("space", "mark")]
    for k in range(len(found)):
        for upright in ([r"\mathrm", "{", "d", "}"], [r"\mathrm", "d"]):
            if [t.text for t in found[k : k + len(upright)]] == upright:
                d = Token("command", r"\partial", found[k].start, found[k].end)
                found[k : k + len(upright)] = [d]
    return found


def _order(
    reader: FormulaReader, rest: list[Token], at: tuple[int, int]
) -> tuple[int, list[Token]]:
    if not rest or rest[0].text != "^":
        return 1, rest
    inner = reader.within(rest[1:])
    return _two_or_three([t.text for t in inner.group()], at), list(inner.tokens[inner.at :])


def _two_or_three(texts: list[str], at: tuple[int, int]) -> int:
    if texts not in (["2"], ["3"]):
        raise FormulaError("the order of a derivative is 2 or 3", *at)
    return int(texts[0])


def _members(reader: FormulaReader, tokens: list[Token], at: tuple[int, int]) -> list[Term] | None:
    """s_a and s_c of ∂s_a ∂s_c, members of families of numbers; None if they are something else."""
    found: list[Term] = []
    starts = [-1, *(k for k, t in enumerate(tokens) if t.text in SIGNS), len(tokens)]
    for start, end in zip(starts, starts[1:]):
        piece = tokens[start + 1 : end]
        name = name_at(reader.within(piece))
        if name is None or name.mark:
            return None
        meaning = reader.scope.meaning(name.spelled(below=False))
        if not isinstance(meaning, Symbol) or not meaning.over or name.below is None:
            return None
        if reader.scope.meaning(name.spelled(below=True)) is not None:
            return None  # k_1 is a name of its own
        powers = [k for k, t in enumerate(piece) if t.text == "^"]
        times = _two_or_three([t.text for t in name.above], at) if name.above else 1
        term = reader.whole(piece[: powers[0]] if name.above else piece, "what it is by").term
        if term.op != "entry":
            return None
        found += [term] * times
    return found


def _variable(reader: FormulaReader, tokens: list[Token], at: tuple[int, int]) -> tuple[str, int]:
    """dx or dx^2: the variable, and how often."""
    inner = reader.within(tokens)
    found = name_at(inner)
    if found is None:
        raise FormulaError("expected a name after d below", *at)
    above = found.above if not found.mark else None
    order = 1 if above is None else _two_or_three([t.text for t in above], at)
    if inner.sees(*SIGNS):
        raise FormulaError("a derivative by two quantities is not in the language", *at)
    if not inner.done:
        raise inner.error("expected one name after d below")
    scope = reader.scope
    for below in (True, False):
        spelled = found.spelled(below=below)
        meaning = scope.meaning(spelled) if below else scope.family(spelled)
        if meaning is None or (below and found.below is None):
            continue
        if isinstance(meaning, Symbol) and meaning.over:
            raise FormulaError(
                "a derivative is by a number, or by a member of a family of numbers", *at
            )
        if below or found.below is None:
            return spelled, order
    raise FormulaError(f"{found.spelled(below=True)} is not declared", *at)


def _free(reader: FormulaReader, spelled: str, at: tuple[int, int]) -> tuple[PageScope, Term]:
    """The scope in which the variable is any number, and the variable."""
    scope, symbol = reader.scope, reader.scope.symbols.get(spelled)
    if isinstance(symbol, Symbol) and symbol.kind == "defined" and symbol.key in scope.scalars:
        scope = scope.inner()
        symbol = Symbol("scalar", symbol.key, "scalar")
        scope.symbols[spelled] = symbol
        reader.released.add(symbol.key)
        reader.notes.append(f"{spelled} is any number here, whatever it was put for")
    if not isinstance(symbol, Symbol) or symbol.kind != "scalar":
        raise FormulaError(f"{spelled} is no declared number, and a derivative is by one", *at)
    return scope, Term("scalar", (symbol.key,))


def operand(reader: FormulaReader, at: tuple[int, int]) -> Part:
    """What stands after d/dx: brackets, or one value beside which nothing stands."""
    if reader.done:
        raise FormulaError("what is derived?", *at)
    inside = reader.brackets() if reader.sees("(", "[", "{") else None
    if inside is not None:
        part = reader.whole(inside, "what is derived")
        whole = Part(part.term, part.start, reader.tokens[reader.at - 1].end)
        part = reader.powers(whole)  # of (x + a)^2, as of x^2
        nothing_beside(reader, "what is derived", ("+", "-"))
        return part
    part_or_none = named(reader)
    part = part_or_none if part_or_none is not None else reader.factor()
    nothing_beside(reader, "what is derived", ("+", "-"))
    return part
