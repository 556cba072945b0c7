"""How the lines of Markdown begin: headings, fences, lists, quotations, front matter."""

from __future__ import annotations

import re

QUOTED = re.compile(r"(?:[ ]{0,3}>[ \t]?)+")
ITEM = re.compile(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])(?:[ \t]+|(?=\n|$))")
HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+([^\n]*)|(?=\n|$))")
UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*(?:\n|$)")
FENCE = re.compile(r"([ \t]*)(`{3,}(?=[^`\n]*(?:\n|$))|~{3,})[ \t]*([^\n]*)")
BREAKS = r"\n(?=[ \t>]*(?:\n|$)|[ \t>]*(?:```|~~~)|[ ]{0,3}#{1,6}[ \t])"
"""Where a paragraph ends at the latest: before a blank line, a fence, or a heading."""

_FRONT = re.compile(r"---[ \t]*\n(?=[ \t]*(?:[\w\"'][^\n:]*:|#|---|\.\.\.))")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_INFO = re.compile(r"\{?[ \t]*\.?([\w-]*)")


def line_end(text: str, at: int) -> int:
    """Where a line ends, before its newline."""
    end = text.find("\n", at)
    return end if end >= 0 else len(text)


def front_matter_end(text: str) -> int:
    """Where the front matter ends (--- … --- at the top, its first line `name: …`); 0 for none."""
    opening = _FRONT.match(text)
    closing = _FRONT_END.search(text, opening.end()) if opening else None
    return closing.end() if closing else 0


def title_span(text: str, start: int, end: int) -> tuple[int, int]:
    """A heading's title, without closing #, attributes in braces, and space around."""
    title = text[start:end].rstrip()
    brace = title.rfind("{") if title.endswith("}") else -1
    if brace >= 0 and title[brace + 1] in "#.:":
        title = title[:brace].rstrip()
    bare = title.rstrip("#")
    if not bare or bare[-1] in " \t":
        title = bare.rstrip()
    return start + len(title) - len(title.lstrip()), start + len(title)


def fence_name(info: str) -> str:
    """The first word behind a fence: `math`, `symattn`, or the name of a language."""
    if info.startswith("{") and not info.lstrip("{ \t").startswith("."):
        return ""  # a directive, or a cell of another program
    found = _INFO.match(info)
    return found.group(1) if found else ""


def fence_end(text: str, start: int, mark: str, indent: int) -> tuple[int, int]:
    """Where a fence's content ends and where its last line ends; (-1, -1) if it never closes."""
    room = "[ \t]{0,%d}" % (indent + 3)
    closing = re.compile(rf"^{room}{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
    found = closing.search(text, start)
    return found.span() if found else (-1, -1)


def width(space: str) -> int:
    """How far a line is indented; a tab goes to the next multiple of four."""
    return len(space.expandtabs(4))
