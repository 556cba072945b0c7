"""What is found for many questions and for the book, as one line each.

A name, and a digest of the evidence.

    python -m tests.determinism.evidence sample|questions|book [backwards]

Run in processes with different hash seeds and in another order, the lines have to be the same.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks.limit_problems import PROBLEMS
from symattn.asking.bound_answers import answer_bounds
from symattn.asking.number_answers import closed_form
from symattn.checking import deciding, lanes
from symattn.kernel import Claim
from symattn.reading.question_reader import read_question
from symattn.search.cases.limit_table import table_of
from symattn.search.clock import now
from symattn.writing.book import entries

from ..kernel import test_chance, test_derivatives, test_given_events, test_reductions
from ..kernel.test_chance import G, H
from ..search.test_edits import REPAIRS

SECONDS = 120.0  # much more than any takes: time is the outer fence
SAMPLE = 26  # one of so many
ALONE = ("1c.ii-axis",)  # once differed with what was checked before
X, Y, N = "x: real", "y: real", "n: integer >= 2"
BOUNDS = [
    ("bound(exp(b)/(exp(b) + n - 1), b, oo)", (N,)),
    ("bound(exp(b*x)/(exp(b*x) + exp(b*y) + n), b, oo)", (X, Y, N)),
    ("bound((exp(b*x) + exp(b*y))/(exp(b*x) + exp(b*y) + exp(b*z)), b, oo)", (X, Y, "z: real")),
    ("bound(exp(b*x[a])/sum(exp(b*x[j]), j), b, oo)", ("x: real[n]", N)),
    ("bound(exp(b*g)/(exp(b*g) + n), b, oo)", (G, N)),
    ("bound(exp(b*g)/(exp(b*g) + exp(b*h) + 1), b, oo)", (G, H)),
    ("bound(E(exp(b*g)/(exp(b*g) + 9)), b, oo)", (G,)),
]
FALSE = [
    ("exp(x)/(exp(x) + exp(y) + n) == exp(x)/(exp(x) + exp(y))", (X, Y, N)),
    ("x**2 + y**2 > 2*x*y", (X, Y)),
    ("(x + y)**3 == x**3 + y**3", (X, Y)),
    ("max(x, y) < x + abs(y)", (X, Y)),
    ("x*y <= x**2 + y", (X, Y)),
    ("exp(s[a])/sum(exp(s[j]), j) > 1/2", ("s: real[n]", N)),
]


def _limits() -> Iterator[tuple[str, Callable[[], Any]]]:
    for p in PROBLEMS:
        question = read_question(f"limit({p.term}, b, oo)", p.declared, p.given)
        yield (
            f"limit {p.term} {p.given}",
            lambda q=question: [  # type: ignore[misc]
                [c.to_json(), proof]
                for c, proof in table_of(q.context, q.asked.term, now() + SECONDS).proofs
            ],
        )


def _claims() -> Iterator[tuple[str, Callable[[], Any]]]:
    asked = [(text, tuple(declared), "") for text, declared in FALSE]
    asked += [
        (text, declared, "b -> oo" if "tends" in text else "") for _, text, declared, _ in REPAIRS
    ]
    for rows in (
        test_chance.PROVED,
        test_given_events.PROVED,
        test_derivatives.PROVED,
        test_reductions.PROVED,
    ):
        asked += [
            (text, tuple(declared), "b -> oo" if "tends" in text else "")
            for _, text, declared in rows
        ]
    for text, declared, limit in asked:
        question = read_question(text, declared, (), limit)
        claim = Claim(question.context, question.asked[0])  # type: ignore[index]
        yield f"claim {text}", partial(_evidence, claim)


def _evidence(claim: Claim) -> Any:
    return deciding.decide(claim, SECONDS, True).evidence


def _numbers() -> Iterator[tuple[str, Callable[[], Any]]]:
    for text in ("E(sigmoid(g - 1))", "P(g > h)", "Var(g + 2*h)", "E(exp(g)*h)"):
        question = read_question(text, (G, H))
        term = question.asked.term  # type: ignore[union-attr]
        yield (
            f"number {text}",
            lambda q=question, t=term: str(closed_form(q.context, t, now() + SECONDS)[1]),
        )  # type: ignore[misc]


def _bounds() -> Iterator[tuple[str, Callable[[], Any]]]:
    for text, declared in BOUNDS:
        question = read_question(text, declared)
        yield (
            text,
            lambda q=question: [
                [c.to_json(), proof] for c, proof in answer_bounds(q, SECONDS).claims
            ],
        )  # type: ignore[misc]


def _book(chosen: tuple[str, ...]) -> Iterator[tuple[str, Callable[[], Any]]]:
    for entry in entries():
        if not chosen or entry.id in chosen:
            yield (
                f"book {entry.id}",
                lambda e=entry: [
                    s.verdict.evidence for s in lanes.check(e.load(), SECONDS, beside=True).steps
                ],
            )  # type: ignore[misc]


def questions() -> list[tuple[str, Callable[[], Any]]]:
    """Some two hundred."""
    return [*_bounds(), *_limits(), *_claims(), *_numbers()]


def main(which: str, backwards: bool) -> None:
    if which == "book":
        chosen = list(_book(()))
    else:
        asked = questions()
        chosen = asked if which == "questions" else [*asked[::SAMPLE], *_book(ALONE)]
    for name, work in reversed(chosen) if backwards else chosen:
        text = json.dumps(work(), ensure_ascii=False)
        print(json.dumps([name, hashlib.sha256(text.encode()).hexdigest()]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], "backwards" in sys.argv[2:])
