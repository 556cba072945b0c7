"""Where a claim about almost all samples is refuted by a point.

It must fail around it, for one value alone has probability 0.
"""

from __future__ import annotations

from ...language import depends_on
from ..algebra import ring
from ..algebra.coefficients import difference
from ..algebra.semantics import Semantics
from ..claim import Claim
from ..order.parts_of_maxima import CONTINUOUS, ops
from .points import is_covariance


def fails_openly(s: Semantics, claim: Claim) -> bool:
    """Whether a comparison fails strictly at a point, between sides that are continuous there.

    Then it fails with a probability > 0.
    """
    relation = claim.goal
    strict = {"=": "<>", "≤": ">", "<": ">", "≥": "<", ">": "<"}
    if relation.children[0].sort != "scalar" or not CONTINUOUS >= ops(claim.context, relation):
        return False
    if any(
        law.mean.sort == "scalar" and s.signs.find(s.scalar(law.variance).numerator) != ">"
        for law in s.laws.values()
    ):
        return False
    if any(
        depends_on(claim.context, relation, frozenset({law.key}))
        and not is_covariance(s, law.variance, regular=True)
        for law in s.laws.values()
        if law.mean.sort == "vector"
    ):
        return False  # some of its values are no value that it takes
    return s.signs.quotient_sign(difference(s, relation).get((), ring.ZERO)) in strict[relation.op]
