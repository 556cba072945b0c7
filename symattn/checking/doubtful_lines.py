"""Lines of a page that may mean more than one thing, or speak of members that may be one or two."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from dataclasses import replace

from ..kernel.claim import Claim, implied
from ..language import Context, Term
from ..reading.whole_pages.page_lines import ReadPage
from ..records.record import Verdict
from .page_jobs import Job, JudgedClaim, job_of, judged, of_the_page, settled

DECIDING = ("refuted", "conditional", "undecided", "proved")  # what a line is by one of its cases


def without_doubt(
    page: ReadPage, found: dict[int, JudgedClaim]
) -> Generator[Sequence[Job], Sequence[Verdict], None]:
    """Of the lines that may mean more than one thing, keep those with one verdict all the same."""
    doubted = [k for k in found if page.lines[k].doubt is not None and not found[k].cases]
    known = {k for k in doubted if settled(found[k]) and not page.lines[k].by_cases_alone}
    rest = [(k, page.lines[k].apart) for k in doubted if k not in known]
    answers = yield from judged(page, [(k, *one) for k, one in rest if one is not None])
    for k, one in answers.items():
        if one.verdict.status in ("refuted", "conditional"):
            found[k] = found[k] if found[k].verdict.status == "conditional" else one
            known.add(k)
    # what was said in passing and is true anyway makes no difference
    said = [(k, fact) for k, one in rest if one and k not in known for fact in _besides(*one)]
    besides = [
        (k, fact) for k, fact in said if fact not in _besides(found[k].context, found[k].goal)
    ]
    shown = yield [
        job_of(page, k, found[k].context, implied(_left(found[k].goal), fact))
        for k, fact in besides
    ]
    doubtful = {k for (k, _), verdict in zip(besides, shown) if verdict.status != "proved"}
    known |= {k for k, _ in besides} - doubtful
    for k in {*doubted} - known:
        found.pop(k)


def by_cases(
    page: ReadPage, found: Mapping[int, JudgedClaim]
) -> Generator[Sequence[Job], Sequence[Verdict], dict[int, JudgedClaim]]:
    """Lines about members that may be one or two, with a verdict for each way they stand.

    Where it holds of members that differ and not of all, it is not known what is meant.
    """
    decided: dict[int, JudgedClaim] = {}
    for k, one in found.items():
        line = page.lines[k]
        if not line.cases or (settled(one) and not line.by_cases_alone):
            continue
        asked = line.cases[1:] if line.by_cases_alone else line.cases
        answers = yield [job_of(page, k, case.context, case.goal) for case in asked]
        if line.by_cases_alone:
            answers = [one.verdict, *answers]
        answers = [
            of_the_page(line.along, Claim(case.context, case.goal), answer)
            for case, answer in zip(line.cases, answers)
        ]
        status = [answer.status for answer in answers]
        told = [
            "alike" if each == "proved" and _is_trivial(case.goal) else each
            for case, each in zip(line.cases, status)
        ]
        ways = tuple((case.said, each) for case, each in zip(line.cases, told))
        decides = min(range(len(ways)), key=lambda n: DECIDING.index(status[n]))
        first = line.cases[0].said.partition(",")[0]  # i ≠ j, of what is asked first
        meant = [each for said, each in zip(ways, status) if said[0].partition(",")[0] == first]
        if {*meant} != {"proved"} or status[decides] == "proved":
            case, verdict = line.cases[decides], answers[decides]
            evidence = {k: v for k, v in (verdict.evidence or {}).items() if k != "edits"}
            verdict = replace(verdict, evidence=evidence)
            decided[k] = JudgedClaim(case.context, case.goal, verdict, ways)
    return decided


def _is_trivial(goal: Term) -> bool:
    """Whether both sides are one: p_i = p_j where i is j."""
    conclusion = goal.right if goal.op == "⇒" else goal
    return len(conclusion.children) == 2 and conclusion.left == conclusion.right


def _besides(context: Context, goal: Term) -> tuple[Term, ...]:
    """What a claim takes to be so: its hypotheses, and what stands left of ⇒."""
    return (*context.facts, *_left(goal))


def _left(goal: Term) -> tuple[Term, ...]:
    if goal.op != "⇒":
        return ()
    return goal.left.children if goal.left.op == "and" else (goal.left,)
