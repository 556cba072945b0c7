"""The verdicts that come with the book, searched for anew: derivations/proofs.json.gz.

python docs/make/proofs.py

tests/test_book_proofs.py says when they are out of date.
"""

from __future__ import annotations

import os
from pathlib import Path

from symattn.checking import book_proofs, cache, lanes
from symattn.kernel import Claim
from symattn.language import Term
from symattn.records.record import Verdict
from symattn.writing.book import entries

BOOK = Path(__file__).resolve().parents[2] / "derivations" / book_proofs.FILE


def main() -> None:
    found: dict[str, Verdict] = {}

    def note(claim: Claim, beside: bool, others: tuple[Term, ...], verdict: Verdict) -> None:
        found[book_proofs.name(claim, others)] = verdict

    os.environ["SYMATTN_CACHE"] = "off"
    cache.keep = note
    for entry in entries():
        lanes.check(entry.load())
    book_proofs.write(BOOK, found.items())


if __name__ == "__main__":
    main()
