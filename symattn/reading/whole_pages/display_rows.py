"""A display's tokens as rows: the environments that only lay out are taken off."""

from __future__ import annotations

from collections.abc import Sequence

from ..latex_terms.latex_tokens import FormulaError, Token

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
    for token in found:
        if token.kind == "begin":
            inside.append(token)
            if token.text in LAYOUT and all(t.text in LAYOUT for t in inside):
                joined = joined or token.text in ONE_ROW
                continue
        elif token.kind == "end":
            if not inside or inside[-1].text != token.text:
                raise FormulaError(
                    f"\\end{{{token.text}}} closes what was not opened", token.start, token.end
                )
            opened = inside.pop()
            if opened.text in LAYOUT and all(t.text in LAYOUT for t in inside):
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
