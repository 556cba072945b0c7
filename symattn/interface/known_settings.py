"""The settings that come with symattn, in Python."""

from __future__ import annotations

from dataclasses import dataclass

from ..reading.whole_pages.shipped_settings import example_of, names, text_of, title_of


@dataclass(frozen=True)
class Setting:
    """Declarations for pages of a kind, under a name.

    `text` are the declarations, `example` is a page in Markdown that uses them.

    >>> one = settings()[0]
    >>> one.name, one.text.splitlines()[1]
    ('cross-entropy', 'let n: integer >= 2')
    """

    name: str
    title: str

    @property
    def text(self) -> str:
        """The declarations, as they would stand in a block of a page."""
        return text_of(self.name)

    @property
    def example(self) -> str:
        """A page in Markdown that uses the setting; one line of it or two are false."""
        return example_of(self.name)

    def __str__(self) -> str:
        return self.name


def settings() -> tuple[Setting, ...]:
    """The settings that come with symattn, for `check_page(..., setting=NAME)`.

    >>> for one in settings()[:2]:
    ...     print(f"{one}: {one.title}")
    cross-entropy: Softmax of n scores, and the cross-entropy of the right class
    log-sum-exp: The soft maximum, with a temperature
    """
    return tuple(Setting(name, title_of(name)) for name in names())
