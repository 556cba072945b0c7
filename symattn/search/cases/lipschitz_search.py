"""What a bounded slope says of one point, |f(x) − f(0)| ≤ K·|x|, and of a variance.

The second point of |f(x) − f(y)| ≤ K·|x − y| is put in: y is a letter for 0.  And for any c,
Var f(w) ≤ E (f(w) − c)² ≤ K²·E w².  Untrusted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from ...kernel import FORMAT, KERNEL, Claim, Rejected
from ...kernel.built_terms import minus
from ...kernel.rules.rule_table import parts
from ...language import Term, TermError, flattened, number, replaced, to_json
from ..clock import now
from ..repairs.weaker_lines import prove
from .largest_slopes import HALF, LARGEST_SLOPES, WEIGHT_OF_TWO, ZERO
from .reduction_search import by_slope

Certificate = dict[str, Any]
Prover = Callable[[Claim, float], "Certificate | None"]
SECONDS = 3.0
LETTERS = (r"\xi", r"\zeta", r"\chi", r"\psi")  # with a subscript, so that hardly anyone has them
X, Y, A, B = (Term("scalar", (f"{letter}_{{10}}",)) for letter in LETTERS)


def step(claim: Claim, by: dict[str, Any], deadline: float, *provers: Prover) -> Certificate | None:
    """A certificate by a reduction, its parts by these provers; by cases where none is named."""
    shown = []
    for k, one in enumerate(parts(claim, by)):
        found = (provers[k] if k < len(provers) else prove)(one, deadline)
        if found is None:
            return None
        shown.append(found)
    return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": shown}


def through(
    middle: Term, first: Prover = prove, second: Prover = prove, side: str = "right"
) -> Prover:
    """A prover by way of what stands between; only that from it to the other side is strict."""
    by = {"rule": "through", "term": to_json(middle), "side": side}
    return lambda claim, deadline: step(claim, by, deadline, first, second)


def named(terms: dict[Term, Term], facts: tuple[Term, ...], *provers: Prover) -> Prover:
    """A prover that has letters for terms, {letter: term}."""
    by = {
        "rule": "named",
        "terms": [[y.key, to_json(t)] for y, t in terms.items()],
        "facts": [to_json(f) for f in facts],
    }
    return lambda claim, deadline: step(claim, by, deadline, *provers)


def certificate(claim: Claim, deadline: float) -> Certificate | None:
    """A certificate of |f(x) − c| ≤ K·|x|, of Var f(x) ≤ R or of a mean of σ′, or None."""
    relation, until = claim.goal, min(deadline, now() + SECONDS)
    if relation.op != "≤" or claim.assumptions:
        return None
    with suppress(Rejected, TermError):
        if relation.left.op == "abs":
            return from_zero(claim, until)
        if relation.left.op == "Var" and len(relation.left.children) == 1:
            return of_variance(claim, until)
        return of_logistic(claim, until)
    return None


def from_zero(claim: Claim, deadline: float) -> Certificate | None:
    """|f(x) − c| ≤ K·|x| where c = f(0), for a number x or a term."""
    gap, right = claim.goal.left.children[0], claim.goal.right
    lengths = {t for t in right.subterms() if t.op == "abs"}
    if len(lengths) != 1:
        return None
    (far,) = lengths
    x = far.children[0]
    if x.op != "scalar" or x.key in {law.key for law in claim.context.laws}:
        return named({X: x}, (), from_zero)(claim, deadline)
    for f in _functions_of(gap, x):
        apart = length(minus(f, replaced(f, {x: ZERO})))
        farther = replaced(right, {far: length(minus(x, ZERO))})
        lipschitz = named({Y: ZERO}, (), by_slope)
        found = through(apart, prove, through(farther, lipschitz))(claim, deadline)
        if found is not None:
            return found
    return None


def _functions_of(gap: Term, x: Term) -> Iterator[Term]:
    """The summands that depend on a number, without their signs."""
    for part in gap.children if gap.op == "+" else (gap,):
        if x in set(part.subterms()):
            yield part.children[0] if part.op == "neg" else part


def of_variance(claim: Claim, deadline: float) -> Certificate | None:
    """Var f(w) ≤ R by way of E (f(w) − f(c))² and E (K·(w − c))², c being E w."""
    f = claim.goal.left.children[0]
    if f.op not in LARGEST_SLOPES:
        return None
    (w,), (below, value) = f.children, LARGEST_SLOPES[f.op]
    centre = replaced(w, {Term("scalar", (law.key,)): law.mean for law in claim.context.laws})
    gap = w
    at_most: Prover = from_zero
    if ZERO not in (centre, *centre.children):
        gap, value = Term("+", (Term("neg", (centre,)), w)), Term(f.op, (centre,))
        slope = Term("/", (length(minus(X, Y)), number(below)))
        at_most = named({X: w, Y: centre}, (), through(slope, by_slope))
    apart = f if value == ZERO else minus(f, value)
    most = length(gap) if below == 1 else Term("/", (length(gap), number(below)))
    square = Term("/", (squared(gap), number(below**2)))
    ordered = (Term("≥", (A, ZERO)), Term("≤", (A, B)))
    shorter = named({A: length(apart), B: most}, ordered, prove, prove, at_most)
    of_sample = through(squared(length(apart)), prove, through(squared(most), shorter, prove))
    means = Term("E", (squared(apart),)), Term("E", (square,))
    return through(means[0], prove, through(means[1], monotone(of_sample), prove))(claim, deadline)


def of_logistic(claim: Claim, deadline: float) -> Certificate | None:
    """¼ − Var σ(kx), or E σ(kx)(1 − σ(kx)), ≤ R for a normal x: each is E x·σ(kx)/(k·Var x), and
    x·σ(kx) is at most max(x, 0).
    """
    if len(claim.context.laws) != 1 or claim.context.laws[0].mean != ZERO:
        return None
    (law,), one = claim.context.laws, number(1)
    x = Term("scalar", (law.key,))
    for f in {t for t in claim.goal.left.subterms() if t.op == WEIGHT_OF_TWO}:
        (w,) = f.children
        factors = w.children if w.op == "*" else (w,)
        others = [t for t in factors if t != x]
        if len(others) + 1 != len(factors):
            continue
        k = flattened("*", tuple(others)) if others[1:] else [*others, one][0]
        below = k if law.variance == one else flattened("*", (k, law.variance))
        h, slope = flattened("*", (x, f)), flattened("*", (k, f, minus(one, f)))
        of = [to_json(t) for t in (h, f, slope, ZERO, length(k))]
        half = [[to_json(Term("E", (f,))), to_json(HALF)]]
        in_parts = {"rule": "by_parts", "of": of}
        first: Prover = lambda c, until: step(c, in_parts, until, monotone(prove, half))
        means = (Term("E", (t,)) for t in (h, Term("max", (x, ZERO))))
        middle, last = (Term("/", (mean, below)) for mean in means)
        chain = through(middle, first, through(last, monotone(prove), prove))
        if (found := chain(claim, deadline)) is not None:
            return found
    return None


def monotone(of_sample: Prover, values: list[Any] | None = None) -> Prover:
    """A prover for means, by what holds of every sample."""
    by = {"rule": "monotone", "values": values or []}
    return lambda claim, deadline: step(claim, by, deadline, of_sample)


def length(t: Term) -> Term:
    """|t|"""
    return Term("abs", (t,))


def squared(t: Term) -> Term:
    return Term("^", (t, number(2)))
