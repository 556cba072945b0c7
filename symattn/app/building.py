"""The app as a folder of files, for any server of files: nothing is asked of a server but these.

Python itself is Pyodide, from the folder of its npm package: it comes with the app when that is
built, and never with symattn's own wheel.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path

from .archives import BuildingError, flint_archive, squeezed, symattn_archive
from .site_files import site_files

PYODIDE = "314."  # with Python 3.14 and the ABI that the wheel of python-flint is for
PACKAGE = "pyodide@314.0.8"
PARTS = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
SCRIPTS = ("compile.mjs", "trimmed_python.py")
SECONDS = 300
LIST = "files.json"
BESIDE = (LIST, "service.js")  # what a browser asks for to see whether the others are new
NOTICE = """\
pyodide/ is Pyodide {version}, https://github.com/pyodide/pyodide,
under the Mozilla Public License 2.0 (https://www.mozilla.org/MPL/2.0/), as its npm package has it,
but that python_stdlib.zip is compiled in part and has fewer modules.  It contains CPython,
https://www.python.org, under the PSF License (https://docs.python.org/3/license.html), and
Emscripten's libraries under the MIT License.
symattn.zip.xz is symattn, compiled, under the MIT License.
"""


def build(to: Path, pyodide: Path, wheels: Path) -> dict[str, int]:
    """Write the app into a folder, which is made; the sizes of its files by name.

    Raises BuildingError where something is missing, or the folder has something else in it.
    """
    runtime = _version(pyodide)
    found = site_files("browser")
    found["symattn.zip.xz"], found["pyodide/python_stdlib.zip"] = _compiled(pyodide)
    found["flint.tar.xz"], licences = flint_archive(wheels)
    found |= licences
    for name in PARTS:
        found[f"pyodide/{name}"] = _read(pyodide / name)
    found["LICENSES/pyodide.txt"] = NOTICE.format(version=runtime).encode()
    digest = hashlib.sha256()
    for name in sorted(found):
        digest.update(name.encode() + hashlib.sha256(found[name]).digest())
    version = digest.hexdigest()[:16]
    found["index.html"] = found["index.html"].replace(b"VERSION", version.encode(), 1)
    all_names = sorted({*found, LIST})
    needed = [n for n in all_names if not n.startswith("LICENSES/") and n not in BESIDE]
    listed = {"version": version, "files": needed, "all": all_names}
    found[LIST] = json.dumps(listed, indent=1).encode()
    _write(to, found)
    return {name: len(data) for name, data in sorted(found.items())}


def first_visit(to: Path) -> tuple[int, int]:
    """The bytes of what a first visit loads, and as a server sends them that compresses."""
    names = json.loads((to / LIST).read_text())["files"]
    sizes = [(len(d), len(gzip.compress(d))) for d in ((to / name).read_bytes() for name in names)]
    return sum(whole for whole, _ in sizes), sum(map(min, sizes))


def _version(pyodide: Path) -> str:
    try:
        found = str(json.loads(_read(pyodide / "package.json"))["version"])
    except (ValueError, KeyError, TypeError):
        raise BuildingError(f"{pyodide}: the npm package pyodide was expected") from None
    if not found.startswith(PYODIDE):
        raise BuildingError(
            f"{pyodide}: pyodide {PYODIDE}x was expected, found {found[:20]}; npm install {PACKAGE}"
        )
    return found


def _compiled(pyodide: Path) -> tuple[bytes, bytes]:
    """symattn and Python's library as bytecode, made by Pyodide itself, which Node runs."""
    with tempfile.TemporaryDirectory() as made:
        sources = Path(made) / "sources.zip"
        sources.write_bytes(symattn_archive())
        scripts = [Path(str(files("symattn.app") / name)) for name in SCRIPTS]
        command = ["node", *map(str, (scripts[0], pyodide.resolve(), scripts[1], sources, made))]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        except FileNotFoundError:
            raise BuildingError("node was expected, which runs Pyodide; install Node.js") from None
        except subprocess.TimeoutExpired:
            raise BuildingError(f"Pyodide took longer than {SECONDS} seconds") from None
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode(errors="replace").strip().splitlines() or ["no word"]
            raise BuildingError(f"{pyodide}: Pyodide broke off: {said[-1][:200]}") from None
        symattn, library = (Path(made) / name for name in ("symattn.zip", "python_stdlib.zip"))
        return squeezed(symattn.read_bytes()), library.read_bytes()


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError:
        raise BuildingError(
            f"{file}: the folder of the npm package pyodide was expected; npm install {PACKAGE}, "
            "then --pyodide node_modules/pyodide"
        ) from None


def _write(to: Path, found: dict[str, bytes]) -> None:
    """The files, in place of those of an older app; nothing else is removed."""
    try:
        old = json.loads((to / LIST).read_text()) if (to / LIST).is_file() else {"all": []}
        inside = {f.relative_to(to).as_posix() for f in to.rglob("*") if f.is_file()}
        if strange := sorted(inside - set(old["all"])):
            raise BuildingError(
                f"{to}: an empty folder was expected, or one with an older app, found {strange[0]}"
            )
        for name in inside:
            (to / name).unlink()
        for name, data in found.items():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            (to / name).write_bytes(data)
    except OSError as error:
        raise BuildingError(f"{to}: cannot be written: {error.strerror or error}") from None
    except (ValueError, KeyError, TypeError):
        raise BuildingError(f"{to / LIST}: not that of an app; choose another folder") from None


__all__ = ["build", "first_visit"]
