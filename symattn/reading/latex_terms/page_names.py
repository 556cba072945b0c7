"""Names as pages write them, and the names that terms have for them.

A page's name is spelled in one way here: its letter or command, an accent around it, marks above
the line (a star, a number in brackets), primes, and a subscript that belongs to the name:
\\hat{x}, \\alpha^{(1)}, \\pi^{*}, m', q_1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ...language import Term, plain
from ...language.plain_text import GREEK

PLAIN = re.compile(r"(?:[A-Za-z]|\\[A-Za-z]+)(?:'|_(?:[A-Za-z0-9]|\{[A-Za-z0-9]+\}))?\Z")
TAKEN = {"I", r"\pi"}  # these mean the identity matrix and the number π in terms
ACCENTS = {
    "hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "dot": "\u0307", "mathbf": "",
    "mathcal": "", "mathrm": "", "mathbb": "", "check": "\u030c", "mathfrak": "",
}  # fmt: skip
DIGITS = dict(zip("0123456789", "zero one two three four five six seven eight nine".split()))
RAISED = str.maketrans("0123456789()*+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾*⁺⁻")


@dataclass(frozen=True)
class Letters:
    """How the names of terms are written on the page.

    A term's names are letters or commands with at most one subscript; a page has accents and marks
    above the line as well.  \\hatx, say, stands for \\hat x.
    """

    latex: Mapping[str, str] = field(default_factory=dict)  # \hatx: \hat{x}
    text: Mapping[str, str] = field(default_factory=dict)  # hatx: x̂

    def in_latex(self, formula: str) -> str:
        """A formula that symattn printed, with the page's own names.

        A name that LaTeX has no command for is printed in \\mathrm.
        """

        def own(m: re.Match[str]) -> str:
            return self.latex.get("\\" + (m[1] or m[2]), m.group())

        return re.sub(r"\\mathrm\{([A-Za-z]+)\}|\\([A-Za-z]+)", own, formula)

    def in_text(self, formula: str) -> str:
        """Plain notation with the page's own names."""
        return re.sub(r"[A-Za-z]+", lambda m: self.text.get(m.group(), m.group()), formula)

    def plain(self, term: Term) -> str:
        """A term in symattn's plain notation, with the page's own names."""
        return self.in_text(plain(term))


@dataclass
class Names:
    """The names of terms for those of a page, each given once."""

    keys: dict[str, str] = field(default_factory=dict)  # spelling on the page: name in terms
    latex: dict[str, str] = field(default_factory=dict)
    text: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)  # spellings that were read as their meaning
    vectors: set[str] = field(default_factory=set)  # spellings that were declared as vectors

    def key(self, spelled: str) -> str:
        """The name in terms of a name on the page."""
        if spelled not in self.keys:
            self.keys[spelled] = self._made(spelled)
        return self.keys[spelled]

    def _made(self, spelled: str) -> str:
        spelled = spelled.removesuffix("_\u00b7")  # of a family beside a name of its letter
        plain_name = re.sub(r"_\{(.)\}\Z", r"_\1", spelled)
        base = plain_name.partition("_")[0].rstrip("'")
        taken = set(self.keys.values())
        if PLAIN.match(plain_name) and base not in TAKEN and plain_name not in taken:
            return plain_name
        found = re.match(r"(.*)(_(?:\w|\{\w+\}))\Z", plain_name)
        head, subscript = (found.group(1), found.group(2)) if found else (plain_name, "")
        words = re.sub(r"\d", lambda m: DIGITS[m.group()], head.replace("*", "star"))
        letters = re.sub(r"[^A-Za-z]", "", words.replace("'", "prime"))
        made = "\\" + (letters or "name")
        while made + subscript in taken or made[1:] in GREEK or made in self.latex:
            made += "x"
        self.latex[made] = head
        self.text[made[1:]] = in_unicode(head)
        return made + subscript

    def letters(self) -> Letters:
        """How these names are written on the page."""
        return Letters(dict(self.latex), dict(self.text))


def in_unicode(spelled: str) -> str:
    """A page's name for a terminal: \\hat{x} is x̂, \\alpha^{(1)} is α⁽¹⁾."""
    text = spelled
    for name, mark in ACCENTS.items():
        text = re.sub(rf"\\{name}\{{([^{{}}]*)\}}", r"\g<1>" + mark, text)
    text = re.sub(r"\^\{([^{}]*)\}", lambda m: m.group(1).translate(RAISED), text)
    text = re.sub(r"\\([A-Za-z]+)", lambda m: GREEK.get(m.group(1), m.group(1)), text)
    return text.replace("{", "").replace("}", "")
