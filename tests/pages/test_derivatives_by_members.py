"""A page about the softmax Jacobian: derivatives by members of a family, once, twice, in a sum."""

from __future__ import annotations

import pytest

import symattn

PAGE = r"""
# The softmax Jacobian

```symattn
let n: integer >= 2
let a, c: indices of n; a, c distinct
let s_j: reals over n
let \beta: positive
```

$$\frac{\partial}{\partial s_a} \frac{e^{s_a}}{\sum_j e^{s_j}}
= \frac{e^{s_a}}{\sum_j e^{s_j}}\left(1-\frac{e^{s_a}}{\sum_j e^{s_j}}\right)$$

$$\frac{\partial}{\partial s_a} \frac{e^{s_c}}{\sum_j e^{s_j}}
= -\frac{e^{s_c}}{\sum_j e^{s_j}}\frac{e^{s_a}}{\sum_j e^{s_j}}$$

$$\sum_j \frac{\partial}{\partial s_j}\left(\frac{e^{s_a}}{\sum_l e^{s_l}}\right) = 0$$

$$\frac{\partial}{\partial s_a}\left(\frac{1}{\beta}\log \sum_j e^{\beta s_j}\right)
= \frac{e^{\beta s_a}}{\sum_j e^{\beta s_j}}$$

$$\frac{\partial^2}{\partial s_a^2}\log \sum_j e^{s_j} = \frac{e^{s_a}}{\sum_j e^{s_j}}$$

$$\frac{\partial \log \sum_j e^{s_j}}{\partial s_a}  = \frac{e^{s_a}}{\sum_j e^{s_j}}$$

$$\frac{\partial}{\partial s_a} \sum_j s_j^2 = s_a$$

$$\frac{\partial^2}{\partial s_a^2}\log \sum_j e^{s_j}
= \frac{e^{s_a}}{\sum_j e^{s_j}}\left(1-\frac{e^{s_a}}{\sum_j e^{s_j}}\right)$$

$$\frac{\partial^2}{\partial s_a \partial s_c}\log \sum_j e^{s_j}
= -\frac{e^{s_a}}{\sum_j e^{s_j}}\frac{e^{s_c}}{\sum_j e^{s_j}}$$

$$\frac{\partial^2}{\partial s_a \partial s_c}\log \sum_j e^{s_j}
= \frac{e^{s_a}}{\sum_j e^{s_j}}\frac{e^{s_c}}{\sum_j e^{s_j}}$$
"""
VERDICTS = ["proved"] * 4 + ["refuted", "proved", "refuted", "proved", "proved", "refuted"]


def test_the_softmax_jacobian() -> None:
    page = symattn.check_page(PAGE, format="markdown")
    assert [line.verdict for line in page.lines] == VERDICTS


@pytest.mark.parametrize(
    "line",
    [
        r"\frac{\partial^2}{\partial s_a} s_a = 0",
        r"\frac{\partial}{\partial s_a^2} s_a = 0",
        r"\frac{\partial}{\partial s_a + 1} s_a = 0",
        r"\frac{\partial^2}{\partial s_a \partial} s_a = 0",
        r"\frac{\partial^2}{\partial s_a \partial n} s_a = 0",
    ],
)
def test_what_is_no_member_is_refused(line: str) -> None:
    page = symattn.check_page(PAGE.partition("$$")[0] + f"$${line}$$\n", format="markdown")
    assert [one.verdict for one in page.lines] == ["not_read"]
