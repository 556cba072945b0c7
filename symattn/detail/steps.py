"""The lines within a step, by what it says: one row for each relation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from ..kernel import Claim, Rejected
from ..kernel.claim import implied
from ..kernel.rules.rule_table import parts
from ..language import Term, TermError, canonical, flattened, from_json, number
from ..language.kinds import COMPARISONS, ORDERS
from ..search.cases.limit_table import table_of, value_of
from .equation_lines import linked
from .form_lines import laid_out, unfolded
from .limit_lines import in_case, tends
from .lines import DetailLine, Ground, Said
from .values_of_parts import definitions, worth

LONGEST = 60  # parts of a claim that is still a line
MOST_CASES = 12
HARD = {"abs", "norm", "max", "min", "most", "E", "P", "Var"}  # a difference of these says little
SHOWN = ("both_ways", "in_probability", "through", "inclusion", "monotone", "averaged", "squeezed")
Told = Callable[[Ground, Term], list[DetailLine]]


def within(ground: Ground, goal: Term, evidence: Any) -> list[DetailLine]:
    """What happened on the way to a proved claim; empty where that was one idea,
    or has no lines."""
    lines = TOLD[goal.op](ground, goal) if goal.op in TOLD else []
    return lines or reduced(ground, goal, evidence)


def _equation(ground: Ground, goal: Term) -> list[DetailLine]:
    return linked(ground, "=", *goal.children)


def _order(ground: Ground, goal: Term) -> list[DetailLine]:
    """By small steps, and the sign of the difference."""
    left, right = goal.children
    if (lines := linked(ground, goal.op, left, right)) or left.sort != "scalar":
        return lines
    return _difference(
        ground, *((left, right) if goal.op in (">", "≥") else (right, left)), goal.op
    )


def _difference(ground: Ground, larger: Term, smaller: Term, relation: str) -> list[DetailLine]:
    if smaller == number(0) or {t.op for side in (larger, smaller) for t in side.subterms()} & HARD:
        return []
    gap = flattened("+", (larger, Term("neg", (smaller,))))
    value = worth(ground.context, gap) if larger.op != "+" else None
    if value is None or value.size > LONGEST // 2 or value in (gap, number(0)):
        return []
    equal = ground.say(Term("=", (gap, value)))
    sign = ground.say(Term(relation.replace("<", ">").replace("≤", "≥"), (value, number(0))))
    return (
        [DetailLine(equal), DetailLine(sign, True)]
        if equal is not None and sign is not None
        else []
    )


def _limit(ground: Ground, goal: Term) -> list[DetailLine]:
    left, right = goal.children
    if right.op == "cases":
        return list(_cases(ground, left, right))
    if left.op == "E" or any(t.op == "E" for t in left.subterms()):
        return _exchanged(ground, left)
    return tends(ground, goal.op, left, right)


def _cases(ground: Ground, left: Term, table: Term) -> Iterator[DetailLine]:
    """A line for each case, and before it what is divided by what."""
    told: dict[Term, DetailLine] = {}
    pairs = zip(table.children[::2], table.children[1::2])
    cells = [(facts, value) for when, value in pairs for facts in alternatives(when)]
    for facts, value in cells[:MOST_CASES]:
        for line in _under(ground.assuming(facts), Term("→", (left, value))):
            told.setdefault(line.goal, line)
    if any(line.reason for line in told.values()):
        yield from told.values()


def alternatives(condition: Term) -> list[tuple[Term, ...]]:
    """A condition as alternatives, each of comparisons that hold together."""
    if condition.op == "or":
        return [one for c in condition.children for one in alternatives(c)]
    if condition.op != "and":
        return [(condition,)]
    found: list[tuple[Term, ...]] = [()]
    for c in condition.children:
        found = [(*one, *more) for one in found for more in alternatives(c)]
    return found


def _implication(ground: Ground, goal: Term) -> list[DetailLine]:
    """What is right of ⇒, under what stands left of it."""
    left, right = goal.children
    if right.op not in ("→", "≈") or any(t.op == "cases" for t in right.subterms()):
        return []
    facts = left.children if left.op == "and" else (left,)
    if any(f.op not in COMPARISONS for f in facts):
        return []
    lines = _under(ground.assuming(facts), right)
    return lines if len(lines) > 1 else []


def _under(ground: Ground, goal: Term) -> list[DetailLine]:
    """A limit in one case."""
    told = tends if goal.children[0].sort == "vector" else in_case
    return told(ground, goal.op, *goal.children)


def _both_ways(ground: Ground, goal: Term) -> list[DetailLine]:
    said = [ground.say(way.goal) for way in Claim(ground.context, goal).directions]
    return [DetailLine(one) for one in said if one is not None] if None not in said else []


def _exchanged(ground: Ground, left: Term) -> list[DetailLine]:
    """lim and E: what is averaged is bounded by a constant, and tends to something."""
    lines: list[DetailLine] = []
    for mean in dict.fromkeys(t for t in left.subterms() if t.op == "E" and len(t.children) == 1):
        for part in _averaged(ground, mean.children[0]):
            bound = next(
                filter(
                    None, (ground.say(Term("≤", (Term("abs", (part,)), number(c)))) for c in (1, 2))
                ),
                None,
            )
            limit = _pointwise(ground, part)
            if bound is None or limit is None:
                return []
            lines += [DetailLine(bound, False, ("a constant, which has a mean",)), limit]
    return lines


def _averaged(ground: Ground, term: Term) -> list[Term]:
    """The scalars that move in what is averaged."""
    if term.sort == "scalar":
        return [term]
    while True:
        opened, names = unfolded(laid_out(term, ground.context), ground.context)
        if not any(t.sort == "vector" for t in names):
            break
        term = opened
    spread = laid_out(term, ground.context)
    named = {s.rest for s in ground.context.index_sets} | {
        m for s in ground.context.index_sets for m in s.members
    }
    found = [t for t in spread.subterms() if t.op == "defined" and t.sort == "scalar"]
    return list(dict.fromkeys(t for t in found if {str(i.args[0]) for i in t.children} <= named))


def _pointwise(ground: Ground, term: Term) -> DetailLine | None:
    if (found := ground.line_of("→", term)) is not None:
        said = ground.say(Term("→", (term, found[1])))
        return (
            None
            if said is None
            else DetailLine(said, False, (f"({found[0]}), for every sample but ties",))
        )
    with suppress(Rejected, TermError):
        value = value_of(table_of(ground.context, term, ground.deadline()))
        if value is not None and value.size <= 2 * LONGEST:
            said = ground.say(Term("→", (term, value)))
            return None if said is None else DetailLine(said, False, ("for every sample",))
    return None


def _law(ground: Ground, goal: Term) -> list[DetailLine]:
    """X ∼ N(m, v): what X is, and its mean and variance."""
    left, law = goal.children
    if law.op != "normal":
        return []
    opened, names = unfolded(left, ground.context)
    spread = "Cov" if left.sort == "vector" else "Var"
    claims = [
        (Term("=", (Term(op, (left,)), value))) for op, value in zip(("E", spread), law.children)
    ]
    found = [ground.say(claim) for claim in claims]
    if not names or None in found:
        return []
    equal = ground.say(Term("=", (left, opened)))
    why = definitions(dict.fromkeys(str(t.args[0]) for t in names))
    first = [DetailLine(equal, False, tuple(why))] if equal is not None else []
    return [*first, *(DetailLine(one) for one in found if one is not None)]


TOLD: dict[str, Told] = {
    "=": _equation,
    **dict.fromkeys(ORDERS, _order),
    "→": _limit,
    "≈": _limit,
    "⇒": _implication,
    "⇔": _both_ways,
    "∼": _law,
}


def reduced(ground: Ground, goal: Term, evidence: Any) -> list[DetailLine]:
    """The claims that a proof was reduced to, where they are about the same hypotheses."""
    certificate = (evidence or {}).get("proof") or {}
    if certificate.get("by", {}).get("rule") not in SHOWN:
        return []
    try:
        claims = parts(Claim(ground.context, goal), certificate["by"])
    except (Rejected, TermError, LookupError, TypeError, ValueError):
        return []
    own = {
        c.goal: one for c, one in zip(claims, certificate["parts"]) if c.context == ground.context
    }
    return [
        DetailLine(Said(part, {"proof": one})) for part, one in own.items() if _says(part, goal)
    ]


def _says(part: Term, goal: Term) -> bool:
    """Whether a claim is short, and says more than that 1 > 0."""
    right = part.children[-1]
    once = any(t.op == "*" and t.children[0] == number(1) for t in part.subterms())
    letters = any(
        t.op in ("scalar", "entry", "member", "vector", "defined") for t in right.subterms()
    )
    return canonical(part) != canonical(goal) and part.size <= LONGEST and letters and not once


def repaired(ground: Ground, goal: Term, evidence: Any) -> list[DetailLine]:
    """The lines that lead to the repaired line, and by how much the written one differs from it."""
    for edit in (evidence or {}).get("edits", ())[:1]:
        if edit.get("assume"):
            return []
        mended = from_json(edit["goal"])
        lines = within(ground, mended, {"proof": edit["proof"]})
        return [*lines, *_off(ground, goal, mended)]
    for one in (evidence or {}).get("repairs", ()):
        if one.get("relation") and not one.get("assume") and goal.op == "=":
            weaker = Term(str(one["relation"]), goal.args)
            return [*within(ground, weaker, {"proof": one["proof"]}), *_off(ground, goal)]
        if goal.op in ("→", "≈") and one.get("assume") and not one.get("relation"):
            facts = tuple(from_json(f) for f in one["assume"])
            return within(ground, implied(facts, goal), {"proof": one["proof"]})
    return _off(ground, goal)


def _off(ground: Ground, goal: Term, mended: Term | None = None) -> list[DetailLine]:
    """What the right side is off by."""
    if goal.op != "=" or goal.sort != "truth" or goal.children[0].sort != "scalar":
        return []
    left, right = goal.children
    if right == number(0) or right.op in ("+", "neg"):
        return []
    gap = flattened("+", (right, Term("neg", (left,))))
    value = (
        _common(ground, right, mended.children[1])
        if mended is not None
        else worth(ground.context, gap)
    )
    if value is None or value.size > LONGEST or value == gap:
        return []
    said = ground.say(Term("=", (gap, value)))
    return (
        [DetailLine(said, False, (f"what ({ground.number}) is off by",))]
        if said is not None
        else []
    )


def _common(ground: Ground, written: Term, mended: Term) -> Term | None:
    """N/D − N/M as N (M − D)/(D M)"""
    if written.op == mended.op == "/" and written.children[0] == mended.children[0]:
        (top, one), other = written.children, mended.children[1]
        if (
            lack := worth(ground.context, flattened("+", (other, Term("neg", (one,)))))
        ) is not None and other.op == "+":
            above = lack if top == number(1) else flattened("*", (lack, top))
            return Term("/", (above, flattened("*", (one, other))))
    return worth(ground.context, flattened("+", (written, Term("neg", (mended,)))))
