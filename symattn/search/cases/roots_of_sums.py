"""Roots of sums of squares: |Σ f g| ≤ √Σ f²·√Σ g² (Cauchy and Schwarz), √Σ (f + g)² ≤ √Σ f² + √Σ g²
(Minkowski), and what follows from these by the order of numbers, with letters for the sums.
Untrusted.
"""

from __future__ import annotations

from contextlib import suppress
from itertools import combinations
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.built_terms import at
from ...language import Term, TermError, flattened, indices_in, number, replaced
from ...language.kinds import ORDERS
from ..clock import now
from ..repairs.weaker_lines import prove
from .lipschitz_search import LETTERS, SECONDS, A, B, Prover, X, Y, length, named, squared, through

ZERO, TWO = number(0), number(2)
C = Term("scalar", (f"{LETTERS[0]}_{{11}}",))
MOST_SUMS = 4


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of a comparison with roots of sums of squares, or None."""
    relation = claim.conclusion
    if relation.op not in ORDERS or claim.about_chance or claim.rest:
        return None
    sums = [t for t in dict.fromkeys(relation.subterms()) if t.op == "sum" and not indices_in(t)]
    below = {s for t in relation.subterms() if t.op == "sqrt" for s in t.subterms()}
    squares = [t for t in sums if t in below and _of_squares(t)]
    for first, second in combinations(squares if len(sums) <= MOST_SUMS else (), 2):
        if (product := _of_products(first, second)) is not None:
            until = min(deadline, now() + SECONDS)
            with suppress(Rejected, TermError):
                if (found := _by_letters(claim, sums, (first, second, product), until)) is not None:
                    return found
    return None


def _of_squares(t: Term) -> tuple[tuple[Term, ...], Term] | None:
    """The weights w and f of Σ w f² over all members."""
    factors = t.children[-1].children if t.children[-1].op == "*" else t.children[-1:]
    roots = [f.children[0] for f in factors if f.op == "^" and f.children[1] == TWO]
    others = tuple(f for f in factors if f.op != "^")
    if len(t.children) > 1 or len(roots) != 1 or len(others) != len(factors) - 1:
        return None
    return others, roots[0]


def _of_products(first: Term, second: Term) -> Term | None:
    """Σ w f g for Σ w f² and Σ w g²."""
    one, other = _of_squares(first), _of_squares(second)
    if one is None or other is None or first.args[1] != second.args[1]:
        return None
    (weights, f), (others, g) = one, other
    if weights != tuple(at(t, second.key, first.key) for t in others):
        return None
    factors = (*weights, f, at(g, second.key, first.key))
    body = factors[0]
    for factor in factors[1:]:
        body = flattened("*", (body, factor))
    return Term("sum", (*first.args[:2], body))


def _by_letters(
    claim: Claim, sums: list[Term], found: tuple[Term, Term, Term], deadline: float
) -> dict[str, Any] | None:
    """The claim for all numbers that are as these sums are."""
    letters = dict(zip(dict.fromkeys((*found, *sums)), (Y, A, X, B, C)))
    terms = {y: t for t, y in letters.items()}
    u, v, x = (letters[t] for t in found)
    facts = [Term("≥", (y, ZERO)) for t, y in letters.items() if _of_squares(t)]
    provers: list[Prover] = [prove] * len(facts)
    facts.append(_at_most(x, u, v))
    provers.append(_cauchy_schwarz)
    twice = Term("*", (TWO, x))
    values = x, Term("+", (u, twice, v)), Term("+", (u, Term("neg", (twice,)), v))
    for other in (t for t in letters if t not in found):
        for value in values:
            equal = Term("=", (letters[other], value))
            if prove(Claim(claim.context, replaced(equal, terms)), deadline) is not None:
                facts.append(equal)
                provers.append(prove)
                break
        else:
            return None
    return named(terms, tuple(facts), prove, *provers)(claim, deadline)


def _at_most(x: Term, u: Term, v: Term) -> Term:
    """|x| ≤ √u √v"""
    roots = tuple(Term("sqrt", (t,)) for t in (u, v))
    return Term("≤", (length(x), Term("*", roots)))


def _cauchy_schwarz(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of |Σ w f g| ≤ √Σ w f² √Σ w g², for x² ≤ u v gives |x| ≤ √(u v)."""
    size, roots = claim.goal.children
    terms = {
        X: size.children[0],
        Y: roots.children[0].children[0],
        A: roots.children[1].children[0],
    }
    whole = Term("*", (Y, A))
    facts = Term("≤", (squared(X), whole)), Term("≥", (Y, ZERO)), Term("≥", (A, ZERO))
    return named(terms, facts, through(Term("sqrt", (whole,))))(claim, deadline)
