"""A bound as what has been proved about it, and how its claims are proved.

Untrusted: the kernel replays each.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected, replay
from ...kernel.algebra.shapes import Point
from ...kernel.rules.points import point_from_json
from ...kernel.rules.rule_table import parts
from ...kernel.verdicts import bounded
from ...language import Term, TermError, from_json, to_json
from ..clock import now
from ..repairs.weaker_lines import certified, prove
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
    known: dict[Claim, Any] = field(default_factory=dict)  # what was proved on the way

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
        if way is None or now() > self.deadline:
            if claim not in self.known:
                self.known[claim] = prove(claim, self.deadline, self.near)
            return self.known[claim]
        if way.before is not None:
            found = _again(claim, way.before)
            return (
                found
                if found is not None and (way.sure or replay(claim, found).verdict == "proved")
                else None
            )
        below = dict(way.parts)
        certificates = []
        for k, part in enumerate(parts(claim, way.by)):
            if (certificate := self._proof(part, below.get(k))) is None:
                return None
            certificates.append(certificate)
        return {"format": FORMAT, "kernel": KERNEL, "by": way.by, "parts": certificates}


def _again(claim: Claim, certificate: dict[str, Any]) -> dict[str, Any] | None:
    """A certificate as one of the same claim under more hypotheses.

    They stand after the others, with other models.
    """
    if "by" not in certificate:
        return certified(
            claim,
            certificate["proof"],
            tuple(from_json(m) for m in certificate.get("maxima", [])),
            model_in(certificate),
        )
    inner = [
        _again(one, before)
        for one, before in zip(parts(claim, certificate["by"]), certificate["parts"])
    ]
    return None if None in inner else {**certificate, "parts": inner}


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
