"""Elements of the ring, and signs, put back into terms that a reader knows."""

from __future__ import annotations

from collections.abc import Mapping
from math import gcd, lcm
from typing import Any

from ..kernel.algebra import ring
from ..kernel.algebra.atoms import ENTRY, MAXIMUM, PRODUCT, TEXT, Atom, generic_member
from ..kernel.algebra.intervals import PI
from ..kernel.algebra.ring import Element
from ..kernel.algebra.semantics import Semantics
from ..kernel.algebra.shapes import Basis, VectorValue
from ..language import Context, Term, flattened, number
from ..language.operators import OPERATORS

RELATIONS = {">": ">", "<": "<", "=": "=", "≥": "≥", "≤": "≤"}


def rational(value: ring.Number) -> Term:
    """A fraction as a term."""
    if value < 0:
        return Term("neg", (rational(-value),))
    return (
        number(int(value))
        if value.denominator == 1
        else Term("/", (number(value.numerator), number(value.denominator)))
    )


def atom_term(name: str, context: Context) -> Term | None:
    """The term of a declared symbol, a family member or an inner product.

    None for anything else.
    """
    atom = Atom(name)
    if atom.kind == PRODUCT:
        matrices = {m.key for m in context.matrices}
        if not all(matrices.issuperset(side[:-2]) for side in atom.sides):
            return None
        return Term("dot", tuple(map(_vector_term, sorted(atom.sides, key=lambda b: len(b) > 2))))
    if atom.kind == ENTRY:
        ((key, label),) = atom.sides
        return Term("entry", (key, Term("index", (label,))))
    if atom.is_function or atom.kind == TEXT:
        return None
    return Term("pi") if atom == PI else Term("scalar", (name,))


def _vector_term(basis: Basis) -> Term:
    *matrices, key, label = basis
    vector = Term("member", (key, Term("index", (label,)))) if label else Term("vector", (key,))
    for matrix in reversed(matrices):
        vector = Term("apply", (Term("matrix", (matrix,)), vector))
    return vector


def polynomial_term(p: Element, context: Context) -> Term | None:
    """A polynomial as a sum of monomials, positive ones first; None if an atom has no name."""
    summands: list[Term] = []
    for (m, e), c in sorted(p.items(), key=lambda item: (item[1] < 0, not item[0][0], item[0])):
        if e or any(k < 0 for _, k in m):
            return None
        size = c if c > 0 else -c
        factors: list[Term] = [] if size == 1 and m else [rational(size)]
        for a, k in m:
            if (base := atom_term(a, context)) is None:
                return None
            factors.append(base if k == 1 else Term("^", (base, number(k))))
        product = factors[0]
        for f in factors[1:]:
            product = flattened("*", (product, f))
        summands.append(Term("neg", (product,)) if c < 0 else product)
    if not summands:
        return number(0)
    return summands[0] if len(summands) == 1 else flattened("+", tuple(summands))


def quotient_term(
    q: ring.Quotient, context: Context, opaque: Mapping[str, tuple[str, ring.Quotient]]
) -> Term | None:
    """A value free of the limit variable as a term: (x + e^y)/(n − 1).

    None if an atom has no name.
    """
    factors: list[tuple[Element, int]] = []
    numerator = q.numerator
    for factor, k in q.den:  # 1/(n − 2), and not 1/2/(n/2 − 1)
        whole = lcm(*(c.denominator for _, c in factor))
        factors.append((ring.add({}, dict(factor), whole), k))
        numerator = ring.add({}, numerator, whole**k)
    top = _exp_polynomial(numerator, context, opaque)
    if top is None:
        return None
    bottom: Term | None = None
    for p, k in factors:
        if (base := _exp_polynomial(p, context, opaque)) is None:
            return None
        base = base if k == 1 else Term("^", (base, number(k)))
        bottom = base if bottom is None else flattened("*", (bottom, base))
    return top if bottom is None else Term("/", (top, bottom))


