"""The word that a misspelt one may be meant for, in the words of a message."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is nearest to one; "" if none is near.

    >>> nearest("integre", ["real", "integer"]), nearest("quaternion", ["real", "integer"])
    ('integer', '')
    """
    return next(iter(get_close_matches(word.lower(), known, 1)), "")


def meant(word: str, known: Iterable[str]) -> str:
    """What stands behind "expected …" or "found …": (did you mean integer?), or nothing."""
    near = nearest(word, known)
    return f" (did you mean {near}?)" if near else ""
