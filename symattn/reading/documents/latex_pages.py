"""LaTeX cut into pieces: a document, or a fragment without a preamble."""

from __future__ import annotations

import re

from .cuts import Ahead, Cuts
from .formula_cutter import COMMAND, FormulaCutter
from .formula_ends import FormulaEnd, group_end
from .latex_macros import DEFINING
from .page_environments import HEADINGS
from .pieces import Piece

BLANK_LINE = r"\n(?=[ \t]*(?:\n|$))"
_SPECIAL = re.compile(r"[\\$%\n]")
_DECLARATION = re.compile(r"%%+[ \t]*symattn\b[ \t]*(:?)[ \t]*([^\n]*)")
_BEGIN_DOCUMENT = re.compile(r"^(?:[^%\n\\]|\\.)*?\\begin[ \t]*\{document\}", re.MULTILINE)
_END_DOCUMENT = re.compile(r"\\end[ \t]*\{document\}")
_VERB = re.compile(r"\\(?:verb|lstinline)\*?([^A-Za-z\s*{])[^\n]{0,500}?\1")
_CODE = re.compile(r"\\(?:lstinline|url|path|nolinkurl|label|bibliography)[ \t]*\{[^{}\n]*\}")
_INCLUDE = re.compile(r"\\(?:input|include)\b[ \t]*(?:\{[^{}\n]*\}|[^\s{}\\%$]+)?")
_SHORT_TITLE = re.compile(r"\*?[ \t]*(?:\[[^\[\]\n]*\])?[ \t\n]*")
_STRUCK = frozenset(["sout", "st", "xout"])
_WORD = re.compile(r"(?<![\\A-Za-z{_^])[A-Za-z]{2,}(?![A-Za-z}])")


def cut_latex(text: str) -> Cuts:
    """The pieces of a text in LaTeX."""
    return _LatexCutter(text).cut()


