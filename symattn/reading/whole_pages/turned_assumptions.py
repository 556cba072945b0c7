"""Words beside an assumption that would make another thing of it, and cases that are elsewhere.

"We do not assume that x > 0", "why assume x > 0?", "some authors assume", "suppose x > 0 fails":
nothing is assumed there.  What may stand before *suppose* and *assume* is listed; of other words
that declare, those that deny.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..wording import Wording
from .sentence_cuts import Sentence
from .sentence_roles import Role
from .sentence_words import MARK

_ASSUMING = ("suppose", "assume", "suppose we have")
_STATED = Wording(
    r"(?:(?:now|here|also|again|then|so|thus|hence|therefore|next|first|second|third|finally|still|"
    r"moreover|further|furthermore|additionally|in addition|and|but|henceforth|throughout|below|"
    r"conversely|instead|alternatively|otherwise|similarly|always|only|just|simply|wlog|"
    r"from (?:now|here) on|in what follows|in the (?:sequel|following|rest|remainder)|"
    r"for (?:now|simplicity|convenience|definiteness|concreteness|example|instance|"
    r"the (?:moment|rest|remainder))|without (?:any )?loss of generality|"
    r"(?:in|of|for) (?:this|the) (?:\w+ )?(?:section|note|notes|page|chapter|paragraph|part|case|"
    r"proof|example|exercise|question|problem|post|paper|lemma|remark|text)|"
    r"to (?:simplify|begin with|start with|fix ideas|be concrete)|as (?:before|usual|above)|"
    r"on the other hand|recall|remember|note|that|since|because|where|which|if needed|"
    r"let us|let's|we|i|one|you|may|can|will|shall|must|do|need to|have to)(?:\s+|\Z))*",
    re.IGNORECASE,
)
_DENIED = Wording(
    r"\b(not|\w+n't|never|no|nobody|nothing|none|without|neither|nor|whether|why|how|cannot|"
    r"should|would|could|if|unless|instead of|rather than|contrary)\b",
    re.IGNORECASE,
)
_UNDONE = Wording(
    r"\b(false|fails?|failed|untrue|wrong|violated|not|\w+n't|never|nothing|neither|either|only|"
    r"unless|except|elsewhere|later|no longer|is dropped|instead of|rather than|(?:next|last|"
    r"previous|other) (?:section|part|chapter|page)|(?:semi-?)?definite|or zero|or negative|"
    r"or positive)\b",
    re.IGNORECASE,
)
_HARMLESS = Wording(
    r"\bnot (?:necessarily|all (?:equal|zero))\b|\bonly for\b|\band not an? \w+\s*\Z", re.IGNORECASE
)
_ONE_OF_MANY = Wording(
    rf"\b(for (?:some|a suitable|suitable|at least one)|there (?:is|are|exists?)|exists?|"
    rf"(?:can|may|could) (?:find|choose|pick))\b[^{MARK}]*{MARK}",
    re.IGNORECASE,
)
_ELSEWHERE = Wording(
    r"\s*(?:and\s+|but\s+)?(?:otherwise|or else|else|if not|conversely|(?:in|by) contrast|"
    r"on the other hand|in (?:the|all|any) other cases?)\b",
    re.IGNORECASE,
)
_ADDING = Wording(
    r"\s*(?:and|moreover|furthermore|further|also|additionally|in addition|similarly|likewise|"
    r"consequently|hence|thus|therefore|so|then|it follows|this|which)\b",
    re.IGNORECASE,
)
_CLAUSE_END = Wording(
    rf"[,;:()]|{MARK}\d+{MARK}|\b(?:and|but|so|hence|thus|therefore|then|which)\b", re.IGNORECASE
)
_DENYING = Wording(
    r"\b(?:(not|\w+n't|never|cannot|nobody)\s+(?:true|the case|correct|right|"
    r"(?:\w+ly\s+)?(?:have|has|holds?|gets?|assumes?|suppose|claims?|says?))|"
    r"(false|(?<!goes )(?<!go )wrong|untrue|incorrect|mistaken?|mistakes)(?:\s+\w+){0,2}?"
    r"(?:\s+(?:is|are|was|be|reads|to say))?)(?:\s+that)?\s*\Z",
    re.IGNORECASE,
)


def turned_assumption(said: Sentence, opens: int, begin: int, stop: int, word: str) -> str:
    """What makes no assumption of a clause that `opens` at its word and ends at `stop`; or ""."""
    if said.asks:
        return f"{word} … ?"
    if said.words[opens:begin].lower().startswith("or "):
        return f"or {word}"
    before = re.split(rf"[,;:()]|{MARK}\d+{MARK}", said.words[:opens])[-1].strip()
    if word in _ASSUMING and not _STATED.fullmatch(before):
        return f"{before} {word}"
    if (denied := _DENIED.search(before)) is not None and not _STATED.fullmatch(before):
        return f"{denied.group(1)} … {word}"
    behind = _HARMLESS.sub("", said.words[begin:stop])
    undone = _UNDONE.search(behind)
    return undone.group(1) if undone is not None else ""


def conditioned_law(said: Sentence, parts: Sequence[Role], numbers: Sequence[int]) -> str:
    """The word of a condition behind a law, x ~ N(0, 1) given x > 0; or ""."""
    laws = [n for n in numbers if any(t.text in (r"\sim", "~") for t in said.formulas[n])]
    under = (
        parts[n].word for n in numbers
        if laws and n > laws[0] and parts[n].kind == "condition" and parts[n].word != "for"
    )  # fmt: skip
    return next(under, "")


def not_independent(words: str) -> str:
    """What a clause behind "with" says of how random numbers hang together; or ""."""
    found = re.match(r"\s*(?:\w+\s+)?(\w*(?:correlat|covarian|depend|condition)\w*)", words, re.I)
    return found.group(1) if found is not None else ""


def adds(words: str) -> bool:
    """Whether a sentence only adds to the last one, under the same conditions perhaps."""
    return _ADDING.match(words) is not None


def turns_away(words: str) -> bool:
    """Whether a sentence says what holds in another case than what comes before it."""
    return _ELSEWHERE.match(words) is not None


def case_in_words(words: str) -> str:
    """Why what a sentence claims may hold in one case only, or of one number only; or ""."""
    if (other := _ELSEWHERE.match(words)) is not None:
        case = other.group().strip()
        return f"the case {case!r} is not followed; write its condition as a formula"
    if (some := _ONE_OF_MANY.search(words)) is not None:
        return f"{some.group(1)!r}: that there is one is not judged"
    return ""


def denial(words: str) -> str:
    """The word by which a sentence denies the display behind it; or ""."""
    last = _CLAUSE_END.split(words.strip().rstrip(",;:"))[-1]
    found = _DENYING.search(last) or re.search(r"\b((?:for|in) no)\b", words, re.IGNORECASE)
    return next(filter(None, found.groups())) if found is not None else ""
