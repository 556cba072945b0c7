"""Declarations that a page seems to lack, each with the reason: proposed, and never judged on.

What a name is shows in how it is used: what is transposed or has a length is a vector, what has
many indices a family, what a sum runs to a whole number, everything else a real number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..latex_terms.chance_parts import MEANS
from ..latex_terms.latex_synonyms import FUNCTIONS, LACKING
from .names_in_use import Use, names_in_use
from .page_lines import ReadPage

NO_NAMES = {
    "e", "E", "P", "d", r"\pi", r"\delta", "I", "O", *FUNCTIONS, *LACKING, *MEANS, "softmax", "N",
    r"\mathcal{N}", r"\mathbb{R}", r"\mathbb{N}", r"\mathbb{E}", r"\mathbb{P}", r"\mathbf{1}",
}  # fmt: skip


@dataclass(frozen=True)
class Guess:
    """A line of declarations, and why it is proposed."""

    line: str
    reason: str


def guesses(page: ReadPage) -> list[Guess]:
    """What might be declared so that more of the page can be read."""
    uses, bound, sizes = names_in_use(page.document)
    found = {
        name: use for name, use in uses.items()
        if name not in page.known and name not in NO_NAMES
        and not (name in bound and not use.to_infinity) and not use.defined
    }  # fmt: skip
    return list(_proposed(found, page, sizes))


def _proposed(found: dict[str, Use], page: ReadPage, sizes: list[str]) -> Iterator[Guess]:
    families = {n: u for n, u in found.items() if u.indices and not u.bare}
    size = next((s for s in sizes), "n")
    if families and size not in page.known:
        why = "a sum runs to it" if size in sizes else "how many members the families have"
        yield Guess(f"let {size}: integer >= 1", why)
    for name, use in found.items():
        if name == size and families:
            continue
        if use.called:
            yield Guess(f"let {name}(x) = …", "it stands before brackets like a function")
        elif use.size:
            yield Guess(f"let {name}: integer >= 1", "a sum runs to it")
        elif name in families:
            index = next((i for i in sorted(use.indices) if i.isalpha()), "j")
            kind = "vectors" if use.vector else "reals"
            why = use.vector or "it has the indices " + ", ".join(sorted(use.indices))
            yield Guess(f"let {name}_{index}: {kind} over {size}", why)
        elif use.vector:
            yield Guess(f"let {name}: vector", use.vector)
        else:
            kind = "positive" if use.to_infinity else "real"
            why = "it tends to infinity" if use.to_infinity else "it is used as a number"
            yield Guess(f"let {name}: {kind}", why)
    for name, use in found.items():
        if use.to_infinity:
            yield Guess(f"as {name} -> \\infty", "what → and ≈ speak of")


def block(proposed: Sequence[Guess], form: str) -> str:
    """The lines as they stand in a page: a fenced block, or comments of LaTeX."""
    lines = [g.line for g in proposed if "…" not in g.line]
    if form == "latex":
        return "".join(f"%% symattn: {line}\n" for line in lines)
    return "```symattn\n" + "".join(f"{line}\n" for line in lines) + "```\n\n"
