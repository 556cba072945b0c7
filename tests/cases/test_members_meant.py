"""A counterexample says which member an index without a name is, as the kernel takes it there."""

from __future__ import annotations

import re

import pytest

from symattn.app.live_pages import read
from symattn.asking.answers import answer
from symattn.checking.page_checks import check_page_here
from symattn.reading.question_reader import read_question
from symattn.rendering.author_pages.findings import messages
from symattn.rendering.author_pages.page_in_text import PageText

LET = ("n: integer >= 2", "x: real[n]")
OF_EACH = {
    "every(x[a] >= x[c], c)": "c",
    "every(x[a] > x[c], c != a)": "c",
    "implies(x[a] > 0, every(x[a] + 1 > x[c], c))": "c",
}
ONE_NAMED = ["x[a] > x[b]", "sum(x[j], j) > 0", "max(x[j], j) > 0", "x[i] > 0"]
SETTING = """```symattn
let n: integer >= 2
let a, b, i: indices of n; a, b distinct; i any other
let x_j: reals over n
let k_j: orthonormal vectors over n
let v_j: vectors over n
```

"""


def shown(line: str) -> str:
    checked = check_page_here(read(SETTING + line, "markdown"))
    [one] = checked.lines[-1:]
    found = [m for m in messages(one) if m.label == "Counterexample"]
    return PageText(width=1000).page(checked) if found else ""


def said_of(text: str) -> dict[str, str]:
    """The values of a counterexample by what they are of, and its two sides."""
    flat = " ".join(text.split("Counterexample:")[1].split()).replace("−", "-")
    found = dict(re.findall(r"(\w+) = ([-\w/]+)", flat))
    sides = re.search(r"the left side is ([-\w/.]+), the right side ([-\w/.]+?)\.(?: |$)", flat)
    assert sides is not None, flat
    return {**found, "left": sides[1], "right": sides[2]}


@pytest.mark.parametrize("line", ["$x_i > 0$", "$x_i > x_a$", "$x_i \\ge x_a + x_b$"])
def test_the_left_side_is_what_that_member_has(line: str) -> None:
    values = said_of(shown(f"So {line}.\n"))
    assert values["i"] not in ("a", "b") and values["left"] == values[f"x_{values['i']}"]


@pytest.mark.parametrize(("text", "index"), OF_EACH.items())
def test_of_what_is_said_of_each_the_one_that_fails_is_named(text: str, index: str) -> None:
    found = answer(read_question(text, LET), 20)
    values = said_of(found.text)
    assert values["right"] == values[f"x_{values[index]}"] and values[index] != "a"


@pytest.mark.parametrize("text", ONE_NAMED)
def test_nothing_is_added_where_all_have_names_or_are_bound(text: str) -> None:
    found = answer(read_question(text, LET), 20)
    assert "Counterexample" in found.text and ", with " not in found.text


def test_nor_where_no_member_is_shown() -> None:
    assert ", with " not in shown("So $k_i^\\top k_i = 0$.\n")


def test_vectors_and_limits_say_it_too() -> None:
    assert ", with i = 3: the left side" in " ".join(shown("So $v_i = v_a$.\n").split())
    text = "Let $\\beta > 0$. As $\\beta \\to \\infty$, $e^{\\beta x_i} \\to 0$.\n"
    assert re.search(r"x_3 = [^:]*, with i = 3: the left side tends", " ".join(shown(text).split()))
