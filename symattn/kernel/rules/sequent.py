"""What a leaf of a proof stands on.

Facts by name, values from case splits, and the meanings that follow.

How facts are called is told in `order.fact_names`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from typing import Any

from ...language import Term, depends_on
from ...language.kinds import COMPARISONS
from ..algebra import replacing, ring
from ..algebra.atoms import Atom, Label
from ..algebra.families import over_rest
from ..algebra.functions import erfc, log
from ..algebra.radicals import root
from ..algebra.ring import Element
from ..algebra.semantics import Semantics
from ..built_terms import TWO, ZERO, term
from ..claim import Claim
from ..errors import OutsideClass, Rejected, UnknownSign
from ..limits.dominance import eventually_true, leaves_the_limit
from ..order.diameters import spread
from ..order.fact_names import FactName
from ..order.maxima import maximum
from ..order.parts_of_maxima import without_abs, without_max
from ..order.sign_entries import check_entry
from ..order.signs import Fact, Signs

Cases = tuple[tuple[Element, str], ...]
POSITIVE = {"√": root, "ℓ": log, "ē": erfc}  # of a whole number


@dataclass
class Sequent:
    """A claim in one cell of its case tree."""

    claim: Claim
    cases: Cases = ()
    values: dict[str, Element] = field(default_factory=dict)
    signs: Signs = field(default_factory=Signs)
    family_maxima: tuple[Term, ...] = ()
    standing: frozenset[str] = (
        frozenset()
    )  # limit variables that do not move here; facts about them may not be used all the same
    entries: list[Fact] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.meaning = Semantics(
            self.claim.context,
            self.signs,
            self.values,
            self.claim.rest,
            family_maxima=self.family_maxima,
            equal=equal_vectors(self.claim),
        )
        self._facts: dict[str, Fact] = {}

    @property
    def limits_assumed(self) -> tuple[Term, ...]:
        """The relations left of ⇒ that are about the limit."""
        return tuple(a for a in self.claim.assumptions if a.op not in COMPARISONS)

    def within(self, forms: tuple[Element, ...], moving: tuple[str, ...], signs: Signs) -> Sequent:
        """The part of this cell in which forms in what is random are > 0, with only some of the
        limit variables moving.
        """
        claim = replace(self.claim, context=replace(self.claim.context, limit=moving))
        standing = self.standing | (set(self.claim.context.limit) - set(moving))
        return Sequent(
            claim,
            (*self.cases, *((p, ">") for p in forms)),
            self.values,
            signs,
            self.family_maxima,
            standing,
        )

    def admit(self, entries: Any) -> None:
        """Check the sign entries of a certificate, in order, and learn them.  Raises Rejected."""
        if not isinstance(entries, list) or not all(isinstance(e, dict) for e in entries):
            raise Rejected("expected a list of sign entries")
        for entry in entries:
            if (fact := check_entry(self.meaning, entry, self.fact)) is not None:
                self.learn(fact)

    def learn(self, fact: Fact) -> str:
        """Add a proved sign and give it its name."""
        self.entries.append(fact)
        self.signs.learn(fact)
        return f"s{len(self.entries) - 1}"

    def fact(self, text: str) -> Fact:
        """The fact of that name, with values substituted.

        Raises Rejected if there is none, or it may not be used.
        """
        if text not in self._facts:
            name = FactName.read(text)
            fact = FACTS[name.kind](self, name)
            # a search may read it while it reads it
            self._facts.setdefault(text, self._summed(fact, name.summed) if name.summed else fact)
        return self._facts[text]

    def _summed(self, fact: Fact, over: str) -> Fact:
        """Σ over all unnamed members of a fact about each, or each two; > 0 if there are some.

        With ≠ over each two that differ, with ∖ over all but the one that it is about: both ≥ 0.
        """
        star = min(map(Label, fact.stars), default=None)
        if (
            star is None
            or (star.deep and over != "∖")
            or not fact.stars <= {star, star.another}
            or len(fact.stars) not in {"Σ": (1, 2), "≠": (2,), "∖": (1,)}[over]
            or fact.relation not in ">≥="
            or any(map(ring.is_summed, fact.element))
        ):
            raise Rejected("expected a fact about each unnamed member of one set, or each two")
        with self.meaning.in_base_scope():
            others = self.meaning.unnamed(self.meaning.set_of_label(star))
        total = ring.of(fact.element)
        for one in sorted(fact.stars, reverse=True):
            total = over_rest(total, Label(one), others)
        weak = "=" if fact.relation == "=" else "≥"
        if over == "∖":
            return Fact(ring.subtract(total.numerator, fact.element), weak, fact.stars)
        if over == "≠":
            both = replacing.relabelled(fact.element, star.another, star)
            own = over_rest(ring.of(both), star, others)
            return Fact(self.meaning.gap(total, own).numerator, weak)
        strict = fact.relation == ">" and self.signs.find(others) == ">"
        return Fact(total.numerator, ">" if strict else weak)

    def read(self, relation: Term, star: str) -> Fact:
        """What a comparison says, of each unnamed member if it is taken at one."""
        if relation.op not in COMPARISONS or relation.left.sort != "scalar":
            raise Rejected("expected a comparison of scalars")
        stars = frozenset({star} if star else ())
        with self.meaning.at_star(star) if star else nullcontext() as env:
            gap = self.meaning.gap(*(self.meaning.scalar(side, env) for side in relation.children))
        turned = relation.op in "<≤"
        # the fact is about the numerator, the other way round if what is below is < 0
        for factor, k in gap.den:
            sign = self.signs.sign(dict(factor), stars)
            if sign not in "<>":
                raise UnknownSign(
                    dict(factor), "a fact with a denominator that must be known to be nonzero"
                )
            turned ^= sign == "<" and k % 2 == 1
        element = gap.numerator
        if star and any(map(ring.is_summed, element)):
            raise OutsideClass(
                "a fact about each unnamed member that sums over the others: which others "
                "depends on the member"
            )
        kept = {"<": ">", "≤": "≥"}.get(relation.op, relation.op)
        return Fact(ring.negative(element) if turned else element, kept, stars)


def _listed(name: FactName, known: Sequence[Any]) -> Any:
    if name.number >= len(known):
        raise Rejected(f"there is no fact {str(name)!r}")
    if name.star and name.kind != "h":
        raise Rejected("only a hypothesis speaks about every other member")
    given = known[name.number]
    if name.raised and not (isinstance(given, Term) and (name.raised != "sq" or given.op == "=")):
        raise Rejected("expected a hypothesis to raise e to, or an equation to square")
    return given


def _relation(cell: Sequent, name: FactName) -> Fact:
    known = {"h": cell.claim.context.facts, "l": cell.claim.assumptions}
    given = _listed(name, known[name.kind])
    if name.raised.isdigit():
        parts = without_max(without_abs(given))
        if parts.op != "and" or int(name.raised) >= len(parts.args):
            raise Rejected(f"there is no part {name}")
        given = parts.children[int(name.raised)]
    elif name.raised:
        exp = name.raised == "exp"
        sides = (term("exp", x) if exp else term("^", x, TWO) for x in given.children)
        given = term(given.op, *sides)
    return _leaving_the_limit(cell, name, cell.read(given, name.star))


def _leaving_the_limit(cell: Sequent, name: FactName, fact: Fact) -> Fact:
    """The fact.  Raises Rejected if it is about what moves, and no p > 0 with p → +∞ plainly."""
    moves = cell.claim.takes_limit and any(
        cell.meaning.varies(a) or _stands(cell, a) for a in ring.atoms(fact.element)
    )
    if moves and not (fact.relation in ">≥" and eventually_true(fact.element, cell.meaning)):
        raise Rejected(f"the fact {name} restricts how the limit is taken")
    return fact


def _stands(cell: Sequent, name: Atom) -> bool:
    """Whether an atom depends on a limit variable that does not move here."""
    return name in cell.standing or (
        name in cell.signs.opaque
        and any(_stands(cell, a) for a in cell.signs.opaque[name][1].atoms())
    )


def _size(cell: Sequent, name: FactName) -> Fact:
    if name.member not in cell.meaning.sets:
        raise Rejected(f"there is no index set {name.member!r}")
    return Fact(cell.meaning.unnamed(name.member), "≥")


def _below_maximum(cell: Sequent, name: FactName) -> Fact:
    if name.number >= len(cell.meaning.family_maxima):
        raise Rejected(f"there is no maximum {name.number}")
    known = maximum(cell.meaning, name.number)[1]
    if (name.member, name.star) not in known:
        raise Rejected(f"there is no fact {str(name)!r}")
    return known[name.member, name.star]


def _positive(cell: Sequent, name: FactName) -> Fact:
    if name.number >= 1000 or name.number < 2 and name.kind != "ē":
        raise Rejected(f"there is no fact {str(name)!r}")
    number = ring.q_number(name.number)
    return Fact(POSITIVE[name.kind](cell.meaning, number).numerator, ">")


FACTS: dict[str, Callable[[Sequent, FactName], Fact]] = {
    "h": _relation,
    "l": _relation,
    "c": lambda cell, name: _leaving_the_limit(cell, name, Fact(*_listed(name, cell.cases))),
    "s": lambda cell, name: Fact(*_listed(name, cell.entries)),
    "z": _size,
    "m": _below_maximum,
    "√": _positive,
    "ℓ": _positive,
    "ē": _positive,
    "⌀": lambda cell, name: Fact(spread(cell.meaning, name.member).numerator, "≥"),
}


def equal_vectors(claim: Claim) -> dict[tuple[str, str], Term]:
    """The declared vectors that are assumed, left of ⇒, to be equal to another one that stays.

    x_a = x_b.
    """

    def key(side: Term) -> tuple[str, str]:
        return side.key, side.children[0].key if side.children else ""

    found: dict[tuple[str, str], Term] = {}
    stay: set[tuple[str, str]] = set()
    for a in claim.assumptions:
        if a.op == "=" and all(side.op in ("member", "vector") for side in a.children):
            moved, kept = (key(side) for side in a.children)
            if claim.context.random & {moved[0], kept[0]}:
                raise OutsideClass("random vectors that are assumed to be equal")
            if moved != kept and not {moved, kept} & set(found) and moved not in stay:
                found[moved] = a.children[1]
                stay.add(kept)
    return found


def check_limit_is_free(claim: Claim) -> None:
    """Raises Rejected unless every hypothesis leaves the limit to be taken.

    One about what moves is p > 0 with p → +∞ plainly.
    """
    context, s = claim.context, Sequent(claim).meaning
    lengths = [term("≥", norm, ZERO) for norm in claim.context.norms]
    plainly = [term(">", term("scalar", name), ZERO) for name in context.limit]
    for fact in (*context.facts, *(a for a in claim.assumptions if a.op in COMPARISONS), *lengths):
        if not depends_on(context, fact, claim.moving) or fact in plainly:
            continue
        if fact.left.sort != "scalar":
            raise OutsideClass("vectors that move with the limit, and are assumed to be equal")
        if not leaves_the_limit(s, fact):
            raise Rejected("a hypothesis restricts how the limit is taken:", fact)
