"""Efforts and verdicts of some claims, as lines of JSON: `python -m tests.search.efforts SECONDS
[backwards]`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.oracles.effort import spent
from symattn.reading.question_reader import read_question

CLAIMS = Path(__file__).parents[2] / "benchmarks" / "effort_claims.jsonl"


def claims(every: int = 1) -> Iterator[tuple[str, Claim]]:
    lines = CLAIMS.read_text(encoding="utf-8").splitlines()[::every]
    for k, one in enumerate(map(json.loads, lines)):
        question = read_question(one["claim"], one["let"], one["given"], one["as"])
        assert isinstance(question.asked, tuple)
        for goal in question.asked:
            yield f"{k}: {one['claim']}", Claim(question.context, goal)


def main(seconds: float, backwards: bool, every: int = 6) -> None:
    found = list(claims(every))
    for name, claim in reversed(found) if backwards else found:
        before = spent()
        verdict = decide(claim, seconds)
        print(json.dumps([name, spent() - before, verdict.status, repr(verdict.reasons)]))


if __name__ == "__main__":
    main(float(sys.argv[1]), "backwards" in sys.argv)
