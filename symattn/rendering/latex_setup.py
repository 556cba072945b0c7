"""The TeX round a page: `symattn.sty` in whole, or the parts of it that a page without that file carries with it."""
from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

USES = "% needs \\usepackage{symattn} in the preamble\n"
END = "\\end{document}\n"


@lru_cache(maxsize=1)
def style_file() -> str:
    """The text of symattn.sty, for `\\usepackage{symattn}`."""
    return (files("symattn.rendering") / "symattn.sty").read_text(encoding="utf-8")


def layout() -> str:
    """What a fragment needs where symattn.sty is not loaded; where it is, this does nothing."""
    return "% The layout; needs amsmath and amssymb. In a document that loads symattn.sty it may go, down to \\fi.\n" + _part("layout")


def preamble(title: str = "", package: bool = False) -> str:
    """The head of a document of its own, in colour; with `package` the layout is symattn.sty's.  The title, plain letters, is the file's."""
    packages = "\\usepackage[colour]{symattn}\n\\usepackage{geometry}\n" if package else "\\usepackage{amsmath,amssymb,xcolor,geometry}\n"
    head = "\\documentclass[11pt,a4paper]{article}\n" + packages + "\\geometry{margin=24mm}\n\\pagestyle{plain}\n"
    head += f"\\ifdefined\\pdfinfo\\pdfinfo{{/Title ({title})}}\\fi\n" if title else ""
    return head + ("" if package else _part("colour")) + "\\begin{document}\n"


def _part(name: str) -> str:
    return style_file().split(f"%% {name} begins\n")[1].split(f"%% {name} ends\n")[0]
