"""Terms with defined operators written out: what a search that looks for logarithms has to see."""

from __future__ import annotations

from ..language import Term, TermError, flattened, unfolded
from ..language.operators import DEFINITIONS, Body


def written_out(term: Term) -> Term:
    """The term with every defined operator as its definition; as it is where that is too deep."""
    if not term.children:
        return term
    try:
        parts = tuple(written_out(a) if isinstance(a, Term) else a for a in term.args)
        whole = flattened(term.op, parts)  # type: ignore[arg-type]
        return unfolded(whole) if term.op in DEFINITIONS and term.sort == "scalar" else whole
    except TermError:
        return term


def operators_in(body: Body) -> frozenset[str]:
    """The operators that a definition is made of."""
    if not isinstance(body, tuple):
        return frozenset()
    return frozenset({str(body[0])}).union(*(operators_in(part) for part in body[1:]))


def defined_with(*operators: str) -> tuple[str, ...]:
    """The operators that have one of these in their definition."""
    return tuple(op for op, body in DEFINITIONS.items() if operators_in(body) & {*operators})


def uses(term: Term, op: str) -> bool:
    """Whether an operator occurs in a term, or in the definition of one that does."""
    return any(t.op == op or op in operators_in(DEFINITIONS.get(t.op, "")) for t in term.subterms())
