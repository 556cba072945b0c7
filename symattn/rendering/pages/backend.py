"""What every format says in its own way, and the one walk down a page that asks for it.

A back end answers the same few questions: how a title looks, a formula with its reason, a line of
prose, the remarks under a line.  It never decides what is shown or in which order: that is
`document.py` and `render` below.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence

from symattn.records.record import CheckedDerivation

from .document import page
from .rows import Details, Page, Row, no_details


class Backend(ABC):
    """One format.  All methods return text that ends where its last line does, or nothing ("")."""

    @abstractmethod
    def opening(self, p: Page) -> str:
        """Label, title and source, and whatever the lines need to know of each other beforehand."""

    @abstractmethod
    def given(self, p: Page) -> str:
        """What is assumed."""

    @abstractmethod
    def heading(self, text: str) -> str:
        """The author's heading over the next lines."""

    @abstractmethod
    def formula(self, row: Row) -> str:
        """A claim: number, sides, relation, reason, verdict."""

    @abstractmethod
    def prose(self, row: Row) -> str:
        """A line that is only words."""

    @abstractmethod
    def remarks(self, row: Row) -> str:
        """What is said under a line: conditions, counterexamples, repairs, bounds."""

    @abstractmethod
    def closing(self, p: Page) -> str:
        """The count of verdicts, and the end."""

    @abstractmethod
    def document(self, bodies: Sequence[str], pages: Sequence[Page]) -> str:
        """Everything put together."""

    def repairs(self, row: Row) -> Iterable[str]:
        """The repaired lines, which the remarks have named, where there is more to show of them."""
        return map(self.formula, row.worked_out)

    def body(self, p: Page) -> str:
        """One derivation, from its title to its count."""
        return "\n".join(filter(None, self._told(p)))

    def _told(self, p: Page) -> Iterable[str]:
        yield self.opening(p)
        if p.given:
            yield self.given(p)
        for row in p.rows:
            if row.heading:
                yield self.heading(row.heading)
            yield self.prose(row) if row.goal is None else self.formula(row)
            if row.messages:
                yield self.remarks(row)
            yield from self.repairs(row)
        yield self.closing(p)


def render(
    backend: Backend, derivations: Iterable[CheckedDerivation], details: Details = no_details
) -> str:
    """Checked derivations as text in the format of the back end; it ends with a line break."""
    pages = [page(d, details) for d in derivations]
    return backend.document([backend.body(p) for p in pages], pages).rstrip("\n") + "\n"
