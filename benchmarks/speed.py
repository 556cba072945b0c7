"""How long the main commands take, as multiples of ``python -c "import sympy"`` in the same run.

    python benchmarks/speed.py

Each command runs in a process of its own; the median of five runs counts.  Beside the ratios stand
the numbers that do not depend on the machine: steps, certificates, their size, case splits.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from symattn.records.saving import read

RUNS = 5
SYMATTN = [sys.executable, "-m", "symattn"]
CHAIN = [part for k in range(1, 17) for part in ("--let", f"x{k}: real")]
CHAIN += [part for k in range(1, 16) for part in ("--given", f"x{k} <= x{k + 1}")]
WEIGHT = f"exp(b*x16)/({' + '.join(f'exp(b*x{k})' for k in range(1, 17))})"


def seconds(command: list[str], folder: str, cache: str = "off") -> float:
    times = []
    environment = {**os.environ, "SYMATTN_CACHE": cache}
    for _ in range(RUNS):
        start = time.perf_counter()
        if subprocess.run(
            command, cwd=folder, capture_output=True, env=environment
        ).returncode not in (0, 1):
            raise SystemExit(f"{command} ended in an error")
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def splits(node: object) -> int:
    if isinstance(node, dict):
        return (node.get("rule") == "split") + sum(splits(v) for v in node.values())
    return sum(splits(v) for v in node) if isinstance(node, list) else 0


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        kept = str(Path(folder, "cache"))
        subprocess.run(
            [*SYMATTN, "check", "--bounds", "--certificates", "saved"],
            cwd=folder,
            check=True,
            capture_output=True,
            env={**os.environ, "SYMATTN_CACHE": kept},
        )
        saved = sorted(Path(folder, "saved").glob("*.json"))
        records = [read(p) for p in saved]
        steps = [s for r in records for s in r.steps]
        size = sum(p.stat().st_size for p in saved)
        unit = seconds([sys.executable, "-c", "import sympy"], folder)
        print(f"import sympy: {unit:.2f} s")
        counts = (
            f"{len(steps)} steps, {sum(s.verdict.evidence is not None for s in steps)} with "
            "certificates"
        )
        in_1c = f"{sum(len(r.steps) for r in records if r.id.startswith('1c'))} steps"
        rows: list[tuple[str, list[str], float | None, str, str]] = [
            ("symattn check", [*SYMATTN, "check"], 15, counts, "off"),
            ("  again", [*SYMATTN, "check"], 15, "every certificate replayed", kept),
            ("symattn derive 1c", [*SYMATTN, "derive", "1c"], 6, in_1c, "off"),
            (
                "symattn derive 1c --bounds",
                [*SYMATTN, "derive", "1c", "--bounds"],
                None,
                in_1c + ", with bounds",
                "off",
            ),
            ("  again", [*SYMATTN, "derive", "1c"], 6, "every certificate replayed", kept),
            (
                "symattn verify (all)",
                [*SYMATTN, "verify", *map(str, saved)],
                None,
                f"{size / 1024:.0f} KiB, {sum(splits(s.verdict.evidence) for s in steps)} splits",
                "off",
            ),
            ("symattn list", [*SYMATTN, "list"], None, f"{len(records)} derivations", "off"),
            ("ask, 16 in a chain", [*SYMATTN, "ask", "x1 <= x16", *CHAIN], None, "proved", "off"),
            ("  a false one", [*SYMATTN, "ask", "x16 <= x1", *CHAIN], None, "refuted", "off"),
            (
                "  a false limit",
                [*SYMATTN, "ask", f"tends({WEIGHT}, 2)", *CHAIN, "--as", "b -> oo"],
                None,
                "refuted",
                "off",
            ),
            ("symattn --help", [*SYMATTN, "--help"], None, "", "off"),
        ]
        print(f"{'command':<22} {'× import sympy':>15} {'wanted under':>13} {'seconds':>8}  counts")
        for name, command, bound, count, cache in rows:
            took = seconds(command, folder, cache)
            print(f"{name:<22} {took / unit:>15.1f} {bound or '':>13} {took:>8.2f}  {count}")


if __name__ == "__main__":
    main()
