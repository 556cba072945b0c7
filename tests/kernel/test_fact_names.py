"""How certificates call facts: each spelling that is taken, to the letter, and what is none."""

from __future__ import annotations

from typing import Any

import pytest

from symattn.kernel import Claim, Rejected
from symattn.kernel.algebra import ring
from symattn.kernel.order.fact_names import FactName
from symattn.kernel.order.signs import Fact
from symattn.kernel.rules.sequent import FACTS, Sequent
from symattn.language import Context, Family, IndexSet, Scalar, Term, canonical, number

X, Y, N = (Term("scalar", (k,)) for k in "xyn")
OTHERS = frozenset({"*A/1"})


def T(op: str, *args: Term) -> Term:
    return Term(op, args)


def g(i: str) -> Term:
    return Term("entry", ("g", Term("index", (i,))))


def cell() -> Sequent:
    """Hypotheses h0 to h4, l0 to l2 left of ⇒, cases c0 and c1, entries s0 and s1, a maximum."""
    context = Context(
        index_sets=(IndexSet("A", N, ("a", "c"), "i"),),
        scalars=(Scalar("x"), Scalar("y"), Scalar("n", True)),
        families=(Family("g", "A", "scalar"), Family("v", "A", "vector")),
        facts=(
            T("≥", N, number(2)),
            T(">", g("a"), g("i")),
            T("=", X, Y),
            T("≠", X, number(0)),
            T("<", T("log", g("i")), X),
        ),
    )
    left = T("and", T("<", X, N), T("=", T("sqrt", X), Y), T(">", g("i"), X))
    claim = Claim(context, T("⇒", left, T(">", g("a"), g("c"))))
    most = canonical(Term("most", ("j", "A", g("j"))))
    made = Sequent(claim, ((ring.atom("x"), ">"), (ring.atom("y"), "=")), family_maxima=(most,))
    made.learn(Fact(ring.atom("x"), ">"))
    made.learn(Fact(ring.atom("g[*A/1]"), "≥", OTHERS))
    return made


