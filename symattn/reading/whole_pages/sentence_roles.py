"""What each formula of a sentence is there for: a condition, a claim, or neither.

The words between two formulas tell.  Where words would make another thing of a claim or of a
condition (not, unless, or, only if), its role has a problem.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..latex_terms.latex_synonyms import RELATIONS
from ..latex_terms.latex_tokens import Token
from ..wording import Wording
from .index_ranges import range_said
from .sentence_cuts import Sentence
from .sentence_words import (
    ALL_EQUAL,
    BEGINS_CONDITION,
    FILLED,
    STRICT,
    TURNING,
    bare,
    joins,
    leads_to_claim,
    limited_by_words,
    odd_behind,
    turned,
    unheard_condition,
)
from .sentence_words import F as FORMULA

_OR = Wording(r"\s*,?\s*(or|but not|nor)\b.*", re.IGNORECASE | re.DOTALL)
_NEVER = Wording(
    r"\b(except|only|not|even|never|without|regardless(?: of)?|no matter|instead of|rather than|"
    r"whether(?: or not)?)\s+(?:for\s+|if\s+|when\s+)?\Z",
    re.IGNORECASE,
)
_UNDONE = Wording(
    r"\s*,?\s*(or|unless|except|but not|fails|is (?:false|wrong|violated|not)|does(?:n't| not))\b",
    re.IGNORECASE,
)
_REASON = Wording(r"(?:by|since|because|using|see)\b", re.IGNORECASE)


IS_OF_SIGN = Wording(
    r"\s+(?:(?:is|are)\s+)?(?:strictly\s+)?(positive|negative|non-?negative|non-?zero|zero)"
    r"(?=\s*(?:[,.;:)]|\Z|then\b|we\b|one\b|and\b))", re.IGNORECASE,
)  # fmt: skip
UNCLEAR = "is this a condition or what is claimed? Write then before the claim"


@dataclass
class Role:
    """`word` is the word of a condition; `weak` marks a claim that no word announces.

    `opens` is whether a condition stands before what it is a condition of; `near` whether a claim
    stands beside the one before with no more than "and" or a comma between them.
    """

    kind: Literal["claim", "condition", ""] = ""
    word: str = ""
    every: bool = False
    sign: str = ""  # for positive $x$
    weak: bool = False
    opens: bool = False
    near: bool = False
    problem: str = ""

    @property
    def settled(self) -> bool:
        """Whether it is a condition, or claimed by a word: it declares nothing."""
        return self.kind == "condition" or (self.kind == "claim" and not self.weak)


def roles(said: Sentence) -> list[Role]:
    """The roles of a sentence's formulas, in their order."""
    gaps = re.split(FORMULA, said.words)
    found: list[Role] = []
    for k in range(len(said.formulas)):
        found.append(_role(said, gaps, k, found))
    _main_clauses(said, gaps, found)
    for k in range(1, len(found)):
        loose = not found[k].kind and found[k - 1].kind == "condition"
        if (
            loose
            and re.match(r"\s*,?\s*(?:and|or|some|with)\b", gaps[k], re.IGNORECASE)
            and (has_relation(said.formulas[k]) and not leads_to_claim(gaps[k]))
            and not re.fullmatch(r"\s*,?\s*(?:with|where)\s*", gaps[k], re.IGNORECASE)
        ):
            for role in found:
                if role.kind == "claim":
                    role.problem = role.problem or bare(gaps[k])
    for k, role in enumerate(found):
        if role.kind or not has_relation(said.formulas[k]):
            continue
        put_in = re.search(r"\b(\w+ing|on|to|into|upon|inside)\s*\Z", gaps[k], re.IGNORECASE)
        if put_in is not None and put_in.group(1).lower() not in ("using", "recalling", "being"):
            for later in found[k + 1 :]:
                if later.kind == "claim":
                    later.problem = later.problem or put_in.group(1)
    unheard = next((word for gap in gaps if (word := unheard_condition(gap))), "")
    for k, role in enumerate(found):
        if role.kind == "claim":
            _turned_claim(gaps, k, role, found)
            role.problem = role.problem or unheard
    return found


def has_relation(tokens: Sequence[Token]) -> bool:
    return any(t.text in RELATIONS and t.kind != "text" for t in tokens)


