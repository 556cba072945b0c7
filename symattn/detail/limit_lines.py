"""Why something tends where it does: divided by its largest term, or summand by summand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from math import lcm

from ..kernel import Rejected
from ..kernel.algebra import ring
from ..kernel.algebra.ring import Quotient
from ..kernel.algebra.semantics import Semantics
from ..kernel.limits.dominance import Growth, by_growth
from ..language import Term, TermError, depends_on, flattened, number
from ..search.bounds.decays import amount, decay
from ..words import Part
from .equation_lines import forms
from .form_lines import LinePlace, laid_out, put_in, unfolded, with_values
from .lines import DetailLine, Ground, Said
from .values_of_parts import Values, definitions, meaning, worth

ZERO, ONE = number(0), number(1)
HALF = Term("/", (ONE, number(2)))
TOWARDS = (ZERO, ONE)  # what e^{…} may tend to beside the largest term
MOST = 6  # terms that a sum may have


@dataclass(frozen=True)
class LimitPiece:
    """c·g/g*: a coefficient that is fixed, and what moves."""

    size: Term
    moving: Term  # 1 for the largest itself

    def term(self, moving: Term | None = None) -> Term:
        moving = self.moving if moving is None else moving
        if moving == ONE:
            return self.size
        return moving if self.size == ONE else flattened("*", (self.size, moving))


@dataclass(frozen=True)
class Divided:
    """A quotient of sums, above and below divided by one term."""

    by: Term
    above: tuple[LimitPiece, ...]
    below: tuple[LimitPiece, ...]

    @property
    def moving(self) -> tuple[Term, ...]:
        return tuple(dict.fromkeys(p.moving for p in (*self.below, *self.above) if p.moving != ONE))

    def term(self, values: dict[Term, Term] | None = None) -> Term:
        values = values or {}
        top, bottom = (
            _sum([p.term(values.get(p.moving)) for p in pieces])
            for pieces in (self.above, self.below)
        )
        return Term("/", (top, bottom))

    def lead(self, values: dict[Term, Term]) -> Term:
        """What is left below."""
        return _sum([p.size for p in self.below if values.get(p.moving, ONE) != ZERO])


def _sum(terms: list[Term]) -> Term:
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else flattened("+", tuple(terms))


def tends(ground: Ground, relation: str, left: Term, right: Term) -> list[DetailLine]:
    """The lines that lead to left → right; the last of a chain ends in `right`."""
    if any(t.op in ("infinity", "cases") for t in right.subterms()):
        return []
    if left.sort == "vector":
        return _by_summands(ground, relation, left, right)
    return _by_largest(ground, relation, left, right)


def _closed(ground: Ground, left: Term) -> tuple[list[DetailLine], Term, str]:
    """What the left side is, free of definitions: as a line above says, or by small steps."""
    if (found := ground.line_of("=", left)) is not None:
        return [], found[1], f"({found[0]})"
    lines: list[DetailLine] = []
    here = left
    for form in forms(left, ground)[1:]:
        if (said := ground.say(Term("=", (here, form.term)))) is not None:
            new = [line for line in form.first if line.goal not in ground.told]
            lines = [*new, *lines, DetailLine(said, here != left, form.reason, form.claims)]
            here = form.term
    return lines, here, ""


def _by_largest(ground: Ground, relation: str, left: Term, right: Term) -> list[DetailLine]:
    lines, closed, cited = _closed(ground, left)
    start = lines[-1].goal.children[1] if lines else left
    for way in ways(ground, closed):
        if (values := _limits(ground, way)) is None:
            continue
        divided = way.term() if way.by != ONE else closed
        why, claims = _reason(ground, way, values)
        equal = ground.say(Term("=", (start, divided)))
        if claims is None or (equal is None and divided != start):
            continue
        if way.by == ONE:
            if divided != start and equal is not None:
                lines.append(DetailLine(equal, bool(lines), (cited,) if cited else ()))
        elif equal is not None and divided != start:
            by = f"{cited}, divided by " if cited else "divided by "
            lines.append(DetailLine(equal, bool(lines), (by, way.by, f", {_largest(values)}")))
        if ground.under:
            return lines
        shown = ground.say(Term(relation, (divided, way.term(values))))
        return [] if shown is None else _closing(ground, lines, shown, why, claims, right)
    return []


def _largest(values: dict[Term, Term]) -> str:
    return "the largest term" if all(v == ZERO for v in values.values()) else "a largest term"


def in_case(ground: Ground, relation: str, left: Term, right: Term) -> list[DetailLine]:
    """left → right under what stands left of ⇒: what is divided by what,
    and the limit with its reasons last."""
    if (said := ground.say(Term(relation, (left, right)), plainly=False)) is None:
        return []
    lines, closed, cited = _closed(ground, left)
    for way in ways(ground, closed):
        if (values := _limits(ground, way)) is None:
            continue
        why, claims = _reason(ground, way, values)
        equal = ground.say(Term("=", (left, way.term())))
        if claims is not None and equal is not None:
            if way.by == ONE:  # nothing was divided
                return [*lines, DetailLine(said, False, _after(cited, why), claims)]
            by = f"{cited}, divided by " if cited else "divided by "
            return [
                *lines,
                DetailLine(equal, False, (by, way.by)),
                DetailLine(said, False, why, claims),
            ]
    return [DetailLine(said)]


def _after(cited: str, why: tuple[Part, ...]) -> tuple[Part, ...]:
    return (f"{cited}, ", *why) if cited and why else (cited,) if cited else why


def _reason(
    ground: Ground, way: Divided, values: dict[Term, Term]
) -> tuple[tuple[Part, ...], tuple[Said, ...] | None]:
    """ "e^{−β} → 0, and 2 ≠ 0", and the claims in it; None if one of them is not proved."""
    stated = [Term("→", (m, v)) for m, v in values.items()]
    lead = way.lead(values)
    lead = worth(ground.context, lead) or lead
    if lead != ONE:
        stated.append(Term("≠", (lead, ZERO)))
    claims = [ground.say(goal, plainly=False) for goal in stated]
    if None in claims:
        return (), None
    words: list[Part] = []
    for goal in stated:
        words += [", and " if goal.op == "≠" else ", ", goal] if words else [goal]
    return tuple(words), tuple(c for c in claims if c is not None)


def _closing(
    ground: Ground,
    lines: list[DetailLine],
    shown: Said,
    reason: tuple[Part, ...],
    claims: tuple[Said, ...],
    right: Term,
) -> list[DetailLine]:
    """The line of the limit, and that its value is the step's own right side."""
    if ground.under:
        return [*lines, DetailLine(shown, False, reason, claims)]
    start, value = shown.goal.children
    before = lines[-1].goal.children[1] if lines else None
    line = DetailLine(shown, start == before, reason, claims)
    if value == right:
        return [*lines, line]
    equal = ground.say(Term("=", (value, right)))
    return [] if equal is None else [*lines, line, DetailLine(equal, True)]


