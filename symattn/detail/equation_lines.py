"""From one side of a line to the other by small steps: definitions, sums laid out,
values put in."""

from __future__ import annotations

from dataclasses import dataclass

from ..language import Term, flattened, indices_in, number
from ..search.repairs.tidy import ordered
from ..words import Part
from .form_lines import laid_out, rebuilt, unfolded, with_values
from .lines import DetailLine, Ground, Said
from .values_of_parts import Values, definitions

ROUNDS = 3  # of unfolding, as c is made of α, and α of q
LONGEST = 90  # parts that a form may have and still be read


@dataclass(frozen=True)
class EquationForm:
    """Another way to write the side that is explained, why it means the same,
    and what is said before."""

    term: Term
    reason: tuple[Part, ...]
    claims: tuple[Said, ...] = ()
    first: tuple[DetailLine, ...] = ()


def forms(side: Term, ground: Ground, kept: frozenset[Term] = frozenset()) -> list[EquationForm]:
    """The side, and what it is by its definitions, laid out, with values put in for all but what is
    kept.

    A definition is unfolded further only where values are known for what then stands there.
    """
    found = [EquationForm(side, ())]
    for turn in range(ROUNDS if side.sort == "scalar" else 1):
        opened, names = unfolded(found[-1].term, ground.context)
        values = Values(ground, whole=side, kept=kept, scores=_has_scores(opened))
        put = with_values(expanded(laid_out(opened, ground.context)), values)
        told = bool(values.first or values.cited) or expanded(opened) != opened
        if turn and not told:
            break
        if names:
            found.append(
                EquationForm(
                    opened, tuple(definitions(dict.fromkeys(str(t.args[0]) for t in names)))
                )
            )
        if put != opened and (told or side.sort == "vector"):
            found.append(EquationForm(put, *values.reason(), values.lines))
        if not told:
            break
    return [f for f in found if f.term.size <= LONGEST]


def _has_scores(term: Term) -> bool:
    return any(t.op == "dot" for e in term.subterms() if e.op == "exp" for t in e.subterms())


def expanded(term: Term) -> Term:
    """Inner products that stand by themselves, multiplied out."""
    if term.op == "dot":
        return _product(*term.children)
    if term.op in ("+", "neg", "*"):
        return rebuilt(term.op, tuple(expanded(a) if isinstance(a, Term) else a for a in term.args))
    return term


def _product(left: Term, right: Term) -> Term:
    """x·(s (y + z)) as s (x·y + x·z)"""
    for k, side in enumerate((left, right)):

        def other(one: Term) -> Term:
            return _product(one, right) if k == 0 else _product(left, one)  # noqa: B023

        if side.op == "+":
            return flattened("+", tuple(other(one) for one in side.children))
        if side.op == "neg":
            return Term("neg", (other(side.children[0]),))
        if side.op == "*" and side.children[-1].sort == "vector":
            return flattened("*", (*side.children[:-1], other(side.children[-1])))
        if side.op == "/":
            return Term("/", (other(side.children[0]), side.children[1]))
        if side.op == "apply" and side.children[0].op == "identity":
            return other(side.children[1])
    return Term("dot", (left, right))


def linked(ground: Ground, relation: str, left: Term, right: Term) -> list[DetailLine]:
    """left = … relation right as a chain whose every link is proved; empty if nothing lies between.

    The last line ends in `right`.
    """
    ahead = forms(left, ground, frozenset(right.subterms()))
    back = [EquationForm(right, ())]
    if relation == "=" and not _names(right) <= _names(ahead[-1].term):
        back = forms(right, ground)
    back = back[: next((k + 1 for k, f in enumerate(back) if f.term == ahead[-1].term), len(back))]
    if len(ahead) + len(back) < 3:
        return []
    first: dict[Term, DetailLine] = {}
    lines: list[DetailLine] = []
    here = left
    arrived: EquationForm | None = None
    for form in ahead[1:]:
        if ordered(form.term) == ordered(right):
            arrived = form
            first.update((line.goal, line) for line in form.first)
            break
        if (said := ground.say(Term("=", (here, form.term)))) is not None:
            first.update((line.goal, line) for line in form.first)
            lines.append(_link(said, here != left, form.reason, form.claims))
            here = form.term
    for k in range(len(back) - 1, -1, -1):
        form = back[k]
        if form.term == here:
            continue
        last = k == 0
        op = relation if last else "="
        if (said := ground.say(Term(op, (here, form.term)))) is None:
            if last:
                return []
            continue
        if arrived is not None and k == len(back) - 1:
            why, claims = arrived.reason, arrived.claims
        elif k == len(back) - 1:
            why, claims = _counted(here, ground)
        else:
            why, claims = back[k + 1].reason, back[k + 1].claims
            first.update((line.goal, line) for line in back[k + 1].first)
        lines.append(_link(said, here != left, why, claims))
        here = form.term
    new = [line for line in first.values() if line.goal not in ground.told]
    return [*new, *lines] if here == right and len(lines) > 1 else []


def _link(said: Said, goes_on: bool, why: tuple[Part, ...], claims: tuple[Said, ...]) -> DetailLine:
    """A line of the chain; what it says itself is no reason for it."""
    return (
        DetailLine(said, goes_on) if why == (said.goal,) else DetailLine(said, goes_on, why, claims)
    )


def _names(term: Term) -> set[Term]:
    return {t for t in term.subterms() if t.op in ("defined", "dot", "norm")}


def _counted(term: Term, ground: Ground) -> tuple[tuple[Part, ...], tuple[Said, ...]]:
    """ "n − 2 terms e^0 = 1", where a sum over all members without a name is of one number."""
    sums = [t for t in term.subterms() if t.op == "+"] + [term]
    for part, beside in ((p, t) for t in sums for p in (t.children or (t,)) if p.op == "sum"):
        body, left_out = part.children[-1], part.children[:-1]
        if str(part.args[0]) in indices_in(body) or body.sort != "scalar":
            continue
        alike = tuple(t for t in beside.children if t == body) if beside.op == "+" else ()
        one = next(s for s in ground.context.index_sets if s.key == part.args[1])
        without = len(left_out) - len(alike)
        less = (Term("neg", (number(without),)),) if without > 0 else ()
        count = flattened("+", (one.size, *less)) if less else one.size
        is_one = body == Term("exp", (number(0),))
        same = flattened("+", (*alike, part)) if alike else part
        claims = [ground.say(Term("=", (same, count if is_one else flattened("*", (count, body)))))]
        stated: Term = Term("=", (body, number(1))) if is_one else body
        if is_one:
            claims.append(ground.say(stated))
        if without >= 0 and None not in claims:
            return (count, " terms ", stated), tuple(c for c in claims if c is not None)
    return (), ()
