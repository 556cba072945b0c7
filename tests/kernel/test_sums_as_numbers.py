"""Sums over the members without a name as numbers: each value that is worked out, by numbers.

A random term is worked out by the kernel for any n, and what comes out is added up member by member
for n = 1 to 4 (e^k is 2^k here, which obeys the same laws); the term itself is worked out with the
same numbers, and dual ones for derivatives.  Then what once proved a falsehood.
"""

from __future__ import annotations

import random
from fractions import Fraction
from functools import reduce
from itertools import count
from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.atoms import SUM, Atom, Label
from symattn.kernel.algebra.sums import body_of, canonical, closed, product, times
from symattn.kernel.errors import UnknownSign
from symattn.kernel.rules.sequent import Sequent
from symattn.language import Context, Family, IndexSet, Scalar, Term, flattened, number

N = Term("scalar", ("n",))
NAMES = ("x", "y")
Numbers = dict[str, list[int]]


def context(*members: str) -> Context:
    families = tuple(Family(key, "A", "scalar") for key in NAMES)
    return Context((IndexSet("A", N, members, "i"),), (Scalar("n", True),), families)


def at(key: str, index: str) -> Term:
    return Term("entry", (key, Term("index", (index,))))


def total(bound: str, body: Term, *without: str) -> Term:
    return Term("sum", (bound, "A", *(Term("index", (one,)) for one in without), body))


# ---- random terms --------------------------------------------------------------------------------


def a_term(rng: random.Random, indices: list[str], depth: int, fresh: Any) -> Term:
    """A term in which these indices may be used."""
    kind = rng.choice(["leaf", "leaf", "+", "*", "*", "sum", "sum", "square", "diff"])
    if depth <= 0 or kind == "leaf":
        leaves = [at(rng.choice(NAMES), i) for i in indices]
        leaves += [Term("exp", (one,)) for one in leaves] + [number(rng.randint(0, 2)), N]
        return rng.choice(leaves)
    if kind in "+*":
        return flattened(kind, tuple(a_term(rng, indices, depth - 1, fresh) for _ in range(2)))
    if kind == "square":
        return Term("^", (a_term(rng, indices, depth - 1, fresh), number(2)))
    if kind == "diff" and indices:
        body = a_term(rng, indices, depth - 1, fresh)
        return Term("diff", (body, at(rng.choice(NAMES), rng.choice(indices))))
    bound = f"j{next(fresh)}"
    without = [i for i in indices if rng.random() < 0.4]
    return total(bound, a_term(rng, [*indices, bound], depth - 1, fresh), *without)


# ---- what they are worth -------------------------------------------------------------------------


class Dual:
    """a + bε with ε² = 0."""

    def __init__(self, a: Any, b: Any = 0) -> None:
        self.a, self.b = Fraction(a), Fraction(b)

    def __add__(self, other: Dual) -> Dual:
        return Dual(self.a + other.a, self.b + other.b)

    def __mul__(self, other: Dual) -> Dual:
        return Dual(self.a * other.a, self.a * other.b + self.b * other.a)


class Nested(Exception):
    """A derivative inside another one."""


def worth(term: Term, numbers: Numbers, env: dict[str, int], by: tuple[str, int] | None) -> Dual:
    """With members 0, 1, …; `by` is the entry that has an ε."""
    op, args = term.op, term.children
    if op == "number":
        return Dual(int(term.args[0]))
    if op == "scalar":
        return Dual(len(numbers["x"]))
    if op == "entry":
        k = env[args[0].key]
        return Dual(numbers[term.key][k], int((term.key, k) == by))
    if op == "sum":
        left_out = {env[one.key] for one in args[:-1]}
        found = Dual(0)
        for k in range(len(numbers["x"])):
            if k not in left_out:
                found += worth(args[-1], numbers, {**env, term.key: k}, by)
        return found
    if op == "diff":
        if by is not None:
            raise Nested
        x = args[1]
        return Dual(worth(args[0], numbers, env, (x.key, env[x.children[0].key])).b)
    values = [worth(a, numbers, env, by) for a in (args if op != "^" else (args[0],) * 2)]
    if op == "exp":
        power = Fraction(2) ** int(values[0].a)
        return Dual(power, power * values[0].b)
    return reduce(Dual.__add__ if op == "+" else Dual.__mul__, values)


