"""Where a person would break a formula that is too wide for its line.

Tried in this order: as it is; cut before the signs that are in no bracket, then also between
factors in brackets, then also before other signs; with small fractions; with fractions as a / b,
which can be cut inside; in the linear spelling. A table of cases stays a table as long as its
conditions can be cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

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
    Styled,
    everything,
    row,
)
from .notation_width import pieces, width

HANGING = 2.0  # a line that goes on stands so many ems further right
_PLUS = Sign("binary", "+", " + ")
_SLASH = Sign("binary", "/", " / ")
_LEFT, _RIGHT = Sign("mark", "(", "("), Sign("mark", ")", ")")
_INDENT = Sign("gap", " ", r"\qquad ", 200)
_BETWEEN, _FIRST = 2.2, 1.2  # in a table of cases: between value and condition, and its brace


def lines(
    node: Notation, linear: Notation, room: float, later: float | None = None
) -> list[Notation]:
    """The formula in lines of at most `room` ems,
    the `later` ones less by `HANGING` if nothing else is said; `linear` is its linear spelling."""
    if width(node) <= room:
        return [node]
    if isinstance(node, Cases) and (narrow := _narrower(node, room)) is not None:
        return [narrow]
    later = room - HANGING if later is None else later
    found = [linear]
    for spelling in (node, _small(node), flat(node), linear):
        if _has_table(spelling):
            continue
        whole, inner = pieces(spelling, inf), pieces(spelling, later)
        outer = pieces(spelling, 3 * later)  # only brackets that must be are cut
        factors, parted = (
            [factor for piece in cut for factor in _factors(piece, min(room, later))]
            for cut in (whole, outer)
        )
        for cuts in ((whole,), (factors,), (outer, parted, inner)):
            tried = [list(_filled(cut, room, room - later)) for cut in cuts]
            if fitting := [one for one in tried if _fits(one, room, later)]:
                return min(fitting, key=len)
            found = tried[-1]
    return found


def _fits(found: Sequence[Notation], room: float, later: float) -> bool:
    return width(found[0]) <= room and all(width(line) <= later for line in found[1:])


def _small(node: Notation) -> Notation:
    """The same with small fractions, where nothing in them would be smaller still."""
    if isinstance(node, RowOf):
        return row(*map(_small, node.items))
    if isinstance(node, Fraction):
        inside = [x for side in (node.top, node.bottom) for x in everything(side)]
        return replace(node, small=not any(isinstance(x, Fraction) for x in inside) or node.small)
    if isinstance(node, Fence):
        inner = _small(node.inner)
        return replace(node, inner=inner, tall=any(map(_is_bar, everything(inner))))
    if isinstance(node, Scripts):
        return replace(node, base=_small(node.base))
    return node


def flat(node: Notation) -> Notation:
    """The same with fractions as a / b, for running text and where lines are to be broken inside
    them.

    Of anything that is more than one sign the numerator and the denominator stand in parentheses,
    and so does the whole beside a factor.
    """
    if isinstance(node, RowOf):
        around = zip((_PLUS, *node.items), node.items, (*node.items[1:], _PLUS))
        return row(*(_flat_between(before, x, after) for before, x, after in around))
    if isinstance(node, Fraction):
        if not _is_bar(node):
            return node
        return row(_kept(flat(node.top)), _SLASH, _kept(flat(node.bottom)))
    if isinstance(node, Scripts):
        return Scripts(flat(node.base), node.below, node.above)
    if isinstance(node, Fence):
        return replace(node, inner=flat(node.inner), tall=False)
    if isinstance(node, (Root, Styled)):
        return replace(node, inner=flat(node.inner))
    if isinstance(node, (Sign, Over, Cases)):
        return node
    raise TypeError(f"expected notation, found {node!r}")


def _flat_between(before: Notation, node: Notation, after: Notation) -> Notation:
    """A fraction beside a factor stands in parentheses."""
    is_factor = not (_parted(before) and _parted(after))
    return _kept(flat(node)) if is_factor and _is_bar(node) else flat(node)


def _names(node: Notation) -> bool:
    return isinstance(node, Sign) and node.kind in ("upright", "function", "letter")


def _is_bar(node: Notation) -> bool:
    return isinstance(node, Fraction) and not node.small


def _parted(node: Notation) -> bool:
    """Whether it ends a product, and is no factor."""
    return isinstance(node, Sign) and (
        node.kind in ("relation", "words", "prefix") or node.char in ("+", "−", ",", ";")
    )


def _kept(node: Notation) -> Notation:
    """In parentheses, but for one sign and a function with its argument."""
    called = (
        isinstance(node, RowOf)
        and len(node.items) == 2
        and _names(node.items[0])
        and isinstance(node.items[1], Fence)
    )
    return Fence(_LEFT, node, _RIGHT) if isinstance(node, RowOf) and not called else node


def _has_table(node: Notation) -> bool:
    return any(isinstance(x, Cases) for x in everything(node))


def _factors(piece: Notation, limit: float) -> Iterator[Notation]:
    """A product that is too wide, cut between factors in brackets;
    what follows stands further right."""
    items = piece.items if isinstance(piece, RowOf) and width(piece) > limit else (piece,)
    start = 0
    for k, (one, between, other) in enumerate(zip(items, items[1:], items[2:])):
        if _is_product(between) and _is_bracketed(one) and _is_bracketed(other):
            yield row(*[_INDENT] * bool(start), *items[start : k + 1])
            start = k + 1
    yield row(*[_INDENT] * bool(start), *items[start:])


def _is_product(sign: Notation) -> bool:
    return isinstance(sign, Sign) and sign.kind == "hidden"


def _is_bracketed(item: Notation) -> bool:
    return isinstance(item.base if isinstance(item, Scripts) else item, Fence)


def _filled(cut: Sequence[Notation], room: float, hanging: float = 0.0) -> Iterator[Notation]:
    """The pieces in as few lines as hold them, the later ones less by `hanging`."""
    line: list[Notation] = []
    for piece in cut:
        if line and width(row(*line, _beside(piece))) > room:
            yield row(*line)
            line, room, hanging = [], room - hanging, 0.0
        line.append(_beside(piece) if line else piece)
    yield row(*line)


def _beside(piece: Notation) -> Notation:
    """The piece in the middle of a line."""
    return (
        row(*piece.items[1:]) if isinstance(piece, RowOf) and piece.items[0] == _INDENT else piece
    )


def _clauses(condition: Notation, room: float) -> Iterator[Notation]:
    """A condition cut before each "and" and "or": outside brackets, in them,
    and then before its signs, as is needed."""
    for clause in _cut(condition):
        for inner in [clause] if width(clause) <= room else _cut(_laid_open(clause)):
            yield from [inner] if width(inner) <= room else pieces(inner, room)


def _cut(condition: Notation) -> Iterator[Notation]:
    clause: list[Notation] = []
    for item in condition.items if isinstance(condition, RowOf) else (condition,):
        if clause and isinstance(item, Sign) and item.kind == "words":
            yield row(*clause)
            clause = []
        clause.append(item)
    yield row(*clause)


def _laid_open(condition: Notation) -> Notation:
    """Without the brackets that hold its parts together, which become signs."""
    if isinstance(condition, RowOf):
        return row(*map(_laid_open, condition.items))
    if (
        isinstance(condition, Fence)
        and condition.left
        and condition.right
        and any(isinstance(x, Sign) and x.kind == "words" for x in everything(condition))
    ):
        opening, closing = (
            Sign("mark", sign.char, sign.tex) for sign in (condition.left, condition.right)
        )
        return row(opening, _laid_open(condition.inner), closing)
    return condition


def _narrower(table: Cases, room: float) -> Cases | None:
    """The table with its conditions cut, if its values leave room for them."""
    left = room - _FIRST - _BETWEEN - max(width(v) for v, _ in table.lines)
    cut: list[tuple[Notation, Notation]] = []
    below = 0
    for k, (value, condition) in enumerate(table.lines):
        first, *rest = _filled(list(_clauses(condition, left)), left)
        if max(map(width, (first, *rest))) > left:
            return None
        cut += [
            (value, first),
            *((RowOf(()), row(Sign("gap", " ", r"\quad ", 100), more)) for more in rest),
        ]
        below += (1 + len(rest)) * (k >= len(table.lines) - table.below)
    return replace(table, lines=tuple(cut), below=below)
