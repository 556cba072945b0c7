"""How many of some comparisons hold, as symattn prints it: \\#(k_j^\\top w = M)."""

from __future__ import annotations

from .cursor import Part
from .events_read import comparisons
from .formula_reader import FormulaReader
from .latex_tokens import FormulaError
from .page_functions import parted


def counted(reader: FormulaReader) -> Part | None:
    """\\#( … ) with comparisons; None if none stands here."""
    token = reader.peek()
    if token is None or token.text != r"\#":
        return None
    reader.next()
    inside = reader.brackets() if reader.sees("(") else None
    if not inside:
        raise reader.error("expected comparisons in brackets, as in \\#(x > 0)", token)
    at = (token.start, reader.tokens[reader.at - 1].end)
    found = []
    for part in parted(inside, ","):
        inner = reader.within(part)
        said = comparisons(inner)
        if not inner.done or len(said) != 1:
            raise FormulaError("expected one comparison, or several with commas", *at)
        found += said
    return Part(reader.build("count", *found, at=at), *at)
