"""Definitions on a page: q = …, \\alpha_j = … for every j, k_a = … at a member, f(x) = ….

A name is given a value where it has none: an unknown one, or a vector that is ours to choose.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ..latex_terms.all_factors import formula_reader
from ..latex_terms.chance_parts import MEANS
from ..latex_terms.cursor import Part
from ..latex_terms.index_reader import index_names, label
from ..latex_terms.latex_synonyms import FUNCTIONS, LACKING, RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import arguments
from ..latex_terms.scope import PageFunction, PageScope, Symbol
from ..latex_terms.softmax_part import all_weights
from ..latex_terms.spelled_names import Spelled, name_at, subscript_text
from .declaring_names import declare_number, one_name
from .definition_values import as_declared, enter, value
from .family_definitions import Every, define_family, define_member, indices_of

Head = tuple[Spelled, "list[list[Token]] | None", int]


def head_of_definition(
    scope: PageScope, tokens: Sequence[Token], *, new: bool = True, implied: bool = False
) -> tuple[Spelled, list[list[Token]] | None, int] | None:
    """NAME = … or f(x) = …: the name, the parameters in brackets, and where the body begins.

    With `new`, only for names without a value: unknown ones, and vectors that are ours to choose.
    What is `implied`, or implies something, gives no declared vector a value.
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
            given = arguments(reader.brackets() or [])
        except FormulaError:
            return None
    sign = reader.take("=", ":=", r"\equiv")
    if sign is None or (given and found.below is not None and not all(map(_is_one, given))):
        return None  # δ_{ij} (s_i − s_j) = 0 is a product
    if new and sign.text != ":=" and not is_open(scope, found, given):
        return None
    if implied and given is None and scope.meaning(found.spelled(below=True)) is not None:
        return None
    return found, given, reader.at


def _is_one(tokens: list[Token]) -> bool:
    """Whether it may be one name: a, without a sign between two."""
    return not any(t.text in ("+", "-", "/", "*", r"\cdot") for t in tokens)


def is_open(scope: PageScope, found: Spelled, given: list[list[Token]] | None) -> bool:
    """Whether a name has no value yet, so that NAME = … gives it one."""
    whole, base = found.spelled(below=True), found.spelled(below=False)
    meaning = scope.meaning(whole)
    if meaning is None and {whole, base} & scope.unread:
        return False
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


def lost(scope: PageScope, found: Spelled, row: Sequence[Token] = ()) -> None:
    """A definition that is not read: a later NAME = … does not define the name, but claims.

    What := would define has no value of before either, nor have the entries p_j of \\mathbf{p}.
    """
    spellings = {found.spelled(below=True), found.spelled(below=False)}
    if any(t.text == ":=" for t in row):
        for one in spellings:
            scope.forget(one)
    bare = found.light
    if bare != found.base and bare not in {t.text for t in row[4:]}:
        known = scope.meaning(bare)
        if isinstance(known, Symbol) and known.over and known.kind == "defined":
            scope.forget(bare)
        spellings.add(bare)
    scope.unread |= {s for s in spellings if scope.meaning(s) is None}


def names_lost(row: Sequence[Token], head: Head | None) -> set[str]:
    """The names of which a row says something that is not read; with `head`, what it defines."""
    mine = row[: head[2]] if head is not None else row  # a value says nothing of others
    names = {t.text for t in mine if t.kind in ("letter", "command")}
    if head is None or not head[0].primes:
        return names
    return names - {head[0].base} | {head[0].spelled(below=below) for below in (True, False)}


def is_partial(scope: PageScope, known: object, found: Spelled) -> bool:
    """Whether a family has values at some members, and none yet here."""
    if not isinstance(known, Symbol) or known.key not in scope.partial:
        return False
    labels = indices_of(scope, found)
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
    every: Every | None = None,
) -> tuple[str, Part | None]:
    """Enter a definition; says what it defines, and gives its body if that is one value.

    Raises FormulaError.
    """
    if given is None and found.below is None and every is None:
        found, body = _by_weights(scope, found, body)
    if given is not None and found.below is not None and not _is_word(found.below):
        return _define_dependent(scope, found, given, body, end)
    if given is not None:
        return _define_function(scope, found, given, body, end)
    whole, base = found.spelled(below=True), found.spelled(below=False)
    if any(t.text in RELATIONS or t.text in ("+", "-") for t in found.below or ()):
        raise FormulaError("a name has letters and numbers below it", found.start, found.end)
    labels = indices_of(scope, found, body) if found.below is not None else None
    if every is not None:
        labels = [label(one) for one in index_names(found.below or [])]
        if sorted(labels) != sorted(every.names):
            message = f"{whole} is said for every {', '.join(every.names)}: these are its indices"
            raise FormulaError(message, found.start, found.end)
    family = scope.family(base) if found.below is not None else None
    declared = isinstance(family, Symbol) and family.kind in ("entry", "member")
    if labels is None and declared and [t.kind for t in found.below or ()] == ["number"]:
        raise FormulaError(
            f"{base} is declared as a family, and {whole} is one of it; what holds of it is "
            "assumed: suppose …", found.start, found.end,
        )  # fmt: skip
    if every is None and (labels is None or isinstance(scope.meaning(whole), Symbol)):
        return whole, _define_name(scope, whole, body, end, found)
    assert labels is not None
    known = scope.family(base)
    of_family = isinstance(known, Symbol) and bool(known.over)
    if every is None and len(labels) == 1:
        lettered = getattr(scope.indices.get(labels[0]), "kind", "") == "named"
        if lettered and not of_family:  # a name of its own, until the others have a value
            return whole, _define_name(scope, whole, body, end, found)
        if lettered or labels[0].isdecimal():
            part = define_member(scope, base, labels[0], known, body, end)
            return f"{base}_{labels[0]}", part
    named = base + (f"_{labels[0]}" if len(labels) == 1 else f"_{{{''.join(labels)}}}")
    known = known if of_family else None
    return named, define_family(scope, base, labels, known, body, end, every)


