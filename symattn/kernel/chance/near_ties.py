"""How far a mean, a variance or a covariance is from its limit.

Samples are far from a tie, or there are few of them.

    A_1, A_2, ... exclude each other and leave out nothing but ties;  on A_k:  |f − L_k| ≤ Σ_i
    a_i·c_i/(e^{b_i g_i} + c_i)  and all g_i ≥ 0;  g_i ∼ N(m_i, s_i)
    --------------------------------------------------------------------------------------------
        |E f − Σ_k P(A_k)·L_k| ≤ T,   T = Σ_i (2/5)·a_i·log(1 + c_i)/(b_i √s_i)

A g_i without a law is fixed, and then T has what is left itself.  A density of N(m, s) is at most
1/√(2πs) < (2/5)/√s, and ∫_0^∞ c/(e^{bx} + c) dx = log(1 + c)/b.  The same i may stand on several of
the A_k, once on each, and counts once. With ‖f − z‖ ≤ R and ‖L_k − z‖ ≤ R for a fixed z:  ‖Cov f −
Cov L‖ ≤ 4·R·T in the Frobenius norm, where L is L_k on A_k, and likewise for Var: for u = f − L,
Cov f − Cov L is the mean of u(f − z)ᵀ − E u (f − z)ᵀ + (L − z)uᵀ − (L − z)E uᵀ.  Given an event U,
all of it holds with P(A_k | U) and T/P(U). Fails, for example: where an a_i, b_i, c_i or L_k is
random; for a degenerate X (s = 0); with one tail twice on a cell.
"""

from __future__ import annotations

from itertools import combinations

from ...language import Term, flattened, from_json, number
from ...language.kinds import CHANCE
from ..built_terms import ONE, TWO, ZERO, minus, size, speak_of, term, terms, total
from ..claim import Claim, Node
from ..errors import Rejected

STATISTICS = {"E": ("scalar", "vector"), "Var": ("scalar",), "Cov": ("vector",)}


def by_near_ties(claim: Claim, by: Node) -> list[Claim]:
    """The claims that together show how far a statistic of f is from that of its limit.

    Raises Rejected.
    """
    relation, op = claim.goal, by["statistic"]
    f, under = from_json(by.get("of")), terms(by.get("under", ()))
    tails = [*map(terms, by["tails"])]
    cells = [
        (from_json(event), from_json(value), list(where)) for event, value, where in by["cells"]
    ]
    centre, radius = terms(by.get("within", ())) if op in ("Var", "Cov") else (ZERO, ZERO)
    if any(len(row) not in (4, 6) for row in tails) or any(
        sorted(set(where)) != sorted(where) or not set(where) <= set(range(len(tails)))
        for _, _, where in cells
    ):
        raise Rejected(
            "near ties: expected tails with a law or fixed ones, and each of them at most once "
            "on a cell"
        )
    laws = [row for row in tails if len(row) == 6]
    fixed = (
        [t for row in tails for k, t in enumerate(row) if k != 3 or row not in laws]
        + [value for _, value, _ in cells]
        + [centre, radius]
    )
    if (
        relation.op != "≤"
        or relation.left.op not in ("abs", "norm")
        or str(f.sort) not in STATISTICS.get(str(op), ())
        or not cells
        or len(under) > 1
    ):
        raise Rejected(
            "near ties: expected |E f − L| ≤ R, or Var, or Cov, and the parts of all samples"
        )
    if any(map(claim.is_random, fixed)) or speak_of(fixed, CHANCE):
        raise Rejected(
            "near ties: expected limits, and all that a bound is made of, that are not random"
        )
    gap, bound = relation.left.children[0], relation.right
    chances = [term("P", event, *under) for event, _, _ in cells]
    limits = [value for _, value, _ in cells]
    centred = limits if op == "E" else [minus(value, _mixed(chances, limits)) for value in limits]
    powers = [
        x if op == "E" else term("^", x, TWO) if op == "Var" else term("outer", x, x)
        for x in centred
    ]
    statistic = term(str(op), f, *under)
    goals = [
        term("=", gap, minus(statistic, _mixed(chances, powers))),
        term("=", total(chances), ONE),
        *(
            term("=", term("P", term("and", a, b)), ZERO)
            for (a, *_), (b, *_) in combinations(cells, 2)
        ),
        *(term("∼", g, term("normal", m, s)) for _, _, _, g, m, s in laws),
        *(term(">", x, ZERO) for _, _, b, _, _, s in laws for x in (b, s)),
        *(term("≥", x, ZERO) for a, c, *_ in tails for x in (a, c)),
        term("≤", _whole(tails, radius if op != "E" else None, under), bound),
    ]
    of_samples = [term("≤", size(minus(x, centre)), radius) for x in (f, *limits) if op != "E"]
    for event, value, where in cells:
        near = term("≤", size(minus(f, value)), total([_tail(*tails[i][:4]) for i in where]))
        on_cell = [near, *(term("≥", tails[i][3], ZERO) for i in where)]
        of_samples += [term("⇒", event, goal) for goal in on_cell]
    return claim.each(goals) + [*map(claim.without_chance, of_samples)]


def _tail(a: Term, c: Term, b: Term, g: Term) -> Term:
    """a·c/(e^{b g} + c)"""
    return term("/", _product(a, c), term("+", term("exp", _product(b, g)), c))


def _whole(tails: list[list[Term]], radius: Term | None, under: list[Term]) -> Term:
    """T, times 4R, over P(U)."""
    parts = []
    for a, c, b, g, *law in tails:
        part = _tail(a, c, b, g)
        if law:
            scales = term("log", term("+", ONE, c)), term("sqrt", term("/", ONE, law[1]))
            part = term("/", _product(TWO, a, *scales), _product(number(5), b))
        parts.append(part)
    whole = total(parts)
    whole = whole if radius is None else _product(number(4), radius, whole)
    return term("/", whole, term("P", *under)) if under else whole


def _mixed(chances: list[Term], values: list[Term]) -> Term:
    return total([_product(p, x) for p, x in zip(chances, values)])


def _product(*factors: Term) -> Term:
    return flattened("*", factors)
