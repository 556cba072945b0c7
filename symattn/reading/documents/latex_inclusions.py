"""\\input{…} and \\include{…}: files below the page's folder are put in place.

What stands behind such a command on its line begins a line of the text of its own, so that every
line of the text stands in one file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .pieces import LineStart, PageError, Problem
from .text_files import LIMIT, file_text

MOST_FILES = 200
_TOKEN = re.compile(
    r"\\(?P<command>input|include)(?![A-Za-z])[ \t]*(?:\{(?P<braced>[^{}\n]*)\}"
    r"|(?P<bare>[^\s{}\\%$]+))"
    r"|\\begin[ \t]*\{(?P<raw>verbatim\*?|Verbatim|lstlisting|minted|comment|filecontents\*?)\}"
    r"|\\.|%[^\n]*",
    re.DOTALL,
)


@dataclass
class _Whole:
    """The text so far, where its lines stand, and what could not be put in."""

    parts: list[str] = field(default_factory=list)
    size: int = 0
    lines: list[LineStart] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: int = 0

    def add(self, part: str) -> None:
        self.parts.append(part)
        self.size += len(part)


@dataclass(frozen=True)
class WholeText:
    """A page with the files that it includes."""

    text: str
    lines: tuple[LineStart, ...]
    problems: tuple[Problem, ...]


def with_inclusions(text: str, name: str, folder: Path | None) -> WholeText:
    """A LaTeX text with its files put in place; without a folder, none is."""
    whole = _Whole()
    root = folder.resolve() if folder is not None else None
    directory = PurePosixPath(name).parent if root is not None else PurePosixPath()
    around = () if root is None else ((root / PurePosixPath(name).name).resolve(),)
    _put(whole, text, name, root, directory, around)
    return WholeText("".join(whole.parts), tuple(whole.lines), tuple(whole.problems))


def _put(
    whole: _Whole,
    text: str,
    name: str,
    root: Path | None,
    directory: PurePosixPath,
    around: tuple[Path, ...],
) -> None:
    """Puts a file's text behind what there is; `around` are the files that it is in."""
    line, line_start = 1, 0  # of the file, at `done`
    begun = False  # whether the present line of the text has its place
    at = done = 0
    endless: set[str] = set()  # what is known not to end: the text is searched for it once

    def copy(end: int) -> None:
        nonlocal line, line_start, begun, done
        part = text[done:end]
        if not part:
            return
        if not begun:
            whole.lines.append(LineStart(name, line, done - line_start + 1))
        for found in re.finditer("\n", part):
            line, line_start = line + 1, done + found.end()
            whole.lines.append(LineStart(name, line))
        begun = True
        whole.add(part)
        done = end

    while token := _TOKEN.search(text, at):
        at = token.end()
        if token["raw"] and token["raw"] not in endless:
            end = text.find(f"\\end{{{token['raw']}}}", at)
            at = end if end >= 0 else at
            endless |= {token["raw"]} if end < 0 else set()
        if not token["command"]:
            continue
        wanted = (token["braced"] if token["bare"] is None else token["bare"]).strip()
        found = _file(wanted, token["command"], root, around)
        content, said = "", found if isinstance(found, str) else ""
        if isinstance(found, Path) and root is not None:
            shown = str(directory / found.relative_to(root).as_posix())
            try:
                content = file_text(found, shown)
            except PageError as error:
                said = str(error)
        whole.files += 1
        if not said and (whole.files > MOST_FILES or whole.size + len(content) > LIMIT):
            said = f"at most {MOST_FILES} files and {LIMIT // 1_000_000} MB were expected in all"
        if said or not isinstance(found, Path):
            start = whole.size + token.start() - done
            message = f"\\{token['command']}{{{wanted}}} is not read: {said}"
            whole.problems.append(Problem(start, start + len(token.group()), message))
            continue
        before = text[done : token.start()]
        if before.rpartition("\n")[2].strip() or (begun and "\n" not in before):
            copy(token.start())
            whole.add("\n")
        else:
            copy(token.start() - len(before.rpartition("\n")[2]))
            if begun:
                whole.lines.pop()
        content = content[:-1] if content.endswith("\n") else content
        content = content or "%"  # an empty line would end the paragraph
        _put(whole, content, shown, root, directory, (*around, found))
        done = token.end()
        rest = text.find("\n", done)
        rest = rest if rest >= 0 else len(text)
        if text[done:rest].strip():
            whole.add("\n")
            begun = False
        else:
            done, begun = rest, True
    copy(len(text))
    if not begun:
        whole.lines.append(LineStart(name, line, 1))


def _file(wanted: str, command: str, root: Path | None, around: tuple[Path, ...]) -> Path | str:
    """The file that is meant, or why it is refused."""
    if root is None:
        return "a page from standard input has no folder; name the page's file"
    if not wanted:
        return "the name of a file was expected"
    if Path(wanted).is_absolute() or "\0" in wanted or wanted.startswith("~"):
        return "a file below the page's folder was expected, found an absolute path"
    try:
        names = [wanted] if wanted.endswith(".tex") else [wanted + ".tex", wanted]
        for name in names[:1] if command == "include" else names:
            found = (root / name).resolve()
            if not found.is_relative_to(root):
                return "a file below the page's folder was expected, found one outside of it"
            if found in around:
                return "the file includes itself"
            if found.is_file():
                return found
    except (OSError, ValueError, RuntimeError) as error:
        return f"the file cannot be opened ({type(error).__name__})"
    return "a file below the page's folder was expected, found none of this name"
