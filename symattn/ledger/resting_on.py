"""The ledger: what verdicts rest on.

The kernel recomputes every rule; the theorems under the rules it takes from the literature.

A theorem may be needed only by claims that speak of certain things (`about`: means, norms, ...): a
verdict rests on it if it used a rule under which it stands, and the claim that the rule was used
for speaks of them.  That is never too little, and may be more than one certificate needs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..display.written_out import operators_in
from ..kernel import Claim, Rejected
from ..kernel.order.parts_of_maxima import ops
from ..kernel.rules.rule_table import parts
from ..kernel.verdicts import (
    FURTHER,
    bounded,
    edited,
    never_otherwise,
    opposite,
    repaired,
)
from ..language import from_json
from ..language.operators import DEFINITIONS
from ..records.judging import ENCLOSED, judge
from ..records.record import CheckedDerivation, CheckedStep
from .rule_entries import RULES
from .theorems import THEOREMS

EXPONENTIALS = {"exp", "log", "power"}
MEANS = {"E", "Var", "Cov", "∼", "⇝"}
TOPICS = (  # what a theorem may be about, and `_topics` finds in claims
    "exponentials",
    "logarithms",
    "tangents",
    "constants",
    "derivatives",
    "norms",
    "limits",
    "means",
    "events",
    "laws",
    "densities",
    "random vectors",
    "means of exponentials",
    "derivatives of means",
    "open sets",
    "error functions",
    "arctangents",
    "means beyond",
    "roots",
)


@dataclass(frozen=True)
class Oracle:
    """A program whose numbers are believed, and for what."""

    name: str
    statement: str
    source: str


@dataclass(frozen=True)
class StepLedger:
    """What replaying a step's evidence shows, and what that rests on.

    A `problem` says why nothing is shown.
    """

    number: int
    verdict: str
    rules: tuple[str, ...] = ()
    theorems: tuple[str, ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Ledger:
    """What the verdicts of a derivation rest on, in the order of the tables."""

    steps: tuple[StepLedger, ...]

    @property
    def oracles(self) -> tuple[str, ...]:
        """Those that were asked again: the kernel accepts nothing that rests on one without it."""
        return tuple(ORACLES) if set(ENCLOSED) & set(self.rules) else ()

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(name for name in RULES if any(name in s.rules for s in self.steps))

    @property
    def theorems(self) -> tuple[str, ...]:
        return tuple(name for name in THEOREMS if any(name in s.theorems for s in self.steps))

    @property
    def problems(self) -> tuple[str, ...]:
        return tuple(s.problem for s in self.steps if s.problem)


def resting_on(record: CheckedDerivation) -> Ledger:
    """What a record's verdicts rest on, worked out by replaying each step's evidence.

    What does not replay is a problem and rests on nothing.
    """
    return Ledger(tuple(_step(record, step) for step in record.steps))


def rules_of(record: CheckedDerivation, step: CheckedStep) -> frozenset[str]:
    """The rules that replaying a step's evidence takes.

    Raises Rejected if it does not replay, or shows another verdict than the record says.
    """
    verdict, rules = _judged(record, step)
    if verdict != step.verdict.status:
        raise Rejected(f"saved as {step.verdict.status}, and the certificates show {verdict}")
    return rules


def _judged(record: CheckedDerivation, step: CheckedStep) -> tuple[str, frozenset[str]]:
    return (
        ("outside", frozenset())
        if step.goal is None
        else judge(record.claim(step), step.verdict.evidence)
    )


def _step(record: CheckedDerivation, step: CheckedStep) -> StepLedger:
    try:
        rules = rules_of(record, step)
    except Rejected as error:
        return StepLedger(
            step.number,
            "undecided",
            problem=(
                f"{record.id}.{step.number}: the certificate does not bear the verdict out: {error}"
            ),
        )
    needed: set[str] = set()
    replayed: set[str] = set()
    for claim, used, certificate in (
        _claims(record.claim(step), step.verdict.evidence) if step.goal is not None else ()
    ):
        replayed |= used
        topics = _topics(claim, used, certificate)
        needed |= {
            t for name in used for t in RULES[name].theorems if THEOREMS[t].about in {"", *topics}
        }
    # every rule stands beside the claim that it was used for
    assert replayed == rules, f"{record.id}.{step.number}: {sorted(replayed ^ rules)}"
    return StepLedger(
        step.number,
        step.verdict.status,
        tuple(r for r in RULES if r in rules),
        tuple(t for t in THEOREMS if t in needed),
    )


def _claims(claim: Claim, evidence: Any) -> Iterator[tuple[Claim, set[str], Any]]:
    """Every claim that evidence is about, with its own rules and certificate.

    Those that reductions lead to are among them.  The kernel has accepted the evidence.
    """
    if not evidence:
        return
    if "oracle" in evidence:
        yield claim, {str(evidence["oracle"]["rule"])}, evidence["oracle"]
    elif "proof" in evidence:
        yield from _inside(claim, evidence["proof"])
    elif "refutation" in evidence:
        for certificate in (evidence["refutation"], *evidence.get("also", ())):
            yield from _inside(claim, certificate)
        if "nowhere" in evidence:
            yield from _inside(opposite(claim), evidence["nowhere"])
    for item in (item for key in FURTHER for item in evidence.get(key, ())):
        yield from _inside(bounded(claim, item), item["proof"])
    for repair in evidence.get("repairs", ()) if "proof" not in evidence else ():
        yield from _inside(repaired(claim, repair), repair["proof"])
        for fact, necessary in zip(repair.get("assume") or (), repair.get("necessary") or ()):
            yield from _inside(never_otherwise(claim, repair, from_json(fact)), necessary)
    for edit in evidence.get("edits", ()) if "proof" not in evidence else ():
        yield from _inside(edited(claim, edit), edit["proof"])


def _inside(claim: Claim, certificate: Any) -> Iterator[tuple[Claim, set[str], Any]]:
    """The way that `replay` goes through a certificate."""
    if "by" in certificate:
        yield claim, {str(certificate["by"]["rule"])}, None
        for inner, one in zip(parts(claim, certificate["by"]), certificate["parts"]):
            yield from _inside(inner, one)
    elif "refutation" in certificate:
        yield claim, {certificate["refutation"]["rule"]}, certificate
    else:
        yield claim, _in_tree(certificate["proof"]), certificate


def _in_tree(node: Any) -> set[str]:
    branches = ("positive", "negative", "zero") if node["rule"] == "split" else ()
    return {node["rule"]}.union(*(_in_tree(node[b]) for b in branches))


def _topics(claim: Claim, rules: set[str], certificate: Any) -> set[str]:
    """What a claim speaks of, definitions that it uses unfolded.

    A topic is left out only where nothing under it can have been asked.
    """
    context = claim.context
    said = (
        claim.goal,
        *context.facts,
        *(t for law in context.laws for t in (law.mean, law.variance)),
        *(f.norm for f in context.families if f.norm is not None),
    )
    # a certificate may bring in what the claim does not say: e^x ≥ e^y for a fact x ≥ y, log 2 > 0
    words = set(_words(certificate))
    used: set[str] = words.union(*(ops(context, term) for term in said))
    used |= {op for one in used & DEFINITIONS.keys() for op in operators_in(DEFINITIONS[one])}
    means, exponentials = (
        bool(used & MEANS),
        bool(used & EXPONENTIALS)
        or any(w.startswith("exp") for w in words)
        or _has_exponents(certificate),
    )
    given = means and any(
        t.op in MEANS and len(t.children) > 1
        for body in (*said, *(d.body for d in context.definitions))
        for t in body.subterms()
    )
    beyond = given or means and bool(used & {"max", "min", "abs"})
    # the cells of a limit of means have probabilities
    events = "P" in used or beyond or means and bool(context.limit)
    # P(e^x > 2) has a threshold log 2
    logarithms = (
        bool(used & {"log", "power", "P"}) or given or any("ℓ" in w or "log(" in w for w in words)
    )
    # a claim about samples is refuted around a point
    around = bool(context.laws) and "fails_at_point" in rules
    holds = {
        "exponentials": exponentials,
        "logarithms": logarithms,
        "tangents": "tangent" in words,
        "error functions": events or "erfc" in used or any(w.startswith("ē") for w in words),
        "arctangents": "arctan" in used,
        "means beyond": beyond,
        "constants": exponentials
        or logarithms
        or events
        or bool(used & {"erfc", "arctan", "pi"})
        or any(w.startswith("ē") for w in words),
        "derivatives": "diff" in used,
        "norms": bool(used & {"norm", "abs"})
        or any(side.sort in ("vector", "matrix") for side in claim.conclusion.children),
        "limits": claim.takes_limit or "means_tend_elsewhere" in rules,
        "means": means,
        "events": events,
        "laws": means or events or "fails_on_event" in rules,
        "densities": events or around or bool(rules & {"near_ties", "fails_on_event"}),
        "random vectors": any(law.mean.sort == "vector" for law in context.laws),
        "means of exponentials": means and exponentials,
        "derivatives of means": means and "diff" in used,
        "open sets": around or "diff" in used,
        "roots": "root" in words,
    }
    return {topic for topic in TOPICS if holds[topic]}


def _words(data: Any) -> Iterator[str]:
    """Every text in plain data, keys too."""
    if isinstance(data, str):
        yield data
    for one in (
        (*data, *data.values())
        if isinstance(data, dict)
        else data
        if isinstance(data, (list, tuple))
        else ()
    ):
        yield from _words(one)


def _has_exponents(data: Any) -> bool:
    """Whether an element in a certificate, or a row, has an exponent.

    An element is [coefficient, monomial, exponent], a row [weight, facts, squares, exponent].
    """
    if isinstance(data, dict):
        return any(_has_exponents(one) for one in data.values())
    if not isinstance(data, (list, tuple)):
        return False
    return (
        len(data) in (3, 4)
        and isinstance(data[0], str)
        and isinstance(data[-1], list)
        and bool(data[-1])
        or any(_has_exponents(one) for one in data)
    )


ORACLES: dict[str, Oracle] = {
    "Arb": Oracle(
        "Arb",
        (
            "Enclosures of E, Var, Cov and P at given numbers. What `symattn ask` encloses "
            "rests on it, and so does a comparison of numbers that the kernel does not decide: "
            "then the verdict says so, and nothing accepts it without asking Arb again."
        ),
        (
            "F. Johansson, Arb: efficient arbitrary-precision midpoint-radius interval "
            "arithmetic, IEEE Transactions on Computers 66 (2017), 1281–1292; called through "
            "python-flint"
        ),
    ),
}
