"""The value of a limit with its ties counted, as a term.

Which maxima it speaks of, and how it is written with them.

Untrusted: what comes out is a claim that the kernel has to accept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from ...kernel import OutsideClass
from ...kernel.algebra import replacing, ring
from ...kernel.algebra.atoms import INDICATOR, MAXIMUM, Label
from ...kernel.algebra.labels import summed_labels
from ...kernel.algebra.ring import Element, Quotient
from ...kernel.algebra.semantics import Semantics
from ...kernel.limits.dominance import by_growth
from ...kernel.order.indicators import split_off
from ...language import Context, Term, flattened, number, replace_indices
from ..as_terms import lettered_condition, polynomial_term, quotient_term
from ..repairs.letters import letter

Scores = dict[Any, Element]  # by growth


def maxima_of(value: Quotient, shape: Semantics, s: Semantics, few: int) -> tuple[Term, ...]:
    """The largest score of each sum below or in a logarithm.

    Only where more than a few are open or there is a whole family of them.
    """
    found: dict[Term, None] = {}
    for p in _sums(value, shape):
        with suppress(OutsideClass):
            groups = by_growth(p, s)
            # n − 2 terms may be none
            strict = {g: c for g, c in groups.items() if s.signs.find(c) != "≥"}
            if (most := _largest(_scores(groups, s), s, few)) is not None:
                found[most] = None
                if (
                    1 < len(strict) < len(groups)
                    and (most := _largest(_scores(strict, s), s, 1)) is not None
                ):
                    found[most] = None
    return tuple(found)


def _largest(scores: Scores, s: Semantics, few: int) -> Term | None:
    """The maximum of the scores as a term.  Raises OutsideClass if it has no name."""
    stars = [star for g, star in scores.items() if ring.is_summed(g)]
    if not stars:
        return (
            Term("max", tuple(_term(x, s) for x in _unshifted(scores).values()))
            if len(_unbeaten(scores, s)) > few
            else None
        )
    # the same addition to all is left out
    shift = {k: -c for k, c in stars[0].items() if not ring.is_summed(k)}
    families = [_family(star, shift, scores, s) for star in stars]
    known = [*stars, *(x for _, members in families for x in members)]
    best = _unbeaten({g: x for g, x in scores.items() if x not in stars}, s)
    parts = (
        *(_term(ring.add(x, shift), s) for x in best if x not in known),
        *(most for most, _ in families),
    )
    return parts[0] if len(parts) == 1 else Term("max", parts)


def _sums(q: Quotient, s: Semantics) -> Iterator[Element]:
    """What stands below, and inside logarithms."""
    for factor, _ in q.den:
        yield dict(factor)
    for name in sorted(q.atoms()):
        function, argument = s.signs.opaque.get(name, ("", q))
        if function == "log" and s.varies(name) and not argument.den:
            yield argument.numerator


def _scores(groups: dict[Any, Element], s: Semantics) -> Scores:
    """Growths e^{score·β} by their scores.  Raises OutsideClass where there are others."""
    scores: Scores = {}
    for moving, rising in groups:
        score: Element = {}
        for m, c in rising:
            if sum(k for a, k in m if s.varies(a)) != 1:
                raise OutsideClass("scores that are not multiples of the limit variable")
            score = ring.add(score, {(tuple(x for x in m if not s.varies(x[0])), ()): c})
        if moving:
            raise OutsideClass("powers of the limit variable beside the scores")
        scores[(moving, rising)] = score
    return scores


def _unbeaten(scores: Scores, s: Semantics) -> list[Element]:
    return [
        p
        for p in scores.values()
        if not any(q is not p and s.signs.find(ring.add(q, p, -1)) == ">" for q in scores.values())
    ]


def _family(
    star: Element, shift: Element, scores: Scores, s: Semantics
) -> tuple[Term, list[Element]]:
    """max over the family whose unnamed members have this score.

    Taken over the scores of its known members.  Raises OutsideClass if one is missing.
    """
    label = min(summed_labels(ring.atoms(star)))
    key = label.set
    members = [replacing.relabelled(star, label, Label(member)) for member in s.scope[key]]
    if not all(score in scores.values() for score in members):
        raise OutsideClass("a sum that does not run through a whole family")
    bound = Label(_letter(s.context))
    body = _term(replacing.relabelled(ring.add(star, shift), label, bound), s)
    return Term("most", (bound, key, body)), members


def _letter(context: Context, *taken: str) -> str:
    """An index name that is not declared."""
    declared = {name for i in context.index_sets for name in (*i.members, i.rest)} | set(taken)
    return letter(declared)


def _unshifted(scores: Scores) -> Scores:
    """The scores with one element added to all that makes them shortest.

    For example r, p, q for 0, p − r, q − r.
    """

    def shifted(by: Element) -> Scores:
        return {g: ring.add(p, by) for g, p in scores.items()}

    shifts: list[Element] = [{}] + [{key: -c} for p in scores.values() for key, c in p.items()]
    best = min(
        (shifted(by) for by in shifts),
        key=lambda table: sum(len(p) + sum(c < 0 for c in p.values()) for p in table.values()),
    )
    # 0 last, x_2 before x_10
    return dict(
        sorted(
            best.items(),
            key=lambda item: (not item[1], [[(len(a), a) for a, _ in m] for m, _ in item[1]]),
        )
    )


def _term(p: Element, s: Semantics) -> Term:
    found = polynomial_term(p, s.context)
    if found is None:
        raise OutsideClass("a score that has no name in the language")
    return found


class Writer:
    """Values with indicators as terms.

    What `quotient_term` has no words for is a scalar with a name of its own on the way.
    """

    def __init__(self, s: Semantics) -> None:
        self.s = s
        self.names: dict[str, Term] = {}

    def quotient(self, q: Quotient) -> Term:
        """Raises OutsideClass if a part has no name in the language."""
        q = ring.cancelled(q)
        den = tuple((ring.freeze(self._spoken(dict(f))), k) for f, k in q.den)
        term = quotient_term(
            Quotient(ring.freeze(self._spoken(q.numerator)), den),
            self.s.context,
            self.s.signs.opaque,
        )
        if term is None:
            raise OutsideClass("the limit has no name in the language")
        return self.with_names(term)

    def rows(self, q: Quotient) -> tuple[tuple[Term, Term], ...]:
        """(x = M, value), (x < M, 0).

        These where the numerator is a multiple of one [x = M] for a score x.
        """
        groups = split_off(q.numerator)
        ((marks, c),) = groups.items() if len(groups) == 1 else (((), {}),)
        if len(marks) != 1 or ring.is_summed((marks, ())) or not q.den:
            return ()
        reached = self._condition(self.s.signs.gaps[marks[0][0]])
        behind = Term(">" if reached.children[1].op == "number" else "<", reached.children)
        return ((reached, self.quotient(Quotient(ring.freeze(c), q.den))), (behind, number(0)))

    def with_names(self, term: Term) -> Term:
        """The term with maxima, counts and so on for their names."""
        if term.op == "scalar":
            return self.names.get(str(term.args[0]), term)
        if not term.children:
            return term
        args = [self.with_names(a) if isinstance(a, Term) else a for a in term.args]
        counts = [a for a in args if isinstance(a, Term) and a.op == "count"]
        if term.op == "+" and len(counts) > 1:  # [a] + [b] is how many of a and b hold
            together = Term("count", tuple(c for t in counts for c in t.children))
            others = [a for a in args if isinstance(a, Term) and a not in counts]
            return flattened("+", (together, *others)) if others else together
        return Term(term.op, tuple(args))

    def _name(self, term: Term) -> Element:
        name = f"name!{len(self.names)}"
        self.names[name] = term
        return ring.atom(name)

    def _spoken(self, p: Element) -> Element:
        """The element with names.

        They stand for sums of indicators over families, indicators, and logarithms of such.
        """
        names: dict[str, Element] = {}
        for marks, c in split_off(p).items():
            if ring.is_summed((marks, ())):
                total, family = self._family_count(marks, c)
                p = ring.add(ring.add(p, total, -1), family)
        # logarithms before the indicators inside them
        for a in sorted(ring.atoms(p), key=lambda a: (a.kind == INDICATOR, len(a), a)):
            if a.kind == INDICATOR:
                names[a] = self._name(Term("count", (self._condition(self.s.signs.gaps[a]),)))
            elif (known := self.s.signs.opaque.get(a)) is not None and any(
                INDICATOR in inner.kinds for inner in known[1].atoms()
            ):
                names[a] = self._name(Term(known[0], (self.quotient(known[1]),)))
        for written, value in names.items():
            p = replacing.substitute(p, written, value)
        if any(ring.is_summed(k) for k in p):
            raise OutsideClass("the limit has no name in the language")
        return p

    def _family_count(self, marks: ring.Monomial, c: Element) -> tuple[Element, Element]:
        """Σ_j c_j [s_j = M] over a whole family, member by member as it stands, and by a name."""
        if len(marks) != 1 or marks[0][1] != 1:
            raise OutsideClass("the limit has no name in the language")
        name = marks[0][0]
        label = min(name.summed)
        for star in (label.other, label.another):
            if (written := name.with_index(label, star)) in self.s.signs.gaps:
                gap = self.s.signs.gaps[written]
                break
        # what is the same for all members stands before the sum
        if c != ring.constant(1) and not any(ring.is_summed(k) for k in c):
            total, family = self._family_count(marks, ring.constant(1))
            return ring.multiply(c, total), ring.multiply(c, family)
        key, bound = label.set, Label(_letter(self.s.context))

        total = {(ring.monomial_product(m, marks), e): x for (m, e), x in c.items()}
        for member in self.s.scope[key]:
            total = ring.add(
                total,
                ring.multiply(
                    replacing.relabelled(c, label, Label(member)),
                    self.s.signs.mark(replacing.relabelled(gap, star, Label(member))),
                ),
            )
        counted = Term("count", (self._condition(replacing.relabelled(gap, star, bound)),))
        factor = self.quotient(ring.of(replacing.relabelled(c, label, bound)))
        body = counted if factor == number(1) else flattened("*", (factor, counted))
        return total, self._name(Term("sum", (bound, key, body)))

    def _condition(self, gap: Element) -> Term:
        unit: ring.Number = next(
            (
                c if c > 0 else -c
                for (m, _), c in gap.items()
                if any(a.kind == MAXIMUM for a, _ in m)
            ),
            1,
        )
        found = lettered_condition(ring.add({}, gap, ring.ratio(1, unit)), "=", self.s.context)
        if found is None:
            raise OutsideClass("a tie that has no name in the language")
        left, right = found.children
        # the score first, but M = 0
        if (left.args[0] in self.s.signs.maxima) != (right.op == "number" or left.op == "number"):
            found = Term("=", (right, left))
        return self.with_names(found)


def lettered(
    maxima: tuple[Term, ...], terms: Iterable[Term | None], context: Context
) -> tuple[Term, ...]:
    """The maxima with a letter for their index that is not that of sums in the terms."""
    first = _letter(context)
    sums = any(t.op == "sum" for term in terms if term is not None for t in term.subterms())
    return tuple(_rebound(m, _letter(context, first) if sums else first) for m in maxima)


def _rebound(term: Term, letter: str) -> Term:
    """A maximum over a family with another letter for its index."""
    if term.op == "most":
        return Term(
            "most",
            (
                letter,
                term.args[1],
                *(
                    replace_indices(c, {str(term.args[0]): Term("index", (letter,))})
                    for c in term.children
                ),
            ),
        )
    return (
        Term(term.op, tuple(_rebound(a, letter) if isinstance(a, Term) else a for a in term.args))
        if term.children
        else term
    )


__all__ = ["Writer", "lettered", "maxima_of"]
