"""Everything that a factor may be, in the order in which it is tried."""

from __future__ import annotations

from collections.abc import Sequence

from .bracketed_parts import bars, brackets, environment, fraction, inner_product
from .chance_parts import chance
from .counted_part import counted
from .cursor import Part
from .formula_reader import Factor, FormulaReader
from .gradients_read import gradient_part
from .known_functions import known_function
from .kronecker import indicator, kronecker
from .latex_tokens import Token
from .named_parts import constant, named, unknown
from .products_read import product_at
from .scope import PageScope
from .slopes_read import derivative_part
from .softmax_part import softmax
from .sums_and_maxima import sum_or_largest

FACTORS: tuple[Factor, ...] = (
    derivative_part, gradient_part, fraction, sum_or_largest, environment, inner_product, bars,
    softmax, known_function, named, chance, counted, indicator, brackets, kronecker, constant,
    unknown,
)  # fmt: skip


def formula_reader(
    tokens: Sequence[Token], scope: PageScope, end: int, *, families: bool = False
) -> FormulaReader:
    """A reader of the tokens that knows all factors.

    With `families` it takes a family without its index as the vector of its entries.
    """
    reader = FormulaReader(tokens, scope, end, FACTORS, product_at)
    reader.families = families
    return reader


def value_of(tokens: Sequence[Token], scope: PageScope, what: str) -> Part:
    """The one value that all these tokens are.  Raises FormulaError."""
    return formula_reader(tokens, scope, tokens[-1].end if tokens else 0).whole(tokens, what)