def of_key(key: ring.Key, numbers: Numbers, named: dict[str, int], star: int | None) -> Fraction:
    """A term of an element; a summed one member by member."""
    n = len(numbers["x"])
    if ring.is_summed(key) and star is None:
        others = [k for k in range(n) if k not in named.values()]
        return sum((of_key(key, numbers, named, k) for k in others), Fraction(0))

    def of_atom(a: Atom) -> Fraction:
        if a == "n":
            return Fraction(n)
        if a.kind == SUM:
            ((body, c),) = body_of(a).num
            return c * of_key(body, numbers, named, None)
        ((family, label),) = a.sides
        member = star if Label(label).kind else named[label]
        assert member is not None
        return Fraction(numbers[family][member])

    (m, e), found = key, Fraction(1)
    for a, k in m:
        found *= of_atom(a) ** k
    for m2, c in e:
        exponent = Fraction(c)
        for a, k in m2:
            exponent *= of_atom(a) ** k
        found *= Fraction(2) ** int(exponent)
    return found


def points(rng: random.Random, least: int) -> list[Numbers]:
    sizes = [n for n in (1, 2, 3, 4) if n >= least]
    return [{key: [rng.randint(-2, 2) for _ in range(n)] for key in NAMES} for n in sizes]


@pytest.mark.parametrize("seed", range(24))
def test_what_a_term_is_worth(seed: int) -> None:
    rng, seen = random.Random(seed), 0
    for members in ((), ("a",), ("a", "c")):
        claim = Claim(context(*members), Term("=", (N, N)))
        named = {name: k for k, name in enumerate(members)}
        for _ in range(12):
            term = a_term(rng, [*members], 4, count())
            try:
                q = Sequent(claim).meaning.scalar(term)
                checks = [
                    (p, worth(term, p, named, None).a) for p in points(rng, max(1, len(members)))
                ]
            except (Rejected, UnknownSign, Nested):
                continue
            assert not q.den
            for numbers, wanted in checks:
                got = sum((c * of_key(key, numbers, named, None) for key, c in q.num), Fraction(0))
                assert got == wanted, (term, numbers)
            assert canonical(q.numerator) == q.numerator == canonical(closed(q.numerator))
            seen += 1
    assert seen >= 12


# ---- what is and is not the same -----------------------------------------------------------------


def holds(left: Term, right: Term, *members: str) -> bool:
    claim = Claim(context(*members), Term("=", (left, right)))
    model = {"sizes": {"A": 3}, "scalars": {"n": "3"}, "vectors": {}, "matrices": {}}
    model["entries"] = {key: ["0", "0", "0"] for key in NAMES}
    proof = {"format": 1, "kernel": "0.1", "model": model, "proof": {"rule": "equality"}}
    try:
        return replay(claim, proof).verdict == "proved"
    except Rejected:
        return False


def times_of(*factors: Term) -> Term:
    return flattened("*", factors)


XJ, YJ, XL, YL = at("x", "j"), at("y", "j"), at("x", "l"), at("y", "l")
X, Y = total("m", at("x", "m")), total("m", at("y", "m"))
BOTH = total("j", total("l", times_of(XJ, YL)))
APART = total("j", total("l", times_of(XJ, YL), "j"))
SAME = total("j", times_of(XJ, YJ))


