"""What SymPy does with a defined term: it means it, or says in one line what to write.

It never takes it for a constant.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import sympy
from sympy import (
    Derivative,
    Integer,
    Matrix,
    Symbol,
    diff,
    exp,
    integrate,
    lambdify,
    limit,
    oo,
    series,
    solve,
)

from symattn.checking.lanes import check
from symattn.language import plain
from symattn.writing.derivation import Derivation
from symattn.writing.expressions import expectation, norm, term_of
from symattn.writing.step import AuthoringError

Made = Callable[[Any, Any, Any], Any]


def written(make: Callable[[dict[str, Any]], Any]) -> Derivation:
    """A derivation whose one line is that what `make` gives is 0."""

    def page(d: Any) -> None:
        n, beta = d.integer("n", at_least=2), d.real(r"\beta", positive=True)
        keys = d.index_set(n, "a b", rest="i")
        a, b, _ = keys
        k, v, x = d.orthonormal("k", keys), d.vectors("v", keys), d.scalars("x", keys)
        g = d.normal("g", 0, 1)
        q = d.define("q", beta * (k[a] + k[b]))
        alpha, c = d.attention(q, keys=k, values=v, over=keys)
        f = d.define("f", beta**2 + x[a])
        atoms = {
            "weight": alpha[a],
            "defined": f,
            "norm": norm(c),
            "dot": c @ v[a],
            "score": k[a] @ q,
            "mean": expectation(g * beta),
            "entry": x[a],
            "a weight's root": sympy.sqrt(alpha[a]),
        }
        d.step(make({**atoms, "beta": beta, "n": n}), "=", 0)

    return Derivation("sympy", "a title", "a test", page)


ATOMS = ("weight", "defined", "norm", "dot", "score", "mean")
LOOKS_INSIDE: dict[str, Made] = {
    "limit": lambda f, b, n: limit(f, b, oo),
    "limit, and more": lambda f, b, n: limit(f + 1 / b, b, oo) + 1,
    "limit at 0": lambda f, b, n: limit(f, b, 0),
    "its method": lambda f, b, n: f.limit(b, oo),
    "unevaluated": lambda f, b, n: sympy.Limit(f, b, oo),
    "subs": lambda f, b, n: (f + b).subs(b, 2),
    "subs in exp": lambda f, b, n: exp(2 * f).subs({b: Integer(2)}),
    "xreplace": lambda f, b, n: (f + b).xreplace({b: Integer(2)}),
    "replace": lambda f, b, n: (f + b).replace(b, Integer(2)),
    "integrate": lambda f, b, n: integrate(f, b),
    "from 0 to 1": lambda f, b, n: integrate(f + 1, (b, 0, 1)),
    "Integral": lambda f, b, n: sympy.Integral(f, (b, 0, 1)),
    "series": lambda f, b, n: series(f, b, 0, 3),
    "series of exp": lambda f, b, n: series(exp(f), b, 0, 3),
    "its own series": lambda f, b, n: f.series(b),
    "Sum": lambda f, b, n: sympy.Sum(f, (b, 1, 3)),
    "Sum, done": lambda f, b, n: sympy.Sum(f, (b, 1, 3)).doit(),
    "solve": lambda f, b, n: solve(f - 1, b)[0],
    "lambdify": lambda f, b, n: lambdify(b, f)(2),
    "lambdify, plainly": lambda f, b, n: lambdify(b, f + b, "math")(2),
    "evalf": lambda f, b, n: (f + b).evalf(subs={b: 2}),
    "Matrix": lambda f, b, n: Matrix([f, b]).subs(b, 1)[0],
    "Lambda": lambda f, b, n: sympy.Lambda(b, f)(2),
    "Piecewise": lambda f, b, n: sympy.Piecewise((f, b > 1), (1, True)),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOKS_INSIDE)
@pytest.mark.parametrize("atom", ATOMS)
def test_what_would_look_inside_is_refused(atom: str, name: str) -> None:
    with pytest.raises(AuthoringError, match="write|find") as error:
        written(lambda made: LOOKS_INSIDE[name](made[atom], made["beta"], made["n"])).steps()
    assert "\n" not in str(error.value)


MEANT: dict[str, tuple[Made, str]] = {
    "diff": (lambda f, b, n: diff(f, b), "∂({f})/∂β"),
    "its method": (lambda f, b, n: f.diff(b), "∂({f})/∂β"),
    "plus 1": (lambda f, b, n: diff(f, b) + 1, "∂({f})/∂β + 1"),
    "in a matrix": (lambda f, b, n: Matrix([f]).jacobian([b])[0], "∂({f})/∂β"),
    "unevaluated": (lambda f, b, n: Derivative(f, b), "∂({f})/∂β"),
    "twice": (lambda f, b, n: Derivative(f, (b, 2)), "∂(∂({f})/∂β)/∂β"),
    "twice, evaluated": (lambda f, b, n: diff(diff(f, b), b), "∂(∂({f})/∂β)/∂β"),
    "something put in for the whole": (lambda f, b, n: (f + 2 * b).subs(f, b), "β + 2 β"),
    "by another letter": (lambda f, b, n: (f + b).subs(Symbol("z"), 2), "{f} + β"),
}  # fmt: skip


@pytest.mark.parametrize("name", MEANT)
@pytest.mark.parametrize("atom", ATOMS)
def test_what_is_meant_is_written(atom: str, name: str) -> None:
    make, wanted = MEANT[name]
    seen: list[str] = []

    def made(atoms: dict[str, Any]) -> Any:
        shown = plain(term_of(atoms[atom]))
        seen.append(wanted.replace("{f}", shown))
        return make(atoms[atom], atoms["beta"], atoms["n"])

    goal = written(made).steps()[1][0].goal
    assert plain(goal.children[0]) in (seen[0], " + ".join(reversed(seen[0].split(" + "))))


def test_a_weight_is_no_constant() -> None:
    """∂α_a/∂β = (n − 2) e^β/(2e^β + n − 2)² is 0 for n = 2 only."""
    for make in (
        lambda made: diff(made["weight"], made["beta"]),
        lambda made: diff(made["weight"] + 1, made["beta"]),
    ):
        (step,) = check(written(make)).steps
        assert step.verdict.status in ("conditional", "refuted") and "∂(α_a" in plain(step.goal)


def test_a_family_s_members_are_free_of_other_letters() -> None:
    page = written(lambda made: diff(made["entry"], made["beta"]) + made["n"])
    assert plain(page.steps()[1][0].goal.children[0]) in ("0 + n", "n + 0")
    page = written(lambda made: diff(made["defined"], made["beta"]) - 2 * made["beta"])
    assert check(page).steps[0].verdict.status == "proved"


def test_a_size_is_something_that_a_sum_depends_on() -> None:
    with pytest.raises(AuthoringError, match="SymPy does not see what α_a is made of"):
        written(lambda made: made["weight"].subs(made["n"], 2)).steps()
    with pytest.raises(AuthoringError, match="an integer"):
        written(lambda made: diff(made["weight"], made["n"])).steps()


def test_sympys_own_troubles_come_with_a_hint() -> None:
    with pytest.raises(AuthoringError, match="write derivative"):
        written(
            lambda made: sympy.nsolve(made["beta"] - sympy.cos(made["beta"]) + Symbol("z"), 1)
        ).steps()
