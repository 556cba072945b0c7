"""Words of sentences: those that begin a condition, lead to a claim, or would turn one.

What stands between two formulas of a sentence, its gap, says what the second one is there for.
"""

from __future__ import annotations

import re

from ..wording import Wording

MARK = "\x00"
F = rf"{MARK}\d+{MARK}"

CONDITIONAL = (
    "if and only if", "only if", "if", "whenever", "when", "unless", "provided that", "provided",
    "assuming that", "assuming", "given that", "given", "as long as", "as soon as", "once",
    "in the limit as", "in the limit of", "in the limit", "in the case of", "in the case",
    "in case",
    "by setting", "by taking", "by choosing", "setting", "taking", "choosing", "putting",
    "plugging in", "substituting", "letting", "under", "specialising to", "specializing to",
    "for", "as", "at",
)  # fmt: skip
PUTTING_IN = ("by setting", "by taking", "by choosing", "setting", "taking", "choosing", "putting")
STRICT = tuple(w for w in CONDITIONAL if w not in ("for", "as", "at", "given", "in the limit"))
FILLED = (
    r"(?:(?:in addition|moreover|furthermore|also|"
    r"all|every|each|any|a|an|the|both|we have|fixed|given|arbitrary|real|positive|large|"
    r"vectors?|scalars?|reals?|keys?|quer(?:y|ies)|logits?|scores?|temperatures?|inverse|"
    r"numbers?|integers?|ind(?:ex|ices)|values?(?: of)?|case|choice|two|three|positions?|tokens?|"
    r"entries|weights|members|pairs?(?: of)?)\s+){0,8}"
)
ALL_EQUAL = (
    r"(?:all|the|all the|all of the)\s+(?:scores|logits|keys|weights|numbers)\s+"
    r"(?:are|agree|coincide)(?:\s+(?:all\s+)?(?:equal|the same))?\s*,\s*"
)
BEGINS_CONDITION = Wording(
    rf"(?:^|.*?[\s,;:(])({'|'.join(CONDITIONAL)})\s+({FILLED}|{ALL_EQUAL})\Z",
    re.IGNORECASE | re.DOTALL,
)

_ADVERBS = (
    "and", "but", "now", "again", "first", "second", "third", "of course", "next", "finally",
    "for example", "for instance", "that", "on the other hand", "similarly",
    "likewise", "in addition", "easily", "just", "only now", "directly", "immediately",
)  # fmt: skip
_LEADS = (
    "so", "hence", "thus", "therefore", "then", "consequently", "as a consequence", "as a result",
    "clearly", "obviously", "evidently", "trivially", "moreover", "furthermore", "indeed", "also",
    "in particular", "in fact", "in other words", "finally", "similarly", "likewise", "whence",
    "we claim", "we claim that", "note", "note that", "notice that", "observe that", "recall that",
    "it is easy to see that",
    "it is clear that", "it is immediate that", "it holds that", "it follows that", "there holds",
    r"(?:we|one) (?:\w+ly )?(?:also )?(?:then )?(?:gets?|finds?|ha(?:ve|s)|obtains?|sees?|"
    r"concludes?|deduces?|checks?|notes?|arrives? at|reads?|knows?)(?: that)?",
    r"(?:it|this|that|which) (?:also )?(?:follows|shows|means|proves|implies|gives|yields)"
    r"(?: that)?", "on the other hand", "while", "whereas", "conversely", "in contrast",
    "by contrast",
    r"(?:claim|lemma|theorem|proposition|corollary|fact|observation|result|remark)"
    r"(?:\s+[\w.]+)?(?:\s*\([^()]*\))?",
    r"(?:(?:it|they|which)\s+|(?:the|its|their|our|this|these)\s+(?:[\w-]+\s+){1,4})?(?:also\s+)?"
    r"(?:satisf(?:y|ies)|obeys?)",
)  # fmt: skip
_REASON = rf"by\s+[^,;:{MARK}]+?"
_ANY = "|".join(sorted((*_LEADS, *_ADVERBS), key=len, reverse=True))
_SEGMENT = Wording(rf"(?:(?:{_ANY}|{_REASON})(?:\s+|\Z))+", re.IGNORECASE)
_STRONG = Wording(rf"(?:^|.*\s)(?:{'|'.join(_LEADS)}|{_REASON})\Z", re.IGNORECASE)

_BY = Wording(rf"(?:.*\s)?{_REASON}\Z", re.IGNORECASE)

