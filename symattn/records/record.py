"""What a check leaves behind.

Plain data from which the kernel recomputes verdicts, and from which pages are printed.

No sentence of symattn's stands in it, and no number that was worked out: `words` makes them of what
was judged.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..kernel import FORMAT, KERNEL, Claim
from ..language import (
    Context,
    Term,
    TermError,
    check_context,
    context_from_json,
    context_to_json,
    from_json,
    to_json,
)

# why nothing was decided: a code, and terms, tuples of terms, whole numbers or names
Reason = tuple[Any, ...]
KNOCK_ON = ("", "first", "follows", "right")
STATUSES = ("proved", "conditional", "refuted", "undecided", "outside")


@dataclass(frozen=True)
class Verdict:
    """What symattn says of a step, and the evidence that shows it.

    `evidence` is {"proof": certificate}, {"refutation": certificate, "repairs": [...]} or empty
    (`kernel.verdicts`); `reasons` are the search's own account of why nothing is decided, and
    nobody judges them. `rests_on` numbers the earlier steps of the same chain that are not proved;
    `knock_on` says what that does: "first" for the first error of a chain that goes on, "follows"
    for a link that is right by itself, "right" for one at whose end what the chain began with is
    right again.
    """

    status: str
    evidence: Any = None
    reasons: tuple[Reason, ...] = ()
    rests_on: tuple[int, ...] = ()
    knock_on: str = ""


@dataclass(frozen=True)
class CheckedStep:
    """A step and its verdict.

    `goal` is None for a line that is outside mathematics; then `text` says it.

    `written` marks a line that stands on the source page as it is; `heading`, if any, is printed
    before the step. `why`, `text`, `heading` and `remark` are the author's words.
    """

    number: int
    goal: Term | None
    why: str
    verdict: Verdict
    expect: str = "proved"
    written: bool = False
    text: str = ""
    heading: str = ""
    remark: str = ""


@dataclass(frozen=True)
class CheckedDerivation:
    """A derivation with all verdicts: everything that a page shows."""

    id: str
    title: str
    source: str
    context: Context
    steps: tuple[CheckedStep, ...]

    def claim(self, step: CheckedStep) -> Claim:
        """The step as the kernel is asked about it."""
        if step.goal is None:
            raise TermError(f"step {self.id}.{step.number} is not a claim")
        return Claim(self.context, step.goal)

    def to_json(self) -> dict[str, Any]:
        """The record as a typed document made plain (`typed_derivations.py`)."""
        from .typed_data import plain_data
        from .typed_derivations import DerivationData, StepData

        steps = [
            StepData(
                number=s.number,
                goal=None if s.goal is None else to_json(s.goal),
                why=s.why,
                text=s.text,
                heading=s.heading,
                remark=s.remark,
                written=s.written,
                expect=s.expect,
                verdict=s.verdict.status,
                reasons=[reason_to_json(r) for r in s.verdict.reasons],
                rests_on=list(s.verdict.rests_on),
                knock_on=s.verdict.knock_on,
                evidence=s.verdict.evidence,
            )
            for s in self.steps
        ]
        whole = DerivationData(
            format=FORMAT,
            kernel=KERNEL,
            id=self.id,
            title=self.title,
            source=self.source,
            context=context_to_json(self.context),
            steps=steps,
        )
        found: dict[str, Any] = plain_data(whole)
        return found

    @staticmethod
    def from_json(data: Any) -> CheckedDerivation:
        """Raises TermError if the data is not a record of a checked derivation."""
        if (
            not isinstance(data, dict)
            or data.get("format") != FORMAT
            or data.get("kernel") != KERNEL
        ):
            raise TermError(f"expected a record of format {FORMAT} for kernel {KERNEL}")
        from .typed_data import read_as
        from .typed_derivations import DerivationData

        try:
            typed = read_as(DerivationData, data)
        except TermError as error:
            raise TermError(f"malformed record: {error}") from error
        try:
            context = context_from_json(typed.context)
            check_context(context)
            steps = tuple(
                CheckedStep(
                    number=s.number,
                    goal=None if s.goal is None else from_json(s.goal),
                    why=s.why,
                    verdict=Verdict(
                        _status(s.verdict),
                        s.evidence,
                        tuple(map(reason_from_json, s.reasons)),
                        tuple(s.rests_on),
                        _knock_on(s.knock_on),
                    ),
                    expect=_status(s.expect),
                    written=s.written,
                    text=s.text,
                    heading=s.heading,
                    remark=s.remark,
                )
                for s in typed.steps
            )
            if not steps or [s.number for s in steps] != list(
                range(steps[0].number, steps[0].number + len(steps))
            ):
                raise TermError("expected steps that are numbered without gaps")
            return CheckedDerivation(typed.id, typed.title, typed.source, context, steps)
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, TermError):
                raise
            raise TermError(f"malformed record ({type(error).__name__}: {error})") from error


def reason_to_json(reason: Reason) -> list[Any]:
    """["sign", ["scalar", "x"]], ["tried", 24], ["open", 2, 3, [[">", ...]]]"""
    return [
        to_json(a)
        if isinstance(a, Term)
        else [to_json(t) for t in a]
        if isinstance(a, tuple)
        else a
        for a in reason
    ]


def reason_from_json(data: Any) -> Reason:
    """Raises TermError for what is no reason."""
    if not isinstance(data, list) or not data or not isinstance(data[0], str):
        raise TermError("expected a reason as a list that begins with a code")
    return tuple(
        a
        if isinstance(a, (str, int))
        else from_json(a)
        if a and isinstance(a[0], str)
        else tuple(map(from_json, a))
        for a in data
    )


def _knock_on(data: Any) -> str:
    if data not in KNOCK_ON:
        raise TermError(f"expected one of {', '.join(KNOCK_ON[1:])}, found {str(data)[:40]!r}")
    return str(data)


def _status(data: Any) -> str:
    if data not in STATUSES:
        raise TermError(f"expected a verdict among {', '.join(STATUSES)}, found {str(data)[:40]!r}")
    return str(data)
