"""A term inside a SymPy expression.

What SymPy has no name for (a weight α_a, an inner product), as a function of what it is made of.

SymPy must not take it for a constant: ∂α_a/∂β is not 0.  So its arguments are the symbols in it,
definitions unfolded.  The derivative is known; whatever else would have to look inside (limit,
subs, integrate, series, lambdify) is refused in words.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from typing import Any, NamedTuple

from sympy import Dummy, Expr, S, Symbol

from ..language import Term, TermError, plain

INSTEAD = (
    "write derivative(f, x) for a derivative, d.step(f, '->', value) for a limit, and a line or "
    "d.define with the values put in"
)


class PageDeclarations(NamedTuple):
    """What a page knows of terms.

    The symbol of a declared number, and what stands behind a term (a definition's body, the size of
    a sum, a norm).
    """

    symbol: Callable[[str], Symbol | None] = Symbol
    behind: Callable[[Term], tuple[Term, ...]] = lambda term: ()


# the page that is being written
PAGE: ContextVar[PageDeclarations] = ContextVar("PAGE", default=PageDeclarations())


def symbols_in(term: Term) -> tuple[Symbol, ...]:
    """The symbols that a term depends on, in the order in which they are met."""
    page, found, seen = PAGE.get(), dict[str, None](), set[Term]()
    todo = [term]
    while todo:
        for t in todo.pop().subterms():
            if t.op == "scalar":
                found[str(t.args[0])] = None
            elif t not in seen:
                seen.add(t)
                todo += page.behind(t)
    return tuple(symbol for key in found if (symbol := page.symbol(key)) is not None)


class TermInSympy(Expr):  # type: ignore[misc]
    """A term as SymPy sees it: a function of its symbols that only its derivative is known of."""

    is_commutative = True
    is_number = False
    term: Term

    def __new__(cls, term: Term, symbols: tuple[Symbol, ...] | None = None) -> TermInSympy:
        self: TermInSympy = Expr.__new__(cls, *(symbols_in(term) if symbols is None else symbols))
        self.term = term
        return self

    def __getnewargs__(self) -> tuple[Any, ...]:
        return self.term, self.args

    @property
    def func(self) -> Any:
        return _Again(self)

    def _hashable_content(self) -> tuple[Any, ...]:
        return (repr(self.term),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TermInSympy) and other.term == self.term

    def __hash__(self) -> int:
        return hash(("Written", self.term))

    def _sympystr(self, printer: Any) -> str:
        return plain(self.term)

    _latex = _sympystr

    def sort_key(self, order: Any = None) -> Any:
        return self.class_key(), (1, (str(self.term),)), S.One.sort_key(), S.One

    def _eval_derivative(self, symbol: Symbol) -> Expr:
        return (
            TermInSympy(Term("diff", (self.term, Term("scalar", (symbol.name,)))), self.args)
            if symbol in self.args
            else S.Zero
        )

    def _subs(self, old: Any, new: Any, **hints: Any) -> Any:
        """As SymPy has it.

        But it may not hide the term behind a letter of its own, and then find that nothing depends
        on β.
        """
        return self._refuse() if isinstance(new, Dummy) else super()._subs(old, new, **hints)

    def _xreplace(self, rule: Any) -> Any:
        return self._refuse() if isinstance(rule.get(self), Dummy) else super()._xreplace(rule)

    def _refuse(self, *args: Any, **options: Any) -> Any:
        raise TermError(f"SymPy does not see what {self} is made of; {INSTEAD}")

    _eval_nseries = _eval_aseries = _eval_as_leading_term = _eval_rewrite = _refuse
    _lambdacode = _pythoncode = _numpycode = _mpmathcode = _refuse


class _Again:
    """Makes a `Written` anew from its arguments, and only from the same ones.

    SymPy does so when it has put something in for one.
    """

    def __init__(self, written: TermInSympy) -> None:
        self.written = written

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self.written if args == self.written.args else self.written._refuse()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Again) and other.written == self.written

    def __hash__(self) -> int:
        return hash(("again", self.written))
