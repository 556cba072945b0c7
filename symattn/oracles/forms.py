"""Integrands, as the trees that the oracle works on.

They have a few operators, and softmax weights and decisions are made visible.

A form is a term after reading (`reading`): numbers are exact, every `max`, `abs`, `relu` and
`cases` is one operator `choose`, and a quotient by a sum of exponentials is a `softmax`.  Rewriting
is by exact identities only: a form's value is its term's value.

    constant c             variable x              sum, product (any number)      quotient a b
    power a (data: p)      exp u   log u           tangent u: tanh u              cdf u (the
    standard normal distribution function)
    softmax c d1 w1 ...    c / (d1 e^w1 + ...)     logsum d1 w1 ...               log(d1 e^w1 +
    ...), all d > 0
    arctan u
    choose u a b           a if u > 0 (data True) or u ≥ 0 (data False), else b   undefined
"""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

Monomial = frozenset[tuple["str | Form", int]]
Polynomial = dict[Monomial, Fraction]
MAX_DEGREE, MAX_MONOMIALS = 64, 400
ONE: Monomial = frozenset()
PARTIAL = ("quotient", "power", "log", "softmax", "undefined")


@dataclass(frozen=True)
class Form:
    """An integrand.  `variables` are the random quantities in it."""

    op: str
    args: tuple[Form, ...] = ()
    data: Fraction | str | bool | None = None
    variables: frozenset[str] = field(init=False, compare=False, repr=False)
    # finite at every real point: only then may 0 times it be dropped
    total: bool = field(init=False, compare=False, repr=False)
    _hash: int = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        own = frozenset([self.data]) if self.op == "variable" else frozenset()
        object.__setattr__(self, "variables", own.union(*(a.variables for a in self.args)))
        whole = isinstance(self.data, Fraction) and self.data.denominator == 1 and self.data >= 0
        object.__setattr__(
            self,
            "total",
            (self.op not in PARTIAL or self.op == "power" and whole)
            and all(a.total for a in self.args),
        )
        object.__setattr__(self, "_hash", hash((self.op, self.args, self.data)))

    def __hash__(self) -> int:
        return self._hash


def constant(value: Fraction | int) -> Form:
    return Form("constant", (), Fraction(value))


def variable(name: str) -> Form:
    return Form("variable", (), name)


ZERO, UNIT, UNDEFINED = constant(0), constant(1), Form("undefined")


VANISHES = {"log": UNIT, "tangent": ZERO, "arctan": ZERO}  # where a form is 0
BOUNDED = {"tangent": 1, "cdf": 1, "arctan": 2}  # of at most this size, and steep at 0


def rational(form: Form) -> Fraction | None:
    """The number that the form is, if it is a rational constant as it stands."""
    return form.data if form.op == "constant" and isinstance(form.data, Fraction) else None


# ---- exact polynomials ---------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def polynomial(form: Form) -> Polynomial | None:
    """The form as a polynomial with rational coefficients; None if it is none.

    It is one in variables and in irrational constants such as log 2.

    Constants count as independent symbols: two equal polynomials are equal for every value of them,
    so an identity found here is proved. The result is shared: do not change it.
    """
    if form.op == "constant":
        assert isinstance(form.data, Fraction)
        return {ONE: form.data} if form.data else {}
    if form.op == "variable":
        assert isinstance(form.data, str)
        return {frozenset([(form.data, 1)]): Fraction(1)}
    parts = [polynomial(a) for a in form.args] if form.op in ("sum", "product", "power") else [None]
    result: Polynomial | None = None
    if all(p is not None for p in parts):
        known = [p for p in parts if p is not None]
        if form.op == "sum":
            result = {}
            for p in known:
                result = poly_add(result, p)
        elif form.op == "product":
            result = {ONE: Fraction(1)}
            for p in known:
                result = poly_multiply(result, p) if result is not None else None
        elif (
            isinstance(form.data, Fraction)
            and form.data.denominator == 1
            and 0 <= form.data <= MAX_DEGREE
        ):
            result = {ONE: Fraction(1)}
            for _ in range(int(form.data)):
                result = poly_multiply(result, known[0]) if result is not None else None
    if result is None and not form.variables and form.op not in ("sum", "product", "undefined"):
        return {frozenset([(form, 1)]): Fraction(1)}
    return result


def poly_add(p: Polynomial, q: Polynomial) -> Polynomial:
    total = dict(p)
    for m, c in q.items():
        if not (value := total.get(m, Fraction(0)) + c):
            del total[m]
        else:
            total[m] = value
    return total


def poly_multiply(p: Polynomial, q: Polynomial) -> Polynomial | None:
    """The product; None if it is too large to be worth having."""
    total: Polynomial = {}
    for m, c in p.items():
        for n, d in q.items():
            powers = dict(m)
            for atom, k in n:
                powers[atom] = powers.get(atom, 0) + k
            if sum(powers.values()) > MAX_DEGREE:
                return None
            key = frozenset(powers.items())
            total[key] = total.get(key, Fraction(0)) + c * d
    return {m: c for m, c in total.items() if c} if len(total) <= MAX_MONOMIALS else None


