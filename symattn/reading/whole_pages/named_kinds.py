"""Names of a kind: numbers, vectors, families of them, as a noun and the formula itself say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...language import Term, number
from ...language.kinds import COMPARISONS
from ..latex_terms.all_factors import value_of
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope
from .declaring_names import (
    add_fact,
    declare_arrow,
    declare_family,
    declare_number,
    for_every,
    one_name,
    probabilities,
)
from .index_ranges import count_by, counted
from .sentence_forms import declare_by_relation

SIGNS = {"positive": ">", "negative": "<", "nonnegative": "≥", "non-negative": "≥", "nonzero": "≠"}
REAL = r"\\(?:mathbb|mathbf)\{?R\}?"
WHOLE = r"\\(?:mathbb|mathbf)\{?[NZ]\}?(?:_\{?(?:>0|\\ge1|\+)\}?|\^\{?\+\}?|\^\{?\*\}?)?"


@dataclass(frozen=True)
class Kind:
    """What is said of names: "number", "vector", …, a sign, a home such as ℝ^d, bounds."""

    name: str  # "" where only the formula says it
    sign: str = ""
    home: tuple[Token, ...] = ()
    beside: tuple[tuple[Token, ...], ...] = ()
    noun: str = ""

    @property
    def told(self) -> str:
        words = {"integer": "a whole number", "number": "real", "vector": "a vector",
                 "orthonormal": "orthonormal vectors", "probability": "probabilities",
                 "vague": "as the formula says"}  # fmt: skip
        sign = f"{self.sign} " if self.sign else ""
        return f"{sign}{words.get(self.name, self.name)}"


def declare_named(scope: PageScope, row: Sequence[Token], kind: Kind, end: int) -> str:
    """Enter names; gives them.  Raises FormulaError."""
    row = [t for t in row if t.kind not in ("space", "mark")]
    while row and row[-1].text in (",", ".", ";"):
        row.pop()
    cut = _cut(row)
    names, tail = _listed(row[:cut]), row[cut:]
    home = [*kind.home]
    bound: list[Token] = []
    if tail and tail[0].text == r"\in":
        home = tail[1:]
    elif tail:
        bound = row
    ends = interval(home)
    if ends is not None:
        home = []
        kind = replace(kind, name="number" if kind.name in ("", "vague") else kind.name)
    texts = [t.text for t in row[:cut]]
    if texts[1:3] == ["=", "("] and r"\dots" in texts and kind.name in ("", "vague"):
        kind = replace(kind, name="number")  # x = (x_1, …, x_n) has numbers
    sort, sign, dimension = _sort(kind, home)
    if texts[1:3] == ["=", "("] and sort == "vector" and kind.name == "number":
        sort = "number"
    if bound and _relations(row) > 1 or (bound and sort == "vector"):
        if sort == "vector":
            raise FormulaError("a vector stands in no relation here", row[0].start, row[-1].end)
        declare_by_relation(scope, row, integer=kind.name == "integer")
        return _text(row)
    told = _enter(scope, names, sort, sign, kind, dimension)
    if ends is not None:
        for one in names:
            for fact in between(scope, one, ends):
                add_fact(scope, fact)
    for said in (bound, *kind.beside):
        if said:
            declare_by_relation(scope, list(said), integer=False)
    return told


def interval(home: Sequence[Token]) -> tuple[str, list[Token], list[Token], str] | None:
    """(0, 1), [0, 1), (0, \\infty): its brackets and its ends."""
    row = [t for t in home if t.kind not in ("space", "mark")]
    if len(row) < 5 or row[0].text not in ("(", "[") or row[-1].text not in (")", "]"):
        return None
    parts = parted(row[1:-1], ",")
    if len(parts) != 2 or not all(parts):
        return None
    return row[0].text, parts[0], parts[1], row[-1].text


def between(
    scope: PageScope, name: list[Token], ends: tuple[str, list[Token], list[Token], str]
) -> list[Term]:
    """What an interval says of a name."""
    opening, low, high, closing = ends
    middle = value_of(name, scope, "a name").term
    found = []
    if _text(low) != r"-\infty":
        least = value_of(low, scope, "the lower end").term
        found.append(Term(">" if opening == "(" else "≥", (middle, least)))
    if _text(high) != r"\infty":
        most = value_of(high, scope, "the upper end").term
        found.append(Term("<" if closing == ")" else "≤", (middle, most)))
    return found


def _cut(row: Sequence[Token]) -> int:
    depth = 0
    for k, token in enumerate(row):
        depth += token.text in ("(", "{", r"\{")
        depth -= token.text in (")", "}", r"\}")
        if depth == 0 and (token.text == r"\in" or RELATIONS.get(token.text) in COMPARISONS):
            if token.text != "=":
                return k
    return len(row)


def _relations(row: Sequence[Token]) -> int:
    return sum(RELATIONS.get(t.text) in COMPARISONS for t in row)


def _listed(row: list[Token]) -> list[list[Token]]:
    """The names: x, y; (x_1, …, x_n); x = (x_1, …, x_n); \\{x_i\\}_{i=1}^n is not read."""
    texts = [t.text for t in row]
    if texts[1:3] == ["=", "("]:
        row, texts = row[2:], texts[2:]
    if texts[:1] == ["("] and texts[-1:] == [")"]:
        row = row[1:-1]
    return [p for p in parted(row, ",")]


def _text(row: Sequence[Token]) -> str:
    return "".join(t.text for t in row)


def _sort(kind: Kind, home: Sequence[Token]) -> tuple[str, str, list[Token]]:
    """number, integer or vector; the sign; and the tokens of a dimension."""
    text = "".join(t.text for t in home if t.kind != "space").rstrip(".,;")
    sign = kind.sign
    at = (home[0].start, home[-1].end) if home else (0, 0)
    if not text:
        if kind.name in ("vague", ""):
            said = f"The noun {kind.noun!r} does not say" if kind.noun else "It is not said"
            raise FormulaError(
                f"are these numbers or vectors? {said}: write \\in \\mathbb{{R}} or \\in "
                "\\mathbb{R}^d", *at,
            )  # fmt: skip
        return ("vector" if kind.name == "orthonormal" else kind.name), sign, []
    if re.fullmatch(REAL, text):
        found = "number"
    elif re.fullmatch(rf"{REAL}(?:_\{{?(?:>0|\+|\+\+)\}}?|\^\{{?\+\}}?)|\(0,\\infty\)", text):
        found, sign = "number", sign or "positive"
        if r"_{+}" in text or text.endswith("_+"):
            sign = kind.sign or "nonnegative"
    elif re.fullmatch(
        rf"{REAL}\^(?:[A-Za-z0-9]|\{{[A-Za-z]\w*\}}|\{{[A-Za-z]_.+\}}|\{{\d+\}})", text
    ):
        found = "vector"
    elif square := re.fullmatch(rf"{REAL}\^\{{([A-Za-z]\w*|\d+)\\times(.+)\}}", text):
        if square[1] != square[2]:
            raise FormulaError("a matrix is square here, as in \\mathbb{R}^{d \\times d}", *at)
        k = next(i for i, t in enumerate(home) if t.text == r"\times")
        return "matrix", sign, [*home[k + 1 : -1]]
    elif re.fullmatch(WHOLE, text):
        found = "integer"
        if "Z" in text and text[-1] in "Z}" and "_" not in text and "^" not in text:
            return "integer", sign, []
        sign = sign or "positive"
    else:
        raise FormulaError(f"{text} is not understood as what a name is in", *at)
    if found == "vector":
        k = next(i for i, t in enumerate(home) if t.text == "^")
        dimension = [t for t in home[k + 1 :] if t.text not in ("{", "}") or len(home) > k + 4]
        return "vector", sign, dimension
    if kind.name in ("vector", "orthonormal"):
        raise FormulaError(f"{kind.noun} are vectors, and {text} has numbers", *at)
    return "integer" if kind.name == "integer" else found, sign, []


def _enter(
    scope: PageScope,
    names: Sequence[list[Token]],
    sort: str,
    sign: str,
    kind: Kind,
    dimension: list[Token],
) -> str:
    dots = next((k for k, p in enumerate(names) if [t.text for t in p] == [r"\dots"]), None)
    inner = [t for t in dimension if t.text not in ("{", "}")]
    of_numbers = kind.name in ("number", "probability")
    at = (names[0][0].start, names[-1][-1].end) if names and names[0] and names[-1] else (0, 0)
    if dots is not None:
        base, size = _family(scope, names, dots)
        over = counted(scope, size)
        if dimension:
            _dimension(scope, inner)
        _family_of(scope, base, over, sort, sign, kind)
        return f"{base}_1, …, {base}_{_text(size)}"
    told = []
    for one in names:
        name = one_name(scope, one, "a name")
        whole, base = name.spelled(below=True), name.spelled(below=False)
        home = _home_below(scope, name.below)
        if home is not None:
            if dimension:
                _dimension(scope, inner)
            _family_of(scope, base, home, sort, sign, kind)
            told.append(f"{base}, over {_text(one)}")
            continue
        # logits z ∈ ℝ^K are K numbers, and so is a vector of which the page writes entries alone
        if sort == "vector" and inner and (of_numbers or whole in scope.entries):
            over = counted(scope, inner)
            _family_of(scope, base, over, "number", sign, kind)
            told.append(f"{base}_1, …, {base}_{_text(inner)}")
            continue
        if kind.name in ("probability", "orthonormal") and not (kind.noun == "probability"):
            raise FormulaError(
                "how many are there? Write p_1, …, p_n, or declare a family: let p_j: "
                "probabilities over n", *at,
            )  # fmt: skip
        if whole in scope.implied and sort == "integer":
            told.append(whole)  # it counts already
            continue
        if sort in ("vector", "matrix"):
            declare_arrow(scope, whole, sort)
            if dimension:
                _dimension(scope, inner)
        else:
            fact = (SIGNS[sign], number(0)) if sign else None
            if kind.name == "probability":
                declare_number(scope, whole, fact=("≥", number(0)))
                add_fact(scope, Term("≤", (Term("scalar", (scope.names.key(whole),)), number(1))))
            elif sort == "integer" and sign != "negative":
                counting = kind.noun not in ("integer", "integers") or sign == "positive"
                low = ("≥", number(1)) if counting else fact
                declare_number(scope, whole, integer=True, fact=low)
            else:
                declare_number(scope, whole, integer=sort == "integer", fact=fact)
        told.append(whole)
    return ", ".join(told)


def _family(scope: PageScope, names: Sequence[list[Token]], dots: int) -> tuple[str, list[Token]]:
    """The letter of x_1, x_2, …, x_n, and the tokens of n."""
    at = (names[0][0].start, names[-1][-1].end)
    parts = [one_name(scope, p, "a name") for k, p in enumerate(names) if k != dots]
    bases = {p.spelled(below=False) for p in parts}
    below = [_text(p.below or []) for p in parts[:-1]]
    last = parts[-1].below
    if len(bases) != 1 or dots != len(names) - 2 or not last:
        raise FormulaError("one family stands in x_1, …, x_n", *at)
    if below != [str(k) for k in range(1, len(below) + 1)]:
        raise FormulaError("a list is numbered from 1: x_1, …, x_n", *at)
    return bases.pop(), list(last)


def _home_below(scope: PageScope, below: Sequence[Token] | None) -> str | None:
    """The set that the index below a name runs through; None if it is part of the name."""
    if below is None:
        return None
    try:
        labels = [label(one) for one in index_names(below)]
    except FormulaError:
        return None
    if len(labels) != 1 or labels[0].isdecimal():
        return None
    home = scope.index(labels[0])
    named = labels[0] in scope.indices and scope.indices[labels[0]].kind == "named"
    if home is not None and not named:
        return home
    letter = labels[0] in ("i", "j", "k", "l", "ell", "m", "r", "s")
    if home is None and letter and scope.meaning(labels[0]) is None:
        if len(scope.sizes) == 1:
            return next(iter(scope.sizes))
        at = (below[0].start, below[-1].end)
        raise FormulaError(
            f"through which set does {labels[0]} run? Write {labels[0]} = 1, \\dots, n behind it, "
            "or list x_1, \\dots, x_n", *at,
        )  # fmt: skip
    return None


def _family_of(scope: PageScope, base: str, over: str, sort: str, sign: str, kind: Kind) -> None:
    if sort == "vector":
        norm = number(1) if kind.name == "orthonormal" else None
        declare_family(scope, base, over, "vector", norm)
        return
    if sort == "integer":
        raise FormulaError("a family of integers is not in the language", 0, 0)
    key = declare_family(scope, base, over, "scalar")
    if kind.name == "probability":
        probabilities(scope, key, over)
    elif sign:
        add_fact(scope, for_every(over, key, SIGNS[sign], number(0)))


def _dimension(scope: PageScope, row: Sequence[Token]) -> None:
    """ℝ^d says that d is a whole number."""
    if row and not any(t.text.isdecimal() for t in row):
        count_by(scope, row)
