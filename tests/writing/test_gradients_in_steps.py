"""gradient(f, x) in derivations: steps along any direction, with letters of their own."""

from __future__ import annotations

from typing import Any

import pytest
from sympy import exp, log

from symattn.checking.deciding import decide
from symattn.language import plain
from symattn.writing.derivation import Derivation
from symattn.writing.expressions import IDENTITY, expectation, gradient, norm, outer
from symattn.writing.step import AuthoringError


def verdicts(body: Any) -> list[str]:
    context, steps = Derivation("tried", "", "", body).steps()
    return [decide(step.claim(context), 10).status for step in steps]


def refusal(body: Any) -> str:
    with pytest.raises(AuthoringError) as found:
        Derivation("tried", "", "", body).steps()
    return str(found.value)


def test_a_step_of_learning_is_linear_attention() -> None:
    def page(d: Any) -> None:
        n = d.integer("n", at_least=1)
        over = d.index_set(n, "a")
        x, y, W, z = d.vectors("x", over), d.vectors("y", over), d.matrix("W"), d.vector("z")
        t = d.real("t", positive=True)
        loss = d.sum(over, lambda j: (W @ x[j] - y[j]) @ (W @ x[j] - y[j])) / (2 * n)
        slope = d.sum(over, lambda j: outer(W @ x[j] - y[j], x[j])) / n
        attended = (t / n) * d.sum(over, lambda j: (x[j] @ z) * (y[j] - W @ x[j]))
        d.step(gradient(loss, W), "=", slope)
        d.step((W - t * gradient(loss, W)) @ z, "=", W @ z + attended)
        d.step(gradient(loss, W), "=", d.sum(over, lambda j: outer(x[j], W @ x[j] - y[j])) / n)
        d.step((W - t * gradient(loss, W)) @ z, "=", W @ z - attended)
        d.step(gradient(loss, W), "=", n * slope)

    assert verdicts(page) == ["proved", "proved", "refuted", "refuted", "refuted"]


def test_the_gradient_of_log_sum_exp_is_attention() -> None:
    def page(d: Any) -> None:
        over = d.index_set(d.integer("n", at_least=1), "a")
        x, z, b = d.vectors("x", over), d.vector("z"), d.real("b", positive=True)
        total = d.define("Z", d.sum(over, lambda j: exp(b * (x[j] @ z))))
        p = d.define_family("p", over, lambda j: exp(b * (x[j] @ z)) / total)
        d.step(gradient(log(total) / b, z), "=", d.sum(over, lambda j: p[j] * x[j]))
        d.step(gradient(log(total), z), "=", d.sum(over, lambda j: p[j] * x[j]))

    assert verdicts(page) == ["proved", "refuted"]


def test_second_gradients_and_their_directions() -> None:
    def page(d: Any) -> None:
        w, z, v = d.vector("w"), d.vector("z"), d.vector("v")
        d.step(gradient(exp(w @ z), w) @ v, "=", exp(w @ z) * (z @ v))
        d.step(gradient(gradient(exp(w @ z), w) @ v, w), "=", exp(w @ z) * (z @ v) * z)
        d.step(gradient(gradient(exp(w @ z), w) @ v, w), "=", exp(w @ z) * (z @ v) * v)

    assert verdicts(page) == ["proved", "proved", "conditional"]  # if v = z


def test_what_is_known_of_the_variable_is_known_beside_it() -> None:
    def page(d: Any) -> None:
        x, a = d.vector("x"), d.vector("a")
        d.fact(x @ a, ">", 0)
        d.fact(norm(x), ">", 0)
        d.step(gradient(log(x @ a), x), "=", a / (x @ a))
        d.step(gradient(norm(x), x), "=", x / norm(x))
        d.step(gradient(log(x @ a), x), "=", x / (x @ a))
        d.step(x @ x, ">", 0)

    assert verdicts(page) == ["proved", "proved", "refuted", "proved"]


def test_an_equation_about_the_variable_does_not_make_it_constant() -> None:
    def page(d: Any) -> None:
        x = d.vector("x")
        d.fact(x @ x, "=", 1)
        d.step(gradient(x @ x, x), "=", 0 * x)

    assert verdicts(page) == ["refuted"]


def test_letters_of_the_page_are_not_taken() -> None:
    def page(d: Any) -> None:
        x, u, t = d.vector("x"), d.vector("u"), d.real("t")
        d.step(gradient(t * (x @ u), x), "=", t * u)
        d.step(gradient(t * (x @ u), x), "=", u)

    _, steps = Derivation("tried", "", "", page).steps()
    assert plain(steps[0].goal) == "∂(t (x + r w)·u)/∂r = (t u)·w"
    assert verdicts(page)[0] == "proved" != verdicts(page)[1]


@pytest.mark.parametrize(
    "written",
    [
        lambda x, a: (norm(gradient(x @ a, x)), "=", norm(a)),
        lambda x, a: (gradient(x @ x, x) @ x, "=", 2 * (x @ x)),
        lambda x, a: (gradient(x @ a, x), "->", a),
        lambda x, a: (exp(gradient(x @ a, x) @ a), "=", exp(a @ gradient(x @ a, x) / (x @ a)) ** 0),
    ],
)
def test_elsewhere_a_gradient_is_refused_or_said_along_what_stands_there(written: Any) -> None:
    def page(d: Any) -> None:
        d.step(*written(d.vector("x"), d.vector("a")))

    try:
        assert "proved" not in verdicts(page)
    except AuthoringError as error:
        assert "gradient" in str(error)


def test_a_gradient_by_what_is_no_free_vector_is_refused() -> None:
    def by_a_number(d: Any) -> None:
        d.step(gradient(d.vector("x") @ d.vector("a"), d.real("t")), "=", 0)

    def of_a_vector(d: Any) -> None:
        x = d.vector("x")
        d.step(gradient(x, x), "=", x)

    def of_a_law(d: Any) -> None:
        x, a = d.vector("x"), d.vector("a")
        z = d.normal_vector("z", x, IDENTITY)
        d.step(gradient(expectation(z @ a), x), "=", 0 * a)

    def by_a_random_one(d: Any) -> None:
        z = d.normal_vector("z", 0 * d.vector("x"), IDENTITY)
        d.step(gradient(z @ z, z), "=", 2 * z)

    assert "by a number" in refusal(by_a_number)
    assert "a gradient is of a number" in refusal(of_a_vector)
    assert "law" in refusal(of_a_law)
    assert "random" in refusal(by_a_random_one)
