"""How long a page takes beside the check that it shows, and how large it is.

`python benchmarks/pages.py`.

Check and rendering of one derivation are measured in the same process, one after the other, without
the cache; sizes do not depend on the machine.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from statistics import median

os.environ["SYMATTN_CACHE"] = "off"

from symattn.checking.lanes import check
from symattn.records.record import CheckedDerivation
from symattn.rendering import FORMATS
from symattn.writing.book import entries


def timed(work: Callable[[], object]) -> tuple[float, object]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def main() -> None:
    rows: dict[str, list[tuple[float, int, str]]] = {name: [] for name in FORMATS}
    for entry in entries():
        derivation = entry.load()
        spent, record = timed(lambda: check(derivation, beside=True))
        assert isinstance(record, CheckedDerivation)
        for name, render in FORMATS.items():
            took, page = min(
                (timed(lambda: render([record])) for _ in range(3)), key=lambda pair: pair[0]
            )
            rows[name].append((took / spent, len(str(page).encode()), entry.id))
        print(f"\r\033[K{entry.id}", end="", file=sys.stderr)
    print("\r\033[K", end="", file=sys.stderr)
    print("format    rendering / check: median, worst          KB: median, largest")
    for name, found in rows.items():
        slow, large = max(found), max(found, key=lambda row: row[1])
        print(
            f"{name:<9} {median(r for r, _, _ in found):.4f}  {slow[0]:.3f} ({slow[2]})".ljust(53)
            + f"{median(k for _, k, _ in found) / 1000:.0f}  {large[1] / 1000:.0f} ({large[2]})"
        )


if __name__ == "__main__":
    main()
