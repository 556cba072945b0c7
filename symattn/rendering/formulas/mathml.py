"""Notation as MathML Core: what browsers draw by themselves, without a script or a network."""

from __future__ import annotations

from html import escape

from symattn.language import Context, Term, plain

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
    is_tall,
    row,
)
from .notation_width import pieces, width
from .symbols import words
from .term_notation import part_notation

_THIN = '<mspace width=".17em"/>'
_DRAWN = {"ᵀ": "⊤", "Σ": "∑", "·": "⋅", "|": "|", "-": "−", "∣": "|"}
_ACCENTS = {"hat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "vec": "→", "dot": "˙"}
_EXCEPTIONS = {
    "mathbb": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ")),
    "mathcal": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ")),
}  # fmt: skip
_STARTS = {
    "mathbb": (0x1D538, 0x1D552),
    "mathcal": (0x1D49C, 0x1D4B6),
    "mathbf": (0x1D400, 0x1D41A),
    "boldsymbol": (0x1D468, 0x1D482),
    "mathsf": (0x1D5A0, 0x1D5BA),
}


def math(node: Notation, display: bool = False, label: str = "") -> str:
    """A whole formula: <math>...</math>.

    One with fractions is drawn large in running text too, where it would be too small to read.
    """
    return (
        f"<math{' displaystyle=true' * (display or is_tall(node))}{label}>{_written(node)}</math>"
    )


def fitted(node: Notation, linear: Notation, limit: float, display: bool) -> str:
    """The formula in one piece if it is at most `limit` ems wide, else in several.

    Between pieces a line may end; it is in the linear spelling if its fractions are too wide.

    The pieces are one formula to who listens: the whole is labelled by the caller.
    """
    if width(node) <= limit:
        return math(node, display)
    if isinstance(node, Cases):  # a line for each case
        lines, flat = (
            [row(value, words(" if "), condition) for value, condition in found]
            for found in (node.lines, node.flat or node.lines)
        )
        kinds = _kinds(node, "line", '"line tie"')
        return "".join(
            f"<span class={kind}>{fitted(line, in_line, limit, False)}</span>"
            for kind, line, in_line in zip(kinds, lines, flat)
        )
    for spelling in (node, linear):
        cut = pieces(spelling, limit)
        if all(width(p) <= limit for p in cut):
            break
    return "<wbr>".join(math(p, display, " class=p") for p in cut)


def formula(term: Term, context: Context, limits: tuple[float, ...], display: bool = False) -> str:
    """A term for the widths that a page may have, widest first.

    One version, or one for each that the style sheet chooses among (classes w0, w1, ...).
    """
    node, linear = part_notation(term, context), part_notation(term, context, linear=True)
    return versions(node, linear, plain(term), limits, display)


def versions(
    node: Notation, linear: Notation, spoken: str, limits: tuple[float, ...], display: bool
) -> str:
    """The notation fitted to each width; widths that look the same share a version."""
    fits = [fitted(node, linear, limit, display) for limit in limits]
    if len(set(fits)) == 1:
        return (
            fits[0]
            if "<wbr>" not in fits[0] and "<span" not in fits[0]
            else _labelled(fits[0], "", spoken)
        )
    return "".join(_labelled(f, f" w{k}", spoken) for k, f in enumerate(fits))


def _labelled(cut: str, name: str, spoken: str) -> str:
    if "<wbr>" not in cut and "<span" not in cut:
        return f'<span class="m{name}">{cut}</span>'
    return f'<span class="m{name}" role=math aria-label="{escape(spoken)}">{cut}</span>'


def _written(node: Notation) -> str:
    if isinstance(node, Sign):
        return _sign(node)
    if isinstance(node, RowOf):
        return "".join(_in_row(node.items, k) for k in range(len(node.items)))
    if isinstance(node, Fraction):
        small = " displaystyle=false" * node.small
        return f"<mfrac{small}>{_one(node.top)}{_one(node.bottom)}</mfrac>"
    if isinstance(node, Scripts):
        return _scripts(node)
    if isinstance(node, Root):
        return f"<msqrt>{_written(node.inner)}</msqrt>"
    if isinstance(node, Fence):
        grows = "" if node.tall else " stretchy=false"
        left, right = (
            f"<mo form={form}{grows}>{escape(side.char)}</mo>" if side is not None else ""
            for side, form in ((node.left, "prefix"), (node.right, "postfix"))
        )
        return f"<mrow>{left}{_written(node.inner)}{right}</mrow>"
    if isinstance(node, Over):
        sign = (
            f"<mo>{node.sign.char}</mo>"
            if node.sign.char == "∑"
            else f"<mi>{escape(node.sign.char)}</mi>"
        )
        under = f"{sign}{_one(node.below)}" if node.below is not None else sign
        drawn = (
            f"<munderover>{under}{_one(node.above)}</munderover>"
            if node.above is not None
            else f"<munder>{under}</munder>"
            if node.below is not None
            else sign
        )
        return drawn + (_THIN if node.sign.char != "∑" else "")
    if isinstance(node, Cases):
        heads = _kinds(node, "<mtr>", "<mtr class=tie>")
        cells = (f"<mtd>{_written(v)}</mtd><mtd>{_written(c)}</mtd></mtr>" for v, c in node.lines)
        lines = "".join(head + cell for head, cell in zip(heads, cells))
        return f"<mrow><mo form=prefix>{{</mo><mtable class=c>{lines}</mtable></mrow>"
    assert isinstance(node, Styled)
    if node.name in _ACCENTS:
        return (
            f"<mover accent=true>{_one(node.inner)}<mo "
            f"stretchy=false>{_ACCENTS[node.name]}</mo></mover>"
        )
    if not node.name:
        return _one(node.inner)
    if node.name == "underline":
        return f"<mrow class=new>{_written(node.inner)}</mrow>"
    return _one(_restyled(node.inner, node.name))


def _kinds(node: Cases, usual: str, first_below: str) -> list[str]:
    """What each case is, and what the first below the rule is."""
    kinds = [usual] * len(node.lines)
    if node.below:
        kinds[-node.below] = first_below
    return kinds


def _in_row(items: tuple[Notation, ...], k: int) -> str:
    item = items[k]
    if isinstance(item, Sign):
        if item.kind == "mark" and item.char in "|‖":  # by itself a bar might open or close
            opens = sum(isinstance(x, Sign) and x.char == item.char for x in items[:k]) % 2 == 0
            return f"<mo form={'prefix' if opens else 'postfix'} stretchy=false>{item.char}</mo>"
        # by itself at the start of a line an operator would be taken for a sign
        if item.kind in ("binary", "relation") and (
            k == 0 and len(items) > 1 and item.tex.startswith(" ")
        ):
            return _operator(item, " form=infix")
    if _names_a_function(item):
        after = next((x for x in items[k + 1 :] if not _is_nothing(x)), None)
        before = _THIN if _needs_space([x for x in items[:k] if not _is_nothing(x)]) else ""
        is_over = isinstance(item, Over)  # which has its space behind it
        return before + _written(item) + ("" if is_over or _opens(after) else _THIN)
    return _written(item)


def _is_nothing(node: Notation) -> bool:
    return isinstance(node, Sign) and node.kind in ("hidden", "break", "reluctant", "space")


def _names_a_function(node: Notation) -> bool:
    """log, log_2, sin², the largest over j."""
    if isinstance(node, Scripts):
        return _names_a_function(node.base)
    sign = node.sign if isinstance(node, Over) else node
    return isinstance(sign, Sign) and sign.kind == "function"


def _needs_space(before: list[Notation]) -> bool:
    """Whether a function's name would touch the factor before it: T log n, but (log n."""
    if not before or _names_a_function(before[-1]):
        return False
    last = before[-1]
    while isinstance(last, Scripts):
        last = last.base
    if not isinstance(last, Sign):
        return not isinstance(last, Over)
    if last.kind == "mark" and last.char in "|‖":  # the second of two
        return sum(isinstance(x, Sign) and x.char == last.char for x in before) % 2 == 0
    return last.kind in ("letter", "upright", "digits") or (
        last.kind == "mark" and last.char in ")]}!"
    )


def _opens(node: Notation | None) -> bool:
    return isinstance(node, Fence) or (isinstance(node, Sign) and node.char in "([{")


def _sign(sign: Sign) -> str:
    char = escape(_DRAWN.get(sign.char, sign.char))
    if sign.kind == "letter" and sign.char.endswith("′"):
        bare = sign.char.rstrip("′")
        primes = _primes(sign.char)
        # the font draws it raised already
        return f"<mrow>{_sign(Sign('letter', bare, bare))}{primes}</mrow>" if bare else primes
    if sign.kind in ("upright", "function") and (
        len(char) > 1 or not char.isalpha() or ord(char) > 0x3FF
    ):
        return f"<mi>{char}</mi>"
    if sign.kind == "upright":
        return f"<mi mathvariant=normal>{char}</mi>"
    if sign.kind == "letter":
        return f"<mi>{char}</mi>"
    if sign.kind == "digits":
        return f"<mn>{char}</mn>"
    if sign.kind == "words":
        return f"<mtext>{char.replace(' ', chr(0xA0))}</mtext>"
    if sign.kind in ("binary", "relation"):
        return _operator(sign, "")
    if sign.kind == "prefix":
        return f"<mo form=prefix>{char}</mo>"
    if sign.kind == "mark":
        return f"<mo{'' if sign.char in ',;' else ' stretchy=false'}>{char}</mo>"
    if sign.kind == "big":
        return f"<mo>{char}</mo>"
    if sign.kind == "gap":
        return f'<mspace width="{sign.width / 100:.2f}em"/>' if sign.width > 0 else ""
    return ""  # hidden, break, reluctant, space


def _primes(char: str) -> str:
    return f"<mo lspace=0 rspace=0>{'′' * char.count('′')}</mo>"


def _operator(sign: Sign, form: str) -> str:
    char = escape(_DRAWN.get(sign.char, sign.char))
    if sign.char == "/":
        return "<mo lspace=.1em rspace=.1em>/</mo>"
    if sign.char == "∣":
        return "<mo lspace=.28em rspace=.28em stretchy=false>|</mo>"
    return f"<mo{form}>{char}</mo>"


def _one(node: Notation | None) -> str:
    """As exactly one element, which is what fractions and scripts take."""
    if node is None:
        return "<mrow></mrow>"
    text = _written(node)
    single = not isinstance(node, (RowOf, Styled)) and not (
        isinstance(node, (Sign, Over)) and (text == "" or text.endswith(_THIN))
    )
    return text if single else f"<mrow>{text}</mrow>"


def _scripts(node: Scripts) -> str:
    base, below, above = node.base, node.below, node.above
    if isinstance(base, Scripts) and base.above is None and below is None:
        return _scripts(Scripts(base.base, base.below, above))
    if (
        isinstance(base, Sign)
        and base.kind == "letter"
        and base.char.endswith("′")
        and above is None
        and base.char.strip("′")
    ):
        bare = base.char.rstrip("′")  # the index goes under the prime
        letter = _sign(Sign("letter", bare, bare))
        lowered = f"<mpadded voffset=-.3em>{_primes(base.char)}</mpadded>"
        return f"<msubsup>{letter}{_one(below)}{lowered}</msubsup>"
    if below is not None and above is not None:
        return f"<msubsup>{_one(base)}{_one(below)}{_one(above)}</msubsup>"
    return (
        f"<msub>{_one(base)}{_one(below)}</msub>"
        if above is None
        else f"<msup>{_one(base)}{_one(above)}</msup>"
    )


def _restyled(node: Notation, font: str) -> Notation:
    """The notation with its letters and digits in a font; letters of one word stay together."""
    if isinstance(node, Sign):
        return (
            Sign("upright", _in_font(font, node.char), node.tex)
            if node.kind in ("letter", "upright", "digits")
            else node
        )
    if isinstance(node, RowOf) and all(
        isinstance(x, Sign) and x.kind in ("letter", "digits") for x in node.items
    ):
        return Sign(
            "upright",
            _in_font(font, "".join(x.char for x in node.items if isinstance(x, Sign))),
            "",
        )
    if isinstance(node, RowOf):
        return RowOf(tuple(_restyled(x, font) for x in node.items))
    if isinstance(node, Scripts):
        return Scripts(_restyled(node.base, font), node.below, node.above)
    return node


def _in_font(font: str, text: str) -> str:
    """𝔼 for E in mathbb; a letter that the font does not have stays as it is."""
    if font not in _STARTS:
        return text
    capital, small = _STARTS[font]

    def one(char: str) -> str:
        if char in _EXCEPTIONS.get(font, {}):
            return _EXCEPTIONS[font][char]
        if char.isascii() and char.isupper():
            return chr(capital + ord(char) - 65)
        if char.isascii() and char.islower():
            return chr(small + ord(char) - 97)
        return chr(0x1D7CE + int(char)) if char.isdigit() and font == "mathbf" else char

    return "".join(map(one, text))
