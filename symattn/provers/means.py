"""Search for what the rules on means need: cells over which something random has a limit, and maps that leave a law alone.

Untrusted: the kernel's own functions are run with signs that prove themselves.
"""
from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations, product
from typing import Any

from ..kernel import OutsideClass, UnknownSign, ring
from ..kernel.coefficients import coefficients
from ..kernel.limits_of_means import bounded, expectations
from ..kernel.probability import of_forms, spread
from ..kernel.ring import Element, Quotient
from ..kernel.sequent import Sequent
from ..kernel.signs import element_to_json
from ..kernel.ties import limit_with_ties
from ..terms import Context
from .positivity import ProvingSigns
from .splitting import splittable

MAX_DEPTH = 10
MAX_MAPS = 8


def trees(cell: Sequent) -> list[Any]:
    """A tree of cells for each mean on the left side.  Raises UnknownSign where a deterministic sign is missing, OutsideClass."""
    left = coefficients(cell.meaning, cell.claim.conclusion.children[0])
    names = sorted({name for q in left.values() for name in expectations(cell, q)})
    return [_tree(cell, cell.signs.opaque[name][1], ()) for name in names]


def _tree(cell: Sequent, f: Quotient, forms: tuple[Element, ...]) -> Any:
    if len(forms) > MAX_DEPTH:
        raise OutsideClass("too many cells of what is random")
    if forms and of_forms(cell.meaning, list(forms)).is_zero:
        return {}
    moving = tuple(name for name in cell.claim.context.limit if name in f.atoms())
    signs = ProvingSigns()
    signs.cell = inner = cell.within(forms, moving, signs)
    try:
        bounded(cell, f)
        limit_with_ties(f, inner.meaning)
        return {"signs": signs.entries}
    except UnknownSign as error:
        p = _form(cell, error, forms)
    minus = ring.add({}, p, -1)
    return {"on": element_to_json(p), "positive": _tree(cell, f, (*forms, p)), "negative": _tree(cell, f, (*forms, minus))}


def _form(cell: Sequent, error: UnknownSign, forms: tuple[Element, ...]) -> Element:
    """What to split on: a linear form in what is random.  Raises UnknownSign again if what is missing is deterministic."""
    for p in splittable(cell.claim, error.element, cell.values, random=True):
        if p in forms or ring.add({}, p, -1) in forms:
            continue
        if not ring.atoms(p) & set(cell.meaning.laws):
            raise UnknownSign(p)
        spread(cell.meaning, p)
        return p
    raise OutsideClass("the limit of what is random depends on more than signs of linear forms")


def symmetries(context: Context) -> Iterator[list[list[list[Any]]]]:
    """Sets of maps to take means over: exchanges within a law, reflections at the mean, both."""
    laws: dict[Any, list[str]] = {}
    for law in (x for x in context.laws if x.mean.sort == "scalar"):
        laws.setdefault((law.mean, law.variance), []).append(law.key)
    groups = list(laws.values())
    exchanged = [[pair for one in choice for pair in one] for choice in product(*([list(zip(g, image)) for image in permutations(g)] for g in groups))][:MAX_MAPS]
    plain = [[[x, 1, y] for x, y in choice] for choice in exchanged]
    mirrored = [[[x, -1, y] for x, y in choice] for choice in exchanged]
    identity = plain[:1]
    if len(plain) > 1:
        yield plain
    yield identity + mirrored[:1]
    if len(plain) > 1:
        yield plain + mirrored
