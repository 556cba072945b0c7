"""Where a line with bars has a value: |x| below a bar or in a logarithm needs x ≠ 0."""

from __future__ import annotations

import pytest

from tests.cases.asked import Asked, claim_of, judged, reals, remarks

NONZERO = "true iff x ≠ 0, which is wherever both sides have a value."
POSITIVE = "true wherever both sides have a value: x > 0."
CONDITIONS = [
    ("abs(x)/x == x/abs(x)", NONZERO),
    ("1/abs(x) > 0", NONZERO),
    ("x/abs(x)*abs(x) == x", NONZERO),
    ("abs(x)**(-1) == 1/abs(x)", NONZERO),
    ("log(abs(x)) == log(x)", POSITIVE),
    ("log(x*abs(x)) == 2*log(x)", POSITIVE),
]


@pytest.mark.parametrize(("line", "words"), CONDITIONS, ids=[c[0] for c in CONDITIONS])
def test_condition(line: str, words: str) -> None:
    claim = claim_of(Asked("", line, "false", reals("x")))
    found = judged(claim)
    assert found.status == "conditional" and remarks(claim, found, "Condition") == [words]
