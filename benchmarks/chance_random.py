"""Random integrands: every enclosure of the oracle beside mpmath.quad at 30 digits.

    python benchmarks/chance_random.py [how many] [seed]

mpmath proves nothing, so a disagreement is printed and looked at by hand.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from fractions import Fraction
from pathlib import Path
from typing import Any

import mpmath

sys.path.insert(0, str(Path(__file__).parent.parent))
from symattn.oracles import Gaussian, Refused, expectation, probability  # noqa: E402
from tests.oracles.written import branches, number, term  # noqa: E402


def constant(r: random.Random) -> str:
    return r.choice(["1", "2", "3", "1/2", "1/3", "-1", "5/7", "-2", "4", "10"])


def term_text(r: random.Random, depth: int) -> str:
    if depth == 0:
        return r.choice(
            ["g", "g", "g", f"({constant(r)})", f"({constant(r)})*g", f"(g - {constant(r)})"]
        )
    a, b = term_text(r, depth - 1), term_text(r, depth - 1)
    return r.choice([
        f"({a} + {b})", f"({a})*({b})", f"({a} - {b})", f"sigmoid({a})",
        f"sigmoid({constant(r)}*({a}))", f"tanh({a})", f"abs({a})", f"max({a}, {b})",
        f"min({a}, {b})",
        f"relu({a})", f"exp({a})/(exp({a}) + exp({b}) + 1)", f"log(1 + exp({a}))", f"exp({a})",
        f"exp(-abs({a}))", f"({a})/(1 + ({b})**2)", f"sqrt(1 + ({a})**2)", f"({a})**2",
        f"cases({a} < {b}, {a}, {a} >= {b}, sigmoid({b}))",
        f"count({a} < {b}, {a} > {constant(r)})", f"log(2 + tanh({a}))", f"sqrt(abs({a}))",
        f"1/({a})", f"log({a})",
        f"({a})/({b})", f"(1 + exp({a}))**({r.choice(['-1', '-3/2', '1/2', '-2'])})",
    ])  # fmt: skip


def by_mpmath(text: str, law: Gaussian) -> tuple[Any, Any]:
    """The value and an estimate of its error.

    Cut where a max, an absolute value or a comparison takes another branch (found by bisection of
    the branches taken), then mpmath.quad on panels that are halved until both halves agree with the
    whole.
    """
    s = mpmath.sqrt(mpmath.mpf(law.variance.numerator) / law.variance.denominator)
    m = mpmath.mpf(law.mean.numerator) / law.mean.denominator

    def f(z: Any) -> Any:
        return number(text, g=m + s * z) * mpmath.exp(-z * z / 2) / mpmath.sqrt(2 * mpmath.pi)

    def panel(a: Any, b: Any) -> Any:
        return mpmath.quad(f, [a, b], method="gauss-legendre", maxdegree=3)

    grid = [mpmath.mpf(k) / 40 + mpmath.mpf(1) / 997 for k in range(-1200, 1200)]
    cuts = [mpmath.mpf(k) for k in range(-30, 31)]
    for a, b in zip(grid, grid[1:]):
        if (left := branches(text, m + s * a)) != branches(text, m + s * b):
            for _ in range(110):
                c = (a + b) / 2
                a, b = (c, b) if branches(text, m + s * c) == left else (a, c)
            cuts.append(a)
    cuts.sort()
    todo = [(a, b, panel(a, b)) for a, b in zip(cuts, cuts[1:]) if b > a]
    total = error = mpmath.mpf(0)
    while todo:
        a, b, whole = todo.pop()
        c = (a + b) / 2
        left, right = panel(a, c), panel(c, b)
        if (change := abs(left + right - whole)) < mpmath.mpf(10) ** -22 * (
            1 + abs(total)
        ) or b - a < mpmath.mpf(2) ** -40:
            total += left + right
            error += change
        else:
            todo += [(a, c, left), (c, b, right)]
    return total, error


def main(count: int, seed: int) -> None:
    r = random.Random(seed)
    tally: Counter[str] = Counter()
    times = []
    mpmath.mp.dps = 30
    while sum(tally.values()) < count:
        text = term_text(r, r.choice([1, 2, 2, 3]))
        law = Gaussian(
            Fraction(r.choice([0, 1, -1, 3])) / r.choice([1, 2, 3]),
            Fraction(r.choice(["1/2", "1", "2", "1/10", "9"])),
        )
        if "g" not in text.replace("sig", "").replace("log", ""):
            continue
        event = r.random() < 0.2
        asked = f"({text}) < {constant(r)}" if event else text
        start = time.perf_counter()
        try:
            found = (probability if event else expectation)(term(asked), {"g": law})
        except Refused as error:
            tally["refused"] += 1
            print(
                f"refused  {asked}   {law.mean} {law.variance}: {error}  "
                f"({1000 * (time.perf_counter() - start):.0f} ms)"
            )
            continue
        took = time.perf_counter() - start
        times.append(took)
        try:
            value, spread = by_mpmath(f"count({asked})" if event else asked, law)
        except Exception as error:
            tally["mpmath failed"] += 1
            print(f"mpmath   {asked}: {error!r}")
            continue
        low, high = (mpmath.mpf(x.numerator) / x.denominator for x in (found.low, found.high))
        slack = 10 * spread + mpmath.mpf(10) ** -25 * (1 + abs(value))
        ok = low - slack <= value <= high + slack
        wide = found.radius > Fraction(1, 10**15) * max(abs(found.middle), Fraction(1, 10**6))
        tally["agrees" if ok and not wide else "agrees, wide" if ok else "DISAGREES"] += 1
        if not ok or wide or took > 0.1:
            print(
                f"{'ok, slow or wide' if ok else 'DISAGREES'}  {asked}   {law.mean} "
                f"{law.variance}: {found.decimal(15)} mpmath {mpmath.nstr(value, 15)} ± "
                f"{mpmath.nstr(spread, 3)}  ({1000 * took:.0f} ms)"
            )
    times.sort()
    print(
        dict(tally),
        (
            f"median {1000 * times[len(times) // 2]:.1f} ms, 90 %: "
            f"{1000 * times[int(0.9 * len(times))]:.1f} ms, worst {1000 * times[-1]:.0f} ms"
        ),
    )


if __name__ == "__main__":
    main(
        int(sys.argv[1]) if len(sys.argv) > 1 else 60, int(sys.argv[2]) if len(sys.argv) > 2 else 1
    )
