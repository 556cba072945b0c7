"""Published lemmas about attention, in general form, each with false twins: how many are decided?

    python benchmarks/lemmas.py                    all of `lemmas.jsonl`, a row for each lemma
    python benchmarks/lemmas.py --only 02 --only 13-online-softmax
    python benchmarks/lemmas.py --json             every line with its verdict

A line is a question, in the syntax of `symattn ask`, or a step of a derivation.  The lines of the
core are true, the twins are false as written: refuted, or true under a condition alone.  A line
that is refused, because the language lacks something, counts as one that cannot be read.  Time is
the processor's, of this process and of those that it starts; each line has an effort of ten
seconds.  No false line may be proved, and no true one refuted: then it ends with 1.
"""

from __future__ import annotations

import argparse
import json
import os
import runpy
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import symattn

SECONDS = 10.0
WIDTH = 90  # of the words on what stopped it
FALSE = ("conditional", "refuted")
BESIDE = """\
from symattn.writing.derivation import derivation
from symattn.writing.expressions import *
from sympy import Rational, cos, exp, log, pi, sin, sqrt

@derivation({id!r}, title="", source="")
def written(d):
"""


@dataclass(frozen=True)
class Line:
    """One line of a lemma and what became of it: a verdict, or "not read"."""

    lemma: str
    part: str  # core or twin
    said: str
    true: bool
    verdict: str
    why: str
    seconds: float

    @property
    def wrong(self) -> bool:
        """Whether a falsehood is proved, or a truth refuted."""
        return self.verdict in (FALSE if self.true else ("proved",))

    @property
    def right(self) -> bool:
        """Whether a truth is proved, or a falsehood refuted."""
        return self.verdict in (("proved",) if self.true else FALSE)


def lemmas() -> list[dict[str, Any]]:
    """The data, in order."""
    text = Path(__file__).with_name("lemmas.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def judged(
    lemma: dict[str, Any], parts: Sequence[str] = ("core", "twin"), seconds: float = SECONDS
) -> Iterator[Line]:
    """Its lines with their verdicts."""
    for part in parts:
        for k, one in enumerate(lemma[part], 1):
            yield from of_entry(lemma["id"], part, k, one, seconds)


def of_entry(
    lemma: str, part: str, number: int, one: dict[str, Any], seconds: float = SECONDS
) -> Iterator[Line]:
    """The line of a question, or the lines of a derivation."""
    before = _spent()
    if "ask" in one:
        found = [(one["ask"], one["truth"], *_of_question(one, seconds))]
    else:
        found = list(_of_derivation(f"{lemma}-{part}-{number}", one, seconds))
    each = (_spent() - before) / len(found)
    for said, truth, verdict, why in found:
        yield Line(lemma, part, said, truth == "true", verdict, why, each)


def _of_question(one: dict[str, Any], seconds: float) -> tuple[str, str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = symattn.ask(one["ask"], one["let"], one["given"], one["as"], seconds=seconds)
    except symattn.SymattnError as error:
        return "not read", str(error)
    return found.verdict, found.why


def _of_derivation(
    name: str, one: dict[str, Any], seconds: float
) -> Iterator[tuple[str, str, str, str]]:
    """Each of its steps; a derivation that cannot be written is not read as a whole."""
    lines = one["derivation"].splitlines()
    with tempfile.TemporaryDirectory() as temporary:
        file = Path(temporary, "lemma.py")
        body = "".join(f"    {line}\n" for line in lines)
        file.write_text(BESIDE.format(id=name) + body, encoding="utf-8")
        try:
            checked = symattn.check(runpy.run_path(str(file))["written"], seconds=seconds)
        except symattn.SymattnError as error:
            why = str(error).rpartition(f"{name}: ")[2]
            yield from (
                (f"{name} ({k})", t, "not read", why) for k, t in enumerate(one["truth"], 1)
            )
            return
    for truth, line in zip(one["truth"], checked, strict=True):
        yield line.claim, truth, line.verdict, line.why


def _spent() -> float:
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def row(lemma: str, lines: list[Line]) -> str:
    """A row of the table."""
    cells = [lemma]
    for part, names in (("core", ("proved", "wrong")), ("twin", ("refuted", "wrong"))):
        mine = [line for line in lines if line.part == part]
        counts = Counter(
            names[line.wrong]
            if line.right or line.wrong
            else "cannot be read"
            if line.verdict == "not read"
            else "undecided"
            for line in mine
        )
        said = [f"{counts[word]} {word}" for word in (names[0], "undecided", "cannot be read")
                if counts[word]]  # fmt: skip
        said += [f"{counts['wrong']} **WRONG**"] if counts["wrong"] else []
        cells.append(", ".join(said))
    stopped = next((line for line in lines if not line.right), None)
    why = " ".join(stopped.why.partition("How far:")[0].split()) if stopped else ""
    why = why.removeprefix("Not decided: ")
    cells.append(why if len(why) <= WIDTH else why[: WIDTH - 1] + "…")
    cells.append(f"{sum(line.seconds for line in lines):.1f} s")
    return "| " + " | ".join(cells) + " |"


def totals(found: dict[str, list[Line]]) -> str:
    """What all rows come to."""
    cores = {name: [one for one in lines if one.part == "core"] for name, lines in found.items()}
    whole = [name for name, lines in cores.items() if all(one.right for one in lines)]
    true = [one for lines in cores.values() for one in lines]
    twins = [one for lines in found.values() for one in lines if one.part == "twin"]
    read = [one for one in twins if one.verdict != "not read"]
    wrong = [one for lines in found.values() for one in lines if one.wrong]
    return (
        f"{len(whole)} of {len(found)} lemmas with their whole core proved; "
        f"{sum(one.right for one in true)} of {len(true)} lines of cores proved "
        f"({sum(one.verdict == 'not read' for one in true)} cannot be read)\n"
        f"{sum(one.right for one in read)} of the {len(read)} twins that can be read refuted, "
        f"of {len(twins)}\n{len(wrong)} wrong"
    )


def main() -> int:
    """The table, or all lines as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--only", action="append", default=[], metavar="ID")
    parser.add_argument("--json", action="store_true")
    wanted = parser.parse_args()
    every = lemmas()
    names = [one["id"] for one in every]
    for name in wanted.only:
        if not any(name in (full, full.partition("-")[0]) for full in names):
            parser.error(f"--only {name}: expected one of {', '.join(names)}")
    found: dict[str, list[Line]] = {}
    if not wanted.json:
        print("| lemma | core | twins | stopped by | time |\n|---|---|---|---|---|", flush=True)
    for lemma in every:
        name = lemma["id"]
        if wanted.only and not {name, name.partition("-")[0]} & set(wanted.only):
            continue
        found[name] = list(judged(lemma))
        if not wanted.json:
            print(row(name, found[name]), flush=True)
    if wanted.json:
        print(json.dumps([asdict(one) for lines in found.values() for one in lines], indent=1))
    else:
        print("\n" + totals(found))
    return int(any(one.wrong for lines in found.values() for one in lines))


if __name__ == "__main__":
    sys.exit(main())
