"""The rules about laws and means of what is random."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import combinations

from ...language import Term, depends_on
from ...language.kinds import COMPARISONS
from ..algebra import replacing, ring
from ..algebra.atoms import SUMMED, Atom, Label
from ..algebra.coefficients import coefficients, difference, gaps, side_by_side
from ..algebra.labels import generic_labels
from ..algebra.matrices import IDENTITY, MatrixValue, covariance_of, matrix_value
from ..algebra.plain_elements import atom_from_json, fraction, polynomial_from_json
from ..algebra.ring import Element, Quotient
from ..algebra.semantics import Semantics
from ..algebra.shapes import Basis, Point, VectorValue
from ..claim import Claim, Node
from ..errors import OutsideClass, Rejected
from ..limits.dominance import does_not_vanish, vanishes
from ..limits.ties import same_value
from ..order.parts_of_maxima import ops
from ..order.signs import Signs
from ..rules.points import at_point, point_from_json
from ..rules.sequent import Sequent, check_limit_is_free
from .gaussians import mapped, means_of
from .limits_of_means import expectations, limit_as, limit_of_means, moving_in, over_cells
from .probability import linear, spread
from .random_atoms import any_random, covariance, has_random_vector, is_gaussian, is_random, law


def with_symmetries(s: Semantics, node: Node) -> Semantics:
    """The meaning under which a mean is the mean over maps that leave the law alone.

    Raises Rejected.
    """
    data = node.get("symmetries")
    if data is None:
        return s
    try:
        maps = tuple(
            tuple((atom_from_json(x), int(sign), atom_from_json(y)) for x, sign, y in one)
            for one in data
        )
    except (TypeError, ValueError) as error:
        raise Rejected("symmetry: expected lists of [variable, sign, variable]") from error
    if not maps:
        raise Rejected("symmetry: expected at least one map")
    for one in maps:
        mapped(s, ring.ONE, one)  # that it is one at all
    return replace(s, symmetries=maps)


def has_law(cell: Sequent, node: Node) -> None:
    """A linear form in independent Gaussians is Gaussian, with the mean and the (co)variance that
    follow.

    Fails: γ ∼ N(1, 1/4) for the law N(1, 1/2): the second number is a variance.
    """
    if law_differences(cell.meaning, cell.claim.concludes("∼")):
        raise Rejected("law: the mean or the covariance is another one")


def limit_in_distribution(cell: Sequent, node: Node) -> None:
    """left ⇝ N(m, S) for a linear form in independent Gaussians whose mean tends to m and whose
    covariance to S.

    Source: P. Lévy's continuity theorem (the characteristic functions converge).  Fails: βγ ⇝ N(0,
    0) as β → ∞, for γ ∼ N(0, 1).
    """
    relation, s = cell.claim.concludes("⇝"), cell.meaning
    if any(s.norm_varies(f.key) for f in s.context.families):
        raise OutsideClass("a limit in distribution is taken with vectors that are fixed")
    if depends_on(s.context, relation.right, frozenset(s.context.limit)):
        raise Rejected("law: the right side of ⇝ moves with the limit")
    for gap in law_differences(s, relation):
        if not vanishes(gap, s):
            raise Rejected("law: the mean or the covariance tends to another one")


def law_differences(s: Semantics, relation: Term) -> list[Quotient]:
    """What is not zero of the differences between the means, and between the covariances, of both
    sides of ∼.  Raises OutsideClass.
    """
    left, (centre, spread) = relation.left, relation.right.children
    inner = s.random_meaning()
    x = coefficients(inner, left)
    for basis, q in x.items():
        if q.den or (basis and has_random_vector(inner, basis) and any_random(inner, q.atoms())):
            raise OutsideClass("the law of a fraction, or of a random vector times what is random")
        linear(
            inner, q.numerator
        )  # jointly Gaussian, so that the mean and the covariance are all of the law
    wanted: MatrixValue = (
        matrix_value(inner, spread, {})
        if spread.sort == "matrix"
        else {("|",): inner.scalar(spread)}
    )
    found = gaps(inner, means_of(inner, x), coefficients(inner, centre)).values()
    return [*found, *gaps(inner, covariance_of(inner, x), wanted).values()]


def means_tend_elsewhere(claim: Claim, node: Node) -> None:
    """At numbers for what is deterministic, which satisfy every hypothesis, the means tend to
    something else than the right side.

    For vectors and matrices: in the coefficient of one that no hypothesis ties to the others, so
    that they can be independent. An equality for all values of a limit variable fails if both sides
    tend to different numbers.
    """
    check_limit_is_free(claim)
    cell = with_numbers(claim, point_from_json(node.get("point")))
    cell.admit(node.get("signs", []))
    tends_elsewhere(cell, node)


def tends_elsewhere(cell: Sequent, node: Node) -> None:
    """Raises Rejected unless the means tend to something else in this cell."""
    claim, relation, s = cell.claim, cell.claim.conclusion, cell.meaning
    if claim.assumptions or relation.op not in ("→", "="):
        raise OutsideClass("expected a limit or an equality, with nothing left of ⇒")
    x, y, limits = _sides(cell, node)
    for basis, left, right in side_by_side(x, y):
        if not all(told_apart(s, claim, part, left) for part in _pair(basis)) or (
            relation.op == "→" and s.moves(right)
        ):
            continue
        gap = limit_of_means(cell, left - right, limits)
        if not s.moves(gap) and s.signs.quotient_sign(gap) in "<>":
            return
    raise Rejected("means: the limit is not shown to be another one")


def _pair(basis: Basis) -> tuple[Basis, ...]:
    """b and c for the pair b cᵀ, else the basis itself."""
    return (basis[: basis.index("|")], basis[basis.index("|") + 1 :]) if "|" in basis else (basis,)


def fails_on_event(claim: Claim, node: Node) -> None:
    """At numbers for what is deterministic, and where forms in what is random are > 0, the left
    side tends to something else than the right one.

    That event holds with a probability > 0: it is open, and a point of it is shown.  So the claim,
    which is one about almost all samples, is false.
    """
    point = point_from_json(node.get("point"))
    cell = with_numbers(Claim(claim.context, claim.conclusion), point)
    forms = node.get("forms")
    if not isinstance(forms, list) or not forms:
        raise Rejected("event: expected forms in what is random")
    noise = {
        str(atom_from_json(name)): ring.constant(fraction(value))
        for name, value in dict(node.get("noise", {})).items()
    }
    inner = event(cell, point, tuple(polynomial_from_json(p) for p in forms), Signs(), noise)
    inner.admit(node.get("signs", []))
    limit_elsewhere(inner, claim.assumptions)


def event(
    cell: Sequent,
    point: Point,
    forms: tuple[Element, ...],
    signs: Signs,
    noise: Mapping[str, Element],
) -> Sequent:
    """The part of a cell with numbers where linear forms are > 0, as they are at the point, and at
    values for random vectors' inner products.  Raises Rejected.
    """
    s, values = cell.meaning, {**point.scalars, **noise}
    names = sorted(set().union(*map(ring.atoms, forms)))
    if any(
        name not in values
        or name in cell.claim.context.limit
        or (name in noise and (not is_gaussian(s, name) or generic_labels([name])))
        for name in names
    ):
        raise Rejected(
            "event: expected forms in declared scalars that do not move, and in inner products "
            "of random vectors"
        )
    random = [name for name in names if is_random(s, name)]
    if any(cell.signs.find(law(s, name)[1]) != ">" for name in random) or any(
        covariance(s, x, y) for x, y in combinations(random, 2)
    ):
        raise Rejected("event: expected uncorrelated random numbers with a variance > 0")
    for p in forms:
        spread(s, p)
        for name in sorted(ring.atoms(p)):
            p = replacing.substitute(p, name, values[name])
        if cell.signs.find(p) != ">":
            raise Rejected("event: the point is not in it")
    return cell.within(forms, cell.claim.context.limit, signs)


def limit_elsewhere(inner: Sequent, left: tuple[Term, ...]) -> None:
    """Raises Rejected unless what stands left of ⇒ holds in the cell, and a scalar, or a vector in
    a coefficient that can be told from the others, tends to something else than the right side.
    """
    claim, relation = inner.claim, inner.claim.conclusion
    if relation.op not in ("→", "≈") or relation.left.sort == "matrix" or claim.about_chance:
        raise OutsideClass("expected a limit of numbers or vectors")
    s = inner.meaning
    if not all(a.op in COMPARISONS and s.truth(a) for a in left):
        raise Rejected("event: what stands left of ⇒ is not known to hold there")
    for basis, gap in difference(s, relation).items():
        if told_apart(s, claim, basis, gap):
            moving = moving_in(s, gap)
            if len(moving) > 1:
                if does_not_vanish(gap, s):
                    return
                continue
            limit = limit_as(s, gap, moving)
            if not s.moves(limit) and s.signs.quotient_sign(limit) in "<>":
                return
    raise Rejected("event: the limit is not shown to be another one")


def told_apart(s: Semantics, claim: Claim, basis: Basis, q: Quotient) -> bool:
    """Whether a coefficient that is not 0 shows a difference.

    Of a number, of a vector of a family that no hypothesis ties to the others, or of the sum of
    some of these.
    """
    if not basis:
        return True
    tied = any(
        {"member", "vector", "matrix", "zero", "identity"} & ops(claim.context, fact)
        for fact in claim.context.facts
    )
    # a covariance is semidefinite, and may be degenerate
    tied = tied or any(v.key in s.laws for v in claim.context.vectors)
    if tied or len(basis) != 2 or basis[0] not in s.families or s.norm_varies(basis[0]):
        return False
    norm = s.families[basis[0]].norm
    if norm is not None and s.signs.quotient_sign(s.scalar(norm)) not in "<>":
        return False
    label = Label(basis[1])
    if label.kind != SUMMED:
        return not label.kind
    same = label.depth == 1 and not generic_labels(q.atoms())
    return same and s.signs.find(s.unnamed(label.set)) == ">"


def with_numbers(claim: Claim, point: Point) -> Sequent:
    """The claim with numbers for all that is deterministic and does not move.

    Raises Rejected unless they satisfy every hypothesis.
    """
    s = at_point(claim, point, moving=False)
    if point.signs.opaque:
        raise OutsideClass("means at numbers that are not rational")
    values = {
        x.key: point.scalars[x.key]
        for x in claim.context.scalars
        if x.key not in (*s.laws, *claim.context.limit)
    }
    return Sequent(claim, (), values)


def _sides(
    cell: Sequent, node: Node
) -> tuple[VectorValue, VectorValue, Callable[[Atom], Quotient]]:
    """Both sides as coefficients, and the limit of each mean."""
    x, y = (coefficients(cell.meaning, side) for side in cell.claim.conclusion.children)
    names = sorted({name for q in (*x.values(), *y.values()) for name in expectations(cell, q)})
    trees = node.get("trees")
    if not isinstance(trees, list) or len(trees) != len(names):
        raise Rejected(f"means: expected a tree for each of {len(names)} means")
    return x, y, over_cells(cell, dict(zip(names, trees)))


def limit_of_expectations(cell: Sequent, node: Node) -> None:
    """left → right where the left side is made of means, variances and covariances.

    Source: `limits_of_means`.

    Fails: E[β·σ(βX)(1 − σ(βX))] → 0, which tends to the density at 0.
    """
    s, _ = cell.meaning, cell.claim.concludes("→")
    x, y, limits = _sides(cell, node)
    for basis, left, right in side_by_side(x, y):
        if any(s.norm_varies(part) for part in basis if basis != IDENTITY):
            raise OutsideClass("a mean of vectors that move with the limit")
        if s.moves(right):
            raise Rejected("limit: the right side of → moves with the limit")
        if not same_value(limit_of_means(cell, left, limits), right):
            raise Rejected("limit: the means tend to another value")
