"""Bounds as they are told: as text, as data, and as the parts of a result."""

from __future__ import annotations

from typing import Any

from ..language import Term
from ..reading.declarations import fraction_term
from ..reading.spelling import spelled
from ..results.result_parts import Parts, ProvedBound
from ..words import Message
from ..words.finite_margins import messages_of
from .bound_answers import Bounds, Reached


def lines(found: Bounds) -> list[str]:
    """The answer as text.

    The limit, and under it a line for each bound, threshold and probability.
    """
    names = found.limit.names
    shown = [
        f"limit: {line}" if k == 0 else f"       {line}"
        for k, line in enumerate(str(found.limit).splitlines())
    ]
    shown += [f"for {found.limit.variable} > 0:"] if found.found else []
    for k, b in enumerate(found.found):
        shown.append(
            spelled(b.claim, names)
            + _joined(" if ", b.facts, names)
            + _joined(", where ", b.where, names)
        )
        if b.sharp is not None:
            shown.append(
                "  the quotient of both sides tends to 1" + _joined(" if ", b.sharp, names)
            )
        if b.small is not None:
            shown.append(
                (
                    f"  {spelled(b.small, names)} {'iff' if b.only else 'if'} "
                    f"{' and '.join(spelled(t, names) for t in b.after)}"
                )
                + _joined(", for ", (*b.given, *(f for f in b.facts if f not in b.given)), names)
            )
        if b.small is None and b.claim.op != "=":
            shown.append("  no threshold was found")
        if b.chance:
            symbols = {"≤": "<=", "=": "=="}
            chain = "".join(f" {symbols[t.op]} {spelled(t.children[1], names)}" for t in b.chance)
            shown.append(
                "  "
                + spelled(b.chance[0].children[0], names)
                + chain
                + _joined(", for ", b.usually, names)
            )
        if found.reached:
            r = found.reached[k]
            start = f"  with probability at least {r.wanted}"
            shown.append(
                f"{start} from {found.limit.variable} = {spelled(fraction_term(r.value), names)} on"
                if r.value is not None
                else f"{start}: {r.why}"
            )
    if not found.found:
        shown.append(f"no bound: {found.limit.why or 'none was found'}")
    return shown


def _joined(lead: str, facts: tuple[Term, ...], names: dict[str, str]) -> str:
    return lead + " and ".join(spelled(f, names) for f in facts) if facts else ""


def data(found: Bounds) -> dict[str, Any]:
    """The answer as in docs/json.md."""
    from ..records.typed_answers import BoundData, BoundsData, CaseData
    from ..records.typed_data import UNSET, certificates, plain_data

    names = found.limit.names

    def texts(terms: tuple[Term, ...]) -> list[str]:
        return [spelled(t, names) for t in terms]

    def reached(r: Reached) -> dict[str, Any]:
        value = None if r.value is None else str(r.value)
        return {"wanted": str(r.wanted), "from_": value, "why": r.why}

    rows = [
        BoundData(
            bound=spelled(b.claim, names), if_=texts(b.facts), where=texts(b.where),
            sharp=b.sharp is not None, sharp_if=texts(b.sharp or ()),
            at_most=spelled(b.small, names) if b.small is not None else None, only=b.only,
            after=texts(b.after), for_=texts(b.given),
            chance=texts(b.chance), chance_for=texts(b.usually),
            **(reached(found.reached[k]) if found.reached else {}),
        )
        for k, b in enumerate(found.found)
    ]  # fmt: skip
    answer: dict[str, Any] = plain_data(
        BoundsData(
            verdict="proved" if found.found else "undecided",
            asked=spelled(found.limit.term, names),
            limit=[CaseData(when=when, value=value) for when, value in found.limit.cases],
            bounds=rows,
            why=UNSET if found.found else found.limit.why or "none was found",
            certificate=certificates(found.claims),
        )
    )
    return answer


def parts(found: Bounds) -> Parts:
    """The same as the parts of a result: the limit's cases, and its bounds."""
    from ..rendering.formulas.latex_math import latex

    names = found.limit.names

    def tell(m: Message) -> str:
        return "".join(p if isinstance(p, str) else spelled(p, names) for p in m.parts)

    bounds = tuple(
        ProvedBound(
            spelled(b.claim, names),
            latex(b.claim),
            tuple(spelled(f, names) for f in (*b.facts, *b.where)),
            " ".join(map(tell, messages_of(b))),
        )
        for b in found.found
    )
    why = "" if bounds else found.limit.why or "none was found"
    return Parts(found.limit.claim, bounds=bounds, cases=tuple(found.limit.cases), why=why)
