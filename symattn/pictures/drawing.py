"""How pictures look, and how they become files.

The same bytes each time, and nothing in them that is not drawn.
"""

from __future__ import annotations

import io
import re
import textwrap
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from html import escape
from typing import Any

import matplotlib
from matplotlib.figure import Figure, FigureBase
from matplotlib.mathtext import MathTextParser

from ..language import Context, Term, plain
from ..rendering.formulas.latex_math import latex

# Okabe and Ito's colours, which the colour-blind tell apart; yellow is too pale for a line and is
# left out.
BLUE, VERMILION, GREEN, ORANGE, SKY, PURPLE = (
    "#0072B2",
    "#D55E00",
    "#009E73",
    "#E69F00",
    "#56B4E9",
    "#CC79A7",
)
COLOURS = (BLUE, VERMILION, GREEN, ORANGE, PURPLE, SKY)
DASHES: tuple[Any, ...] = ("-", (0, (6, 2)), (0, (2, 1.2)), (0, (6, 1.5, 1.5, 1.5)))
HATCHES = ("", "//", "\\\\", "xx", "--", "||", "++")
INK, GREY = "#222222", "#777777"
WIDTH = 7.6  # inches
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans", "font.size": 9.5, "mathtext.fontset": "stix", "text.color": INK,
    "axes.labelcolor": INK, "axes.edgecolor": GREY,
    "xtick.color": GREY, "ytick.color": GREY, "xtick.labelcolor": INK, "ytick.labelcolor": INK,
    "axes.spines.top": False, "axes.spines.right": False,
    "axes.linewidth": 0.8, "lines.linewidth": 2.0, "axes.titlesize": 10.5, "axes.labelsize": 11,
    "legend.frameon": False, "legend.fontsize": 9,
    "hatch.linewidth": 0.5, "svg.fonttype": "path", "svg.hashsalt": "symattn",
    "path.simplify": True, "path.simplify_threshold": 0.1,
    "figure.facecolor": "white", "savefig.facecolor": "white", "axes.axisbelow": True,
    "text.usetex": False, "text.parse_math": True,
}  # fmt: skip
_SPELLED = {
    r"\tfrac": r"\frac", r"\lVert": r"\|", r"\rVert": r"\|", r"\lvert": "|", r"\rvert": "|",
    r"\le": r"\leq", r"\ge": r"\geq", r"\allowbreak": "", r"\mathbf{0}": r"\vec{0}",
}  # fmt: skip
_COMMAND = re.compile(r"\\mathbf\{0\}|\\[A-Za-z]+")
_PENALTY = re.compile(r"\\penalty-?\d+ ?")
_ID = re.compile(r'( id="|href="#|url\(#)([^")]*)')
# figure_1, axes_1: nothing refers to them
_UNUSED_ID = re.compile(r' id="(?:matplotlib\.axis|[A-Za-z0-9]+)_\d+"')
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_PLACED = re.compile(r' (?:d|x|y)="[^"]*"|translate\([^)]*\)')
_LONG = re.compile(r"-?\d+\.\d{3,}")


@contextmanager
def style() -> Iterator[None]:
    """Figures are made and saved in this, whatever the user's own settings are."""
    with matplotlib.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # a title may have letters that the font lacks
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        yield


def new_figure(height: float, width: float = WIDTH) -> Figure:
    return Figure(figsize=(width, height), layout="constrained")


def math(term: Term, context: Context | None = None) -> str:
    """A term as mathtext, which is less than LaTeX; what mathtext does not know is written plainly.

    >>> math(Term("/", (Term("number", (1,)), Term("number", (2,)))))
    '$\\\\frac{1}{2}$'
    """
    return checked(formula(term, context), plain(term))


def formula(term: Term, context: Context | None = None) -> str:
    """A term in mathtext's words, without dollars.

    To be put together with others, and then `checked`.
    """
    try:
        text = latex(term, context)
    except ValueError:
        return ""
    return _COMMAND.sub(lambda m: _SPELLED.get(m[0], m[0]), _PENALTY.sub("", text)).strip()


@lru_cache(maxsize=1000)
def checked(text: str, instead: str) -> str:
    """$text$ if mathtext can read it; else the other, in which no character has a meaning."""
    try:
        if not text.strip():
            raise ValueError("empty")
        MathTextParser("path").parse(f"${text}$")
    except Exception:  # noqa: BLE001 - of its parser, of a glyph that the font lacks, of nesting
        return instead.replace("\\", "\\\\").replace("$", r"\$")
    return f"${text}$"


def caption_lines(text: str) -> list[str]:
    return textwrap.wrap(text, 122)


def caption_under(figure: FigureBase, text: str) -> None:
    """The line that says where a picture comes from, as wide as the picture."""
    figure.supxlabel(
        "\n".join(caption_lines(text)),
        fontsize=7.8,
        color=INK,
        parse_math=False,
        x=0.015,
        ha="left",
    )


def svg(figure: Figure, prefix: str, alt: str) -> str:
    """The figure as SVG that may stand inside a page.

    As wide as its place, with names that begin with the prefix.
    """
    buffer = io.StringIO()
    figure.savefig(
        buffer, format="svg", metadata={"Date": None, "Creator": None, "Format": None, "Type": None}
    )
    text = _COMMENT.sub("", buffer.getvalue())
    body = text[text.index("<defs>") : text.rindex("</svg>")]
    # it would hold for the whole page
    body = re.sub(r"<style[^>]*>.*?</style>", "", body, flags=re.DOTALL)
    names: dict[str, str] = {}
    body = _ID.sub(
        lambda m: m[1] + names.setdefault(m[2], f"{_name(prefix)}-{len(names)}"),
        _UNUSED_ID.sub("", body),
    )
    body = _PLACED.sub(lambda m: _LONG.sub(lambda n: f"{float(n[0]):.2f}", m[0]), body)
    body = re.sub(r"<defs>\s*</defs>", "", re.sub(r"\s*\n\s*", "\n", body))
    box = re.search(r'viewBox="([^"]*)"', text)
    assert box is not None
    width = float(box[1].split()[2])
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'role="img" viewBox="{box[1]}" width="100%"'
    )
    head += (
        f' style="max-width:{width:.0f}pt;height:auto;background:#fff" stroke-linejoin="round" '
        'stroke-linecap="butt">'
    )
    return f"{head}\n<title>{escape(alt)}</title>\n{body}</svg>\n"


def _name(text: str) -> str:
    return "".join(
        c if c.isascii() and c.isalnum() else f"-{ord(c):x}-" if c not in ".-" else "-"
        for c in text
    )


def file_bytes(figure: Figure, suffix: str, prefix: str, alt: str) -> bytes:
    """The figure as the contents of a file."""
    if suffix == ".svg":
        return ('<?xml version="1.0" encoding="utf-8"?>\n' + svg(figure, prefix, alt)).encode()
    buffer = io.BytesIO()
    if suffix == ".pdf":
        figure.savefig(
            buffer, format="pdf", metadata={"CreationDate": None, "Producer": None, "Creator": None}
        )
    else:
        figure.savefig(buffer, format="png", dpi=200, metadata={"Software": None})
    return buffer.getvalue()
