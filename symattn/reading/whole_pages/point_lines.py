"""Points in a setting: `points: 2 for each line`, `points: 3 for \\alpha_1 \\to 1`.

They say what a teacher gives for lines; what lines mean does not depend on them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from ..documents.loading import parse
from ..documents.pieces import PageError
from .page_lines import PageLine
from .page_reader import read_page

FORM = "points: 2 for each line; or points: 3 for \\alpha_1 \\to 1"
EACH = "each line"
_LINE = re.compile(r"\s*points\s*:\s*(\S+)\s+for\s+(\S.*?)\s*\Z")
_NUMBER = re.compile(r"(\d{1,6})(?:/(\d{1,6})|\.(\d{1,6}))?\Z")


@dataclass(frozen=True)
class Points:
    """What a line of a setting gives: so many points for each line, or for one claim.

    `claim` is the claim as it was read, with its context; None for each line.
    """

    points: Fraction
    written: str
    claim: PageLine | None = None


def is_points(line: str) -> bool:
    """Whether a line of a setting is about points."""
    return re.match(r"\s*points\b", line) is not None


def read_points(name: str, settings: Callable[[str], str]) -> tuple[Points, ...]:
    """The points that a setting gives.

    Raises PageError with the setting and the line where one cannot be read.
    """
    found: list[Points] = []
    for k, line in enumerate(settings(name).split("\n"), 1):
        if is_points(line):
            where = f"setting {name}, line {k}"
            one = _read(line, where, name, settings)
            if any(_same(one, other) for other in found):
                raise PageError(f"{where}: there are points for {one.written} already")
            found.append(one)
    return tuple(found)


def claims_of(
    text: str, where: str, name: str, settings: Callable[[str], str]
) -> Iterable[PageLine]:
    """What a formula claims under the declarations of a setting.  Raises PageError."""
    page = read_page(parse(f"$$\n{text}\n$$\n", "markdown", where), settings, name)
    problems = [line.problem for line in page.lines if line.problem is not None]
    for problem in (*page.document.problems, *page.problems, *problems):
        raise PageError(f"{where}: {problem.message}")
    return [line for line in page.lines if line.goal is not None]


def _same(one: Points, other: Points) -> bool:
    if one.claim is None or other.claim is None:
        return one.claim is other.claim
    return one.claim.goal == other.claim.goal


def _read(line: str, where: str, name: str, settings: Callable[[str], str]) -> Points:
    found = _LINE.match(line)
    if found is None:
        raise PageError(f"{where}: expected {FORM}; found {line.strip()[:60]}")
    number = _NUMBER.match(found[1])
    if number is None or number[2] is not None and int(number[2]) == 0:
        raise PageError(f"{where}: expected a number of points as 2, 1/2 or 1.5; found "
                        f"{found[1][:40]}")  # fmt: skip
    if found[2] == EACH:
        return Points(Fraction(found[1]), EACH)
    claims = list(claims_of(found[2], where, name, settings))
    if len(claims) != 1:
        raise PageError(f"{where}: expected one claim, as in {FORM}; found {len(claims)} in "
                        f"{found[2][:60]}")  # fmt: skip
    return Points(Fraction(found[1]), found[2], claims[0])
