"""The table of operators: what a row says is so, and no other place says it again."""

from __future__ import annotations

from collections.abc import Iterator

import mpmath
import pytest

from symattn.kernel.algebra.functions import PRIMITIVES, SCALAR_RULES
from symattn.kernel.limits.expansions import EXPANSIONS
from symattn.language import Context, Scalar, Sort, Term, flattened, number, unfolded
from symattn.language.operators import DEFINITIONS, OPERATORS, Body

from ..cases.asked import Asked, verdict_of
from ..kernel.numbers import World

x = Term("scalar", ("x",))
CONTEXT = Context(scalars=(Scalar("x"),))
SHAPES = {  # of an argument: each operator that a definition may meet at its root
    "x": x,
    "−x": Term("neg", (x,)),
    "x + 1": Term("+", (x, number(1))),
    "2x": Term("*", (number(2), x)),
    "x/2": Term("/", (x, number(2))),
    "x²": Term("^", (x, number(2))),
    "e^x": Term("exp", (x,)),
    "log(2 + x²)": Term("log", (Term("+", (number(2), Term("^", (x, number(2))))),)),
    "max(x, 1/2)": Term("max", (x, Term("/", (number(1), number(2))))),
    "3": number(3),
}
KNOWN = {"continuous", "smooth", "total", "partial"}


def operators_in(body: Body) -> Iterator[str]:
    if isinstance(body, tuple):
        yield str(body[0])
        for part in body[1:]:
            yield from operators_in(part)


@pytest.mark.parametrize("op", OPERATORS)
def test_a_row_says_what_rows_may_say(op: str) -> None:
    row = OPERATORS[op]
    words = row.known.split()
    assert set(words) <= KNOWN and len(set(words)) == len(words)
    assert not {"total", "partial"} <= set(words)
    assert "smooth" not in words or "continuous" in words


@pytest.mark.parametrize("op", DEFINITIONS)
def test_a_definition_is_made_of_primitives(op: str) -> None:
    used = set(operators_in(DEFINITIONS[op]))
    assert used and used <= set(PRIMITIVES) - set(DEFINITIONS)


@pytest.mark.parametrize("op", [*DEFINITIONS])
@pytest.mark.parametrize("shape", SHAPES)
def test_what_is_defined_is_worth_what_its_name_says(op: str, shape: str) -> None:
    term = Term(op, (SHAPES[shape],))
    for n in range(-12, 13):
        world = World(CONTEXT, {"x": mpmath.mpf(n) / 4})
        with mpmath.workdps(40):
            gap = world.value(term) - world.value(unfolded(term))
            assert abs(gap) < mpmath.mpf(10) ** -30, (op, shape, n)


@pytest.mark.parametrize("op", DEFINITIONS)
def test_what_is_defined_has_no_rule_of_its_own(op: str) -> None:
    assert op not in PRIMITIVES and op in SCALAR_RULES and op in EXPANSIONS


@pytest.mark.parametrize("op", [op for op in SCALAR_RULES if op in DEFINITIONS])
def test_a_function_of_vectors_is_0_at_0(op: str) -> None:
    """Coordinates that are 0 are left out."""
    u = Term("vector", ("u",))
    try:
        sort = OPERATORS[op].sort((u,))
    except ValueError:
        return
    assert sort is Sort.VECTOR
    assert World(CONTEXT, {}).value(unfolded(Term(op, (number(0),)))) == 0


def test_only_sums_and_products_are_flattened() -> None:
    for op in ("neg", "exp", "abs"):
        twice = flattened(op, (Term(op, (x,)),))
        assert twice == Term(op, (Term(op, (x,)),))
    assert flattened("max", (Term("max", (x, x)), x)) == Term("max", (Term("max", (x, x)), x))
    assert flattened("+", (Term("+", (x, x)), x)) == Term("+", (x, x, x))


FALSE = [
    "E(sigmoid(h)) == E(sigmoid(-h))",
    "E(tanh(h)) == E(tanh(-h))",
    "E(relu(h)) == E(relu(-h))",
    "E(relu(-h)) > E(relu(h))",
]


@pytest.mark.parametrize("text", FALSE)
def test_a_negative_argument_is_not_the_argument(text: str) -> None:
    assert verdict_of(Asked("", text, "refuted", ("h ~ N(1, 2)",))).status == "refuted"
