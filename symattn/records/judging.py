"""`judge` with the oracle at hand: comparisons of numbers that the kernel leaves open and Arb
encloses.

    H holds at a point;  a ≤ t ≤ b for each t = E(f), Var(f), P(A) in R at its numbers, by Arb
    ------------------------------------------------------------------------------------------
          R holds, if no number was put in;  or R fails for some numbers that H allows

as the kernel's interval arithmetic tells for all values in [a, b].  That t exists and lies there is
Arb's word, asked for again whenever evidence is judged.  The kernel knows nothing of it: to its own
`judge` such evidence shows nothing.  Repairs, edits and bounds are proved by the kernel alone.
Fails: t = c for an enclosure that holds c, which shows neither; a proof at one β of what is claimed
for all; one value of what is random, which has probability 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..kernel import Claim, Rejected, verdicts
from ..kernel.algebra import ring
from ..kernel.algebra.algebraic_numbers import Algebraic
from ..kernel.algebra.intervals import Interval
from ..kernel.algebra.plain_elements import fraction
from ..kernel.algebra.semantics import Semantics
from ..kernel.algebra.shapes import Point
from ..kernel.rules.points import at_point, point_from_json
from ..kernel.sizes import check_size
from ..language import (
    Context,
    Term,
    TermError,
    depends_on,
    flattened,
    from_json,
    number,
    occurs_outside_means,
)
from ..language.kinds import COMPARISONS
from ..oracles import Refused
from ..oracles.effort import remembered

ENCLOSED = {"enclosed": True, "enclosed_elsewhere": False}  # whether the relation holds
BITS = 64
INSTALL = "python-flint is not installed; pip install python-flint"
Values = tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True)
class Between(Algebraic):
    """A number of which no more is known than that it lies between two others."""

    def enclosed(self, bits: int) -> Interval:  # type: ignore[override]
        return self.between


Question = tuple[Context, Point, Term, Between]


def judge(claim: Claim, evidence: Any) -> tuple[str, frozenset[str]]:
    """The verdict that evidence bears out, and the rules used.  Raises Rejected."""
    if not isinstance(evidence, dict) or "oracle" not in evidence:
        found = verdicts.judge(claim, evidence)
        if evidence and evidence.get("bounds"):
            check_bounds(claim, evidence["bounds"])
        return found
    try:
        check_size(evidence)
        claim.check()
        holds, questions = conclusion(claim, evidence["oracle"])
    except Rejected:
        raise
    except TermError as error:
        raise Rejected(str(error)) from error
    except Exception as error:  # evidence comes from outside
        raise Rejected(f"malformed evidence ({type(error).__name__}: {error})") from error
    for question in questions:
        confirm(question)
    if set(evidence) != {"oracle"}:
        raise Rejected("expected nothing beside what rests on an oracle")
    return "proved" if holds else "refuted", frozenset({str(evidence["oracle"]["rule"])})


def check_bounds(claim: Claim, items: Any) -> None:
    """Raises Rejected unless each bound says how far the line's left side is from what it tends to.

    Fails: 7 = 7; ‖c‖ ≤ ‖c‖; a bound of another line.
    """
    goal = claim.conclusion
    bound: Term | None = None
    for item in items:
        said = from_json(item["goal"])
        said = said.children[1] if said.op == "⇒" else said
        if item.get("role") == "bound":
            bound = said
            wrong = (
                len(said.children) != 2
                or goal.op not in ("=", "→", "≈")
                or _error(said) not in _errors(*goal.children)
            )
            if wrong or said.children[0] in set(said.children[1].subterms()):
                raise Rejected("a bound that does not speak of the line")
        elif item.get("role") == "threshold" and (bound is None or _error(said) != _error(bound)):
            raise Rejected("a threshold that does not belong to the bound before it")


def _error(relation: Term) -> Term:
    """x of x ≤ y, of |x| ≤ y and of ‖x‖ ≤ y."""
    left = relation.children[0]
    return left.children[0] if left.op in ("abs", "norm") else left


def _errors(left: Term, right: Term) -> set[Term]:
    """What the difference of the sides may be written as, one for each value of a table of cases.

    The left side alone for 0.
    """
    values = [right, *(right.children[1::2] if right.op == "cases" else ())]
    gaps = {flattened("+", (left, Term("neg", (v,)))) for v in values if v.sort == left.sort}
    turned = {flattened("+", (left, v.children[0])) for v in values if v.op == "neg"}
    return gaps | turned | ({left} if {number(0), Term("zero")} & set(values) else set())


def conclusion(claim: Claim, by: Any) -> tuple[bool, list[Question]]:
    """Whether the relation holds, and what the oracle has to confirm for that.  Raises Rejected."""
    context, goal, wanted = claim.context, claim.goal, ENCLOSED[by["rule"]]
    if goal.op not in COMPARISONS or goal.children[0].sort != "scalar":
        raise Rejected("enclosed: expected a comparison of numbers")
    s, questions = with_enclosures(claim, by)
    said = [goal, *(t for law in context.laws for t in (law.mean, law.variance))]
    free = frozenset(x.key for x in context.symbols) - frozenset(s.laws)
    if wanted and (context.index_sets or any(depends_on(context, t, free) for t in said)):
        raise Rejected("enclosed: a proof at one point of the parameters")
    if occurs_outside_means(context, goal, frozenset(s.laws)):
        raise Rejected("enclosed: one value of what is random has probability 0")
    if s.truth(goal) is not wanted:
        raise Rejected("enclosed: the enclosures show the opposite")
    return wanted, questions


def with_enclosures(claim: Claim, by: Any) -> tuple[Semantics, list[Question]]:
    """The meanings at a point, where means, variances and probabilities are enclosed numbers."""
    point = point_from_json(by["point"])
    s = at_point(claim, point, moving=False)
    questions: list[Question] = []
    for k, (data, low, high) in enumerate(by["numbers"]):
        ends = Fraction(fraction(low)), Fraction(fraction(high))
        term, between, name = from_json(data), Between((), ends), f"η{k}"
        if term.op not in ("E", "Var", "P") or term.sort != "scalar":
            raise Rejected("enclosed: expected means, variances and probabilities")
        questions.append((claim.context, point, term, between))
        s.signs.opaque[name], s.signs.roots[name] = ("enclosed", ring.ZERO), between
        s.memo[term, (), tuple(s.scope.values())] = ring.of(ring.atom(name))
    return s, questions


def confirm(question: Question) -> None:
    """Raises Rejected unless Arb encloses the number within the bounds."""
    context, point, term, number = question
    values = parameters(context, point)
    if values is None:
        raise Rejected("Arb is asked at rational numbers only")
    found = enclosure(context, term, values)
    if isinstance(found, str):
        raise Rejected(found)
    if not (number.between[0] <= found[0] and found[1] <= number.between[1]):
        raise Rejected("Arb does not enclose the number within these bounds")


def parameters(context: Context, point: Point) -> Values | None:
    """The values of what is not random; None if one is not rational."""
    random = {law.key for law in context.laws}
    fixed = {key: p for key, p in point.scalars.items() if key not in random}
    if any(set(p) - {ring.UNIT} for p in fixed.values()):
        return None
    return tuple((key, Fraction(p.get(ring.UNIT, 0))) for key, p in fixed.items())


@remembered(256)
def enclosure(context: Context, term: Term, values: Values) -> tuple[Fraction, Fraction] | str:
    """Arb's enclosure of a mean, a variance or a probability, or why there is none."""
    from ..oracles.numbers import enclosed

    try:
        found = enclosed(context, term, dict(values), BITS)
    except Refused as error:
        return f"Arb: {error}"
    except ImportError:
        return INSTALL
    return found.low, found.high
