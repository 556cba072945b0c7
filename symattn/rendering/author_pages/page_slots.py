"""The text of a page with its formulas taken out, so that prose can be laid out around them.

In place of a formula stands a token of private characters, which no layout touches; what the author
wrote with such characters is made harmless first.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from symattn.checking.checked_pages import CheckedPage
from symattn.reading.documents.pieces import Piece

from .findings import Finding, of_formulas

OPENS, CLOSES = "\ue000", "\ue001"
TOKEN = re.compile(rf"{OPENS}(\d+){CLOSES}")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_TAG = re.compile(r"<(/?)([a-z]+)[^<>]*>")
SlotKind = Literal["inline", "display", "note"]


@dataclass(frozen=True)
class Slot:
    """What stands at a token: a formula, or the place where something could not be read."""

    kind: SlotKind
    piece: Piece | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Slotted:
    """A page's text with tokens, and what they stand for."""

    text: str
    slots: tuple[Slot, ...]


def slotted(checked: CheckedPage) -> Slotted:
    """The page with a token for each formula, and one behind whatever else there is to say."""
    document = checked.page.document
    text = _PRIVATE.sub("\ufffd", document.text)
    formulas, others = of_formulas(
        checked, (p for p in document.pieces if p.kind in ("inline", "display"))
    )
    slots: list[Slot] = []
    cuts: list[tuple[int, int, int]] = []  # from, to, number of the slot
    for piece, told in formulas:
        cuts.append((piece.outer_start, piece.outer_end, len(slots)))
        slots.append(Slot("inline" if piece.kind == "inline" else "display", piece, told))
    ends = [end for _, end, _ in cuts]
    for one in others:
        at = min(max(one.end, one.start), len(text))
        k = bisect_right(ends, at)  # never within a formula
        if k < len(ends) and cuts[k][0] < at:
            at = ends[k]
        cuts.append((at, at, len(slots)))
        slots.append(Slot("note", None, (one,)))
    out: list[str] = []
    last = 0
    for start, end, number in sorted(cuts):
        out.append(text[last:start] + f"{OPENS}{number}{CLOSES}")
        last = max(end, last)
    return Slotted("".join(out) + text[last:], tuple(slots))


@dataclass(frozen=True)
class Layout:
    """Text with tokens as HTML: drawn formulas, and what there is to say behind each block."""

    slots: tuple[Slot, ...]
    drawn: Callable[[Slot], str]  # a formula, or a mark
    told: Callable[[Slot], str]  # what is said of it, as blocks; of a display nothing more

    def line(self, markup: str) -> tuple[str, str]:
        """Markup with its formulas, and what there is to say of them."""
        behind: list[str] = []

        def one(token: re.Match[str]) -> str:
            slot = self.slots[int(token[1])]
            behind.append("" if slot.kind == "display" else self.told(slot))
            return self.drawn(slot)

        filled = TOKEN.sub(one, markup)
        return filled, "".join(behind)

    def paragraph(self, markup: str) -> str:
        """A paragraph, cut where displays stand in it."""
        out = ""
        around: list[str] = []  # what is open where a display stands: emphasis, a link
        for part in self._parts(markup):
            if self._is_display(part):
                found, behind = self.line(part)
                out += found + behind
                continue
            begun = "".join(around)
            for tag in _TAG.finditer(part):
                if tag[1]:
                    around = around[:-1]
                elif tag[2] != "br":
                    around.append(tag.group())
            ended = "".join(f"</{_name(tag)}>" for tag in reversed(around))
            found, behind = self.line(begun + part.strip() + ended)
            if re.sub(r"<[^>]*>", "", part).strip():
                out += f"<p>{found}</p>\n"
            out += behind
        return out

    def block(self, tag: str, markup: str, attributes: str = "") -> str:
        """A heading or code: one element, and behind it what there is to say."""
        found, behind = self.line(markup)
        return f"<{tag}{attributes}>{found}</{tag}>\n{behind}"

    def _parts(self, markup: str) -> list[str]:
        parts, last = [], 0
        for token in TOKEN.finditer(markup):
            if self.slots[int(token[1])].kind == "display":
                parts += [markup[last : token.start()], token.group()]
                last = token.end()
        return [part for part in [*parts, markup[last:]] if part.strip()]

    def _is_display(self, part: str) -> bool:
        found = TOKEN.fullmatch(part)
        return found is not None and self.slots[int(found[1])].kind == "display"


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return found[2] if found else ""
