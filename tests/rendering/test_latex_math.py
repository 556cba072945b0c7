"""Terms as LaTeX: one row a spelling, and no two terms alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from symattn.language import Context, IndexSet, Term, number, plain
from symattn.language.operators import OPERATORS
from symattn.rendering.formulas.formula_lines import flat
from symattn.rendering.formulas.latex_math import latex, latex_source, sides
from symattn.rendering.formulas.term_notation import notation

from .samples import CONTEXT, entry, ix, member, n, op, q, scalar, weight, x, y, z
from .terms import EXAMPLES, OPERATORS_USED, near_misses, small_terms, terms

two, three, a, b = number(2), number(3), scalar("a"), scalar("b")
k_a, M = member("k", "a"), Term("matrix", ("M",))
minus_x = op("neg", x)

SPELLINGS = {
    "minus two times x": (op("*", op("neg", two), x), "(-2) x"),
    "minus (two x)": (op("neg", op("*", two, x)), "-2 x"),
    "numbers side by side": (op("*", two, three), r"2 \cdot 3"),
    "not 23 to the x": (op("*", two, op("^", three, x)), r"2 \cdot 3^{x}"),
    "not two and a half": (op("*", two, op("/", number(1), two)), r"2 \cdot \tfrac{1}{2}"),
    "a definition called e": (op("^", Term("defined", ("e", "scalar")), two), "(e)^{2}"),
    "sigma times a sum is no sigmoid": (
        op("*", scalar(r"\sigma"), op("+", x, y)),
        r"\sigma \cdot (x + y)",
    ),
    "the sigmoid of a sum": (op("sigmoid", op("+", x, y)), r"\sigma(x + y)"),
    "a word times a sum": (op("*", scalar("max"), op("+", x, y)), r"\text{max} \cdot (x + y)"),
    "a (b c)": (op("*", a, op("*", x, y)), "a (x y)"),
    "a + (b + c)": (op("+", a, op("+", x, y)), "a + (x + y)"),
    "a − b": (op("+", a, op("neg", b)), "a - b"),
    "a − (−b)": (op("+", a, op("neg", op("neg", b))), "a - (-b)"),
    "a − (b + c)": (op("+", a, op("neg", op("+", x, y))), "a - (x + y)"),
    "a leading negative": (op("+", minus_x, y), "-x + y"),
    "minus minus x": (op("neg", minus_x), "-(-x)"),
    "a power of a power, up": (op("^", x, op("^", y, z)), "x^{y^{z}}"),
    "a power of a power, down": (op("^", op("^", x, y), z), "(x^{y})^{z}"),
    "a fraction in a numerator": (
        op("/", op("/", x, y), z),
        r"\frac{\left( \frac{x}{y} \right)}{z}",
    ),
    "a fraction in a denominator": (
        op("/", x, op("/", y, z)),
        r"\frac{x}{\left( \frac{y}{z} \right)}",
    ),
    "one half": (op("/", number(1), two), r"\tfrac{1}{2}"),
    "a fraction of sums needs no parentheses": (op("/", op("+", x, y), two), r"\frac{x + y}{2}"),
    "e to the 0": (op("exp", number(0)), "e^{0}"),
    "a scalar called e": (op("^", scalar("e"), number(0)), "(e)^{0}"),
    "an absolute value": (op("abs", x), r"\lvert x \rvert"),
    "an absolute value in another": (
        op("abs", op("*", x, op("abs", y), z)),
        r"\lvert (x \lvert y \rvert z) \rvert",
    ),
    "a norm": (op("norm", k_a), r"\lVert k_a \rVert"),
    "a dot product": (op("dot", k_a, q), r"k_a^\top q"),
    "a dot product with a sum": (op("dot", k_a, op("+", k_a, q)), r"k_a^\top (k_a + q)"),
    "a dot product of a sum": (op("dot", op("+", k_a, q), q), r"(k_a + q)^\top q"),
    "a dot product as a factor": (op("*", x, op("dot", k_a, q)), r"x \, k_a^\top q"),
    "an outer product": (op("outer", k_a, q), r"k_a q^\top"),
    "a matrix applied": (op("apply", M, k_a), "M k_a"),
    "an outer product applied": (op("apply", op("outer", k_a, q), q), r"(k_a q^\top) q"),
    "one index": (weight("a"), r"\alpha_a"),
    "one long index": (weight("10"), r"\alpha_{10}"),
    "two indices": (Term("defined", (r"\alpha", "scalar", ix("1"), ix("2"))), r"\alpha_{1,2}"),
    "a sum": (Term("sum", ("j", "A", entry("x", "j"))), r"\sum_{j} x_j"),
    "a sum of sums": (Term("sum", ("j", "A", op("+", entry("x", "j"), y))), r"\sum_{j} (x_j + y)"),
    "a sum without some": (
        Term("sum", ("j", "A", ix("a"), ix("b"), x)),
        r"\sum_{j \notin \{a, b\}} x",
    ),
    "a sum as a factor": (op("*", Term("sum", ("j", "A", x)), y), r"\left( \sum_{j} x \right) y"),
    "cases": (
        op("cases", op(">", x, y), two, op("≤", x, y), three),
        r"\begin{cases} 2 & x > y \\ 3 & x \le y \end{cases}",
    ),
    "relu": (op("relu", x), r"\operatorname{relu}(x)"),
    "an expectation": (op("E", x), r"\mathbb{E}[x]"),
    "a normal law": (
        op("∼", x, op("normal", number(1), op("/", number(1), two))),
        r"x \sim \mathcal{N}(1, \tfrac{1}{2})",
    ),
    "dependence": (
        op("depends only on", x, op("inputs", y, z)),
        r"x \text{ depends only on } y, z",
    ),
    "an implication": (
        op("⇒", op("and", op(">", x, y), op(">", y, z)), op(">", x, z)),
        r"x > y \text{ and } y > z \Rightarrow x > z",
    ),
    "no meaning: a vector for an exponent": (op("exp", op("*", x, k_a)), "e^{x k_a}"),
    "no meaning: a scalar applied": (op("apply", x, k_a), "x [k_a]"),
    "a name that is a command": (scalar(r"\input"), r"\mathrm{input}"),
    "a name that is an attack": (scalar(r"x}\input{y"), r"\text{x\}\textbackslash{}input\{y}"),
    "an index that is an attack": (member("k", "}"), r"k_{\text{\}}}"),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_spelling(name: str) -> None:
    term, expected = SPELLINGS[name]
    assert latex(term) == expected


def test_spellings_differ() -> None:
    assert (
        len({eye(latex(t)) for t, _ in SPELLINGS.values()})
        == len({eye(latex(t, linear=True)) for t, _ in SPELLINGS.values()})
        == len(SPELLINGS)
    )


def test_a_context_gives_sums_their_size() -> None:
    total = Term("sum", ("j", "A", entry("x", "j")))
    assert latex(total, CONTEXT) == r"\sum_{j=1}^{n} x_j"
    assert (
        latex(total, Context(index_sets=(IndexSet("A", op("+", n, two), ()),)))
        == r"\sum_{j=1}^{n + 2} x_j"
    )


def test_the_linear_spelling_has_no_fractions_and_can_be_broken() -> None:
    assert (
        latex(op("/", op("+", x, y), op("exp", z)), linear=True) == r"(x + y) / \allowbreak \exp(z)"
    )
    assert (
        latex(op("cases", op(">", x, y), two, op("≤", x, y), three), linear=True)
        == r"\{2 \text{ if } x > y; \allowbreak 3 \text{ if } x \le y\}"
    )


def test_sides_are_what_the_whole_shows() -> None:
    goal = op("→", weight("a"), SPELLINGS["cases"][0])
    assert " ".join(sides(goal)) == latex(goal)


def test_random_terms_use_every_operator() -> None:
    assert OPERATORS_USED >= set(OPERATORS) - {"index"}


def eye(text: str) -> str:
    """What a reader sees: the size of brackets, thin spaces and gaps between digits do not
    count.
    """
    text = re.sub(r"\\left\b|\\right\b|\\,|\\allowbreak|\\penalty5000", "", text)
    for bar in (r"\lvert", r"\rvert", r"\lVert", r"\rVert"):
        text = text.replace(bar, "|" if "v" in bar else "||")
    return " ".join(re.findall(r"\\[A-Za-z]+|\\.|\S", text.replace(r"\tfrac", r"\frac")))


PRINTERS = (
    lambda t: eye(latex(t)),
    lambda t: eye(latex(t, linear=True)),
    lambda t: eye(latex_source(flat(notation(t)))),
    plain,
)


def test_no_two_small_terms_are_printed_alike() -> None:
    """Exhaustive; fails at once if a pair of parentheses is forgotten anywhere."""
    small = small_terms()
    for printer in PRINTERS:
        seen: dict[str, Term] = {}
        for term in small:
            assert seen.setdefault(printer(term), term) == term


@settings(max_examples=EXAMPLES, deadline=None)
@given(near_misses())
def test_different_terms_are_printed_differently(pair: tuple[Term, Term]) -> None:
    one, other = pair
    for printer in PRINTERS:
        assert (printer(one) == printer(other)) == (one == other)


@settings(max_examples=EXAMPLES, deadline=None)
@given(near_misses(well_formed=False))
def test_terms_with_sort_errors_are_told_apart_too(pair: tuple[Term, Term]) -> None:
    one, other = pair
    for linear in (False, True):
        assert (eye(latex(one, linear=linear)) == eye(latex(other, linear=linear))) == (
            one == other
        )


@settings(max_examples=80, deadline=None)
@given(terms(well_formed=False))
def test_braces_and_brackets_are_balanced(term: Term) -> None:
    for linear in (False, True):
        text = latex(term, linear=linear)
        assert text.count(r"\left") == text.count(r"\right") - text.count(r"\rightsquigarrow")
        text = text.replace(r"\{", "").replace(r"\}", "")
        assert text.count("{") == text.count("}") and text.count("(") == text.count(")")
