"""The table of operators: what a row says is so, and no other place says it again."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import mpmath
import pytest
import sympy

import symattn
from symattn.display.shown_operators import FLOATS, SHOWN
from symattn.display.written_out import operators_in
from symattn.kernel.algebra.derivatives import SLOPES
from symattn.kernel.algebra.functions import PRIMITIVES, SCALAR_RULES
from symattn.kernel.algebra.intervals import FUNCTIONS, PI
from symattn.kernel.limits.expansions import EXPANSIONS
from symattn.language import Context, Scalar, Sort, Term, flattened, number, unfolded
from symattn.language.operators import DEFINITIONS, OPERATORS
from symattn.oracles.from_terms import FORMS
from symattn.pictures.picture_values import evaluate
from symattn.search.cases.largest_slopes import LARGEST_SLOPES

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
KNOWN = {"continuous", "smooth", "increasing", "total", "partial"}


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


TRUE = [
    "E(sigmoid(h)) + E(sigmoid(-h)) == 1",
    "E(tanh(h)) + E(tanh(-h)) == 0",
    "E(relu(h)) - E(relu(-h)) == 1",
    "E(relu(h - 1)) == 1/sqrt(pi)",
]


@pytest.mark.parametrize("text", TRUE)
def test_means_of_what_is_defined(text: str) -> None:
    assert verdict_of(Asked("", text, "proved", ("h ~ N(1, 2)",))).status == "proved"


@pytest.mark.parametrize("text", FALSE)
def test_a_negative_argument_is_not_the_argument(text: str) -> None:
    assert verdict_of(Asked("", text, "refuted", ("h ~ N(1, 2)",))).status == "refuted"


# ---- the other table, and places that say a name again -------------------------------------------

ROOT = Path(symattn.__file__).parent
TABLES = {"language/operators.py", "display/shown_operators.py"}
# What the search and the rules match on: how many files named it before there were two tables.
FILES_THAT_NAME = {"max": 33, "min": 22, "abs": 46, "Var": 26, "Cov": 15}


def constants(file: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value


NAMED = {str(file.relative_to(ROOT)): set(constants(file)) for file in sorted(ROOT.rglob("*.py"))}


def test_every_operator_has_a_row_in_both_tables() -> None:
    assert set(SHOWN) == set(OPERATORS)


@pytest.mark.parametrize("op", DEFINITIONS)
def test_what_is_defined_is_named_in_the_two_tables_alone(op: str) -> None:
    beside = {"search/cases/largest_slopes.py"} if op in LARGEST_SLOPES else set()
    assert {file for file, named in NAMED.items() if op in named} == TABLES | beside


@pytest.mark.parametrize("op", FILES_THAT_NAME)
def test_what_rules_match_on_is_named_in_no_more_files(op: str) -> None:
    assert sum(op in named for named in NAMED.values()) <= FILES_THAT_NAME[op]


def test_a_name_elsewhere_would_be_found(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text('"""tanh"""\n\ndef f():\n    """relu"""\n    return {"sigmoid": 1}\n')
    assert set(constants(file)) == {"sigmoid"}


def test_an_atom_has_a_slope_an_enclosure_an_expansion_and_a_float() -> None:
    """The fixed list of tables that an operator with atoms of its own has a row in."""
    atoms = set(SLOPES)
    assert atoms == set(FUNCTIONS) - {PI} == set(FLOATS) - {"exp"}
    assert atoms <= set(PRIMITIVES) and atoms <= set(EXPANSIONS)


@pytest.mark.parametrize("op", [op for op, row in SHOWN.items() if row.form])
def test_a_form_is_one_that_the_oracle_has(op: str) -> None:
    assert SHOWN[op].form in FORMS


@pytest.mark.parametrize("op", [op for op, row in SHOWN.items() if row.sympy])
def test_sympy_has_what_a_row_says(op: str) -> None:
    assert callable(getattr(sympy, SHOWN[op].sympy))


@pytest.mark.parametrize("op", [op for op, row in SHOWN.items() if row.numpy])
def test_arrays_are_worth_what_the_name_says(op: str) -> None:
    term = Term(op, (x, number(1)) if "imum" in SHOWN[op].numpy else (x,))
    points = [-3.0, -0.5, 0.0, 0.25, 2.0]
    for at, found in zip(points, evaluate(term, {"x": points})):
        true = World(CONTEXT, {"x": mpmath.mpf(at)}).value(term)
        assert abs(float(true) - float(found)) < 1e-12


@pytest.mark.parametrize("op", [*DEFINITIONS])
def test_pictures_and_samples_of_what_is_defined(op: str) -> None:
    points = [-800.0, -3.0, -0.5, 0.0, 0.25, 2.0, 800.0]
    for at, found in zip(points, evaluate(Term(op, (x,)), {"x": points})):
        with mpmath.workdps(400):
            true = World(CONTEXT, {"x": mpmath.mpf(at)}).value(Term(op, (x,)))
        assert abs(float(true) - float(found)) <= 1e-12 * (1 + abs(float(true)))


def test_spellings_are_those_of_one_operator() -> None:
    spellings = [spelling for row in SHOWN.values() for spelling in row.asked]
    assert len(set(spellings)) == len(spellings)


def test_names_are_taken_from_libraries_when_they_are_needed() -> None:
    code = (
        "import sys; import symattn.display.shown_operators; "
        "print({'numpy', 'sympy', 'flint'} & sys.modules.keys())"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
