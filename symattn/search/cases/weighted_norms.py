"""‖Σ_j w_j v_j − x‖ ≤ R by how far each v_j is from x, times its weight: the weights add up to 1.

Σ w_j v_j − x is Σ w_j (v_j − x).  The members without a name are within one distance, a maximum or
what a hypothesis says; each named one is as far as it is.  Untrusted: the kernel checks each claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected
from ...kernel.built_terms import at
from ...kernel.rules.rule_table import parts
from ...language import Term, TermError, flattened, number, to_json
from ...language.kinds import BINDERS
from ..bounds.bound_shapes import body_of
from ..clock import now
from ..repairs.weaker_lines import prove

ONE = number(1)


def weighted_norm(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate for an upper bound of the norm of a weighted sum, or None."""
    relation = claim.conclusion
    if relation.op != "≤" or relation.left.op != "norm":
        return None
    letter = _letter(claim)
    for over, weight, vector in _sums(claim, relation.left.children[0]):
        index_set = next(s for s in claim.context.index_sets if s.key == over)
        if not index_set.rest:
            continue
        named = [(at_member(weight, m), at_member(vector, m)) for m in index_set.members]
        for distance in _distances(claim, vector):
            left_out = [Term("index", (m,)) for m in index_set.members]
            pieces = [at(t, ANY, letter) for t in (weight, vector)]
            rest = Term("sum", (letter, over, *left_out, flattened("*", tuple(pieces))))
            bound = Term("sum", (letter, over, *left_out, flattened("*", (pieces[0], distance))))
            rows = [[ONE, rest, bound], *([w, v, Term("norm", (v,))] for w, v in named)]
            by = {"rule": "triangle", "parts": [[to_json(t) for t in row] for row in rows]}
            inner = [at(t, ANY, index_set.rest) for t in (weight, vector)]
            each = {"rule": "triangle", "parts": [[to_json(t) for t in (*inner, distance)]]}
            if now() < deadline and (
                found := _shown(claim, [by, {"rule": "termwise"}, each], deadline)
            ):
                return found
    return None


ANY = "?"  # the index of a weight and of a vector, before it is put in


def at_member(term: Term, name: str) -> Term:
    return at(term, ANY, name)


def _sums(claim: Claim, x: Term) -> Iterator[tuple[str, Term, Term]]:
    """Weighted sums that a vector is, with all that stands beside one taken from each of its
    vectors: index set, weight and vector at any index.
    """
    terms = x.children if x.op == "+" else (x,)
    for k, term in enumerate(terms):
        beside = terms[:k] + terms[k + 1 :]
        body, factors = term, []
        while body.op in ("defined", "/", "*"):
            if body.op == "defined":
                opened = body_of(claim, body)
                assert opened is not None
                body = opened
            elif body.op == "/":
                factors.append(Term("/", (ONE, body.right)))
                body = body.left
            else:
                factors += body.children[:-1]
                body = body.children[-1]
        if body.op != "sum" or len(body.children) != 1:
            continue
        inner = at(body.children[0], body.key, ANY)
        below: tuple[Term, ...] = ()
        if inner.op == "/":
            inner, below = inner.left, (inner.right,)
        own = inner.children if inner.op == "*" else (inner,)
        weights = [*factors, *own[:-1], *(Term("/", (ONE, one)) for one in below)]
        weight = flattened("*", tuple(weights)) if len(weights) > 1 else (*weights, ONE)[0]
        vector = flattened("+", (own[-1], *beside)) if beside else own[-1]
        yield str(body.args[1]), weight, vector


def _letter(claim: Claim) -> str:
    """An index that stands nowhere yet."""
    sets = claim.context.index_sets
    used = {name for s in sets for name in (*s.members, s.rest)}
    used |= {t.key for one in claim.said for t in one.subterms() if t.op in BINDERS}
    return next(x for x in ascii_lowercase[8:] + ascii_lowercase if x not in used)


def _distances(claim: Claim, vector: Term) -> Iterator[Term]:
    """What the length of each vector may be bounded by."""
    found = [t for t in claim.conclusion.right.subterms() if t.op == "most"]
    for fact in claim.context.facts:
        for side, other in (fact.children, fact.children[::-1]):
            if side.op == "norm":
                found.append(other)
    yield from dict.fromkeys(found)


def _shown(claim: Claim, ways: list[dict[str, Any]], deadline: float) -> dict[str, Any] | None:
    """A certificate by a reduction, of whose second claim one by the next is taken, and so on."""
    try:
        certificates = []
        for k, one in enumerate(parts(claim, ways[0])):
            below = len(ways) > 1 and k == (1 if ways[0]["rule"] == "triangle" else 0)
            found = _shown(one, ways[1:], deadline) if below else prove(one, deadline)
            if found is None:
                return None
            certificates.append(found)
    except (Rejected, TermError):
        return None
    return {"format": FORMAT, "kernel": KERNEL, "by": ways[0], "parts": certificates}
