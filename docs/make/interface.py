"""Write the reference of the Python interface: each name that `import symattn` offers.

python docs/make/interface.py FILE.md
"""

from __future__ import annotations

import inspect
import re
import sys
from pathlib import Path
from typing import Any

import symattn

BEGINNING = """\
# The Python interface

What `import symattn` offers, each with its signature and what `help` says of it. [From
Python](../python.md) is the guide, with examples that are run.
"""
WIDTH = 88
QUOTED = re.compile(r"(: |-> )'([^']*)'")  # annotations are kept as texts
PARTS = {
    "Functions": lambda thing: inspect.isfunction(thing),
    "Classes": lambda thing: isinstance(thing, type) and not issubclass(thing, Exception),
    "Errors": lambda thing: isinstance(thing, type) and issubclass(thing, Exception),
}


def signature(name: str, thing: Any) -> str:
    """The call, an argument a line where it is long."""
    found = inspect.signature(thing)
    said = QUOTED.sub(r"\1\2", f"{name}{found}")
    if len(said) <= WIDTH:
        return said
    marked, starred = [], False
    for one in found.parameters.values():
        if one.kind is one.KEYWORD_ONLY and not starred:
            marked.append("*")
        starred = starred or one.kind in (one.KEYWORD_ONLY, one.VAR_POSITIONAL)
        marked.append(QUOTED.sub(r"\1\2", str(one)))
    lines = "".join(f"    {one},\n" for one in marked)
    return f"{name}(\n{lines})" + said[said.rindex(")") + 1 :]


def members(thing: type) -> list[str]:
    """The public attributes that a class of ours has, with the first line of what they say."""
    found = []
    for name, value in inspect.getmembers(thing):
        value = getattr(value, "fget", value)
        module = getattr(value, "__module__", None) or ""
        if not name.startswith("_") and inspect.isfunction(value) and module.startswith("symattn"):
            said = (inspect.getdoc(value) or "").split("\n")[0]
            found.append(f"* `.{name}`" + (f": {said}" if said else ""))
    return found


def section(name: str) -> str:
    """What is said of one name."""
    thing = getattr(symattn, name)
    pieces = [f"### {name}\n"]
    if not (isinstance(thing, type) and issubclass(thing, Exception)):
        pieces.append(f"```python\n{signature(name, thing)}\n```\n")
    pieces.append(f"```text\n{inspect.getdoc(thing) or ''}\n```\n")
    if isinstance(thing, type) and (found := members(thing)):
        pieces.append("\n".join(found) + "\n")
    return "\n".join(pieces)


def page() -> str:
    """The whole page."""
    pieces = [BEGINNING]
    for heading, belongs in PARTS.items():
        pieces.append(f"## {heading}\n")
        pieces += [section(name) for name in symattn.__all__ if belongs(getattr(symattn, name))]
    return "\n".join(pieces)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
