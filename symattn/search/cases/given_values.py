"""Equations about the unnamed members, as values of what stands for them in sums: k_j·k_j = r.

Untrusted: the kernel solves them again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

from ...kernel import Claim, Rejected
from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import PRODUCT, Atom, unnamed
from ...kernel.checker import with_given
from ...kernel.order.fact_names import FactName
from ...kernel.rules.sequent import Sequent
from ...language import Term, indices_in


def given(claim: Claim, maxima: tuple[Term, ...]) -> list[list[str]]:
    """Each equation about any other member that can be solved for an atom of theirs, and squares of
    what is said of lengths."""
    found: list[list[str]] = []
    values: dict[str, ring.Element] = {}
    for name in _names(claim):
        with suppress(Rejected):
            p = Sequent(claim, values=values, family_maxima=maxima).fact(name).element
            for atom in [a for a in sorted(ring.atoms(p), key=_last) if _solves(p, a)][:1]:
                values = with_given(claim, (), values, maxima, [[name, atom]])
                found.append([name, str(atom)])
    return found


def _names(claim: Claim) -> Iterator[str]:
    for kind, facts in (("h", claim.context.facts), ("l", claim.assumptions)):
        for k, fact in enumerate(facts):
            if fact.op != "=":
                continue
            said = indices_in(fact)
            stars = [str(unnamed(one.key)) for one in claim.context.index_sets if one.rest in said]
            long = any(t.op == "norm" for t in fact.subterms())
            for star in stars or [""] * long:
                yield from (
                    str(FactName(kind, k, star=star, raised=raised))
                    for raised in ("", "sq")[: 1 + long]
                )


def _last(a: Atom) -> tuple[bool, bool, str]:
    """What to solve for first: inner products, then members."""
    return not a.stars, a.kind != PRODUCT, a


def _solves(p: ring.Element, a: Atom) -> bool:
    with suppress(Rejected):
        replacing.solved(p, a)
        return bool(a.stars) or a.kind == PRODUCT
    return False
