"""Words that open a clause of a sentence: let, suppose, put, where, consider keys …."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..wording import Wording
from .noun_forms import BEGINS
from .sentence_words import F

ONWARDS = ("throughout", "henceforth", "from now on", "from here on")
DECLARING = (
    "let", "suppose", "assume", "fix", "let us fix", "suppose we have", "choose", "pick", *ONWARDS,
)  # fmt: skip
PUTTING = ("put", "set", "define", "write", "denote", "where", "with", "take")
PRESENTING = (
    "consider", "given", "we have", "there are", "we are given", "we consider", "for", "we take",
    "here", "denote by", "over", "of", "between",
)  # fmt: skip
# "with equality", and "vectors with independent entries", open nothing.
_WITH = rf"with(?!\s+(?:{F}\s+for any other|equality|independent|i\.?i\.?d|standard|entries))"
_THROUGHOUT = (
    r"(?:throughout|henceforth|from now on|from here on)"
    r"(?=(?:\s+this\s+\w+)?,?(?:\s+we\s+assume(?:\s+that)?)?\s+\x00)"
)
OPENING = Wording(
    r"(?:^|(?<=[\s,;:(]))(?:and\s+|or\s+)?(?:"
    rf"({_THROUGHOUT}|let us fix|let|suppose we have|suppose|assume|fix|choose|pick|put|set|"
    rf"define|we write|write|denote|where|take|limits are taken as|{_WITH})\b(?:\s+that\b)?\s*"
    rf"|({'|'.join(PRESENTING)})\s+)",
    re.IGNORECASE,
)


def openings(words: str) -> Iterator[re.Match[str]]:
    """The words of a sentence that open a clause, each with what is left of its beginning.

    Those that present something ("consider", "given") count where a noun with its name follows.
    """
    at = 0
    while (found := OPENING.search(words, at)) is not None:
        if found.group(1) or BEGINS.match(words, found.end()):
            yield found
            at = found.end()
        else:
            at = found.start() + 1
