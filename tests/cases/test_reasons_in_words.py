"""What is said of a line that is false or stays open: numbers that differ, reasons that
are right.
"""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symattn
from symattn.app.archives import symattn_archive
from symattn.asking.answers import answer
from symattn.reading.question_reader import read_question
from symattn.words.decimals import _rounded
from symattn.words.reasons import sentences
from symattn.words.refusals import PLAINER, plainer


def asked(claim: str, *let: str, limit: str = "", facts: tuple[str, ...] = ()) -> str:
    return answer(read_question(claim, let, facts, limit), 20).text


# ---- numbers -------------------------------------------------------------------------------------

NUMBERS = {
    "exp(-1000) == 0": "The left side is 5.076e−435, the right side 0.",
    "exp(-65520) == 0": "The left side is 1.061e−28455, the right side 0.",
    "0 == exp(-65520)": "The left side is 0, the right side 1.061e−28455.",
    "exp(70000) == 0": "The left side is 4.109e+30400, the right side 0.",
    "exp(-1000) == exp(-1001)": "The left side is 5.076e−435, the right side 1.867e−435.",
    "1 + exp(-1000) == 1": "The left side is 1 + 5.076e−435, the right side 1.",
    "sqrt(2) == 14142135623/10000000000": (
        "The left side is 1.41421356237, the right side 1.4142135623."
    ),
    "log(2) < 6931/10000": "The left side is 0.693147, the right side 0.6931.",
    "1/3 == 1/2": "The left side is 1/3, the right side 1/2.",
    "1/100000 == 1/100001": "The left side is 1e−05, the right side 9.9999e−06.",
}


@pytest.mark.parametrize("claim", NUMBERS)
def test_two_numbers_that_differ_look_different(claim: str) -> None:
    said = asked(claim)
    assert said.startswith("false") and NUMBERS[claim] in said and "divides" not in said


@given(
    st.floats(min_value=1e-12, max_value=1e12), st.sampled_from([4, 6, 9]), st.sampled_from([1, -1])
)
def test_digits_are_those_of_python(x: float, digits: int, sign: int) -> None:
    exact = Fraction(sign * x)
    assert _rounded((exact, exact), 0, digits) == f"{sign * x:.{digits}g}".replace("-", "−")


def test_digits_are_shown_only_if_both_ends_have_them() -> None:
    assert _rounded((Fraction(1, 3), Fraction(1, 3) + Fraction(1, 10**9)), 0, 4) == "0.3333"
    assert _rounded((Fraction(1, 3), Fraction(1, 3) + Fraction(1, 1000)), 0, 4) is None
    assert _rounded((Fraction(-1), Fraction(1)), 0, 4) is None
    assert _rounded((Fraction(99999), Fraction(99999)), -40, 4) == "1e−35"


# ---- limits --------------------------------------------------------------------------------------

LIMITS = {
    "close(x + 1, x)": "The difference is 1.",
    "close(exp(x) + x, exp(x))": "The difference tends to ∞.",
    "close(x, x**2)": "The difference tends to −∞.",
    "close(exp(1)*x/(x + 1), 2718281828/1000000000)": "The difference tends to 4.59e−10.",
    "close(1/x, 1)": "The left side tends to 0, the right side is 1.",
    "tends(x + 1, 3)": "The left side tends to ∞, the right side is 3.",
    "tends(log(2) + 1/x, 6931471805/10000000000)": "The difference tends to 5.995e−11.",
}


@pytest.mark.parametrize("claim", LIMITS)
def test_what_a_limit_is_instead(claim: str) -> None:
    said = asked(claim, limit="x -> oo")
    assert said.startswith("false") and LIMITS[claim] in said and "…" not in said


