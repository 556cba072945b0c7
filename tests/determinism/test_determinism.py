"""Evidence is the same bytes whatever the hash seed, and in whatever order questions are asked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
SEEDS = (
    ((1, 2), (3,)) if NIGHTLY else ((1, 2),)
)  # at the same time; two differ in the seed and in the order


def _started(which: str, seed: int) -> subprocess.Popen[str]:
    """The questions in one order for odd seeds, in the other for even ones."""
    environment = {
        **os.environ,
        "PYTHONHASHSEED": str(seed),
        "SYMATTN_CACHE": "off",
        "PYTHONPATH": str(ROOT),
    }
    command = [
        sys.executable,
        "-m",
        "tests.determinism.evidence",
        which,
        *(["backwards"] if seed % 2 == 0 else []),
    ]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)


@pytest.mark.parametrize("which", ["questions", "book"] if NIGHTLY else ["sample"])
def test_evidence_is_the_same_for_every_hash_seed_and_order(which: str) -> None:
    found: dict[int, list[tuple[str, str]]] = {}
    for seeds in SEEDS:
        running = {seed: _started(which, seed) for seed in seeds}
        for seed, process in running.items():
            out, _ = process.communicate()
            assert process.returncode == 0
            found[seed] = sorted(
                (name, digest) for name, digest in map(json.loads, out.splitlines())
            )
    for seed in set(found) - {1}:
        assert [a for a, b in zip(found[1], found[seed]) if a != b] == [] and len(found[1]) == len(
            found[seed]
        )
    assert len(found[1]) >= {"sample": 8, "questions": 200, "book": 30}[which]