def _by_weights(
    scope: PageScope, found: Spelled, body: Sequence[Token]
) -> tuple[Spelled, Sequence[Token]]:
    """w = softmax(s) says w_j = softmax(s)_j, with a letter j that means nothing yet."""
    end = body[-1].end if body else 0
    if not body or not all_weights(formula_reader(body, scope, end)):
        return found, body
    used = {t.text for t in body}
    free = (c for c in "jklmi" if c not in used and scope.meaning(c) is None)
    letter = next((c for c in free if c not in scope.indices or _is_any(scope, c)), "")
    if not letter:
        return found, body
    line, below = Token("sign", "_", end, end), Token("letter", letter, end, end)
    known = scope.family(found.light)
    if known is None or (isinstance(known, Symbol) and known.over and known.kind == "defined"):
        found = replace(found, base=found.light)  # \mathbf{p} has the entries p_j
    return replace(found, below=[below]), [*body, line, below]


def _is_any(scope: PageScope, name: str) -> bool:
    return scope.indices[name].kind == "some"


def _define_name(
    scope: PageScope, whole: str, body: Sequence[Token], end: int, found: Spelled
) -> Part:
    part = as_declared(scope.meaning(whole), value(scope, body, end), whole)
    enter(scope, whole, (), part.term, (found.start, part.end))
    return part


def _is_word(below: Sequence[Token]) -> bool:
    """Whether D_{KL} has a word below it, and no index."""
    text = subscript_text(list(below))
    return len(text) > 1 and text.isalpha() and text.isupper()


def _define_dependent(
    scope: PageScope,
    found: Spelled,
    given: list[list[Token]],
    body: Sequence[Token],
    end: int,
) -> tuple[str, Part | None]:
    """p_k(T) = … of a declared T is the name p_k, written with what it depends on."""
    names = [one_name(scope, tokens, "a name that it depends on") for tokens in given]
    letters = tuple(name.spelled(below=True) for name in names)
    for letter, name in zip(letters, names):
        known = scope.meaning(letter)
        if not isinstance(known, Symbol) or known.sort != "scalar":
            raise FormulaError(
                f"{found.base} with an index is no function; it may be written with a declared "
                f"number that it depends on, and {letter} is none", name.start, name.end,
            )  # fmt: skip
    said, part = define(scope, found, None, body, end)
    base = found.spelled(below=False)
    scope.depends = {**scope.depends, base: letters}
    return f"{said}, written with ({', '.join(letters)})", part


def _readable(scope: PageScope, names: Sequence[str], body: Sequence[Token], end: int) -> Part:
    """A function's body, which must be readable where it stands.

    A parameter is what its letter is declared as, a number, a vector or a family; else a number.
    """
    for name in names:
        known = scope.symbols.get(name)
        if not (isinstance(known, Symbol) and (known.over or known.kind in ("scalar", "vector"))):
            scope.forget(name)
            declare_number(scope, name)
        scope.indices.pop(name, None)
    reader = formula_reader(body, scope, end)
    part = reader.sum()
    reader.no_row(part)
    if not reader.done:
        raise reader.error(f"expected the end of the definition, found {reader.found()}")
    return part


def _define_function(
    scope: PageScope,
    found: Spelled,
    given: list[list[Token]],
    body: Sequence[Token],
    end: int,
) -> tuple[str, Part | None]:
    spelled = found.spelled(below=True)
    parameters = [one_name(scope, tokens, "a name as parameter") for tokens in given]
    names = tuple(p.spelled(below=True) for p in parameters)
    inner = scope.inner()
    vectors = [
        n for n in names if isinstance(k := inner.symbols.get(n), Symbol) and k.kind == "vector"
    ]
    try:
        part = _readable(inner, names, body, end)
        if vectors and part.term.sort is None:
            raise FormulaError("this is not read of a vector", part.start, part.end)
    except FormulaError:
        if not vectors:
            raise
        inner = scope.inner()  # x is a number in f(x) = x^2, though a vector elsewhere
        for name in vectors:
            inner.forget(name)
        part = _readable(inner, names, body, end)
    scope.forget(spelled)
    uses = frozenset(t.key for t in part.term.subterms() if t.op in ("defined", "scalar", "vector"))
    scope.symbols[spelled] = PageFunction(spelled, names, tuple(body), scope.inner(), uses)
    return f"{spelled}({', '.join(names)})", part
