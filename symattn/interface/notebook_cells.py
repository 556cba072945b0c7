"""`%load_ext symattn`: cells of a notebook that begin with %%symattn are pages."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ..checking.page_checks import check_page
from ..language import SymattnError
from ..reading.documents.loading import parse
from ..reading.documents.pieces import Form, PageError
from ..reading.whole_pages.page_lines import ReadPage
from ..reading.whole_pages.page_reader import read_page
from ..reading.whole_pages.settings_beside import settings_for
from ..results.page_results import PageResult
from ..results.wrong_arguments import ArgumentError, one_of, seconds_of, shown
from ..search.clock import SECONDS_PER_STEP

NAME, OWN = "cell", "of this notebook"
FORMS = ("markdown", "latex")
VALUES = ("--setting", "--format", "--seconds")
FLAGS = ("--bounds", "--declare", "--forget")


class NotebookCells:
    """The cells of one notebook, and what stays from one to the next.

    `setting` is the name of declarations; `declared` are those that the notebook makes itself.
    """

    def __init__(self) -> None:
        self.setting, self.declared = "", ""
        self.form: Form = "markdown"
        self.seconds = SECONDS_PER_STEP

    def symattn(self, line: str, cell: str | None = None) -> PageResult | None:
        """Check the cell as a page of mathematics: a verdict for every line.

        %%symattn [--setting NAME] [--format markdown|latex] [--seconds NUMBER] [--bounds]
            What stands below is a page.  The setting stays for later cells; all else is for this
            one.
        %%symattn --declare
            What stands below are declarations, as in a symattn block, for all later cells.
        %symattn [--setting NAME] [--format ...] [--seconds ...] [--forget]
            Set the same for all later cells, and tell what is set; --forget begins anew.
        """
        chosen = _chosen(line)
        if "--forget" in chosen:
            self.__init__()  # type: ignore[misc]
        form, seconds = self._given(chosen)
        if "--declare" in chosen:
            self._declare(cell)
        elif cell is not None:
            page = self._read(cell, form)
            return PageResult(check_page(page, seconds, "--bounds" in chosen))
        else:
            self.form, self.seconds = form, seconds
            print(self.told)
        return None

    @property
    def told(self) -> str:
        """What is set."""
        seconds = f"{self.seconds:g} seconds for each line"
        first = f"setting {self.setting or 'none'}, format {self.form}, {seconds}"
        return "\n".join([first, *(f"    {line}" for line in self.declared.splitlines())])

    def _given(self, chosen: dict[str, str]) -> tuple[Form, float]:
        """The format and the seconds for what comes; a setting stays.  Raises SymattnError."""
        form, seconds = self.form, self.seconds
        if "--format" in chosen:
            form = one_of("--format", chosen["--format"], FORMS)  # type: ignore[assignment]
        if "--seconds" in chosen:
            try:
                seconds = seconds_of(float(chosen["--seconds"]))
            except ValueError:
                found = shown(chosen["--seconds"])
                raise ArgumentError(f"--seconds: expected a number, found {found}") from None
        if (setting := chosen.get("--setting")) is not None:
            if setting:
                settings_for(Path())(setting)  # raises where there is none
            self.setting = setting
        return form, seconds

    def _read(self, cell: str, form: Form) -> ReadPage:
        """The page in a cell; its lines are numbered as the cell's are, %%symattn being the first.

        Raises PageError.
        """
        document = parse(f"\n{cell}", form, NAME, Path())
        if not self.declared:
            return read_page(document, settings_for(Path()), self.setting)
        beside = settings_for(Path())
        own = f"setting {self.setting}\n{self.declared}" if self.setting else self.declared
        return read_page(document, lambda name: own if name == OWN else beside(name), OWN)

    def _declare(self, cell: str | None) -> None:
        """Take declarations for later cells, if all of them are read.  Raises PageError."""
        lines = (cell or "").strip("\n")
        if not lines.strip():
            raise ArgumentError(
                "%%symattn --declare: expected declarations below, as in let n: integer >= 2"
            )
        document = parse(f"```symattn\n{lines}\n```\n", "markdown", NAME)
        page = read_page(document, settings_for(Path()), self.setting)
        for problem in (*document.problems, *page.problems):
            raise PageError(f"{document.place(problem.start)}: {problem.message}")
        self.declared = lines
        print(self.told)


def load_ipython_extension(shell: Any = None) -> None:
    """What `%load_ext symattn` calls: from then on there are %%symattn and %symattn.

    Raises ArgumentError where there is no IPython.
    """
    register = getattr(shell, "register_magic_function", None)
    if register is None:
        raise ArgumentError(
            "%load_ext symattn is for IPython and Jupyter (pip install 'symattn[notebook]'), and "
            "this is neither; symattn.check_page does the same in Python"
        )
    register(_in_ipython(NotebookCells()), "line_cell", "symattn")


def _in_ipython(cells: NotebookCells) -> Callable[..., PageResult | None]:
    """The magic: what is wrong is told in a line, without a traceback."""

    def symattn(line: str, cell: str | None = None) -> PageResult | None:
        try:
            return cells.symattn(line, cell)
        except SymattnError as error:
            from IPython.core.error import UsageError

            raise UsageError(str(error)) from None

    symattn.__doc__ = NotebookCells.symattn.__doc__
    return symattn


def _chosen(line: str) -> dict[str, str]:
    """The options by their names, those without a value as "".  Raises ArgumentError."""
    try:
        words = shlex.split(line)
    except ValueError:
        raise ArgumentError(f"%symattn: a quotation mark has no other in {shown(line)}") from None
    found: dict[str, str] = {}
    while words:
        name, is_given, value = words.pop(0).partition("=")
        if name in FLAGS and not is_given:
            found[name] = ""
            continue
        if name not in VALUES:
            known = ", ".join((*VALUES, *FLAGS))
            raise ArgumentError(f"%symattn: expected {known}; found {shown(name)}")
        if not is_given:
            if not words:
                raise ArgumentError(f"%symattn: expected something behind {name}")
            value = words.pop(0)
        found[name] = value
    return found
