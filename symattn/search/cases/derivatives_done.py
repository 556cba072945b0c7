"""Derivatives carried out.

Near a point, a limit is one of the derivative's value, and that it is this value is a claim of its
own.
"""

from __future__ import annotations

from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.errors import OutsideClass
from ...kernel.rules.sequent import Sequent
from ...language import Context, Term, plain, replaced
from ..as_terms import quotient_term
from ..sign_search.positivity import ProvingSigns
from .limit_table import proved

Proofs = tuple[tuple[Claim, Any], ...]


def carried_out(context: Context, term: Term, by: Term, deadline: float) -> tuple[Term, Proofs]:
    """The term with every derivative by this scalar as what it is, and proofs of that.

    Raises OutsideClass.
    """
    found: dict[Term, Term] = {}
    proofs: Proofs = ()
    for one in outermost(term, by):
        if one in found:
            continue
        signs = ProvingSigns()
        signs.cell = cell = Sequent(Claim(context, Term("=", (one, one))), signs=signs)
        try:
            value = quotient_term(cell.meaning.scalar(one), context, signs.opaque)
        except Rejected as error:
            raise OutsideClass(
                f"the derivative {plain(one)} was not carried out: {error}"
            ) from error
        claim = Claim(context, Term("=", (one, value if value is not None else one)))
        if value is None or (certificate := proved(claim, {}, deadline)) is None:
            raise OutsideClass(f"the derivative {plain(one)} was not carried out")
        found[one], proofs = value, (*proofs, (claim, certificate))
    return replaced(term, found), proofs


def outermost(term: Term, by: Term) -> list[Term]:
    """The derivatives by this scalar that stand in no other one."""
    if term.op == "diff" and term.children[1] == by:
        return [term]
    return [one for child in term.children for one in outermost(child, by)]
