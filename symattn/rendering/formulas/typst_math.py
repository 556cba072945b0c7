"""Notation as Typst, for between two dollars.

Nothing that comes from data is ever code: a character stands for itself only if it is in a table of
this package, and is escaped if it is ASCII; everything else is a string.  Tokens are set apart by
spaces, for two letters would be a name.
"""

from __future__ import annotations

import re

from symattn.display.shown_operators import SHOWN

from .math_signs import COMMANDS, FUNCTIONS, MATH_CHARACTERS
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
    underlined_sign,
)
from .symbols import LETTERS

_EMPTY = '""'
_DRAWN = {
    "𝔼": "bb(E)",
    "𝒩": "cal(N)",
    "𝟎": "bold(0)",
    "ᵀ": "⊤",
    "Σ": "∑",
    "·": "⋅",
    "-": "−",
    "*": "∗",
    "∣": "|",
}
_KNOWN = (
    frozenset("−∑⊤⋅∗⇝∞∂‖")
    | MATH_CHARACTERS.keys()
    | {char for char, _ in COMMANDS.values() if len(char) == 1}
    | set(LETTERS.values())
)
_ACCENTS = {
    "hat": "hat",
    "bar": "macron",
    "tilde": "tilde",
    "vec": "arrow",
    "dot": "dot",
    "overline": "overline",
    "underline": "underline",
}
_FONTS = {
    "mathbb": "bb({})",
    "mathbf": "bold(upright({}))",
    "mathcal": "cal({})",
    "mathrm": "upright({})",
    "mathit": "italic({})",
    "mathsf": "sans({})",
    "boldsymbol": "bold({})",
    "": "{}",
}
_PLAIN = frozenset("+=<>")  # ASCII that means nothing to Typst when it stands alone
_NAMES = FUNCTIONS | {
    row.text for row in SHOWN.values() if row.kind == "upright" and len(row.text) > 1
}


def typst_source(node: Notation) -> str:
    """The notation as Typst.

    >>> from symattn.language import Term
    >>> from .term_notation import notation
    >>> x = Term("scalar", ("x",))
    >>> typst_source(notation(Term("/", (Term("number", (1,)), Term("exp", (x,))))))
    'frac(1, e^x)'
    """
    return _written(node, False) or _EMPTY


def string(text: str) -> str:
    """Any text as a string of Typst.

    >>> print(string('a "b" \\\\c'))
    "a \\"b\\" \\\\c"
    """
    return (
        '"'
        + "".join(
            "\\" + c
            if c in '"\\'
            else c
            if c.isprintable() or c == "\u00a0"
            else " "
            if c.isspace()
            else "\ufffd"
            for c in text
        )
        + '"'
    )


def joined(tokens: list[str]) -> str:
    """Tokens one after the other: a space sets them apart, but beside a string it would be seen."""
    out = ""
    for token in filter(None, tokens):
        out += token if not out or out.endswith('"') or token.startswith('"') else " " + token
    return out


