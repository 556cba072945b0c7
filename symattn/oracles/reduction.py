"""Several Gaussians brought down to fewer, by exact polynomial identities.

If every polynomial p in the integrand has ∇p = D·a for one rational vector a, then p is constant on
the hyperplanes a·x = L.  With aᵢ = 1 for one i, p(x) = p at xᵢ = L and all others 0, and L ~ N(a·m,
Σ aⱼ² vⱼ).  ∇p = D·a is checked coefficient by coefficient.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from math import prod

from .cells import deciding, rebuilt, substituted
from .closed import Laws
from .enclosure import Gaussian
from .forms import (
    ZERO,
    Form,
    Polynomial,
    add,
    form_of,
    multiply,
    polynomial,
    scaled,
    variable,
)

Direction = dict[str, Fraction]
MAX_TERMS = 32
ALONG, ACROSS = "·along", "·across"  # names that no declaration can have


def along_one_combination(form: Form, laws: Laws) -> tuple[Form, dict[str, Gaussian]] | None:
    """The same mean in one variable, or None.

    There is one if the form depends on its variables through one linear combination.
    """
    direction = _direction(_polynomials(form))
    if direction is None or set(direction) != form.variables:
        return None
    pivot = next(name for name, a in direction.items() if a == 1)
    for name in sorted(form.variables - {pivot}):
        form = substituted(form, name, ZERO)
    form = substituted(form, pivot, variable(ALONG))
    mean = sum((a * laws[n].mean for n, a in direction.items()), Fraction(0))
    variance = sum((a * a * laws[n].variance for n, a in direction.items()), Fraction(0))
    return form, {**laws, ALONG: Gaussian(mean, variance)}


def rotated(form: Form, laws: Laws) -> tuple[Form, dict[str, Gaussian]] | None:
    """Two variables replaced by independent combinations.

    So it is if all that is not a polynomial factor depends on the first of them alone.
    """
    return _turned(form, laws, _direction(_polynomials(form, inside=True)))


def rotated_to_decisions(form: Form, laws: Laws) -> tuple[Form, dict[str, Gaussian]] | None:
    """Two variables replaced by independent combinations.

    So it is if all decisions depend on the first of them alone.
    """
    return _turned(
        form, laws, _direction([p for f in deciding(form) for p in _polynomials(f.args[0])])
    )


def _turned(
    form: Form, laws: Laws, direction: Direction | None
) -> tuple[Form, dict[str, Gaussian]] | None:
    """x, y in terms of L = a x + b y and M = b v_y x − a v_x y.

    These have covariance a b v_y v_x − b a v_x v_y = 0 and so are independent.
    """
    if (
        len(form.variables) != 2
        or ALONG in form.variables
        or direction is None
        or set(direction) != form.variables
    ):
        return None
    x, y = sorted(form.variables)
    a, b, v, u = direction[x], direction[y], laws[x].variance, laws[y].variance
    det = -(a * a * v + b * b * u)
    along, across = variable(ALONG), variable(ACROSS)
    new = {
        x: add(scaled(-a * v / det, along), scaled(-b / det, across)),
        y: add(scaled(-b * u / det, along), scaled(a / det, across)),
    }
    turned = _replaced(form, new)
    (mx, my) = laws[x].mean, laws[y].mean
    return turned, {
        **laws,
        ALONG: Gaussian(a * mx + b * my, a * a * v + b * b * u),
        ACROSS: Gaussian(b * u * mx - a * v * my, b * b * u * u * v + a * a * v * v * u),
    }


def by_monomials(form: Form) -> Form | None:
    """A product with a polynomial factor in several variables, multiplied out; else None.

    It is multiplied out over that factor's monomials, also in a sum.
    """
    if form.op == "sum":
        expanded = [by_monomials(a) for a in form.args]
        return (
            add(*(new or old for new, old in zip(expanded, form.args))) if any(expanded) else None
        )
    if form.op != "product":
        return None
    for k, factor in enumerate(form.args):
        p = polynomial(factor)
        others = form.args[:k] + form.args[k + 1 :]
        if p is not None and len(p) > 1 and len(factor.variables) > 1:
            return add(*(multiply(form_of({m: c}), *others) for m, c in p.items()))
    return None


def multiplied_out(form: Form) -> Form | None:
    """A product or a small power of sums as a sum of products.

    None if it is neither, or has too many terms.

    max(g, h)² = (h + relu(g − h))² becomes h² + 2 h·relu(g − h) + relu(g − h)²: each summand can be
    reduced.
    """
    if (
        form.op == "power"
        and isinstance(form.data, Fraction)
        and form.data.denominator == 1
        and 1 < form.data <= 4
    ):
        factors = form.args * int(form.data)
    elif form.op == "product":
        factors = form.args
    else:
        return None
    rows = [f.args if f.op == "sum" else (f,) for f in factors]
    if prod(map(len, rows)) > MAX_TERMS or all(len(row) == 1 for row in rows):
        return None
    return add(*(multiply(*chosen) for chosen in product(*rows)))


def _polynomials(form: Form, inside: bool = False) -> list[Polynomial]:
    """The largest polynomial parts that hold variables.

    `inside`: but those that are summands or factors of the whole.
    """
    p = polynomial(form)
    if p is not None:
        return [p] if form.variables and not inside else []
    outer = inside and form.op in ("sum", "product")
    return [q for a in form.args for q in _polynomials(a, outer)]


def _direction(polynomials: list[Polynomial]) -> Direction | None:
    found: Direction | None = None
    for p in polynomials:
        names = sorted({atom for m in p for atom, _ in m if isinstance(atom, str)})
        slopes = {n: _derivative(p, n) for n in names}
        own: Direction = {}
        for n in names:
            ratio = _ratio(slopes[n], slopes[names[0]])
            if ratio is None:
                return None
            own[n] = ratio
        if found is None:
            found = own
        elif own != found:
            return None
    return found


def _derivative(p: Polynomial, name: str) -> Polynomial:
    result: Polynomial = {}
    for m, c in p.items():
        powers = dict(m)
        if k := powers.get(name, 0):
            powers[name] = k - 1
            result[frozenset((a, d) for a, d in powers.items() if d)] = c * k
    return result


def _ratio(p: Polynomial, q: Polynomial) -> Fraction | None:
    """The rational a with p = a·q, if there is one."""
    if p.keys() != q.keys():
        return None
    ratios = {p[m] / q[m] for m in p}
    return ratios.pop() if len(ratios) == 1 else None


def _replaced(form: Form, new: Mapping[str, Form]) -> Form:
    """Variables replaced, each polynomial multiplied out so that what cancels is gone."""
    if form.op == "variable":
        return new.get(str(form.data), form)
    result = rebuilt(form, tuple(_replaced(a, new) for a in form.args))
    p = polynomial(result)
    return result if p is None else form_of(p)
