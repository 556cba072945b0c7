"""Relations of the field, true and false by construction: symattn beside SymPy, z3 and cvc5.

    python benchmarks/peers.py

SymPy is always there; z3 and cvc5 where they are installed (`pip install z3-solver cvc5`). Each is
told the declarations and the facts in its own idiom, and has three seconds for a relation.  SymPy
simplifies the difference and asks for its sign.  z3 gets e^x as a number > 0 where x stands in
exponents alone (then all such numbers are free, so its answers hold for the reals), and as any
number > 0 above 1 + x elsewhere (then only "true" counts); cvc5 has an exponential of its own.
Slopes are worked out by SymPy for all three.  A logarithm is in neither solver: such a relation
stays undecided there.  *Wrong*: a true relation called false, or a false one called true.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sympy

sys.path.insert(0, str(Path(__file__).parent))
from field_relations import Relation, relations  # noqa: E402

from symattn.asking.answers import ask  # noqa: E402
from symattn.checking.workers import Stopped, result  # noqa: E402
from symattn.language import Term  # noqa: E402
from symattn.reading.question_reader import read_question  # noqa: E402
from symattn.writing.sympy_bridge import value_to_sympy  # noqa: E402

SECONDS = 3.0
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "=": lambda x, y: x == y, "<": lambda x, y: x < y, "≤": lambda x, y: x <= y,
    ">": lambda x, y: x > y, "≥": lambda x, y: x >= y,
}  # fmt: skip


class Unsupported(Exception):
    """What a system has no word for."""


def symattn(relation: Relation) -> bool | None:
    text, let, given = relation
    verdict = ask(text, let=let, given=given, seconds=SECONDS).verdict
    return {"proved": True, "refuted": False, "conditional": False}.get(verdict)


def _read(relation: Relation) -> tuple[str, Any, Any, list[tuple[str, Any, Any]]]:
    """The relation and its facts, as SymPy's expressions."""
    question = read_question(relation[0], relation[1], relation[2], "")
    (goal,) = question.asked

    def value(term: Term) -> Any:
        if term.op == "diff":
            return sympy.diff(*map(value_to_sympy, term.children))
        return value_to_sympy(term)

    facts = [(f.op, *map(value, f.children)) for f in question.context.facts]
    return goal.op, value(goal.children[0]), value(goal.children[1]), facts


def in_sympy(relation: Relation) -> bool | None:
    """With symbols that know their signs; other facts have no place in `simplify`."""
    op, left, right, facts = _read(relation)
    signs = {(f[0], f[1]) for f in facts if f[2] == 0}
    known = {
        x: sympy.Symbol(
            x.name, real=True, **({"positive": True} if (">", x) in signs else
                                  {"nonnegative": True} if ("≥", x) in signs else {})
        )
        for x in (left - right).free_symbols
    }  # fmt: skip
    gap = sympy.simplify((left - right).subs(known))
    if op == "=":
        return True if gap == 0 else gap.equals(0)
    asked = {"<": "is_negative", "≤": "is_nonpositive", ">": "is_positive", "≥": "is_nonnegative"}
    answer: bool | None = getattr(gap, asked[op])
    return answer


def _translated(x: Any, make: dict[Any, Callable[..., Any]], leaf: Callable[[Any], Any]) -> Any:
    """An expression of SymPy's, part by part."""
    if x.is_Symbol or x.is_Rational or x.func is sympy.exp:
        return leaf(x)
    if x.is_Pow and x.exp.is_Integer:
        return make["power"](_translated(x.base, make, leaf), int(x.exp))
    if x.is_Pow and x.exp in (sympy.Rational(1, 2), -sympy.Rational(1, 2)):
        root = make["root"](_translated(x.base, make, leaf))
        return root if x.exp > 0 else make["power"](root, -1)
    if x.func not in make:
        raise Unsupported(str(x.func))
    return make[x.func](*(_translated(a, make, leaf) for a in x.args))


def _power(one: Any, times: Callable[[Any, Any], Any], over: Callable[[Any, Any], Any]) -> Any:
    def power(base: Any, k: int) -> Any:
        value = one
        for _ in range(abs(k)):
            value = times(value, base)
        return value if k >= 0 else over(one, value)

    return power


