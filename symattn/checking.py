"""From a step to its verdict: provers propose, the kernel replays, within limits of time."""
from __future__ import annotations

import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

from . import cache
from .derivation import Derivation, Step
from .kernel import FORMAT, KERNEL, Claim, Rejected
from .kernel.reductions import parts
from .kernel.sequent import check_limit_is_free
from .kernel.verdicts import judge
from .provers import bounds, edits, reductions, repairs
from .provers.case_search import Search
from .provers.falsify import event_words, explain, refute
from .provers.models import model, points
from .provers.obligations import obligations
from .record import CheckedDerivation, CheckedStep, Message, Part, Verdict
from .terms import Context
from .terms.operators import ORDERS
from .working import Stopped, results

LANES = 2  # how many workers check steps
SECONDS_PER_STEP = 20.0
Job = tuple[Derivation, Context, Step]


def check(derivation: Derivation, seconds: float = SECONDS_PER_STEP, only: int | None = None, beside: bool = False) -> CheckedDerivation:
    """Check every step of a derivation, or one of them; with `beside` also look for bounds.  Raises AuthoringError if it is not well written; verdicts are values."""
    context, steps = _chosen(derivation, only)
    return _put_together(derivation, context, steps, [check_step(step, context, seconds, beside) for step in steps])


def check_in_worker(derivation: Derivation, seconds: float = SECONDS_PER_STEP, only: int | None = None, beside: bool = False) -> CheckedDerivation:
    """As `check`, in processes that are killed where a step takes too long or too much memory: that step is undecided, the others go on."""
    return next(check_in_workers([(derivation, only)], seconds, beside=beside))


