"""Formulas cut out of running text, in Markdown and in LaTeX: by dollars, brackets, environments.

What opens and never closes is a problem with the place where it opens; it is outside up to where
reading starts again, so that prose is not taken for a formula.
"""

from __future__ import annotations

import re
from collections import Counter

from .cuts import Ahead, Cuts
from .formula_ends import FormulaEnd, formula_end, group_end
from .latex_macros import DEFINING, collect, leading_definitions
from .page_environments import ARGUMENTS, BEGIN, DISPLAYS, END, INNER, RAW
from .pieces import Kind

COMMAND = re.compile(r"\\(?:[A-Za-z]+|.|$)", re.DOTALL)
_OPTIONS = re.compile(r"(?:[ \t]*(?:\[[^\[\]\n$]*\]|\{[^{}\n$]*\}))*")
_POSITION = re.compile(r"[ \t]*\[[tbc]\]")


MOST_PROBLEMS = 500
"""A page that has more is not read to its end: it is no page of mathematics."""


class FormulaCutter:
    """A text on its way into pieces; `comments` says whether % begins one.

    Methods that begin with `cut` are given where something begins, and give where to go on.
    """

    comments = True

    def __init__(self, text: str, breaks: str) -> None:
        self.text = text
        self.cuts = Cuts(text)
        self.breaks = Ahead(text, breaks)
        self.ends = {name: Ahead(text, r"\\end[ \t]*\{" + re.escape(name) + r"\}") for name in RAW}
        self.open: list[tuple[str, int, int]] = []  # environments of prose
        self.names_open: Counter[str] = Counter()
        self.unbalanced = False

    def cut_command(self, at: int) -> int:
        """What begins with a backslash."""
        word = COMMAND.match(self.text, at)
        assert word is not None
        mark = word.group()
        if mark == "\\[":
            return self.cut_formula("display", at, at + 2, "\\]")
        if mark == "\\(":
            return self.cut_formula("inline", at, at + 2, "\\)")
        if mark in ("\\begin", "\\end"):
            return self.cut_edge(at)
        if mark[1:] in DEFINING:
            return self.cut_definition(at)
        return word.end()

    def cut_dollars(self, at: int) -> int:
        """A display between $$."""
        return self.cut_formula("display", at, at + 2, "$$")

    def cut_formula(
        self, kind: Kind, at: int, start: int, closer: str, environment: str = ""
    ) -> int:
        """A formula whose opening mark stands at `at`, and whose content begins at `start`."""
        found = self.ending(start, closer)
        if found.found:
            return self.not_closed(at, start, closer, found)
        return self.closed_formula(kind, (at, found.after), (start, found.end), environment)

    def ending(self, start: int, closer: str) -> FormulaEnd:
        """Where a formula ends, which is before the next break of the text."""
        limit = self.breaks.find(start)
        return formula_end(self.text, start, limit, closer, self.comments)

    def closed_formula(
        self, kind: Kind, outer: tuple[int, int], inner: tuple[int, int], environment: str = ""
    ) -> int:
        """A formula with both its marks; one that only defines commands is outside."""
        start = leading_definitions(self.cuts, *inner)
        if self.text[start : inner[1]].strip():
            return self.cuts.add(kind, outer, (start, inner[1]), environment)
        if start == inner[0]:
            self.cuts.problem(*outer, "a formula was expected between these marks; it is empty")
        return self.cuts.outside(*outer)

    def not_closed(self, at: int, start: int, closer: str, found: FormulaEnd) -> int:
        """The problem of a formula that opens and never closes."""
        opener = self.text[at:start].strip()
        self.cuts.problem(
            at,
            start,
            f"{opener} is never closed: {closer} was expected, found {found.found}"
            + ("; a dollar sign in text is written \\$" if closer == "$" else ""),
        )
        return self.cuts.outside(at, max(found.after, start))

    def cut_edge(self, at: int) -> int:
        """\\begin{…} or \\end{…}."""
        begin = BEGIN.match(self.text, at)
        end = END.match(self.text, at) if begin is None else None
        edge = begin or end
        if edge is None:
            word = "\\begin" if self.text.startswith("\\begin", at) else "\\end"
            self.cuts.problem(
                at,
                at + len(word),
                f"the name of an environment in braces was expected behind {word}",
            )
            return self.cuts.outside(at, at + len(word))
        name = edge.group(1)
        if end is not None:
            return self.leave(name, at, end.end())
        if name in DISPLAYS or name in INNER:
            start = self.past_arguments(name, edge.end())
            kind: Kind = "inline" if name == "math" else "display"
            return self.cut_formula(kind, at, start, f"\\end{{{name}}}", name)
        if name in RAW:
            return self.cut_raw(name, at, edge.end())
        self.open.append((name, at, edge.end()))
        self.names_open[name] += 1
        options = _OPTIONS.match(self.text, edge.end())
        return self.cuts.outside(at, options.end() if options else edge.end())

    def past_arguments(self, name: str, at: int) -> int:
        """Where the formula of an environment begins, behind its arguments."""
        position = _POSITION.match(self.text, at) if name in INNER else None
        at = position.end() if position else at
        for _ in range(ARGUMENTS.get(name, 0)):
            limit = min(self.breaks.find(at), at + 300)
            after = group_end(self.text, at, limit) if self.text[at : at + 1] == "{" else -1
            at = after if after > 0 else at
        return at

    def cut_raw(self, name: str, at: int, start: int) -> int:
        """An environment in which nothing is read."""
        ahead = self.ends[name]
        if not ahead.missing(start):
            return self.cuts.outside(at, ahead.end)
        self.cuts.problem(at, start, f"\\begin{{{name}}} is never closed: \\end{{{name}}} expected")
        return self.cuts.outside(at, self.breaks.find(start))

    def leave(self, name: str, at: int, after: int) -> int:
        """\\end{…} of an environment of prose; those that it closes on the way were not closed."""
        if not self.names_open[name]:
            if name not in DISPLAYS and name not in INNER:
                message = f"\\end{{{name}}} closes nothing: \\begin{{{name}}} was expected before"
                self.cuts.problem(at, after, message)
            return self.cuts.outside(at, after)
        while self.open[-1][0] != name:
            self.never_closed()
        self.open.pop()
        self.names_open[name] -= 1
        return self.cuts.outside(at, after)

    def never_closed(self) -> None:
        """The innermost environment is left without its end."""
        name, start, end = self.open.pop()
        self.names_open[name] -= 1
        message = f"\\begin{{{name}}} is never closed: \\end{{{name}}} was expected"
        self.cuts.problem(start, end, message)

    def cut_definition(self, at: int) -> int:
        """\\newcommand and its like."""
        limit = self.breaks.find(at) if self.unbalanced else len(self.text)
        after = collect(self.cuts, at, limit)
        if after > 0:
            return self.cuts.outside(at, after)
        self.unbalanced = True  # from now on no definition is looked for beyond a blank line
        word = COMMAND.match(self.text, at)
        assert word is not None
        message = f"a name and what it stands for, in braces, were expected behind {word.group()}"
        self.cuts.problem(at, word.end(), message)
        return self.cuts.outside(at, max(self.breaks.find(at), word.end()))

    def given_up(self, at: int) -> bool:
        """Whether there are so many problems that the rest is outside."""
        if len(self.cuts.problems) < MOST_PROBLEMS:
            return False
        message = f"fewer than {MOST_PROBLEMS} problems were expected; the rest is not read"
        self.cuts.problem(at, at + 1, message)
        self.open.clear()
        self.cuts.outside_from_last(at, len(self.text))
        return True

    def finish(self) -> Cuts:
        """What was cut, when the text is at its end."""
        while self.open:
            self.never_closed()
        return self.cuts
