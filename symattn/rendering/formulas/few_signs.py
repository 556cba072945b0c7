"""Text for a console that has few signs: β is beta, ≤ is <=, and what has no such name is its code.

A name that would run into its neighbours is set apart: 2βγ is 2 beta gamma.
"""

from __future__ import annotations

import codecs
import unicodedata

from .math_signs import COMMANDS
from .symbols import LETTERS

ERRORS = "symattn"  # the name of this way of encoding, for `str.encode` and for streams
_SIGNS = {
    "✓": "ok", "◐": "if", "✗": "no", "–": "-", "—": "--", "−": "-", "…": "...", "⋯": "...",
    "·": "*", "∗": "*", "×": "x", "±": "+-", "∓": "-+", "→": "->", "⟶": "->", "←": "<-",
    "↔": "<->", "↦": "|->", "⇒": "=>", "⇔": "<=>", "⇝": "~>", "≤": "<=", "≥": ">=", "≠": "!=",
    "≈": "~=", "≅": "~=", "≃": "~=", "∼": "~", "≡": "==", "≪": "<<", "≫": ">>", "∞": "oo",
    "∑": "Sum", "∏": "Prod", "∫": "Int", "∂": "d", "√": "sqrt", "ᵀ": "^T", "⊤": "^T", "′": "'",
    "‖": "||", "∥": "||", "∣": "|", "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "“": '"', "”": '"',
    "„": '"', "‘": "'", "’": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "�": "?",
    "∉": "not in", "∈": "in", "⊆": "within", "§": "section", "\u0302": "_hat", "\u0304": "_bar",
    "\u0303": "_tilde", "\u20d7": "_vec", "\u0307": "_dot", "ε": "epsilon", "φ": "phi", "ϕ": "phi",
}  # fmt: skip
_NAMES = {
    **{
        char: name
        for name, (char, _) in reversed(COMMANDS.items())
        if len(char) == 1 and not char.isascii()
    },
    **{char: name for name, char in reversed(LETTERS.items())},
    **_SIGNS,
}
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ", "0123456789-+n"))


def spelled_for(text: str, encoding: str) -> str:
    """The text with what the encoding has no signs for spelled out.

    >>> print(spelled_for("e^β → ∞, 2βγ_a ≤ x², Lévy", "ascii"))
    e^beta -> oo, 2 beta gamma_a <= x^2, Levy
    """
    return text.encode(encoding, ERRORS).decode(encoding)


def _spelled(error: UnicodeError) -> tuple[str, int]:
    """What stands in for the characters that cannot be encoded: an error handler of `codecs`."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text, said = error.object, ""
    for k in range(error.start, error.end):
        before = said[-1:] or text[k - 1 : k]
        word = _is_word(text[k])
        said += " " * (word and before.isalnum()) + _name(
            text[k], k > 0 and text[k - 1] in _SUPERSCRIPTS
        )
        after = text[k + 1 : k + 2]
        said += " " * (word and after.isascii() and after.isalnum())
    return said, error.end


def _is_word(char: str) -> bool:
    """Whether it is spelled by a word that must not run into its neighbours."""
    name = _NAMES.get(char, "")
    return len(name) > 1 and name[0].isalnum()


def _name(char: str, continues: bool) -> str:
    if char in _NAMES:
        return _NAMES[char]
    if char in _SUPERSCRIPTS:
        return "^" * (not continues) + _SUPERSCRIPTS[char]
    alike = unicodedata.normalize("NFKD", char)
    plain = "".join(c for c in alike if c.isascii())
    if plain or unicodedata.category(char) == "Mn":
        return plain
    return char.encode("ascii", "backslashreplace").decode()


codecs.register_error(ERRORS, _spelled)
