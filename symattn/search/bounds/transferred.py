"""What a limit left of ⇒ says at finite β.

The error on the right is a multiple of the one on the left, or at most that.  Untrusted: the kernel
proves each.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...kernel import Claim
from ...language import Term, number, to_json
from ...language.kinds import COMPARISONS
from .bound_proofs import Bound, Shown, small_number
from .bound_shapes import LimitCase, Way, through
from .tails import ONE, minus, product

FACTORS = (1, 2)


def error(limit: Term) -> Term:
    """|left − right|, or its norm."""
    left, right = limit.children
    gap = left if right in (number(0), Term("zero")) else minus(left, right)
    return Term("abs" if left.sort == "scalar" else "norm", (gap,))


def _proposals(claim: Claim, epsilon: Term) -> Iterator[tuple[Term, Term, Term, Way]]:
    """What may hold of both errors.

    Where the left one is at most ε/K, the right one is at most ε; and the reduction that shows it.
    """
    given, goal = claim.assumptions, claim.conclusion
    if (
        len(given) != 1
        or given[0].op in COMPARISONS
        or any(
            a.op not in ("→", "≈") or any(t.op == "infinity" for t in a.subterms())
            for a in (*given, goal)
        )
    ):
        return
    left, right = error(given[0]), error(goal)
    for factor in map(number, FACTORS):
        share = epsilon if factor == ONE else Term("/", (epsilon, factor))
        after, small = Term("≤", (left, share)), Term("≤", (right, epsilon))
        if left.op == right.op:
            multiple = Term("=", (right.children[0], product(factor, left.children[0])))
            yield (
                multiple,
                after,
                small,
                Way(
                    {
                        "rule": "triangle",
                        "parts": [[to_json(t) for t in (factor, left.children[0], share)]],
                    }
                ),
            )
        scaled = product(factor, left)
        yield Term("≤", (right, scaled)), after, small, through(scaled)


def carried_over(claim: Claim, deadline: float, epsilon: Term | None) -> list[Bound]:
    """For ⇒ between limits: what the error on the left says of the one on the right.

    Raises Rejected, TermError.
    """
    names, epsilon = small_number(claim, epsilon)
    for goal, after, small, way in _proposals(claim, epsilon) if epsilon is not None else ():
        shown = Shown(claim, LimitCase((), *claim.conclusion.children), deadline, [])
        given = tuple(Term(">", (Term("scalar", (name,)), number(0))) for name in names)
        if (
            shown.add("bound", goal) is not None
            and shown.add(
                "threshold",
                Term("⇒", (after, small)),
                *given,
                scalars=names,
                ways=(way,),
                after=(after,),
            )
            is not None
        ):
            return [Bound(goal, (), tuple(shown.evidence), small=small, after=(after,))]
    return []
