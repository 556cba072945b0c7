"""How far a limit is at finite β, in words.

What the judged claims under "bounds" say, each by its role.

A claim {"role", "scalars", "assume", "goal", "proof"} with the role "bound" begins what is said of
one place; "sharp", "threshold", "only" and "chance" belong to the bound before them.  What a claim
does not bear out word for word is not said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..kernel import Claim
from ..language import Term, from_json, number
from .message import Message, Part, listed, message


@dataclass(frozen=True)
class Margin:
    """What has been proved about one place: `claim` under `facts`.

    That its two sides agree more and more; and from where on the error is at most ε.
    """

    claim: Term
    facts: tuple[Term, ...]
    where: tuple[Term, ...]
    # under these facts, the quotient of both sides tends to 1
    sharp: tuple[Term, ...] | None = None
    small: Term | None = None  # the error is at most ε
    after: tuple[Term, ...] = ()  # from here on
    given: tuple[Term, ...] = ()  # for such ε
    only: bool = False  # and from nowhere else
    # how often it is: a chain, P(after) ≤ P(small), and ≤ some P if that is found, = its value
    chance: tuple[Term, ...] = ()
    usually: tuple[Term, ...] = ()  # for such ε and parameters


def margins(claim: Claim, evidence: Any) -> Iterator[Message]:
    """The messages for all bounds that stand in the evidence."""
    for one in read(evidence.get("bounds", ())):
        yield from messages_of(one)


def read(items: Sequence[Any]) -> list[Margin]:
    """What judged claims say, one for each place."""
    found: list[Margin] = []
    for item in items:
        role, goal, hypotheses = item.get("role"), *_parts(item)
        if role == "bound":
            new = {str(key) for key in item.get("scalars") or ()}
            where = tuple(
                f
                for f in hypotheses
                if any(t.op == "scalar" and t.args[0] in new for t in f.subterms())
            )
            found.append(Margin(goal, tuple(f for f in hypotheses if f not in where), where))
        elif found and role in JOINED:
            found[-1] = JOINED[role](found[-1], item, goal, hypotheses)
    return found


def _parts(item: Any) -> tuple[Term, tuple[Term, ...]]:
    """The conclusion of a claim, and all that it takes for granted.

    What the line's own hypotheses say is left out.
    """
    goal, assumed = from_json(item["goal"]), tuple(from_json(f) for f in item.get("assume") or ())
    if goal.op != "⇒":
        return goal, assumed
    left = goal.children[0]
    return goal.children[1], (*(left.children if left.op == "and" else (left,)), *assumed)


def _sharp(one: Margin, item: Any, goal: Term, hypotheses: tuple[Term, ...]) -> Margin:
    if goal != Term("→", (Term("/", one.claim.children), number(1))):
        return one
    return replace(
        one, sharp=tuple(f for f in hypotheses if f not in one.facts and f not in one.where)
    )


def _threshold(one: Margin, item: Any, goal: Term, hypotheses: tuple[Term, ...]) -> Margin:
    after = tuple(from_json(f) for f in item.get("after") or ())
    if goal.op != "≤" or not set(after) <= set(hypotheses):
        return one
    given = tuple(f for f in hypotheses if f not in (*one.facts, *one.where, *after))
    return replace(one, small=goal, after=after, given=given)


def _only(one: Margin, item: Any, goal: Term, hypotheses: tuple[Term, ...]) -> Margin:
    known = {one.small, *one.given, *one.facts, *one.where}
    said = (
        one.small is not None
        and one.small in hypotheses
        and set(hypotheses) <= known
        and (goal,) == one.after
    )
    return replace(one, only=True) if said else one


def _chance(one: Margin, item: Any, goal: Term, hypotheses: tuple[Term, ...]) -> Margin:
    follows = not one.chance or one.chance[-1].children[1] == goal.children[0]
    if goal.op not in ("≤", "=") or not follows:
        return one
    return replace(
        one, chance=(*one.chance, goal), usually=tuple(dict.fromkeys((*one.usually, *hypotheses)))
    )


JOINED = {"sharp": _sharp, "threshold": _threshold, "only": _only, "chance": _chance}


def messages_of(one: Margin) -> Iterator[Message]:
    """What is said of one place: the bound, where it is small, how often."""
    words: list[Part] = [one.claim, *_with(" if ", one.facts), *_with(", where ", one.where)]
    if one.sharp is not None:
        words += ["; the quotient of both sides tends to 1", *_with(" if ", one.sharp)]
    yield message(
        "Bound",
        *words,
        ": both sides are the same, before any limit."
        if one.claim.op == "=" and one.small is None
        else ".",
    )
    if one.small is not None:
        error, size = one.small.children
        own = one.claim.children[0]
        same = error == own or (error.op in ("abs", "norm") and error.children[0] == own)
        what: list[Part] = ["at most ", size] if same else [one.small]
        yield message(
            "Threshold",
            *what,
            " iff " if one.only else " where ",
            *listed(one.after),
            *_with(", for ", one.given),
            ".",
        )
    if one.chance:
        yield message("How often", *_chained(one.chance), *_with(", for ", one.usually), ".")


def _with(lead: str, facts: Sequence[Term]) -> list[Part]:
    return [lead, *listed(facts)] if facts else []


def _chained(links: Sequence[Term]) -> list[Part]:
    """a ≤ b = c for a ≤ b and b = c."""
    words: list[Part] = [links[0].children[0]]
    for link in links:
        words += [f" {link.op} ", link.children[1]]
    return words
