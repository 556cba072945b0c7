"""Names: what a letter with its scripts stands for under the declarations in force."""

from __future__ import annotations

from ...language import Term, number
from .cursor import Part
from .formula_reader import TRANSPOSES, FormulaReader, decimal
from .index_reader import index_term, indices_below
from .latex_synonyms import FUNCTIONS, LACKING
from .latex_tokens import FormulaError
from .page_functions import called
from .scope import PageFunction, Symbol, Worth, as_index
from .spelled_names import Spelled, name_at
from .whole_families import IMPLICIT, all_ones, whole_family

CONSTANTS = {r"\pi": Term("pi"), r"\infty": Term("infinity")}


def named(reader: FormulaReader) -> Part | None:
    """A declared name, with its scripts; None if no name that is declared stands here."""
    before = reader.at
    found = name_at(reader)
    if found is None:
        return None
    scope, base = reader.scope, found.spelled(below=False)
    for below in (True, False) if found.below is not None else (False,):
        for mark in (True, False) if found.mark else (True,):
            for primes in (True, False) if found.primes else (True,):
                spelled = found.spelled(below=below, primes=primes, mark=mark)
                indexed = found.below is not None and not below
                meaning = scope.family(spelled) if indexed else scope.meaning(spelled)
                if meaning is not None and _is_exponential(found, meaning):
                    continue
                if meaning is not None:
                    found.primes = 0 if primes else found.primes
                    if below:
                        found.below = None
                    if mark and found.mark:
                        found.above = None
                    part = _meant(reader, found, spelled, meaning)
                    if isinstance(meaning, Symbol) and base in scope.depends:
                        return _with_dependence(reader, part, base, scope.depends[base])
                    return part
    reader.at = before
    return None


def _with_dependence(
    reader: FormulaReader, part: Part, base: str, letters: tuple[str, ...]
) -> Part:
    """p_k(T): the name with what it depends on in brackets, where that is its own letter."""
    token = reader.here()
    if token is None or token.text != "(" or token.kind != "sign":
        return part
    before = reader.at
    inside = [t.text for t in reader.brackets() or [] if t.kind not in ("space", "mark")]
    if "".join(inside) == ",".join(letters):
        return Part(part.term, part.start, reader.tokens[reader.at - 1].end)
    if inside[:3] == ["1", "-", base]:  # p_k(1 - p_k) is a product
        reader.at = before
        return part
    raise reader.error(
        f"{base} is written with ({', '.join(letters)}) alone: it is a number that depends on "
        "that, and no function; for a product write \\cdot", token,
    )  # fmt: skip


def _is_exponential(found: Spelled, meaning: Symbol | Worth | PageFunction) -> bool:
    """e^x beside a family e_j, or a vector e: neither has a power."""
    if found.base != "e" or found.below is not None or found.above is None:
        return False
    if not isinstance(meaning, Symbol) or [t.text for t in found.above] in TRANSPOSES:
        return False
    return bool(meaning.over) or meaning.sort in ("vector", "matrix")


def _meant(
    reader: FormulaReader, found: Spelled, spelled: str, meaning: Symbol | Worth | PageFunction
) -> Part:
    """`found` has what is left of the scripts: indices, a power, primes of a derivative."""
    reader.uses.add(spelled)
    reader.scope.names.used.add(spelled)
    primed = found.spelled(below=False, mark=False)
    if found.primes and (told := reader.scope.unread_of(primed)):
        raise FormulaError(told, found.start, found.end)
    if isinstance(meaning, PageFunction):
        return called(reader, found, meaning)
    if found.primes:
        raise FormulaError(
            f"{spelled} is no function; for another quantity declare {primed}",
            found.start, found.end,
        )  # fmt: skip
    term = (
        _worth(reader, found, spelled, meaning)
        if isinstance(meaning, Worth)
        else _symbol(reader, found, spelled, meaning)
    )
    part = Part(term, found.start, found.end)
    if found.above is not None:
        assert found.above_sign is not None
        part = reader.raised(part, found.above, found.above_sign)
    return part


def _worth(reader: FormulaReader, found: Spelled, spelled: str, meaning: Worth) -> Term:
    if found.below is None and meaning.term is not None:
        return meaning.term
    if meaning.at is None:
        raise FormulaError(f"{spelled} has no index here", found.start, found.end)
    if found.below is not None:
        (index,) = indices_below(reader, spelled, found.below, meaning.over)
        return meaning.at(index)
    if _as_whole(reader, meaning.over, spelled) and meaning.at(as_index(IMPLICIT)).sort == "scalar":
        return whole_family(meaning.over[0], meaning.at, spelled)
    return meaning.at(_implied(reader, found, spelled, meaning.over[0]))