def _exp_polynomial(
    p: Element, context: Context, opaque: Mapping[str, tuple[str, ring.Quotient]]
) -> Term | None:
    summands: list[Term] = []
    for (m, e), c in sorted(
        p.items(), key=lambda item: (item[1] < 0, not item[0][0] and not item[0][1], item[0])
    ):
        above: list[Term] = []
        below: list[Term] = []
        under = 1  # √2·√3 is written √6
        for a, k in sorted(m, key=lambda power: power[0] in context.limit):  # γ_a β, and not β γ_a
            if (
                k == 1
                and opaque.get(a, ("",))[0] == "sqrt"
                and isinstance(whole := opaque[a][1].numerator.get(ring.UNIT), int)
                and len(opaque[a][1].num) == 1
            ):
                under *= whole
                continue
            if (base := _named(a, context, opaque)) is None:
                return None
            (above if k > 0 else below).append(
                base if abs(k) == 1 else Term("^", (base, number(abs(k))))
            )
        if under != 1:
            above.append(Term("sqrt", (number(under),)))
        if e:
            if (exponent := _exp_polynomial(ring.exponent_as_element(e), context, opaque)) is None:
                return None
            above.append(Term("exp", (exponent,)))
        size = c if c > 0 else -c
        if size.numerator != 1 or not above:
            above.insert(0, number(size.numerator))
        if size.denominator != 1:
            below.insert(0, number(size.denominator))
        term = (
            _multiplied(above) if not below else Term("/", (_multiplied(above), _multiplied(below)))
        )
        summands.append(Term("neg", (term,)) if c < 0 else term)
    if not summands:
        return number(0)
    return summands[0] if len(summands) == 1 else flattened("+", tuple(summands))


def _multiplied(factors: list[Term]) -> Term:
    product = factors[0]
    for f in factors[1:]:
        product = flattened("*", (product, f))
    return product


def _named(
    name: str, context: Context, opaque: Mapping[str, tuple[str, ring.Quotient]]
) -> Term | None:
    if name in opaque and name != PI:
        function, argument = opaque[name]
        if function == "sqrt" and (vector := _length_of(argument)) is not None:
            return Term("norm", (_vector_term(vector),))
        if function not in OPERATORS:
            return None  # the indicator of an event, a diameter
        inner = quotient_term(argument, context, opaque)
        return None if inner is None else Term(function, (inner,))
    return atom_term(name, context)


def _length_of(argument: ring.Quotient) -> Basis | None:
    """The declared vector whose square an argument is: √(k·k) is written ‖k‖."""
    form = next(iter(argument.num)) if len(argument.num) == 1 and not argument.den else None
    if form is None or form[1] != 1 or form[0][1] or len(form[0][0]) != 1:
        return None
    name, power = form[0][0][0]
    left, right = name.sides if name.kind == PRODUCT else ((), None)
    return left if power == 1 and left == right and len(left) == 2 else None


def vector_term(
    value: VectorValue, context: Context, opaque: Mapping[str, tuple[str, ring.Quotient]]
) -> Term | None:
    """Coefficients over declared vectors as a term.

    For example (e^β (v_a + v_b) + Σ_{j≠a,b} v_j)/(2e^β + n − 2).  None if one has no name, or they
    have no common denominator.
    """
    dens = {q.den for q in value.values()}
    if len(dens) != 1 or not value:
        return None
    groups: dict[ring.Frozen, list[Term]] = {}
    whole = lcm(*(c.denominator for f, _ in next(iter(dens)) for _, c in f), 1)
    bottom = ring.Quotient(((ring.UNIT, 1),), next(iter(dens)))
    written = quotient_term(bottom, context, opaque)
    if written is None or len(next(iter(dens))) > 1:
        return None
    for basis, q in value.items():
        if len(basis) != 2 or any(a.summed or a.stars for a in ring.atoms(q.numerator)):
            return None
        key = ring.freeze(ring.add({}, q.numerator, whole if q.den else 1))
        index_set = next(
            (
                s
                for f in context.families
                if f.key == basis[0]
                for s in context.index_sets
                if s.key == f.over
            ),
            None,
        )
        if generic_member(basis):
            if index_set is None:
                return None
            names = {n for s in context.index_sets for n in (*s.members, s.rest)}
            bound = next(n for n in ("j", "l", "m", "k", "p", "r") if n not in names)
            groups.setdefault(key, []).append(
                Term(
                    "sum",
                    (
                        bound,
                        index_set.key,
                        *(Term("index", (m,)) for m in index_set.members),
                        Term("member", (basis[0], Term("index", (bound,)))),
                    ),
                )
            )
        else:
            groups.setdefault(key, []).append(
                Term("member", (basis[0], Term("index", (basis[1],))))
                if basis[1]
                else Term("vector", (basis[0],))
            )
    parts: list[Term] = []
    for numerator, vectors in groups.items():
        vectors = _merged(vectors)
        factor = quotient_term(ring.Quotient(numerator), context, opaque)
        if factor is None:
            return None
        inner = vectors[0] if len(vectors) == 1 else Term("+", tuple(vectors))
        negative = factor.op == "neg"
        size = factor.children[0] if negative else factor
        part = inner if size == number(1) else flattened("*", (size, inner))
        parts.append(Term("neg", (part,)) if negative else part)
    parts.sort(key=lambda part: (part.op == "neg", any(t.op == "sum" for t in part.subterms())))
    top = parts[0] if len(parts) == 1 else flattened("+", tuple(parts))
    return top if not bottom.den else Term("/", (top, written.children[1]))


