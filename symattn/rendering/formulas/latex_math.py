"""Notation as LaTeX for math mode; needs amsmath and amssymb."""

from __future__ import annotations

from symattn.language import Context, Term

from ..formats.latex_escape import escape
from .notation import (
    Cases,
    Fence,
    Fraction,
    Notation,
    Over,
    Root,
    RowOf,
    Scripts,
    Sign,
    Styled,
    everything,
    underlined_sign,
)
from .term_notation import notation, sides_of


def latex(term: Term, context: Context | None = None, linear: bool = False) -> str:
    """The term as LaTeX.

    >>> x = Term("scalar", ("x",))
    >>> latex(Term("/", (Term("number", (1,)), Term("exp", (x,)))))
    '\\\\frac{1}{e^{x}}'
    """
    return latex_source(notation(term, context, linear))


def sides(goal: Term, context: Context | None = None, linear: bool = False) -> tuple[str, str, str]:
    """Left side, relation and right side of a relation, as they stand in `latex(goal)`."""
    left, relation, right = sides_of(goal, context, linear)
    return latex_source(left), latex_source(relation), latex_source(right)


class LatexWriter:
    """Notation as LaTeX.  Dialects override how words and names of functions are spelt."""

    def written(self, node: Notation) -> str:
        write = self.written
        if isinstance(node, Sign):
            return self.sign(node)
        if isinstance(node, RowOf):
            return "".join(map(write, node.items))
        if isinstance(node, Fraction):
            return rf"\{'t' * node.small}frac{{{write(node.top)}}}{{{write(node.bottom)}}}"
        if isinstance(node, Scripts):
            return write(node.base) + self.script("_", node.below) + self.script("^", node.above)
        if isinstance(node, Root):
            return rf"\sqrt{{{write(node.inner)}}}"
        if isinstance(node, Fence):
            if node.tall:
                left, right = (
                    write(side).strip() if side is not None else "."
                    for side in (node.left, node.right)
                )
                return rf"\left{left} {write(node.inner)} \right{right}"
            return (
                (write(node.left) if node.left else "")
                + write(node.inner)
                + (write(node.right) if node.right else "")
            )
        if isinstance(node, Over):
            below = f"_{{{write(node.below)}}}" if node.below is not None else ""
            return (
                write(node.sign)
                + below
                + (f"^{{{write(node.above)}}}" if node.above is not None else "")
            )
        if isinstance(node, Cases):
            gap = r" \\[3pt] " if node.loose else r" \\ "
            lines = [f"{write(v)} & {write(c)}" for v, c in node.lines]
            if node.below:
                lines[-node.below] = (
                    rf"\hline \vphantom{{{self.height(node)}}} {lines[-node.below]}"
                )
            return r"\begin{cases} " + gap.join(lines) + r" \end{cases}"
        assert isinstance(node, Styled)
        if underlined_sign(node):  # with its room around it
            return rf" \mathbin{{\underline{{{write(node.inner).strip()}}}}} "
        return (f"\\{node.name}" if node.name else "") + f"{{{write(node.inner)}}}"

    def height(self, table: Cases) -> str:
        """A stroke that is higher than the first line below a rule,
        so that there is room between."""
        inside = list(everything(table.lines[-table.below][0]))
        is_high = any(isinstance(x, Over) for x in inside)
        return rf"\{'Bigg' if is_high else 'bigg' if table.loose else 'Big'}|"

    def sign(self, sign: Sign) -> str:
        return sign.tex or (self.words(sign.char) if sign.kind == "words" else "")

    def script(self, mark: str, node: Notation | None) -> str:
        if node is None:
            return ""
        text = self.written(node)
        return mark + (
            text
            if (len(text) == 1 and text.isalnum() and mark == "_") or text == r"\top"
            else f"{{{text}}}"
        )

    def words(self, text: str) -> str:
        inside = rf"\text{{{escape(text)}}}"
        return f" {inside} " if text.startswith(" ") else inside


latex_source = LatexWriter().written


def trimmed(tex: str) -> str:
    """Without spaces round it; the space of `\\ ` is none of them.

    >>> trimmed(" x"), trimmed("x\\\\ ")
    ('x', 'x\\\\ ')
    """
    bare = tex.strip()
    return bare + " " if bare.endswith("\\") and tex.rstrip() != tex else bare
