"""What a unit of effort is, and that verdicts stand still on a busy machine.

    python benchmarks/effort.py            the effort of claims against the time that they take
    python benchmarks/effort.py --busy     their verdicts alone, and with four busy processes beside

The first says how much effort one second of an ordinary machine is, one that imports SymPy in 0.27
seconds (`symattn/search/clock.py`), and how far single claims are from that.  The second gives all
claims so little effort that several run out.
"""

from __future__ import annotations

import json
import multiprocessing
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.oracles.effort import spent
from symattn.reading.question_reader import read_question
from symattn.search.clock import PER_SECOND

ORDINARY = 0.27  # seconds that `import sympy` takes there
EFFORT, LITTLE = 1.0, 0.1
LONG = 0.3  # seconds: claims that take less are not told one by one
BUSY = 4
IMPORT = "import time; t = time.process_time(); import sympy; print(time.process_time() - t)"


def claims() -> Iterator[tuple[str, Claim]]:
    lines = Path(__file__).with_name("effort_claims.jsonl").read_text(encoding="utf-8")
    for one in map(json.loads, lines.splitlines()):
        question = read_question(one["claim"], one["let"], one["given"], one["as"])
        assert isinstance(question.asked, tuple)
        for goal in question.asked:
            yield one["claim"], Claim(question.context, goal)


def judged(seconds: float) -> dict[str, tuple[Any, int, float]]:
    """Verdicts with reasons, effort and processor time."""
    found: dict[str, tuple[Any, int, float]] = {}
    for k, (text, claim) in enumerate(claims()):
        before, begun = spent(), time.process_time()
        verdict = decide(claim, seconds)
        took = time.process_time() - begun
        found[f"{k}: {text}"] = (verdict.status, verdict.reasons), spent() - before, took
    return found


def unit() -> float:
    """Processor seconds of this machine in one of an ordinary one's."""
    command = [sys.executable, "-c", IMPORT]
    times = [float(subprocess.check_output(command, text=True)) for _ in range(5)]
    return statistics.median(times) / ORDINARY


def measured() -> None:
    before, found = unit(), judged(EFFORT)
    slow = (before + unit()) / 2
    rates = {
        text: effort / (took / slow) / PER_SECOND
        for text, (_, effort, took) in found.items()
        if took / slow > LONG
    }
    effort, took = (sum(one[k] for one in found.values()) for k in (1, 2))
    print(f"this machine takes {slow:.1f} times as long as an ordinary one")
    print(f"{len(found)} claims: {effort / (took / slow):,.0f} units a second, {PER_SECOND:,} set")
    print(f"{len(rates)} claims over {LONG} s, seconds counted for one that passes:")
    for text, rate in sorted(rates.items(), key=lambda item: item[1]):
        print(f"  {rate:5.2f}  {text[:90]}")


def _spin() -> None:
    while True:
        pass


def compared() -> None:
    alone = judged(LITTLE)
    busy = [multiprocessing.Process(target=_spin, daemon=True) for _ in range(BUSY)]
    for process in busy:
        process.start()
    beside = judged(LITTLE)
    for process in busy:
        process.terminate()
    out = [text for text, (_, effort, _) in alone.items() if effort > LITTLE * PER_SECOND]
    other = [text for text in alone if alone[text][:2] != beside[text][:2]]
    print(f"{len(alone)} claims with an effort of {LITTLE} seconds, {len(out)} run out of it")
    print(f"with {BUSY} busy processes beside: {len(other)} other verdicts or counts")
    for text in other:
        print(f"  {text}: {alone[text][:2]}, {beside[text][:2]}")


if __name__ == "__main__":
    compared() if "--busy" in sys.argv else measured()
