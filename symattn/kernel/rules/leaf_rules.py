"""The rules that show a claim in one cell of its case tree, but for those about norms and laws."""

from __future__ import annotations

from dataclasses import replace

from ...language import Term, check_term, flattened, from_json, number
from ...language.kinds import CHANCE, COMPARISONS
from ..algebra import ring
from ..algebra.atoms import generic_member
from ..algebra.coefficients import coefficients, difference, side_by_side
from ..algebra.plain_elements import fraction
from ..algebra.semantics import Semantics
from ..algebra.shapes import VectorValue
from ..built_terms import ZERO, term
from ..chance.laws import with_symmetries
from ..claim import Node
from ..errors import NoValue, OutsideClass, Rejected
from ..limits.dominance import diverges, does_not_vanish, vanishes
from ..limits.expansions import limit_by_order
from ..limits.ties import limit_per_power, limits_by_parts, same_value
from ..order.parts_of_maxima import CONTINUOUS, ops
from ..order.signs import Fact
from .sequent import Sequent


def is_infinite(relation: Term) -> bool:
    return relation.op == "→" and relation.right.op == "infinity"


def equality(cell: Sequent, node: Node) -> None:
    """left − right is identically zero, all its denominators being known to be nonzero.

    Rests on: distinct exponentials are linearly independent (only for completeness; zero is zero).
    Fails: e^β/(2e^β + n − 2) = 1/2 leaves −(n − 2).
    """
    if difference(with_symmetries(cell.meaning, node), cell.claim.concludes("=")):
        raise Rejected("equality: the difference of the two sides is not identically zero")


def order(cell: Sequent, node: Node) -> None:
    """left − right has a known sign (≥ 0 and ≤ 0 for =); with "exponentials" e^left − e^right has,
    both multiplied before by a number > 0 if there is one ("times").

    Fails: e^β > 1 without β > 0; x/β < y/β for x < y with a factor β that may be < 0.
    """
    relation = _comparison(cell)
    x, y = relation.children
    if node.get("exponentials"):
        for side in relation.children:
            cell.meaning.scalar(side)  # it has a value
        if "times" in node:
            factor = from_json(node["times"])
            check_term(cell.claim.context, factor)
            if cell.signs.quotient_sign(cell.meaning.scalar(factor)) != ">":
                raise Rejected("order: expected a factor that is known to be > 0")
            x, y = (flattened("*", (factor, side)) for side in (x, y))
        _decide(cell, term(relation.op, term("exp", x), term("exp", y)))
    elif (
        relation.op == "≥"
        and y == ZERO
        and x.op == "^"
        and x.children[1].op == "number"
        and int(x.children[1].key) % 2 == 0
    ):
        cell.meaning.scalar(x)  # an even power is ≥ 0 where it has a value
    else:
        _decide(cell, relation)


def powers(cell: Sequent, node: Node) -> None:
    """Both sides compare as their odd powers do, or as their roots, which have values.

    Fails: −2 < 1 as their squares do.
    """
    relation, k = _comparison(cell), fraction(node.get("power"))
    if k <= 0 or k % 2 == 0:
        raise Rejected("powers: expected an odd power or a root")
    exponent = term("/", number(k.numerator), number(k.denominator))
    _decide(cell, term(relation.op, *(term("^", side, exponent) for side in relation.children)))


def _comparison(cell: Sequent) -> Term:
    relation = cell.claim.concludes(*COMPARISONS)
    if relation.left.sort != "scalar":
        raise OutsideClass("no rule compares vectors by size")
    return relation


def _decide(cell: Sequent, relation: Term) -> None:
    if not cell.meaning.truth(relation):
        raise Rejected("order: the sign of the difference excludes the relation")


def assumed(cell: Sequent, node: Node) -> None:
    """The conclusion is a hypothesis, or a comparison left of ⇒, word for word."""
    relation, known = cell.claim.conclusion, (*cell.claim.context.facts, *cell.claim.assumptions)
    if relation.op not in COMPARISONS or relation not in known:
        raise Rejected("assumed: expected what is a hypothesis")


