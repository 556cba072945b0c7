"""Running text in plain LaTeX, as a person would type it: formulas between dollars, nothing else
but letters.

What stands in the text is never executed; a character that LaTeX lacks becomes its code.
"""

from __future__ import annotations

import re
import textwrap
import unicodedata

from ..formulas.inline_math import INDEXED, pieces
from ..formulas.latex_math import latex_source, trimmed
from ..formulas.math_signs import MATH_CHARACTERS
from ..formulas.notation import Notation
from ..formulas.notation_width import width
from .latex_escape import escape

_SHORT = 77  # a formula that is not torn apart
SOURCE = 96  # columns of a terminal that a line of source takes at most
_PLAIN = re.compile(r"[A-Za-z0-9 ,.;:!?()'/+=*@\[\]-]*\Z")
_LIGATURE = re.compile(r"--|``|''|,,|<<|>>|[?!]`")
_LONG_WORD = re.compile(r"[^\s$\\{}]{25,}")
_CLOSED = r"(?<!\\)\$ "  # a formula has ended
_VALUE = re.compile(
    _CLOSED + r"= (\((?:\$-\$|[-\d/.,() ]){,24}\)|(?:\$-\$)?\d+(?:[./]\d+)?(?![\w$]))"
)
_SIGN = r"\$(\\(?:approx|leftrightarrow|le|ge|neq|to|in))\$ "
_RELATION, _NUMBER = (
    re.compile(_CLOSED + rf"(?:{_SIGN}|(=) )\$"),
    re.compile(_CLOSED + _SIGN + r"(\d+(?:\.\d+)?)"),
)
_WIDTHS = {
    c: ems
    for letters, ems in (
        ("ijl.,:;'!|", 0.29),
        ("ftrsI()[]/- ", 0.38),
        ("cez", 0.45),
        ("mwMW@%", 0.83),
    )
    for c in letters
}


def running(text: str) -> str:
    """Text with its formulas.

    >>> running("β is k_a's, $e^\\\\beta$")
    "$\\\\beta$ is $k_a$'s, $e^{\\\\beta}$"
    """
    out = ""
    for raw, math in pieces(text):
        if math is not None:
            out += f"${typed(math.notation)}$"
            continue
        spans = INDEXED.split(raw)
        for plain, name, index in zip(spans[::3], [*spans[1::3], ""], [*spans[2::3], ""]):
            out += quiet(plain) + (f"${MATH_CHARACTERS.get(name, name)}_{index}$" if name else "")
    return joined(out)


def joined(text: str) -> str:
    """Formulas between which there is but a relation are one, so that no line ends within: ξ_b =
    (0, 1, 0).

    >>> joined(r"$\\xi_b$ = (0, $-$1, 0), under $x$ $\\leftrightarrow$ $y$")
    '$\\\\xi_b = (0, -1, 0)$, under $x \\\\leftrightarrow y$'
    """
    text = _VALUE.sub(lambda found: f" = {found[1].replace('$', '')}$", text)
    return _NUMBER.sub(r" \1 \2$", _RELATION.sub(r" \1\2 ", text))


def typed(node: Notation) -> str:
    """A formula without spaces that nobody would type."""
    return re.sub(
        r"(\\[A-Za-z]+) +(?=[}^_])",
        r"\1",
        re.sub(r"\\(?:allowbreak\b|penalty5000) *|  +", " ", trimmed(latex_source(node))),
    ).replace("  ", " ")


def quiet(text: str) -> str:
    """Text without formulas."""
    return "".join(map(_character, unicodedata.normalize("NFC", _cut(_apart(text)))))


def _apart(text: str) -> str:
    """Two hyphens stay two."""
    return _LIGATURE.sub(lambda found: found[0][0] + "\u200b" + found[0][1], text)


def _cut(text: str) -> str:
    """With places to break in words that no column could hold."""
    return _LONG_WORD.sub(lambda word: "\u200c".join(re.findall(".{1,8}", word[0])), text)


def _character(c: str) -> str:
    if c in "\u200b\u200c":
        return "{}" if c == "\u200b" else r"\allowbreak{}"
    if _PLAIN.match(c):
        return c
    if c in MATH_CHARACTERS:
        return f"${MATH_CHARACTERS[c]}$"
    found = escape(c)
    return re.sub(r"\\ensuremath\{(.*)\}\Z", r"$\1$", found)


def text_width(text: str) -> float:
    """The width of running text in ems, roughly."""
    total = 0.0
    for raw, math in pieces(text):
        total += sum(map(_width, raw)) if math is None else width(math.notation)
    return total


def _width(c: str) -> float:
    return _WIDTHS.get(c, 0.74 if c.isupper() else 0.53)


def filled(text: str, indent: str = "", first: str | None = None) -> str:
    """Text in lines of source; short formulas are not torn apart."""
    kept = re.sub(
        r"(?<!\\)\$[^$]+\$",
        lambda m: m[0].replace(" ", "\u00a0") if len(m[0]) <= _SHORT else m[0],
        text,
    )
    lines = textwrap.wrap(
        kept,
        SOURCE,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(lines).replace("\u00a0", " ")
