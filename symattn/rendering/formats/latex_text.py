"""Running text with formulas between dollars, as LaTeX."""

from __future__ import annotations

import re

from ..formulas.inline_math import INDEXED, pieces
from .latex_escape import escape

_LONG_WORD = re.compile(r"\S{25,}")


def running(text: str) -> str:
    """Text with formulas between dollars: `$e^\\beta$` stays a formula if it is harmless, else it
    is printed as text.

    A letter with an index (μ_a), which symattn's own messages contain, is a formula too.
    """
    out = ""
    for raw, math in pieces(text):
        if math is None:
            spans = INDEXED.split(raw)
            out += "".join(
                _breakable(t) + (rf"\ensuremath{{{escape(x)}_{i}}}" if x else "")
                for t, x, i in zip(spans[::3], [*spans[1::3], ""], [*spans[2::3], ""])
            )
        else:
            out += f"${math.latex}$"
    return out


def _breakable(text: str) -> str:
    """Escaped, with places to break in words that no column could hold."""
    out, end = "", 0
    for word in _LONG_WORD.finditer(text):
        out += escape(text[end : word.start()]) + r"\allowbreak{}".join(
            escape(s) for s in re.findall(".{1,8}", word[0])
        )
        end = word.end()
    return out + escape(text[end:])
