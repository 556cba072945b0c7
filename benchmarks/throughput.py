"""How many claims a second: in process, by warm workers, as processes; and by Math-Verify.

    python benchmarks/throughput.py            all sections
    python benchmarks/throughput.py claims     that section: claims, pool, processes, math-verify,
                                               grade, dask
    PAGES=100 python benchmarks/throughput.py grade    a smaller class

Time is the processor's, but for the speed-up of two workers, which is by the clock on the wall and
means something on an idle machine alone.  Beside it stand counts, which do not depend on the
machine.  No claim may be proved that is false, none refuted that is true: then it ends with 1.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import class_pages
from mixed_claims import CLAIMS, asked
from told_by_workers import verdict_and_time

from symattn.batches.staying_checker import Checker

ROUNDS = 3  # of all claims, for the pool
AS_PROCESSES = 12  # every tenth claim
PAGES = int(os.environ.get("PAGES", "1000"))
MEASURED = """
import resource, subprocess, sys
status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(status, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
FALSE = ("conditional", "refuted")


def wrong(verdicts: Iterable[str]) -> tuple[int, int, int]:
    """How many are not decided, proved though false, refuted though true."""
    pairs = [(found, truth) for found, (_, truth, *_) in zip(verdicts, CLAIMS, strict=True)]
    return (
        sum(found == "undecided" for found, _ in pairs),
        sum(found == "proved" and truth in FALSE for found, truth in pairs),
        sum(found in FALSE and truth == "proved" for found, truth in pairs),
    )


def claims() -> int:
    """In this process, one after the other, from the second on: what is loaded is loaded."""
    with Checker(workers=0) as checker:
        for claim in CLAIMS[::7]:
            checker.check(asked(claim))
        begun = time.process_time()
        seconds: Counter[str] = Counter()
        found = []
        for claim in CLAIMS:
            start = time.process_time()
            found.append(checker.check(asked(claim)).verdict)
            seconds[claim[0]] += time.process_time() - start
        spent = time.process_time() - begun
    print(f"in process            {len(CLAIMS) / spent:6.1f} claims a CPU second")
    for kind, took in seconds.items():
        count = sum(one[0] == kind for one in CLAIMS)
        print(f"  {kind:<20}{count / took:6.1f}   ({count} claims)")
    open_, false, true = wrong(found)
    print(f"  verdicts: {dict(Counter(found))}; {open_} not decided, {false} proved though false, "
          f"{true} refuted though true")  # fmt: skip
    return false + true


def pool() -> int:
    """By one warm worker and by two: the same claims, three times."""
    took: dict[int, float] = {}
    all_found = set()
    for workers in (1, 2):
        with Checker(workers=workers) as checker:
            list(checker.map([asked(c) for c in CLAIMS] * workers, then=verdict_and_time))
            start, here = time.perf_counter(), time.process_time()
            found = list(checker.map([asked(c) for c in CLAIMS] * ROUNDS, then=verdict_and_time))
            took[workers] = time.perf_counter() - start
            here = time.process_time() - here
        count, there = len(found), sum(spent for _, spent in found)
        all_found.add(tuple(verdict for verdict, _ in found))
        print(f"warm pool, {workers} worker{'s' * (workers > 1):<8}{count / took[workers]:6.1f} "
              f"claims a second; a claim takes {1000 * there / count:.0f} ms of a worker's "
              f"processor, {1000 * here / count:.1f} ms here")  # fmt: skip
    print(f"  speed-up {took[1] / took[2]:.2f} (load {os.getloadavg()[0]:.1f}); "
          f"{'the same verdicts' if len(all_found) == 1 else 'other verdicts'}")  # fmt: skip
    return len(all_found) - 1


def processes() -> int:
    """As `symattn ask`, a process each."""
    chosen = CLAIMS[:: len(CLAIMS) // AS_PROCESSES]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for claim in chosen:
        query = asked(claim)
        options = [part for one in query["let"] for part in ("--let", one)]
        options += [part for one in query["given"] for part in ("--given", one)]
        options += ["--as", query["limit"]] if query["limit"] else []
        command = [sys.executable, "-m", "symattn", "ask", query["claim"], *options]
        subprocess.run(command, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"symattn ask, each     {len(chosen) / spent:6.1f} claims a CPU second")
    return 0


def math_verify() -> int:
    """Math-Verify on what it can read."""
    try:
        from math_verify_claims import judged

        start = time.process_time()
        found = judged()
    except ImportError:
        print("Math-Verify           not there: pip install math-verify")
        return 0
    spent = time.process_time() - start
    print(f"Math-Verify           {found.read / spent:6.1f} claims a CPU second")
    print(f"  reads {found.read} of {len(CLAIMS)} claims, and gets {found.right} of these right")
    for what, wrong_ones in (
        ("equal, it says, and false", found.proved_false),
        ("not equal, it says, and true", found.denied_true),
    ):
        print(f"  {what}: {len(wrong_ones)}")
        for text in wrong_ones:
            print(f"    {text}")
    return 0


def _graded(folder: Path, out: Path, *options: str) -> tuple[float, float, float]:
    """A class graded by the command: seconds on the wall, of the processor, and MiB at the peak.

    The peak is that of the largest of its processes.
    """
    environment = {**os.environ, "SYMATTN_CACHE": "off"}
    command = [sys.executable, "-m", "symattn", "grade", str(folder), "--to", str(out), *options]
    measured = [sys.executable, "-c", MEASURED, *command]
    start = time.perf_counter()
    run = subprocess.run(measured, capture_output=True, env=environment, text=True)
    took = time.perf_counter() - start
    status, spent, peak = (float(part) for part in run.stdout.split()[-3:])
    if status not in (0, 1, 3):
        raise SystemExit(f"grade ended with {status:.0f}: {run.stderr[-300:]}")
    return took, spent, peak / 1024


def _table(out: Path) -> bytes:
    return (out / "grades.csv").read_bytes()


def grading() -> int:
    """A class on two cores: all pages, and a quarter of them, for what grows with their number."""
    with tempfile.TemporaryDirectory() as temporary:
        rates = []
        for count in (PAGES // 4, PAGES):
            folder, out = Path(temporary, f"class{count}"), Path(temporary, f"out{count}")
            folder.mkdir()
            class_pages.write(folder, count)
            took, spent, peak = _graded(folder, out, "--jobs", "2")
            rates.append(count / spent)
            print(
                f"grade, {count:4} pages     {count / took:6.2f} pages a second, "
                f"{count / spent:.2f} a CPU second, at most {peak:.0f} MiB in a process"
            )
        print(f"  {class_pages.LINES} lines a page; a page of the whole class takes "
              f"{rates[0] / rates[1]:.2f} times as long as one of the quarter")  # fmt: skip
    return 0


def dask() -> int:
    """The whole class on a cluster of two workers: the same table?"""
    try:
        from distributed import LocalCluster
    except ImportError:
        print("Dask                  not there: pip install distributed")
        return 0
    with tempfile.TemporaryDirectory() as temporary:
        folder, here, there = (Path(temporary, name) for name in ("class", "here", "there"))
        folder.mkdir()
        class_pages.write(folder, PAGES)
        _graded(folder, here, "--jobs", "2")
        os.environ["SYMATTN_CACHE"] = "off"
        with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster:
            took, _, _ = _graded(folder, there, "--scheduler", cluster.scheduler_address)
        same = _table(here) == _table(there)
    print(f"grade, Dask           {PAGES / took:6.2f} pages a second by two workers; "
          f"{'the same table' if same else 'another table'}")  # fmt: skip
    return 0 if same else 1


SECTIONS: dict[str, Callable[[], int]] = {
    "claims": claims,
    "pool": pool,
    "processes": processes,
    "math-verify": math_verify,
    "grade": grading,
    "dask": dask,
}


def main() -> None:
    chosen = sys.argv[1:] or list(SECTIONS)
    if unknown := [name for name in chosen if name not in SECTIONS]:
        raise SystemExit(f"{unknown[0]}: expected {', '.join(SECTIONS)}")
    start = time.process_time()
    import sympy  # noqa: F401

    print(f"{len(CLAIMS)} claims; import sympy here: {time.process_time() - start:.2f} CPU seconds")
    raise SystemExit(1 if sum(SECTIONS[name]() for name in chosen) else 0)


if __name__ == "__main__":
    main()
