"""Formulas that authors put between dollars in a reason or a remark: `cancel $e^\\beta$`.

They are read with a small grammar of known commands, never passed on unread: what it accepts compiles and is harmless
(no \\input, no \\def, no ^^), and what it refuses is printed as the text that it is.
"""
from __future__ import annotations

import re
from dataclasses import dataclass

from symattn.terms.plain import GREEK

_SYMBOLS: dict[str, str] = {
    **GREEK, "varepsilon": "ε", "vartheta": "ϑ", "varphi": "φ", "ell": "ℓ", "Upsilon": "Υ", "upsilon": "υ",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "mapsto": "↦", "Rightarrow": "⇒", "Leftrightarrow": "⇔", "iff": "⇔", "implies": "⇒",
    "rightsquigarrow": "⇝", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "cong": "≅", "sim": "∼", "simeq": "≃", "equiv": "≡",
    "gg": "≫", "ll": "≪", "propto": "∝", "in": "∈", "notin": "∉", "subset": "⊂", "perp": "⊥", "parallel": "∥", "mid": "|", "cdot": "·",
    "times": "×", "pm": "±", "mp": "∓", "ast": "∗", "circ": "∘", "odot": "⊙", "otimes": "⊗", "oplus": "⊕", "wedge": "∧", "vee": "∨", "neg": "¬",
    "forall": "∀", "exists": "∃", "infty": "∞", "partial": "∂", "nabla": "∇", "sum": "Σ", "prod": "∏", "int": "∫", "top": "ᵀ", "prime": "′",
    "ldots": "…", "cdots": "⋯", "dots": "…", "lvert": "|", "rvert": "|", "lVert": "‖", "rVert": "‖", "langle": "⟨", "rangle": "⟩",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "colon": ":", "checkmark": "✓", "emptyset": "∅",
    "{": "{", "}": "}", "|": "‖", ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "quad": "  ", "qquad": "  ", "%": "%", "_": "_", "#": "#", "&": "&",
}  # fmt: skip
_FUNCTIONS = frozenset("log exp max min sup inf lim ln sin cos tan tanh cosh sinh Pr det dim ker arg deg gcd".split())
_FONTS = frozenset("mathbb mathbf mathcal mathrm mathit mathsf operatorname boldsymbol".split())
_ACCENTS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307", "overline": "\u0304"}
_SIZES = frozenset("big Big bigl bigr Bigl Bigr bigg Bigg biggl biggr left right".split())
_DELIMITERS = frozenset(["(", ")", "[", "]", "|", ".", "/", "\\|", "\\{", "\\}", "\\lvert", "\\rvert", "\\lVert", "\\rVert", "\\langle", "\\rangle"])
_PLAIN = frozenset("+-*/=<>()[]|,.;:!?")
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
_WORDS = re.compile(r"[A-Za-z0-9 ,.;:()'+=/-]*\Z")
_DEEPEST = 40

MATH_CHARACTERS: dict[str, str] = {
    **{c: "\\" + name for name, c in reversed(_SYMBOLS.items()) if len(c) == 1 and not c.isascii()},
    "−": "-", "∑": "\\sum", "√": "\\surd", "∥": "\\parallel", "ϕ": "\\phi", "µ": "\\mu", "∣": "\\mid", "⊤": "\\top", "◐": "\\ominus",
    "⟶": "\\to", "≅": "\\cong", "⇔": "\\Leftrightarrow", "⇒": "\\Rightarrow", "→": "\\to", "↔": "\\leftrightarrow", "↦": "\\mapsto", "Σ": "\\Sigma", "Π": "\\Pi", "∏": "\\prod",
}  # fmt: skip


@dataclass(frozen=True)
class InlineMath:
    """One formula, as LaTeX for math mode and as readable Unicode."""

    latex: str
    text: str


class _Refused(Exception):
    pass


def pieces(text: str) -> list[tuple[str, InlineMath | None]]:
    """The text cut at its formulas: (as written, the formula or None).  What is refused stays in the text, dollars and all.

    >>> [math.text if math else raw for raw, math in pieces("cancel $e^\\\\beta$, not $\\\\input{x}$")]
    ['cancel ', 'e^β', ', not ', '$\\\\input{x}$']
    """
    found: list[tuple[str, InlineMath | None]] = []
    for part in re.split(r"((?<!\\)\$(?:[^$\\]|\\.)+\$)", text):
        if part:
            found.append((part, read(part[1:-1]) if len(part) > 2 and part[0] == part[-1] == "$" else None))
    return found


def readable(text: str) -> str:
    """The text with its formulas in Unicode, for a terminal."""
    return "".join(raw if math is None else math.text for raw, math in pieces(text))


def read(source: str) -> InlineMath | None:
    """The formula, or None if it is not well formed or uses anything outside the grammar."""
    try:
        reader = _Reader([t for t in _TOKEN.findall(source)])
        math = reader.sequence(end=None, depth=0)
    except _Refused:
        return None
    return InlineMath(math.latex.strip(), re.sub(r"\s+", " ", math.text).strip()) if math.latex.strip() else None


