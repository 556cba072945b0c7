"""The notebook's limits by name, and that its wrong lines, and only those, are found."""

from __future__ import annotations

import pytest

from symattn.kernel import Claim
from symattn.kernel.verdicts import judge
from symattn.language import Term, plain, sort_error
from symattn.records.record import CheckedDerivation
from symattn.words import AUTHORS, said

Book = dict[str, CheckedDerivation]

LIMITS = [
    # derivation, what tends, where to
    ("1a-gaps", "α_j", "1"),
    ("1a-gaps", "α_i", "0"),
    ("1a-gaps", "c", "v_j"),
    ("1b", "α_a", "1/2"),
    ("1b", "α_b", "1/2"),
    ("1b", "α_i", "0"),
    ("1b", "c", "(v_a + v_b)/2"),
    ("1c.i", "α_a", "1/2"),
    ("1c.ii-a", "α_a", "{1 if γ_a > 1; 0 if γ_a < 1; 1/2 if γ_a = 1}"),
    ("1c.ii-a", "α_b", "{0 if γ_a > 1; 1 if γ_a < 1; 1/2 if γ_a = 1}"),
    ("1c.ii-a", "α_i", "0"),
    ("1c.ii-a", "c", "{v_a if γ_a > 1; v_b if γ_a < 1; (v_a + v_b)/2 if γ_a = 1}"),
    ("1d.i", "α_{a,a}", "1"),
    ("1d.i", "α_{b,b}", "1"),
    ("1d.i", "c_a", "v_a"),
    ("1d.i", "c", "(v_a + v_b)/2"),
    ("1d.ii", "α_{a,a}", "{1 if γ_a > 0; 0 if γ_a < 0; 1/n if γ_a = 0}"),
    ("1d.ii", "α_{b,b}", "{1 if γ_b > 0; 0 if γ_b < 0; 1/n if γ_b = 0}"),
    ("1d.ii-a", "α_{b,b}", "1"),
    ("1d.ii-a", "c_b", "v_b"),
    ("1e.i", "α_{2,2}", "1"),
    ("1e.i", "α_{2,1}", "0"),
    ("1e.i", "α_{2,3}", "0"),
    ("1e.ii", "α_{1,1}", "0"),
    ("1e.ii", "α_{1,2}", "0"),
    ("1e.ii", "α_{1,3}", "1"),
    ("1e.ii", "α_{2,1}", "1"),
    ("1e.ii", "α_{2,2}", "0"),
    ("1e.ii", "α_{2,3}", "0"),
]

APPROXIMATIONS = [
    ("1e.i", "c_2", "u_a"),
    ("1e.i-any", "c_2", "u_a + s u_d + t u_c"),
    ("1e.ii", "c_1", "u_b − u_c"),
    ("1e.ii", "c_2", "u_b"),
]

WRONG = {
    # every line of the page that is not true as written, and what it gets
    "1a": {1: "conditional"},
    "1a-index": {1: "refuted", 2: "refuted"},
    "1b": {5: "conditional", 7: "conditional", 8: "conditional"},
    "1c.i": {9: "conditional"},
    "1c.ii": {k: "conditional" for k in (9, 10, 11, 12, 13, 14)},
    "1d.i": {
        2: "refuted",
        3: "conditional",
        5: "conditional",
        6: "refuted",
        7: "conditional",
        9: "conditional",
        10: "conditional",
    },
    "1d.ii": {k: "conditional" for k in (4, 6, 7, 8, 9)},
    "1e.i": {2: "conditional", 4: "conditional", 6: "conditional"},
    "1e.i-d": {6: "refuted"},
    "1e.i-c": {6: "refuted"},
    "1e.ii": {k: "conditional" for k in (9, 10, 11, 12, 13, 14, 17)},
}


def _steps(book: Book, id: str, op: str) -> dict[tuple[str, str], str]:
    found = {}
    for step in book[id].steps:
        if step.goal is not None and step.goal.op == op:
            left, right = step.goal.children
            found[plain(left), plain(right)] = step.verdict.status
    return found


@pytest.mark.parametrize(
    ("id", "left", "limit"), LIMITS, ids=[f"{i}: {a} to {b}" for i, a, b in LIMITS]
)
def test_limit(book: Book, id: str, left: str, limit: str) -> None:
    assert _steps(book, id, "→")[left, limit] == "proved"


@pytest.mark.parametrize(("id", "left", "right"), APPROXIMATIONS)
def test_approximation(book: Book, id: str, left: str, right: str) -> None:
    assert _steps(book, id, "≈")[left, right] == "proved"


def test_the_complete_tables_of_1c_ii_are_proved(book: Book) -> None:
    tables = {
        left: right
        for (left, right), status in _steps(book, "1c.ii", "→").items()
        if status == "proved"
    }
    assert set(tables) == {"α_a", "α_b", "α_i", "c"}
    assert tables["α_a"] == (
        "{0 if γ_a < 0 and γ_b < 0 and n > 2; 1 if γ_a > γ_b and (γ_a > 0 or n = 2); 0 if γ_b > "
        "γ_a and (γ_b > 0 or n = 2); "
        "1/(n − 1) if γ_a = 0 and γ_b < 0; 0 if γ_b = 0 and γ_a < 0; 1/n if γ_a = 0 and γ_b = "
        "0; 1/2 if γ_a = γ_b and (γ_a > 0 or n = 2)}"
    )


