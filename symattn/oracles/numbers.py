"""E(f), Var(f), P(A), and E(f | A), P(A | B), as terms with numbers for parameters: what a verdict
may rest on."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from ..language import Context, Law, Term, number, replaced
from .chances import expectation, probability, variance
from .enclosure import Enclosure, Gaussian, Refused

ALWAYS = Term("≤", (number(0), number(0)))


def enclosed(context: Context, term: Term, values: Mapping[str, Fraction], bits: int) -> Enclosure:
    """The number that a mean, a variance or a probability is where the parameters have these
    values.

    Raises Refused where nothing is proved of it, ImportError without python-flint.
    """
    put = {Term("scalar", (key,)): rational(value) for key, value in values.items()}
    laws = {law.key: _law(law, put) for law in context.laws if law.mean.sort == "scalar"}
    body, *events = (replaced(c, put) for c in term.children)
    if term.op == "P":
        if not events:
            return probability(body, laws, bits)
        both = Term("and", tuple(c for e in (body, *events) for c in _parts(e)))
        return _over(probability(both, laws, bits), probability(events[0], laws, bits))
    if term.op == "E" and events:
        inside = Term("cases", (events[0], body, ALWAYS, number(0)))
        return _over(expectation(inside, laws, bits), probability(events[0], laws, bits))
    if events or term.op not in ("E", "Var"):
        raise Refused(f"{term.op} given an event is not enclosed")
    return (expectation if term.op == "E" else variance)(body, laws, bits)


def rational(value: Fraction) -> Term:
    """A number as a term."""
    top, bottom = number(abs(value.numerator)), number(value.denominator)
    size = top if value.denominator == 1 else Term("/", (top, bottom))
    return Term("neg", (size,)) if value < 0 else size


def _law(law: Law, put: Mapping[Term, Term]) -> Gaussian:
    mean, spread = (_number(replaced(t, put)) for t in (law.mean, law.variance))
    return Gaussian(mean, spread)


def _number(term: Term) -> Fraction:
    """A rational number made of numbers by + − × ÷."""
    if term.op == "number":
        return Fraction(int(str(term.args[0])))
    values = [_number(c) for c in term.children]
    if term.op == "neg":
        return -values[0]
    if term.op == "+":
        return sum(values, Fraction(0))
    if term.op == "*" or (term.op == "/" and values[1]):
        return values[0] * values[1] if term.op == "*" else values[0] / values[1]
    raise Refused("a law whose parameters are no rational numbers")


def _parts(event: Term) -> tuple[Term, ...]:
    return event.children if event.op == "and" else (event,)


def _over(top: Enclosure, bottom: Enclosure) -> Enclosure:
    if bottom.low <= 0:
        raise Refused("the condition may have probability 0")
    ends = [a / b for a in (top.low, top.high) for b in (bottom.low, bottom.high)]
    return Enclosure(min(ends), max(ends))
