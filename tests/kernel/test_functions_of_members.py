"""Sums of logarithms of members: their values by numbers, and what must prove no falsehood.

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

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.atoms import SUM, Atom, Label
from symattn.kernel.algebra.radicals import EACH, factored, opaque
from symattn.kernel.algebra.sums import body_of
from symattn.kernel.errors import OutsideClass, UnknownSign
from symattn.kernel.order.signs import Fact
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


# ---- what is, and is not, read -------------------------------------------------------------------

XJ, YJ, X, Y = at("x", "j"), at("y", "j"), total("m", at("x", "m")), total("m", at("y", "m"))
ZERO = number(0)


def holds(left: Term, right: Term, *members: str, **more: Any) -> bool:
    claim = Claim(context(*members, **more), Term("=", (left, right)))
    model = {"sizes": {"A": 3}, "scalars": {"n": "3", "b": "1"}, "vectors": {}, "matrices": {}}
    model["entries"] = {key: ["1", "1", "1"] for key in NAMES}
    signs = learnt(*members, **more)
    proof = {"format": 1, "kernel": "0.1", "model": model}
    proof["proof"] = {"rule": "equality", "signs": signs}
    try:
        return replay(claim, proof).verdict == "proved"
    except (Rejected, UnknownSign):
        return False


@pytest.mark.parametrize("members", [(), ("a",)])
@pytest.mark.parametrize(
    ("left", "right", "wanted"),
    [
        (
            total("j", log(over(XJ, YJ))),
            plus(total("j", log(XJ)), Term("neg", (total("j", log(YJ)),))),
            True,
        ),
        (
            total("j", times(XJ, log(times(XJ, B)))),
            plus(total("j", times(XJ, log(XJ))), times(log(B), X)),
            True,
        ),
        (
            total("j", times(XJ, log(Term("^", (XJ, number(2)))))),
            times(number(2), total("j", times(XJ, log(XJ)))),
            True,
        ),
        (total("j", log(XJ)), log(X), False),
        (total("j", times(XJ, log(XJ))), times(X, log(X)), False),
        (total("j", times(XJ, log(XJ))), times(X, total("j", log(XJ))), False),
        (total("j", times(XJ, log(XJ))), total("j", times(YJ, log(XJ))), False),
        (total("j", log(plus(XJ, YJ))), log(plus(X, Y)), False),
        (total("j", log(plus(XJ, X))), times(N, log(times(number(2), X))), False),
        (
            log(total("j", times(XJ, log(plus(number(1), XJ))))),
            log(times(X, log(plus(number(1), X)))),
            False,
        ),
        (total("j", over(number(1), XJ)), over(N, X), False),
        (total("j", over(XJ, plus(B, XJ))), over(X, plus(B, X)), False),
        (Term("diff", (total("j", log(plus(B, XJ))), B)), over(N, plus(B, X)), False),
        (Term("diff", (total("j", log(plus(B, XJ))), B)), over(number(1), plus(B, X)), False),
    ],
)
def test_equal_sums(left: Term, right: Term, wanted: bool, members: tuple[str, ...]) -> None:
    assert holds(left, right, *members) is wanted


SUM_OF_LOGS = total("j", times(XJ, log(XJ)))


@pytest.mark.parametrize(
    "facts",
    [
        (),
        (Term(">", (at("x", "a"), ZERO)),),  # of a alone
        (Term("≥", (at("x", "i"), ZERO)), Term(">", (at("x", "a"), ZERO))),
        (Term("≠", (at("x", "i"), ZERO)), Term(">", (at("x", "a"), ZERO))),
        (Term(">", (at("x", "i"), ZERO)),),  # of all but a
        (Term(">", (at("y", "i"), ZERO)), Term(">", (at("x", "a"), ZERO))),
        (Term(">", (times(at("x", "i"), at("y", "i")), ZERO)), Term(">", (at("x", "a"), ZERO))),
        (Term(">", (X, ZERO)), Term(">", (at("x", "a"), ZERO))),
    ],
)
def test_no_logarithm_without_a_sign_at_every_member(facts: tuple[Term, ...]) -> None:
    with pytest.raises((Rejected, UnknownSign)):
        cell("a", facts=facts).meaning.scalar(SUM_OF_LOGS)
    assert not holds(SUM_OF_LOGS, SUM_OF_LOGS, "a", facts=facts)


def test_a_logarithm_of_each_member_is_no_number_by_itself() -> None:
    s = cell("a")
    q = s.meaning.scalar(SUM_OF_LOGS)
    (each,) = [a for a in q.atoms() if a.summed and a.is_function]
    assert s.signs.opaque[each][0] == EACH
    # in a name, log Σ x log x and log (Σ x) log (Σ x) would be alike
    with pytest.raises(OutsideClass):
        opaque(s.meaning, "log", q)
    with pytest.raises(Rejected):
        s.signs.enclose(ring.atom(each), 64)
    assert s.signs.find(ring.atom(each)) is None


def test_two_sums_in_one_name_are_refused() -> None:
    with pytest.raises(OutsideClass):
        cell("a").meaning.scalar(total("j", log(plus(XJ, X))))
    with pytest.raises(OutsideClass):
        cell("a").meaning.scalar(times(X, SUM_OF_LOGS))


def test_what_is_summed_moves_with_the_limit() -> None:
    s = cell("a", limit=("b",))
    q = s.meaning.scalar(total("j", log(plus(B, XJ))))
    assert all(s.meaning.varies(a) for a in q.atoms() if a.is_function)
    assert not any(s.meaning.varies(a) for a in s.meaning.scalar(SUM_OF_LOGS).atoms())


# ---- e^{log f} = f, and sums over two ------------------------------------------------------------

MEMBER = ring.atom("x[*A/1]")
LOG = "log((((('x[*A/1]', 1),), (), '1'),))"


def undone(s: Sequent, name: str) -> Fact:
    from symattn.kernel.order.sign_entries import check_entry

    found = check_entry(s.meaning, {"undone": name}, s.fact)
    assert found is not None
    return found


def test_the_power_of_a_logarithm() -> None:
    s = cell("a")
    fact = undone(s, "h0@*A/1")
    assert fact == Fact(
        {((), ((((Atom(LOG), 1),), 1),)): 1, (((Atom("x[*A/1]"), 1),), ()): -1},
        "=",
        frozenset({"*A/1"}),
    )


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ((Term("≥", (at("x", "i"), ZERO)),), "h0@*A/1"),
        ((Term("≠", (at("x", "i"), ZERO)),), "h0@*A/1"),
        ((Term("=", (at("x", "i"), ZERO)),), "h0@*A/1"),
        ((Term("≥", (at("x", "a"), ZERO)),), "h0"),
        ((Term("<", (at("x", "a"), ZERO)),), "h9"),
        ((Term(">", (at("x", "i"), ZERO)),), "h0"),
        ((Term("≥", (X, ZERO)),), "h0"),
        ((Term("≥", (B, ZERO)),), "h0"),
    ],
)
def test_no_power_of_what_is_no_logarithm(facts: tuple[Term, ...], name: str) -> None:
    s = cell("a", facts=facts)
    with pytest.raises((Rejected, UnknownSign)):
        undone(s, name)


def two(s: Sequent, relation: str = ">") -> str:
    """x_j y_l > 0 for each two members without a name, as an entry."""
    rows = [["1", ["h0@*A/1", "h1@*A/1~"], [], []]]
    element = ring.multiply(MEMBER, ring.atom("y[*A/1~]"))
    s.admit([{"of": as_json(element), "is": relation, "by": rows}])
    return f"s{len(s.entries) - 1}"


PAIRS = (Term(">", (at("x", "i"), ZERO)), Term(">", (at("y", "i"), ZERO)))


def test_a_sum_over_two_that_are_not_the_same() -> None:
    s = cell("a", facts=PAIRS)
    name = two(s)
    fact = s.fact(f"Δ{name}")
    x, y = ({((((Atom(f"{k}[+A/1]"), 1),), ())): 1} for k in NAMES)
    both = s.fact(f"Σ{name}").element
    same = {((Atom("x[+A/1]"), 1), (Atom("y[+A/1]"), 1)): 1}
    assert fact.relation == "≥" and not fact.stars  # there may be but one
    assert ring.subtract(both, fact.element) == {(m, ()): c for m, c in same.items()}
    assert x != y


@pytest.mark.parametrize(
    "name", ["Δh0@*A/1", "Δh0@*A/1~", "Δh0", "Δs0", "Δz:A", "ΔΔs9", "ΣΔs9", "Δ"]
)
def test_no_sum_over_two_of_a_fact_about_one(name: str) -> None:
    s = cell("a", facts=PAIRS)
    two(s)
    with pytest.raises(Rejected):
        s.fact(name)


def test_what_is_left_of_all_pairs_is_counted() -> None:
    """Σ_{j ≠ l} 1 = m² − m for m members without a name."""
    s = cell("a", facts=PAIRS)
    rows = [["0", ["h0@*A/1", "h1@*A/1~"], [], []], ["1", [], [], []]]
    s.admit([{"of": as_json(ring.constant(1)), "is": ">", "by": rows}])
    m = s.meaning.unnamed("A")
    fact = s.fact(f"Δs{len(s.entries) - 1}")
    assert fact.element == ring.subtract(ring.multiply(m, m), m)
    assert fact.relation == "≥"
    assert Label("*A/1").another == "*A/1~"
