"""From a step to its verdict: provers propose, the kernel replays, within limits of time."""
from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from . import cache, equivalences
from .derivation import Derivation, Step
from .kernel import FORMAT, KERNEL, Claim, Rejected
from .kernel.links import linked
from .kernel.reductions import parts
from .kernel.sequent import check_limit_is_free
from .kernel.verdicts import judge
from .provers import bounds, edits, links, reductions, repairs
from .provers.bound_proofs import Bound
from .provers.case_search import Search
from .provers.falsify import event_words, explain, only_undefined, refute
from .provers.models import model, points
from .provers.noise_means import of_noise
from .provers.obligations import obligations
from .provers.squeezing import squeezed
from .provers.undecided import reasons
from .record import BESIDE, CheckedDerivation, CheckedStep, Message, Part, Verdict
from .terms import Context, Term
from .terms.operators import ORDERS
from .working import Stopped, results

LANES = 2  # how many workers check steps
SECONDS_PER_STEP = 20.0
TO_REFUTE = 0.3  # the share of the time that is left for a counterexample
SECONDS_OVERALL = 3.0  # for what a whole chain says
Job = tuple[Derivation, Context, Step, tuple[Term, ...]]
Handed = tuple[Context, Step, tuple[Term, ...]]  # what a worker needs of it
Tick = Callable[[Derivation, Step, float], None]


@dataclass(frozen=True)
class Written:
    """A derivation whose body has been run, and those of its steps that are to be checked."""

    derivation: Derivation
    context: Context
    steps: tuple[Step, ...]
    goals: tuple[Term, ...]  # what its lines say that its author takes to be true


def written(derivation: Derivation, only: int | None = None) -> Written:
    """All of a derivation, or one step.  Raises AuthoringError if it is not well written."""
    context, steps = derivation.steps()
    goals = tuple(s.goal for s in steps if s.goal is not None and s.expect == "proved")
    chosen = steps if only is None or only > len(steps) else [steps[only - 1]]
    return Written(derivation, context, tuple(chosen), goals)


def check(derivation: Derivation, seconds: float = SECONDS_PER_STEP, only: int | None = None, beside: bool = False) -> CheckedDerivation:
    """Check every step of a derivation, or one of them; with `beside` also look for bounds.  Raises AuthoringError if it is not well written; verdicts are values."""
    one = written(derivation, only)
    verdicts = [check_step(step, one.context, seconds, beside, one.goals) for step in one.steps]
    return _put_together(one, verdicts)


def check_in_worker(derivation: Derivation, seconds: float = SECONDS_PER_STEP, only: int | None = None, beside: bool = False) -> CheckedDerivation:
    """As `check`, in processes that are killed where a step takes too long or too much memory: that step is undecided, the others go on."""
    return next(check_in_workers([written(derivation, only)], seconds, beside=beside))


