"""symattn where there are no files to read: in an archive, with derivations compiled only."""

from __future__ import annotations

import compileall
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import symattn
from symattn.writing import sources
from symattn.writing.book import entries

ROOT = Path(symattn.__file__).parents[1]
NOTEBOOK = [entry.id for entry in entries() if not entry.in_library]
CODE = """
import sys, symattn
from symattn.commands.cli import main
print(symattn.__file__, file=sys.stderr)
main(sys.argv[1:])
"""
MINE = """
from symattn.writing.derivation import derivation

@derivation("mine", title="t", source="s")
def mine(d):
    x = d.real("x")
    d.step(x + 1, ">", x)
"""


def run(place: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {
        "PYTHONPATH": str(place),
        "SYMATTN_CACHE": str(place.parent / "cache"),
    }
    return subprocess.run(
        [sys.executable, "-c", CODE, *argv],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        encoding="utf-8",
    )


def metadata() -> dict[str, str]:
    head = "Metadata-Version: 2.1\nName: symattn\nVersion: 0.2.0\n"
    return {"METADATA": head, "entry_points.txt": "[symattn.derivations]\nnotebook = derivations\n"}


def test_in_an_archive(in_tmp: Path) -> None:
    archive = in_tmp / "all.zip"
    with zipfile.ZipFile(archive, "w") as file:
        for package in ("symattn", "derivations"):
            for path in (
                p
                for p in (ROOT / package).rglob("*")
                if p.is_file() and "__pycache__" not in p.parts
            ):
                file.write(path, path.relative_to(ROOT))
        for name, text in metadata().items():
            file.writestr(f"symattn-0.2.0.dist-info/{name}", text)
    (in_tmp / "mine.py").write_text(MINE, encoding="utf-8")
    listed = run(archive, "list")
    assert listed.returncode == 0 and str(archive) in listed.stderr
    assert [line.split()[0] for line in listed.stdout.splitlines()] == NOTEBOOK
    done = run(archive, "check", "mine.py", "1a-gaps.1")
    assert done.returncode == 0 and "2 steps: 2 proved" in done.stdout
    assert run(
        archive, "derive", "1a-gaps.1", "-o", "page.html"
    ).returncode == 0 and "Symattn Math" in Path("page.html").read_text(encoding="utf-8")


def test_derivations_that_are_compiled_only(in_tmp: Path) -> None:
    place = in_tmp / "place"
    shutil.copytree(
        ROOT / "derivations", place / "derivations", ignore=shutil.ignore_patterns("__pycache__")
    )
    compileall.compile_dir(place, quiet=2, legacy=True)
    for path in place.rglob("*.py"):
        path.unlink()
    listed = run(place, "list")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == NOTEBOOK
    assert "4 proved" in run(place, "check", "1a-gaps").stdout


def test_a_source_is_read_once(in_tmp: Path) -> None:
    (in_tmp / "p" / "q" / "__pycache__").mkdir(parents=True)
    for name in (
        "p/__init__.py",
        "p/b.pyc",
        "p/a.py",
        "p/a.pyc",
        "p/q/c.py",
        "p/q/__pycache__/c.pyc",
        "p/notes.txt",
    ):
        Path(name).write_bytes(name.encode())
    found = [(s.module, s.compiled) for s in sources.sources(Path("p"), "p")]
    assert found == [("p", False), ("p.a", False), ("p.b", True), ("p.q.c", False)]


def test_counts_are_forgotten_when_the_file_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from symattn.checking import last_check

    entry = entries()[0]
    assert entry.stamp and last_check._mark(entry) != last_check._mark(
        replace(entry, stamp="other")
    )
