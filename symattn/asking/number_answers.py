"""A number that is asked for, E(σ(5γ)) say.

Exactly where the kernel proves a closed form, and enclosed by an oracle for given parameters.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..kernel import Claim, OutsideClass, Rejected, UnknownSign, replay
from ..kernel.algebra import ring
from ..kernel.algebra.functions import rational
from ..kernel.algebra.parts import by_exponent
from ..kernel.chance.laws import with_symmetries
from ..kernel.rules.sequent import Sequent
from ..language import Context, Term, number, replaced
from ..reading.declarations import fraction_term
from ..reading.questions import Question, ValueQuestion
from ..search.as_terms import quotient_term
from ..search.cases.mean_cells import symmetries
from ..search.clock import now
from ..search.repairs.weaker_lines import prove
from ..search.sign_search.positivity import ProvingSigns
from ..words.enclosing_numbers import ORACLE

MEANS = ("E", "Var", "P")
MOST_POWER = 16


@dataclass(frozen=True)
class Value:
    """A closed form with its certificate, and an enclosure, or why there is none.

    The certificate is of `asked == value`; the enclosure comes with what it rests on.
    """

    asked: Term
    value: Term | None = None
    proof: tuple[Claim, Any] | None = None
    enclosure: tuple[Fraction, Fraction] | None = None
    why: str = ""


def answer_value(question: Question, bits: int, seconds: float) -> Value:
    """The number that a question asks for."""
    asked = question.asked
    assert isinstance(asked, ValueQuestion)
    value, proof = closed_form(question.context, asked.term, now() + seconds)
    try:
        found = enclosed(question.context, asked.term, bits)
        return Value(asked.term, value, proof, (found.low, found.high))
    except (Unknown, ImportError) as error:
        return Value(
            asked.term,
            value,
            proof,
            None,
            (not value and _no_meaning(question.context, asked.term)) or str(error),
        )


def _no_meaning(context: Context, term: Term) -> str:
    """Why a term has no value at all, if the kernel says so.

    A condition of probability 0, a mean that is infinite.
    """
    signs = ProvingSigns()
    signs.cell = cell = Sequent(Claim(context, Term("=", (term, number(0)))), signs=signs)
    try:
        cell.meaning.scalar(term)
    except (OutsideClass, UnknownSign):
        return ""
    except Rejected as error:
        return str(error)
    return ""


def closed_form(
    context: Context, term: Term, deadline: float
) -> tuple[Term | None, tuple[Claim, Any] | None]:
    """A term without means that is equal to this one, with the kernel's proof."""
    for maps in (None, *symmetries(Claim(context, Term("=", (term, number(0)))))):
        signs = ProvingSigns()
        signs.cell = cell = Sequent(Claim(context, Term("=", (term, number(0)))), signs=signs)
        try:
            q = with_symmetries(cell.meaning, {"symmetries": maps}).scalar(term)
        except Rejected:
            continue
        if any(signs.opaque.get(a, ("",))[0] == "E" for a in q.atoms()):
            continue
        value = quotient_term(q, context, signs.opaque)
        if value is None or value == term:
            continue
        claim = Claim(context, Term("=", (term, value)))
        if (certificate := prove(claim, deadline)) is not None:
            with suppress(Rejected):
                replay(claim, certificate)
                return value, (claim, certificate)
    return None, None


class Unknown(Exception):
    """Why a number has no enclosure, in one line."""


def enclosed(context: Context, term: Term, bits: int) -> Any:
    """The oracle's enclosure of a number made of E, Var, P and + − × ÷.

    Raises Unknown, ImportError.
    """
    from ..oracles import (
        Enclosure,
        Gaussian,
        Refused,
        expectation,
        probability,
        variance,
    )

    given = _numbers(context)

    def fixed(t: Term) -> Term:
        return replaced(
            t, {Term("scalar", (key,)): fraction_term(value) for key, value in given.items()}
        )

    laws = {
        law.key: Gaussian(_number(fixed(law.mean)), _number(fixed(law.variance)))
        for law in context.laws
        if law.mean.sort == "scalar"
    }

    def of(t: Term) -> tuple[Fraction, Fraction]:
        if t.op == "P" and len(t.children) == 2:
            both = Term(
                "and", tuple(c for e in t.children for c in (e.children if e.op == "and" else (e,)))
            )
            return of(Term("/", (Term("P", (both,)), Term("P", t.children[1:]))))
        if t.op in MEANS and len(t.children) == 2:
            raise Unknown("the oracle takes no mean given an event")
        if t.op in MEANS:
            body = fixed(t.children[0])
            free = sorted({str(s.args[0]) for s in body.subterms() if s.op == "scalar"} - set(laws))
            if free:
                raise Unknown(
                    f"a number needs numbers: add --given '{free[0].replace(chr(92), '')} == 5', "
                    "say"
                )
            if t.op == "P":
                body = isolated(body, context)
            try:
                found = {"E": expectation, "Var": variance, "P": probability}[t.op](
                    body, laws, bits
                )
            except Refused as error:
                raise Unknown(str(error)) from error
            return found.low, found.high
        if (
            t.op == "^"
            and t.children[1].op == "number"
            and 0 < int(str(t.children[1].args[0])) <= MOST_POWER
        ):
            t = (
                Term("*", (t.children[0],) * int(str(t.children[1].args[0])))
                if t.children[1] != number(1)
                else t.children[0]
            )
            return of(t)
        parts = [of(a) for a in t.children]
        if t.op == "+":
            return sum((p[0] for p in parts), Fraction(0)), sum((p[1] for p in parts), Fraction(0))
        if t.op == "neg":
            return -parts[0][1], -parts[0][0]
        if t.op in ("*", "/"):
            if t.op == "/" and parts[1][0] <= 0 <= parts[1][1]:
                raise Unknown("a division by what may be 0")
            total = parts[0]
            for low, high in parts[1:]:
                ends = [a * b if t.op == "*" else a / b for a in total for b in (low, high)]
                total = min(ends), max(ends)
            return total
        value = _number(fixed(t))
        return value, value

    return Enclosure(*of(term))


