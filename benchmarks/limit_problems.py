"""Limits with known answers: (kind, term, declarations, facts, cases).

Everything is in the syntax of `symattn ask`; the variable is b.

The cases are a table by which every system is judged; the first condition that holds counts.
`check` compares each table with numbers: f at large b, in mpmath, at points of every case.
"""

from __future__ import annotations

from dataclasses import dataclass

FREE, WITH, NONE, LSE, WHOLE, FALSE = (
    "free parameters",
    "with assumptions",
    "no parameters",
    "log-sum-exp, entropy",
    "integer corners",
    "false claims",
)


@dataclass(frozen=True)
class Problem:
    kind: str
    term: str
    cases: tuple[tuple[str, str], ...]
    declared: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    claim: str = ""  # a value that is falsely claimed


def _real(names: str) -> tuple[str, ...]:
    return tuple(f"{n}: real" for n in names.split())


def _p(
    kind: str,
    term: str,
    *cases: tuple[str, str] | str,
    let: tuple[str, ...] = (),
    given: tuple[str, ...] = (),
    claim: str = "",
) -> Problem:
    return Problem(
        kind,
        term,
        tuple(("true", c) if isinstance(c, str) else c for c in cases),
        let,
        given,
        claim,
    )


N2, N3 = ("n: integer >= 2",), ("n: integer >= 3",)
POSITIVE = ("p: positive", "q: positive")
_ENTROPY = "log(exp(b*g) + 1) - b*g*exp(b*g)/(exp(b*g) + 1)"

