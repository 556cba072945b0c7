"""Families that are declared with more than a size: a sign, probabilities, one-hot at a member."""

from __future__ import annotations

from ..language import Definition, Term, number


def of_each(key: str, over: str, relation: str, j: str = "j") -> Term:
    """What every member is beside 0: at least it, say; `j` is what runs."""
    member = Term("entry", (key, Term("index", (j,))))
    return Term("every", (j, over, Term(relation, (member, number(0)))))


def probabilities_of(key: str, over: str, j: str = "j") -> tuple[Term, Term]:
    """Every member is at least 0, and their sum is 1; `j` is what runs."""
    member = Term("entry", (key, Term("index", (j,))))
    return (
        of_each(key, over, "≥", j),
        Term("=", (Term("sum", (j, over, member)), number(1))),
    )


def one_hot_at(key: str, over: str, member: str, j: str = "j") -> Definition:
    """1 at the member, 0 at every other."""
    return Definition(key, "scalar", ((j, over),), number(0), ((member, number(1)),))
