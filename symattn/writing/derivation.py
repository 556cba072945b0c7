"""Derivations and steps: how a page of mathematics is written down.  Decides nothing.

@derivation("1b", title="The average of two values", source="notebook, question 1b")
def average_of_two_values(d):
    n = d.integer("n", at_least=2)
    beta = d.real(r"\\beta", positive=True)
    keys = d.index_set(n, "a b", rest="i")
    a, b, i = keys
    k, v = d.orthonormal("k", keys), d.vectors("v", keys)
    q = d.define("q", beta * (k[a] + k[b]))
    alpha, c = d.attention(q, keys=k, values=v, over=keys)
    d.let_tend(beta)
    d.step(alpha[a], "->", Rational(1, 2))
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from ..language import Context, TermError
from .declared_links import check_links
from .page import AuthoredPage
from .step import AuthoringError, Step
from .sympy_terms import INSTEAD, PAGE


@dataclass(frozen=True)
class Derivation:
    """A derivation as it stands in the book.

    Permanent id, title, source, and the function that writes its steps.
    """

    id: str
    title: str
    source: str
    body: Callable[[Any], None]

    def _repr_html_(self) -> str:
        """For a notebook: what it is, and that nothing has been checked."""
        return (
            f"<b>{escape(self.id)}</b> {escape(self.title)} <small>({escape(self.source)}), not "
            "checked: <code>symattn.check(...)</code></small>"
        )

    def steps(self) -> tuple[Context, list[Step]]:
        """The hypotheses and the steps.  Raises AuthoringError."""
        from sympy import evaluate

        page = AuthoredPage(
            self.id, self.body.__code__.co_filename, self.body.__code__.co_firstlineno
        )
        token = PAGE.set(page.declared)
        try:
            with evaluate(False):
                self.body(page)
        except AuthoringError:
            raise
        except TermError as error:
            raise AuthoringError(str(error), *page.place(sys.exc_info()[2]), self.id) from error
        except Exception as error:  # an author's slip in Python is reported in one line too
            hint = (
                f"; SymPy's functions are not at home in a derivation: {INSTEAD}"
                if _is_sympys(sys.exc_info()[2])
                else ""
            )
            raise AuthoringError(
                f"{type(error).__name__}: {' '.join(str(error).split())}{hint}",
                *page.place(sys.exc_info()[2]),
                self.id,
            ) from error
        finally:
            PAGE.reset(token)
        context, steps = page.finished()
        try:
            check_links(context)
        except TermError as error:
            raise AuthoringError(
                str(error),
                self.body.__code__.co_filename,
                self.body.__code__.co_firstlineno,
                self.id,
            ) from error
        return context, steps


REGISTRY: dict[str, Derivation] = {}


def derivation(
    id: str, *, title: str, source: str
) -> Callable[[Callable[[Any], None]], Derivation]:
    """Enter a function into the book.

    All three arguments must be literals, so that they can be listed without running it.

    Raises AuthoringError if the id is taken by another function.
    """

    def enter(body: Callable[[Any], None]) -> Derivation:
        code = body.__code__
        known = REGISTRY.get(id)
        if known is not None and known.body.__code__ != code and not _is_cell(code.co_filename):
            other = known.body.__code__
            raise AuthoringError(
                (
                    f"the id {id!r} is taken already, by "
                    f"{other.co_filename}:{other.co_firstlineno}; choose another"
                ),
                code.co_filename,
                code.co_firstlineno,
            )
        REGISTRY[id] = Derivation(id, title, source, body)
        return REGISTRY[id]

    return enter


def _is_sympys(trace: Any) -> bool:
    """Whether an error arose inside SymPy."""
    while trace.tb_next is not None:
        trace = trace.tb_next
    return str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0] == "sympy"


def _is_cell(file: str) -> bool:
    """Whether code comes from a notebook's cell or a prompt.

    There one writes the same derivation again and again.
    """
    return file.startswith("<") or "ipykernel" in file
