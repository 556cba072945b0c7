"""A line within a step, and how one comes to be printed: its claim, and every claim in its reason,
has been judged by the kernel."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from ..kernel import Claim, Rejected
from ..kernel.claim import implied
from ..language import Context, Term, TermError, replace_indices
from ..records.record import CheckedDerivation, CheckedStep
from ..search.clock import now
from ..words import Part

Judge = Callable[[Claim, Any], tuple[str, frozenset[str]]]
Prove = Callable[[Claim], Any]  # evidence that the claim holds, or None
SECONDS = 2.0  # for one line
UNFINISHED = {"defined", "dot", "norm"}  # what a value is free of


@dataclass(frozen=True)
class Said:
    """A claim about the step's hypotheses, with the evidence for it."""

    goal: Term
    evidence: Any

    def holds(self, context: Context, judge: Judge) -> bool:
        """Whether the kernel proves the claim from its evidence."""
        try:
            return judge(Claim(context, self.goal), self.evidence)[0] == "proved"
        except (Rejected, TermError):
            return False


@dataclass(frozen=True)
class DetailLine:
    """One line: what it says, and why.

    `goes_on`: its left side is the right side of the line before, and is not printed again.
    `reason` is words and terms; the comparisons and limits among these are `claims`.
    """

    said: Said
    goes_on: bool = False
    reason: tuple[Part, ...] = ()
    claims: tuple[Said, ...] = ()

    @property
    def goal(self) -> Term:
        return self.said.goal


def borne_out(
    lines: Iterable[DetailLine], context: Context, judge: Judge
) -> tuple[DetailLine, ...]:
    """The lines, if the kernel proves every claim in them and in their reasons; else none.

    One link that is missing would leave the others hanging.
    """
    found = tuple(lines)
    for line in found:
        stated = {p for p in line.reason if isinstance(p, Term) and p.sort == "truth"}
        if not stated <= {p for one in line.claims for p in _stated(one.goal, line.goal)}:
            return ()
        if not all(one.holds(context, judge) for one in (line.said, *line.claims)):
            return ()
    return found


def _stated(claim: Term, line: Term) -> tuple[Term, ...]:
    """What a claim entitles a line to state: itself,
    and under the line's own left side of ⇒ its right side."""
    if claim.op == line.op == "⇒" and claim.children[0] == line.children[0]:
        return claim, claim.children[1]
    return (claim,)


@dataclass
class Ground:
    """What the lines of a step may stand on: its hypotheses, and other lines that are proved,
    the nearest last."""

    context: Context
    above: tuple[CheckedStep, ...]
    prove: Prove
    under: tuple[Term, ...] = ()  # what stands left of ⇒
    found: dict[Term, Said | None] = field(default_factory=dict)
    number: int = 0  # the step's own
    told: dict[Term, int] = field(default_factory=dict)  # values that were said within a line above
    seconds: float = SECONDS

    def deadline(self) -> float:
        """Until when one thing may be looked for."""
        return now() + self.seconds

    @classmethod
    def of(cls, record: CheckedDerivation, step: CheckedStep, prove: Prove) -> Ground:
        """A proved line stands on those above it; for what would be true in place of another,
        those below will do."""
        above = tuple(s for s in record.steps if s.number < step.number)
        if step.verdict.status != "proved":
            above = (*(s for s in reversed(record.steps) if s.number > step.number), *above)
        kept = tuple(s for s in above if s.goal is not None and s.verdict.status == "proved")
        return cls(record.context, kept, prove, number=step.number)

    def assuming(self, under: tuple[Term, ...]) -> Ground:
        """The same with more left of ⇒."""
        return replace(self, under=(*self.under, *under))

    def say(self, goal: Term, plainly: bool = True) -> Said | None:
        """The claim with its evidence, if it is proved;
        without what stands left of ⇒ if `plainly`."""
        goal = goal if plainly else implied(self.under, goal)
        if goal not in self.found:
            try:
                claim = Claim(self.context, goal)
                claim.check()
                evidence = self.prove(claim) if goal.sort == "truth" else None
            except (Rejected, TermError):
                evidence = None
            self.found[goal] = None if evidence is None else Said(goal, evidence)
        return self.found[goal]

    def line_of(self, relation: str, left: Term) -> tuple[int, Term] | None:
        """The number and the right side of the nearest line that says this of a term,
        definitions put in."""
        for step in reversed(self.above):
            goal = step.goal
            if goal is None or goal.op != relation or goal.children[0] != left:
                continue
            if relation != "=" or not {t.op for t in goal.children[1].subterms()} & UNFINISHED:
                return step.number, goal.children[1]
        return None

    def line_of_others(
        self, relation: str, left: Term, bound: str, set_key: str
    ) -> tuple[int, Term] | None:
        """The same for a term with an index that runs through the members without a name.

        What is said of any other member holds for each of them.
        """
        rest = next((s.rest for s in self.context.index_sets if s.key == set_key), "")
        if not rest:
            return None
        found = self.line_of(relation, replace_indices(left, {bound: Term("index", (rest,))}))
        if found is None:
            return None
        return found[0], replace_indices(found[1], {rest: Term("index", (bound,))})
