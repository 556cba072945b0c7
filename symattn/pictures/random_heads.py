"""What is random in a derivation and has a closed form, with the limit of its variance."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..language import Context, Term
from ..records.record import CheckedDerivation
from .formula_pictures import (
    DrawnBound,
    DrawnLimit,
    closed_forms,
    is_plain,
    limits,
    names_in,
)
from .picture_values import CannotEvaluate, evaluate, holds

MOST_HEADS = 4


@dataclass(frozen=True)
class Head:
    """Something random with a closed form, and the proved limit of its variance."""

    what: Term
    form: Term
    step: int
    limit: DrawnLimit
    value: float
    bound: tuple[Term, dict[str, Any]] | None


def variable_of(context: Context, heads: list[Head]) -> str:
    return min(names_in(*(h.form for h in heads)) & set(context.limit))


def heads_of(
    record: CheckedDerivation, values: Mapping[str, Any], laws: list[tuple[str, float, float]]
) -> list[Head]:
    forms = {form.left: form for form in closed_forms(record)}
    found: list[Head] = []
    for limit in limits(record):
        if (
            limit.left.op != "Var"
            or len(limit.left.children) != 1
            or (form := forms.get(limit.left.children[0])) is None
            or not is_plain(limit.right)
        ):
            continue
        names = names_in(form.right)
        if (
            not 0 < len(names & {key for key, _, _ in laws}) <= 2
            or len(names & set(record.context.limit)) != 1
        ):
            continue
        try:
            found.append(
                Head(
                    form.left,
                    form.right,
                    form.step,
                    limit,
                    float(evaluate(limit.right, values)),
                    _nearest(limit, values),
                )
            )
        except (CannotEvaluate, TypeError):
            continue
    variables = {min(names_in(h.form) & set(record.context.limit)) for h in found}
    return found[:MOST_HEADS] if len(variables) == 1 else []


def _nearest(limit: DrawnLimit, values: Mapping[str, Any]) -> tuple[Term, dict[str, Any]] | None:
    """The first bound on the distance that holds, D with |v_a − v_b| ≤ D.

    It has the least values for the numbers that it declares.
    """
    for bound in limit.bounds:
        own: dict[str, Any] = {}
        for key in bound.new:
            least = [
                f.children[0]
                for f in bound.assume
                if f.op == "≤" and f.children[1] == Term("scalar", (key,))
            ]
            if least and bound.size != Term("scalar", (key,)):
                own[key] = max(float(evaluate(t, values)) for t in least)
        if set(own) == set(bound.new) and _is_assumed(bound, {**values, **own}):
            return bound.size, own
    return None


def _is_assumed(bound: DrawnBound, values: Mapping[str, Any]) -> bool:
    return all(bool(holds(f, values)) for f in bound.assume)
