"""Proposals for the kernel's reductions.

Leave chance out of a claim, by samples, pointwise bounds, or a tangent.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from ...display.shown_operators import FLOATS
from ...kernel import FORMAT, KERNEL, Claim, Rejected, replay
from ...kernel.rules.rule_table import parts
from ...kernel.rules.sequent import Sequent
from ...language import (
    Term,
    TermError,
    flattened,
    number,
    occurs_outside_means,
    replaced,
    to_json,
)
from ...language.kinds import COMPARISONS, ORDERS
from ..as_terms import quotient_term
from ..clock import now
from ..failures.falsify import refute
from ..repairs.weaker_lines import prove
from ..sign_search.positivity import ProvingSigns

DEEP = 2  # a tangent, and then pointwise
UNDONE = {"exp": "log", "log": "exp"}
HALF_PI = Term("/", (Term("pi"), number(2)))
ENDS = {"arctan": (HALF_PI, Term("neg", (HALF_PI,)))}  # what all values lie between
# stands for a mean while its function is differentiated; never part of a claim
SLOT = Term("scalar", ("?",))


def reduced(
    claim: Claim, deadline: float, depth: int = DEEP, refuting: bool = True
) -> tuple[str, dict[str, Any]] | None:
    """ "proved", or "refuted" unless that is not wanted.

    It comes with a certificate by a reduction, if one is found.
    """
    for by in _proposals(claim) if depth else ():
        certificates: list[Any] = []
        try:
            for one in parts(claim, by):
                if now() > deadline:
                    return None
                if (certificate := _certificate(one, by, deadline, depth, refuting)) is None:
                    break
                certificates.append(certificate)
            else:
                whole = {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": certificates}
                return replay(claim, whole).verdict, whole
        except (Rejected, TermError):
            continue
    return None


def attained(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate for a comparison with the maximum of a family.

    By way of that with each of its members, or None.
    """
    for most in dict.fromkeys(t for t in claim.conclusion.subterms() if t.op == "most"):
        by = {"rule": "attained", "of": to_json(most)}
        with suppress(Rejected, TermError):
            certificates = []
            for one in parts(claim, by):
                if (certificate := prove(one, deadline)) is None:
                    break
                certificates.append(certificate)
            else:
                return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": certificates}
    return None


