"""Matrices that are sums of outer products, as in linear attention: S = Σ_j v_j k_jᵀ applied to a
vector, beside the false lines that a rule for them might prove."""

from __future__ import annotations

import random
from collections.abc import Callable
from fractions import Fraction

import pytest

from symattn.checking.lanes import check
from symattn.kernel import FORMAT, KERNEL, Rejected
from symattn.kernel.checker import replay
from symattn.search.failures.models import points
from symattn.search.plain_data import point_to_json
from symattn.writing.derivation import derivation
from symattn.writing.expressions import outer

Column = list[Fraction]


class Numbers:
    """The same formulas with numbers: k, v, q, r, a member, sums, outer products, S."""

    def __init__(self, seed: int) -> None:
        rng = random.Random(seed)
        self.n, self.d = rng.randint(1, 4), rng.randint(1, 3)

        def column() -> Column:
            return [Fraction(rng.randint(-3, 3), rng.randint(1, 2)) for _ in range(self.d)]

        self.k, self.v = [[column() for _ in range(self.n)] for _ in "kv"]
        self.q, self.r = column(), column()

    def dot(self, x: Column, y: Column) -> Fraction:
        return sum((a * b for a, b in zip(x, y)), Fraction(0))

    def times(self, c: Fraction, x: Column) -> Column:
        return [c * a for a in x]

    def plus(self, x: Column, y: Column) -> Column:
        return [a + b for a, b in zip(x, y)]

    def sum(self, of: Callable[[int], Column]) -> Column:
        total = [Fraction(0)] * self.d
        for j in range(self.n):
            total = self.plus(total, of(j))
        return total

    def S(self, x: Column) -> Column:
        return self.sum(lambda j: self.times(self.dot(self.k[j], x), self.v[j]))


def lines(d):  # type: ignore[no-untyped-def]
    """Each with its name, for a derivation."""
    n = d.integer("n", at_least=1)
    T = d.index_set(n, "a")
    (a,) = T
    k, v = d.vectors("k", T), d.vectors("v", T)
    q, r = d.vector("q"), d.vector("r")
    S = d.define("S", d.sum(T, lambda j: outer(v[j], k[j])))
    weighted = d.sum(T, lambda j: (q @ k[j]) * v[j])
    return {
        "as a sum": (S @ q, weighted),
        "linear": (S @ (2 * q - r), 2 * weighted - S @ r),
        "of a member": (S @ k[a], d.sum(T, lambda j: (k[a] @ k[j]) * v[j])),
        "a bilinear form": (r @ (S @ q), d.sum(T, lambda j: (k[j] @ q) * (r @ v[j]))),
        "a scaled sum": (d.sum(T, lambda j: 3 * outer(v[j], k[j])) @ q, 3 * weighted),
        "of a sum": (
            S @ d.sum(T, lambda j: k[j]),
            d.sum(T, lambda j: d.sum(T, lambda l: k[l] @ k[j]) * v[j]),
        ),
        # false
        "transposed": (S @ q, d.sum(T, lambda j: (q @ v[j]) * k[j])),
        "values alone": (S @ q, d.sum(T, lambda j: v[j])),
        "one sum for two": (S @ d.sum(T, lambda j: k[j]), d.sum(T, lambda j: (k[j] @ k[j]) * v[j])),
        "one member of it": (S @ k[a], (k[a] @ k[a]) * v[a]),
        "applied twice": (S @ (S @ q), d.sum(T, lambda j: ((k[j] @ q) * (k[j] @ v[j])) * v[j])),
        "member by member": (
            d.sum(T, lambda j: S @ k[j]),
            d.sum(T, lambda j: (k[j] @ k[j]) * v[j]),
        ),
        "the sums mixed up": (
            S @ d.sum(T, lambda j: k[j]),
            d.sum(T, lambda j: k[j] @ k[j]) * d.sum(T, lambda j: v[j]),
        ),
        "the unnamed members of two sums taken for the same": (
            S @ d.sum(T, lambda j: k[j]),
            d.sum(T, lambda j: (k[j] @ k[a]) * v[j])
            + d.sum(T, lambda j: k[j] @ k[a], without=(a,)) * v[a]
            + d.sum(T, lambda j: k[j] @ k[j], without=(a,))
            * d.sum(T, lambda j: v[j], without=(a,)),
        ),
        "not linear": (S @ (2 * q), S @ q),
        "another argument": (S @ q, S @ r),
        "the first left out": (S @ q, d.sum(T, lambda j: (q @ k[j]) * v[j], without=(a,))),
        "symmetric": (r @ (S @ q), q @ (S @ r)),
        "a mean for a sum": (S @ q, weighted / n),
    }


TRUE = {
    "as a sum": lambda x: (x.S(x.q), x.sum(lambda j: x.times(x.dot(x.q, x.k[j]), x.v[j]))),
    "linear": lambda x: (
        x.S(x.plus(x.times(2, x.q), x.times(-1, x.r))),
        x.plus(x.times(2, x.S(x.q)), x.times(-1, x.S(x.r))),
    ),
    "of a member": lambda x: (
        x.S(x.k[0]),
        x.sum(lambda j: x.times(x.dot(x.k[0], x.k[j]), x.v[j])),
    ),
    "a bilinear form": lambda x: (
        x.dot(x.r, x.S(x.q)),
        sum(x.dot(x.k[j], x.q) * x.dot(x.r, x.v[j]) for j in range(x.n)),
    ),
    "of a sum": lambda x: (
        x.S(x.sum(lambda j: x.k[j])),
        x.sum(lambda j: x.times(x.dot(x.sum(lambda l: x.k[l]), x.k[j]), x.v[j])),
    ),
    "a scaled sum": lambda x: (
        x.sum(lambda j: x.times(3 * x.dot(x.k[j], x.q), x.v[j])),
        x.times(3, x.S(x.q)),
    ),
}


