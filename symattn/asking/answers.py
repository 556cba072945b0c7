"""From a question to its answer as plain data (docs/json.md), for `symattn ask`."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

from ..checking.deciding import decide
from ..checking.workers import Stopped, fenced, result, searched
from ..kernel import Claim
from ..kernel.verdicts import repaired
from ..language import TermError, check_term, from_json
from ..reading.declarations import QuestionError
from ..reading.question_reader import read_question
from ..reading.questions import BoundQuestion, LimitQuestion, Question, ValueQuestion
from ..reading.spelling import name_of, spelled
from ..records.record import Verdict
from ..rendering.pages.marks import text_of, underlined, unmarked
from ..results.judged_parts import Spelling, parts_of, point_of
from ..results.result import Result
from ..results.result_parts import Case, Parts, joined
from ..results.wrong_arguments import seconds_of, shown, text_of_kind, texts, whole
from ..words import Message, Part, about
from ..words.enclosing_numbers import ORACLE, rests_on_an_oracle
from ..writing.declared_links import check_links
from .limits_written import limit_as_written, limit_in_latex

if TYPE_CHECKING:
    from ..records.typed_answers import LinkData
    from ..records.typed_data import Data
    from .limit_found import Limit

WORST_FIRST = ("refuted", "conditional", "undecided", "proved")
_asked = count()
EXIT = {"proved": 0, "refuted": 1, "conditional": 1, "undecided": 3}


@dataclass(frozen=True, repr=False)
class Answer(Result):
    """What `symattn.ask` and `symattn.bound` give: one of the results (`results.result`).

    `data` is the answer as docs/json.md has it, with its certificates; `parts` are read off the
    same evidence.

    >>> found = ask("exp(b) == 1", let=["b: real"])
    >>> found.verdict, found.conditions[0].facts, found.counterexample.point
    ('conditional', ('b == 0',), {'b': '1'})
    """

    data: dict[str, Any]
    text: str
    latex: str
    parts: Parts = field(default=Parts(), compare=False)
    _no_truth = (
        'an answer is not true or false: compare its verdict, as in answer.verdict == "proved"'
    )
    __hash__ = Result.__hash__

    @property
    def _parts(self) -> Parts:
        if self.parts.claim:
            return self.parts
        said = self.data.get("claim") or self.data.get("asked") or ""
        return replace(self.parts, claim=str(said), why=str(self.data.get("why", "")))

    @property
    def verdict(self) -> str:
        """proved, refuted, conditional or undecided."""
        return str(self.data["verdict"])

    def to_json(self) -> dict[str, Any]:
        """The answer as docs/json.md has it: what `symattn ask --format json` prints."""
        return self.data

    @property
    def status(self) -> int:
        """The exit status: 0 proved, 1 refuted or conditional, 3 undecided."""
        return EXIT[self.data["verdict"]]


def ask(
    text: str,
    let: Iterable[str] = (),
    given: Iterable[str] = (),
    limit: str = "",
    *,
    seconds: float = 20.0,
    bits: int = 64,
    bounds: bool = False,
) -> Answer:
    """What `symattn ask` answers to the same text.

    The text is a claim, a limit to find, bounds or a number to enclose, in the syntax of
    `symattn ask --help`; declarations (`let`), facts (`given`) and a limit ("b -> oo") go with it.
    The search has an effort of `seconds`, of an ordinary machine; with `bounds` it looks for how
    far from its limit what tends is, too.  A number is enclosed to about `bits` bits.

    Raises QuestionError for what cannot be read, ArgumentError for what is no text, each in one
    line.

    >>> print(ask("x**2 + 1 > x", let=["x: real"]))
    proved
    >>> found = ask("limit(exp(b*g)/(exp(b*g) + n - 1), b, oo)", ["g: real", "n: integer >= 2"])
    >>> [(case.when, case.value) for case in found.cases]
    [('g > 0', '1'), ('g < 0', '0'), ('g == 0', '1/n')]
    """
    for what, value in (("let", let), ("given", given)):
        if isinstance(value, str):
            said = shown(value)
            raise QuestionError(f"{what}={said}: expected a list of texts, as in {what}=[{said}]")
    text = text_of_kind("ask", text, "symattn.ask('x**2 + 1 > x', let=['x: real'])")
    limit = text_of_kind("limit", limit, "limit='b -> oo'")
    let, given = texts("let", let), texts("given", given)
    seconds, bits = seconds_of(seconds), whole("bits", bits, 16, 2000)
    if next(_asked) == 1:
        _load_for_searches()
    question = read_question(text, let, given, limit)
    for notice in question.notices:
        warnings.warn(notice, stacklevel=2)
    return answer(question, seconds, bits=bits, bounds=bounds)


def _load_for_searches() -> None:
    """Load here what each search would load for itself: who asks twice asks often."""
    from ..checking import other_ways  # noqa: F401
    from ..oracles.balls import flint

    with suppress(ImportError):
        flint()


def answer(
    question: Question,
    seconds: float,
    tick: Callable[[float], None] | None = None,
    bits: int = 64,
    bounds: bool = False,
) -> Answer:
    """The answer, worked out within an effort of `seconds` of an ordinary machine.

    Raises QuestionError.
    """
    if isinstance(question.asked, LimitQuestion):
        from .limit_answers import answer_within

        return _limit_answer(answer_within(question, seconds, tick))
    if isinstance(question.asked, BoundQuestion):
        return _bound_answer(question, seconds, tick)
    if isinstance(question.asked, ValueQuestion):
        return _value_answer(question, bits, seconds, tick)
    claims = [Claim(question.context, goal) for goal in question.asked]
    try:
        check_links(question.context)
    except TermError as error:
        raise QuestionError(f"--as: {error}") from error
    for claim in claims:
        try:
            if claim.nonsense is None:
                check_term(claim.context, claim.goal)
        except TermError as error:
            raise QuestionError(str(error)) from error
        if claim.takes_limit and not question.context.limit:
            raise QuestionError("the claim is about a limit; say which with --as 'b -> oo'")
    verdicts = [_decided(claim, seconds, tick, bounds) for claim in claims]
    return _relation_answer(question, claims, verdicts)


def _bound_answer(
    question: Question, seconds: float, tick: Callable[[float], None] | None
) -> Answer:
    from ..rendering.formulas.latex_math import latex
    from .bound_answers import within
    from .bounds_told import data, lines, parts

    found = within(question, seconds, tick)
    formulas = " \\qquad ".join(latex(b.claim) for b in found.found)
    return Answer(data(found), "\n".join(lines(found)), formulas, parts(found))


def _value_answer(
    question: Question, bits: int, seconds: float, tick: Callable[[float], None] | None
) -> Answer:
    from ..rendering.formulas.latex_math import latex
    from .number_answers import Value, answer_value, data_of, decimals

    assert isinstance(question.asked, ValueQuestion)
    found = searched(partial(answer_value, question, bits, seconds), 2 * seconds, tick)
    if isinstance(found, Stopped):
        found = Value(question.asked.term, why=found.why)
    assert isinstance(found, Value)
    exactly = spelled(found.value, question.names) if found.value is not None else ""
    ends = decimals(found, bits)
    lines = [exactly] if exactly else []
    lines += [f"between {ends[0]} and {ends[1]}"] if ends is not None else []
    lines += (
        []
        if ends is not None or (exactly and "numbers" in found.why)
        else [f"no enclosure: {found.why}"]
    )
    asked = spelled(found.asked, question.names)
    return Answer(
        data_of(found, asked, exactly, bits),
        "\n".join(lines),
        latex(found.asked) + (f" = {latex(found.value)}" if found.value is not None else ""),
        Parts(
            claim=asked,
            cases=(Case("true", exactly),) if exactly else (),
            why=found.why,
        ),
    )


def _decided(
    claim: Claim, seconds: float, tick: Callable[[float], None] | None, bounds: bool
) -> Verdict:
    found = result(partial(decide, claim, seconds, beside=bounds), fenced(seconds), tick)
    if isinstance(found, Stopped):
        return Verdict("undecided", reasons=(found.reason,))
    return found  # type: ignore[no-any-return]


def _limit_answer(found: Limit) -> Answer:
    lines = [str(found)] if found.rows else []
    if not found.complete:
        lines.append(f"not decided: {found.why or 'no case was settled'}")
    formula = str(found.latex) if found.rows else ""
    parts = Parts(found.claim, cases=tuple(found.cases), why=found.why)
    return Answer(found.to_json(), "\n".join(lines), formula, parts)


def _relation_answer(question: Question, claims: list[Claim], verdicts: list[Verdict]) -> Answer:
    from ..records.typed_answers import ChainData
    from ..records.typed_data import plain_data

    links: list[LinkData] = []
    lines: list[str] = []
    told: list[Parts] = []
    spelling = _spelling(question)
    words = {
        "proved": "proved",
        "refuted": "false",
        "conditional": "true only under a condition",
        "undecided": "not decided",
    }
    for k, (claim, verdict) in enumerate(zip(claims, verdicts)):
        shown = limit_as_written(question, k, claim) or spelled(claim.goal, question.names)
        messages = about(claim, verdict)
        links.append(_link(shown, claim, verdict, messages, question))
        told.append(parts_of(claim, verdict, spelling, messages))
        lines.append(
            f"{words[verdict.status]}: {shown}" if len(claims) > 1 else words[verdict.status]
        )
        lines += [line for m in messages for line in underlined(f"  {m.label}: {text_of(m.parts)}")]
    worst: Any = next(s for s in WORST_FIRST if s in {v.status for v in verdicts})
    data: Data = links[0].alone() if len(links) == 1 else ChainData(verdict=worst, links=links)
    formulas = [
        _formula(question, k, claim, verdict) + _rests(verdict)
        for k, (claim, verdict) in enumerate(zip(claims, verdicts))
    ]
    formula = " \\qquad ".join(formulas)
    return Answer(plain_data(data), "\n".join(lines), formula, joined(told))


def _spelling(question: Question) -> Spelling:
    """Terms in the syntax of the question, with the asker's names."""
    names = question.names
    return Spelling(
        text=lambda term: spelled(term, names), name=lambda key: names.get(key, name_of(key))
    )


