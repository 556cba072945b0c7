"""Limits of a page in a context, which has limits at +∞ alone: x → −∞ is x = −t with t → ∞."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...language import Context, Definition, Law, Scalar, Term, TermError, number
from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import LimitTaken, PageScope, mentions
from .bound_names import mapped_definition, to_defined

At = tuple[int, int]


def _refused(at: At, message: str) -> FormulaError:
    return FormulaError(message, *at)


def with_limits(
    context: Context, limits: Sequence[LimitTaken], scope: PageScope, at: At, notes: list[str]
) -> Context:
    """The context with these limits taken.  Raises FormulaError."""
    moving: list[str] = []
    for limit in dict.fromkeys(limits):  # as T → 0, lim_{T → 0} … is one
        if limit.key in {d.key for d in context.definitions} | context.random:
            raise _refused(at, f"{limit.variable} stands for something, or is random: it does "
                               "not tend anywhere")  # fmt: skip
        if limit.key in context.integers:
            context = _as_real(context, limit.key)
            notes.append(f"{limit.variable} tends through the real numbers")
        if limit.point == "oo":
            moving.append(limit.key)
            positive = Term(">", (Term("scalar", (limit.key,)), number(0)))
            if not any(mentions(f, limit.key) for f in context.facts):
                context = replace(context, facts=(*context.facts, positive))
            continue
        fresh = _fresh(context, scope)
        context = _elsewhere(context, limit, fresh, at, notes)
        moving.append(fresh)
    return replace(context, limit=tuple(moving))


def _fresh(context: Context, scope: PageScope) -> str:
    taken = {d.key for d in (*context.symbols, *context.definitions)}
    taken |= set(scope.names.keys.values())
    return next(k for k in ("t", "s", "w", r"\tau", r"\omega", r"\rho") if k not in taken)


def _elsewhere(
    context: Context, limit: LimitTaken, fresh: str, at: At, notes: list[str]
) -> Context:
    """x := −t, or value ± 1/t, with t → ∞."""
    x, t = Term("scalar", (limit.key,)), Term("scalar", (fresh,))
    about = [f for f in context.facts if mentions(f, limit.key)]
    if any(not _of_one(f, limit.key) for f in about):
        raise _refused(at, f"what is assumed of {limit.variable} and others does not go with "
                           "this limit")  # fmt: skip
    if limit.point == "-oo":
        body = Term("neg", (t,))
        said = f"−{fresh}"
    else:
        value = limit.at
        assert value is not None
        side = limit.side or _side(about, x, value)
        if not side:
            raise _refused(
                at,
                f"from which side does {limit.variable} tend there? Write \\to 0^+, or declare "
                f"{limit.variable} positive",
            )
        step = Term("/", (number(1), t))
        if value == number(0):
            body = step if side == "+" else Term("neg", (step,))
        else:
            body = Term("+", (value, step if side == "+" else Term("neg", (step,))))
        said = f"1/{fresh}" if value == number(0) and side == "+" else "…"
    notes.append(f"{limit.variable} is written as {said} with {fresh} → ∞")
    kept = tuple(f for f in context.facts if f not in about)
    put = Definition(limit.key, "scalar", (), body)
    renamed = to_defined(limit.key)
    return replace(
        context,
        scalars=(*(s for s in context.scalars if s.key != limit.key), Scalar(fresh)),
        definitions=(put, *(mapped_definition(d, renamed) for d in context.definitions)),
        facts=(*kept, Term(">", (t, number(0)))),
        laws=tuple(Law(law.key, renamed(law.mean), renamed(law.variance)) for law in context.laws),
    )


def _of_one(fact: Term, key: str) -> bool:
    """Whether a fact compares one number with a constant."""
    leaves = [t for t in fact.subterms() if t.op in ("scalar", "entry", "defined")]
    return len(leaves) == 1 and leaves[0].key == key


def _side(facts: Sequence[Term], x: Term, value: Term) -> str:
    sides = {">": "+", "≥": "+", "<": "-", "≤": "-"}
    return next((sides[f.op] for f in facts if f.op in sides and f.children == (x, value)), "")


def _as_real(context: Context, key: str) -> Context:
    scalars = tuple(Scalar(key) if s.key == key else s for s in context.scalars)
    if any(s.size == Term("scalar", (key,)) for s in context.index_sets):
        raise TermError(f"{key} is the size of a family and tends nowhere in the language")
    return replace(context, scalars=scalars)
