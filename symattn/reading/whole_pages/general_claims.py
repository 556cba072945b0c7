"""Claims that say more than a line does: with a number in place of what stands for a sum.

Where o, d and m are defined by sums and maxima, and a line uses of d no more than that it is
positive, the line follows from the same line about any numbers o, m and d > 0.  That d > 0 is
then a claim of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...language import Definition, Scalar, Term, number
from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import PageScope, Symbol, mentions
from .claim_contexts import At, framed
from .conditions_read import Conditions
from .page_lines import GeneralClaim

HEAVY = ("sum", "most")


def general_claims(
    scope: PageScope, goal: Term, conditions: Conditions, released: Iterable[str], at: At
) -> tuple[GeneralClaim, ...]:
    """At most two: with every number that a sum or a maximum gives, and with every root of one."""
    sums = {
        key: d for key, d in scope.definitions.items()
        if d.sort == "scalar" and not d.params and any(t.op in HEAVY for t in d.body.subterms())
    }  # fmt: skip
    roots = {key: d for key, d in sums.items() if any(t.op == "sqrt" for t in d.body.subterms())}
    said = [goal, *(c for c in conditions.hypotheses)]
    spoken = {key for key in sums if scope.speak_of(said, {key})}
    options = [{k: sums[k] for k in spoken}, {k: d for k, d in roots.items() if k in spoken}]
    found: list[GeneralClaim] = []
    for chosen in options:
        if not chosen or any(chosen.keys() == set(f.freed) for f in found):
            continue
        try:
            found.append(_freed(scope, goal, conditions, released, at, chosen))
        except FormulaError:
            continue
    return tuple(found)


def _freed(
    scope: PageScope,
    goal: Term,
    conditions: Conditions,
    released: Iterable[str],
    at: At,
    chosen: dict[str, Definition],
) -> GeneralClaim:
    inner = scope.inner()
    requires = []
    for key, d in chosen.items():
        inner.definitions.pop(key)
        inner.scalars[key] = Scalar(key)
        spelled = next(s for s, m in scope.symbols.items() if isinstance(m, Symbol) and
                       m.key == key)  # fmt: skip
        inner.symbols[spelled] = Symbol("scalar", key, "scalar")
    # what is assumed of them in the page is so, and stays
    for key, d in chosen.items():
        if positive(scope, d.body):
            inner.facts = (*inner.facts, Term(">", (Term("scalar", (key,)), number(0))))
            claim = framed(
                scope, Term(">", (Term("defined", (key, "scalar")), number(0))),
                Conditions(), (), at,
            )  # fmt: skip
            requires.append((claim.context, claim.goal))
    made = framed(inner, goal, conditions, {*released, *chosen}, at)
    return GeneralClaim(made.context, made.goal, tuple(requires), tuple(chosen))


def positive(scope: PageScope, term: Term) -> bool:
    """Whether a term is seen to be positive: made of exponentials and positive numbers.

    A guess that is proved before it is used.
    """
    if term.op == "exp" or (term.op == "number" and term.args[0] != 0):
        return True
    if term.op in ("+", "*", "/"):
        return all(positive(scope, t) for t in term.children)
    if term.op in ("sum", "most"):
        return positive(scope, term.children[-1])
    if term.op in ("scalar", "entry", "defined"):
        if term.op == "defined" and (d := scope.definitions.get(term.key)) is not None:
            return all(positive(scope, b) for b in d.bodies)
        return any(_says_positive(f, term.key) for f in scope.facts)
    return False


def _says_positive(fact: Term, key: str) -> bool:
    while fact.op == "every":
        fact = fact.children[-1]
    return (
        fact.op in (">", "≥")
        and mentions(fact.children[0], key)
        and fact.children[0].op in ("scalar", "entry")
        and fact.children[1].op == "number"
        and (fact.op == ">" or fact.children[1] != number(0))
    )
