"""Random terms with sums over families of symbolic size.

Every decided case is compared with numbers, ties included.
"""

from __future__ import annotations

import os
import random
from typing import Any

import mpmath
import pytest

from symattn.language import Term
from symattn.reading.question_reader import read_question
from symattn.reading.questions import LimitQuestion
from symattn.search.cases.limit_table import LimitTable, table_of
from symattn.search.clock import now

from ..kernel.numbers import World

COUNT = 1500 if os.environ.get("SYMATTN_NIGHTLY") else 40
BATCHES = 6
EXPONENTS = ["b*x[j]", "b*x[j]", "2*b*x[j]", "b*(x[j] + p)", "b*y[j]", "-b*x[j]"]
OTHERS = [
    "1",
    "n",
    "exp(b*p)",
    "exp(b*x[a])",
    "exp(-b)",
    "exp(2*b*x[a])",
    "exp(b*q)",
    "exp(b*(p + q))",
    "exp(b*(x[c] + p))",
]


def parts(r: random.Random) -> list[str]:
    """Exponentials that are added."""
    return [
        f"sum({r.choice(['', '', '3*'])}exp({r.choice(EXPONENTS)}), j)"
        for _ in range(r.choice([1, 1, 1, 2]))
    ] + r.sample(OTHERS, r.choice([0, 1, 1, 2, 3]))


def weighted(r: random.Random, part: str) -> str:
    """Something at most as fast as a part."""
    if part.startswith("sum("):
        inner = part[4:-4]
        return r.choice(
            [
                f"sum({r.choice(['', 'x[j]*', 'y[j]*', 'p*'])}{inner}, j)",
                inner.replace("[j]", "[a]"),
                "x[c]*" + inner.replace("[j]", "[c]"),
            ]
        )
    return r.choice(["", "q*", "n*"]) + part


def question(r: random.Random) -> str:
    """Quotients, log-sum-exps and entropies that stay bounded."""
    one, kind = parts(r), r.randrange(7)
    below = f"({' + '.join(one)})"
    above = weighted(r, r.choice(one))
    if kind <= 1:
        return f"{above}/{below}"
    if kind == 2:
        return f"({above} - {weighted(r, r.choice(one))})/{below} + {r.choice(['1', 'p', '1/n'])}"
    if kind == 3:
        return f"log({below})/b"
    if kind == 4:
        other = parts(r)
        return (
            f"{above}*{weighted(r, r.choice(other))}/({below}*({' + '.join(other)}))"
            if not above.startswith("sum")
            else f"{above}*exp(b*p)/({below}*(exp(b*p) + n))"
        )
    if kind == 5:
        return f"log({below}) - log({' + '.join(r.choice(['', '2*']) + part for part in one)})"
    total = below.replace("[j]", "[i]").replace(", j)", ", i)").replace("exp(b*x[a])", "1")
    score = one[0][4:-4].removeprefix("3*")
    return f"-sum({score}/{total}*log({score}/{total}), j)"


def known(table: LimitTable, w: World) -> Any:
    """The value that the table gives at a place, None if it gives none."""
    for row in table.rows:
        if row.when is None or w.holds(row.when):
            return row.value
    assert not table.complete, "a complete table without a case for this place"
    return None


@pytest.mark.parametrize("batch", range(BATCHES))
def test_tables_over_families_agree_with_numbers(batch: int) -> None:
    decided = 0
    for k in range(COUNT // BATCHES):
        r = random.Random(1000 * batch + k)
        text = f"limit({question(r)}, b, oo)"
        asked = read_question(
            text, ["n: integer >= 2", "x: real[n]", "y: real[n]", "p: real", "q: real"]
        )
        assert isinstance(asked.asked, LimitQuestion)
        table = table_of(asked.context, asked.asked.term, now() + 10)
        decided += table.complete
        for _ in range(12):
            n = r.choice([2, 3, 4])
            some = lambda: [mpmath.mpf(r.choice([-1, 0, 0, 1, 1, 2])) for _ in range(n)]  # noqa: E731
            scalars = {"n": mpmath.mpf(n), "p": some()[0], "q": some()[0]}
            w = World(
                asked.context, {**scalars, "b": mpmath.mpf(0)}, {"A": n}, {"x": some(), "y": some()}
            )
            compare(asked.asked.term, known(table, w), w, text)
    assert decided >= 0.8 * (COUNT // BATCHES)


def compare(term: Term, value: Term | None, w: World, text: str) -> None:
    if value is None:
        return
    with mpmath.workdps(60):
        near, far = (
            World(w.context, {**w.scalars, "b": mpmath.mpf(beta)}, w.sizes, w.families).value(term)
            for beta in (400, 900)
        )
        place = f"{text} at {w.scalars}, {w.families}"
        if "infinity" in {t.op for t in value.subterms()}:
            assert abs(far) > abs(near) and (far > 0) == (value.op != "neg"), place
        else:
            expected = w.value(value)
            error = abs(far - expected)
            assert error < 1e-20 or (error < 0.02 and error < 0.7 * abs(near - expected)), (
                f"{place}: {expected}, but {far}"
            )
