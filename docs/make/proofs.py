"""What comes with the book, made anew, in derivations: proofs.json.gz, bounds.json.gz,
written.json.gz, entries.json.

Verdicts, searched for; those with bounds beside them; pages as their functions write them; and
what the decorators say.

python docs/make/proofs.py

tests/test_book_proofs.py says when they are out of date.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from symattn.checking import book_pages, book_proofs, cache, lanes
from symattn.kernel import Claim
from symattn.language import Term
from symattn.records.record import Verdict
from symattn.search.tidying import tidied
from symattn.writing.book import LISTED, entries, listing

BOOK = Path(__file__).resolve().parents[2] / "derivations"


def main() -> None:
    found: dict[str, Verdict] = {}
    bounded: dict[str, Verdict] = {}

    def note(claim: Claim, beside: bool, others: tuple[Term, ...], verdict: Verdict) -> None:
        name = book_proofs.name(book_proofs.asked(claim, others))
        evidence = verdict.evidence and tidied(claim, verdict.evidence)
        if evidence and "bounds" in evidence:
            bounded[name] = replace(verdict, evidence=evidence)
            evidence = {key: value for key, value in evidence.items() if key != "bounds"}
        found[name] = replace(verdict, evidence=evidence)

    os.environ["SYMATTN_CACHE"] = "off"
    cache.keep = note
    for entry in entries():
        lanes.check(entry.load(), beside=True)
    book_proofs.write(BOOK / book_proofs.FILE, found.items())
    book_proofs.write(BOOK / book_proofs.BOUNDS, bounded.items())
    pages()


def pages() -> None:
    """The pages and the list of them, which need no search."""
    (BOOK / LISTED).write_text(listing(BOOK, BOOK.name), encoding="utf-8")
    written = [(entry.id, entry.load().steps()) for entry in entries()]
    book_pages.write(BOOK / book_pages.FILE, BOOK.name, written)


if __name__ == "__main__":
    pages() if "--pages" in sys.argv else main()
