"""Indices that may be one member or two, and conditions of lines with a derivative."""

from __future__ import annotations

import pytest

import symattn

SOFTMAX = """```symattn
let n: integer >= 1
let s_j: reals over n
let v_j: reals over n
let i, j, k, t: indices of n
let p_j = \\frac{e^{s_j}}{\\sum_{l=1}^n e^{s_l}}
let y_j = \\delta_{jt}
let L = -\\log p_t
let u, b: real
```

"""


def last(formula: str, before: str = SOFTMAX) -> symattn.LineResult:
    page = symattn.check_page(text=f"{before}$${formula}$$\n", format="markdown")
    return [line for line in page if line.verdict][-1]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{\partial L}{\partial s_j} = p_j - y_j", "proved"),
        (r"\frac{\partial L}{\partial s_j} = y_j - p_j", "refuted"),
        (r"-\sum_{i=1}^n y_i (\delta_{ij} - p_j) = p_j - y_j", "proved"),
        (r"-\sum_{i=1}^n y_i (\delta_{ij} - p_j) = y_j - p_j", "refuted"),
        (r"\frac{\partial^2 L}{\partial s_i \partial s_j} = p_i (\delta_{ij} - p_j)", "proved"),
        (r"\frac{\partial^2 L}{\partial s_i \partial s_j} = p_i (1 - p_j)", "conditional"),
        (r"\frac{\partial^2 L}{\partial s_i \partial s_j} = p_i (1 + p_j)", "refuted"),
        (r"\frac{\partial^2 L}{\partial s_i \partial s_j} = - p_i p_j \quad (i \ne j)", "proved"),
        (r"\frac{\partial^2 L}{\partial s_i \partial s_j} = p_i p_j \quad (i \ne j)", "refuted"),
        (r"y_i y_j = \delta_{ij} y_i", "proved"),
        (r"y_i y_j = \delta_{ij}", "conditional"),
        (r"\frac{\partial p_i}{\partial s_j} \le \frac14", "proved"),
        (r"\frac{\partial p_i}{\partial s_j} \ge \frac15", "refuted"),
        # of two it is so, and of one it is not: nobody knows what is meant
        (r"\frac{\partial^2 L}{\partial s_i \partial s_j} = - p_i p_j", "not_read"),
        (r"p_i + p_j \le 1", "not_read"),
        # both sides are one where i is j: that is no condition
        (r"s_i + t = s_j + t", "not_read"),
        (r"s_i v_j = s_j v_j", "refuted"),
        # one is put in for the other also where something is defined or runs
        (r"\sum_{j=1}^n p_j s_i = s_i \quad (i = j)", "proved"),
        (r"\sum_{j=1}^n p_j s_i = \sum_{j=1}^n p_j s_j \quad (i = j)", "conditional"),
        (r"L = -\log p_1 \quad (t = 1)", "proved"),
        (r"L = -\log p_2 \quad (t = 1)", "refuted"),
        (r"\frac{\partial L}{\partial s_1} = p_1 - 1 \quad (t = 1)", "proved"),
        (r"\frac{\partial L}{\partial s_1} = p_1 \quad (t = 1)", "refuted"),
    ],
)
def test_a_line_is_about_all_of_them(formula: str, verdict: str) -> None:
    line = last(formula)
    assert line.verdict == verdict, (line.verdict, line.why)


def test_a_condition_on_members_is_said() -> None:
    line = last(r"\frac{\partial^2 L}{\partial s_i \partial s_j} = p_i (1 - p_j)")
    assert "true if i = j" in line.text and "for i ≠ j" in line.text
    assert line.to_json()["condition"] == ["i = j"]
    assert [(c.text, c.latex) for c in line.conditions] == [("i = j", "i = j")]


