"""What a check leaves behind: plain data from which pages are printed and certificates are replayed."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Union

from .kernel import FORMAT, KERNEL, Claim
from .terms import (
    Context,
    Term,
    TermError,
    check_context,
    context_from_json,
    context_to_json,
    from_json,
    to_json,
)

Part = Union[str, Term]
BESIDE = ("Bound", "Threshold", "How often")  # the labels of remarks that go with a limit and may be folded away
KNOCK_ON = ("", "first", "follows", "right")
STATUSES = ("proved", "conditional", "refuted", "undecided", "outside")


@dataclass(frozen=True)
class Message:
    """One remark under a step: a label ("Counterexample") and a sentence in which terms stand for formulas."""

    label: str
    parts: tuple[Part, ...]

    def to_json(self) -> list[Any]:
        return [self.label, [p if isinstance(p, str) else to_json(p) for p in self.parts]]

    @staticmethod
    def from_json(data: Any) -> Message:
        label, parts = data
        return Message(str(label), tuple(p if isinstance(p, str) else from_json(p) for p in parts))


@dataclass(frozen=True)
class Verdict:
    """What symattn says of a step, the remarks to print under it, and the certificates that show it.

    `evidence` is {"proof": certificate}, {"refutation": certificate, "repairs": [...]} or empty.
    `rests_on` numbers the earlier steps of the same chain that are not proved; `knock_on` says what that does: "first" for the first
    error of a chain that goes on, "follows" for a link that is right by itself, "right" for one at whose end what the chain began with is right again.
    """

    status: str
    messages: tuple[Message, ...] = ()
    evidence: Any = None
    rests_on: tuple[int, ...] = ()
    knock_on: str = ""


@dataclass(frozen=True)
class CheckedStep:
    """A step and its verdict.  `goal` is None for a line that is outside mathematics; then `text` says it.

    `written` marks a line that stands on the source page as it is; `heading`, if any, is printed before the step.
    """

    number: int
    goal: Term | None
    why: str
    verdict: Verdict
    expect: str = "proved"
    written: bool = False
    text: str = ""
    heading: str = ""


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
        steps = [
            {
                "number": s.number,
                "goal": None if s.goal is None else to_json(s.goal),
                "why": s.why,
                "text": s.text,
                "heading": s.heading,
                "written": s.written,
                "expect": s.expect,
                "verdict": s.verdict.status,
                "messages": [m.to_json() for m in s.verdict.messages],
                "rests_on": list(s.verdict.rests_on),
                "knock_on": s.verdict.knock_on,
                "evidence": s.verdict.evidence,
            }
            for s in self.steps
        ]
        head = {"format": FORMAT, "kernel": KERNEL, "id": self.id, "title": self.title, "source": self.source}
        return head | {"context": context_to_json(self.context), "steps": steps}

    @staticmethod
    def from_json(data: Any) -> CheckedDerivation:
        """Raises TermError if the data is not a record of a checked derivation."""
        if not isinstance(data, dict) or data.get("format") != FORMAT or data.get("kernel") != KERNEL:
            raise TermError(f"expected a record of format {FORMAT} for kernel {KERNEL}")
        try:
            context = context_from_json(data["context"])
            check_context(context)
            steps = tuple(
                CheckedStep(
                    number=int(s["number"]),
                    goal=None if s["goal"] is None else from_json(s["goal"]),
                    why=str(s["why"]),
                    verdict=Verdict(
                        _status(s["verdict"]),
                        tuple(Message.from_json(m) for m in s["messages"]),
                        s["evidence"],
                        tuple(int(k) for k in s["rests_on"]),
                        _knock_on(s["knock_on"]),
                    ),
                    expect=_status(s["expect"]),
                    written=bool(s["written"]),
                    text=str(s["text"]),
                    heading=str(s["heading"]),
                )
                for s in data["steps"]
            )
            return CheckedDerivation(str(data["id"]), str(data["title"]), str(data["source"]), context, steps)
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, TermError):
                raise
            raise TermError(f"malformed record ({type(error).__name__}: {error})") from error


def _knock_on(data: Any) -> str:
    if data not in KNOCK_ON:
        raise TermError(f"expected one of {', '.join(KNOCK_ON[1:])}, found {str(data)[:40]!r}")
    return str(data)


def _status(data: Any) -> str:
    if data not in STATUSES:
        raise TermError(f"expected a verdict among {', '.join(STATUSES)}, found {str(data)[:40]!r}")
    return str(data)
