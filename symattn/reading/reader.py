"""What those who read parts of a question need of the one who reads the whole."""

from __future__ import annotations

import ast
from typing import Protocol

from ..language import Term
from .declarations import QuestionError
from .questions import Question


class Reader(Protocol):
    """One text that is being read, with the names that it may speak of."""

    text: str
    question: Question
    families: dict[str, str]
    indices: dict[str, str]
    bound: dict[str, str]

    def fail(self, node: ast.AST, expected: str) -> QuestionError:
        """What is wrong at a place, in words."""

    def term(self, node: ast.expr) -> Term:
        """A value.  Raises QuestionError."""

    def event(self, node: ast.expr) -> Term:
        """A statement made of comparisons.  Raises QuestionError."""

    def relations(self, node: ast.expr) -> tuple[Term, ...]:
        """Relations, a chain of them taken apart.  Raises QuestionError."""
