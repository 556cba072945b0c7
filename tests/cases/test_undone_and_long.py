"""Comparisons by way of a logarithm or a power of e, and sums that are long."""

from __future__ import annotations

import pytest

from symattn.kernel import Claim
from symattn.kernel.rules.sequent import Sequent
from symattn.language import Term, number
from symattn.reading.question_reader import read_question
from symattn.search.repairs.letters import USUAL
from symattn.search.sign_search.positivity import ProvingSigns
from symattn.search.sums_as_terms import sum_term
from tests.cases.asked import Asked, claim_of, judged, reals, remarks, verdict_of

X = reals("x")
MANY = [f"x{k}" for k in range(1, 62)]
NINE = [f"x{k}" for k in range(1, 10)]
TERMS = " + ".join(f"exp({x})" for x in MANY)

VERDICTS = [
    ("below", "x > 1", "proved", ["exp(x) == 3"]),
    ("above", "x < 2", "proved", ["exp(x) == 3"]),
    ("from a bound", "x > 1", "proved", ["exp(x) > 3"]),
    ("of a logarithm", "x > 20", "proved", ["log(x) == 3"]),
    ("too small", "x > 1", "false", ["exp(x) == 2"]),
    ("too large", "x > 21", "false", ["log(x) == 3"]),
]


@pytest.mark.parametrize(
    ("line", "right", "given"), [v[1:] for v in VERDICTS], ids=[v[0] for v in VERDICTS]
)
def test_what_a_function_is_compared_with_is_undone(
    line: str, right: str, given: list[str]
) -> None:
    found = verdict_of(Asked("", line, right, X, given))
    assert found.status == right or (
        right == "false" and found.status in ("refuted", "conditional")
    )


def test_a_weight_among_many_scores() -> None:
    less = Asked("", f"exp(x1)/({TERMS}) < 1", "proved", reals(" ".join(MANY)))
    assert verdict_of(less).status == "proved"
    more = Asked("", f"exp(x1)/({TERMS}) > 1/2", "false", reals(" ".join(MANY)))
    assert verdict_of(more).status == "refuted"


def test_how_many_terms_were_too_many_is_said() -> None:
    letters = " + ".join(f"{x}**4" for x in NINE)
    total = " + ".join(NINE)
    claim = claim_of(
        Asked("", f"({total})**4 <= 729*({letters})", "undecided", reals(" ".join(NINE)))
    )
    found = judged(claim)
    assert found.status == "undecided"
    (said,) = remarks(claim, found, "Not decided")
    assert "of more than 40 little is tried" in said


def test_quadratic_forms_in_many_letters() -> None:
    for k in (9, 12):
        letters = [f"x{j}" for j in range(1, k + 1)]
        total, squares = " + ".join(letters), " + ".join(f"{x}**2" for x in letters)
        holds = Asked("", f"({total})**2 <= {k}*({squares})", "proved", reals(" ".join(letters)))
        assert verdict_of(holds).status == "proved"
    fails = Asked("", f"({total})**2 <= {k - 1}*({squares})", "false", reals(" ".join(letters)))
    assert verdict_of(fails).status == "refuted"


def test_a_sum_over_the_others_finds_a_letter() -> None:
    """Where all usual letters are members' names, looking for one broke off."""
    for names in ("jlmkpr", USUAL):
        inside = "+".join(f"exp(x[{name}])" for name in names)
        question = read_question(
            f"log({inside}) < 0", [f"n: integer >= {len(names) + 1}", "x: real[n]"], [], ""
        )
        (index_set,) = question.context.index_sets
        body = Term("exp", (Term("entry", ("x", Term("index", ("y'",)))),))
        whole = Term(
            "sum", ("y'", index_set.key, *(Term("index", (n,)) for n in index_set.members), body)
        )
        claim = Claim(question.context, Term(">", (whole, number(0))))
        signs = ProvingSigns()
        signs.cell = cell = Sequent(claim, signs=signs)
        found = sum_term(cell.meaning.scalar(whole).numerator, claim, signs.opaque)
        assert found is not None and found.args[0] not in index_set.members


@pytest.mark.parametrize(
    "claim", ["exp(1000) < exp(999)", "exp(70000) < exp(69999)", "exp(79999) > exp(80000)"]
)
def test_numbers_that_no_float_holds_are_repaired(claim: str) -> None:
    """Which right side is nearest was asked of floats, and e^1000 is none."""
    assert verdict_of(Asked("", claim, "false")).status == "refuted"
