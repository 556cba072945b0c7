"""What a derivation assumes, as the declarations that a page's block has, one a line.

`let n: integer >= 2`, `let q = …`, `as \\beta -> \\infty`: words and terms, to be read back.
"""

from __future__ import annotations

from collections.abc import Iterator

from symattn.language import Context, Definition, Family, IndexSet, Law, Term, number
from symattn.words import Part

from .given import Phrase

_KINDS = {">": "positive", "≥": "nonnegative", "<": "negative"}


def declaration_lines(context: Context) -> list[Phrase]:
    """Every declaration, with what it needs before it."""
    told: set[Term] = set()
    found = [*_scalars(context, told), *_laws(context)]
    for indices in context.index_sets:
        found += _indices(indices, context)
    found += [line for f in context.families for line in (_family(f, context),) if line]
    found += _symbols(context)
    found += [("given ", fact) for fact in context.facts if fact not in told]
    for d in context.definitions:
        found += _definition(d, context)
    return [*found, *_limit(context)]


def _law(context: Context, key: str) -> Law | None:
    return next((law for law in context.laws if law.key == key), None)


def _scalars(context: Context, told: set[Term]) -> Iterator[Phrase]:
    for scalar in context.scalars:
        if _law(context, scalar.key):
            continue
        symbol = Term("scalar", (scalar.key,))
        facts = [f for f in context.facts if f.op in _KINDS and f.children[0] == symbol]
        if scalar.integer:
            bound = [f for f in facts if f.op == "≥" and f.children[1].op == "number"][:1]
            told.update(bound)
            yield (
                "let ",
                symbol,
                ": integer",
                *(p for f in bound for p in (" >= ", f.children[1])),
            )
            continue
        sign = next((f for f in facts if f.children[1] == number(0)), None)
        told.update([sign] if sign is not None else [])
        yield "let ", symbol, f": {_KINDS[sign.op] if sign is not None else 'real'}"


def _laws(context: Context) -> Iterator[Phrase]:
    families = {f.key for f in context.families}
    for law in context.laws:
        if law.key not in families:
            symbol = Term(str(law.mean.sort), (law.key,))
            yield "let ", symbol, " ~ N(", law.mean, ", ", law.variance, ")"


def _all_named(s: IndexSet) -> bool:
    return s.size.op == "number" and s.size.args[0] == len(s.members)


def _indices(s: IndexSet, context: Context) -> Iterator[Phrase]:
    """let a, b, i: indices of n; a, b distinct; i any other"""
    if _all_named(s) or not (s.members or s.rest):
        return  # the members are seen where they are given vectors or values
    named = ", ".join(s.members)
    names = ", ".join([*s.members, *([s.rest] if s.rest else [])])
    distinct = f"; {named} distinct" if s.members else ""
    yield (
        f"let {names}: indices of ",
        s.size,
        distinct + (f"; {s.rest} any other" if s.rest else ""),
    )


def _family(f: Family, context: Context) -> Phrase:
    op = "member" if f.sort == "vector" else "entry"
    home = next(s for s in context.index_sets if s.key == f.over)
    norm: Phrase = ()
    kind = "vectors" if f.sort == "vector" else "reals"
    if f.norm is not None:
        kind = "orthonormal vectors" if f.norm == number(1) else "orthogonal vectors"
        norm = () if f.norm == number(1) else (", norm ", f.norm)
    elif _law(context, f.key):
        kind = "random vectors"
    if _all_named(home) and f.norm is not None:
        named = [Term(op, (f.key, Term("index", (m,)))) for m in home.members]
        listed = [p for k, t in enumerate(named) for p in ((", ", t) if k else (t,))]
        return ("let ", *listed, f": {kind}", *norm)
    over = Term(op, (f.key, Term("index", ("j",))))
    return ("let ", over, f": {kind} over ", home.size, *norm)


def _symbols(context: Context) -> Iterator[Phrase]:
    for op, declared in (("vector", context.vectors), ("matrix", context.matrices)):
        for d in declared:
            if not _law(context, d.key):
                yield "let ", Term(op, (d.key,)), f": {op}"


def _definition(d: Definition, context: Context) -> Iterator[Phrase]:
    for member, body in d.exceptions:
        yield "let ", Term("defined", (d.key, d.sort, Term("index", (member,)))), " = ", body
    if d.exceptions:
        home = next(s for s in context.index_sets if s.key == d.params[0][1])
        if {m for m, _ in d.exceptions} == set(home.members) and _all_named(home):
            return
    names = [Term("index", (name,)) for name, _ in d.params]
    head = Term("defined", (d.key, d.sort, *names))
    line: list[Part] = ["let ", head, " = ", d.body]
    if names:
        other = "every other " if d.exceptions else "every " if len(names) == 1 else "all "
        line.append(f" for {other}" + ", ".join(name for name, _ in d.params))
    yield tuple(line)


def _limit(context: Context) -> Iterator[Phrase]:
    """as \\beta -> \\infty, \\alpha \\beta^2 -> 0"""
    parts: list[Part] = []
    for key in context.limit:
        parts += [", " if parts else "as ", Term("scalar", (key,)), r" -> \infty"]
    for link in context.links:
        parts += [", ", link, " -> 0"]
    if parts:
        yield tuple(parts)
