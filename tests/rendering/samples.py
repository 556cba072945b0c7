"""Checked derivations made by hand, one of each thing that a page may hold."""

from __future__ import annotations

from symattn import words
from symattn.language import (
    Context,
    Definition,
    Family,
    IndexSet,
    Scalar,
    Term,
    flattened,
    number,
)
from symattn.records.record import CheckedDerivation, CheckedStep, Verdict
from symattn.words import Message


def scalar(key: str) -> Term:
    return Term("scalar", (key,))


def ix(name: str) -> Term:
    return Term("index", (name,))


def member(key: str, *names: str) -> Term:
    return Term("member", (key, *map(ix, names)))


def entry(key: str, *names: str) -> Term:
    return Term("entry", (key, *map(ix, names)))


def op(name: str, *args: Term) -> Term:
    return flattened(name, args) if name in ("+", "*") else Term(name, args)


def weight(name: str) -> Term:
    return Term("defined", (r"\alpha", "scalar", ix(name)))


def key(name: str) -> Term:
    return Term("defined", ("k", "vector", ix(name)))


beta, n, x, y, z = scalar(r"\beta"), scalar("n"), scalar("x"), scalar("y"), scalar("z")
q, c = Term("defined", ("q", "vector")), Term("defined", ("c", "vector"))
ga, gb = entry(r"\gamma", "a"), entry(r"\gamma", "b")
half = op("/", number(1), number(2))
ea, eb = op("exp", op("*", ga, beta)), op("exp", op("*", gb, beta))


def softmax(j: str) -> Term:
    total = Term("sum", ("l", "A", op("exp", op("dot", key("l"), q))))
    return op("/", op("exp", op("dot", key(j), q)), total)


CONTEXT = Context(
    index_sets=(IndexSet("A", n, ("a", "b"), "i"),),
    scalars=(Scalar("n", True), Scalar(r"\beta"), Scalar("x"), Scalar("y")),
    families=(
        Family(r"\mu", "A", "vector", number(1)),
        Family("v", "A", "vector"),
        Family(r"\gamma", "A", "scalar"),
    ),
    definitions=(
        Definition(
            "k",
            "vector",
            (("j", "A"),),
            member(r"\mu", "j"),
            (("a", op("*", ga, member(r"\mu", "a"))), ("b", op("*", gb, member(r"\mu", "b")))),
        ),
        Definition(
            "q", "vector", (), op("*", beta, op("+", member(r"\mu", "a"), member(r"\mu", "b")))
        ),
        Definition(r"\alpha", "scalar", (("j", "A"),), softmax("j")),
        Definition(
            "c", "vector", (), Term("sum", ("j", "A", op("*", weight("j"), member("v", "j"))))
        ),
    ),
    facts=(op("≥", n, number(2)), op(">", beta, number(0))),
    limit=(r"\beta",),
)


SPOKEN: dict[CheckedStep, tuple[Message, ...]] = {}  # what the evidence of real pages would say


def step(
    number_: int,
    goal: Term | None,
    why: str = "",
    status: str = "proved",
    *messages: Message,
    **more: object,
) -> CheckedStep:
    rests = more.pop("rests_on", ())
    made = CheckedStep(number_, goal, why, Verdict(status, None, (), rests), **more)  # type: ignore[arg-type]
    SPOKEN[made] = messages
    return made


def said(record: CheckedDerivation, one: CheckedStep) -> tuple[Message, ...]:
    """For `rendering.document`, in place of the words for evidence."""
    return SPOKEN.get(one, ()) if one.verdict.evidence is None else words.said(record, one)


def _case(left: Term, right: Term, value: Term) -> tuple[Term, Term]:
    return op("and", op(">", left, right), op("≥", right, number(0))), value


_THREE = op("cases", op(">", ga, gb), number(1), op("=", ga, gb), half, op("<", ga, gb), number(0))
_SEVEN = op(
    "cases",
    *(
        t
        for k in range(7)
        for t in _case(ga, op("*", number(k), gb), op("/", ea, op("+", ea, op("*", number(k), eb))))
    ),
)
_LONG = op(
    "+",
    *(
        op(
            "/",
            op("*", number(k), ea),
            op("+", *(op("exp", op("*", number(k + j), ga, beta)) for j in range(3))),
        )
        for k in range(1, 9)
    ),
)
_FAT = op(
    "/", op("+", *(op("exp", op("*", number(k), ga, beta)) for k in range(2, 20))), op("+", ea, eb)
)
_WIDE_LEFT = op(
    "and",
    *(
        op(">", entry(r"\gamma", "a"), op("*", number(k), entry(r"\gamma", "b")))
        for k in range(2, 12)
    ),
)