def check_in_workers(
    wanted: Sequence[Written], seconds: float = SECONDS_PER_STEP, tick: Tick | None = None,
    beside: bool = False,
) -> Iterator[CheckedDerivation]:
    """Derivations, or a step of each, in order; the workers go on with the next ones meanwhile."""
    jobs = [(one.derivation, one.context, step, one.goals) for one in wanted for step in one.steps]
    lanes = min(os.cpu_count() or 1, LANES, max(1, len(jobs) // 4))
    workers = [_lane(jobs[k::lanes], seconds, tick, beside) for k in range(lanes)]
    try:
        done = 0
        for one in wanted:
            verdicts = [next(workers[(done + k) % lanes]) for k in range(len(one.steps))]
            done += len(one.steps)
            yield _put_together(one, verdicts)
    finally:
        for worker in workers:
            worker.close()


def _lane(
    jobs: list[Job], seconds: float, tick: Tick | None, beside: bool
) -> Generator[Verdict, None, None]:
    """The verdicts on some steps, one after the other, in a worker; where it is stopped another goes on with the next step."""
    done = 0

    def tell(spent: float) -> None:
        if tick is not None and done < len(jobs):
            tick(jobs[done][0], jobs[done][2], spent)

    while done < len(jobs):
        rest = [job[1:] for job in jobs[done:]]
        for verdict in results(partial(_verdicts, rest, seconds, beside), seconds, tell):
            done += 1
            yield _undecided(verdict.why) if isinstance(verdict, Stopped) else verdict


def _verdicts(rest: list[Handed], seconds: float, beside: bool) -> Iterator[Verdict]:
    return (check_step(step, context, seconds, beside, goals) for context, step, goals in rest)


def _put_together(one: Written, verdicts: list[Verdict]) -> CheckedDerivation:
    derivation, context, steps = one.derivation, one.context, one.steps
    checked: list[CheckedStep] = []
    for k, (step, verdict) in enumerate(zip(steps, verdicts)):
        rests_on = _rests_on(step, checked)
        goes_on = k + 1 < len(steps) and _is_next(steps[k + 1], step)
        knock_on = _knock_on(step, verdict, context, checked) if rests_on else "first" if goes_on and verdict.status in ("conditional", "refuted") else ""
        verdict = replace(verdict, rests_on=rests_on, knock_on=knock_on)
        checked.append(CheckedStep(step.number, step.goal, step.why, verdict, step.expect, step.written, step.text, step.heading))
    return CheckedDerivation(derivation.id, derivation.title, derivation.source, context, tuple(checked))


def _is_next(step: Step, before: Step | CheckedStep) -> bool:
    """Whether a step is the next link of a chain.  A heading begins a new chain."""
    return not step.heading and step.goal is not None and before.goal is not None and bool(step.goal.children[0] == before.goal.children[1])


def _rests_on(step: Step, before: list[CheckedStep]) -> tuple[int, ...]:
    """The links of the same chain that are not proved."""
    if not before or not _is_next(step, before[-1]):
        return ()
    last = before[-1]
    return last.verdict.rests_on + ((last.number,) if last.verdict.status != "proved" else ())


def _knock_on(step: Step, verdict: Verdict, context: Context, before: list[CheckedStep]) -> str:
    """For a link after one that is not proved: whether it is right by itself, and whether what the chain began with is what stands at its end."""
    if verdict.status != "proved":
        return ""
    relations, head = [step.goal.op], step.goal
    for earlier in reversed(before):
        if earlier.goal is None or earlier.goal.children[1] != head.children[0]:
            break
        relations.append(earlier.goal.op)
        head = earlier.goal
    whole = next((op for op in ("≈", "→") if op in relations), "=") if set(relations) <= {"=", "≈", "→"} else ""
    if not whole or relations.count("→") > 1 and relations[0] != "=":
        return "follows"
    overall = decide(Claim(context, Term("≈" if whole == "→" and relations[0] == "≈" else whole, (head.children[0], step.goal.children[1]))), SECONDS_OVERALL)
    return "right" if overall.status == "proved" else "follows"


def check_step(step: Step, context: Context, seconds: float = SECONDS_PER_STEP, beside: bool = False, others: tuple[Term, ...] = ()) -> Verdict:
    """The verdict on one step.  A crash or a timeout of the search is "undecided", never anything else."""
    if step.goal is None:
        return Verdict("outside")
    claim, start = step.claim(context), time.monotonic()
    others = tuple(goal for goal in others if goal.children[0] == claim.goal.children[0] and goal != claim.goal)
    if (verdict := cache.find(claim, beside, others)) is None:
        verdict = decide(claim, seconds, beside, others)
        if verdict.status != "undecided" or time.monotonic() - start < seconds / 2:  # one that ran out of time may do better another time
            cache.keep(claim, beside, others, verdict)
    remark = (Message("Remark", (step.remark,)),) if step.remark else ()
    return replace(verdict, messages=remark + verdict.messages)


def decide(claim: Claim, seconds: float = SECONDS_PER_STEP, beside: bool = False, others: tuple[Term, ...] = ()) -> Verdict:
    """The verdict on one claim; with `beside`, and with bounds for a limit.  `others` are lines that may say what a false one should."""
    deadline = time.monotonic() + seconds
    try:
        verdict = _search(claim, deadline, beside, others) if not (claim.context.links and claim.takes_limit) else _under_links(claim, deadline)
        if verdict.status == "refuted" and (found := links.find_links(claim, deadline)):
            verdict = Verdict("conditional", (*(repairs.explain(claim, r) for r in found), *verdict.messages), {**verdict.evidence, "repairs": found})
        try:
            verdict = _borne_out(claim, verdict)
        except Rejected:  # what holds in a cell that contradicts itself may not be found there again: another way may do
            verdict = _borne_out(claim, _search(claim, deadline, beside, others, direct=False))
    except Rejected as error:
        verdict = _undecided(str(error))
    except Exception as error:
        verdict = _undecided(f"the search broke off ({type(error).__name__}: {error})")
    return verdict


def _borne_out(claim: Claim, verdict: Verdict) -> Verdict:
    """What the kernel makes of a search's evidence; without its repairs, if these are what it does not accept.  Raises Rejected."""
    if verdict.status == "undecided":
        return verdict
    try:
        if judge(claim, verdict.evidence)[0] == verdict.status:
            return verdict
    except Rejected:
        if "refutation" not in verdict.evidence and "bounds" not in verdict.evidence:
            raise
    if "bounds" in verdict.evidence:
        kept = {key: value for key, value in verdict.evidence.items() if key != "bounds"}
        return _borne_out(claim, Verdict(verdict.status, tuple(m for m in verdict.messages if m.label not in BESIDE), kept))
    bare = {"refutation": verdict.evidence.get("refutation"), "repairs": []}
    if "refutation" in verdict.evidence and verdict.evidence != bare and judge(claim, bare)[0] == "refuted":
        return Verdict("refuted", tuple(m for m in verdict.messages if m.label not in ("Repair", "Condition")), bare)
    return _undecided("the kernel does not bear out what the search found")


def _undecided(*why: Part) -> Verdict:
    return Verdict("undecided", (Message("Not decided", (*why, ".")),))


def _search(claim: Claim, deadline: float, beside: bool = False, others: tuple[Term, ...] = (), direct: bool = True) -> Verdict:
    if (nonsense := claim.nonsense) is not None:
        meant = edits.find_edits(claim, deadline, others)
        evidence: dict[str, Any] = {"refutation": {"format": FORMAT, "kernel": KERNEL, "refutation": {"rule": "no_meaning"}}, **_edits(meant)}
        return Verdict("refuted", (*(m for _, m in meant), Message("No meaning", (nonsense if nonsense.endswith("?") else f"{nonsense}.",))), evidence)
    if claim.conclusion.op == "⇔":
        return equivalences.decided(claim, deadline, lambda way, until: _borne_out(way, _search(way, until, direct=direct)))
    if claim.takes_limit:
        check_limit_is_free(claim)
    if model(claim) is None or (claim.assumptions and next(points(claim, claim.takes_limit, 1), None) is None):
        left = " together with the left side of ⇒; a left side that nothing satisfies is an error" if claim.assumptions else "; hypotheses that nothing satisfies would prove anything"
        return _undecided(f"no point was found that satisfies the hypotheses{left}")
    if claim.conclusion.op == "→" and claim.conclusion.children[0].op == "P" and (verdict := _by_reduction(claim, deadline)) is not None:
        near = _near(lambda: of_noise(claim, deadline, None)) if beside and verdict.status == "proved" else []
        return Verdict(verdict.status, (*verdict.messages, *(m for b in near for m in b.messages())), {**verdict.evidence, **_bounds(near)})
    search = Search(claim, deadline - (deadline - time.monotonic()) * TO_REFUTE)
    proof = search.run()
    if direct and proof is not None and (certificate := repairs.certified(claim, proof, search.maxima)) is not None:
        near = _near(lambda: bounds.find_bounds(claim, search, deadline)) if beside else []
        return Verdict("proved", (*obligations(claim, proof), *(m for b in near for m in b.messages())), {"proof": certificate, **_bounds(near)})
    if (summed := reductions.triangle(claim, deadline)) is not None:
        return Verdict("proved", reductions.explain(claim, summed), {"proof": summed})
    if (held := squeezed(claim, deadline)) is not None:
        near = _near(lambda: bounds.find_bounds(claim, search, deadline)) if beside else []
        told = tuple(m for b in near for m in b.messages())
        return Verdict("proved", told, {"proof": held, **_bounds(near)})
    if (sloped := reductions.by_slope(claim, deadline)) is not None:
        return Verdict("proved", reductions.explain(claim, sloped), {"proof": sloped})
    if claim.about_chance and claim.goal.op in ORDERS and (verdict := _by_reduction(claim, deadline)) is not None:
        return verdict
    witness = refute(claim, search.failures, deadline, search.maxima)
    if witness is None:
        return Verdict("undecided", reasons(claim, search, deadline))
    certificate, point = witness
    found = repairs.find_repairs(claim, search, deadline)
    nowhere = repairs.nowhere(claim, deadline) if only_undefined(certificate) and not found else {}
    if nowhere is None:
        return Verdict("undecided", (*reasons(claim, search, deadline), explain(claim, point, certificate)))
    edited = edits.find_edits(claim, deadline, () if found else others)
    near = _near(lambda: bounds.for_repaired(claim, found[0], deadline)) if beside and found and found[0]["relation"] is None else []
    messages = [*(message for _, message in edited), *(repairs.explain(claim, r) for r in found), *(m for b in near for m in b.messages()), explain(claim, point, certificate)]
    evidence = {"refutation": certificate, "repairs": found, **nowhere, **_edits(edited), **_bounds(near)}
    return Verdict("conditional" if found else "refuted", tuple(messages), evidence)


def _under_links(claim: Claim, deadline: float) -> Verdict:
    """The verdict on a limit that is taken with a link, by way of the one without that says the same."""
    bare = linked(claim)
    try:
        check_limit_is_free(bare)
    except Rejected:
        return _undecided("a hypothesis restricts how the limit is taken with its link")
    if (certificate := links.proved(claim, deadline)) is not None:
        return Verdict("proved", obligations(bare, certificate["proof"]) if "proof" in certificate else (), {"proof": certificate})
    try:
        verdict = _search(bare, deadline)
    except Rejected:
        return _undecided("no rule decides what happens under the link")
    if verdict.status != "refuted" and verdict.status != "conditional":
        return verdict
    certificate = verdict.evidence["refutation"]
    return Verdict("refuted", tuple(m for m in verdict.messages if m.label == "Counterexample"), {"refutation": certificate, "repairs": []})


def _edits(found: list[tuple[dict[str, Any], Message]]) -> dict[str, Any]:
    return {"edits": [edit for edit, _ in found]} if found else {}


def _near(search: Callable[[], list[Bound]]) -> list[Bound]:
    """Bounds, if the search for them does not break off: a verdict does not depend on them."""
    try:
        return search()
    except Exception:
        return []


def _bounds(found: list[Bound]) -> dict[str, Any]:
    return {"bounds": [item for b in found for item in b.evidence]} if found else {}


def _by_reduction(claim: Claim, deadline: float) -> Verdict | None:
    """The verdict by way of other claims, which leave chance out of it."""
    found = reductions.reduced(claim, deadline)
    if found is None:
        return None
    status, certificate = found
    if status == "proved":
        return Verdict("proved", reductions.explain(claim, certificate), {"proof": certificate})
    samples = parts(claim, certificate["by"])[0]
    return Verdict("refuted", (event_words(samples, certificate["parts"][0]["refutation"], "It stays away where "),), {"refutation": certificate, "repairs": []})
