"""Whether declarations and terms fit together.

Every symbol declared once, nothing that could be mistaken for another.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from .context import Context, Declaration, Definition, Family
from .kinds import BINDERS, COMPARISONS
from .mentions import depends_on, indices_in, moving_in_limit
from .plain_text import plain
from .sorts import TermError
from .term import MAX_SIZE, Term, sort_error

SPELLING = r"(?:[A-Za-z]|\\[A-Za-z]+)(?:'|_(?:[A-Za-z0-9]|\{[A-Za-z0-9]+\}))?"
NAME = re.compile(SPELLING + r"\Z")
SET_NAME = re.compile(r"[A-Za-z]+\Z")
INDEX_NAME = re.compile(r"[A-Za-z0-9]+\Z")


@lru_cache(maxsize=1_000)
def check_context(context: Context) -> None:
    """Raises TermError, in one line, if the declarations do not fit together."""
    plain: set[str] = set()
    indexed: set[str] = set()
    sets = {s.key: s for s in context.index_sets}
    names: list[str] = []
    for s in context.index_sets:
        if not SET_NAME.match(s.key):
            raise TermError(f"the index set name {s.key!r} is not made of letters")
        for name in (*s.members, *([s.rest] if s.rest else [])):
            if not INDEX_NAME.match(name):
                raise TermError(f"the index name {name!r} is not made of letters and digits")
            names.append(name)
        if (
            s.size.op == "number"
            and isinstance(s.size.args[0], int)
            and s.size.args[0] < len(s.members)
        ):
            raise TermError(f"{len(s.members)} named members in a set of {s.size.args[0]}")
    if len(names) != len(set(names)) or len(sets) != len(context.index_sets):
        raise TermError("two indices or index sets have the same name")
    for d in (*context.symbols, *context.definitions):
        params: tuple[str, ...] = ()
        if isinstance(d, Family):
            params = (d.over,)
        elif isinstance(d, Definition):
            params = tuple(over for _, over in d.params)
        if not NAME.match(d.key) or (params and "_" in d.key):
            raise TermError(
                f"the name {d.key!r} cannot be declared{' with an index' if params else ''}: "
                "expected a letter or a command such as \\beta"
            )
        if (
            d.key in (indexed if params else plain)
            or any(over not in sets for over in params)
            or d.key in indexed | plain
            and not (
                isinstance(d, Definition)
                and params
                and any(d.key == s.key for s in context.scalars)
            )
        ):
            raise TermError(f"{d.key} is declared twice, or over an index set that is not declared")
        if d.key == "\\pi":
            raise TermError("pi is the number π and cannot be declared")
        if d.key == "I" or _bare(d.key) in map(_bare, plain - {d.key}):
            raise TermError(
                f"the name {d.key} would look like another: the identity matrix, or a symbol "
                "with the same subscript"
            )
        (indexed if params else plain).add(d.key)
    for key in plain:
        base, _, subscript = key.partition("_")
        label = subscript.strip("{}")  # a letter may be the index of a sum, and a number a member
        if base in indexed and (
            label in names
            or (len(label) == 1 and label.isalpha())
            or (label.isdecimal() and int(label) > 0)
        ):
            raise TermError(f"{key} would look like a member of the family {base}")
    sizes: dict[str, int] = {}
    for s in context.index_sets:
        _check(context, s.size)
        if s.size.op != "number" and s.size not in [
            Term("scalar", (name,)) for name in context.integers
        ]:
            raise TermError("the size of an index set is a number or a declared integer")
    for f in context.families:
        if f.sort not in ("scalar", "vector") or (f.norm is not None and f.sort != "vector"):
            raise TermError(f"the family {f.key} is of {f.sort}s with a norm")
        if f.norm is not None:
            _check(context, f.norm)
            if any(
                t.op not in ("number", "scalar", "+", "neg", "*", "/", "^")
                for t in f.norm.subterms()
            ):
                raise TermError(f"the norm of {f.key} is not made of numbers and declared scalars")
    for k, d in enumerate(context.definitions):
        params_of = dict(d.params)
        if (
            set(params_of) & set(names)
            or len(params_of) != len(d.params)
            or (d.exceptions and len(d.params) != 1)
        ):
            raise TermError(
                f"the definition of {d.key} has indices that clash, or exceptions without one index"
            )
        for body in d.bodies:
            if indices_in(body) & {x.rest for x in context.index_sets}:
                raise TermError(
                    f"the definition of {d.key} mentions an index that stands for any other; "
                    "give it a parameter instead"
                )
            _check(context, body, context.definitions[:k], params_of)
            if str(body.sort) != d.sort:
                raise TermError(f"{d.key} is declared a {d.sort} and defined as a {body.sort}")
        for member, _ in d.exceptions:
            if member not in sets[d.params[0][1]].members:
                raise TermError(
                    f"the definition of {d.key} has an exception at {member}, which is not a "
                    "named member"
                )
        parts = [t for body in d.bodies for t in body.subterms()]
        sizes[d.key] = len(parts) + sum(
            sizes.get(str(t.args[0]), 0) for t in parts if t.op == "defined"
        )
        if sizes[d.key] > MAX_SIZE:
            raise TermError(
                f"the definition of {d.key} has more than {MAX_SIZE} parts when all others are "
                "put in"
            )
    for fact in context.facts:
        check_term(context, fact)
        if fact.op not in COMPARISONS or fact.children[0].sort != "scalar":
            raise TermError("a fact is a comparison of two scalars")
    for link in context.links:
        check_term(context, link)
    _check_laws(context)
    if set(context.limit) - _reals(context):
        raise TermError("the limit is taken in a symbol that is not a declared real number")


def _bare(name: str) -> str:
    return name.replace("{", "").replace("}", "")


def _reals(context: Context) -> set[str]:
    return {s.key for s in context.scalars} - context.integers


def _check_laws(context: Context) -> None:
    random = context.random
    families = {f.key for f in context.families if f.sort == "vector" and f.norm is None}
    vectors = {v.key for v in context.vectors}
    if (
        len(random) != len(context.laws)
        or random - _reals(context) - vectors - families
        or random & set(context.limit)
    ):
        raise TermError(
            "a law is that of a declared real number, vector or family of vectors, which has "
            "one law and is not what tends to infinity"
        )
    if any(
        (law.mean, law.variance) != (Term("zero"), Term("identity"))
        for law in context.laws
        if law.key in families
    ):
        raise TermError("a family of random vectors is N(0, I); others are made of it: μ + √α ξ")
    for law in context.laws:
        for term in (law.mean, law.variance):
            check_term(context, term)
            if indices_in(term) & {s.rest for s in context.index_sets}:
                raise TermError("a law may not speak of any other index: it would be many laws")
            if depends_on(context, term, random | moving_in_limit(context)):
                raise TermError("the mean and the variance of a law are neither random nor moving")
        if law.mean.sort != ("vector" if law.key in vectors | families else "scalar"):
            raise TermError(
                f"the law of {law.key} is one of a {law.mean.sort}, and {law.key} is none"
            )
        check_variance(law.mean, law.variance)
    if any(depends_on(context, term, random) for term in (*context.facts, *context.norms)):
        raise TermError(
            "a fact or a norm may not depend on what is random: that would be another law"
        )


def check_variance(mean: Term, variance: Term) -> None:
    """Raises TermError for what is no variance, or no covariance matrix, whatever its symbols stand
    for.
    """
    wanted = {"scalar": "scalar", "vector": "matrix"}.get(str(mean.sort))
    if wanted is None or variance.sort != wanted:
        raise TermError(
            f"N(mean, variance) has two numbers, or a vector and a matrix; found {plain(mean)} "
            f"and {plain(variance)}"
        )
    if (
        wanted == "scalar"
        and variance.op == "neg"
        and {t.op for t in variance.subterms()} <= {"neg", "number", "/"}
    ):
        raise TermError(f"a variance is not negative, found {plain(variance)}")
    if wanted == "matrix":
        _check_covariance(variance)


def _check_covariance(term: Term) -> None:
    """Made of I, x xᵀ and declared matrices by sums and multiples.

    Symmetric, and positive semidefinite if the multiples and the matrices are (points check that).
    """
    hint = (
        "a covariance is made of I, x xᵀ and declared matrices, added and multiplied by numbers ≥ 0"
    )
    if term.op == "outer" and term.children[0] != term.children[1]:
        raise TermError(f"the covariance {plain(term)} is not symmetric; {hint}")
    if term.op == "neg" or (term.op == "*" and any(t.op == "neg" for t in term.children)):
        raise TermError(f"the covariance {plain(term)} is not positive semidefinite; {hint}")
    if term.op not in ("identity", "matrix", "outer", "+", "*", "/"):
        raise TermError(f"a covariance {plain(term)} was not expected; {hint}")
    for part in term.children:
        if part.sort == "matrix":
            _check_covariance(part)


def check_term(context: Context, term: Term) -> None:
    """Raises TermError if the term has a sort error, an undeclared symbol, or an index that belongs
    to another set.
    """
    _check(context, term, context.definitions)


Known = Mapping[tuple[str, str], tuple[tuple[str, ...], str]]


def _symbols(context: Context, definitions: tuple[Definition, ...]) -> Known:
    """What may be used, by operator and name: the sets of its indices, and a definition's sort."""
    plain: dict[str, tuple[Declaration, ...]] = {
        "scalar": context.scalars,
        "vector": context.vectors,
        "matrix": context.matrices,
    }
    return {
        **{(op, d.key): ((), "") for op, declared in plain.items() for d in declared},
        **{
            ("entry" if f.sort == "scalar" else "member", f.key): ((f.over,), "")
            for f in context.families
        },
        **{("defined", d.key): (tuple(over for _, over in d.params), d.sort) for d in definitions},
    }


