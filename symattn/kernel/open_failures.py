"""Where a claim about almost all samples is refuted by a point: it must fail around it, for one value alone has probability 0."""
from __future__ import annotations

from ..terms import Context, Term, depends_on
from ..terms.operators import CHANCE
from . import ring
from .claim import Claim
from .coefficients import difference
from .semantics import Semantics


def fails_openly(s: Semantics, claim: Claim) -> bool:
    """Whether a comparison fails strictly at a point, between sides that are continuous there: then it fails with a probability > 0."""
    relation = claim.goal
    strict = {"=": "<>", "≤": ">", "<": ">", "≥": "<", ">": "<"}
    if relation.op not in strict or relation.children[0].sort != "scalar" or not CONTINUOUS >= ops(claim.context, relation):
        return False
    if any(law.mean.sort == "scalar" and s.signs.find(s.scalar(law.variance).numerator) != ">" for law in s.laws.values()):
        return False
    return s.signs.quotient_sign(difference(s, relation).get((), ring.ZERO)) in strict[relation.op]


CONTINUOUS = {*CHANCE, "number", "scalar", "entry", "member", "vector", "matrix", "index", "identity", "zero", "defined", "+", "neg", "*", "/", "^", "exp", "log", "abs", "max", "min", "sigmoid", "tanh", "dot", "outer", "apply", "sum", "=", "≤", "<", "≥", ">"}


def ops(context: Context, term: Term) -> set[str]:
    """The operators of a term and of the definitions that it uses; "power" is a power whose exponent is no natural number."""
    found: set[str] = set()
    todo, seen = [term], set()
    while todo:
        for t in todo.pop().subterms():
            found.add(t.op if t.op != "^" or t.children[1].op == "number" else "power")
            if t.op == "defined" and t.args[0] not in seen:
                seen.add(t.args[0])
                todo += [b for d in context.definitions if d.key == t.args[0] for b in (d.body, *(b for _, b in d.exceptions))]
    return found


def is_about_samples(context: Context, relation: Term) -> bool:
    """Whether a relation speaks of values of random numbers, and not only of their means or probabilities."""
    return depends_on(context, relation, frozenset(law.key for law in context.laws))
