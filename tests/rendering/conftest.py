"""Pages made by hand say what is written there."""

from __future__ import annotations

import pytest

from symattn.rendering.formats import as_json
from symattn.rendering.pages import document

from . import samples


@pytest.fixture(autouse=True)
def _said_by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "said", samples.said)
    monkeypatch.setattr(as_json, "said", samples.said)