def limit_by_dominance(cell: Sequent, node: Node) -> None:
    """left − right → 0; for vectors, each coefficient times its basis vector's norm.

    f → L also needs L to be free of the limit variable.  Source: `limits`.
    Fails: c ≈ α_a v_a + α_b v_b where both scores tend to −∞ (the other weights do not vanish).
    """
    relation = cell.claim.concludes("→", "≈")
    s = cell.meaning
    if relation.op == "→":
        free_of_limit(s, relation.right)
    for basis, q in difference(s, relation).items():
        if relation.left.sort == "matrix" and any(map(s.norm_varies, basis)):
            raise OutsideClass("a matrix of vectors that move with the limit")
        star = frozenset(filter(None, [generic_member(basis)]))
        norm = s.basis_norm(basis) if basis and relation.left.sort == "vector" else ring.ONE
        if not vanishes(q * norm, s, star):
            raise Rejected(
                "limit: the difference of the two sides does not tend to zero by dominance"
            )


def limit_by_expansion(cell: Sequent, node: Node) -> None:
    """left → right (a number or ±∞), left ≈ right or left ≫ right for scalars with exp, log and
    powers.  Source: `expansions`.

    Fails: log(e^{pβ} + e^{qβ})/β → q without q ≥ p.
    """
    relation = cell.claim.concludes("→", "≈", "≫")
    if not limit_by_order(cell.meaning, relation, node.get("order", -1)):
        raise Rejected("limit: the expansion of the left side has another limit")


def limit_by_counting_ties(cell: Sequent, node: Node) -> None:
    """left → right for quotients in which any of several terms may tie for the fastest, or for such
    coefficients of fixed vectors.  Source: `ties`.

    Fails: e^{pβ}/(e^{pβ} + e^{qβ}) → 1/2 with p ≤ q; the value is [p = q]/([p = q] + 1).
    """
    left, right = cell.claim.concludes("→").children
    s = replace(cell.meaning, maxima_as_atoms=True)
    for name in s.context.limit:
        s.signs.learn(
            Fact(ring.atom(name), ">")
        )  # from some value on, which is all that a limit asks
    right = s.chosen(right, {}) if right.op == "cases" else right
    if (rising := _rising(term("→", left, right))) is not None:
        if s.signs.quotient_sign(limit_per_power(s.scalar(rising), s)) != ">":
            raise Rejected(
                "limit: the left side over the limit variable is not shown to tend to something "
                "of that sign"
            )
        return
    free_of_limit(s, right)
    for _, limit, value in side_by_side(limits_by_parts(s, left), coefficients(s, right)):
        if not same_value(limit, value):
            raise Rejected("limit: the value with all ties counted is another one")


def free_of_limit(s: Semantics, term: Term) -> None:
    """Raises Rejected if the value of a term moves with the limit."""
    value: VectorValue = {(): s.scalar(term)} if term.sort == "scalar" else s.vector(term)
    moving = any(s.norm_varies(part) for b in value for part in b)
    if moving or any(s.varies(a) for q in value.values() for a in q.atoms()):
        raise Rejected("limit: the right side of → moves with the limit")


def _rising(relation: Term) -> Term | None:
    """What tends to +∞ where a relation says that its left side tends to ±∞."""
    left, right = relation.left, relation.children[-1]
    if is_infinite(relation):
        return left
    turned = right.op == "neg" and is_infinite(term(relation.op, left, *right.children))
    return term("neg", left) if turned else None


def infinite_limit(cell: Sequent, node: Node) -> None:
    """left − right → +∞ (≫), or left → ±∞.  Fails: γβ → ∞ without γ > 0."""
    s, rising = cell.meaning, _rising(cell.claim.conclusion)
    if rising is None:
        q = difference(s, cell.claim.concludes("≫")).get((), ring.ZERO)
    else:
        q = s.scalar(rising)
    if not diverges(q, s):
        raise Rejected("limit: the left side does not tend to infinity by dominance")


