"""What is asked as it is typed, as it is printed, and as it comes out of files.

And answers that nobody takes for True.
"""

from __future__ import annotations

import warnings

import pytest
from click.testing import CliRunner
from sympy import exp, oo, symbols

import symattn
from symattn.commands.cli import cli
from symattn.language import Term, TermError, plain
from symattn.reading.declarations import QuestionError
from symattn.reading.printed_signs import typed
from symattn.reading.question_reader import read_question

PRINTED = {
    # as printed: as typed
    "β > 0": "beta > 0",
    "γ_a ≥ γ_b": "gamma_a >= gamma_b",
    "λ ≠ 1": "lam != 1",
    "x² + 1 > x³": "x**2 + 1 > x**3",
    "x⁻¹ + x¹⁰ > 0": "x**(-1) + x**10 > 0",
    "2 β exp(−β x) ≤ 1": "2*beta*exp(-beta*x) <= 1",
    "2βγ": "2*beta*gamma",
    "x·y − 2 ·3": "x*y - 2 *3",
    "½ (x + y)": "(1/2)*(x + y)",
    "√2·√x": "sqrt(2)*sqrt(x)",
    "√(x² + 1)": "sqrt(x**2 + 1)",
    "|γ_a| > |γ_b| + 1": "abs(gamma_a) > abs(gamma_b) + 1",
    "E(|g − 1|)": "E(abs(g - 1))",
    "α → ½": "tends(alpha ,   (1/2) )",
    "x → ∞": "tends(x ,  oo)",
    "exp(β) ≈ 1": "close(exp(beta) ,  1)",
    "x ≥ 0 and y ≥ 0 ⇒ x + y ≥ 0": "implies(x >= 0  and  y >= 0 ,  x + y >= 0)",
    "x^2 = y ⇔ y = x^2": "iff(x**2 == y ,  y == x**2)",
    "P(g > 0 given h > 0)": "P(g > 0, given=h > 0)",
    "x_a ≥ x_c for every c": "every(x_a >= x_c, c)",
    "(x_a > x_c for every c ∉ {a, b}) ⇒ x_a > 0": (
        "implies(every(x_a > x_c, c != a != b) ,  x_a > 0)"
    ),
    "\ufeffx > 0": "x > 0",
    "x\u00a0> 0": "x > 0",
    "x₁ ≤ x₂": "x_1 <= x_2",
    "γ ∼ N(1, ½)": "gamma ~ N(1,  (1/2) )",
    "2 ≥ 1 or x ≤ 3 and not x": "2 >= 1 or x <= 3 and not x",
    # typed already: left alone
    "x = 1": "x = 1",
    "x ^ 2 > 1": "x ^ 2 > 1",
    "P(g > 0 | h > 0)": "P(g > 0 | h > 0)",
}


@pytest.mark.parametrize("text", PRINTED)
def test_what_is_printed_is_read(text: str) -> None:
    assert typed(text) == PRINTED[text]
    assert typed(PRINTED[text]) == PRINTED[text]


LET = (
    "x: real",
    "y: positive",
    "b: real",
    "gamma_a: real",
    "n: integer >= 2",
    "s: real[n]",
    "g ~ N(1, 1/2)",
)
CLAIMS = [
    "x**2 + 1 > x",
    "exp(b)/(2*exp(b) + n - 2) == 1/2",
    "abs(gamma_a - x) >= 2*x*y",
    "sqrt(y)*y**3 != -x/y",
    "implies(x > 0, x*y > 0)",
    "iff(x > y, y < x)",
    "tends(exp(-b), 0)",
    "close(b, b + exp(-b))",
    "implies(every(s[a] > s[c], c != a), s[a] >= s[d])",
    "P(g > 0, given=g < 2) > 1/2",
    "x - (y - 2) < max(x, y, 3)",
]


