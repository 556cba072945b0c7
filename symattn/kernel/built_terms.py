"""Terms that rules build out of those of a claim, or read from certificates."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from ..language import Term, flattened, from_json, number, replace_indices

ZERO, ONE, TWO = map(number, range(3))


def term(op: str, *args: Any) -> Term:
    return Term(op, args)


def terms(data: Iterable[Any]) -> list[Term]:
    """Terms from plain data."""
    return [from_json(one) for one in data]


def minus(x: Term, y: Term) -> Term:
    """x − y"""
    return flattened("+", (x, term("neg", y)))


def size(x: Term) -> Term:
    """|x| of a number, ‖x‖ of a vector."""
    return term("abs" if x.sort == "scalar" else "norm", x)


def total(summands: list[Term]) -> Term:
    """Their sum; 0 if there are none."""
    return flattened("+", tuple(summands)) if summands[1:] else (*summands, ZERO)[0]


def at(body: Term, index: object, name: object) -> Term:
    """A body with the index of that name in place of another."""
    return replace_indices(body, {str(index): term("index", name)})


def weak(relation: str) -> str:
    return {"<": "≤", ">": "≥"}.get(relation, relation)


def speak_of(said: Iterable[Term], ops: Collection[str]) -> bool:
    """Whether one of these operators stands in one of these terms."""
    return not all(_operators(one).isdisjoint(ops) for one in said)


@lru_cache(maxsize=10_000)
def _operators(said: Term) -> frozenset[str]:
    return frozenset(t.op for t in said.subterms())