def _check(
    context: Context,
    term: Term,
    definitions: tuple[Definition, ...] = (),
    params: Mapping[str, str] | None = None,
) -> None:
    if (error := sort_error(term)) is not None:
        raise TermError(error)
    homes = {name: s.key for s in context.index_sets for name in (*s.members, s.rest) if name}
    _check_symbols(context, term, _symbols(context, definitions), {**homes, **(params or {})})


def _check_symbols(context: Context, term: Term, known: Known, homes: Mapping[str, str]) -> None:
    """Homes are the sets of all indices that may be used."""
    if term.op in ("scalar", "vector", "matrix", "entry", "member", "defined"):
        key = term.key
        if (term.op, key) not in known:
            raise TermError(
                f"{key} is used as a {term.op} and is not declared as one (or only later)"
            )
        overs, sort = known[term.op, key]
        if len(term.children) != len(overs) or (sort and sort != term.args[1]):
            raise TermError(
                f"{key} takes {len(overs)} indices, and is used with {len(term.children)}"
            )
        for child, over in zip(term.children, overs):
            if homes.get(child.key) != over:
                raise TermError(f"the index {child.key} of {key} is not declared in its index set")
    elif term.op == "diff" and term.children[1].key in context.integers | context.random:
        raise TermError(f"a derivative by {term.children[1].key}, which is an integer or random")
    elif term.op == "index" and term.key not in homes:
        raise TermError(f"the index {term.key} is not declared")
    elif term.op in BINDERS:
        name, over = term.key, str(term.args[1])
        if (
            over not in {s.key for s in context.index_sets}
            or name in homes
            or not INDEX_NAME.match(name)
        ):
            raise TermError(
                f"the sum's index {name} clashes with another, or its index set is not declared"
            )
        if any(homes.get(a.key) != over for a in term.children[:-1]):
            raise TermError("a sum leaves out an index of another set")
        homes = {**homes, name: over}
    for child in term.children:
        _check_symbols(context, child, known, homes)