@pytest.mark.parametrize(
    ("formula", "verdict"),
    [
        (r"\frac{d}{du} \log u = \frac1u \quad (u > 0)", "proved"),
        (r"\frac{d}{du} \log u = -\frac1u \quad (u > 0)", "refuted"),
        (r"\frac{d}{du} \sqrt{b + u^2} = \frac{u}{\sqrt{b + u^2}} \quad (b > 0)", "proved"),
        (r"\frac{d}{du} |u| = 1 \quad (u > 0)", "proved"),
        (r"\frac{d}{du} |u| = 1 \quad (u < 0)", "refuted"),
        (r"\frac{d}{du} \max(u, b) = 1 \quad (u > b)", "proved"),
        (r"\frac{\partial}{\partial s_j} |s_j| = 1 \quad (s_j > 0)", "proved"),
        (r"\frac{d}{du} \sqrt{u} = \frac{1}{2 \sqrt{u}} \quad (\sqrt{u} > 0)", "proved"),
        # they do not hold nearby
        (r"\frac{d}{du} |u| = 1 \quad (u \ge 0)", "undecided"),
        (r"\frac{d}{du} \max(u, b) = 1 \quad (u \ge b)", "undecided"),
        (r"\frac{d}{du} \sqrt{u} = \frac{1}{2 \sqrt{u}} \quad (u \ge 0)", "undecided"),
        (r"\frac{d}{du} |u| = 1 \quad (\sqrt{u} < 1)", "undecided"),
        (r"\frac{d}{du} |u - b| = 1 \quad (\sqrt{u - b} > -1)", "undecided"),
        (r"\frac{\partial L}{\partial s_1} = -\frac{1}{1 + e^{s_1 - s_2}} "
         r"\quad (n = 2, t = 1)", "proved"),
        (r"\frac{\partial L}{\partial s_1} = \frac{1}{1 + e^{s_1 - s_2}} "
         r"\quad (n = 2, t = 1)", "refuted"),
        (r"\frac{\partial L}{\partial s_1} = \frac{1}{1 + e^{s_2 - s_1}} "
         r"\quad (n = 2, t = 2)", "proved"),
        (r"\frac{\partial L}{\partial s_1} = -\frac{1}{1 + e^{s_1 - s_2}} "
         r"\quad (n = 3, t = 1)", "refuted"),
    ],
)  # fmt: skip
def test_conditions_of_a_derivative_hold_nearby(formula: str, verdict: str) -> None:
    line = last(formula)
    assert line.verdict == verdict, (line.verdict, line.why)


MEAN = """```symattn
let n: integer >= 1
let x_j: reals over n
let i, j, t: indices of n
let m = \\frac1n \\sum_{j=1}^n x_j
let p_j = \\frac{e^{x_j}}{\\sum_{l=1}^n e^{x_l}}
let y_j = \\delta_{jt}
let L = -\\log p_t
```

"""


@pytest.mark.parametrize(
    ("formula", "verdicts"),
    [
        # n = 2 also where something is defined by n
        (r"\frac{\partial m}{\partial x_i} = \frac12 \quad (n = 2)", "proved"),
        (r"\frac{\partial m}{\partial x_i} = \frac1n \quad (n = 2)", "proved"),
        (r"\frac{\partial m}{\partial x_i} = \frac13 \quad (n = 2)", "refuted"),
        (r"\frac{\partial m}{\partial x_i} = \frac13 \quad (n = 3, n = 4)", "undecided"),
        # what a member differs from is there
        (r"x_i = x_1 \quad (i \ne 2, n = 2)", "proved undecided"),
        (r"x_i = x_t \quad (i \ne j, t \ne j, n = 2)", "undecided"),
        (r"x_i = x_t \quad (i \ne j, j \ne t, i \ne t, n = 2)", "undecided"),
        (r"x_i < \log \sum_{l=1}^n e^{x_l} \quad (i \ne 1)", "proved"),
        (r"x_i < \log \sum_{l=1}^n e^{x_l} \quad (i \ne j)", "proved"),
        (r"x_i < \log \sum_{l=1}^n e^{x_l}", "conditional"),
        (r"p_2 < 1", "proved"),
        (r"p_1 < 1", "conditional"),
        (r"x_3 = x_1 \quad (n = 2)", "undecided"),
        # t of the definition is not what runs
        (r"\sum_{t=1}^n L = n L", "not_read"),
        (r"\sum_{t=1}^n y_t = 1", "not_read"),
        (r"\sum_{t=1}^n y_j = 1", "not_read"),
        (r"\sum_{j=1}^n y_j = 1", "proved"),
        (r"\sum_{i=1}^n y_i = 1", "proved"),
    ],
)
def test_what_is_said_of_sizes_and_members(formula: str, verdicts: str) -> None:
    line = last(formula, MEAN)
    assert line.verdict in verdicts.split(), (line.verdict, line.why)


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        ("For $i = j$:\n\n$$p_i p_j = p_i^2$$\n\n$$x_i = x_j$$", ["proved", "not_read"]),
        ("For $t = 1$:\n\n$$p_t = p_1$$\n\n$$x_t = x_1$$", ["proved", "not_read"]),
        ("For $t = 1$:\n\n$$p_t = p_1$$\n\n$$p_t \\le 1$$", ["proved", "proved"]),
        ("If $i = j$, then $x_i = x_j$. Moreover, $p_i = p_j$.", ["proved", "not_read"]),
    ],
)
def test_what_was_one_may_be_one_further_down(text: str, verdicts: list[str]) -> None:
    page = symattn.check_page(text=f"{MEAN}{text}\n", format="markdown")
    assert [line.verdict for line in page if line.verdict] == verdicts
