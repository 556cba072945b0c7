"""From evidence to a verdict.

What a refuted line becomes when a change that leaves both sides alone makes it true.

Evidence is {"proof": certificate}, or {"refutation": certificate, "repairs": [repair, ...]}, or
empty.  A repair adds facts ("assume"), weakens the relation ("relation"), or adds "links" to the
limit that is taken, and carries the certificate of the claim so changed; "necessary", if present,
has a certificate for each added fact that a refuted comparison never holds where that fact does
not: the opposite holds there, or a side has no value. A condition that restates the line carries
nothing, and is not accepted.  A point without a value refutes nothing by itself: beside it stands a
repair, or "nowhere", a certificate that the line holds nowhere; else the line is undecided.
"edits" are lines with one side changed that are true: [{"goal": term, "proof": certificate}, ...],
perhaps with facts to "assume"; they leave the verdict as it is.  So do "bounds", further claims
that hold under the same hypotheses with "assume" added and with "scalars" that are new: how far
from its limit something is; "probabilities", claims of the same form about events; "chain", the
claim from the beginning of the line's chain to its end; and "follows", for a line that is not
decided, itself under a further fact. "also" are further refutations of the same line.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..language import Scalar, Term, depends_on, from_json, indices_in
from .built_terms import ZERO, term, terms
from .checker import replay
from .claim import Claim
from .errors import Rejected
from .order.parts_of_maxima import CONTINUOUS, OPPOSITE, ops
from .rules.restating import restates
from .rules.rule_table import NOWHERE, PROOF
from .sizes import check_size

NEVER = PROOF, NOWHERE  # kinds of rules of which ≠ in place of = is shown everywhere
FURTHER = ("bounds", "probabilities", "chain", "follows")  # claims that hold as well
WEAKER = {"=": ("≈",), "<": ("≤",), ">": ("≥",)}


def judge(claim: Claim, evidence: Any) -> tuple[str, frozenset[str]]:
    """The verdict that the evidence bears out, and the rules used.

    Raises Rejected if any part does not replay.
    """
    try:
        check_size(evidence)
        return _judged(claim, evidence)
    except Rejected:
        raise
    except Exception as error:  # evidence comes from outside, as certificates do
        raise Rejected(f"malformed evidence ({type(error).__name__}: {error})") from error


def _judged(claim: Claim, evidence: Any) -> tuple[str, frozenset[str]]:
    if not evidence:
        return "undecided", frozenset()
    if not isinstance(evidence, dict):
        raise Rejected("expected evidence with a proof or a refutation")
    further = (item for key in FURTHER for item in evidence.get(key, ()))
    beside = frozenset[str]().union(
        *(_proved(bounded(claim, item), item.get("proof")) for item in further)
    )
    if "proof" in evidence:
        return "proved", beside | _proved(claim, evidence["proof"])
    if "refutation" not in evidence:
        return "undecided", beside
    outcomes = [replay(claim, one) for one in (evidence["refutation"], *evidence.get("also", ()))]
    if any(outcome.verdict != "refuted" for outcome in outcomes):
        raise Rejected("expected a refutation")
    rules = set(beside.union(*(outcome.rules for outcome in outcomes)))
    if "nowhere" in evidence:
        rules |= replay(opposite(claim), evidence["nowhere"], NEVER).rules
    elif outcomes[0].rules == {"undefined_at_point"} and not evidence.get("repairs"):
        return "undecided", frozenset()
    for repair in evidence.get("repairs", ()):
        rules |= _check_repair(claim, repair)
    for edit in evidence.get("edits", ()):
        rules |= _check_edit(claim, edit)
    return "conditional" if evidence.get("repairs") else "refuted", frozenset(rules)


def _check_edit(claim: Claim, edit: Any) -> frozenset[str]:
    changed = edited(claim, edit)
    kept = changed.goal in (claim.goal, claim.conclusion) or set(changed.goal.children) & set(
        claim.goal.children
    )
    if changed == claim or not kept:
        raise Rejected("an edit changes one side of the line, its relation, or what is assumed")
    return _proved(changed, edit["proof"])


def edited(claim: Claim, edit: Any) -> Claim:
    """The claim of an edited line, with the facts that it assumes beside."""
    facts = (*claim.context.facts, *terms(edit.get("assume") or ()))
    return Claim(replace(claim.context, facts=facts), from_json(edit["goal"]))


def _proved(claim: Claim, certificate: Any) -> frozenset[str]:
    outcome = replay(claim, certificate)
    if outcome.verdict != "proved":
        raise Rejected("expected a certificate of truth")
    return outcome.rules


def bounded(claim: Claim, bound: Any) -> Claim:
    """The claim that a bound makes: its goal, under the hypotheses of the line and its own."""
    scalars = tuple(Scalar(str(key)) for key in bound.get("scalars") or ())
    context = replace(claim.context, scalars=claim.context.scalars + scalars)
    return Claim(context, from_json(bound["goal"])).assuming(*terms(bound.get("assume") or ()))


def _check_repair(claim: Claim, repair: Any) -> frozenset[str]:
    if not isinstance(repair, dict) or not (
        repair.get("relation") or repair.get("assume") or repair.get("links")
    ):
        raise Rejected("a repair adds a fact or a link, or weakens the relation")
    facts = terms(repair.get("assume") or ())
    links = [term("→", link, ZERO) for link in terms(repair.get("links") or ())]
    if any(restates(claim, fact) for fact in (*facts, *links)):
        raise Rejected("a condition that restates the line carries nothing")
    for fact in facts:
        if depends_on(claim.context, fact, claim.context.random) and not (
            fact.op in ("<", ">") and CONTINUOUS >= ops(claim.context, fact)
        ):
            raise Rejected(
                "a repair about what is random is a strict comparison, which holds with a "
                "probability > 0 if it holds for one sample"
            )
        if depends_on(
            claim.context, fact, claim.context.random & {v.key for v in claim.context.vectors}
        ):
            raise Rejected("a repair about a random vector that may be degenerate")
    rules = _proved(repaired(claim, repair), repair.get("proof"))
    necessary = repair.get("necessary") or ()
    for fact, certificate in zip(facts, necessary):
        rules |= replay(never_otherwise(claim, repair, fact), certificate, NEVER).rules
    if len(necessary or facts) != len(facts):
        raise Rejected("necessity is shown of every added fact, or of none")
    return rules


def repaired(claim: Claim, repair: Any) -> Claim:
    """The claim with a repair's changes."""
    changed = claim.assuming(*terms(repair.get("assume") or ()))
    links = (*changed.context.links, *terms(repair.get("links") or ()))
    changed = replace(changed, context=replace(changed.context, links=links))
    relation = repair.get("relation")
    if relation is not None:
        if relation not in WEAKER.get(claim.conclusion.op, ()):
            raise Rejected(f"{relation} is not a weaker form of {claim.conclusion.op}")
        changed = changed.weakened(relation)
    return changed


def never_otherwise(claim: Claim, repair: Any, fact: Term) -> Claim:
    """The claim that a comparison fails everywhere that one of the added facts does.

    Whether it has a value there is left open.
    """
    if repair.get("relation") or repair.get("links") or fact.op not in OPPOSITE:
        raise Rejected("necessity is for a line repaired by comparisons alone")
    if indices_in(fact) & {s.rest for s in claim.context.index_sets}:
        raise Rejected(
            "a fact about all other members does not fail for all of them where it fails"
        )
    return Claim(claim.assuming(term(OPPOSITE[fact.op], *fact.args)).context, opposite(claim).goal)


def opposite(claim: Claim) -> Claim:
    """≠ for =, and so on.  Raises KeyError for what is no comparison."""
    return Claim(claim.context, term(OPPOSITE[claim.goal.op], *claim.goal.args))
