"""A repair put into the page: the edit of the text, where the page then says what was proved."""

from __future__ import annotations

from ..checking.checked_pages import CheckedPage
from ..publishing.repaired_source import replacement
from ..rendering.author_pages.findings import findings
from .page_views import Data
from .text_units import units


def taken(checked: CheckedPage, number: int, repair: int) -> Data:
    """What to put where, so that the line of this number says what the repair says."""
    told = [one for one in findings(checked) if one.verdict]
    found = replacement(checked, told[number], repair) if 0 <= number < len(told) else None
    if found is None:
        return {"kind": "no edit", "why": "it cannot be put in as it stands; write it yourself"}
    start, end, text = found
    before = units(checked.page.document.text)
    return {"kind": "edit", "start": before(start), "end": before(end), "text": text}


__all__ = ["taken"]
