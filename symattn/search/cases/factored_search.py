"""Factors and fractions kept whole: each is one number, of which little need be known.

Multiplied out, Π(1 + e^{x_i}) of 14 factors is 16,384 terms; with a letter for each factor it is
one.  What is said of the letters: which are equal or multiples (2 + 2e^x is twice 1 + e^x), linear
relations of fractions over the same denominator (σ(x) + σ(−x) = 1), signs, and between which
numbers they lie.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected, UnknownSign, replay
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element
from ...kernel.checker import with_given
from ...kernel.order.fact_names import FactName
from ...kernel.rules.rule_table import parts
from ...kernel.rules.sequent import Sequent
from ...language import Term, TermError, flattened, number, replaced, to_json
from ...language.kinds import COMPARISONS, ORDERS
from ..as_terms import quotient_term
from ..clock import now
from ..repairs.weaker_lines import certified, prove
from ..sign_search.positivity import ProvingSigns
from .case_search import Search
from .free_letters import free_letters, may_have_letters
from .letters_compared import Known, by_equation, compared, left_over, wanted
from .letters_related import Multiple, Related, ends, related

FEWEST, MOST = 2, 64  # parts that get a letter
MOST_SEARCHED = 8  # letters, where a sign takes more than their bounds
SECONDS = 2.0
PRODUCTS = ("*", "/", "^", "log", "sqrt", "abs")
SIGNS = (">", "<", "≥", "≤", "≠")


def certificate(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate of a comparison of products, or of sums of fractions, or None."""
    if not may_have_letters(claim, COMPARISONS):
        return None
    for read in (_fractions, _factors, _below):
        until = min(deadline, now() + SECONDS)
        found = tuple(dict.fromkeys(t for side in claim.conclusion.children for t in read(side)))
        if FEWEST <= len(found) <= MOST:
            with suppress(Rejected, TermError):
                if (whole := _Lettered(claim, found, until).certificate()) is not None:
                    return whole
    return None


def _factors(side: Term) -> Iterator[Term]:
    """The sums that are factors, above or below a bar, or what log or a root is taken of."""
    if side.op in PRODUCTS:
        for part in side.children[: 1 if side.op == "^" else None]:
            if part.op in ("+", "defined"):
                yield part
            else:
                yield from _factors(part)
    elif side.op in ("+", "neg"):
        for part in side.children:
            yield from _factors(part)


def _below(side: Term) -> Iterator[Term]:
    """The sums that are factors below a bar."""
    if side.op == "/":
        above, below = side.children
        yield from _below(above)
        yield from _factors(Term("/", (number(1), below)))
    elif side.op in ("+", "neg", "*"):
        for part in side.children:
            yield from _below(part)


def _fractions(side: Term) -> Iterator[Term]:
    """The summands that are fractions, without their signs and numbers before them."""
    others = [t for t in side.children if t.op != "number"]
    if side.op in ("+", "neg") or side.op == "*" and len(others) == 1:
        for part in side.children:
            yield from _fractions(part)
    elif any(t.op == "/" and t.children[1].op != "number" for t in side.subterms()):
        yield side


