"""Which line of a page says what was expected: compared as terms, not as text.

a + b is b + a, x = y is y = x, a ≤ b is b ≥ a; a chain α = … → 1 says α → 1.  A line counts only
under the declarations that the claim has in the setting: whoever supposes more says less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from ..checking.chains import overall
from ..checking.checked_pages import CheckedLine
from ..language import Context, Term, to_json
from ..records.record import CheckedStep
from ..rendering.author_pages.findings import messages, repaired
from .class_setting import ExpectedClaim

SYMMETRIC = ("=", "≈", "+", "*", "·", "and", "dot", "max", "min", "⇔")
CONSERVATIVE = ("scalars", "families", "vectors", "matrices", "definitions")
TURNED = {"≥": "≤", ">": "<"}
WORST = ("refuted", "conditional", "undecided", "not_read", "proved")


def said_of(
    claim: ExpectedClaim, lines: Sequence[tuple[int, CheckedLine]]
) -> tuple[str, int | None]:
    """The verdict on an expected claim, and the number of the line that has it.

    ("missing", None) where no line says it, or something else in its place.
    """
    wanted = normal(claim.goal)
    found = [
        (verdict, number)
        for number, context, goal, verdict in _claims(lines)
        if normal(goal) == wanted and supposes_no_more(context, claim.context)
    ]
    if found:
        return next((one for one in found if one[0] == "proved"), found[-1])
    for number, line in lines:
        if line.verdict in ("refuted", "conditional") and any(
            normal(goal) == wanted
            for m in messages(line, whole=True)
            if (goal := repaired(m)) is not None
        ):
            return line.verdict, number
    return "missing", None


def normal(term: Term) -> Term:
    """The term in an order that does not depend on who wrote it."""
    args = tuple(normal(a) if isinstance(a, Term) else a for a in term.args)
    op = term.op
    if op in TURNED:
        return Term(TURNED[op], tuple(reversed(args)))
    if op in SYMMETRIC and all(isinstance(a, Term) for a in args):
        args = tuple(sorted(args, key=lambda a: repr(to_json(a))))  # type: ignore[arg-type]
    return Term(op, args)


def supposes_no_more(context: Context, of: Context) -> bool:
    """Whether a context has the declarations of another, and no fact that the other lacks.

    More symbols suppose nothing, as long as none is declared twice.
    """
    for f in fields(Context):
        own, other = set(getattr(context, f.name)), set(getattr(of, f.name))
        if f.name == "facts":
            fits = own <= other
        elif f.name in CONSERVATIVE:
            fits = other <= own and len({one.key for one in own}) == len(own)
        else:
            fits = own == other
        if not fits:
            return False
    return True


def _claims(
    lines: Sequence[tuple[int, CheckedLine]],
) -> Iterator[tuple[int, Context, Term, str]]:
    """What lines say by themselves, and what chains say up to them."""
    chains: dict[int, list[tuple[CheckedStep, CheckedLine]]] = {}
    for number, line in lines:
        if line.step is None or line.step.goal is None or line.record is None:
            continue
        goal = line.line.goal or line.step.goal
        yield number, line.line.context or line.record.context, goal, line.verdict
        if line.line.part:
            continue
        chain = chains.setdefault(line.line.chain, [])
        chain.append((line.step, line))
        for first in range(len(chain) - 1):
            some = chain[first:]
            whole = overall([step for step, _ in some], len(some) - 1)
            if whole is None:
                continue
            verdicts = {one.verdict for _, one in some}
            worst = next((v for v in WORST if v in verdicts), "undecided")
            yield number, _whole_context([one for _, one in some]), whole, worst


def _whole_context(some: Sequence[CheckedLine]) -> Context:
    """The context of a chain: what one of its links supposes, all of it supposes."""
    contexts = [one.line.context for one in some if one.line.context is not None]
    return Context(**{
        f.name: tuple(dict.fromkeys(one for c in contexts for one in getattr(c, f.name)))
        for f in fields(Context)
    })  # fmt: skip
