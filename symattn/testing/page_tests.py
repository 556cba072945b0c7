"""A page as pytest sees it: a file of tests, one for each line that has a verdict."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ..language import SymattnError
from ..reading.documents.loading import load
from ..reading.documents.pieces import Document, PageError, declares
from ..reading.whole_pages.page_reader import read_page
from ..reading.whole_pages.settings_beside import settings_for
from .checked_once import CheckedOnce
from .page_outcomes import LineOutcome, LineToTest, lines_to_test, name_from

CHECKED = pytest.StashKey[CheckedOnce]()


class LineFailed(SymattnError):
    """A line that is not what its page declares; the message says all there is to say."""

    def __init__(self, said: str, text: str) -> None:
        super().__init__(text)
        self.said = said


class TestedPage(pytest.File):
    """A page; `document` is None where it cannot be read at all, and `problem` says why."""

    document: Document | None = None
    problem = ""

    def collect(self) -> Iterator[pytest.Item]:
        if self.document is None:
            yield TestedLine.from_parent(self, name="page", line=self._unread(self.problem))
            return
        setting = self.config.getoption("symattn_setting")
        try:
            page = read_page(self.document, settings_for(self.path.parent), setting)
            lines = lines_to_test(page, self.config.rootpath)
        except PageError as error:
            lines = [self._unread(str(error))]
        except Exception as error:  # it would end the run of all tests
            said = f"internal error: {type(error).__name__}: {error}; please report it"
            lines = [self._unread(" ".join(said.split())[:300])]
        for line in lines:
            yield TestedLine.from_parent(self, name=line.name, line=line)

    def _unread(self, problem: str) -> LineToTest:
        name = name_from(str(self.path), self.config.rootpath)
        said = problem.replace(str(self.path), name)
        text = said if said.startswith(name) else f"{name}: {said}"
        return LineToTest("page", name, 1, None, LineOutcome("not_read", False, said, text))


class TestedLine(pytest.Item):
    """A line of a page: it passes with the verdict that the page declares."""

    def __init__(self, *, line: LineToTest, **more: Any) -> None:
        super().__init__(**more)
        self.line = line
        self.user_properties += [("file", line.file), ("line", line.line)]

    def runtest(self) -> None:
        found = self.line.outcome or self._judged()
        self.user_properties.append(("verdict", found.verdict))
        if found.as_declared:
            return
        undecided = self.config.getoption("symattn_undecided")
        if found.verdict == "undecided" and undecided != "fail":
            if undecided == "skip":
                skipped = pytest.skip.Exception(found.said)
                skipped._use_item_location = True  # where the line is, and not this one
                raise skipped
            return
        raise LineFailed(found.said, found.text)

    def _judged(self) -> LineOutcome:
        found = self.config.stash[CHECKED].outcomes(self.path)
        where = f"{self.line.file}:{self.line.line}"
        if isinstance(found, str):
            return LineOutcome("undecided", False, found, f"{where}: not decided: {found}")
        assert self.line.number is not None
        if self.line.number in found:
            return found[self.line.number]
        said = "the page has changed while it was tested"
        return LineOutcome("not_read", False, said, f"{where}: {said}")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What is said of the line, and not where in this plugin it was said."""
        if not isinstance(excinfo.value, LineFailed):
            return super().repr_failure(excinfo)
        shown = excinfo.getrepr(style="value")
        if shown.reprcrash is not None:
            shown.reprcrash.path = self.line.file
            shown.reprcrash.lineno = self.line.line
            shown.reprcrash.message = excinfo.value.said
        return shown

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Where the line stands: of a page that includes others, in that file."""
        return self.config.rootpath / self.line.file, self.line.line - 1, self.name


def page_at(path: Path, parent: pytest.Collector, named: bool) -> TestedPage | None:
    """The page in a file, if it has a block of declarations or was named."""
    document, problem = None, ""
    try:
        document = load(path)
    except PageError as error:
        problem = str(error)
    if document is not None and not named and not declares(document):
        return None
    found: TestedPage = TestedPage.from_parent(parent, path=path)
    found.document, found.problem = document, problem
    return found