@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        (times_of(X, Y), BOTH, True),
        (times_of(X, Y), Term("+", (APART, SAME)), True),
        (times_of(X, Y), times_of(Y, X), True),
        (Term("^", (X, number(2))), times_of(X, X), True),
        (total("j", times_of(XJ, Y)), times_of(X, Y), True),
        (
            total("j", total("l", XL, "j")),
            times_of(Term("+", (N, Term("neg", (number(1),)))), X),
            True,
        ),
        (
            total("j", Term("diff", (times_of(XJ, X), XJ))),
            times_of(Term("+", (N, number(1))), X),
            True,
        ),
        (total("j", Term("diff", (X, XJ))), N, True),
        (times_of(X, Y), SAME, False),
        (times_of(X, Y), APART, False),
        (BOTH, APART, False),
        (Term("^", (X, number(2))), total("j", Term("^", (XJ, number(2)))), False),
        (total("j", total("l", XL, "j")), times_of(N, X), False),
        (total("j", total("l", XL, "j")), X, False),
        (total("j", Term("diff", (times_of(XJ, X), XJ))), times_of(N, X), False),
        (total("j", Term("diff", (X, XJ))), number(1), False),
        (total("j", Term("diff", (times_of(XJ, Y), XJ))), Y, False),
        (total("j", Term("diff", (total("l", times_of(XJ, XL), "j"), XJ))), X, False),
    ],
)
@pytest.mark.parametrize("members", [(), ("a",)])
def test_equal_numbers(left: Term, right: Term, wanted: bool, members: tuple[str, ...]) -> None:
    assert holds(left, right, *members) is wanted


# ---- closed holes --------------------------------------------------------------------------------


def test_a_denominator_that_leaves_the_member_out_differs_from_member_to_member() -> None:
    below = Term("+", (number(1), total("l", Term("exp", (YL,)), "j")))
    one = Term("/", (number(1), below))
    left = times_of(N, total("j", times_of(XJ, one)))
    assert not holds(left, times_of(X, total("j", one)))


def test_a_member_that_is_summed_inside_has_no_name_outside() -> None:
    from symattn.kernel.algebra.plain_elements import element_from_json

    for name in ("y[ΣA/1]", "y[ΣA/1]·v", "lim!0"):
        with pytest.raises(Rejected):
            element_from_json([["1", [[name, 1]], []]])
    atom = ring.atom("y[ΣA/1]")
    key = next(iter(product(atom, ring.atom("x[+A/1]"))))
    with pytest.raises(Rejected):
        closed({((), ((key[0], 1),)): 1})


@pytest.mark.parametrize(
    "body",
    ["x[a]", "x[*A/1]", "x[+A/2]", "log((((('x[+A/1]', 1),), (), '1'),))", "x[ΣA/1]"],
)
def test_no_other_name_is_that_of_a_sum(body: str) -> None:
    name = Atom(f"sum({ring.spelled((((((Atom(body), 1),), ()), 1),))})")
    with pytest.raises(Rejected):
        if body_of(name).num == (((((Atom("x[+A/1]"), 1),), ()), 1),):
            raise Rejected("that is one, and its own")


def test_a_product_of_sums_is_none_of_what_they_are_made_of() -> None:
    x, y = (ring.of(ring.atom(name)) for name in ("x[+A/1]", "y[+A/1]"))
    assert times(x, y) == times(y, x) != ring.of(ring.atom("x[+A/1]"))
    with pytest.raises(Rejected):
        ring.multiply(x.numerator, y.numerator)


def test_a_sum_beside_what_is_derived_is_derived_once() -> None:
    """∂/∂x_j of x_j log Z, and of x_j·Y·Z, where Z is a sum over all members."""
    exps = total("m", Term("exp", (at("x", "m"),)))
    log = Term("log", (exps,))
    left = total("j", Term("diff", (times_of(XJ, log), XJ)))
    share = Term("/", (total("l", times_of(XL, Term("exp", (XL,)))), exps))
    assert holds(left, Term("+", (times_of(N, log), share)), "a")
    twice = Term("+", (times_of(N, log), times_of(number(2), share)))
    assert not holds(left, twice, "a")
    product_of_three = total("j", Term("diff", (times_of(X, Y, exps), XJ)))
    assert holds(product_of_three, Term("+", (times_of(N, Y, exps), times_of(X, Y, exps))), "a")
    assert not holds(product_of_three, times_of(N, Y, exps), "a")
