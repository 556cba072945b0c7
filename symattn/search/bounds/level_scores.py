"""Attention whose scores become level.

Keys that tie in the limit, but for noise that shrinks as 1/κ, and others that fall behind.
Untrusted: the kernel proves each.

With α_j/α_a = ρ_j e^{d_j}, d_j → 0, for the keys that stay, δ_j = α_j − ρ_j α_a, and Σ_j α_j = 1:

    α_a − L = −L (Σ δ_j + Σ others α_j)
    c − m   = Σ δ_j (v_j − m) + Σ others α_j (v_j − m)

|δ_j| ≤ |d_j|, for e^x ≥ 1 + x, and |d_j| ≤ ½(1/κ + κ d_j²), which has a mean.
"""

from __future__ import annotations

from ...kernel import Claim, OutsideClass
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.rules.sequent import Sequent
from ...language import Term, number
from ..as_terms import quotient_term
from ..sign_search.positivity import ProvingSigns
from .bound_shapes import LimitCase, through, weight_at
from .level_bounds import At, Key, Level, LevelBound, renamed
from .tails import ONE, minus, product


def level(claim: Claim, place: LimitCase, smooth: bool) -> Level | None:
    """Where the left side is a weight or a context whose keys tie up to noise.

    Raises Rejected, TermError.
    """
    sets = [s for s in claim.context.index_sets if s.rest and s.members]
    at = weight_at(claim, place.left, sets[0].members) if len(sets) == 1 else None
    if at is None:
        return None
    members, rest = sets[0].members, sets[0].rest
    own = next((m for m in members if at(m) == place.left), members[0])
    keys = [_key(claim, at, own, m, smooth) for m in members if m != own] + [
        _key(claim, at, own, rest, True)
    ]
    slow = {k.rate is None and k.noise is not None for k in keys}
    if True not in slow:
        return None
    return LevelBound(claim, place, at, own, sets[0].key, keys).level()


def _key(claim: Claim, at: At, own: str, name: str, smooth: bool) -> Key:
    context = claim.context
    signs = ProvingSigns()
    signs.cell = cell = Sequent(claim.concluding(Term("≥", (at(name), at(own)))), signs=signs)
    top, bottom = (cell.meaning.scalar(at(m)) for m in (name, own))
    if top.den != bottom.den or any(
        len(q.num) != 1 or q.num[0][0][0] or q.num[0][1] != 1 for q in (top, bottom)
    ):
        raise OutsideClass("a ratio of weights that is no exponential")
    exponent = ring.exponent_sum(top.num[0][0][1], tuple((m, -c) for m, c in bottom.num[0][0][1]))
    moving = {m: [(a, k) for a, k in m if a in context.limit] for m, _ in exponent}
    small: Element = {
        (m, ()): c for m, c in exponent if moving[m] and all(k < 0 for _, k in moving[m])
    }
    fixed = tuple((m, c) for m, c in exponent if not moving[m])
    if len(small) + len(fixed) < len(moving):
        rate: Element = {(m, ()): -c for m, c in exponent}
        written = quotient_term(ring.of(rate), context, {})
        if written is None:
            raise OutsideClass("a rate without a name")
        return Key(
            name,
            None,
            at,
            lambda i: Term("exp", (Term("neg", (renamed(written, name, i),)),)),
            rate=rate,
        )
    slow = {x for m, _ in small for x in m if x[0] in context.limit}
    rho = quotient_term(ring.of({((), fixed): 1}), context, {})
    noise = quotient_term(
        ring.of({(tuple(x for x in m if x not in slow), ()): c for (m, _), c in small.items()}),
        context,
        {},
    )
    if len(slow) != 1 or (kappa := next(iter(slow)))[1] != -1 or rho is None or noise is None:
        raise OutsideClass("noise that shrinks in several ways")
    by = Term("scalar", (kappa[0],))
    line = Term("/", (Term("abs", (noise,)), by))
    size = (
        Term("/", (Term("+", (ONE, Term("^", (noise, number(2))))), product(number(2), by)))
        if smooth
        else line
    )
    return Key(
        name,
        rho,
        lambda i: minus(at(i), product(rho, at(own))),
        lambda i: renamed(size, name, i),
        through(line) if smooth else None,
        noise,
    )
