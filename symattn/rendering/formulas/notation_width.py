"""How wide notation will be, roughly, and where a line of it may end.

Widths are in ems, from the advance widths of Latin Modern Math rounded up: good enough to choose
between spellings, and what is chosen may still be narrower or wider by a tenth.
"""

from __future__ import annotations

from collections.abc import Iterable

from .notation import (
    Cases,
    Fence,
    Fraction,
    Notation,
    Over,
    Root,
    RowOf,
    Scripts,
    Sign,
    row,
)

_SMALLER = 0.72
_WIDE = {
    "binary": 1.25,
    "relation": 1.4,
    "prefix": 0.8,
    "mark": 0.42,
    "big": 1.2,
    "digits": 0.52,
    "upright": 0.6,
    "function": 0.6,
    "letter": 0.6,
    "words": 0.5,
}
_NONE = ("hidden", "break", "reluctant", "space")


def width(node: Notation | None) -> float:
    """The width in ems.

    >>> width(Sign("digits", "12", "12")) < width(Sign("words", "twelve", ""))
    True
    """
    if node is None:
        return 0.0
    if isinstance(node, Sign):
        if node.kind in _NONE:
            return 0.0
        if node.kind == "gap":
            return node.width / 100
        if node.char == "/":
            return 0.75
        return _WIDE[node.kind] * (
            len(node.char) if node.kind not in ("binary", "relation", "prefix") else 1
        )
    if isinstance(node, RowOf):
        return sum(map(width, node.items))
    if isinstance(node, Fraction):
        return max(width(node.top), width(node.bottom)) * (_SMALLER if node.small else 1) + 0.25
    if isinstance(node, Scripts):
        return width(node.base) + _SMALLER * max(width(node.below), width(node.above))
    if isinstance(node, Root):
        return width(node.inner) + 1
    if isinstance(node, Fence):
        return width(node.inner) + (1.3 if node.tall else 0.85)
    if isinstance(node, Over):
        sign = 1.2 if node.sign.char == "∑" else 0.55 * len(node.sign.char) + 0.2
        return max(sign, _SMALLER * max(width(node.below), width(node.above)))
    if isinstance(node, Cases):
        return 1.2 + max(width(v) for v, _ in node.lines) + 1 + max(width(c) for _, c in node.lines)
    return width(node.inner) + 0.1


def pieces(node: Notation, limit: float) -> list[Notation]:
    """The notation cut before relations and binary signs and after commas.

    Brackets are laid open where they must be.

    A product is cut only where a piece would otherwise be wider than the limit.
    """
    found = []
    for piece in _cut(_signs(node, limit), reluctant=False):
        found += _cut(piece, reluctant=True) if width(RowOf(tuple(piece))) > limit else [piece]
    return [row(*items) for items in found]


def _signs(node: Notation, limit: float) -> Iterable[Notation]:
    """The items of a row.

    Brackets that are no taller than a line are laid open if they are wide.
    """
    if isinstance(node, RowOf):
        for item in node.items:
            yield from _signs(item, limit)
    elif isinstance(node, Fence) and not node.tall and width(node) > limit / 3:
        if node.left is not None:
            yield _bracket(node.left)
        yield from _signs(node.inner, limit)
        if node.right is not None:
            yield _bracket(node.right)
    elif (
        isinstance(node, Scripts)
        and isinstance(node.base, Fence)
        and not node.base.tall
        and node.base.right is not None
        and width(node) > limit / 3
    ):
        *inside, right = _signs(node.base, limit)  # the script goes with the closing bracket
        yield from inside
        yield Scripts(right, node.below, node.above)
    else:
        yield node


def _bracket(sign: Sign) -> Sign:
    return Sign("mark", sign.char, sign.tex)


def _cut(items: Iterable[Notation], reluctant: bool) -> list[list[Notation]]:
    found: list[list[Notation]] = [[]]
    for item in items:
        kind, char = (item.kind, item.char) if isinstance(item, Sign) else ("", "")
        before = (
            kind in ("binary", "relation") and char != "/" and item.tex.startswith(" ")
            if isinstance(item, Sign)
            else False
        )
        if before and found[-1]:
            found.append([])
        found[-1].append(item)
        if (
            kind == "break"
            or char == "/"
            or (reluctant and kind == "reluctant")
            or (kind == "mark" and char in ",;")
            or (kind == "words" and not before)
        ):
            found.append([])
    return [f for f in found if f]
