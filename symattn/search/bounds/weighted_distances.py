"""Bounds of averages by the weights of other members, and how far these are.  Untrusted."""

from __future__ import annotations

from dataclasses import replace

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.atoms import generic_member, unnamed
from ...kernel.algebra.coefficients import difference
from ...kernel.algebra.families import over_rest
from ...kernel.algebra.radicals import normal
from ...kernel.algebra.ring import Element
from ...kernel.algebra.semantics import Semantics
from ...kernel.rules.sequent import Sequent
from ...language import Term, flattened, number, replace_indices, to_json
from .bound_shapes import LimitCase, Shape, Way, body_of, shrinking, through, weight_at
from .decays import Decay, decay


def by_distances(cell: Sequent, relation: Term, claim: Claim, place: LimitCase) -> Shape | None:
    """For c = Σ_j α_j x_j → x_k over a set whose members all have names.

    By the weights of the others, and how far x_j is from x_k.
    """
    body = body_of(claim, place.left)
    if body is None or body.op != "sum" or len(body.children) != 1 or body.children[0].op != "*":
        return None
    members = next(s.members for s in claim.context.index_sets if s.key == body.args[1])
    terms = [
        replace_indices(body.children[0], {str(body.args[0]): Term("index", (m,))}) for m in members
    ]
    s = cell.meaning
    weighted = [
        (
            t.children[0] if len(t.children) == 2 else Term("*", t.children[:-1]),
            Term("+", (t.children[-1], Term("neg", (place.right,)))),
        )
        for t in terms
    ]
    others = [(q, y) for q, y in weighted if s.vector(y)]
    if len(others) == len(terms):
        return None
    gap = Term("norm", (Term("+", (place.left, Term("neg", (place.right,)))),))
    falling = [shrinking(s, s.scalar(q), ">") or [] for q, _ in others]
    lengths = [_length(s, y) for _, y in others]
    if None not in lengths:  # they are known
        known = [length for length in lengths if length is not None]
        written = [length.term() for length in known]
        decays = [
            replace(
                d,
                coefficient=normal(s, d.coefficient * length.coefficient),
                powers=ring.monomial_product(d.powers, length.powers),
            )
            for ds, length in zip(falling, known)
            for d in ds
        ]
        by = {
            "rule": "triangle",
            "parts": [
                [to_json(q), to_json(y), to_json(r)]
                for (q, y), r in zip(others, written)
                if r is not None
            ],
        }
        return Shape(cell, gap, None, decays, None, (Way(by),))
    name = next(k for k in ("D", "R", r"\rho") if all(k != s.key for s in claim.context.scalars))
    unit = Term("scalar", (name,))
    assume = (
        Term(">", (unit, number(0))),
        *(Term("≤", (Term("norm", (y,)), unit)) for _, y in others),
    )
    by = {"rule": "triangle", "parts": [[to_json(q), to_json(y), to_json(unit)] for q, y in others]}
    return Shape(
        cell, gap, unit, [d for ds in falling for d in ds], None, (Way(by),), (name,), assume
    )


def left_over(cell: Sequent, relation: Term, claim: Claim, place: LimitCase) -> Shape | None:
    """For c = Σ_j α_j v_j without what its named members give.

    By the weights of all others, and how long their values are.
    """
    s = cell.meaning
    gap = difference(s, relation)
    if len(gap) != 1:
        return None
    ((basis, q),) = gap.items()
    index_set = next(
        (
            i
            for i in claim.context.index_sets
            for f in claim.context.families
            if f.key == basis[0] and i.key == f.over
        ),
        None,
    )
    at = weight_at(claim, place.left, index_set.members) if index_set is not None else None
    star = generic_member(basis)
    if index_set is None or at is None or star is None or star != unnamed(index_set.key):
        return None
    names = {n for i in claim.context.index_sets for n in (*i.members, i.rest)}
    letter = next(n for n in ("l", "m", "j", "k", "p", "r") if n not in names)
    unit = Term(
        "scalar",
        (
            next(
                k
                for k in ("V", "R", r"\rho")
                if all(k != x.key for x in (*claim.context.symbols, *claim.context.definitions))
            ),
        ),
    )
    decays = shrinking(s, over_rest(q, star, _others(s, index_set.key)), ">")
    if decays is None:
        return None
    left_out = tuple(Term("index", (m,)) for m in index_set.members)
    total, longest = (
        Term("sum", (letter, index_set.key, *left_out, flattened("*", (at(letter), x))))
        for x in (_member(basis[0], letter), unit)
    )
    one = Way(
        {
            "rule": "triangle",
            "parts": [
                [to_json(t) for t in (at(index_set.rest), _member(basis[0], index_set.rest), unit)]
            ],
        }
    )
    whole = Way(
        {"rule": "triangle", "parts": [[to_json(t) for t in (number(1), total, longest)]]},
        ((1, Way({"rule": "termwise"}, ((0, one),))),),
    )
    assume = (
        Term(">", (unit, number(0))),
        Term("≤", (Term("norm", (_member(basis[0], index_set.rest),)), unit)),
    )
    error = Term("norm", (Term("+", (place.left, Term("neg", (place.right,)))),))
    return Shape(
        cell,
        error,
        unit,
        decays,
        None,
        (through(longest, (0, whole)),),
        (str(unit.args[0]),),
        assume,
    )


def _member(family: str, name: str) -> Term:
    return Term("member", (family, Term("index", (name,))))


def _others(s: Semantics, key: str) -> Element:
    """How many members of a set have no name."""
    size, known = s.scope_count(key)
    return ring.add(size, ring.constant(known), -1)


def _length(s: Semantics, y: Term) -> Decay | None:
    """‖y‖, if it is a number times a power of what grows."""
    try:
        found = decay(s.scalar(Term("norm", (y,))), s)
    except Rejected:
        return None
    return (
        found
        if found is not None
        and not found.exponent
        and all(
            s.signs.opaque.get(a, ("",))[0] == "sqrt" and not s.signs.opaque[a][1].atoms()
            for a in found.coefficient.atoms()
        )
        else None
    )
