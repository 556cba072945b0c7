"""What the kernel's refusals mean to a reader of a line that is not decided.

A rule that does not apply says so in its own terms, and one that finds a case otherwise than
claimed says that.  Of a line that stays open the first is no reason to believe it, the second none
to doubt it.
"""

from __future__ import annotations

import re

OTHERWISE = "in a case that is not known to be impossible, and no point of it was found"
NO_RULE = "no rule applies"
UNSEEN = "is not seen by comparing the terms that grow fastest"
PLAINER = {
    "equality: the difference of the two sides is not identically zero": (
        "no rule shows that the two sides are equal"
    ),
    "order: the sign of the difference excludes the relation": f"the relation fails {OTHERWISE}",
    "norm: the squares compare the other way round": f"the relation fails {OTHERWISE}",
    "limit: the difference of the two sides does not tend to zero by dominance": (
        f"that the difference of the two sides tends to 0 {UNSEEN}"
    ),
    "limit: the left side does not tend to infinity by dominance": (
        f"that the left side tends to ∞ {UNSEEN}"
    ),
    "limit: the expansion of the left side has another limit": (
        f"the left side has another limit {OTHERWISE}"
    ),
    "limit: the value with all ties counted is another one": (
        f"the left side has another limit {OTHERWISE}"
    ),
    "limit: the means tend to another value": f"the means tend to another value {OTHERWISE}",
    "law: the mean or the covariance is another one": (
        f"the left side has another mean or covariance {OTHERWISE}"
    ),
    "law: the mean or the covariance tends to another one": (
        f"the mean or the covariance tends to another one {OTHERWISE}"
    ),
    "limit: the right side of → moves with the limit": (
        "the right side of → depends on the limit variable; with ≈ it may"
    ),
    "norm: the vector is shorter than that along this direction": (
        "no direction shows that the vector is so long"
    ),
    "norm: the bound is below what the weights and the diameter give": (
        "the bound is below what the weights and the diameter give, which need not be "
        "the best there is"
    ),
    "a negative power of the limit variable in an exponent": (
        "an exponent dies out as the limit is taken, and only exponents that grow are compared here"
    ),
    "an exponent with a sum in its denominator": (
        "an exponent would be a fraction with a sum below it (logarithms are compared "
        "as exponentials)"
    ),
    "a function of the limit variable inside the limit": (
        "a logarithm or a root of what moves with the limit, where nothing is expanded"
    ),
    "infeasible: no contradiction is shown": NO_RULE,
    "a division by zero": "a side has no value: something is divided by what is 0",
    "a logarithm of what is not > 0": (
        "a side has no value: a logarithm is taken of what is not > 0"
    ),
    "a root of what is negative": "a side has no value: a root is taken of what is < 0",
    "the logarithm of what is not eventually positive": (
        "a logarithm is taken of what is not > 0 as the limit is taken"
    ),
    "a root of what is eventually negative": "a root is taken of what is < 0 as the limit is taken",
}
NOUNS = ("a ", "an ", "the ", "another ", "two ", "means ", "inputs ", "terms ", "random vectors ")
CLAUSES = re.compile(r",? ?\b(?:that|which|what|where|whose|who|and|or)\b.*$|\([^)]*\)")
VERBS = re.compile(
    r"\b(?:is|are|has|have|do|does|cannot|may|needs?|speaks?|restricts?|adds?|changes?|carries"
    r"|depends?|stands?|moves?|gives?|says?|tends?|holds?|fails?|exists?|compares?|differs?)\b"
)


def plainer(sentence: str) -> str:
    """The sentence for a reader; of a rule that is made for other lines, only that none applies."""
    if sentence in PLAINER:
        return PLAINER[sentence]
    rule, colon, rest = sentence.partition(": ")
    said = rest if colon and rule.replace("_", "").isalpha() else sentence
    if said.startswith("expected "):
        return NO_RULE
    return f"no rule covers {said}" if is_noun_phrase(said) else said


def is_noun_phrase(text: str) -> bool:
    """Whether a refusal only names what it is about: "a double sum over unnamed members"."""
    return text.startswith(NOUNS) and not VERBS.search(CLAUSES.sub("", text))
