"""Declarations that a page seems to lack, each with the reason: proposed, and never judged on.

What a name is shows in how it is used: what is transposed or has a length is a vector, what has
many indices a family, what a sum runs to a whole number, everything else a real number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..latex_terms.all_factors import formula_reader
from ..latex_terms.chance_parts import MEANS
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import FUNCTIONS, LACKING
from ..latex_terms.latex_tokens import FormulaError, Token, tokens
from ..latex_terms.scope import PageScope
from ..latex_terms.spelled_names import Spelled, name_at
from .page_lines import ReadPage

TRANSPOSED = ([r"\top"], ["T"], [r"\mathrm", "{", "T", "}"])
NO_NAMES = {
    "e", "E", "P", "d", r"\pi", r"\delta", "I", "O", *FUNCTIONS, *LACKING, *MEANS, "softmax", "N",
    r"\mathcal{N}", r"\mathbb{R}", r"\mathbb{N}", r"\mathbb{E}", r"\mathbb{P}", r"\mathbf{1}",
}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """A line of declarations, and why it is proposed."""

    line: str
    reason: str


@dataclass
class _Use:
    """How a name is used on the page."""

    indices: set[str] = field(default_factory=set)
    bare: bool = False
    called: bool = False
    vector: str = ""  # what shows that it is one
    size: bool = False
    to_infinity: bool = False
    defined: bool = False  # where it is met first, it is given a value


def guesses(page: ReadPage) -> list[Guess]:
    """What might be declared so that more of the page can be read."""
    uses: dict[str, _Use] = {}
    bound: set[str] = set()
    sizes: list[str] = []
    document = page.document
    for piece in document.pieces:
        if piece.kind not in ("display", "inline"):
            continue
        try:
            row = tokens(document.text, piece.start, piece.end, document.macros)
        except FormulaError:
            continue
        _look(row, uses, bound, sizes)
    found = {
        name: use for name, use in uses.items()
        if name not in page.known and name not in NO_NAMES
        and not (name in bound and not use.to_infinity) and not use.defined
    }  # fmt: skip
    return list(_proposed(found, page, sizes))


def _proposed(found: dict[str, _Use], page: ReadPage, sizes: list[str]) -> Iterator[Guess]:
    families = {n: u for n, u in found.items() if u.indices and not u.bare}
    size = next((s for s in sizes), "n")
    if families and size not in page.known:
        why = "a sum runs to it" if size in sizes else "how many members the families have"
        yield Guess(f"let {size}: integer >= 1", why)
    for name, use in found.items():
        if name == size and families:
            continue
        if use.called:
            yield Guess(f"let {name}(x) = …", "it stands before brackets like a function")
        elif use.size:
            yield Guess(f"let {name}: integer >= 1", "a sum runs to it")
        elif name in families:
            index = next((i for i in sorted(use.indices) if i.isalpha()), "j")
            kind = "vectors" if use.vector else "reals"
            why = use.vector or "it has the indices " + ", ".join(sorted(use.indices))
            yield Guess(f"let {name}_{index}: {kind} over {size}", why)
        elif use.vector:
            yield Guess(f"let {name}: vector", use.vector)
        else:
            kind = "positive" if use.to_infinity else "real"
            why = "it tends to infinity" if use.to_infinity else "it is used as a number"
            yield Guess(f"let {name}: {kind}", why)
    for name, use in found.items():
        if use.to_infinity:
            yield Guess(f"as {name} -> \\infty", "what → and ≈ speak of")


def _look(row: Sequence[Token], uses: dict[str, _Use], bound: set[str], sizes: list[str]) -> None:
    reader = formula_reader(row, PageScope(), row[-1].end if row else 0)
    bars = 0
    while (token := reader.here()) is not None:
        begin = reader.at
        if token.text in (r"\sum", r"\max", r"\min"):
            reader.at += 1
            _range(reader.tokens[reader.at :], bound, sizes, uses)
            continue
        try:
            found = name_at(reader)
        except FormulaError:
            found = None
        if found is None or reader.at <= begin or found.word and token.kind == "text":
            bars += token.text.startswith(r"\|")
            reader.at = begin + 1
            continue
        spelled, new = found.spelled(below=False), False
        if spelled not in uses:
            uses[spelled], new = _Use(), True
        use, after = uses[spelled], reader.here()
        first = all(t.kind in ("space", "mark") for t in reader.tokens[:begin])
        if new and first and after is not None and after.text in ("=", ":=", r"\equiv"):
            use.defined = True
        _note(found, use, after, reader.tokens[begin - 1] if begin else None)
        if bars % 2:
            use.vector = use.vector or "it stands between ‖ and ‖"
        for inside in (found.above if not found.mark else None,):
            if inside and [t.text for t in inside] not in TRANSPOSED:
                _look(inside, uses, bound, sizes)
        following = [t.text for t in reader.tokens[reader.at : reader.at + 2]]
        if following in ([r"\to", r"\infty"], [r"\gg", "0"]):
            use.to_infinity = True


def _note(found: Spelled, use: _Use, after: Token | None, before: Token | None) -> None:
    texts = [t.text for t in found.above or ()]
    if texts in TRANSPOSED:
        use.vector = "it is transposed"
    elif found.base.startswith(r"\mathbf"):
        use.vector = use.vector or "it is set in bold"
    elif before is not None and before.text in (r"\top", "T") and found.above is None:
        use.vector = use.vector or "it stands after a transposed one"
    if found.below is None:
        use.bare = True
        if after is not None and after.text == "(" and (found.word or after.glued):
            use.called = found.word
        return
    try:
        use.indices |= {label(one) for one in index_names(found.below)}
    except FormulaError:
        use.bare = True


def _range(row: Sequence[Token], bound: set[str], sizes: list[str], uses: dict[str, _Use]) -> None:
    """The index below a sum, and what it runs to."""
    reader = formula_reader(row, PageScope(), row[-1].end if row else 0)
    while (script := reader.here()) is not None and script.text in ("_", "^"):
        reader.at += 1
        try:
            inside = reader.group()
        except FormulaError:
            return
        if script.text == "_":
            bound.update(t.text for t in inside if t.kind == "letter")
        elif len(inside) == 1 and inside[0].kind == "letter":
            name = inside[0].text
            uses.setdefault(name, _Use()).size = True
            if name not in sizes:
                sizes.append(name)


def block(proposed: Sequence[Guess], form: str) -> str:
    """The lines as they stand in a page: a fenced block, or comments of LaTeX."""
    lines = [g.line for g in proposed if "…" not in g.line]
    if form == "latex":
        return "".join(f"%% symattn: {line}\n" for line in lines)
    return "```symattn\n" + "".join(f"{line}\n" for line in lines) + "```\n\n"
