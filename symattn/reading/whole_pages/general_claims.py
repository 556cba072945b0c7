"""Claims that say more than a line does: with a number in place of what stands for a sum.

Where o, d and m are defined by sums and maxima, and a line uses of d no more than that it is
positive, the line follows from the same line about any numbers o, m and d > 0.  That d > 0 is
then a claim of its own, and so is that d has a value, where that is not plain.

Where it uses more, what defines d may be taken for a fact about it: d² = x for d = √x, with the
sums in x numbers too.

Only where all that the line says is about values.  Fails for ∂d/∂s = 0, for d → d and for E d = d:
there it counts what d depends on, and a number depends on nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...language import Definition, Scalar, Term, number
from ...language.kinds import COMPARISONS, IMPLICATIONS
from ...language.operators import OPERATORS
from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import PageScope, Symbol, mentions
from .claim_contexts import At, framed
from .conditions_read import Conditions
from .page_lines import GeneralClaim

HEAVY = ("sum", "most")
ALWAYS = ("+", "neg", "*", "sum", "most", "max", "min", "exp", "number", "scalar", "entry")

# what may stand in a line, and in what defines its letters: a function of values, total or partial
OF_VALUES = {
    *(op for op, row in OPERATORS.items() if {"total", "partial"} & {*row.known.split()}),
    *COMPARISONS, *IMPLICATIONS, "and", "or", "cases", "count",
}  # fmt: skip

Freed = dict[str, Definition]


def general_claims(
    scope: PageScope, goal: Term, conditions: Conditions, released: Iterable[str], at: At
) -> tuple[GeneralClaim, ...]:
    """At most three: with every number that a sum or a maximum gives, with every root of one, and
    with what defines them for facts."""
    sums = {
        key: d for key, d in scope.definitions.items()
        if d.sort == "scalar" and not d.params and any(t.op in HEAVY for t in d.body.subterms())
    }  # fmt: skip
    roots = {key: d for key, d in sums.items() if any(t.op == "sqrt" for t in d.body.subterms())}
    said = [goal, *(c for c in conditions.hypotheses)]
    bodies = [d.body for key, d in scope.definitions.items() if scope.speak_of(said, {key})]
    if not {t.op for one in (*said, *bodies) for t in one.subterms()} <= OF_VALUES:
        return ()
    spoken = {key for key in sums if scope.speak_of(said, {key})}
    every = {k: sums[k] for k in spoken}
    linked = {k for k in every if k in roots or any(mentions(every[k].body, j) for j in every)}
    of_roots = {k: d for k, d in roots.items() if k in spoken}
    options: list[tuple[Freed, set[str]]] = [
        (every, set()), (of_roots, set()), (every, {*every} if linked else linked),
    ]  # fmt: skip
    found: list[GeneralClaim] = []
    for k, (chosen, known) in enumerate(options):
        if not chosen or (chosen, known) in options[:k] or (k == 2 and not linked):
            continue
        try:
            found.append(_freed(scope, goal, conditions, released, at, chosen, known))
        except FormulaError:
            continue
    return tuple(found)


def _freed(
    scope: PageScope,
    goal: Term,
    conditions: Conditions,
    released: Iterable[str],
    at: At,
    chosen: Freed,
    known: set[str],
) -> GeneralClaim:
    inner = _with_numbers(scope, chosen)
    requires: list[tuple[PageScope, set[str], Term]] = []
    # what is assumed of them in the page is so, and stays
    for key, d in chosen.items():
        if positive(scope, d.body):
            inner.facts = (*inner.facts, Term(">", (Term("scalar", (key,)), number(0))))
            requires.append(
                (scope, set(), Term(">", (Term("defined", (key, "scalar")), number(0))))
            )
        elif nonnegative(scope, d.body):
            others = {k: e for k, e in chosen.items() if k != key}
            inner.facts = (*inner.facts, Term("≥", (Term("scalar", (key,)), number(0))))
            one = Term("defined", (key, "scalar"))
            requires.append((_with_numbers(scope, others), {*others}, Term("≥", (one, number(0)))))
        elif not (_assumed(key, [*scope.facts, *conditions.hypotheses]) or
                  _has_value(scope, d.body)):  # fmt: skip
            others = {k: e for k, e in chosen.items() if k != key}
            one = Term("defined", (key, "scalar"))
            requires.append((_with_numbers(scope, others), {*others}, Term("=", (one, one))))
        if key in known:
            inner.facts = (*inner.facts, *_defining(key, d.body))
    claims = [framed(there, claim, Conditions(), free, at) for there, free, claim in requires]
    made = framed(inner, goal, conditions, {*released, *chosen}, at)
    needed = tuple((claim.context, claim.goal) for claim in claims)
    return GeneralClaim(made.context, made.goal, needed, tuple(chosen))


def _with_numbers(scope: PageScope, chosen: Freed) -> PageScope:
    """The scope in which these are any numbers."""
    inner = scope.inner()
    for key in chosen:
        inner.definitions.pop(key)
        inner.scalars[key] = Scalar(key)
        spelled = next(s for s, m in scope.symbols.items() if isinstance(m, Symbol) and
                       m.key == key)  # fmt: skip
        inner.symbols[spelled] = Symbol("scalar", key, "scalar")
    return inner


def _defining(key: str, body: Term) -> tuple[Term, ...]:
    """What the definition of a number says of it, wherever it has a value."""
    one = Term("scalar", (key,))
    if body.op == "sqrt":
        square = Term("=", (Term("^", (one, number(2))), body.children[0]))
        return square, Term("≥", (one, number(0)))
    return (Term("=", (one, body)),)


def _assumed(key: str, facts: Iterable[Term]) -> bool:
    """Whether something is assumed of a number by itself: then it has a value."""
    return any(f.op in COMPARISONS and f.children[0].args[:1] == (key,) for f in facts)


def _has_value(scope: PageScope, term: Term) -> bool:
    """Whether a term is seen to have a value everywhere: what is not is proved, or not used."""
    if term.op in ("/", "sqrt", "log") and not positive(scope, term.children[-1]):
        return False
    if term.op == "^" and not (
        term.children[1].op == "number" and term.children[1].args[0] in (1, 2, 3, 4)
    ):
        return positive(scope, term.children[0])
    if term.op == "defined":
        d = scope.definitions.get(term.key)
        return d is not None and all(_has_value(scope, b) for b in d.bodies)
    if term.op not in (*ALWAYS, "/", "sqrt", "log", "^"):
        return False
    return all(_has_value(scope, t) for t in term.children if t.op != "index")


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


def nonnegative(scope: PageScope, term: Term) -> bool:
    """Whether a term is seen to be ≥ 0: made of squares and of what is positive; also a guess."""
    if term.op == "^" and term.children[1] == number(2):
        return True
    if term.op == "sqrt":
        return nonnegative(scope, term.children[0])
    if term.op in ("+", "*", "sum", "most"):
        parts = term.children if term.op in ("+", "*") else term.children[-1:]
        return all(nonnegative(scope, t) for t in parts)
    if term.op == "/":
        return nonnegative(scope, term.children[0]) and positive(scope, term.children[1])
    return positive(scope, term)


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
