"""Definitions on a page: q = …, \\alpha_j = … for every j, k_a = … at a member, f(x) = ….

A name is given a value where it has none: an unknown one, or a vector that is ours to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...language import Definition, Term, number, replace_indices, sort_error
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.chance_parts import MEANS
from ..latex_terms.cursor import Part
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import FUNCTIONS, LACKING, RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageFunction, PageScope, Symbol, as_index, mentions
from ..latex_terms.spelled_names import Spelled, name_at
from .declaring_names import declare_number, one_name


def head_of_definition(
    scope: PageScope, tokens: Sequence[Token], *, new: bool = True
) -> tuple[Spelled, list[list[Token]] | None, int] | None:
    """NAME = … or f(x) = …: the name, the parameters in brackets, and where the body begins.

    With `new`, only for names without a value: unknown ones, and vectors that are ours to choose.
    """
    reader = formula_reader(tokens, scope, tokens[-1].end if tokens else 0)
    try:
        found = name_at(reader)
    except FormulaError:
        return None
    if found is None or (found.above is not None and not found.mark):
        return None
    given = None
    if reader.sees("("):
        try:
            given = parted(reader.brackets() or [], ",")
        except FormulaError:
            return None
    sign = reader.take("=", ":=", r"\equiv")
    if sign is None:
        return None
    if new and sign.text != ":=" and not is_open(scope, found, given):
        return None
    return found, given, reader.at


def is_open(scope: PageScope, found: Spelled, given: list[list[Token]] | None) -> bool:
    """Whether a name has no value yet, so that NAME = … gives it one."""
    whole, base = found.spelled(below=True), found.spelled(below=False)
    meaning = scope.meaning(whole)
    if found.primes and isinstance(
        scope.meaning(found.spelled(below=False, primes=False)), PageFunction
    ):
        return False
    if given is not None:
        taken = meaning is not None or scope.meaning(base) is not None or _known_word(found)
        return not taken and found.base != "e"
    if isinstance(meaning, Symbol) and meaning.kind == "vector" and not meaning.over:
        return meaning.key not in scope.laws
    if meaning is not None or found.base == "e" or _known_word(found):
        return False
    if found.below is not None and (known := scope.meaning(base)) is not None:
        return is_partial(scope, known, found)
    return found.base not in (r"\pi", r"\delta") and scope.index(whole) is None


def is_partial(scope: PageScope, known: object, found: Spelled) -> bool:
    """Whether a family has values at some members, and none yet here."""
    if not isinstance(known, Symbol) or known.key not in scope.partial:
        return False
    labels = _indices_of(scope, found)
    given = {m for m, _ in scope.definitions[known.key].exceptions}
    return labels is not None and len(labels) == 1 and labels[0] not in given


def _known_word(found: Spelled) -> bool:
    return found.base in (*FUNCTIONS, *LACKING, *MEANS, "softmax")


def define(
    scope: PageScope,
    found: Spelled,
    given: list[list[Token]] | None,
    body: Sequence[Token],
    end: int,
) -> tuple[str, Part | None]:
    """Enter a definition; says what it defines, and gives its body if that is one value.

    Raises FormulaError.
    """
    if given is not None:
        return _define_function(scope, found, given, body, end)
    whole = found.spelled(below=True)
    indexed = found.below is not None and _indices_of(scope, found) is not None
    if any(t.text in RELATIONS or t.text in ("+", "-") for t in found.below or ()):
        raise FormulaError("a name has letters and numbers below it", found.start, found.end)
    if not indexed or isinstance(scope.meaning(whole), Symbol):
        part = _as_declared(scope.meaning(whole), _value(scope, body, end), whole)
        _enter(scope, whole, (), part.term, (found.start, part.end))
        return whole, part
    labels = _indices_of(scope, found) or []
    base = found.spelled(below=False)
    known = scope.meaning(base)
    at_member = len(labels) == 1 and (
        labels[0].isdecimal() or getattr(scope.indices.get(labels[0]), "kind", "") == "named"
    )
    if at_member:
        return f"{base}_{labels[0]}", _define_member(scope, base, labels[0], known, body, end)
    return f"{base}_{labels[0] if len(labels) == 1 else labels}", _define_family(
        scope, base, labels, known, body, end
    )


def _indices_of(scope: PageScope, found: Spelled) -> list[str] | None:
    """The indices below a name, if all are declared, or could be those of a family."""
    try:
        labels = [label(one) for one in index_names(found.below or [])]
    except FormulaError:
        return None
    if all(scope.index(name) is not None or _is_member(scope, name) for name in labels):
        return labels
    letters = all(len(name) == 1 and name.isalpha() for name in labels)
    taken = any(scope.meaning(name) is not None for name in labels)
    return labels if letters and not taken and scope.sizes and "t" not in labels else None


def _numbered(scope: PageScope, name: str) -> list[str]:
    """The sets whose members are called by number, and have one of this name.

    An index is declared of such a set, and none of its members has a letter.
    """
    lettered = {i.over for i in scope.indices.values() if i.kind == "named"}
    spoken = {i.over for i in scope.indices.values()} - lettered
    return [
        key for key in spoken
        if scope.sizes[key].op == "number" and int(scope.sizes[key].key) >= int(name)
    ]  # fmt: skip


def _is_member(scope: PageScope, name: str) -> bool:
    """Whether a number is the name of a member: of a set whose size is a number."""
    return name.isdecimal() and bool(_numbered(scope, name))


def _value(scope: PageScope, body: Sequence[Token], end: int) -> Part:
    reader = formula_reader(body, scope, end)
    part = reader.sum()
    reader.no_row(part)
    if not reader.done:
        raise reader.error(f"expected the end of the definition, found {reader.found()}")
    return part


def _as_declared(known: object, part: Part, spelled: str) -> Part:
    """The value of a declared vector is a vector; 0 is the zero vector."""
    if not isinstance(known, Symbol) or known.kind != "vector" or part.term.sort == "vector":
        return part
    if part.term == number(0):
        return Part(Term("zero"), part.start, part.end)
    raise FormulaError(
        f"{spelled} is declared as a vector, and this is a {part.term.sort}", part.start, part.end
    )


def _enter(
    scope: PageScope,
    spelled: str,
    params: tuple[tuple[str, str], ...],
    body: Term,
    at: tuple[int, int],
    exceptions: tuple[tuple[str, Term], ...] = (),
) -> None:
    if body.sort is None or str(body.sort) not in ("scalar", "vector", "matrix"):
        raise FormulaError(f"the definition of {spelled}: {sort_error(body)}", *at)
    old = scope.symbols.get(spelled)
    kept = None
    if isinstance(old, Symbol) and old.kind == "scalar" and old.key in scope.scalars:
        kept = scope.scalars[old.key]
    key = scope.names.key(spelled)
    if mentions(body, key) and not isinstance(old, Symbol):
        raise FormulaError(f"{spelled} is defined by itself", *at)
    if isinstance(old, Symbol) and mentions(body, old.key):
        raise FormulaError(f"{spelled} would be defined by its old value", *at)
    for part in (scope.vectors, scope.matrices, scope.families, scope.laws, scope.scalars):
        part.pop(key, None)  # type: ignore[attr-defined]
    if not params:
        scope.indices.pop(spelled, None)  # u_c and c_j go together
    # a definition that others use keeps its place before them
    scope.definitions = dict(scope.definitions)
    scope.definitions.pop(key, None)
    scope.definitions[key] = Definition(key, str(body.sort), params, body, exceptions)
    if kept is not None:
        scope.scalars[key] = kept  # a derivative by it takes it as any number again
    scope.symbols[spelled] = Symbol("defined", key, str(body.sort), tuple(o for _, o in params))


def _define_family(
    scope: PageScope,
    base: str,
    labels: list[str],
    known: object,
    body: Sequence[Token],
    end: int,
) -> Part:
    homes = []
    inner = scope
    unknown = [name for name in labels if scope.index(name) is None]
    if unknown and len(scope.sizes) != 1:
        raise FormulaError(
            f"through which set does {unknown[0]} run? Declare it: let {unknown[0]}: index of n",
            body[0].start, body[-1].end,
        )  # fmt: skip
    for name in labels:
        home = scope.index(name) or next(iter(scope.sizes))
        homes.append(home)
        inner = inner.binding(name, home)
    if len(set(labels)) != len(labels):
        raise FormulaError(f"{base} has one index twice", body[0].start, body[-1].end)
    exceptions: tuple[tuple[str, Term], ...] = ()
    before = scope.definitions.get(known.key) if isinstance(known, Symbol) else None
    if before is not None:  # k_a = …, k_b = …, then k_i = … for every other
        exceptions = before.exceptions
    delta = _deltas(inner, labels, body)
    if delta is not None:
        exceptions = _at_delta(inner, labels[0], delta, body, end)
        inner = inner.inner()
        inner.deltas[frozenset((labels[0], delta))] = 0
    part = _value(inner, body, end)
    at = (part.start, part.end)
    _enter(scope, base, tuple(zip(labels, homes)), part.term, at, exceptions)
    scope.partial -= {scope.names.key(base)}
    return part


def _deltas(scope: PageScope, labels: list[str], body: Sequence[Token]) -> str | None:
    """The fixed index of \\delta_{jt} in the body of a family over j."""
    if scope.meaning(r"\delta") is not None or len(labels) != 1:
        return None
    for k, token in enumerate(body[:-1]):
        if token.text == r"\delta" and body[k + 1].text == "_":
            reader = formula_reader(body[k:], scope, body[-1].end)
            found = name_at(reader)
            if found is None or found.below is None:
                return None
            names = {label(one) for one in index_names(found.below)} - set(labels)
            if len(names) == 1:
                return names.pop()
    return None


def _at_delta(
    scope: PageScope, name: str, other: str, body: Sequence[Token], end: int
) -> tuple[tuple[str, Term], ...]:
    """The value at the member where δ is 1."""
    inner = scope.inner()
    inner.deltas[frozenset((name, other))] = 1
    part = _value(inner, body, end)
    if other in scope.indices:
        scope.indices[other] = replace(scope.indices[other], kind="fixed")
    return ((other, replace_indices(part.term, {name: as_index(other)})),)


def _define_member(
    scope: PageScope, base: str, name: str, known: object, body: Sequence[Token], end: int
) -> Part:
    """k_a = …: the value at a named member; the others keep theirs."""
    part = _value(scope, body, end)
    over = scope.indices[name].over if name in scope.indices else ""
    before = scope.definitions.get(known.key) if isinstance(known, Symbol) else None
    if before is None and isinstance(known, Symbol):
        raise FormulaError(
            f"{base} is declared as a family, and {base}_{name} is one of it", part.start, part.end
        )
    if not over:
        over = before.params[0][1] if before else _home_of_number(scope, name, part)
    params = before.params if before is not None else (("j", over),)
    rest = before.body if before is not None else part.term
    exceptions = tuple(e for e in (before.exceptions if before else ()) if e[0] != name)
    at = (part.start, part.end)
    _enter(scope, base, params, rest, at, (*exceptions, (name, part.term)))
    if before is None:
        scope.partial |= {scope.names.key(base)}
    return part


def _home_of_number(scope: PageScope, name: str, part: Part) -> str:
    """The set of a member that is called by number."""
    homes = _numbered(scope, name) or list(scope.sizes)
    if len(homes) != 1:
        raise FormulaError(
            f"of which set is {name} a member? Declare one more index, as in: let r: index of 3",
            part.start, part.end,
        )  # fmt: skip
    return homes[0]


def _define_function(
    scope: PageScope,
    found: Spelled,
    given: list[list[Token]],
    body: Sequence[Token],
    end: int,
) -> tuple[str, Part | None]:
    spelled = found.spelled(below=False)
    if found.below is not None:
        raise FormulaError(
            "a function with an index is not in the language", found.start, found.end
        )
    parameters = [one_name(scope, tokens, "a name as parameter") for tokens in given]
    names = tuple(p.spelled(below=True) for p in parameters)
    inner = scope.inner()
    for name in names:
        known = inner.symbols.get(name)
        if not (isinstance(known, Symbol) and (known.over or known.kind == "scalar")):
            inner.forget(name)
            declare_number(inner, name)
        inner.indices.pop(name, None)
    reader = formula_reader(body, inner, end)
    part = reader.sum()  # it must be readable where it stands
    reader.no_row(part)
    if not reader.done:
        raise reader.error(f"expected the end of the definition, found {reader.found()}")
    scope.forget(spelled)
    scope.symbols[spelled] = PageFunction(spelled, names, tuple(body), scope.inner())
    return f"{spelled}({', '.join(names)})", part
