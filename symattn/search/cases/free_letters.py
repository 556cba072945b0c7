"""Letters that stand for parts of a claim: those that it does not use, and where they may stand."""

from __future__ import annotations

from collections.abc import Collection

from ...kernel import Claim, OutsideClass
from ...language import Term

LETTERS = "yuvwztcd"


def may_have_letters(claim: Claim, relations: Collection[str]) -> bool:
    """Whether it is one of these relations between numbers, and nothing moves or is random."""
    return (
        not (claim.rest or claim.takes_limit or claim.about_chance or claim.takes_derivatives)
        and claim.conclusion.op in relations
        and claim.conclusion.left.sort == "scalar"
    )


def free_letters(claim: Claim, count: int) -> list[Term]:
    """So many numbers without a meaning in the claim.  Raises OutsideClass if no letter is free."""
    context = claim.context
    taken = [d.key for d in (*context.symbols, *context.definitions)]
    free = (x for x in LETTERS if not any(key.startswith(x) for key in taken))
    if (letter := next(free, None)) is None:
        raise OutsideClass("a claim in which all letters are taken")
    return [Term("scalar", (f"{letter}_{{{k}}}",)) for k in range(10, 10 + count)]
