"""What a page says beside its claims and may assume: relations in passing, words alone.

Nothing is proved from it.  A claim that fails without it, and may hold with it, is not judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...language import Term, indices_in, plain
from ...language.kinds import COMPARISONS
from ..documents.pieces import Piece
from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import FormulaError
from ..latex_terms.scope import PageScope
from .chain_links import Statement
from .conditions_read import Conditions
from .said_of_all import LEAVES, relations_said
from .sentence_cuts import Sentence

_ASSUMED = re.compile(
    r"(?:(?:now|here|so|and|then|henceforth|throughout|next),?\s+)?(?:we\s+(?:may\s+|will\s+)?)?"
    r"(?:suppose|assume|let(?!\s+(?:us|me)\b))\b(?!\s*(?:that)?\W*\Z).*", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_CONDITION = re.compile(
    r"\s*,?\s*(?:but\s+)?(?:(?:which\s+)?(?:holds?|is true|is valid)\s+(?:true\s+)?)?"
    r"(?:if|when|whenever|provided|assuming|unless|for|as|in the limit|where|only|"
    r"with(?=\s*(?:\$|\\\()?\Z))\b"  # and a formula behind it
    r"(?!\s+(?:example|instance|before|above|expected|desired|claimed|required|usual|well|we|it|"
    r"follows|a consequence|a result)\b)"
)


def assumed_in_words(words: str) -> str:
    """ "Let the scores be sorted": what is assumed without a formula; or ""."""
    return words.strip(" ,.;:") if _ASSUMED.fullmatch(words.strip()) else ""


def trailing(statements: Sequence[Statement]) -> Term | None:
    """x ≠ 0 or n ≥ 2 at the end of a row, behind a space: a condition of it, perhaps."""
    if len(statements) < 2 or not statements[-1].wide or len(statements[-1].links) != 1:
        return None
    last = statements[-1].links[0].goal
    if last is None or last.op not in COMPARISONS or last.op == "=" or statements[-1].arrow:
        return None
    bare = last.children[0].op == "scalar" and last.children[1].op == "number"
    return last if bare else None


def goes_on_with_condition(text: str, display: Piece, prose: Piece) -> bool:
    """Whether what stands behind a display begins like a condition of it: for $x > 0$."""
    ended = text[display.start : display.end].rstrip().endswith(".")
    return not ended and _CONDITION.match(text, prose.start, prose.end) is not None


def pass_over(scope: PageScope, said: Sentence, n: int, page: str) -> None:
    """Keep the n-th formula of a sentence, if it is a comparison and can be read."""
    try:
        found = relations_said(scope.inner(), said.formulas[n])
    except FormulaError:
        texts = [t.text for t in said.formulas[n]]
        if r"\dots" in texts and any(RELATIONS.get(t) in COMPARISONS for t in texts):
            # WLOG $s_1 ≥ s_2 ≥ … ≥ s_n$
            scope.in_words = (*scope.in_words, page[said.starts[n] : said.ends[n]].strip())
        return
    text = page[said.starts[n] : said.ends[n]].strip()
    known = {fact for fact, _ in scope.passed}
    new = ((fact, text) for fact in found if fact.op in COMPARISONS and fact not in known)
    scope.passed = (*scope.passed, *new)


def pass_conditions(scope: PageScope, conditions: Conditions) -> None:
    """Keep the conditions under which something is defined: they may be meant further down."""
    known = {fact for fact, _ in scope.passed}
    found = [f for f in conditions.hypotheses if f.op in COMPARISONS and f not in known]
    scope.passed = (*scope.passed, *((fact, plain(fact)) for fact in found))


def may_be_assumed(
    scope: PageScope, goal: Term, conditions: Conditions, trailing: Term | None = None
) -> tuple[str, Conditions | None]:
    """Why a claim is in doubt, or ""; and its conditions with what was said in passing."""
    more = replace(
        conditions, hypotheses=[*conditions.hypotheses], every=[*conditions.every], doubts=[]
    )
    told = ""
    spoken = indices_in(goal).union(*map(indices_in, conditions.hypotheses))
    passed = (*scope.passed, *((fact, plain(fact)) for fact in conditions.also))
    if trailing is not None:
        passed = (*passed, (trailing, "what stands at the end of this row"))
    for fact, said in passed:
        keys = {str(t.key) for t in fact.subterms() if t.op in LEAVES}
        if fact == goal or fact in (*scope.facts, *conditions.hypotheses):
            continue
        if not keys or not scope.speak_of([goal], keys):
            continue
        more.hypotheses.append(fact)
        more.every += [
            name for name in sorted(indices_in(fact) - spoken)
            if name in scope.indices and scope.indices[name].kind == "some"
        ]  # fmt: skip
        told = told or (
            f"is {said} a condition of this? Write: if …" if fact == trailing else
            f"is {said}, which is said further up, assumed here? Write: suppose ${said}$"
        )  # fmt: skip
    if in_words := [*conditions.doubts, *(f"{w!r} is not understood" for w in scope.in_words)]:
        return in_words[0], None
    return told, more if told else None
