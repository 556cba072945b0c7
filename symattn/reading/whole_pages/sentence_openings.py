"""Words that open a clause of a sentence: let, suppose, put, where, consider keys …."""

from __future__ import annotations

import re

from .noun_forms import BEGINS
from .sentence_words import F

DECLARING = ("let", "suppose", "assume", "fix", "let us fix", "suppose we have")
PUTTING = ("put", "set", "define", "write", "denote", "where", "with", "take")
PRESENTING = (
    "consider", "given", "we have", "there are", "we are given", "we consider", "for", "we take",
    "here", "denote by", "over", "of", "between",
)  # fmt: skip
# "with equality", and "vectors with independent entries", open nothing.
_WITH = rf"with(?!\s+(?:{F}\s+for any other|equality|independent|i\.?i\.?d|standard|entries))"
OPENING = re.compile(
    r"(?:^|(?<=[\s,;:(]))(?:and\s+|or\s+)?(?:"
    r"(let us fix|let|suppose we have|suppose|assume|fix|put|set|define|we write|write|denote|"
    rf"where|take|limits are taken as|{_WITH})\b(?:\s+that\b)?\s*"
    rf"|({'|'.join(PRESENTING)})\s+(?={BEGINS.pattern}))",
    re.IGNORECASE,
)
