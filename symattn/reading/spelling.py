"""Terms in the syntax that questions are asked in.

What `question` reads, another program can evaluate exactly.
"""

from __future__ import annotations

from ..display.shown_operators import SHOWN
from ..language import Term, TermError
from .chance_reader import CHANCE
from .declarations import NAMED


def spelled(term: Term, names: dict[str, str]) -> str:
    """A term in the syntax that `read_question` reads."""
    return _spell(term, names)[0]


def _wrapped(term: Term, names: dict[str, str], least: int) -> str:
    text, level = _spell(term, names)
    return text if level >= least else f"({text})"


def _spell(term: Term, names: dict[str, str]) -> tuple[str, int]:
    op, args = term.op, term.children
    if op == "number":
        return str(term.args[0]), 5
    if op == "scalar":
        return names.get(str(term.args[0]), name_of(str(term.args[0]))), 5
    if op in ("entry", "defined") and len(args) == 1:
        return f"{names.get(str(term.args[0]), name_of(str(term.args[0])))}[{args[0].args[0]}]", 5
    if op in ("infinity", "pi"):
        return {"infinity": "oo", "pi": "pi"}[op], 5
    if op == "+":
        text = _wrapped(args[0], names, 1)
        for a in args[1:]:
            text += (
                " - " + _wrapped(a.children[0], names, 2)
                if a.op == "neg"
                else " + " + _wrapped(a, names, 2)
            )
        return text, 1
    if op == "neg":
        return "-" + _wrapped(args[0], names, 2), 1
    if op == "*":
        return "*".join(
            [_wrapped(args[0], names, 2), *(_wrapped(a, names, 3) for a in args[1:])]
        ), 2
    if op == "/":
        return f"{_wrapped(args[0], names, 2)}/{_wrapped(args[1], names, 3)}", 2
    if op == "^":
        return f"{_wrapped(args[0], names, 5)}**{_wrapped(args[1], names, 5)}", 4
    if op == "most":
        return f"max({spelled(args[0], names)}, {term.args[0]})", 5
    if op == "sum":
        without = (str(a.args[0]) for a in args[:-1])
        return f"sum({', '.join([spelled(args[-1], names), str(term.args[0]), *without])})", 5
    if op == "every":
        name = " != ".join([str(term.args[0]), *(str(a.args[0]) for a in args[:-1])])
        return f"every({spelled(args[-1], names)}, {name})", 5
    if op in CHANCE and len(args) == 2:
        return f"{op}({spelled(args[0], names)}, given={spelled(args[1], names)})", 5
    if SHOWN[op].asked or op in CHANCE or op in ("count", "diff"):
        name = (*SHOWN[op].asked, op)[0]
        return f"{name}({', '.join(spelled(a, names) for a in args)})", 5
    if op in ("and", "or"):
        return f" {op} ".join(
            f"({spelled(a, names)})" if a.op in ("and", "or") else spelled(a, names) for a in args
        ), 0
    symbols = {"=": "==", "≠": "!=", "≤": "<=", "≥": ">=", "<": "<", ">": ">"}
    if op in symbols:
        return f"{_wrapped(args[0], names, 1)} {symbols[op]} {_wrapped(args[1], names, 1)}", 0
    words = {v: k for k, v in NAMED.items()}
    if op in words:
        return f"{words[op]}({', '.join(spelled(a, names) for a in args)})", 5
    raise TermError(f"{op} has no spelling in a question")


def name_of(key: str) -> str:
    """A name for a symbol that was declared by its LaTeX spelling."""
    return key.replace("\\", "").replace("{", "").replace("}", "")
