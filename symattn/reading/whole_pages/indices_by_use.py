"""Letters that nobody declared, where a condition compares them: which of them are indices."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term
from ..latex_terms.index_reader import UNKNOWN, index_names, label
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageIndex, PageScope

LETTERS = ("i", "j", "k", "l", r"\ell", "m", "r", "s")  # that indices have


def all_indices(scope: PageScope, tokens: Sequence[Token]) -> bool:
    try:
        names = [label(one) for one in index_names(tokens)]
    except FormulaError:
        return False
    return bool(names) and all(scope.index(name) is not None or name.isdecimal() for name in names)


def is_index(scope: PageScope, token: Token) -> bool:
    """Whether a letter is an index; one that nobody declared is, where there is one set alone."""
    if scope.index(label([token])) is not None:
        return True
    fits = token.text in LETTERS and len(scope.sizes) == 1
    size = next(iter(scope.sizes.values())) if fits else None
    if not fits or scope.meaning(token.text) is not None or size == Term("scalar", (token.text,)):
        return False
    scope.indices[label([token])] = PageIndex(next(iter(scope.sizes)), "some")
    return True


def new_indices(scope: PageScope, head: Sequence[Token], tail: Sequence[Token], sign: str) -> None:
    """b ≠ a of letters that nobody declared: indices.

    What is compared with an index is one of its set; two new letters are, where there is one set.
    """
    new, homes = [], []
    for side in (head, tail):
        try:
            (one,) = index_names(side)
        except (FormulaError, ValueError):
            return
        homes.append(scope.index(label(one)))
        if homes[-1] is None and not one[0].text.isdecimal():
            new.append(one)
    sizes = [size.key for size in scope.sizes.values() if size.op == "scalar"]
    texts = ["".join(t.text for t in one) for one in new]
    if any(s in sizes or s in scope.unread or scope.meaning(s) is not None for s in texts):
        return
    known = {home for home in homes if home is not None} - {UNKNOWN}
    usual = all(text in LETTERS for text in texts)
    if len({*texts}) == 2 and (sign == r"\ne" or usual) and len(scope.sizes) == 1:
        known = {*scope.sizes}
    if len(known) == 1:
        (over,) = known
        scope.indices |= {label(one): PageIndex(over, "some") for one in new}
    elif new and scope.sizes and sign == r"\ne":
        are, them = ("is", "it") if len(new) == 1 else ("are", "them")
        kind = "index" if len(new) == 1 else "indices"
        raise FormulaError(
            f"{' and '.join(texts)} {are} not declared; declare {them}, as in: "
            f"let {', '.join(texts)}: {kind} of n, or: real", head[0].start, tail[-1].end,
        )  # fmt: skip


__all__ = ["all_indices", "is_index", "new_indices"]
