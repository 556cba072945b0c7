"""What stands round a page in the typeset style: `symattn.sty`,
and the head of a document that loads it."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

STYLE = "symattn.sty"
USES = "% needs \\usepackage{symattn} in the preamble; `symattn export` writes symattn.sty\n"
END = "\\end{document}\n"


@lru_cache(maxsize=1)
def style_file() -> str:
    """The text of symattn.sty, for `\\usepackage{symattn}`."""
    return (files("symattn.rendering.formats") / STYLE).read_text(encoding="utf-8")


def preamble(title: str = "") -> str:
    """The head of a document of its own, in colour.  The title, plain letters, is the file's."""
    head = "\\documentclass[11pt,a4paper]{article}\n"
    head += "\\usepackage[colour]{symattn}\n\\usepackage{geometry}\n"
    head += "\\geometry{margin=24mm}\n\\pagestyle{plain}\n"
    head += f"\\ifdefined\\pdfinfo\\pdfinfo{{/Title ({title})}}\\fi\n" if title else ""
    return head + "\\begin{document}\n"
