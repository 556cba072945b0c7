"""Reading a term tells its value: what is known of signs does not hang on what was read before."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from random import Random

import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.atoms import Atom
from symattn.kernel.algebra.intervals import FUNCTIONS
from symattn.kernel.algebra.ring import Quotient
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.errors import UnknownSign
from symattn.kernel.order.signs import Fact, Signs, bounds
from symattn.kernel.rules.sequent import Sequent
from symattn.language import Context, IndexSet, Scalar, Term, Vector, canonical, number
from symattn.writing.book import entries

X, N = Term("scalar", ("x",)), Term("scalar", ("n",))
SETTING = Context((IndexSet("A", N, ("a",), "i"),), (Scalar("x"), Scalar("n", True)))


@lru_cache(maxsize=1)
def _claims() -> list[Claim]:
    """The lines of the book, each once."""
    found = {}
    for entry in entries():
        context, steps = entry.load().steps()
        found.update({step.claim(context): None for step in steps if step.goal is not None})
    return list(found)


def _parts(term: Term) -> Iterator[Term]:
    """The scalars in a term that no bound index is in the way of."""
    if term.op in ("sum", "most", "every", "diff", "P", "E", "Var", "Cov"):
        return
    for child in term.children:
        yield from _parts(child)
    if term.sort == "scalar":
        yield term


def _read(cell: Sequent, term: Term) -> Quotient | None:
    with suppress(Rejected, RecursionError):
        return cell.meaning.scalar(term)
    return None


def _cell(claim: Claim, terms: list[Term]) -> Sequent:
    maxima = dict.fromkeys(canonical(t) for t in terms if t.op in ("most", "max"))
    return Sequent(claim, family_maxima=tuple(maxima))


def _drawn() -> Iterator[tuple[Claim, list[Term], Random]]:
    for k, claim in enumerate(_claims()):
        sides = [*claim.goal.children, *(s for f in claim.context.facts for s in f.children)]
        terms = list(dict.fromkeys(t for side in sides for t in _parts(side)))
        if terms:
            yield claim, terms, Random(k)


def test_no_sign_is_learnt_from_a_term_of_the_book() -> None:
    read = 0
    for claim, terms, random in _drawn():
        cell = _cell(claim, terms)
        for term in random.sample(terms, len(terms)):
            read += _read(cell, term) is not None
        assert not cell.signs._known
    assert read > 500


def test_the_sign_of_a_term_is_the_same_whatever_was_read_before() -> None:
    asked = 0
    for claim, terms, random in _drawn():
        term = random.choice(terms)
        if (alone := _read(first := _cell(claim, terms), term)) is None:
            continue
        second = _cell(claim, terms)
        for other in random.sample(terms, len(terms)):
            _read(second, other)
        assert _read(second, term) == alone
        for p in (alone.numerator, ring.add(ring.constant(1), alone.numerator, -1)):
            asked += first.signs.find(p) is not None
            assert first.signs.find(p) == second.signs.find(p)
    assert asked > 20


@pytest.mark.parametrize("relation", [">", "≥", "=", None])
def test_a_root_has_the_sign_of_what_is_below_it_when_that_is_known(relation: str | None) -> None:
    s = Semantics(SETTING, Signs())
    s.signs.learn(Fact(ring.atom("x"), "≥"))
    root = s.scalar(Term("sqrt", (X,))).numerator
    assert s.signs.find(root) == "≥"
    if relation:  # known later: √x > 0 only where x > 0
        s.signs.learn(Fact(ring.atom("x"), relation))
        assert s.signs.find(root) == relation
    assert Semantics(SETTING, Signs()).signs.find(root) is None


def test_what_a_name_says_holds_of_numbers() -> None:
    """At 0, at what is large and small, and beyond the bounds nothing."""
    for function in ("erfc", "arctan"):
        for c in (0, 1, -1, ring.ratio(1, 10), ring.ratio(-9, 2), 4, -4):
            s = Semantics(Context(), Signs())
            value = s.scalar(Term(function, (_of(c),)))
            for fact in (f for a in value.atoms() for f in bounds(a)):
                (name,) = (a for a in ring.atoms(fact.element) if a.kind == function)
                argument = s.signs.opaque[name][1]
                inner = s.signs.enclose_quotient(argument, 64)
                low, high = FUNCTIONS[function](inner, 64)
                assert 0 < low <= high < 2
                assert s.signs.find(fact.element) == ">"
    inside = "((((('x', 1),), (), '1'),))"
    names = [Atom(f"{f}{inside}") for f in ("erfc", "sqrt", "log", "is0")] + [Atom("π")]
    strict = [{tuple(sorted(f.element.values())) for f in bounds(a)} for a in names]
    assert strict == [{(1,), (-1, 2)}, set(), set(), set(), set()]


def test_a_product_of_a_vector_with_itself_is_not_negative_and_no_other_is() -> None:
    for name in ("v·v", "k[a]·k[a]", "M(v·M(v", "k[*A/1]·k[*A/1]"):
        assert bounds(Atom(name)) == (Fact(ring.atom(name), "≥"),)
    inside = "((((('v·v', 1),), (), '1'),))"
    for name in ("u·v", "k[a]·k[b]", "M(v·v", "v", f"log{inside}", f"sqrt{inside}"):
        assert not bounds(Atom(name))


def test_a_length_is_read_where_nothing_is_known_of_its_square() -> None:
    """√(u·u − 2 u·v + v·v) is the length of u − v; as the root of a number it is refused."""
    setting = Context(vectors=(Vector("u"), Vector("v")))
    difference = Term("+", (Term("vector", ("u",)), Term("neg", (Term("vector", ("v",)),))))
    cell = Semantics(setting, Signs())
    with pytest.raises(UnknownSign):
        cell.scalar(Term("sqrt", (Term("dot", (difference, difference)),)))
    length = cell.scalar(Term("norm", (difference,))).numerator
    assert cell.signs.find(length) == "≥" and not cell.signs._known
    with pytest.raises(UnknownSign):  # and reading the length makes no difference to that
        cell.scalar(Term("sqrt", (Term("dot", (difference, difference)),)))


def _of(c: ring.Number) -> Term:
    return Term("/", (number(c.numerator), number(c.denominator)))


def test_the_largest_of_one_member_or_of_two_that_are_alike() -> None:
    """Its score is 0 below it: of x − x nothing is known but that it is 0."""
    for one in ((X,), (X, X)):
        maximum = Term("max", one)
        claim = Claim(SETTING, Term("≥", (maximum, X)))
        cell = Sequent(claim, values={"max!0": ring.atom("x")}, family_maxima=(canonical(maximum),))
        assert all(not f.element for f in _facts(cell))
        assert cell.signs.find(ring.atom("x")) is None


def _facts(cell: Sequent) -> list[Fact]:
    found = [cell.fact(f"m0:{k}") for k in range(len(cell.meaning.family_maxima[0].children))]
    assert cell.signs.maxima
    return found
