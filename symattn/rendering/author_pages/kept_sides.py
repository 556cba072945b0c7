"""A repair as it may stand on the page: the side that stays is as its author wrote it."""

from __future__ import annotations

from symattn.checking.checked_pages import CheckedLine, CheckedPage
from symattn.language import Term
from symattn.language.kinds import COMPARISONS
from symattn.reading.gradients import at_the_point
from symattn.reading.latex_terms.latex_synonyms import RELATIONS
from symattn.reading.latex_terms.latex_tokens import FormulaError, tokens

from .findings import in_latex

OPENS, CLOSES = ("{", "(", "[", r"\{", r"\begin"), ("}", ")", "]", r"\}", r"\end")


def to_write(checked: CheckedPage, one: CheckedLine, goal: Term) -> str:
    """A repair in one line of LaTeX, to be copied; "" if its author would not write it so."""
    kept = with_kept_side(checked, one, goal)
    if kept is None and one.line.along:
        return ""  # it has letters in it that no page declares
    if kept is None or "%" in kept or "\\\\" in kept:  # a comment would take the rest of it away
        return in_latex(checked, one, goal)
    return " ".join(kept.replace(r"\&", "\0").replace("&", "").replace("\0", r"\&").split())


def with_kept_side(checked: CheckedPage, one: CheckedLine, goal: Term) -> str | None:
    """What stands there with a side or the sign replaced; None where both sides are new."""
    was, document = one.line.goal, checked.page.document
    if was is None or goal.op not in COMPARISONS or was.op not in COMPARISONS:
        return None
    found = _relation(checked, one, was.op)
    if found is None:
        return None
    start, end = found
    before = document.text[one.line.start : start]
    sign, behind = document.text[start:end], document.text[end : one.line.end]
    left, right = (old == new for old, new in zip(was.children, goal.children))
    if one.line.along:  # ∇f = g, which is judged along a line
        value = at_the_point(goal.children[1], one.line.along)
        if not left or right or value is None or goal.op != was.op:
            return None
        return f"{before}{sign} {in_latex(checked, one, value)}"
    if goal.op != was.op:
        sign = next(name for name, op in RELATIONS.items() if op == goal.op)
        behind = f" {behind.lstrip()}"
    if left:
        return (
            f"{before}{sign}{behind if right else ' ' + in_latex(checked, one, goal.children[1])}"
        )
    if not right:
        return None
    aligned = "&" * before.rstrip().endswith("&")
    return f"{in_latex(checked, one, goal.children[0])} {aligned}{sign}{behind}"


def _relation(checked: CheckedPage, one: CheckedLine, op: str) -> tuple[int, int] | None:
    """Where the one relation of a line stands; None if it has others, or none before it."""
    document, line = checked.page.document, one.line
    try:
        row = tokens(document.text, line.start, line.end, document.macros)
    except FormulaError:
        return None
    depth, places = 0, []
    for token in row:
        if token.kind == "text":
            continue
        depth += (token.text in OPENS) - (token.text in CLOSES)
        if depth == 0 and token.text in RELATIONS:
            places.append(token)
    if len(places) != 1 or RELATIONS[places[0].text] != op:
        return None
    (sign,) = places
    begins = document.text[line.start : sign.start].strip(" \t\n&")
    return (sign.start, sign.end) if begins else None


__all__ = ["to_write", "with_kept_side"]
