"""What a leaf of a proof stands on.

Facts by name, values from case splits, and the meanings that follow.

Names of facts in certificates: h3 the fourth hypothesis, l0 the first relation left of ⇒, c2 the
third case on the way to the leaf, s1 the second sign entry of the leaf, z:I that the index set I
has as many members as are named. h3@*I/1 is a hypothesis about "any other" member, taken at the
unnamed member *I/1.  exp:h3 is e^x ≥ e^y for a hypothesis x ≥ y, sq:h3 is x² = y² for x = y, and √2
says that √2 > 0, ℓ2 that log 2 is, ē1 that erfc(1) is, ⌀v that the diameter of the vectors v is ≥
0, and Σs3 is what a fact about each unnamed member gives for the sum over all of them (there may be
none, so it is never strict).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from ...language import Term, check_term, depends_on, from_json, number
from ...language.kinds import COMPARISONS
from ..algebra import ring
from ..algebra.families import over_rest
from ..algebra.functions import erfc, log
from ..algebra.radicals import normal, root
from ..algebra.ring import Element
from ..algebra.semantics import Semantics
from ..claim import Claim
from ..errors import OutsideClass, Rejected, UnknownSign
from ..limits.dominance import eventually_true
from ..order.diameters import spread
from ..order.maxima import maximum
from ..order.sign_entries import check_entry
from ..order.signs import Fact, Signs

RAISED = {"exp": lambda side: Term("exp", (side,)), "sq": lambda side: Term("^", (side, number(2)))}
POSITIVE = {"√": root, "ℓ": log, "ē": erfc}  # of a whole number


@dataclass
class Sequent:
    """A claim in one cell of its case tree."""

    claim: Claim
    cases: tuple[tuple[Element, str], ...] = ()
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
            if kind := next((k for k in ("root", "log") if k in entry), ""):
                self.know(kind, from_json(entry[kind]))
            else:
                self.learn(check_entry(entry, self.fact))

    def know(self, kind: str, term: Term) -> None:
        """√(r²) is r from here on for "root", log x is > 0 for "log".

        Raises Rejected unless r is known to be ≥ 0, x to be > 1 (or both ≥).

        Fails: √(a²) = a for a < 0; log c > 0 for 0 < c < 1, where log(1/c) is.
        """
        check_term(self.claim.context, term)
        value = self.meaning.scalar(term)
        sign = self.signs.quotient_sign(
            value if kind == "root" else self.meaning.gap(value, ring.ONE)
        )
        found = (
            normal(self.meaning, ring.q_multiply(value, value))
            if kind == "root"
            else log(self.meaning, value)
        )
        if found.den or sign not in (">", "≥"):
            raise Rejected(f"{kind}: expected what is known to be large enough, and no denominator")
        if kind == "root":
            self.signs.simpler[found.num] = value
        else:
            self.signs.learn(Fact(found.numerator, sign))

    def learn(self, fact: Fact) -> str:
        """Add a proved sign and give it its name."""
        self.entries.append(fact)
        self.signs.learn(fact)
        return f"s{len(self.entries) - 1}"

    def fact(self, name: str) -> Fact:
        """The fact of that name, with values substituted.

        Raises Rejected if there is none, or it may not be used.
        """
        return (
            self._facts[name]
            if name in self._facts
            else self._facts.setdefault(name, self._find(name))
        )  # a search may read it while it reads it

    def _find(self, name: str) -> Fact:
        if not isinstance(name, str) or len(name) < 2:
            raise Rejected(f"expected the name of a fact, found {str(name)[:40]!r}")
        kind, _, star = name[1:].partition("@")
        if name[0] == "z":
            size, count = self.meaning.scope_count(self._set(kind[1:]))
            return Fact(ring.add(size, ring.constant(count), -1), "≥")
        if name[0] == "m":
            return self._below_maximum(kind, star)
        if (
            name[0] in POSITIVE
            and name[1:].isdecimal()
            and (name[0] == "ē" or 1 < int(name[1:]))
            and int(name[1:]) < 1000
        ):
            return Fact(
                POSITIVE[name[0]](self.meaning, ring.q_number(int(name[1:]))).numerator,
                ">",
            )
        if name[0] == "⌀":
            return Fact(spread(self.meaning, name[1:]).numerator, "≥")
        if name[0] == "Σ":
            return self._summed(self.fact(name[1:]))
        before, _, name = name.rpartition(":")
        kind, _, star = name[1:].partition("@")
        known = {
            "h": self.claim.context.facts,
            "l": self.claim.assumptions,
            "c": self.cases,
            "s": self.entries,
        }.get(name[:1])
        if not name or known is None or not kind.isdecimal() or int(kind) >= len(known):
            raise Rejected(f"there is no fact {name!r}")
        given: Any = known[int(kind)]
        if star and name[0] != "h":
            raise Rejected("only a hypothesis speaks about every other member")
        if before and (
            before not in RAISED
            or not isinstance(given, Term)
            or (before == "sq" and given.op != "=")
        ):
            raise Rejected("expected a hypothesis to raise e to, or an equation to square")
        if isinstance(given, Fact):
            return given
        if before:
            given = Term(given.op, tuple(RAISED[before](side) for side in given.children))
        fact = Fact(*given) if isinstance(given, tuple) else self._read(given, star)
        moves = self.claim.takes_limit and any(
            self.meaning.varies(a) or self._stands(a) for a in ring.atoms(fact.element)
        )
        if moves and not (
            fact.relation in (">", "≥") and eventually_true(fact.element, self.meaning)
        ):
            raise Rejected(f"the fact {name} restricts how the limit is taken")
        return fact

    def _summed(self, fact: Fact) -> Fact:
        """Σ over all unnamed members of a fact about each."""
        (star,) = fact.stars if len(fact.stars) == 1 else ("~",)
        if (
            star.endswith("~")
            or fact.relation not in (">", "≥", "=")
            or any(ring.is_summed(k) for k in fact.element)
        ):
            raise Rejected("expected a fact about each unnamed member of one set")
        with self.meaning.in_base_scope():
            size, count = self.meaning.scope_count(self.meaning.set_of_label(star))
        total = over_rest(
            self.meaning, ring.of(fact.element), star, ring.add(size, ring.constant(count), -1)
        )
        return Fact(total.numerator, "=" if fact.relation == "=" else "≥")

    def _stands(self, name: str) -> bool:
        """Whether an atom depends on a limit variable that does not move here."""
        return name in self.standing or (
            name in self.signs.opaque
            and any(self._stands(a) for a in self.signs.opaque[name][1].atoms())
        )

    def _below_maximum(self, kind: str, star: str) -> Fact:
        """m0:2 says that the first maximum is at least the third of its known scores, m0:0@*I/1 the
        same of "any other".
        """
        number, _, member = kind.partition(":")
        if not number.isdecimal() or int(number) >= len(self.meaning.family_maxima):
            raise Rejected(f"there is no maximum {number!r}")
        for name, fact in maximum(self.meaning, int(number)).facts():
            if name == f"{member}@{star}" or (not star and name == member):
                return fact
        raise Rejected(f"there is no fact m{kind}")

    def _set(self, key: str) -> str:
        if key not in {s.key for s in self.claim.context.index_sets}:
            raise Rejected(f"there is no index set {key!r}")
        return key

    def _read(self, relation: Term, star: str) -> Fact:
        if relation.op not in COMPARISONS or relation.children[0].sort != "scalar":
            raise Rejected("expected a comparison of scalars")
        left, right = relation.children
        if star:
            with self.meaning.at_star(star) as env:
                values = [self.meaning.scalar(side, env) for side in (left, right)]
        else:
            values = [self.meaning.scalar(side) for side in (left, right)]
        difference = self.meaning.gap(values[0], values[1])
        for (
            factor,
            k,
        ) in (
            difference.den
        ):  # the fact is about the numerator, the other way round if what is below is < 0
            sign = self.meaning.signs.sign(dict(factor), frozenset({star}) if star else frozenset())
            if sign not in "<>":
                raise UnknownSign(
                    dict(factor), "a fact with a denominator that must be known to be nonzero"
                )
            difference = (
                difference._replace(num=ring.freeze(ring.negative(difference.numerator)))
                if sign == "<" and k % 2
                else difference
            )
        if star and any("[+" in a for a in ring.atoms(difference.numerator)):
            raise OutsideClass(
                "a fact about each unnamed member that sums over the others: which others "
                "depends on the member"
            )
        element = (
            difference.numerator
            if relation.op not in ("<", "≤")
            else ring.negative(difference.numerator)
        )
        kept = {"<": ">", "≤": "≥"}.get(relation.op, relation.op)
        return Fact(element, kept, frozenset({star}) if star else frozenset())


def equal_vectors(claim: Claim) -> dict[tuple[str, str], Term]:
    """The declared vectors that are assumed, left of ⇒, to be equal to another one that stays.

    x_a = x_b.
    """

    def key(side: Term) -> tuple[str, str]:
        return str(side.args[0]), str(side.children[0].args[0]) if side.children else ""

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
    moving = frozenset(context.limit) | {f.key for f in context.families if s.norm_varies(f.key)}
    lengths = [Term("≥", (norm, number(0))) for norm in context.norms]
    for fact in (*context.facts, *(a for a in claim.assumptions if a.op in COMPARISONS), *lengths):
        if not depends_on(context, fact, moving) or fact in [
            Term(">", (Term("scalar", (name,)), number(0))) for name in context.limit
        ]:
            continue
        if fact.children[0].sort != "scalar":
            raise OutsideClass("vectors that move with the limit, and are assumed to be equal")
        left, right = (
            s.scalar(side)
            for side in (fact.children if fact.op in (">", "≥") else fact.children[::-1])
        )
        gap = ring.q_add(left, right, -1)
        if fact.op in ("=", "≠") or gap.den or not eventually_true(gap.numerator, s):
            raise Rejected("a hypothesis restricts how the limit is taken:", fact)
