"""False lines made from true ones by the slips that students make.

Refuted? repaired to the line they came from?  `python benchmarks/repairs.py`

Every line is true as listed; each slip that applies makes one false line of it (the slip changes
the right side only).  A first repair with the left side untouched and an equality sign is the
original line or an equivalent one, since both right sides equal the left.  The true lines
themselves must not be refuted.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

from symattn.checking.deciding import decide
from symattn.kernel import Claim
from symattn.language import (
    Term,
    TermError,
    from_json,
    number,
    plain,
    replace_indices,
)
from symattn.language.kinds import COMPARISONS
from symattn.reading.question_reader import read_question
from symattn.search.repairs.tidy import tidied

B, N, G, H = "b: positive", "n: integer >= 3", "g ~ N(1, 1/2)", "h ~ N(1, 1/2)"
X, Y, Z = "x: real", "y: real", "z: positive"
V = "v: real[n]"
TRUE = [
    ("2*exp(b) + (n - 2) == 2*exp(b) + n - 2", (B, N)),
    ("exp(b)/(exp(b) + exp(b) + (n - 2)) == exp(b)/(2*exp(b) + n - 2)", (B, N)),
    (
        "exp(x*b)/(exp(x*b) + exp(y*b) + n - 2) == 1/(1 + exp((y - x)*b) + (n - 2)*exp(-x*b))",
        (X, Y, B, N),
    ),
    ("1 - exp(b)/(exp(b) + n - 1) == (n - 1)/(exp(b) + n - 1)", (B, N)),
    ("sigmoid(x) == exp(x)/(1 + exp(x))", (X,)),
    ("1 - sigmoid(x) == 1/(1 + exp(x))", (X,)),
    ("sigmoid(x - y) == exp(x)/(exp(x) + exp(y))", (X, Y)),
    ("(x + y)**2 == x**2 + 2*x*y + y**2", (X, Y)),
    ("(x + 1)*(x - 1) == x**2 - 1", (X,)),
    ("exp(x + y) == exp(x)*exp(y)", (X, Y)),
    ("log(z*exp(x)) == x + log(z)", (X, Z)),
    ("sqrt(z**2*4) == 2*z", (Z,)),
    ("tanh(x) == (exp(2*x) - 1)/(exp(2*x) + 1)", (X,)),
    ("E(g**2) == Var(g) + E(g)**2", (G,)),
    ("Var(x*g + y) == x**2/2", (X, Y, G)),
    ("E((g - 1)*(h - 1) + x) == x", (X, G, H)),
    ("E(exp(x*g)) == exp(x + x**2/4)", (X, G)),
    ("Var(g + h) == 1", (G, H)),
    ("P(g > 0) == 1 - erfc(1)/2", (G,)),
    ("P(g < 0 and h < 0) == erfc(1)**2/4", (G, H)),
    ("diff(x**3 + x, x) == 3*x**2 + 1", (X,)),
    ("diff(sigmoid(x), x) == exp(x)/(1 + exp(x))**2", (X,)),
    ("tends(exp(b)/(2*exp(b) + n - 2), 1/2)", (N,)),
    ("tends(n*exp(b)/(exp(b) + n), n)", (N,)),
    ("tends((x*exp(b) + y)/(exp(b) + 1), x)", (X, Y)),
    ("tends(log(exp(b) + exp(2*b)) - 2*b, 0)", ()),
    ("tends((x*b**2 + b)/(b**2 + 1), x)", (X,)),
    ("tends(E(exp(b*g)/(exp(b*g) + exp(b))), 1/2)", (G,)),
    ("exp(x) + exp(-x) >= 2", (X,)),
    ("exp(b) > 1 + b - 1", (B,)),
    ("(x - y)**2 >= 0", (X, Y)),
    ("sigmoid(v[a] - v[c]) == exp(v[a])/(exp(v[a]) + exp(v[c]))", (N, V)),
    ("exp(v[a] - v[c]) == exp(v[a])/exp(v[c])", (N, V)),
    ("v[a]**2 - v[c]**2 == (v[a] - v[c])*(v[a] + v[c])", (N, V)),
    ("exp(v[a])/sum(exp(v[j]), j)/(exp(v[c])/sum(exp(v[j]), j)) == exp(v[a] - v[c])", (N, V)),
]
PAIRS = [  # slip, true line, false line
    ("forgotten independence", "E(g*g) == 3/2", "E(g*g) == E(g)*E(g)", (G,)),
    ("forgotten independence", "Var(g + g) == 2", "Var(g + g) == Var(g) + Var(g)", (G,)),
    ("forgotten independence", "Cov(g, g + h) == 1/2", "Cov(g, g + h) == 0", (G, H)),
    ("forgotten independence", "E(g*(g + h)) == 5/2", "E(g*(g + h)) == E(g)*E(g + h)", (G, H)),
    (
        "forgotten independence",
        "P(g > 0 and g > 1) == 1/2",
        "P(g > 0 and g > 1) == P(g > 0)*P(g > 1)",
        (G,),
    ),
    (
        "forgotten independence",
        "E(exp(g)*exp(g)) == exp(3)",
        "E(exp(g)*exp(g)) == E(exp(g))*E(exp(g))",
        (G,),
    ),
    ("sd for variance", "Var(g) == 1/2", "Var(g) == 1/4", (G,)),
    ("sd for variance", "Var(x*g + y) == x**2/2", "Var(x*g + y) == x**2/4", (X, Y, G)),
    ("sd for variance", "E(exp(x*g)) == exp(x + x**2/4)", "E(exp(x*g)) == exp(x + x**2/8)", (X, G)),
    ("sd for variance", "E(g**2) == 3/2", "E(g**2) == 5/4", (G,)),
    ("sd for variance", "P(g > 0) == 1 - erfc(1)/2", "P(g > 0) == 1 - erfc(2**(1/2))/2", (G,)),
    (
        "|x| for x",
        "implies(x > y, exp(x) > exp(y))",
        "implies(abs(x) > abs(y), exp(x) > exp(y))",
        (X, Y),
    ),
    ("|x| for x", "implies(x > 1, x**3 > 1)", "implies(abs(x) > 1, x**3 > 1)", (X,)),
    (
        "|x| for x",
        "implies(x > y, tends(exp(b*x)/(exp(b*x) + exp(b*y)), 1))",
        "implies(abs(x) > abs(y), tends(exp(b*x)/(exp(b*x) + exp(b*y)), 1))",
        (X, Y),
    ),
]
MORE_TRUE = [
    ("x**2 + y**2 >= 2*x*y", (X, Y)),
    ("exp(b)/(exp(b) + n - 1) < 1", (B, N)),
    ("exp(b)/(exp(b) + n - 1) > 1/n", (B, N)),
    ("max(x, y) >= x", (X, Y)),
    ("abs(x*y) == abs(x)*abs(y)", (X, Y)),
    ("sigmoid(-x) == 1 - sigmoid(x)", (X,)),
    ("sigmoid(x)*(1 - sigmoid(x)) <= 1/4", (X,)),
    ("log(exp(x)) == x", (X,)),
    ("exp(log(z)) == z", (Z,)),
    ("z/sqrt(z) == sqrt(z)", (Z,)),
    ("E(g*h) == E(g)*E(h)", (G, H)),
    ("E(x*g + y) == x + y", (X, Y, G)),
    ("P(g > h) == 1/2", (G, H)),
    ("P(g > 0) > 9/10", (G,)),
    ("P(abs(g - 1) >= z) <= 1/(2*z**2)", (Z, G)),
    ("E(sigmoid(b*(g - 1))) == 1/2", (B, G)),
    ("Var(g - h) == 1", (G, H)),
    ("E(exp(g)) >= exp(E(g))", (G,)),
    ("Cov(g, g + h) == 1/2", (G, H)),
    ("P(g > 2, given=g > 1) == erfc(1)", (G,)),
    ("tends(exp(-b), 0)", ()),
    ("tends(b/exp(b), 0)", ()),
    ("tends(log(b)/b, 0)", ()),
    ("tends(exp(b + x)/(exp(b) + n), exp(x))", (X, N)),
    ("tends(E(exp(b*g)/(exp(b*g) + n - 1)), P(g > 0))", (G, N)),
    ("tends(P(abs(sigmoid(b + g) - 1) > z), 0)", (Z, G)),
    ("tends(exp(x/b), 1)", (X,)),
    ("diff(exp(x*y), x) == y*exp(x*y)", (X, Y)),
    ("diff(E(sigmoid(x*g)), x) == E(diff(sigmoid(x*g), x))", (X, G)),
    ("implies(x > 1, x**2 > x)", (X,)),
]


def untidy(line: Claim, evidence: dict[str, Any] | None) -> list[str]:
    """What is printed as a repair or a condition with a sum in it that could be shorter, a factor
    1, or a quotient by 1 or 2 − 1.
    """
    edits, repairs = ((evidence or {}).get(key, ()) for key in ("edits", "repairs"))
    facts = [from_json(fact) for repair in repairs for fact in repair["assume"]]
    sides = [side for relation in facts for side in relation.children]
    sides += [from_json(edit["goal"]).children[1] for edit in edits]
    sides = [side for side in sides if side.op not in COMPARISONS]
    return [
        f"{plain(line.goal)}: {plain(side)} for {plain(tidied(side, ()))}"
        for side in sides
        if tidied(side, ()) != side
    ]


def claim(text: str, declared: tuple[str, ...]) -> Claim:
    question = read_question(text, declared, (), "b -> oo" if "tends" in text else "")
    assert isinstance(question.asked, tuple)
    return Claim(question.context, question.asked[0])


def slips(term: Term) -> Iterator[tuple[str, Term]]:
    """The terms that one slip makes of a right side."""

    def everywhere(name: str, change: Callable[[Term], Term | None]) -> Iterator[tuple[str, Term]]:
        for t in dict.fromkeys(term.subterms()):
            try:
                if (new := change(t)) is not None:
                    yield name, _replaced(term, t, new)
            except TermError:
                continue

    def without_last(t: Term) -> Term | None:
        return (
            (t.children[0] if len(t.children) == 2 else Term("+", t.children[:-1]))
            if t.op == "+"
            else None
        )

    def sign(t: Term) -> Term | None:
        return (
            Term(
                "+",
                (
                    *t.children[:-1],
                    t.children[-1].children[0]
                    if t.children[-1].op == "neg"
                    else Term("neg", t.children[-1:]),
                ),
            )
            if t.op == "+"
            else None
        )

    yield from everywhere("a term dropped", without_last)
    yield from everywhere("a sign", sign)
    yield from everywhere(
        "a lost square",
        lambda t: t.children[0] if t.op == "^" and t.children[1] == number(2) else None,
    )
    yield from everywhere(
        "n − 1 for n − 2",
        lambda t: (
            number(int(str(t.args[0])) + 1)
            if t.op == "number" and int(str(t.args[0])) > 0
            else None
        ),
    )
    yield from everywhere(
        "|x| for x",
        lambda t: Term("abs", (t,)) if t.op == "scalar" and t.args[0] in ("x", "y") else None,
    )  # not under ∂, where it may be right
    a, c = Term("index", ("a",)), Term("index", ("c",))
    if {a, c} <= set(term.subterms()):
        yield "indices swapped", replace_indices(term, {"a": c, "c": a})
    if term.op in ("scalar", "*", "/"):
        yield "a factor 2", Term("/", (term, number(2)))


def _judged(
    false: Claim, is_the_line: Callable[[Term], bool], longer: list[str]
) -> tuple[Claim, bool, bool, float]:
    """The claim, whether it is refuted, whether the first repair is what it should be (for = in
    place of →, the weaker relation), and the time.
    """
    began = time.perf_counter()
    verdict = decide(false, 20)
    spent = time.perf_counter() - began
    evidence = verdict.evidence or {}
    edits, repairs = evidence.get("edits", ()), evidence.get("repairs", ())
    weaker = bool(repairs) and repairs[0]["relation"] == "≈" and not repairs[0]["assume"]
    longer += untidy(false, evidence)
    return (
        false,
        verdict.status in ("refuted", "conditional"),
        weaker or (bool(edits) and is_the_line(from_json(edits[0]["goal"]))),
        spent,
    )


def _replaced(term: Term, old: Term, new: Term) -> Term:
    return (
        new
        if term == old
        else Term(
            term.op, tuple(_replaced(a, old, new) if isinstance(a, Term) else a for a in term.args)
        )
    )


def main() -> int:
    rows: dict[str, list[tuple[bool, bool, float]]] = {}
    wrong: list[str] = []
    longer: list[str] = []  # what could be printed shorter

    def note(name: str, false: Claim, refuted: bool, mended: bool, spent: float) -> None:
        rows.setdefault(name, []).append((refuted, mended, spent))
        if not refuted or not mended:
            wrong.append(
                f"{name}: {plain(false.goal)}: "
                f"{'refuted' if refuted else 'NOT REFUTED'}{'' if mended else ', not repaired'}"
            )

    for text, declared in TRUE:
        true = claim(text, declared)
        left, right = true.goal.children
        seen: set[Term] = set()
        for name, changed in slips(right):
            false = Claim(true.context, Term(true.goal.op, (left, changed)))
            if (
                changed in seen
                or true.goal.op not in ("=", "→")
                or (name == "|x| for x" and left.op == "diff")
            ):
                continue
            seen.add(changed)
            began = time.perf_counter()
            verdict = decide(false, 20)
            spent = time.perf_counter() - began
            if verdict.status == "proved":
                continue  # the slip made no difference
            refuted = verdict.status in ("refuted", "conditional")
            edits = (verdict.evidence or {}).get("edits", ())
            longer += untidy(false, verdict.evidence)
            mended = (
                bool(edits)
                and from_json(edits[0]["goal"]).children[0] == left
                and from_json(edits[0]["goal"]).op == true.goal.op
            )
            note(name, false, refuted, mended, spent)
        if true.goal.op == "→":  # = for →
            written = Claim(true.context, Term("=", (left, right)))
            if decide(written, 20).status != "proved":
                note("= for →", *_judged(written, lambda goal: False, longer))
    for name, rightly, wrongly, declared in PAIRS:
        true, false = claim(rightly, declared), claim(wrongly, declared)
        right_one = true.goal
        note(
            name,
            *_judged(
                false,
                lambda goal, right_one=right_one: (
                    goal == right_one
                    or (
                        goal.op == right_one.op == "=" and goal.children[0] == right_one.children[0]
                    )
                ),
                longer,
            ),
        )  # type: ignore[misc]
    print(
        "| slip | lines | refuted | first repair is the true line | median time |\n"
        "|---|---|---|---|---|"
    )
    everything = [r for found in rows.values() for r in found]
    for name, found in [*rows.items(), ("all", everything)]:
        print(
            f"| {name} | {len(found)} | {sum(r for r, _, _ in found)} | "
            f"{sum(m for _, m, _ in found)} | "
            f"{1000 * statistics.median(s for *_, s in found):.0f} ms |"
        )
    verdicts = [
        (text, decide(claim(text, declared), 20).status) for text, declared in TRUE + MORE_TRUE
    ]
    print(
        f"\ntrue lines: {len(verdicts)}, {sum(v == 'proved' for _, v in verdicts)} proved, "
        f"{sum(v in ('refuted', 'conditional') for _, v in verdicts)} refuted"
    )
    print(f"repairs and conditions that could be shorter: {len(longer)}")
    for line in (
        [*wrong, *longer, *(f"{text}: {v}" for text, v in verdicts if v != "proved")]
        if "-v" in sys.argv
        else ()
    ):
        print("  " + line)
    return int(
        bool(longer)
        or any(not r for r, _, _ in everything)
        or any(v in ("refuted", "conditional") for _, v in verdicts)
        or 5 * sum(m for _, m, _ in everything) < 4 * len(everything)
    )


if __name__ == "__main__":
    sys.exit(main())
