"""From a step to its verdict: provers propose, the kernel replays, within limits of time."""
from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any

from ..kernel import FORMAT, KERNEL, Claim, Rejected
from ..kernel.limits.linked_limits import linked
from ..kernel.rules.sequent import check_limit_is_free
from ..language import Context, Term, to_json
from ..language.kinds import ORDERS
from ..records.judging import judge
from ..records.record import CheckedDerivation, CheckedStep, Reason, Verdict
from ..search.bounds import bound_search
from ..search.bounds.bound_proofs import Bound
from ..search.bounds.noise_means import of_noise
from ..search.cases import equation_search, equivalences, every_search, reduction_search
from ..search.cases.case_search import Search
from ..search.cases.squeezing import squeezed
from ..search.clock import now
from ..search.failures import event_chances
from ..search.failures.by_enclosures import by_enclosures, needs_the_oracle
from ..search.failures.falsify import only_undefined, refute
from ..search.failures.models import model
from ..search.failures.undecided import follows, reasons
from ..search.repairs import edited_lines, link_search, weaker_lines
from ..search.repairs.separating import separated
from ..search.repairs.sizes_wanted import of_some_size
from ..search.stop_reasons import refusal
from ..writing.derivation import Derivation
from ..writing.step import Step
from . import cache
from .chains import chained, overall
from .workers import Stopped, results

LANES = 2  # how many workers check steps
SECONDS_PER_STEP = 20.0
TO_REFUTE = 0.3  # the share of the time that is left for a counterexample
BESIDE = ("bounds", "probabilities")  # evidence that a verdict does not depend on
SECONDS_OVERALL = 3.0  # for what a whole chain says
Job = tuple[Derivation, Context, Step, tuple[Term, ...]]
Handed = tuple[Context, Step, tuple[Term, ...]]  # what a worker needs of it
Tick = Callable[[Derivation, Step, float], None]


@dataclass(frozen=True)
class Prepared:
    """A derivation whose body has been run, and those of its steps that are to be checked."""

    derivation: Derivation
    context: Context
    steps: tuple[Step, ...]
    goals: tuple[Term, ...]  # what its lines say that its author takes to be true


def prepared(derivation: Derivation, only: int | None = None) -> Prepared:
    """All of a derivation, or one step.  Raises AuthoringError if it is not well written."""
    context, steps = derivation.steps()
    goals = tuple(s.goal for s in steps if s.goal is not None and s.expect == "proved")
    chosen = steps if only is None or only > len(steps) else [steps[only - 1]]
    return Prepared(derivation, context, tuple(chosen), goals)


def check(derivation: Derivation, seconds: float = SECONDS_PER_STEP, only: int | None = None, beside: bool = False) -> CheckedDerivation:
    """Check every step of a derivation, or one of them; with `beside` also look for bounds.  Raises AuthoringError if it is not well written; verdicts are values."""
    one = prepared(derivation, only)
    verdicts = [check_step(step, one.context, seconds, beside, one.goals) for step in one.steps]
    return _put_together(one, verdicts)


def check_in_worker(derivation: Derivation, seconds: float = SECONDS_PER_STEP, only: int | None = None, beside: bool = False) -> CheckedDerivation:
    """As `check`, in processes that are killed where a step takes too long or too much memory: that step is undecided, the others go on."""
    return next(check_in_workers([prepared(derivation, only)], seconds, beside=beside))


