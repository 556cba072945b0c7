"""Gradients: \\nabla_x f, \\nabla f(x), \\frac{\\partial f}{\\partial x} by a vector."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term, TermError
from ..gradients import gradient
from .cursor import Part
from .formula_reader import FormulaReader
from .latex_tokens import FormulaError, Token
from .scope import PageFunction, Symbol
from .slopes_read import bare, begins, is_vector, operand
from .spelled_names import name_at

SIGN = r"\nabla"


def gradient_part(reader: FormulaReader) -> Part | None:
    """A gradient by a declared vector, matrix or family of numbers; None if none stands here."""
    token = reader.peek()
    if token is None or token.kind == "text":
        return None
    if token.text == r"\frac":
        return _fraction(reader, token)
    if token.text != SIGN:
        return None
    reader.next()
    after = reader.here()
    if after is not None and after.text == "^":
        raise reader.error("a power of ∇ is not in the language", token)
    if after is not None and after.text == "_":
        reader.at += 1
        by = _variable(reader, reader.group(), (token.start, reader.tokens[reader.at - 1].end))
    else:
        by = _of_function(reader, token)
    return _made(operand(reader, (token.start, token.end)), by, token.start)


def _fraction(reader: FormulaReader, token: Token) -> Part | None:
    before = reader.at
    reader.next()
    above, below = bare(reader.group()), bare(reader.group())
    if not (begins(above) and begins(below) and is_vector(reader, below[1:])):
        reader.at = before
        return None
    at = (token.start, reader.tokens[reader.at - 1].end)
    if above[1:] and above[1].text == "^":
        raise FormulaError("the second derivative by a vector is not in the language", *at)
    by = _variable(reader, below[1:], at)
    of = reader.whole(above[1:], "what is derived") if above[1:] else operand(reader, at)
    return _made(Part(of.term, at[0], max(at[1], of.end)), by, token.start)


def _made(of: Part, by: Term, start: int) -> Part:
    """∇_by of.  Raises FormulaError."""
    try:
        return Part(gradient(of.term, by), start, of.end)
    except TermError as error:
        raise FormulaError(str(error), start, of.end) from error


def _variable(reader: FormulaReader, tokens: Sequence[Token], at: tuple[int, int]) -> Term:
    """The vector, matrix or whole family that tokens name.  Raises FormulaError."""
    inner = reader.within(tokens)
    found = name_at(inner)
    spelled = found.spelled(below=True) if found is not None and inner.done else ""
    known = reader.scope.meaning(spelled)
    if found is not None and inner.done and known is None and found.below is None:
        raise FormulaError(f"{spelled} is not declared, and a gradient is by it", *at)
    if found is None or not isinstance(known, Symbol) or found.primes or found.above is not None:
        raise FormulaError("a gradient is by one declared vector, matrix or family", *at)
    if known.kind not in ("vector", "matrix") and not (known.kind == "entry" and known.over):
        raise FormulaError(
            f"{spelled} is no declared vector, and a gradient is by one; by a number write "
            r"\frac{\partial f}{\partial x}", *at,
        )  # fmt: skip
    return reader.whole(tokens, "what the gradient is by").term


def _of_function(reader: FormulaReader, sign: Token) -> Term:
    """∇f(x): the x."""
    before = reader.at
    found = name_at(reader)
    known = reader.scope.meaning(found.spelled(below=True)) if found is not None else None
    inside = reader.brackets() if isinstance(known, PageFunction) and reader.sees("(") else None
    reader.at = before
    if not inside:
        raise reader.error("a gradient by what? Write \\nabla_x", sign)
    return _variable(reader, inside, (sign.start, inside[-1].end))
