"""Markdown cut into pieces: its blocks line by line, its formulas as they come.

A display is looked for before anything else in a paragraph, so that `- b` or `= c` at the
beginning of one of its lines is no list and no heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from .cuts import Ahead, Cuts
from .formula_cutter import FormulaCutter
from .formula_ends import FormulaEnd
from .markdown_blocks import (
    BREAKS,
    FENCE,
    HEADING,
    ITEM,
    QUOTED,
    UNDERLINE,
    fence_end,
    fence_name,
    front_matter_end,
    line_end,
    title_span,
    width,
)
from .pieces import Kind

_SPECIAL = re.compile(r"[\\$`<~\n]")
_SPACED = re.compile(r"\$[ \t]+([^$\n]{1,300})\$(?![\w\\])")
_TAGS = ("pre", "code", "script", "style", "del", "s")
_TAG = re.compile(rf"<({'|'.join(_TAGS)})(?:[ \t\n][^<>]{{0,300}})?>", re.IGNORECASE)
_QUOTED_LINE = re.compile(r"\n[ \t]*>")


def cut_markdown(text: str) -> Cuts:
    """The pieces of a Markdown text."""
    return _MarkdownCutter(text).cut()


class _MarkdownCutter(FormulaCutter):
    comments = False

    def __init__(self, text: str) -> None:
        super().__init__(text, BREAKS)
        self.paragraph = -1  # where the present one begins
        self.items: list[int] = []  # how far the text of the lists around is indented
        self.endless: dict[str, int] = {}  # fences of which it is known that they never close
        self.ticks: dict[int, list[int]] | None = None  # runs of backticks by their length
        self.comment_end = Ahead(text, "-->")
        self.struck_end = Ahead(text, r"(?<=[^\s~])~~(?!~)")
        self.tag_ends = {tag: Ahead(text, f"(?i:</{tag}>)") for tag in _TAGS}

    def cut(self) -> Cuts:
        at = self.cuts.outside(0, front_matter_end(self.text))
        while at < len(self.text) and not self.given_up(at):
            if at == 0 or self.text[at - 1] == "\n":
                after = self.cut_block(at)
                if after > at:
                    at = after
                    continue
            special = _SPECIAL.search(self.text, at)
            if special is None:
                break
            at = self.cut_special(special.start())
        return self.finish()

    def cut_special(self, at: int) -> int:
        mark = self.text[at]
        if mark == "\\":
            return self.cut_command(at)
        if mark == "$":
            return self.cut_dollars(at)
        if mark == "`":
            return self.cut_code(at)
        if mark == "<":
            return self.cut_tag(at)
        if mark == "~":
            return self.cut_struck(at)
        return at + 1

    # Blocks

    def cut_block(self, at: int) -> int:
        """A block that begins with the line at an offset; the offset itself for running text."""
        end = line_end(self.text, at)
        line = self.text[at:end]
        quoted = QUOTED.match(line)
        begin = at + (quoted.end() if quoted else 0)
        if not self.text[begin:end].strip():
            self.paragraph = -1
            return end + 1
        fence = FENCE.match(self.text, begin)
        indent = width(line[: len(line) - len(line.lstrip())])
        if self.paragraph < 0:
            while self.items and self.items[-1] > indent:
                self.items.pop()
            if not quoted and indent >= (self.items[-1] if self.items else 0) + 4:
                return self.cuts.outside(at, min(end + 1, len(self.text)))
        if self.paragraph >= 0 and UNDERLINE.match(self.text, at):
            if self.cut_underlined(at, end):
                return end
        if fence:
            self.paragraph = -1
            return self.cut_fence(at, fence, bool(quoted))
        heading = HEADING.match(self.text, begin)
        if heading:
            self.paragraph = -1
            title = title_span(self.text, min(heading.end(1), end), end)
            return self.cuts.add("heading", (at, end), title, level=len(heading.group(1)))
        return self.begin_text(at, begin, end)

    def begin_text(self, at: int, begin: int, end: int) -> int:
        """A line of running text; one that begins with a list's mark begins a paragraph."""
        item = ITEM.match(self.text, begin, end)
        if item:
            while self.items and self.items[-1] > width(item.group(1)):
                self.items.pop()
            self.items.append(width(item.group()))
            self.paragraph = item.end()
            fence = FENCE.match(self.text, item.end())
            if fence:
                self.paragraph = -1
                return self.cut_fence(at, fence, False)
        elif self.paragraph < 0:
            self.paragraph = at
        return at

    def cut_underlined(self, at: int, end: int) -> bool:
        """A heading whose last line is === or ---, unless it is in a list or holds a display."""
        start = self.paragraph
        line_start = self.text.rfind("\n", 0, start) + 1
        first = self.text[line_start : line_end(self.text, line_start)].lstrip()
        if line_start != start or first[:1] in (">", "|"):
            return False
        inside = self.cuts.drop_from(start)
        if any(piece.kind in ("display", "declaration") for piece in inside):
            self.cuts.pieces += inside
            return False
        if self.cuts.pieces and self.cuts.pieces[-1].outer_end > start:
            self.cuts.pieces += inside
            return False
        level = 1 if "=" in self.text[at:end] else 2
        title = title_span(self.text, start, at)
        self.cuts.add("heading", (start, end), title, level=level)
        self.paragraph = -1
        return True

    def cut_fence(self, at: int, fence: re.Match[str], quoted: bool) -> int:
        """Code between ``` or ~~~: a formula, declarations, or nothing to be read."""
        mark, name = fence.group(2), fence_name(fence.group(3))
        start = min(fence.end() + 1, len(self.text))
        hopeless = self.endless.get(mark[0], len(self.text))
        content_end, end = -1, -1
        if len(mark) < hopeless:
            content_end, end = fence_end(self.text, start, mark, width(fence.group(1)))
        if quoted:
            end = self.past_quotation(start)
            if name in ("math", "symattn"):
                message = f"{mark}{name} was expected outside a quotation (>); it is not read here"
                self.cuts.problem(at, fence.end(), message)
            return self.cuts.outside(at, end)
        if end < 0:
            self.endless[mark[0]] = min(len(mark), hopeless)
            message = f"{mark}{name} is never closed: a line {mark} was expected"
            self.cuts.problem(fence.start(2), fence.end(), message)
            return self.cuts.outside(at, self.breaks.find(fence.end()))
        if name == "math":
            return self.closed_formula("display", (at, end), (start, max(content_end, start)))
        if name == "symattn":
            self.cut_declarations(start, content_end)
            return self.cuts.outside_from_last(at, end)
        return self.cuts.outside(at, end)

    def past_quotation(self, at: int) -> int:
        """The first line that does not go on with a quotation."""
        while at < len(self.text) and QUOTED.match(self.text, at):
            at = min(line_end(self.text, at) + 1, len(self.text))
        return at

    def cut_declarations(self, at: int, end: int) -> None:
        opens = True
        begin = self.cuts.pieces[-1].outer_end if self.cuts.pieces else 0
        while at < end:
            after = min(line_end(self.text, at), end)
            line = self.text[at:after]
            if line.strip() and not line.lstrip().startswith("#"):
                self.cuts.outside_from_last(begin, at)
                start = at + len(line) - len(line.lstrip())
                span = (start, at + len(line.rstrip()))
                self.cuts.add("declaration", (at, min(after + 1, end)), span, opens=opens)
                opens = False
            at = after + 1

    # Running text

    def cut_command(self, at: int) -> int:
        """On pages that double a backslash, because Markdown takes one away, \\\\[ is \\[."""
        if self.text.startswith("\\\\[", at):
            return self.cut_formula("display", at, at + 3, "\\\\]")
        if self.text.startswith("\\\\(", at):
            return self.cut_formula("inline", at, at + 3, "\\\\)")
        return super().cut_command(at)

    def cut_dollars(self, at: int) -> int:
        """$$ opens a display; $ a formula where nothing looks like an amount of money.

        Behind the opening mark and before the closing one is no space, behind it no digit.
        """
        text = self.text
        if text.startswith("$$", at):
            return super().cut_dollars(at)
        if text.startswith("$`", at):
            close = text.find("`$", at + 2, self.breaks.find(at))
            if close > 0:
                return self.closed_formula("inline", (at, close + 2), (at + 2, close))
        behind = text[at + 1 : at + 2]
        if not behind.strip():
            spaced = _SPACED.match(text, at)
            if spaced and any(sign in spaced.group(1) for sign in "\\^_="):
                example = f"${spaced.group(1)[:40].strip()}$"
                message = f"$ was expected with no space behind it and before it: {example}"
                self.cuts.problem(*spaced.span(), message)
                return self.cuts.outside(*spaced.span())
            return at + 1
        found = self.ending(at + 1, "$")
        if found.found and found.nested:
            return self.not_closed(at, at + 1, "$", found)
        before, next_sign = text[found.end - 1], text[found.end + 1 : found.end + 2]
        if not found.found and not before.isspace() and not next_sign.isdigit():
            return self.closed_formula("inline", (at, found.after), (at + 1, found.end))
        if behind.isalpha() or behind == "\\":
            found_instead = found.found or ("a space before $" if before.isspace() else "a number")
            self.not_closed(at, at + 1, "$", FormulaEnd(found.end, at + 1, found_instead))
        return at + 1

    def closed_formula(
        self, kind: Kind, outer: tuple[int, int], inner: tuple[int, int], environment: str = ""
    ) -> int:
        """Lines of a quotation begin with >, which would be read as a relation."""
        if _QUOTED_LINE.search(self.text, *outer):
            line = self.text.rfind("\n", 0, outer[0]) + 1
            if QUOTED.match(self.text, line):
                message = "a formula on one line was expected in a quotation (>); this has several"
                self.cuts.problem(*outer, message)
                return self.cuts.outside(*outer)
        return super().closed_formula(kind, outer, inner, environment)

    def cut_code(self, at: int) -> int:
        """A span of code ends at the next run of as many backticks."""
        if self.ticks is None:
            self.ticks = {}
            for run in re.finditer("`+", self.text):
                self.ticks.setdefault(len(run.group()), []).append(run.start())
        end = at
        while self.text[end : end + 1] == "`":
            end += 1
        runs = self.ticks.get(end - at, [])
        k = bisect_left(runs, end)
        if k < len(runs) and runs[k] < self.breaks.find(end):
            return self.cuts.outside(at, runs[k] + end - at)
        return end

    def cut_tag(self, at: int) -> int:
        """Comments, code and struck-out text in HTML."""
        if self.text.startswith("<!--", at):
            if self.comment_end.missing(at + 4):
                self.cuts.problem(at, at + 4, "<!-- is never closed: --> was expected")
                return self.cuts.outside(at, self.breaks.find(at + 4))
            return self.cuts.outside(at, self.comment_end.end)
        tag = _TAG.match(self.text, at)
        if tag is None:
            return at + 1
        ahead = self.tag_ends[tag.group(1).lower()]
        return tag.end() if ahead.missing(tag.end()) else self.cuts.outside(at, ahead.end)

    def cut_struck(self, at: int) -> int:
        """~~Struck-out text~~ is not the author's any more."""
        if not self.text.startswith("~~", at):
            return at + 1
        end = at + 2
        while self.text[end : end + 1] == "~":
            end += 1
        if end == at + 2 and self.text[end : end + 1].strip():
            if self.struck_end.find(end) < self.breaks.find(end):
                return self.cuts.outside(at, self.struck_end.end)
        return end
