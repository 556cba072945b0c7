"""Softmax and log-sum-exp over a whole family of fixed scores, however many there are and whichever is the largest.

    A finite and not empty, s_j free of β for every j in A, M = max_j s_j, β → +∞
    ------------------------------------------------------------------------------------------
      log(Σ_j e^{β s_j})/β → M                              M ≤ log(Σ_j e^{β s_j})/β ≤ M + log|A|/β
      e^{β s_a}/Σ_j e^{β s_j} → 1/#{j : s_j = M} if s_a = M, 0 if s_a < M

Both sides are compared with the pattern as they are written, up to the names of bound indices.
Fails, for example: with another score above than that of a member (e^{β s}/Σ_j e^{β s_j} for a free s); with scores that move (s_j = x_j/β).
"""
from __future__ import annotations

from ..terms import Term, number, replace_indices
from ..terms.operators import BINDERS
from .errors import OutsideClass
from .expansions import Expander
from .semantics import Semantics


def limits_over_family(left: Term, s: Semantics) -> Term:
    """What the left side tends to.  Raises OutsideClass if it has not the form."""
    if len(s.context.limit) != 1 or left.op != "/":
        raise OutsideClass("expected a softmax weight or a log-sum-exp in one limit variable")
    beta = Term("scalar", (s.context.limit[0],))
    top, bottom = left.children
    if top.op == "log" and bottom == beta:
        bound, key, score = _summed_score(top.children[0], beta, s)
        size, count = s.scope_count(key)
        if not s.sets[key].members and s.signs.sign(size) != ">":
            raise OutsideClass("a family that may be empty")
        return Term("most", (bound, key, score))
    bound, key, score = _summed_score(bottom, beta, s)
    own = _score(top, beta, s)
    names = [name for name, home in s.home.items() if home == key]
    if not any(replace_indices(score, {bound: Term("index", (name,))}) == own for name in names):
        raise OutsideClass("the score above is not that of a member of the family")
    other = next(name for name in ("j", "l", "m", "p", "r", "s", "t", "u") if name != bound and name not in s.home)
    most = Term("most", (other, key, replace_indices(score, {bound: Term("index", (other,))})))
    ties = Term("sum", (bound, key, Term("count", (Term("=", (score, most)),))))
    return Term("cases", (Term("=", (own, most)), Term("/", (number(1), ties)), Term("<", (own, most)), number(0)))


def _summed_score(total: Term, beta: Term, s: Semantics) -> tuple[str, str, Term]:
    """(j, A, s_j) of Σ_{j in A} e^{β s_j}, nothing left out."""
    if total.op != "sum" or len(total.children) != 1:
        raise OutsideClass("expected a sum over a whole family")
    return str(total.args[0]), str(total.args[1]), _score(total.children[0], beta, s)


def _score(power: Term, beta: Term, s: Semantics) -> Term:
    """s of e^{β s}, free of β."""
    if power.op != "exp" or power.children[0].op != "*" or len(power.children[0].children) != 2:
        raise OutsideClass("expected e^{β s}")
    first, second = power.children[0].children
    score = second if first == beta else first
    if beta not in (first, second) or Expander(s, 0).moves(score) or score.sort != "scalar":
        raise OutsideClass("expected a score that is free of the limit variable")
    if any(t.op in BINDERS for t in score.subterms()):
        raise OutsideClass("expected a score without a sum or a maximum: renaming its indices could confuse them")
    return score


def same_up_to_bound_names(a: Term, b: Term) -> bool:
    return _renamed(a, {}) == _renamed(b, {})


def _renamed(term: Term, names: dict[str, str]) -> Term:
    """Bound indices by their depth: the name of none that can be declared."""
    if term.op == "index":
        return Term("index", (names.get(str(term.args[0]), str(term.args[0])),))
    if term.op in BINDERS:
        fresh = f"!{len(names)}"
        inner = {**names, str(term.args[0]): fresh}
        return Term(term.op, (fresh, term.args[1], *(_renamed(c, inner) for c in term.children)))
    return Term(term.op, tuple(_renamed(a, names) if isinstance(a, Term) else a for a in term.args)) if term.children else term