class _LatexCutter(FormulaCutter):
    def __init__(self, text: str) -> None:
        super().__init__(text, BLANK_LINE)
        self.block_end = -1  # of the declarations that came last
        self.false_end = Ahead(text, r"\\fi(?![A-Za-z])")
        self.paragraph = 0

    def cut(self) -> Cuts:
        begin = _BEGIN_DOCUMENT.search(self.text)
        at = self.cut_preamble(begin.end()) if begin else 0
        while at < len(self.text) and not self.given_up(at):
            special = _SPECIAL.search(self.text, at)
            if special is None:
                break
            at = self.cut_special(special.start())
        return self.finish()

    def cut_preamble(self, end: int) -> int:
        """What stands before \\begin{document}: its definitions count, and its declarations."""
        at = 0
        while at < end and (special := _SPECIAL.search(self.text, at, end)):
            at = special.start()
            word = COMMAND.match(self.text, at)
            if self.text[at] == "%":
                at = self.cut_comment(at)
            elif word and word.group()[1:] in DEFINING:
                self.cuts.outside_from_last(0, at)
                at = self.cut_definition(at)
            elif word and _INCLUDE.match(self.text, at):
                at = self.cut_include(at)
            else:
                at = word.end() if word else at + 1
            self.cuts.outside_from_last(0, min(at, end))
        self.block_end = -1
        self.open.append(("document", self.text.rfind("\\begin", 0, end), end))
        self.names_open["document"] += 1
        return self.cuts.outside_from_last(0, max(at, end))

    def cut_special(self, at: int) -> int:
        mark = self.text[at]
        if mark == "%":
            return self.cut_comment(at)
        if mark == "$":
            return self.cut_dollars(at)
        if mark == "\\":
            return self.cut_command(at)
        if self.breaks.find(at) == at:
            self.paragraph = at + 1
        return at + 1

    def cut_comment(self, at: int) -> int:
        """A comment is outside; one that begins with %% symattn: is a declaration."""
        end = self.text.find("\n", at)
        end = end if end >= 0 else len(self.text)
        line_start = self.text.rfind("\n", 0, at) + 1
        alone = not self.text[line_start:at].strip()
        goes_on = alone and self.block_end >= 0 and line_start == self.block_end + 1
        found = _DECLARATION.match(self.text, at, end)
        if found is None or not found.group(1):
            if found is not None:
                message = "%% symattn: was expected, with a colon; the line is not read"
                self.cuts.problem(at, end, message)
            self.block_end = end if goes_on else -1
            return self.cuts.outside(at, end)
        said = found.group(2).rstrip()
        if not said or said.startswith("#"):
            self.block_end = end if goes_on else self.block_end
            return self.cuts.outside(at, end)
        self.block_end = end
        span = (found.start(2), found.start(2) + len(said))
        return self.cuts.add("declaration", (at, end), span, opens=not goes_on)

    def cut_dollars(self, at: int) -> int:
        if self.text.startswith("$$", at):
            return super().cut_dollars(at)
        return self.cut_formula("inline", at, at + 1, "$")

    def not_closed(self, at: int, start: int, closer: str, found: FormulaEnd) -> int:
        """Where dollars do not match, the first formula that reads like prose is to blame."""
        if closer == "$":
            blamed = self.first_that_reads_like_prose()
            if blamed is not None:
                dropped = self.cuts.drop_from(blamed.outer_start)
                self.cuts.pieces += [piece for piece in dropped if piece.kind == "declaration"]
                at, start = blamed.outer_start, blamed.start
        return super().not_closed(at, start, closer, found)

    def first_that_reads_like_prose(self) -> Piece | None:
        found = None
        for piece in reversed(self.cuts.pieces):
            if piece.outer_start < self.paragraph or piece.kind not in ("inline", "outside"):
                break
            words = _WORD.findall(self.text, piece.start, piece.end)
            if piece.kind == "inline" and len(words) > 1:
                found = piece
        return found

    def cut_command(self, at: int) -> int:
        word = COMMAND.match(self.text, at)
        assert word is not None
        name = word.group()[1:]
        if name in HEADINGS:
            return self.cut_heading(at, word.end(), HEADINGS[name])
        if name in _STRUCK:
            return self.cut_struck(at, word.end())
        if name == "iffalse" and not self.false_end.missing(at):
            return self.cuts.outside(at, self.false_end.end)
        if _INCLUDE.match(self.text, at):
            return self.cut_include(at)
        if _END_DOCUMENT.match(self.text, at):
            after = self.cut_edge(at)
            return self.cuts.outside(after, len(self.text)) if not self.open else after
        verbatim = _VERB.match(self.text, at) or _CODE.match(self.text, at)
        if verbatim:
            return self.cuts.outside(at, verbatim.end())
        return super().cut_command(at)

    def cut_struck(self, at: int, after: int) -> int:
        """Struck-out text is not the author's any more."""
        limit = self.breaks.find(at)
        end = group_end(self.text, after, limit) if self.text[after : after + 1] == "{" else -1
        if end < 0:
            self.cuts.problem(at, after, f"{self.text[at:after]}{{…}} was expected, with its brace")
            end = max(limit, after)
        return self.cuts.outside(at, end)

    def cut_include(self, at: int) -> int:
        """A file that was not put in its place; there is a problem that says why."""
        found = _INCLUDE.match(self.text, at)
        assert found is not None
        return self.cuts.outside(at, found.end())

    def cut_heading(self, at: int, after: int, level: int) -> int:
        """\\section{…}: the title is what stands in the braces."""
        short = _SHORT_TITLE.match(self.text, after)
        start = short.end() if short else after
        limit = self.breaks.find(at)
        end = group_end(self.text, start, limit) if self.text[start : start + 1] == "{" else -1
        if end < 0:
            message = f"{self.text[at:after]}{{…}} was expected: the title in braces is not closed"
            self.cuts.problem(at, after, message)
            return self.cuts.outside(at, max(limit, after))
        return self.cuts.add("heading", (at, end), (start + 1, end - 1), level=level)
