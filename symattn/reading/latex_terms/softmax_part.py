"""softmax(x)_a and \\mathrm{softmax}_a(…): e^{x_a} over the sum of all."""

from __future__ import annotations

from ...language import Term, replace_indices
from .cursor import Part
from .formula_reader import FormulaReader
from .index_reader import UNKNOWN, index_names, index_term, label
from .known_functions import letter_run
from .latex_tokens import FormulaError, Token
from .scope import Symbol
from .spelled_names import name_at
from .whole_families import IMPLICIT, whole_family

WORD = "softmax"
MISSING = "which weight of the softmax? Write softmax(x)_j"


def softmax(reader: FormulaReader) -> Part | None:
    """A softmax with an index; None if no softmax stands here."""
    token = reader.peek()
    if token is None or reader.scope.meaning(WORD) is not None:
        return None
    before = reader.at
    below = _named(reader, token)
    if below is None:
        reader.at = before
        return None
    inside = reader.brackets()
    if inside is None:
        raise reader.error("softmax needs its scores in brackets", token)
    after = reader.here()
    if after is not None and after.text == "_" and not below:
        reader.at += 1
        reader.one_digit("_")
        below = reader.group()
    at = (token.start, reader.tokens[reader.at - 1].end)
    if not below and not (reader.families and reader.implicit is None):
        raise FormulaError(MISSING, *at)
    named = index_names(below)
    if len(named) != 1 and below:
        raise FormulaError("a softmax has one index", *at)
    inside = _families(reader, inside)
    inner = reader.within(inside, reader.scope.binding(IMPLICIT, UNKNOWN))
    inner.implicit, inner.ranges = IMPLICIT, {}
    scores = inner.whole(inside, "the scores")
    over = inner.ranges.get(IMPLICIT)
    if over is None:
        raise FormulaError("softmax is of a family of scores", *at)
    taken = {str(t.args[0]) for t in scores.term.subterms() if t.op in ("index", "sum", "most")}
    running = next(c for c in "jlmprst" if c not in taken)

    def weight(index: Term) -> Term:
        top, each = (
            Term("exp", (replace_indices(scores.term, {IMPLICIT: one}),))
            for one in (index, Term("index", (running,)))
        )
        return reader.build("/", top, Term("sum", (running, over, each)), at=at)

    if not below:
        return Part(whole_family(over, weight, WORD, MISSING), *at)
    mine = index_term(reader, label(named[0]), over, (below[0].start, below[-1].end), WORD)
    return Part(weight(mine), *at)


def all_weights(reader: FormulaReader) -> bool:
    """Whether a softmax without an index stands here and nothing else: all its weights."""
    token = reader.peek()
    if token is None or reader.scope.meaning(WORD) is not None:
        return False
    try:
        return _named(reader, token) == [] and reader.brackets() is not None and reader.done
    except FormulaError:
        return False


def _families(reader: FormulaReader, inside: list[Token]) -> list[Token]:
    """The scores, with \\mathbf{s} as the family s_j where the page has no other \\mathbf{s}."""
    found: list[Token] = []
    for k, token in enumerate(inside):
        found.append(token)
        texts = [t.text for t in found[-4:]]
        bold = len(texts) == 4 and texts[:2] == [r"\mathbf", "{"] and texts[3] == "}"
        after = inside[k + 1].text if k + 1 < len(inside) else ""
        if bold and after != "_" and reader.scope.meaning(rf"\mathbf{{{texts[2]}}}") is None:
            known = reader.scope.family(texts[2])
            if isinstance(known, Symbol) and known.over:
                found[-4:] = [found[-2]]
    return found


def _named(reader: FormulaReader, token: Token) -> list[Token] | None:
    """What stands below the word softmax, nothing if nothing does; None if the word is another."""
    if letter_run(reader) == WORD:
        for _ in WORD:
            reader.next()
        return []
    if token.text == "{" and token.kind == "sign":
        return [] if "".join(t.text for t in reader.group()) == WORD else None
    if token.kind != "text" and token.text not in (r"\operatorname", r"\mathrm"):
        return None
    found = name_at(reader)
    if found is None or found.base != WORD or found.above is not None or found.primes:
        return None
    return found.below or []
