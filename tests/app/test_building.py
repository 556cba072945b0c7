"""What the app is made of: its archives, what is left out of them, and the built files."""

from __future__ import annotations

import ast
import io
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from symattn.app import archives, building
from symattn.app.archives import LEFT_OUT, flint_archive, late, packed, symattn_archive
from symattn.app.building import BuildingError
from symattn.app.site_files import POLICY, examples, site_files
from symattn.app.trimmed_python import NOT_WANTED, library, package
from symattn.commands.app_folder import app

from ..house import house

STARTS = ("symattn.app.browser_side", "symattn.app.taken_repairs", "symattn.checking.deciding")
SOURCES = house.HERE / "docs" / "make" / "app"
STATIC = house.HERE / "symattn" / "app" / "static"


def reached() -> set[str]:
    """The modules that a page can lead to, wherever they are imported."""
    edges = house.graph(house.HERE)
    seen: set[str] = set()
    left = list(STARTS)
    while left:
        name = left.pop()
        if name in seen or name == "symattn":
            continue
        seen.add(name)
        left += edges[name]
        parent = name.rpartition(".")[0]
        left += [parent] if parent in edges else []
    return seen


def test_no_page_leads_to_what_is_left_out() -> None:
    assert {house.room(name) for name in reached()} & set(LEFT_OUT) == set()


def test_no_page_leads_to_a_module_of_python_that_is_not_wanted() -> None:
    known = house.modules(house.HERE)
    found = set()
    for name in reached():
        for node in ast.walk(ast.parse(known[name].read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
                found.add(node.module.partition(".")[0])
    assert found & NOT_WANTED == set()
    assert found & {"sympy", "msgspec", "click", "pebble", "mpmath"} <= {
        "sympy",
        "click",
        "msgspec",
    }


def test_symattn_is_packed_without_what_a_command_line_needs() -> None:
    data = symattn_archive()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert "symattn/kernel/checker.py" in names and "symattn/settings/two-heads.symattn" in names
    assert not any(name.split("/")[1] in LEFT_OUT or "static" in name for name in names)
    assert data == symattn_archive()


def test_modules_are_compiled_and_no_assertion_is_lost() -> None:
    source = b'"""Said."""\ndef f(x):\n    "said"\n    assert x, "kept"\n    return x\n'
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        for name in ("a.py", "xml/b.py", "c.txt", "encodings/cp037.py", "encodings/utf_8.py"):
            made.writestr(name, source)
    whole = zipfile.ZipFile(io.BytesIO(package(archive.getvalue())))
    assert whole.namelist()[0] == "a.pyc" and whole.read("c.txt") == source
    assert b"kept" in whole.read("a.pyc") and b"said" not in whole.read("a.pyc").lower()
    small = zipfile.ZipFile(io.BytesIO(library(archive.getvalue(), {"a.py"})))
    assert small.namelist() == ["a.pyc", "c.txt", "encodings/utf_8.py"]


def test_compiled_modules_are_imported(tmp_path: Path) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("only_here.py", '"""Said."""\nvalue = 7\n')
    file = tmp_path / "made.zip"
    file.write_bytes(package(archive.getvalue()))
    code = (
        f"import sys; sys.path.insert(0, {str(file)!r}); import only_here; print(only_here.value)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.strip() == "7"


def test_an_archive_has_the_same_bytes_each_time() -> None:
    files = {"b/c.txt": b"2", "a.txt": b"1"}
    data = packed(files.items())
    assert data == packed(reversed(files.items()))
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(data))) as archive:
        assert archive.getnames() == ["a.txt", "b/c.txt"]


def test_flint_comes_without_its_tests_and_with_its_licences(tmp_path: Path) -> None:
    wheel = tmp_path / archives.FLINT.replace("*", "0.9.0")
    with zipfile.ZipFile(wheel, "w") as made:
        made.writestr("flint/__init__.py", "")
        made.writestr("flint/test/__init__.py", "")
        made.writestr("flint/types/a.pyi", "")
        made.writestr("python_flint.libs/libflint.so", b"x")
        made.writestr("python_flint-0.9.0.dist-info/licenses/LICENSE", "MIT")
    data, licences = flint_archive(tmp_path)
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(data))) as archive:
        assert archive.getnames() == ["flint/__init__.py", "python_flint.libs/libflint.so"]
    assert licences == {"LICENSES/python-flint/LICENSE.txt": b"MIT"}


