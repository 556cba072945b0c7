"""s_1 = \\dots = s_n: what says that every member is as the first one."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term, replace_indices
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.latex_tokens import Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope, as_index


def all_equal(scope: PageScope, tokens: Sequence[Token]) -> Term | None:
    """s_1 = \\dots = s_n: every member is as the first one.  None if it has another form."""
    row = [t for t in tokens if t.kind not in ("space", "mark")]
    while row and row[-1].text in (",", ".", ";"):
        row.pop()
    parts = parted(row, "=")
    dots = [k for k, p in enumerate(parts) if [t.text for t in p] == [r"\dots"]]
    if len(parts) < 3 or len(dots) != 1 or not all(parts):
        return None
    reader = formula_reader(row, scope, row[-1].end)
    listed = reader.listed(parts, "a side")
    if listed is None:
        return None
    name, over, body = listed
    first = replace_indices(body, {name: as_index("1")})
    return Term("every", (name, over, Term("=", (body, first))))
