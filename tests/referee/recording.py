"""Every claim that the kernel proves while the tests run, written down, and tried by the referee at
the end (SYMATTN_NIGHTLY=1).

The kernel's own module is wrapped where a proof has been checked whole, so it does not matter who
asked, or in which process.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mpmath

from symattn.kernel import Claim
from symattn.language import TermError, plain

from .judging import contradicted

FOLDER = "SYMATTN_REFEREE"  # the environment variable that names where claims are written
# Gruntz's example, which begins to fall beyond e^(e^(2e8)): no number shows it.
TOO_SLOW = {
    "x^(−1/2) log(x)^2 exp(sqrt(log(x)) log(log(x))^2 "
    "exp(sqrt(log(log(x))) log(log(log(x)))^3)) → 0"
}


def _write(claim: Claim) -> None:
    line = json.dumps(claim.to_json(), ensure_ascii=False) + "\n"
    handle = os.open(
        Path(os.environ[FOLDER]) / f"{os.getpid()}.jsonl", os.O_APPEND | os.O_CREAT | os.O_WRONLY
    )
    try:
        os.write(handle, line.encode())
    finally:
        os.close(handle)


def begin(folder: Path) -> None:
    """Write down what is proved from now on, here and in the processes that are started
    from here.
    """
    os.environ[FOLDER] = str(folder)


def wrap() -> None:
    """Where claims are to be written down, see to it in this process."""
    if FOLDER not in os.environ:
        return
    kernel: Any = sys.modules["symattn.kernel.checker"]
    proof, reduced = kernel.Proof, kernel._reduced

    class Recorded(proof):  # type: ignore[misc, valid-type]
        def check(self, node: Any, cases: Any, values: Any, depth: int) -> None:
            super().check(node, cases, values, depth)
            # where a line holds nowhere, ≠ may stand for "has no value"
            if depth == 0 and "no_value" not in self.rules:
                _write(self.claim)

    def recorded(claim: Claim, *rest: Any) -> Any:
        outcome = reduced(claim, *rest)
        if outcome.verdict == "proved":
            _write(claim)
        return outcome

    kernel.Proof, kernel._reduced = Recorded, recorded


def claims(folder: Path) -> Iterator[Claim]:
    """The claims that were written down, each once."""
    seen: set[str] = set()
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line not in seen:
                seen.add(line)
                try:
                    yield Claim.from_json(json.loads(line))
                except (TermError, ValueError):  # one that a test made malformed on purpose
                    continue


def verdict(folder: Path, points: int = 25) -> tuple[int, int, list[str]]:
    """How many claims there are, how many have points at which they could be tried, and those that
    are contradicted.
    """
    total = tried = 0
    wrong: list[str] = []
    for claim in claims(folder):
        total += 1
        if plain(claim.goal) in TOO_SLOW:
            continue
        with mpmath.workdps(50):
            try:
                count, where = contradicted(claim.context, claim.goal, plain(claim.goal), points)
            except (
                KeyError,
                OverflowError,
                MemoryError,
                NotImplementedError,
                mpmath.libmp.NoConvergence,
            ):
                continue
        tried += count > 0
        if where is not None:
            wrong.append(
                f"{plain(claim.goal)} under {[plain(f) for f in claim.context.facts]}: {where}"
            )
    return total, tried, wrong
