"""No formula stands twice in a line of the page: read from the plain LaTeX, not from the record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from symattn.records.record import CheckedDerivation
from symattn.rendering import PlainLatex, render
from symattn.rendering.formats.latex_rows import ARTICLE, TWO_COLUMNS, Width

BLOCK = re.compile(r"\\begin\{align\*\}(.*?)\\end\{align\*\}", re.DOTALL)
TABLE = re.compile(r"\\begin\{cases\}.*?\\end\{cases\}", re.DOTALL)
RELATION = re.compile(
    r"=|<|>|\\(?:le|ge|to|approx|sim|ll|gg|neq|rightsquigarrow|cong)(?![a-z])"
    r"|\\text\{ depends only on \}"
)
JOINS = re.compile(r"\\(?:Rightarrow|Leftrightarrow)(?![a-z])")  # bind less
REASON = re.compile(
    r"(?:&&|\\qquad)?\s*\\text\{((?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*)\}\s*$"
)
DETAILED = sorted((Path(__file__).parent.parent / "golden" / "detail").glob("*.tex"))
ONCE = r"""
\begin{align*}
  x &= y \tag{1 $\checkmark$} \\
    &= z && \text{as $z = 1$} \tag{2 $\circ$}
\end{align*}
(2) is true if $z = 1$. At $y = 2$: no. Repaired:
\begin{align*}
  y &= z + 1 \tag{2$'$ $\checkmark$} \\[1ex]
  x &= z     \tag{3 $\checkmark$}
\end{align*}"""


@dataclass
class Line:
    """A relation as a reader puts it together: with the left side that it goes on from,
    and without line breaks."""

    left: str
    relation: str
    right: str
    reason: str = ""
    tag: str = ""
    shows_left: bool = True

    @property
    def statement(self) -> str:
        return self.left + self.relation + self.right

    @property
    def number(self) -> str:
        return self.tag.split("$")[0].strip()


def bare(formula: str) -> str:
    """Without white space, line breaks, and what only moves or enlarges."""
    formula = re.sub(r"\\(left|right|qquad)(?![a-z])|\\,|&", "", formula).replace(
        r"\tfrac", r"\frac"
    )
    return "".join(formula.split()).rstrip(".,;:")


def divided(formula: str) -> tuple[str, str, str]:
    """Cut at the first relation that is in no bracket,
    but at an arrow between statements if there is one."""
    for sign in (JOINS, RELATION):
        for found in sign.finditer(formula):
            before = formula[: found.start()]
            if all(before.count(one) == before.count(other) for one, other in ("()", "[]", "{}")):
                return bare(before), bare(found[0]), bare(formula[found.end() :])
    return "", "", bare(formula)


def rows(block: str) -> Iterator[tuple[str, str, str]]:
    """Formula, reason and tag of each row of an `align*`."""
    block = TABLE.sub(lambda table: table[0].replace("\\\\", "\n").replace("&", ";"), block)
    for source in re.split(r"\\\\(?:\[1ex\])?", block):
        tag = re.search(r"\\tag\{(.*)\}\s*$", source, re.DOTALL)
        source = source[: tag.start()].rstrip() if tag else source.rstrip()
        reason = REASON.search(source)
        formula = source[: reason.start()] if reason else source
        yield (
            formula.strip().removeprefix("&").strip(),
            reason[1] if reason else "",
            tag[1] if tag else "",
        )


def lines(block: str) -> list[Line]:
    """The rows of an `align*` put together:
    what goes on further right belongs to the row before."""
    whole: list[list[str]] = []
    for formula, reason, tag in rows(block):
        if whole and (not formula or formula.startswith(r"\qquad")):
            whole[-1] = [f"{one} {more}" for one, more in zip(whole[-1], (formula, reason, tag))]
        else:
            whole.append([formula, reason, tag])
    found: list[Line] = []
    for formula, reason, tag in whole:
        left, relation, right = divided(formula.replace("&", " "))
        own = bool(left) or not relation
        found.append(
            Line(
                left if own or not found else found[-1].right,
                relation,
                right,
                reason,
                tag.strip(),
                own,
            )
        )
    return found


def inline(text: str) -> Iterator[str]:
    """What the formulas between dollars say."""
    for formula in re.findall(r"\$([^$]+)\$", text):
        yield Line(*divided(formula)).statement


def twice(source: str) -> Iterator[str]:
    """What stands twice where once is enough, in the words of whoever has to mend it."""
    source = "\n".join(line for line in source.splitlines() if not line.startswith("%"))
    step: list[Line] = []  # from its lines within to its last repair
    above: list[Line] = []  # all lines over the text that comes next
    before: Line | None = None
    for k, part in enumerate(BLOCK.split(source)):
        found = lines(part) if k % 2 else []
        if not any(line.tag for line in found):
            told = [line.statement for line in found] or list(inline(part))
            again = [line for line in above if line.statement in told]
            yield from (f"({line.number}) stands again in the text under it" for line in again)
            before = None if part.strip() else before
            continue
        if before is None:
            above = []
        for line in found:
            yield from in_itself(line)
            if before and goes_on(before, line) and line.shows_left:
                yield f"({line.number}) goes on, and repeats {line.left}"
            if step and step[-1].number not in ("", line.number):
                step = []
            yield from (
                f"({line.number}) says again what its step said: {one.statement}"
                for one in step
                if one.statement == line.statement
            )
            step.append(line)
            above.append(line)
            before = line


def goes_on(before: Line, line: Line) -> bool:
    """Whether a chain does; where statements are joined by an arrow, they are told again."""
    return line.left == before.right and not JOINS.match(before.relation)


def in_itself(line: Line) -> Iterator[str]:
    if line.left and line.left == line.right:
        yield f"({line.number}) has {line.left} on both sides"
    if line.statement in inline(line.reason):
        yield f"({line.number}) is its own reason"


TWICE = {
    "a repair that is the line": r"""
\begin{align*}
  x &= \frac{y}{2} \tag{1 $\circ$}
\end{align*}
Repaired:
\begin{align*}
  x &= \frac{y}
      {2} \tag{1$'$ $\checkmark$}
\end{align*}""",
    "a condition that is the line": r"""
\begin{align*}
  x &= y + z \tag{1 $\circ$}
\end{align*}
(1) is true if $x = y +
z$.""",
    "a condition on a line of its own": r"""
\begin{align*}
  x &= y \\
    &\qquad + z \tag{1 $\circ$}
\end{align*}
(1) is true if
\begin{align*}
  x &= y + z.
\end{align*}""",
    "a reason that is the line": r"""
\begin{align*}
  x &= y && \text{since $x = y$} \tag{1 $\checkmark$}
\end{align*}""",
    "a left side where the chain goes on": r"""
\begin{align*}
  x &= y + z \tag{1 $\checkmark$} \\
  y + z &= \beta \tag{2 $\checkmark$}
\end{align*}""",
    "the same, in the next block": r"""
\begin{align*}
  x &= y + z \tag{1 $\checkmark$}
\end{align*}
\begin{align*}
  y + z &= \beta \tag{2 $\checkmark$}
\end{align*}""",
    "the same on both sides": r"""
\begin{align*}
  x &= \left( x \right) \tag{1 $\checkmark$} \\
  x &= x \tag{2 $\checkmark$}
\end{align*}""",
    "a line within a step that is the step": r"""
\begin{align*}
  x &= y \\
  x &= y \tag{1 $\checkmark$}
\end{align*}""",
}


@pytest.mark.parametrize("name", TWICE)
def test_what_stands_twice_is_found(name: str) -> None:
    assert len(list(twice(TWICE[name]))) == 1


def test_what_stands_once_is_let_pass() -> None:
    assert list(twice(ONCE)) == []


@pytest.mark.parametrize("text", [ARTICLE, TWO_COLUMNS], ids=["article", "two columns"])
def test_no_formula_stands_twice_in_a_step(book: dict[str, CheckedDerivation], text: Width) -> None:
    for id, record in book.items():
        source = render(PlainLatex(text=text), [record])
        assert [(id, what) for what in twice(source)] == []
        read = [line for block in BLOCK.findall(source) for line in lines(block) if line.tag]
        assert len(read) == source.count(r"\tag{"), f"{id}: every line is read"
        assert [line for line in read if not line.relation] == []


@pytest.mark.parametrize("file", DETAILED, ids=[file.stem for file in DETAILED])
def test_no_line_within_a_step_says_what_another_says(file: Path) -> None:
    """These pages are what is printed: tests/detail/test_lines.py compares them."""
    assert list(twice(file.read_text(encoding="utf-8"))) == []
