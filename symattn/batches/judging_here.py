"""One query judged in this process, in this thread: nothing is started and nothing is raised."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..asking.answers import Answer, answer
from ..checking.checked_pages import CheckedPage
from ..checking.garbage import less_often
from ..checking.page_checks import check_page_by
from ..checking.page_jobs import Job
from ..checking.workers import fenced, in_this_process
from ..reading.declarations import QuestionError
from ..reading.documents.loading import load, parse
from ..reading.documents.pieces import Document, Form, PageError
from ..reading.question_reader import read_question
from ..reading.whole_pages.page_lines import ReadPage
from ..reading.whole_pages.page_reader import Settings, read_page
from ..reading.whole_pages.settings_beside import settings_for
from ..records.record import Reason, Verdict
from .queries import Asked, ClaimQuery, PageQuery, Query, query_of
from .reply import Reply, verdict_of_page
from .rewards import reaches

NOWHERE = -1  # no claim of a page is being judged
# The threads of one process take turns: they would share the precision of FLINT, and one processor.
_turn = threading.RLock()


def _new_turn() -> None:
    """A fork has one thread, whichever held the turn before."""
    global _turn
    _turn = threading.RLock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_new_turn)


def no_fence(seconds: float) -> None:
    """What follows may take as long as the search itself allows."""


def no_place(at: int) -> None:
    """Nobody wants to know which claim of a page is being judged."""


@dataclass(frozen=True)
class Terms:
    """On what terms a query is judged.

    `seconds` are for each claim of it.  `stopped` are claims of a page, by number, that an earlier
    try was stopped at, with the reason: they are undecided.  `bounds`: and how fast limits are
    reached.
    """

    seconds: float = 20.0
    bounds: bool = False
    stopped: Mapping[int, Reason] = field(default_factory=dict)


def judge_here(
    number: int,
    asked: Asked,
    terms: Terms,
    fence: Callable[[float], None] = no_fence,
    place: Callable[[int], None] = no_place,
) -> Reply:
    """The answer to a query; what cannot be read, and what breaks off, is an answer too.

    `fence` hears how long what follows may take, `place` which claim of a page comes next.
    """
    name = id_of(asked)
    try:
        query = query_of(asked)
        with _turn, in_this_process(fence), less_often():
            if isinstance(query, ClaimQuery):
                found, notices = _of_claim(query, terms)
                return Reply(number, name, found.verdict, answer=found, notices=notices)
            page, reached = _of_page(query, terms, fence, place)
            return Reply(number, name, verdict_of_page(page), page=page, reached=reached)
    except (QuestionError, PageError) as error:
        return Reply(number, name, "not_read", str(error))
    except MemoryError:
        return Reply(number, name, "undecided", "this needed more memory than there is")
    except RecursionError:
        return Reply(number, name, "not_read", "this is nested too deeply")
    except OSError as error:
        return Reply(number, name, "not_read", f"{error.strerror or error}")
    except Exception as error:
        why = f"internal error: {type(error).__name__}: {str(error)[:200]}; please report it"
        return Reply(number, name, "undecided", why.replace("\n", " "))


def id_of(asked: Asked) -> Any:
    """The asker's own name for a query; None where there is none, or it has none."""
    if isinstance(asked, Mapping):
        return asked.get("id")
    return getattr(asked, "id", None)


def _of_claim(query: ClaimQuery, terms: Terms) -> tuple[Answer, tuple[str, ...]]:
    question = read_question(query.claim, query.let, query.given, query.limit)
    found = answer(question, terms.seconds, bounds=terms.bounds)
    return found, tuple(question.notices)


def _of_page(
    query: PageQuery,
    terms: Terms,
    fence: Callable[[float], None],
    place: Callable[[int], None],
) -> tuple[CheckedPage, bool | None]:
    count = NOWHERE

    def judge(job: Job) -> Verdict:
        nonlocal count
        count += 1
        if (reason := terms.stopped.get(count)) is not None:
            return Verdict("undecided", reasons=(reason,))
        place(count)
        fence(fenced(terms.seconds))
        try:
            return job.judged(terms.seconds, terms.bounds)
        except MemoryError:
            return Verdict("undecided", reasons=(("memory",),))
        finally:
            place(NOWHERE)
            fence(fenced(terms.seconds))

    folder = Path(query.folder or (Path(query.path).parent if query.path else "."))
    settings = settings_for(folder)
    document = _document(query)
    wanted = _goal(query, document, settings) if query.goal else None
    page = check_page_by(read_page(document, settings, query.setting), judge)
    return page, None if wanted is None else reaches(page, wanted)


def _goal(query: PageQuery, document: Document, settings: Settings) -> ReadPage:
    """The goal as a page of its own, under the setting alone.  Raises PageError."""
    signs = ("\\[", "\\]") if document.form == "latex" else ("$$", "$$")
    form: Form = "latex" if document.form == "latex" else "markdown"
    text = f"{signs[0]}\n{query.goal.strip()}\n{signs[1]}\n"
    page = read_page(parse(text, form, "goal"), settings, query.setting)
    problems = [p for line in page.lines if (p := line.problem) is not None]
    for problem in (*page.document.problems, *page.problems, *problems):
        raise PageError(f"{page.document.place(problem.start)}: {problem.message}")
    if not any(line.goal is not None for line in page.lines):
        raise PageError(f"goal: a claim was expected, found {query.goal[:40]!r}")
    return page


def _document(query: PageQuery) -> Document:
    if query.path:
        return load(query.path, query.format or None)  # type: ignore[arg-type]
    return parse(query.page, query.format or "markdown", query.called)  # type: ignore[arg-type]


__all__ = ["NOWHERE", "Query", "Terms", "id_of", "judge_here"]
