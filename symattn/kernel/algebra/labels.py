"""Labels of unnamed members in names of atoms: x[*I/1] is about one, x[+I/1] summed over all."""

from __future__ import annotations

from collections.abc import Iterable


def generic_labels(names: Iterable[str]) -> frozenset[str]:
    """The labels *I/1 of unnamed members that atoms mention."""
    return frozenset("*" + label for label in _after("[*", names))


def summed_labels(names: Iterable[str]) -> frozenset[str]:
    """I/1 for all unnamed members that atoms are summed over."""
    return _after("[+", names)


def all_closed(names: Iterable[str]) -> bool:
    """Whether what atoms are summed over are all the unnamed members of sets, none of them being
    in scope.
    """
    return all(label.endswith("/1") for label in summed_labels(names))


def _after(mark: str, names: Iterable[str]) -> frozenset[str]:
    return frozenset(
        part.partition("]")[0] for a in names if mark in a for part in a.split(mark)[1:]
    )
