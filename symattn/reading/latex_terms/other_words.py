"""Commands that take several tokens for one: \\over, \\stackrel{def}{=}, \\mathrel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .one_token import Token

ROOM = (r"\mathrel", r"\mathbin", r"\mathord")


def in_other_words(found: Sequence[Token]) -> list[Token]:
    """The tokens, with these commands as the usual ones; what says something else stays."""
    return _fractions(_defining(_bare_signs(found)))


def _bare_signs(found: Sequence[Token]) -> list[Token]:
    """\\mathrel{\\le} without what says how much room a sign has."""
    kept: list[Token] = []
    for token in found:
        kept.append(token)
        if token.text != "}" or token.kind != "sign":
            continue
        said = [k for k in range(len(kept) - 1, -1, -1) if kept[k].kind != "words"][:4]
        if len(said) == 4 and kept[said[2]].text == "{" and kept[said[3]].text in ROOM:
            one = kept[said[1]]
            kept[said[3] :] = [t for t in kept[said[3] :] if t is one or t.kind == "words"]
    return kept


def _defining(found: Sequence[Token]) -> list[Token]:
    """\\stackrel{\\mathrm{def}}{=} as :=, which it says; nothing else that stands over a sign."""
    kept = list(found)
    for k, token in enumerate(found):
        if token.text not in (r"\stackrel", r"\overset") or token.kind != "command":
            continue
        stop = next((m for m in range(k, min(k + 13, len(found))) if found[m].text == "="), None)
        if stop is None:
            continue
        said = [t.text for t in found[k + 1 : stop] if t.kind != "words"]
        word = "".join(t for t in said if t not in ("{", "}", r"\mathrm", r"\operatorname"))
        closed = (
            found[stop + 1].text == "}" if said[-1:] == ["{"] and stop + 1 < len(found) else False
        )
        if word == "def" and closed:
            sign = Token("sign", ":=", token.start, found[stop + 1].end)
            at = kept.index(token)
            kept[at : at + stop + 2 - k] = [sign]
    return kept


def _fractions(found: Sequence[Token]) -> list[Token]:
    """{a \\over b} as {\\frac{a}{b}}; one that has no braces of its own is left."""
    made, k = list(found), len(found)
    while k:
        k -= 1
        if made[k].text != r"\over" or made[k].kind != "command":
            continue
        first, last = _group(made, k, -1), _group(made, k, 1)
        if first is None or last is None:
            continue
        head = replace(made[first], text=r"\frac", kind="command", glued=False)
        brace, over = made[first], made[k]
        between = [
            replace(made[last], start=over.start, end=over.start),
            replace(brace, start=over.end, end=over.end),
        ]
        above, below = made[first + 1 : k], made[k + 1 : last]
        end = made[last]
        made[first : last + 1] = [brace, head, brace, *above, *between, *below, end, end]
        k += 2  # as far as what stands before has moved
    return made


def _group(tokens: Sequence[Token], at: int, way: int) -> int | None:
    """The brace around a place, that way; None if another bracket or \\over comes first."""
    depth, k = 0, at + way
    while 0 <= k < len(tokens):
        token = tokens[k]
        out, into = ("}", "{") if way > 0 else ("{", "}")
        if token.kind in ("row", "mark", "begin", "end") and depth == 0:
            return None
        if token.kind == "sign" and token.text == into:
            depth += 1
        elif token.kind == "sign" and token.text == out:
            if depth == 0:
                return k
            depth -= 1
        elif depth == 0 and (token.text == r"\over" or token.text in (r"\left", r"\right")):
            return None
        k += way
    return None
