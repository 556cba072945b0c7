"""Indices that words declare: "let $a$ and $b$ be two distinct indices", "fix indices $a ≠ b$"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope
from .declaring_names import declare_indices
from .index_ranges import counted, range_said

TAKING = ("let", "fix", "let us fix", "choose", "pick")  # what is supposed holds for a line or two


def pair_apart(scope: PageScope, row: Sequence[Token]) -> str:
    """a ≠ b of two known indices: what it declares; "" if it is something else.

    Raises FormulaError.
    """
    names = _listed(row) if any(t.text == r"\ne" for t in row) else []
    if not names or not all(name in scope.indices for name in names):
        return ""
    return declare_apart(scope, names, (row[0].start, row[-1].end))


def declare_listed(
    scope: PageScope,
    rows: Sequence[Sequence[Token]],
    home: Sequence[Token],
    distinct: bool,
) -> str:
    """Enter the indices of these formulas: members of `home`, or of the one set there is.

    Raises FormulaError.
    """
    at = (rows[0][0].start, rows[-1][-1].end)
    names = [name for row in rows for name in _listed(row)]
    if not names or not all(map(_listed, rows)):
        raise FormulaError("expected names of indices, as in: a, b, or a \\ne b", *at)
    distinct = distinct or any(t.text == r"\ne" for row in rows for t in row)
    over = _home(scope, names, home, at)
    for name in names:
        if name not in scope.indices and scope.meaning(name) is not None:
            raise FormulaError(f"{name} is declared, and is no index", *at)
    declare_indices(scope, names, over, "some")  # what was said of them before is over
    return declare_apart(scope, names, at) if distinct else _told(names, "any member")


def declare_apart(scope: PageScope, names: Sequence[str], at: tuple[int, int]) -> str:
    """From here on they are distinct members of one set.  Raises FormulaError."""
    over = {scope.indices[name].over for name in names}
    kinds = {scope.indices[name].kind for name in names}
    if len(set(names)) != len(names) or len(over) != 1 or not kinds <= {"some", "named"}:
        raise FormulaError(f"{', '.join(names)}: two indices of one set were expected", *at)
    others = named_besides(scope, names)
    if others and "some" in kinds:
        raise FormulaError(
            f"are they other ones than {', '.join(others)}? Declare all of them together, as in: "
            f"let {', '.join([*others, *names])}: indices of n", *at,
        )  # fmt: skip
    declare_indices(scope, names, over.pop(), "named")
    return _told(names, "distinct members")


def named_besides(scope: PageScope, names: Sequence[str]) -> list[str]:
    """The other indices of the same set that are declared as distinct members."""
    over = {scope.indices[name].over for name in names}
    return [
        n
        for n, i in scope.indices.items()
        if i.over in over and i.kind == "named" and n not in names
    ]


def _told(names: Sequence[str], what: str) -> str:
    return f"declares {', '.join(names)}: {what}"


def _listed(row: Sequence[Token]) -> list[str]:
    """a; a, b; a ≠ b: the names, or none if it is something else."""
    tokens = [t for t in row if t.kind not in ("space", "mark")]
    while tokens and tokens[-1].text in (",", ".", ";"):
        tokens.pop()
    parts = parted(tokens, r"\ne")
    if len(parts) > 2 or (len(parts) == 2 and any(len(p) != 1 for p in parts)):
        return []
    try:
        names = [label(one) for part in parts for one in index_names(part)]
    except FormulaError:
        return []
    return names if all(name.isalpha() and len(name) == 1 for name in names) else []


def _home(
    scope: PageScope, names: Sequence[str], home: Sequence[Token], at: tuple[int, int]
) -> str:
    if home:
        sign = replace(home[0], kind="command", text=r"\in")
        said = range_said([replace(home[0], kind="letter", text=names[0]), sign, *home])
        return counted(scope, said[1] if said is not None else home)
    if len(scope.sizes) != 1:
        raise FormulaError(
            f"of what are these indices? Declare them, as in: let {', '.join(names)}: indices of n",
            *at,
        )
    return next(iter(scope.sizes))
