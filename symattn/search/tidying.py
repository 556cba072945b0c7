"""Evidence without the sign entries that its proofs do not need.

A search notes every sign that it works out; of these a leaf needs less than half.  Here each is
left out, the last ones first, and stays out where the kernel accepts the leaf without it.  It costs
as much as a few replays: worth it for what is replayed often, as the proofs that come with the
book are.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

from ..kernel import Claim, Rejected, checker, verdicts
from ..kernel.algebra.ring import Element
from ..kernel.limits.linked_limits import linked
from ..kernel.order.fact_names import FactName
from ..kernel.rules.rule_table import PROOF, named, parts
from ..kernel.rules.sequent import Cases
from ..language import TermError

Node = dict[str, Any]
UNNAMED = "root", "log"  # entries that get no name


class _Needed(Exception):
    """What is to be left out is spoken of."""


def tidied(claim: Claim, evidence: Node) -> Node:
    """The evidence with as few sign entries as it does with; as it is if it cannot be read."""
    found: Node = json.loads(json.dumps(evidence))
    with suppress(Rejected, TermError, KeyError, TypeError, ValueError):
        for key in verdicts.FURTHER:
            for one in found.get(key) or ():
                _tidy(verdicts.bounded(claim, one), one["proof"])
        for one in found.get("repairs") or ():
            _tidy(verdicts.repaired(claim, one), one["proof"])
        for one in found.get("edits") or ():
            _tidy(verdicts.edited(claim, one), one["proof"])
        if "proof" in found:
            _tidy(claim, found["proof"])
        if verdicts.judge(claim, found) == verdicts.judge(claim, evidence):
            return found
    return evidence


def _tidy(claim: Claim, certificate: Node) -> None:
    """The same in a certificate, in its place."""
    claim = linked(claim) if claim.takes_limit else claim
    if "by" in certificate:
        for part, one in zip(parts(claim, certificate["by"]), certificate["parts"]):
            _tidy(part, one)
    elif "proof" in certificate:
        maxima = checker.listed_maxima(claim, certificate.get("maxima", []))
        _Tidying(claim, maxima, set(), named(PROOF)).check(certificate["proof"], (), {}, 0)


class _Tidying(checker.Proof):
    """A replay that leaves out what a leaf does not need."""

    def check(self, node: Any, cases: Cases, values: dict[str, Element], depth: int) -> None:
        super_check = super().check
        if node.get("rule") == "split" or not node.get("signs"):
            super_check(node, cases, values, depth)
            return
        kept = node
        for k in reversed(range(len(node["signs"]))):
            with suppress(_Needed, Rejected, TermError):
                fewer = _without(kept, k)
                super_check(fewer, cases, values, depth)
                kept = fewer
        node.update(kept)
        if not kept["signs"]:
            del node["signs"]


def _without(node: Node, k: int) -> Node:
    """A leaf without its entry k, the later ones renamed.  Raises _Needed if one speaks of it."""
    before, after = node["signs"][:k], node["signs"][k + 1 :]
    if any(name in node["signs"][k] for name in UNNAMED):
        return {**node, "signs": before + after}
    gone = sum(not any(name in entry for name in UNNAMED) for entry in before)
    return _renamed({**node, "signs": before + [_renamed(e, gone) for e in after]}, gone)


def _renamed(entry: Node, gone: int) -> Node:
    """An entry or a leaf that speaks of the sign entries by their new names."""
    new = dict(entry)
    for key in ("times", "exp", "undone", "unequal"):
        if isinstance(new.get(key), str):
            new[key] = _name(new[key], gone)
    if "below" in new:
        new["below"] = [_name(n, gone) for n in new["below"]]
    if "plus" in new:
        new["plus"] = [[_name(n, gone), x] for n, x in new["plus"]]
    if "by" in new:
        new["by"] = [[w, [_name(n, gone) for n in names], *rest] for w, names, *rest in new["by"]]
    return new


def _name(text: str, gone: int) -> str:
    name = FactName.read(text)
    if name.kind != "s" or name.number < gone:
        return text
    if name.number == gone:
        raise _Needed
    return str(replace(name, number=name.number - 1))
