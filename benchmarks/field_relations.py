"""Relations as pages about attention write them, true and false by construction.

Each kind is a lemma with its scores written out (so that systems without families can be asked),
for several numbers of scores and scales, and beside every true relation a false one: a slip in it.
In the syntax of `symattn ask`: (kind, relation, declarations, facts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

Relation = tuple[str, list[str], list[str]]
Pair = tuple[Relation, Relation]


def _x(n: int, name: str = "x") -> list[str]:
    return [f"{name}{k}" for k in range(1, n + 1)]


def _reals(*names: str) -> list[str]:
    return [f"{name}: real" for name in names]


def _exp(names: list[str], scale: int = 1, add: str = "") -> list[str]:
    return [f"exp({scale}*{name}{add})" if scale != 1 else f"exp({name}{add})" for name in names]


def _total(terms: list[str]) -> str:
    return "(" + " + ".join(terms) + ")"


def _p(n: int, k: int = 1, scale: int = 1) -> str:
    terms = _exp(_x(n), scale)
    return f"({terms[k - 1]}/{_total(terms)})"


def _top(n: int) -> str:
    return f"max({', '.join(_x(n))})"


def _both(declared: list[str], facts: list[str], true: str, false: str) -> Pair:
    return (true, declared, facts), (false, declared, facts)


def shift(n: int, s: int) -> Pair:
    moved = _exp(_x(n), s, " + t")
    return _both(
        _reals(*_x(n), "t"), [], f"{moved[0]}/{_total(moved)} == {_p(n, 1, s)}",
        f"{moved[0]}/{_total(moved)} == {_p(n, 1, s + 1)}",
    )  # fmt: skip


def ratio(n: int, s: int) -> Pair:
    return _both(
        _reals(*_x(n)), [], f"{_p(n, 1, s)}/{_p(n, 2, s)} == exp({s}*(x1 - x2))",
        f"{_p(n, 1, s)}/{_p(n, 2, s)} == exp({s}*(x2 - x1))",
    )  # fmt: skip


def own_slope(n: int, s: int) -> Pair:
    p = _p(n, 1, s)
    return _both(
        _reals(*_x(n)), [], f"diff({p}, x1) == {s}*{p}*(1 - {p})",
        f"diff({p}, x1) == {s}*{p}*(1 + {p})",
    )  # fmt: skip


def cross_slope(n: int, s: int) -> Pair:
    p, q = _p(n, 1, s), _p(n, 2, s)
    return _both(
        _reals(*_x(n)), [], f"diff({p}, x2) == -{s}*{p}*{q}", f"diff({p}, x2) == {s}*{p}*{q}"
    )


def sum_is_one(n: int, s: int) -> Pair:
    total = " + ".join(_p(n, k, s) for k in range(1, n + 1))
    return _both(_reals(*_x(n)), [], f"{total} == 1", f"{total} == {n}")


def below_one(n: int, s: int) -> Pair:
    return _both(_reals(*_x(n)), [], f"{_p(n, 1, s)} < 1", f"{_p(n, 1, s)} < 1/2")


def above_zero(n: int, s: int) -> Pair:
    return _both(_reals(*_x(n)), [], f"{_p(n, 1, s)} > 0", f"{_p(n, 1, s)} > 1/{2 * n}")


def quarter(n: int, s: int) -> Pair:
    p = _p(n, 1, s)
    return _both(_reals(*_x(n)), [], f"{p}*(1 - {p}) <= 1/4", f"{p}*(1 - {p}) <= 1/5")


def largest_term(n: int, s: int) -> Pair:
    total = _total(_exp(_x(n), s))
    return _both(
        _reals(*_x(n)), [], f"exp({s}*{_top(n)}) <= {total}", f"{total} <= exp({s}*{_top(n)})"
    )


def n_times_the_largest(n: int, s: int) -> Pair:
    total = _total(_exp(_x(n), s))
    return _both(
        _reals(*_x(n)), [], f"{total} <= {n}*exp({s}*{_top(n)})",
        f"{total} <= {n - 1}*exp({s}*{_top(n)})",
    )  # fmt: skip


def lse_above(n: int, s: int) -> Pair:
    lse = f"log({_total(_exp(_x(n), s))})/{s}"
    return _both(_reals(*_x(n)), [], f"{_top(n)} < {lse}", f"{lse} <= {_top(n)}")


def lse_below(n: int, s: int) -> Pair:
    lse = f"log({_total(_exp(_x(n), s))})/{s}"
    return _both(
        _reals(*_x(n)), [], f"{lse} <= {_top(n)} + log({n})/{s}",
        f"{lse} <= {_top(n)} + log({n})/{2 * s}",
    )  # fmt: skip


def variance(n: int, s: int) -> Pair:
    v = _x(n, "v")
    p = [_p(n, k + 1, s) for k in range(n)]
    squares = " + ".join(f"{w}*{y}**2" for w, y in zip(p, v))
    mean = " + ".join(f"{w}*{y}" for w, y in zip(p, v))
    return _both(
        _reals(*_x(n), *v), [], f"{squares} - ({mean})**2 >= 0", f"{squares} - ({mean})**2 <= 0"
    )


def jensen(n: int, s: int) -> Pair:
    w, v = _x(n, "w"), _x(n, "v")
    facts = [f"{' + '.join(w)} == 1"]
    squares = " + ".join(f"{a}*{b}**2" for a, b in zip(w, v))
    mean = " + ".join(f"{a}*{b}" for a, b in zip(w, v))
    declared = [f"{a}: nonnegative" for a in w] + _reals(*v)
    return _both(declared, facts, f"({mean})**2 <= {squares}", f"({mean})**2 >= {squares}")


def middle(n: int, s: int) -> Pair:
    left = f"exp({s}*(x1 + x2)/2)"
    right = f"(exp({s}*x1) + exp({s}*x2))/2"
    return _both(_reals("x1", "x2"), [], f"{left} <= {right}", f"{left} >= {right}")


def online(n: int, s: int) -> Pair:
    m, d = _x(n, "m"), _x(n, "d")
    top = f"max({', '.join(m)})"
    parts = [f"{y}*exp({s}*({k} - {top}))" for k, y in zip(m, d)]
    whole = " + ".join(f"{y}*exp({s}*{k})" for k, y in zip(m, d))
    declared = _reals(*m) + [f"{y}: positive" for y in d]
    right = f"({whole})*exp(-{s}*{top})"
    return _both(
        declared, [], f"{' + '.join(parts)} == {right}",
        f"{' + '.join([d[0], *parts[1:]])} == {right}",
    )  # fmt: skip


def lse_gradient(n: int, s: int) -> Pair:
    whole = _total([f"exp(b*{y})" for y in _x(n)])
    left, right = f"diff(log({whole})/b, x1)", f"exp(b*x1)/{whole}"
    return _both(
        [*_reals(*_x(n)), "b: positive"], [], f"{left} == {right}", f"{left} == {s + 1}*b*{right}"
    )


def loss(n: int, s: int) -> Pair:
    left = f"diff(log({_total(_exp(_x(n), s))}) - {s}*x1, x1)"
    p = _p(n, 1, s)
    return _both(_reals(*_x(n)), [], f"{left} == {s}*({p} - 1)", f"{left} == {s}*({p} + 1)")


def entropy(n: int, s: int) -> Pair:
    p = [_p(n, k + 1, s) for k in range(n)]
    left = "-(" + " + ".join(f"{w}*log({w})" for w in p) + ")"
    mean = " + ".join(f"{w}*{y}" for w, y in zip(p, _x(n)))
    whole = f"log({_total(_exp(_x(n), s))})"
    return _both(
        _reals(*_x(n)), [], f"{left} == {whole} - {s}*({mean})", f"{left} == {whole} + {s}*({mean})"
    )


def logistic(n: int, s: int) -> Pair:
    return _both(
        _reals("x1"), [], f"1/(1 + exp({n * s}*x1)) == 1 - 1/(1 + exp(-{n * s}*x1))",
        f"1/(1 + exp({n * s}*x1)) == 1/(1 + exp(-{n * s}*x1)) - 1",
    )  # fmt: skip


def tangent(n: int, s: int) -> Pair:
    return _both(
        _reals("x1"), [], f"exp({n * s}*x1) >= 1 + {n * s}*x1", f"exp({n * s}*x1) > 1 + {n * s}*x1"
    )


def log_below(n: int, s: int) -> Pair:
    return _both(
        ["x1: positive"], [], f"log({n}*x1) <= {n}*x1 - 1", f"log({n}*x1) <= {n}*x1 - 1 - 1/{9 * s}"
    )


def gap(n: int, s: int) -> Pair:
    facts = [f"x1 >= {y} + g" for y in _x(n)[1:]]
    p, declared = _p(n, 1, s), [*_reals(*_x(n)), "g: positive"]
    return _both(
        declared, facts, f"{p} >= 1/(1 + {n - 1}*exp(-{s}*g))",
        f"{p} >= 1/(1 + {n - 1}*exp(-{2 * s}*g))",
    )  # fmt: skip


def bounded(n: int, s: int) -> Pair:
    facts = [f"{sign}{y} <= M" for y in _x(n) for sign in ("", "-")]
    p, declared = _p(n, 1, s), [*_reals(*_x(n)), "M: positive"]
    return _both(declared, facts, f"{p} <= exp({2 * s}*M)/{n}", f"{p} <= exp({s}*M)/{n + 1}")


def root(n: int, s: int) -> Pair:
    squares, scaled = (
        " + ".join(f"{r}{y}{t}**2" for y in _x(n)) for r, t in (("", ""), ("(r*", ")"))
    )
    declared, facts = [*_reals(*_x(n)), "r: positive"], ["x1 > 0"]
    left, right = f"r*x1/sqrt({scaled})", f"x1/sqrt({squares})"
    return _both(declared, facts, f"{left} == {right}", f"{left} == {s + 1}*r*{right}")


def cauchy(n: int, s: int) -> Pair:
    y = _x(n, "y")
    dot = " + ".join(f"{a}*{b}" for a, b in zip(_x(n), y))
    left, right = (" + ".join(f"{a}**2" for a in names) for names in (_x(n), y))
    return _both(
        _reals(*_x(n), *y), [], f"({dot})**2 <= ({left})*({right})",
        f"({dot})**2 >= ({left})*({right})",
    )  # fmt: skip


def kernel(n: int, s: int) -> Pair:
    y = _x(n, "y")
    dot = " + ".join(f"{a}*{b}" for a, b in zip(_x(n), y))
    norms = " + ".join(f"{a}**2" for a in (*_x(n), *y))
    apart = " + ".join(f"({a} - {b})**2" for a, b in zip(_x(n), y))
    return _both(
        _reals(*_x(n), *y), [],
        f"exp({s}*({dot})) == exp({s}*({norms})/2)*exp(-{s}*({apart})/2)",
        f"exp({s}*({dot})) == exp({s}*({norms})/2)*exp(-{s}*({apart}))",
    )  # fmt: skip


KINDS: dict[str, tuple[Callable[[int, int], Pair], ...]] = {
    "identities": (shift, ratio, sum_is_one, logistic, kernel),
    "slopes": (own_slope, cross_slope, lse_gradient, loss),
    "weights": (below_one, above_zero, quarter, gap, bounded),
    "largest, log-sum-exp": (
        largest_term, n_times_the_largest, lse_above, lse_below, online, entropy,
    ),
    "convexity": (variance, jensen, middle, tangent, log_below, cauchy),
    "roots": (root,),
}  # fmt: skip
SHAPES = ((2, 1), (3, 1), (2, 2), (4, 1), (3, 2))


def relations(wanted: int = 110) -> Iterator[tuple[str, bool, Relation]]:
    """(kind, truth, relation): as many true ones as are wanted, each with its slip."""
    count = 0
    for n, s in SHAPES:
        for kind, makers in KINDS.items():
            for make in makers:
                if count == wanted:
                    return
                true, false = make(n, s)
                yield kind, True, true
                yield kind, False, false
                count += 1
