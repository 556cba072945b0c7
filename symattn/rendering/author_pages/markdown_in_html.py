"""The prose of a Markdown page as HTML: blocks, emphasis, lists, code, links, tables.

Everything is escaped; HTML in the page is shown as the text that it is.  Nothing is asked of the
network: an image is named and not fetched.
"""

from __future__ import annotations

import re
from html import escape, unescape

from .page_slots import TOKEN, Layout

_FRONT = re.compile(r"---[ \t]*\n.*?^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"([ \t]*)(`{3,}|~{3,})[ \t]*([^\n`]*)\Z")
_HEADING = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+(.*?))??(?:[ \t]+#+)?[ \t]*\Z")
_RULE = re.compile(r"[ ]{0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})\Z")
_UNDERLINE = re.compile(r"[ ]{0,3}(=+|-+)[ \t]*\Z")
_QUOTED = re.compile(r"[ ]{0,3}>[ ]?")
_ITEM = re.compile(r"([ \t]*)([-*+]|(\d{1,9})[.)])([ \t]+|\Z)")
_TABLE_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*\Z")
_DEEPEST = 12
_LONGEST = 30_000  # of a paragraph; what is longer is no prose, and is shown as it is
_INLINE = re.compile(
    r"(?P<ticks>`{1,20})(?P<code>.{1,600}?)(?<!`)(?P=ticks)(?!`)"
    r"|\\(?P<literal>[!-/:-@\[-`{-~])|(?P<comment><!--.{0,900}?-->)"
    r"|<(?P<auto>https?://[^\s<>]{1,900})>"
    r"|(?P<image>!?)\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,300}\]){0,300})\]"
    r"\((?P<url>[^\s()<>]{0,900}(?:\([^\s()]{0,300}\))?[^\s()<>]{0,300})"
    r"(?:[ \t]{1,9}\"[^\"]{0,300}\")?\)"
    r"|(?P<strong>\*\*|__)(?=\S)(?P<bold>.{1,900}?)(?<=\S)(?P=strong)"
    r"|(?P<star>\*)(?=[^\s*])(?P<slanted>[^*]{1,900}?)(?<=\S)\*(?!\*)"
    r"|(?<!\w)_(?=[^\s_])(?P<under>[^_]{1,900}?)(?<=\S)_(?!\w)"
    r"|~~(?=\S)(?P<struck>.{1,900}?)(?<=\S)~~|(?P<br>(?:[ ]{2,9}|\\)\n)",
    re.DOTALL,
)


def markdown_in_html(text: str, layout: Layout) -> str:
    """A page's text, with tokens for its formulas, as HTML."""
    front = _FRONT.match(text)
    return _Blocks(layout).blocks(text[front.end() if front else 0 :].split("\n"), 0)


class _Blocks:
    def __init__(self, layout: Layout) -> None:
        self.layout = layout

    def blocks(self, lines: list[str], depth: int) -> str:
        out, k = "", 0
        paragraph: list[str] = []

        def finished() -> str:
            text = "\n".join(paragraph)
            paragraph.clear()
            return self.layout.paragraph(running(text)) if text.strip() else ""

        while k < len(lines):
            line = lines[k]
            if not line.strip():
                out += finished()
                k += 1
            elif paragraph and (rule := _UNDERLINE.match(line)) and "|" not in paragraph[-1]:
                title = running(" ".join(paragraph))
                paragraph.clear()
                out += self.layout.block(f"h{1 if '=' in rule[1] else 2}", title)
                k += 1
            elif found := _HEADING.match(line):
                out += finished() + self.heading(len(found[1]), found[2] or "")
                k += 1
            elif found := _FENCE.match(line):
                code, k = _fenced(lines, k, found)
                told = self.noted("".join(t.group() for t in TOKEN.finditer(found[3])))
                out += finished() + told + self.layout.block("pre", escape(code), " class=code")
            elif _RULE.match(line):
                out += finished() + "<hr>\n"
                k += 1
            elif _QUOTED.match(line) and depth < _DEEPEST:
                inner, k = _quoted(lines, k)
                out += finished() + f"<blockquote>{self.blocks(inner, depth + 1)}</blockquote>\n"
            elif (found := _ITEM.match(line)) and depth < _DEEPEST and _begins(found, paragraph):
                before = finished()
                made, k = self.items(lines, k, depth)
                out += before + made
            elif k + 1 < len(lines) and "|" in line and _TABLE_RULE.match(lines[k + 1]):
                before = finished()
                made, k = self.table(lines, k)
                out += before + made
            elif not paragraph and line.startswith(("    ", "\t")):
                code, k = _indented(lines, k)
                out += self.layout.block("pre", escape(code), " class=code")
            else:
                paragraph.append(line)
                k += 1
        return out + finished()

    def noted(self, tokens: str) -> str:
        """What there is to say of the line that opens code."""
        marks, behind = self.layout.line(tokens)
        return f"<p>{marks}</p>\n{behind}" if tokens else ""

    def heading(self, level: int, title: str) -> str:
        bare = re.sub(r"[ \t]*\{[#.:][^{}]*\}[ \t]*\Z", "", title)
        return self.layout.block(f"h{level}", running(bare))

    def items(self, lines: list[str], k: int, depth: int) -> tuple[str, int]:
        """A list: its items with all that is indented below them."""
        first = _ITEM.match(lines[k])
        assert first is not None
        edge = len(first[1].expandtabs(4))
        ordered = first[3] is not None
        out = ""
        while k < len(lines) and (item := _ITEM.match(lines[k])) is not None:
            if len(item[1].expandtabs(4)) > edge + 1 or (item[3] is not None) != ordered:
                break
            room = len(item.group().expandtabs(4)) if item[4] else edge + 2
            inner = [lines[k][item.end() :]]
            k += 1
            while k < len(lines):
                line = lines[k].expandtabs(4)
                indent = len(line) - len(line.lstrip())
                if not line.strip():
                    ahead = next((x for x in lines[k:] if x.strip()), "").expandtabs(4)
                    if len(ahead) - len(ahead.lstrip()) < min(room, edge + 2) or not ahead:
                        break
                elif indent < min(room, edge + 2) and (
                    _ITEM.match(lines[k]) or not inner[-1].strip() or _HEADING.match(lines[k])
                ):
                    break
                inner.append(line[min(indent, room) :])
                k += 1
            out += f"<li>{self.item(inner, depth)}</li>\n"
            while k < len(lines) and not lines[k].strip():
                after = next((j for j in range(k, len(lines)) if lines[j].strip()), len(lines))
                if after < len(lines) and _ITEM.match(lines[after]):
                    k = after
                else:
                    break
        start = f" start={int(first[3])}" if ordered and first[3] not in ("1", None) else ""
        tag = "ol" if ordered else "ul"
        return f"<{tag}{start}>\n{out}</{tag}>\n", k

    def item(self, lines: list[str], depth: int) -> str:
        """What an item says; a single paragraph stands without <p>."""
        found = self.blocks(lines, depth + 1)
        single = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>\n", found, re.DOTALL)
        return single[1] if single else found

    def table(self, lines: list[str], k: int) -> tuple[str, int]:
        rows, behind = "", ""
        start = k
        while k < len(lines) and "|" in lines[k] and lines[k].strip():
            if k != start + 1:
                cells = re.split(r"(?<!\\)\|", lines[k].strip().strip("|"))
                tag = "th" if k == start else "td"
                made = [self.layout.line(running(cell.strip())) for cell in cells]
                rows += "<tr>" + "".join(f"<{tag}>{c}</{tag}>" for c, _ in made) + "</tr>\n"
                behind += "".join(said for _, said in made)
            k += 1
        return f"<div class=wide><table class=own>{rows}</table></div>\n{behind}", k


def _begins(item: re.Match[str], paragraph: list[str]) -> bool:
    """Within a paragraph only a bullet, or the number 1, begins a list."""
    return not paragraph or item[3] in (None, "1")


def _fenced(lines: list[str], k: int, fence: re.Match[str]) -> tuple[str, int]:
    closing = re.compile(rf"[ \t]*{re.escape(fence[2][0])}{{{len(fence[2])},}}[ \t]*\Z")
    end = k + 1
    while end < len(lines) and not closing.match(lines[end]):
        end += 1
    if end == len(lines):  # it is never closed: its paragraph alone is shown as code
        end = next((j for j in range(k + 1, end) if not lines[j].strip()), end)
    return "\n".join(lines[k + 1 : end]), min(end + 1, len(lines))


def _quoted(lines: list[str], k: int) -> tuple[list[str], int]:
    inner = []
    while k < len(lines) and (mark := _QUOTED.match(lines[k])):
        inner.append(lines[k][mark.end() :])
        k += 1
    return inner, k


def _indented(lines: list[str], k: int) -> tuple[str, int]:
    code = []
    while k < len(lines) and (lines[k].startswith(("    ", "\t")) or not lines[k].strip()):
        code.append(lines[k].expandtabs(4)[4:])
        k += 1
    return "\n".join(code).rstrip(), k


def running(text: str, depth: int = 0) -> str:
    """Running text as HTML; tokens stay as they are."""
    if depth > _DEEPEST or len(text) > _LONGEST:
        return _plain(text)
    out, last = "", 0
    for found in _INLINE.finditer(text):
        out += _plain(text[last : found.start()]) + _inline(found, depth + 1)
        last = found.end()
    return out + _plain(text[last:])


def _plain(text: str) -> str:
    return escape(unescape(text))


def _inline(found: re.Match[str], depth: int) -> str:
    if found["code"] is not None:
        return f"<code>{escape(found['code'].strip())}</code>"
    if found["literal"] is not None:
        return escape(found["literal"])
    if found["auto"] is not None:
        return linked(found["auto"], escape(found["auto"]))
    if found["label"] is not None:
        label = running(found["label"], depth)
        return f"[{label or 'image'}]" if found["image"] else linked(found["url"], label)
    for group, tag in (
        ("bold", "strong"), ("slanted", "em"), ("under", "em"), ("struck", "s"),
    ):  # fmt: skip
        if found[group] is not None:
            return f"<{tag}>{running(found[group], depth)}</{tag}>"
    return "<br>\n" if found["br"] else ""  # a comment


def linked(url: str, label: str) -> str:
    """A link to a page, to a mail address or within; of any other kind only its text."""
    url = unescape(url)
    safe = re.match(r"(?:https?://|mailto:|#)", url, re.IGNORECASE) or (
        ":" not in url and not url.startswith("//")
    )
    if not safe or not url or re.search(r"[\x00-\x20\ue000-\uf8ff]", url):
        return label
    return f'<a href="{escape(url)}" rel="noopener noreferrer">{label}</a>'
