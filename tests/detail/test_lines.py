"""Every line within a step, and every claim in its reason, is one that the kernel proves."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import mpmath
import pytest

from symattn.commands.within import shown
from symattn.detail import DetailLine, Ground, Said, borne_out, details
from symattn.kernel import Claim
from symattn.language import (
    Term,
    depends_on,
    flattened,
    from_json,
    number,
    plain,
    to_json,
)
from symattn.language.kinds import CHANCE, LIMITS
from symattn.records.judging import judge
from symattn.records.record import CheckedDerivation
from symattn.rendering import FORMATS, Text, render
from symattn.rendering.pages.rows import Details

from ..referee.judging import contradicted

GOLDEN = Path(__file__).parent.parent / "golden" / "detail"
WITH_GOLDEN = ("1b", "1c.ii", "1d.i", "1e.i")
FEW = ("1b", "1c.i", "1c.ii-a", "1d.i", "1e.i", "1e.i-d", "hard-attention")
POINTS = 3


@pytest.fixture(scope="module")
def told(book: dict[str, CheckedDerivation]) -> dict[str, dict[int, tuple[DetailLine, ...]]]:
    """The lines within the steps of some derivations; with SYMATTN_NIGHTLY=1 of all."""
    wanted = book if os.environ.get("SYMATTN_NIGHTLY") else {*FEW, *WITH_GOLDEN}
    return {
        id: {step.number: lines for step, lines in details(book[id])} for id in book if id in wanted
    }


def of(told: dict[str, dict[int, tuple[DetailLine, ...]]]) -> Details:
    return lambda record, step: list(map(shown, told[record.id][step.number]))


def claims(lines: tuple[DetailLine, ...]) -> list[Said]:
    return [one for line in lines for one in (line.said, *line.claims)]


def test_every_claim_replays_from_json(told, book) -> None:
    count = 0
    for id, steps in told.items():
        for lines in steps.values():
            for one in claims(lines):
                again = from_json(json.loads(json.dumps(to_json(one.goal))))
                evidence = json.loads(json.dumps(one.evidence))
                assert judge(Claim(book[id].context, again), evidence)[0] == "proved", (
                    id,
                    one.goal,
                )
                count += 1
    assert count > 500


def test_no_claim_is_contradicted_by_numbers(told, book) -> None:
    tried = 0
    with mpmath.workdps(60):
        for id, steps in told.items():
            for goal in dict.fromkeys(
                one.goal for lines in steps.values() for one in claims(lines)
            ):
                ops = {t.op for t in goal.subterms()}
                if (
                    random_vectors(book[id])
                    and ops & {*CHANCE}
                    or growing(book[id])
                    and ops & {*LIMITS}
                ):
                    continue  # means of random numbers alone, and vectors that stay
                points, found = contradicted(book[id].context, in_norm(goal), id, POINTS)
                assert found is None, (id, plain(goal), found)
                tried += points > 0
    assert tried > 200


def random_vectors(record: CheckedDerivation) -> bool:
    return any(law.variance.sort == "matrix" for law in record.context.laws)


def growing(record: CheckedDerivation) -> bool:
    moving = frozenset(record.context.limit)
    return any(
        f.norm is not None and depends_on(record.context, f.norm, moving)
        for f in record.context.families
    )


def in_norm(goal: Term) -> Term:
    """A limit of vectors as one of numbers."""
    if goal.op not in ("→", "≈") or goal.children[0].sort != "vector":
        return goal
    left, right = goal.children
    return Term("→", (Term("norm", (flattened("+", (left, Term("neg", (right,)))),)), number(0)))


def test_what_a_reason_states_is_among_its_claims(told) -> None:
    for steps in told.values():
        for line in (line for lines in steps.values() for line in lines):
            stated = [p for p in line.reason if isinstance(p, Term) and p.sort == "truth"]
            goals = [one.goal for one in line.claims]
            assert all(
                s in goals or any(g.op == "⇒" and g.children[1] == s for g in goals) for s in stated
            )


def test_a_line_that_goes_on_begins_where_the_one_before_ends(told) -> None:
    for steps in told.values():
        for lines in steps.values():
            for before, line in zip((None, *lines), lines):
                if line.goes_on:
                    assert before is not None and line.goal.children[0] == before.goal.children[-1]
                    assert "⇒" not in (line.goal.op, before.goal.op)


def test_where_n_minus_2_comes_from(told) -> None:
    reasons = [line.reason for line in told["1b"][11]]
    assert reasons[0] == (r"definition of $\alpha$",)
    assert reasons[1] == ("scores: (1), (2), (3)",)
    assert reasons[2][1] == " terms " and reasons[2][2] == Term(
        "=", (Term("exp", (number(0),)), number(1))
    )
    assert [line.goal.op for line in told["1b"][14]] == ["=", "→", "="]


def test_of_a_line_that_is_not_right_they_lead_to_the_repaired_one(told, book) -> None:
    step = book["1b"].steps[4]
    mended = from_json(step.verdict.evidence["edits"][0]["goal"])
    lines = told["1b"][5]
    assert any(line.goes_on and line.goal.children[1] == mended.children[1] for line in lines)
    assert lines[-1].reason == ("what (5) is off by",)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda line: replace(line, said=replace(line.said, evidence={"proof": {}})),
        lambda line: replace(
            line, said=replace(line.said, goal=Term("=", (line.goal.children[0], number(7))))
        ),
        lambda line: replace(line, said=replace(line.said, evidence=None)),
        lambda line: replace(line, claims=()),
        lambda line: replace(
            line, claims=tuple(replace(c, evidence={"proof": {}}) for c in line.claims)
        ),
        lambda line: replace(line, reason=(Term("=", (number(1), number(2))),)),
    ],
    ids=[
        "no proof",
        "another claim",
        "no evidence",
        "no claims",
        "claims without proof",
        "another reason",
    ],
)
def test_a_patched_line_prints_nothing(spoil, told, book) -> None:
    lines = told["1b"][14]
    assert lines[1].claims and borne_out(lines, book["1b"].context, judge) == lines
    assert borne_out((lines[0], spoil(lines[1]), lines[2]), book["1b"].context, judge) == ()


def test_a_prover_that_lies_is_not_believed(book) -> None:
    record = book["1b"]
    true = details(record)
    certificate = next(lines for step, lines in true if step.number == 11)[0].said.evidence
    ground = Ground.of(record, record.steps[10], lambda claim: certificate)
    false = ground.say(Term("=", (number(1), number(2))))
    assert false is not None and borne_out([DetailLine(false)], record.context, judge) == ()


@pytest.mark.parametrize("form", ["txt", "tex"])
@pytest.mark.parametrize("id", WITH_GOLDEN)
def test_pages_look_as_they_did(
    id: str, form: str, told, book, request: pytest.FixtureRequest
) -> None:
    """Read as a student would: `pytest --rewrite-golden tests/detail`, and look at the diff."""
    bare = tuple(
        replace(s, verdict=replace(s.verdict, evidence=_without_bounds(s.verdict.evidence)))
        for s in book[id].steps
    )
    record, file = replace(book[id], steps=bare), GOLDEN / f"{id}.{form}"
    page = (
        render(Text(100), [record], of(told))
        if form == "txt"
        else FORMATS["latex"]([record], of(told))
    )
    if request.config.getoption("--rewrite-golden"):
        file.write_text(page, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == page


def _without_bounds(evidence):
    return {k: v for k, v in evidence.items() if k != "bounds"} if evidence else evidence


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_them(form: str, told, book) -> None:
    record = book["1b"]
    page, bare = FORMATS[form]([record], of(told)), FORMATS[form]([record])
    assert "definition of" in page and "definition of" not in bare and len(page) > len(bare)
