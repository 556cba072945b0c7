"""The word that a misspelt one may be meant for, in the words of a message."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

SAID_ELSEWHERE = {
    **dict.fromkeys(("natural", "naturals", "whole", "ℕ", "ℤ"), "integer"),
    **dict.fromkeys(("float", "double", "scalar", "ℝ"), "real"),
    **dict.fromkeys(("indexes", "index", "indexes of", "index over"), "indices of"),
    **dict.fromkeys(("probability", "distribution", "simplex"), "probabilities"),
}
TURNED = {"=>": ">=", "=<": "<=", "> =": ">=", "< =": "<="}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to one, or is said for it elsewhere; "" if none is near.

    >>> nearest("integre", ["real", "integer"]), nearest("quaternion", ["real", "integer"])
    ('integer', '')
    """
    names = list(known)
    said = {one: name for one, name in SAID_ELSEWHERE.items() if name in names}
    if word.lower() in said:
        return said[word.lower()]
    for spelled in ({name: name for name in names}, said):
        for near in get_close_matches(word.lower(), spelled, 1):
            return spelled[near]
    return ""


def meant(word: str, known: Iterable[str]) -> str:
    """What stands behind "expected …" or "found …": (did you mean integer?), or nothing."""
    near = nearest(word, known)
    return f" (did you mean {near}?)" if near else ""


def turned_relation(text: str) -> re.Match[str] | None:
    """Where a relation is written the wrong way round or apart: `TURNED` says what is meant.

    >>> turned_relation("x => 2").group()
    '=>'
    """
    return re.search("|".join(TURNED), text)
