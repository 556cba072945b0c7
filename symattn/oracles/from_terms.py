"""Terms read into forms.

What the oracle can integrate, and a refusal in one line for everything else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial

from ..display.shown_operators import SHOWN
from ..language import Term, plain, unfolded
from ..language.operators import DEFINITIONS
from .enclosure import Gaussian, Refused
from .evaluating import sign_of_constant
from .exponential_sums import logarithm, quotient, sigmoid, summed
from .forms import (
    MAX_DEGREE,
    UNDEFINED,
    UNIT,
    ZERO,
    Form,
    add,
    apply,
    choose,
    constant,
    multiply,
    negative,
    polynomial,
    power,
    rational,
    subtract,
    variable,
)

Values = Mapping[str, Form]


def values_of(laws: Mapping[str, Gaussian]) -> dict[str, Form]:
    """Each random scalar as a form: a variable, or a number where its variance is 0."""
    return {
        name: variable(name) if law.variance else constant(law.mean) for name, law in laws.items()
    }


def read(term: Term, values: Values) -> Form:
    """The form of a scalar term.

    Raises Refused for a symbol without a law and for an operator that is not supported.
    """
    args = term.children
    op = term.op
    if op == "number":
        return constant(int(term.args[0]))  # type: ignore[arg-type]
    if op == "scalar":
        if (name := str(term.args[0])) not in values:
            raise Refused(f"{plain(term)} has no law and no value")
        return values[name]
    if op == "cases":
        return _cases(args, values)
    if op == "count":
        return add(*(read_event(a, values) for a in args))
    if form := SHOWN[op].form:
        return FORMS[form](read(args[0], values))
    if op in DEFINITIONS:
        return read(unfolded(term), values)
    if op not in ("+", "neg", "*", "/", "^", "log", "sqrt", "abs", "max", "min"):
        raise Refused(f"{plain(term)}: the operator {op} is not supported here")
    parts = [read(a, values) for a in args]
    u = parts[0]
    if op == "+":
        return summed(*parts)
    if op == "neg":
        return negative(u)
    if op == "*":
        return multiply(*parts)
    if op == "/":
        return _divided(u, parts[1], term)
    if op == "^":
        return _power(u, parts[1], term)
    if op == "log":
        return _settled(logarithm(u))
    if op == "sqrt":
        return _root(u, Fraction(1, 2))
    if op == "abs":
        return _settled(choose(u, True, u, negative(u)))
    return _extreme(parts, op == "max")


def _positive_part(u: Form) -> Form:
    return _settled(choose(u, True, u, ZERO))


def _divided(top: Form, bottom: Form, term: Term) -> Form:
    if not bottom.variables and sign_of_constant(bottom) == 0:
        raise Refused(f"{plain(term)} divides by zero")
    return quotient(top, bottom)


def _power(base: Form, exponent: Form, term: Term) -> Form:
    p = rational(exponent)
    if p is None:
        if base.variables:
            raise Refused(f"{plain(term)}: a random base needs a number for its exponent")
        return apply("exp", multiply(exponent, _settled(logarithm(base))))
    if abs(p) > MAX_DEGREE:
        raise Refused(f"{plain(term)}: an exponent beyond {MAX_DEGREE}")
    if p.denominator != 1:
        return _root(base, p)
    return power(base, p) if p >= 0 else _divided(UNIT, power(base, -p), term)


def _root(base: Form, p: Fraction) -> Form:
    """base^p for a p that is not whole, undefined where the base is negative."""
    return (
        power(base, p)
        if _never_negative(base)
        else _settled(choose(base, p < 0, power(base, p), UNDEFINED))
    )


def _never_negative(u: Form) -> bool:
    """Whether u ≥ 0 can be seen at once.

    |v|, relu(v), even powers, exponentials, and what is added and multiplied from them.
    """
    value = rational(u)
    if value is not None:
        return value >= 0
    if u.op in ("sum", "product"):
        return all(map(_never_negative, u.args))
    if u.op == "power":
        return isinstance(u.data, Fraction) and (
            u.data.numerator % 2 == 0 or u.data.denominator != 1
        )
    if u.op == "choose":
        condition, yes, no = u.args
        return yes == condition and no in (negative(condition), ZERO)
    return u.op in ("exp", "cdf")


def _extreme(parts: list[Form], largest: bool) -> Form:
    """max and min, two at a time.

    Max(a, b) of polynomials is b + relu(a − b), which shows a dependence on a − b alone.
    """
    found = parts[0]
    for b in parts[1:]:
        over = subtract(found, b) if largest else subtract(b, found)
        if polynomial(over) is not None and polynomial(b) is not None:
            change = choose(over, True, over, ZERO)
            found = add(b, change if largest else negative(change))
        else:
            found = choose(over, True, found, b)
        found = _settled(found)
    return found


def _settled(form: Form) -> Form:
    """A decision about a constant, made; a constant that is undefined, refused."""
    if form.op == "choose" and not form.args[0].variables:
        sign = sign_of_constant(form.args[0])
        form = form.args[1] if sign > 0 or sign == 0 and not form.data else form.args[2]
    if form is UNDEFINED:
        raise Refused("the log or the root of a negative number")
    return form


FORMS: dict[str, Callable[[Form], Form]] = {
    "exp": partial(apply, "exp"),
    "tangent": partial(apply, "tangent"),
    "arctan": partial(apply, "arctan"),
    "weight": sigmoid,
    "positive part": _positive_part,
}


# ---- events and cases ----------------------------------------------------------------------------


def difference(event: Term, values: Values) -> tuple[Form, bool]:
    """A comparison as (u, strict): it holds where u > 0, or u ≥ 0 if it is not strict."""
    if event.op not in ("<", "≤", ">", "≥"):
        raise Refused(f"{plain(event)}: an event is made of <, ≤, >, ≥, and, or")
    left, right = (read(a, values) for a in event.children)
    u = summed(left, negative(right)) if event.op in (">", "≥") else summed(right, negative(left))
    return u, event.op in ("<", ">")


def read_event(event: Term, values: Values, yes: Form = UNIT, no: Form = ZERO) -> Form:
    """The form that is `yes` where the event holds and `no` elsewhere."""
    if event.op == "and":
        for part in reversed(event.children):
            yes = read_event(part, values, yes, no)
        return yes
    if event.op == "or":
        for part in reversed(event.children):
            no = read_event(part, values, yes, no)
        return no
    u, strict = difference(event, values)
    if not u.variables:
        sign = sign_of_constant(u)
        return yes if sign > 0 or sign == 0 and not strict else no
    return choose(u, strict, yes, no)


def _cases(args: tuple[Term, ...], values: Values) -> Form:
    conditions, results = args[::2], [read(a, values) for a in args[1::2]]
    last = len(conditions) - 1
    # where the conditions leave out nothing but ties, which have probability 0, the last value
    # stands for "else"
    complete = (
        last == 1
        and all(c.op in ("<", "≤", ">", "≥") for c in conditions)
        and _opposite(conditions, values)
    )
    form = (
        results[last]
        if complete
        else read_event(conditions[last], values, results[last], UNDEFINED)
    )
    for condition, value in reversed(list(zip(conditions[:last], results[:last]))):
        form = read_event(condition, values, value, form)
    if form is UNDEFINED:
        raise Refused("no case applies")
    return form


def _opposite(conditions: tuple[Term, ...], values: Values) -> bool:
    """Whether two comparisons leave out nothing but ties.

    A < b and a ≥ b, or u > 0 and −u > 0 for a polynomial u that is not constant.
    """
    first, second = conditions
    if first.children == second.children and {first.op, second.op} in ({"<", "≥"}, {"≤", ">"}):
        return True
    (u, _), (v, _) = (difference(c, values) for c in conditions)
    return polynomial(u) not in (None, {}) and bool(u.variables) and polynomial(add(u, v)) == {}