def _symbol(reader: FormulaReader, found: Spelled, spelled: str, meaning: Symbol) -> Term:
    at = (found.start, found.end)
    sort = (meaning.sort,) if meaning.kind == "defined" else ()
    if not meaning.over:
        if found.below is not None:
            whole = found.spelled(below=True)
            if meaning.sort in ("vector", "matrix"):
                raise FormulaError(
                    f"{whole} would be a component of the {meaning.sort} {spelled}; components are "
                    "not in the language, and another name is declared",
                    *at,
                )
            raise FormulaError(f"{spelled} is declared, and {whole} is not; declare it", *at)
        return reader.build(meaning.kind, meaning.key, *sort, at=at)
    if found.below is None:
        if len(meaning.over) > 1:
            raise FormulaError(f"{spelled} is a family: its indices are missing", *at)
        if _as_whole(reader, meaning.over, spelled) and meaning.sort == "scalar":
            kind, key = meaning.kind, meaning.key
            return whole_family(meaning.over[0], lambda i: Term(kind, (key, *sort, i)), spelled)
        index = _implied(reader, found, spelled, meaning.over[0])
        return reader.build(meaning.kind, meaning.key, *sort, index, at=at)
    indices = indices_below(reader, spelled, found.below, meaning.over)
    return reader.build(meaning.kind, meaning.key, *sort, *indices, at=at)


def _as_whole(reader: FormulaReader, over: tuple[str, ...], spelled: str) -> bool:
    """Whether a family's bare name is the vector of its entries here.

    Not where the page has a vector of that name, too: x ∈ ℝ^d, and numbers x_1, …, x_n.
    """
    if spelled in reader.scope.names.vectors:
        return False
    return reader.families and reader.implicit is None and len(over) == 1


def _implied(reader: FormulaReader, found: Spelled, spelled: str, over: str) -> Term:
    """The index of a family's bare name, inside a function of a family."""
    at = (found.start, found.end)
    if reader.implicit is None:
        raise FormulaError(f"{spelled} is a family: an index is missing, as in {spelled}_j", *at)
    if reader.scope.bound.get(reader.implicit) is None:
        return as_index(reader.implicit)
    return index_term(reader, reader.implicit, over, at, spelled)


def constant(reader: FormulaReader) -> Part | None:
    """Numbers, e, π, ∞, I, and 0 and 1 in bold."""
    token = reader.peek()
    if token is None:
        return None
    if token.kind == "number":
        if len(token.text) > 1 and token.text[0] == "0" and token.text[1] != ".":
            raise reader.error("a number does not begin with 0", token)
        reader.next()
        return Part(decimal(token.text), token.start, token.end, digits=True)
    if token.text in CONSTANTS:
        reader.next()
        return Part(CONSTANTS[token.text], token.start, token.end)
    if token.text == "I" and token.kind == "letter":
        reader.next()
        return Part(Term("identity"), token.start, token.end)
    if token.text in (r"\mathbf", r"\mathbb"):
        before = reader.at
        reader.next()
        texts = [t.text for t in reader.group()]
        end = reader.tokens[reader.at - 1].end
        if texts == ["0"]:
            return Part(Term("zero"), token.start, end)
        if texts == ["1"]:
            if reader.families and reader.implicit is None and not reader.sees("(", "[", r"\{"):
                return Part(all_ones(), token.start, end)
            if reader.implicit is None:
                raise FormulaError("the all-ones vector is not in the language", token.start, end)
            return Part(number(1), token.start, end)
        reader.at = before
    return _exponential(reader)


def _exponential(reader: FormulaReader) -> Part | None:
    """e^x, and e by itself."""
    before = reader.at
    found = name_at(reader)
    if found is None or found.base != "e" or found.primes or found.below is not None:
        reader.at = before
        return None
    at = (found.start, found.end)
    above = found.above
    if above is None and reader.sees("(", "[", r"\{"):
        raise FormulaError("e is a number and no function: write e^{x} or \\exp(x)", *at)
    exponent = number(1) if above is None else reader.whole(above, "the exponent").term
    return Part(reader.build("exp", exponent, at=at), *at)


def unknown(reader: FormulaReader) -> Part | None:
    """A name that is not declared: refused, with what is near."""
    found = name_at(reader)
    if found is None:
        return None
    whole = found.spelled(below=True)
    at = (found.start, found.end)
    if found.base.lstrip("\\") in LACKING:
        raise FormulaError(f"{found.base} is not in the language", *at)
    if reader.scope.index(found.base) is not None and found.below is None:
        raise FormulaError(f"{found.base} is an index, and no number", *at)
    if found.base in FUNCTIONS:
        raise FormulaError(f"{found.base} is a function: write its argument in brackets", *at)
    if told := reader.scope.unread_of(whole, found.spelled(below=False)):
        raise FormulaError(told, *at)
    near = reader.scope.nearest(whole)
    hint = f"is {near} meant?" if near else "declare it"
    if not near and not found.word:
        hint += f", as in: let {whole}: real"
    raise FormulaError(f"{whole} is not declared; {hint}", *at)
