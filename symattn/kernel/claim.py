"""A claim: what the kernel is asked about, self-contained, exactly as it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from ..language import (
    Context,
    Term,
    TermError,
    check_context,
    check_term,
    context_from_json,
    context_to_json,
    depends_on,
    from_json,
    indices_in,
    occurs_outside_means,
    sort_error,
    to_json,
)
from ..language.kinds import CHANCE, LIMITS
from ..language.mentions import all_parts, moving_in_limit
from .built_terms import speak_of, term
from .errors import Rejected

Node = Mapping[str, Any]  # what a certificate says in one place


def implied(left: tuple[Term, ...], goal: Term) -> Term:
    """left ⇒ goal; the goal alone where nothing stands left."""
    if not left:
        return goal
    return term("⇒", left[0] if len(left) == 1 else term("and", *left), goal)


@dataclass(frozen=True)
class Claim:
    """Under the context's hypotheses and definitions, `goal` (a relation between two
    terms) holds.
    """

    context: Context
    goal: Term

    @cached_property
    def rest(self) -> frozenset[str]:
        """The index sets whose "any other" member the goal speaks about."""
        free = indices_in(self.goal)
        return frozenset(s.key for s in self.context.index_sets if s.rest in free)

    @property
    def assumptions(self) -> tuple[Term, ...]:
        """The left side of ⇒ as a list of relations; empty for other goals."""
        if self.goal.op != "⇒":
            return ()
        left = self.goal.left
        return left.children if left.op == "and" else (left,)

    @property
    def conclusion(self) -> Term:
        """The right side of ⇒, or the goal itself."""
        return self.goal.right if self.goal.op == "⇒" else self.goal

    def concludes(self, *relations: str) -> Term:
        """The conclusion.  Raises Rejected if it is none of these relations."""
        if self.conclusion.op not in relations:
            wanted = " or ".join(relations)
            raise Rejected(f"expected a relation {wanted}, found {self.conclusion.op}")
        return self.conclusion

    @property
    def directions(self) -> list[Claim]:
        """For A ⇔ B, A ⇒ b for every relation b of B, then B ⇒ a for every a of A.

        What stands left of ⇒ before it stays.
        """
        if self.conclusion.op != "⇔":
            raise Rejected("expected ⇔")
        sides = [
            side.children if side.op == "and" else (side,) for side in self.conclusion.children
        ]
        ways = [((*self.assumptions, *sides[k]), goal) for k in (0, 1) for goal in sides[1 - k]]
        return [Claim(self.context, implied(left, goal)) for left, goal in ways]

    @cached_property
    def takes_limit(self) -> bool:
        """Whether a limit is taken anywhere in the goal."""
        return speak_of([self.goal], (*LIMITS, "⇝"))

    @cached_property
    def said(self) -> list[Term]:
        """The goal, and what the definitions say."""
        return [self.goal, *(body for d in self.context.definitions for body in d.bodies)]

    @cached_property
    def moving(self) -> frozenset[str]:
        return moving_in_limit(self.context)

    def is_random(self, value: Term) -> bool:
        """Whether a term takes different values for different samples."""
        return occurs_outside_means(self.context, value, self.context.random)

    @cached_property
    def about_chance(self) -> bool:
        """Whether a mean, a probability or a law is spoken of.

        Then nothing that is random may be fixed on the way.
        """
        return speak_of(self.said, CHANCE)

    @cached_property
    def takes_derivatives(self) -> bool:
        """Whether a derivative is spoken of: then no case is made, for a case need not
        hold nearby.
        """
        return speak_of([*self.said, *self.context.parameters, *self.context.facts], ["diff"])

    @property
    def nonsense(self) -> str | None:
        """The goal's sort error, in words, if it has one."""
        return sort_error(self.goal)

    def check(self) -> None:
        """Raises TermError unless everything is declared and (sort errors of the goal apart) well
        formed.
        """
        check_context(self.context)
        if self.nonsense is None:
            check_term(self.context, self.goal)
            if self.goal.sort != "truth":
                raise TermError("a claim is a relation between two terms")
            if self.assumptions and self.takes_derivatives:
                raise TermError(
                    "a derivative right of ⇒: what stands left of it need not hold nearby"
                )
            if self.about_chance and any(
                depends_on(self.context, a, self.context.random) for a in self.assumptions
            ):
                raise TermError(
                    "what stands left of ⇒ is random, and the right side speaks of a mean, a "
                    "probability or a law"
                )

    def assuming(self, *facts: Term) -> Claim:
        """The claim under further hypotheses.

        What is said of a random number stands left of ⇒, for as a hypothesis it would change the
        law.
        """
        left = [f for f in facts if depends_on(self.context, f, self.context.random)]
        kept = (*self.context.facts, *(f for f in facts if f not in left))
        goal = implied((*self.assumptions, *left), self.conclusion)
        return Claim(replace(self.context, facts=kept), goal)

    def concluding(self, conclusion: Term) -> Claim:
        """The claim with another conclusion, under the same hypotheses and the same left
        side of ⇒.
        """
        return Claim(self.context, implied(self.assumptions, conclusion))

    def each(self, conclusions: Iterable[Term]) -> list[Claim]:
        """The claims with these conclusions."""
        return [self.concluding(one) for one in conclusions]

    def without_chance(self, goal: Term) -> Claim:
        """A claim about samples, without the definitions that it does not use.

        One of these may speak of a mean.
        """
        spoken = [goal, *self.context.facts, *self.context.parameters]
        used = {t.key for t in all_parts(self.context, spoken) if t.op == "defined"}
        kept = tuple(d for d in self.context.definitions if d.key in used)
        return Claim(replace(self.context, definitions=kept), goal)

    def weakened(self, relation: str) -> Claim:
        """The claim with its relation replaced, both sides unchanged."""
        return self.concluding(term(relation, *self.conclusion.args))

    def to_json(self) -> dict[str, Any]:
        return {"context": context_to_json(self.context), "goal": to_json(self.goal)}

    @staticmethod
    def from_json(data: Any) -> Claim:
        """Raises TermError if the data is not a well-formed claim."""
        if not isinstance(data, dict) or set(data) != {"context", "goal"}:
            raise TermError("expected a claim with a context and a goal")
        claim = Claim(context_from_json(data["context"]), from_json(data["goal"]))
        claim.check()
        return claim