def in_z3(relation: Relation) -> bool | None:
    import z3

    op, left, right, facts = _read(relation)
    solver = z3.Solver()
    solver.set("timeout", int(SECONDS * 1000))
    names: dict[Any, Any] = {}
    raised: dict[Any, Any] = {}
    roots: list[Any] = []

    def leaf(x: Any) -> Any:
        if x.is_Rational:
            return z3.Q(int(x.p), int(x.q))
        if x.is_Symbol:
            return names.setdefault(x, z3.Real(x.name))
        total = z3.RealVal(1)
        for part in sympy.Add.make_args(sympy.expand(x.args[0])):
            number, rest = part.as_coeff_Mul()
            whole = sympy.Mul(rest, sympy.Rational(1, number.q))
            base = raised.setdefault(whole, z3.Real(f"e^({whole})"))
            total = total * power(base, int(number.p))
        return total

    def largest(*values: Any) -> Any:
        top = values[0]
        for one in values[1:]:
            top = z3.If(one > top, one, top)
        return top

    def root(value: Any) -> Any:
        made = z3.Real(f"root{len(roots)}")
        roots.append(made)
        solver.add(made >= 0, made * made == value)
        return made

    power = _power(z3.RealVal(1), lambda x, y: x * y, lambda x, y: x / y)
    make = {
        sympy.Add: lambda *v: z3.Sum(*v), sympy.Mul: lambda *v: z3.Product(*v),
        sympy.Max: largest, "power": power, "root": root,
    }  # fmt: skip
    try:
        for fact, x, y in facts:
            solver.add(SIGNS[fact](_translated(x, make, leaf), _translated(y, make, leaf)))
        claim = SIGNS[op](_translated(left, make, leaf), _translated(right, make, leaf))
    except Unsupported:
        return None
    solver.add(z3.Not(claim), *(e > 0 for e in raised.values()))
    linked = False
    for x, e in raised.items():
        linked = linked or bool(x.free_symbols & set(names)) or not x.is_Symbol
        if x.free_symbols <= set(names):
            solver.add(e >= 1 + _translated(x, make, leaf))
    found = solver.check()
    return True if found == z3.unsat else False if found == z3.sat and not linked else None


def in_cvc5(relation: Relation) -> bool | None:
    import cvc5
    from cvc5 import Kind

    op, left, right, facts = _read(relation)
    terms = cvc5.TermManager()
    solver = cvc5.Solver(terms)
    solver.setLogic("QF_NRAT")
    solver.setOption("tlimit-per", str(int(SECONDS * 1000)))
    real = terms.getRealSort()
    names: dict[Any, Any] = {}

    def leaf(x: Any) -> Any:
        if x.is_Rational:
            return terms.mkReal(int(x.p), int(x.q))
        if x.is_Symbol:
            if x not in names:
                names[x] = terms.mkConst(real, x.name)
            return names[x]
        return terms.mkTerm(Kind.EXPONENTIAL, _translated(x.args[0], make, leaf))

    def largest(*values: Any) -> Any:
        top = values[0]
        for one in values[1:]:
            top = terms.mkTerm(Kind.ITE, terms.mkTerm(Kind.GT, one, top), one, top)
        return top

    def both(kind: Any) -> Callable[..., Any]:
        return lambda *v: terms.mkTerm(kind, *v)

    make = {
        sympy.Add: both(Kind.ADD), sympy.Mul: both(Kind.MULT), sympy.Max: largest,
        "power": _power(terms.mkReal(1), both(Kind.MULT), both(Kind.DIVISION)),
        "root": both(Kind.SQRT),
    }  # fmt: skip
    kinds = {"=": Kind.EQUAL, "<": Kind.LT, "≤": Kind.LEQ, ">": Kind.GT, "≥": Kind.GEQ}
    try:
        for fact, x, y in facts:
            sides = _translated(x, make, leaf), _translated(y, make, leaf)
            solver.assertFormula(terms.mkTerm(kinds[fact], *sides))
        claim = terms.mkTerm(
            kinds[op], _translated(left, make, leaf), _translated(right, make, leaf)
        )
    except Unsupported:
        return None
    solver.assertFormula(terms.mkTerm(Kind.NOT, claim))
    found = solver.checkSat()
    return True if found.isUnsat() else False if found.isSat() else None


def systems() -> dict[str, Callable[[Relation], bool | None]]:
    found: dict[str, Callable[[Relation], bool | None]] = {"symattn": symattn, "SymPy": in_sympy}
    for module, name, system in (("z3", "z3", in_z3), ("cvc5", "cvc5", in_cvc5)):
        try:
            __import__(module)
        except ImportError:
            continue
        found[name] = system
    return found


def main() -> int:
    table = list(relations())
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    times: dict[str, list[float]] = defaultdict(list)
    wrong = 0
    for name, system in systems().items():
        for kind, truth, relation in table:
            start = time.perf_counter()

            def asked(relation: Relation = relation) -> bool | None:
                return system(relation)

            got = asked() if name == "symattn" else result(asked, SECONDS)
            times[name].append(min(time.perf_counter() - start, SECONDS))
            if got is None or isinstance(got, Stopped):
                seen = "undecided"
            else:
                seen = "right" if bool(got) == truth else "wrong"
                if seen == "wrong":
                    wrong += name == "symattn"
                    print(f"{name}: called {bool(got)}: {relation[0]}", file=sys.stderr)
            counts[name][kind][seen] += 1
    kinds = list(dict.fromkeys(kind for kind, *_ in table))
    print(f"| kind | relations | {' | '.join(counts)} |")
    print("|---" * (2 + len(counts)) + "|")
    for kind in (*kinds, "all"):
        size = sum(kind in (k, "all") for k, *_ in table)
        cells = []
        for name in counts:
            seen = counts[name][kind] if kind != "all" else sum(counts[name].values(), Counter())
            said = [f"{seen['right']} right"]
            said += [f"{seen['wrong']} **wrong**"] if seen["wrong"] else []
            if kind == "all":
                said.append(f"{1000 * statistics.median(times[name]):.1f} ms")
            cells.append(", ".join(said))
        print(f"| {kind} | {size} | {' | '.join(cells)} |")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
