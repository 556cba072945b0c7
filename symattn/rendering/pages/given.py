"""The paragraph "Given": what a derivation assumes, in words and terms."""

from __future__ import annotations

from collections.abc import Iterable

from symattn.language import (
    Context,
    Definition,
    Family,
    IndexSet,
    Scalar,
    Term,
    indices_in,
    number,
)
from symattn.words import Part

Phrase = tuple[Part, ...]


def given(context: Context) -> Phrase:
    """Declarations, facts, definitions, and the limit that is taken."""
    sentence = _ended(_joined([*assumed(context), *defined(context)], "; "))
    return sentence + ((" ",) if sentence and context.limit else ()) + taken(context)


def assumed(context: Context) -> list[Phrase]:
    """What is declared, and the facts about it."""
    told: set[Term] = set()
    phrases = [
        *_scalars(context, told),
        *_laws(context),
        *_index_sets(context),
        *_families(context),
        *_symbols(context),
    ]
    return phrases + [(fact,) for fact in context.facts if fact not in told]


def defined(context: Context) -> list[Phrase]:
    """What stands for something else."""
    sizes = {s.key: s.size for s in context.index_sets}
    return [
        _definition(d, whole=bool(d.params) and sizes[d.params[0][1]] == number(len(d.exceptions)))
        for d in context.definitions
    ]


def _scalars(context: Context, told: set[Term]) -> list[Phrase]:
    """β > 0; n an integer ≥ 2; x, y real.  Facts told here are not told again."""
    phrases: list[Phrase] = []
    unbounded: list[Scalar] = []
    for scalar in context.scalars:
        symbol = Term("scalar", (scalar.key,))
        if any(law.key == scalar.key for law in context.laws):
            continue
        facts = [
            f
            for f in context.facts
            if f.children[0] == symbol
            and not f.children[1].children
            and f.children[1].op == "number"
        ]
        told.update(facts)
        if scalar.integer:
            bounds: list[Part] = []
            for fact in facts:
                bounds += [", " if bounds else " ", f"{fact.op} ", fact.children[1]]
            phrases.append((symbol, " an integer", *bounds))
        elif facts:
            phrases.append(_joined([(f,) for f in facts], ", "))
        else:
            unbounded.append(scalar)
    if unbounded:
        phrases.append((*_joined([(Term("scalar", (s.key,)),) for s in unbounded], ", "), " real"))
    return phrases


def _laws(context: Context) -> list[Phrase]:
    """γ_a ∼ N(1, 1/2) and γ_b ∼ N(1, 1/2), independent; the second number is a variance."""
    if not context.laws:
        return []
    vectors = {v.key for v in context.vectors}
    single = [law for law in context.laws if law.mean.sort == "scalar" or law.key in vectors]
    laws: list[Phrase] = [
        (
            Term(
                "∼",
                (Term(str(law.mean.sort), (law.key,)), Term("normal", (law.mean, law.variance))),
            ),
        )
        for law in single
    ]
    second = [
        (
            "the second "
            f"{'number is a variance' if sort == 'scalar' else 'argument is a covariance matrix'}"
        )
        for sort in dict.fromkeys(law.mean.sort for law in single)
    ]
    return (
        [
            (
                *_joined(laws, ", "),
                ", independent" if len(laws) > 1 else "",
                f" ({', '.join(second)})",
            )
        ]
        if laws
        else []
    )


def _labels(indices: IndexSet) -> tuple[str, ...]:
    """The members by name where they are all named, else 1, …, n.

    It is nothing where the size, n_0 say, cannot be an index.
    """
    size = indices.size
    if size.op == "number" and size.args[0] == len(indices.members):
        return indices.members
    if size.op in ("number", "scalar") and str(size.args[0]).isalnum():
        return ("1", "…", str(size.args[0]))
    return ()