@pytest.mark.parametrize(
    "claim, let",
    [
        ("x/(x + y) == 1", ("x: positive", "y: nonnegative")),
        ("1/n == 1/2", ("n: integer >= 2",)),
    ],
    ids=str,
)
def test_a_line_without_the_limit_variable_has_no_condition_about_it(
    claim: str, let: tuple[str, ...]
) -> None:
    said = asked(claim, *let, limit="b -> oo")
    assert "Condition: true iff" in said and "≈" not in said and "→" not in said
    moving = asked("exp(b)/(exp(b) + 1) == 1", "b: positive", limit="b -> oo")
    assert "true with ≈ in place of =, in the limit b → ∞" in moving


# ---- what stays open -----------------------------------------------------------------------------

ENTROPY = "log(sum(exp(x[j]), j)) - sum(x[j]*exp(x[j]), j)/sum(exp(x[j]), j) <= log(n)"
WEIGHTED = "limit(x[a]*exp(b*x[a])/sum(exp(b*x[j]), j), b, 0)"
FAMILY = ("n: integer >= 2", "x: real[n]")
OPEN = {
    # no rule proves it; that both sides are not one expression is no doubt of it
    (
        "implies(x**3 == y**3, x == y)",
        ("x: real", "y: real"),
    ): "in a case that is not known to be impossible, and no point of it was found",
    (ENTROPY, FAMILY): "an exponent would be a fraction with a sum below it",
    (WEIGHTED, FAMILY): "an exponent dies out as the limit is taken",
}


@pytest.mark.parametrize("question", OPEN, ids=lambda q: q[0])
def test_why_a_line_stays_open(question: tuple[str, tuple[str, ...]]) -> None:
    claim, let = question
    said = asked(claim, *let)
    if "not decided" in said.lower():  # once it is decided there is nothing to explain
        assert OPEN[question] in said and "identically" not in said and "negative power" not in said


def test_every_plain_word_is_for_something_that_the_kernel_says() -> None:
    assert set(PLAINER) <= sentences()
    assert plainer("norm: the weights do not add up to 0") == "the weights do not add up to 0"
    assert plainer("limit: expected an orthonormal family") == "no rule applies"


LOOKED_AT = """
import importlib, pkgutil
from symattn.words.reasons import kernel, sentences
importlib.invalidate_caches()  # Python 3.13 forgets what is in an archive then
found = sentences()
# what Python cannot do with an archive after that
kernel.__path__ = [p for p in kernel.__path__ if not p.endswith(".zip/symattn/kernel")]
for m in pkgutil.walk_packages(kernel.__path__, "symattn.kernel."):
    importlib.import_module(m.name)
sentences.cache_clear()
print(len(found) > 1000 and found == sentences())
"""


def test_all_that_the_kernel_says_is_known_from_an_archive(tmp_path: Path) -> None:
    """As in a browser; with no module left out that nobody had a use for until then."""
    archive = tmp_path / "symattn.zip"
    archive.write_bytes(symattn_archive())
    for path in (str(archive), str(Path(symattn.__file__).parents[1])):
        code = f"import sys; sys.path.insert(0, {path!r}); {LOOKED_AT.lstrip()}"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stdout == "True\n", done.stderr


PHRASES = {
    "a double sum over unnamed members": "no rule covers a double sum over unnamed members",
    "a division by zero": "a side has no value: something is divided by what is 0",
    "a power that is too high": "no rule covers a power that is too high",
    "a product has too many terms": "a product has too many terms",
    "the mean of e^{aX²} does not exist: it is infinite": (
        "the mean of e^{aX²} does not exist: it is infinite"
    ),
    "an expansion of 500 terms is too large": "an expansion of 500 terms is too large",
}


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_refusal_reaches_a_reader_as_a_sentence(phrase: str) -> None:
    assert plainer(phrase) == PHRASES[phrase]


def test_what_is_too_large_for_digits_is_said() -> None:
    assert "the digits of e^x are worked out for |x| ≤ 80000 only" in asked("exp(90000) == 1")
    assert "something is divided by what is 0" in asked("limit(1/(x - x), x, oo)", "x: real")