def check_in_workers(
    wanted: Sequence[tuple[Derivation, int | None]], seconds: float = SECONDS_PER_STEP, tick: Callable[[Derivation, Step, float], None] | None = None, beside: bool = False
) -> Iterator[CheckedDerivation]:
    """Derivations, or one step of each, in order; the workers go on with the next ones meanwhile.  Raises AuthoringError if one is not well written."""
    chosen = [(derivation, *_chosen(derivation, only)) for derivation, only in wanted]
    jobs = [(derivation, context, step) for derivation, context, steps in chosen for step in steps]
    lanes = min(os.cpu_count() or 1, LANES, max(1, len(jobs) // 4))
    workers = [_lane(jobs[k::lanes], seconds, tick, beside) for k in range(lanes)]
    try:
        done = 0
        for derivation, context, steps in chosen:
            verdicts = [next(workers[(done + k) % lanes]) for k in range(len(steps))]
            done += len(steps)
            yield _put_together(derivation, context, steps, verdicts)
    finally:
        for worker in workers:
            worker.close()


def _lane(jobs: list[Job], seconds: float, tick: Callable[[Derivation, Step, float], None] | None, beside: bool) -> Generator[Verdict, None, None]:
    """The verdicts on some steps, one after the other, in a worker; where it is stopped another goes on with the next step."""
    done = 0

    def tell(spent: float) -> None:
        if tick is not None and done < len(jobs):
            tick(jobs[done][0], jobs[done][2], spent)

    while done < len(jobs):
        rest = jobs[done:]
        for verdict in results(lambda rest=rest: (check_step(step, context, seconds, beside) for _, context, step in rest), seconds, tell):  # type: ignore[misc]
            done += 1
            yield _undecided(verdict.why) if isinstance(verdict, Stopped) else verdict


def _chosen(derivation: Derivation, only: int | None) -> tuple[Context, list[Step]]:
    context, steps = derivation.steps()
    return context, steps if only is None or only > len(steps) else [steps[only - 1]]


def _put_together(derivation: Derivation, context: Context, steps: list[Step], verdicts: list[Verdict]) -> CheckedDerivation:
    checked: list[CheckedStep] = []
    for step, verdict in zip(steps, verdicts):
        verdict = Verdict(verdict.status, verdict.messages, verdict.evidence, _rests_on(step, checked))
        checked.append(CheckedStep(step.number, step.goal, step.why, verdict, step.expect, step.written, step.text, step.heading))
    return CheckedDerivation(derivation.id, derivation.title, derivation.source, context, tuple(checked))


def _rests_on(step: Step, before: list[CheckedStep]) -> tuple[int, ...]:
    """The links of the same chain that are not proved.  A heading begins a new chain."""
    if step.heading or not before or step.goal is None or before[-1].goal is None or step.goal.children[0] != before[-1].goal.children[1]:
        return ()
    last = before[-1]
    return last.verdict.rests_on + ((last.number,) if last.verdict.status != "proved" else ())


def check_step(step: Step, context: Context, seconds: float = SECONDS_PER_STEP, beside: bool = False) -> Verdict:
    """The verdict on one step.  A crash or a timeout of the search is "undecided", never anything else."""
    if step.goal is None:
        return Verdict("outside")
    claim, start = step.claim(context), time.monotonic()
    if (verdict := cache.find(claim, beside)) is None:
        verdict = decide(claim, seconds, beside)
        if verdict.status != "undecided" or time.monotonic() - start < seconds / 2:  # one that ran out of time may do better another time
            cache.keep(claim, beside, verdict)
    remark = (Message("Remark", (step.remark,)),) if step.remark else ()
    return Verdict(verdict.status, remark + verdict.messages, verdict.evidence)


def decide(claim: Claim, seconds: float = SECONDS_PER_STEP, beside: bool = False) -> Verdict:
    """The verdict on one claim; with `beside`, and with bounds for a limit."""
    try:
        verdict = _borne_out(claim, _search(claim, time.monotonic() + seconds, beside))
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
        return _borne_out(claim, Verdict(verdict.status, tuple(m for m in verdict.messages if m.label != "Bound"), kept))
    bare = {"refutation": verdict.evidence.get("refutation"), "repairs": []}
    if "refutation" in verdict.evidence and verdict.evidence != bare and judge(claim, bare)[0] == "refuted":
        return Verdict("refuted", tuple(m for m in verdict.messages if m.label not in ("Repair", "Condition")), bare)
    return _undecided("the kernel does not bear out what the search found")


def _undecided(*why: Part) -> Verdict:
    return Verdict("undecided", (Message("Not decided", (*why, ".")),))


def _search(claim: Claim, deadline: float, beside: bool = False) -> Verdict:
    if (nonsense := claim.nonsense) is not None:
        evidence: dict[str, Any] = {"refutation": {"format": FORMAT, "kernel": KERNEL, "refutation": {"rule": "no_meaning"}}}
        return Verdict("refuted", (Message("No meaning", (nonsense if nonsense.endswith("?") else f"{nonsense}.",)),), evidence)
    if claim.takes_limit:
        check_limit_is_free(claim)
    if model(claim) is None or (claim.assumptions and next(points(claim, claim.takes_limit, 1), None) is None):
        left = " together with the left side of ⇒; a left side that nothing satisfies is an error" if claim.assumptions else "; hypotheses that nothing satisfies would prove anything"
        return _undecided(f"no point was found that satisfies the hypotheses{left}")
    if claim.conclusion.op == "→" and claim.conclusion.children[0].op == "P" and (verdict := _by_reduction(claim, deadline)) is not None:
        return verdict
    search = Search(claim, deadline)
    proof = search.run()
    if proof is not None and (certificate := repairs.certified(claim, proof, search.maxima)) is not None:
        near = _near(lambda: bounds.find_bounds(claim, search, deadline)) if beside else []
        return Verdict("proved", (*obligations(claim, proof), *(b.message() for b in near)), {"proof": certificate, **_bounds(near)})
    if claim.about_chance and claim.goal.op in ORDERS and (verdict := _by_reduction(claim, deadline)) is not None:
        return verdict
    witness = refute(claim, search.failures, deadline)
    if witness is None:
        return _undecided(*next((c.why for c in search.failures), ("the kernel did not accept the proof that was found",)))
    certificate, point = witness
    found = repairs.find_repairs(claim, search, deadline)
    edited = edits.find_edits(claim, deadline)
    near = _near(lambda: bounds.for_repaired(claim, found[0], deadline)) if beside and found and found[0]["relation"] is None else []
    messages = [*(message for _, message in edited), *(repairs.explain(claim, r) for r in found), *(b.message() for b in near), explain(claim, point, certificate)]
    evidence = {"refutation": certificate, "repairs": found, **({"edits": [edit for edit, _ in edited]} if edited else {}), **_bounds(near)}
    return Verdict("conditional" if found else "refuted", tuple(messages), evidence)


def _near(search: Callable[[], list[bounds.Bound]]) -> list[bounds.Bound]:
    """Bounds, if the search for them does not break off: a verdict does not depend on them."""
    try:
        return search()
    except Exception:
        return []


def _bounds(found: list[bounds.Bound]) -> dict[str, Any]:
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