NAMES: list[str] = []


@derivation("sums", title="", source="")
def written(d) -> None:  # type: ignore[no-untyped-def]
    NAMES[:] = []
    for name, (left, right) in lines(d).items():
        NAMES.append(name)
        d.step(left, "=", right)


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    checked = check(written)
    return dict(zip(NAMES, (s.verdict.status for s in checked.steps)))


@pytest.mark.parametrize("name", TRUE)
def test_what_is_linear_is_proved_and_true(found: dict[str, str], name: str) -> None:
    assert found[name] == "proved"
    for seed in range(25):
        left, right = TRUE[name](Numbers(seed))
        assert left == right, seed


def test_every_false_neighbour_is_refuted(found: dict[str, str]) -> None:
    rest = {name: status for name, status in found.items() if name not in TRUE}
    assert len(rest) == 13
    assert set(rest.values()) <= {"refuted", "conditional"}, rest


def test_the_kernel_itself_accepts_these_and_no_others() -> None:
    context, steps = written.steps()
    for name, step in zip(NAMES, steps):
        claim = step.claim(context)
        model = point_to_json(next(points(claim, False, 1)))
        certificate = {"format": FORMAT, "kernel": KERNEL, "model": model}
        certificate["proof"] = {"rule": "equality"}
        if name in TRUE:
            assert replay(claim, certificate).verdict == "proved"
        else:
            with pytest.raises(Rejected):
                replay(claim, certificate)


@derivation("a projection, tested", title="", source="")
def projection(d) -> None:  # type: ignore[no-untyped-def]
    n = d.integer("n", at_least=1)
    T = d.index_set(n, "a")
    (a,) = T
    u, c, w, h = d.orthonormal("u", T), d.scalars("c", T), d.vector("w"), d.vector("h")
    P = d.define("P", d.sum(T, lambda j: outer(u[j], u[j])))
    inside = d.sum(T, lambda j: c[j] * u[j])
    for left, right in (
        (P @ u[a], u[a]),
        (P @ inside, inside),
        (P @ (P @ w), P @ w),
        (h @ (P @ w), (P @ h) @ w),
        (u[a] @ (w - P @ w), 0),
    ):
        d.step(left, "=", right)
    for left, right in (
        (P @ w, w),
        (P @ inside, c[a] * u[a]),
        (P @ (P @ w), w),
        (h @ (P @ w), h @ w),
        (u[a] @ (h - P @ w), 0),
        (P @ (2 * w), P @ w),
    ):
        d.step(left, "=", right, expect="refuted")


def test_the_projection_on_orthonormal_vectors() -> None:
    """P = Σ_j u_j u_jᵀ, whose members and arguments share an index set."""
    for step in check(projection).steps:
        found = step.verdict.status
        assert found == "proved" if step.expect == "proved" else found in ("refuted", "conditional")


@derivation("leaving out", title="", source="")
def leaving_out(d) -> None:  # type: ignore[no-untyped-def]
    n = d.integer("n", at_least=1)
    T = d.index_set(n, "")
    c, v, k = d.scalars("c", T), d.vectors("v", T), d.vectors("k", T)

    def weighted(x):  # type: ignore[no-untyped-def]
        return d.sum(T, lambda j: d.sum(T, lambda l: c[l], without=(j,)) * x[j])

    V, K = d.sum(T, lambda j: v[j]), d.sum(T, lambda j: k[j])
    C = d.sum(T, lambda l: c[l])
    d.step(outer(C * V, K), "=", outer(V, C * K))
    d.step(outer(d.sum(T, lambda j: C * v[j]), K), "=", C * outer(V, K))
    for left, right in (
        (outer(weighted(v), V), outer(V, weighted(v))),
        (outer(weighted(v), K), outer(V, weighted(k))),
        (outer(d.sum(T, lambda j: c[j] * v[j]), K), outer(V, d.sum(T, lambda j: c[j] * k[j]))),
        (outer(weighted(v), K) - outer(V, weighted(k)), 0 * outer(V, K)),
    ):
        d.step(left, "=", right, expect="refuted")


def test_what_is_left_out_differs_from_member_to_member() -> None:
    """Σ_j (Σ_{l≠j} c_l) v_j (Σ_l k_l)ᵀ is not Σ_j v_j (Σ_l (Σ_{m≠l} c_m) k_l)ᵀ."""
    context, steps = leaving_out.steps()
    for step in steps:
        claim = step.claim(context)
        model = point_to_json(next(points(claim, False, 1)))
        certificate = {"format": FORMAT, "kernel": KERNEL, "model": model}
        certificate["proof"] = {"rule": "equality"}
        if step.expect == "proved":
            assert replay(claim, certificate).verdict == "proved"
        else:
            with pytest.raises(Rejected):
                replay(claim, certificate)
    for one in check(leaving_out).steps:
        assert (one.verdict.status == "proved") == (one.expect == "proved")


@derivation("empty", title="", source="")
def empty(d) -> None:  # type: ignore[no-untyped-def]
    n, m = d.integer("n", at_least=1), d.integer("m", at_least=0)
    A, B = d.index_set(n, "a"), d.index_set(m, "")
    (a,) = A
    k, _ = d.vectors("k", A), d.vectors("w", B)
    M, N = d.matrix("M"), d.matrix("N")
    d.step(M, "=", N)
    d.step(outer(k[a], k[a]), "=", 2 * outer(k[a], k[a]))
    d.step(m, ">=", 1)


def test_the_last_family_may_have_no_members() -> None:
    assert all(s.verdict.status in ("refuted", "conditional") for s in check(empty).steps)
