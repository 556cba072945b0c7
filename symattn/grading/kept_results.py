"""Results kept page by page as they come, so that a run that was stopped goes on from there.

A result is used again where the file, the setting and symattn are what they were, and its feedback
lies where it was written.  The lines of the last hand-in are kept with it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from ..records.saving import write_bytes, write_text
from ..version import __version__
from ..writing.sources import root_of, sources
from .graded_pages import GradedLine, GradedPage, page_from_json, page_to_json
from .page_grader import Graded, ToGrade

FOLDERS = ("feedback", "results")


@dataclass(frozen=True)
class KeptPage:
    """A result on disk: what it was made of, the page, and the lines of the hand-in before."""

    key: str
    content: str
    page: GradedPage
    before: tuple[GradedLine, ...] | None


class KeptResults:
    """The results in a folder."""

    def __init__(self, out: Path) -> None:
        self.out = out

    def prepared(self, task: ToGrade, whole: str) -> tuple[ToGrade, GradedPage | None]:
        """The task with the lines of the last hand-in, and the page if it is graded already.

        `whole` is the text of the submission with what it includes.
        """
        kept = self._read(task.slug)
        if kept is None:
            return task, None
        before = kept.before if kept.content == _sum(whole) else kept.page.lines
        again = replace(task, before=before)
        return again, kept.page if kept.key == _key(again, whole) else None

    def keep(self, task: ToGrade, whole: str, found: Graded) -> None:
        """Write the feedback, and then the result that says so.  Raises SavingError."""
        write_text(self.out / "feedback" / f"{task.slug}.html", found.html)
        if found.pdf is not None:
            write_bytes(self.out / "feedback" / f"{task.slug}.pdf", found.pdf)
        before = None if task.before is None else [asdict(line) for line in task.before]
        data = {
            "key": _key(task, whole),
            "content": _sum(whole),
            "feedback": _sum(found.html),
            "page": page_to_json(found.page),
            "before": before,
        }
        write_text(
            self.out / "results" / f"{task.slug}.json",
            json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n",
        )

    def _read(self, slug: str) -> KeptPage | None:
        """What is kept of a submission; None where there is nothing, or it is damaged."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            text = (self.out / "results" / f"{slug}.json").read_text(encoding="utf-8")
            data: Any = json.loads(text)
            before = data["before"]
            feedback = self.out / "feedback" / f"{slug}.html"
            whole = feedback.exists() and _sum(feedback.read_text("utf-8")) == data["feedback"]
            return KeptPage(
                data["key"] if whole else "",
                data["content"],
                page_from_json(data["page"]),
                None if before is None else _lines(before),
            )
        return None


def _lines(data: Sequence[Any]) -> tuple[GradedLine, ...]:
    found = (GradedLine(**one) for one in data)
    return tuple(
        replace(one, condition=tuple(one.condition), repair=tuple(one.repair)) for one in found
    )


def _sum(text: str) -> str:
    return sha256(text.encode("utf-8", "backslashreplace")).hexdigest()


def _key(task: ToGrade, whole: str) -> str:
    """What a result follows from, as a sum."""
    setting = task.setting
    made_of = [
        _mark(),
        task.name,
        task.slug,
        whole,
        setting.name,
        setting.settings.texts,
        str(setting.each),
        [(one.latex, str(one.points)) for one in setting.expected],
        task.seconds,
        task.hints,
        task.pdf,
    ]
    return _sum(json.dumps(made_of, ensure_ascii=False))


@lru_cache(maxsize=1)
def _mark() -> str:
    """The version, and the text of symattn itself."""
    digest = sha256(__version__.encode())
    root = root_of("symattn")
    for one in sources(root, "symattn") if root is not None else ():
        digest.update(one.data)
    return digest.hexdigest()
