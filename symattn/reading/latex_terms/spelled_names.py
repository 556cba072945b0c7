"""A name with its accents, marks, primes and scripts, as it stands in the tokens."""

from __future__ import annotations

from dataclasses import dataclass

from .formula_reader import FormulaReader
from .latex_synonyms import GREEK_LETTERS
from .latex_tokens import Token
from .page_names import ACCENTS

GREEK_COMMANDS = {"\\" + name for name in GREEK_LETTERS}
UPRIGHT = (r"\mathrm", r"\operatorname", r"\mathcal", r"\mathbb")


@dataclass
class Spelled:
    """A base with what stands above and below it.

    `above` and `below` are the tokens of its scripts, None where there are none; `word` marks a
    base of several letters.
    """

    base: str
    start: int
    end: int
    primes: int = 0
    above: list[Token] | None = None
    below: list[Token] | None = None
    above_sign: Token | None = None
    word: bool = False

    @property
    def mark(self) -> str:
        """^{*} or ^{(1)} where what stands above belongs to the name."""
        texts = [t.text for t in self.above or ()]
        if texts in (["*"], [r"\star"]):
            return "^{*}"
        if len(texts) >= 3 and texts[0] == "(" and texts[-1] == ")":
            inside = (self.above or [])[1:-1]
            if all(t.kind in ("number", "letter") for t in inside):
                return "^{" + "".join(texts) + "}"
        return ""

    @property
    def light(self) -> str:
        """p of \\mathbf{p}, whose entries are p_j; the base itself of another name."""
        bold = self.base.startswith(r"\mathbf{")
        return self.base[len(r"\mathbf{") : -1] if bold else self.base

    def spelled(self, *, below: bool, primes: bool = True, mark: bool = True) -> str:
        """The canonical spelling, with or without what stands below."""
        name = self.base + (self.mark if mark else "") + "'" * (self.primes if primes else 0)
        if below and self.below is not None:
            inside = subscript_text(self.below)
            name += f"_{inside}" if len(inside) == 1 else f"_{{{inside}}}"
        return name


def subscript_text(tokens: list[Token]) -> str:
    """What stands below a name as one text: d_{\\text{model}} is d_{model}."""
    idle = (r"\mathrm", r"\operatorname", "{", "}", r"\mathbf")
    return "".join(t.text for t in tokens if t.text not in idle)


def name_at(reader: FormulaReader) -> Spelled | None:
    """The name that stands here, with its scripts; None if none does."""
    token = reader.peek()
    if token is None:
        return None
    word = False
    if token.kind == "letter" or token.text in GREEK_COMMANDS or token.text == r"\ell":
        reader.next()
        base, end = token.text, token.end
    elif token.kind == "command" and (
        token.text.lstrip("\\") in ACCENTS or token.text == r"\operatorname"
    ):
        base, word = _dressed(reader, token)
        end = reader.tokens[reader.at - 1].end
    elif token.kind == "text" and token.text.isalpha():
        reader.next()
        base, word, end = token.text, True, token.end
    else:
        return None
    found = Spelled(base, token.start, end, word=word)
    _scripts(reader, found)
    return found


def _dressed(reader: FormulaReader, token: Token) -> tuple[str, bool]:
    """\\hat x, \\mathbf{k}, \\operatorname{LSE}"""
    reader.next()
    inner = reader.group()
    if not inner:
        raise reader.error(f"{token.text} has nothing under it", token)
    if token.text in UPRIGHT and all(t.kind in ("letter", "number", "text") for t in inner):
        letters = "".join(t.text for t in inner)
        if token.text in (r"\mathrm", r"\operatorname") or len(letters) > 1:
            return letters, len(letters) > 1
        return f"{token.text}{{{letters}}}", False
    content = "".join(
        t.text + " " * (t.text.startswith("\\") and k + 1 < len(inner)) for k, t in enumerate(inner)
    )
    return f"{token.text}{{{content}}}", False


def _scripts(reader: FormulaReader, found: Spelled) -> None:
    """Primes, one subscript and one superscript, in any order."""
    while (token := reader.here()) is not None and token.kind == "sign":
        if token.text == "'":
            if found.above is not None:
                raise reader.error("a prime after a superscript", token)
            reader.at += 1
            found.primes += 1
        elif token.text == "_":
            if found.below is not None:
                raise reader.error("two subscripts at one place: write one, with a comma", token)
            reader.at += 1
            reader.one_digit("_")
            found.below = reader.group()
            if not found.below:
                raise reader.error("the subscript is empty", token)
        elif token.text == "^":
            if found.above is not None:
                raise reader.error("two superscripts at one place: write brackets", token)
            reader.at += 1
            reader.one_digit("^")
            above = reader.group()
            if not above:
                raise reader.error("the superscript is empty", token)
            if all(t.text == "'" for t in above):
                found.primes += len(above)
            else:
                found.above, found.above_sign = above, token
        else:
            break
        found.end = reader.tokens[reader.at - 1].end