def univariate(p: Polynomial, name: str) -> list[Fraction] | None:
    """The coefficients a₀, a₁, … of a polynomial in one variable alone.

    [] is the zero polynomial, None is no such polynomial.
    """
    found: dict[int, Fraction] = {}
    for m, c in p.items():
        powers = dict(m)
        degree = powers.pop(name, 0)
        if powers:
            return None
        found[degree] = c
    return [found.get(k, Fraction(0)) for k in range(max(found, default=-1) + 1)]


def form_of(p: Polynomial) -> Form:
    """A form with the value of the polynomial.

    It has a fixed order, so that equal polynomials give equal forms.
    """
    rows = sorted(
        p.items(),
        key=lambda row: (sum(k for _, k in row[0]), sorted((repr(a), k) for a, k in row[0])),
    )
    return _sum(
        [_product([*([constant(c)] if c != 1 or not m else []), *_powers(m)]) for m, c in rows]
    )


def _powers(monomial: Monomial) -> list[Form]:
    atoms = sorted(monomial, key=lambda pair: (repr(pair[0]), pair[1]))
    bases = [(variable(a) if isinstance(a, str) else a, k) for a, k in atoms]
    return [base if k == 1 else Form("power", (base,), Fraction(k)) for base, k in bases]


def _sum(args: list[Form]) -> Form:
    return ZERO if not args else args[0] if len(args) == 1 else Form("sum", tuple(args))


def _product(args: list[Form]) -> Form:
    return UNIT if not args else args[0] if len(args) == 1 else Form("product", tuple(args))


def tidy(form: Form) -> Form:
    """The form, as a fixed linear polynomial where it is one.

    A linear function that is written once is enclosed tightly.
    """
    p = polynomial(form)
    if p is None or any(sum(k for atom, k in m if isinstance(atom, str)) > 1 for m in p):
        return form
    return form_of(p)


# ---- building ------------------------------------------------------------------------------------


def add(*args: Form) -> Form:
    flat = [b for a in args for b in (a.args if a.op == "sum" else (a,)) if b != ZERO]
    if UNDEFINED in flat:
        return UNDEFINED
    return tidy(_sum(_cancelled(flat)))


def _cancelled(flat: list[Form]) -> list[Form]:
    """Equal summands merged.

    So u − u is 0, and max(a, b) = b + relu(a − b) leaves no b − b behind.
    """
    weights: dict[Form, Fraction] = {}
    for f in flat:
        scale, rest = _scaled(f)
        weights[rest] = weights.get(rest, Fraction(0)) + scale
    return [scaled(w, rest) for rest, w in weights.items() if w or not rest.total]


def _scaled(form: Form) -> tuple[Fraction, Form]:
    if (value := rational(form)) is not None:
        return value, UNIT
    if form.op == "product" and (value := rational(form.args[0])) is not None:
        return value, _product(list(form.args[1:]))
    return Fraction(1), form


def scaled(weight: Fraction, form: Form) -> Form:
    return multiply(constant(weight), form)


def multiply(*args: Form) -> Form:
    flat = [b for a in args for b in (a.args if a.op == "product" else (a,))]
    if UNDEFINED in flat:
        return UNDEFINED
    weight = Fraction(1)
    rest = []
    for f in flat:
        if (value := rational(f)) is not None:
            weight *= value
        else:
            rest.append(f)
    if not weight and all(f.total for f in rest):
        return ZERO
    return tidy(_product([*([constant(weight)] if weight != 1 or not rest else []), *rest]))


def negative(form: Form) -> Form:
    return scaled(Fraction(-1), form)


def subtract(a: Form, b: Form) -> Form:
    return add(a, negative(b))


def power(base: Form, exponent: Fraction) -> Form:
    if base is UNDEFINED or exponent == 1:
        return base
    if exponent == 0 and base.total:
        return UNIT
    value = rational(base)
    if (
        value is not None
        and exponent.denominator == 1
        and abs(exponent) <= MAX_DEGREE
        and (value or exponent > 0)
    ):
        return constant(value ** int(exponent))
    return tidy(Form("power", (base,), exponent))


def choose(condition: Form, strict: bool, a: Form, b: Form) -> Form:
    """a where the condition is positive (or zero, if not strict), else b.

    Decided at once where the condition is a rational.
    """
    if a == b:
        return a
    p = polynomial(condition)
    if p is not None and (not p or set(p) == {ONE}):
        value = p.get(ONE, Fraction(0))
        return a if value > 0 or value == 0 and not strict else b
    return Form("choose", (condition, a, b), strict)


def apply(op: str, *args: Form) -> Form:
    """Any other operator, with exact special values."""
    if UNDEFINED in args:
        return UNDEFINED
    if op == "exp" and args[0] == ZERO:
        return UNIT
    if op in VANISHES and args[0] == VANISHES[op]:
        return ZERO
    return Form(op, args)
