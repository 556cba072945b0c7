"""How the cost of a limit grows.

Cells and time for a softmax weight over free scores, over numeric scores, and with sums in an
exponent.

    python benchmarks/limit_growth.py [--plot growth.svg]

"×" is the time as a multiple of the first row's, in the same run; cells (leaves of the certificate)
and bytes do not depend on the machine.  For 3^(k−1) cells one after the other, as many as there are
orders with ties, see the last column.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from typing import Any

from symattn.language import Context, Scalar, Term, number
from symattn.search.cases.limit_table import table_of
from symattn.search.clock import now

RUNS = 3
B = Term("scalar", ("b",))


def leaves(node: Any) -> int:
    if node.get("rule") == "largest":
        return sum(leaves(n) for n in node["branches"])
    return (
        sum(leaves(node[k]) for k in ("positive", "zero", "negative"))
        if node.get("rule") == "split"
        else 1
    )


def weight(scores: list[Term], below: list[Term]) -> Term:
    powers = [Term("exp", (Term("*", (s, B)),)) for s in scores]
    return Term(
        "/",
        (powers[0], Term("+", (*powers, *below)) if len(powers) + len(below) > 1 else powers[0]),
    )


def log_sum(scores: list[Term]) -> Term:
    powers = [Term("exp", (Term("*", (s, B)),)) for s in scores]
    return Term("/", (Term("log", (Term("+", tuple(powers)),)), B))


def measured(term: Term, names: list[str]) -> tuple[float, int, int, int]:
    context = Context(
        scalars=(Scalar("b"), *(Scalar(k) for k in names), Scalar("n", True)),
        facts=(Term(">", (B, number(0))), Term("≥", (Term("scalar", ("n",)), number(2)))),
        limit=("b",),
    )  # fmt: skip
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        table = table_of(context, term, now() + 60)
        times.append(time.perf_counter() - start)
    assert table.complete, term
    ((_, certificate),) = table.proofs
    return (
        statistics.median(times),
        leaves(certificate["proof"]),
        len(json.dumps(certificate)),
        len(table.rows),
    )


def families() -> dict[str, list[tuple[int, Term, list[str], str]]]:
    names = [f"x_{{{k}}}" for k in range(1, 13)]
    free = [Term("scalar", (k,)) for k in names]
    n_2 = [Term("scalar", ("n",)), Term("neg", (number(2),))]
    numeric = {k: [number(1 + j * 7 % k) for j in range(k)] for k in (2, 5, 10, 20, 50, 100, 200)}
    return {
        "softmax weight, k free scores": [
            (k, weight(free[:k], []), names[:k], f"{3 ** (k - 1):,}")
            for k in (2, 3, 4, 6, 8, 10, 12)
        ],
        "the same with n − 2 scores 0": [
            (k, weight(free[:k], n_2), names[:k], f"{3**k:,}") for k in (1, 2, 3, 4, 6, 8, 10)
        ],
        "log-sum-exp, k free scores": [
            (k, log_sum(free[:k]), names[:k], f"{3 ** (k - 1):,}") for k in (2, 3, 4, 6, 8, 10, 12)
        ],
        "softmax weight, k numeric scores": [
            (k, weight(s, []), [], "1") for k, s in numeric.items()
        ],
        "a sum of k parameters in one exponent": [
            (
                k,
                weight([Term("+", tuple(free[:k])) if k > 1 else free[0]], [number(1)]),
                names[:k],
                "3",
            )
            for k in range(1, 7)
        ],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plot", metavar="FILE.svg")
    chosen = parser.parse_args()
    measured(*families()["softmax weight, k free scores"][0][1:3])
    curves: dict[str, list[tuple[int, float]]] = {}
    for name, rows in families().items():
        print(
            f"\n{name}\n{'k':>5} {'ms':>8} {'×':>6} {'cells':>6} {'cases':>6} {'KiB':>6}   "
            "orders with ties"
        )
        first = 0.0
        for k, term, names, cells in rows:
            took, count, size, cases = measured(term, names)
            first = first or took
            print(
                f"{k:>5} {1000 * took:>8.1f} {took / first:>6.1f} {count:>6} {cases:>6} "
                f"{size / 1024:>6.1f}   {cells}"
            )
            curves.setdefault(name, []).append((k, 1000 * took))
    if chosen.plot:
        with open(chosen.plot, "w", encoding="utf-8") as file:
            file.write(plot(curves))


def plot(curves: dict[str, list[tuple[int, float]]]) -> str:
    """A plot of time against k, both axes logarithmic, as SVG."""
    from math import log10

    colours = ["#1b6ca8", "#b3541e", "#2e7d32", "#6a1b9a", "#5d4037"]
    x = lambda k: 60 + 250 * log10(k)  # noqa: E731
    y = lambda ms: 300 - 80 * log10(ms)  # noqa: E731
    parts = [
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 340" '
            'font-family="sans-serif" font-size="12"><rect width="960" height="340" '
            'fill="white"/>'
        )
    ]
    parts += [
        (
            f'<line x1="60" x2="640" y1="{y(m):.0f}" y2="{y(m):.0f}" stroke="#ddd"/><text x="52" '
            f'y="{y(m) + 4:.0f}" text-anchor="end">{m} ms</text>'
        )
        for m in (1, 10, 100, 1000)
    ]
    parts += [
        f'<text x="{x(k):.0f}" y="325" text-anchor="middle">{k}</text>'
        for k in (1, 2, 5, 10, 20, 50, 100, 200)
    ]
    for number_, (name, points) in enumerate(curves.items()):
        line = " ".join(f"{x(k):.1f},{y(ms):.1f}" for k, ms in points)
        parts.append(
            f'<polyline points="{line}" fill="none" stroke="{colours[number_]}" stroke-width="2"/>'
        )
        parts.append(
            f'<text x="660" y="{60 + 24 * number_}" fill="{colours[number_]}">{name}</text>'
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
