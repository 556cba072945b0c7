"""Models and counterexamples that have to be built from the hypotheses, for no list of usual values
has them."""

from __future__ import annotations

import pytest

from .asked import Asked, is_right, reals, verdict_of, words_of

FAMILY, ONE_OR_MORE = ("n: integer >= 2", "x: real[n]"), ("n: integer >= 1", "x: real[n]")
SCORES = ("M: positive", *reals("s1 s2 s3"))
WITHIN = ("abs(s1) <= M", "abs(s2) <= M", "abs(s3) <= M")
WEIGHT = "exp(s1)/(exp(s1) + exp(s2) + exp(s3))"


def chain(count: int) -> tuple[str, ...]:
    return tuple(f"x{k} > x{k + 1}" for k in range(1, count))


def weight(count: int) -> str:
    return f"exp(b*x1)/({' + '.join(f'exp(b*x{k})' for k in range(1, count + 1))})"


def sum_of(count: int) -> str:
    return " + ".join(f"exp(x{k})" for k in range(1, count + 1))


def names(count: int) -> tuple[str, ...]:
    return reals(" ".join(f"x{k}" for k in range(1, count + 1)))


ROWS = [
    # ---- sizes
    Asked(
        "a weight is below 1 but for n = 1", "exp(x[a])/sum(exp(x[j]), j) < 1", "false", ONE_OR_MORE
    ),
    Asked("a weight is 1 for n = 1 only", "exp(x[a])/sum(exp(x[j]), j) == 1", "false", ONE_OR_MORE),
    Asked(
        "the maximum is below log-sum-exp but for n = 1",
        "max(x[l], l) < log(sum(exp(x[j]), j))",
        "false",
        ONE_OR_MORE,
    ),
    Asked("no more than 9 members", "n <= 9", "false", FAMILY),
    Asked(
        "the mean is the sum for n = 1 only", "sum(x[j], j)/n == sum(x[j], j)", "false", ONE_OR_MORE
    ),
    Asked("n = 10 is the first of its kind", "1/n >= 1/9", "false", FAMILY),
    # ---- families whose sum or entries are given
    Asked("numbers that add up to 1", "x[a] <= 1", "false", FAMILY, ("sum(x[j], j) == 1",)),
    Asked(
        "probabilities are not < 1",
        "x[a] < 1",
        "false",
        FAMILY,
        ("sum(x[j], j) == 1", "x[c] >= 0", "x[a] >= 0"),
    ),
    Asked(
        "probabilities are not equal",
        "x[a] == 1/n",
        "false",
        FAMILY,
        ("sum(x[j], j) == 1", "x[c] >= 0", "x[a] >= 0"),
    ),
    Asked(
        "positive probabilities with a mean",
        "x[a] > 1/2",
        "false",
        FAMILY,
        ("sum(x[j], j) == 1", "x[c] > 0", "x[a] > 0"),
    ),
    Asked("one-hot", "sum(x[j], j) == 2*x[k]", "false", FAMILY, ("x[k] == 1", "x[c] == 0")),
    Asked(
        "one-hot, two members named",
        "x[k] == x[m] + 2",
        "false",
        FAMILY,
        ("x[k] == 1", "x[c] == 0"),
    ),
    Asked(
        "one member", "sum(x[j], j) == 2*x[a]", "false", ("n: integer", "x: real[n]"), ("n == 1",)
    ),
    Asked("an entry that is a number", "x[a]**2 == 24", "false", FAMILY, ("x[a] == 5",)),
    Asked("a fixed sum of squares", "x[a] <= 2", "false", FAMILY, ("x[a]**2 == 9",)),
    # ---- equations
    Asked("linear", "x == 1", "false", reals("x"), ("2*x == 3",)),
    Asked("linear, two unknowns", "x == y", "false", reals("x y"), ("x + y == 1", "x - y == 1/3")),
    Asked("on a circle", "x == y", "false", reals("x y"), ("x**2 + y**2 == 25", "x > 3")),
    Asked("a rational root", "x > 1", "false", reals("x"), ("6*x**2 - 5*x + 1 == 0",)),
    Asked("a product", "x == y", "false", reals("x y"), ("x*y == 6", "x > 4")),
    Asked("exp is 1", "x == 1", "false", reals("x y"), ("exp(x) == 1",)),
    Asked(
        "a system in three unknowns",
        "x == z",
        "false",
        reals("x y z"),
        ("x + y + z == 6", "x - y == 1/7", "y - z == 2/7"),
    ),
    # ---- chains
    Asked("a chain of 8", "x1 > x8 + 100", "false", names(8), chain(8)),
    Asked("a chain of 16", "x1 > x16 + 100", "false", names(16), chain(16)),
    Asked(
        "the last weight of 16 that fall",
        f"exp(x16)/({sum_of(16)}) <= 1/16",
        "proved",
        names(16),
        chain(16),
    ),
    Asked(
        "and a bound that is too small",
        f"17*exp(x16) <= {sum_of(16)}",
        "false",
        names(16),
        chain(16),
    ),
    Asked(
        "a chain of 16, and the first takes all",
        f"tends({weight(16)}, 1)",
        "proved",
        names(16),
        chain(16),
        "b -> oo",
    ),
    Asked(
        "a chain of 8, and the first does not take half",
        f"tends({weight(8)}, 1/2)",
        "refuted",
        names(8),
        chain(8),
        "b -> oo",
    ),
    Asked(
        "a chain of whole numbers",
        "n1 >= n5 + 9",
        "false",
        tuple(f"n{k}: integer" for k in range(1, 6)),
        tuple(f"n{k} > n{k + 1}" for k in range(1, 5)),
    ),
    # ---- counterexamples at corners, and just off them
    Asked("between a root and a bound", "x**2 < 3", "false", ("x: positive",), ("x < 2",)),
    Asked("below a root", "x < 3/2", "false", ("x: positive",), ("x**2 < 3",)),
    Asked("a vertex of two lines", "x < 7*z", "false", reals("x y z"), ("x < 2*y", "y < 3*z + 1")),
    Asked(
        "a vertex that belongs to the set",
        "x + y <= 2",
        "false",
        reals("x y"),
        ("2*x + y <= 3", "x + 2*y <= 7/2", "x >= 0"),
    ),
    Asked(
        "just off the diagonal",
        "x*y <= 3/2",
        "false",
        ("x: positive", "y: positive"),
        ("x + y < 5/2",),
    ),
    Asked("a narrow cone", "x >= 1000*y", "false", reals("x y"), ("x >= 999*y", "y > 0")),
    Asked("a shallow minimum", "x**3 - 2*x >= -1", "false", ("x: positive",)),
    Asked("a weight that |s| <= M bounds", f"{WEIGHT} <= exp(M)/3", "false", SCORES, WITHIN),
    Asked(
        "the same with two sided facts",
        f"{WEIGHT} <= exp(M)/3",
        "false",
        SCORES,
        ("-M <= s1", "s1 <= M", "-M <= s2", "s2 <= M", "-M <= s3", "s3 <= M"),
    ),
    Asked("with exp(2 M) it is true", f"{WEIGHT} <= exp(2*M)/3", "proved", SCORES, WITHIN),
]


@pytest.mark.parametrize("asked", ROWS, ids=[r.name for r in ROWS])
def test_points_are_built(asked: Asked) -> None:
    found = verdict_of(asked)
    assert is_right(found, asked.right), words_of(found)


def test_no_point_satisfies_what_contradicts_itself() -> None:
    found = verdict_of(Asked("", "x == 1", "undecided", reals("x y"), ("x > y + 1", "y > x - 1/2")))
    assert found.status == "undecided" and "no point was found" in words_of(found)
