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
from typing import Any

from ...language import Term, flattened, from_json, number
from ...language.kinds import CHANCE
from ...language.mentions import occurs_outside_means
from ..claim import Claim
from ..errors import Rejected

STATISTICS = {"E": ("scalar", "vector"), "Var": ("scalar",), "Cov": ("vector",)}


def by_near_ties(claim: Claim, by: dict[str, Any]) -> list[Claim]:
    """The claims that together show how far a statistic of f is from that of its limit.

    Raises Rejected.
    """
    relation, op = claim.goal, by.get("statistic")
    f, under = from_json(by.get("of")), [from_json(u) for u in by.get("under", ())]
    tails = [[from_json(t) for t in row] for row in by.get("tails", ())]
    cells = [
        (from_json(event), from_json(value), list(where))
        for event, value, where in by.get("cells", ())
    ]
    centre, radius = (
        (from_json(t) for t in by.get("within", ()))
        if op in ("Var", "Cov")
        else (number(0), number(0))
    )
    if any(len(row) not in (4, 6) for row in tails) or any(
        sorted(set(where)) != sorted(where)
        or not set(where) <= set(range(len(tails)))
        or bool in map(type, where)
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
    random = claim.context.random
    if (
        relation.op != "≤"
        or relation.children[0].op not in ("abs", "norm")
        or str(f.sort) not in STATISTICS.get(str(op), ())
        or not cells
        or len(under) > 1
    ):
        raise Rejected(
            "near ties: expected |E f − L| ≤ R, or Var, or Cov, and the parts of all samples"
        )
    if any(
        occurs_outside_means(claim.context, t, random) or any(x.op in CHANCE for x in t.subterms())
        for t in fixed
    ):
        raise Rejected(
            "near ties: expected limits, and all that a bound is made of, that are not random"
        )
    gap, bound = relation.children[0].children[0], relation.children[1]
    chances = [Term("P", (event, *under)) for event, _, _ in cells]
    limits = [value for _, value, _ in cells]
    centred = limits if op == "E" else [_minus(value, _mixed(chances, limits)) for value in limits]
    powers = [
        x if op == "E" else Term("^", (x, number(2))) if op == "Var" else Term("outer", (x, x))
        for x in centred
    ]
    statistic = Term(str(op), (f, *under))
    claims = [
        Claim(claim.context, goal)
        for goal in (
            Term("=", (gap, _minus(statistic, _mixed(chances, powers)))),
            Term("=", (_sum(chances), number(1))),
            *(
                Term("=", (Term("P", (Term("and", (a, b)),)), number(0)))
                for (a, _, _), (b, _, _) in combinations(cells, 2)
            ),
            *(Term("∼", (g, Term("normal", (m, s)))) for _, _, _, g, m, s in laws),
            *(Term(">", (x, number(0))) for _, _, b, _, _, s in laws for x in (b, s)),
            *(Term("≥", (x, number(0))) for a, c, *_ in tails for x in (a, c)),
            Term("≤", (_total(tails, radius if op != "E" else None, under), bound)),
        )
    ]
    claims += [
        claim.without_chance(Term("≤", (_size(_minus(x, centre)), radius)))
        for x in (f, *limits)
        if op != "E"
    ]
    for event, value, where in cells:
        shown = [
            Term(
                "≤",
                (
                    _size(_minus(f, value)),
                    _sum([_tail(*tails[i][:4]) for i in where]) if where else number(0),
                ),
            )
        ]
        shown += [Term("≥", (tails[i][3], number(0))) for i in where]
        claims += [claim.without_chance(Term("⇒", (event, goal))) for goal in shown]
    return claims


def _tail(a: Term, c: Term, b: Term, g: Term) -> Term:
    """a·c/(e^{b g} + c)"""
    return Term("/", (_product(a, c), Term("+", (Term("exp", (_product(b, g),)), c))))


def _total(tails: list[list[Term]], radius: Term | None, under: list[Term]) -> Term:
    """T, times 4R, over P(U)."""
    parts = []
    for a, c, b, g, *law in tails:
        scales = (
            (
                Term("log", (Term("+", (number(1), c)),)),
                Term("sqrt", (Term("/", (number(1), law[1])),)),
            )
            if law
            else ()
        )
        parts.append(
            Term("/", (_product(number(2), a, *scales), _product(number(5), b)))
            if law
            else _tail(a, c, b, g)
        )
    total = _sum(parts) if parts else number(0)
    total = total if radius is None else _product(number(4), radius, total)
    return Term("/", (total, Term("P", (under[0],)))) if under else total


def _mixed(chances: list[Term], values: list[Term]) -> Term:
    return _sum([_product(p, x) for p, x in zip(chances, values)])


def _minus(x: Term, y: Term) -> Term:
    return flattened("+", (x, Term("neg", (y,))))


def _size(x: Term) -> Term:
    return Term("abs" if x.sort == "scalar" else "norm", (x,))


def _sum(terms: list[Term]) -> Term:
    return terms[0] if len(terms) == 1 else flattened("+", tuple(terms))


def _product(*factors: Term) -> Term:
    return flattened("*", factors)
