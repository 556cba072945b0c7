"""A formula with the page's own commands written out, and without comments."""

from __future__ import annotations

import re
from collections.abc import Mapping

from symattn.reading.documents.pieces import Macro

from ..formulas.inline_math import NoFormula

LONGEST = 20_000
_MOST_CALLS = 400


def without_comments(source: str) -> str:
    """LaTeX without what stands behind a % on each line."""
    return re.sub(r"(?<!\\)((?:\\\\)*)%[^\n]*", r"\1", source)


def expanded(source: str, macros: Mapping[str, Macro]) -> str:
    """The source with the page's own commands written out.

    Raises NoFormula if that does not end.
    """
    known = {name.removeprefix("\\"): macro for name, macro in macros.items()}
    if not known:
        return source
    names = "|".join(sorted(map(re.escape, known), key=len, reverse=True))
    call = re.compile(rf"\\({names})(?![A-Za-z])")
    for _ in range(_MOST_CALLS):
        found = call.search(source)
        if found is None:
            return source
        macro, at = known[found[1]], found.end()
        given: list[str] = []
        for k in range(macro.arguments):
            if k == 0 and macro.default is not None:
                optional = re.compile(r"\s*\[([^\[\]]*)\]").match(source, at)
                given.append(optional[1] if optional else macro.default)
                at = optional.end() if optional else at
                continue
            one, at = argument_at(source, at)
            given.append(one)
        body = macro.body if not macro.operator else rf"\operatorname{{{macro.body}}}"
        put = re.sub(r"#([1-9])", lambda m: _nth(given, int(m[1])), body)
        source = source[: found.start()] + f"{{{put}}}" + source[at:]
        if len(source) > LONGEST:
            break
    raise NoFormula


def _nth(given: list[str], k: int) -> str:
    return given[k - 1] if k <= len(given) else ""


def argument_at(source: str, at: int) -> tuple[str, int]:
    """What a command takes as its argument from a place on, without braces, and where it ends."""
    at += len(source[at:]) - len(source[at:].lstrip())
    if at >= len(source):
        raise NoFormula
    if source[at] != "{":
        token = re.compile(r"\\[A-Za-z]+|\\.|.", re.DOTALL).match(source, at)
        assert token is not None
        return token.group(), token.end()
    depth, k = 0, at
    while k < len(source):
        if source[k] == "\\":
            k += 2
            continue
        depth += {"{": 1, "}": -1}.get(source[k], 0)
        k += 1
        if depth == 0:
            return source[at + 1 : k - 1], k
    raise NoFormula
