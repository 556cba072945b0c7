"""Terms from SymPy and back.

Untrusted: what the kernel is asked about is the term, and the page prints the term.

SymPy keeps x − x, e^0, 0·x, nesting and order under ``evaluate(False)``.  It loses −(−x), 2·3, 2/4,
the order inside Max and in 1 > x; and b/2 and b·(1/2) are one expression, read as b/2.
"""

from __future__ import annotations

from typing import Any

import sympy
from sympy import (
    Add,
    Expr,
    Integer,
    Mul,
    Pow,
    Rational,
    S,
    Symbol,
    UnevaluatedExpr,
)

from ..display.shown_operators import SHOWN
from ..language import Scalar, Term, TermError, flattened, number, unfolded
from ..language.operators import DEFINITIONS
from .sympy_terms import TermInSympy

INSTEAD = {  # SymPy that is not in the language, and what to write
    "Limit": "write the line d.step(f, '->', value), or ask symattn.limit(f, x, point)",
    "Integral": "write expectation(f) for a mean; there is no other integral",
    "Sum": "write d.sum(keys, lambda j: ...)",
    "Product": "write the factors",
    "Piecewise": (
        "write cases((value, condition), ...); SymPy's diff writes such in a derivation, "
        "derivative(f, x) does not"
    ),
    "Subs": "write the term with the value put in",
    "Order": "write a line with '~=' for what tends to 0",
    "Relational": "write relation(left, '>', right)",
}


CONSTANTS: dict[str, Expr] = {"infinity": S.Infinity, "pi": S.Pi}
FUNCTIONS: dict[Any, str] = {
    getattr(sympy, row.sympy): op for op, row in SHOWN.items() if row.sympy
}


def from_sympy(expression: Any) -> Term:
    """The term that was written.

    Raises TermError for floats and for what the language does not have.

    >>> from sympy import exp, evaluate, Symbol
    >>> from symattn.language import plain
    >>> b = Symbol(r"\\beta")
    >>> with evaluate(False):
    ...     print(plain(from_sympy(exp(b) / (2*exp(b) + exp(0)))))
    exp(β)/(2 exp(β) + exp(0))
    """
    if isinstance(expression, TermInSympy):
        return expression.term
    if isinstance(expression, int) and not isinstance(expression, bool):
        return number(expression)
    if isinstance(expression, UnevaluatedExpr):
        return from_sympy(expression.args[0])
    if isinstance(expression, Symbol):
        return Term("scalar", (expression.name,))
    if isinstance(expression, Integer):
        return number(int(expression))
    if isinstance(expression, Rational):
        fraction = Term("/", (number(abs(int(expression.p))), number(int(expression.q))))
        return fraction if expression.p > 0 else Term("neg", (fraction,))
    if isinstance(expression, sympy.Float):
        raise TermError(
            f"{expression} is a floating-point number; write Rational(1, 2), not 1/2 or 0.5"
        )
    if expression is S.Infinity:
        return Term("infinity")
    if expression is S.NegativeInfinity:
        return Term("neg", (Term("infinity"),))
    if expression is S.Pi:
        return Term("pi")
    if expression is S.Exp1:
        return Term("exp", (number(1),))
    if isinstance(expression, Add):
        return flattened("+", tuple(from_sympy(a) for a in expression.args))
    if isinstance(expression, Mul):
        return _product(expression.args)
    if isinstance(expression, Pow):
        base, exponent = expression.args
        if exponent == S.NegativeOne and isinstance(exponent, Integer):
            return Term("/", (number(1), from_sympy(base)))
        if exponent is S.Half:
            return Term("sqrt", (from_sympy(base),))
        return Term("^", (from_sympy(base), from_sympy(exponent)))
    if isinstance(expression, sympy.Derivative) and all(
        isinstance(count, Integer) for _, count in expression.variable_count
    ):
        term = from_sympy(expression.expr)
        for variable in expression.variables:
            term = Term("diff", (term, from_sympy(variable)))
        return term
    if getattr(expression, "func", None) in FUNCTIONS:
        return Term(FUNCTIONS[expression.func], tuple(from_sympy(a) for a in expression.args))
    hint = next(
        (
            f"; {words}"
            for name, words in INSTEAD.items()
            if name in {c.__name__ for c in type(expression).__mro__}
        ),
        "",
    )
    raise TermError(
        f"{expression} ({type(expression).__name__}) is not in the language of terms{hint}"
    )


def _product(args: tuple[Any, ...]) -> Term:
    head = args[0]
    if isinstance(head, Rational) and head < 0:
        rest = args[1:] if head == -1 and len(args) > 1 else (-head, *args[1:])
        return Term("neg", (_product(rest) if len(rest) > 1 else from_sympy(rest[0]),))
    if isinstance(head, Mul) and head.args[0] == -1 and len(head.args) == 2 and len(args) > 1:
        return Term("neg", (_product((head.args[1], *args[1:])),))  # Python reads -a*b as (-a)*b
    result = from_sympy(head)
    for a in args[1:]:
        if isinstance(a, Pow) and isinstance(a.args[1], Integer) and a.args[1] == -1:
            result = Term("/", (result, from_sympy(a.args[0])))
        elif isinstance(a, Rational) and a.p == 1 and a.q != 1:
            result = Term("/", (result, number(int(a.q))))
        else:
            result = flattened("*", (result, from_sympy(a)))
    return result


