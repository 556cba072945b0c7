"""What is asked of a checker: a claim, or a whole page, with what goes with it.  It travels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from ..reading.declarations import QuestionError

FORMS = ("markdown", "latex", "notebook")
LONGEST = 2_000_000  # characters of a page


@dataclass(frozen=True)
class ClaimQuery:
    """A claim or another question in the syntax of `symattn ask`, with what belongs to it.

    `let` are declarations, `given` facts, `limit` is the limit taken ("b -> oo").  `id` is the
    asker's own name for it, which its answer gets.

    >>> ClaimQuery("x**2 + 1 > x", let=("x: real",)).claim
    'x**2 + 1 > x'
    """

    claim: str
    let: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    limit: str = ""
    id: Any = None


@dataclass(frozen=True)
class PageQuery:
    """A page: its text and what that is written in, or a file.

    `setting` is the name of declarations that the page begins with; settings of one's own stand
    beside the file, or in `folder`.  `name` is what messages call the page.
    `goal` is a formula, in the page's own language, that the page is to prove: it is read under the
    setting alone.

    >>> import symattn
    >>> asked = PageQuery("So $1 + 1 = 2$.", "markdown", goal="2 = 1 + 1")
    >>> symattn.Checker(workers=0).check(asked).reached
    True
    """

    page: str = ""
    format: str = ""
    setting: str = ""
    path: str = ""
    name: str = ""
    folder: str = ""
    goal: str = ""
    id: Any = None

    @property
    def called(self) -> str:
        """The page's name in messages."""
        return self.name or self.path or "page"


@dataclass(frozen=True)
class UnreadQuery:
    """What could not be read, and why: its answer is that error."""

    why: str
    id: Any = None


Query = ClaimQuery | PageQuery
Asked = str | Path | Mapping[str, Any] | ClaimQuery | PageQuery | UnreadQuery
"""What may be asked of a checker: a text is a claim, a Path is the file of a page."""

_CLAIM = ("claim", "let", "given", "limit", "id")
_PAGE = ("page", "format", "setting", "goal", "name", "id")


def query_of(asked: Asked) -> Query:
    """What is asked, as a query.  Raises QuestionError, in one line.

    >>> query_of({"claim": "x > 0", "let": ["x: positive"], "id": 7})
    ClaimQuery(claim='x > 0', let=('x: positive',), given=(), limit='', id=7)
    >>> query_of({"claim": "x > 0", "lets": ["x: positive"]})
    Traceback (most recent call last):
        ...
    symattn.reading.declarations.QuestionError: unknown key 'lets': expected 'let'
    """
    if isinstance(asked, PageQuery):
        return _page({field.name: getattr(asked, field.name) for field in fields(asked)})
    if isinstance(asked, UnreadQuery):
        raise QuestionError(asked.why)
    if isinstance(asked, ClaimQuery):
        asked = {field.name: getattr(asked, field.name) for field in fields(asked)}
    if isinstance(asked, str):
        return ClaimQuery(asked)
    if isinstance(asked, Path):
        return PageQuery(path=str(asked))
    if not isinstance(asked, Mapping):
        raise QuestionError(
            f"a claim was expected, as in {{'claim': 'x > 0'}}, found {_kind(asked)}"
        )
    if "claim" in asked and "page" in asked:
        raise QuestionError("'claim' or 'page' was expected, found both")
    either = (*_CLAIM, *_PAGE[:-1])
    known = _PAGE if "page" in asked else _CLAIM if "claim" in asked else either
    _check_keys(asked, known)
    if "page" in asked:
        return _page(asked)
    if "claim" not in asked:
        raise QuestionError("the key 'claim' or 'page' was expected, found neither")
    return ClaimQuery(
        _text(asked, "claim"), _texts(asked, "let"), _texts(asked, "given"),
        _text(asked, "limit"), asked.get("id"),
    )  # fmt: skip


def that_travels(asked: Any) -> Asked:
    """The same made of plain data alone, which any process can read; what is not is unread.

    >>> that_travels({"claim": "x > 0", "id": object()}).why
    "'id': a text, a number or other JSON was expected, found a object"
    """
    if isinstance(asked, (ClaimQuery, PageQuery, UnreadQuery, Path)):
        of = () if isinstance(asked, Path) else fields(asked)
        parts = [(f.name, getattr(asked, f.name)) for f in of]
    elif isinstance(asked, Mapping):
        asked = dict(asked)
        parts = list(asked.items())
    else:
        parts = [] if type(asked) is str else [("claim", asked)]
    for name, value in parts:
        if not _is_plain(value):
            said = f"{str(name)[:40]!r}: a text, a number or other JSON was expected"
            return UnreadQuery(f"{said}, found {_kind(value)}")
    return asked  # type: ignore[no-any-return]


def _is_plain(value: Any, depth: int = 40) -> bool:
    if type(value) in (list, tuple, dict) and depth:
        inside = [*value.items()] if type(value) is dict else value
        return all(_is_plain(one, depth - 1) for one in inside)
    return value is None or type(value) in (str, int, float, bool)


def _page(asked: Mapping[str, Any]) -> PageQuery:
    path = _text(asked, "path")
    form = _text(asked, "format") or ("" if path else "markdown")
    if form and form not in FORMS:
        nearest = get_close_matches(form, FORMS, 1, 0.5)
        hint = f"; is {nearest[0]!r} meant?" if nearest else ""
        raise QuestionError(
            f"'format': expected one of {', '.join(FORMS)}, found {form[:40]!r}{hint}"
        )
    text = _text(asked, "page")
    if len(text) > LONGEST:
        raise QuestionError(
            f"'page': expected at most {LONGEST} characters, found {len(text)}; cut it into parts"
        )
    return PageQuery(
        text, form, _text(asked, "setting"), path, _text(asked, "name"), _text(asked, "folder"),
        _text(asked, "goal"), asked.get("id"),
    )  # fmt: skip


def _check_keys(asked: Mapping[str, Any], known: tuple[str, ...]) -> None:
    for key in asked:
        if key not in known:
            nearest = get_close_matches(str(key), known, 1, 0.6)
            expected = repr(nearest[0]) if nearest else "one of " + ", ".join(known)
            raise QuestionError(f"unknown key {str(key)[:40]!r}: expected {expected}")


def _text(asked: Mapping[str, Any], key: str) -> str:
    value = asked.get(key, "")
    if value is None and key not in ("claim", "page"):
        return ""
    if not isinstance(value, str):
        raise QuestionError(f"{key!r}: expected a text, found {_kind(value)}")
    return value


def _texts(asked: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = asked.get(key)
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, (list, tuple)):
        hint = f"; write [{value[:40]!r}]" if isinstance(value, str) else ""
        raise QuestionError(f"{key!r}: expected a list of texts, found {_kind(value)}{hint}")
    for one in value:
        if not isinstance(one, str):
            raise QuestionError(f"{key!r}: expected a list of texts, found {_kind(one)} in it")
    return tuple(value)


def _kind(value: Any) -> str:
    if value is None:
        return "nothing"
    kinds = ((bool, "true or false"), (str, "a text"), ((int, float), "a number"),
             ((list, tuple), "a list"), (Mapping, "an object"))  # fmt: skip
    found = next((said for kind, said in kinds if isinstance(value, kind)), None)
    return found or f"a {type(value).__name__}"


__all__ = ["Asked", "ClaimQuery", "PageQuery", "Query", "UnreadQuery", "query_of", "that_travels"]
