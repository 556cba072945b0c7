"""Notation as LaTeX for math mode; needs amsmath and amssymb."""
from __future__ import annotations

from symattn.terms import Context, Term

from .latex_escape import escape
from .notation import (
    Cases,
    Fence,
    Fraction,
    Notation,
    Over,
    Root,
    Row,
    Scripts,
    Sign,
    Styled,
)
from .term_notation import notation, sides_of


def latex(term: Term, context: Context | None = None, linear: bool = False) -> str:
    """The term as LaTeX.

    >>> x = Term("scalar", ("x",))
    >>> latex(Term("/", (Term("number", (1,)), Term("exp", (x,)))))
    '\\\\frac{1}{e^{x}}'
    """
    return written(notation(term, context, linear))


def sides(goal: Term, context: Context | None = None, linear: bool = False) -> tuple[str, str, str]:
    """Left side, relation and right side of a relation, as they stand in `latex(goal)`."""
    left, relation, right = sides_of(goal, context, linear)
    return written(left), written(relation), written(right)


def written(node: Notation) -> str:
    """The notation as LaTeX."""
    if isinstance(node, Sign):
        return node.tex if node.kind != "words" or node.tex else _words(node.char)
    if isinstance(node, Row):
        return "".join(map(written, node.items))
    if isinstance(node, Fraction):
        return rf"\{'t' * node.small}frac{{{written(node.top)}}}{{{written(node.bottom)}}}"
    if isinstance(node, Scripts):
        return written(node.base) + _script("_", node.below) + _script("^", node.above)
    if isinstance(node, Root):
        return rf"\sqrt{{{written(node.inner)}}}"
    if isinstance(node, Fence):
        if node.tall:
            left, right = (side.tex.strip() if side is not None else "." for side in (node.left, node.right))
            return rf"\left{left} {written(node.inner)} \right{right}"
        return (node.left.tex if node.left else "") + written(node.inner) + (node.right.tex if node.right else "")
    if isinstance(node, Over):
        below = f"_{{{written(node.below)}}}" if node.below is not None else ""
        return node.sign.tex + below + (f"^{{{written(node.above)}}}" if node.above is not None else "")
    if isinstance(node, Cases):
        gap = r" \\[3pt] " if node.loose else r" \\ "
        return r"\begin{cases} " + gap.join(f"{written(v)} & {written(c)}" for v, c in node.lines) + r" \end{cases}"
    assert isinstance(node, Styled)
    return (f"\\{node.name}" if node.name else "") + f"{{{written(node.inner)}}}"


def _script(mark: str, node: Notation | None) -> str:
    if node is None:
        return ""
    text = written(node)
    return mark + (text if (len(text) == 1 and mark == "_") or text == r"\top" else f"{{{text}}}")


def _words(text: str) -> str:
    inside = rf"\text{{{escape(text)}}}"
    return f" {inside} " if text.startswith(" ") else inside
