"""Signs of what is a positive multiple of a fact, c·e^q·f with c > 0, or a sum of such.

Untrusted: the kernel checks the identity.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ..plain_data import element_to_json
from .proving import Multiples, Proving, Row
from .simplex import feasible

MOST_TERMS, MOST_COLUMNS = 8, 40
STRONGEST = (">", "=", "≥")  # p ≠ 0 tells no sign


def multiple(signs: Proving, p: Element, relation: str) -> list[list[Any]] | None:
    """A row for p > 0 or p ≥ 0 from one fact, or None."""
    if not p:
        return None
    f, (_, e), c = ring.normalized(p)
    for name, known, e2, c2 in _readable(signs).get(f, ()):
        if known in (relation, ">") or (known, relation) == ("=", "≥"):
            q = ring.exponent_sum(e, tuple((m, -x) for m, x in e2))
            return [
                [str(ring.ratio(c, c2)), [name], [], element_to_json(ring.exponent_as_element(q))]
            ]
    return None


def sum_of_multiples(signs: Proving, p: Element, relation: str) -> list[Row] | None:
    """Rows for p > 0 or p ≥ 0 with exponentials, from facts times exponentials; None if none do.

    Each fact is multiplied so that a term of it is one of p; then the weights are a linear program.
    """
    if len(p) > MOST_TERMS or any(map(ring.is_summed, p)):
        return None
    known_forms = {
        form: min(found, key=lambda fact: STRONGEST.index(fact[1]))
        for form, facts in _readable(signs).items()
        if not any(ring.is_summed(key) for key, _ in form)
        and (found := [fact for fact in facts if fact[1] in STRONGEST])
    }
    if not any(e for _, e in (*p, *(key for form in known_forms for key, _ in form))):
        return None
    columns: list[tuple[Row, Element, bool]] = []
    for form, (name, known, e2, c) in known_forms.items():
        shifts = {
            ring.exponent_sum(e, tuple((m, -x) for m, x in own))
            for (powers, own), _ in form
            for m, e in p
            if m == powers
        }
        for shift in sorted(shifts):
            q = ring.exponent_sum(shift, tuple((m, -x) for m, x in e2))
            row = [str(ring.ratio(1, c)), [name], [], element_to_json(ring.exponent_as_element(q))]
            columns.append((row, ring.multiply(dict(form), {((), shift): 1}), known == ">"))
    exponents = {e for _, column, _ in columns for _, e in column} | {e for _, e in p}
    for e in sorted(exponents):
        row = ["1", [], [], element_to_json(ring.exponent_as_element(e))]
        columns.append((row, {((), e): 1}, True))
    if len(columns) > MOST_COLUMNS:
        return None
    keys = sorted({key for _, column, _ in columns for key in column} | set(p))
    matrix = [[column.get(key, 0) for _, column, _ in columns] for key in keys]
    strict = [s for *_, s in columns]
    weights = feasible(matrix, [p.get(key, 0) for key in keys], strict)
    if weights is None or relation == ">" and not any(w and s for w, s in zip(weights, strict)):
        return None
    return [[str(w * Fraction(row[0])), *row[1:]] for w, (row, *_) in zip(weights, columns) if w]


def _readable(signs: Proving) -> Multiples:
    """The facts that can be read with what is known now.

    They are about no unnamed member, by what they are a multiple of.
    """
    assert signs.cell is not None
    known, read, found = signs.readable_then
    if known != signs.known_so_far():
        known = signs.known_so_far()
        for name in (*signs.names(), *signs.roots_known()):
            if name in read:
                continue
            if (fact := signs.said(name)) is None:
                continue
            read.add(name)
            if fact.element and not fact.stars:
                for sign in (1, -1) if fact.relation == "=" else (1,):
                    form, (_, e), c = ring.normalized(ring.add({}, fact.element, sign))
                    found.setdefault(form, []).append((name, fact.relation, e, sign * c))
        signs.readable_then = known, read, found
    return found


def strictly(signs: Proving, p: Element) -> None:
    """An entry that p > 0 or p < 0, where a fact says so: of a square that is known to be ≥ 0."""
    for q in (p, ring.negative(p)):
        if (rows := multiple(signs, q, ">")) is not None:
            signs.record({"of": element_to_json(q), "is": ">", "by": rows})
