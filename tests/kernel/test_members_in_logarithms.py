"""What is read of sums of logarithms of members, and what must prove no falsehood."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected, replay
from symattn.kernel.algebra import ring
from symattn.kernel.algebra.atoms import Atom
from symattn.kernel.algebra.radicals import EACH, opaque
from symattn.kernel.errors import OutsideClass, UnknownSign
from symattn.kernel.order.sign_entries import check_entry
from symattn.kernel.order.signs import Fact
from symattn.kernel.rules.sequent import Sequent
from symattn.language import Term, number

from .test_functions_of_members import (
    NAMES,
    B,
    N,
    as_json,
    at,
    cell,
    context,
    learnt,
    log,
    over,
    plus,
    times,
    total,
)

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
    fact = s.fact(f"≠{name}")
    both = s.fact(f"Σ{name}").element
    same = {((Atom("x[+A/1]"), 1), (Atom("y[+A/1]"), 1)): 1}
    assert fact.relation == "≥" and not fact.stars  # there may be but one
    assert ring.subtract(both, fact.element) == {(m, ()): c for m, c in same.items()}


@pytest.mark.parametrize(
    "name", ["≠h0@*A/1", "≠h0@*A/1~", "≠h0", "≠s0", "≠z:A", "≠≠s9", "Σ≠s9", "≠"]
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
    fact = s.fact(f"≠s{len(s.entries) - 1}")
    assert fact.element == ring.subtract(ring.multiply(m, m), m)
    assert fact.relation == "≥"
