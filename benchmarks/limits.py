"""Limits: symattn beside SymPy, and Maxima and Giac where they are installed, on the same problems
in one run.

    python benchmarks/limits.py

Every system is told the assumptions in its own idiom (SymPy: symbols' assumptions; Maxima: assume;
Giac: assume).  An answer is judged at points of every case of the problem's table: correct;
incomplete (right where it answers, and silent in other cases); undecided (no answer, or a question
back); wrong (another value in some case that the hypotheses allow); timeout.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

import mpmath
import sympy

sys.path.insert(0, str(Path(__file__).parent))
from limit_problems import FALSE, PROBLEMS, Problem, check, holds, points, read, value  # noqa: E402

from symattn.asking.limit_answers import answer_limit
from symattn.checking.deciding import decide
from symattn.checking.workers import Stopped, result
from symattn.kernel import Claim
from symattn.language import Term
from symattn.writing.sympy_bridge import value_to_sympy

TIMEOUT = 10.0
IN_PROCESS = (
    "symattn",
    "SymPy",
)  # the others start a process for each problem, which would be most of their time
VERDICTS = ("correct", "incomplete", "undecided", "wrong", "timeout")


def judged(answer: Any, problem: Problem) -> str:
    """How a function from points to values (None: no value there) compares with the table."""
    question, cases = read(problem)
    seen = []
    for k, at in points(question.context, cases):
        got = answer(at)
        if got is None:
            seen.append("silent")
            continue
        wanted = value(cases[k][1], at)
        same = (
            got == wanted if mpmath.isinf(wanted) or mpmath.isinf(got) else abs(got - wanted) < 1e-9
        )
        seen.append("right" if same else "wrong")
    if "wrong" in seen:
        return "wrong"
    return "correct" if "silent" not in seen else "incomplete" if "right" in seen else "undecided"


# ---- symattn -------------------------------------------------------------------------------------


def symattn(problem: Problem) -> tuple[str, float]:
    question, _ = read(problem)
    start = time.perf_counter()
    if problem.kind == FALSE:
        right = read(
            Problem(problem.kind, problem.claim, (("true", problem.claim),), problem.declared)
        )[0].asked.term
        verdict = decide(Claim(question.context, Term("→", (question.asked.term, right))), TIMEOUT)
        took = time.perf_counter() - start
        return {"proved": "wrong", "undecided": "undecided"}.get(verdict.status, "correct"), took
    found = answer_limit(question, TIMEOUT)
    took = time.perf_counter() - start

    def answer(at: Any) -> Any:
        row = next((r for r in found.rows if r.when is None or holds(r.when, at)), None)
        return None if row is None or row.value is None else value(row.value, at)

    return judged(answer, problem), took


# ---- SymPy ---------------------------------------------------------------------------------------


def sympy_parts(problem: Problem) -> tuple[Any, dict[str, Any]]:
    """The term and its symbols, with the assumptions that SymPy can hold."""
    question, _ = read(problem)
    symbols = {}
    for s in question.context.scalars:
        facts = {
            f.op
            for f in question.context.facts
            if f.children[0] == Term("scalar", (s.key,)) and f.children[1].op == "number"
        }
        assumed = {"integer": True} if s.integer else {"real": True}
        assumed |= {"positive": True} if ">" in facts or "≥" in facts else {}
        symbols[s.key] = sympy.Symbol(s.key, **assumed)
    term = question.asked.term
    expression = value_to_sympy(_without_sigmoid(term)).subs(
        {sympy.Symbol(k): v for k, v in symbols.items()}
    )
    for f in question.context.facts:
        if f.op == "=" and f.children[1].op == "scalar":
            expression = expression.subs(
                symbols[f.children[1].args[0]], symbols[f.children[0].args[0]]
            )
    return expression, symbols


def _without_sigmoid(term: Term) -> Term:
    if not term.children:
        return term
    args = tuple(_without_sigmoid(a) if isinstance(a, Term) else a for a in term.args)
    if term.op == "sigmoid":
        one = Term("number", (1,))
        return Term("/", (one, Term("+", (one, Term("exp", (Term("neg", args),))))))
    return Term(term.op, args)


def with_sympy(problem: Problem) -> tuple[str, float]:
    expression, symbols = sympy_parts(problem)

    def run() -> tuple[Any, float]:
        start = time.perf_counter()
        try:
            return sympy.limit(expression, symbols["b"], sympy.oo), time.perf_counter() - start
        except Exception:
            return None, time.perf_counter() - start

    found = result(run, TIMEOUT - 5)
    if isinstance(found, Stopped):
        return "timeout", TIMEOUT
    limit, took = found
    if limit is None or limit.has(sympy.Limit) or limit is sympy.nan:
        return "undecided", took
    return _judged_expression(limit, symbols, problem), took


def _judged_expression(limit: Any, symbols: dict[str, Any], problem: Problem) -> str:
    def answer(at: Any) -> Any:
        try:
            numbers = {
                symbols[k]: sympy.Rational(str(v)) if not mpmath.isint(v) else int(v)
                for k, v in at.items()
                if k in symbols
            }
            if sympy.fraction(limit)[1].subs(numbers) == 0:
                return None  # p/q says nothing about q = 0
            got = limit.subs(numbers)
            if got is sympy.nan or got.has(sympy.zoo):
                return None
            return (
                mpmath.inf
                if got is sympy.oo
                else -mpmath.inf
                if got is -sympy.oo
                else mpmath.mpf(sympy.N(got, 30))
            )
        except (TypeError, ValueError, AttributeError):
            return None

    return judged(answer, problem)


# ---- Maxima and Giac -----------------------------------------------------------------------------


def spelled(expression: Any) -> str:
    """In the syntax that Maxima and Giac share."""
    text = sympy.sstr(expression)
    for theirs, ours in (("Abs", "abs"), ("Max", "max"), ("Min", "min"), ("**", "^")):
        text = text.replace(theirs, ours)
    return text


def _assumptions(problem: Problem) -> list[str]:
    question, _ = read(problem)
    from symattn.reading.spelling import spelled as ask

    return [ask(f, {}) for f in question.context.facts]


def _back(text: str, symbols: dict[str, Any], problem: Problem, took: float) -> tuple[str, float]:
    text = (
        text.strip()
        .replace("^", "**")
        .replace("%e", "E")
        .replace("inf", "oo")
        .replace("infinity", "oo")
    )
    if not text or re.search(r"limit|\?|und|ind|undef|error|Is |sign|if ", text):
        return "undecided", took
    try:
        limit = sympy.sympify(
            text, locals={**symbols, "max": sympy.Max, "min": sympy.Min, "abs": sympy.Abs}
        )
    except Exception:
        return "undecided", took
    return _judged_expression(limit, symbols, problem), took


def _for_maxima(fact: str) -> str:
    for relation, name in (("==", "equal"), ("!=", "notequal")):
        if relation in fact:
            return f"{name}({fact.replace(relation, ',')})"
    return fact


def with_maxima(problem: Problem) -> tuple[str, float]:
    expression, symbols = sympy_parts(problem)
    facts = [f"assume({_for_maxima(f)})$" for f in _assumptions(problem)]
    whole = [f"declare({k}, integer)$" for k, s in symbols.items() if s.is_integer]
    program = (
        f"display2d:false$ {' '.join(whole)} {' '.join(facts)} r:limit({spelled(expression)}, b, "
        'inf)$ print("ANSWER", r)$'
    )
    out = _asked(["maxima", "--very-quiet", "--batch-string", program])
    if out is None:
        return "timeout", TIMEOUT
    answer = re.findall(r"^ANSWER (.*)$", out, re.MULTILINE)
    return _back(answer[-1] if answer else "", symbols, problem, 0.0)


def _asked(command: list[str], text: str = "") -> str | None:
    """What a system prints; the question back where it asks one; None if it takes too long."""
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdin is not None and process.stdout is not None
    timer = threading.Timer(TIMEOUT, process.kill)
    timer.start()
    lines = []
    try:
        process.stdin.write(text)
        process.stdin.close()
        for line in process.stdout:
            lines.append(line)
            if line.startswith("Is "):
                break
        late = not timer.is_alive()
    finally:
        timer.cancel()
        process.kill()
        process.wait()
    return None if late else "".join(lines)


def with_giac(problem: Problem) -> tuple[str, float]:
    expression, symbols = sympy_parts(problem)
    facts = [f for f in _assumptions(problem) if "==" not in f and "!=" not in f]
    program = [
        *(f"assume({f});" if k == 0 else f"additionally({f});" for k, f in enumerate(facts)),
        f"limit({spelled(expression)},b,inf);",
    ]
    out = _asked(["giac"], "\n".join(program) + "\n")
    if out is None:
        return "timeout", TIMEOUT
    answer = re.findall(r"limit\(.*\n(.*)$", out, re.MULTILINE)
    return _back(
        answer[-1].strip('"').replace("+infinity", "inf") if answer else "", symbols, problem, 0.0
    )


def installed() -> dict[str, Any]:
    systems: dict[str, Any] = {"symattn": symattn, "SymPy": with_sympy}
    if shutil.which("maxima"):
        systems["Maxima"] = with_maxima
    if shutil.which("giac"):
        systems["Giac"] = with_giac
    return systems


def main() -> None:
    for p in PROBLEMS:
        check(p)
    print(f"{len(PROBLEMS)} problems; the table of each agrees with numbers in every case\n")
    systems = installed()
    symattn(PROBLEMS[0])
    rows: dict[str, list[tuple[Problem, str, float]]] = {}
    for name, run in systems.items():
        rows[name] = []
        for p in PROBLEMS:
            times = []
            for _ in range(3 if name == "symattn" else 1):
                verdict, took = run(p)
                times.append(took)
            verdict = "correct" if p.kind == FALSE and verdict == "incomplete" else verdict
            rows[name].append((p, verdict, statistics.median(times)))
    print("| kind | problems | " + " | ".join(systems) + " |")
    print("|---|---|" + "---|" * len(systems))
    for kind in dict.fromkeys(p.kind for p in PROBLEMS):
        cells = []
        for name in systems:
            mine = [r for r in rows[name] if r[0].kind == kind]
            tally = Counter(v for _, v, _ in mine)
            shown = ", ".join(
                f"{tally[v]} {'**wrong**' if v == 'wrong' else v}" for v in VERDICTS if tally[v]
            )
            timed = (
                f"; {1000 * statistics.median(t for *_, t in mine):.1f} ms"
                if name in IN_PROCESS
                else ""
            )
            cells.append(shown + timed)
        print(f"| {kind} | {sum(p.kind == kind for p in PROBLEMS)} | " + " | ".join(cells) + " |")
    ours = rows["symattn"]
    both = [
        (a[2], b[2])
        for a, b in zip(ours, rows["SymPy"])
        if b[1] == "correct" and a[0].kind != FALSE
    ]
    times = sorted(t for *_, t in ours)
    complete = sum(v == "correct" for _, v, _ in ours)
    print(
        f"\nsymattn: every case of {complete} of {len(ours)} problems; p95 "
        f"{1000 * times[int(0.95 * len(times))]:.1f} ms, "
        f"{times[int(0.95 * len(times))] / statistics.median(times):.1f} times the median"
    )
    print(
        f"where SymPy is right ({len(both)} problems): median "
        f"{1000 * statistics.median(a for a, _ in both):.1f} ms against "
        f"{1000 * statistics.median(b for _, b in both):.1f} ms, "
        f"{statistics.median(b / a for a, b in both):.1f} times as fast (median of the ratios)"
    )
    for p, verdict, took in ours:
        if verdict != "correct" or took > 0.2:
            print(f"  {verdict}, {1000 * took:.0f} ms: {p.term} {' '.join(p.given)}")


if __name__ == "__main__":
    main()
