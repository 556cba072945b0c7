"""Functions that a page defines: f(x) = body, read anew at every call.

What stands in the brackets is put in for x.  Where the body is the definition of a function of the
language (as 1/(1 + e^{-x}) is σ) it is that one.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Literal

from ...language import Term, TermError, indices_in, number, replace_indices, unfolded
from ...language.operators import DEFINITIONS
from .cursor import Part
from .formula_reader import FormulaReader
from .latex_synonyms import RELATIONS
from .latex_tokens import FormulaError, Token
from .scope import FAMILY, PageFunction, PageScope, Symbol, Worth
from .spelled_names import Spelled
from .whole_families import IMPLICIT

MAX_CALLS = 12


def called(reader: FormulaReader, found: Spelled, function: PageFunction) -> Part:
    """f(x), f'(x), f(x, y), f(x)^2: the value of a page's function."""
    inside = reader.brackets()
    name = function.name
    if inside is None and not found.primes:
        inside = _own_letters(reader, found, function)
    if inside is None:
        raise FormulaError(
            f"{name} is a function: write its argument in brackets, as in "
            f"{name}({', '.join(p.removesuffix(FAMILY) for p in function.parameters)})",
            found.start,
            found.end,
        )
    at = (found.start, max(found.end, reader.tokens[reader.at - 1].end))
    if found.below is not None:
        raise FormulaError(f"{name} has no index", *at)
    if reader.depth > MAX_CALLS:
        raise FormulaError(f"{name} calls itself, or too many others", *at)
    given = arguments(inside)
    listed = reader.listed(given, f"an argument of {name}")
    if listed is not None and len(function.parameters) == 1:
        return _of_list(reader, found, function, listed, at)
    if len(given) != len(function.parameters):
        raise FormulaError(
            f"{name} has {len(function.parameters)} argument(s), found {len(given)}", *at
        )
    scope = _inside(reader, function)
    values = []
    for parameter, tokens in zip(function.parameters, given):
        over = _over(function, parameter)
        values.append(_argument(reader, tokens, over, name))
        term = values[-1].term
        scope.symbols[parameter] = (
            Worth(term) if over is None else Worth(at=partial(_at, term), over=(over,))
        )
    only = values[0].term if len(values) == 1 else None
    return _value(reader, found, function, scope, only, at)


def _own_letters(
    reader: FormulaReader, found: Spelled, function: PageFunction
) -> list[Token] | None:
    """H where H(p) = … was said of a family p: the p; None if p is none, or another, by now.

    Of a number T a bare F is refused: F may be meant as a function.
    """
    here = next((k for k, t in enumerate(reader.tokens) if t.start >= found.start), 0)
    before = reader.tokens[here - 1] if here else None
    after = reader.peek()
    for token in (before, after):  # f x and d/dx f are meant otherwise
        if token is not None and token.text not in (*RELATIONS, "+", "-", ",", ".", ";"):
            return None
    inside: list[Token] = []
    for letter in function.parameters:
        known = function.scope.symbols.get(letter)
        if not isinstance(known, Symbol) or not known.over or "_" in letter:
            return None
        if reader.scope.symbols.get(letter) != known or letter in reader.scope.bound:
            return None
        kind: Literal["letter", "command"] = "letter" if letter.isalpha() else "command"
        inside += [Token("sign", ",", found.end, found.end)] if inside else []
        inside.append(Token(kind, letter, found.start, found.end))
    return inside


def _inside(reader: FormulaReader, function: PageFunction) -> PageScope:
    scope = function.scope.inner()
    scope.bound = {**scope.bound, **reader.scope.bound}
    for parameter in function.parameters:
        scope.indices.pop(parameter, None)
    return scope


def _of_list(
    reader: FormulaReader,
    found: Spelled,
    function: PageFunction,
    listed: tuple[str, str, Term],
    at: tuple[int, int],
) -> Part:
    """f(x_1, …, x_n) for a function of a family."""
    name, over, body = listed
    (parameter,) = function.parameters
    if _over(function, parameter) != over:
        raise FormulaError(f"{function.name} is not a function of such a family", *at)
    scope = _inside(reader, function)
    term = replace_indices(body, {name: Term("index", (IMPLICIT,))})
    scope.symbols[parameter] = Worth(at=partial(_at, term), over=(over,))
    return _value(reader, found, function, scope, term, at)


def _value(
    reader: FormulaReader,
    found: Spelled,
    function: PageFunction,
    scope: PageScope,
    only: Term | None,
    at: tuple[int, int],
) -> Part:
    """The body read in a scope where the parameters have their values."""
    name = function.name
    for parameter in function.parameters:
        _check_elsewhere(reader, function, parameter, scope.symbols[parameter], at)
    try:
        inner = reader.within(function.body, scope)
        inner.implicit = None
        body = inner.whole(function.body, f"the body of {name}", scope).term
    except (FormulaError, TermError) as error:
        raise FormulaError(f"in the definition of {name}: {error}", *at) from error
    if found.primes:
        term = _slope(reader, function, body, only, found.primes, at)
    else:
        term = as_known(body, only)
    part = Part(term, *at)
    if found.above is None:
        return part
    exponent = reader.whole(found.above, "the exponent")  # \sigma^2(x) is (\sigma(x))^2
    if exponent.term == Term("neg", (number(1),)):
        raise FormulaError("an inverse function is not in the language", *at)
    return Part(reader.build("^", part.term, exponent.term, at=at), *at)


def _check_elsewhere(
    reader: FormulaReader,
    function: PageFunction,
    parameter: str,
    argument: Symbol | Worth | PageFunction,
    at: tuple[int, int],
) -> None:
    """Refused: f(b) where f(x) = 2 s and s = x^2 was said of x; what is s at b?"""
    own = function.scope.symbols.get(parameter)
    if not isinstance(own, Symbol) or not isinstance(argument, Worth):
        return
    given = argument.term if argument.at is None else argument.at(Term("index", (IMPLICIT,)))
    if given is not None and given.op == own.kind and given.args[:1] == (own.key,):
        return
    for key in sorted(function.uses):
        known = reader.scope.definitions.get(key) or function.scope.definitions.get(key)
        if known is not None and reader.scope.speak_of(known.bodies, {own.key}):
            raise FormulaError(
                f"{function.name} uses {key}, which is said of {parameter} alone: what is it "
                f"here? Write it out in {function.name}({parameter}) = …", *at,
            )  # fmt: skip


def _at(term: Term, index: Term) -> Term:
    return replace_indices(term, {IMPLICIT: index})


def _over(function: PageFunction, name: str) -> str | None:
    """The set of a parameter that is a family where the function is defined."""
    known = function.scope.symbols.get(name)
    return known.over[0] if isinstance(known, (Symbol, Worth)) and known.over else None


def _argument(reader: FormulaReader, tokens: Sequence[Token], over: str | None, name: str) -> Part:
    if over is None:
        return reader.whole(tokens, f"the argument of {name}")
    inner = reader.within(tokens, reader.scope.binding(IMPLICIT, over))
    inner.implicit = IMPLICIT
    part = inner.whole(tokens, f"the argument of {name}")
    if IMPLICIT not in indices_in(part.term) and part.term.op != "number":
        raise FormulaError(
            f"{name} is a function of a family, and this is one number", part.start, part.end
        )
    return part


def _slope(
    reader: FormulaReader,
    function: PageFunction,
    body: Term,
    value: Term | None,
    primes: int,
    at: tuple[int, int],
) -> Term:
    """f'(x) for a declared number x, and f'(a x + b) as 1/a d/dx f(a x + b)."""
    name = function.name
    found = linear(value) if value is not None else None
    if value is None or found is None:
        raise FormulaError(
            f"{name}' is a derivative at a point, which is not in the language; write "
            "\\frac{d}{dx} of a declared number x",
            *at,
        )
    x, factor = found
    own = {
        s.key for p in function.parameters if isinstance(s := function.scope.symbols.get(p), Symbol)
    }
    if value != x or x.key not in own:
        others = sorted(function.uses - own)
        spoken = [k for k in others if k == x.key or _speaks_of(reader, function, k, x.key)]
        if spoken:
            raise FormulaError(
                f"{name} speaks of {spoken[0]} besides its argument: {name}' at {x.key} is not "
                f"read; give the argument another letter", *at,
            )  # fmt: skip
    term = as_known(body, value)
    for _ in range(primes):
        term = reader.build("diff", term, x, at=at)
        if factor == number(-1):
            term = reader.build("neg", term, at=at)
        elif factor != number(1):
            term = reader.build("/", term, factor, at=at)
    return term


def _speaks_of(reader: FormulaReader, function: PageFunction, name: str, key: str) -> bool:
    known = reader.scope.definitions.get(name) or function.scope.definitions.get(name)
    return known is not None and reader.scope.speak_of(known.bodies, {key})


def linear(term: Term) -> tuple[Term, Term] | None:
    """x and a of a x + b, with numbers a ≠ 0 and b that are written; None for anything else.

    >>> x = Term("scalar", ("x",))
    >>> linear(Term("+", (number(1), Term("neg", (x,))))) == (x, number(-1))
    True
    """
    if term.op == "scalar":
        return term, number(1)
    if term.op == "neg":
        found = linear(term.children[0])
        return found and (found[0], _times(found[1], number(-1)))
    if term.op in ("+", "*"):
        moving = [t for t in term.children if not _is_number(t)]
        found = linear(moving[0]) if len(moving) == 1 else None
        if found is None or term.op == "+":
            return found
        factor = found[1]
        for t in term.children:
            if _is_number(t):
                if t == number(0) or t.op == "/":
                    return None
                factor = _times(factor, t)
        return found[0], factor
    return None


def _is_number(term: Term) -> bool:
    return term.op == "number" or (
        term.op in ("neg", "/") and all(t.op == "number" for t in term.children)
    )


def _times(one: Term, other: Term) -> Term:
    """The product of two whole numbers."""
    value = 1
    for t in (one, other):
        value *= int(t.key) if t.op == "number" else -int(t.children[0].key)
    return number(value)


def as_known(body: Term, argument: Term | None) -> Term:
    """The body, as a function of the language if it is the definition of one."""
    if argument is None or argument.sort != "scalar":
        return body
    wanted = _in_order(body)
    return next(
        (
            Term(op, (argument,))
            for op in DEFINITIONS
            if _in_order(unfolded(Term(op, (argument,)))) == wanted
        ),
        body,
    )


def _in_order(term: Term) -> Term:
    """The term with its sums and maxima in one order: 1 + e^{-x} and e^{-x} + 1 define the same."""
    args = term.mapped(_in_order)
    return Term(term.op, tuple(sorted(args, key=repr)) if term.op in ("+", "max") else args)


def arguments(inside: Sequence[Token]) -> list[list[Token]]:
    """The arguments in a function's brackets: f(x, y), and D(p \\| q) of two."""
    bars = [t for t in inside if t.text == r"\|" and t.kind in ("sign", "command")]
    return parted(inside, r"\|" if len(bars) == 1 else ",")


def parted(tokens: Sequence[Token], sign: str) -> list[list[Token]]:
    """Tokens parted at a sign that stands outside of all brackets."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind in ("begin", "end"):
            depth += 1 if token.kind == "begin" else -1
        elif token.kind in ("sign", "command"):
            if token.text in ("(", "[", "{", r"\{", r"\langle"):
                depth += 1
            elif token.text in (")", "]", "}", r"\}", r"\rangle"):
                depth -= 1
            elif token.text == sign and depth == 0:
                parts.append([])
                continue
        parts[-1].append(token)
    return parts
