"""What sort rules have in common: arguments that are terms, with errors in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .plain_text import plain as shown
from .sorts import Sort, SortError, TermError
from .tree import Tree

Args = tuple[Any, ...]
Rule = Callable[[Args], Sort]


def terms_of(args: Args, count: int | None = None, least: int = 1) -> tuple[Tree, ...]:
    for a in args:
        if not hasattr(a, "children"):
            raise TermError(f"expected a term, found {a!r}")
    if count is not None and len(args) != count or len(args) < least:
        raise TermError(f"expected {count or f'at least {least}'} arguments, found {len(args)}")
    for a in args:
        if a.sort is None:
            raise SortError(f"{shown(a)} has no meaning")
    return args


def mismatch(term: Tree, text: str) -> TermError:
    """A vector in a scalar's place is an error of the page (a dot product is missing).

    What is unusual is only not in the language.
    """
    return SortError(text) if term.sort is Sort.VECTOR else TermError(text)


def check_names(args: Args, count: int) -> None:
    if len(args) != count or not all(isinstance(a, str) and a for a in args):
        raise TermError(f"expected {count} name(s), found {args!r}")


def same(what: str, *allowed: Sort) -> Rule:
    def rule(args: Args) -> Sort:
        (t,) = terms_of(args, 1)
        if t.sort not in allowed:
            raise TermError(
                f"{what} needs a {' or a '.join(allowed)}, and {shown(t)} is a {t.sort}"
            )
        return t.sort

    return rule
