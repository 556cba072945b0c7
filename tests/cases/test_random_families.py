"""Random relations about families of any size: what is proved holds at points.

Sums over all members and over all but one, products and quotients of them, exponentials and
absolute values, members with a name; hypotheses about any other member, some of which miss the
named one.  A relation is asked if it holds at most points (else little of it would be proved); each
that is proved is worked out at 25 points and more, with one member and with several, with ties,
zeros and negative numbers; what is refuted is replayed by the kernel, as everywhere.
"""

from __future__ import annotations

import math
import os
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from symattn.checking.deciding import decide
from symattn.reading.declarations import QuestionError
from symattn.records.judging import judge

from .asked import Asked, claim_of

NIGHTLY = bool(os.environ.get("SYMATTN_NIGHTLY"))
SEEDS, EACH = (250, 40) if NIGHTLY else (6, 6)  # 10,000 relations, or a few of them
SECONDS = 0.5
VALUES = (-2.0, -1.0, -0.5, 0.0, 0.0, 0.5, 1.0, 1.0, 2.0)
Node = tuple[Any, ...]
Point = dict[str, Any]
HYPOTHESES: tuple[tuple[str, ...], ...] = (
    (), (), ("x[i] >= 0",), ("x[i] >= 0", "x[a] >= 0"), ("y[i] > 0",), ("y[i] > 0", "y[a] > 0"),
    ("x[i] <= c",), ("x[i] <= c", "x[a] <= c"), ("abs(x[i]) <= c", "abs(x[a]) <= c"),
    ("x[i] >= y[i]", "x[a] >= y[a]"), ("x[i] >= y[i]",), ("c >= 0", "x[i] >= 0"),
)  # fmt: skip


@dataclass(frozen=True)
class Maker:
    """Random terms, as nested tuples."""

    rng: random.Random

    def body(self, depth: int = 2) -> Node:
        """Of a member that a sum runs over."""
        kind = self.rng.choice(("member",) * 4 + ("scalar", "exp", "abs", "*", "+", "-", "entry"))
        if depth == 0 or kind == "member":
            return ("member", self.rng.choice("xy"))
        if kind in ("*", "+", "-"):
            return (kind, self.body(depth - 1), self.body(depth - 1))
        if kind in ("exp", "abs"):
            return (kind, self.body(depth - 1))
        return ("scalar",) if kind == "scalar" else ("entry", self.rng.choice("xy"))

    def side(self, depth: int = 2) -> Node:
        """A number."""
        kind = self.rng.choice(
            ("sum",) * 4 + ("rest", "rest", "size", "entry", "scalar", "number", "*", "+", "-", "/")
        )
        if depth == 0 or kind in ("sum", "rest"):
            return (kind if kind == "rest" else "sum", self.body())
        if kind in ("*", "+", "-"):
            return (kind, self.side(depth - 1), self.side(depth - 1))
        if kind == "/":
            return ("/", self.side(depth - 1), ("sum", ("exp", ("member", "x"))))
        if kind == "number":
            return ("number", self.rng.choice((1, 2, 3)))
        return (kind, self.rng.choice("xy")) if kind == "entry" else (kind,)

    def relation(self) -> tuple[Node, str, Node]:
        """Two sides; often such that the one comes from the other by a rule, or nearly so."""
        one = self.side()
        if self.rng.random() < 0.4:
            return one, self.rng.choice(("==", "<=", "<", ">=", ">")), self.side()
        f, g = self.body(), self.body()
        all_f, all_g = ("sum", f), ("sum", g)
        at = ("at", f)
        pairs = (
            (("sum", ("+", f, g)), "==", ("+", all_f, all_g)),
            (all_f, "==", ("+", ("rest", f), at)),
            (("*", all_f, all_g), "==", ("sum", ("*", f, all_g))),
            (("*", all_f, all_g), self.rng.choice(("==", "<=")), ("sum", ("*", f, g))),
            (("*", all_f, all_f), "<=", ("*", ("size",), ("sum", ("*", f, f)))),
            (("abs", all_f), "<=", ("sum", ("abs", f))),
            (all_f, "<=", ("*", ("size",), self.rng.choice((("scalar",), at)))),
            (("rest", f), self.rng.choice(("<=", "<")), all_f),
            (("sum", ("*", ("scalar",), f)), "==", ("*", ("scalar",), all_f)),
            (at, self.rng.choice(("<=", "<")), all_f),
        )
        return self.rng.choice(pairs)


def text(t: Node) -> str:
    """In the syntax of `symattn ask`; sums inside sums run over l."""
    return _text(t, "")


def _text(t: Node, inside: str) -> str:
    kind = t[0]
    if kind in ("sum", "rest"):
        name = "l" if inside == "j" else "j"
        left = ", a" if kind == "rest" else ""
        return f"sum({_text(t[1], name)}, {name}{left})"
    if kind in ("member", "entry"):
        return f"{t[1]}[{inside if kind == 'member' else 'a'}]"
    if kind == "at":
        return _text(t[1], "a")
    if kind in ("exp", "abs"):
        return f"{kind}({_text(t[1], inside)})"
    if kind in ("*", "+", "-", "/"):
        return f"({_text(t[1], inside)} {kind} {_text(t[2], inside)})"
    return {"scalar": "c", "size": "n"}.get(kind) or str(t[1])


