"""What a proof rests on that a reader would ask about.

Exchanges of limit and mean, symmetries, and what it was reduced to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..kernel import Claim
from ..kernel.limits.linked_limits import linked
from ..kernel.rules.rule_table import parts
from ..language import Term, flattened, from_json, number
from ..search.as_terms import atom_term
from .message import Message, Part

DOMINATED = "✓ lim and E, by dominated convergence: "
UNDER_E = (
    " and E: what is averaged, and its derivative, are bounded nearby by polynomials times "
    "exponentials of linear forms, which have a mean."
)
TONELLI = (
    "✓ integration over one random number after the other, by Tonelli: the exponential is > 0, "
    "and every step is finite."
)


def proof(claim: Claim, certificate: Any) -> tuple[Message, ...]:
    """The messages that go with a proof."""
    claim = linked(claim)
    return (
        reduced(claim, certificate)
        if "by" in certificate
        else obligations(claim, certificate["proof"])
    )


def obligations(claim: Claim, tree: Any) -> tuple[Message, ...]:
    """One message for each kind of exchange or symmetry that a proof's tree uses.

    The kernel has checked them.
    """
    found: dict[Message, None] = {}
    for node in _nodes(tree):
        if node.get("rule") == "limit_of_expectations" and (
            cells := [_count(tree) for tree in node["trees"]]
        ):
            several = (
                f"each of {len(cells)} means is of something"
                if len(cells) > 1
                else "what is averaged is"
            )
            where = (
                f"on each of {max(cells)} cells, which leave out nothing but ties"
                if max(cells) > 1
                else "everywhere but at ties"
            )
            found[
                Message(
                    "Exchange",
                    (f"{DOMINATED}{several} bounded by a constant, with a limit {where}.",),
                )
            ] = None
        if node.get("symmetries"):
            found[
                Message(
                    "Symmetry",
                    ("✓ the law stays the same under ", *_maps(claim, node["symmetries"]), "."),
                )
            ] = None
    for t in (
        t
        for t in claim.goal.subterms()
        if t.op == "diff" and any(c.op == "E" for c in t.subterms())
    ):
        found[Message("Exchange", ("✓ ∂/∂", t.children[1], UNDER_E))] = None
    random = {law.key for law in claim.context.laws}
    for e in (
        e for t in claim.goal.subterms() if t.op == "E" for e in t.subterms() if e.op == "exp"
    ):
        if any(
            p.op in ("*", "^")
            and len({s.args[0] for s in p.subterms() if s.op == "scalar"} & random) > 1
            for p in e.subterms()
        ):
            found[Message("Exchange", (TONELLI,))] = None
    return tuple(found)


def _nodes(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        yield node
        for key in ("positive", "zero", "negative"):
            yield from _nodes(node.get(key))


def _count(tree: Any) -> int:
    return _count(tree["positive"]) + _count(tree["negative"]) if "on" in tree else 1 if tree else 0


def _maps(claim: Claim, maps: Any) -> Iterator[Part]:
    """γ_a ↔ γ_b, γ ↦ 2 − γ"""
    means = {law.key: law.mean for law in claim.context.laws}

    def written_as(x: str) -> Term:
        return atom_term(x, claim.context) or Term("scalar", (x,))

    written: list[list[Part]] = []
    for one in maps:
        moved = [(x, sign, y) for x, sign, y in one if (x, sign) != (y, 1)]
        if len(moved) == 2 and all(sign == 1 for _, sign, _ in moved):
            written.append([written_as(moved[0][0]), " ↔ ", written_as(moved[0][2])])
        elif moved:
            parts: list[Part] = []
            for x, sign, y in moved:
                # inner products are those of N(0, I)
                image, centre = written_as(y), means.get(y, number(0))
                twice = number(2) if centre == number(1) else flattened("*", (number(2), centre))
                mirrored = (
                    Term("neg", (image,))
                    if centre == number(0)
                    else flattened("+", (twice, Term("neg", (image,))))
                )
                parts += [
                    ", " if parts else "",
                    written_as(x),
                    " ↦ ",
                    image if sign == 1 else mirrored,
                ]
            written.append(parts)
    for k, parts in enumerate(written):
        yield from ([" and "] if k else []) + [p for p in parts if p != ""]


def reduced(claim: Claim, certificate: dict[str, Any]) -> tuple[Message, ...]:
    """What a claim was reduced to, in terms; the kernel has checked it."""
    by = certificate["by"]
    claims = parts(claim, by)
    rule = by["rule"]
    if rule == "both_ways":
        return tuple(m for c, one in zip(claims, certificate["parts"]) for m in proof(c, one))
    if rule == "in_probability":
        return (
            Message("Samples", ("✓ ", claims[0].goal, " for every sample, from which it follows.")),
        )
    if rule == "attained":
        return (
            Message("Members", ("✓ ", claims[-2].goal, ", whichever member attains the maximum.")),
        )
    if rule == "through":
        below = (
            m
            for c, one in zip(claims, certificate["parts"])
            if "by" in one
            for m in reduced(c, one)
        )
        return (Message("Between", ("✓ ", from_json(by["term"]), ".")), *below)
    if rule == "fewer":
        inner = certificate["parts"][0]
        return reduced(claims[0], inner) if "by" in inner else proof(claims[0], inner)
    if rule == "by_parts":
        return (Message("Slope", ("✓ ", claims[2].goal, ", integrated by parts.")),)
    if rule == "named":
        count = f"{len(by['terms'])} parts of the line"
        return (Message("Parts", ("✓ ", f"{count}, each taken as one number.")),)
    if rule == "lipschitz":
        return (
            Message(
                "Slope",
                ("✓ ", claims[0].goal, " and ", claims[1].goal, ", by the mean value theorem."),
            ),
        )
    if rule == "growth":
        return (
            Message(
                "Slope", ("✓ ", claims[0].goal, " at 0, and ", claims[1].goal, " from there on.")
            ),
        )
    if rule == "triangle":
        return (Message("Between", ("✓ the triangle inequality.",)),)
    if rule == "inclusion":
        return tuple(
            Message("Pointwise", ("✓ ", c.goal, " for every sample."))
            for c in claims
            if c.goal.op == "⇒"
        )
    if rule == "monotone":
        return (
            Message(
                "Pointwise", ("✓ ", claims[0].goal, " for every sample; all means in it exist.")
            ),
        )
    return ()
