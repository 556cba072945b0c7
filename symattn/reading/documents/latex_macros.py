"""Definitions of commands: \\newcommand, \\renewcommand, \\providecommand, \\def, \\let, operators.

They are collected, not expanded; the reader of formulas does that, with a limit.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .cuts import Cuts
from .formula_ends import group_end
from .pieces import Macro

DEFINING = frozenset(
    ["newcommand", "renewcommand", "providecommand", "def", "let", "DeclareMathOperator"]
    + ["NewDocumentCommand", "DeclareRobustCommand", "gdef", "edef", "xdef"]
)
_SPACE = re.compile(r"(?:[ \t]|%[^\n]*\n|\n(?![ \t]*\n))*")
_NAME = re.compile(r"\\(?:[A-Za-z@]+|[^A-Za-z\s])")
_COUNT = re.compile(r"\[[ \t]*([0-9])[ \t]*\]")
_PARAMETERS = re.compile(r"(?:#[1-9])*")
_COMMENT = re.compile(r"(\\.)|%[^\n]*(?:\n[ \t]*)?", re.DOTALL)
_MANDATORY = re.compile(r"\{[ \t]*((?:m[ \t]*){0,9})\}")


@dataclass(frozen=True)
class MacroDefinition:
    """A command's definition as it stands on the page; `macro` is None for one of another form."""

    name: str
    macro: Macro | None
    end: int
    keep: bool = False


def definition_at(text: str, start: int, limit: int) -> MacroDefinition | None:
    """The definition that begins at an offset; None where what stands there is not complete."""
    command = _NAME.match(text, start)
    if command is None or (word := command.group()[1:]) not in DEFINING:
        return None
    at = command.end() + (text[command.end() : command.end() + 1] == "*")
    at, name = _defined_name(text, at, limit)
    if not name:
        return None
    if word == "let":
        return _let(text, at, name)
    if word.endswith("def"):
        return _def(text, at, limit, name)
    arguments, default = 0, None
    if word == "NewDocumentCommand":
        at = _past_space(text, at)
        given = _MANDATORY.match(text, at)
        if given is None:
            return _other_form(text, at, limit, name)
        arguments, at = given.group(1).count("m"), given.end()
    elif word != "DeclareMathOperator":
        at, arguments, default = _counts(text, at)
    at = _past_space(text, at)
    end = group_end(text, at, limit) if text[at : at + 1] == "{" else -1
    if end < 0:
        return None
    body = _body(text, at + 1, end - 1)
    macro = Macro(arguments, body, default, operator=word == "DeclareMathOperator")
    return MacroDefinition(name, macro, end, keep=word == "providecommand")


def collect(cuts: Cuts, start: int, limit: int) -> int:
    """Takes up the definition that begins at an offset, and gives where it ends; -1 if it is not
    complete."""
    found = definition_at(cuts.text, start, limit)
    if found is None or found.end > limit:
        return -1
    if found.macro is None:
        cuts.problem(
            start,
            found.end,
            f"the definition of {found.name} is of a form that is not read: arguments #1, #2, …"
            f" one after the other were expected; use \\newcommand{{{found.name}}}",
        )
    else:
        cuts.define(found.name, found.macro, (start, found.end), found.keep)
    return found.end


def leading_definitions(cuts: Cuts, start: int, end: int) -> int:
    """Takes up the definitions with which a formula begins, and gives where they end."""
    at = _past_space(cuts.text, start)
    while at < end:
        after = collect(cuts, at, end)
        if after < 0:
            break
        start = after
        at = _past_space(cuts.text, after)
    return start


def _past_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _defined_name(text: str, at: int, limit: int) -> tuple[int, str]:
    at = _past_space(text, at)
    braced = text[at : at + 1] == "{"
    found = _NAME.match(text, _past_space(text, at + 1) if braced else at, limit)
    if found is None:
        return at, ""
    at = found.end()
    if braced:
        at = _past_space(text, at)
        if text[at : at + 1] != "}":
            return at, ""
        at += 1
    return at, found.group()


def _counts(text: str, at: int) -> tuple[int, int, str | None]:
    """[2][default]: where they end, how many arguments, the first one's default."""
    at = _past_space(text, at)
    count = _COUNT.match(text, at)
    if count is None:
        return at, 0, None
    at = _past_space(text, count.end())
    default = None
    if text[at : at + 1] == "[":
        close = text.find("]", at, at + 1000)
        if close > 0:
            default, at = text[at + 1 : close], close + 1
    return at, int(count.group(1)), default


def _let(text: str, at: int, name: str) -> MacroDefinition | None:
    at = _past_space(text, at)
    at = _past_space(text, at + 1) if text[at : at + 1] == "=" else at
    meant = _NAME.match(text, at)
    if meant is None:
        return MacroDefinition(name, None, min(at + 1, len(text)))
    return MacroDefinition(name, Macro(0, meant.group()), meant.end())


def _def(text: str, at: int, limit: int, name: str) -> MacroDefinition | None:
    at = _past_space(text, at)
    parameters = _PARAMETERS.match(text, at)
    assert parameters is not None
    count = len(parameters.group()) // 2
    in_order = parameters.group() == "".join(f"#{k + 1}" for k in range(count))
    at = _past_space(text, parameters.end())
    if text[at : at + 1] != "{" or not in_order:
        return _other_form(text, at, limit, name)
    end = group_end(text, at, limit)
    return (
        MacroDefinition(name, Macro(count, _body(text, at + 1, end - 1)), end) if end > 0 else None
    )


def _other_form(text: str, at: int, limit: int, name: str) -> MacroDefinition | None:
    brace = text.find("{", at, min(limit, at + 200))
    end = group_end(text, brace, limit) if brace >= 0 else -1
    return MacroDefinition(name, None, end) if end > 0 else None


def _body(text: str, start: int, end: int) -> str:
    """What a command stands for, without comments."""
    return _COMMENT.sub(lambda found: found.group(1) or "", text[start:end]).strip()