def check_in_workers(
    wanted: Sequence[Prepared], seconds: float = SECONDS_PER_STEP, tick: Tick | None = None,
    beside: bool = False,
) -> Iterator[CheckedDerivation]:
    """Derivations, or a step of each, in order; the workers go on with the next ones meanwhile."""
    jobs = [(one.derivation, one.context, step, one.goals) for one in wanted for step in one.steps]
    count = min(os.cpu_count() or 1, LANES, max(1, len(jobs) // 4))
    with TemporaryDirectory(prefix="symattn-") as taken:
        lanes = [_Lane(jobs, taken, seconds, tick, beside) for _ in range(count)]
        try:
            for lane in lanes:
                next(lane.found, None)  # all are at work from here on
            done = 0
            for one in wanted:
                verdicts = [_next(lanes, done + k) for k in range(len(one.steps))]
                done += len(one.steps)
                yield _put_together(one, verdicts)
        finally:
            for lane in lanes:
                lane.found.close()


class _Lane:
    """A worker that takes one job after the other that no other has taken; where it is stopped another goes on with the next."""

    def __init__(self, jobs: list[Job], taken: str, seconds: float, tick: Tick | None, beside: bool) -> None:
        self.jobs, self.taken, self.seconds, self.tick = jobs, taken, seconds, tick
        self.at: int | None = None  # the job that it has taken
        self.produce = partial(_verdicts, [job[1:] for job in jobs], taken, seconds, beside)
        self.found = self._found()

    def _found(self) -> Generator[Verdict | None, None, None]:
        """The verdict on each job, and None before it, when that is taken."""
        stopped = True
        while stopped:
            stopped = False
            for one in results(self.produce, self.seconds, self._tell):
                if isinstance(one, int):
                    self.at = one
                    yield None
                elif isinstance(one, Stopped):
                    stopped = True
                    if self.at is None:  # before it began
                        self.at = next((k for k in range(len(self.jobs)) if _take(self.taken, k)), None)
                        if self.at is None:
                            return
                    yield _undecided(one.reason)
                else:
                    yield one

    def _tell(self, spent: float) -> None:
        if self.tick is not None and self.at is not None:
            self.tick(self.jobs[self.at][0], self.jobs[self.at][2], spent)


def _next(lanes: list[_Lane], wanted: int) -> Verdict:
    """The verdict on a job, all before it being done: of the lane that has taken it, or is about to say so."""
    for lane in sorted(lanes, key=lambda lane: lane.at is None):
        while lane.at in (wanted, None):
            try:
                verdict = next(lane.found)
            except StopIteration:
                break
            if verdict is not None:
                done, lane.at = lane.at, None
                assert done == wanted
                return verdict
    return _undecided(("no result",))


def _take(taken: str, k: int) -> bool:
    """Whether a job is this process's from now on."""
    try:
        os.close(os.open(os.path.join(taken, str(k)), os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def _verdicts(jobs: list[Handed], taken: str, seconds: float, beside: bool) -> Iterator[int | Verdict]:
    for k, (context, step, goals) in enumerate(jobs):
        if _take(taken, k):
            yield k
            yield check_step(step, context, seconds, beside, goals)


def _put_together(one: Prepared, verdicts: list[Verdict]) -> CheckedDerivation:
    derivation, context = one.derivation, one.context
    checked = [
        CheckedStep(step.number, step.goal, step.why, verdict, step.expect, step.written, step.text, step.heading, step.remark)
        for step, verdict in zip(one.steps, verdicts)
    ]
    for k, step in enumerate(chained(checked)):
        if step.verdict.knock_on == "follows" and (whole := overall(checked, k)) is not None:
            shown = decide(Claim(context, whole), SECONDS_OVERALL)
            if shown.status == "proved":
                chain = [{"goal": to_json(whole), "proof": shown.evidence["proof"]}]
                checked[k] = replace(checked[k], verdict=replace(checked[k].verdict, evidence={**step.verdict.evidence, "chain": chain}))
    return CheckedDerivation(derivation.id, derivation.title, derivation.source, context, chained(checked))


def check_step(step: Step, context: Context, seconds: float = SECONDS_PER_STEP, beside: bool = False, others: tuple[Term, ...] = ()) -> Verdict:
    """The verdict on one step.  A crash or a timeout of the search is "undecided", never anything else."""
    if step.goal is None:
        return Verdict("outside")
    claim, start = step.claim(context), now()
    others = tuple(goal for goal in others if goal.op != "every" and goal.children[0] == claim.goal.children[0] and goal != claim.goal)
    if (verdict := cache.find(claim, beside, others)) is None:
        verdict = decide(claim, seconds, beside, others)
        if verdict.status != "undecided" or now() - start < seconds / 2:  # one that ran out of time may do better another time
            cache.keep(claim, beside, others, verdict)
    return verdict


def decide(claim: Claim, seconds: float = SECONDS_PER_STEP, beside: bool = False, others: tuple[Term, ...] = ()) -> Verdict:
    """The verdict on one claim; with `beside`, and with bounds for a limit.  `others` are lines that may say what a false one should."""
    deadline = now() + seconds
    try:
        verdict = _search(claim, deadline, beside, others) if not (claim.context.links and claim.takes_limit) else _under_links(claim, deadline)
        if verdict.status == "refuted" and (found := link_search.find_links(claim, deadline)):
            verdict = Verdict("conditional", {**verdict.evidence, "repairs": found})
        try:
            verdict = _borne_out(claim, verdict)
        except Rejected:  # what holds in a cell that contradicts itself may not be found there again: another way may do
            verdict = _borne_out(claim, _search(claim, deadline, beside, others, direct=False))
    except Rejected as error:
        verdict = _undecided(refusal(error))
    except Exception as error:
        verdict = _undecided(("broke off", type(error).__name__))
    return verdict


def _borne_out(claim: Claim, verdict: Verdict) -> Verdict:
    """What the kernel makes of a search's evidence; without its bounds, probabilities and repairs, if these are what it does not accept.  Raises Rejected."""
    if verdict.evidence is None:
        return verdict
    evidence = verdict.evidence
    try:
        if judge(claim, evidence)[0] == verdict.status:
            return verdict
    except Rejected:
        if verdict.status == "undecided":
            return replace(verdict, evidence=None)
        if "refutation" not in evidence and not any(key in evidence for key in BESIDE):
            raise
    for key in BESIDE:
        if key in evidence:
            return _borne_out(claim, Verdict(verdict.status, {k: v for k, v in evidence.items() if k != key}))
    bare = {"refutation": evidence.get("refutation"), "repairs": []}
    if "refutation" in evidence and evidence != bare and judge(claim, bare)[0] == "refuted":
        return Verdict("refuted", bare)
    return _undecided(("not borne out",))


def _undecided(*reasons: Reason) -> Verdict:
    return Verdict("undecided", reasons=reasons)


def _search(claim: Claim, deadline: float, beside: bool = False, others: tuple[Term, ...] = (), direct: bool = True) -> Verdict:
    if claim.nonsense is not None:
        nothing = {"format": FORMAT, "kernel": KERNEL, "refutation": {"rule": "no_meaning"}}
        return Verdict("refuted", {"refutation": nothing, **_found("edits", edited_lines.find_edits(claim, deadline, others))})
    if claim.conclusion.op == "⇔":
        return equivalences.decided(claim, deadline, lambda way, until: _borne_out(way, _search(way, until, direct=direct)))
    if claim.takes_limit:
        check_limit_is_free(claim)
    if every_search.is_said(claim):
        return _said_of_every(claim, deadline)
    if model(claim) is None or (claim.assumptions and model(claim, claim.takes_limit) is None):
        return _undecided(("no model of the left side" if claim.assumptions else "no model",))
    if claim.conclusion.op == "→" and claim.conclusion.children[0].op == "P" and (verdict := _by_reduction(claim, deadline)) is not None:
        near = _near(lambda: of_noise(claim, deadline, None)) if beside and verdict.status == "proved" else []
        return Verdict(verdict.status, {**verdict.evidence, **_bounds(near)})
    search = Search(claim, deadline - (deadline - now()) * TO_REFUTE)
    proof = search.run()
    if direct and proof is not None and (certificate := weaker_lines.certified(claim, proof, search.maxima)) is not None:
        near = _near(lambda: bound_search.find_bounds(claim, search, deadline)) if beside else []
        return Verdict("proved", {"proof": certificate, **_bounds(near)})
    if (summed := reduction_search.triangle(claim, deadline)) is not None:
        return Verdict("proved", {"proof": summed})
    if (between := reduction_search.through_a_constant(claim, deadline)) is not None:
        return Verdict("proved", {"proof": between})
    if (by_members := reduction_search.attained(claim, deadline)) is not None:
        return Verdict("proved", {"proof": by_members})
    if (held := squeezed(claim, deadline)) is not None:
        near = _near(lambda: bound_search.find_bounds(claim, search, deadline)) if beside else []
        return Verdict("proved", {"proof": held, **_bounds(near)})
    if direct and (contradicted := equation_search.by_contradiction(claim, deadline)) is not None:
        return Verdict("proved", {"proof": contradicted})
    if (listed := every_search.certificate(claim, deadline)) is not None:
        return Verdict("proved", {"proof": listed})
    if (sloped := reduction_search.by_slope(claim, deadline)) is not None:
        return Verdict("proved", {"proof": sloped})
    if claim.about_chance and claim.goal.op in ORDERS and (verdict := _by_reduction(claim, deadline)) is not None:
        return verdict
    witness = refute(claim, search.failures, deadline, search.maxima)
    if witness is None:
        if (numbers := by_enclosures(claim, deadline)) is not None:
            return Verdict(*numbers)
        lacking: tuple[Reason, ...] = (("no oracle",),) if needs_the_oracle(claim) else ()
        return Verdict("undecided", follows(search, deadline) or None, (*reasons(claim, search, deadline), *lacking))
    found = weaker_lines.find_repairs(claim, search, deadline) or separated(claim, deadline)
    if all(r["relation"] for r in found):
        found = [*of_some_size(claim, witness[1], deadline), *found][: weaker_lines.MOST]
    nowhere = weaker_lines.nowhere(claim, deadline) if only_undefined(witness[0]) and not found else {}
    if nowhere is None:
        return Verdict("undecided", {"refutation": witness[0], "repairs": []}, reasons(claim, search, deadline))
    as_sharp = any(r["relation"] in ORDERS and not r["assume"] for r in found)  # another constant would say less
    edited = [] if as_sharp else edited_lines.find_edits(claim, deadline, () if found else others)
    near = _near(lambda: bound_search.for_repaired(claim, found[0], deadline)) if beside and found and found[0]["relation"] is None else []
    evidence = {"refutation": witness[0], "repairs": found, **nowhere, **_found("edits", edited)}
    evidence = {**evidence, **event_chances.also(claim, witness[0], deadline)}
    evidence = {**evidence, **event_chances.probabilities(claim, evidence, deadline), **_bounds(near)}
    return Verdict("conditional" if found else "refuted", evidence)


def _under_links(claim: Claim, deadline: float) -> Verdict:
    """The verdict on a limit that is taken with a link, by way of the one without that says the same."""
    bare = linked(claim)
    try:
        check_limit_is_free(bare)
    except Rejected:
        return _undecided(("restricted by the link",))
    if (certificate := link_search.proved(claim, deadline)) is not None:
        return Verdict("proved", {"proof": certificate})
    try:
        verdict = _search(bare, deadline)
    except Rejected:
        return _undecided(("no rule for the link",))
    if verdict.status != "refuted" and verdict.status != "conditional":
        return replace(verdict, evidence=None)
    return Verdict("refuted", {"refutation": verdict.evidence["refutation"], "repairs": []})


def _said_of_every(claim: Claim, deadline: float) -> Verdict:
    """The verdict on a claim with "for every", by way of claims without."""
    found = every_search.search(claim, deadline)
    if found.proof is not None:
        return Verdict("proved", {"proof": found.proof})
    if found.witness is None:
        why = found.reasons or (reasons(*found.open, deadline) if found.open else (("too long",),))
        return Verdict("undecided", reasons=why)
    return Verdict("conditional" if found.repairs else "refuted", {"refutation": found.witness, "repairs": list(found.repairs)})


def _found(key: str, items: list[dict[str, Any]]) -> dict[str, Any]:
    return {key: items} if items else {}


def _near(search: Callable[[], list[Bound]]) -> list[Bound]:
    """Bounds, if the search for them does not break off: a verdict does not depend on them."""
    try:
        return search()
    except Exception:
        return []


def _bounds(found: list[Bound]) -> dict[str, Any]:
    return _found("bounds", [item for b in found for item in b.evidence])


def _by_reduction(claim: Claim, deadline: float) -> Verdict | None:
    """The verdict by way of other claims, which leave chance out of it."""
    found = reduction_search.reduced(claim, deadline)
    if found is None:
        return None
    status, certificate = found
    if status == "proved":
        return Verdict("proved", {"proof": certificate})
    evidence = {"refutation": certificate, "repairs": []}
    evidence = {**evidence, **event_chances.also(claim, certificate, deadline)}
    return Verdict("refuted", {**evidence, **event_chances.probabilities(claim, evidence, deadline)})