def infeasible(cell: Sequent, node: Node) -> None:
    """The facts of this cell contradict each other.

    A sign entry says 0 > 0 or −1 ≥ 0, a fact is against a known sign (p ≠ 0 where p = 0, e = 3), or
    one has no value here.

    Entries about unnamed members do not count: there may be none.
    """
    for fact in cell.entries:
        if not fact.stars and (
            not fact.element
            and fact.relation == ">"
            or (set(fact.element) == {ring.UNIT} and fact.element[ring.UNIT] < 0)
        ):
            return
    if "unequal" in node:
        fact = cell.fact(node["unequal"])
        if not fact.stars and not cell.meaning.decided(
            fact.relation, cell.signs.sign(fact.element), fact.element
        ):
            return
    if "undefined" in node and any(
        _has_no_value(cell, given) for given in (*cell.claim.context.facts, *cell.claim.assumptions)
    ):
        return
    raise Rejected("infeasible: no contradiction is shown")


def limit_carried_over(cell: Sequent, node: Node) -> None:
    """The limit assumed left of ⇒, times a number: x → w gives λx → λw.

    Fails for λ = β, which moves.
    """
    assumed = _assumed(cell, node)
    relation = cell.claim.concludes("→", "≈")
    s = cell.meaning
    if relation.op == "→":
        free_of_limit(s, relation.right)
    given, wanted = difference(s, assumed), difference(s, relation)
    factor = fraction(node.get("factor", "1"))
    for b in {**given, **wanted}:
        if not (wanted.get(b, ring.ZERO) - factor * given.get(b, ring.ZERO)).is_zero:
            raise Rejected("limit: not a multiple of the assumed limit")


def _assumed(cell: Sequent, node: Node) -> Term:
    assumed, k = cell.limits_assumed, node.get("assumption")
    if (
        not isinstance(k, int)
        or not 0 <= k < len(assumed)
        or assumed[k].op not in ("→", "≈")
        or is_infinite(assumed[k])
    ):
        raise Rejected("expected the number of a limit that is assumed left of ⇒")
    return assumed[k]


def left_side_fails(cell: Sequent, node: Node) -> None:
    """A limit assumed left of ⇒ is false in this cell.

    It has another value, or stays `gap` below it.

    f → L fails if L − f ≥ gap > 0 throughout.
    """
    s = cell.meaning
    q = difference(s, _assumed(cell, node)).get((), ring.ZERO)  # 0 for vectors, which shows nothing
    if "gap" in node:
        gap = fraction(node["gap"])
        away = ring.q_number(-gap) - q
        if gap > 0 and s.signs.quotient_sign(away) in ">≥=":
            return
    elif does_not_vanish(q, s):
        return
    raise Rejected("limit: the assumed limit is not shown to fail")


STRICT = {*CONTINUOUS, "≠", "power", "sqrt", "norm"} - {*CHANCE, "sum"}


def no_value(cell: Sequent, node: Node) -> None:
    """A side has no value anywhere in this cell.

    What stands below a bar is 0 there, or a root or a logarithm is of what has none.

    Every operator of the line has no value where one of its arguments has none; a sum over members
    that need not exist is not among them. Only for `necessary` (see `verdicts`): a line without a
    value is not proved by that.  Fails: (b − 1)/(b − 1) = 1 at b = 2.
    """
    if cell.claim.assumptions or not _has_no_value(cell, cell.claim.goal):
        raise Rejected(
            "no_value: expected a line without limits, sums and chance, a side of which has no "
            "value here"
        )


def _has_no_value(cell: Sequent, relation: Term) -> bool:
    if cell.claim.takes_limit or not STRICT >= ops(cell.claim.context, relation):
        return False
    try:
        for side in relation.children:
            coefficients(cell.meaning, side)
    except NoValue:
        return True
    return False
