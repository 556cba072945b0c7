"""Derivation files from outside the book.

Their Python could patch anything in its process.  So it runs in a child process that writes certificates, and the
verdicts come from a process that has read nothing but those.
"""
from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .book import BookError, read_entries
from .record import CheckedDerivation
from .saving import SavingError, borne_out, read, save
from .terms import TermError

SECONDS = 600


def check_file(file: Path, beside: bool = False) -> list[CheckedDerivation]:
    """Check the derivations of a file; with `beside`, and look for bounds.  Raises BookError with one line if the file is not well written."""
    entries = read_entries(file, "stranger")
    if not entries:
        raise BookError(f"{file}: expected at least one function with @derivation(...), found none")
    with tempfile.TemporaryDirectory(prefix="symattn-") as folder:
        command = [sys.executable, "-c", "from symattn.stranger import child; child()", str(file.resolve()), folder, "beside" * beside]
        try:
            done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PYTHONSAFEPATH": "1"}, check=False, timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            raise BookError(f"{file}: was stopped after {SECONDS} seconds; a loop that does not end, or too many steps for one file?") from error
        if done.returncode:
            lines = done.stderr.strip().splitlines()
            raise BookError(lines[-1] if lines else f"{file}: the process that ran it ended with status {done.returncode}")
        try:
            order = json.loads((Path(folder) / "order").read_text(encoding="utf-8"))
            records = [borne_out(read(Path(folder) / name)) for name in order]
        except (OSError, ValueError, SavingError, TermError) as error:
            raise BookError(f"{file}: the process that ran it left no certificates ({error})") from error
    if sorted(r.id for r in records) != sorted(e.id for e in entries):
        raise BookError(f"{file}: expected the derivations {', '.join(e.id for e in entries)}; running the file gave {', '.join(r.id for r in records) or 'none'}")
    return records


def child() -> None:
    """The child process: run the file, check it, write certificates.  Ends with status 2 and one line on errors."""
    import importlib.util

    from .checking import check_in_worker
    from .derivation import REGISTRY, AuthoringError

    file, folder = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        spec = importlib.util.spec_from_file_location("stranger", file)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except AuthoringError:
            raise
        except SystemExit as error:
            raise AuthoringError("ends the process while it is read; expected derivations only", str(file)) from error
        except Exception as error:
            trace, line = error.__traceback__, 0
            while trace is not None:
                line = trace.tb_lineno if trace.tb_frame.f_code.co_filename == str(file) else line
                trace = trace.tb_next
            raise AuthoringError(f"{type(error).__name__}: {error}", str(file), line) from error
        paths = save([check_in_worker(d, beside=bool(sys.argv[3])) for d in REGISTRY.values()], folder)
        (folder / "order").write_text(json.dumps([p.name for p in paths]), encoding="utf-8")
    except (AuthoringError, SavingError, BookError) as error:
        print(error, file=sys.stderr)
        sys.exit(2)