def to_sympy(term: Term) -> Expr:
    """A scalar term as an unevaluated SymPy expression.

    What SymPy has no name for stays a `Written` atom.

    `from_sympy` gives the same term back.  Raises TermError for a term that is not a scalar.
    """
    if term.sort != "scalar":
        raise TermError(f"a {term.sort} has no SymPy expression")
    op = term.op
    if op == "scalar":
        return Symbol(str(term.args[0]))
    if op == "number":
        return Integer(term.args[0])
    if op in CONSTANTS:
        return CONSTANTS[op]
    if op not in ("+", "neg", "*", "/", "^", "exp", "log", "sqrt", "abs") or any(
        a.sort != "scalar" for a in term.children
    ):
        return TermInSympy(term)
    args = [to_sympy(a) for a in term.children]
    if op in ("*", "/") and term.children[0].op == "neg":
        args[0] = UnevaluatedExpr(args[0])  # (−a)·b, not −(a·b)
    if op == "+":
        return Add(*args, evaluate=False)
    if op == "*":
        return Mul(*args, evaluate=False)
    if op == "neg":
        return Mul(S.NegativeOne, args[0], evaluate=False)
    if op == "/":
        return Mul(args[0], Pow(args[1], S.NegativeOne, evaluate=False), evaluate=False)
    if op == "^":
        return (
            Pow(*args, evaluate=False)
            if args[1] not in (S.NegativeOne, S.Half)
            else TermInSympy(term)
        )
    if op == "sqrt":
        return Pow(args[0], S.Half, evaluate=False)
    return getattr(sympy, SHOWN[op].sympy)(args[0], evaluate=False)


_RELATIONS = {
    sympy.Gt: ">",
    sympy.Ge: "≥",
    sympy.Lt: "<",
    sympy.Le: "≤",
    sympy.Eq: "=",
    sympy.Ne: "≠",
}


def relation_from_sympy(relation: Any) -> Term:
    """A fact such as ``x > y``.  Raises TermError for anything else."""
    op = _RELATIONS.get(getattr(relation, "func", None))
    if op is None:
        raise TermError(
            f"{relation} is not a comparison; expected a fact such as x > y or Eq(x, y)"
        )
    return Term(op, (from_sympy(relation.lhs), from_sympy(relation.rhs)))


def declarations(
    expressions: list[Any], terms: list[Term]
) -> tuple[tuple[Scalar, ...], tuple[Term, ...]]:
    """The symbols of expressions and terms, and what SymPy's assumptions say of them."""
    known: dict[str, Symbol] = {}
    for expression in expressions:
        for symbol in getattr(expression, "free_symbols", ()):
            if isinstance(symbol, Symbol):
                if known.setdefault(symbol.name, symbol) != symbol:
                    raise TermError(
                        f"two symbols are called {symbol.name}, with different assumptions"
                    )
    scalars = {
        name: Scalar(name, integer=bool(symbol.is_integer))
        for name, symbol in sorted(known.items())
    }
    for term in terms:
        for t in term.subterms():
            if t.op == "scalar":
                scalars.setdefault(str(t.args[0]), Scalar(str(t.args[0])))
    facts: list[Term] = []
    for name, symbol in sorted(known.items()):
        if symbol.is_real is False or symbol.is_infinite:
            raise TermError(f"{name} is not a real number")
        if (
            sign := next((s for s in (">", "<", "≥", "≤") if getattr(symbol, _ASSUMED[s])), None)
        ) is not None:
            least = number(1) if symbol.is_integer and sign == ">" else number(0)
            facts.append(
                Term("≥" if least == number(1) else sign, (Term("scalar", (name,)), least))
            )
        elif symbol.is_nonzero:
            facts.append(Term("≠", (Term("scalar", (name,)), number(0))))
    return tuple(scalars.values()), tuple(facts)


_ASSUMED = {">": "is_positive", "<": "is_negative", "≥": "is_nonnegative", "≤": "is_nonpositive"}


def value_to_sympy(term: Term | None) -> Any:
    """A value with max, min and counts as SymPy has them."""
    if term is None:
        return S.NaN
    args = term.children
    if term.op == "count":
        return sympy.Add(*(sympy.Piecewise((1, condition_to_sympy(c)), (0, True)) for c in args))
    if term.op in CONSTANTS:
        return CONSTANTS[term.op]
    if term.op in ("scalar", "number"):
        return to_sympy(term)
    v = [value_to_sympy(a) for a in args]
    table: dict[str, Any] = {
        "+": sympy.Add, "*": sympy.Mul, "neg": lambda x: -x, "/": lambda x, y: x / y, "^": Pow,
        **{op: function for function, op in FUNCTIONS.items()},
    }  # fmt: skip
    if term.op in DEFINITIONS and term.op not in table:
        return value_to_sympy(unfolded(term))
    if term.op not in table:
        raise TermError(f"{term.op} has no SymPy expression")
    return table[term.op](*v)


def condition_to_sympy(condition: Term | None) -> Any:
    """A condition on parameters; true for None."""
    if condition is None:
        return sympy.true
    if condition.op in ("and", "or"):
        return (sympy.And if condition.op == "and" else sympy.Or)(
            *(condition_to_sympy(c) for c in condition.children)
        )
    relation = next(k for k, v in _RELATIONS.items() if v == condition.op)
    return relation(*(value_to_sympy(side) for side in condition.children))