def _limits(ground: Ground, way: Divided) -> dict[Term, Term] | None:
    """What each quotient of terms tends to; None if one of them is not known to tend to 0 or 1."""
    values: dict[Term, Term] = {}
    for moving in way.moving:
        for value in TOWARDS:
            if ground.say(Term("→", (moving, value)), plainly=False) is not None:
                values[moving] = value
                break
        else:
            return None
    return values


def ways(ground: Ground, term: Term) -> Iterator[Divided]:
    """A quotient of sums divided by each term of the one below."""
    if term.sort != "scalar":
        return
    with suppress(Rejected, TermError):
        cell = meaning(ground.context, Term("=", (term, term)))
        q = cell.meaning.scalar(term)
        if len(q.den) != 1 or q.den[0][1] != 1:
            return
        whole = lcm(*(c.denominator for _, c in q.den[0][0]))
        above, below = (
            by_growth(ring.add({}, p, whole), cell.meaning)
            for p in (q.numerator, dict(q.den[0][0]))
        )
        if any(map(ring.is_summed, (*above, *below))) or len(below) > MOST or len(above) > MOST:
            return
        for growth in below:
            if (found := _divided(cell.meaning, above, below, growth)) is not None:
                yield found


def _divided(
    s: Semantics, above: dict[Growth, ring.Element], below: dict[Growth, ring.Element], by: Growth
) -> Divided | None:
    name = _moving(s, by)
    sides = [[_piece(s, g, c, by) for g, c in side.items()] for side in (above, below)]
    if name is None or any(p is None for side in sides for p in side):
        return None
    top, bottom = (sorted((p for p in side if p), key=lambda p: p.moving != ONE) for side in sides)
    return Divided(name, tuple(top), tuple(bottom))


