"""log Σ e^{b x_j} − b x_1 of several scores.

Decided in every case of their order, however the terms are written.
"""

from __future__ import annotations

import pytest

import symattn

LET = ("b: positive", *(f"x{k}: real" for k in range(1, 5)))
BELOW = ["x2 < x1", "x3 < x1"]


@pytest.mark.parametrize("order", ["1231", "1123", "2131", "2311", "3112"])
def test_equal_terms_in_any_order(order: str) -> None:
    total = " + ".join(f"exp(b*x{k})" for k in order)
    found = symattn.ask(f"limit(log({total}) - b*x1, b, oo)", LET, BELOW)
    assert found.verdict == "proved" and found.text == "log(2)"


def test_four_scores() -> None:
    total = " + ".join(f"exp(b*x{k})" for k in range(1, 5))
    found = symattn.ask(f"limit(log({total}) - b*x1, b, oo)", LET)
    values = {case["value"] for case in found.data["cases"]}
    assert found.verdict == "proved" and values == {"oo", "0", "log(2)", "log(3)", "2*log(2)"}
