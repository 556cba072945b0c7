"""How far a term is from its limit at finite β: what `symattn ask 'bound(f, b, oo)'` answers.

Every bound and threshold is a claim that the kernel has replayed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any

from ..checking.workers import Stopped, searched
from ..kernel import Claim, Rejected, replay
from ..kernel.verdicts import bounded
from ..language import Term, replaced
from ..reading.declarations import fraction_term, key_of
from ..reading.questions import BoundQuestion, Question
from ..search.bounds import bound_search
from ..search.bounds.bound_proofs import FREE
from ..search.cases import reduction_search
from ..search.cases.case_search import Search
from ..search.cases.limit_table import table_of, value_of
from ..search.clock import now
from ..search.failures.event_chances import closed_form
from ..search.repairs.weaker_lines import prove
from ..words.finite_margins import Margin, read
from .limit_found import Limit

LARGEST = Fraction(2) ** 40
STEPS = 24  # of halving an interval


@dataclass(frozen=True)
class Reached:
    """From `value` of the variable on the error is at most ε with the wanted probability.

    None with why, if that is not known or never so.
    """

    wanted: Fraction
    value: Fraction | None
    why: str = ""
    claims: tuple[tuple[Claim, Any], ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Bounds:
    """The limit, and what is proved about how fast it is reached.

    It is told case by case, and from where on with a wanted probability.
    """

    limit: Limit
    claim: Claim | None
    items: tuple[dict[str, Any], ...] = ()  # replayed, for the kernel again
    reached: tuple[Reached, ...] = ()

    @property
    def found(self) -> list[Margin]:
        """What the claims say, case by case."""
        return read(self.items)

    @property
    def claims(self) -> list[tuple[Claim, Any]]:
        """Every claim with its certificate."""
        of_bounds = (
            [(bounded(self.claim, item), item["proof"]) for item in self.items]
            if self.claim is not None
            else []
        )
        return [*self.limit.claims, *of_bounds, *(pair for r in self.reached for pair in r.claims)]


def answer_bounds(question: Question, seconds: float) -> Bounds:
    """The bounds that a question asks for."""
    asked = question.asked
    assert isinstance(asked, BoundQuestion)
    deadline = now() + seconds
    table = table_of(question.context, asked.term, deadline)
    names = {
        **question.names,
        **{key: "eps" for key in FREE[:1] if "eps" not in question.names.values()},
    }
    limit = Limit(
        asked.term,
        asked.variable,
        Term("infinity"),
        table.rows,
        table.complete,
        table.proofs,
        names,
    )
    value = value_of(table)
    if value is None or any(t.op == "infinity" for t in value.subterms()):
        return Bounds(
            replace(
                limit,
                note=limit.note
                or ("" if value is None else "an infinite limit has no bound of this kind"),
            ),
            None,
        )
    if any(t.op == "count" for t in value.subterms()):
        return Bounds(
            replace(
                limit,
                note=(
                    "any of several scores may tie; say which is the largest, as in --given "
                    "'x[a] > x[c]'"
                ),
            ),
            None,
        )
    claim = Claim(question.context, Term("→", (asked.term, value)))
    search = Search(claim, deadline)
    if search.run() is None:
        return Bounds(limit, None)
    items = tuple(
        item
        for b in bound_search.find_bounds(claim, search, deadline, asked.epsilon)
        for item in b.evidence
        if _replays(bounded(claim, item), item["proof"])
    )
    reached = (
        tuple(_reached(claim, b, asked, deadline) for b in read(items))
        if asked.wanted is not None
        else ()
    )
    return Bounds(limit, claim, items, reached)


def _replays(claim: Claim, certificate: Any) -> bool:
    """Whether the kernel accepts a certificate of truth."""
    try:
        return certificate is not None and replay(claim, certificate).verdict == "proved"
    except Rejected:
        return False


def _reached(claim: Claim, bound: Margin, asked: BoundQuestion, deadline: float) -> Reached:
    """A number from which on the threshold is passed with the wanted probability.

    The probability grows, and at that number it is enough.
    """
    assert asked.wanted is not None
    wanted, chosen = Fraction(asked.wanted), fraction_term(asked.wanted)
    most = next((link.children[1] for link in bound.chance if link.op == "="), None)
    if most is not None:
        never = Claim(claim.context, Term("<", (most, chosen)))
        if _replays(never, proof := prove(never, deadline)):
            return Reached(
                wanted, None, "no value does: it is less often so than that", ((never, proof),)
            )
    if not bound.chance:
        return Reached(wanted, None, "how often the threshold is passed is not known")
    variable = Term("scalar", (key_of(asked.variable),))
    passed = bound.chance[0].children[0]

    fixed = {
        f.children[0]: f.children[1]
        for f in claim.context.facts
        if f.op == "=" and f.children[0].op == "scalar"
    }

    def at(value: Fraction) -> Term:
        return replaced(passed, {**fixed, variable: fraction_term(value)})

    def enough(value: Fraction) -> tuple[Claim, Any] | None:
        exactly = closed_form(claim, at(value))
        if exactly is None:
            return None
        one = Claim(claim.context, Term("≥", (at(value), chosen)))
        return (one, proof) if _replays(one, proof := prove(one, deadline)) else None

    low, high = Fraction(0), Fraction(1)
    while enough(high) is None:
        low, high = high, high * 2
        if high > LARGEST or now() > deadline:
            return Reached(
                wanted,
                None,
                (
                    "no number was found at which it is so: it may never be, or the probability "
                    "has no closed form (give numbers to all parameters, as in --given 'n == "
                    "10')"
                ),
            )
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if enough(middle) is not None else (middle, high)
        if (high - low) * 1000 < high:
            break
    high = Fraction(-(-high.numerator * 100 // high.denominator), 100)
    first = enough(high)
    later = replace(
        claim.context, facts=(*claim.context.facts, Term("≥", (variable, fraction_term(high))))
    )
    grows = Claim(later, Term("≤", (at(high), passed)))
    try:
        second = reduction_search.inclusion(grows, deadline)
    except Rejected:
        second = None
    if first is None or not _replays(grows, second):
        return Reached(wanted, None, "it is so at some value, and not shown to stay so")
    return Reached(wanted, high, "", (first, (grows, second)))


def within(question: Question, seconds: float, tick: Callable[[float], None] | None) -> Bounds:
    """As `answer_bounds`, in a process of its own.

    It is stopped where it takes too long or too much memory.
    """
    found = searched(partial(answer_bounds, question, seconds), 2 * seconds, tick)
    if isinstance(found, Stopped):
        assert isinstance(question.asked, BoundQuestion)
        return Bounds(
            Limit(
                question.asked.term,
                question.asked.variable,
                Term("infinity"),
                (),
                False,
                names=question.names,
                note=found.why,
            ),
            None,
        )
    assert isinstance(found, Bounds)
    return found
