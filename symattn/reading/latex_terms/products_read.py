"""Products by what their factors are: k_a^\\top q, \\beta(u + v), a x x^\\top, a/b.

Numbers, and at most one vector or matrix, which stands at the end.  Two vectors are an inner
product if one of them is transposed or a dot stands between them.
"""

from __future__ import annotations

from ...language import Term, TermError, flattened
from .cursor import IGNORED, MAX_NESTED, Part
from .formula_reader import ODD_PRODUCTS, FormulaReader
from .latex_tokens import FormulaError, Token

NAMES = ("scalar", "entry", "member", "defined")
DOTS = (r"\cdot", r"\times", "*")


def product_at(reader: FormulaReader) -> Part:
    """Factors side by side, with dots or with slashes."""
    reader.skip()
    start = reader.place()[0]
    made = _Product(reader)
    made.add(reader.factor(), "")
    while (token := reader.here()) is not None:
        if token.kind in IGNORED:  # a column of a table ends a product, as a space does
            after = reader.peek()
            if after is None or after.text not in ("/", *DOTS):
                break
            reader.skip()
            continue
        if token.text in (r"\pm", r"\mp"):
            raise reader.error("± says two things; write one line for each", token)
        if token.text in ("+", "-") or reader.ends(token):
            break
        if token.text == "/":
            reader.next()
            made.divide(reader.factor())
        elif token.text in ODD_PRODUCTS:
            raise reader.error(
                f"{token.text} is not in the language; for a product or an inner product write "
                "\\cdot",
                token,
            )
        elif token.text in DOTS:
            reader.next()
            made.add(reader.factor(), token.text)
        else:
            made.beside(token)
            part = reader.factor()
            made.is_product(token, part)
            made.add(part, "")
    return made.part(start)


