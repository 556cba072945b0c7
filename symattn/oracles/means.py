"""The mean of a form in independent Gaussians.

Which exact identity brings it down to closed forms and single integrals.

In this order: closed form; tilting away one exponential factor; one linear combination instead of
several variables; linearity over a sum; products of independent factors; rotation to two
independent combinations; a nested integral (`plane`).
"""

from __future__ import annotations

from collections.abc import Callable

from .balls import Ball, flint, working_bits
from .cells import deciding
from .closed import Laws, closed_form, split_tilt
from .enclosure import Refused
from .evaluating import compiled, real
from .forms import Form, add, multiply, polynomial
from .line import GUARD, mean_on_line
from .reduction import (
    along_one_combination,
    by_monomials,
    multiplied_out,
    rotated,
    rotated_to_decisions,
)

MAX_DEPTH = 12


def mean(form: Form, laws: Laws, bits: int, depth: int = 0) -> Ball:
    """E of the form as a ball, aiming at a relative accuracy of 2^−bits.  Raises Refused."""
    if depth > MAX_DEPTH:
        raise Refused("no reduction to single integrals was found")
    if form.op == "undefined":
        raise Refused("the integrand is undefined")
    exactly = _sharpened(lambda: closed_form(form, laws), bits)
    if exactly is not None:
        return exactly
    if not form.variables:
        return _sharpened(lambda: real(compiled(form, ""), flint().arb(0)), bits)
    if (found := split_tilt(form, laws)) is not None:
        _, rest, tilted = found
        inner = mean(rest, tilted, bits + 4, depth + 1)
        factor = _sharpened(lambda: (split_tilt(form, laws) or found)[0], bits + 4)
        with working_bits(bits + GUARD):
            return factor * inner
    if len(form.variables) == 1:
        (name,) = form.variables
        if form.op == "sum" and any(split_tilt(a, laws) is not None for a in form.args):
            return _added(form.args, laws, bits, depth)
        return mean_on_line(form, name, laws[name], bits)
    if (reduced := along_one_combination(form, laws)) is not None:
        return mean(*reduced, bits, depth + 1)
    if form.op == "sum" and len(parts := _by_variables(form.args, add)) > 1:
        return _added(parts, laws, bits, depth)
    if form.op == "sum" and len(parts := _separable_apart(form.args)) > 1:
        return _added(parts, laws, bits, depth)
    if form.op == "product" and len(groups := _by_variables(form.args, multiply)) > 1:
        values = [mean(g, laws, bits + 4, depth + 1) for g in groups]
        with working_bits(bits + GUARD):
            total = values[0]
            for p in values[1:]:
                total = total * p
            return total
    if (expanded := by_monomials(form)) is not None:
        return mean(expanded, laws, bits, depth + 1)
    if (turned := rotated(form, laws)) is not None:
        return mean(*turned, bits, depth + 1)
    if (
        any(len(f.args[0].variables) > 1 for f in deciding(form))
        and (spread := multiplied_out(form)) is not None
    ):
        return mean(spread, laws, bits, depth + 1)
    if (
        any(len(f.args[0].variables) > 1 for f in deciding(form))
        and (turned := rotated_to_decisions(form, laws)) is not None
    ):
        return mean(*turned, bits, depth + 1)
    if len(form.variables) > 2:
        raise Refused(
            f"the integrand depends on {len(form.variables)} Gaussians and does not fall apart "
            "into independent pieces"
        )
    from .plane import mean_on_plane

    return mean_on_plane(form, laws, bits)


def _sharpened(value: Callable[[], Ball | None], bits: int) -> Ball | None:
    """A value that is recomputed at higher precision until it is accurate, or will not be.

    Its relative accuracy is to be 2^−bits.
    """
    found = None
    for extra in (GUARD, bits + GUARD, 4 * bits + GUARD):
        with working_bits(bits + extra):
            found = value()
            if found is None or found.is_exact() or found.rel_accuracy_bits() > bits:
                break
    return found


def _added(parts: tuple[Form, ...], laws: Laws, bits: int, depth: int) -> Ball:
    values = [mean(p, laws, bits + 4, depth + 1) for p in parts]
    with working_bits(bits + GUARD):
        return sum(values, flint().arb(0))


def _by_variables(parts: tuple[Form, ...], joined: Callable[..., Form]) -> tuple[Form, ...]:
    """The parts grouped by the variables that they have.

    For a product no two groups share a variable; for a sum a group has equal variables.
    """
    groups: list[tuple[frozenset[str], list[Form]]] = []
    for part in parts:
        names, members = part.variables, [part]
        rest = []
        for other, theirs in groups:
            if (other & names) if joined is multiply else (other == part.variables):
                names, members = names | other, theirs + members
            else:
                rest.append((other, theirs))
        groups = [*rest, (names, members)]
    return tuple(joined(*members) for _, members in groups)


def _separable_apart(parts: tuple[Form, ...]) -> tuple[Form, ...]:
    """The summands that fall apart or that decide, one by one, and the sum of the others."""
    alone = [
        p
        for p in parts
        if polynomial(p) is not None
        or deciding(p)
        or p.op == "product"
        and len(_by_variables(p.args, multiply)) > 1
    ]
    rest = [p for p in parts if p not in alone]
    return (*alone, *([add(*rest)] if rest else []))
