"""What the marks of the app mean: each with its shape, in its colour and with its word."""

from __future__ import annotations

from ..rendering.author_pages.findings import SAID_IN_FULL

MEANINGS = {
    "proved": "for all values that the page allows; the kernel has recomputed the proof",
    "conditional": "false as written, and proved under a condition, which is said",
    "refuted": "what shows it is said: a counterexample, as a rule",
    "undecided": "neither proved nor false: it is said what was tried",
    "not_read": "this could not be understood, and is not judged",
    "outside": "nothing that mathematics decides",
}
PENDING = "pale: found, and not yet replayed by a second worker"


def legend(with_pending: bool) -> str:
    """A list for HTML, of all marks; pale ones are there only where a browser runs Python."""
    items = [
        _item(verdict, f"<b>{SAID_IN_FULL[verdict]}</b>: {MEANINGS[verdict]}")
        for verdict in MEANINGS
    ]
    if with_pending:
        items.insert(1, _item("proved", PENDING, " pending"))
    return f'<ul class="legend">{"".join(items)}</ul>'


def _item(verdict: str, told: str, more: str = "") -> str:
    shape = f'<svg class="shape{more}" aria-hidden="true"><use href="#m-{verdict}"/></svg>'
    return f'<li class="{verdict}">{shape}<span>{told}</span></li>'


__all__ = ["legend"]
