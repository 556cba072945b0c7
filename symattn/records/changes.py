"""What is different between two terms: which parts of the new one are new.

A pure function of both, for print and for choosing the smallest edit.

A part is named by its way down, child by child.  In a sum or a product the parts that stay are
found as they are, in their order; what is only left out marks the whole of what it was left out of.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..language import Sort, Term

Way = tuple[int, ...]


def changed(old: Term, new: Term) -> list[Way]:
    """The parts of `new` that are not in `old`, none inside another.

    >>> x, n = Term("scalar", ("x",)), Term("scalar", ("n",))
    >>> changed(Term("/", (x, n)), Term("/", (x, Term("+", (n, x)))))
    [(1, 1)]
    """
    return list(_changed(old, new, ()))


def cost(old: Term, new: Term) -> int:
    """How much is different: the size of what is new and of what is gone."""
    if old == new:
        return 0
    whole = _size(old) + _size(new)
    if new in old.children or old in new.children:
        return abs(_size(old) - _size(new))
    if old.op == new.op and new.op in ("+", "*"):
        between = list(_between(old.children, new.children))
        return sum(
            sum(cost(a, b) for a, b in zip(gone, come))
            if len(gone) == len(come)
            else sum(map(_size, (*gone, *come)))
            for gone, come, _ in between
        )
    if _alike(old, new):
        return min(whole, sum(cost(a, b) for a, b in zip(old.children, new.children)))
    return whole


def _alike(old: Term, new: Term) -> bool:
    """Whether two terms are made in the same way, of other parts."""
    names = [[a for a in t.args if not isinstance(a, Term)] for t in (old, new)]
    statements = old.sort is new.sort is Sort.TRUTH  # = for ≈ is told by the sign itself
    return (
        (old.op == new.op or statements)
        and len(old.children) == len(new.children) > 0
        and names[0] == names[1]
    )


def part(term: Term, way: Way) -> Term:
    """The part of a term at the end of a way."""
    for k in way:
        term = term.children[k]
    return term


def _size(term: Term) -> int:
    return sum(1 for _ in term.subterms())


def _changed(old: Term, new: Term, way: Way) -> Iterator[Way]:
    if old == new:
        return
    if new.op in ("+", "*") and (old.op == new.op or old in new.children):
        yield from _in_row(old.children if old.op == new.op else (old,), new, way)
        return
    if not _alike(old, new) or new in old.children or new.op in ("entry", "member", "defined"):
        yield way
        return
    inside = [
        list(_changed(a, b, (*way, k))) for k, (a, b) in enumerate(zip(old.children, new.children))
    ]
    if (
        len(inside) > 1
        and new.sort is not Sort.TRUTH
        and all((*way, k) in found for k, found in enumerate(inside))
    ):
        yield way  # every part of it is another
        return
    for found in inside:
        yield from found


def _in_row(before: tuple[Term, ...], new: Term, way: Way) -> Iterator[Way]:
    """In a sum or a product: what stays, in order; between it, part against part."""
    found: list[Way] = []
    for gone, come, start in _between(before, new.children):
        for k, term in enumerate(come):
            if len(gone) == len(come) and gone[k].op == term.op:
                found += _changed(gone[k], term, (*way, start + k))
            else:
                found.append((*way, start + k))
    if not found or len(found) == len(new.children) and all(len(w) == len(way) + 1 for w in found):
        yield way
        return
    yield from found


def _between(
    before: tuple[Term, ...], after: tuple[Term, ...]
) -> Iterator[tuple[tuple[Term, ...], tuple[Term, ...], int]]:
    """What is gone and what has come between the parts that stay, and where that begins."""
    i = j = 0
    for a, b in (*_common(before, after), (len(before), len(after))):
        yield before[i:a], after[j:b], j
        i, j = a + 1, b + 1


def _common(before: tuple[Term, ...], after: tuple[Term, ...]) -> list[tuple[int, int]]:
    """A longest row of parts that both have, as pairs of positions."""
    longest: list[list[list[tuple[int, int]]]] = [
        [[] for _ in range(len(after) + 1)] for _ in range(len(before) + 1)
    ]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            skip = max(longest[i + 1][j], longest[i][j + 1], key=len)
            longest[i][j] = (
                [(i, j), *longest[i + 1][j + 1]]
                if before[i] == after[j] and len(longest[i + 1][j + 1]) >= len(skip)
                else skip
            )
    return longest[0][0]
