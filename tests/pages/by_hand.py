"""Pages that are read by hand: every line is judged, and nothing depends on the reader."""

from __future__ import annotations

from functools import cache

from symattn.checking.checked_pages import CheckedLine, CheckedPage
from symattn.checking.step_verdicts import check_step
from symattn.language import Context, Scalar, Term, flattened, number, plain
from symattn.reading.documents.pieces import Document, Form, LineStart, Macro, Piece, Problem
from symattn.reading.whole_pages.page_lines import Letters, PageLine, ReadPage
from symattn.records.record import CheckedDerivation, CheckedStep, Verdict
from symattn.writing.step import Step

n, beta, x, xhat = (Term("scalar", (name,)) for name in ("n", r"\beta", "x", r"\hatx"))
CONTEXT = Context(
    scalars=(Scalar("n", integer=True), Scalar(r"\beta"), Scalar("x"), Scalar(r"\hatx")),
    facts=(Term("≥", (n, number(2))), Term(">", (beta, number(0)))),
    limit=(r"\beta",),
)
LETTERS = Letters({r"\hatx": r"\hat{x}"}, {"hatx": "x̂"})
E_BETA = Term("exp", (beta,))
WEIGHT = Term("/", (E_BETA, flattened("+", (E_BETA, n, Term("neg", (number(1),))))))


def relation(left: Term, op: str, right: Term) -> Term:
    return Term(op, (left, right))


def sum_of(*terms: Term) -> Term:
    return flattened("+", terms)


def document(name: str, form: Form, text: str, pieces: tuple[Piece, ...] = ()) -> Document:
    lines = tuple(LineStart(name, k) for k in range(1, text.count("\n") + 2))
    return Document(name, form, text, pieces, lines)


@cache
def judged(goal: Term, name: str = "line", rests_on: tuple[int, ...] = (), knock_on: str = ""):
    """A line as a derivation of one step, with its verdict."""
    verdict = check_step(Step(1, goal), CONTEXT)
    verdict = Verdict(verdict.status, verdict.evidence, verdict.reasons, rests_on, knock_on)
    step = CheckedStep(1, goal, "", verdict)
    return CheckedDerivation(name, "", "", CONTEXT, (step,))


def line(text: str, latex: str, goal: Term | None = None, after: str = "", **more) -> CheckedLine:
    """The line that stands where the LaTeX first occurs in the text (behind `after`)."""
    start = text.index(latex, text.index(after) + len(after) if after else 0)
    rests_on, knock_on = more.pop("rests_on", ()), more.pop("knock_on", "")
    one = PageLine(
        start,
        start + len(latex),
        latex,
        more.pop("role", "claim"),
        goal,
        CONTEXT if goal is not None else None,
        LETTERS.plain(goal) if goal is not None else "",
        **more,
    )
    if goal is None or one.role != "claim":
        return CheckedLine(one)
    return CheckedLine(one, judged(goal, "page", rests_on, knock_on))


def page(doc: Document, *lines: CheckedLine, problems: tuple[Problem, ...] = ()) -> CheckedPage:
    read = ReadPage(doc, tuple(one.line for one in lines), letters=LETTERS, problems=problems)
    return CheckedPage(read, lines)


MARKDOWN = r"""# One *query*

Let $n \ge 2$ be an integer and $\beta > 0$; see [the notes](https://example.org/a?b=1&c=2).

$$\frac{e^\beta}{e^\beta + n - 1} \to 1$$

So far so **good**, but <script>alert(1)</script> not

$$
\begin{aligned}
\frac{e^\beta}{e^\beta + n - 1} &= \frac{e^\beta}{e^\beta + 1} \\
&\to 1
\end{aligned}
$$

* $n = 3$ — a list
* and $x \odd 1$ too

| a | b |
|---|---|
| 1 | 2 |

```python
print("<b>")
```

$$(\hat{x} + 1)^2 = \hat{x}^2 + 1$$
"""


def piece(text: str, kind, inner: str, delimiters: tuple[str, str], environment: str = "") -> Piece:
    outer = delimiters[0] + inner + delimiters[1]
    start = text.index(outer)
    inside = start + len(delimiters[0])
    return Piece(kind, inside, inside + len(inner), start, start + len(outer), environment)


