"""The commands that authors may use in a formula, and the characters that stand for them.

One table for reading and printing.
"""

from __future__ import annotations

from .symbols import LETTERS

_RELATIONS = {
    "to": "→", "rightarrow": "→", "leftarrow": "←", "mapsto": "↦", "Rightarrow": "⇒",
    "Leftrightarrow": "⇔", "iff": "⇔", "implies": "⇒", "rightsquigarrow": "⇝",
    "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "cong": "≅",
    "sim": "∼", "simeq": "≃", "equiv": "≡", "gg": "≫", "ll": "≪",
    "propto": "∝", "in": "∈", "notin": "∉", "subset": "⊂", "perp": "⊥", "parallel": "∥", "mid": "|",
    "colon": ":",
}  # fmt: skip
_BINARY = {
    "cdot": "·",
    "times": "×",
    "pm": "±",
    "mp": "∓",
    "ast": "∗",
    "circ": "∘",
    "odot": "⊙",
    "otimes": "⊗",
    "oplus": "⊕",
    "wedge": "∧",
    "vee": "∨",
}
_UPRIGHT = {
    "neg": "¬", "forall": "∀", "exists": "∃", "infty": "∞", "partial": "∂", "nabla": "∇",
    "top": "ᵀ", "prime": "′", "ldots": "…", "cdots": "⋯", "dots": "…",
    "checkmark": "✓", "emptyset": "∅", "%": "%", "_": "_", "#": "#", "&": "&",
}  # fmt: skip
_BIG = {"sum": "Σ", "prod": "∏", "int": "∫"}
_MARKS = {
    "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "{": "{", "}": "}", "|": "‖",
}  # fmt: skip
GAPS = {
    ",": (" ", 17),
    ":": (" ", 22),
    ";": (" ", 28),
    "!": ("", -17),
    " ": (" ", 25),
    "quad": ("  ", 100),
    "qquad": ("  ", 200),
}
_TABLES = (
    ("relation", _RELATIONS),
    ("binary", _BINARY),
    ("upright", _UPRIGHT),
    ("big", _BIG),
    ("mark", _MARKS),
)
COMMANDS: dict[str, tuple[str, str]] = {
    **{
        name: (char, "upright" if name[0].isupper() else "letter") for name, char in LETTERS.items()
    },
    **{name: (char, kind) for kind, table in _TABLES for name, char in table.items()},
}
FUNCTIONS = frozenset(
    "log exp max min sup inf lim ln sin cos tan tanh cosh sinh Pr det dim ker arg deg gcd".split()
)

_BY_CHARACTER = {
    char: "\\" + name
    for name, (char, _) in reversed(COMMANDS.items())
    if len(char) == 1 and not char.isascii()
}
MATH_CHARACTERS: dict[str, str] = {
    **_BY_CHARACTER,
    "−": "-", "∑": "\\sum", "√": "\\surd", "∥": "\\parallel", "ϕ": "\\phi", "µ": "\\mu",
    "∣": "\\mid", "⊤": "\\top", "◐": "\\ominus", "ε": "\\epsilon", "φ": "\\phi", "ϑ": "\\vartheta",
    "⟶": "\\to", "≅": "\\cong", "⇔": "\\Leftrightarrow", "⇒": "\\Rightarrow", "→": "\\to",
    "↔": "\\leftrightarrow", "↦": "\\mapsto", "Σ": "\\Sigma", "Π": "\\Pi", "∏": "\\prod",
}  # fmt: skip