def _merged(vectors: list[Term]) -> list[Term]:
    """v_b + Σ_{j≠a,b} v_j as Σ_{j≠a} v_j."""
    total = next((v for v in vectors if v.op == "sum"), None)
    if total is None:
        return vectors
    family = total.children[-1].args[0]
    inside = [v for v in vectors if v.op == "member" and v.args[0] == family]
    left_out = tuple(i for i in total.children[:-1] if all(v.children[0] != i for v in inside))
    if len(left_out) + len(inside) != len(total.children) - 1:
        return vectors  # one of them is no member that the sum leaves out
    return [
        Term("sum", (*total.args[:2], *left_out, total.children[-1])),
        *(v for v in vectors if v is not total and v not in inside),
    ]


def condition(
    p: Element, relation: str, context: Context, maxima: tuple[Term, ...] = ()
) -> Term | None:
    """p > 0 in names of the language.

    As `lettered_condition`, with the maxima that max!0, max!1, ... stand for; None where that is
    none of these.
    """
    if any(a.kind == MAXIMUM and a not in _names(maxima) for a in ring.atoms(p)):
        return None
    found = lettered_condition(p, relation, context)
    return found and with_maxima(found, maxima)


def _names(maxima: tuple[Term, ...]) -> dict[str, Term]:
    return {f"max!{k}": term for k, term in enumerate(maxima)}


def with_maxima(term: Term, maxima: tuple[Term, ...]) -> Term:
    """The term with the maxima that max!0, max!1, ... stand for."""
    if term.op == "scalar":
        return _names(maxima).get(term.key, term)
    return (
        Term(
            term.op, tuple(with_maxima(a, maxima) if isinstance(a, Term) else a for a in term.args)
        )
        if term.children
        else term
    )


def lettered_condition(p: Element, relation: str, context: Context) -> Term | None:
    """p > 0 with what is subtracted moved to the other side: γ_a > γ_b, n = 2.

    A polynomial has whole coefficients without a common factor.
    """
    if p and len(p) > 1:
        whole = lcm(*(c.denominator for c in p.values()))
        p = ring.add({}, p, ring.ratio(whole, gcd(*((c * whole).numerator for c in p.values()))))
    left = {k: c for k, c in p.items() if c > 0}
    right = {k: -c for k, c in p.items() if c < 0}
    if set(left) <= {ring.UNIT} and right:
        turned = {">": "<", "<": ">", "≥": "≤", "≤": "≥", "=": "=", "≠": "≠"}
        left, right, relation = right, left, turned[relation]
    if not right and ring.UNIT in left and len(left) > 1:  # x > −1, and not x + 1 > 0
        right = {ring.UNIT: -left.pop(ring.UNIT)}
    sides = polynomial_term(left, context), polynomial_term(right, context)
    return (
        Term(relation, (sides[0], sides[1]))
        if sides[0] is not None and sides[1] is not None
        else None
    )


def values_at(s: Semantics, side: Term) -> dict[Any, ring.Quotient]:
    """A side at a point: a number, or the coordinates of a vector.  Raises Rejected."""
    if side.sort == "scalar":
        return {(): s.scalar(side)}
    value = s.vector(side)
    assert s.point is not None
    dimension = max((len(row) for rows in s.point.vectors.values() for row in rows), default=1)
    return {("#", str(k)): value.get(("#", str(k)), ring.ZERO) for k in range(1, dimension + 1)}
