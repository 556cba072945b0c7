"""Expectations and probabilities.

Symattn's oracle beside sympy.stats, scipy.integrate.quad and mpmath.quad, on the same problems in
one run.

    python benchmarks/chance.py

Each system is asked as its manual shows: sympy.stats.E and P of Normal variables; quad of integrand
times density over the whole line, and dblquad or a double mpmath.quad over the plane.  An answer
comes with a claim of its error: the enclosure's radius, quad's own estimate, or 0 for a closed
form.  Right: the error is within the claim (for quad, or within 1e-12 of the value), and the claim
is below 1e-6 of the value.  Silently wrong: the error is larger than that.  Unevaluated: no answer,
a warning, an answer that still holds an integral, or a claim above 1e-6.  A system has 8 seconds
for a problem.
"""

from __future__ import annotations

import ast
import math
import statistics
import sys
import time
import warnings
from collections import Counter
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import mpmath
import numpy
import sympy
import sympy.stats
from scipy import integrate, special

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
from chance_problems import EVENT, LAWS, PROBLEMS, Problem  # noqa: E402

from symattn.checking.workers import Stopped, result  # noqa: E402
from symattn.oracles import Gaussian, Refused, expectation, probability  # noqa: E402
from tests.oracles.written import number, term  # noqa: E402

TIMEOUT = 8.0
CLAIM, FLOOR = mpmath.mpf(10) ** -6, mpmath.mpf(10) ** -12
VERDICTS = ("right", "silently wrong", "unevaluated", "timeout")
Answer = tuple[Any, Any]  # value, claimed error; (None, 0) for no answer


def oracle(problem: Problem, bits: int = 64) -> Answer:
    laws = {name: Gaussian(*law) for name, law in LAWS.items()}
    try:
        found = (probability if problem.kind == EVENT else expectation)(
            term(problem.text), laws, bits
        )
    except Refused:
        return None, 0
    return _mpf(found.middle), _mpf(found.radius)


def _mpf(x: Fraction) -> Any:
    return mpmath.mpf(x.numerator) / x.denominator


def reference(problem: Problem) -> Any:
    """The true value, to 50 digits."""
    if problem.closed is None:
        return oracle(problem, 200)[0]
    names = {
        n: getattr(mpmath, n)
        for n in ("exp", "log", "sqrt", "erf", "erfc", "ncdf", "npdf", "pi", "gamma", "mpf")
    }
    return +eval(problem.closed, {"__builtins__": {}}, names)


# ---- the others ----------------------------------------------------------------------------------


