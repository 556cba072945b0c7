"""Run the commands that stand in the documents, and write what they print under them.

    python docs/make/examples.py README.md docs/*.md docs/tutorials/*.md

A block ```console holds commands ("$ symattn …") with their outputs, a block ```pycon Python with
its answers. Each block runs in a folder of its own, in 100 columns, which holds the files that the
document shows before: ````markdown page.md. The tests run the same
blocks and change nothing (`tests/test_documents.py`).
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
FILE = re.compile(r"^````\w+ (\S+)\n(.*?)^````$", re.DOTALL | re.MULTILINE)
# a command, which goes on behind a backslash; what it prints may have backslashes too
HEAD = re.compile(r"(?:.*\\\n)*.*\n?")
WIDTH = "100"


def commands(block: str) -> list[tuple[list[str], str]]:
    """The commands of a block, each as its words, with the output that stands under it."""
    parts = re.split(r"^\$ symattn ", block, flags=re.MULTILINE)
    if parts[0]:
        raise ValueError(f"a block begins with '$ symattn ', not with {parts[0][:40]!r}")
    found = []
    for part in parts[1:]:
        head = HEAD.match(part).group()  # type: ignore[union-attr]
        command = re.sub(r"\\\n>? *", "", head)
        found.append((shlex.split(command), part[len(head) :]))
    return found


def run(words: list[str], folder: str) -> str:
    """What a command prints.  Its exit status is not looked at: a false line is an example too."""
    environment = {**os.environ, "COLUMNS": WIDTH}
    done = subprocess.run(
        [sys.executable, "-m", "symattn", *words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.stderr:
        raise ValueError(f"symattn {shlex.join(words)}: {done.stderr}")
    return done.stdout


def shown_files(text: str) -> dict[str, str]:
    """The files that a text shows, each as it is shown last."""
    return dict(FILE.findall(text))


def with_files(folder: str | Path, files: dict[str, str]) -> None:
    """Write the files into a folder."""
    for name, content in files.items():
        file = Path(folder) / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def rewritten(block: str, files: dict[str, str]) -> str:
    """A block with what its commands print now."""
    texts = [part for part in re.split(r"(?=^\$ symattn )", block, flags=re.MULTILINE) if part]
    with tempfile.TemporaryDirectory() as folder:
        with_files(folder, files)
        outputs = [run(words, folder) for words, _ in commands(block)]
    heads = [HEAD.match(text).group() for text in texts]  # type: ignore[union-attr]
    return "".join(head.rstrip("\n") + "\n" + output for head, output in zip(heads, outputs))


def main(names: list[str]) -> None:
    for name in names:
        file = Path(name)
        text = file.read_text(encoding="utf-8")

        def run_now(m: re.Match[str], text: str = text) -> str:
            return rewritten(m.group(), shown_files(text[: m.start()]))

        file.write_text(BLOCK.sub(run_now, text), encoding="utf-8")
        print(f"{name}: {len(BLOCK.findall(text))} blocks")


if __name__ == "__main__":
    main(sys.argv[1:])
