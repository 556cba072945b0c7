"""The whole set of samples on which a line is shown to fail.

Cells of signs put together, exactly and up to ties.

C and p > 0, with C and p < 0, is C but for p = 0, which has probability 0; of three forms one that
is a multiple of the sum of two others needs no telling.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.plain_elements import polynomial_from_json
from ...kernel.algebra.ring import Element
from ...kernel.rules.rule_table import parts as reduced_to
from ...language import Term
from ..as_terms import condition
from ..events_as_terms import event_of, failing

Form = tuple[Any, ...]
Cell = frozenset[tuple[Form, int]]  # forms, up to positive factors and sign, with their signs
MOST = 40


def failing_set(
    claim: Claim, evidence: dict[str, Any]
) -> tuple[Claim, tuple[Term, ...], tuple[Term, ...]] | None:
    """The claim that fails on events.

    These come as alternatives (none: it fails for almost all samples), and the numbers at which
    parameters are fixed there; None for other refutations.  Raises Rejected.
    """
    certificate = evidence["refutation"]
    if "by" in certificate and certificate["by"]["rule"] != "in_probability":
        return None
    of = claim if "by" not in certificate else reduced_to(claim, certificate["by"])[0]
    nodes = [_node(one) for one in (certificate, *evidence.get("also", ()))]
    nodes = [n for n in nodes if n is not None and n["rule"] == "fails_on_event"]
    if not nodes or _node(certificate) is not nodes[0]:
        return None
    fixed = failing(of, nodes[0])[1]
    here = [n for n in nodes if failing(of, n)[1] == fixed]
    events: list[Term] = []
    for forms in merged([[polynomial_from_json(p) for p in n["forms"]] for n in here]):
        facts = [condition(p, ">", of.context) for p in forms]
        if None in facts:
            raise Rejected("an event without a name")
        if not facts:
            return of, (), fixed
        events.append(event_of(tuple(f for f in facts if f is not None)))
    return of, tuple(events), fixed


def _node(certificate: Any) -> Any:
    inner = certificate["parts"][0] if "by" in certificate else certificate
    return inner.get("refutation")


def merged(cells: list[list[Element]]) -> list[list[Element]]:
    """Few cells with few forms that together are the given ones, but for ties."""
    names: dict[Form, Element] = {}
    signed = [frozenset(_literal(p, names) for p in cell) for cell in cells]
    whole = [_saturated(cell, names) for cell in signed]
    primes = _primes(whole)
    chosen: list[Cell] = []
    for prime in sorted(primes, key=lambda c: (len(_short(c, names)), sorted(map(repr, c)))):
        if any(prime <= cell and not any(other <= cell for other in chosen) for cell in whole):
            chosen.append(prime)
    for prime in list(chosen):
        others = [c for c in chosen if c is not prime]
        if all(any(o <= cell for o in others) for cell in whole if prime <= cell):
            chosen = others
    return [[_element(literal, names) for literal in _short(cell, names)] for cell in chosen]


def _literal(p: Element, names: dict[Form, Element]) -> tuple[Form, int]:
    minus = ring.add({}, p, -1)
    for sign, q in ((1, p), (-1, minus)):
        if (key := ring.normalized(q)[:2]) in names:
            return key, sign
    key = ring.normalized(p)[:2]
    names[key] = p
    return key, 1


def _element(literal: tuple[Form, int], names: dict[Form, Element]) -> Element:
    return ring.add({}, names[literal[0]], literal[1])


def _sums(cell: Iterable[tuple[Form, int]], names: dict[Form, Element]) -> set[tuple[Form, int]]:
    """The known forms that have the sign of a sum of two forms of a cell."""
    found: set[tuple[Form, int]] = set()
    for one, other in combinations(cell, 2):
        if total := ring.add(_element(one, names), _element(other, names)):
            known = dict(names)
            literal = _literal(total, known)
            if literal[0] in names:
                found.add(literal)
    for literal in cell:  # and of one form and a number > 0
        for form in names:
            for sign in (1, -1):
                more = ring.add(_element((form, sign), names), _element(literal, names), -1)
                if set(more) == {ring.UNIT} and more[ring.UNIT] > 0:
                    found.add((form, sign))
    return found


def _saturated(cell: Cell, names: dict[Form, Element]) -> Cell:
    while not (more := _sums(cell, names)) <= cell:
        cell = cell | more
    return cell


def _short(cell: Cell, names: dict[Form, Element]) -> list[tuple[Form, int]]:
    """Without the forms that follow from two others."""
    kept = sorted(cell, key=repr)
    for literal in sorted(cell, key=lambda x: (len(_element(x, names)), repr(x))):
        others = [x for x in kept if x != literal]
        if literal in _sums(others, names):
            kept = others
    return kept


def _primes(cells: list[Cell]) -> list[Cell]:
    """All that follows by leaving out a form of which both signs are there.

    Nothing is inside another.
    """
    found = list(dict.fromkeys(cells))
    while len(found) < MOST:
        new = [
            c
            for one, other in combinations(found, 2)
            for c in _consensus(one, other)
            if not any(x <= c for x in found)
        ]
        if not new:
            break
        found = list(dict.fromkeys([*found, *new]))
        found = [c for c in found if not any(x < c for x in found)]
    return found


def _consensus(one: Cell, other: Cell) -> list[Cell]:
    opposite = [literal for literal in one if (literal[0], -literal[1]) in other]
    if len(opposite) != 1:
        return []
    form, sign = opposite[0]
    return [(one | other) - {(form, 1), (form, -1)}]
