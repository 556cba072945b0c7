"""Scores and their softmax weights, as most of the lemmas have them."""

from __future__ import annotations

from typing import Any

from sympy import exp


def softmax(d: Any, key: str, over: Any, score: Any) -> Any:
    """The family e^{score(j)}/Σ_l e^{score(l)}, under that name."""
    return d.define_family(
        key, over, lambda j: exp(score(j)) / d.sum(over, lambda l: exp(score(l)))
    )


def scores(d: Any, members: str = "a", at_least: int = 1) -> tuple[Any, Any, Any]:
    """How many there are, the set of the members (with i for any other), and real scores s_j."""
    n = d.integer("n", at_least=at_least)
    over = d.index_set(n, members, rest="i")
    return n, over, d.scalars("s", over)