PAGE = CheckedDerivation(
    "1c.ii",
    "A query at the sum of two noisy keys",
    "notebook, question 1c(ii); 50% of it",
    CONTEXT,
    (
        step(
            1,
            op(
                "=",
                op("dot", key("a"), q),
                op(
                    "*",
                    ga,
                    beta,
                    op(
                        "dot",
                        member(r"\mu", "a"),
                        op("+", member(r"\mu", "a"), member(r"\mu", "b")),
                    ),
                ),
            ),
            "substitute $k_a$, $q$",
            heading="Scores",
        ),
        step(
            2,
            op(
                "=",
                op(
                    "*",
                    ga,
                    beta,
                    op(
                        "dot",
                        member(r"\mu", "a"),
                        op("+", member(r"\mu", "a"), member(r"\mu", "b")),
                    ),
                ),
                op("*", ga, beta),
            ),
            "$\\mu$ orthonormal",
        ),
        step(3, op("=", op("dot", key("b"), q), op("*", gb, beta)), "as (1)–(2), with $b$"),
        step(4, op("=", op("dot", key("i"), q), number(0)), "$\\mu$ orthonormal"),
        step(5, op("=", weight("a"), softmax("a")), "definition of softmax", heading="Weights"),
        step(
            6,
            op("=", softmax("a"), op("/", ea, op("+", ea, eb, op("+", n, op("neg", number(2)))))),
            "(2), (3), (4)",
        ),
        step(
            7,
            op(
                "≈",
                op("/", ea, op("+", ea, eb, op("+", n, op("neg", number(2))))),
                op("/", ea, op("+", ea, eb)),
            ),
            "drop $n - 2$ as $\\beta\\to\\infty$",
            "conditional",
            Message("Condition", ("true if ", op(">", op("max", ga, gb), number(0)), ".")),
            Message(
                "Counterexample",
                (
                    "At ",
                    op("=", ga, op("neg", number(1))),
                    ", ",
                    op("=", gb, op("neg", number(1))),
                    ": the left side tends to 0, the right side is ",
                    half,
                    ".",
                ),
            ),
            expect="conditional",
            written=True,
        ),
        step(
            8,
            op(
                "=",
                op("/", ea, op("+", ea, eb)),
                op(
                    "/",
                    number(1),
                    op(
                        "+",
                        number(1),
                        op("exp", op("*", op("neg", beta), op("+", ga, op("neg", gb)))),
                    ),
                ),
            ),
            "divide by $e^{\\gamma_a\\beta}$",
            rests_on=(7,),
        ),
        step(
            9,
            op("→", weight("a"), _THREE),
            (
                "limit of (8), where (7) holds; this reason is long enough to need three lines "
                "in its column"
            ),
        ),
        step(
            10,
            op("=", op("P", op(">", ga, gb)), half),
            "$\\gamma_a - \\gamma_b \\sim \\mathcal{N}(0, 1)$",
        ),
        step(
            11,
            op("⇒", op(">", op("abs", ga), op("abs", gb)), op("≈", c, member("v", "a"))),
            "",
            "refuted",
            Message(
                "Counterexample",
                (
                    "At ",
                    op("=", ga, op("neg", number(2))),
                    ", ",
                    op("=", gb, number(1)),
                    ", ",
                    op("=", beta, number(10)),
                    ", ",
                    op("=", n, number(5)),
                    ": the left side tends to ",
                    member("v", "b"),
                    ", which is far from the right side, because the signs matter here and not "
                    "the lengths: "
                    "the key that points away from the query gets almost no weight at all, and "
                    "so the context is the other value, as ",
                    op("=", weight("a"), _FAT),
                    " shows.",
                ),
            ),
            expect="refuted",
            written=True,
        ),
        step(12, op("→", c, _SEVEN), "seven cases", heading="Wide lines, 100% of them"),
        step(
            13,
            op("=", weight("b"), _LONG),
            "a long sum",
            "undecided",
            Message("Not decided", ("the search ran out of time.",)),
        ),
        step(
            14,
            op("=", _LONG, _FAT),
            (
                "a fraction that is too wide for the page, and a reason that tells so at some "
                "length, up to here"
            ),
        ),
        step(15, op("⇒", _WIDE_LEFT, op(">", ga, gb)), "a wide left side"),
        step(
            16,
            op(
                "=",
                weight("a"),
                op(
                    "/",
                    op("exp", op("*", beta, member(r"\mu", "a"))),
                    op("+", number(0), number(0), op("exp", op("*", beta, member(r"\mu", "a")))),
                ),
            ),
            "",
            "refuted",
            Message("No meaning", ("the exponent β μ_a is a vector; is a dot product missing?",)),
            written=True,
            expect="refuted",
        ),
        step(17, op("depends only on", c, op("inputs", x, member("v", "a"))), "the rest cancels"),
        step(
            18,
            None,
            "",
            "outside",
            text=(
                "The Synthesizer head reaches 13.6% on the development set (London: 5%), and an "
                "opinion goes on for more than one line, as opinions do."
            ),
            expect="outside",
            written=True,
        ),
    ),
)

HOSTILE = CheckedDerivation(
    "9z",
    r"Escapes: \input{/etc/passwd} 50% a_b #1 & {x} ~ ^ $x",
    "<script>alert(1)</script> café naïve 中 β → ∞ ≤ √ – ◐ \x1b[31m",
    Context(),
    (
        step(
            1,
            op("=", scalar(r"\input"), scalar("}%")),
            r"$\input{x}$ and $\def\x{1}$ and $^^5cinput$ and $x^a^b$ and $e^\beta$",
            "refuted",
            Message(r"\write18{ls}", (r"\csname end\endcsname % _ # & ~ ^ { } $", scalar("x_{y"))),
        ),
        step(2, None, "", "outside", text="a" * 300 + r" \catcode`\$=12 $\frac{1}{2}$"),
    ),
)
