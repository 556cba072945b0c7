"""A bound as what has been proved about it, and how its claims are proved.

Untrusted: the kernel replays each.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected
from ...kernel.algebra.shapes import Point
from ...kernel.rules.points import point_from_json
from ...kernel.rules.rule_table import parts
from ...kernel.verdicts import bounded
from ...language import Term, TermError, to_json
from ..clock import now
from ..failures.models import extended, model
from ..plain_data import point_to_json
from ..repairs.weaker_lines import prove
from .bound_shapes import LimitCase, Way

FREE = (r"\epsilon", r"\delta", r"\eta")


@dataclass(frozen=True)
class Bound:
    """What has been proved about one place.

    `claim` under `facts`, and perhaps from where on the error is at most ε.

    `evidence` is for the kernel, a claim for each of these by its role; `words.margins` reads what
    is said off them.
    """

    claim: Term
    facts: tuple[Term, ...]
    evidence: tuple[dict[str, Any], ...]
    small: Term | None = None  # the error is at most ε
    after: tuple[Term, ...] = ()  # from here on


@dataclass
class Shown:
    """What has been proved about a place, with the facts that it took."""

    claim: Claim
    place: LimitCase
    deadline: float
    evidence: list[dict[str, Any]]
    near: Point | None = None  # that satisfies the hypotheses of the first
    tried: dict[Claim, Any] = field(default_factory=dict)  # what no reduction was given for
    known: dict[Claim, dict[str, Any]] = field(default_factory=dict)  # what was proved on the way

    def add(
        self,
        role: str,
        goal: Term,
        *assume: Term,
        scalars: tuple[str, ...] = (),
        whole: bool = False,
        ways: Sequence[Way | None] = (),
        after: tuple[Term, ...] = (),
    ) -> tuple[Term, ...] | None:
        """The facts of the place under which a goal is proved, none if that will do.

        None if it is not.  `after` are those among all that is assumed from where on a threshold
        holds.
        """
        for facts in dict.fromkeys((self.place.facts,) if whole else ((), self.place.facts)):
            item: dict[str, Any] = {
                "role": role,
                **({"after": [to_json(f) for f in after]} if after else {}),
                "scalars": list(scalars),
                "assume": [to_json(f) for f in (*facts, *assume)],
                "goal": to_json(goal),
            }
            for way in ways or (None,):
                with suppress(Rejected, TermError):
                    if (proof := self._proof(bounded(self.claim, item), way)) is not None:
                        self.evidence.append({**item, "proof": proof})
                        return facts
        return None

    def _proof(self, claim: Claim, way: Way | None) -> Any | None:
        """A certificate, by a reduction if one is given.  Raises Rejected, TermError."""
        if (found := self._again(claim)) is not None:
            return found
        if way is None or now() > self.deadline:
            if claim not in self.tried:
                self.tried[claim] = prove(claim, self.deadline, self.near)
            found = self.tried[claim]
        else:
            below, certificates = dict(way.parts), []
            for k, part in enumerate(parts(claim, way.by)):
                if (certificate := self._proof(part, below.get(k))) is None:
                    return None
                certificates.append(certificate)
            found = {"format": FORMAT, "kernel": KERNEL, "by": way.by, "parts": certificates}
        if found is not None:
            self.known[claim] = found
        return found

    def _again(self, claim: Claim) -> dict[str, Any] | None:
        """What was proved on the way of the same, perhaps under fewer hypotheses."""
        if claim in self.known:
            return self.known[claim]
        for known, certificate in self.known.items():
            if (by := _dropped(claim, known)) is not None:
                if (point := extended(claim, model_in(certificate)) or model(claim)) is not None:
                    by["model"] = point_to_json(point)
                    return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": [certificate]}
        return None


def _dropped(claim: Claim, known: Claim) -> dict[str, Any] | None:
    """How to leave out what a claim assumes beside another one, None if that is not all."""
    if known.conclusion != claim.conclusion:
        return None
    by = {
        "rule": "fewer",
        "without": [k for k, f in enumerate(claim.context.facts) if f not in known.context.facts],
        "scalars": len(known.context.scalars),
        "alone": not known.assumptions,
    }
    return by if parts(claim, by) == [known] else None


def model_in(certificate: dict[str, Any]) -> Point:
    return (
        point_from_json(certificate["model"])
        if "model" in certificate
        else model_in(certificate["parts"][0])
    )


def small_number(claim: Claim, epsilon: Term | None) -> tuple[tuple[str, ...], Term | None]:
    """ε: a number that is asked for, or a symbol that is new, and its name.

    None if all names are taken.
    """
    if epsilon is not None:
        return (), epsilon
    names = tuple(key for key in FREE if all(s.key != key for s in claim.context.scalars))[:1]
    return names, Term("scalar", names) if names else None
