"""The atoms that are random.

Scalars with a law, and inner products of a random vector with a fixed one.  Together they are
jointly Gaussian.

    ξ ~ N(μ, Σ),  u and w fixed:      uᵀξ ~ N(uᵀμ, uᵀΣu),      Cov(uᵀξ, wᵀξ) = uᵀΣw

Random vectors declared apart, or for different members of a family, are independent, and so are
scalars.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..algebra.atoms import MAXIMUM, PRODUCT, Atom
from ..algebra.inner_products import applied, dot
from ..algebra.ring import ONE, Element, Quotient
from ..algebra.shapes import Basis, VectorValue
from ..errors import OutsideClass
from ..meaning import Meaning

EXPECTED = "E"
STEP = "step"  # 1 where its argument is > 0, else 0


def is_random(s: Meaning, name: Atom) -> bool:
    """Whether an atom depends on what is random; a maximum may be one of what is."""
    if name in s.signs.opaque:
        function, q = s.signs.opaque[name]
        return function != EXPECTED and any_random(s, q.atoms())
    return bool(s.laws) and (MAXIMUM in name.kinds or not name.symbols.isdisjoint(s.laws))


def any_random(s: Meaning, names: Iterable[Atom]) -> bool:
    return any(is_random(s, a) for a in names)


def is_step(s: Meaning, name: Atom) -> bool:
    """Whether an atom is the indicator of an event."""
    return s.signs.opaque.get(name, ("",))[0] == STEP


def is_gaussian(s: Meaning, name: Atom) -> bool:
    """Whether an atom is Gaussian, or summed over Gaussians.

    Raises OutsideClass for products of random vectors.
    """
    return name in s.laws or (name.kind == PRODUCT and is_random(s, name) and bool(_sides(s, name)))


def law(s: Meaning, name: Atom) -> tuple[Element, Element]:
    """Mean and variance of a Gaussian atom."""
    if name in s.laws and s.laws[name].mean.sort == "scalar":
        own = s.laws[name]
        return _polynomial(s.scalar(own.mean)), _polynomial(s.scalar(own.variance))
    variance = covariance(s, name, name)
    (key, *_), u = _sides(s, name)
    return _polynomial(dot(s, s.vector(s.laws[key].mean), u)), variance


def covariance(s: Meaning, x: Atom, y: Atom) -> Element:
    """The covariance of two Gaussian atoms."""
    if x in s.laws and s.laws[x].mean.sort == "scalar":
        return law(s, x)[1] if x == y else {}
    if PRODUCT not in y.kinds:
        return {}
    if x.summed or y.summed:
        raise OutsideClass("the law of a sum over unnamed members")
    (own, u), (other, w) = _sides(s, x), _sides(s, y)
    return (
        _polynomial(dot(s, u, applied(s, s.laws[own[0]].variance, lambda: w, {})))
        if own == other
        else {}
    )


def has_random_vector(s: Meaning, basis: Basis) -> bool:
    """Whether a vector is a random one.

    An index, or a matrix, may have the name of what is random: then that is not decided.
    """
    if not any(part in s.laws for part in basis):
        return False
    if (
        len(basis) < 2
        or basis[-2] not in s.laws
        or s.laws[basis[-2]].mean.sort != "vector"
        or any(part in s.laws for part in (*basis[:-2], basis[-1]))
    ):
        raise OutsideClass("an index or a matrix with the name of something random")
    return True


def _sides(s: Meaning, name: Atom) -> tuple[Basis, VectorValue]:
    """ξ_i and u of an atom ξ_iᵀu."""
    bases = name.sides
    random = [b for b in bases if any(part in s.laws for part in b)]
    if (
        len(bases) != 2
        or len(random) != 1
        or len(random[0]) != 2
        or not has_random_vector(s, random[0])
    ):
        raise OutsideClass("a product of random vectors, or of one with a matrix")
    return random[0], {b: ONE for b in bases if b != random[0]}


def _polynomial(q: Quotient) -> Element:
    if q.den or any(e for (_, e), _ in q.num):
        raise OutsideClass("a law with a fraction of sums or an exponential in it")
    return q.numerator
