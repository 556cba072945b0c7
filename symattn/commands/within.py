"""The lines within steps, looked for while the terminal is told what takes long."""

from __future__ import annotations

from collections.abc import Sequence

from ..detail import DetailLine, looked_for
from ..records.record import CheckedDerivation, CheckedStep
from ..rendering.pages.rows import Detail, Details
from .terminal import Progress

PATIENCE = 2.0  # seconds before the terminal is told


def within(records: Sequence[CheckedDerivation]) -> Details:
    """What `render` shows within the steps of these derivations."""
    progress = Progress()
    found: dict[tuple[str, int], list[Detail]] = {}
    for record in records:

        def tick(step: CheckedStep, spent: float, id: str = record.id) -> None:
            if spent >= PATIENCE:
                progress.say(f"steps within {id}.{step.number} … {spent:.0f} s")

        for number, lines in looked_for(record, tick).items():
            found[record.id, number] = list(map(shown, lines))
    progress.clear()
    return lambda record, step: found.get((record.id, step.number), ())


def shown(line: DetailLine) -> Detail:
    claims = tuple((one.goal, one.evidence) for one in line.claims)
    return Detail(line.goal, not line.goes_on, line.reason, line.said.evidence, claims)
