"""A class made up: pages of fifteen lines about softmax weights, of which three are wrong.

Every page has its own numbers, so that few lines are alike.
"""

from __future__ import annotations

from pathlib import Path

DECLARED = """```symattn
let n: integer >= 2
let \\beta: positive
let x, y, g: real
as \\beta -> \\infty
```

"""
TRUE = (
    "(x + {k})^2 = x^2 + {2k} x + {kk}",
    "x^2 + {k} > x",
    "\\frac{{e^{{{k}\\beta}}}}{{e^{{{k}\\beta}} + n - 1}} < 1",
    "\\frac{{e^{{{k}\\beta}}}}{{e^{{{k}\\beta}} + n - 1}} \\to 1",
    "e^{{x + {k}}} = e^{{{k}}} e^x",
    "\\log(e^{{{k}\\beta}}) = {k}\\beta",
    "{k} \\beta > 0",
    "\\frac{{e^{{{k}\\beta}}}}{{2e^{{{k}\\beta}} + n - 2}} \\to \\frac{{1}}{{2}}",
    "x^2 + y^2 \\ge 2xy - {k}",
    "e^{{-{k}\\beta}} \\to 0",
    "\\frac{{n + {k}}}{{n}} > 1",
    "|x - {k}| \\ge x - {k}",
)
FALSE = (
    "(x + {k})^2 = x^2 + {kk}",
    "\\frac{{e^{{{k}\\beta}}}}{{e^{{{k}\\beta}} + n - 1}} \\to \\frac{{1}}{{2}}",
    "e^{{x + {k}}} = e^x + {k}",
)
LINES = len(TRUE) + len(FALSE)


def page(number: int) -> str:
    """One page, the same whenever it is made."""
    lines = []
    for at, line in enumerate((*TRUE, *FALSE)):
        k = 1 + (7 * number + 3 * at) % 97
        lines.append(line.format(**{"k": k, "2k": 2 * k, "kk": k * k}))
    turn = number % len(lines)
    return DECLARED + "\n\n".join(f"$${line}$$" for line in lines[turn:] + lines[:turn]) + "\n"


def write(folder: Path, count: int) -> None:
    """So many pages in a folder."""
    for number in range(count):
        (folder / f"page-{number:04}.md").write_text(page(number), encoding="utf-8")
