"""A formula as it will be drawn.

Signs, fractions, scripts and brackets, before any language of formulas is chosen.

`term_notation.py` makes it from terms, `inline_math.py` from what authors write between dollars;
`latex_math.py`, `mathml.py` and `typst_math.py` print it.  Which brackets are needed is decided
once, so that the formats cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Union


@dataclass(frozen=True)
class Sign:
    """One sign: what it is, the Unicode that shows it, and its LaTeX.

    `kind`: letter (slanted), upright (Γ, 𝔼, log), function (log, before its argument), digits,
    words, binary, relation, prefix, mark (a comma, a bracket by itself), big (∑), gap (a space of
    so many hundredths of an em), hidden (a product without a sign), or break (where a line may
    end).
    """

    kind: str
    char: str
    tex: str
    width: int = 0


@dataclass(frozen=True)
class RowOf:
    """One after the other."""

    items: tuple[Notation, ...]


@dataclass(frozen=True)
class Fraction:
    """`small`: ½, the height of a line."""

    top: Notation
    bottom: Notation
    small: bool = False


@dataclass(frozen=True)
class Scripts:
    """x_a, x^2, k_a^⊤."""

    base: Notation
    below: Notation | None = None
    above: Notation | None = None


@dataclass(frozen=True)
class Root:
    inner: Notation


@dataclass(frozen=True)
class Fence:
    """Brackets or bars; `tall` ones grow with what they hold.

    Each side is a sign, or None for an invisible one.
    """

    left: Sign | None
    inner: Notation
    right: Sign | None
    tall: bool = False


@dataclass(frozen=True)
class Over:
    """A big sign with its range: ∑ over j = 1..n, max over j."""

    sign: Sign
    below: Notation | None
    above: Notation | None = None


@dataclass(frozen=True)
class Cases:
    """Values with their conditions, a line each; `loose` if fractions need more room.

    `flat` are the same lines in the linear spelling.  The last `below` of them stand below a rule.
    """

    lines: tuple[tuple[Notation, Notation], ...]
    loose: bool = False
    flat: tuple[tuple[Notation, Notation], ...] = ()
    below: int = 0


@dataclass(frozen=True)
class Styled:
    """A hat or an arrow over something, a font, or nothing but a group.

    The name is hat or vec, mathbb, or empty.
    """

    name: str
    inner: Notation


Notation = Union[Sign, RowOf, Fraction, Scripts, Root, Fence, Over, Cases, Styled]


def row(*items: Notation) -> Notation:
    """The items in a row, rows in it laid open.

    >>> row(row(digits("1")), digits("2")) == RowOf((digits("1"), digits("2")))
    True
    """
    flat = tuple(x for item in items for x in (item.items if isinstance(item, RowOf) else (item,)))
    return flat[0] if len(flat) == 1 else RowOf(flat)


def digits(text: str) -> Sign:
    return Sign("digits", text, text)


def parts(node: Notation) -> Iterator[Notation]:
    """What a node is made of, one level down."""
    if isinstance(node, RowOf):
        yield from node.items
    elif isinstance(node, Fraction):
        yield from (node.top, node.bottom)
    elif isinstance(node, Scripts):
        yield from (x for x in (node.base, node.below, node.above) if x is not None)
    elif isinstance(node, (Root, Styled)):
        yield node.inner
    elif isinstance(node, Fence):
        yield from (x for x in (node.left, node.inner, node.right) if x is not None)
    elif isinstance(node, Over):
        yield from (x for x in (node.sign, node.below, node.above) if x is not None)
    elif isinstance(node, Cases):
        yield from (side for line in node.lines for side in line)


def everything(node: Notation) -> Iterator[Notation]:
    """The node and all that is in it."""
    yield node
    for part in parts(node):
        yield from everything(part)


def is_tall(node: Notation) -> bool:
    """Whether brackets round it must grow."""
    return any(
        (isinstance(x, Fraction) and not x.small)
        or isinstance(x, Cases)
        or (isinstance(x, Fence) and x.tall)
        or (isinstance(x, Over) and x.sign.char == "∑")
        for x in everything(node)
    )


def has_bars(node: Notation) -> bool:
    """Whether |…| or ‖…‖ stands somewhere in it."""
    return any(
        isinstance(x, Fence) and x.left is not None and x.left.char in "|‖"
        for x in everything(node)
    )


def underlined_sign(node: Styled) -> bool:
    """Whether a + or − between two parts is underlined by itself."""
    inner = node.inner
    return node.name == "underline" and isinstance(inner, Sign) and inner.kind == "binary"


def first(node: Notation) -> Notation:
    """What the eye meets first: a sign, or a fraction or root as a whole."""
    while True:
        if isinstance(node, RowOf) and node.items:
            node = node.items[0]
        elif isinstance(node, Scripts):
            node = node.base
        elif isinstance(node, Styled) and node.name == "underline":
            node = node.inner
        elif isinstance(node, Fence) and node.left is not None:
            return node.left
        elif isinstance(node, Over):
            return node.sign
        else:
            return node
