"""`docs/make/house.py`, which counts how the code is laid out, for the tests that hold it
to that.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any


def _load() -> Any:
    file = Path(__file__).parents[1] / "docs" / "make" / "house.py"
    spec = importlib.util.spec_from_file_location("house", file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


house = _load()