def test_every_verdict_is_the_declared_one(book: Book) -> None:
    odd = [
        f"{r.id}.{s.number} {s.verdict.status}, declared {s.expect}"
        for r in book.values()
        for s in r.steps
        if s.verdict.status != s.expect
    ]
    assert odd == []


@pytest.mark.parametrize(
    "id",
    [
        "1a",
        "1a-index",
        "1b",
        "1c.i",
        "1c.ii",
        "1c.ii-a",
        "1d.i",
        "1d.ii",
        "1e.i",
        "1e.i-d",
        "1e.i-c",
        "1e.ii",
    ],
)
def test_exactly_the_wrong_lines_of_the_page_are_found(book: Book, id: str) -> None:
    found = {
        s.number: s.verdict.status
        for s in book[id].steps
        if s.written and s.verdict.status in ("conditional", "refuted")
    }
    expected = WRONG.get(id, {}) | ({10: "conditional"} if id == "1c.ii-a" else {})
    assert found == expected


def test_every_certificate_replays(book: Book) -> None:
    for record in book.values():
        for step in record.steps:
            if step.goal is not None:
                assert judge(record.claim(step), step.verdict.evidence)[0] == step.verdict.status


def test_every_wrong_line_is_explained(book: Book) -> None:
    for record in book.values():
        for step in record.steps:
            labels = [m.label for m in said(record, step)]
            if step.verdict.status in ("conditional", "refuted"):
                assert AUTHORS in labels, (
                    f"{record.id}.{step.number} has no remark in the page's own terms"
                )
                assert "Counterexample" in labels or "No meaning" in labels
            if step.verdict.status == "undecided":
                assert "Not decided" in labels


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (("1d.i", 2), "the exponent β_a μ_a is a vector; is a dot product missing?"),
        (("1d.i", 6), "the exponent β_b μ_b is a vector; is a dot product missing?"),
    ],
)
def test_sort_errors_are_located(book: Book, step: tuple[str, int], words: str) -> None:
    goal = book[step[0]].steps[step[1] - 1].goal
    assert goal is not None and sort_error(goal) == words


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (("1a", 1), "true if w·(v_j − v_l) ≥ δ for every other l (that is enough)."),
        (("1b", 5), "true iff n = 2."),
        (("1b", 5), "true with ≈ in place of =, in the limit β → ∞."),
        (("1c.ii", 9), "true iff n = 2."),
        (
            ("1c.ii", 9),
            (
                "true with ≈ in place of =, in the limit β → ∞, and if max(γ_a, γ_b) > 0, which "
                "has probability 1 − erfc(1)^2/4 ≈ 0.9938."
            ),
        ),
        (
            ("1c.ii", 11),
            "true if max(γ_a, γ_b) > 0 (that is enough), which has probability 1 − erfc(1)^2/4 ≈ "
            "0.9938.",
        ),
        (
            ("1c.ii", 13),
            (
                "true if γ_a > 0 (that is enough), which has probability 1 − erfc(sqrt(2))/2 ≈ "
                "0.9772, given the left side."
            ),
        ),
        (
            ("1d.ii", 4),
            "true if γ_a > 0 (that is enough), which has probability 1 − erfc(1)/2 ≈ 0.9214.",
        ),
        (
            ("1d.ii", 9),
            (
                "true if γ_a > 0 and γ_b > 0 (that is enough), which has probability erfc(1)^2/4 + "
                "1 − erfc(1) ≈ 0.8489."
            ),
        ),
    ],
)
def test_conditions(book: Book, step: tuple[str, int], words: str) -> None:
    messages = said(book[step[0]], book[step[0]].steps[step[1] - 1])
    shown = [
        "".join(p if isinstance(p, str) else plain(p) for p in m.parts)
        for m in messages
        if m.label == "Condition"
    ]
    assert words in shown


def _twins(goal: Term) -> list[Term]:
    """Near misses of a claim: another constant, n for n − 1, swapped members, a flipped
    relation.
    """

    def replaced(term: Term, change: dict[Term, Term]) -> Term:
        if term in change:
            return change[term]
        return Term(
            term.op, tuple(replaced(a, change) if isinstance(a, Term) else a for a in term.args)
        )

    one, two, three = (Term("number", (k,)) for k in (1, 2, 3))
    a, b = Term("index", ("a",)), Term("index", ("b",))
    twins = [
        replaced(goal, {two: three}),
        replaced(goal, {one: two}),
        Term(goal.op, (goal.args[0], replaced(goal.children[1], {a: b, b: a}))),
    ]
    flipped = {"<": ">", ">": "<", "≤": ">", "≥": "<"}.get(goal.op)
    if flipped:
        twins.append(Term(flipped, goal.args))
    return [t for t in twins if t != goal and t.sort is not None]


def test_certificates_do_not_prove_false_twins(book: Book) -> None:
    """The certificate of a claim proves no twin of it that a witness refutes."""
    from symattn.kernel import Rejected, replay
    from symattn.search.failures.falsify import refute

    refuted = 0
    for id in ("1b", "1c.ii-a", "1d.i", "1e.i", "1e.ii"):
        record = book[id]
        for step in record.steps:
            if step.goal is None or step.verdict.status != "proved":
                continue
            for twin in _twins(step.goal):
                claim = Claim(record.context, twin)
                if refute(claim, [], float("inf")) is None:
                    continue
                refuted += 1
                with pytest.raises(Rejected):
                    if replay(claim, step.verdict.evidence["proof"]).verdict == "proved":
                        pytest.fail(f"{id}.{step.number}: the certificate proves {plain(twin)}")
    assert refuted > 40
