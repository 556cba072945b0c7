"""How the kernel says no.

A rejection is about the certificate; OutsideClass is about what the rules cover.
"""

from __future__ import annotations

from typing import Any

from ..language import SymattnError, Term, plain


class Rejected(SymattnError):
    """The certificate does not show what it should.

    One line: rule, what was expected, what was found; `about` is the term that it ends with, if
    any.
    """

    def __init__(self, text: str, about: Term | None = None) -> None:
        self.text, self.about = text, about
        super().__init__(text if about is None else f"{text} {plain(about)}")


class NoValue(Rejected):
    """A term has no value here.

    It divides by what is 0, or takes a root or a logarithm of what has none.
    """


class OutsideClass(Rejected):
    """The terms are not of a form that the rules can work with."""


class UnknownSign(Rejected):
    """A rule needs the sign of an element and the certificate does not prove it."""

    def __init__(self, element: dict[Any, Any], why: str = "") -> None:
        self.element = element
        super().__init__(why or "the sign of an element is needed and not proved")
