"""What a checker answers to one query: plain data that travels between processes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..rendering.author_pages.findings import counts
from ..results.page_results import LineResult, PageResult
from ..results.result import Result, worst
from ..results.result_parts import Parts

if TYPE_CHECKING:
    from ..asking.answers import Answer
    from ..checking.checked_pages import CheckedPage

PROVED, FALSE, OPEN, UNREAD = 0, 1, 3, 2


@dataclass(frozen=True, repr=False)
class Reply(Result):
    """The answer to one claim or page: one of the results, with the parts of what it holds.

    `number` counts what was asked, from 0, and `id` is the asker's name for it.  One of `answer`
    (of a claim), `page` (with the verdict of every line) and `error` is there.  An error is one
    line: why it could not be read, or how its worker ended.

    `reached` says of a page that has a goal whether it proves it.  `notices` tell how something was
    read that is better written otherwise.

    The `verdict` is proved, conditional, refuted or undecided, or not_read for what could not be
    read; of a page it is the worst of its lines, "outside" where none says anything.

    >>> import symattn
    >>> with symattn.Checker(workers=0) as checker:
    ...     found = checker.check({"claim": "1 < 2", "id": "a"})
    ...     unread = checker.check("1 <")
    >>> found.number, found.id, found.verdict, unread.verdict
    (0, 'a', 'proved', 'not_read')
    >>> unread.error
    "'1 <', column 4: this is no expression; it ends too early"
    """

    number: int
    id: Any
    verdict: str
    error: str = ""
    answer: Answer | None = None
    page: CheckedPage | None = None
    reached: bool | None = None
    notices: tuple[str, ...] = ()

    _no_truth = 'an answer is not true or false: see answer.verdict == "proved"'
    __hash__ = Result.__hash__

    @property
    def result(self) -> Answer | PageResult | None:
        """The answer to a claim, or the page with its lines; None for an error."""
        return PageResult(self.page) if self.page is not None else self.answer

    @property
    def _parts(self) -> Parts:
        found = self.result
        return found._parts if found is not None else Parts(why=self.error)

    @property
    def lines(self) -> tuple[LineResult, ...]:
        """The lines of a page, each a result; empty for a claim."""
        return PageResult(self.page).lines if self.page is not None else ()

    @property
    def text(self) -> str:
        """The answer as text, the counts of a page, or the error."""
        if self.page is not None:
            return PageResult(self.page).why
        return self.answer.text if self.answer is not None else self.error

    @property
    def latex(self) -> str:
        """The claim or the judged lines, for math mode."""
        found = self.result
        return found.latex if found is not None else ""

    @property
    def why(self) -> str:
        """Why it is not proved, in words."""
        if self.answer is not None:
            return str(self.answer.data.get("why", ""))
        return self.error

    def to_json(self) -> dict[str, Any]:
        """The same as `data`."""
        return self.data

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
    return worst(list(counts(page)))


__all__ = ["Reply", "verdict_of_page"]
