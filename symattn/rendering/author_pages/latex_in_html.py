"""The prose of a LaTeX page as HTML: paragraphs, sections, emphasis, lists.

A command that is not known is shown as it is written; nothing of the page is left out in silence
but what stands before \\begin{document}.
"""

from __future__ import annotations

import re
import unicodedata
from html import escape

from .expanded_macros import without_comments
from .markdown_in_html import linked
from .page_slots import Layout

_LEVELS = {
    "part": 1, "chapter": 1, "section": 2, "subsection": 3, "subsubsection": 4, "paragraph": 5,
    "subparagraph": 6, "title": 1,
}  # fmt: skip
_LISTS = {"itemize": "ul", "enumerate": "ol", "description": "ul", "compactitem": "ul"}
_BARE = frozenset(
    "document center abstract flushleft flushright minipage subequations multicols small".split()
)
_RAW = frozenset("verbatim verbatim* lstlisting minted figure table tikzpicture tabular".split())
_TAGS = {
    "emph": "em", "textit": "em", "textsl": "em", "textbf": "strong", "texttt": "code",
    "underline": "u", "textsc": "span", "textrm": "span", "textsf": "span", "text": "span",
    "mbox": "span", "textnormal": "span", "enquote": "q", "sout": "s", "textsuperscript": "sup",
}  # fmt: skip
_SIGNS = {
    "ldots": "…", "dots": "…", "quad": "\u2003", "qquad": "\u2003\u2003", "LaTeX": "LaTeX",
    "TeX": "TeX", "textbackslash": "\\", "S": "§", "ss": "ß", "o": "ø", "aa": "å", "ae": "æ",
    "textendash": "–", "textemdash": "—", "copyright": "©", ",": "\u2009", " ": " ", ";": " ",
    "/": "", "-": "", "\n": " ", "par": "\n\n", "checkmark": "✓", "to": "→",
}  # fmt: skip
_DROPPED = frozenset(
    "noindent maketitle centering newpage clearpage bigskip medskip smallskip indent small large "
    "Large normalsize footnotesize hfill vfill raggedright tableofcontents appendix protect "
    "pagebreak linebreak allowbreak frenchspacing qedhere qed sloppy scriptsize tiny".split()
)
_DROPPED_WITH_ARGUMENT = frozenset(
    "label vspace hspace vspace* hspace* pagestyle thispagestyle usepackage setlength setcounter "
    "bibliographystyle bibliography author date title newcommand renewcommand color".split()
)
_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "c": "\u0327",
    "v": "\u030c", "=": "\u0304", "H": "\u030b", "k": "\u0328", "u": "\u0306", "r": "\u030a",
}  # fmt: skip
_TYPED = {"}": "", "~": "\u00a0", "--": "–", "---": "—", "``": "“", "''": "”", "`": "‘"}
_TOKEN = re.compile(
    r"\\[A-Za-z]+\*?|\\.|\n[ \t]*\n\s*|[{}~]|---?|``|''|[^\\{}~\n`'-]+|.",
    re.DOTALL,
)
_DEEPEST = 30


def latex_in_html(text: str, layout: Layout) -> str:
    """A page's text, with tokens for its formulas, as HTML."""
    begin = re.search(r"\\begin\s*\{document\}", text)
    title = re.search(r"\\title\s*\{((?:[^{}]|\{[^{}]*\})*)\}", text)
    declared = [line for line in text.split("\n") if re.match(r"[ \t]*%% ?symattn:", line)]
    if begin:
        end = text.find(r"\end{document}", begin.end())
        text = text[begin.end() : end if end >= 0 else len(text)]
    prose = _Prose(without_comments(text), layout)
    head = layout.block("h1", _Prose(title[1], layout).upto_brace(0)) if title else ""
    kept = layout.block("pre", escape("\n".join(declared)), " class=code") if declared else ""
    return head + kept + prose.page()


