"""Records on disk: written whole or not at all, and read back; `replaying` judges what is read."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..language import SymattnError, TermError
from .record import CheckedDerivation

MAX_BYTES = 64 << 20


class SavingError(SymattnError):
    """A file cannot be read or written; one line for the user."""


def write_text(path: Path, text: str) -> None:
    """Write a file whole, or leave what was there; a device or a pipe is written to as it is.

    Raises SavingError.
    """
    write_bytes(path, text.encode("utf-8", "backslashreplace"))


def write_bytes(path: Path, data: bytes) -> None:
    """As `write_text`."""
    try:
        # before it is resolved: a pipe's name leads nowhere
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        path = path.resolve()
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise SavingError(f"{path}: cannot be written: {error.strerror}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def file_name(id: str) -> str:
    """An id as the name of a file: no folder, nothing hidden, nothing that a shell would touch.

    >>> file_name("1c.ii"), file_name("../../etc/passwd")
    ('1c.ii', '_._.._etc_passwd')
    """
    name = (
        "".join(c if c.isalnum() or c in ".-" else "_" for c in id)
        .encode("utf-8", "replace")[:100]
        .decode("utf-8", "ignore")
        or "_"
    )
    return "_" + name[1:] if name[0] in ".-" else name


def file_names(ids: Iterable[str], folder: Path) -> dict[str, str]:
    """A file name for each id.  Raises SavingError if two would be the same."""
    names: dict[str, str] = {}
    for id in ids:
        if file_name(id).lower() in (n.lower() for n in names.values()):
            raise SavingError(
                f"{folder / file_name(id)}: two derivations would be saved under this name; give "
                f"{id!r} another id"
            )
        names[id] = file_name(id)
    return names


def new_folder(folder: Path, force: bool) -> None:
    """Make a folder for output.

    Raises SavingError if it has something in it already, unless `force`, or cannot be written to.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not force and any(folder.iterdir()):
            raise SavingError(
                f"{folder}: is not empty; choose another folder, or write into it with --force"
            )
        handle, name = tempfile.mkstemp(dir=folder, prefix=".symattn")
        os.close(handle)
        os.unlink(name)
    except OSError as error:
        raise SavingError(f"{folder}: cannot be written to: {error.strerror}") from error


def save(records: Iterable[CheckedDerivation], folder: Path) -> list[Path]:
    """One file a derivation, named by its id.  Raises SavingError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise SavingError(f"{folder}: cannot be made: {error.strerror}") from error
    paths: list[Path] = []
    for record in records:
        path = folder / (file_name(record.id) + ".json")
        if path in paths:
            raise SavingError(
                f"{path}: two derivations would be saved under this name; give the second, "
                f"{record.id!r}, another id"
            )
        write_text(
            path, json.dumps(record.to_json(), ensure_ascii=False, separators=(",", ":")) + "\n"
        )
        paths.append(path)
    return paths


def read(path: Path) -> CheckedDerivation:
    """The record in a file.  Raises SavingError if it is missing or is not one record."""
    records = read_all(path)
    if len(records) != 1:
        raise SavingError(f"{path}: expected one record, found {len(records)}")
    return records[0]


def read_all(path: Path) -> list[CheckedDerivation]:
    """The records in a file: one, or an array as `symattn derive --format json` prints it.

    Raises SavingError if it is missing or has anything else.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise SavingError(
                f"{path}: larger than {MAX_BYTES >> 20} MiB; expected records that `symattn "
                "check --certificates` or `derive --format json` wrote"
            )
        data: Any = json.loads(path.read_bytes())  # of bytes: it knows UTF-16 and byte order marks
        if data == []:
            raise TermError("there is none in it")
        return [
            CheckedDerivation.from_json(d) for d in (data if isinstance(data, list) else [data])
        ]
    except OSError as error:
        raise SavingError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, RecursionError) as error:
        reason = str(error) if isinstance(error, TermError) else "not JSON"
        raise SavingError(
            f"{path}: expected records that `symattn check --certificates` or `derive --format "
            f"json` wrote: {reason}"
        ) from error
