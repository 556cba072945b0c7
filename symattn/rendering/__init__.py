"""From verdicts to pages: a checked derivation becomes a document, and the document one file per format.

Decides nothing and searches nothing: imports `symattn.terms` and `symattn.record` only.
"""
from __future__ import annotations

from collections.abc import Callable

from symattn.record import CheckedDerivation

from . import as_json, latex, text

FORMATS: dict[str, Callable[[CheckedDerivation], str]] = {"latex": latex.render, "text": text.render, "json": as_json.render}
