"""What a certificate says the root of something is, the kernel squares, and it must be large
enough.
"""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.language import Term, TermError, number, to_json
from symattn.reading.question_reader import read_question

X, Y, B, U = "x: positive", "y: positive", "b: real", "u: real"
x, y, b, u = (Term("scalar", (k,)) for k in "xybu")


def t(op: str, *args: Any) -> Term:
    return Term(op, tuple(number(a) if isinstance(a, int) else a for a in args))


def root(of: Any) -> Term:
    return t("sqrt", of)


def replayed(text: str, declared: tuple[str, ...], *roots: Term) -> str:
    question = read_question(text, declared)
    claim = Claim(question.context, question.asked[0])  # type: ignore[index]
    model = {
        "sizes": {},
        "scalars": {s.key: "1" for s in claim.context.scalars},
        "entries": {},
        "vectors": {},
        "matrices": {},
    }
    known = [
        {
            "of": [["1", [[f.children[0].args[0], 1]], []]],
            "is": ">",
            "by": [["1", [f"h{k}"], [], []]],
        }
        for k, f in enumerate(claim.context.facts)
    ]
    both = (
        [
            {
                "of": [["1", [["x", 1]], []], ["1", [["y", 1]], []]],
                "is": ">",
                "by": [["1", ["h0"], [], []], ["1", ["h1"], [], []]],
            }
        ]
        if len(known) == 2
        else []
    )
    proof = {"rule": "equality", "signs": [*known, *both, *({"root": to_json(r)} for r in roots)]}
    return replay(claim, {"format": 1, "kernel": "0.1", "model": model, "proof": proof}).verdict


ACCEPTED = [
    ("a product", "sqrt(x*y) == sqrt(x)*sqrt(y)", (X, Y), (t("*", root(x), root(y)),)),
    ("a root of numbers", "sqrt(11 + 6*sqrt(2)) == 3 + sqrt(2)", (X,), (t("+", 3, root(2)),)),
    ("|u| for what is ≥ 0", "sqrt(x**2 + 2*x*y + y**2) == x + y", (X, Y), (t("+", x, y),)),
]
REJECTED = [
    ("nothing said", "sqrt(x*y) == sqrt(x)*sqrt(y)", (X, Y), (), "not identically zero"),
    (
        "the root of something else",
        "sqrt(x*y) == sqrt(x)*sqrt(y)",
        (X, Y),
        (t("*", x, y),),
        "not identically zero",
    ),
    ("of unknown sign", "sqrt(b**2*x) == b*sqrt(x)", (B, X), (t("*", b, root(x)),), "sign"),
    (
        "below 0",
        "sqrt(3 - 2*sqrt(2)) == 1 - sqrt(2)",
        (X,),
        (t("+", 1, t("neg", root(2))),),
        "large enough",
    ),
    ("a negative number", "sqrt(4) == 0 - 2", (X,), (t("neg", 2),), "large enough"),
    (
        "roots that have no value",
        "sqrt(b*u) == sqrt(b)*sqrt(u)",
        (B, U),
        (t("*", root(b), root(u)),),
        "sign",
    ),
    ("what is not declared", "sqrt(x*y) == x", (X, Y), (Term("scalar", ("w",)),), "w"),
    ("a vector", "sqrt(x*y) == x", (X, Y), (Term("zero"),), "malformed|scalar|sort|vector|assert"),
    ("a fraction", "sqrt(x*y) == x", (X, Y), (t("/", 1, t("+", x, y)),), "denominator"),
]


@pytest.mark.parametrize(
    ("text", "declared", "roots"), [a[1:] for a in ACCEPTED], ids=[a[0] for a in ACCEPTED]
)
def test_accepted(text: str, declared: tuple[str, ...], roots: tuple[Term, ...]) -> None:
    assert replayed(text, declared, *roots) == "proved"


@pytest.mark.parametrize(
    ("text", "declared", "roots", "words"), [r[1:] for r in REJECTED], ids=[r[0] for r in REJECTED]
)
def test_rejected(
    text: str, declared: tuple[str, ...], roots: tuple[Term, ...], words: str
) -> None:
    with pytest.raises((Rejected, TermError), match=words):
        replayed(text, declared, *roots)
