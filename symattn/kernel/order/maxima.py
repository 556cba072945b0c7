"""The largest of several scores, M = max_j s_j, as an atom of its own.

How they stand to it, whichever attains it.

    A finite and not empty, s_j free of the limit variable for every j in A   (a family of any size,
    or the arguments of max)
    -----------------------------------------------------------------------
      M ≥ s_j for every j in A          Σ_j [s_j = M] ≥ 1

A certificate lists the maxima that it uses, and "max!0" is the first of them: it stands for them
where they are written, up to the names of bound indices.  Fails, for example, over an empty family,
and for scores that move: max_j x_j/β has no value to compare with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...language import Term
from ..algebra import ring
from ..algebra.families import opened
from ..algebra.ring import Element
from ..errors import OutsideClass
from ..meaning import Meaning
from .signs import Fact

NAME = "max!"


@dataclass(frozen=True)
class Maximum:
    """M and the scores that it is the largest of.

    Those of known members, and with its star each that stands for all others.
    """

    value: Element
    scores: tuple[Element, ...]
    others: tuple[tuple[str, Element], ...]

    def facts(self) -> Iterator[tuple[tuple[str, str], Fact]]:
        """M ≥ s_j, one by one, by the number of the score and the unnamed member, if it has one."""
        named = [("", score) for score in self.scores]
        for k, (star, score) in (*enumerate(named), *enumerate(self.others)):
            gap = ring.subtract(self.value, score)
            yield (str(k), star), Fact(gap, "≥", frozenset([star] if star else ()))


def maximum(s: Meaning, number: int) -> Maximum:
    """The claim's maximum of that number; its facts are learned.  Raises OutsideClass."""
    if number not in s.maxima:
        with s.in_base_scope():
            scores, others = _scores(s, s.family_maxima[number])
            value = s.atom(f"{NAME}{number}").numerator
            s.maxima[number] = found = Maximum(value, scores, others)
        for _, fact in found.facts():
            s.signs.learn(fact)
        s.signs.attained.append(
            tuple(fact.element for (_, star), fact in found.facts() if not star.endswith("~"))
        )
    known: Maximum = s.maxima[number]
    return known


def _scores(s: Meaning, term: Term) -> tuple[tuple[Element, ...], tuple[tuple[str, Element], ...]]:
    """What a maximum is the largest of; those of a maximum inside it count as its own."""
    if term.op == "max":
        parts = [_scores(s, a) for a in term.children]
        return tuple(p for scores, _ in parts for p in scores), tuple(
            pair for _, others in parts for pair in others
        )
    if term.op != "most":
        return (_score(s, term, {}),), ()
    bound, key, body = term.key, str(term.args[1]), term.children[0]
    named, star = opened(s, Term("sum", term.args), {})
    size, _ = s.scope_count(key)
    if not named and s.signs.sign(size) != ">":
        raise OutsideClass("the largest of a family that may be empty")
    scores = tuple(_score(s, body, env) for env in named)
    others: list[tuple[str, Element]] = []
    for label in (star, f"{star}~") if star else ():
        with s.extended(key, label):
            others.append((label, _score(s, body, {bound: label})))
    return scores, tuple(others)


def _score(s: Meaning, body: Term, env: dict[str, str]) -> Element:
    value = s.scalar(body, env)
    if value.den or any(s.varies(a) or "[+" in a for a in value.atoms()):
        raise OutsideClass(
            "the largest of scores that are fractions of sums, or move with the limit"
        )
    return value.numerator
