"""`symattn ask`: questions as text, answers as text and JSON, mistakes in one line."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from symattn.commands.cli import main
from symattn.kernel import Claim, replay
from symattn.reading.declarations import QuestionError
from symattn.reading.question_reader import read_question
from symattn.reading.spelling import spelled

SCHEMA = json.loads(
    (files("symattn") / "schema" / "answer.schema.json").read_text(encoding="utf-8")
)


def ask(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["ask", *args])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def data_of(capsys: pytest.CaptureFixture[str], *args: str) -> dict[str, Any]:
    _, out, _ = ask(capsys, *args, "--format", "json")
    data: dict[str, Any] = json.loads(out)
    jsonschema.validate(data, SCHEMA)
    return data


N, G = ("--let", "n: integer >= 2"), ("--let", "g: real")

LIMITS = [
    (
        "limit(exp(b*g)/(exp(b*g) + n - 1), b, oo)",
        (*G, *N),
        [("g > 0", "1"), ("g < 0", "0"), ("g == 0", "1/n")],
    ),
    ("limit(exp(b)/(2*exp(b) + n - 2), b, oo)", N, [("true", "1/2")]),
    ("limit(log(exp(b*g) + n)/b, b, oo)", (*G, *N), [("true", "max(g, 0)")]),
    ("limit(b*g, b, oo)", G, [("g > 0", "oo"), ("g < 0", "-oo"), ("g == 0", "0")]),
    (
        "limit((n - 2)*exp(b*g)/(3*exp(b*g) + (n - 2)*exp(b*g)), b, oo)",
        (*G, *N),
        [("true", "(n - 2)/(n + 1)")],
    ),
    ("limit(1/(2*exp(-b) + 3*n - 4), b, oo)", N, [("true", "1/(3*n - 4)")]),
    ("limit(b**2, b, -oo)", (), [("true", "oo")]),
    ("limit((exp(g*b) - 1)/b, b, 0)", G, [("true", "g")]),
    ("limit(1/b, b, 0, '-')", (), [("true", "-oo")]),
    ("limit((b**2 - 4)/(b - 2), b, 2)", (), [("true", "4")]),
]


@pytest.mark.parametrize(("question", "lets", "cases"), LIMITS, ids=[q for q, *_ in LIMITS])
def test_limits(
    question: str,
    lets: tuple[str, ...],
    cases: list[tuple[str, str]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = data_of(capsys, question, *lets)
    assert (
        data["verdict"] == "proved"
        and data["complete"]
        and [(c["when"], c["value"]) for c in data["cases"]] == cases
    )
    for proof in data["certificate"]:
        assert replay(Claim.from_json(proof["claim"]), proof["certificate"]).verdict == "proved"


def test_a_family_whose_other_members_fall_behind(capsys: pytest.CaptureFixture[str]) -> None:
    lets = ("--let", "x: real[n]", *N, "--given", "x[a] > x[i]")
    assert data_of(capsys, "limit(exp(b*x[a])/sum(exp(b*x[j]), j), b, oo)", *lets)["cases"] == [
        {"when": "true", "value": "1"}
    ]


def test_two_sides_that_differ_are_not_a_limit(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = ask(capsys, "limit(abs(b)/b, b, 0)")
    assert status == 3 and "from above it is 1, from below -1" in out


def test_a_case_that_stays_open_is_told_apart(capsys: pytest.CaptureFixture[str]) -> None:
    lets = ("--let", "x: real[n]", *N)
    data = data_of(
        capsys,
        "limit(b*exp(b*x[a])/sum(exp(b*x[j]), j)*(1 - exp(b*x[a])/sum(exp(b*x[j]), j)), b, oo)",
        *lets,
    )
    assert data["verdict"] == "undecided" and not data["complete"] and data["why"]


def test_a_family_of_any_size_with_any_scores(capsys: pytest.CaptureFixture[str]) -> None:
    lets = ("--let", "x: real[n]", *N)
    weight = data_of(capsys, "limit(exp(b*x[a])/sum(exp(b*x[j]), j), b, oo)", *lets)
    assert weight["complete"] and [(c["when"], c["value"]) for c in weight["cases"]] == [
        ("x[a] == max(x[l], l)", "1/sum(count(x[j] == max(x[l], l)), j)"),
        ("x[a] < max(x[l], l)", "0"),
    ]
    assert data_of(capsys, "limit(log(sum(exp(b*x[j]), j))/b, b, oo)", *lets)["cases"] == [
        {"when": "true", "value": "max(x[j], j)"}
    ]
    beside = data_of(capsys, "limit(log(1 + sum(exp(b*x[j]), j))/b, b, oo)", *lets)
    assert beside["cases"] == [{"when": "true", "value": "max(0, max(x[j], j))"}]
    entropy = data_of(
        capsys,
        (
            "limit(-sum(exp(b*x[j])/sum(exp(b*x[i]), i)*log(exp(b*x[j])/sum(exp(b*x[i]), i)), "
            "j), b, oo)"
        ),
        *lets,
    )
    assert entropy["cases"] == [
        {"when": "true", "value": "log(sum(count(x[j] == max(x[l], l)), j))"}
    ]
    assert (
        data_of(
            capsys, "tends(log(sum(exp(b*x[j]), j))/b, max(2*x[l], l))", *lets, "--as", "b -> oo"
        )["verdict"]
        == "refuted"
    )


RELATIONS = [
    ("x**2 + 1 > x", ("--let", "x: real"), "proved", 0),
    ("0.3*x == 3*x/10", ("--let", "x: real"), "proved", 0),
    ("exp(b)/(2*exp(b) + n - 2) == 1/2", ("--let", "b: positive", *N), "conditional", 1),
    ("tends(exp(b*g)/(exp(b*g) + 1), 1)", (*G, "--as", "b -> oo"), "conditional", 1),
    ("tends(exp(b*g)/(exp(b*g) + 1), 1)", ("--let", "g: positive", "--as", "b -> oo"), "proved", 0),
    (
        "tends(exp(b*x[a])/sum(exp(b*x[j]), j), 1)",
        ("--let", "x: real[n]", *N, "--given", "x[a] > x[i]", "--as", "b -> oo"),
        "proved",
        0,
    ),
    (
        "limit(exp(p*b)/(exp(p*b) + exp(q*b)), b, oo) == 0",
        ("--let", "p: positive", "--let", "q: positive"),
        "conditional",
        1,
    ),
    ("close(sqrt(b**2 + b), b + 1/2)", ("--as", "b -> oo"), "proved", 0),
    ("implies(x > 1, x**2 > x)", ("--let", "x: real"), "proved", 0),
    ("0 < exp(x) < exp(x) + 1", ("--let", "x: real"), "proved", 0),
    ("E(g) == 1", ("--let", "g ~ N(1, 1/2)"), "proved", 0),
    ("E(sigmoid(b*(g - 1))) == 1/2", ("--let", "b: real", "--let", "g ~ N(1, 1/2)"), "proved", 0),
    ("P(g > 0) == 1/2", ("--let", "g ~ N(1, 1/2)"), "refuted", 1),
    ("g != 3", ("--let", "g ~ N(1, 1/2)"), "undecided", 3),
]


@pytest.mark.parametrize(
    ("claim", "args", "verdict", "code"), RELATIONS, ids=[f"{c}: {v}" for c, _, v, _ in RELATIONS]
)
def test_relations(
    claim: str, args: tuple[str, ...], verdict: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert data_of(capsys, claim, *args)["verdict"] == verdict
    assert ask(capsys, claim, *args)[0] == code


G_LAW = ("--let", "g ~ N(1, 1/2)")
NUMBERS = [
    # question, more arguments, closed form, what the enclosure begins with
    ("E(1/(1 + exp(-5*g)))", (), None, "0.89651606745719514"),
    ("E(1/(1 + exp(-5*(g - 1))))", (), "1/2", "0.4999999999999"),
    ("E(exp(t*g))", ("--let", "t: real"), "exp(t + t**2/4)", None),
    (
        "Var(sigmoid(b*g))",
        ("--let", "b: positive", "--given", "b == 3"),
        None,
        "0.0400400026326829",
    ),
    ("P(g > 0)**2", (), "erfc(1)**2/4 + 1 - erfc(1)", "0.8488"),
    ("1 - P(g < 0)", (), "1 - erfc(1)/2", "0.92135"),
    ("E(1/g)", (), None, None),
    # the events below were checked against sums over a grid of 700 × 700 points
    (
        "P(exp(5*g)/(exp(5*g) + exp(5*h) + 1) > 9/10)",
        ("--let", "h ~ N(1, 1/2)"),
        None,
        "0.31594068433",
    ),
    (
        "P(9/10 < 1/(1 + exp(5*h - 5*g) + exp(-5*g)))",
        ("--let", "h ~ N(1, 1/2)"),
        None,
        "0.31594068433",
    ),
    ("P(g > tanh(h))", ("--let", "h ~ N(1, 1/2)"), None, "0.67292437"),
]


@pytest.mark.parametrize(
    ("question", "more", "value", "begins"), NUMBERS, ids=[q for q, *_ in NUMBERS]
)
def test_numbers(
    question: str,
    more: tuple[str, ...],
    value: str | None,
    begins: str | None,
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = data_of(capsys, question, *G_LAW, *more)
    assert data["value"] == value and (data["enclosure"] is None) == (begins is None)
    assert data["verdict"] == ("proved" if value or begins else "undecided") and (
        "why" in data
    ) == (begins is None)
    if begins is not None:
        low, high = (float(end) for end in data["enclosure"])
        assert (
            data["enclosure"][0].startswith(begins)
            and low <= high < low + 1e-12
            and data["rests_on"] == ["Arb, through python-flint"]
        )
    for proof in data["certificate"]:
        assert replay(Claim.from_json(proof["claim"]), proof["certificate"]).verdict == "proved"


def test_limits_of_means(capsys: pytest.CaptureFixture[str]) -> None:
    lets = (*G_LAW, "--let", "h ~ N(1, 1/2)", *N)
    data = data_of(capsys, "limit(Var(exp(b*g)/(exp(b*g) + exp(b*h) + n - 2)), b, oo)", *lets)
    assert data["complete"] and [(c["when"], c["value"]) for c in data["cases"]] == [
        ("n > 2", "1/4 - erfc(1)**4/64"),
        ("n == 2", "1/4"),
    ]


def test_the_answer_of_the_json_page(capsys: pytest.CaptureFixture[str]) -> None:
    data = data_of(capsys, "exp(b)/(2*exp(b) + n - 2) == 1/2", "--let", "b: positive", *N)
    assert data["witness"] == {"b": "1", "n": "3"} and data["repair"] == [
        {"assume": ["n == 2"], "relation": None, "necessary": True}
    ]


RUNS = ("--let", "x: real[n]", *N, "--given", "x[j] > 0")
BAD = [
    ("9**9**9 > 1", (), "an exponent of at most 64"),
    ("x > 1", (), "x is not declared; add --let 'x: real'"),
    ("gama > 1", ("--let", "gamma: real"), "did you mean gamma"),
    ("1 + 1", (), "expected a relation"),
    ("x ^ 2 > 1", ("--let", "x: real"), "write ** for a power"),
    ("x = 1", ("--let", "x: real"), "write == for equality"),
    ("lambda > 1", (), "write lam"),
    ("x.y > 1", ("--let", "x: real"), "a name has no dots"),
    ("__import__('os').system('ls') > 0", (), "one of the functions"),
    ("[x for x in (1, 2)] > 1", (), "numbers, declared names"),
    ("'text' > 1", (), "a number of at most 40 digits"),
    ("1e400 > 1", (), "a number of at most 40 digits"),
    ("1" * 50 + " > 1", (), "a number of at most 40 digits"),
    ("(" * 300 + "1" + ")" * 300 + " > 1", (), "no expression|nested"),
    ("+".join(["1"] * 3000) + " > 1", (), "longer than"),
    ("tanh(" * 250 + "1" + ")" * 250 + " > 0", (), "no expression|nested"),
    ("E(g)", ("--let", "g ~ N(1, -1/2)"), "a variance is not negative, found -1/2"),
    ("sqr(2) > 1", (), "did you mean sqrt"),
    ("exp(2*(1 + 1) > 1", (), "a parenthesis is not closed"),
    ("diff(x, 2) == 1", ("--let", "x: real"), "the derivative of f by a declared x"),
    ("tends(1, 1)", (), "say which with --as"),
    ("x > 1", ("--let", "x is real"), "expected a declaration such as"),
    ("x > 1", ("--let", "x: real", "--let", "x: positive"), "declared twice"),
    ("x > 1", ("--let", "x: real >= 1/0"), "expected a declaration such as"),
    ("x > 1", ("--let", "x: real", "--given", "x"), "expected a relation"),
    ("x > 1", ("--let", "x: real", "--as", "x goes up"), "expected 'b -> oo'"),
    ("x[a] > 1", ("--let", "x: real[m]"), "not declared as an integer"),
    ("limit(n, n, oo)", N, "is declared an integer"),
    ("sum(x[j], j) > 0", RUNS, "j runs through a sum or the like"),
    ("max(x[j], j) > 0", RUNS, "write every(…, j) for each member"),
    ("limit(exp(b*x[a])/sum(exp(b*x[j]), j), b, oo)", RUNS, "j runs through a sum"),
    ("bound(exp(b*x[a])/sum(exp(b*x[j]), j), b, oo)", RUNS, "j runs through a sum"),
    ("limit(b, b)", (), "limit(f, b, oo)"),
]


@pytest.mark.parametrize(
    ("text", "args", "words"), BAD, ids=[f"{t[:40]} {a[-1] if a else ''}" for t, a, _ in BAD]
)
def test_bad_questions_get_one_line(
    text: str, args: tuple[str, ...], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, err = ask(capsys, text, *args)
    assert (
        status == 2
        and out == ""
        and len(err.strip().splitlines()) == 1
        and err.startswith("symattn: ")
    )
    assert any(w in err for w in words.split("|")), err


def test_what_is_spelled_is_read_back() -> None:
    for text in (
        "x - y*(x + 1)/2**x",
        "-(x + y)",
        "(x - 1)**2/(x*y)",
        "max(x, -y, 0)",
        "x/(y/2)",
        "count(x == y, x < 0)*2",
        "exp(-x)*(-y)",
    ):
        question = read_question(f"limit({text}, b, oo)", ("x: real", "y: real"))
        again = spelled(question.asked.term, question.names)  # type: ignore[union-attr]
        assert (
            read_question(f"limit({again}, b, oo)", ("x: real", "y: real")).asked == question.asked
        )


def test_two_names_that_look_alike_are_refused() -> None:
    with pytest.raises(QuestionError, match="declared twice, or looks like x1"):
        read_question("x1 > 0", ("x1: real", "x_1: real"))


@pytest.mark.parametrize(
    ("text", "declared", "lines"),
    [
        (
            "bound(exp(b)/(exp(b) + n - 1), b, oo)",
            ("n: integer >= 2",),
            [
                "limit: 1",
                "for b > 0:",
                "abs(exp(b)/(exp(b) + n - 1) - 1) <= (n - 1)*exp(-b)",
                "iff b >= log((n - 1)*(1 - eps)/eps)",
            ],
        ),
        ("bound(1/(1 + exp(-b)), b, oo, 1/100)", (), ["<= 1/100 iff b >= log(99)"]),
        (
            "bound(exp(b*g)/(exp(b*g) + 9), b, oo, 1/10, 9/10)",
            ("g ~ N(1, 1/2)",),
            ["with probability at least 9/10 from b = 1172/25 on"],
        ),
        (
            "bound(exp(b*g)/(exp(b*g) + exp(b) + 8), b, oo, 1/10, 0.6)",
            ("g ~ N(1, 1/2)",),
            ["with probability at least 3/5: no value does"],
        ),
        (
            "bound(E(exp(b*g)/(exp(b*g) + 9)), b, oo)",
            ("g ~ N(1, 1/2)",),
            [
                "limit: 1 - erfc(1)/2",
                "<= 2*sqrt(2)*(log(10) + log(10/9))/(5*b)",
                "<= eps if b >= 2*sqrt(2)*(log(10) + log(10/9))/(5*eps), for eps > 0",
            ],
        ),
        (
            "bound(Var(exp(b*g)/(exp(b*g) + exp(b*h))), b, oo, 1/100)",
            ("g ~ N(0, 1)", "h ~ N(2, 3)"),
            ["<= 1/100 if b >= "],
        ),
        (
            "bound(E(g**2*exp(b*g)/(exp(b*g) + 1)), b, oo)",
            ("g ~ N(0, 1)",),
            ["no bound: no constant is seen to bound what is averaged"],
        ),
        ("bound(exp(b), b, oo)", (), ["no bound: an infinite limit has no bound of this kind"]),
    ],
)
def test_bounds(
    text: str, declared: tuple[str, ...], lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    options = [o for line in declared for o in ("--let", line)]
    with pytest.raises(SystemExit):
        main(["ask", text, *options])
    shown = capsys.readouterr().out
    for line in lines:
        assert line in shown
    if "~" in "".join(declared):
        return  # one search is enough
    with pytest.raises(SystemExit):
        main(["ask", text, *options, "--format", "json"])
    data = json.loads(capsys.readouterr().out)
    jsonschema.validate(data, SCHEMA)
    for pair in data["certificate"]:
        assert replay(Claim.from_json(pair["claim"]), pair["certificate"]).verdict == "proved"


def test_contradictory_facts_have_no_bound(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(
            [
                "ask",
                "bound(exp(-b*h)/(exp(b*g) + 1), b, oo)",
                "--let",
                "g: positive",
                "--let",
                "h: real",
                "--given",
                "g < 0",
            ]
        )
    assert ended.value.code == 3 and "contradict each other" in capsys.readouterr().out


def test_hypotheses_that_nothing_satisfies_are_said_to_be_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, out, _ = ask(
        capsys, "limit(exp(b*x), b, oo)", "--let", "x: real", "--given", "x > 0", "--given", "x < 0"
    )
    assert status == 3 and "no point was found that satisfies the hypotheses" in out
