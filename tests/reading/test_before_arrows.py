"""What stands left of an arrow in its own row: a condition, or what is not read."""

from __future__ import annotations

import pytest

import symattn

DECLARED = """```symattn
let x, y: real
let n: integer >= 1
let z_j: reals over n
let i, j: indices of n
let p_j = \\frac{e^{z_j}}{\\sum_{l=1}^n e^{z_l}}
```

"""


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        (r"$$(x > 1) \Rightarrow x > 0$$", "proved"),
        (r"$$x > 1 \Rightarrow x > 0$$", "proved"),
        (r"$$x > 0 \Leftrightarrow 2x > 0$$", "proved"),
        (r"$$x > 1 \Leftrightarrow x > 0$$", "refuted"),
        # as conditions they were read, and ⇔ as ⇒
        (r"$$(x > 1) \Leftrightarrow x > 0$$", "not_read"),
        (r"$$[x > 1] \iff x > 0$$", "not_read"),
        (r"$$\left(x = 1\right) \Leftrightarrow x^2 = 1$$", "not_read"),
        (r"$$\text{for } x > 1 \Leftrightarrow x > 0$$", "not_read"),
        (r"$$(i = j) \Leftrightarrow z_i = z_j$$", "not_read"),
        (r"Then $(x > 1)$ if and only if $x > 0$.", "not_read"),
        ("$$x = x$$\n\n$$(x > 0) \\Leftrightarrow x^2 \\ge 0$$", "not_read"),
        # the right side alone is another claim
        (r"$$\sin x = 0 \Leftrightarrow x^2 \ge 0$$", "not_read"),
        (r"$$\sin x = 5 \Rightarrow x = 3$$", "not_read"),
        (r"$$i = j \Rightarrow z_i = z_j$$", "not_read"),
        (r"$$i = j \Leftrightarrow p_i > 0$$", "not_read"),
        (r"Then $i = j$ implies $z_i = z_j$.", "not_read"),
    ],
)
def test_it_is_part_of_what_is_claimed(text: str, verdict: str) -> None:
    page = symattn.check_page(text=f"{DECLARED}{text}\n", format="markdown")
    line = [line for line in page if line.verdict][-1]
    assert line.verdict == verdict, (line.claim, line.why)


def test_a_row_under_a_condition_takes_nothing_from_the_row_before() -> None:
    text = "$$x = y$$\n\n$$(x > 0) \\Rightarrow x = |x|$$\n"
    page = symattn.check_page(text=DECLARED + text, format="markdown")
    assert [line for line in page if line.verdict][-1].claim == "x > 0 ⇒ x = |x|"