@pytest.mark.parametrize("claim", CLAIMS)
def test_the_text_of_a_claim_is_the_claim(claim: str) -> None:
    limit = "b -> oo" if "tends" in claim or "close" in claim else ""
    asked = read_question(claim, LET, limit=limit).asked
    assert isinstance(asked, tuple)
    text = plain(asked[0])
    again = read_question(
        text + "\u00a0", LET, limit=limit
    ).asked  # not typed on a keyboard, so = and ^ are meant as printed
    assert isinstance(again, tuple) and plain(again[0]) == text


ASKED = {
    "a claim that begins with a minus": (["-log(exp(-x)) == x", "--let", "x: real"], 0, "proved"),
    "one with h in it": (["-tanh(x) < 0", "--let", "x: positive"], 0, "proved"),
    "options first": (["--let", "x: positive", "-x < 0"], 0, "proved"),
    "a fact that begins with one": (
        ["x > 1", "--let", "x: real", "--given", "-x < -1"],
        0,
        "proved",
    ),
    "after two dashes": (["--let=x: positive", "--", "-x < 0"], 0, "proved"),
    "two minus signs": (["--x == x", "--let", "x: real"], 0, "proved"),
    "an option that does not exist": (["x > 0", "--lett", "x: real"], 2, "No such option '--lett'"),
    "help": (["-h"], 0, "CLAIM"),
    "a byte order mark": (["\ufeffx > 0", "--let", "\ufeffx: positive"], 0, "proved"),
    "Greek": (["β² ≥ 0", "--let", "β: real"], 0, "proved"),
    "an arrow": (
        ["exp(β)/(2 exp(β) + n − 2) → ½", "--let", "n: integer >= 2", "--as", "β → ∞"],
        0,
        "proved",
    ),
    "a law": (["P(γ_a > 0) = ½", "--let", "γ_a ∼ N(0, ½)"], 0, "proved"),
    "printed indices": (
        [
            "(x_a ≥ x_c for every c) ⇒ x_a = max(x[l], l)",
            "--let",
            "n: integer >= 2",
            "--let",
            "x: real[n]",
        ],
        0,
        "proved",
    ),
    "a printed fact": (
        [
            "|γ_a| > |γ_b|",
            "--let",
            "γ_a: real",
            "--let",
            "γ_b: real",
            "--given",
            "γ_a ≥ 2 γ_b",
            "--given",
            "γ_b > 0",
        ],
        0,
        "proved",
    ),
    "a comma in P": (
        ["P(g > 0, h > 0)", "--let", "g ~ N(0, 1)", "--let", "h ~ N(0, 1)"],
        2,
        "write P(p and q) for both",
    ),
    "given": (["P(g > 0, given=h > 0)", "--let", "g ~ N(0, 1)", "--let", "h ~ N(0, 1)"], 0, "1/2"),
    "and": (["P(g > 0 and h > 0)", "--let", "g ~ N(0, 1)", "--let", "h ~ N(0, 1)"], 0, "1/4"),
    "given, with a notice": (["E(g, g > 0) > 0", "--let", "g ~ N(0, 1)"], 0, "write given=g > 0"),
    "a covariance": (
        [
            "Cov(g, h, given=k > 0) == 0",
            "--let",
            "g ~ N(0, 1)",
            "--let",
            "h ~ N(0, 1)",
            "--let",
            "k ~ N(0, 1)",
        ],
        0,
        "proved",
    ),
    "a variance": (
        ["Var(g, given=h > 0) == 1", "--let", "g ~ N(0, 1)", "--let", "h ~ N(0, 1)"],
        0,
        "proved",
    ),
    "no event": (["E(g, 3) == 0", "--let", "g ~ N(0, 1)"], 2, "given=event"),
    "another name": (["E(g, under=g > 0) == 0", "--let", "g ~ N(0, 1)"], 2, "but for given="),
    "LaTeX of what is false": (
        ["x**2 == x**3 + 1", "--let", "x: positive", "--given", "x > 1", "--format", "latex"],
        1,
        r"\text{false: } x^{2} = x^{3} + 1",
    ),
    "LaTeX of what is not always so": (
        [
            "exp(b)/(2*exp(b) + n - 2) == 1/2",
            "--let",
            "b: positive",
            "--let",
            "n: integer >= 2",
            "--format",
            "latex",
        ],
        1,
        r"= \tfrac{1}{2} \quad \text{iff } n = 2",
    ),
    "LaTeX of what is true": (
        ["x**2 >= 0", "--let", "x: real", "--format", "latex"],
        0,
        r"x^{2} \ge 0",
    ),
    "LaTeX of a word": (
        ["pw > 0", "--let", "pw: positive", "--format", "latex"],
        0,
        r"\mathrm{pw} > 0",
    ),
    "text of a word": (["pw > 0", "--let", "pw: real"], 1, "At pw = −1"),
}


