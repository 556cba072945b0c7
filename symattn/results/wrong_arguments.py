"""What is wrong with what a caller gave, in one line: what was expected, what was found, a hint."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

from ..language import SymattnError

LONGEST = 3600.0


class ArgumentError(SymattnError, TypeError, ValueError):
    """An argument of the wrong kind, or out of range.

    It is a TypeError and a ValueError too, so that either may be caught.
    """


def shown(value: Any) -> str:
    """A value as a message may show it: one short line.

    >>> shown("x: real"), shown(3)
    ("'x: real'", '3')
    """
    try:
        text = " ".join(repr(value).split())
    except Exception:
        text = type(value).__name__
    text = "".join(c if c.isprintable() else "?" for c in text)
    return text if len(text) <= 60 else f"{text[:57]}..."


def texts(what: str, value: Any) -> tuple[str, ...]:
    """A list of texts; one text alone is a slip, and not a list of letters.

    >>> texts("let", ["x: real"])
    ('x: real',)
    >>> texts("let", 3)
    Traceback (most recent call last):
    ...
    symattn.results.wrong_arguments.ArgumentError: let: expected a list of texts, found 3
    """
    if isinstance(value, (str, bytes)):
        raise ArgumentError(
            f"{what}={shown(value)}: expected a list of texts, as in {what}=[{shown(value)}]"
        )
    if not isinstance(value, Iterable):
        raise ArgumentError(f"{what}: expected a list of texts, found {shown(value)}")
    found = tuple(value)
    for one in found:
        if not isinstance(one, str):
            raise ArgumentError(
                f"{what}: expected a list of texts, found {shown(one)} in it; write it as text"
            )
    return found


def listed(what: str, value: Any) -> tuple[Any, ...]:
    """A list of facts: one alone is a slip."""
    if isinstance(value, (str, bytes)) or not isinstance(value, Iterable):
        said = shown(value)
        raise ArgumentError(f"{what}={said}: expected a list of facts, as in {what}=[{said}]")
    return tuple(value)


def flag(what: str, value: Any) -> bool:
    """True or False, and nothing that might be taken for one."""
    if not isinstance(value, bool):
        raise ArgumentError(f"{what}: expected True or False, found {shown(value)}")
    return value


def seconds_of(value: Any) -> float:
    """A time in seconds, more than none and at most an hour.

    >>> seconds_of(-1)
    Traceback (most recent call last):
    ...
    symattn.results.wrong_arguments.ArgumentError: seconds: expected a number between 0.1 and \
3600, found -1
    """
    good = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not good or not 0.1 <= value <= LONGEST:
        raise ArgumentError(
            f"seconds: expected a number between 0.1 and {LONGEST:.0f}, found {shown(value)}"
        )
    return float(value)


def whole(what: str, value: Any, least: int, most: int) -> int:
    """A whole number between two others."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ArgumentError(
            f"{what}: expected a whole number from {least} to {most}, found {shown(value)}"
        )
    return value


def text_of_kind(what: str, value: Any, example: str) -> str:
    """A text, of which an example is given in the message."""
    if not isinstance(value, str):
        raise ArgumentError(
            f"{what}: expected a text, as in {example}, found {type(value).__name__} {shown(value)}"
        )
    return value


def one_of(what: str, value: Any, known: Sequence[str]) -> str:
    """One of some names; the nearest is named in the message."""
    if isinstance(value, str) and value in known:
        return value
    near = get_close_matches(value, known, 1) if isinstance(value, str) else []
    hint = f"; did you mean {near[0]!r}?" if near else ""
    listed = ", ".join(map(repr, known[:-1])) + f" or {known[-1]!r}"
    raise ArgumentError(f"{what}: expected {listed}, found {shown(value)}{hint}")
