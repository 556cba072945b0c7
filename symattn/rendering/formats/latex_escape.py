"""Text as LaTeX, character by character: nothing that stands in it is ever executed,
and pdflatex can print all of it."""

from __future__ import annotations

import unicodedata

from ..formulas.math_signs import MATH_CHARACTERS

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    '"': "''", "`": "{}`{}", "'": "'{}", "-": "-{}",
    "–": "--", "—": "---", "‘": "`{}", "’": "'{}", "“": "``", "”": "''", "…": r"\dots{}",
    "\u00a0": "~", "\u202f": "~", "\u2009": r"\,",
    "§": r"\S{}", "©": r"\copyright{}", "£": r"\pounds{}", "ß": r"\ss{}", "ø": r"\o{}",
    "Ø": r"\O{}", "æ": r"\ae{}", "Æ": r"\AE{}",
    "œ": r"\oe{}", "Œ": r"\OE{}", "ł": r"\l{}", "Ł": r"\L{}", "ı": r"\i{}",
    "·": r"\ensuremath{\cdot}", "½": r"\ensuremath{\tfrac{1}{2}}",
    "✓": r"\ensuremath{\checkmark}", "✗": r"\ensuremath{\times}", "ᵀ": r"\ensuremath{^\top}",
    "²": r"\ensuremath{^2}", "³": r"\ensuremath{^3}",
}  # fmt: skip
_ACCENTS = {
    "\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0304": "=", "\u0306": "u",
    "\u0307": ".", "\u0308": '"', "\u030a": "r",
    "\u030b": "H", "\u030c": "v", "\u0327": "c", "\u0328": "k",
}  # fmt: skip


def escape(text: str) -> str:
    """The text, character by character, as LaTeX for text mode; an unknown character becomes its
    code, [U+4E2D].

    >>> escape("50% of β_1")
    '50\\\\% of \\\\ensuremath{\\\\beta}\\\\_1'
    """
    return "".join(_character(c) for c in unicodedata.normalize("NFC", text))


def _character(c: str) -> str:
    if c in _SPECIAL:
        return _SPECIAL[c]
    if c.isascii():
        return c if c.isprintable() else " " if c.isspace() else f"[U+{ord(c):04X}]"
    if c in MATH_CHARACTERS:
        return rf"\ensuremath{{{MATH_CHARACTERS[c]}}}"
    parts = unicodedata.normalize("NFD", c)
    # k (ogonek) needs T1 fonts, which a plain pdflatex page does not load
    if len(parts) == 2 and parts[0].isascii() and _ACCENTS.get(parts[1], "k") != "k":
        letter = {"i": r"\i", "j": r"\j"}.get(parts[0], parts[0])
        return rf"\{_ACCENTS[parts[1]]}{{{letter}}}"
    return f"[U+{ord(c):04X}]"