def triangle(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate for ‖x + y‖ ≤ R by way of ‖x‖ + ‖y‖ ≤ R, or None."""
    relation = claim.conclusion
    if relation.op != "≤" or relation.children[0].op != "norm":
        return None
    whole = relation.children[0].children[0]
    rows = []
    for part in whole.children if whole.op == "+" else (whole,):
        inner = part.children[0] if part.op == "neg" else part
        factors = inner.children[:-1] if inner.op == "*" else (number(1),)
        inner = inner.children[-1] if inner.op == "*" else inner
        factor = factors[0] if len(factors) == 1 else Term("*", factors)
        rows.append(
            [
                to_json(Term("neg", (factor,)) if part.op == "neg" else factor),
                to_json(inner),
                to_json(Term("norm", (inner,))),
            ]
        )
    by = {"rule": "triangle", "parts": rows}
    try:
        certificates = [prove(one, deadline) for one in parts(claim, by)]
    except (Rejected, TermError):
        return None
    return (
        None
        if None in certificates
        else {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": certificates}
    )


def through_a_constant(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate for x > 3 from x > π by way of π > 3.

    A hypothesis compares something with a constant that is no fraction, or a side has values up to
    one; or None.
    """
    relation = claim.conclusion
    if relation.op not in ORDERS or relation.children[0].sort != "scalar" or claim.about_chance:
        return None
    facts = [
        f
        for f in (*claim.context.facts, *claim.assumptions)
        if f.op in COMPARISONS and f.children[0].sort == "scalar"
    ]
    known = [
        side
        for fact in facts
        for side in (*fact.children, *_undone(*fact.children), *_undone(*fact.children[::-1]))
    ]
    known += [end for side in relation.children for end in ENDS.get(side.op, ())]
    for middle in dict.fromkeys(
        side for side in known if _is_constant(side) and side not in relation.children
    ):
        for end in ("left", "right"):
            by = {"rule": "through", "term": to_json(middle), "side": end}
            with suppress(Rejected, TermError):
                certificates = [prove(one, deadline) for one in parts(claim, by)]
                if None not in certificates:
                    return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": certificates}
    return None


def _undone(side: Term, constant: Term) -> Iterator[Term]:
    """What x is compared with where e^{kx}, or log x, is with a constant: log(c)/k, e^c."""
    inner = side.children[0] if side.op in UNDONE else side
    factor = inner.children[0] if inner.op == "*" and len(inner.children) == 2 else number(1)
    if inner is not side and factor.op == "number" and number(0) != factor:
        undone = Term(UNDONE[side.op], (constant,))
        yield undone if factor == number(1) else Term("/", (undone, factor))


def _is_constant(term: Term) -> bool:
    """Whether a term has a value of its own, and one that is not written as a fraction.

    For example π, log 2, 1 + √3.
    """
    used = {t.op for t in term.subterms()}
    named = {"pi", *FLOATS}
    return used <= {"number", "+", "neg", "*", "/", "^", *named} and bool(used & named)


def by_slope(claim: Claim, deadline: float, depth: int = DEEP) -> dict[str, Any] | None:
    """A certificate by the mean value theorem, or None.

    What holds at 0 and grows faster, or a slope that is bounded.
    """
    if claim.goal.op not in ORDERS or claim.about_chance or claim.assumptions:
        return None
    used = {t.args[0] for t in claim.goal.subterms() if t.op == "scalar"}
    growing = [
        {"rule": "growth", "variable": f.children[0].args[0]}
        for f in claim.context.facts
        if f.op == ">"
        and f.children[1] == number(0)
        and f.children[0].op == "scalar"
        and f.children[0].args[0] in used
    ]
    for by in ({"rule": "lipschitz"}, *growing):
        certificates: list[Any] = []
        try:
            for one in parts(claim, by):
                if now() > deadline:
                    return None
                certificate = prove(one, deadline) or (
                    by_slope(one, deadline, depth - 1) if depth else None
                )
                if certificate is None:
                    break
                certificates.append(certificate)
            else:
                return {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": certificates}
        except (Rejected, TermError):
            continue
    return None


def inclusion(claim: Claim, deadline: float) -> dict[str, Any] | None:
    """A certificate for P(A) ≤ P(B), if A ⇒ B is proved."""
    by = {"rule": "inclusion"}
    certificates = [prove(one, deadline) for one in parts(claim, by)]
    return (
        None
        if None in certificates
        else {"format": FORMAT, "kernel": KERNEL, "by": by, "parts": certificates}
    )


def _certificate(
    claim: Claim, by: dict[str, Any], deadline: float, depth: int, refuting: bool
) -> Any:
    if (proof := prove(claim, deadline)) is not None:
        return proof
    if by["rule"] == "in_probability":
        found = refute(claim, [], deadline) if refuting else None
        return found[0] if found else None
    found_below = reduced(claim, deadline, depth - 1, refuting)
    return found_below[1] if found_below and found_below[0] == "proved" else None


def _proposals(claim: Claim) -> Iterator[dict[str, Any]]:
    relation = claim.goal
    if relation.op == "→" and relation.children[0].op == "P":
        yield {"rule": "in_probability"}
    if relation.op in ("≤", "≥") and all(side.op == "P" for side in relation.children):
        yield {"rule": "inclusion"}
    if relation.op in ORDERS and any(t.op in ("E", "Var", "P") for t in relation.subterms()):
        values = dict(_values(claim))
        left, right = relation.children
        monotone = {
            "rule": "monotone",
            "values": [[to_json(mean), to_json(value)] for mean, value in values.items()],
        }
        averaged = any(t.op in ("E", "Var", "P") for t in right.subterms())
        if averaged or left.op != "P":  # else there is only a number to compare indicators with
            yield monotone
        event = left.children[0] if left.op == "P" else left
        if relation.op in ("<", "≤") and event.op in (">", "≥") and event.children[0].op == "abs":
            distance, bound = event.children  # Chebyshev
            second = Term(
                "/",
                (
                    Term("E", (Term("^", (distance.children[0], number(2))),)),
                    Term("^", (bound, number(2))),
                ),
            )
            yield {"rule": "through", "term": to_json(second), "side": "right"}
        if not averaged and left.op == "P":
            yield monotone
        for mean, value in values.items():
            for side, (constant, other) in (
                ("right", relation.children[::-1]),
                ("left", relation.children),
            ):
                if mean in set(constant.subterms()) - {constant} and any(
                    t.op == "E" for t in other.subterms()
                ):
                    shape = replaced(constant, {mean: SLOT})
                    slope = _derivative(shape)
                    if slope is not None and not occurs_outside_means(
                        claim.context, constant, frozenset(law.key for law in claim.context.laws)
                    ):
                        gap = flattened("+", (mean.children[0], Term("neg", (value,))))
                        tangent = flattened(
                            "+",
                            (
                                replaced(shape, {SLOT: value}),
                                flattened("*", (replaced(slope, {SLOT: value}), gap)),
                            ),
                        )
                        yield {
                            "rule": "through",
                            "term": to_json(Term("E", (tangent,))),
                            "side": side,
                        }


def _values(claim: Claim) -> Iterator[tuple[Term, Term]]:
    """The means in a claim, and the centres of its variances, that have a value without means."""
    means = [
        t if t.op == "E" else Term("E", t.children)
        for t in claim.goal.subterms()
        if t.op in ("E", "Var") and t.sort == "scalar" and len(t.children) == 1
    ]
    for mean in dict.fromkeys(means):
        signs = ProvingSigns()
        signs.cell = cell = Sequent(Claim(claim.context, Term("=", (mean, number(0)))), signs=signs)
        try:
            value = quotient_term(cell.meaning.scalar(mean), claim.context, cell.signs.opaque)
        except Rejected:
            continue
        if value is not None and not any(t.op in ("E", "Var", "P") for t in value.subterms()):
            yield mean, value


def _derivative(term: Term) -> Term | None:
    """d/dz of exponentials, powers, sums and products; None for anything else with z in it."""
    if SLOT not in set(term.subterms()):
        return number(0)
    inner = [_derivative(c) for c in term.children]
    if term == SLOT:
        return number(1)
    first, *others = term.children
    if None in inner or term.op not in ("+", "neg", "*", "/", "exp", "^"):
        return None
    slopes = [d for d in inner if d is not None]
    if term.op in ("+", "neg"):
        return Term(term.op, tuple(slopes))
    if term.op == "exp":
        return flattened("*", (term, slopes[0]))
    if term.op == "/":
        return Term("/", (slopes[0], others[0])) if slopes[1] == number(0) else None
    if term.op == "^":
        return (
            flattened(
                "*",
                (
                    others[0],
                    Term("^", (first, flattened("+", (others[0], Term("neg", (number(1),)))))),
                    slopes[0],
                ),
            )
            if others[0].op == "number"
            else None
        )
    products = [
        flattened("*", tuple(slopes[k] if j == k else c for j, c in enumerate(term.children)))
        for k in range(len(slopes))
        if slopes[k] != number(0)
    ]
    return flattened("+", tuple(products)) if len(products) > 1 else products[0]
