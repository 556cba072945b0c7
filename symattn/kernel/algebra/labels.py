"""Unnamed members that atoms speak of: x[*I/1] is about one, x[+I/1] summed over all."""

from __future__ import annotations

from collections.abc import Iterable

from .atoms import Atom, Label


def generic_labels(names: Iterable[Atom]) -> frozenset[Label]:
    """The labels *I/1 of unnamed members that atoms mention."""
    return frozenset(label for a in names for label in a.stars)


def summed_labels(names: Iterable[Atom]) -> frozenset[Label]:
    """+I/1 for all unnamed members that atoms are summed over."""
    return frozenset(label for a in names for label in a.summed)


def all_closed(names: Iterable[Atom]) -> bool:
    """Whether what atoms are summed over are all the unnamed members of sets, none of them being
    in scope.
    """
    return all(label.depth == 1 for label in summed_labels(names))
