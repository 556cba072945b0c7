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

from ...language import Term
from ..algebra import ring
from ..algebra.families import opened
from ..algebra.ring import Atom, Element, Quotient
from ..algebra.shapes import Env
from ..errors import OutsideClass
from ..meaning import Meaning
from .signs import Fact, Scores


def maximum(s: Meaning, number: int) -> tuple[Quotient, Scores]:
    """The claim's maximum of that number, and how it stands to its scores.  Raises OutsideClass."""
    name = Atom(f"max!{number}")
    value = s.atom(name)
    if name not in s.signs.maxima:
        with s.in_base_scope():
            scores = _scores(s, s.family_maxima[number], {})
        s.signs.maxima[name] = {
            (str(k), star): Fact(
                ring.subtract(value.numerator, score), "≥", frozenset([star] if star else ())
            )
            for with_names in (True, False)
            for k, (star, score) in enumerate(x for x in scores if with_names == (not x[0]))
        }
    return value, s.signs.maxima[name]


def _scores(s: Meaning, term: Term, env: Env) -> list[tuple[str, Element]]:
    """What a maximum is the largest of, each with its unnamed member if it has one; those of a
    maximum inside it count as its own, and |x| is the larger of x and −x.
    """
    if term.op in ("max", "abs"):
        parts = term.children if term.op == "max" else (*term.children, Term("neg", term.children))
        return [pair for part in parts for pair in _scores(s, part, env)]
    if term.op != "most":
        return [("", _score(s, term, env))]
    if env:
        raise OutsideClass("a maximum for each member of a maximum")
    bound, key, body = term.key, str(term.args[1]), term.children[0]
    named, star = opened(s, Term("sum", term.args), env)
    size, _ = s.scope_count(key)
    if not named and s.signs.sign(size) != ">":
        raise OutsideClass("the largest of a family that may be empty")
    scores = [pair for inner in named for pair in _scores(s, body, inner)]
    for label in (star, star.another) if star else ():
        with s.extended(key, label):
            scores += [(label, score) for _, score in _scores(s, body, {bound: label})]
    return scores


def _score(s: Meaning, body: Term, env: Env) -> Element:
    value = s.scalar(body, env)
    if value.den or any(s.varies(a) or a.summed for a in value.atoms()):
        raise OutsideClass(
            "the largest of scores that are fractions of sums, or move with the limit"
        )
    return value.numerator
