"""A display's tokens as rows: the environments that only lay out are taken off."""

from __future__ import annotations

from collections.abc import Sequence

from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from .row_ends import word_of_condition

LAYOUT = (
    "aligned", "split", "gathered", "align", "align*", "gather", "gather*", "equation",
    "equation*", "multline", "multline*", "eqnarray", "eqnarray*", "alignat", "alignat*",
    "alignedat", "flalign", "flalign*", "array", "displaymath", "math", "dmath", "dmath*",
)  # fmt: skip
ONE_ROW = ("multline", "multline*")


def rows(found: Sequence[Token]) -> list[list[Token]]:
    """The rows of a display.  Raises FormulaError where an environment does not close."""
    parts: list[list[Token]] = [[]]
    inside: list[Token] = []
    joined = False
    closed: Token | None = None
    for token in found:
        if closed is not None and token.kind not in ("space", "mark", "row", "end"):
            if token.text not in (",", ".", ";"):
                raise FormulaError(
                    f"to which row does this belong, beside \\end{{{closed.text}}}? Write it at "
                    "the end of a row", token.start, token.end,
                )  # fmt: skip
            continue
        closed = None if token.kind == "row" else closed
        if token.kind == "begin":
            inside.append(token)
            if token.text in LAYOUT and all(t.text in LAYOUT for t in inside):
                if any(t.kind not in ("space", "mark") for t in parts[-1]):
                    raise FormulaError(
                        f"\\begin{{{token.text}}} stands inside of a line; only cases are read "
                        "there", token.start, token.end,
                    )  # fmt: skip
                joined = joined or token.text in ONE_ROW
                continue
        elif token.kind == "end":
            if not inside or inside[-1].text != token.text:
                raise FormulaError(
                    f"\\end{{{token.text}}} closes what was not opened", token.start, token.end
                )
            opened = inside.pop()
            if opened.text in LAYOUT and all(t.text in LAYOUT for t in inside):
                closed = token
                continue
        elif token.kind == "row" and all(t.text in LAYOUT for t in inside):
            if not joined:
                parts.append([])
            continue
        parts[-1].append(token)
    if inside:
        raise FormulaError(
            f"\\begin{{{inside[-1].text}}} is not closed", inside[-1].start, inside[-1].end
        )
    return [row for row in parts if any(t.kind not in ("space", "mark") for t in row)]


JOINS = ("+", r"\cdot", r"\times", "/")


def joined(table: Sequence[list[Token]]) -> list[list[Token]]:
    """Rows with those that go on put together.

    A row that begins with a plus goes on with a sum; one that begins with a minus does if it has no
    relation.  A row that is a condition alone belongs to the row above.
    """
    found: list[list[Token]] = []
    for row in table:
        if found and (goes_on(row) or stays_open(found[-1])):
            found[-1] = [*found[-1], *from_first(row)]
        elif found and is_condition(row):
            left = from_first(row)
            found[-1] = [*found[-1], Token("space", "", left[0].start, left[0].start), *left]
        else:
            found.append(row)
    return found


def from_first(row: Sequence[Token]) -> list[Token]:
    """A row from its first token that is no space."""
    first = next((k for k, t in enumerate(row) if t.kind not in ("space", "mark")), len(row))
    return list(row[first:])


def goes_on(row: Sequence[Token]) -> bool:
    """Whether a row continues the value that the one before ends with."""
    left = from_first(row)
    if not left or left[0].kind not in ("sign", "command"):
        return False
    if left[0].text in JOINS:
        return True
    return left[0].text == "-" and not _relates(left)


def _relates(row: Sequence[Token]) -> bool:
    """Whether a row has a relation, not counting those in braces, as in \\sum_{j=1}."""
    inside = 0
    for t in row:
        if t.kind != "text":
            inside += (t.text == "{") - (t.text == "}")
            if not inside and t.text in RELATIONS:
                return True
    return False


def stays_open(row: Sequence[Token]) -> bool:
    """Whether a row ends with a sign that something must follow."""
    left = [t for t in row if t.kind not in ("space", "mark")]
    return (
        bool(left) and left[-1].kind in ("sign", "command") and left[-1].text in (*JOINS, "-", "=")
    )


def is_condition(row: Sequence[Token]) -> bool:
    """Whether a row is "for i ≠ a, b" and no more; a claim stands behind a space or a colon."""
    left = [t for t in from_first(row) if t.kind != "mark"]
    return (
        bool(left)
        and left[0].kind == "text"
        and bool(word_of_condition(left[0].text)[0])
        and not any(t.kind == "space" or (t.text == ":" and t.kind == "sign") for t in left)
        and sum(t.text in RELATIONS and t.kind != "text" for t in left) <= 1
    )
