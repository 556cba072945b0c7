"""Write the reference of the messages, with what to do about each.

    python docs/make/messages.py FILE.md

What is said of verdicts comes from the vocabulary in symattn/words, what is refused from the code
that refuses it: there is no second list to keep. What to do stands in `advice.py`, and a test
holds it to having a line for each.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from advice import LABELS, PARTS, REASONS

from symattn.language import Term
from symattn.words.reasons import FAR, WHY
from symattn.words.refusals import NO_RULE, plainer

HERE = Path(__file__).resolve().parents[2]
CODE = HERE / "symattn"
# what makes an error that a user sees (Python's own are the code's); its text is the first
# argument that is one
MAKERS = re.compile(r"\w*Error|BadParameter|Problem|Refused|error|_?refused|fail|complain")
BEGINNING = """\
# Messages, and what to do

Everything that symattn says about a line, and everything that it refuses, with what you can do.
In a message "…" stands for a part of your own text. Look for a few words of yours with the search
of your browser.

Whatever it says, nothing was guessed: a line that is not understood or not decided is neither
right nor wrong.
"""
UNDECIDED = """\
## Why a line is not decided

*Not decided* says nothing against your line: neither a proof nor a counterexample was found. A
shorter step, one more hypothesis or a `given` often decides it.
"""
KERNEL = """\
## What the kernel says of such a line

A *Not decided* can also end with what the kernel said to the proof that came nearest. It names
the rule's own limit, not a mistake of yours.

**What to do:** split the line into two smaller ones, say the hypothesis that it names (a sign,
that something is not 0), or avoid the form that it names. If the line is true and simple, please
report it.
"""


def text_of(node: ast.expr, known: dict[str, str]) -> str | None:
    """A text in the code, with … for what is put in; None for what is no text."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.JoinedStr):
        parts = [v.value if isinstance(v, ast.Constant) else _put_in(v, known) for v in node.values]
        return "".join(map(str, parts))
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        sides = [text_of(side, known) for side in (node.left, node.right)]
        return "".join(side or "…" for side in sides) if any(sides) else None
    if isinstance(node, ast.IfExp):
        return text_of(node.body, known) or text_of(node.orelse, known)
    return None


def _put_in(node: ast.expr, known: dict[str, str]) -> str:
    value = node.value if isinstance(node, ast.FormattedValue) else node
    return known.get(value.id, "…") if isinstance(value, ast.Name) else "…"


def _named(call: ast.Call) -> str:
    f = call.func
    return f.attr if isinstance(f, ast.Attribute) else f.id if isinstance(f, ast.Name) else ""


def refusals(file: Path) -> list[str]:
    """What the code of a file refuses, in its order."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    known = {
        target.id: text
        for node in tree.body
        if isinstance(node, ast.Assign) and (text := text_of(node.value, {}))
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    found: dict[str, None] = {}
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if MAKERS.fullmatch(name := _named(node)) and not hasattr(builtins, name):
            texts = (text_of(argument, known) for argument in node.args)
            said = next((t for t in texts if t and " " in t.strip(" …") and len(t) > 9), None)
            if said:
                found.setdefault(re.sub(r"\s+", " ", said).strip())
    return list(found)


def about(file: Path) -> str:
    """The first sentence of a file's docstring, without what stands behind a colon."""
    said = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or file.stem
    return re.split(r"\.(?:\s|$)|:\s|\n\n", said, maxsplit=1)[0].replace("\n", " ")


def code(text: str) -> str:
    """A text in backticks, also if there are some in it."""
    marks = "``" if "`" in text else "`"
    pad = " " * (text[:1] == "`" or text[-1:] == "`")
    return marks + pad + text + pad + marks


def kernel_refusals() -> list[str]:
    """What the kernel's refusals are in plain words, each once."""
    found = {
        plainer(text).strip(" :")
        for file in sorted((CODE / "kernel").rglob("*.py"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _named(node) == "Rejected" and node.args
        if (text := text_of(node.args[0], {})) and "…" not in text
    }
    return sorted(found - {NO_RULE})


def reason(name: str) -> str:
    """A reason in words, with names or numbers for what it speaks of."""
    said = {**WHY, **FAR}[name](*REASONS[name][0])
    return "".join("…" if isinstance(part, Term) else part for part in said).strip("; ")


def parts() -> Iterator[str]:
    """What is refused, by what is being read."""
    for title, folders, what_to_do in PARTS:
        yield f"## {title}\n\n**What to do:** {what_to_do}\n"
        for folder in folders:
            pattern = "*.py" if folder.endswith("/") else "**/*.py"
            for file in sorted((CODE / folder).glob(pattern)):
                if said := refusals(file):
                    lines = "\n".join(f"* {code(one)}" for one in said)
                    yield f"{about(file)}:\n\n{lines}\n"


def page() -> str:
    """The whole page."""
    labels = ["| label | what it says | what to do |", "|---|---|---|"]
    labels += [f"| *{name}* | {says} | {do} |" for name, (says, do) in LABELS.items()]
    why = ["| it says | what to do |", "|---|---|"]
    why += [
        f"| {reason(name).replace('|', chr(92) + '|')} | {do} |"
        for name, (_, do) in REASONS.items()
    ]
    pieces = [BEGINNING, "## Under a line\n", "\n".join(labels) + "\n"]
    pieces += [UNDECIDED, "\n".join(why) + "\n", KERNEL]
    pieces += ["\n".join(f"* {code(one)}" for one in kernel_refusals()) + "\n", *parts()]
    return "\n".join(pieces)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")
