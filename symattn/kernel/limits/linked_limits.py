"""A limit with a link: β → ∞ while αβ² → 0, for an α > 0 that is no longer fixed.

    with 1/(r²β²) for α and r > 0:  f → L  as β, r → ∞, jointly and without a link
    ------------------------------------------------------------------------------
                  f → L  as β → ∞ and αβ² → 0

r = (αβ²)^{−1/2} goes through all of (0, ∞) as α does, and tends to ∞ just where αβ² tends to 0: the
two claims say the same of the same paths. Side conditions: a link is a product of powers; one
factor is the first power of a number that is declared > 0, all others are of what is taken to the
limit. Fails for α that need not be > 0, and for α² → 0: there r would not tell α from −α, and not
for every power is √α a power of r; and for d(αβ)/dβ = α: the slope of 1/(r²β) is another one.  In
the claim without a link, and so in certificates, r goes by the name of α.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ...language import TermError, number, to_json
from ..built_terms import ONE, ZERO, term
from ..claim import Claim
from ..order.signs import Signs
from ..rules.restating import AsWritten


def linked(claim: Claim) -> Claim:
    """The claim without a link that says the same.  Raises TermError."""
    while (context := claim.context).links:
        value = AsWritten(context, Signs()).scalar(context.links[0])
        ((m, e), _), *more = value.num
        scalar = term("scalar", *(a for a, _ in m if a not in context.limit))
        positive = term(">", scalar, ZERO)
        if (
            claim.takes_derivatives
            or more
            or e
            or value.den
            or (*scalar.args, 1) not in m
            or positive not in context.facts
        ):
            raise TermError(
                "a link is a product of powers of what the limit is taken of, and of one number "
                "more that is declared > 0, beside no derivative"
            )
        below = (
            scalar,
            *(term("^", term("scalar", a), number(k)) for a, k in m if a != scalar.key),
        )
        instead = term("/", ONE, term("*", scalar, *below))
        rest = Claim(replace(context, links=context.links[1:]), claim.goal)
        data = _put(rest.to_json(), *map(to_json, (scalar, instead, positive)))
        data["context"]["limit"] += scalar.args
        claim = Claim.from_json(data)
    return claim


def _put(data: Any, old: Any, new: Any, kept: Any) -> Any:
    """Plain data with one part put in for another, except where it stands as it is."""
    if isinstance(data, dict):
        return {key: _put(value, old, new, kept) for key, value in data.items()}
    return (
        new
        if data == old
        else [_put(x, old, new, kept) for x in data]
        if isinstance(data, list) and data != kept
        else data
    )