TURNING = Wording(
    r"\b(iff|vice versa|conversely|equivalent\w*|only then|"
    r"not|never|cannot|can't|n't|false|wrong|fails?|failed|untrue|incorrect|neither|nor|hardly|"
    r"unless|except|contradict\w*|whether|would|might|could|may|should|want|wish|hope|hoping|aim|"
    r"goal|conjectures?|suspects?|guess|naively|if only|with probability|almost surely|on average|"
    r"in expectation|up to|roughly|approximately|asymptotically|in general|usually|often|sometimes|"
    r"typically|mostly|nearly|almost|to show|to prove|to see|show that|prove that|otherwise)\b",
    re.IGNORECASE,
)
# Words that hold for what a clause begins with, and are no condition.
IDLE_BEGINNING = Wording(
    r"(?:for (?:example|instance|this reason|completeness|convenience|short|brevity)|as (?:before|"
    r"above|expected|desired|claimed|required|usual|a consequence|a result|well|promised|follows)|"
    r"with this|given this|on the (?:other|one) hand|at (?:last|first|once))\b",
    re.IGNORECASE,
)
LIMITING = Wording(
    rf"(?:{'|'.join(CONDITIONAL)}|except|under|without|suppos\w+|let|near|around|outside|away from|"
    r"on|with|because of)\s",
    re.IGNORECASE,
)


def bare(gap: str) -> str:
    """What stands between two formulas, without the signs and space around it."""
    return gap.strip().strip(",;:").strip()


def leads_to_claim(gap: str) -> bool:
    """Whether the words right before a formula say that it holds."""
    text = re.sub(r"[\s,:]+\Z", "", gap)
    segment = re.split(r"[,;:()]\s*", text)[-1].strip()
    if (
        not segment
        or len(segment) > 200
        or not _SEGMENT.fullmatch(segment)
        or not _STRONG.match(segment)
    ):
        return False
    parted = text != gap.rstrip()  # "by symmetry about $x$" gives a reason and claims nothing
    return parted or not _BY.match(segment)


def limited_by_words(gap: str) -> str:
    """A condition in words alone before a claim: "if all keys are orthogonal, we get"; or ""."""
    segments = [s.strip() for s in re.split(r"[,;:()]\s*", gap) if s.strip()]
    for segment in segments:
        plain = re.sub(r"^(?:(?:and|but|so|hence|thus|then|now|also)\s+)+", "", segment, flags=re.I)
        if LIMITING.match(plain + " ") and not IDLE_BEGINNING.match(plain):
            return plain
    return ""


_STRICT_WORD = Wording(
    r"\b(if|whenever|when|unless|provided|assuming|as long as|as soon as|in case|in the case|"
    r"supposing|in (?:this|that|the|such a|the special|the worst) (?:case|limit|regime|setting)|"
    r"under (?:this|that|these|the|our|such)|except)\b",
    re.IGNORECASE,
)


def unheard_condition(gap: str) -> str:
    """A word of a condition that no formula follows as its condition; or ""."""
    known = BEGINS_CONDITION.match(gap)
    for found in _STRICT_WORD.finditer(gap):
        if known is None or found.start() != known.start(1):
            return found.group(1)
    return ""


def turned(text: str) -> str:
    """A word that would make another thing of a claim; or ""."""
    found = TURNING.search(text)
    return found.group(1) if found else ""


_ALLOWED = Wording(
    r"(?:(?:always |clearly )?holds?(?: true)?|is true|follows|as (?:claimed|desired|required|"
    r"wanted|well|before|above|expected|usual|stated)|too|again|respectively|here|there|now|"
    r"directly|immediately|"
    r"trivially|by definition|indeed|(?:by|since|because|using|see|from|due to|thanks to|no matter "
    r"(?:what|how)|regardless of)\b.*)",
    re.IGNORECASE | re.DOTALL,
)


def odd_behind(gap: str) -> str:
    """Words right behind a claim that may make another thing of it: "is equivalent to"; or ""."""
    first = re.split(r"[,;:(]", gap)[0].strip()
    harmless = not first or joins(gap) or _ALLOWED.fullmatch(first) or leads_to_claim(first)
    if harmless or re.match(
        r"(?:and|but|while|whereas|so|hence|where|with)\b", first, re.IGNORECASE
    ):
        return ""
    return first


def joins(gap: str) -> bool:
    """Whether a gap only puts one more formula beside the last."""
    return re.fullmatch(r"\s*(?:,|,?\s*(?:and|as well as)(?:\s+(?:also|that))?)?\s*", gap,
                        re.IGNORECASE) is not None  # fmt: skip
