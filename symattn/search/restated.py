"""Whether a condition is no more than the line that it is added to, as far as that can be told."""

from __future__ import annotations

from contextlib import suppress

from ..kernel import Claim, Rejected
from ..kernel.rules.restating import restates
from ..language import Term


def may_restate(claim: Claim, fact: Term) -> bool:
    """True also where the kernel cannot compare the two: it would not take such a condition."""
    with suppress(Rejected):
        return restates(claim, fact)
    return True
