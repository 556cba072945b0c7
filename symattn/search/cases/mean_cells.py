"""Search for what the rules on means need.

Cells over which something random has a limit, and maps that leave a law alone.

Untrusted: the kernel's own functions are run with signs that prove themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from itertools import permutations, product
from typing import Any

from ...kernel import Claim, OutsideClass, Rejected, UnknownSign
from ...kernel.algebra import ring
from ...kernel.algebra.atoms import PRODUCT, Atom
from ...kernel.algebra.coefficients import coefficients, difference
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.algebra.shapes import Point
from ...kernel.chance.laws import with_numbers
from ...kernel.chance.limits_of_means import bounded, expectations, in_cell
from ...kernel.chance.probability import of_forms, spread
from ...kernel.chance.random_atoms import is_gaussian, is_random
from ...kernel.limits.ties import limit_with_ties
from ...kernel.rules.sequent import Sequent
from ..plain_data import element_to_json
from ..sign_search.positivity import ProvingSigns
from .splitting import splittable

MAX_DEPTH = 10
MAX_MAPS = 8


def trees(cell: Sequent) -> list[Any]:
    """A tree of cells for each mean.

    Raises UnknownSign where a deterministic sign is missing, OutsideClass.
    """
    sides = [coefficients(cell.meaning, side) for side in cell.claim.conclusion.children]
    names = sorted(
        {name for side in sides for q in side.values() for name in expectations(cell, q)}
    )
    return [_tree(cell, cell.signs.opaque[name][1], ()) for name in names]


def _tree(cell: Sequent, f: Quotient, forms: tuple[Element, ...]) -> Any:
    if len(forms) > MAX_DEPTH:
        raise OutsideClass("too many cells of what is random")
    if forms and of_forms(cell.meaning, list(forms)).is_zero:
        return {}
    signs = ProvingSigns()
    signs.cell = inner = in_cell(cell, f, forms, signs)
    try:
        bounded(cell, f)
        limit_with_ties(f, inner.meaning)
        return {"signs": signs.entries}
    except UnknownSign as error:
        p = form_to_split(cell, error, forms)
    minus = ring.add({}, p, -1)
    return {
        "on": element_to_json(p),
        "positive": _tree(cell, f, (*forms, p)),
        "negative": _tree(cell, f, (*forms, minus)),
    }


def form_to_split(cell: Sequent, error: UnknownSign, forms: tuple[Element, ...]) -> Element:
    """What to split on: a linear form in what is random.

    Raises UnknownSign again if what is missing is deterministic.
    """
    for p in splittable(cell.claim, error.element, cell.values, random=True):
        if p in forms or ring.add({}, p, -1) in forms:
            continue
        if not any(is_random(cell.meaning, a) for a in ring.atoms(p)):
            raise UnknownSign(p)
        spread(cell.meaning, p)
        return p
    raise OutsideClass("the limit of what is random depends on more than signs of linear forms")


def symmetries(claim: Claim) -> Iterator[list[list[list[Any]]]]:
    """Sets of maps to take means over: exchanges within a law, reflections at the mean, both."""
    laws: dict[Any, list[str]] = {}
    for law in (x for x in claim.context.laws if x.mean.sort == "scalar"):
        laws.setdefault((law.mean, law.variance), []).append(law.key)
    groups = list(laws.values())
    exchanged = [
        [pair for one in choice for pair in one]
        for choice in product(*([list(zip(g, image)) for image in permutations(g)] for g in groups))
    ][:MAX_MAPS]
    products = inner_products(claim)
    plain = [[[x, 1, y] for x, y in choice] for choice in exchanged]
    mirrored = [
        [[x, -1, y] for x, y in choice] + [[x, -1, x] for x in products] for choice in exchanged
    ]
    identity = [[[x, 1, y] for x, y in exchanged[0]] + [[x, 1, x] for x in products]]
    if len(plain) > 1:
        yield plain
    yield identity + mirrored[:1]
    if len(plain) > 1:
        yield plain + mirrored


def inner_products(claim: Claim, values: Point | None = None) -> list[str]:
    """The inner products of random vectors that a claim's conclusion is made of.

    Those inside means too; at numbers for what is deterministic, if a point is given.
    """
    found: set[Atom] = set()
    signs = ProvingSigns()
    cell = with_numbers(claim, values) if values else Sequent(claim)
    signs.cell = cell = replace(cell, signs=signs)
    with suppress(Rejected):
        for q in difference(cell.meaning, claim.conclusion).values():
            todo = [q]
            while todo:
                atoms = todo.pop().atoms()
                found |= {
                    a
                    for a in atoms
                    if PRODUCT in a.kinds
                    and not a.summed
                    and not a.stars
                    and is_random(cell.meaning, a)
                }
                todo += [signs.opaque[a][1] for a in sorted(atoms) if a in signs.opaque]
    return sorted(a for a in found if a not in signs.opaque and _is_gaussian(cell, a))


def _is_gaussian(cell: Sequent, name: Atom) -> bool:
    try:
        return is_gaussian(cell.meaning, name)
    except Rejected:
        return False