TAKEN = {
    "h0": "≥",
    "h1": ">",
    "h2": "=",
    "h3": "≠",
    "h1@*A/1": "> of others",
    "h1@*A/1~": "> of others",
    "h1@*A/2~": "> of others",
    "l0": ">",
    "l1": "=",
    "c0": ">",
    "c1": "=",
    "s0": ">",
    "s1": "≥ of others",
    "z:A": "≥",
    "m0:0": "≥",
    "m0:2": "≥",
    "m0:0@*A/1": "≥ of others",
    "√2": ">",
    "√999": ">",
    "ℓ2": ">",
    "ē0": ">",
    "ē1": ">",
    "⌀v": "≥",
    "exp:h0": "≥",
    "exp:h3": "≠",
    "exp:h1@*A/1": "> of others",
    "exp:l0": ">",
    "sq:h2": "=",
    "sq:l1": "=",
    "Σs1": "≥",
    "Σh1@*A/1": "≥",
    "Σexp:h1@*A/1": "≥",
    "Σm0:0@*A/1": "≥",
}
# Spelled in another way than the class prints; a second checker may refuse them.
ALSO_TAKEN = {
    **{"h03": "h3", "h00": "h0", "h１": "h1", "h१": "h1", "s01": "s1", "ē01": "ē1", "√02": "√2"},
    **{"√２": "√2", "m00:0": "m0:0", "m０:0": "m0:0", "h3@": "h3", "c0@": "c0", "l0@": "l0"},
    **{"s0@": "s0", "exp:l0@": "exp:l0", "m0:1@": "m0:1", "Σs1@": "Σs1", ":h1": "h1", ":c0": "c0"},
    **{":h1@*A/1": "h1@*A/1", "Σ:h1@*A/1": "Σh1@*A/1", "z:A@": "z:A", "z:A@x": "z:A"},
    **{"zxA": "z:A", "z3A": "z:A", "z\nA": "z:A"},
}
REFUSED: list[Any] = [
    *("h5", "l3", "c2", "s2", "m1:0", "m0:3", "h99", "exp:h9", "sq:h9", "Σs9", "Σh9@*A/1", "h1１"),
    *("", "h", "@", "h@", "h@*A/1", "H1", "hh1", "h1h", "ch0", "x1", "0", "0h", "1h", "h²", "h①"),
    *("h 1", "h1 ", " h1", "h+1", "h-1", "h1_0", "h1.0", "h1\n", "\nh1", "h1\n@", "h1@\n", "h0x1"),
    *("h1@*A/2", "h1@*A/01", "h1@*A/1~~", "h1@*B/1", "h1@A/1", "h1@*A/1@", "h1@@*A/1", "h1@*A/1 "),
    *("h1@*A:1", "l2@*A/1", "c0@*A/1", "s1@*A/1", "exp:l2@*A/1", "Σs1@x", "√2@", "√2@x", "√2:"),
    *("exp:c0", "exp:s0", "exp:", "exp:exp:h1", "sq:exp:h2", "exp:sq:h2", "log:h1", "Exp:h1"),
    *("exp:z:A", "exp:m0:1", "exp:√2", "exp:⌀v", "exp:Σs1", "sq:h0", "sq:h1", "sq:h3", "sq:l0"),
    *("sq:c1", "sq:s1", "sq:", "::h1", ":", ":@", ":z:A", ":m0:0", ":√2", ":⌀v", ":Σs1"),
    *("Σ", "ΣΣs1", "Σh1", "Σs0", "Σz:A", "Σm0:0", "Σ√2", "Σ⌀v", "Σh1@*A/1~", "Σm0:0@*A/1~"),
    *("≠", "≠≠s1", "Σ≠s1", "≠s1", "≠h1", "≠h1@*A/1", "≠h1@*A/1~", "≠m0:0@*A/1", "≠z:A"),
    *("z", "z:", "z:B", "zA", "z::A", "z@", "z@A", "z:A\n"),
    *(
        "m",
        "m0",
        "m0:",
        "m:0",
        "m-1:0",
        "m0:00",
        "m0:０",
        "m0:0:0",
        "m0:0@@",
        "m0:0@*A/2",
        "m0:@*A/1",
    ),
    *("√", "√0", "√1", "√1000", "√-1", "√1.5", "ℓ", "ℓ0", "ℓ1", "ℓ1000", "ē", "ē1000", "e\u03041"),
    *("⌀", "⌀g", "⌀w", "⌀v@", "⌀ v", "⌀v:", "⌀:v"),
    *(3, None, True, 1.5, ("h", 1)),
]


def said(fact: Fact) -> str:
    return fact.relation + " of others" * bool(fact.stars)


@pytest.mark.parametrize(("name", "wanted"), TAKEN.items(), ids=list(TAKEN))
def test_a_name_is_read_and_printed_back(name: str, wanted: str) -> None:
    assert said(cell().fact(name)) == wanted and str(FactName.read(name)) == name


@pytest.mark.parametrize(("name", "plainly"), ALSO_TAKEN.items(), ids=map(repr, ALSO_TAKEN))
def test_a_name_that_is_spelled_otherwise_is_the_same_fact(name: str, plainly: str) -> None:
    assert cell().fact(name) == cell().fact(plainly) and str(FactName.read(name)) == plainly


@pytest.mark.parametrize("name", REFUSED, ids=map(repr, REFUSED))
def test_what_is_no_name_of_a_fact_is_refused(name: Any) -> None:
    with pytest.raises(Rejected):
        cell().fact(name)


def test_a_number_is_not_too_long() -> None:
    for kind in "h√":
        with pytest.raises((Rejected, ValueError)):
            cell().fact(kind + "1" * 5000)


def test_every_kind_of_fact_is_read_and_no_other() -> None:
    assert {FactName.read(name).kind for name in TAKEN} == set(FACTS)