def value(t: Node, at: Point, j: int = -1) -> float:
    """At a point, j being the member that the innermost sum is at; a is the first."""
    kind = t[0]
    if kind in ("sum", "rest"):
        return math.fsum(value(t[1], at, k) for k in range(kind == "rest", at["n"]))
    if kind in ("member", "entry", "at"):
        here = j if kind == "member" else 0
        return value(t[1], at, 0) if kind == "at" else float(at[t[1]][here])
    if kind in ("exp", "abs"):
        inner = value(t[1], at, j)
        return math.exp(inner) if kind == "exp" else abs(inner)
    if kind in ("*", "+", "-", "/"):
        left, right = value(t[1], at, j), value(t[2], at, j)
        return {"*": left * right, "+": left + right, "-": left - right}.get(kind) or (
            left / right if kind == "/" else 0.0
        )
    return float({"scalar": at["c"], "size": at["n"]}.get(kind, t[-1]))


def holds(relation: tuple[Node, str, Node], at: Point) -> bool:
    left, op, right = value(relation[0], at), relation[1], value(relation[2], at)
    gap, near = left - right, 1e-9 * (1 + abs(left) + abs(right))
    return {
        "==": abs(gap) <= near, "<=": gap <= near, ">=": gap >= -near, "<": gap < near,
        ">": gap > -near,
    }[op]  # fmt: skip


def strictly(relation: tuple[Node, str, Node], at: Point) -> bool:
    """As `holds`, equal sides being none of < and >: for small numbers, of which sums are exact."""
    left, op, right = value(relation[0], at), relation[1], value(relation[2], at)
    return holds(relation, at) and (op not in "<>" or left != right)


def points(given: tuple[str, ...], least: int, rng: random.Random) -> Iterator[Point]:
    """Points at which the hypotheses hold."""
    sides = {
        "x": lambda at, k: at["x"][k], "y": lambda at, k: at["y"][k],
        "abs(x": lambda at, k: abs(at["x"][k]), "c": lambda at, k: at["c"],
        "0": lambda at, k: 0.0,
    }  # fmt: skip
    for _ in range(4000):
        n = rng.choice((least, least, *range(least, 5)))
        at = {"n": n, "c": rng.choice(VALUES)}
        at |= {name: [rng.choice(VALUES) for _ in range(n)] for name in "xy"}
        good = True
        for said in given:
            left, op, right = said.split()
            members = range(1, n) if "[i]" in said else range(1)
            for k in members:
                u, v = (sides[s.split("[")[0]](at, k) for s in (left, right))
                good = good and {">=": u >= v, "<=": u <= v, ">": u > v}[op]
        if good:
            yield at


@pytest.mark.parametrize("seed", range(SEEDS))
def test_what_is_proved_holds_and_what_is_refuted_fails(seed: int) -> None:
    rng = random.Random(seed)
    maker, asked = Maker(rng), 0
    while asked < EACH:
        given, least = rng.choice(HYPOTHESES), rng.choice((1, 1, 2))
        relation = maker.relation()
        known = [at for at, _ in zip(points(given, least, rng), range(120))]
        true = sum(holds(relation, at) for at in known)
        if len(known) < 25 or true < 0.8 * len(known) or relation[0] == relation[2]:
            continue
        written = f"{text(relation[0])} {relation[1]} {text(relation[2])}"
        named = "[a]" in written or ", a)" in written
        facts = [f for f in given if named or "[a]" not in f]
        let = (f"n: integer >= {least}", "x: real[n]", "y: real[n]", "c: real")
        try:
            claim = claim_of(Asked("", written, "", let, facts))
        except QuestionError:  # a sum over j of what has no j: of which family?
            continue
        asked += 1
        found = decide(claim, SECONDS)
        assert judge(claim, found.evidence)[0] == found.status
        if not named:  # every member is any other one
            known = [at for at in known if _for_all(given, at)]
        if found.status == "proved":
            wrong = [at for at in known if not strictly(relation, at)]
            assert not wrong, (written, facts, least, wrong[:1])


def _for_all(given: tuple[str, ...], at: Point) -> bool:
    """Whether what is said of any other member holds of the first as well."""
    own = tuple(f.replace("[i]", "[a]") for f in given)
    for said in own:
        left, op, right = said.split()
        u, v = (
            abs(at["x"][0]) if s.startswith("abs") else at[s[0]][0] if "[" in s else
            at["c"] if s == "c" else 0.0
            for s in (left, right)
        )  # fmt: skip
        if not {">=": u >= v, "<=": u <= v, ">": u > v}[op]:
            return False
    return True
