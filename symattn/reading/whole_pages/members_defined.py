"""Values at members: k_a = … is a name of its own until k_j = … is said for the others.

Then all of them are one family, also where the single names were used before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...language import Definition, Term, flattened, number
from ..latex_terms.latex_tokens import Token
from ..latex_terms.scope import PageScope, Symbol, as_index
from .bound_names import mapped_definition


@dataclass(frozen=True)
class SingleName:
    """A defined name with an index of a family that is not (yet) one."""

    spelled: str
    key: str
    label: str


def single_names(scope: PageScope, base: str) -> list[SingleName]:
    """k_a and k_b of the letter k, in the order of their definitions."""
    found = []
    for spelled, meaning in scope.symbols.items():
        head, line, label = spelled.rpartition("_")
        label = label.strip("{}")
        if head != base or not line or not isinstance(meaning, Symbol):
            continue
        if meaning.kind != "defined" or meaning.over or meaning.key not in scope.definitions:
            continue
        if label.isdecimal() or label in scope.indices:
            found.append(SingleName(spelled, meaning.key, label))
    order = list(scope.definitions)
    return sorted(found, key=lambda one: order.index(one.key))


def dropped(scope: PageScope, names: list[SingleName]) -> None:
    """Forget single names: a family of their letter is defined, and means something else."""
    for one in names:
        scope.forget(one.spelled)


def gathered(scope: PageScope, names: list[SingleName], key: str) -> tuple[tuple[str, Term], ...]:
    """The values at members of the family `key`, which takes the place of the single names."""
    sorts = {one.key: scope.definitions[one.key].sort for one in names}
    labels = {one.key: one.label for one in names}

    def as_member(term: Term) -> Term:
        if term.op == "defined" and not term.children and term.key in labels:
            return Term("defined", (key, sorts[term.key], as_index(labels[term.key])))
        return flattened(term.op, term.mapped(as_member)) if term.children else term

    values = tuple((one.label, as_member(scope.definitions[one.key].body)) for one in names)
    for one in names:
        scope.definitions.pop(one.key)
        scope.symbols.pop(one.spelled, None)
    for k, d in scope.definitions.items():
        scope.definitions[k] = mapped_definition(d, as_member)
    scope.facts = tuple(as_member(f) for f in scope.facts)
    return values


def _as_whole_family(scope: PageScope, base: str, names: list[SingleName]) -> None:
    """x_1, …, x_N as a family of N members, if these are all of them."""
    numbers = [one.label for one in names]
    if len(numbers) < 2 or sorted(numbers) != sorted(str(k + 1) for k in range(len(numbers))):
        return
    sorts = {scope.definitions[one.key].sort for one in names}
    if len(sorts) != 1:
        return
    over = scope.set_of_size(number(len(numbers)))
    key = scope.names.key(base)
    values = gathered(scope, names, key)
    (sort,) = sorts
    scope.definitions[key] = Definition(key, sort, (("j", over),), values[0][1], values)
    scope.symbols[base] = Symbol("defined", key, sort, (over,))


def whole_families(scope: PageScope, body: Sequence[Token]) -> None:
    """Where x_j is spoken of, and x_1, …, x_N are single names, these are a family."""
    for k, token in enumerate(body):
        primes = 0
        while k + primes + 1 < len(body) and body[k + primes + 1].text == "'":
            primes += 1
        if token.kind not in ("letter", "command") or token.text == r"\frac":
            continue
        base = token.text + "'" * primes
        if scope.family(base) is None and (names := single_names(scope, base)):
            _as_whole_family(scope, base, names)