class _Reader:
    def __init__(self, tokens: list[str]) -> None:
        self.tokens, self.at = tokens, 0

    def peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> str:
        if self.at >= len(self.tokens):
            raise _Refused
        self.at += 1
        return self.tokens[self.at - 1]

    def skip_space(self) -> None:
        while (token := self.peek()) is not None and token.isspace():
            self.at += 1

    def sequence(self, end: str | None, depth: int) -> InlineMath:
        """Everything up to the token `end`, which is consumed."""
        latex = text = ""
        scripts = ""  # what the last atom carries already: a second one would not compile
        while (token := self.peek()) != end:
            if token is None or depth > _DEEPEST:
                raise _Refused
            if token in ("^", "_", "'"):
                self.take()
                kind = "^" if token == "'" else token
                if kind in scripts and not (token == "'" and scripts.endswith("'")):
                    raise _Refused
                scripts += token if token != "'" else "^'"
                if token == "'":
                    latex, text = latex + "'", text + "′"
                    continue
                argument = self.argument(depth)
                latex += f"{token}{{{argument.latex}}}"
                text += _script(token, argument.text)
                continue
            item = self.atom(depth)
            if not token.isspace():
                scripts = ""
            latex, text = latex + item.latex, text + item.text
        if end is not None:
            self.take()
        return InlineMath(latex, text)

    def argument(self, depth: int) -> InlineMath:
        self.skip_space()
        if self.peek() in ("^", "_", "'", "}", None):
            raise _Refused
        if self.peek() == "{":
            self.take()
            return self.sequence("}", depth + 1)
        return self.atom(depth)

    def atom(self, depth: int) -> InlineMath:
        token = self.take()
        if token.isspace():
            return InlineMath(" ", " ")
        if token == "{":
            inner = self.sequence("}", depth + 1)
            return InlineMath(f"{{{inner.latex}}}", inner.text)
        if token.isascii() and (token.isalnum() or token in _PLAIN):
            return InlineMath(token, "−" if token == "-" else token)
        if token in MATH_CHARACTERS:
            return InlineMath(MATH_CHARACTERS[token] + " ", token)
        if not token.startswith("\\"):
            raise _Refused
        return self.command(token[1:], depth)

    def command(self, name: str, depth: int) -> InlineMath:
        if name in _SYMBOLS:
            return InlineMath(f"\\{name} ", _SYMBOLS[name])
        if name in _FUNCTIONS:
            return InlineMath(f"\\{name} ", name)
        if name in ("frac", "tfrac", "dfrac"):
            top, bottom = self.argument(depth), self.argument(depth)
            return InlineMath(rf"\{name}{{{top.latex}}}{{{bottom.latex}}}", f"{_grouped(top.text)}/{_grouped(bottom.text)}")
        if name == "sqrt":
            inner = self.argument(depth)
            return InlineMath(rf"\sqrt{{{inner.latex}}}", f"√{_grouped(inner.text)}")
        if name in _ACCENTS:
            inner = self.argument(depth)
            return InlineMath(rf"\{name}{{{inner.latex}}}", inner.text + _ACCENTS[name] * (len(inner.text) == 1))
        if name in _FONTS:
            inner = self.argument(depth)
            return InlineMath(rf"\{name}{{{inner.latex}}}", inner.text)
        if name == "text":
            return self.words()
        if name == "left":
            opening = self.delimiter()
            inner = self.sequence("\\right", depth + 1)
            closing = self.delimiter()
            return InlineMath(rf"\left{opening} {inner.latex}\right{closing} ", _delimiter_text(opening) + inner.text + _delimiter_text(closing))
        if name in _SIZES and name != "right":
            delimiter = self.delimiter()
            return InlineMath(rf"\{name}{delimiter} ", _delimiter_text(delimiter))
        raise _Refused

    def delimiter(self) -> str:
        self.skip_space()
        if (token := self.take()) not in _DELIMITERS:
            raise _Refused
        return token

    def words(self) -> InlineMath:
        if self.take() != "{":
            raise _Refused
        words = ""
        while (token := self.take()) != "}":
            words += token
        if not _WORDS.match(words):
            raise _Refused
        return InlineMath(rf"\text{{{words}}}", words)


def _grouped(text: str) -> str:
    text = text.strip()
    return text if re.fullmatch(r"[\w′∞]+(_\w+)?", text) else f"({text})"


def _script(mark: str, text: str) -> str:
    text = text.strip()
    if mark == "^" and text == "ᵀ":
        return text
    if mark == "_":
        return "_" + (text if re.fullmatch(r"\w+", text) else f"{{{text}}}")
    return "^" + _grouped(text)


def _delimiter_text(delimiter: str) -> str:
    return "" if delimiter == "." else _SYMBOLS.get(delimiter.lstrip("\\"), delimiter) if delimiter.startswith("\\") else delimiter
