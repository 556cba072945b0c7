"""Which cases of a table are ties."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import takewhile

from symattn.language import Term


def ties(conditions: Sequence[Term], random: Collection[str]) -> int:
    """How many of the last cases are ties, an equality of what is random; none where all are."""
    last = list(takewhile(lambda c: _is_tie(c, random), reversed(conditions)))
    return len(last) if len(last) < len(conditions) else 0


def _is_tie(condition: Term, random: Collection[str]) -> bool:
    if condition.op in ("and", "or"):
        enough = any if condition.op == "and" else all
        return enough(_is_tie(c, random) for c in condition.children)
    numbers = (t for t in condition.subterms() if t.op in ("scalar", "entry"))
    return condition.op == "=" and any(t.args[0] in random for t in numbers)