class _Exact(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.Call:
        return ast.Call(ast.Name("Integer", ast.Load()), [node], [])


def with_sympy(problem: Problem) -> Answer:
    """E or P of a sympy.stats expression; a condition with `and`, `or` as And, Or."""
    names: dict[str, Any] = {
        "exp": sympy.exp, "log": sympy.log, "sqrt": sympy.sqrt, "abs": sympy.Abs, "max": sympy.Max,
        "min": sympy.Min, "tanh": sympy.tanh, "Integer": sympy.Integer,
        "relu": lambda u: sympy.Max(u, 0), "sigmoid": lambda u: 1 / (1 + sympy.exp(-u)),
        "cases": lambda *c: sympy.Piecewise(*zip(c[1::2], c[::2])),
        "And": sympy.And, "Or": sympy.Or,
    }  # fmt: skip
    for name, (m, v) in LAWS.items():
        names[name] = sympy.stats.Normal(name, sympy.Rational(m), sympy.sqrt(sympy.Rational(v)))
    tree = ast.parse(problem.text, mode="eval")
    if isinstance(tree.body, ast.BoolOp):
        tree.body = ast.Call(
            ast.Name("And" if isinstance(tree.body.op, ast.And) else "Or", ast.Load()),
            tree.body.values,
            [],
        )
    asked = eval(
        compile(ast.fix_missing_locations(_Exact().visit(tree)), "problem", "eval"),
        {"__builtins__": {}},
        names,
    )
    found = (sympy.stats.P if problem.kind == EVENT else sympy.stats.E)(asked)
    if not isinstance(found, sympy.Expr) or found.has(
        sympy.Integral, sympy.stats.Expectation, sympy.stats.Probability, sympy.nan, sympy.oo
    ):
        return None, 0
    value = sympy.N(found, 60, maxn=5000)
    return (mpmath.mpf(str(value)), 0) if value.is_Float or value.is_Integer else (None, 0)


def with_scipy(problem: Problem) -> Answer:
    names: dict[str, Any] = {
        "exp": numpy.exp, "log": numpy.log, "sqrt": numpy.sqrt, "abs": abs, "max": max, "min": min,
        "tanh": numpy.tanh, "relu": lambda u: max(u, 0.0),
        "sigmoid": special.expit, "cases": lambda *c: next(v for k, v in zip(c[::2], c[1::2]) if k),
        "__builtins__": {},
    }  # fmt: skip
    code = compile(problem.text, "problem", "eval")

    def f(*values: float) -> float:
        density = 1.0
        for name, x in zip(problem.variables, values):
            m, v = map(float, LAWS[name])
            density *= math.exp(-((x - m) ** 2) / (2 * v)) / math.sqrt(2 * math.pi * v)
        return (
            float(eval(code, names, dict(zip(problem.variables, map(numpy.float64, values)))))
            * density
            if density
            else 0.0
        )

    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("error", integrate.IntegrationWarning)
        if len(problem.variables) == 1:
            value, claim = integrate.quad(f, -math.inf, math.inf)
        else:
            value, claim = integrate.dblquad(f, -math.inf, math.inf, -math.inf, math.inf)
    return (None, 0) if not math.isfinite(value) else (mpmath.mpf(value), mpmath.mpf(claim))


def with_mpmath(problem: Problem) -> Answer:
    text = (
        f"count({problem.text})"
        if problem.kind == EVENT and "and" not in problem.text and "or" not in problem.text
        else f"0 + ({problem.text})"
    )
    mpmath.mp.dps = 15

    def f(*values: Any) -> Any:
        at = dict(zip(problem.variables, values))
        density = mpmath.mpf(1)
        for name, x in at.items():
            m, v = map(_mpf, LAWS[name])
            density *= mpmath.exp(-((x - m) ** 2) / (2 * v)) / mpmath.sqrt(2 * mpmath.pi * v)
        return number(text, **at) * density

    value, claim = mpmath.quad(f, *[[-mpmath.inf, mpmath.inf]] * len(problem.variables), error=True)
    return value, claim


SYSTEMS: dict[str, Callable[[Problem], Answer]] = {
    "symattn": oracle,
    "sympy.stats": with_sympy,
    "scipy quad": with_scipy,
    "mpmath quad": with_mpmath,
}


def judged(answer: Answer, truth: Any) -> str:
    value, claim = answer
    if value is None:
        return "unevaluated"
    if claim > CLAIM * abs(truth):
        return "unevaluated"
    return "right" if abs(value - truth) <= max(claim, FLOOR * abs(truth)) else "silently wrong"


def asked(run: Callable[[Problem], Answer], problem: Problem) -> tuple[Answer | None, float]:
    """The answer and its time, in a worker that is stopped after TIMEOUT; None for a timeout."""

    def work() -> tuple[str, str, float] | None:
        start = time.perf_counter()
        try:
            value, claim = run(problem)
        except Exception:
            value, claim = None, 0
        took = time.perf_counter() - start
        with mpmath.workdps(60):
            return (
                "" if value is None else mpmath.nstr(value, 50),
                mpmath.nstr(mpmath.mpf(claim), 20),
                took,
            )

    found = result(work, TIMEOUT - 5)
    if isinstance(found, Stopped):
        return None, TIMEOUT
    value, claim, took = found
    return (mpmath.mpf(value) if value else None, mpmath.mpf(claim)), took


def main() -> None:
    mpmath.mp.dps = 60
    truths = {p: reference(p) for p in PROBLEMS}
    rows: dict[str, list[tuple[Problem, str, float]]] = {}
    for name, run in SYSTEMS.items():
        rows[name] = []
        for p in PROBLEMS:
            answer, took = asked(run, p)
            if name == "symattn":  # milliseconds: the median of three, in this process, counts
                times = []
                for _ in range(3):
                    start = time.perf_counter()
                    run(p)
                    times.append(time.perf_counter() - start)
                took = statistics.median(times)
            verdict = "timeout" if answer is None else judged(answer, truths[p])
            rows[name].append((p, verdict, took))
            if verdict == "silently wrong" or name == "symattn" and verdict != "right":
                assert answer is not None
                print(
                    f"{name}, {verdict}: {p.text}: "
                    f"{mpmath.nstr(answer[0], 15) if answer[0] is not None else '-'} claims "
                    f"{mpmath.nstr(answer[1], 3)}, true {mpmath.nstr(truths[p], 15)}"
                )
    print("\n| kind | problems | " + " | ".join(SYSTEMS) + " |")
    print("|---|---|" + "---|" * len(SYSTEMS))
    for kind in [*dict.fromkeys(p.kind for p in PROBLEMS), "all"]:
        cells = []
        for name in SYSTEMS:
            mine = [r for r in rows[name] if kind in (r[0].kind, "all")]
            tally = Counter(v for _, v, _ in mine)
            shown = ", ".join(
                f"{tally[v]} {'**silently wrong**' if v == 'silently wrong' else v}"
                for v in VERDICTS
                if tally[v]
            )
            cells.append(f"{shown}; {1000 * statistics.median(t for *_, t in mine):.1f} ms")
        print(
            f"| {kind} | {sum(kind in (p.kind, 'all') for p in PROBLEMS)} | "
            + " | ".join(cells)
            + " |"
        )


if __name__ == "__main__":
    main()
