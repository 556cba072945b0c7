"""From which β on an error is at most ε.

Exactly, where it is a fraction of first degree in one exponential, or after which it certainly is.
Untrusted.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, lcm, prod

from ...kernel import Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.parts import by_exponent
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.rules.sequent import Sequent
from ...language import Context, Term, flattened, number, replace_indices
from ..as_terms import condition, polynomial_term, rational
from .decays import Decay, amount, factored


@dataclass(frozen=True)
class Threshold:
    """The comparisons after which the error is at most ε.

    With what they take for granted of ε and the parameters.
    """

    after: tuple[Term, ...]
    facts: tuple[Term, ...]


def tidied(term: Term) -> Term:
    """With what is made of numbers alone worked out: 1/(1/100) is 100."""
    if (value := _number(term)) is not None:
        return rational(value)
    if (
        term.op == "/"
        and term.children[0].op == "*"
        and (below := _number(term.children[1])) is not None
    ):
        numbers = [v for c in term.children[0].children if (v := _number(c)) is not None]
        others = [c for c in term.children[0].children if _number(c) is None]
        share = ring.ratio(prod(numbers), below)
        rest = others[0] if len(others) == 1 else Term("*", tuple(others))
        return rest if share == 1 else flattened("*", (rational(share), rest))
    if (
        term.op == "/"
        and (below := _number(term.children[1])) is not None
        and below.numerator == 1
        and below != 1
    ):
        return flattened("*", (rational(ring.ratio(1, below)), term.children[0]))
    return (
        Term(term.op, tuple(tidied(a) if isinstance(a, Term) else a for a in term.args))
        if term.children
        else term
    )


def _number(term: Term) -> ring.Number | None:
    if term.op == "number":
        return int(str(term.args[0]))
    inner = [_number(c) for c in term.children] if term.op in ("+", "*", "/", "neg") else [None]
    values = [v for v in inner if v is not None]
    if len(values) != len(inner) or (term.op == "/" and not values[1]):
        return None
    if term.op == "neg":
        return -values[0]
    return (
        ring.ratio(values[0], values[1])
        if term.op == "/"
        else sum(values)
        if term.op == "+"
        else prod(values)
    )


def exact(error: Quotient, cell: Sequent, context: Context, epsilon: Term) -> Threshold | None:
    """For an error (a + b y)/(c + d y), y = e^E.

    It is at most ε iff y ≥ (a − εc)/(εd), where b = 0.
    """
    if len(error.den) != 1 or error.den[0][1] != 1:
        return None
    above, below = by_exponent(error.numerator), by_exponent(dict(error.den[0][0]))
    grown = [e for e in below if e]
    if any(a.stars or a.summed for a in error.atoms()) or any(
        cell.meaning.varies(a)
        for part in (*above.values(), *below.values())
        for a in ring.atoms(part)
    ):
        return None
    if len(grown) != 1 or set(above) != {()} or set(below) != {(), grown[0]}:
        return None
    a, c, d = above[()], below[()], below[grown[0]]
    if (
        set(d) != {ring.UNIT}
        or d[ring.UNIT] <= 0
        or (exponent := factored(ring.exponent_as_element(grown[0]), context)) is None
    ):
        return None
    unit = next(iter(a.values()))
    scale = ring.ratio(d[ring.UNIT], unit) if set(a) == {ring.UNIT} else d[ring.UNIT]
    facts: list[Term] = []
    # (a − εc)/(εd) = a(1 − εc/a)/(εd)
    if (share := _multiple(c, a)) is not None and set(a) != {ring.UNIT}:
        whole = lcm(*(v.denominator for v in a.values()))
        first = polynomial_term(ring.add({}, a, whole), context)
        rest = _less(number(1), share, epsilon)
        scale = d[ring.UNIT] * whole
        positive = condition(a, ">", context)
        if first is None or positive is None:
            return None
        facts += [positive, Term("<", (epsilon, rational(ring.ratio(1, share))))]
        top = flattened("*", (first, rest)) if first.op != "+" else Term("*", (first, rest))
    elif set(a) == {ring.UNIT}:
        lower = ring.add({}, c, ring.ratio(1, a[ring.UNIT]))
        if not lower:
            return None
        if set(lower) == {ring.UNIT}:
            facts.append(Term("<", (epsilon, rational(ring.ratio(1, lower[ring.UNIT])))))
            top = _less(number(1), lower[ring.UNIT], epsilon)
        else:
            if (written := polynomial_term(lower, context)) is None:
                return None
            product = Term("*", (written, epsilon))
            facts.append(Term("<", (product, number(1))))
            top = Term("+", (number(1), Term("neg", (product,))))
    else:
        return None
    factor = ring.ratio(scale)
    bottom = (
        epsilon if factor.numerator == 1 else flattened("*", (number(factor.numerator), epsilon))
    )
    if factor.denominator != 1:
        top = flattened("*", (number(factor.denominator), top))
    return Threshold(
        (Term("≥", (exponent, Term("log", (Term("/", (top, bottom)),)))),), tuple(facts)
    )


def _less(one: Term, share: ring.Number, epsilon: Term) -> Term:
    return Term(
        "+",
        (
            one,
            Term("neg", (epsilon if share == 1 else flattened("*", (rational(share), epsilon)),)),
        ),
    )


def _multiple(c: Element, a: Element) -> ring.Number | None:
    """λ > 0 with c = λ a."""
    if set(c) != set(a):
        return None
    share = {ring.ratio(c[k], a[k]) for k in c}
    return share.pop() if len(share) == 1 and min(share) > 0 else None


def sufficient(decays: list[Decay], cell: Sequent, epsilon: Term) -> Threshold | None:
    """E ≥ log(ΣC/ε) for every part C e^{−E} of the bound.

    Twice that where a power of β stands before it.

    Where there are fractions among the C, each part has its own share of ε: E ≥ log(mC/ε) for m
    parts.
    """
    context = cell.claim.context
    amounts: list[Quotient] = []
    for d in decays:
        count: Quotient = ring.ONE
        if d.over:
            size, known = cell.meaning.scope_count(d.over)
            count = ring.of(ring.add(size, ring.constant(known), -1))
        amounts.append(d.coefficient * count)
    total = ring.ZERO
    for one in amounts:
        total += one
    shares = (
        [one * ring.of(ring.constant(len(decays))) for one in amounts]
        if any(one.den for one in amounts)
        else [total] * len(decays)
    )
    if len(decays) > 1 and any(d.powers for d in decays):  # a whole number is enough
        shares = [_rounded_up(total, cell)] * len(decays)
    facts: list[Term] = []
    after: list[Term] = []
    slowest = _slowest(decays)
    for d, share in zip(decays, shares):
        rate = d.rate()
        written = amount(share, context, cell.signs.opaque)
        power = (
            d.powers[0] if rate == number(0) and len(d.powers) == 1 and d.powers[0][1] < 0 else None
        )
        if (
            rate is None
            or (rate == number(0) and power is None)
            or written is None
            or share.is_zero
        ):
            return None
        if cell.signs.find(share.numerator) != ">":
            if share.den or (positive := condition(share.numerator, ">", context)) is None:
                return None
            facts.append(positive)
        if d.over:
            rest = next(s.rest for s in context.index_sets if s.key == d.over)
            if not rest:
                return None
            rate = replace_indices(rate, {"?": Term("index", (rest,))})
        part = (
            Term("/", (written.children[0], flattened("*", (written.children[1], epsilon))))
            if written.op == "/"
            else Term("/", (written, epsilon))
        )
        if power is not None:  # C/β^k ≤ ε
            base = Term("scalar", (power[0],))
            after.append(
                Term("≥", (base if power[1] == -1 else Term("^", (base, number(-power[1]))), part))
            )
        elif d in slowest:
            goal = Term("log", (part,))
            after.append(Term("≥", (rate, flattened("*", (number(2), goal)) if d.powers else goal)))
    return Threshold(tuple(dict.fromkeys(after)), tuple(dict.fromkeys(facts)))


def _slowest(decays: list[Decay]) -> list[Decay]:
    """Without those that are e^{−kE} for another's e^{−E}, k > 1."""
    return [d for d in decays if d.over or not any((_times(d, other) or 1) > 1 for other in decays)]


def _times(d: Decay, other: Decay) -> ring.Number | None:
    """k with e^{−kE} and e^{−E}."""
    own, its = dict(d.exponent), dict(other.exponent)
    found = (
        {ring.ratio(c, its[m]) for m, c in own.items()} if own and set(own) == set(its) else set()
    )
    return found.pop() if len(found) == 1 else None


def _rounded_up(q: Quotient, cell: Sequent) -> Quotient:
    """The next whole number above a constant; anything else as it is."""
    try:
        return ring.of(ring.constant(ceil(cell.signs.enclose_quotient(q, 64)[1])))
    except Rejected:
        return q