def _role(said: Sentence, gaps: Sequence[str], k: int, before: Sequence[Role]) -> Role:
    gap = gaps[k]
    match = BEGINS_CONDITION.match(gap)
    if match is not None:
        return _condition(gap, match, gaps, k)
    last = before[-1] if before else Role()
    if _OR.fullmatch(gap) and last.kind and len(bare(gap).split()) < 4:
        word = _OR.fullmatch(gap)
        assert word is not None
        last.problem = last.problem or word.group(1)
        return Role(last.kind, last.word, problem=word.group(1), near=True)
    again = BEGINS_CONDITION.match(gaps[k + 1]) if k + 1 < len(gaps) else None
    parallel = again is not None and not re.search(r"\b(all|every|each|any)\b", again.group(2))
    if last.kind == "condition" and parallel and joins(gap) and not last.opens:
        return Role("claim")  # A if C and B if D
    if last.kind == "condition" and gap.strip() in ("(and", "( and"):
        return Role("condition", last.word, last.every, opens=last.opens, near=True)
    if last.kind == "claim" and gap.strip() == "(" and gaps[k + 1].lstrip().startswith(")"):
        return Role("condition", "if")  # x^2 > 0 ($x ≠ 0$)
    if last.kind == "condition" and last.word == "as" and joins(gap) and not last.opens:
        after = BEGINS_CONDITION.match(gaps[k + 1])
        if after is not None or _is_of_value(said.formulas[k]):  # A as C and B as D
            return Role("claim")
    if last.kind == "condition" and last.every and not last.opens and joins(gap):
        row = said.formulas[k]  # p_i > 0 for all i and q_i > 0
        compares = has_relation(row) and not any(t.text in (r"\ne", r"\in") for t in row)
        if compares and range_said(row) is None:
            claimed = [r for r in before if r.kind != "condition"][-1:]
            return Role("claim") if claimed and claimed[0].kind == "claim" else Role()
    if last.kind == "condition" and joins(gap):
        return Role("condition", last.word, last.every, opens=last.opens, near=True)
    if last.kind == "claim" and joins(gap) and has_relation(said.formulas[k]):
        return Role("claim", weak=last.weak, near="and" not in gap or "," not in gap)
    if leads_to_claim(gap) and has_relation(said.formulas[k]):
        return Role("claim")
    return Role()


def _is_of_value(tokens: Sequence[Token]) -> bool:
    """Whether σ(x) → 0 is said, which no condition is: of one, a letter tends somewhere."""
    texts = [t.text for t in tokens if t.kind not in ("space", "mark")]
    signs = [k for k, t in enumerate(texts) if t in RELATIONS]
    return bool(signs) and (texts[signs[0]] != r"\to" or signs[0] > 1)


_EQUALITY = Wording(r"[\s,(]*(?:and\s+)?(?:with\s+)?equality(?:\s+(?:holds|only))*\s*\Z", re.I)


def _condition(gap: str, match: re.Match[str], gaps: Sequence[str], k: int) -> Role:
    word = match.group(1).lower()
    fill = match.group(2).lower()
    before = gap[: match.start(1)]
    if _EQUALITY.fullmatch(before):
        return Role()  # with equality if …: says nothing of the claim itself
    role = Role("condition", word)
    odd = bare(before)
    if k and not re.fullmatch(r"(?:and|while|but|,|\s)*(?:by\s[^,]*)?", odd, re.IGNORECASE):
        if not leads_to_claim(odd + " ") and not _REASON.match(odd):
            role.problem = odd
    role.every = word == "for" and bool(re.search(r"\b(all|every|each|any)\b", fill))
    role.sign = next((w for w in ("positive", "negative") if re.search(rf"\b{w}\b", fill)), "")
    if word == "for" and re.search(r"\blarge\b", fill):
        role.word = "for large"
    if (sign := IS_OF_SIGN.match(gaps[k + 1])) is not None and word not in ("as", "at"):
        role.sign = re.sub(r"\W", "", sign.group(1).lower())
    role.opens = k == 0 or bool(re.match(r"\s*(?:[;:]|,?\s*(?:and|while|but)\b)", before))
    if word in ("unless", "only if", "if and only if"):
        role.problem = word
    elif (never := _NEVER.search(before)) is not None:
        role.problem = never.group(1)
    after = gaps[k + 1] if k + 1 < len(gaps) else ""
    if (other := _UNDONE.match(after)) is not None:
        role.problem = role.problem or other.group(1).lower()
    return role


