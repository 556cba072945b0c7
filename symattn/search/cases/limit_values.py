"""The limit of a scalar or of a vector as a term: for a vector, coefficient by coefficient.

Untrusted.
"""

from __future__ import annotations

from contextlib import suppress

from ...kernel import Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.semantics import Semantics
from ...language import Context, Term, TermError
from ..as_terms import quotient_term, vector_term
from ..repairs.tidy import scaled, split
from .limit_table import limit_everywhere, table_of, value_of

MOST, MOST_ROWS = 6, 5


def limit_of(context: Context, s: Semantics, term: Term, deadline: float) -> Term | None:
    """The limit with all its cases, if it is found and these are few.

    What has many is no small change of a line.
    """
    if term.sort == "scalar":
        return value_of(table_of(context, term, deadline, MOST_ROWS))
    if term.sort != "vector":
        return None
    with suppress(Rejected, TermError):
        parts = s.vector(term)
        if not 0 < len(parts) <= MOST:
            return None
        limits: dict[tuple[str, ...], ring.Quotient] = {}
        for basis, q in parts.items():
            coefficient = quotient_term(ring.cancelled(q), context, s.signs.opaque)
            value = (
                None
                if coefficient is None
                else limit_everywhere(context, coefficient, deadline, MOST_ROWS)
            )
            if value is None or any(t.op in ("cases", "infinity") for t in value.subterms()):
                return None
            if not (limit := s.scalar(value)).is_zero:
                limits[basis] = limit
        return (
            Term("zero")
            if not limits
            else _over_one_number(vector_term(limits, context, s.signs.opaque))
        )
    return None


def _over_one_number(term: Term | None) -> Term | None:
    """1/2 (v_a + v_b) as (v_a + v_b)/2."""
    if term is None or term.op != "*":
        return term
    c, core = split(term)
    return scaled(c, core)