def isolated(event: Term, context: Context) -> Term:
    """A comparison of fractions of exponentials as cγ > log(...).

    So it is where one of two random numbers can be brought to one side; else as it is.
    """
    if event.op in ("and", "or"):
        return Term(event.op, tuple(isolated(c, context) for c in event.children))
    signs = ProvingSigns()
    signs.cell = cell = Sequent(Claim(context, Term("=", (number(0), number(1)))), signs=signs)
    try:
        left, right = (cell.meaning.scalar(side) for side in event.children)
        gap = left - right
        if event.op not in ("<", "≤", ">", "≥") or not all(
            signs.find(dict(f)) == ">" for f, _ in gap.den
        ):
            return event
    except Rejected:
        return event
    if any(ring.is_summed(key) for key in gap.numerator):
        return event
    groups = by_exponent(
        gap.numerator if event.op in (">", "≥") else ring.add({}, gap.numerator, -1)
    )
    for key in (law.key for law in context.laws):
        own = [e for e in groups if any(key == a for m, _ in e for a, _ in m)]
        rest = {(m, e): c for e, p in groups.items() if e not in own for (m, _), c in p.items()}
        if (
            len(own) != 1
            or set(groups[own[0]]) != {ring.UNIT}
            or not rest
            or any(key in ring.atoms_of_key(k) for k in rest)
        ):
            continue
        lead = groups[own[0]][ring.UNIT]
        others = quotient_term(
            ring.of(ring.add({}, rest, ring.ratio(-1, lead))), context, signs.opaque
        )
        exponent = quotient_term(ring.of(ring.exponent_as_element(own[0])), context, signs.opaque)
        if (
            others is not None
            and exponent is not None
            and signs.find(ring.add({}, rest, -1 if lead > 0 else 1)) == ">"
        ):
            return Term(">" if lead > 0 else "<", (exponent, Term("log", (others,))))
    return event


def _numbers(context: Context) -> dict[str, Fraction]:
    """The parameters that a fact gives a number."""
    found: dict[str, Fraction] = {}
    for fact in context.facts:
        left, right = fact.children
        if fact.op == "=" and left.op == "scalar":
            try:
                found[str(left.args[0])] = _number(right)
            except Unknown:
                continue
    return found


def _number(term: Term) -> Fraction:
    try:
        value = rational(
            Sequent(Claim(Context(), Term("=", (term, number(0))))).meaning.scalar(term)
        )
    except Rejected:
        value = None
    if value is None or any(t.op == "scalar" for t in term.subterms()):
        raise Unknown("only numbers, E, Var, P and + - * / of them are enclosed")
    return Fraction(value)


def decimals(found: Value, bits: int) -> tuple[str, str] | None:
    """Both ends of the enclosure, rounded outward to about as many digits as were asked for."""
    if found.enclosure is None:
        return None
    from ..oracles import Enclosure

    return Enclosure(*found.enclosure).decimal(max(6, int(bits * 0.3)))


def data_of(found: Value, asked: str, spelled: str, bits: int) -> dict[str, Any]:
    """The answer as in docs/json.md."""
    from ..records.typed_answers import NumberData
    from ..records.typed_data import UNSET, certificates, plain_data

    radius = (
        None
        if found.enclosure is None
        else f"{float((found.enclosure[1] - found.enclosure[0]) / 2):.3g}"
    )
    ends = decimals(found, bits)
    answer: dict[str, Any] = plain_data(
        NumberData(
            verdict="proved" if spelled or ends is not None else "undecided",
            asked=asked,
            value=spelled or None,
            enclosure=None if ends is None else list(ends),
            radius=radius,
            rests_on=[ORACLE] if ends is not None else [],
            certificate=certificates([] if found.proof is None else [found.proof]),
            why=found.why or UNSET,
        )
    )
    return answer


__all__ = ["Value", "answer_value", "data_of", "decimals"]
