"""What symattn prints, in the syntax that questions are asked in.

So β is beta, x² is x**2, ½ is (1/2), f → L is tends(f, L).

Text in, text out; nothing is evaluated.  What is typed already stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable

from ..display.shown_operators import ASKED
from ..language.plain_text import GREEK

LETTERS = {sign: {"lambda": "lam"}.get(name, name) for name, sign in GREEK.items()} | {
    "ϵ": "epsilon",
    "ϕ": "phi",
    "ϑ": "theta",
    "µ": "mu",
}
SIGNS = {
    "≤": "<=", "≥": ">=", "≠": "!=", "⩽": "<=", "⩾": ">=", "−": "-", "–": "-", "·": "*", "⋅": "*",
    "×": "*", "∗": "*", "∞": "oo", "∼": "~",
    "\ufeff": "", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2060": "", "\u200b": "",
}  # fmt: skip
RAISED, LOWERED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ", "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"
# the one that binds least comes first
ARROWS = (("⇔", "iff"), ("⇒", "implies"), ("→", "tends"), ("≈", "close"))
WORDS = {"and", "or", "not", "if", "else", "in", "is", "for", "lambda", "given"}
FUNCTIONS = {
    *ASKED,
    "erf",
    "E",
    "Var",
    "Cov",
    "P",
    "sum",
    "count",
    "diff",
    "limit",
    "bound",
    "every",
    "tends",
    "close",
    "implies",
    "iff",
}
NAME = r"[A-Za-z]\w*(?:\[\w+\])?"
_TOKEN = re.compile(r"\d+(?:\.\d*)?|[^\W\d]\w*|\S")


def typed(text: str) -> str:
    """A claim, a fact or a declaration as it is typed; text in that syntax is left alone."""
    if text.isascii() and " given " not in text and "|" not in text:
        return text
    for sign, instead in SIGNS.items():
        text = text.replace(sign, instead)
    text = re.sub(f"[{LOWERED}]+", lambda m: "_" + unicodedata.normalize("NFKC", m.group()), text)
    text = re.sub(f"[{RAISED}]+", lambda m: _power(unicodedata.normalize("NFKC", m.group())), text)
    text = re.sub(
        "[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]",
        lambda m: f" ({unicodedata.normalize('NFKC', m.group()).replace('⁄', '/')}) ",
        text,
    )
    text = "".join(
        f" {LETTERS[c]}"
        if c in LETTERS and k and (text[k - 1].isdigit() or text[k - 1] in LETTERS)
        else LETTERS.get(c, c)
        for k, c in enumerate(text)
    )
    text = re.sub(rf"√\s*(\d+(?:\.\d+)?|{NAME}(?!\w*\())", r"sqrt(\1)", text).replace("√", "sqrt")
    text = re.sub(r"(?<![<>=!:])=(?!=)", "==", text.replace("^", "**"))
    text = re.sub(r"\s+given\s+", ", given=", text)
    return _multiplied(_said_of_every(_arrows(_bars(text)))).strip()


def _power(exponent: str) -> str:
    exponent = exponent.replace("−", "-")
    return f"**{exponent}" if exponent.isalnum() else f"**({exponent})"


def _bars(text: str) -> str:
    """|x| as abs(x): a bar after an operand closes, where one is open; any other opens.

    Bars that do not pair off are left.
    """
    out, opened = list(text), list[int]()
    for k, c in enumerate(text):
        if c == "|":
            before = text[:k].rstrip()
            ends = (
                bool(before)
                and (
                    before[-1].isalnum()
                    or before[-1] in ")]_"
                    or (before[-1] == "|" and bool(opened))
                )
                and not before.endswith((" and", " or"))
            )
            if ends and opened:
                out[opened.pop()], out[k] = "abs(", ")"
            elif not ends:
                opened.append(k)
            else:
                return text
    return text if opened else "".join(out)


def _arrows(text: str) -> str:
    """f → L as tends(f, L), A ⇒ B as implies(A, B).

    Outside all brackets, or inside one pair of them.
    """
    bare = text.strip()
    if (
        bare.startswith("(")
        and _closing(bare, 0) == len(bare) - 1
        and any(arrow in bare for arrow, _ in ARROWS)
    ):
        return _arrows(bare[1:-1])
    for arrow, word in ARROWS:
        places = [k for k, c in enumerate(text) if c == arrow and _depth(text, k) == 0]
        if len(places) == 1 and not text[: places[0]].rstrip().endswith("--"):
            left, right = text[: places[0]], text[places[0] + 1 :]
            joined = (
                [_arrows(part) for part in re.split(r"\band\b", left)]
                if word in ("implies", "iff") and _depth(left, len(left)) == 0
                else [_arrows(left)]
            )
            return f"{word}({' and '.join(joined)}, {_arrows(right)})"
    return text


def _said_of_every(text: str) -> str:
    """ "(x_a > x_c for every c ≠ a)" as every(x_a > x_c, c != a)."""
    place = re.search(r" for every (\w+)( != \w+| ∉ \{[\w, ]+\})?", text)
    if place is None:
        return text
    start = next(
        (
            k
            for k in range(place.start(), -1, -1)
            if text[k] == "(" and _closing(text, k) >= place.end()
        ),
        -1,
    )
    end = _closing(text, start) if start >= 0 else len(text)
    if text[place.end() : end].strip(" ,)") and start >= 0:
        return text
    others = re.findall(r"\w+", place.group(2) or "")
    said = f"every({text[start + 1 : place.start()]}, {' != '.join([place.group(1), *others])})"
    inside_call = start > 0 and text[start - 1].isalnum()
    rest = text[end + 1 :] if start >= 0 else ""
    return _said_of_every(
        (text[: start + 1] if inside_call else text[: max(start, 0)])
        + said
        + (text[end:] if inside_call else rest)
    )


def _multiplied(text: str) -> str:
    """2 β and exp(x) y as products: operands with nothing but a space between."""
    out, last, end = "", "", 0
    for m in _TOKEN.finditer(text):
        token, gap = m.group(), text[end : m.start()]
        operand = last[-1:].isalnum() or last in (")", "]") or last.endswith("_")
        begins = token[0].isalnum() or token == "("
        both_digits = last[-1:].isdigit() and last[:1].isdigit() and token[0].isdigit()
        if (
            gap
            and operand
            and begins
            and not both_digits
            and not {last, token} & WORDS
            and not (token == "(" and last in FUNCTIONS)
        ):
            gap = "*"
        out, last, end = out + gap + token, token, m.end()
    return out + text[end:]


def _depth(text: str, end: int) -> int:
    return sum((c in "([{") - (c in ")]}") for c in text[:end])


def _closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` is closed; −1 if it is not."""
    depth = 0
    for k in range(start, len(text)):
        depth += (text[k] in "([{") - (text[k] in ")]}")
        if depth == 0:
            return k
    return -1


def members(text: str, families: Iterable[str], declared: Collection[str]) -> str:
    """x_a as x[a], for a family x, where x_a is no name of its own."""
    for family in families:
        text = re.sub(
            rf"\b{family}_([A-Za-z]\w*)\b",
            lambda m: m.group() if m.group() in declared else f"{family}[{m.group(1)}]",
            text,
        )
    return text