def _index_sets(context: Context) -> list[Phrase]:
    """n members, among them a ≠ b; i stands for any other."""
    phrases: list[Phrase] = []
    for s in context.index_sets:
        if s.members and _labels(s) == s.members:
            continue  # they are seen where the families are listed
        parts: list[Part] = ["indices 1, …, ", s.size]
        if s.members:
            names = [Term("index", (member,)) for member in s.members]
            parts += [
                ", among them ",
                *_joined([(t,) for t in names], " ≠ " if len(names) == 2 else ", "),
            ]
            parts.append(", all different" if len(names) > 2 else "")
        if s.rest:
            parts += [" (", Term("index", (s.rest,)), " stands for any other)"]
        phrases.append(tuple(p for p in parts if p != ""))
    return phrases


def members(family: Family, context: Context) -> Phrase:
    """k_1, …, k_n"""
    op = "member" if family.sort == "vector" else "entry"
    labels = _labels(next(s for s in context.index_sets if s.key == family.over))
    if not labels:
        return ("all ", Term(op, (family.key, Term("index", ("j",)))))
    return _joined(
        [(x if x == "…" else Term(op, (family.key, Term("index", (x,)))),) for x in labels], ", "
    )


def _families(context: Context) -> list[Phrase]:
    """k_1, …, k_n orthonormal; v_1, …, v_n arbitrary vectors."""
    phrases: list[Phrase] = []
    for f in context.families:
        named = members(f, context)
        if any(law.key == f.key for law in context.laws):
            phrases.append(
                (
                    *named,
                    " random vectors, independent, each ",
                    Term("normal", (Term("zero"), Term("identity"))),
                )
            )
        elif f.norm is None:
            phrases.append((*named, " arbitrary vectors" if f.sort == "vector" else " real"))
        elif f.norm == Term("number", (1,)):
            phrases.append((*named, " orthonormal"))
        else:
            phrases.append((*named, " mutually orthogonal, each of norm ", f.norm))
    return phrases


def _symbols(context: Context) -> list[Phrase]:
    phrases: list[Phrase] = []
    for op, declared, one, many in (
        ("vector", context.vectors, "a vector", "vectors"),
        ("matrix", context.matrices, "a matrix", "matrices"),
    ):
        symbols: list[Phrase] = [
            (Term(op, (d.key,)),)
            for d in declared
            if not any(law.key == d.key for law in context.laws)
        ]
        if symbols:
            phrases.append(
                (*_joined(symbols, ", "), " " + (one if len(symbols) == 1 else f"arbitrary {many}"))
            )
    return phrases


def _definition(d: Definition, whole: bool) -> Phrase:
    """q = β (k_a + k_b).

    K_a = γ_a μ_a, and k_j = μ_j for every other j (no word of others if the exceptions are the
    `whole` set).
    """
    general = Term(
        "=",
        (
            Term("defined", (d.key, d.sort, *(Term("index", (name,)) for name, _ in d.params))),
            d.body,
        ),
    )
    if not d.params:
        return (general,)
    special = [
        (Term("=", (Term("defined", (d.key, d.sort, Term("index", (member,)))), body)),)
        for member, body in d.exceptions
    ]
    if whole:
        return _joined(special, ", ")
    every = (
        "for every other " if d.exceptions else "for all " if len(d.params) > 1 else "for every "
    )
    names = _joined([(Term("index", (name,)),) for name, _ in d.params], ", ")
    used = {name for name, _ in d.params} & indices_in(general)
    return (
        *_joined(special, ", "),
        ", and " if special else "",
        general,
        *((" " + every, *names) if used else ()),
    )


def taken(context: Context) -> Phrase:
    """Limits: β → ∞."""
    if not context.limit:
        return ()
    variables: list[Phrase] = [
        (Term("→", (Term("scalar", (key,)), Term("infinity"))),) for key in context.limit
    ]
    together = ", jointly, without a link" if len(variables) > 1 and not context.links else ""
    variables += [(Term("→", (link, number(0))),) for link in context.links]
    return ("Limits are taken as ", *_joined(variables, " and "), together + ".")


def _joined(phrases: Iterable[Phrase], comma: str) -> Phrase:
    joined: list[Part] = []
    for phrase in phrases:
        joined += [comma, *phrase] if joined else phrase
    return tuple(p for p in joined if p != "")


def _ended(phrase: Phrase) -> Phrase:
    return (*phrase, ".") if phrase else ()
