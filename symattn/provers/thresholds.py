"""From which β on an error is at most ε: exactly, where it is a fraction of first degree in one exponential, or after which it certainly is.  Untrusted."""
from __future__ import annotations

from dataclasses import dataclass
from math import ceil, lcm

from ..kernel import Rejected, ring
from ..kernel.ring import Element, Quotient
from ..kernel.sequent import Sequent
from ..terms import Context, Term, flattened, number, replace_indices
from .decays import Decay, amount, factored
from .phrases import condition, polynomial_term, rational


@dataclass(frozen=True)
class Threshold:
    """The comparisons after which the error is at most ε, and what they take for granted of ε and the parameters."""

    after: tuple[Term, ...]
    facts: tuple[Term, ...]


def exact(error: Quotient, cell: Sequent, context: Context, epsilon: Term) -> Threshold | None:
    """For an error (a + b y)/(c + d y), y = e^E: it is at most ε iff y ≥ (a − εc)/(εd), where b = 0."""
    if len(error.den) != 1 or error.den[0][1] != 1:
        return None
    above, below = ring.by_exponent(error.numerator), ring.by_exponent(dict(error.den[0][0]))
    grown = [e for e in below if e]
    if any("[" in a and ("[+" in a or "[*" in a) for a in error.atoms()) or any(cell.meaning.varies(a) for part in (*above.values(), *below.values()) for a in ring.atoms(part)):
        return None
    if len(grown) != 1 or set(above) != {()} or set(below) != {(), grown[0]}:
        return None
    a, c, d = above[()], below[()], below[grown[0]]
    if set(d) != {ring.UNIT} or d[ring.UNIT] <= 0 or (exponent := factored(ring.exponent_as_element(grown[0]), context)) is None:
        return None
    unit = next(iter(a.values()))
    scale = ring.ratio(d[ring.UNIT], unit) if set(a) == {ring.UNIT} else d[ring.UNIT]
    facts: list[Term] = []
    if (share := _multiple(c, a)) is not None and set(a) != {ring.UNIT}:  # (a − εc)/(εd) = a(1 − εc/a)/(εd)
        whole = lcm(*(v.denominator for v in a.values()))
        first, rest = polynomial_term(ring.add({}, a, whole), context), _less(number(1), share, epsilon)
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
    bottom = epsilon if factor.numerator == 1 else flattened("*", (number(factor.numerator), epsilon))
    if factor.denominator != 1:
        top = flattened("*", (number(factor.denominator), top))
    return Threshold((Term("≥", (exponent, Term("log", (Term("/", (top, bottom)),)))),), tuple(facts))


def _less(one: Term, share: ring.Number, epsilon: Term) -> Term:
    return Term("+", (one, Term("neg", (epsilon if share == 1 else flattened("*", (rational(share), epsilon)),))))


def _multiple(c: Element, a: Element) -> ring.Number | None:
    """λ > 0 with c = λ a."""
    if set(c) != set(a):
        return None
    share = {ring.ratio(c[k], a[k]) for k in c}
    return share.pop() if len(share) == 1 and min(share) > 0 else None


def sufficient(decays: list[Decay], cell: Sequent, epsilon: Term) -> Threshold | None:
    """E ≥ log(ΣC/ε) for every part C e^{−E} of the bound; twice that where a power of β stands before it.

    Where there are fractions among the C, each part has its own share of ε: E ≥ log(mC/ε) for m parts.
    """
    context = cell.claim.context
    amounts: list[Quotient] = []
    for d in decays:
        count: Quotient = ring.ONE
        if d.over:
            size, known = cell.meaning.scope_count(d.over)
            count = ring.of(ring.add(size, ring.constant(known), -1))
        amounts.append(ring.q_multiply(d.coefficient, count))
    total = ring.ZERO
    for one in amounts:
        total = ring.q_add(total, one)
    shares = [ring.q_multiply(one, ring.of(ring.constant(len(decays)))) for one in amounts] if any(one.den for one in amounts) else [total] * len(decays)
    if len(decays) > 1 and any(d.powers for d in decays):  # a whole number is enough
        shares = [_rounded_up(total, cell)] * len(decays)
    facts: list[Term] = []
    after: list[Term] = []
    slowest = _slowest(decays)
    for d, share in zip(decays, shares):
        rate = d.rate()
        written = amount(share, context, cell.signs.opaque)
        if rate is None or rate == number(0) or written is None or share.is_zero:
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
        if d in slowest:
            goal = Term("log", (Term("/", (written.children[0], flattened("*", (written.children[1], epsilon)))) if written.op == "/" else Term("/", (written, epsilon)),))
            after.append(Term("≥", (rate, flattened("*", (number(2), goal)) if d.powers else goal)))
    return Threshold(tuple(dict.fromkeys(after)), tuple(dict.fromkeys(facts)))


def _slowest(decays: list[Decay]) -> list[Decay]:
    """Without those that are e^{−kE} for another's e^{−E}, k > 1."""
    return [d for d in decays if d.over or not any((_times(d, other) or 1) > 1 for other in decays)]


def _times(d: Decay, other: Decay) -> ring.Number | None:
    """k with e^{−kE} and e^{−E}."""
    own, its = dict(d.exponent), dict(other.exponent)
    found = {ring.ratio(c, its[m]) for m, c in own.items()} if own and set(own) == set(its) else set()
    return found.pop() if len(found) == 1 else None


def _rounded_up(q: Quotient, cell: Sequent) -> Quotient:
    """The next whole number above a constant; anything else as it is."""
    try:
        return ring.of(ring.constant(ceil(cell.signs.enclose_quotient(q, 64)[1])))
    except Rejected:
        return q
