"""What a whole class is graded by: a setting of the teacher's, and what it expects.

Settings are taken from the folder of the class and from those that ship, never from beside a
student's page: nobody brings declarations of his own under the teacher's name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from ..language import Context, Term
from ..reading.documents.loading import load, parse
from ..reading.documents.pieces import PageError
from ..reading.documents.text_files import file_text
from ..reading.whole_pages.page_lines import PageLine
from ..reading.whole_pages.page_reader import read_page
from ..reading.whole_pages.point_lines import read_points
from ..reading.whole_pages.shipped_settings import ENDING, text_of


@dataclass(frozen=True)
class TeachersSettings:
    """The settings of a class by their names, as texts; those that ship where there is no other."""

    texts: tuple[tuple[str, str], ...] = ()

    def __call__(self, name: str) -> str:
        """The text of a setting.  Raises PageError, with the nearest name."""
        own = dict(self.texts).get(name)
        return text_of(name) if own is None else own


@dataclass(frozen=True)
class ExpectedClaim:
    """A claim that a page should come to, as the setting or the reference page writes it."""

    latex: str
    read: str
    goal: Term
    context: Context
    points: Fraction | None = None


@dataclass(frozen=True)
class ClassSetting:
    """How the pages of a class are read, and what they are given points for."""

    name: str
    settings: TeachersSettings
    each: Fraction | None = None
    expected: tuple[ExpectedClaim, ...] = ()

    @property
    def gives_points(self) -> bool:
        return self.each is not None or any(one.points is not None for one in self.expected)


def class_setting(name: str, folders: Sequence[Path], reference: Path | None) -> ClassSetting:
    """The setting of a class.

    `name` is that of a setting in the folders, or that ships, or a file.  Raises PageError where it
    cannot be read: with the line, what was expected and what was found.
    """
    texts: dict[str, str] = {}
    for folder in folders:
        for file in (*folder.glob(f"settings/*{ENDING}"), *folder.glob(f"*{ENDING}")):
            texts.setdefault(file.name.removesuffix(ENDING), file_text(file, file.name))
    if name.endswith(ENDING):
        file = Path(name)
        name = file.name.removesuffix(ENDING)
        texts[name] = file_text(file, str(file))
    settings = TeachersSettings(tuple(sorted(texts.items())))
    given = read_points(name, settings) if name else ()
    expected = [
        _expected(one.claim, one.points, one.written) for one in given if one.claim is not None
    ]
    if reference is not None:
        known = {one.goal for one in expected}
        expected += [one for one in _of_reference(reference, settings, name)
                     if one.goal not in known]  # fmt: skip
    if name:  # what is wrong with it is said now, and not on every page
        read_page(parse("", "markdown", name), settings, name)
    each = next((one.points for one in given if one.claim is None), None)
    return ClassSetting(name, settings, each, tuple(expected))


def _expected(line: PageLine, points: Fraction | None, written: str = "") -> ExpectedClaim:
    assert line.goal is not None and line.context is not None
    latex = " ".join((written or line.latex).replace("&", "").split())
    return ExpectedClaim(latex, line.read, line.goal, line.context, points)


def _of_reference(file: Path, settings: TeachersSettings, name: str) -> list[ExpectedClaim]:
    """What a page of the teacher's claims, each once."""
    page = read_page(load(file), settings, name)
    found: dict[Term, ExpectedClaim] = {}
    for line in page.lines:
        if line.goal is not None and line.context is not None and not line.part:
            found.setdefault(line.goal, _expected(line, None))
    if not found:
        raise PageError(f"{file}: a page with claims was expected, found none")
    return list(found.values())
