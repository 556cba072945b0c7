"""Means of (x − m)·f by way of f's slope, for a normal x: integration by parts, Stein's identity.

Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Quotient
from ...kernel.built_terms import minus
from ...kernel.rules.rule_table import parts
from ...kernel.rules.sequent import Sequent
from ...language import Law, Term, TermError, flattened, number, to_json
from ...language.kinds import COMPARISONS
from ..as_terms import polynomial_term, quotient_term, rational
from ..clock import now
from ..repairs.weaker_lines import prove
from ..sign_search.positivity import ProvingSigns

SECONDS = 3.0
ZERO, ONE = number(0), number(1)


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of a comparison with means of products with what is normal, or None."""
    if (
        claim.goal.op not in COMPARISONS
        or len(claim.context.laws) != 1
        or claim.context.laws[0].mean.sort != "scalar"
    ):
        return None
    until = min(deadline, now() + SECONDS)
    (law,) = claim.context.laws
    for mean in dict.fromkeys(claim.goal.subterms()):
        if mean.op == "E" and len(mean.children) == 1:
            for f, rest in _split(mean.children[0], law):
                with suppress(Rejected, TermError):
                    if (found := _by(claim, mean.children[0], f, rest, until)) is not None:
                        return found
    return None


def _split(h: Term, law: Law) -> Iterator[tuple[Term, Term]]:
    """f and k with h = (x − m)·f + k, as h is written."""
    x = Term("scalar", (law.key,))
    above, below = h.children if h.op == "/" else (h, None)
    factors = above.children if above.op == "*" else (above,)
    for i, one in enumerate(factors):
        others = (*factors[:i], *factors[i + 1 :])
        f = flattened("*", others) if others[1:] else (*others, ONE)[0]
        f = f if below is None else Term("/", (f, below))
        if one in (x, minus(x, law.mean)) and x in f.subterms():
            centred = one != x or law.mean == ZERO
            yield f, ZERO if centred else flattened("*", (law.mean, f))


def _by(claim: Claim, h: Term, f: Term, k: Term, until: float) -> dict[str, Any] | None:
    context = replace(claim.context, laws=(), definitions=())
    x = Term("scalar", (claim.context.laws[0].key,))
    signs = ProvingSigns()
    slope = Term("diff", (f, x))
    signs.cell = cell = Sequent(Claim(context, Term("=", (slope, ZERO))), signs=signs)
    q = cell.meaning.scalar(slope)
    g, most = quotient_term(q, context, cell.signs.opaque), _most(q, Claim(context, claim.goal))
    if g is None or most is None:
        return None
    by = {"rule": "by_parts", "of": [to_json(t) for t in (h, f, g, k, most)]}
    shown: list[Any] = []
    for one in parts(claim, by)[::-1]:  # what is easily seen not to hold comes first
        if (proof := prove(one, until)) is None:
            return None
        shown.insert(0, proof)
    return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": shown}


def _most(q: Quotient, claim: Claim) -> Term | None:
    """What |q| may be bounded by: the ratios of terms above and below the bar, times letters that
    all terms above have; without a bar the sum of all that stands before exponentials."""
    below = ring.expanded(dict(q.den))
    monomials = {m for (m, _), _ in q.num}
    if len(monomials) != 1:
        return None
    (m,) = monomials
    apart = {((), e): c for (_, e), c in q.num}
    ratios = [ring.ratio(c, below.get(key, 0) or 1) for key, c in apart.items()]
    sizes = [c if c > 0 else -c for c in ratios]
    size = max(sizes) if q.den else sum(sizes, ring.ratio(0))
    letters = polynomial_term({(m, ()): 1}, claim.context)
    if letters is None:
        return None
    return flattened("*", (rational(size), Term("abs", (letters,))))