def _written(node: Notation, script: bool) -> str:
    """`script`: in an index or exponent, where a small fraction is small already."""

    def write(inner: Notation) -> str:
        return _written(inner, script) or _EMPTY

    if isinstance(node, Sign):
        return _sign(node)
    if isinstance(node, RowOf):
        return joined(
            [
                _at_the_start(x) if k == 0 and len(node.items) > 1 else _written(x, script)
                for k, x in enumerate(node.items)
            ]
        )
    if isinstance(node, Fraction):
        fraction = f"frac({write(node.top)}, {write(node.bottom)})"
        return f"inline({fraction})" if node.small and not script else fraction
    if isinstance(node, Scripts):
        return write(node.base) + _script("_", node.below) + _script("^", node.above)
    if isinstance(node, Root):
        return f"sqrt({write(node.inner)})"
    if isinstance(node, Fence):
        left, right = (
            _side(side, name) for side, name in ((node.left, "opening"), (node.right, "closing"))
        )
        inner = joined([left, _written(node.inner, script), right])
        return f"lr({inner})" if node.tall else inner
    if isinstance(node, Over):
        return _sign(node.sign) + _script("_", node.below) + _script("^", node.above)
    if isinstance(node, Cases):
        # columns are set flush right and left in turn: the second and the fourth are used
        cells = ((joined([write(value), "#h(1em)"]), write(c)) for value, c in node.lines)
        lines = [f"& {value} & & {condition}" for value, condition in cells]
        if node.below:
            rules = [f"#line(length: {k}em, stroke: .4pt)" for k in (4, 8)]
            lines.insert(-node.below, f"& {rules[0]} & & {rules[1]}")
        return f"cases(gap: #{'.7' if node.loose else '.4'}em, {', '.join(lines)})"
    assert isinstance(node, Styled)
    if node.name == "operatorname":
        return f"op({string(''.join(s.char for s in _signs(node.inner)))})"
    if underlined_sign(node):  # with its room around it
        return f'class("binary", underline({write(node.inner).strip()}))'
    if node.name in _ACCENTS:
        return f"{_ACCENTS[node.name]}({write(node.inner)})"
    return _FONTS[node.name].format(
        _written(node.inner, script) if not node.name else write(node.inner)
    )


def _signs(node: Notation) -> list[Sign]:
    return [x for x in (node.items if isinstance(node, RowOf) else (node,)) if isinstance(x, Sign)]


def _script(mark: str, node: Notation | None) -> str:
    if node is None:
        return ""
    text = _written(node, True) or _EMPTY
    return mark + (text if len(text) == 1 and (text.isalnum() or text in "⊤∞") else f"({text})")


def _side(side: Sign | None, name: str) -> str:
    if side is None:
        return "#h(0em)"  # else the next bracket would grow in its place
    return f'class("{name}", {side.char})' if side.char in "|‖" else _sign(side)


def _at_the_start(node: Notation) -> str:
    """At the start of a line a plus would be taken for a sign."""
    if (
        isinstance(node, Sign)
        and node.kind == "binary"
        and node.tex.startswith(" ")
        and node.char != "/"
    ):
        return f'class("binary", {_sign(node)})'
    return _written(node, False)


def _sign(sign: Sign) -> str:
    kind, char = sign.kind, sign.char
    bare = char.rstrip("′")
    if bare != char and kind in ("letter", "upright"):
        return (_sign(Sign(kind, bare, sign.tex)) if bare else _EMPTY) + "'" * (
            len(char) - len(bare)
        )
    if kind == "letter" and re.fullmatch("[A-Za-z0-9]+", char):
        return " ".join(char)
    if kind == "digits" and re.fullmatch("[0-9]+", char):
        return char
    if kind in ("hidden", "break", "reluctant", "space"):
        return ""
    if kind == "gap":
        return f"#h({sign.width / 100:g}em)"
    if (
        kind in ("upright", "function", "big")
        and char in _NAMES
        and not sign.tex.startswith(r"\mathrm")
    ):
        return f'op("{char}", limits: #true)' if kind == "big" else f'op("{char}")'
    if kind == "words":
        return string(char)
    if char in "|‖":
        return f'class("{_class(sign)}", {char})'
    drawn = _DRAWN.get(char, char)
    if kind == "relation" and drawn == "|":
        return 'class("relation", |)'
    if (
        drawn in _PLAIN
        or (len(drawn) > 1 and drawn != char)
        or (drawn in _KNOWN and drawn != "√" and not drawn.isascii())
    ):
        return drawn
    if len(drawn) == 1 and (
        drawn == "√"
        or (drawn.isascii() and drawn.isprintable() and not drawn.isalnum() and drawn != " ")
    ):
        return "\\" + drawn
    return string(char)


def _class(sign: Sign) -> str:
    """A bar by itself opens or closes if its LaTeX says so."""
    if sign.kind == "relation":
        return "relation"
    return (
        "opening"
        if r"\lv" in sign.tex.lower()
        else "closing"
        if r"\rv" in sign.tex.lower()
        else "normal"
    )
