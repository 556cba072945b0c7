"""Roots by letters: s for √t, with s > 0 or s ≥ 0 and s² = t.  Untrusted.

An entry of a certificate names no sign of a root; a fact about a letter can be multiplied with.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from ...kernel import Claim, Rejected
from ...language import Term, TermError, indices_in, number
from ...language.kinds import COMPARISONS
from ..clock import now
from ..repairs.weaker_lines import prove
from .lipschitz_search import LETTERS, SECONDS, Prover, named, squared

ZERO = number(0)
MOST_ROOTS = 4


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of a comparison with roots in it, or None."""
    if claim.conclusion.op not in COMPARISONS or claim.about_chance or claim.rest:
        return None
    roots = roots_in(claim)
    if not 0 < len(roots) <= MOST_ROOTS:
        return None
    until = min(deadline, now() + SECONDS)
    with suppress(Rejected, TermError):
        terms, facts = letters_for(claim, roots, until)
        return named(terms, tuple(facts), prove, *facts.values())(claim, until)
    return None


def roots_in(claim: Claim) -> list[Term]:
    """The roots and lengths in a claim that are about named members alone, none in another."""
    members = {m for s in claim.context.index_sets for m in s.members}
    found: list[Term] = []

    def look(term: Term) -> None:
        if term.op == "sqrt" or (term.op == "norm" and term.children[0].sort == "vector"):
            if not indices_in(term) - members and term not in found:
                found.append(term)
            return
        for t in term.children:
            look(t)

    for said in (claim.conclusion, *claim.assumptions):
        look(said)
    return found


def letters_for(
    claim: Claim, roots: Iterable[Term], deadline: float
) -> tuple[dict[Term, Term], dict[Term, Prover]]:
    """Letters for roots, and what is known of them, with what shows it."""
    terms: dict[Term, Term] = {}
    facts: dict[Term, Prover] = {}
    for k, root in enumerate(roots):
        s = Term("scalar", (f"{LETTERS[1]}_{{{20 + k}}}",))
        terms[s] = root
        positive = Claim(claim.context, Term(">", (root, ZERO)))
        known = prove(positive, deadline) is not None
        facts[Term(">" if known else "≥", (s, ZERO))] = prove
        (x,) = root.children
        inside = Term("dot", (x, x)) if root.op == "norm" else x
        facts[Term("=", (squared(s), inside))] = prove
    return terms, facts
