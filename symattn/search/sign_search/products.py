"""Signs of polynomials in exponentials, as sums of products of what is ≥ 0.

Untrusted: the kernel checks the identity.

With x = e^{−β} and the like for unknowns, the facts are: hypotheses, e^x − e^y ≥ 0 where x ≥ y, the
exponentials of hypotheses (e^β ≥ C/ε), and what each of these gives for the sum over all the
members without a name.  Exact linear programming finds the weights (Handelman's form); where it
finds none, the polynomial is multiplied by a fact > 0 first (Pólya's).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations_with_replacement
from typing import Any

from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import unnamed
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element, Exponent
from ...kernel.errors import Rejected
from ...kernel.order.fact_names import FactName
from ...kernel.order.signs import Fact, Stars
from ..plain_data import element_to_json
from .proving import Proving
from .simplex import feasible
from .summing import summed
from .trial_numbers import possible

MAX_COLUMNS, MAX_ROWS, MAX_EXPONENTS, DEGREE, MAX_TRIED = 130, 60, 12, 3, 1500
# names of facts, an exponent, what their product is, whether it is > 0
Column = tuple[list[str], Exponent, Element, bool]


def products(signs: Proving, p: Element, relation: str, about: Stars) -> dict[str, Any] | None:
    """A sign entry for p, or None."""
    exponents = {e for _, e in p}
    if (
        len(p) < 2
        or not 1 <= len(exponents - {()})
        or len(exponents) > MAX_EXPONENTS
        or any(k < 0 for m, _ in p for _, k in m)
    ):
        return None
    known = [f for _, f in signs.polynomial_facts(about)]
    raised = list(_raised(signs, exponents, about))
    if not possible(p, relation, [*known, *(f for _, f in raised)]):
        return None
    outside = {a for q in (p, *(f.element for _, f in raised)) for m, _ in q for a, _ in m}
    facts = [
        (name, f)
        for name, f in signs.polynomial_facts(about)
        if ring.atoms(f.element) <= outside and f.relation != "="
    ]
    gaps = [*_differences(signs, exponents, about, known), *raised, *_tangents(signs, p)]
    for name, factor in [("", ring.constant(1)), *_multipliers(signs, facts)]:
        whole = ring.multiply(p, factor)
        if (rows := _combined(whole, relation, facts, gaps)) is not None:
            return {
                "of": element_to_json(p),
                "is": relation,
                "by": rows,
                **({"times": name} if name else {}),
            }
    return None


def _multipliers(signs: Proving, facts: list[tuple[str, Fact]]) -> Iterator[tuple[str, Element]]:
    """Sums that are > 0: facts, and f + 1 where f ≥ 0 is one."""
    for name, f in facts:
        if len(f.element) > 1 and f.relation == ">":
            yield name, f.element
        elif len(f.element) > 1:
            more = ring.add(f.element, ring.constant(1))
            if (
                entry := signs.record(
                    {
                        "of": element_to_json(more),
                        "is": ">",
                        "by": [["1", [], [], []], ["1", [name], [], []]],
                    }
                )
            ) is not None:
                yield entry, more


def _degree(p: Element) -> int:
    return max(sum(k for _, k in m) for m, _ in p)


def _combined(
    p: Element, relation: str, facts: list[tuple[str, Fact]], gaps: list[tuple[str, Fact]]
) -> list[list[Any]] | None:
    keys = set(p)
    exponents = {e for _, e in p}
    degree = min(DEGREE, _degree(p))
    multipliers: list[tuple[list[str], Element, bool]] = [([], ring.constant(1), True)]
    for count in range(1, degree + 1):
        for chosen in combinations_with_replacement(facts, count):
            product = ring.constant(1)
            for _, f in chosen:
                product = ring.multiply(product, f.element)
            if product and _degree(product) <= degree:
                multipliers.append(
                    ([n for n, _ in chosen], product, all(f.relation == ">" for _, f in chosen))
                )
    columns: list[Column] = []
    reached = (
        set(exponents).union(*({e for _, e in g.element} for _, g in gaps))
        if gaps
        else set(exponents)
    )
    shifts = [list(_shifts(gap.element, exponents)) for _, gap in gaps]
    if len(multipliers) * (len(reached) + sum(len(found) for found in shifts)) > MAX_TRIED:
        return None
    for names, factor, strict in multipliers:
        for e in sorted(reached):
            columns.append(
                (
                    names,
                    e,
                    ring.multiply(factor, {((), e): 1}),
                    strict and not ring.is_summed(((), e)),
                )
            )
        for (name, gap), found in zip(gaps, shifts):
            for e in found:
                moved = ring.multiply(gap.element, {((), e): 1})
                columns.append(
                    (
                        [*names, name],
                        e,
                        ring.multiply(factor, moved),
                        strict
                        and gap.relation == ">"
                        and not any(ring.is_summed(k) for k in moved),
                    )
                )
    columns = [c for c in columns if c[2] and _degree(c[2]) <= degree]
    columns = _useful(columns, p)
    columns.sort(key=lambda c: (len(set(c[2]) - keys), len(c[0])))
    columns = columns[:MAX_COLUMNS]
    rows = sorted({k for *_, column, _ in columns for k in column} | keys)
    if len(rows) > MAX_ROWS or not all(any(k in column for *_, column, _ in columns) for k in keys):
        return None
    matrix = [[column.get(k, 0) for *_, column, _ in columns] for k in rows]
    weights = feasible(matrix, [p.get(k, 0) for k in rows], [strict for *_, strict in columns])
    if weights is None or (
        relation == ">" and not any(w > 0 and strict for w, (*_, strict) in zip(weights, columns))
    ):
        return None
    return [
        [str(w), names, [], element_to_json(ring.exponent_as_element(e))]
        for w, (names, e, _, _) in zip(weights, columns)
        if w
    ]


def _useful(columns: list[Column], p: Element) -> list[Column]:
    """Without those that have a term which no other one can cancel."""
    while True:
        seen: dict[ring.Key, set[bool]] = {k: {True, False} for k in p}
        for *_, column, _ in columns:
            for k, c in column.items():
                seen.setdefault(k, set()).add(c > 0)
        kept = [c for c in columns if all(len(seen[k]) == 2 for k in c[2])]
        if len(kept) == len(columns):
            return kept
        columns = kept


def _shifts(gap: Element, exponents: set[Exponent]) -> Iterator[Exponent]:
    """What to multiply by so that one exponential of the gap is one of those wanted.

    No product of two sums comes up.
    """
    summed = any(ring.is_summed(k) for k in gap)
    found = {
        ring.exponent_sum(e, tuple((m, -c) for m, c in own))
        for e in exponents
        for own in {e for _, e in gap}
    } | {()}
    yield from sorted(e for e in found if not (summed and ring.is_summed(((), e))))


def _differences(
    signs: Proving, exponents: set[Exponent], about: Stars, known: list[Fact]
) -> Iterator[tuple[str, Fact]]:
    """e^x − e^y for exponents x ≥ y.

    Where y is summed over the unnamed members, what that gives for the sum.
    """
    for x in sorted(exponents):
        for y in sorted(exponents):
            stars = sorted(summed_labels(ring.atoms_of_key(((), y))))
            if (
                x == y
                or ring.is_summed(((), x))
                or len(stars) > 1
                or any(a.is_function for m, _ in (*x, *y) for a, _ in m if stars)
            ):
                continue
            labels = [star.other for star in stars]
            below = replacing.renamed(((), y), stars[0], labels[0])[1] if stars else y
            gap = ring.exponent_as_element(ring.exponent_sum(x, tuple((m, -c) for m, c in below)))
            inside = about.union(labels)
            if not possible(gap, "≥", known):
                continue
            sign = ">"
            if (base := signs.known(gap, ">", inside)) is None:
                sign = "≥"
                if (base := signs.known(gap, "≥", inside)) is None:
                    continue
            if (
                name := signs.record(
                    {"of": element_to_json({((), x): 1, ((), below): -1}), "is": sign, "exp": base}
                )
            ) is not None:
                yield from _known(signs, summed(name) if stars else name)


def _tangents(signs: Proving, p: Element) -> Iterator[tuple[str, Fact]]:
    """e^x − 1 − x ≥ 0, where powers of what x is made of stand before exponentials."""
    outside = {a for m, _ in p for a, _ in m}
    for e in sorted({e for _, e in p}):
        if e and not ring.is_summed(((), e)) and {a for m, _ in e for a, _ in m} <= outside:
            x = ring.exponent_as_element(e)
            above = ring.add(ring.add({((), e): 1}, ring.constant(1), -1), x, -1)
            if (
                name := signs.record(
                    {"of": element_to_json(above), "is": "≥", "tangent": [element_to_json(x), []]}
                )
            ) is not None:
                yield from _known(signs, name)


def _raised(signs: Proving, exponents: set[Exponent], about: Stars) -> Iterator[tuple[str, Fact]]:
    """The exponentials of hypotheses about logarithms.

    For one about each unnamed member, what it gives for a sum of exponentials.
    """
    assert signs.cell is not None
    for name in signs.names():
        if not signs.speaks_of_log(name):
            continue
        raised = replace(FactName.read(name), raised="exp")
        yield from _known(signs, str(raised))
        for star in (
            [unnamed(s.key) for s in signs.cell.claim.context.index_sets]
            if raised.kind == "h"
            else ()
        ):
            at_star = str(replace(raised, star=star))
            for _, fact in _known(signs, at_star):
                if not fact.stars:
                    continue
                for own in sorted({e for _, e in fact.element}):
                    minus = tuple((m, -c) for m, c in own)
                    element = ring.multiply(fact.element, {((), minus): 1})
                    rows = [
                        [
                            "1",
                            [at_star],
                            [],
                            element_to_json(ring.exponent_as_element(minus)),
                        ]
                    ]
                    if (
                        entry := signs.record(
                            {"of": element_to_json(element), "is": "≥", "by": rows}
                        )
                    ) is not None:
                        yield from _known(signs, summed(entry))


def _known(signs: Proving, name: str) -> Iterator[tuple[str, Fact]]:
    assert signs.cell is not None
    try:
        fact = signs.cell.fact(name)
    except Rejected:
        return
    if fact.element and fact.relation in (">", "≥"):
        yield name, fact
