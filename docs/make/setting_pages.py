"""Write the reference of the settings that ship: their declarations, and a page with each.

python docs/make/setting_pages.py FILE.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from symattn.reading.whole_pages.shipped_settings import example_of, names, text_of, title_of

BEGINNING = """\
# Settings

Declarations that come with symattn, for pages of a kind. A page says `setting NAME` in its block,
or is checked with `--setting NAME`. A setting of your own is a file `NAME.symattn` in a folder
`settings` beside the page; [what may stand in it](../pages-syntax.md#declarations). In some
example pages a line or two are false: check them, and see.
"""


def section(name: str) -> str:
    """A setting, and its example page."""
    declared, example = text_of(name).strip("\n"), example_of(name).strip("\n")
    return (
        f"## {name}\n\n{title_of(name)}.\n\n"
        f"```symattn\n{declared}\n```\n\n"
        f"A page with it (`symattn settings {name} --example`):\n\n````markdown\n{example}\n````\n"
    )


def page() -> str:
    """The whole page."""
    return "\n".join([BEGINNING, *map(section, names())])


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
