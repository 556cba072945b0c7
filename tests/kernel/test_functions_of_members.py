"""Sums of logarithms of members: the value of each that is worked out, by numbers.

The logarithm of a rational number is here Σ k·w(prime), any homomorphism: it obeys the same laws,
and e^k is 2^k, so that w(2) = 1.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction
from itertools import count
from math import prod
from typing import Any

import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.atoms import SUM, Atom
from symattn.kernel.algebra.radicals import EACH, factored
from symattn.kernel.algebra.sums import body_of
from symattn.kernel.errors import UnknownSign
from symattn.kernel.rules.sequent import Sequent
from symattn.language import Context, Family, IndexSet, Scalar, Term, flattened, number

N, B = Term("scalar", ("n",)), Term("scalar", ("b",))
NAMES = ("x", "y")
WEIGHTS = {2: Fraction(1), 3: Fraction(7), 5: Fraction(-2), 7: Fraction(1, 3), 11: Fraction(4)}
Numbers = Mapping[str, list[Fraction]]


def at(key: str, index: str) -> Term:
    return Term("entry", (key, Term("index", (index,))))


def log(x: Term) -> Term:
    return Term("log", (x,))


def over(x: Term, y: Term) -> Term:
    return Term("/", (x, y))


def plus(*parts: Term) -> Term:
    return flattened("+", parts)


def times(*parts: Term) -> Term:
    return flattened("*", parts)


def total(bound: str, body: Term, *without: str) -> Term:
    return Term("sum", (bound, "A", *(Term("index", (one,)) for one in without), body))


def context(*members: str, facts: tuple[Term, ...] | None = None, **more: Any) -> Context:
    """x_i, y_i > 0 for every other i and for each member with a name, b > 0, n members."""
    families = tuple(Family(key, "A", "scalar") for key in NAMES)
    if facts is None:
        facts = tuple(Term(">", (at(k, i), number(0))) for k in NAMES for i in ("i", *members))
    facts += (Term("≥", (N, number(max(1, len(members))))), Term(">", (B, number(0))))
    scalars = (Scalar("n", True), Scalar("b"))
    return Context((IndexSet("A", N, members, "i"),), scalars, families, facts=facts, **more)


def cell(*members: str, **more: Any) -> Sequent:
    """With what the hypotheses say learnt, as far as it is a sign."""
    found = Sequent(Claim(context(*members, **more), Term("=", (N, N))))
    found.admit(learnt(*members, **more))
    return found


def learnt(*members: str, **more: Any) -> list[dict[str, Any]]:
    """Entries: the hypotheses, b + x_j and the like > 0 at each member, and Σ x_j > 0."""
    made = Sequent(Claim(context(*members, **more), Term("=", (N, N))))
    names = [
        f"h{k}" + ("@*A/1" if any(t.op == "index" and t.key == "i" for t in f.subterms()) else "")
        for k, f in enumerate(made.claim.context.facts)
    ]
    entries: list[dict[str, Any]] = []

    def add(*rows: tuple[str, ...], number: int = 0) -> None:
        facts = [[made.fact(name) for name in row] for row in rows]
        element = ring.sum_of(
            [*(one.element for row in facts for one in row), ring.constant(number)]
        )
        relation = ">" if any(f.relation == ">" for row in facts for f in row) else "≥"
        by = [["1", [name], [], []] for row in rows for name in row]
        by += [["1", [], [], []]] * number
        entries.append({"of": as_json(element), "is": relation, "by": by})
        made.admit(entries[-1:])

    signs = [name for name in names if made.fact(name).relation in (">", "≥")]
    for name in signs:
        add((name,))
    if "facts" not in more:
        places = ("@*A/1", *("" for _ in members))
        for k, place in enumerate(places):
            x, y = f"h{k}{place}", f"h{len(places) + k}{place}"
            add((x, names[-1]))
            add((x,), number=1)
            add((x, y))
        for k in (0, len(places)):
            whole = (f"Σh{k}@*A/1", *(f"h{k + 1 + m}" for m in range(len(members))))
            add(whole)
            add(whole, (names[-1],))
            if not k:
                add(whole, whole, number=0)
                for at_, place in enumerate(places):
                    add(whole, (f"h{at_}{place}",))
    return entries


def as_json(p: ring.Element) -> list[Any]:
    from symattn.search.plain_data import element_to_json

    return element_to_json(p)


# ---- by numbers ----------------------------------------------------------------------------------


def log_of(x: Fraction) -> Fraction:
    assert x > 0
    parts = [(p, k) for p, k in factored(x.numerator)]
    parts += [(p, -k) for p, k in factored(x.denominator)]
    return sum((k * WEIGHTS.get(p, Fraction(p, 5)) for p, k in parts), Fraction(0))


def worth(term: Term, numbers: Numbers, at_: dict[str, int], named: list[str]) -> Fraction:
    op, args = term.op, term.children
    count_ = len(numbers["x"])
    if op == "number":
        return Fraction(int(term.key))
    if op == "scalar":
        return Fraction(count_) if term.key == "n" else numbers["b"][0]
    if op == "entry":
        i = args[0].key
        return numbers[term.key][at_[i] if i in at_ else named.index(i)]
    if op == "sum":
        without = {at_[a.key] if a.key in at_ else named.index(a.key) for a in args[:-1]}
        members = [k for k in range(count_) if k not in without]
        inner = ({**at_, term.key: k} for k in members)
        return sum((worth(args[-1], numbers, one, named) for one in inner), Fraction(0))
    values = [worth(a, numbers, at_, named) for a in args]
    if op == "log":
        return log_of(values[0])
    if op == "/":
        return values[0] / values[1]
    return sum(values, Fraction(0)) if op == "+" else prod(values, start=Fraction(1))


def of_atom(s: Sequent, a: Atom, numbers: Numbers, who: dict[str, int], named: list[str]) -> Any:
    if a == "n" or a == "b":
        return Fraction(len(numbers["x"])) if a == "n" else numbers["b"][0]
    if a.kind == SUM:
        return of_element(s, body_of(a).numerator, numbers, {}, named)
    if a in s.signs.opaque:
        function, q = s.signs.opaque[a]
        assert function in ("log", EACH) and a.kind == "log"
        inner = {f"*{k[1:]}": v for k, v in who.items()} if function == EACH else {}
        value = of_element(s, q.numerator, numbers, inner, named)
        for f, k in q.den:
            value /= of_element(s, dict(f), numbers, inner, named) ** k
        return log_of(value)
    ((key, label),) = a.sides
    return numbers[key][named.index(label) if label in named else who[label]]


def of_element(
    s: Sequent, p: ring.Element, numbers: Numbers, who: dict[str, int], named: list[str]
) -> Fraction:
    value = Fraction(0)
    for (m, e), c in p.items():
        assert not e
        labels = {label for a, _ in m for label in a.summed if label not in who}
        assert len(labels) < 2
        others = range(len(named), len(numbers["x"])) if labels else [0]
        for k in others:
            here = {**who, **{label: k for label in labels}}
            value += c * prod(
                (of_atom(s, a, numbers, here, named) ** j for a, j in m), start=Fraction(1)
            )
    return value


def a_term(rng: random.Random, indices: list[str], depth: int, fresh: Any) -> Term:
    kind = rng.choice(["leaf", "log", "log", "+", "*", "*", "/", "sum", "sum"])
    if depth <= 0 or kind == "leaf":
        leaves = [at(rng.choice(NAMES), i) for i in indices]
        return rng.choice([*leaves, *leaves, number(rng.randint(1, 3)), N, B])
    parts = [a_term(rng, indices, depth - 1, fresh) for _ in range(2)]
    if kind in "+*":
        return flattened(kind, tuple(parts))
    if kind == "/":
        return over(parts[0], rng.choice([at(rng.choice(NAMES), i) for i in indices] or [B]))
    if kind == "log":
        return log(parts[0])
    j = f"j{next(fresh)}"
    without = [i for i in indices if rng.random() < 0.2]
    return total(j, a_term(rng, [*indices, j], depth - 1, fresh), *without)


@pytest.mark.parametrize("seed", range(6))
def test_values_of_sums_of_logarithms(seed: int) -> None:
    """What the kernel makes of a term, member by member; what it refuses is not asked for."""
    rng, seen, kept = random.Random(seed), 0, 0
    for _ in range(250):
        members = [["a"], [], ["a", "c"]][seed % 3]
        term = total("m", a_term(rng, ["m", *members], 4, count()))
        s = cell(*members)
        try:
            q = s.meaning.scalar(term)
        except (Rejected, UnknownSign):
            continue
        if q.den or "log" not in {t.op for t in term.subterms()}:
            continue
        for size in range(max(1, len(members)), 5):
            numbers = {k: [Fraction(rng.randint(1, 12)) for _ in range(size)] for k in "xyb"}
            try:
                wanted = worth(term, numbers, {}, members)
            except AssertionError:  # the logarithm of what is not > 0 there
                continue
            assert of_element(s, q.numerator, numbers, {}, members) == wanted, (term, numbers)
            seen += 1
        kept += any(a.kind == "log" and a.summed for a in q.atoms())
    assert seen >= 20 and kept >= 3
