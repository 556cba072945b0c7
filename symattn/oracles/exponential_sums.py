"""Quotients and logarithms of sums of exponentials.

They are brought to the forms `softmax` and `logsum` by exact identities.

As written, e^{βg}/(e^{βg} + 1) is enclosed over a wide interval by [e^{−1000}, e^{1000}]/[1,
e^{1000}]: useless.  As 1/(1 + e^{−βg}) it is enclosed by [0, 1], and that two variables enter
through a difference only is visible: e^{βg}/(e^{βg} + e^{βh}) is 1/(1 + e^{βh − βg}).
"""

from __future__ import annotations

from fractions import Fraction

from .forms import (
    UNDEFINED,
    UNIT,
    ZERO,
    Form,
    add,
    apply,
    choose,
    constant,
    form_of,
    multiply,
    negative,
    polynomial,
    power,
    rational,
    scaled,
    subtract,
)

MAX_TERMS = 24
Terms = list[tuple[Form, Form]]  # (coefficient, exponent) of each c·e^u


def exponential_terms(form: Form) -> Terms:
    """The form as a sum of c·e^u, like exponents merged.

    What holds no exponential is a coefficient with u = 0.

    >>> from .forms import variable
    >>> x = variable("x")
    >>> len(exponential_terms(add(apply("exp", x), UNIT, apply("exp", x))))
    2
    """
    merged: dict[Form, Form] = {}
    for c, u in _terms(form):
        merged[u] = add(merged.get(u, ZERO), c)
    return [(c, u) for u, c in merged.items() if c != ZERO]


def _terms(form: Form) -> Terms:
    if form.op == "exp":
        return [(UNIT, _canonical(form.args[0]))]
    if form.op == "sum":
        return [row for a in form.args for row in exponential_terms(a)]
    if form.op == "product" or form.op == "power" and form.data in (2, 3):
        times = 1 if form.op == "product" else int(form.data or 0)
        factors = form.args * times
        total: Terms = [(UNIT, ZERO)]
        for rows in map(exponential_terms, factors):
            total = [(multiply(c, d), add(u, v)) for c, u in total for d, v in rows]
            if len(total) > MAX_TERMS:
                return [(form, ZERO)]
        return total if any(u != ZERO for _, u in total) else [(form, ZERO)]
    if (
        form.op == "power"
        and len(rows := exponential_terms(form.args[0])) == 1
        and isinstance(p := form.data, Fraction)
        and p.denominator == 1
    ):
        ((c, u),) = rows
        return [(power(c, p), _canonical(scaled(p, u)))]
    return [(form, ZERO)]


def _canonical(exponent: Form) -> Form:
    p = polynomial(exponent)
    return exponent if p is None else form_of(p)


def quotient(top: Form, bottom: Form) -> Form:
    """top/bottom."""
    if UNDEFINED in (top, bottom):
        return UNDEFINED
    value = rational(bottom)
    if value:
        return scaled(1 / value, top)
    below = exponential_terms(bottom)
    if all(u == ZERO for _, u in below):
        return Form("quotient", (top, bottom))
    if len(below) == 1:
        ((d, v),) = below
        lifted = multiply(top, apply("exp", _canonical(negative(v))))
        return lifted if d == UNIT else quotient(lifted, d)
    above = exponential_terms(top)
    if len(above) > MAX_TERMS // 2 or len(below) > MAX_TERMS // 2:
        return Form("quotient", (top, bottom))
    return add(*(_weight(c, u, below) for c, u in above))


def _weight(c: Form, u: Form, below: Terms) -> Form:
    """c·e^u over the sum.

    A coefficient that is not a number stays outside, so that the weight itself is between 0 and 1.
    """
    value = rational(c)
    inside = UNIT if value is None else constant(abs(value))
    rows = [(d, _canonical(subtract(v, u))) for d, v in below]
    rows.sort(key=lambda row: row[1] != ZERO)  # 1/(d + d' e^w) is evaluated by a shorter formula
    flat = [f for row in rows for f in row]
    weight = Form("softmax", (inside, *flat))
    if value is None:
        return multiply(c, weight)
    return weight if value > 0 else negative(weight) if value else ZERO


def sigmoid(u: Form) -> Form:
    """1/(1 + e^{−u})."""
    below = [(UNIT, ZERO), (UNIT, _canonical(negative(u)))]
    return _weight(UNIT, ZERO, below)


def pairs(form: Form) -> Terms:
    """The (d, w) of a softmax or logsum form."""
    flat = form.args[1:] if form.op == "softmax" else form.args
    return list(zip(flat[::2], flat[1::2]))


def complement(form: Form) -> Form:
    """1 − a softmax weight, without cancellation: 1 − σ(u) is σ(−u).

    Anything else is subtracted from 1 as it is.
    """
    if form.op == "softmax":
        rows = pairs(form)
        own = [k for k, (d, w) in enumerate(rows) if d == form.args[0] and w == ZERO]
        if own:
            return add(*(_weight(d, w, rows) for k, (d, w) in enumerate(rows) if k != own[0]))
    return add(UNIT, negative(form))


def summed(*parts: Form) -> Form:
    """The sum; 1 − w for a softmax weight w as its complement."""
    rest = add(*parts, constant(-1))
    if (
        rest.op == "product"
        and len(rest.args) == 2
        and rest.args[0] == constant(-1)
        and rest.args[1].op == "softmax"
    ):
        return complement(rest.args[1])
    return add(*parts)


def logarithm(u: Form) -> Form:
    """log u, undefined where u is not positive."""
    terms = exponential_terms(u)
    if len(terms) == 1 and terms[0][1] != ZERO:
        ((d, v),) = terms
        return add(v, logarithm(d))
    if (
        len(terms) > 1
        and all((value := rational(d)) is not None and value > 0 for d, _ in terms)
        and any(v != ZERO for _, v in terms)
    ):
        first = terms[0][1]
        # log(e^x + e^y) = x + log(1 + e^{y − x}) depends on y − x but for one summand
        if len(u.variables) > 1 and first.variables:
            return add(
                first,
                Form(
                    "logsum",
                    tuple(f for d, v in terms for f in (d, _canonical(subtract(v, first)))),
                ),
            )
        return Form("logsum", tuple(f for row in terms for f in row))
    return choose(u, True, apply("log", u), UNDEFINED)
