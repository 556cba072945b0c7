"""From cells of a case tree to conditions that a person would write.

As few and as short as possible.

Untrusted: signs are sampled at small points, and what comes out is a claim that the kernel has to
accept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import islice, permutations, product

from ...kernel.algebra import ring
from ...kernel.algebra.atoms import Atom
from ...kernel.algebra.ring import Element
from ...language import Context, Term
from ..as_terms import lettered_condition

SIGNS = (
    frozenset(">=<"),
    frozenset(">="),
    frozenset("=<"),
    frozenset("><"),
    frozenset(">"),
    frozenset("<"),
    frozenset("="),
)
NAMES = {
    frozenset(">="): "≥",
    frozenset("=<"): "≤",
    frozenset("><"): "≠",
    frozenset(">"): ">",
    frozenset("<"): "<",
    frozenset("="): "=",
}
REALS = tuple(Fraction(v) for v in ("0", "1", "-1", "2", "-2", "1/2", "3", "-3"))
WHOLE = tuple(Fraction(v) for v in range(-2, 8))
MOST_POINTS = 4000
Vector = tuple[str, ...]
Region = tuple[frozenset[str], ...]  # the signs allowed for each element


def sign_vectors(elements: list[Element], context: Context) -> list[Vector]:
    """The combinations of signs that occur at small points.

    These are points where the facts about single parameters hold.
    """
    names = sorted(set().union(*(ring.atoms(p) for p in elements)))
    integers = {s.key for s in context.scalars if s.integer}
    choices = [WHOLE if name in integers else REALS for name in names]
    facts = [
        f
        for f in (_plain_fact(context, t) for t in context.facts)
        if f is not None and ring.atoms(f[0]) <= set(names)
    ]
    found: dict[Vector, None] = {}
    for values in islice(product(*choices), MOST_POINTS):
        point = dict(zip(names, values))
        if all(_sign(p, point) in allowed for p, allowed in facts):
            found[tuple(_sign(p, point) for p in elements)] = None
    return list(found)


def _plain_fact(context: Context, fact: Term) -> tuple[Element, str] | None:
    from ...kernel import Claim, Rejected
    from ...kernel.rules.sequent import Sequent

    try:
        read = Sequent(Claim(replace(context, facts=(fact,)), fact)).fact("h0")
    except Rejected:
        return None
    allowed = {">": ">", "≥": ">=", "=": "=", "≠": "<>"}[read.relation]
    return (
        (read.element, allowed)
        if all(not e and all(k > 0 for _, k in m) for m, e in read.element)
        else None
    )


def _sign(p: Element, point: Mapping[Atom, Fraction]) -> str:
    total = Fraction(0)
    for (m, _), c in p.items():
        value = Fraction(c)
        for name, k in m:
            value *= point[name] ** k
        total += value
    return ">" if total > 0 else "<" if total < 0 else "="


def regions(
    vectors: list[Vector],
    allowed: Mapping[Vector, frozenset[int]],
    owner: Mapping[Vector, int],
    which: int,
) -> list[Region]:
    """Few large regions that together hold every vector owned by one value.

    They hold none where that value is not allowed.
    """
    mine = sorted((v for v in vectors if owner[v] == which), key=lambda v: v.count("="))
    count = len(vectors[0]) if vectors else 0
    occurring = [{v[k] for v in vectors} for k in range(count)]
    chosen: list[Region] = []
    for v in mine:
        if any(_inside(v, r) for r in chosen):
            continue
        best: Region | None = None
        for order in islice(permutations(range(count)), 24 if count <= 4 else 4):
            region: list[frozenset[str]] = [frozenset(s) for s in v]
            for k in order:
                for wider in SIGNS:
                    # g = 0 says more than g ≥ 0, n > 2 more than n ≠ 2
                    telling = len(wider) == 3 or (wider <= occurring[k] and region[k] != {"="})
                    if region[k] < wider and telling:
                        trial = tuple([*region[:k], wider, *region[k + 1 :]])
                        if all(which in allowed[u] for u in vectors if _inside(u, trial)):
                            region[k] = wider
                            break
            if best is None or _cost(tuple(region)) < _cost(best):
                best = tuple(region)
        assert best is not None
        chosen.append(best)
    # a later one may have made an earlier one superfluous
    for r in sorted(chosen, key=_cost, reverse=True):
        others = [x for x in chosen if x is not r]
        if all(any(_inside(v, x) for x in others) for v in mine if _inside(v, r)):
            chosen = others
    return sorted(chosen, key=_cost)


def _inside(v: Vector, region: Region) -> bool:
    return all(s in r for s, r in zip(v, region))


def _cost(region: Region) -> int:
    return sum(0 if len(r) == 3 else 4 if r == frozenset("><") else 3 for r in region)


def as_condition(region: Region, elements: list[Element], context: Context) -> Term | None:
    """A region as a condition: g > max(h, 0), n = 2 and g < 0.

    None for everywhere, or if an element has no name.
    """
    literals = [
        lettered_condition(p, NAMES[r], context) for p, r in zip(elements, region) if len(r) < 3
    ]
    parts = list(_grouped([t for t in literals if t is not None]))
    if not parts:
        return None
    return parts[0] if len(parts) == 1 else Term("and", tuple(parts))


def _grouped(literals: list[Term]) -> Iterator[Term]:
    """a > b and a > c as a > max(b, c); b < a and c < a as max(b, c) < a."""
    mirrored = {"<": ">", "≤": "≥"}
    rest = [
        Term(mirrored[t.op], (t.children[1], t.children[0])) if t.op in mirrored else t
        for t in literals
    ]
    while rest:
        first, *rest = rest
        if first.op in (">", "≥"):
            lower = [t for t in rest if t.op == first.op and t.children[0] == first.children[0]]
            upper = [t for t in rest if t.op == first.op and t.children[1] == first.children[1]]
            same = lower if len(lower) >= len(upper) else upper
            rest = [t for t in rest if t not in same]
            if same and same is lower:
                first = Term(
                    first.op,
                    (first.children[0], Term("max", tuple(t.children[1] for t in (first, *same)))),
                )
            elif same:
                first = Term(
                    first.op,
                    (Term("min", tuple(t.children[0] for t in (first, *same))), first.children[1]),
                )
        yield _readable(first)


def _readable(relation: Term) -> Term:
    """0 > g is read g < 0."""
    left, right = relation.children
    if relation.op in (">", "≥") and (
        left.op == "number" or "scalar" not in {t.op for t in left.subterms()}
    ):
        if right.op == "max":
            return Term({">": "<", "≥": "≤"}[relation.op], (right, left))
        return Term({">": "<", "≥": "≤"}[relation.op], (right, left))
    return relation
