"""What declarations do to a scope: numbers, families, vectors, laws, indices, definitions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...language import (
    Family,
    Law,
    Matrix,
    Scalar,
    Term,
    TermError,
    Vector,
    number,
)
from ...language.wellformed import check_variance
from ..declared_families import probabilities_of
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.formula_reader import FormulaReader
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import FAMILY, PageIndex, PageScope, Symbol, as_index
from ..latex_terms.spelled_names import Spelled, name_at

NUMBERS = {"positive": (">", 0), "negative": ("<", 0), "nonnegative": ("≥", 0),
           "non-negative": ("≥", 0), "nonzero": ("≠", 0), "real": None, "number": None,
           "integer": None}  # fmt: skip
FREE = "JLMPRSTUVWXYZ"  # spare letters for indices that nobody named


def one_name(scope: PageScope, tokens: Sequence[Token], what: str) -> Spelled:
    """The name that the tokens are.  Raises FormulaError."""
    reader = formula_reader(tokens, scope, tokens[-1].end if tokens else 0)
    found = name_at(reader)
    if found is None or not reader.done or (found.above is not None and not found.mark):
        raise reader.error(f"expected {what}, found {reader.found()}", reader.peek())
    return found


def declare_number(
    scope: PageScope, spelled: str, *, integer: bool = False, fact: tuple[str, Term] | None = None
) -> None:
    """spelled is a number."""
    scope.forget(spelled)
    scope.indices.pop(spelled, None)
    key = scope.names.key(spelled)
    scope.symbols[spelled] = Symbol("scalar", key, "scalar")
    scope.scalars[key] = Scalar(key, integer=integer)
    if fact is not None:
        add_fact(scope, Term(fact[0], (Term("scalar", (key,)), fact[1])))


def add_fact(scope: PageScope, fact: Term) -> None:
    if fact not in scope.facts:
        scope.facts = (*scope.facts, fact)


def declare_arrow(scope: PageScope, spelled: str, sort: str) -> None:
    """spelled is a vector, or a matrix."""
    scope.forget(spelled)
    key = scope.names.key(spelled)
    scope.symbols[spelled] = Symbol(sort, key, sort)
    scope.names.vectors.add(spelled)
    if sort == "vector":
        scope.vectors[key] = Vector(key)
    else:
        scope.matrices[key] = Matrix(key)


def declare_family(
    scope: PageScope, spelled: str, over: str, sort: str, norm: Term | None = None
) -> str:
    """spelled_j for every j of a set; gives its name in terms."""
    scope.forget(spelled)
    scope.forget(spelled + FAMILY)
    key = scope.names.key(spelled)
    op = "entry" if sort == "scalar" else "member"
    scope.symbols[spelled] = Symbol(op, key, sort, (over,))
    scope.families[key] = Family(key, over, sort, norm)
    return key


def for_every(over: str, key: str, op: str, value: Term) -> Term:
    """key_j op value, for every j."""
    return Term("every", ("j", over, Term(op, (Term("entry", (key, as_index("j"))), value))))


def probabilities(scope: PageScope, key: str, over: str) -> None:
    """The members are at least 0, and their sum is 1."""
    for fact in probabilities_of(key, over):
        add_fact(scope, fact)


def declare_law(
    scope: PageScope, spelled: str, mean: Term, variance: Term, at: tuple[int, int]
) -> None:
    """spelled ~ N(mean, variance); what is not declared yet is a number or a vector by that."""
    known = scope.symbols.get(spelled)
    vector = variance.sort == "matrix"
    if vector and mean == number(0):
        mean = Term("zero")
    if not (isinstance(known, Symbol) and known.kind == ("vector" if vector else "scalar")):
        if vector:
            declare_arrow(scope, spelled, "vector")
        else:
            declare_number(scope, spelled)
    key = scope.names.key(spelled)
    try:
        check_variance(mean, variance)
    except TermError as error:
        raise FormulaError(str(error), *at) from error
    scope.laws[key] = Law(key, mean, variance)


def any_names(scope: PageScope, tokens: Sequence[Token]) -> list[str]:
    """The names of a list, or none if it is something else."""
    try:
        return listed_names(scope, tokens)
    except FormulaError:
        return []


def declare_indices(scope: PageScope, names: Sequence[str], over: str, kind: str) -> None:
    """Names for members of a set."""
    for name in names:
        scope.indices[name] = PageIndex(over, kind)


def read_law(reader: FormulaReader) -> tuple[Term, Term]:
    """\\mathcal{N}(m, v).  Raises FormulaError."""
    token = reader.peek()
    if token is not None and token.text in (r"\mathcal", r"\mathrm"):
        reader.next()
        name = "".join(t.text for t in reader.group())
    else:
        name = reader.next().text
    if name != "N":
        raise reader.error("only normal laws are in the language: N(mean, variance)", token)
    inside = reader.brackets()
    if inside is None:
        raise reader.error("expected N(mean, variance)")
    parts = parted(inside, ",")
    if len(parts) != 2:
        raise reader.error("expected a mean and a variance in N( , )", token)
    mean, variance = (reader.whole(p, "a parameter of the law").term for p in parts)
    return mean, variance


def listed_names(scope: PageScope, tokens: Sequence[Token]) -> list[str]:
    """x; a, b; x_1, …, x_n is the family x (with a * before it).  Raises FormulaError."""
    found = []
    parts = [[t for t in p if t.kind not in ("space", "mark")] for p in parted(tokens, ",")]
    dots = any([t.text for t in p] == [r"\dots"] for p in parts)
    for part in parts:
        if not part and tokens:
            raise FormulaError("a name is missing in this list", tokens[0].start, tokens[-1].end)
        if not part or [t.text for t in part] == [r"\dots"]:
            continue
        reader = formula_reader(part, scope, part[-1].end)
        name = name_at(reader)
        raised = name is not None and name.above is not None and not name.mark
        if name is None or raised or not reader.done:
            raise FormulaError("expected a name", part[0].start, part[-1].end)
        found.append("*" + name.spelled(below=False) if dots else name.spelled(below=True))
    names = list(dict.fromkeys(found))
    if dots and len(names) > 1:
        raise FormulaError("one family stands in x_1, …, x_n", tokens[0].start, tokens[-1].end)
    return names


def member_of(scope: PageScope, row: Sequence[Token], at: int) -> str:
    """x ∈ ℝ, x ∈ ℝ^d, n ∈ ℕ"""
    home = "".join(t.text for t in row[at + 1 :] if t.kind != "space").rstrip(".,;")
    if not at:
        raise FormulaError("a name is expected before ∈", row[at].start, row[at].end)
    names = listed_names(scope, row[:at])
    if re.match(r"\\(?:mathbb|mathbf)\{?R\}?\Z", home):
        for name in names:
            if scope.meaning(name) is None:
                declare_number(scope, name)
    elif re.match(r"\\(?:mathbb|mathbf)\{?R\}?\^\{?[A-Za-z]\w*\}?\Z", home):
        for name in names:
            if scope.meaning(name) is None and not name.startswith("*"):
                declare_arrow(scope, name, "vector")
    elif re.match(r"\\(?:mathbb|mathbf)\{?N\}?\Z", home):
        for name in names:
            if scope.meaning(name) is None:
                declare_number(scope, name, integer=True, fact=("≥", number(1)))
    else:
        return ""
    return "declares " + ", ".join(n.lstrip("*") for n in names)


def is_number(row: Sequence[Token]) -> bool:
    return [t.kind for t in row if t.kind not in ("space", "mark")] == ["number"]