PROBLEMS = [
    # ---- no parameters
    _p(NONE, "exp(b)/(2*exp(b) + 3)", "1/2"),
    _p(NONE, "exp(b)/(exp(b) + exp(2*b))", "0"),
    _p(NONE, "(b**2 + 3*b)/(2*b**2 - 1)", "1/2"),
    _p(NONE, "b*exp(-b)", "0"),
    _p(NONE, "b**5/exp(b)", "0"),
    _p(NONE, "exp(b)/b**10", "oo"),
    _p(NONE, "log(b)/b", "0"),
    _p(NONE, "log(b)/sqrt(b)", "0"),
    _p(NONE, "log(log(b))/log(b)", "0"),
    _p(NONE, "log(b + 1) - log(b)", "0"),
    _p(NONE, "b*(log(b + 1) - log(b))", "1"),
    _p(NONE, "sqrt(b**2 + b) - b", "1/2"),
    _p(NONE, "sqrt(b + 1) - sqrt(b)", "0"),
    _p(NONE, "(1 + 1/b)**b", "exp(1)"),
    _p(NONE, "(1 - 2/b)**b", "exp(-2)"),
    _p(NONE, "b**(1/b)", "1"),
    _p(NONE, "exp(b + exp(-b)) - exp(b)", "1"),
    _p(NONE, "exp(b)*(exp(1/b + exp(-b)) - exp(1/b))", "1"),
    _p(NONE, "exp(exp(b))/exp(exp(b) - exp(-exp(b)))", "1"),
    _p(NONE, "exp(exp(b) - 1/b)/exp(exp(b))", "1"),
    _p(NONE, "exp(exp(b))/exp(exp(b - exp(-exp(b))))", "1"),
    _p(NONE, "log(exp(b) + exp(2*b))/b", "2"),
    _p(NONE, "tanh(b)", "1"),
    _p(NONE, "b*(1 - tanh(b))", "0"),
    _p(NONE, "max(b, 3)/b", "1"),
    _p(NONE, "abs(5 - b)/b", "1"),
    _p(NONE, "b**2*(exp(1/b) - 1 - 1/b)", "1/2"),
    _p(NONE, "(3**b + 5**b)**(1/b)", "5"),
    _p(NONE, "b/(b - 7)", "1"),
    _p(NONE, "exp(b)/(exp(b) + b**3 + log(b))", "1"),
    # ---- with assumptions
    _p(WITH, "exp(g*b)/(exp(g*b) + 5)", "1", let=("g: positive",)),
    _p(WITH, "exp(-g*b)*b**3", "0", let=("g: positive",)),
    _p(WITH, "exp(p*b)/(exp(p*b) + exp(q*b))", "1", let=_real("p q"), given=("p > q",)),
    _p(WITH, "exp(p*b)/(exp(p*b) + exp(q*b))", "1/2", let=_real("p q"), given=("p == q",)),
    _p(WITH, "log(exp(p*b) + exp(q*b))/b", "p", let=_real("p q"), given=("p >= q",)),
    _p(WITH, "b**p", "oo", let=("p: positive",)),
    _p(WITH, "b*sigmoid(b*g)*(1 - sigmoid(b*g))", "0", let=("g: real",), given=("g != 0",)),
    _p(WITH, "(1 + p/b)**b", "exp(p)", let=("p: positive",)),
    _p(WITH, "sqrt(b**2 + p*b) - b", "p/2", let=("p: positive",)),
    _p(
        WITH,
        "exp(b*p)/(exp(b*p) + exp(b*q) + exp(b*r))",
        "1",
        let=_real("p q r"),
        given=("p > q", "q > r"),
    ),
    _p(WITH, "exp(p*b**2 - q*b)", "oo", let=POSITIVE),
    _p(WITH, "log(b)*b**(-p)", "0", let=("p: positive",)),
    # ---- free parameters
    _p(
        FREE,
        "exp(b*g)/(exp(b*g) + 1)",
        ("g > 0", "1"),
        ("g == 0", "1/2"),
        ("g < 0", "0"),
        let=_real("g"),
    ),
    _p(FREE, "tanh(b*g)", ("g > 0", "1"), ("g == 0", "0"), ("g < 0", "-1"), let=_real("g")),
    _p(FREE, "exp(b*g)", ("g > 0", "oo"), ("g == 0", "1"), ("g < 0", "0"), let=_real("g")),
    _p(FREE, "b*sigmoid(b*g)*(1 - sigmoid(b*g))", ("g == 0", "oo"), ("true", "0"), let=_real("g")),
    _p(
        FREE,
        "exp(p*b)/(exp(p*b) + exp(q*b))",
        ("p > q", "1"),
        ("p == q", "1/2"),
        ("p < q", "0"),
        let=_real("p q"),
    ),
    _p(
        FREE,
        "exp(p*b)/(exp(p*b) + exp(q*b))",
        ("p > q", "1"),
        ("p == q", "1/2"),
        ("p < q", "0"),
        let=POSITIVE,
    ),
    _p(
        FREE, "exp(p*b) - exp(q*b)", ("p > q", "oo"), ("p == q", "0"), ("true", "-oo"), let=POSITIVE
    ),
    _p(
        FREE,
        "exp(b*(2*p + 2*q + r))/(exp(b*(2*p + 2*q)) + exp(b*(2*p + 2*q + r)))",
        ("r > 0", "1"),
        ("r == 0", "1/2"),
        ("true", "0"),
        let=_real("p q r"),
    ),
    _p(
        FREE,
        "exp(b*(2*p + 2*q + r))/(exp(b*(2*p + 2*q)) + exp(b*(2*p + 2*q + r)))",
        "1",
        let=(*POSITIVE, "r: positive"),
    ),
    _p(
        FREE,
        "exp(p*b**2 + q*b)",
        ("p > 0", "oo"),
        ("p < 0", "0"),
        ("q > 0", "oo"),
        ("q < 0", "0"),
        ("true", "1"),
        let=_real("p q"),
    ),
    _p(
        FREE,
        "exp(p*b)/(exp(p*b) + exp(q*b) + exp(r*b))",
        ("p > max(q, r)", "1"),
        ("p < max(q, r)", "0"),
        ("q == r", "1/3"),
        ("true", "1/2"),
        let=_real("p q r"),
    ),
    _p(
        FREE,
        "(exp(p*b) + exp(q*b))/(exp(p*b) + exp(q*b) + exp(r*b))",
        ("max(p, q) > r", "1"),
        ("max(p, q) < r", "0"),
        ("p == q", "2/3"),
        ("true", "1/2"),
        let=_real("p q r"),
    ),
    _p(
        FREE,
        "exp(p*b)/(exp(p*b) + exp(q*b) + exp(r*b) + exp(s*b))",
        (
            "p == max(p, q, r, s)",
            (
                "1/count(p == max(p, q, r, s), q == max(p, q, r, s), r == max(p, q, r, s), s == "
                "max(p, q, r, s))"
            ),
        ),
        ("true", "0"),
        let=_real("p q r s"),
    ),
    _p(
        FREE,
        "exp(p*b)/(exp(p*b) + exp(q*b) + exp(r*b) + 2)",
        (
            "p == max(p, q, r, 0)",
            (
                "1/(count(p == max(p, q, r, 0), q == max(p, q, r, 0), r == max(p, q, r, 0)) + "
                "2*count(0 == max(p, q, r, 0)))"
            ),
        ),
        ("true", "0"),
        let=_real("p q r"),
    ),
    _p(
        FREE,
        "exp(p*b)/(exp(p*b) + exp((p + q)*b))",
        ("q > 0", "0"),
        ("q == 0", "1/2"),
        ("true", "1"),
        let=_real("p q"),
    ),
    _p(FREE, "exp(p*q*b)", ("p*q > 0", "oo"), ("p*q < 0", "0"), ("true", "1"), let=_real("p q")),
    _p(FREE, "b**p", ("p > 0", "oo"), ("p == 0", "1"), ("true", "0"), let=_real("p")),
    _p(
        FREE,
        "b**p*exp(-q*b)",
        ("q > 0", "0"),
        ("q < 0", "oo"),
        ("p > 0", "oo"),
        ("p == 0", "1"),
        ("true", "0"),
        let=_real("p q"),
    ),
    _p(FREE, "p*b", ("p > 0", "oo"), ("p == 0", "0"), ("true", "-oo"), let=_real("p")),
    _p(
        FREE,
        "(p*b + 1)/(q*b + 1)",
        ("q != 0", "p/q"),
        ("p > 0", "oo"),
        ("p < 0", "-oo"),
        ("true", "1"),
        let=_real("p q"),
    ),
    _p(FREE, "(1 + p/b)**b", "exp(p)", let=_real("p")),
    _p(FREE, "sqrt(b**2 + p*b) - b", "p/2", let=_real("p")),
    _p(FREE, "abs(p*b + q)/b", "abs(p)", let=_real("p q")),
    _p(FREE, "max(p*b, q*b)/b", "max(p, q)", let=_real("p q")),
    _p(
        FREE,
        "sigmoid(b*(p - q))",
        ("p > q", "1"),
        ("p == q", "1/2"),
        ("true", "0"),
        let=_real("p q"),
    ),
    _p(
        FREE,
        "exp(g*b)/(exp(g*b) + exp(b) + 1)",
        ("g > 1", "1"),
        ("g == 1", "1/2"),
        ("true", "0"),
        let=_real("g"),
    ),
    _p(
        FREE,
        "b*exp(g*b)/(exp(g*b) + b)",
        ("g > 0", "oo"),
        ("g == 0", "1"),
        ("true", "0"),
        let=_real("g"),
    ),
    # ---- log-sum-exp and entropy
    _p(LSE, "log(exp(p*b) + exp(q*b))/b", "max(p, q)", let=_real("p q")),
    _p(LSE, "log(exp(p*b) + exp(q*b))/b", "max(p, q)", let=POSITIVE),
    _p(LSE, "log(exp(p*b) + exp(q*b) + exp(r*b))/b", "max(p, q, r)", let=_real("p q r")),
    _p(
        LSE,
        "log(exp(p*b) + exp(q*b) + exp(r*b) + exp(s*b))/b",
        "max(p, q, r, s)",
        let=_real("p q r s"),
    ),
    _p(LSE, "-log(exp(-p*b) + exp(-q*b))/b", "min(p, q)", let=_real("p q")),
    _p(LSE, "log(exp(g*b) + n)/b", "max(g, 0)", let=(*_real("g"), *N2)),
    _p(
        LSE,
        "log(exp(p*b) + exp(q*b)) - b*max(p, q)",
        ("p == q", "log(2)"),
        ("true", "0"),
        let=_real("p q"),
    ),
    _p(
        LSE,
        "log(1 + exp(-b*g))",
        ("g > 0", "0"),
        ("g == 0", "log(2)"),
        ("true", "oo"),
        let=_real("g"),
    ),
    _p(LSE, "log(1 + exp(b*g))/b", "max(g, 0)", let=_real("g")),
    _p(LSE, _ENTROPY, ("g == 0", "log(2)"), ("true", "0"), let=_real("g")),
    _p(LSE, "log(2*exp(b) + n - 2) - b*2*exp(b)/(2*exp(b) + n - 2)", "log(2)", let=N2),
    # ---- integer corners
    _p(WHOLE, "exp(b)/(2*exp(b) + n - 2)", "1/2", let=N2),
    _p(
        WHOLE,
        "exp(b*g)/(exp(b*g) + n - 1)",
        ("g > 0", "1"),
        ("g == 0", "1/n"),
        ("true", "0"),
        let=(*_real("g"), *N2),
    ),
    _p(
        WHOLE,
        "exp(b*g)/(exp(b*g) + exp(b) + n - 2)",
        ("g > 1", "1"),
        ("g == 1", "1/2"),
        ("true", "0"),
        let=(*_real("g"), *N2),
    ),
    _p(
        WHOLE,
        "exp(b*g)/(2*exp(b*g) + n - 2)",
        ("g > 0", "1/2"),
        ("n == 2", "1/2"),
        ("g == 0", "1/n"),
        ("true", "0"),
        let=(*_real("g"), *N2),
    ),
    _p(
        WHOLE,
        "1/(2*exp(b*g) + n - 2)",
        ("g > 0", "0"),
        ("g == 0", "1/n"),
        ("n > 2", "1/(n - 2)"),
        ("true", "oo"),
        let=(*_real("g"), *N2),
    ),
    _p(WHOLE, "(n - 2)*exp(b)/(exp(b) + 1)", "n - 2", let=N2),
    _p(WHOLE, "(n - 2)*b", ("n == 2", "0"), ("true", "oo"), let=N2),
    _p(
        WHOLE,
        "exp(b*g)/(exp(b*g) + exp(b*h) + n - 2)",
        ("n == 2 and g > h", "1"),
        ("n == 2 and g < h", "0"),
        ("n == 2", "1/2"),
        ("g > max(h, 0)", "1"),
        ("g < max(h, 0)", "0"),
        ("g == h and h == 0", "1/n"),
        ("g == h", "1/2"),
        ("true", "1/(n - 1)"),
        let=(*_real("g h"), *N2),
    ),
    _p(WHOLE, "exp(-b)*b**n/(1 + b)", "0", let=("n: positive",)),
    _p(
        WHOLE,
        "exp(b*g)/(exp(b*g) + n - 2)",
        ("g > 0", "1"),
        ("g == 0", "1/(n - 1)"),
        ("true", "0"),
        let=(*_real("g"), *N3),
    ),
    # ---- false claims: the table is the truth
    _p(
        FALSE,
        "exp(p*b)/(exp(p*b) + exp(q*b))",
        ("p > q", "1"),
        ("p == q", "1/2"),
        ("true", "0"),
        let=POSITIVE,
        claim="0",
    ),
    _p(
        FALSE,
        "exp(p*b)/(exp(p*b) + exp(q*b))",
        ("p > q", "1"),
        ("p == q", "1/2"),
        ("true", "0"),
        let=_real("p q"),
        claim="1",
    ),
    _p(FALSE, "log(exp(p*b) + exp(q*b))/b", "max(p, q)", let=POSITIVE, claim="q"),
    _p(
        FALSE,
        "exp(b*g)/(exp(b*g) + n - 1)",
        ("g > 0", "1"),
        ("g == 0", "1/n"),
        ("true", "0"),
        let=(*_real("g"), *N2),
        claim="1",
    ),
    _p(FALSE, "exp(b)/(2*exp(b) + n - 2)", "1/2", let=N2, claim="1/n"),
    _p(
        FALSE,
        "exp(b*(2*p + 2*q + r))/(exp(b*(2*p + 2*q)) + exp(b*(2*p + 2*q + r)))",
        "1",
        let=(*POSITIVE, "r: positive"),
        claim="0",
    ),
    _p(
        FALSE,
        "b*sigmoid(b*g)*(1 - sigmoid(b*g))",
        ("g == 0", "oo"),
        ("true", "0"),
        let=_real("g"),
        claim="0",
    ),
    _p(FALSE, "(1 + p/b)**b", "exp(p)", let=_real("p"), claim="1"),
]


