"""Where both sides of a line have a value.

What stands below a bar, under a root or in a logarithm, as facts.  Untrusted.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from ...kernel import Claim, Rejected
from ...kernel.algebra import ring
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.order.signs import Signs
from ...kernel.rules.restating import AsWritten
from ...language import Context, Term, flattened, number, replace_indices
from ...language.kinds import BINDERS
from ..as_terms import condition
from ..cases.case_search import Search
from ..cases.splitting import factored, is_polynomial, splittable

MOST = 3


def domain(claim: Claim, deadline: float) -> tuple[Term, ...]:
    """The facts, not known already, that both sides need to have values.

    None if there is no need, too many of them, or one that has no name.
    """
    needs: dict[ring.Frozen, set[str]] = {}
    for p, relation in _needs(claim, deadline):
        for piece, wanted in _pieces(claim, p, relation):
            minus = ring.freeze(ring.add({}, piece, -1))
            same = minus if wanted == "≠" and minus in needs else ring.freeze(piece)
            needs.setdefault(same, set()).add(wanted)
    facts: list[Term] = []
    for form, signs in needs.items():
        relation = ">" if ">" in signs or signs == {"≠", "≥"} else "≥" if "≥" in signs else "≠"
        if (fact := condition(dict(form), relation, claim.context)) is None:
            return ()
        facts.append(fact)
    facts = [f for f in dict.fromkeys(facts) if not _known(claim, f, deadline)]
    for f in list(facts):
        others = [g for g in facts if g != f]
        if others and _known(claim.assuming(*others), f, deadline):
            facts = others
    return tuple(facts) if len(facts) <= MOST else ()


def _known(claim: Claim, fact: Term, deadline: float) -> bool:
    return Search(Claim(claim.context, fact), deadline, stop_early=True).run() is not None


def _needs(claim: Claim, deadline: float) -> Iterator[tuple[Element, str]]:
    """What has to be ≠ 0, ≥ 0 or > 0."""
    s = AsWritten(_with_any_other_named(claim.context), Signs(), rest=claim.rest)
    told: set[tuple[Term, str]] = set()
    for t in dict.fromkeys(_parts(claim, claim.goal)):
        argument, relation = _need(t)
        # |x| > 0 where x ≠ 0, and √x where x > 0
        while argument is not None and argument.op in ("abs", "sqrt") and relation != "≥":
            argument, relation = argument.children[0], "≠" if argument.op == "abs" else ">"
        if argument is None or argument.op == "abs" and relation == "≥":
            continue
        for factor in _open_factors(claim, argument, relation, deadline):
            if (factor, relation) not in told:
                told.add((factor, relation))
                with suppress(Rejected):
                    yield _without_squares(s.scalar(factor)), relation


def _open_factors(claim: Claim, argument: Term, relation: str, deadline: float) -> Iterator[Term]:
    """What has to be > 0 so that a product or quotient is, factor by factor as far as that goes.

    So for ≠.  What has a known sign is left out.
    """
    factors = list(_factors(argument)) if relation != "≥" else [argument]
    left = [f for f in factors if not _known(claim, Term(relation, (f, number(0))), deadline)]
    if len(left) < 2 or relation == "≠":
        yield from left
    elif all(_known(claim, Term("≥", (f, number(0))), deadline) for f in left):
        yield from left
    else:
        yield flattened("*", tuple(left))


def _factors(term: Term) -> Iterator[Term]:
    """The factors above and below the bar."""
    if term.op in ("*", "/"):
        for child in term.children:
            yield from _factors(child)
    else:
        yield term


def _without_squares(q: Quotient) -> Element:
    """What has the sign of a quotient: its numerator, times what is below to an odd power."""
    p = q.numerator
    for factor, k in q.den:  # times an even power of what is below
        p = ring.multiply(p, dict(factor)) if k % 2 else p
    names = {a: -min(0, *(dict(m).get(a, 0) for m, _ in p)) for a in sorted(ring.atoms(p))}
    return ring.multiply(p, {(tuple(sorted((a, k + k % 2) for a, k in names.items() if k)), ()): 1})


def _with_any_other_named(context: Context) -> Context:
    """The context in which any other member has a name as the named ones do."""
    sets = tuple(
        replace(s, members=(*s.members, s.rest), rest="") if s.rest else s
        for s in context.index_sets
    )
    return replace(context, index_sets=sets)


def _parts(claim: Claim, term: Term) -> Iterator[Term]:
    """A term and what is below it; below a sum or a maximum, of each named member and any other."""
    yield term
    if term.op not in BINDERS:
        for child in term.children:
            yield from _parts(claim, child)
        return
    one = next(s for s in claim.context.index_sets if s.key == term.args[1])
    for member in filter(None, (*one.members, one.rest)):
        index = Term("index", (member,))
        if index not in term.children[:-1]:
            yield from _parts(claim, replace_indices(term.children[-1], {term.key: index}))


def _need(t: Term) -> tuple[Term | None, str]:
    if t.op == "/" and t.children[1].op != "number":
        return t.children[1], "≠"
    if t.op == "sqrt":
        return t.children[0], "≥"
    if t.op == "log":
        return t.children[0], ">"
    if (
        t.op == "^"
        and (power := _number(t.children[1])) is not None
        and (power < 0 or power.denominator == 2)
    ):
        return t.children[0], "≠" if power.denominator == 1 else "≥" if power > 0 else ">"
    return None, ""


def _number(t: Term) -> Fraction | None:
    if t.op == "neg":
        inner = _number(t.children[0])
        return None if inner is None else -inner
    if t.op == "/" and {c.op for c in t.children} == {"number"}:
        return Fraction(int(str(t.children[0].args[0])), int(str(t.children[1].args[0])))
    return Fraction(int(str(t.args[0]))) if t.op == "number" else None


def _pieces(claim: Claim, p: Element, relation: str) -> Iterator[tuple[Element, str]]:
    """p ≠ 0 factor by factor.

    Of p > 0 what stands there an even number of times need only be ≠ 0.
    """
    if relation == "≠":
        yield from ((f, "≠") for f in splittable(claim, p, {}))
        return
    unit, factors = factored(p) if is_polynomial(p) else (1, [(p, 1)])
    even, odd = [f for f, k in factors if k % 2 == 0], ring.constant(1 if unit > 0 else -1)
    for f, k in factors:
        odd = ring.multiply(odd, f) if k % 2 else odd
    if even and relation == "≥" and odd != ring.constant(1):
        yield p, relation
        return
    yield from ((f, "≠") for f in even if relation == ">")
    if odd != ring.constant(1):
        yield odd, relation
