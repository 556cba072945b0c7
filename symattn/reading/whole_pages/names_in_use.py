"""How a page uses its names: with indices or without, transposed, between bars, as a size."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..documents.pieces import Document
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_tokens import FormulaError, Token, tokens
from ..latex_terms.scope import PageScope
from ..latex_terms.spelled_names import Spelled, name_at

TRANSPOSED = ([r"\top"], ["T"], [r"\mathrm", "{", "T", "}"])
_SOFTMAX = re.compile(r"softmax\}?\s*(?:\\left|\\[Bb]igl?)?\s*\(([^()]*)\)")
_WEIGHTS = re.compile(
    r"(\\?[A-Za-z]+)\s*:?=\s*\\(?:text|mathrm|operatorname)\*?\{softmax\}\s*(?:\\left)?\("
)
BOLD, ONES = "it is set in bold", r"\mathbf{1}"
_LETTERS = re.compile(r"\\(?!left|right|[Bb]ig|[,;! ])[A-Za-z]+|[A-Za-z]")


@dataclass
class Use:
    """How a name is used on the page."""

    indices: set[str] = field(default_factory=set)
    bare: bool = False
    called: bool = False
    vector: str = ""  # what shows that it is one
    beside: set[str] = field(default_factory=set)  # in products x^\top y; "" is what is no name
    size: bool = False
    to_infinity: bool = False
    defined: bool = False  # where it is met first, it is given a value


def names_in_use(document: Document) -> tuple[dict[str, Use], set[str], list[str]]:
    """How each name is used; the indices that sums bind, and what sums run to."""
    uses: dict[str, Use] = {}
    bound: set[str] = set()
    sizes: list[str] = []
    for piece in document.pieces:
        if piece.kind not in ("display", "inline"):
            continue
        try:
            row = tokens(document.text, piece.start, piece.end, document.macros)
        except FormulaError:
            continue
        _look(row, uses, bound, sizes)
    return uses, bound, sizes


def used_by_entries(document: Document) -> frozenset[str]:
    """Letters of which a page writes entries, s_i, or the softmax, and nothing that wants a vector.

    Where such a letter is said to be in ℝ^n, it stands for n numbers.  A product x^\top y wants
    vectors unless both are such letters.
    """
    if r"\in" not in document.text or "^" not in document.text:
        return frozenset()
    uses, _, _ = names_in_use(document)
    weighed = {name for inside in _SOFTMAX.findall(document.text) for name in _scores(inside)}
    weighed |= set(_WEIGHTS.findall(document.text))
    found = {
        name for name, use in uses.items()
        if (use.indices or name in weighed) and use.vector != BOLD
        and not _is_list(document.text, name)
    }  # fmt: skip
    dropped: set[str] = set()
    numbers = {name for name, use in uses.items() if use.indices and use.vector != BOLD}
    numbers = {name for name in numbers if name in found or not _are_vectors(document.text, name)}
    while odd := {
        name for name in found if not uses[name].beside <= {*found, *(numbers - dropped), ONES}
    }:
        found, dropped = found - odd, dropped | odd
    return frozenset(found)


def _scores(inside: str) -> list[str]:
    """x of softmax(x/T); none of softmax(K q), which a matrix makes, and of softmax(x^2)."""
    names = _LETTERS.findall(re.sub(r"/\s*\\?[A-Za-z]+", "", inside))
    return [] if "^" in inside or "_" in inside or any(n.isupper() for n in names) else names


def _is_list(text: str, base: str) -> bool:
    """Whether x_1, …, x_n are named, or x_i ∈ ℝ^d: then x alone is another thing."""
    return _are_vectors(text, base) or _member(text, base, r",\s*(?:\\[lc]?dots|…)")


def _are_vectors(text: str, base: str) -> bool:
    """Whether x_i ∈ ℝ^d is said."""
    return _member(text, base, r"\\in\s*\\[^\s$]*\^")


def _member(text: str, base: str, after: str) -> bool:
    return re.search(rf"(?<![A-Za-z\\]){re.escape(base)}_\{{?\w+\}}?\s*{after}", text) is not None


def _look(row: Sequence[Token], uses: dict[str, Use], bound: set[str], sizes: list[str]) -> None:
    reader = formula_reader(row, PageScope(), row[-1].end if row else 0)
    bars = 0
    transposed = ""  # the name before, where x^\top y may follow
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
            if transposed and token.kind not in ("space", "mark"):
                uses[transposed].beside.add("")
                transposed = ""
            reader.at = begin + 1
            continue
        spelled, new = found.spelled(below=False), False
        if spelled not in uses:
            uses[spelled], new = Use(), True
        use, after = uses[spelled], reader.here()
        first = all(t.kind in ("space", "mark") for t in reader.tokens[:begin])
        if new and first and after is not None and after.text in ("=", ":=", r"\equiv"):
            use.defined = True
        _note(found, use, after, reader.tokens[begin - 1] if begin else None)
        if transposed:
            other = spelled if found.below is None else ""
            uses[transposed].beside.add(other)
            use.beside.add(transposed if found.below is None else "")
        transposed = spelled if [t.text for t in found.above or ()] in TRANSPOSED else ""
        if transposed and found.below is not None:
            use.beside.add("")
        if bars % 2:
            use.vector = use.vector or "it stands between ‖ and ‖"
        for inside in (found.above if not found.mark else None,):
            if inside and [t.text for t in inside] not in TRANSPOSED:
                _look(inside, uses, bound, sizes)
        following = [t.text for t in reader.tokens[reader.at : reader.at + 2]]
        if following in ([r"\to", r"\infty"], [r"\gg", "0"]):
            use.to_infinity = True
    if transposed:
        uses[transposed].beside.add("")


def _note(found: Spelled, use: Use, after: Token | None, before: Token | None) -> None:
    texts = [t.text for t in found.above or ()]
    if texts in TRANSPOSED:
        use.vector = "it is transposed"
    elif found.base.startswith(r"\mathbf"):
        use.vector = use.vector or BOLD
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


def _range(row: Sequence[Token], bound: set[str], sizes: list[str], uses: dict[str, Use]) -> None:
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
            uses.setdefault(name, Use()).size = True
            if name not in sizes:
                sizes.append(name)