@cache
def markdown_page() -> CheckedPage:
    t = MARKDOWN
    heading = Piece("heading", 2, t.index("\n"), 0, t.index("\n"), level=1)
    between = (("$$", "$$"), ("$", "$"))
    rows = t[t.index("\n\\frac{e^\\beta}{e^\\beta + n - 1} &=") : t.index("\n\\end{aligned}")]
    whole = "\n\\begin{aligned}" + rows + "\n\\end{aligned}\n"
    pieces = (
        heading,
        piece(t, "inline", r"n \ge 2", between[1]),
        piece(t, "inline", r"\beta > 0", between[1]),
        piece(t, "display", r"\frac{e^\beta}{e^\beta + n - 1} \to 1", between[0]),
        piece(t, "display", whole, between[0], "aligned"),
        piece(t, "inline", "n = 3", between[1]),
        piece(t, "inline", r"x \odd 1", between[1]),
        piece(t, "display", r"(\hat{x} + 1)^2 = \hat{x}^2 + 1", between[0]),
    )
    doc = document("page.md", "markdown", t, pieces)
    other = Term("/", (E_BETA, sum_of(E_BETA, number(1))))
    bad = t.index(r"\odd")
    problem = Problem(bad, bad + 4, r"\odd is not known; expected an operator or a relation")
    square = Term("^", (sum_of(xhat, number(1)), number(2)))
    lines = (
        line(t, r"n \ge 2", relation(n, "≥", number(2)), role="hypothesis", inline=True),
        line(t, r"\frac{e^\beta}{e^\beta + n - 1} \to 1", relation(WEIGHT, "→", number(1))),
        line(
            t,
            r"\frac{e^\beta}{e^\beta + n - 1} &= \frac{e^\beta}{e^\beta + 1}",
            relation(WEIGHT, "=", other),
            chain=2,
            knock_on="first",
        ),
        line(t, r"&\to 1", relation(other, "→", number(1)), chain=2, rests_on=(1,),
             knock_on="follows"),
        line(t, r"x \odd 1", problem=problem, inline=True),
        line(
            t,
            r"(\hat{x} + 1)^2 = \hat{x}^2 + 1",
            relation(square, "=", sum_of(Term("^", (xhat, number(2))), number(1))),
        ),
    )  # fmt: skip
    return page(doc, *lines)


LATEX = r"""\documentclass{article}
\usepackage{amsmath}
\newcommand{\eb}{e^{\beta}}
\begin{document}
\section{One \emph{query}}
Let $n \ge 2$, 50\% of it~--- ``or more''.
\begin{align}
  \frac{\eb}{\eb + n - 1} &= \frac{\eb}{\eb + 1} \label{eq:a} \\
     &\to 1 .
\end{align}
\begin{itemize}
  \item first, \textbf{bold},
  \item second.
\end{itemize}
% a comment
\[
  (\hat{x} + 1)^2 = \hat{x}^2 + 1
\]
\end{document}
"""


@cache
def latex_page(text: str = LATEX, name: str = "page.tex") -> CheckedPage:
    t = text
    start, end = t.index("\\begin{align}"), t.index("\\end{align}")
    inner = (start + len("\\begin{align}"), end)
    heading = "One \\emph{query}"
    at = t.index(heading)
    pieces = (
        Piece("heading", at, at + len(heading), at - 9, at + len(heading) + 1, level=1),
        piece(t, "inline", r"n \ge 2", ("$", "$")),
        Piece("display", *inner, start, end + len("\\end{align}"), "align"),
        piece(t, "display", "\n  (\\hat{x} + 1)^2 = \\hat{x}^2 + 1\n", ("\\[", "\\]")),
    )
    doc = document(name, "latex", t, pieces)
    doc = Document(doc.name, "latex", t, pieces, doc.lines, {"eb": Macro(0, r"e^{\beta}")})
    other = Term("/", (E_BETA, sum_of(E_BETA, number(1))))
    square = Term("^", (sum_of(xhat, number(1)), number(2)))
    return page(
        doc,
        line(t, r"\frac{\eb}{\eb + n - 1} &= \frac{\eb}{\eb + 1}", relation(WEIGHT, "=", other),
             chain=1, knock_on="first"),
        line(t, r"&\to 1", relation(other, "→", number(1)), chain=1, rests_on=(1,),
             knock_on="follows"),
        line(t, r"(\hat{x} + 1)^2 = \hat{x}^2 + 1",
             relation(square, "=", sum_of(Term("^", (xhat, number(2))), number(1)))),
    )  # fmt: skip


__all__ = ["LATEX", "MARKDOWN", "document", "latex_page", "line", "markdown_page", "page", "plain"]