@dataclass
class _Lettered:
    """A claim with letters for some of its parts, and what is shown of these."""

    claim: Claim
    found: tuple[Term, ...]
    deadline: float
    facts: list[Term] = field(default_factory=list)
    shown: list[dict[str, Any]] = field(default_factory=list)
    solved: list[list[str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.letters = dict(zip(free_letters(self.claim, len(self.found)), self.found))
        signs = ProvingSigns()
        signs.cell = cell = Sequent(self.claim, signs=signs)
        self.values = {y.key: cell.meaning.scalar(t) for y, t in self.letters.items()}
        self.opaque = cell.signs.opaque

    def certificate(self) -> dict[str, Any] | None:
        for one in related(self.values):
            self._relate(one)
        try:
            gap = self._gap()
        except UnknownSign:  # of a letter below a bar
            for y in self.letters:
                self._say_first(Term(relation, (y, number(0))) for relation in SIGNS)
            gap = self._gap()
        relation = self.claim.conclusion.op
        for name, sides in wanted(gap, relation, {*self.values}).items():
            for side in sides:
                y = Term("scalar", (name,))
                self._say_first(ends(y, self.values[name], side, bool(self.claim.context.facts)))
        proof = self._by_left_over(gap) if relation == "=" and gap else None
        general, *others = self._parts()
        proof = proof or compared(gap, relation, self._known(general), self.solved)
        few = len(self.letters) <= MOST_SEARCHED
        if proof is None and (few and gap if relation in ORDERS else not gap):
            search = Search(general, self.deadline, stop_early=True)
            search.given = self.solved
            proof = search.run()
        whole = certified(general, proof) if proof is not None else None
        if whole is None:
            return None
        replay(general, whole)
        values = [prove(one, self.deadline) for one in others[len(self.facts) :]]
        if None in values:
            return None
        inner = [whole, *self.shown, *values]
        return {"format": FORMAT, "kernel": KERNEL, "by": self._by(), "parts": inner}

    def _by_left_over(self, gap: Element) -> dict[str, Any] | None:
        """A leaf for two products, of what is left of them without their common factors."""
        if (found := left_over(gap)) is None:
            return None
        *sides, shared = found
        context = self._parts()[0].context
        terms = [quotient_term(ring.of(p), context, self.opaque) for p in sides]
        known = self._known(self._parts()[0])
        if None in terms or not self._say(Term("=", tuple(t for t in terms if t))):
            return None
        node = by_equation(gap, self._name(len(self.facts) - 1), shared, known)
        return {**node, "given": self.solved} if self.solved else node

    def _known(self, general: Claim) -> list[Known]:
        """What is said of the letters, but for what is solved, as the kernel reads it."""
        cell = Sequent(general, values=with_given(general, (), {}, (), self.solved))
        names = (self._name(k) for k, fact in enumerate(self.facts) if fact.op in ORDERS)
        return [(name, cell.fact(name)) for name in names]

    def _by(self) -> dict[str, Any]:
        named = [[y.key, to_json(t)] for y, t in self.letters.items()]
        return {"rule": "named", "terms": named, "facts": [to_json(f) for f in self.facts]}

    def _parts(self) -> list[Claim]:
        return parts(self.claim, self._by())

    def _name(self, k: int) -> str:
        return str(FactName("h", len(self.claim.context.facts) + k))

    def _gap(self) -> Element:
        """What left − right is in terms of the letters, over what is known not to be 0."""
        general = self._parts()[0]
        values = with_given(general, (), {}, (), self.solved)
        signs = ProvingSigns()
        signs.cell = cell = Sequent(general, values=values, signs=signs)
        return cell.meaning.gap(*map(cell.meaning.scalar, general.conclusion.children)).numerator

    def _say(self, fact: Term) -> bool:
        """Whether a fact about letters is shown of what they stand for; then it is one."""
        said = self.claim.concluding(replaced(fact, self.letters))
        if (shown := prove(said, self.deadline)) is None:
            return False
        self.facts.append(fact)
        self.shown.append(shown)
        return True

    def _say_first(self, facts: Iterator[Term]) -> None:
        any(map(self._say, facts))

    def _relate(self, one: Related) -> None:
        """Say what a letter is in terms of others, and solve for it."""
        summands = [self._multiple(x) for x in one.parts]
        known = [t for t in summands if t is not None]
        if len(known) == len(summands):
            value = flattened("+", tuple(known)) if known[1:] else known[0]
            if self._say(Term("=", (Term("scalar", (one.letter,)), value))):
                self.solved.append([self._name(len(self.facts) - 1), one.letter])

    def _multiple(self, part: Multiple) -> Term | None:
        letters = [Term("scalar", (part.of,))] if part.of else []
        if part.times == ring.constant(1) and letters:
            return letters[0]
        factor = quotient_term(ring.of(part.times), self.claim.context, self.opaque)
        return None if factor is None else flattened("*", (factor, *letters)) if letters else factor
