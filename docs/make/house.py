"""Counts about how the code is laid out.

Files at the top, circles, imports that run up, long lines, trusted tokens.

    python docs/make/house.py            of this checkout
    python docs/make/house.py ELSEWHERE  of another one, beside this one

Imports within functions and those for type checkers count like all others.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parents[2]
WIDTH = 100
PRAGMA = re.compile(r"  # (type|noqa)\b.*")
TRUSTED = ("language", "terms", "kernel")  # `terms` is what `language` was called up to 0.1.0
# A room may import itself and those before it.
ROOMS = (
    "version", "language", "kernel", "display", "oracles", "records", "ledger", "search", "words",
    "reading", "writing", "checking", "detail", "rendering", "results", "asking", "batches",
    "pictures", "publishing", "interface", "grading", "app", "testing", "commands",
)  # fmt: skip
TOP = ("__init__", "__main__", "version")


def modules(root: Path) -> dict[str, Path]:
    """The modules of symattn by their dotted names."""
    found = {}
    for file in sorted((root / "symattn").rglob("*.py")):
        parts = file.relative_to(root).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = file
    return found


def imports(name: str, file: Path, known: dict[str, Path]) -> set[str]:
    """The modules of symattn that one imports, wherever in its text."""
    found: set[str] = set()
    package = name.split(".") if file.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            inside = {f"{module}.{alias.name}" for alias in node.names}
            found |= inside & known.keys()
            found |= {module} if inside - known.keys() else set()
    return found & known.keys()


def graph(root: Path) -> dict[str, set[str]]:
    """Which module imports which."""
    known = modules(root)
    return {name: imports(name, file, known) for name, file in known.items()}


def circles(edges: dict[str, set[str]]) -> list[list[str]]:
    """Modules that import each other, each circle once (strongly connected parts, by Tarjan)."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        order[name] = low[name] = len(order)
        path.append(name)
        for other in sorted(edges[name]):
            if other not in order:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in path:
                low[name] = min(low[name], order[other])
        if low[name] == order[name]:
            part = path[path.index(name) :]
            del path[path.index(name) :]
            if len(part) > 1:
                found.append(sorted(part))

    for name in sorted(edges):
        if name not in order:
            visit(name)
    return found


def room(name: str) -> str:
    """The room of a module: the first part of its name within symattn."""
    return name.split(".")[1] if "." in name else "__init__"


def upward(edges: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Imports of a room by one that stands before it, and of what is in no room."""
    for name, others in edges.items():
        for other in others:
            if room(name) in TOP[:2]:
                continue
            if room(name) not in ROOMS or room(other) not in ROOMS:
                yield name, other
            elif ROOMS.index(room(other)) > ROOMS.index(room(name)):
                yield name, other


def tokens(file: Path) -> int:
    """What hardly any formatter changes: tokens outside docstrings and comments."""
    source = file.read_text(encoding="utf-8")
    docstrings: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        documented = isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module))
        if documented and ast.get_docstring(node) is not None:
            first = node.body[0]
            docstrings |= set(range(first.lineno, (first.end_lineno or first.lineno) + 1))
    blank = (
        tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT,
        tokenize.ENDMARKER,
    )  # fmt: skip
    opening = getattr(tokenize, "FSTRING_START", None)  # since 3.12 an f-string is many tokens
    count = depth = 0
    comma = False
    for t in tokenize.generate_tokens(io.StringIO(source).readline):
        inside, depth = depth > 0, depth + (t.type == opening)
        if opening is not None and t.type == tokenize.FSTRING_END:
            depth -= 1
        if inside or t.type in blank or t.start[0] in docstrings:
            continue
        # A comma before a bracket that closes is the formatter's.
        count += 1 - (comma and t.string in (")", "]", "}"))
        comma = t.string == ","
    return count


def trusted(root: Path) -> list[Path]:
    """The files of the trusted part."""
    return [f for room in TRUSTED for f in sorted((root / "symattn" / room).rglob("*.py"))]


def long_lines(root: Path) -> int:
    """Lines of Python longer than WIDTH, but for what tells a checker to look away."""
    folders = ("symattn", "derivations", "tests", "benchmarks", "docs/make")
    files = [f for folder in folders for f in (root / folder).rglob("*.py")]
    lines = [line for f in files for line in f.read_text(encoding="utf-8").splitlines()]
    return sum(len(PRAGMA.sub("", line)) > WIDTH for line in lines)


def places(root: Path, operator: str) -> list[str]:
    """The files of symattn that name an operator in a string of its own."""
    named = re.compile(rf'"{re.escape(operator)}"')
    return [
        str(f.relative_to(root))
        for f in modules(root).values()
        if named.search(f.read_text(encoding="utf-8"))
    ]


def counts(root: Path) -> dict[str, int]:
    """All counts, by what they count."""
    edges = graph(root)
    found = {
        "files at the top": len(list((root / "symattn").glob("*.py"))),
        "modules": len(edges),
        "circles": len(circles(edges)),
        "modules in circles": sum(map(len, circles(edges))),
        "imports that run up": len(list(upward(edges))),
        "lines over 100 characters": long_lines(root),
        "trusted tokens": sum(map(tokens, trusted(root))),
    }
    for operator in ("tanh", "sigmoid", "relu"):
        found[f"files that name {operator}"] = len(places(root, operator))
    return found


def main(arguments: list[str]) -> None:
    """Print the counts, those of another checkout first if one is given."""
    columns = [counts(Path(one)) for one in arguments] + [counts(HERE)]
    for what in columns[-1]:
        print(f"{what:28}" + "".join(f"{column[what]:10,}" for column in columns))


if __name__ == "__main__":
    main(sys.argv[1:])
