"""Through which members an index runs: i = 1, …, n; i ∈ {1, …, n}; i ∈ [n]; 1 ≤ i ≤ n.

And sets that are counted for the first time: "k_1, …, k_n" says that n is a whole number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...language import number
from ..latex_terms.all_factors import formula_reader, value_of
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope, Symbol
from ..latex_terms.spelled_names import name_at
from .declaring_names import declare_indices, declare_number

Range = tuple[list[str], list[Token]]


def range_said(tokens: Sequence[Token]) -> Range | None:
    """The indices, and the tokens of how many members there are; None if it is no range."""
    row = [t for t in tokens if t.kind not in ("space", "mark")]
    while row and row[-1].text in (",", ".", ";"):
        row.pop()
    texts = [t.text for t in row]
    if texts[:1] == ["1"] and texts.count(r"\le") == 2 and texts[1] == r"\le":
        last = len(texts) - 1 - texts[::-1].index(r"\le")
        return _range(row[2:last], row[last + 1 :])
    if r"\in" in texts:
        k = texts.index(r"\in")
        rest, inside = texts[k + 1 :], row[k + 2 : -1]
        if rest[:1] == ["["] and rest[-1:] == ["]"] and "," not in rest:
            return _range(row[:k], inside)
        if rest[:1] == [r"\{"] and rest[-1:] == [r"\}"]:
            return _range(row[:k], _last_of(inside))
        return None
    if "=" in texts and (r"\dots" in texts or texts[texts.index("=") + 1 :][:3] == ["1", ",", "2"]):
        k = texts.index("=")
        return _range(row[:k], _last_of(row[k + 1 :]))
    return None


def _last_of(tokens: Sequence[Token]) -> list[Token]:
    """The n of 1, …, n or 1, 2, …, n; the 2 of 1, 2."""
    parts = [[t.text for t in p] for p in parted(tokens, ",")]
    if len(parts) > 1 and parts == [[str(k + 1)] for k in range(len(parts))]:
        return parted(tokens, ",")[-1]  # 1, 2
    dots = next((k for k, p in enumerate(parts) if p == [r"\dots"]), None)
    if dots is None or dots != len(parts) - 2 or not parts[-1]:
        return []
    if parts[:dots] != [[str(k)] for k in range(1, dots + 1)] or not dots:
        return []
    return parted(tokens, ",")[-1]


def _range(names: Sequence[Token], size: Sequence[Token]) -> Range | None:
    try:
        labels = [label(one) for one in index_names(names)]
    except FormulaError:
        return None
    if not labels or not size or any(one.isdecimal() for one in labels):
        return None
    return labels, list(size)


def declare_range(scope: PageScope, said: Range) -> list[str]:
    """Enter the indices of a range that are new; all its names.  Raises FormulaError."""
    names, size = said
    over = counted(scope, size)
    for name in names:
        home = scope.index(name)
        if home is not None and home != over:
            raise FormulaError(
                f"{name} runs through another set already", size[0].start, size[-1].end
            )
        known = scope.meaning(name)
        if home is None and isinstance(known, Symbol) and not known.over:
            raise FormulaError(f"{name} is declared, and is no index", size[0].start, size[-1].end)
        if home is None:
            declare_indices(scope, [name], over, "some")
    return names


def counted(scope: PageScope, tokens: Sequence[Token]) -> str:
    """The set of so many members; a new letter is a whole number by that.  Raises FormulaError."""
    row = [t for t in tokens if t.kind not in ("space", "mark")]
    if not row:
        raise FormulaError("how many there are is missing", 0, 0)
    at = (row[0].start, row[-1].end)
    count_by(scope, row)
    size = value_of(row, scope, "how many there are").term
    whole = size.op == "number" or (size.op == "scalar" and scope.scalars[size.key].integer)
    if not whole:
        raise FormulaError("how many there are is a number or a declared integer", *at)
    return scope.set_of_size(size)


def count_by(scope: PageScope, row: Sequence[Token]) -> None:
    """A letter that counts something is a whole number, and at least 1 if it is new."""
    reader = formula_reader(row, scope, row[-1].end)
    name = name_at(reader)
    if name is None or not reader.done or name.above is not None or name.word or name.base == "e":
        return
    spelled = name.spelled(below=True)
    known = scope.meaning(spelled)
    if known is None and scope.index(spelled) is None:
        declare_number(scope, spelled, integer=True, fact=("≥", number(1)))
        scope.implied |= {spelled}
    elif isinstance(known, Symbol) and known.key in scope.scalars and spelled in scope.loose:
        scope.scalars[known.key] = replace(scope.scalars[known.key], integer=True)
        scope.loose -= {spelled}
        scope.implied |= {spelled}