def test_a_type_of_flint_is_imported_where_it_is_asked_for(tmp_path: Path) -> None:
    package_of = tmp_path / "flint"
    package_of.mkdir()
    (package_of / "__init__.py").write_text(late("from .a import x, y as z\nfrom .b import w\n"))
    (package_of / "a.py").write_text("x, y = 1, 2\n")
    (package_of / "b.py").write_text("raise ImportError('not wanted')\n")
    code = "import flint; print(flint.x, flint.z, hasattr(flint, 'v'))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["1", "2", "False"]


def test_what_is_missing_costs_a_line_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BuildingError, match="pip download .* python-flint==0.9.0$"):
        flint_archive(tmp_path)
    found = CliRunner().invoke(app, ["--to", str(tmp_path / "to"), "--pyodide", str(tmp_path)])
    assert found.exit_code == 1 and "npm install pyodide@" in found.output
    assert found.output.count("\n") == 1 and not (tmp_path / "to").exists()


def test_another_pyodide_is_refused(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"version": "0.29.5"}')
    with pytest.raises(BuildingError, match="314.x was expected, found 0.29.5"):
        building.build(tmp_path / "to", tmp_path, tmp_path)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(BuildingError, match="found thesis.tex"):
        building._write(tmp_path, {"index.html": b""})
    (tmp_path / "files.json").write_text('{"all": ["files.json"]}')
    with pytest.raises(BuildingError, match="found thesis.tex"):
        building._write(tmp_path, {"index.html": b""})
    (tmp_path / "files.json").write_text("[]")
    with pytest.raises(BuildingError, match="not that of an app"):
        building._write(tmp_path, {"index.html": b""})
    assert (tmp_path / "thesis.tex").read_text() == "mine"


def test_an_older_app_is_written_anew(tmp_path: Path) -> None:
    building._write(tmp_path, {"old.js": b"", "files.json": b'{"all": ["files.json", "old.js"]}'})
    building._write(tmp_path, {"new.js": b""})
    assert [one.name for one in tmp_path.iterdir()] == ["new.js"]


def test_the_page_asks_nobody_but_its_own_server() -> None:
    for engine in ("browser", "served"):
        found = site_files(engine)  # type: ignore[arg-type]
        index = found["index.html"].decode()
        assert f'data-engine="{engine}"' in index and POLICY in index
        for name, data in found.items():
            if name.endswith((".html", ".css", ".js")) and not name.startswith("LICENSES"):
                assert b"https://" not in data.replace(b"https://github.com/", b""), name


def test_there_are_examples_for_every_setting() -> None:
    found = examples()
    assert {one["name"] for one in found["settings"]} >= {"softmax-attention", "two-heads"}
    assert found["pages"][0]["title"] and len(found["pages"]) == len(found["settings"]) + 1


BUILT = {Path("app.js"), Path("LICENSES/app.js.txt")}
BY_HAND = {Path(name) for name in ("app.css", "early.js", "index.html", "service.js", "worker.js")}


def test_a_file_is_built_or_written_by_hand() -> None:
    here = {f.relative_to(STATIC) for f in STATIC.rglob("*") if f.is_file()}
    assert here == BUILT | BY_HAND
    assert not {f.name for f in (SOURCES / "source").iterdir()} & {f.name for f in BY_HAND}
    said = (STATIC / "LICENSES" / "app.js.txt").read_text(encoding="utf-8")
    assert "@codemirror/view" in said and "MIT" in said


@pytest.mark.skipif(
    not os.environ.get("SYMATTN_NIGHTLY") or not shutil.which("npm"), reason="takes npm"
)
def test_a_build_gives_the_same_bytes(tmp_path: Path) -> None:
    shutil.copytree(SOURCES, tmp_path / "app", ignore=shutil.ignore_patterns("node_modules"))
    subprocess.run(["npm", "ci", "--ignore-scripts"], cwd=tmp_path / "app", check=True)
    to = tmp_path / "static"
    subprocess.run(["node", "build.mjs", str(to)], cwd=tmp_path / "app", check=True)
    made = {f.relative_to(to): f.read_bytes() for f in to.rglob("*") if f.is_file()}
    assert made == {name: (STATIC / name).read_bytes() for name in BUILT}
