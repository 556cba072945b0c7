"""Lines of JSON, each made what it asks; a line that cannot be read asks for an error."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, NoReturn

from .queries import Asked, UnreadQuery

LONGEST = 8 << 20  # bytes of a line


def asked_in(files: Iterable[BinaryIO]) -> Iterator[Asked]:
    """What the lines of files ask, in order; empty lines ask nothing.

    What has no `id` of its own is called by the number of its line, from 1, over all files.
    """
    number = 0
    for file in files:
        while line := file.readline(LONGEST + 1):
            number += 1
            whole = line.endswith(b"\n") or len(line) <= LONGEST
            while not line.endswith(b"\n") and (rest := file.readline(LONGEST)):
                line = line[:1] + rest[-1:]  # what is too long is passed over
            if not whole:
                yield UnreadQuery(f"a line of at most {LONGEST} bytes was expected", number)
            elif line.strip():
                yield asked_by(line, number)


def asked_by(line: bytes, number: int) -> Asked:
    """What one line asks.

    >>> asked_by(b'{"claim": "1 < 2"}', 4)
    {'claim': '1 < 2', 'id': 4}
    >>> asked_by(b'{"claim": 1 < 2}', 4).why
    "JSON was expected, ',' is missing at column 13"
    """
    try:
        found = json.loads(
            line.decode("utf-8-sig"),
            object_pairs_hook=_once,
            parse_constant=_no_number,
            parse_float=_number,
        )
    except UnicodeDecodeError as error:
        return UnreadQuery(f"text in UTF-8 was expected, found byte {error.start + 1}", number)
    except json.JSONDecodeError as error:
        return UnreadQuery(f"JSON was expected, {_said(error)} at column {error.colno}", number)
    except RecursionError:
        return UnreadQuery("JSON was expected, found it nested too deeply", number)
    except ValueError as error:
        return UnreadQuery(str(error)[:200], number)
    if not isinstance(found, dict):
        kinds = {list: "a list", str: "a text", type(None): "null", bool: "true or false"}
        kind = kinds.get(type(found), "a number")
        return UnreadQuery(
            f'an object was expected, as in {{"claim": "x > 0"}}, found {kind}', number
        )
    return found if "id" in found else {**found, "id": number}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"each key once was expected, found {twice[:40]!r} twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"JSON was expected, found {name}, which is no number there")


def _number(text: str) -> float:
    value = float(text)
    if math.isinf(value):
        _no_number(text[:40])
    return value


def _said(error: json.JSONDecodeError) -> str:
    said = error.msg
    if said.startswith("Expecting "):
        wanted = said.removeprefix("Expecting ").removesuffix(" delimiter")
        return f"{wanted} is missing"
    return f"found: {said[:1].lower()}{said[1:]}"
