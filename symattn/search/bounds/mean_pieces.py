"""The summands of a bound for means: what is left at random, and what for certain.  Untrusted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from ...kernel import OutsideClass
from ...kernel.algebra import ring
from ...kernel.algebra.radicals import root
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.chance.probability import spread
from ...kernel.chance.random_atoms import is_random
from ...kernel.rules.sequent import Sequent
from ...language import Term, flattened, number
from ..as_terms import quotient_term
from .decays import amount
from .tails import ONE, Tail, product, total

HALF = Term("/", (ONE, number(2)))


@dataclass(frozen=True)
class BoundSummand:
    """A summand of the bound without its unit, and from where on it is at most its share of ε."""

    term: Term
    reached: Callable[[Term], Term]


def law_of(cell: Sequent, form: Element) -> tuple[Term, ...]:
    """Mean and variance of a form that is random; nothing for one that is fixed."""
    if not _is_random(cell, form):
        return ()
    values = [
        quotient_term(ring.of(p), cell.claim.context, cell.signs.opaque)
        for p in spread(cell.meaning, form)
    ]
    if None in values:
        raise OutsideClass("a mean or a variance without a name")
    return tuple(v for v in values if v is not None)


def _is_random(cell: Sequent, form: Element) -> bool:
    return any(is_random(cell.meaning, a) for a in ring.atoms(form))


def pieces_of(
    cell: Sequent, tails: list[Tail], radius: Term | None, unit: Term, under: tuple[Term, ...]
) -> Iterator[BoundSummand]:
    """K/β with K = (2/5) Σ a log(1 + c)/√s for each β, and what is left for certain.

    Times 4R, over P(U).
    """
    times, others = (
        (1, ())
        if radius is None
        else (2, ())
        if radius == HALF
        else (4, () if radius == unit else (radius,))
    )
    chance = _amount(
        cell,
        (cell.meaning.scalar(Term("P", under)) if under else ring.ONE) * ring.of(ring.constant(5)),
    )
    below, above = chance.children if chance.op == "/" else (chance, ONE)
    fixed = [t for t in tails if not _is_random(cell, t.form)]
    random = [t for t in tails if t not in fixed]
    speeds = list(dict.fromkeys(t.speed for t in random))
    count = number(len(speeds) + len(fixed))
    for speed in speeds:
        amounts: dict[Term, Quotient] = {}
        for t in (t for t in random if t.speed == speed):
            inverse = cell.meaning.invert(ring.of(spread(cell.meaning, t.form)[1]))
            share = root(cell.meaning, inverse) * cell.meaning.scalar(t.scale)
            share *= _times(cell, number(2 * times), above)
            shown = Term(
                "log",
                (_amount(cell, ring.cancelled(cell.meaning.scalar(t.odds) + ring.ONE)),),
            )
            amounts[shown] = amounts.get(shown, ring.ZERO) + share
        size, grown = (product(_summed(cell, amounts, factor), *others) for factor in (ONE, count))
        yield BoundSummand(_over(size, product(below, speed)), partial(_far, speed, grown, below))
    for t in fixed:
        if under or others:
            raise OutsideClass("what is left for certain, given an event")
        scale = _amount(cell, cell.meaning.scalar(t.scale) * _times(cell, number(times)))
        top, bottom = scale.children if scale.op == "/" else (scale, ONE)
        rate = product(t.speed, t.gap)
        grown = _amount(
            cell,
            cell.meaning.scalar(product(scale, count)) * (cell.meaning.scalar(t.odds) + ring.ONE),
        )
        yield BoundSummand(
            Term(
                "/",
                (
                    product(top, t.odds),
                    product(bottom, flattened("+", (Term("exp", (rate,)), t.odds))),
                ),
            ),
            partial(_late, rate, grown),
        )


def _far(speed: Term, size: Term, below: Term, epsilon: Term) -> Term:
    return Term("≥", (speed, _over(size, product(below, epsilon))))


def _over(top: Term, bottom: Term) -> Term:
    """a/(b c), and not a/b/c."""
    return (
        Term("/", (top, bottom))
        if top.op != "/"
        else Term("/", (top.children[0], product(top.children[1], bottom)))
    )


def _late(rate: Term, size: Term, epsilon: Term) -> Term:
    top, bottom = size.children if size.op == "/" else (size, ONE)
    return Term("≥", (rate, Term("log", (Term("/", (top, product(bottom, epsilon))),))))


def _summed(cell: Sequent, amounts: dict[Term, Quotient], factor: Term) -> Term:
    """Σ share·log times a number, a share that all have standing before the sum."""
    shares = [share * _times(cell, factor) for share in amounts.values()]
    if len(set(shares)) == 1:
        return product(_amount(cell, shares[0]), total(list(amounts)))
    return total([product(_amount(cell, share), shown) for share, shown in zip(shares, amounts)])


def _times(cell: Sequent, *factors: Term) -> Quotient:
    return cell.meaning.scalar(product(*factors))


def _amount(cell: Sequent, q: Quotient) -> Term:
    """Raises OutsideClass if it has no name."""
    if (written := amount(q, cell.claim.context, cell.signs.opaque)) is None:
        raise OutsideClass("an amount without a name")
    return written
