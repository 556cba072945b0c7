"""A user's file that uses every public function: it is type-checked, strictly, and run."""

from __future__ import annotations

from pathlib import Path

from sympy import Symbol, exp, oo

import symattn
from symattn.records.typed_answers import AnswerData, answer_from_json
from symattn.results.result_parts import Case, Condition, Counterexample, ProvedBound, Repair


def told(found: symattn.Result) -> str:
    """Whatever it is, it has the same attributes."""
    verdict: str = found.verdict
    conditions: tuple[Condition, ...] = found.conditions
    repairs: tuple[Repair, ...] = found.repairs
    counterexample: Counterexample | None = found.counterexample
    bounds: tuple[ProvedBound, ...] = found.bounds
    cases: list[Case] = list(found.cases)
    parts: list[str] = [verdict, found.claim, found.why, found.text, found.latex]
    parts += [c.text for c in conditions] + [r.latex for r in repairs] + [x.text for x in bounds]
    parts += [f"{case.when}: {case.value}" for case in cases]
    if counterexample is not None:
        parts.append(str(counterexample.point))
    return "\n".join(parts)


def questions() -> list[symattn.Result]:
    """Claims, limits, bounds, leading terms."""
    b = Symbol("b", positive=True)
    answer: symattn.Answer = symattn.ask("x**2 > 0", let=["x: real"], given=[], limit="")
    limit: symattn.Limit = symattn.limit(exp(b) / (exp(b) + 1), b, oo, seconds=10)
    bound: symattn.Answer = symattn.bound("exp(b)/(exp(b) + 1)", "b", epsilon="1/100")
    rates: symattn.Rates = symattn.asymptotics("exp(b)/(exp(b) + 1)", "b", terms=1)
    typed: AnswerData = answer_from_json(answer.to_json())
    value: str | None = limit.value
    complete: bool = limit.complete and rates.complete
    assert value == "1" and complete and typed.verdict == "conditional" and answer.status == 1
    return [answer, limit, bound, rates]


def derivations(folder: Path) -> list[symattn.Result]:
    """A derivation, a step of it, and its certificates again."""
    checked: symattn.Checked = symattn.check("1a-gaps", bounds=False, seconds=10)
    line: symattn.LineVerdict = checked[2]
    number: int = line.number
    statuses: list[str] = [one.status for one in checked]
    verified: symattn.Verified = symattn.verify(checked)
    problems: tuple[str, ...] = verified.problems
    assert number == 2 and len(statuses) == 4 and not problems and checked.as_declared
    return [checked, line, verified]


def pages(folder: Path) -> list[symattn.Result]:
    """A page from a file and from a text, with a setting."""
    file = folder / "page.md"
    file.write_text("Let $x > 0$.\n\n$$x^2 > 0$$\n", encoding="utf-8")
    page: symattn.PageResult = symattn.check_page(file, bounds=False, seconds=10)
    first: symattn.LineResult = page[0]
    some: tuple[symattn.LineResult, ...] = page[:1]
    error: symattn.LineResult | None = page.first_error
    reading: symattn.PageReading = symattn.read_page(text="Hence $1 < 2$.", format="markdown")
    setting: symattn.Setting = symattn.settings()[0]
    text = r"Hence $\sum_j \alpha_j = 1$"
    other = symattn.check_page(text, format="markdown", setting="softmax-attention")
    counts: dict[str, int] = other.counts
    assert first == some[0] and error is None and reading.problems == () and setting.text
    assert counts == {"proved": 1} and symattn.check_page(reading).status == 0
    return [page, first, other]


def many() -> list[symattn.Reply]:
    """Claims for a checker that stays."""
    query = symattn.ClaimQuery("x > 0", let=("x: positive",))
    with symattn.Checker(workers=0, seconds=10.0) as checker:
        found: list[symattn.Reply] = list(checker.map(["1 < 2", query]))
        return [*found, checker.check("2 < 1")]


def wrong() -> list[str]:
    """Every error is of one family."""
    lines: list[str] = []
    try:
        symattn.ask("x >")
    except symattn.QuestionError as error:
        lines.append(str(error))
    try:
        symattn.check_page(Path("none.md"))
    except symattn.SymattnError as error:
        lines.append(str(error))
    return lines


def main(folder: Path) -> list[str]:
    """Everything once."""
    results = [*questions(), *derivations(folder), *pages(folder)]
    assert [reply.verdict for reply in many()] == ["proved", "proved", "refuted"]
    return [*map(told, results), *wrong(), symattn.__version__]
