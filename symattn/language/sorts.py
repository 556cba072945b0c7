"""What kinds of things a term can stand for, the error for mixing them up, and the root of all."""

from __future__ import annotations

from enum import Enum


class Sort(str, Enum):
    """The sort of a term.

    LAW is a probability distribution, TRUTH a statement, INPUTS what a term may depend on.
    """

    SCALAR = "scalar"
    VECTOR = "vector"
    MATRIX = "matrix"
    INDEX = "index"
    LAW = "law"
    TRUTH = "truth"
    INPUTS = "inputs"

    def __str__(self) -> str:
        return self.value


class SymattnError(Exception):
    """Everything that symattn says no with: one line for whoever asked."""


class TermError(SymattnError, ValueError):
    """A term that is not well formed; the message is one line meant for its author."""


class SortError(TermError):
    """Sorts that do not fit together, such as a vector for an exponent."""
