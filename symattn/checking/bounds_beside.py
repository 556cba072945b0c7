"""Bounds beside a verdict, which does not depend on them: their search may break off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..kernel import Claim
from ..search.cases.case_search import Search

if TYPE_CHECKING:
    from ..search.bounds.bound_proofs import Bound


def for_limit(claim: Claim, search: Search, deadline: float) -> dict[str, Any]:
    """Of a limit that is proved."""
    from ..search.bounds import bound_search  # only where bounds are asked for

    return _found(lambda: bound_search.find_bounds(claim, search, deadline))


def in_probability(claim: Claim, deadline: float) -> dict[str, Any]:
    """Of a limit of a probability that is proved."""
    from ..search.bounds.noise_means import of_noise

    return _found(lambda: of_noise(claim, deadline, None))


def for_repaired(claim: Claim, repair: dict[str, Any], deadline: float) -> dict[str, Any]:
    """Of a limit that is true under a condition."""
    from ..search.bounds import bound_search

    return _found(lambda: bound_search.for_repaired(claim, repair, deadline))


def _found(search: Callable[[], list[Bound]]) -> dict[str, Any]:
    try:
        items = [item for found in search() for item in found.evidence]
    except Exception:
        items = []
    return {"bounds": items} if items else {}
