"""Where a sum over members has a value: log p_j needs p_j > 0 for every j, and the condition says
so; and logarithms of a weighted sum over what belongs to one member."""

from __future__ import annotations

import pytest

from .asked import Asked, claim_of, judged, remarks, verdict_of

LET = ["n: integer >= 2", "b: positive", "r: real[n]", "q: probabilities[n]", "p: probabilities[n]"]
P_EACH = "true if p_i > 0 for every i (that is enough)."
CONDITIONS = [
    ("sum(log(p[j]), j) <= 0", P_EACH),
    ("-sum(p[j]*log(p[j]), j) >= 0", P_EACH),
    ("-sum(p[j]*log(p[j]), j) <= log(n)", P_EACH),
    ("sum(log(r[j]), j) <= sum(r[j], j) - n", "true if r_i > 0 for every i (that is enough)."),
    (
        "sum(p[j]*log(p[j]/q[j]), j) >= 0",
        "true if p_i > 0 and q_i > 0 for every i (that is enough).",
    ),
    (
        "sum(log(p[j]/p[a]), j) == sum(log(p[j]), j) - n*log(p[a])",
        "true if p_a > 0 and p_i > 0 for every other i (that is enough).",
    ),
]
FALSE_EVERYWHERE = [
    "sum(log(p[j]), j) >= 0",
    "-sum(p[j]*log(p[j]), j) <= 0",
    "-sum(p[j]*log(p[j]), j) <= log(n)/2",
    "sum(log(r[j]), j) >= sum(r[j], j) - n",
]


@pytest.mark.parametrize(("line", "words"), CONDITIONS, ids=[c[0] for c in CONDITIONS])
def test_the_condition_is_about_every_member(line: str, words: str) -> None:
    claim = claim_of(Asked("", line, "false", LET))
    found = judged(claim)
    assert found.status == "conditional" and remarks(claim, found, "Condition") == [words]


@pytest.mark.parametrize("line", FALSE_EVERYWHERE)
def test_no_such_condition_saves_what_is_false(line: str) -> None:
    claim = claim_of(Asked("", line, "false", LET))
    found = judged(claim)
    assert found.status in ("refuted", "conditional")
    assert not any("for every i (" in words for words in remarks(claim, found, "Condition"))


Z = "sum(q[l]*exp(r[l]), l)"
TARGET = f"(q[j]*exp(r[j])/{Z})"
POSITIVE = ["p[c] > 0", "q[c] > 0"]
OF_WEIGHTED_SUMS = [
    (f"sum(log({Z}/exp(r[j])), j) == n*log({Z}) - sum(r[j], j)", POSITIVE, "proved"),
    (f"b*log({Z}) - b*sum(p[j]*log(p[j]/{TARGET}), j) <= b*log({Z})", POSITIVE, "proved"),
    # a member too few, a sign, a weight that is not one, a sum that may be 0
    (f"sum(log({Z}/exp(r[j])), j) == (n - 1)*log({Z}) - sum(r[j], j)", POSITIVE, "refuted"),
    (f"sum(p[j]*log(p[j]/{TARGET}), j) > 0", POSITIVE, "refuted"),
    (f"sum(q[j]*log(p[j]/{TARGET}), j) >= 0", POSITIVE, "refuted"),
    (
        "sum(log(sum(r[l]*exp(r[l]), l)/exp(r[j])), j)"
        " == n*log(sum(r[l]*exp(r[l]), l)) - sum(r[j], j)",
        [],
        "undecided",
    ),
]


@pytest.mark.parametrize(
    ("line", "given", "status"), OF_WEIGHTED_SUMS, ids=[row[0][:60] for row in OF_WEIGHTED_SUMS]
)
def test_logarithms_of_a_weighted_sum(line: str, given: list[str], status: str) -> None:
    found = verdict_of(Asked("", line, "", LET, given)).status
    assert found == status or (status == "refuted" and found == "conditional")
