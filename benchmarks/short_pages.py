"""How long `symattn check` takes for a page of fifteen simple lines: less than SymPy to be loaded.

    python benchmarks/short_pages.py

Each page says the same: in Markdown with a block of declarations, in Markdown with a sentence of
them, and in LaTeX.  As in `speed.py` each run is a process of its own with an empty cache, in turns
with `python -c "import sympy"`; the medians of fifteen count.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from speed import COLD, SYMATTN, medians

RUNS, WANTED = 15, 0.8
LINES = (
    r"x^2 + 1 > 0",
    r"x^2 + y^2 \ge 2xy",
    r"(x + y)^2 = x^2 + 2xy + y^2",
    r"e^{x+y} = e^x e^y",
    r"a + b > 0",
    r"\frac{a}{a+b} + \frac{b}{a+b} = 1",
    r"\frac{e^x}{e^x + e^y} = \frac{1}{1 + e^{y-x}}",
    r"\frac{a}{a+b} < 1",
    r"n + 1 \ge 3",
    r"(x - y)(x + y) = x^2 - y^2",
    r"e^x > 0",
    r"\frac{e^{x+z}}{e^{x+z} + e^{y+z}} = \frac{e^x}{e^x + e^y}",
    r"\log(ab) = \log a + \log b",
    r"e^{-x} = \frac{1}{e^x}",
    r"\frac{1}{2} + \frac{1}{3} = \frac{5}{6}",
)
BLOCK = "```symattn\nlet n: integer >= 2\nlet x, y, z: real\nlet a, b: positive\n```"
SAID = r"Let $n \ge 2$ be an integer, let $x, y, z$ be real numbers, and let $a, b > 0$."
DOLLARS = "\n\n".join(f"$${line}$$" for line in LINES)
DISPLAYS = "\n".join(rf"\[ {line} \]" for line in LINES)
PAGES = {
    "block.md": f"# Lines\n\n{BLOCK}\n\n{DOLLARS}\n",
    "sentence.md": f"# Lines\n\n{SAID}\n\n{DOLLARS}\n",
    "page.tex": "\\documentclass{article}\n\\usepackage{amsmath}\n\\begin{document}\n"
    f"\\section{{Lines}}\n{SAID}\n{DISPLAYS}\n\\end{{document}}\n",
}


def main() -> None:
    print("page         × import sympy  processor  wanted under  seconds")
    with tempfile.TemporaryDirectory() as folder:
        for name, text in PAGES.items():
            file = Path(folder, name)
            file.write_text(text, encoding="utf-8")
            command = [*SYMATTN, "check", str(file)]
            run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
            if f"{len(LINES)} proved" not in run.stdout:
                raise SystemExit(run.stdout + run.stderr)
            (took, spent), (unit, unit_spent) = medians(command, folder, COLD, RUNS)
            ratios = f"{took / unit:>14.2f} {spent / unit_spent:>10.2f} {WANTED:>13}"
            print(f"{name:<12} {ratios} {took:>8.2f}", flush=True)


if __name__ == "__main__":
    main()
