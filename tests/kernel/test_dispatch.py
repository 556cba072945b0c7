"""No dispatch of the trusted part has a default that means something.

One term for each operator goes through every dispatch: which ones have a case stands here,
literally, and all others have to be refused by name. Operators that the language does not have are
refused everywhere, alone and inside others, and by every rule.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import symattn
from symattn.kernel import Claim, OutsideClass, Rejected
from symattn.kernel.algebra.functions import at_least_zero
from symattn.kernel.algebra.inner_products import applied
from symattn.kernel.algebra.matrices import matrix_value
from symattn.kernel.algebra.semantics import Semantics
from symattn.kernel.chance.linearity import mean_of_parts
from symattn.kernel.chance.probability import probability
from symattn.kernel.limits.expansions import Expander, limit_by_order
from symattn.kernel.limits.ties import limits_by_parts
from symattn.kernel.order.depends_only import PARTIAL, TOTAL, listed, mentioned
from symattn.kernel.order.mean_value_theorem import SMOOTH
from symattn.kernel.order.parts_of_maxima import CONTINUOUS
from symattn.kernel.order.signs import Fact, Signs
from symattn.kernel.rules.points import at_point, point_from_json
from symattn.kernel.rules.rule_table import PROOF, REDUCTIONS, named, parts
from symattn.kernel.rules.sequent import Sequent
from symattn.language import (
    Context,
    Definition,
    Family,
    IndexSet,
    Law,
    Matrix,
    Scalar,
    Sort,
    Term,
    TermError,
    Vector,
    kinds,
    number,
    plain,
)
from symattn.language import operators as table

x, t, g = (Term("scalar", (k,)) for k in "xtg")
u, a, j = Term("vector", ("u",)), Term("index", ("a",)), Term("index", ("j",))
v, s = Term("member", ("v", a)), Term("entry", ("s", a))
more = Term(">", (x, number(0)))
CONTEXT = Context(
    index_sets=(IndexSet("A", number(2), ("a", "c"), "i"),),
    scalars=tuple(map(Scalar, "xtg")),
    families=(Family("s", "A", "scalar"), Family("v", "A", "vector")),
    vectors=(Vector("u"),),
    matrices=(Matrix("M"),),
    definitions=(
        Definition("d", "scalar", (), t),
        Definition("w", "vector", (), u),
        Definition("D", "matrix", (), Term("identity")),
    ),
    facts=(more, Term(">", (t, number(0)))),
    limit=("t",),
    laws=(Law("g", number(1), number(2)),),
)
SAMPLES = {
    "number": number(2),
    "pi": Term("pi"),
    "scalar": x,
    "vector": u,
    "matrix": Term("matrix", ("M",)),
    "index": a,
    "identity": Term("identity"),
    "zero": Term("zero"),
    "infinity": Term("infinity"),
    "entry": s,
    "member": v,
    "defined": Term("defined", ("d", "scalar")),
    "+": Term("+", (x, number(1))),
    "neg": Term("neg", (x,)),
    "*": Term("*", (x, x)),
    "/": Term("/", (number(1), x)),
    "^": Term("^", (x, number(3))),
    "max": Term("max", (x, number(0))),
    "min": Term("min", (x, number(0))),
    **{
        op: Term(op, (x,))
        for op in (
            *("exp", "log", "sqrt", "abs", "relu", "sigmoid"),
            *("tanh", "erfc", "arctan", "softplus"),
        )
    },
    "diff": Term("diff", (Term("exp", (x,)), x)),
    "count": Term("count", (more,)),
    "dot": Term("dot", (u, v)),
    "norm": Term("norm", (u,)),
    "outer": Term("outer", (u, v)),
    "apply": Term("apply", (Term("matrix", ("M",)), u)),
    "sum": Term("sum", ("j", "A", Term("entry", ("s", j)))),
    "most": Term("most", ("j", "A", Term("entry", ("s", j)))),
    "cases": Term("cases", (more, x)),
    "and": Term("and", (more, more)),
    "or": Term("or", (more, more)),
    **{op: Term(op, (x, number(1))) for op in (*kinds.COMPARISONS, *kinds.LIMITS)},
    **{op: Term(op, (more, more)) for op in kinds.IMPLICATIONS},
    "normal": Term("normal", (number(1), number(2))),
    "∼": Term("∼", (g, Term("normal", (number(1), number(2))))),
    "⇝": Term("⇝", (g, Term("normal", (number(1), number(2))))),
    "inputs": Term("inputs", (v,)),
    "depends only on": Term("depends only on", (v, Term("inputs", (v,)))),
    "E": Term("E", (g,)),
    "Var": Term("Var", (g,)),
    "Cov": Term("Cov", (u,)),
    "P": Term("P", (Term(">", (g, number(0))),)),
    "every": Term("every", ("j", "A", Term(">", (Term("entry", ("s", j)), x)))),
}
# What is a vector, or a matrix, under an operator that scalars have as well; relu has coordinates
# at points only.
VECTORS = {
    "defined": Term("defined", ("w", "vector")),
    "+": Term("+", (u, v)),
    "neg": Term("neg", (u,)),
    "*": Term("*", (x, u)),
    "/": Term("/", (u, x)),
    "sum": Term("sum", ("j", "A", Term("member", ("v", j)))),
    "cases": Term("cases", (more, u)),
    "E": Term("E", (u,)),
    "relu": Term("relu", (u,)),
}
MATRICES = {
    "defined": Term("defined", ("D", "matrix")),
    "+": Term("+", (Term("identity"), Term("matrix", ("M",)))),
    "neg": Term("neg", (Term("identity"),)),
    "*": Term("*", (x, Term("identity"))),
    "/": Term("/", (Term("identity"), x)),
    "sum": Term("sum", ("j", "A", Term("outer", (Term("member", ("v", j)), u)))),
}


class Generous(Signs):
    """Everything is positive: what is refused is refused for its operator."""

    def find(self, p: Any, about: Any = frozenset()) -> str | None:
        return super().find(p, about) or ">"


def meaning() -> Semantics:
    return Semantics(
        CONTEXT,
        Generous(),
        family_maxima=(Term("most", ("!0", "A", Term("entry", ("s", Term("index", ("!0",)))))),),
    )


def _order(relation: Term) -> Any:
    return limit_by_order(meaning(), relation, 2)


ONE = {("u", ""): symattn.kernel.algebra.ring.ONE}
VALUED = {
    "number",
    "pi",
    "scalar",
    "entry",
    "defined",
    "+",
    "neg",
    "*",
    "/",
    "^",
    "max",
    "min",
    "exp",
    "log",
    "sqrt",
    "abs",
    "relu",
    "sigmoid",
    "tanh",
    "erfc",
    "arctan",
    "softplus",
    "diff",
    "count",
    "dot",
    "norm",
    "sum",
    "most",
    "cases",
    "E",
    "Var",
    "P",
}
DISPATCHES: dict[str, tuple[Callable[[Term], Any], set[str]]] = {
    "a value": (lambda f: meaning()._scalar(f, {}), VALUED),
    "coordinates": (
        lambda f: meaning()._vector(f, {}),
        {"vector", "zero", "member", "apply", *VECTORS} - {"relu"},
    ),
    "entries of a matrix": (
        lambda f: matrix_value(meaning(), f, {}),
        {"matrix", "identity", "outer", "Cov", *MATRICES} - {"sum"},
    ),
    "a matrix applied": (
        lambda f: applied(meaning(), f, lambda: ONE, {}),
        {"matrix", "identity", "outer", *MATRICES},
    ),
    "an expansion": (lambda f: Expander(meaning(), 2)._series(f, {}), VALUED),
    "a limit by order": (_order, {"→", "≈", "≫"}),
    "a comparison that holds": (lambda f: meaning().truth(f), {*kinds.COMPARISONS, "and", "or"}),
    "a probability": (lambda f: probability(meaning(), f, {}), {*kinds.COMPARISONS, "and", "or"}),
    "members that are mentioned": (
        lambda f: mentioned(Sequent(Claim(CONTEXT, f), signs=Generous()), f, {}),
        (TOTAL | PARTIAL) & set(SAMPLES),
    ),
    "text": (plain, set(table.OPERATORS)),
}
OF_SORT = {"coordinates": VECTORS, "entries of a matrix": MATRICES, "a matrix applied": MATRICES}


def test_there_is_a_term_for_every_operator() -> None:
    assert {op: f.op for op, f in SAMPLES.items()} == {op: op for op in table.OPERATORS}


@pytest.mark.parametrize("name", DISPATCHES)
def test_every_operator_has_a_case_or_is_refused(name: str) -> None:
    run, handled = DISPATCHES[name]
    found = set()
    for op, term in {**SAMPLES, **OF_SORT.get(name, {})}.items():
        try:
            run(term)
            found.add(op)
        except (Rejected, TermError, AssertionError, ValueError):
            continue
    assert found == handled


def test_what_moves_with_the_limit() -> None:
    long = Context(
        CONTEXT.index_sets,
        CONTEXT.scalars,
        (*CONTEXT.families, Family("k", "A", "vector", t)),
        CONTEXT.vectors,
        CONTEXT.matrices,
        CONTEXT.definitions,
        CONTEXT.facts,
        ("t",),
    )
    e = Expander(Semantics(long, Generous()), 1)
    assert {op for op, f in SAMPLES.items() if e.moves(f)} == {"defined"} and e.moves(t)
    assert e.moves(Term("dot", (Term("member", ("k", a)), u))) and not e.moves(Term("dot", (v, u)))


def test_only_members_are_listed_as_inputs() -> None:
    with pytest.raises(Rejected, match="expected what something depends only on"):
        listed(Claim(CONTEXT, Term("=", (x, Term("dot", (v, v))))))
    for one in (u, Term("dot", (v, u)), x):
        with pytest.raises(OutsideClass, match="inputs are members of families"):
            listed(Claim(CONTEXT, Term("depends only on", (v, Term("inputs", (one,))))))
    both = Term("depends only on", (v, Term("inputs", (v, s))))
    assert listed(Claim(CONTEXT, both)) == {"v": {"a"}, "s": {"a"}}


def test_relu_of_a_vector_has_coordinates_at_points() -> None:
    data = {
        "sizes": {"A": 2},
        "scalars": {"x": "1", "t": "1", "g": "0"},
        "entries": {"s": ["1", "2"]},
        "vectors": {"u": [["1", "-2"]], "v": [["0", "1"], ["1", "0"]]},
        "matrices": {"M": [["1", "0"], ["0", "1"]]},
    }
    point = at_point(Claim(CONTEXT, more), point_from_json(data), moving=False)
    assert point.vector(VECTORS["relu"]) == {("#", "1"): symattn.kernel.algebra.ring.ONE}
    assert point.vector(SAMPLES["apply"]) == point.vector(u)
    assert {op: len(point.vector(f)) for op, f in VECTORS.items() if op != "E"} == {
        "defined": 2,
        "+": 2,
        "neg": 2,
        "*": 2,
        "/": 2,
        "sum": 2,
        "cases": 2,
        "relu": 1,
    }


def test_expansions_are_of_scalars_and_limits_do_not_move() -> None:
    with pytest.raises(OutsideClass, match="expansions are of scalars"):
        _order(Term("≈", (u, u)))
    for right in (t, Term("defined", ("d", "scalar")), Term("cases", (more, t))):
        for left in (t, Term("exp", (Term("neg", (t,)),))):
            with pytest.raises(Rejected, match="the right side of → moves with the limit"):
                _order(Term("→", (left, right)))


def test_what_is_continuous_smooth_or_total_is_a_choice() -> None:
    """Whitelists: an operator that is on none of them is refused there.

    These are all that are left out, each for a reason.
    """
    jumps = {
        "sqrt",
        "norm",
        "count",
        "cases",
        "most",
        "relu",
        "diff",
        "infinity",
        "and",
        "or",
        "every",
        "≠",
        *kinds.LIMITS,
        *kinds.IMPLICATIONS,
        "⇝",
        "normal",
        "inputs",
        "depends only on",
    }
    assert set(table.OPERATORS) - CONTINUOUS - set(kinds.CHANCE) == jumps - {"⇝"}
    assert {
        "abs",
        "max",
        "min",
        "relu",
        "sqrt",
        "most",
        "count",
        "cases",
        "norm",
        "diff",
    } & SMOOTH == set()
    assert {"count", "cases", "diff", *kinds.CHANCE} & (TOTAL | PARTIAL) == set()


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> dict[str, Term]:
    """Operators that the language does not have, of every sort, with and without arguments."""
    for op, sort in (
        ("F", Sort.SCALAR),
        ("F vector", Sort.VECTOR),
        ("F matrix", Sort.MATRIX),
        ("F truth", Sort.TRUTH),
    ):
        monkeypatch.setitem(table.OPERATORS, op, table.Operator(lambda args, sort=sort: sort))
    return {
        op: Term(op, args) for op in ("F", "F vector", "F matrix", "F truth") for args in ((x,),)
    } | {"F of t": Term("F", (t,)), "F of nothing": Term("F", ())}


def test_an_unknown_operator_is_refused_by_name() -> None:
    with pytest.raises(TermError, match="unknown operator 'erfcx'"):
        Term("erfcx", (x,))


def test_an_operator_without_cases_is_refused_by_every_dispatch(fakes: dict[str, Term]) -> None:
    for name, (run, _) in DISPATCHES.items():
        for what, fake in fakes.items():
            with pytest.raises((Rejected, TermError, AssertionError, ValueError)):
                print(name, what, run(fake))


def inside(fake: Term) -> Iterator[Term]:
    """A scalar inside each operator that takes one."""
    yield from (
        Term(op, (fake,))
        for op in (
            "neg",
            "exp",
            "log",
            "sqrt",
            "abs",
            "relu",
            "sigmoid",
            "tanh",
            "erfc",
            "arctan",
            "softplus",
            "E",
            "Var",
        )
    )
    yield from (Term(op, (fake, t)) for op in ("+", "*", "/", "^", "max", "min", "diff"))
    yield Term("diff", (fake, x))
    yield Term("sum", ("j", "A", fake))
    yield Term("most", ("j", "A", fake))
    yield Term("count", (Term("=", (fake, x)),))
    yield Term("cases", (more, fake))
    yield Term("P", (Term(">", (fake, number(0))),))


def test_an_operator_without_cases_is_refused_inside_every_other(fakes: dict[str, Term]) -> None:
    for fake in (fakes["F"], fakes["F of t"], fakes["F of nothing"]):
        for term in (fake, *inside(fake)):
            for run in (
                meaning().scalar,
                Expander(meaning(), 2).series,
                lambda f: mean_of_parts(meaning(), f, {}),
                lambda f: limits_by_parts(meaning(), f),
            ):
                with pytest.raises((Rejected, TermError)):
                    print(plain(number(0)), term.op, run(term))


@pytest.mark.parametrize("rule", sorted(set(named(PROOF)) - {"infeasible", "assumed"}))
def test_an_operator_without_cases_is_refused_by_every_rule(
    rule: str, fakes: dict[str, Term]
) -> None:
    goals = [
        Term(op, (f, number(0)))
        for op in (*kinds.COMPARISONS, *kinds.LIMITS)
        for f in (fakes["F"], fakes["F of t"], Term("abs", (fakes["F"],)))
    ]
    goals += [
        Term("→", (fakes["F of t"], Term("infinity"))),
        Term("∼", (fakes["F"], SAMPLES["normal"])),
        Term("depends only on", (fakes["F vector"], SAMPLES["inputs"])),
    ]
    for goal in goals:
        for node in (
            {},
            {"order": 3},
            {"trees": []},
            {"exponentials": True},
            {"along": ["vector", "u"], "assumption": 0},
        ):
            with pytest.raises((Rejected, TermError)):
                named(PROOF)[rule].run(Sequent(Claim(CONTEXT, goal), signs=Generous()), node)
                print(rule, goal.op)


@pytest.mark.parametrize("rule", named(*REDUCTIONS))
def test_a_reduction_never_does_away_with_an_operator(rule: str, fakes: dict[str, Term]) -> None:
    fake = fakes["F"]
    for goal in (
        Term("≤", (Term("E", (fake,)), Term("E", (fake,)))),
        Term("≤", (Term("abs", (fake,)), x)),
        Term("→", (Term("P", (Term(">", (Term("abs", (fake,)), number(1))),)), number(0))),
    ):
        try:
            claims = parts(
                Claim(CONTEXT, goal),
                {
                    "rule": rule,
                    "term": ["scalar", "x"],
                    "of": ["scalar", "x"],
                    "most": ["number", 1],
                    "variable": "x",
                    "index": "j",
                    "diameter": ["number", 1],
                },
            )
        except (Rejected, TermError, KeyError, ValueError):  # replay says no to all of these
            continue
        assert any("F" in {sub.op for sub in c.goal.subterms()} for c in claims), goal


@pytest.mark.parametrize("by", [{"rule": r} for r in ("by authority", "order", "split", None)])
def test_a_reduction_that_is_none_is_refused(by: Any) -> None:
    with pytest.raises(Rejected, match="expected a reduction: in_probability, "):
        parts(Claim(CONTEXT, Term("≤", (SAMPLES["E"], SAMPLES["E"]))), by)


def test_every_sign_is_one_of_a_number_that_is_at_least_zero_or_not() -> None:
    assert [at_least_zero(sign) for sign in ">≥=≤<"] == [True, True, True, False, False]


@pytest.mark.parametrize("sign", ["", "≠", "~", "<>", "?"])
def test_only_five_signs_are_signs(sign: str) -> None:
    with pytest.raises(KeyError):
        at_least_zero(sign)
    with pytest.raises(Rejected, match="is no sign"):
        Signs().learn(Fact(symattn.kernel.algebra.ring.atom("x"), sign))


@pytest.mark.parametrize("relation", ["", "→", "⇒", "and", "=<"])
def test_only_comparisons_are_decided_by_signs(relation: str) -> None:
    with pytest.raises(OutsideClass, match="is no comparison"):
        Semantics.decided(relation, ">", {})


@pytest.mark.parametrize(
    "file",
    sorted(
        f
        for part in ("language", "kernel")
        for f in (Path(symattn.__file__).parent / part).rglob("*.py")
    ),
    ids=lambda f: f.name,
)
def test_every_match_ends_in_a_refusal(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Match):
            last = node.cases[-1]
            assert (
                isinstance(last.pattern, ast.MatchAs)
                and last.pattern.pattern is None
                and isinstance(last.body[-1], ast.Raise)
            ), f"line {node.lineno}"
