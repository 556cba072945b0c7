"""Published lemmas about attention: what is proved of them stays proved, and no false twin is.

The statements stand in `benchmarks/lemmas.jsonl`.
"""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.lemmas import Line, lemmas, of_entry, row, totals

SECONDS = 0.3  # for a twin: `benchmarks/lemmas.py` gives it ten
PROVED = {  # of the core: questions, and derivations as a whole, from 1
    "01-shift": (1, 2, 3),
    "02-jacobian": (1, 2, 3, 4),
    "03-lipschitz": (1,),
    "04-lse-gradient": (1, 2, 3),
    "05-lse-max": (1, 2, 3, 4),
    "06-gibbs": (3,),
    "07-temperature": (2, 4),
    "08-entropy": (1, 2),
    "09-cross-entropy": (1, 2, 3, 4),
    "11-equivariance": (2,),
    "12-concat": (2,),
    "13-online-softmax": (1, 2, 3, 4),
    "18-rope": (4,),
    "19-alibi": (1,),
    "20-kernel": (1, 3, 4),
    "23-gelu": (1, 2),
    "25-rank-collapse": (1,),
    "26-mask": (1, 2),
    "31-copy": (3, 4),
    "32-logit-normal": (1, 2, 3, 4),
    "33-stein": (1, 2, 3, 4),
    "35-rmsnorm": (4,),
}
LEMMAS = {one["id"]: one for one in lemmas()}


@pytest.mark.parametrize("name", PROVED)
def test_what_is_proved_stays_proved(name: str) -> None:
    for k in PROVED[name]:
        for line in of_entry(name, "core", k, LEMMAS[name]["core"][k - 1]):
            assert line.verdict == "proved", line


@pytest.mark.parametrize("lemma", LEMMAS.values(), ids=[*LEMMAS])
def test_no_twin_is_proved(lemma: dict[str, Any]) -> None:
    for k, one in enumerate(lemma["twin"], 1):
        for line in of_entry(lemma["id"], "twin", k, one, SECONDS):
            assert not line.wrong and (line.right or line.why), line


def test_a_wrong_verdict_is_told() -> None:
    """Neither proved nor refuted where it should not be goes into a row unseen."""
    said = [
        Line("00-made-up", "core", "0 == 0", True, "proved", "", 1.0),
        Line("00-made-up", "core", "1 == 1", True, "conditional", "", 1.0),
        Line("00-made-up", "core", "2 == 2", True, "not read", "no 2", 1.0),
        Line("00-made-up", "twin", "0 == 1", False, "proved", "", 1.0),
        Line("00-made-up", "twin", "0 == 2", False, "conditional", "", 1.0),
        Line("00-made-up", "twin", "0 == 3", False, "undecided", "", 1.0),
    ]
    assert [line.wrong for line in said] == [False, True, False, True, False, False]
    assert row("00-made-up", said) == (
        "| 00-made-up | 1 proved, 1 cannot be read, 1 **WRONG** | 1 refuted, 1 undecided, "
        "1 **WRONG** |  | 6.0 s |"
    )
    told = totals({"00-made-up": said})
    assert told.startswith("0 of 1 lemmas") and told.endswith("2 wrong")
    assert "1 of the 3 twins" in told
