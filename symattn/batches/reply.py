"""What a checker answers to one query: plain data that travels between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..asking.answers import Answer
    from ..checking.checked_pages import CheckedPage

WORST_FIRST = ("refuted", "conditional", "undecided", "not_read", "proved")
PROVED, FALSE, OPEN, UNREAD = 0, 1, 3, 2


@dataclass(frozen=True)
class Reply:
    """The answer to one claim or page.

    `number` counts what was asked, from 0, and `id` is the asker's name for it.  One of `answer`
    (of a claim), `page` (with the verdict of every line) and `error` is there.  An error is one
    line: why it could not be read, or how its worker ended.

    `reached` says of a page that has a goal whether it proves it.  `notices` tell how something was
    read that is better written otherwise.

    The `verdict` is proved, conditional, refuted or undecided, or not_read for what could not be
    read; of a page it is the worst of its lines, "outside" where none says anything.
    """

    number: int
    id: Any
    verdict: str
    error: str = ""
    answer: Answer | None = None
    page: CheckedPage | None = None
    reached: bool | None = None
    notices: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        raise TypeError('an answer is not true or false: see answer.verdict == "proved"')

    def __str__(self) -> str:
        if self.answer is not None:
            return self.answer.text
        if self.page is not None:
            return ", ".join(f"{count} {verdict}" for verdict, count in self.page.counts.items())
        return self.error

    @property
    def why(self) -> str:
        """Why it is not proved, in words."""
        if self.answer is not None:
            return str(self.answer.data.get("why", ""))
        return self.error

    @property
    def data(self) -> dict[str, Any]:
        """As JSON: an answer by answer.schema.json, a page by page.schema.json, or the error."""
        if self.page is not None:
            from ..rendering.author_pages.page_in_json import page_as_json

            return page_as_json(self.page)
        return dict(self.answer.data) if self.answer is not None else {"error": self.error}

    @property
    def status(self) -> int:
        """The exit status: 0 proved, 1 something false, 3 something open, 2 not read."""
        if self.page is not None and self.verdict in ("not_read", "outside"):
            return OPEN
        return {"proved": PROVED, "undecided": OPEN, "not_read": UNREAD}.get(self.verdict, FALSE)


def verdict_of_page(page: CheckedPage) -> str:
    """The worst verdict of a page's lines, and "outside" where there is none."""
    found = set(page.counts)
    if page.page.problems or page.page.document.problems:
        found.add("not_read")
    return next((verdict for verdict in WORST_FIRST if verdict in found), "outside")


__all__ = ["Reply", "verdict_of_page"]
