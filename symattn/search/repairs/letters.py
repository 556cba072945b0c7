"""A letter for an index that runs through a family.

The usual ones first, and always one that is free.
"""

from collections.abc import Container
from itertools import chain, count

USUAL = "jlmprstu"


def letter(taken: Container[str]) -> str:
    """A name of an index that is not taken.

    >>> letter({"j"}), letter("jlmprstu")
    ('l', 'j2')
    """
    names = chain(USUAL, (f"j{k}" for k in count(2)))
    return next(name for name in names if name not in taken)
