"""The outline of a step's evidence: which rules, in which cases, for a reader.

The evidence itself is in the JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from symattn.language.plain_text import symbol

MOST = 80
_CASES = {"positive": "> 0", "zero": "= 0", "negative": "< 0"}


@dataclass(frozen=True)
class Branch:
    """A line of the outline, and what is under it."""

    text: str
    under: tuple[Branch, ...] = ()


def outline(evidence: Any) -> tuple[Branch, ...]:
    """The outline of what the kernel recomputes a verdict from; empty if there is nothing."""
    if not isinstance(evidence, Mapping):
        return ()
    kinds = (
        ("repairs", "under the condition"),
        ("edits", "the repaired line"),
        ("bounds", "the bound"),
    )
    found = [_certificate("proved", evidence["proof"])] if "proof" in evidence else []
    found += (
        [_certificate("false as written", evidence["refutation"])]
        if "refutation" in evidence
        else []
    )
    found += [_certificate("true nowhere", evidence["nowhere"])] if "nowhere" in evidence else []
    for key, word in kinds:
        for each in evidence.get(key) or ():
            if isinstance(each, Mapping):
                found.append(_certificate(word, each.get("proof")))
                found += [
                    _certificate("and nowhere else", necessary)
                    for necessary in each.get("necessary") or ()
                ]
    return _first(found, [MOST])


def _certificate(word: str, certificate: Any) -> Branch:
    if not isinstance(certificate, Mapping):
        return Branch(word)
    node = next(
        (
            certificate[k]
            for k in ("proof", "refutation")
            if isinstance(certificate.get(k), Mapping)
        ),
        None,
    )
    if node is not None:
        return _node(node, word)
    by, parts = certificate.get("by"), certificate.get("parts")
    rule = str(by.get("rule", "")).replace("_", " ") if isinstance(by, Mapping) else ""
    under = (
        _run_together([_certificate("", part) for part in parts])
        if isinstance(parts, (list, tuple))
        else ()
    )
    return Branch(": ".join(filter(None, [word, rule])), under)


def _run_together(branches: list[Branch]) -> tuple[Branch, ...]:
    """Parts with their numbers; neighbours that say the same, once."""
    found: list[Branch] = []
    first = 1
    for k, branch in enumerate(branches, 1):
        if k < len(branches) and branches[k] == branch and not branch.under:
            continue
        found.append(
            Branch(
                f"part {k}: {branch.text}" if first == k else f"parts {first}–{k}: {branch.text}",
                branch.under,
            )
        )
        first = k + 1
    return tuple(found)


def _node(node: Mapping[str, Any], word: str) -> Branch:
    rule = str(node.get("rule", "")).replace("_", " ")
    on, under = "", []
    if node.get("rule") == "split":
        on = _element(node.get("on"))
        rule = "by cases"
    elif isinstance(node.get("point"), Mapping) and isinstance(
        node["point"].get("scalars"), Mapping
    ):
        on = ", ".join(f"{symbol(str(k))} = {v}" for k, v in node["point"]["scalars"].items())
        rule = f"{rule}, at {on}" if on else rule
    for key, value in node.items():
        where = f"{on} {_CASES[key]}" if on and key in _CASES else key.replace("_", " ")
        for each in value if isinstance(value, (list, tuple)) else [value]:
            if isinstance(each, Mapping) and (
                "rule" in each or "proof" in each or "refutation" in each
            ):
                under.append(_node(each, where) if "rule" in each else _certificate(where, each))
    signs = len(node["signs"]) if isinstance(node.get("signs"), list) else 0
    told = f" ({signs} sign{'s' * (signs != 1)})" if signs else ""
    return Branch(": ".join(filter(None, [word, rule])) + told, tuple(under))


def _summand(coefficient: Any, monomial: Any, exponent: Any) -> str:
    """c·m·e^p without its sign, and without a factor 1 before anything else."""
    alone = coefficient in ("1", "-1") and (monomial or exponent)
    factors = [*map(_power, monomial)]
    if exponent:
        factors.append("e^(" + _element_of(exponent) + ")")
    return ("" if alone else str(coefficient).lstrip("-")) + " ".join(factors)


def _element(data: Any) -> str:
    """Σ c·m·e^p as the kernel writes it.

    [[coefficient, [[symbol, power], ...], [exponent ...]], ...].
    """
    try:
        terms = [_summand(c, m, e) for c, m, e in data]
        signs = ["−" if str(c).startswith("-") else "+" for c, _, _ in data]
        return (
            "".join(
                (s if s == "−" else "") + t if k == 0 else f" {s} {t}"
                for k, (s, t) in enumerate(zip(signs, terms))
            )
            or "0"
        )
    except (TypeError, ValueError):
        return "a sign"


def _element_of(exponent: Any) -> str:
    return _element([[c, m, []] for c, m in exponent])


def _power(pair: Any) -> str:
    key, power = pair
    family, _, member = str(key).partition(" ")  # γ_a is kept as "\\gamma a"
    return symbol(family) + (f"_{member}" if member else "") + ("" if power == 1 else f"^{power}")


def _first(branches: Iterable[Branch], left: list[int]) -> tuple[Branch, ...]:
    """The first so many branches of all, depth first."""
    kept: list[Branch] = []
    for branch in branches:
        if left[0] <= 0:
            return (*kept, Branch("…"))
        left[0] -= 1
        kept.append(Branch(branch.text, _first(branch.under, left)))
    return tuple(kept)
