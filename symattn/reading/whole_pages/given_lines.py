"""What follows the word given, or a name's kind: comparisons that are taken to hold."""

from __future__ import annotations

from collections.abc import Sequence

from ...language import Term, indices_in
from ...language.kinds import COMPARISONS
from ..latex_terms.all_factors import formula_reader
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError, Token
from ..latex_terms.page_functions import parted
from ..latex_terms.scope import PageScope
from ..nearest_words import TURNED, turned_relation
from .declaring_names import add_fact


def refuse_turned(text: str, start: int, end: int) -> None:
    """Raises FormulaError where a relation is written the wrong way round: x => 2."""
    if (wrong := turned_relation(text[start:end])) is not None:
        message = f"found {wrong.group()} (did you mean {TURNED[wrong.group()]}?)"
        raise FormulaError(message, start + wrong.start(), start + wrong.end())


def declare_given(scope: PageScope, row: Sequence[Token], end: int) -> str:
    """Facts: x > 0, 0 < y < 1."""
    for part in parted(row, ","):
        reader = formula_reader(part, scope, end)
        left = reader.sum()
        count = 0
        while (token := reader.peek()) is not None and RELATIONS.get(token.text) in COMPARISONS:
            reader.next()
            right = reader.sum()
            at = (left.start, right.end)
            fact = reader.build(RELATIONS[token.text], left.term, right.term, at=at)
            if left.term.sort == "vector":
                raise reader.error("what is given is a comparison of numbers", token)
            add_fact(scope, _of_every(scope, fact, at))
            left, count = right, count + 1
        if not reader.done or not count:
            raise reader.error(f"expected a comparison such as x > 0, found {reader.found()}")
    return "given"


def _of_every(scope: PageScope, fact: Term, at: tuple[int, int]) -> Term:
    """A fact about an index that is any member, or any other, holds for all of them."""
    free = [n for n in indices_in(fact) if n in scope.indices]
    loose = [n for n in free if scope.indices[n].kind in ("some", "rest")]
    if not loose:
        return fact
    if len(loose) > 1:
        raise FormulaError("what is given is about one index", *at)
    (name,) = loose
    index = scope.indices[name]
    named = [n for n, i in scope.indices.items() if i.over == index.over and i.kind == "named"]
    without = [Term("index", (n,)) for n in named] if index.kind == "rest" else []
    return Term("every", (name, index.over, *without, fact))
