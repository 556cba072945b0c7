"""Exponents that are sums or logarithms: e^H ≤ n because H ≤ log n, with a letter for H, or
e^{Σ p_j x_j} ≤ Σ p_j e^{x_j}, which holds of every number that is Σ p_j x_j.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...display.written_out import defined_with
from ...kernel import Claim, Rejected
from ...language import Term, TermError, indices_in
from ...language.kinds import COMPARISONS, ORDERS
from ..clock import now
from ..repairs.weaker_lines import prove
from .lipschitz_search import SECONDS, A, B, X, Y, named

EXPONENTIALS = ("exp", *defined_with("exp"))
Letters = tuple[dict[Term, Term], tuple[Term, ...]]  # what they stand for, and what is said of them


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of e^t < R, and so on, with t that is made of sums or logarithms, or None."""
    relation = claim.conclusion
    if relation.op not in COMPARISONS or claim.about_chance or claim.rest:
        return None
    for letters, facts in (*_bounds(relation), *_letters(relation)):
        with suppress(Rejected, TermError):
            provers = (prove,) * (1 + len(facts))
            found = named(letters, facts, *provers)(claim, min(deadline, now() + SECONDS))
            if found is not None:
                return found
    return None


def _bounds(relation: Term) -> Iterator[Letters]:
    """X for the exponent of e^t < R, with X < log R, or X < Y if R is e^Y."""
    for k, side in enumerate(relation.children if relation.op in ORDERS else ()):
        if side.op == "exp" and {"sum", "log"} & {t.op for t in side.subterms()}:
            other = relation.children[1 - k]
            both = other.op == "exp"
            bound = Y if both else Term("log", (other,))
            letters = {X: side.children[0]} | ({Y: other.children[0]} if both else {})
            yield letters, (Term(relation.op, (bound, X) if k else (X, bound)),)
            if both:
                return


def _letters(relation: Term) -> Iterator[Letters]:
    """A letter for the exponent, if there is one with sums, and then one for each of its sums."""
    exponents = [
        t.children[0]
        for t in relation.subterms()
        if t.op in EXPONENTIALS and any(s.op == "sum" for s in t.subterms())
    ]
    sums = [s for t in exponents for s in t.subterms() if s.op == "sum"]
    for terms in (dict.fromkeys(exponents), dict.fromkeys(sums)):
        letters = dict(zip((X, Y, A, B) if terms.keys() & {*sums} else (X,), terms))
        if letters and len(letters) == len(terms) and not any(map(indices_in, terms)):
            yield letters, tuple(Term("=", (t, y)) for y, t in letters.items())
