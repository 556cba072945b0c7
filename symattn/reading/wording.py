"""Patterns of running text: long ones, compiled when a page first has words to be read.

To compile them takes longer than to read a page of formulas that has none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property


class Wording:
    """A regular expression that is compiled at its first use."""

    def __init__(self, text: str, flags: int = 0) -> None:
        self.text, self.flags = text, flags

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.text, self.flags)

    def match(self, text: str, begin: int = 0) -> re.Match[str] | None:
        return self.compiled.match(text, begin)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return self.compiled.fullmatch(text)

    def search(self, text: str, begin: int = 0) -> re.Match[str] | None:
        return self.compiled.search(text, begin)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self.compiled.finditer(text)

    def split(self, text: str) -> list[str]:
        return self.compiled.split(text)

    def sub(self, put: str | Callable[[re.Match[str]], str], text: str) -> str:
        return self.compiled.sub(put, text)
