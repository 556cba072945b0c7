"""How long the main commands take, as multiples of ``python -c "import sympy"`` in the same run.

    python benchmarks/speed.py
    python benchmarks/speed.py --kept  # without what is searched for, which takes ten minutes

Each command runs in a process of its own, in turns with that import, so that a busy machine slows
down both; the medians of three runs count, by the clock on the wall and by the processor's time (of
all processes of a command together).  "Cold" is what a user
sees who runs symattn for the first time, with what comes with the book; "warm" is after a run;
"searched" leaves the book's proofs alone (SYMATTN_CACHE=off).  Beside the ratios stand
the numbers that do not depend on the machine: steps, certificates, their size, case splits.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from symattn.records.saving import read

RUNS = 3
COLD, WARM, SEARCHED = "cold", "warm", "searched"
SYMATTN = [sys.executable, "-m", "symattn"]
CHAIN = [part for k in range(1, 17) for part in ("--let", f"x{k}: real")]
CHAIN += [part for k in range(1, 16) for part in ("--given", f"x{k} <= x{k + 1}")]
WEIGHT = f"exp(b*x16)/({' + '.join(f'exp(b*x{k})' for k in range(1, 17))})"


IMPORT = [sys.executable, "-c", "import sympy"]
Times = tuple[float, float]  # by the clock on the wall, and by the processor


def timed(command: list[str], folder: str, environment: dict[str, str]) -> Times:
    """How long a command takes, once."""
    before, start = os.times(), time.perf_counter()
    run = subprocess.run(command, cwd=folder, capture_output=True, env=environment)
    took, after = time.perf_counter() - start, os.times()
    if run.returncode not in (0, 1):
        raise SystemExit(f"{command} ended in an error")
    spent = after.children_user - before.children_user
    return took, spent + after.children_system - before.children_system


def medians(command: list[str], folder: str, cache: str, runs: int = RUNS) -> tuple[Times, Times]:
    """Of a command, and of an import of SymPy between its runs."""
    environment = {k: v for k, v in os.environ.items() if k != "SYMATTN_CACHE"}
    environment |= {"SYMATTN_CACHE": "off"} if cache == SEARCHED else {"XDG_CACHE_HOME": folder}
    if cache == WARM:
        timed(command, folder, environment)
    times: list[Times] = []
    units: list[Times] = []
    for _ in range(runs):
        if cache == COLD:
            shutil.rmtree(Path(folder, "symattn"), ignore_errors=True)
        units.append(timed(IMPORT, folder, environment))
        times.append(timed(command, folder, environment))
    return _median(times), _median(units)


def _median(times: list[Times]) -> Times:
    walls, spent = zip(*times)
    return statistics.median(walls), statistics.median(spent)


def splits(node: object) -> int:
    if isinstance(node, dict):
        return (node.get("rule") == "split") + sum(splits(v) for v in node.values())
    return sum(splits(v) for v in node) if isinstance(node, list) else 0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [*SYMATTN, "check", "--bounds", "--certificates", "saved"],
            cwd=folder,
            check=True,
            capture_output=True,
            env={**os.environ, "XDG_CACHE_HOME": folder},
        )
        saved = sorted(Path(folder, "saved").glob("*.json"))
        records = [read(p) for p in saved]
        steps = [s for r in records for s in r.steps]
        size = sum(p.stat().st_size for p in saved)
        counts = (
            f"{len(steps)} steps, {sum(s.verdict.evidence is not None for s in steps)} with "
            "certificates"
        )
        in_1c = f"{sum(len(r.steps) for r in records if r.id.startswith('1c'))} steps"
        splitted = sum(splits(s.verdict.evidence) for s in steps)
        check, derive, ask = ([*SYMATTN, name] for name in ("check", "derive", "ask"))
        tends = f"tends({WEIGHT}, 2)"
        rows: list[tuple[str, list[str], float | None, str, str]] = [
            ("check, cold", check, 8, counts, COLD),
            ("  warm", check, 2.5, "every certificate replayed", WARM),
            ("  searched", check, None, counts, SEARCHED),
            ("derive 1c, cold", [*derive, "1c"], 6, in_1c, COLD),
            ("  searched", [*derive, "1c"], None, in_1c, SEARCHED),
            ("  --bounds, cold", [*derive, "1c", "--bounds"], 12, in_1c, COLD),
            ("  --bounds, searched", [*derive, "1c", "--bounds"], None, in_1c, SEARCHED),
            (
                "verify (all)",
                [*SYMATTN, "verify", *map(str, saved)],
                6,
                f"{size / 1024:.0f} KiB, {splitted} splits",
                COLD,
            ),
            ("list", [*SYMATTN, "list"], None, f"{len(records)} derivations", COLD),
            ("ask", [*ask, "x**2 + 1 > x", "--let", "x: real"], 0.5, "proved", COLD),
            ("  16 in a chain", [*ask, "x1 <= x16", *CHAIN], None, "proved", COLD),
            ("  a false one", [*ask, "x16 <= x1", *CHAIN], None, "refuted", COLD),
            ("  a false limit", [*ask, tends, *CHAIN, "--as", "b -> oo"], None, "refuted", COLD),
            ("--help", [*SYMATTN, "--help"], None, "", COLD),
        ]
        head = f"{'command':<22} {'× import sympy':>15} {'processor':>10} {'wanted under':>13}"
        print(f"{head} {'seconds':>8}  counts", flush=True)
        kept = "--kept" in sys.argv[1:]
        for name, command, bound, count, cache in rows:
            if kept and cache == SEARCHED:
                continue
            (took, spent), (unit, unit_spent) = medians(command, folder, cache)
            ratios = f"{took / unit:>15.2f} {spent / unit_spent:>10.2f} {bound or '':>13}"
            print(f"{name:<22} {ratios} {took:>8.2f}  {count}", flush=True)


if __name__ == "__main__":
    main()
