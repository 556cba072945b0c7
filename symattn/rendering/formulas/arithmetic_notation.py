"""Sums, products and quotients as notation."""

from __future__ import annotations

from symattn.language import Sort, Term

from ..pages.marks import Marks
from .bracketed import Bracketed
from .notation import Fraction, Notation, Sign, Styled, digits, first, row
from .term_signs import (
    ATOM,
    BESIDE,
    DOT,
    FACTOR,
    MINUS,
    NEGATIVE,
    OPEN_ENDED,
    PLUS,
    PRODUCT,
    RELUCTANT,
    STATEMENT,
    THIN,
    names_a_function,
)


class ArithmeticNotation(Bracketed):
    """Sums, products and quotients, with the signs and brackets that the eye needs."""

    marks: Marks

    def added(self, args: tuple[Term, ...]) -> Notation:
        items: list[Notation] = []
        for k, term in enumerate(args):
            negative = term.op == "neg"
            if negative or k:
                sign = NEGATIVE if k == 0 else MINUS if negative else PLUS
                new = id(term) in self.marks.signs
                items.append(Styled("underline", sign) if new else sign)
            items.append(self.wrap(term.children[0] if negative else term, PRODUCT))
        return row(*items)

    def multiplied(self, args: tuple[Term, ...]) -> Notation:
        items: list[Notation] = []
        for k, factor in enumerate(args):
            last = k == len(args) - 1
            piece = self.wrap(factor, PRODUCT if last and factor.op in OPEN_ENDED else FACTOR)
            if k:
                # 2 3^x is not 23^x, 2 ½ not 2.5; and a matrix times a vector is `apply`, not a
                # product.
                begins = first(piece)
                times = (
                    (isinstance(begins, Sign) and begins.kind == "digits")
                    or (isinstance(begins, Fraction) and begins.small)
                    or args[k - 1].sort is not Sort.SCALAR
                )
                # σ (x) is not σ of x
                times = times or (
                    isinstance(begins, Sign) and begins.char in "([" and names_a_function(items[-1])
                )
                thin = THIN if "dot" in (factor.op, args[k - 1].op) else BESIDE
                items += [DOT] if times else [thin, RELUCTANT] if self.linear else [thin]
            items.append(piece)
        return row(*items)

    def divided(self, top: Term, bottom: Term) -> tuple[Notation, int]:
        numbers = [str(t.args[0]) for t in (top, bottom) if t.op == "number"]
        if len(numbers) == 2 and (not self.linear or max(map(len, numbers)) < 5):
            return Fraction(digits(numbers[0]), digits(numbers[1]), small=True), FACTOR
        if self.linear:
            over, under = (self.wrap(t, FACTOR if t.op != "dot" else ATOM) for t in (top, bottom))
            return row(over, Sign("binary", "/", r" / \allowbreak "), under), PRODUCT
        # A fraction in a fraction is told from its twin by the length of a bar; parentheses say it
        # aloud.
        over, under = (self.wrap(t, STATEMENT if t.op != "/" else ATOM) for t in (top, bottom))
        return Fraction(over, under), FACTOR
