"""The environments of LaTeX as a page needs to know them: formulas, prose, and what is neither."""

from __future__ import annotations

import re

_STARRED = (
    "equation", "align", "alignat", "xalignat", "gather", "multline", "flalign", "eqnarray",
    "IEEEeqnarray", "dmath",
)  # fmt: skip

DISPLAYS = frozenset(
    [*_STARRED, *(name + "*" for name in _STARRED), "displaymath", "math", "xxalignat"]
)
"""Formulas of their own; none of them stands inside another."""

INNER = frozenset(
    ["aligned", "alignedat", "gathered", "split", "cases", "dcases", "rcases", "array"]
    + ["multlined", "smallmatrix", "substack", "subarray"]
    + [sort + "matrix" for sort in ("", "p", "b", "B", "v", "V")]
)
"""They stand inside a formula; one that does not is a display all the same."""

RAW = frozenset(
    ["verbatim", "verbatim*", "Verbatim", "lstlisting", "minted", "comment", "filecontents"]
    + ["filecontents*", "figure", "figure*", "table", "table*", "tikzpicture", "tikzcd"]
    + ["wrapfigure", "algorithmic", "thebibliography", "picture"]
)
"""Code, figures and tables: nothing in them is read."""

PROSE = frozenset(
    ["document", "theorem", "lemma", "proposition", "corollary", "definition", "remark", "example"]
    + ["proof", "claim", "exercise", "solution", "itemize", "enumerate", "description", "center"]
    + ["abstract", "quote", "quotation", "flushleft", "flushright", "minipage", "subequations"]
    + ["frame", "appendix", "multicols", "tabular", "tabularx"]
    + list(RAW)
)
"""A formula that is still open where one of these begins was never closed."""

ARGUMENTS = {
    **dict.fromkeys(["alignat", "alignat*", "xalignat", "xalignat*", "xxalignat"], 1),
    **dict.fromkeys(["alignedat", "array", "subarray", "IEEEeqnarray", "IEEEeqnarray*"], 1),
}
"""How many arguments in braces follow \\begin{…} and are no part of the formula."""

HEADINGS = {
    "part": 1,
    "chapter": 1,
    "section": 2,
    "subsection": 3,
    "subsubsection": 4,
    "paragraph": 5,
    "subparagraph": 6,
}
"""The levels of headings, 1 the highest."""

BEGIN = re.compile(r"\\begin[ \t]*\{([^{}\n\\$]{1,60})\}")
END = re.compile(r"\\end[ \t]*\{([^{}\n\\$]{1,60})\}")
