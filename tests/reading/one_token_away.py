"""Formulas that are one token away from another, and what a page says, to tell readings apart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from symattn.reading.documents.loading import parse
from symattn.reading.documents.pieces import Form
from symattn.reading.latex_terms.latex_synonyms import WITH_IDLE_ARGUMENT, WITHOUT_MEANING
from symattn.reading.whole_pages.page_reader import read_page
from symattn.reading.whole_pages.row_ends import JOINING

CORPUS = Path(__file__).parent / "corpus"
FORMULA = re.compile(
    r"\$\$(.+?)\$\$|\$(.+?)\$|\\\[(.+?)\\\]|\\begin\{align\}(.+?)\\end\{align\}", re.DOTALL
)
TOKEN = re.compile(
    r"\\(?:text|begin|end|label|tag|operatorname|mathrm|mathbf|mathbb|mathcal)\{[^{}]*\}"
    r"|\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|\S",
    re.DOTALL,
)
SPACES = (r"\quad", r"\qquad", r"\enspace", *WITHOUT_MEANING)
PUNCTUATION = (",", ".", ";")
# Put in at every place: they must be seen.  The first two must be refused, or be a remark.
STRANGERS = (r"\foo", r"\text{foo}")
PUT_IN = (*STRANGERS, "2", "-", r"\beta", ")", "'", "^2", "_1", "=", "x", "+", "0", r"\top", "a")
NAMES_OF_VECTORS = ("u", "w", "q", "c")


@dataclass(frozen=True)
class Unit:
    """A paragraph of a page below its declarations; `formulas` are the spans of its formulas."""

    name: str
    form: Form
    before: str
    paragraph: str
    after: str

    def page(self, paragraph: str) -> str:
        return self.before + paragraph + self.after

    @property
    def formulas(self) -> list[tuple[int, int]]:
        return [m.span(m.lastindex or 0) for m in FORMULA.finditer(self.paragraph)]


@dataclass(frozen=True)
class Changed:
    """A unit with one token deleted, doubled, swapped with the next, or put in."""

    unit: Unit
    what: str
    token: str
    after: str  # the token behind it, "" at the end of a formula
    paragraph: str

    @property
    def below(self) -> bool:
        """Whether it stands among the indices of a sum or a maximum."""
        return re.search(r"\\(?:sum|max|min)_\{[a-z] +[a-z]\}", self.paragraph) is not None

    def __str__(self) -> str:
        return f"{self.unit.name}: {self.what} {self.token!r}: {self.paragraph!r}"


def units() -> list[Unit]:
    """All paragraphs of the corpus that have formulas."""
    found = []
    for file in sorted(CORPUS.iterdir()):
        form: Form = "latex" if file.suffix == ".tex" else "markdown"
        head, *paragraphs = re.split(r"(?<=\n)\n(?=\S)", file.read_text(encoding="utf-8"))
        while "```symattn" not in head and "%% symattn" not in head:
            head += "\n" + paragraphs.pop(0)
        for k, paragraph in enumerate(paragraphs):
            body = paragraph.removesuffix("\\end{document}\n")
            after = "\n\\end{document}\n" if form == "latex" else ""
            found.append(Unit(f"{file.name}:{k + 1}", form, head + "\n", body, after))
    return found


def readings(text: str, form: Form) -> tuple[object, ...]:
    """All that a page says, as far as it is judged or shown."""
    page = read_page(parse(text, form))
    lines = tuple(
        (
            line.role, line.goal, line.context, line.alone, line.supposed, line.notes, line.remark,
            line.problem is not None,
        )
        for line in page.lines
    )  # fmt: skip
    return lines, len(page.declared), bool(page.problems), bool(page.document.problems)


def refused(said: tuple[object, ...]) -> bool:
    """Whether anything of a page was not read."""
    lines, _, problems, cut = said
    assert isinstance(lines, tuple)
    return bool(problems or cut) or any(line[-1] for line in lines)


def remarked(said: tuple[object, ...]) -> bool:
    """Whether words are shown beside a line."""
    lines = said[0]
    assert isinstance(lines, tuple)
    return any(line[-2] for line in lines)


def found_tokens(unit: Unit) -> Iterator[tuple[int, int]]:
    """The places of the tokens of a unit's formulas."""
    for start, end in unit.formulas:
        yield from (m.span() for m in TOKEN.finditer(unit.paragraph, start, end))


def has_meaning(token: str) -> bool:
    """Whether a token is no space and no mark, and not the name or the number of a line."""
    return token not in SPACES and not token.startswith(tuple(c + "{" for c in WITH_IDLE_ARGUMENT))


def mutants(unit: Unit) -> Iterator[Changed]:
    """Every deletion, doubling and swap with the next token; strangers put in at every place."""
    text = unit.paragraph
    spans = list(found_tokens(unit))
    ends = {end for _, end in unit.formulas}
    for k, (start, end) in enumerate(spans):
        token = text[start:end]
        last = any(end <= e <= spans[k + 1][0] for e in ends) if k + 1 < len(spans) else True
        after = "" if last else text[slice(*spans[k + 1])]
        for put in PUT_IN:
            if put != token:
                yield Changed(unit, "put in", put, after, f"{text[:start]}{put} {text[start:]}")
        if not has_meaning(token):
            continue
        yield Changed(unit, "deleted", token, after, f"{text[:start]} {text[end:]}")
        yield Changed(unit, "doubled", token, after, f"{text[:end]} {token} {text[end:]}")
        if after and after != token and has_meaning(after):
            first, stop = spans[k + 1]
            swapped = f"{text[:start]}{after}{text[end:first]} {token} {text[stop:]}"
            yield Changed(unit, "swapped", token, after, swapped)


def may_be_equal(change: Changed) -> bool:
    """Whether a change is one of those that docs/pages-syntax.md lists as without meaning."""
    token, after = change.token, change.after
    if change.what in ("deleted", "doubled"):
        ends = after in ("", "\\\\", *SPACES, *PUNCTUATION) or after.startswith((r"\text", r"\end"))
        joins = token.startswith(r"\text{") and token[6:-1].strip() in (*JOINING, "if", "for")
        return (
            (token in PUNCTUATION and ends)
            or token == r"\\"
            or joins
            or (
                change.what == "deleted"
                and (token in (r"\cdot", r"\times", r"\mathcal") or (token == "," and change.below))
            )
        )
    if change.what == "swapped":
        named = token in (r"\E", r"\Var", r"\exp", r"\log") or "operatorname" in token
        return (named and after in ("(", "[")) or after in NAMES_OF_VECTORS
    return False
