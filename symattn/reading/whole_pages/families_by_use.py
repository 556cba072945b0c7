"""Letters with an index that nobody declared, in what a page assumes of numbers.

"Suppose $s_1 = s_i + Δ$ for all $i ≠ 1$" speaks of n numbers, where n is all that can count them.
"""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope, Symbol
from .declaring_names import declare_family
from .index_ranges import count_by

COUNTING = ("n", "N", "K", "M", "C", "L")


def families_by_use(scope: PageScope, row: Sequence[Token]) -> str:
    """Declare such letters as families of real numbers; what was declared, in words, or ""."""
    letters = _unknown(scope, row)
    if not letters or not _of_numbers(scope, row):
        return ""
    over = _only_set(scope, row)
    if not over:
        return ""
    for letter in letters:
        declare_family(scope, letter, over, "scalar")
    size = scope.names.letters().plain(scope.sizes[over])
    return "; ".join(f"{s} is read as {size} numbers {s}_1, …, {s}_{size}" for s in letters)


def of_family(row: Sequence[Token], names: Sequence[str]) -> bool:
    """Whether s_1 = s_i + Δ is said, of one letter with two indices; d_1 > 0 is a name alone."""
    for name in names:
        base, below, _ = name.partition("_")
        places = [k for k, t in enumerate(row[:-1]) if t.text == base and row[k + 1].text == "_"]
        if below and len(places) > 1:
            return True
    return False


def _unknown(scope: PageScope, row: Sequence[Token]) -> list[str]:
    """Letters of which two members are spoken of, and no meaning is known."""
    found: dict[str, set[str]] = {}
    for k, token in enumerate(row[:-2]):
        if row[k + 1].text != "_" or token.kind not in ("letter", "command"):
            continue
        try:
            (below,) = index_names(row[k + 2 : k + 3])
        except (FormulaError, ValueError):
            continue
        if scope.family(token.text) is None and token.text != "e":
            found.setdefault(token.text, set()).add(label(below))
    return [
        letter for letter, labels in found.items()
        if len(labels) > 1 and not any(scope.meaning(f"{letter}_{one}") for one in labels)
    ]  # fmt: skip


def _of_numbers(scope: PageScope, row: Sequence[Token]) -> bool:
    """Whether they are compared, or a declared number or a sum stands with them."""
    if any(RELATIONS.get(t.text) in ("<", ">", "≤", "≥") for t in row):
        return True
    known = [scope.meaning(t.text) for t in row]
    return any(isinstance(one, Symbol) and one.kind == "scalar" for one in known)


def _only_set(scope: PageScope, row: Sequence[Token]) -> str:
    if len(scope.sizes) == 1:
        return next(iter(scope.sizes))
    counting = [name for name in sorted(scope.loose) if name in COUNTING]
    if scope.sizes or len(counting) != 1:
        return ""
    count_by(scope, [Token("letter", counting[0], row[0].start, row[0].end)])
    known = scope.meaning(counting[0])
    if not isinstance(known, Symbol) or not scope.scalars[known.key].integer:
        return ""
    return scope.set_of_size(Term("scalar", (known.key,)))