def _main_clauses(said: Sentence, gaps: Sequence[str], found: list[Role]) -> None:
    """ "As $T → ∞$, $p → 1/n$." and "$a = b$." are claims that no word announces."""
    if found and not found[0].kind and bare(gaps[0]).lower() in ("", "and", "but"):
        if _is_plain(said.formulas[0]) and _ends_well(gaps, 0, found) and not said.ends_open:
            found[0] = Role("claim", weak=True)
            for k in range(1, len(found)):
                if found[k].kind or not joins(gaps[k]) or not has_relation(said.formulas[k]):
                    break
                found[k] = Role("claim", weak=True, near="and" not in gaps[k])
    if said.ends_open:
        return
    k = 0
    while k < len(found):
        if found[k].kind != "condition" or not found[k].opens:
            k += 1
            continue
        last = k
        while (
            last + 1 < len(found)
            and gaps[last + 1].strip() == ","
            and (found[last + 1].kind == "condition" and has_relation(said.formulas[last + 1]))
        ):
            last += 1
        if last > k and not any(role.kind == "claim" for role in found[last:]):
            _claimed_behind(said, gaps, found, k, last)
        k = last + 1


def _claimed_behind(
    said: Sentence, gaps: Sequence[str], found: list[Role], first: int, last: int
) -> None:
    """For $T → ∞$, $p → 1/n$: what stands behind the comma is claimed, if it is one relation."""
    if last > first + 1:
        for k in range(first + 1, last + 1):
            found[k].problem = UNCLEAR
        return
    if not _ends_well(gaps, last, found):
        return
    found[last] = Role("claim", weak=True)
    for k in range(last + 1, len(found)):
        if found[k].kind != "condition" or not joins(gaps[k]):
            break
        found[k] = Role("claim", weak=True, near=True)


def _is_plain(tokens: Sequence[Token]) -> bool:
    """Whether a formula that is a sentence is a relation, without words in it."""
    return has_relation(tokens) and not any(t.kind == "text" for t in tokens)


def _ends_well(gaps: Sequence[str], k: int, found: Sequence[Role]) -> bool:
    """Whether a main clause ends behind a formula, or goes on with a condition or a reason."""
    after = gaps[k + 1]
    if not bare(after) or _REASON.match(bare(after)) or leads_to_claim(after):
        return True
    return k + 1 < len(found) and (found[k + 1].kind == "condition" or joins(after))


def _turned_claim(gaps: Sequence[str], k: int, role: Role, found: Sequence[Role]) -> None:
    """Words around a claim that would make another thing of it."""
    before = gaps[k] if not role.near else ""
    after = gaps[k + 1]
    if k + 1 < len(found) and found[k + 1].kind == "condition":
        match = BEGINS_CONDITION.match(after)
        after = after[: match.start(1)] if match else after
    word = turned(before) or turned(after) or limited_by_words(before)
    if not word and not (k + 1 < len(found) and found[k + 1].kind):
        first = re.split(r"[,;:]", after)[0]
        if bare(first).lower() in ("with", "where"):
            return
        word = limited_by_words(first) if not leads_to_claim(first) else ""
        word = word or odd_behind(after)
    role.problem = role.problem or word


def restriction(said: Sentence, parts: Sequence[Role], n: int) -> str:
    """What is wrong with a definition behind which a condition stands; "" for i = 1, …, n."""
    for m in range(n + 1, len(parts)):
        if parts[m].kind != "condition" or parts[m].opens:
            break
        row = said.formulas[m]
        if parts[m].problem or (has_relation(row) and range_said(row) is None):
            return (
                "a definition holds always, and a condition stands beside it; for a value at one "
                "member write: let y_a = … and y_j = … for every other j"
            )
    return ""


def condition_in_words(said: Sentence) -> str:
    """ "If all keys agree, then" before a display: a condition without a formula; or ""."""
    first = re.split(FORMULA, said.words)[0] if not said.formulas else ""
    words = "|".join(w for w in STRICT if "limit" not in w)
    ends = r"(?:,|\bthen\b|\bwe\b)"  # "if we write it twice we get": the second we
    clause = rf"(?:\s+we\b[^,]*?(?={ends}|\Z)|[^,]*?(?={ends}))"
    match = re.match(rf"\s*((?:{words})\b{clause})", first, re.IGNORECASE)
    return bare(match.group(1)) if match else ""


__all__ = ["ALL_EQUAL", "FILLED", "TURNING", "Role", "condition_in_words", "has_relation", "roles"]
