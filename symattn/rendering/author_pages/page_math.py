"""The formulas of a page as notation, from the LaTeX that its author wrote.

More is read here than between the dollars of a derivation's reasons (inline_math.py): macros of the
page, cases, words, the range of a sum under its sign.  What is not known is refused, and shown as
the source that it is: nothing is left out in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from symattn.reading.documents.pieces import Macro

from ..formulas.inline_math import NoFormula, Tokens, is_space, split
from ..formulas.notation import Cases, Notation, Over, RowOf, Scripts, Sign, row
from .expanded_macros import expanded, without_comments

_ALIASES = {
    "bm": "boldsymbol", "pmb": "boldsymbol", "symbf": "boldsymbol", "mathbbm": "mathbb",
    "mathds": "mathbb", "mathscr": "mathcal", "widehat": "hat",
    "widetilde": "tilde", "longrightarrow": "to", "Longrightarrow": "Rightarrow",
    "impliedby": "Leftarrow", "lnot": "neg", "land": "wedge", "lor": "vee", "mathsmaller": "text",
    "textrm": "text", "mbox": "text", "textit": "text", "textbf": "text", "textsf": "text",
    "hbox": "text", "textnormal": "text", "vert": "lvert", "Vert": "lVert", "lbrace": "{",
    "rbrace": "}", "dotsc": "ldots", "dotsb": "cdots", "dotsm": "cdots", "thinspace": ",",
    "medspace": ":", "thickspace": ";", "cfrac": "dfrac", "operatorname*": "operatorname",
    "leqslant": "le", "geqslant": "ge", "gets": "leftarrow", "ne": "neq",
}  # fmt: skip
_SIGNS = {
    "Leftarrow": ("⇐", "relation"), "longmapsto": ("↦", "relation"),
    "hookrightarrow": ("↪", "relation"),
    "subseteq": ("⊆", "relation"), "supset": ("⊃", "relation"), "succ": ("≻", "relation"),
    "prec": ("≺", "relation"), "succeq": ("⪰", "relation"), "preceq": ("⪯", "relation"),
    "lesssim": ("≲", "relation"), "gtrsim": ("≳", "relation"), "coloneqq": ("≔", "relation"),
    "doteq": ("≐", "relation"), "setminus": ("∖", "binary"), "cup": ("∪", "binary"),
    "cap": ("∩", "binary"), "star": ("⋆", "binary"), "bullet": ("•", "binary"),
    "div": ("÷", "binary"), "dagger": ("†", "upright"), "Re": ("ℜ", "upright"),
    "Im": ("ℑ", "upright"), "vdots": ("⋮", "upright"), "ddots": ("⋱", "upright"),
    "square": ("□", "upright"), "blacksquare": ("■", "upright"), "qed": ("□", "upright"),
    "intercal": ("⊺", "upright"), "angle": ("∠", "upright"), "colon": (":", "mark"),
    "lbrack": ("[", "mark"), "rbrack": ("]", "mark"), "backslash": ("∖", "binary"),
    "varnothing": ("∅", "upright"), "iint": ("∬", "big"), "bigcup": ("⋃", "big"),
    "bigcap": ("⋂", "big"), "liminf": ("lim inf", "function"), "limsup": ("lim sup", "function"),
    "argmax": ("arg max", "function"), "argmin": ("arg min", "function"),
    "sec": ("sec", "function"), "cot": ("cot", "function"), "arctan": ("arctan", "function"),
    "arcsin": ("arcsin", "function"), "arccos": ("arccos", "function"),
    "lg": ("lg", "function"), "mod": ("mod", "function"), "S": ("§", "upright"),
}  # fmt: skip
_DROPPED = frozenset(
    "nonumber notag displaystyle textstyle scriptstyle limits nolimits strut mathstrut "
    "allowbreak relax normalsize small bf rm it".split()
)
_DROPPED_WITH_ARGUMENT = frozenset(
    "label color hspace vspace phantom vphantom hphantom hspace*".split()
)
_RANGED = frozenset(["max", "min", "sup", "inf", "lim", "arg max", "arg min", "lim sup", "lim inf"])
_SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ", "0123456789+−n⊤"))
_FRACTIONS = "½⅓¼⅔¾⅕⅙⅛"
_TEXT_LETTER = re.compile(r"[^{}\\$&#^_~%]*\Z")


def page_math(source: str, macros: Mapping[str, Macro]) -> Notation | None:
    """A formula of a page, or None where something in it is not known."""
    try:
        whole = expanded(without_comments(source), macros)
        reader = _PageReader(split(whole))
        found = reader.sequence(end=None, depth=0)
    except (NoFormula, RecursionError):
        return None
    return None if all(map(is_space, _items(found))) else _breakable(found)


def _breakable(node: Notation) -> Notation:
    """A row in which a line may end before signs that stand between two things.

    A space in front of their LaTeX says so (notation_width.py).
    """
    items: list[Notation] = []
    after = False  # whether something stands before that a sign can go on from
    for item in _items(node):
        sign = item if isinstance(item, Sign) else None
        if sign is not None and sign.kind in ("binary", "relation"):
            between = after or sign.kind == "relation"
            items.append(Sign(sign.kind, sign.char, f" {sign.tex.strip()} ") if between else sign)
            after = False
            continue
        items.append(item)
        if sign is None or sign.kind not in ("space", "gap"):
            after = sign is None or sign.kind != "mark" or sign.char not in "([{,;"
    return row(*items)


def _items(node: Notation) -> tuple[Notation, ...]:
    return node.items if isinstance(node, RowOf) else (node,)


class _PageReader(Tokens):
    """The grammar of inline_math.py with what people write on pages."""

    def sequence(self, end: str | None, depth: int) -> Notation:
        return _ranged(super().sequence(end, depth))

    def atom(self, depth: int) -> Notation:
        token = self.peek() or ""
        if token == "~":
            self.take()
            return Sign("gap", " ", "~", 33)
        if token in ("，", "、"):
            self.take()
            return Sign("mark", ",", ",")
        if token in _SUPERSCRIPTS:
            digits = ""
            while (token := self.peek() or "") in _SUPERSCRIPTS and token:
                digits += _SUPERSCRIPTS[self.take()]
            return Scripts(RowOf(()), None, Sign("upright", digits, digits))
        if token in _FRACTIONS and token:
            self.take()
            return Sign("upright", token, token)
        if token in ('"', "`", "&", "#", "$", "%"):
            raise NoFormula
        if len(token) == 1 and not token.isascii():
            return self.character(depth)
        return super().atom(depth)

    def character(self, depth: int) -> Notation:
        """A sign of Unicode, known or not; combining marks go with the letter before."""
        before = self.at
        try:
            return super().atom(depth)
        except NoFormula:
            self.at = before
        char = self.take()
        category = unicodedata.category(char)
        if category[0] == "L":
            return Sign("letter", char, char)
        if category == "Sm":
            return Sign("binary", char, char)
        raise NoFormula

    def command(self, name: str, depth: int) -> Notation:
        name = _ALIASES.get(name, name)
        if name in _DROPPED:
            return Sign("space", " ", " ")
        if name in _DROPPED_WITH_ARGUMENT:
            self.skip_star()
            self.group_text()
            return Sign("space", " ", " ")
        if name == "tag":
            self.skip_star()
            return row(Sign("gap", "  ", " ", 200), Sign("words", f"({self.group_text()})", ""))
        if name in ("middle", "bigm", "Bigm", "biggm", "Biggm"):
            return self.delimiter("\\big") or RowOf(())
        if name == "textcolor":
            self.group_text()
            return self.argument(depth)
        if name in _SIGNS:
            char, kind = _SIGNS[name]
            return Sign(kind, char, f"\\{name} ")
        if name == "operatorname":
            self.skip_star()
            words = re.sub(r"\\[,;:! ]", " ", self.group_text()).strip()
            if not re.fullmatch(r"[A-Za-z0-9 -]+", words):
                raise NoFormula
            return Sign("function", words, words)
        if name == "text":
            return self.said()
        if name == "not":
            return self.negated()
        if name == "begin":
            return self.environment(depth)
        return super().command(name, depth)

    def said(self) -> Notation:
        """Words, and formulas between dollars in them."""
        found: list[Notation] = []
        for k, part in enumerate(re.split(r"(?<!\\)\$", self.group_text())):
            if k % 2:
                found.append(type(self)(split(part)).sequence(None, 1))
                continue
            words = part.replace("~", " ").replace(r"\ ", " ").replace(r"\%", "％")
            if not _TEXT_LETTER.match(words):
                raise NoFormula
            if words:
                words = words.replace("％", "%")
                found.append(Sign("words", " ".join(words.split("\n")), words))
        return row(*found)

    def skip_star(self) -> None:
        if self.peek() == "*":
            self.take()

    def group_text(self) -> str:
        """The source of an argument in braces."""
        self.skip_space()
        if self.take() != "{":
            raise NoFormula
        found, depth = "", 1
        while True:
            token = self.take()
            depth += {"{": 1, "}": -1}.get(token, 0)
            if depth == 0:
                return found
            found += token

    def negated(self) -> Notation:
        self.skip_space()
        token = self.take()
        found = {"=": "≠", r"\in": "∉", "<": "≮", ">": "≯", r"\le": "≰", r"\ge": "≱"}.get(token)
        if found is None:
            raise NoFormula
        return Sign("relation", found, rf"\not{token} ")

    def environment(self, depth: int) -> Notation:
        """Cases; other tables are refused."""
        if self.group_text() not in ("cases", "dcases"):
            raise NoFormula
        inside: list[str] = []
        level = 0
        while True:
            token = self.take()
            if token == r"\begin":
                raise NoFormula
            if token == r"\end":
                break
            inside.append(token)
        self.group_text()
        lines: list[list[list[str]]] = [[[]]]
        for token in inside:
            level += {"{": 1, "}": -1}.get(token, 0)
            if token == r"\\" and level == 0:
                lines.append([[]])
            elif token == "&" and level == 0:
                lines[-1].append([])
            else:
                lines[-1][-1].append(token)
        found: list[tuple[Notation, Notation]] = []
        for cells in lines:
            if not any(token.strip() for cell in cells for token in cell):
                continue
            first, *others = [type(self)(cell).sequence(None, depth + 1) for cell in cells]
            found.append((first, row(*others) if others else RowOf(())))
        if not found:
            raise NoFormula
        return Cases(tuple(found), flat=tuple(found))


def _ranged(node: Notation) -> Notation:
    """Sums and maxima with their range under the sign; bare superscripts on what they belong to.

    1.7 is one number.
    """
    if not isinstance(node, RowOf):
        return _over(node)
    items: list[Notation] = []
    for item in node.items:
        if isinstance(item, Scripts) and item.base == RowOf(()) and item.above and items:
            while items and is_space(items[-1]):
                items.pop()
            base = items.pop() if items else RowOf(())
            items.append(Scripts(base, None, item.above))
            continue
        if _are(items[-2:], "digits", ".") and _are([item], "digits"):
            assert isinstance(item, Sign)
            whole, item = items[-2], Sign("digits", f".{item.char}", f".{item.tex}")
            assert isinstance(whole, Sign)
            items[-2:] = [Sign("digits", whole.char + item.char, whole.tex + item.tex)]
            continue
        items.append(_over(item))
    return row(*items)


def _are(nodes: list[Notation], *wanted: str) -> bool:
    """Whether nodes are signs of these kinds, or these signs."""
    return len(nodes) == len(wanted) and all(
        isinstance(node, Sign) and want in (node.kind, node.char)
        for node, want in zip(nodes, wanted)
    )


def _over(node: Notation) -> Notation:
    if not isinstance(node, Scripts) or not isinstance(node.base, Sign):
        return node
    sign = node.base
    if sign.kind == "big" and sign.char in ("Σ", "∑") and node.below is not None:
        return Over(Sign("big", "∑", sign.tex), node.below, node.above)
    if sign.kind == "function" and sign.char in _RANGED and node.above is None:
        return Over(sign, node.below)
    return node


def plain_source(source: str) -> str:
    """LaTeX on one line, as it is shown where it is not known."""
    return " ".join(source.split())
