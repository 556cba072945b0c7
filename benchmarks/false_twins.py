"""False twins of true limits: the value changed, everything else as it was.  How many are refuted?
`python benchmarks/false_twins.py [SECONDS]`

Twins are made of the limits in `limit_problems.py` and of those in SymPy's own tests (with its
answers): v + 1, −v − 1 or ∞ for v, and 0 or −∞ for ∞; of a table
of cases one value is changed.  A twin is false because the values differ wherever its case holds,
and every case holds somewhere.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.limit_problems import FALSE, PROBLEMS, Problem
from symattn.asking.limit_answers import approached
from symattn.asking.limits_of_sympy import question_of
from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.language import Term, TermError, flattened, number, plain
from symattn.reading.question_reader import read_question
from symattn.reading.questions import LimitQuestion
from symattn.records.judging import judge
from symattn.writing.sympy_bridge import from_sympy
from tests.search.test_sympys_own_tests import cases

INFINITY = Term("infinity")
WANTED = 300
SECONDS = 10.0
Twin = tuple[str, Claim]


def changed(value: Term) -> Iterator[tuple[str, Term]]:
    """Values that this one is not."""
    if "infinity" in {t.op for t in value.subterms()}:
        yield "0", number(0)
        yield "the other infinity", INFINITY if value.op == "neg" else Term("neg", (INFINITY,))
        return
    yield "one more", flattened("+", (value, number(1)))
    yield "infinity", INFINITY
    if value.op == "number":
        yield "minus it, less one", Term("neg", (number(int(str(value.args[0])) + 1),))
        yield (
            "half of it, and a third",
            flattened("+", (Term("/", (value, number(2))), Term("/", (number(1), number(3))))),
        )


def of_problem(problem: Problem) -> Iterator[Twin]:
    """Twins of a limit with its table of cases."""
    read = read_question(f"limit({problem.term}, b, oo)", problem.declared, problem.given)
    assert isinstance(read.asked, LimitQuestion)
    rows: list[tuple[Term | None, Term]] = []
    for when, value in problem.cases:
        facts = read_question(
            "0 == 0", problem.declared, [when] if when != "true" else []
        ).context.facts
        facts = facts[len(read_question("0 == 0", problem.declared).context.facts) :]
        condition = None if not facts else facts[0] if len(facts) == 1 else Term("and", facts)
        rows.append(
            (condition, read_question(f"{value} == 0", problem.declared).asked[0].children[0])
        )  # type: ignore[index]
    always = Term("=", (number(0), number(0)))
    for k, (_, value) in enumerate(rows):
        for how, other in changed(value):
            parts = [
                t
                for j, (when, v) in enumerate(rows)
                for t in (when or always, other if j == k else v)
            ]
            right = other if len(rows) == 1 and rows[0][0] is None else Term("cases", tuple(parts))
            yield (
                f"{problem.term} -> {value_text(rows, k)}: {how}",
                Claim(read.context, Term("→", (read.asked.term, right))),
            )


def value_text(rows: list[tuple[Term | None, Term]], k: int) -> str:
    when, value = rows[k]
    return plain(value) + (f" if {plain(when)}" if when is not None else "")


def of_sympy() -> Iterator[Twin]:
    """Twins of the limits that SymPy tests itself with."""
    for source, f, variable, point, side, expected in cases():
        try:
            asked = question_of(f, variable, point, (), side)
            assert isinstance(asked.asked, LimitQuestion)
            context, term = approached(
                asked.context, asked.asked.term, asked.asked.variable, asked.asked.point, side
            )
            value = from_sympy(expected)
        except TermError:
            continue
        for how, other in changed(value):
            yield f"{source}: {how}", Claim(context, Term("→", (term, other)))


def problem_twins() -> list[Twin]:
    """Those of `limit_problems.py`."""
    return [t for p in PROBLEMS if p.kind != FALSE for t in of_problem(p)]


def twins() -> list[Twin]:
    """`WANTED` of them, taken evenly from all that there are."""
    found = problem_twins() + list(of_sympy())
    return (
        [found[k * len(found) // WANTED] for k in range(WANTED)] if len(found) > WANTED else found
    )


def refuted(claim: Claim, seconds: float = SECONDS) -> bool:
    """Whether a claim is refuted, or true only under a condition, and the kernel says so."""
    verdict = decide(claim, seconds)
    if verdict.status == "proved":
        raise AssertionError(f"proved, and it is false: {plain(claim.goal)}")
    return (
        verdict.status in ("refuted", "conditional")
        and judge(claim, verdict.evidence)[0] == verdict.status
    )


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS
    start, all_twins, done = time.monotonic(), twins(), 0
    for name, claim in all_twins:
        if refuted(claim, seconds):
            done += 1
        else:
            print(f"not refuted: {name}", flush=True)
    spent, share = time.monotonic() - start, 100 * done / len(all_twins)
    print(f"{done} of {len(all_twins)} false twins are refuted ({share:.1f} %), in {spent:.0f} s")


if __name__ == "__main__":
    main()