def _rests(verdict: Verdict) -> str:
    return r" \quad \text{(rests on Arb)}" if rests_on_an_oracle(verdict.evidence or {}) else ""


def _formula(question: Question, number: int, claim: Claim, verdict: Verdict) -> str:
    """The claim as LaTeX that may be pasted.

    A line that is not proved says so, and one that is true under a condition has it.
    """
    from ..rendering.formulas.latex_math import latex

    goal = limit_in_latex(question, number, claim) or latex(claim.goal)
    if verdict.status == "proved":
        return goal
    if verdict.status != "conditional":
        said = {"refuted": "false", "undecided": "not decided"}[verdict.status]
        return rf"\text{{{said}: }} {goal}"
    repair = verdict.evidence["repairs"][0]
    changed = repaired(claim, {**repair, "assume": []})
    facts = [latex(from_json(f)) for f in repair["assume"]]
    tending = [latex(from_json(link)) + r" \to 0" for link in repair.get("links") or ()]
    iff = "iff" if repair.get("necessary") else "if"
    condition = r" \text{ and } ".join([*facts, *tending])
    return latex(changed.goal) + (
        rf" \quad \text{{{iff} }} {condition} \text{{ (false in general)}}" if condition else ""
    )


def _link(
    shown: str, claim: Claim, verdict: Verdict, messages: tuple[Message, ...], question: Question
) -> LinkData:
    from ..records.typed_answers import ConditionData, LinkData
    from ..records.typed_data import UNSET

    evidence = verdict.evidence or {}
    repairs = [
        ConditionData(
            assume=[spelled(from_json(f), question.names) for f in repair["assume"]],
            relation={"≈": "close"}.get(repair["relation"], repair["relation"]),
            necessary=repair["necessary"] is not None,
        )
        for repair in evidence.get("repairs") or ()
    ]
    why = "; ".join(_text(m.parts) for m in messages)
    edits: list[str] = []
    for edit in evidence.get("edits") or ():
        with suppress(TermError):  # a table of cases cannot be asked
            edits.append(spelled(from_json(edit["goal"]), question.names))
    return LinkData(
        claim=shown,
        verdict=verdict.status,  # type: ignore[arg-type]
        witness=_witness(claim, verdict, question),
        repair=repairs,
        edits=edits,
        why=why,
        rests_on=[ORACLE] if rests_on_an_oracle(evidence) else UNSET,
        statement=claim.to_json(),
        evidence=verdict.evidence,
    )


def _witness(claim: Claim, verdict: Verdict, question: Question) -> dict[str, Any] | None:
    """The values at the point: of what moves with the limit, none."""
    values = point_of(claim.context, verdict)
    if values is None:
        return None
    return {
        question.names.get(k, k): list(v) if isinstance(v, tuple) else v for k, v in values.items()
    }


def _text(parts: tuple[Part, ...]) -> str:
    return unmarked(text_of(parts))