def _piece(s: Semantics, growth: Growth, c: ring.Element, by: Growth) -> LimitPiece | None:
    powers = ring.monomial_product(growth[0], tuple((a, -k) for a, k in by[0]))
    exponent = ring.exponent_sum(growth[1], tuple((m, -k) for m, k in by[1]))
    size, moving = (
        amount(Quotient(ring.freeze(c)), s.context, s.signs.opaque),
        _moving(s, (powers, exponent)),
    )
    return None if size is None or moving is None else LimitPiece(size, moving)


def _moving(s: Semantics, growth: Growth) -> Term | None:
    if growth == ((), ()):
        return ONE
    found = decay(ring.of({growth: 1}), s)
    return None if found is None else found.term()


def _by_summands(ground: Ground, relation: str, left: Term, right: Term) -> list[DetailLine]:
    """A sum of vectors, each with the limit of its coefficient."""
    context, lines, spread = ground.context, list[DetailLine](), left
    kept = frozenset(right.subterms())
    values = Limits(ground, relation="→", whole=left, kept=kept)
    if (put := with_values(left, values)) == left:
        opened, names = unfolded(left, context)
        spread = laid_out(opened, context)
        if (said := ground.say(Term("=", (left, spread)))) is None:
            return []
        why = definitions(dict.fromkeys(str(t.args[0]) for t in names))
        lines.append(DetailLine(said, False, tuple(why)))
        values = Limits(ground, relation="→", whole=left, kept=kept)
        put = with_values(spread, values)
    moving = frozenset(context.limit)
    if put == spread or (relation == "→" and depends_on(context, put, moving)):
        return []
    start = left if ground.under else spread
    shown = ground.say(Term(relation, (start, put)), plainly=False)
    small = _beside_norms(ground, spread, put)
    if shown is None or small is None:
        return []
    reason, claims = values.reason()
    for one in small:
        reason = (*reason, ", " if reason else "", one.goal)
    return _closing(ground, lines, shown, tuple(p for p in reason if p), (*claims, *small), right)


def _beside_norms(ground: Ground, spread: Term, put: Term) -> list[Said] | None:
    """Where vectors grow as the limit is taken:
    each coefficient differs from its limit by so little that this does not matter."""
    context = ground.context
    moving = frozenset(context.limit)
    grows = {
        f.key
        for f in context.families
        if f.norm is not None and depends_on(context, f.norm, moving)
    }
    if not grows or ground.under:
        return []
    found: list[Said] = []
    summands = zip(*((t.children if t.op == "+" else (t,)) for t in (spread, put)))
    for before, after in summands:
        if before == after or before.op != "*" or len(before.children) != 2:
            continue
        (weight, vector), value = before.children, after.children[0]
        gap = weight if value == ZERO else flattened("+", (weight, Term("neg", (value,))))
        said = ground.say(Term("→", (Term("*", (gap, Term("norm", (vector,)))), ZERO)))
        if said is None:
            return None
        found.append(said)
    return found


@dataclass
class Limits(Values):
    """The limits of coefficients: as lines above say, or 0, 1 or ½ where the kernel proves it."""

    def __call__(self, term: Term, place: LinePlace) -> Term | None:
        if term.op != "defined" or term == self.whole or term in self.kept:
            return None
        found = self.above(term, place)
        if found is not None and found[1].op != "cases":
            self.cited[found[0]] = None
            return found[1]
        if term.sort != "scalar" or (here := self.named(term, place)) is None:
            return None
        named, back = here
        table = put_in(found[1], {v: k for k, v in back.items()}).children[1::2] if found else ()
        for value in dict.fromkeys((*table, ZERO, ONE, HALF)):
            goal = Term("→", (named, value))
            if (said := self.ground.say(goal, plainly=False)) is not None:
                self.first[named] = DetailLine(said)
                if found is not None:
                    self.cited[found[0]] = None
                return put_in(value, back)
        return None

    def reason(self) -> tuple[tuple[Part, ...], tuple[Said, ...]]:
        those = ", ".join(f"({k})" for k in sorted(self.cited))
        words: list[Part] = [those] if those else []
        claims = tuple(line.said for line in self.first.values())
        for one in claims:
            goal = one.goal.children[1] if self.ground.under else one.goal
            words += [", ", goal] if words else [goal]
        return tuple(words), claims
