"""Signs that prove themselves, as those see them who help.

What may be asked of them, and how to record an entry.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.order.signs import Fact, Stars
from .hints import Hinted

Row = list[Any]  # [weight, names of facts, squares, exponent], as in a certificate
# name, relation, e and c of c·e^q·form
Multiples = dict[ring.Frozen, list[tuple[str, str, ring.Exponent, ring.Number]]]


class Proving(Hinted, ABC):
    """`positivity.ProvingSigns` does all of this."""

    def __init__(self) -> None:
        super().__init__()
        self.on_tangents = self.beside_maxima = False
        self.wishes: list[Element] = []  # elements whose signs would help
        self.readable_then: tuple[tuple[int, int, int], set[str], Multiples] = (
            (-1, -1, -1),
            set(),
            {},
        )

    @abstractmethod
    def known_so_far(self) -> tuple[int, int, int]:
        """How much is known: while that stays the same, facts are read as before."""

    @abstractmethod
    def names(self) -> list[str]:
        """The names of the cases, of what stands left of ⇒, and of the hypotheses."""

    @abstractmethod
    def said(self, name: str) -> Fact | None:
        """The fact of that name; None if it cannot be read with what is known now."""

    @abstractmethod
    def roots_known(self) -> Iterator[str]:
        """The names of the facts that √2, log 2 and the like are > 0, and diameters ≥ 0."""

    @abstractmethod
    def polynomial_facts(self, about: Stars) -> list[tuple[str, Fact]]:
        """The hypotheses and cases that are polynomials."""

    @abstractmethod
    def facts_near(self, p: Element, about: Stars) -> list[tuple[str, Fact]]:
        """The facts that may help with p: those connected to its atoms."""

    @abstractmethod
    def speaks_of_log(self, name: str) -> bool:
        """Whether a fact is about a logarithm."""

    @abstractmethod
    def given(self, p: Element, relation: str) -> list[Row] | None:
        """A positive multiple of a fact of this cell."""

    @abstractmethod
    def combination(
        self, p: Element, relation: str, about: Stars
    ) -> list[tuple[str, list[str], list[Any]]] | None:
        """A polynomial as a sum of products of facts, or of squares."""

    @abstractmethod
    def grouped(self, p: Element, relation: str, about: Stars) -> list[Row] | None:
        """Every coefficient of an exponential is ≥ 0, and one is > 0."""

    @abstractmethod
    def prove(self, p: Element, relation: str, about: Stars = frozenset()) -> str | None:
        """The name of a new entry that proves p > 0 or p ≥ 0, or None."""

    @abstractmethod
    def known(self, p: Element, relation: str, about: Stars) -> str | None:
        """The name of an entry that p > 0 or p ≥ 0, if that is proved within few steps."""

    @abstractmethod
    def named(self, p: Element, relation: str, about: Stars) -> str | None:
        """The name of a fact p > 0 or p ≥ 0, known or proved now."""

    @abstractmethod
    def record(self, entry: dict[str, Any]) -> str | None:
        """Check an entry with the kernel's own function, keep it, and give its name."""
