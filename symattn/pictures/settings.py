"""The values that a picture is drawn at.

Exact, given by the user or chosen, and checked against the hypotheses.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

from ..language import Context, Scalar, Term, plain
from ..reading.spelling import name_of
from ..records.record import CheckedDerivation
from .exact import decided, exact
from .formula_pictures import is_plain, names_in, unfolded
from .picture_errors import PictureError

_NUMBER = re.compile(r"[-−]?\d{1,9}(?:/\d{1,9}|\.\d{1,9})?\Z", re.ASCII)
_SIZES = [Fraction(k) for k in (10, 3, 2, 4, 1)]
_SPREAD_OUT = [Fraction(k) for k in (1, -1, 0, 2, -2, 3, -3)]
_OTHERS = [Fraction(1), Fraction(2), Fraction(1, 2), Fraction(3), Fraction(-1), Fraction(0)]
LIMIT_ON_CHOICES = 20_000


@dataclass(frozen=True)
class Settings:
    """Values that the user fixes, by key.

    How many samples to draw beside the formulas (0: none), and with which seed.
    """

    values: Mapping[str, Fraction] = field(default_factory=dict)
    monte_carlo: int = 0
    seed: int = 0


def read_values(record: CheckedDerivation, texts: Iterable[str]) -> dict[str, Fraction]:
    """What --set says: "n=10", "beta=5/2".  Raises PictureError."""
    context, found = record.context, dict[str, Fraction]()
    keys = {
        spelling: s.key
        for s in context.scalars
        for spelling in (plain(Term("scalar", (s.key,))), s.key, name_of(s.key))
    }
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not equals or not name:
            raise PictureError(f"--set {text[:40]!r}: expected a name and a value, such as n=10")
        if name not in keys:
            if name in {
                spelling for d in context.definitions for spelling in (d.key, name_of(d.key))
            }:
                raise PictureError(
                    f"--set {text[:40]!r}: {name} is defined, and follows from the other values"
                )
            near = difflib.get_close_matches(name, keys, 1, 0.5)
            names = ", ".join(name_of(s.key) for s in context.scalars) or "none"
            raise PictureError(
                f"--set {text[:40]!r}: {record.id} has no number {name[:30]!r}; "
                + (f"did you mean {name_of(keys[near[0]])}?" if near else f"it has {names}")
            )
        if not _NUMBER.match(value) or re.search(r"/0+\Z", value):
            raise PictureError(
                f"--set {text[:40]!r}: expected an exact number such as 10, 5/2 or 0.25, found "
                f"{value[:30]!r}"
            )
        if (key := keys[name]) in found:
            raise PictureError(f"--set {text[:40]!r}: {name} is given twice")
        found[key] = Fraction(value.replace("−", "-"))
        if found[key].denominator != 1 and any(s.key == key and s.integer for s in context.scalars):
            raise PictureError(f"--set {text[:40]!r}: {name} is an integer")
    chosen(record, found)
    return found


def chosen(record: CheckedDerivation, fixed: Mapping[str, Fraction]) -> dict[str, Fraction]:
    """A value for every declared number but those that tend to infinity.

    These have one only if it is fixed.

    What is random gets a value on either side of its mean, a variance away.  Raises PictureError if
    no choice satisfies the hypotheses.
    """
    context = record.context
    facts = [
        f for f in (unfolded(f, context) for f in context.facts) if f.children[0].sort == "scalar"
    ]
    free = [
        s
        for s in context.scalars
        if s.key not in fixed
        and s.key not in context.limit
        and s.key not in {law.key for law in context.laws}
    ]
    bound = names_in(*facts) | {law.key for law in context.laws}
    reals = [s.key for s in context.scalars if not s.integer and s.key not in bound]
    bare = {key: _SPREAD_OUT[k % len(_SPREAD_OUT)] for k, key in enumerate(reals)}
    searched = [s for s in free if s.key not in bare]
    broken: Term | None = None
    for tried, pick in enumerate(product(*(_SIZES if s.integer else _OTHERS for s in searched))):
        if tried == LIMIT_ON_CHOICES:
            break
        values = {**bare, **{s.key: v for s, v in zip(searched, pick)}, **fixed}
        values = {**_of_laws(context, values), **values}
        failed = next((f for f in facts if _fails(f, values)), None)
        if failed is None:
            return values
        if broken is None or names_in(failed) <= fixed.keys():
            broken = failed
    assert broken is not None
    at = ", ".join(
        f"{plain(Term('scalar', (key,)))} = {value}"
        for key, value in fixed.items()
        if key in names_in(broken)
    )
    raise PictureError(
        f"{plain(broken)} does not hold at {at}"
        if at
        else f"no values were found at which {plain(broken)} holds; give some with --set"
    )


def _fails(fact: Term, values: Mapping[str, Fraction]) -> bool:
    """Whether a fact is known not to hold.

    It is known exactly, or with floats where the fact has exponentials in it.
    """
    if (
        (exactly := decided(fact, values)) is not None
        or not is_plain(fact)
        or not names_in(fact) <= values.keys()
    ):
        return exactly is False
    from .picture_values import holds  # NumPy comes with it, which is needed to draw alone

    return not bool(holds(fact, values))


def _of_laws(context: Context, values: Mapping[str, Fraction]) -> dict[str, Fraction]:
    found: dict[str, Fraction] = {}
    for k, (key, mean, variance) in enumerate(normal_laws(context, values)):
        found[key] = mean + variance * (-1) ** k
    return found


def normal_laws(
    context: Context, values: Mapping[str, Fraction]
) -> list[tuple[str, Fraction, Fraction]]:
    """Name, mean and variance of each random number whose law has values."""
    numbers = {s.key for s in context.scalars}
    laws = [
        (
            law.key,
            exact(unfolded(law.mean, context), values),
            exact(unfolded(law.variance, context), values),
        )
        for law in context.laws
        if law.key in numbers
    ]
    return [
        (key, mean, variance)
        for key, mean, variance in laws
        if mean is not None and variance is not None
    ]


def said(context: Context, values: Mapping[str, Fraction], *keys: Iterable[str]) -> str:
    """n = 10, γ_a = 3/2: the values of some names, in the order of their declaration."""
    wanted = {key for group in keys for key in group}
    order: list[Scalar] = [s for s in context.scalars if s.key in wanted and s.key in values]
    return ", ".join(
        f"{plain(Term('scalar', (s.key,)))} = {str(values[s.key]).replace('-', '−')}" for s in order
    )