class _Prose:
    def __init__(self, text: str, layout: Layout) -> None:
        self.tokens: list[str] = _TOKEN.findall(text)
        self.layout, self.at = layout, 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1]

    def page(self) -> str:
        """All of it; an end or an item that nothing began is passed over."""
        out = ""
        while self.at < len(self.tokens):
            out += self.blocks(0)
            if self.peek() == r"\end":
                self.ended()
            elif self.at < len(self.tokens):
                self.take()
        return out

    def blocks(self, depth: int) -> str:
        """Paragraphs, up to the end of an environment or to an item of a list."""
        out, text = "", ""
        while self.at < len(self.tokens):
            token = self.peek()
            bare = token[1:].rstrip("*")
            if token in (r"\end", r"\item"):
                break
            if token == r"\begin":
                self.take()
                out += self.layout.paragraph(text) + self.environment(self.name(), depth + 1)
                text = ""
            elif token.startswith("\\") and bare in _LEVELS and bare != "title":
                self.take()
                out += self.layout.paragraph(text)
                self.optional()
                out += self.layout.block(f"h{_LEVELS[bare]}", self.argument(depth))
                text = ""
            elif token[0] == "\n" and token.count("\n") > 1:
                self.take()
                out += self.layout.paragraph(text)
                text = ""
            else:
                text += self.inline(depth)
        return out + self.layout.paragraph(text)

    def ended(self) -> None:
        if self.peek() == r"\end":
            self.take()
            self.name()

    def environment(self, name: str, depth: int) -> str:
        if name in _RAW or depth > _DEEPEST:
            return self.layout.block("pre", escape(self.raw(name).strip("\n")), " class=code")
        head = self.optional()
        if name == "minipage":
            self.source()
        if name in _LISTS:
            return self.items(name, depth)
        inner = self.blocks(depth)
        self.ended()
        if name in _BARE:
            return inner
        if name in ("quote", "quotation"):
            return f"<blockquote>{inner}</blockquote>\n"
        title = escape(name.rstrip("*").capitalize() + (f" ({head})" if head else ""))
        return f"<div class=env><p class=small><b>{title}.</b></p>{inner}</div>\n"

    def items(self, name: str, depth: int) -> str:
        out = self.blocks(depth)  # what stands before the first item
        listed = ""
        while self.peek() == r"\item":
            self.take()
            head = self.optional()
            inner = self.blocks(depth)
            single = re.fullmatch(r"<p>((?:(?!<p>).)*)</p>\n", inner, re.DOTALL)
            lead = f"<b>{escape(head)}</b> " if head else ""
            listed += f"<li>{lead}{single[1] if single else inner}</li>\n"
        self.ended()
        return f"{out}<{_LISTS[name]}>\n{listed}</{_LISTS[name]}>\n"

    def raw(self, name: str) -> str:
        """The source of an environment, without its end."""
        found = ""
        while self.at < len(self.tokens):
            if self.peek() == r"\end" and "".join(self.tokens[self.at + 1 : self.at + 4]) == (
                f"{{{name}}}"
            ):
                self.ended()
                break
            found += self.take()
        return found

    # ---- within a paragraph ----------------------------------------------------------------------

    def inline(self, depth: int) -> str:
        """The next token, with its arguments, as HTML."""
        token = self.take()
        if token.startswith("\\"):
            return self.command(token[1:], depth)
        if token == "{":
            return self.upto_brace(depth)
        return _TYPED[token] if token in _TYPED else escape(token)

    def upto_brace(self, depth: int) -> str:
        out = ""
        while self.at < len(self.tokens):
            if self.peek() == "}":
                self.take()
                break
            if self.peek() in (r"\end", r"\item", r"\begin") or depth > _DEEPEST:
                break
            out += self.inline(depth + 1)
        return out

    def command(self, name: str, depth: int) -> str:
        bare = name.rstrip("*")
        if name == "\\":
            self.optional()
            return "<br>\n"
        if bare in _TAGS:
            inner = self.argument(depth)
            return f"<{_TAGS[bare]}>{inner}</{_TAGS[bare]}>"
        if name in _SIGNS:
            return escape(_SIGNS[name])
        if name in ("(", ")", "[", "]"):  # the reader of the page has found no formula here
            return f"<code>\\{name}</code>"
        if len(name) == 1 and name in "%&#_${}":
            return escape(name)
        if name in _ACCENTS and (self.peek() == "{" or self.peek()[:1].isalpha()):
            return self.accented(_ACCENTS[name])
        if bare in _DROPPED:
            return ""
        if bare in _DROPPED_WITH_ARGUMENT or name == "MakeUppercase":
            self.optional()
            while self.peek() == "{":
                self.source()
                self.optional()
            return ""
        if bare in ("ref", "eqref", "pageref", "autoref", "cref", "Cref"):
            return f"({escape(self.source())})" if bare != "ref" else escape(self.source())
        if bare in ("cite", "citep", "citet"):
            self.optional()
            return f"[{escape(self.source())}]"
        if bare == "href":
            url = self.source()
            return linked(url, self.argument(depth))
        if bare == "url":
            url = self.source()
            return linked(url, escape(url))
        if bare in ("footnote", "thanks"):
            return f" <small>({self.argument(depth)})</small>"
        if bare in ("begin", "end", "item"):
            return ""
        return f"<code>\\{escape(name)}</code>"

    def accented(self, mark: str) -> str:
        word = self.source() if self.peek() == "{" else ""
        if not word:
            word, rest = self.peek()[:1], self.peek()[1:]
            self.tokens[self.at : self.at + 1] = [rest] if rest else []
        return escape(unicodedata.normalize("NFC", word[:1] + mark) + word[1:])

    def argument(self, depth: int) -> str:
        """An argument in braces as HTML."""
        while self.peek().isspace() and self.peek().count("\n") < 2:
            self.take()
        if self.peek() != "{":
            return self.inline(depth + 1) if self.peek() else ""
        self.take()
        return self.upto_brace(depth + 1)

    def source(self) -> str:
        """An argument in braces as it is written; nothing where there is none."""
        if self.peek() != "{":
            return ""
        found, level = "", 0
        while self.at < len(self.tokens):
            token = self.take()
            level += {"{": 1, "}": -1}.get(token, 0)
            found += token
            if level == 0:
                break
        return found[1:-1]

    def name(self) -> str:
        while self.peek().isspace():
            self.take()
        return self.source()

    def optional(self) -> str:
        """[…] behind a command, which may share its token with other text."""
        found = re.match(r"\s*\[([^\[\]\n]*)\]", self.peek())
        if found is None:
            return ""
        self.tokens[self.at] = self.peek()[found.end() :]
        if not self.tokens[self.at]:
            self.at += 1
        return found[1]
