"""What the server answers about a page, made in the worker that judged it: plain data travel.

The three kinds of question are those of the app: a look, a repair to be put in, a file to keep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from ..batches.queries import PageQuery
from ..batches.reply import Reply
from .page_views import Data, unread, view

LONGEST = 400_000  # characters of a page that is written in the app
FORMS = ("markdown", "latex")
Then = Callable[[Reply], Data]


class NotAsked(ValueError):
    """A question that is none, in one line."""


@dataclass(frozen=True)
class PageQuestion:
    """A page, and what is wanted of it."""

    query: PageQuery
    then: Then


def question(kind: str, given: Any) -> PageQuestion:
    """What is asked by JSON.  Raises NotAsked.

    >>> question("look", {"text": "$1 < 2$", "form": "markdown"}).query.format
    'markdown'
    >>> question("look", {"text": 1})
    Traceback (most recent call last):
        ...
    symattn.app.served_answers.NotAsked: 'text': a text was expected
    """
    if not isinstance(given, Mapping):
        raise NotAsked("an object was expected")
    text, form, setting = _text(given, "text"), _text(given, "form"), given.get("setting") or ""
    if len(text) > LONGEST:
        raise NotAsked(f"a page of at most {LONGEST} characters was expected, found {len(text)}")
    if form not in FORMS:
        raise NotAsked(f"'form': one of {', '.join(FORMS)} was expected")
    if not isinstance(setting, str) or len(setting) > 100:
        raise NotAsked("'setting': the name of a setting was expected")
    query = PageQuery(text, form, setting=setting, name="page")
    if kind == "look":
        return PageQuestion(query, shown)
    if kind == "html":
        return PageQuestion(query, as_html)
    if kind == "take":
        line, repair = (_number(given, key) for key in ("line", "repair"))
        return PageQuestion(query, partial(repaired_at, line=line, repair=repair))
    raise NotAsked("one of look, take and html was expected")


def shown(reply: Reply) -> Data:
    """The page with its verdicts."""
    return view(reply.page) if reply.page is not None else unread(reply.error)


def as_html(reply: Reply) -> Data:
    """The page as a file of its own."""
    if reply.page is None:
        return unread(reply.error)
    from .page_titles import kept_page

    return kept_page(reply.page)


def repaired_at(reply: Reply, line: int, repair: int) -> Data:
    """The edit that puts a repair into the page."""
    if reply.page is None:
        return {"kind": "no edit", "why": reply.error}
    from .taken_repairs import taken

    return taken(reply.page, line, repair)


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key)
    if not isinstance(value, str):
        raise NotAsked(f"{key!r}: a text was expected")
    return value


def _number(given: Mapping[str, Any], key: str) -> int:
    value = given.get(key)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 100_000:
        raise NotAsked(f"{key!r}: a number was expected")
    return value


__all__ = ["NotAsked", "PageQuestion", "question"]
