"""Probabilities: of one Gaussian by erfc between the turning points of the event.

Of several by conditioning on one of them.

For x, h, k, … independent and an event that bounds each of h, k, … between functions of x,

    P(event) = E [ 1{what concerns x alone} · Π_h max(0, Φ((upper(x) − m_h)/s_h) − Φ((lower(x) −
    m_h)/s_h)) ].

An event with "or" goes by inclusion and exclusion.  Ties of h with a bound have probability 0, so <
and ≤ are alike there.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

from ..language import Term, plain
from ..language.operators import known_to_be
from .balls import Ball, flint, working_bits
from .closed import Laws
from .enclosure import Refused
from .forms import (
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
    scaled,
    subtract,
)
from .from_terms import difference, read_event, values_of
from .line import GUARD
from .means import mean
from .reduction import along_one_combination

MAX_CLAUSES = 5
INCREASING = known_to_be("increasing")
Comparison = tuple[Form, bool]  # u > 0 (strict) or u ≥ 0


def probability_of(event: Term, laws: Laws, bits: int) -> Ball:
    """P(event) as a ball.  Raises Refused."""
    form = read_event(event, values_of(laws))
    if len(form.variables) <= 1 or along_one_combination(form, laws) is not None:
        return mean(form, laws, bits)
    clauses = _clauses(event, laws)
    if len(clauses) > MAX_CLAUSES:
        raise Refused(f"{plain(event)}: more than {MAX_CLAUSES} alternatives")
    total = flint().arb(0)
    for size in range(1, len(clauses) + 1):
        for chosen in combinations(clauses, size):
            both = list(dict.fromkeys(c for clause in chosen for c in clause))
            value = _conjunction(both, laws, bits + 8)
            with working_bits(bits + GUARD):
                total = total + value if size % 2 else total - value
    return total


def _clauses(event: Term, laws: Laws) -> list[list[Comparison]]:
    """The event as alternatives of conjunctions."""
    event = _loosened(event)
    if event.op == "or":
        return [clause for part in event.children for clause in _clauses(part, laws)]
    if event.op == "and":
        parts = [_clauses(part, laws) for part in event.children]
        return [[c for clause in chosen for c in clause] for chosen in product(*parts)]
    return [[difference(event, values_of(laws))]]


def _loosened(event: Term) -> Term:
    """A comparison with a max, a min or | | on one side as comparisons joined by and, or.

    With one increasing function on both sides, of what is inside.

    max(a, b) < c is a < c and b < c; c < max(a, b) is c < a or c < b; |a| < c is a < c and −a < c;
    e^a < e^b is a < b.
    """
    if event.op in ("and", "or"):
        return event
    less = {">": "<", "≥": "≤"}.get(event.op, event.op)
    left, right = event.children if less == event.op else event.children[::-1]
    if left.op == right.op and left.op in INCREASING:
        return _loosened(Term(less, left.children + right.children))
    for side, other, first in ((left, right, True), (right, left, False)):
        if side.op not in ("max", "min", "abs"):
            continue
        parts = (
            side.children if side.op != "abs" else (side.children[0], Term("neg", side.children))
        )
        both = (side.op != "min") == first
        compared = [_loosened(Term(less, (p, other) if first else (other, p))) for p in parts]
        return compared[0] if len(compared) == 1 else Term("and" if both else "or", tuple(compared))
    return event


def _conjunction(comparisons: list[Comparison], laws: Laws, bits: int) -> Ball:
    form = UNIT
    for u, strict in comparisons:
        form = choose(u, strict, form, ZERO)
    if len(form.variables) <= 1 or along_one_combination(form, laws) is not None:
        return mean(form, laws, bits)
    pieces = _independent(comparisons)
    if len(pieces) > 1:
        values = [_conjunction(piece, laws, bits + 4) for piece in pieces]
        with working_bits(bits + GUARD):
            total = values[0]
            for v in values[1:]:
                total = total * v
            return total
    why = ""
    for centre in sorted(form.variables):
        try:
            return mean(_given(centre, comparisons, laws), laws, bits)
        except Refused as error:
            why = str(error)
    raise Refused(why)


def _independent(comparisons: list[Comparison]) -> list[list[Comparison]]:
    groups: list[tuple[frozenset[str], list[Comparison]]] = []
    for c in comparisons:
        names, members = c[0].variables, [c]
        rest = []
        for other, theirs in groups:
            if other & names:
                names, members = names | other, theirs + members
            else:
                rest.append((other, theirs))
        groups = [*rest, (names, members)]
    return [members for _, members in groups]


def _given(centre: str, comparisons: list[Comparison], laws: Laws) -> Form:
    """The probability of the conjunction given the variable `centre`, as a form in it.

    Raises Refused if the others are not so bounded.
    """
    others = sorted({name for u, _ in comparisons for name in u.variables} - {centre})
    lower: dict[str, list[Form]] = {h: [] for h in others}
    upper: dict[str, list[Form]] = {h: [] for h in others}
    form = UNIT
    for u, _ in comparisons:
        names = u.variables - {centre}
        if not names:
            continue
        h, slope, rest = _linear(u, names)
        (lower if slope > 0 else upper)[h].append(_standardised(scaled(-1 / slope, rest), laws, h))
    for h in others:
        form = multiply(form, _between(lower[h], upper[h]))
    for u, strict in comparisons:
        if u.variables == {centre}:
            form = choose(u, strict, form, ZERO)
    return form


def _linear(u: Form, names: frozenset[str]) -> tuple[str, Fraction, Form]:
    """u = slope·h + rest, with a rational slope and rest free of h."""
    if len(names) > 1:
        raise Refused(
            "an event of several Gaussians needs comparisons that are linear in all but one of "
            "them, each with that one only"
        )
    (h,) = names
    slope, rest = Fraction(0), ZERO
    for part in u.args if u.op == "sum" else (u,):
        if h not in part.variables:
            rest = add(rest, part)
            continue
        p = polynomial(part)
        if p is None or any(atom == h for m in p if m != frozenset([(h, 1)]) for atom, _ in m):
            raise Refused(
                "an event of several Gaussians needs comparisons that are linear in all but one "
                "of them"
            )
        slope += p.get(frozenset([(h, 1)]), Fraction(0))
        rest = add(rest, form_of({m: c for m, c in p.items() if m != frozenset([(h, 1)])}))
    if not slope:
        raise Refused(
            "an event of several Gaussians needs comparisons that are linear in all but one of them"
        )
    return h, slope, rest


def _standardised(bound: Form, laws: Laws, h: str) -> Form:
    v = laws[h].variance
    return (
        multiply(power(constant(v), Fraction(-1, 2)), subtract(bound, constant(laws[h].mean)))
        if v != 1
        else subtract(bound, constant(laws[h].mean))
    )


def _between(lower: list[Form], upper: list[Form]) -> Form:
    """P(lower < z < upper) for a standard normal z."""
    low, high = _extreme(lower, True), _extreme(upper, False)
    if low is None:
        return UNIT if high is None else apply("cdf", high)
    if high is None:
        return apply("cdf", negative(low))
    return choose(subtract(high, low), True, subtract(apply("cdf", high), apply("cdf", low)), ZERO)


def _extreme(bounds: list[Form], largest: bool) -> Form | None:
    if not bounds:
        return None
    found = bounds[0]
    for b in bounds[1:]:
        found = choose(subtract(found, b) if largest else subtract(b, found), True, found, b)
    return found