# ---- numbers: an evaluator that shares nothing with symattn but the reader of texts

POINTS = 5


def value(term, at):
    """A term's value in mpmath; oo is mpmath's infinity."""
    import mpmath

    op, args = term.op, term.children
    if op == "number":
        return mpmath.mpf(term.args[0])
    if op == "scalar":
        return at[term.args[0]]
    if op == "infinity":
        return mpmath.inf
    if op == "count":
        return mpmath.mpf(sum(holds(c, at) for c in args))
    v = [value(a, at) for a in args]
    table = {
        "+": lambda *x: sum(x[1:], x[0]), "*": lambda *x: mpmath.fprod(x), "neg": lambda x: -x,
        "/": lambda x, y: x / y, "^": lambda x, y: x**y,
        "exp": mpmath.exp, "log": mpmath.log, "sqrt": mpmath.sqrt, "abs": abs, "max": max,
        "min": min, "tanh": mpmath.tanh, "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    }  # fmt: skip
    return table[op](*v)


def holds(condition, at) -> bool:
    if condition.op in ("and", "or"):
        return (all if condition.op == "and" else any)(holds(c, at) for c in condition.children)
    a, b = (value(c, at) for c in condition.children)
    return {"=": a == b, "≠": a != b, "<": a < b, "≤": a <= b, ">": a > b, "≥": a >= b}[
        condition.op
    ]


def points(context, cases, count=POINTS):
    """Small points at which the hypotheses hold, some of every case: (number of the case,
    values).
    """
    import itertools
    import random

    import mpmath

    numbers = [mpmath.mpf(x) for x in (0, 1, -1, 2, -2, 3)] + [
        mpmath.mpf(1) / 2,
        mpmath.mpf(-1) / 2,
    ]
    names = [s.key for s in context.scalars if s.key not in context.limit]
    choices = [
        [mpmath.mpf(k) for k in range(1, 7)] if s.integer else numbers
        for s in context.scalars
        if s.key not in context.limit
    ]
    everything = list(itertools.islice(itertools.product(*choices), 20_000))
    random.Random(7).shuffle(everything)
    seen = {}
    facts = [
        f
        for f in context.facts
        if not any(t.op == "scalar" and t.args[0] in context.limit for t in f.subterms())
    ]
    for chosen in everything:
        at = dict(zip(names, chosen))
        if all(holds(f, at) for f in facts):
            which = next(
                (k for k, (when, _) in enumerate(cases) if when is None or holds(when, at)), None
            )
            if which is None:
                raise AssertionError(f"no case holds at {at}")
            if len(seen.setdefault(which, [])) < count:
                seen[which].append(at)
    if set(seen) != set(range(len(cases))):
        raise AssertionError("a case without a point")
    return [(k, at) for k, found in sorted(seen.items()) for at in found]


def near(f, limit, at, variable, digits=2500):
    """Whether f is near the limit, and comes nearer, at large values of the variable."""
    import mpmath

    with mpmath.workdps(digits):
        gaps = []
        for b in (mpmath.mpf(200), mpmath.mpf(1200)):
            with mpmath.workdps(digits):
                y = value(f, {**at, variable: b})
            if mpmath.isinf(limit):
                gaps.append(-y * mpmath.sign(limit))
            else:
                gaps.append(abs(y - limit))
        if mpmath.isinf(limit):
            return gaps[1] < gaps[0] and gaps[1] < -1
        return gaps[1] < mpmath.mpf(10) ** -2 or (
            gaps[1] < gaps[0] * mpmath.mpf("0.95") and gaps[1] < mpmath.mpf("0.6")
        )


def read(problem: Problem):
    """The question, and the table as terms."""
    from symattn.reading.question_reader import read_question

    question = read_question(f"limit({problem.term}, b, oo)", problem.declared, problem.given)
    cases = []
    for when, text in problem.cases:
        condition = None if when == "true" else _condition(when, problem)
        cases.append(
            (condition, read_question(f"limit({text}, b, oo)", problem.declared).asked.term)
        )
    return question, cases


def _condition(text: str, problem: Problem):
    from symattn.language import Term
    from symattn.reading.question_reader import read_question

    parts = [read_question(part, problem.declared).asked[0] for part in text.split(" and ")]
    return parts[0] if len(parts) == 1 else Term("and", tuple(parts))


def check(problem: Problem) -> None:
    """Raises AssertionError unless numbers bear out the table in every case."""
    question, cases = read(problem)
    for k, at in points(question.context, cases):
        if not near(question.asked.term, value(cases[k][1], at), at, question.context.limit[0]):
            raise AssertionError(f"{problem.term}: case {k} at {at}")


if __name__ == "__main__":
    for p in PROBLEMS:
        check(p)
    print(f"{len(PROBLEMS)} problems: the table of each agrees with numbers")
