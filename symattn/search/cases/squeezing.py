"""f ≈ g from x ≈ y: x is from y at least a multiple of f − g, and of g − f.

x − y is at least as long as what it is along a vector: along a unit vector, or along a w of which
it is assumed that something along it is at least δ.  Untrusted: the kernel replays what is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected, replay
from ...kernel.algebra.ring import Element
from ...kernel.rules.rule_table import parts
from ...language import Term, TermError, number, to_json
from ...language.kinds import COMPARISONS, ORDERS
from ..clock import now
from ..repairs.weaker_lines import certified, prove
from .case_search import Search
from .empty_cells import Cases


@dataclass
class _Along(Search):
    """Compares a norm with what is along one vector, and splits on nothing but equations."""

    directions: tuple[Term, ...] = ()

    def candidates(self) -> Iterator[tuple[str, dict[str, Any]]]:
        if not self.directions:
            yield "order", {}
        for direction in self.directions:
            yield "norm_along", {"along": to_json(direction)}

    def _next_split(
        self, wishes: list[Element], path: Cases, values: Mapping[str, Element]
    ) -> Element | None:
        equations = list(self._equations((), dict(values)))
        return super()._next_split([p for p in wishes if p in equations], path, values)


def squeezed(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate for x ≈ y ⇒ f ≈ g, or None."""
    limits = [r for r in (*claim.assumptions, claim.conclusion) if r.op not in COMPARISONS]
    if [r.op for r in limits] != ["≈", "≈"] or claim.conclusion.children[0].sort != "scalar":
        return None
    found: list[tuple[Term, dict[str, Any], dict[str, Any]]] = []
    ways = list(_ways(claim, limits[0]))
    for side in (0, 1):
        if (one := _one_side(claim, ways, side, deadline)) is None:
            return None
        found.append(one)
    rates, apart, positive = zip(*found)
    whole = {
        "format": FORMAT,
        "kernel": KERNEL,
        "by": {"rule": "squeezed", "rates": [to_json(rate) for rate in rates]},
        "parts": [*apart, *positive],
    }
    with suppress(Rejected):
        if replay(claim, whole).verdict == "proved":
            return whole
    return None


def _one_side(
    claim: Claim, ways: list[tuple[Term, tuple[Term, ...]]], side: int, deadline: float
) -> tuple[Term, dict[str, Any], dict[str, Any]] | None:
    """A rate κ, why ‖x − y‖ ≥ κ(f − g), or κ(g − f) on the other side, and why κ > 0."""
    for rate, directions in ways:
        with suppress(Rejected, TermError):
            shown = parts(claim, {"rule": "squeezed", "rates": [to_json(rate)] * 2})
            search = _Along(shown[side], deadline, stop_early=True, directions=directions)
            if now() > deadline or (tree := search.run()) is None:
                continue
            apart, positive = certified(shown[side], tree, search.maxima), prove(shown[2], deadline)
            if apart is not None and positive is not None:
                return rate, apart, positive
    return None


def _ways(claim: Claim, given: Term) -> Iterator[tuple[Term, tuple[Term, ...]]]:
    """Rates, each with the vectors along which it may be seen."""
    one = number(1)
    if given.children[0].sort == "scalar":
        yield one, ()
        return
    for family in (f for f in claim.context.families if f.norm == one):
        for name in next(s.members for s in claim.context.index_sets if s.key == family.over):
            yield one, _both_ways(Term("member", (family.key, Term("index", (name,)))))
    for fact in (f for f in (*claim.context.facts, *claim.assumptions) if f.op in (*ORDERS, "=")):
        more, less = fact.children if fact.op in (">", "≥", "=") else fact.children[::-1]
        if less.op in ("scalar", "number") and less != number(0):
            for w in dict.fromkeys(t for t in more.subterms() if t.op == "vector"):
                yield Term("/", (less, Term("norm", (w,)))), _both_ways(w)


def _both_ways(w: Term) -> tuple[Term, ...]:
    return w, Term("neg", (w,))