class _Product:
    """Factors from left to right."""

    def __init__(self, reader: FormulaReader) -> None:
        self.reader = reader
        self.scalars: list[Term] = []
        self.row: Part | None = None
        self.matrices: list[Term] = []
        self.arrow: Part | None = None  # the vector or the matrix
        self.before: list[Part] = []  # matrices that stand before that matrix: A B x = A (B x)
        self.last: Part | None = None
        self.below: Part | None = None  # what was just divided by
        self.parts: list[Part] = []
        self.slashes = 0

    def beside(self, token: Token) -> None:
        """Before a factor that stands beside the last one without a sign."""
        last = self.last
        if last is not None and token.kind == "number":
            two = "two numbers side by side" if last.digits else "a number behind another factor"
            raise self.reader.error(f"{two}; write \\cdot between them", token)
        sure = self.below is not None and (
            self.below.bracketed or (self.below.digits and not token.glued)
        )
        if self.below is not None and not sure:
            raise self.reader.error(
                "is what follows in the denominator or not? Write a/(bc), or \\frac{a}{b} c", token
            )
        bars = token.text in ("|", r"\|") and any(part.bars for part in self.parts)
        if bars and not self.parts[-1].bars:
            raise self.reader.error(
                "these bars can be paired in two ways; write \\left| … \\right|", token
            )

    def is_product(self, token: Token, part: Part) -> None:
        """After a factor that stands beside the last one: refused where it may be another thing.

        \\sigma(x) of a number σ looks like a function's value, and 3\\frac12 like seven halves.
        """
        last = self.last
        assert last is not None
        if token.text == r"\frac" and last.digits and _of_numbers(part.term):
            raise FormulaError(
                "is this a product or a mixed number? Write \\cdot between them",
                last.start,
                part.end,
            )
        name = last.term.children[0] if last.term.op == "^" else last.term
        inside = part.term.children[0] if part.term.op == "^" else part.term
        if inside.op == "*" and inside.children[0].op == "number" and len(inside.children) == 2:
            inside = inside.children[1]
        called = token.text in ("(", "[") and not last.bracketed and name.op in NAMES
        if called and inside.op in (*NAMES, "number") and inside.sort == "scalar" == name.sort:
            raise FormulaError(
                "is this a product or a function's value? The name is declared as a number: write "
                "the product without brackets, or with \\cdot", last.start, part.end,
            )  # fmt: skip

    def add(self, part: Part, times: str) -> None:
        self.last, self.below = part, None
        self.parts.append(part)
        if part.row:
            self._add_row(part)
        elif part.term.sort == "vector":
            self._add_vector(part, times)
        elif part.term.sort == "matrix":
            self._add_matrix(part)
        else:
            self.scalars.append(part.term)

    def _add_row(self, part: Part) -> None:
        if self.row is not None:
            raise FormulaError("two transposed vectors side by side", self.row.start, part.end)
        if self.arrow is None:
            self.row = part
            return
        if self.arrow.term.sort != "vector":
            raise FormulaError("a matrix before a transposed vector", self.arrow.start, part.end)
        self._arrow("outer", part)

    def _add_vector(self, part: Part, times: str) -> None:
        reader = self.reader
        if self.row is not None:
            at = (self.row.start, part.end)
            value = part.term
            for matrix in reversed(self.matrices):
                value = reader.build("apply", matrix, value, at=at)
            self.scalars.append(reader.build("dot", self.row.term, value, at=at))
            self.row, self.matrices = None, []
        elif self.arrow is None:
            self.arrow = part
        elif self.arrow.term.sort == "matrix":
            self._arrow("apply", part)
            while self.before:
                inner, self.arrow = self.arrow, self.before.pop()
                self._arrow("apply", inner)
        elif times == r"\cdot":
            at = (self.arrow.start, part.end)
            self.scalars.append(reader.build("dot", self.arrow.term, part.term, at=at))
            self.arrow = None
        else:  # two vectors side by side have no product: the line says so
            self._arrow("*", part)

    def _add_matrix(self, part: Part) -> None:
        if self.row is not None:
            self.matrices.append(part.term)
        elif self.arrow is None or self.arrow.term.sort == "matrix":
            self.before += [self.arrow] if self.arrow is not None else []
            self.arrow = part
        else:
            raise FormulaError("a matrix behind a vector", self.arrow.start, part.end)

    def _arrow(self, op: str, part: Part) -> None:
        assert self.arrow is not None
        at = (self.arrow.start, part.end)
        self.arrow = Part(self.reader.build(op, self.arrow.term, part.term, at=at), *at)

    def divide(self, part: Part) -> None:
        if part.row or self.row is not None:
            raise FormulaError("a transposed vector is divided", part.start, part.end)
        self.slashes += 1
        if self.slashes > MAX_NESTED:
            raise FormulaError(f"more than {MAX_NESTED} fractions in a row", part.start, part.end)
        over = self._made(part)
        at = (over.start, part.end)
        term = self.reader.build("/", over.term, part.term, at=at)
        self.scalars, self.arrow, self.parts = [], None, []
        self.last = Part(term, *at)
        if term.sort in ("vector", "matrix"):
            self.arrow = self.last
        else:
            self.scalars = [term]
        digits = over.digits and part.digits
        self.below = Part(part.term, part.start, part.end, bracketed=part.bracketed, digits=digits)

    def _made(self, last: Part) -> Part:
        if self.before:
            raise FormulaError(
                "products of matrices are not in the language", self.before[0].start, last.end
            )
        terms = [*self.scalars, *([self.arrow.term] if self.arrow else [])]
        start = self.parts[0].start if self.parts else last.start
        if len(terms) == 1:
            if len(self.parts) == 1 and self.parts[0].term is terms[0]:
                return self.parts[0]
            return Part(terms[0], start, last.end)
        try:
            term = flattened("*", tuple(terms))
        except TermError as error:
            raise FormulaError(str(error), start, last.end) from error
        return Part(term, start, last.end)

    def part(self, start: int) -> Part:
        assert self.last is not None
        if self.row is None:
            made = self._made(self.last)
            made.start = start
            return made
        if self.scalars or self.arrow or self.matrices:
            raise FormulaError(
                "a transposed vector without a vector after it", self.row.start, self.row.end
            )
        return self.row


def _of_numbers(term: Term) -> bool:
    """Whether a fraction has numbers above and below."""
    return term.op == "/" and all(child.op == "number" for child in term.children)
