"""What stands below a name as indices: k_a, \\alpha_{ij}, x_{2}."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term
from .formula_reader import FormulaReader
from .latex_tokens import FormulaError, Token
from .scope import PageIndex, as_index

UNKNOWN = "?"  # the set of a bound index, until it is seen in use


def index_names(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each index: parted by commas, or side by side."""
    found: list[list[Token]] = []
    fresh = True
    for token in tokens:
        if token.kind in ("space", "mark"):
            continue
        if token.text == "," and token.kind == "sign" and not fresh:
            fresh = True
            continue
        if token.text == "'" and found and not fresh:
            found[-1].append(token)
            continue
        if token.kind not in ("letter", "number") and token.text != r"\ell":
            raise FormulaError(
                f"an index is a letter or a number, found {token.text!r}", token.start, token.end
            )
        found.append([token])
        fresh = False
    if fresh and tokens:
        raise FormulaError("an index is missing here", tokens[-1].start, tokens[-1].end)
    return found


def listed_indices(tokens: Sequence[Token]) -> list[list[Token]]:
    """The tokens of each index, parted by commas.  Raises FormulaError."""
    named = index_names(tokens)
    for one, other in zip(named, named[1:]):
        if not any(t.text == "," and one[0].start < t.start < other[0].start for t in tokens):
            raise FormulaError("write a comma between two indices", one[0].start, other[-1].end)
    return named


def label(tokens: Sequence[Token]) -> str:
    """The name of an index in terms."""
    return "".join({"'": "prime", r"\ell": "ell"}.get(t.text, t.text) for t in tokens)


def _may_be_index(reader: FormulaReader, text: str, size: Term) -> bool:
    """Whether a letter that nobody declared may stand for any member."""
    letter = len(text) == 1 and text.isalpha() or text == "ell"
    letter = letter and text not in reader.scope.unread
    return letter and reader.scope.meaning(text) is None and Term("scalar", (text,)) != size


def indices_below(
    reader: FormulaReader, name: str, tokens: Sequence[Token], over: Sequence[str]
) -> tuple[Term, ...]:
    """The indices of a family's name.  Raises FormulaError."""
    named = index_names(tokens)
    if len(named) == 1 and len(over) > 1 and named[0][0].kind == "number":
        token = named[0][0]  # \alpha_{21}
        if len(token.text) == len(over):
            named = [[Token("number", d, token.start, token.end)] for d in token.text]
    at = (tokens[0].start, tokens[-1].end)
    if len(named) != len(over):
        raise FormulaError(
            f"{name} has {len(over)} {'index' if len(over) == 1 else 'indices'}, and "
            f"{len(named)} stand here",
            *at,
        )
    return tuple(
        index_term(reader, label(one), home, (one[0].start, one[-1].end), name)
        for one, home in zip(named, over)
    )


def index_term(reader: FormulaReader, text: str, home: str, at: tuple[int, int], name: str) -> Term:
    """One index, which must run through the set that the family is over."""
    scope = reader.scope
    if scope.bound.get(text) == UNKNOWN:
        if reader.ranges.setdefault(text, home) != home:
            raise FormulaError(f"the index {text} runs through two sets of different sizes", *at)
        return as_index(text)
    found = scope.index(text)
    size = scope.sizes[home]
    if found is None and text.isdecimal():
        if int(text) == 0:
            raise FormulaError("members are numbered from 1", *at)
        if size.op == "number" and int(text) > int(size.key):
            raise FormulaError(f"there are {size.key} members, and this is number {text}", *at)
        return as_index(text)
    if found is None and _may_be_index(reader, text, size):
        scope.indices[text] = PageIndex(home, "some")  # p_j → 1/n, for any j
        reader.notes.append(f"{text} is any index of {name}: it is not declared")
        found = home
    if found is None:
        is_size = Term("scalar", (text,)) == size
        if is_size and reader.last_index:
            return as_index(text)  # the last of e^{x_1} + … + e^{x_n}
        hint = (
            "the last member has no name of its own; write it with an index"
            if is_size
            else f"declare it, as in: let {text}: index of n"
        )
        raise FormulaError(f"the index {text} of {name} is not declared; {hint}", *at)
    if found != home:
        raise FormulaError(
            f"the index {text} runs through another set than the members of {name}", *at
        )
    reader.uses.add(text)
    return as_index(text)
