"""What `symattn derive` prints, set by LaTeX, as an image for the README.

    python docs/make/latex_image.py 1b docs/1b.png [FROM TO]

FROM and TO are lines of the output; without them all of it is set.  Needs pdflatex and pdftocairo
(poppler).
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

PREAMBLE = r"""\documentclass[11pt]{article}
\usepackage{amsmath,amssymb}
\usepackage[paperwidth=15cm,paperheight=30cm,margin=6mm]{geometry}
\pagestyle{empty}
\begin{document}
"""
DOTS = 220  # an inch


def main(id: str, image: str, first: str = "1", last: str = "100000") -> None:
    printed = subprocess.run(
        [sys.executable, "-m", "symattn", "derive", id],
        check=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout
    shown = "\n".join(printed.splitlines()[int(first) - 1 : int(last)])
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "page.tex").write_text(
            f"{PREAMBLE}{shown}\n\\end{{document}}\n", encoding="utf-8"
        )
        subprocess.run(
            ["pdflatex", "-interaction=batchmode", "page.tex"],
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        subprocess.run(
            ["pdftocairo", "-png", "-r", str(DOTS), "-singlefile", "page.pdf", "page"],
            cwd=folder,
            check=True,
        )
        _cropped(Path(folder) / "page.png", Path(image))


def _cropped(page: Path, image: Path) -> None:
    """The page without its white edges."""
    from PIL import Image, ImageOps

    picture = Image.open(page).convert("L")
    left, top, right, bottom = ImageOps.invert(picture).getbbox() or (0, 0, *picture.size)
    edge = DOTS // 10
    box = (
        max(left - edge, 0),
        max(top - edge, 0),
        min(right + edge, picture.width),
        min(bottom + edge, picture.height),
    )
    picture.crop(box).save(image, optimize=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