@pytest.mark.parametrize("name", ASKED)
def test_the_command_line(name: str) -> None:
    args, status, words = ASKED[name]
    result = CliRunner().invoke(cli, ["ask", *args])
    shown = str(result.exception) if isinstance(result.exception, QuestionError) else result.output
    assert words in shown and result.exit_code in (
        {status} if not isinstance(result.exception, QuestionError) else {1}
    ), (shown, result.exit_code)


def test_what_is_there_is_listed() -> None:
    assert {"limit", "check", "ask", "asymptotics", "Limit", "Checked"} <= set(dir(symattn))


def test_facts_as_text() -> None:
    b, g = symbols("b g", real=True)
    for fact in ("g > 0", "g ≥ 1", g > 0):
        assert symattn.limit(exp(b * g) / (exp(b * g) + 1), b, oo, given=[fact]).value == "1"


REFUSED = {
    "a limit as a condition": (
        lambda b: bool(symattn.limit(exp(-b), b, oo)),
        TypeError,
        "not true or false",
    ),
    "an answer as a condition": (
        lambda b: bool(symattn.ask("x > 0", let=["x: real"])),
        TypeError,
        "not true or false",
    ),
    "a number for an id": (lambda b: symattn.check(3), TypeError, "expected|takes the id"),
    "nothing for an id": (lambda b: symattn.check(None), TypeError, "takes the id"),
    "one text for a list": (
        lambda b: symattn.limit(exp(-b), b, oo, given="b > 1"),
        TermError,
        "expected a list of facts",
    ),
    "one declaration for a list": (
        lambda b: symattn.ask("x > 0", let="x: real"),
        QuestionError,
        "expected a list of texts",
    ),
    "a name that nothing has": (
        lambda b: symattn.limit(exp(-b), b, oo, given=["h > 0"]),
        TermError,
        "h is not declared",
    ),
    "no relation": (
        lambda b: symattn.limit(exp(-b), b, oo, given=["b"]),
        TermError,
        "expected a relation",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_python_says_what_it_takes(name: str) -> None:
    make, error, words = REFUSED[name]
    with pytest.raises(error, match=words) as raised:
        make(symbols("b", real=True))  # type: ignore[no-untyped-call]
    assert "\n" not in str(raised.value)


def test_asking_from_python() -> None:
    assert symattn.ask("x**2 + 1 > x", let=["x: real"]).verdict == "proved"
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        assert symattn.ask("E(g, g > 0) > 0", let=["g ~ N(0, 1)"]).verdict == "proved"
    assert "write given=g > 0" in str(told[0].message)


def test_a_word_is_a_word() -> None:
    assert (
        plain(Term("scalar", (r"\pw",))) == "pw" and plain(Term("scalar", (r"\beta_a",))) == "β_a"
    )


@pytest.mark.parametrize(
    ("claim", "hint"),
    [
        ("softmax(x)[a] > 0", "exp(x[a])/sum(exp(x[j]), j)"),
        ("logsumexp(x) > 0", "log(sum(exp(x[j]), j))"),
    ],
)
def test_what_is_made_of_exponentials_and_sums_is_written_so(claim: str, hint: str) -> None:
    with pytest.raises(QuestionError, match="is written") as said:
        read_question(claim, ["n: integer >= 2", "x: real[n]"], [], "")
    assert hint in str(said.value)
