"""An edited line in words.

What was changed is read off both lines, "the denominator lacks n − 2", "a square is lost".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from typing import Any, Union

from ..kernel import Claim
from ..language import Context, Term, from_json, number, replace_indices, replaced
from .message import Message, Part, Revised, listed, message

TURNED = {"<": ">", ">": "<", "≤": "≥", "≥": "≤"}
NOTHING = Term("zero")
OTHERS = " for every other index"
PLACES = {0: "the numerator", 1: "the denominator"}


def repair(claim: Claim, edit: dict[str, Any]) -> Message:
    """The edited line, with what is different about it in front."""
    goal = from_json(edit["goal"])
    before = claim.conclusion if edit.get("assume") else claim.goal
    shown = Revised.of(goal, before) if goal != before else goal
    under = _under(edit)
    lead = [*under, OTHERS + ": "] if under else _lead(claim, goal)
    return replace(message("Repair", *lead, shown, "."), under=(*under, OTHERS) if under else ())


def _under(edit: dict[str, Any]) -> list[Part]:
    """What the edited line takes for granted besides, of OTHERS."""
    facts = [Revised.of(f, NOTHING) for f in map(from_json, edit.get("assume") or ())]
    return ["where ", *listed(facts)] if facts else []


def _lead(claim: Claim, goal: Term) -> list[Part]:
    old, new = claim.goal, goal
    if new.op == TURNED.get(old.op) and new.args == old.args:
        return ["the other way round: "]
    if claim.conclusion.op == "⇔" and new.op == "⇒":
        return ["one direction only: "]
    if old.op == new.op == "⇒" and old.children[1] == new.children[1]:
        return _bars(old.children[0], new.children[0])
    if old.children[0] != new.children[0]:
        return []
    return next(_changes(claim.context, old.children[1], new.children[1]), [])


def _bars(old: Term, new: Term) -> list[Part]:
    """For another left side of ⇒: without bars, and perhaps with signs beside."""
    bare = replaced(old, {t: t.children[0] for t in old.subterms() if t.op == "abs"})
    if bare == old:
        return []
    if new == bare:
        return ["without the bars: "]
    return (
        []
        if any(t.op == "abs" for t in new.subterms())
        else ["without the bars, and with the sign: "]
    )


def _changes(context: Context, old: Term, new: Term) -> Iterator[list[Part]]:
    """What is different about the right side, the first thing that fits."""
    if (new.op, new.args) == ("neg", (old,)):
        yield ["a factor ", Term("neg", (number(1),)), " is missing: "]
    if new.op == "*" and new.children[1:] == (old,) and _is_number(new.children[0]):
        yield ["a factor ", new.children[0], " is missing: "]
    for names in (index_set.members for index_set in context.index_sets):
        for a, b in combinations(names, 2):
            if old != new == replace_indices(old, {a: Term("index", (b,)), b: Term("index", (a,))}):
                yield ["with the indices swapped: "]
    above, place, was, now = _narrowed(old, new)
    if (now.op, now.args) == ("^", (was, number(2))):
        yield ["a square is lost: "]
    if was.op == "abs" and now == was.children[0]:
        yield ["without the bars: "]
    if (was.op, was.args) == ("^", (now, number(2))):
        yield ["without the square: "]
    if (
        above is not None
        and above.op == "+"
        and ((now.op, now.args) == ("neg", (was,)) or (was.op, was.args) == ("neg", (now,)))
    ):
        yield ["with another sign: "]
    what = (
        "the right side"
        if above is None
        else PLACES.get(place, "")
        if above.op == "/" and above == old
        else ""
    )
    if what and (lacking := _added(was, now)) is not None:
        yield (
            [f"{what} has ", lacking.children[0], " too much: "]
            if lacking.op == "neg"
            else [f"{what} lacks ", lacking, ": "]
        )


Place = tuple[Union[Term, None], int, Term, Term]


def _narrowed(old: Term, new: Term) -> Place:
    """The smallest part that holds all that is different.

    What it stands in, and where, before and after; of a part changed everywhere alike, the first.
    """
    found = list(_differences(None, 0, old, new))
    return found[0] if len({(was, now) for _, _, was, now in found}) == 1 else (None, 0, old, new)


def _differences(above: Term | None, place: int, old: Term, new: Term) -> Iterator[Place]:
    if old == new:
        return
    alike = (
        old.op == new.op
        and len(old.args) == len(new.args)
        and all(isinstance(a, Term) == isinstance(b, Term) for a, b in zip(old.args, new.args))
    )
    if (
        not alike
        or not old.children
        or any(a != b for a, b in zip(old.args, new.args) if not isinstance(a, Term))
    ):
        yield above, place, old, new
        return
    for k, (a, b) in enumerate(zip(old.args, new.args)):
        if isinstance(a, Term) and isinstance(b, Term):
            yield from _differences(old, k, a, b)


def _added(old: Term, new: Term) -> Term | None:
    """What stands at the end of a sum that was not there."""
    if old == NOTHING:
        return new
    parts = old.children if old.op == "+" else (old,)
    if new.op != "+" or new.children[: len(parts)] != parts or len(new.children) == len(parts):
        return None
    rest = new.children[len(parts) :]
    return rest[0] if len(rest) == 1 else Term("+", rest)


def _is_number(term: Term) -> bool:
    return {t.op for t in term.subterms()} <= {"number", "neg", "/"}
