"""The line cut where the integrand turns.

On each cell every decision is made, and the integrand is one holomorphic formula.

A condition that is a polynomial is decided exactly, by its roots.  Any other is decided by its
enclosure on the cell, and the cell is halved until that settles it.  What is left undecided is a
set of tiny cells around the turning points; they are not thrown away, but bounded (`line`).  No
root needs to be proved to exist or to be the only one: a wrong guess costs width, never
correctness.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from fractions import Fraction

from .balls import hull, working_bits
from .enclosure import Refused
from .evaluating import Function, compiled, real
from .forms import (
    UNDEFINED,
    Form,
    add,
    apply,
    choose,
    multiply,
    polynomial,
    power,
    univariate,
)
from .roots import real_roots, value_at

# conditions evaluated; what is undecided then stays open, and the enclosure is wider
MAX_WORK = 8_000


@dataclass(frozen=True)
class SignCell:
    """An interval; `form` is None where a decision is open."""

    low: Fraction
    high: Fraction
    form: Form | None


class _Split(Exception):
    """The cell must be cut at these points.

    (low, high) places of roots, or nothing for a cut in the middle.
    """

    def __init__(self, places: tuple[tuple[Fraction, Fraction], ...] = ()) -> None:
        super().__init__()
        self.places = places


class Cutter:
    """Cuts intervals for one form in the variable `name`.

    Cells narrower than 2^−bits are left open.
    """

    def __init__(self, name: str, bits: int) -> None:
        self.name, self.bits, self.narrow = name, bits, Fraction(1, 1 << bits)
        self.work = 0
        self.functions: dict[Form, Function] = {}

    def cells(self, form: Form, low: Fraction, high: Fraction) -> list[SignCell]:
        """Cells that cover [low, high], neighbours with equal forms joined."""
        if not _decides(form):
            return [SignCell(low, high, form)]
        todo, done = deque([(low, high)]), []
        while todo:
            # the widest first, so that the work goes where it narrows the enclosure most
            a, b = todo.popleft()
            try:
                done.append(SignCell(a, b, self.settled(form, a, b)))
            except _Split as split:
                if split.places:
                    todo.extendleft(_between(a, b, split.places))
                elif b - a <= self.narrow or self.work > MAX_WORK:
                    done.append(SignCell(a, b, None))
                else:
                    middle = (a + b) / 2
                    todo += [(a, middle), (middle, b)]
        return _joined(done)

    def settled(self, form: Form, a: Fraction, b: Fraction) -> Form:
        """The form with every decision made that holds throughout the open interval (a, b)."""
        if not _decides(form):
            return form
        if form.op == "choose":
            u = self.settled(form.args[0], a, b)
            sign = self._sign(u, a, b)
            return self.settled(
                form.args[1] if sign > 0 or sign == 0 and not form.data else form.args[2], a, b
            )
        args = tuple(self.settled(f, a, b) for f in form.args)
        return rebuilt(form, args)

    def _sign(self, u: Form, a: Fraction, b: Fraction) -> int:
        if u == UNDEFINED:
            raise Refused("a condition is undefined with positive probability")
        p = polynomial(u)
        coefficients = None if p is None else univariate(p, self.name)
        if coefficients is not None:
            if not coefficients:
                return 0
            inside = (
                tuple(
                    (x, y) for x, y in real_roots(tuple(coefficients), self.bits) if x < b and y > a
                )
                if len(coefficients) > 1
                else ()
            )
            if any(x <= a and b <= y for x, y in inside):
                raise _Split()
            if inside:
                raise _Split(inside)
            value = value_at(coefficients, (a + b) / 2)
            return (value > 0) - (value < 0)
        self.work += 1
        # near a double zero at distance 2^−bits, u is about 2^(−2 bits)
        with working_bits(2 * self.bits + 64):
            if u not in self.functions:
                self.functions[u] = compiled(u, self.name)
            at = real(self.functions[u], hull(a, b))
        if at > 0 or at < 0:
            return 1 if at > 0 else -1
        raise _Split()


def rebuilt(form: Form, args: tuple[Form, ...]) -> Form:
    """The form with other arguments."""
    if args == form.args:
        return form
    if form.op == "choose":
        return choose(args[0], bool(form.data), args[1], args[2])
    if UNDEFINED in args:
        return UNDEFINED
    if form.op == "sum":
        return add(*args)
    if form.op == "product":
        return multiply(*args)
    if form.op == "power":
        assert isinstance(form.data, Fraction)
        return power(args[0], form.data)
    return apply(form.op, *args)


def substituted(form: Form, name: str, by: Form) -> Form:
    """The form with a variable replaced."""
    if name not in form.variables:
        return form
    if form.op == "variable":
        return by
    return rebuilt(form, tuple(substituted(a, name, by) for a in form.args))


def _decides(form: Form) -> bool:
    return form.op == "choose" or any(map(_decides, form.args))


def deciding(form: Form) -> list[Form]:
    """All decisions in the form."""
    return [form] * (form.op == "choose") + [f for a in form.args for f in deciding(a)]


def _between(
    a: Fraction, b: Fraction, places: tuple[tuple[Fraction, Fraction], ...]
) -> list[tuple[Fraction, Fraction]]:
    """[a, b] cut at both ends of every place."""
    cuts = sorted({a, b, *(x for place in places for x in place if a < x < b)})
    return list(zip(cuts, cuts[1:]))


def _joined(cells: list[SignCell]) -> list[SignCell]:
    found: list[SignCell] = []
    for cell in sorted(cells, key=lambda c: c.low):
        if found and found[-1].form == cell.form and found[-1].high == cell.low:
            found[-1] = SignCell(found[-1].low, cell.high, cell.form)
        else:
            found.append(cell)
    return found
