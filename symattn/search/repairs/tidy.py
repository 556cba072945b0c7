"""What an edit leaves behind, put in order: (n − 1) − 1 is n − 2, a quotient by 2 − 1 is gone.

What the author wrote and the edit did not touch stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from fractions import Fraction

from ...language import Term, flattened, number
from ..as_terms import rational


def tidied(term: Term, kept: Collection[Term]) -> Term:
    """The term without sums of like terms, factors 1 and quotients by 1.

    So it is wherever it is not one of those kept.
    """
    if term in kept or not term.children:
        return term
    args = tuple(tidied(a, kept) if isinstance(a, Term) else a for a in term.args)
    return _TIDY[term.op](args) if term.op in _TIDY else Term(term.op, args)


def _sum(args: tuple[Term, ...]) -> Term:
    flat = [part for a in args for part in _summands(a)]
    totals: dict[object, Fraction] = {}
    cores: dict[object, Term | None] = {}
    for c, core in map(split, flat):
        key = None if core is None else ordered(core)
        totals[key] = totals.get(key, Fraction(0)) + c
        cores.setdefault(key, core)
    if len(totals) == len(flat) and all(totals.values()):
        first, *others = flat
        late = first.op == "neg" and any(a.op != "neg" for a in others)  # x − 1, and not −1 + x
        return flattened("+", (*others, first) if late else args)
    return added([scaled(c, cores[key]) for key, c in totals.items() if c], args[0])


def added(parts: list[Term], like: Term) -> Term:
    """A sum of none, one or many; what of none is 0 is of the sort of `like`."""
    if not parts:
        return Term("zero") if like.sort == "vector" else number(0)
    return parts[0] if len(parts) == 1 else flattened("+", tuple(parts))


def _summands(term: Term) -> list[Term]:
    if term.op == "+":
        return [part for c in term.children for part in _summands(c)]
    if term.op == "neg" and term.children[0].op in ("+", "neg"):
        return [
            part.children[0] if part.op == "neg" else Term("neg", (part,))
            for part in _summands(term.children[0])
        ]
    return [term]


def _product(args: tuple[Term, ...]) -> Term:
    numbers, rest = [a for a in args if a.op == "number"], [a for a in args if a.op != "number"]
    if number(0) in args:
        return Term("zero") if args[-1].sort == "vector" else number(0)
    if len(numbers) == 1 and numbers[0] != number(1) or not numbers:
        return flattened("*", args)
    whole = 1
    for a in numbers:
        whole *= int(str(a.args[0]))
    return multiplied([number(whole), *rest] if whole != 1 or not rest else rest)


def multiplied(factors: list[Term]) -> Term:
    """A product of one or many."""
    return factors[0] if len(factors) == 1 else flattened("*", tuple(factors))


def _quotient(args: tuple[Term, ...]) -> Term:
    top, bottom = args
    if bottom == number(1) or top == number(0):
        return top
    (c, core), (d, _) = split(top), split(bottom)
    # 2x/4 is x/2
    if (
        d
        and top.sort == "scalar"
        and (c / d).denominator < abs(d)
        and all(f.denominator == 1 for f in (c, d))
    ):
        below = split(bottom)[1]
        return scaled(c / d, core if below is None else Term("/", (core or number(1), below)))
    return Term("/", (top, bottom))


def _negative(args: tuple[Term, ...]) -> Term:
    if args[0].op == "neg":
        return args[0].children[0]
    return args[0] if args[0] == number(0) else Term("neg", args)


def _power(args: tuple[Term, ...]) -> Term:
    return (
        args[0]
        if args[1] == number(1)
        else number(1)
        if args[1] == number(0) or args[0] == number(1)
        else Term("^", args)
    )


def _known(op: str, *values: tuple[int, int]) -> Callable[..., Term]:
    """A function with values at whole numbers: log 1 is 0."""
    found = {number(at): number(value) for at, value in values}
    return lambda args: found.get(args[0], Term(op, args))


_TIDY: dict[str, Callable[..., Term]] = {
    "exp": _known("exp", (0, 1)),
    "log": _known("log", (1, 0)),
    "sqrt": _known("sqrt", (0, 0), (1, 1)),
    "erfc": _known("erfc", (0, 1)),
    "arctan": _known("arctan", (0, 0)),
    "+": _sum,
    "*": _product,
    "/": _quotient,
    "neg": _negative,
    "^": _power,
}


def split(term: Term) -> tuple[Fraction, Term | None]:
    """A term as a number times what is no number, None for 1."""
    if term.op == "number":
        return Fraction(int(str(term.args[0]))), None
    if term.op == "neg":
        c, core = split(term.children[0])
        return -c, core
    if term.op == "*":
        parts = [split(a) for a in term.children]
        cores = [core for _, core in parts if core is not None]
        c = Fraction(1)
        for k, _ in parts:
            c *= k
        return c, multiplied(cores) if cores else None
    if term.op == "/":
        (c, top), (d, bottom) = map(split, term.children)
        if d:
            return c / d, top if bottom is None else Term("/", (top or number(1), bottom))
    return Fraction(1), term


def scaled(c: Fraction, core: Term | None) -> Term:
    """A number times a term, written as one would: 2x/3, x/2, −x."""
    if core is None:
        return rational(c)
    if c < 0:
        return Term("neg", (scaled(-c, core),))
    top, bottom = core.children if core.op == "/" else (core, number(1))
    above = [number(c.numerator)] * (c.numerator != 1 or top == number(1))
    if top != number(1):
        above += top.children if above and top.op == "*" else (top,)  # 2 a b, and not 2 (a b)
    below = [number(c.denominator)] * (c.denominator != 1) + [bottom] * (bottom != number(1))
    return Term("/", (multiplied(above), multiplied(below))) if below else multiplied(above)


def in_order_of(written: Term, found: Term) -> Term:
    """A sum with what was written first and in that order, then what has fewer factors."""
    if found.op != "+":
        return found
    first = [ordered(core) for _, core in map(split, _summands(written)) if core is not None]

    def rank(summand: Term) -> tuple[int, bool, int]:
        core = split(summand)[1]
        key = None if core is None else ordered(core)
        if key in first:
            return first.index(key), False, 0
        factors = core.children if core is not None and core.op == "*" else (core,)
        return len(first), summand.op == "neg" or core is None, len(factors)

    summands = sorted(found.children, key=rank)
    return Term("+", tuple(summands))


def ordered(term: Term) -> tuple[object, ...]:
    """What is the same for sums and products in another order."""
    parts = [ordered(a) if isinstance(a, Term) else a for a in term.args]
    return (term.op, *(sorted(parts, key=repr) if term.op in ("+", "*") else parts))
