"""Limits of expectations.

Dominated convergence over the cells in which what is averaged has a limit.

    |f| ≤ B for a constant B      f → L_k on the cell C_k, for finitely many cells that hold
    everything but ties
    --------------------------------------------------------------------------------------------
      E[f] → Σ_k P(C_k)·L_k        and E[f] → E[L] for one cell and an L that is random

f is Σ c·g/Π F^m with F a sum of exponentials whose coefficients are ≥ 0, and each g is a product of
terms t of the F whose coefficients are > 0: then
|g/Π F^m| ≤ Π 1/coefficient.  A cell is given by signs of linear forms in what is random; where such
a form is 0 is a tie, of probability 0.

Fails, for example: β·σ(βX)(1 − σ(βX)) tends to 0 for every X ≠ 0, and its mean to the density at 0:
no constant bounds it. Source: H. Lebesgue's theorem on dominated convergence.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from math import prod
from typing import Any

from ..algebra import replacing, ring
from ..algebra.labels import generic_labels
from ..algebra.parts import any_atom, by_exponent, grouped, parted
from ..algebra.plain_elements import polynomial_from_json
from ..algebra.ring import Atom, Element, Quotient
from ..algebra.semantics import Semantics
from ..errors import OutsideClass, Rejected, UnknownSign
from ..limits.ties import limit_with_ties
from ..meaning import Meaning
from ..order.signs import NOT_NEGATIVE, Signs
from ..rules.sequent import Sequent
from .gaussians import mean
from .on_events import forms_in
from .probability import of_forms, spread
from .random_atoms import EXPECTED, any_random, is_random, is_step

MAX_CELLS = 12  # on the way to one


def expectations(cell: Sequent, q: Quotient) -> list[Atom]:
    """The means in a quotient that move with the limit, in a fixed order."""
    return sorted(
        a
        for a in q.atoms()
        if cell.signs.opaque.get(a, ("",))[0] == EXPECTED and cell.meaning.varies(a)
    )


def over_cells(cell: Sequent, trees: Mapping[str, Any]) -> Callable[[Atom], Quotient]:
    """The limit of each mean by its name, from a tree of cells; each is worked out once."""
    return cache(lambda name: _over_cells(cell, cell.signs.opaque[name][1], trees.get(name), ()))


def limit_of_means(cell: Sequent, q: Quotient, limits: Callable[[Atom], Quotient]) -> Quotient:
    """What a polynomial in means tends to, its coefficients having limits too.  Raises Rejected."""
    names = expectations(cell, q)
    if q.atoms_below().intersection(names):
        raise OutsideClass("a fraction of means")
    values = {name: limits(name) for name in names}
    terms = [(*parted(key, values.__contains__), c) for key, c in q.num]
    if any(exponent or any(k < 0 for _, k in means) for (means, exponent), _, _ in terms):
        raise OutsideClass("a mean in an exponent, or below")
    total = ring.ZERO
    for (means, _), coefficient in grouped(terms).items():
        part = _fixed_limit(cell, Quotient(ring.freeze(coefficient), q.den))
        total += prod((values[a] for a, k in means for _ in range(k)), start=part)
    return total


def moving_in(s: Meaning, q: Quotient) -> tuple[str, ...]:
    """The limit variables in a quotient.  Raises OutsideClass if one is inside a function."""
    if not all(a in s.context.limit for a in q.atoms() if s.varies(a)):
        raise OutsideClass("a function of a limit variable")
    return tuple(name for name in s.context.limit if name in q.atoms())


def limit_as(s: Semantics, q: Quotient, moving: tuple[str, ...]) -> Quotient:
    """The limit as these limit variables move, the only ones in the quotient."""
    if not moving:
        return q
    return limit_with_ties(q, replace(s, context=replace(s.context, limit=moving)))


def _fixed_limit(cell: Sequent, q: Quotient) -> Quotient:
    """The limit of what is deterministic; β·E[...] is refused, for the mean may tend to 0."""
    q = ring.cancelled(q)
    moving = moving_in(cell.meaning, q)
    try:
        return limit_as(cell.meaning, q, moving)
    except OutsideClass as error:
        raise OutsideClass(
            "what stands beside a mean has no limit, and times what may tend to 0 that tells "
            "nothing"
        ) from error


def _over_cells(cell: Sequent, f: Quotient, node: Any, forms: tuple[Element, ...]) -> Quotient:
    """Σ P(C)·lim f over the cells of a tree."""
    if not isinstance(node, dict) or len(forms) > MAX_CELLS:
        raise Rejected("means: expected a tree of cells for each mean")
    if "on" not in node:
        return (
            ring.ZERO
            if of_forms(cell.meaning, list(forms)).is_zero
            else _limit(cell, f, node, forms)
        )
    p = polynomial_from_json(node["on"])
    if any(a.stars or a.summed or a.is_function for a in ring.atoms(p)):
        raise Rejected("means: expected forms in what is declared")
    spread(cell.meaning, p)  # a form that is random, so that it is 0 with probability 0
    total = _over_cells(cell, f, node.get("positive"), (*forms, p))
    return total + _over_cells(cell, f, node.get("negative"), (*forms, ring.negative(p)))


def _limit(
    cell: Sequent, f: Quotient, node: Mapping[str, Any], forms: tuple[Element, ...]
) -> Quotient:
    """E of lim f where all forms are > 0."""
    bounded(cell, f)
    inner = in_cell(cell, f, forms, Signs())
    inner.admit(node.get("signs", []))
    value, s = limit_with_ties(f, inner.meaning), cell.meaning
    if s.moves(value):
        raise OutsideClass("a limit that moves")
    if not forms:
        return mean(s, value)
    parts = ring.ZERO
    for (m, e), c in value.num:
        fixed = tuple(x for x in m if not is_step(s, x[0]))
        parts += ring.of({(fixed, e): c}) * of_forms(s, [*forms, *forms_in(s, m)])
    result = Quotient(ring.ONE.num, value.den) * parts
    if any_random(s, result.atoms()):
        raise OutsideClass("a limit that is itself random, on a part of all samples")
    return result


def in_cell(cell: Sequent, f: Quotient, forms: tuple[Element, ...], signs: Signs) -> Sequent:
    """The part of a cell where all forms are > 0; the limit variables that are in f move."""
    inner = cell.within(forms, moving_in(cell.meaning, f), signs)
    signs.opaque.update(
        {a: cell.signs.opaque[a] for a in sorted(f.atoms()) if a in cell.signs.opaque}
    )
    return inner


def bounded(cell: Sequent, f: Quotient) -> None:
    """Raises OutsideClass unless every term of f is seen to be bounded by a constant."""
    exponents = {ring.UNIT[1]}
    weak: list[Element] = []
    for factor, k in f.den:
        strict: list[ring.Exponent] = []
        for e, coefficient in by_exponent(dict(factor)).items():
            for m, _ in coefficient:
                _check_fixed(cell, m)
                if ring.is_summed((m, ())):
                    raise OutsideClass(
                        "a denominator with weights that differ from one unnamed member to the next"
                    )
            sign = cell.signs.find(coefficient)
            if sign not in NOT_NEGATIVE:
                raise OutsideClass("a denominator with a coefficient of unknown sign")
            strict += [e] if sign == ">" else []
            weak += [coefficient] if sign == "≥" else []
        for _ in range(k):
            exponents = {
                ring.exponent_sum(one, _not_fixed(cell, e)) for one in exponents for e in strict
            }
    for (m, whole), _ in f.num:
        _check_fixed(cell, m)
        e = _not_fixed(cell, whole)
        larger, labels = {e}, generic_labels(ring.atoms_of_key(((), e)))
        if len(labels) == 1:  # e^{x_*} ≤ Σ_j e^{x_j}
            (star,) = labels
            larger.add(replacing.renamed(((), e), star, star.summed)[1])
        if not larger & exponents:
            if weak:
                raise UnknownSign(weak[0])
            raise OutsideClass("no constant is seen to bound what is averaged")


def _not_fixed(cell: Sequent, e: ring.Exponent) -> ring.Exponent:
    """The exponent without what is neither random nor moving: a constant factor of the
    exponential.
    """
    s = cell.meaning
    return parted(((), e), lambda a: is_random(s, a) or s.varies(a))[0][1]


def _check_fixed(cell: Sequent, m: ring.Monomial) -> None:
    """Raises OutsideClass unless a monomial is constant but for indicators, which are at most 1."""
    s = cell.meaning
    if any_atom(m, lambda a: (is_random(s, a) and not is_step(s, a)) or s.varies(a)):
        raise OutsideClass("no constant is seen to bound what is averaged")
