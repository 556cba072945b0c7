"""What a derivation assumes, in sentences: "Let n ≥ 2 be an integer
and β > 0."  They can be read back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from symattn.language import Context, Family, IndexSet, Law, Scalar, Term, number
from symattn.words import Part

from .given import Phrase, defined, members, taken

_NORMAL = {
    "scalar": "the second number is a variance",
    "vector": "the second argument is a covariance matrix",
}


def sentences(context: Context) -> list[Phrase]:
    """Everything but the definitions, which may need lines of their own."""
    told: set[Term] = set()
    numbers = list(_scalars(context, told))
    found: list[Phrase] = [("Let ", *listed(numbers), ".")] if numbers else []
    others = [*_families(context), *_vectors(context), *_indices(context)]
    if others:
        found.append(
            ("Let ", *listed([("let " * (k > 0), *phrase) for k, phrase in enumerate(others)]), ".")
        )
    found += _random(context)
    if facts := [(fact,) for fact in context.facts if fact not in told]:
        found.append(("Suppose ", *listed(facts), "."))
    return found


def definitions(context: Context) -> list[Phrase]:
    """q = β (k_a + k_b); each may be followed by what it is defined for."""
    return defined(context)


def limits(context: Context) -> Phrase:
    """Limits are taken as β → ∞."""
    return taken(context)


def listed(phrases: Sequence[Phrase], last: str = " and ") -> Phrase:
    """a; a and b; a, b, and c"""
    joined: list[Part] = []
    for k, phrase in enumerate(phrases):
        joined += [
            ", " * (k > 0)
            if k < len(phrases) - 1
            else ""
            if k == 0
            else last
            if k == 1
            else "," + last,
            *phrase,
        ]
    return tuple(p for p in joined if p != "")


def _scalars(context: Context, told: set[Term]) -> Iterator[Phrase]:
    """n ≥ 2 be an integer; β > 0; x and y be real."""
    bare: list[Scalar] = []
    positive: list[Phrase] = []
    for scalar in context.scalars:
        if any(law.key == scalar.key for law in context.laws):
            continue
        symbol = Term("scalar", (scalar.key,))
        facts = [
            f
            for f in context.facts
            if f.children[0] == symbol
            and not f.children[1].children
            and f.children[1].op == "number"
        ]
        told.update(facts)
        if scalar.integer:
            yield (*(listed([(f,) for f in facts]) or (symbol,)), " be an integer")
        elif facts:
            positive.append(listed([(f,) for f in facts]))
        else:
            bare.append(scalar)
    yield from positive
    if bare:
        yield (*listed([(Term("scalar", (s.key,)),) for s in bare]), " be real")


def _vectors(context: Context) -> Iterator[Phrase]:
    for op, declared in (("vector", context.vectors), ("matrix", context.matrices)):
        symbols: list[Phrase] = [
            (Term(op, (d.key,)),) for d in declared if not _law(context, d.key)
        ]
        if symbols:
            many = "matrices" if op == "matrix" else "vectors"
            yield (*listed(symbols), f" be a {op}" if len(symbols) == 1 else f" be {many}")


def _families(context: Context) -> Iterator[Phrase]:
    """k_1, …, k_n be orthonormal."""
    for f in context.families:
        if not _law(context, f.key):
            yield (*members(f, context), " be ", *_kind(f))


def _kind(f: Family) -> Phrase:
    if f.norm is None:
        return ("vectors" if f.sort == "vector" else "real",)
    return (
        ("orthonormal",) if f.norm == number(1) else ("mutually orthogonal, each of norm ", f.norm)
    )


def _indices(context: Context) -> Iterator[Phrase]:
    """a and b be different indices from 1 to n, with i for any other"""
    for s in context.index_sets:
        names = [Term("index", (member,)) for member in s.members]
        if not names or _all_named(s):
            continue
        kind = " be an index" if len(names) == 1 else " be different indices"
        rest: Phrase = (", with ", Term("index", (s.rest,)), " for any other") if s.rest else ()
        yield (*listed([(t,) for t in names]), kind, " from 1 to ", s.size, *rest)


def _all_named(s: IndexSet) -> bool:
    return s.size.op == "number" and s.size.args[0] == len(s.members)


def _law(context: Context, key: str) -> Law | None:
    return next((law for law in context.laws if law.key == key), None)


def _random(context: Context) -> Iterator[Phrase]:
    """Let γ_a ∼ N(1, 1/2) and γ_b ∼ N(1, 1/2) be independent; the second number is a variance."""
    vectors = {v.key for v in context.vectors}
    single = [law for law in context.laws if law.mean.sort == "scalar" or law.key in vectors]
    if single:
        laws: Iterable[Phrase] = [
            (
                Term(
                    "∼",
                    (
                        Term(str(law.mean.sort), (law.key,)),
                        Term("normal", (law.mean, law.variance)),
                    ),
                ),
            )
            for law in single
        ]
        second = "; ".join(
            _NORMAL[str(sort)] for sort in dict.fromkeys(law.mean.sort for law in single)
        )
        yield (
            "Let ",
            *listed(list(laws)),
            " be independent" if len(single) > 1 else "",
            f"; {second}.",
        )
    for f in context.families:
        if _law(context, f.key):
            yield (
                "Let ",
                *members(f, context),
                " be random vectors, independent, each ",
                Term("normal", (Term("zero"), Term("identity"))),
                ".",
            )
