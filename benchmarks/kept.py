"""Long derivations, and what is kept between two runs.  `python benchmarks/kept.py`

A derivation of 50, 100 and 200 steps is checked with an empty cache, again, and again with one step
changed; *looked for* counts the steps that were not found in the cache, which is what does not
depend on the machine.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = (50, 100, 200)
HEAD = """from sympy import exp
from symattn.writing.derivation import derivation
from symattn.writing.expressions import plus, quotient


@derivation("long", title="Many steps", source="made by benchmarks/kept.py")
def long(d):
    n = d.integer("n", at_least=2)
    beta = d.real(r"\\beta", positive=True)
    d.let_tend(beta)
"""


def text(steps: int, changed: int = 0) -> str:
    """Limits and inequalities of weights, no two alike."""
    lines = []
    for k in range(1, steps + 1):
        more = k + (1000 if k == changed else 0)
        weight = f"quotient(exp({more} * beta), plus(exp({more} * beta), n, -1))"
        lines.append(f'    d.step({weight}, "->", 1)' if k % 2 else f'    d.step({weight}, "<", 1)')
    return HEAD + "\n".join(lines) + "\n"


def run(file: Path, cache: Path) -> tuple[float, int]:
    """Seconds, and how many entries the cache has more than before."""
    before = len(list(cache.glob("??/*.json")))
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "symattn", "check", str(file)],
        check=True,
        capture_output=True,
        env={**os.environ, "SYMATTN_CACHE": str(cache)},
    )
    return time.perf_counter() - start, len(list(cache.glob("??/*.json"))) - before


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "symattn", "list"], check=True, capture_output=True)
        base = time.perf_counter() - start
        print(f"symattn list: {base:.2f} s, the unit below\n")
        print(
            "| steps | first run | looked for | again | looked for | one step changed | looked "
            "for |\n|---|---|---|---|---|---|---|"
        )
        wrong = False
        for size in SIZES:
            file, cache = Path(folder) / f"long{size}.py", Path(folder) / f"cache{size}"
            file.write_text(text(size), encoding="utf-8")
            first, again = run(file, cache), run(file, cache)
            file.write_text(text(size, changed=size // 2), encoding="utf-8")
            changed = run(file, cache)
            print(
                f"| {size} | "
                + " | ".join(
                    f"{seconds / base:.1f} × | {count}"
                    for seconds, count in (first, again, changed)
                )
                + " |"
            )
            wrong = wrong or [count for _, count in (first, again, changed)] != [size, 0, 1]
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
