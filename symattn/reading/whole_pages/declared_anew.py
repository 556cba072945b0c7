"""Letters that are declared again as something else, while older definitions speak of them."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Context, check_context
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.scope import PageScope, Symbol
from .declaring_names import any_names


def forget_elsewhere(scope: PageScope, row: Sequence[Token]) -> None:
    """x ∈ ℝ^n of a letter of a section that has ended: another thing, of which nothing is said."""
    k = next((k for k, t in enumerate(row) if t.text == r"\in"), 0)
    if k and [t.text for t in row[k + 1 : k + 2]] in ([r"\mathbb"], [r"\mathbf"], ["("]):
        for name in scope.elsewhere.intersection(any_names(scope, row[:k])):
            scope.forget(name)
            scope.elsewhere -= {name}


def check_declared(scope: PageScope, context: Context, at: tuple[int, int]) -> None:
    """Whether every name is what the definitions use it as.  Raises FormulaError, TermError."""
    known = {
        "entry": scope.families,
        "member": scope.families,
        "vector": scope.vectors,
        "matrix": scope.matrices,
    }
    for definition in context.definitions:
        for t in (t for body in definition.bodies for t in body.subterms() if t.op in known):
            if t.key in known[t.op]:  # type: ignore[operator]
                continue
            for spelled, now in scope.symbols.items():
                if isinstance(now, Symbol) and now.key == t.key:
                    was = "members of a family" if t.op in ("entry", "member") else f"a {t.op}"
                    raise FormulaError(
                        f"{scope.spelling(definition.key)} is defined by another {spelled} ({was}),"
                        f" and {spelled} is declared again since: give one of them another letter",
                        *at,
                    )
    check_context(context)


__all__ = ["check_declared", "forget_elsewhere"]
