"""x > 0: |x| = x says |x| = x of x > 0 alone; what is unclear before a colon is no claim's loss."""

import pytest

import symattn

LET = "Let $z \\in \\mathbb{R}^n$ and let $x$ be a real number.\n\n"


def read(row: str) -> list[tuple[str, str]]:
    page = symattn.check_page(text=f"{LET}$$ {row} $$\n", format="markdown")
    return [(one.verdict, str(one).partition("\n")[0]) for one in page.lines if one.verdict]


@pytest.mark.parametrize(
    ("row", "claims"),
    [
        (r"x > 0: \quad |x| = x", ["x > 0 ⇒ |x| = x"]),
        (r"x < 0 \colon |x| = -x", ["x < 0 ⇒ |x| = −x"]),
        (r"x > 0: |x| = x;\quad x < 0: |x| = -x", ["x > 0 ⇒ |x| = x", "x < 0 ⇒ |x| = −x"]),
        (r"(x > 0): |x| = x,\quad (x < 0): |x| = -x", ["x > 0 ⇒ |x| = x", "x < 0 ⇒ |x| = −x"]),
        (
            r"\text{for } x > 0: |x| = x;\quad \text{for } x < 0: |x| = -x",
            ["x > 0 ⇒ |x| = x", "x < 0 ⇒ |x| = −x"],
        ),
        (r"n = 1: \quad \sum_i z_i = z_1", ["n = 1 ⇒ Σ_{i} z_i = z_1"]),
        (r"i = j: \quad z_i = z_j", ["z_j = z_j"]),
        (r"x > 0: \quad x > -1 \implies x^2 > 0", ["x > 0 and x > −1 ⇒ x^2 > 0"]),
        (r"x > 0: \quad x > -1 \iff x^2 > 0", ["x > 0 ⇒ (x > −1 ⇔ x^2 > 0)"]),
    ],
)
def test_it_leads_the_claim_behind_it(row: str, claims: list[str]) -> None:
    assert [(v, s.partition("proved: ")[2]) for v, s in read(row)] == [
        ("proved", one) for one in claims
    ]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (r"x > 0: |x| = x,\quad x^2 > 0", "is x > 0, which is said further up, assumed here?"),
        (r"x^2 + 1 > 0: \quad x^2 \ge 0", "a condition of the rest, or a claim?"),
        (r"|x| = x: \quad x > 0", "a condition of the rest, or a claim?"),
        (r"z_1 = 0: e^{z_1} = 1, z_2 = 0: e^{z_2} = 1", "a condition of the rest, or a claim?"),
        (r"\begin{aligned} x > 0: |x| &= x \\ &= \sqrt{x^2} \end{aligned}", "assumed here?"),
        (r"\begin{aligned} |x| &= x \quad (x > 0) \\ &= \sqrt{x^2} \end{aligned}", "assumed here?"),
        (r"x > 0, x < 1: \quad x^2 < x", "a condition of the rest, or a claim?"),
        (r"\begin{aligned} |x| &= x : x > 0 \end{aligned}", "a condition of the other?"),
        (r"x \in (0, 1): \quad x^2 < x", "∈ is not understood here"),
        (r"\text{for } x \in (0, 1): \quad x^2 < x", "∈ is not understood here"),
        (r"\text{Case } x > 0: \quad |x| = x", "may be a condition of this"),
        (r"x \bowtie 1: \quad x^2 < x", "may be a condition of this"),
    ],
)
def test_what_may_be_meant_of_the_rest_is_asked(row: str, why: str) -> None:
    found = read(row)
    assert found[-1][0] == "not_read" and why in found[-1][1], found
    assert not any(verdict in ("refuted", "conditional") for verdict, _ in found)


@pytest.mark.parametrize(
    "row", [r"x > 0: \quad |x| = -x", r"x < 0: |x| = x", r"n = 2: \quad n = 3"]
)
def test_what_is_false_under_its_label_is_false(row: str) -> None:
    assert [verdict for verdict, _ in read(row)] == ["refuted"]


@pytest.mark.parametrize(
    "display",
    [
        r"x > 0: \\ |x| &= x",
        r"x > 0: & \\ & |x| = x",
        r"\text{for } x > 0: \\ |x| &= x",
        r"\text{Case 1: } x > 0: \\ |x| &= x",
        r"x^2 \ge 0 \quad x > 0: \\ |x| &= x \\ |x| &\le x",
        r"x > 0 \colon \\ |x| &= x \\ x < 0 \colon \\ |x| &= -x",
    ],
)
def test_rows_below_a_row_with_a_colon_are_asked(display: str) -> None:
    found = read(rf"\begin{{aligned}} {display} \end{{aligned}}")
    assert [verdict for verdict, _ in found] == ["not_read"] * len(found), found
    assert "does this lead the rows below?" in found[0][1]
    assert "which stands above with a colon?" in found[-1][1]


def test_a_display_that_ends_with_a_colon_leads_the_next() -> None:
    said = ["$$x > 0:$$", r"We note that $x^2 \ge 0$.", "$$|x| = x$$", "## Next", r"$$|x| \ge 0$$"]
    text = LET + "\n\n".join(said) + "\n"
    page = symattn.check_page(text=text, format="markdown")
    assert [one.verdict for one in page.lines if one.verdict] == ["not_read"] * 3 + ["proved"]


@pytest.mark.parametrize(
    "display",
    [
        r"\text{We get:} \\ x^2 &\ge 0",
        r"\text{hence } x^2 \ge 0: \\ x^2 + 1 &> 0",
        r"x^2 + 1 &> 0 \\ &\ge 0:",
    ],
)
def test_a_colon_after_words_or_a_step_leads_nothing(display: str) -> None:
    found = read(rf"\begin{{aligned}} {display} \end{{aligned}}")
    assert found[-1][0] != "not_read", found


@pytest.mark.parametrize("next_row", [r"&= \sqrt{x^2}", r"&\le x^2 + x"])
def test_a_row_does_not_go_on_from_what_may_be_a_condition(next_row: str) -> None:
    found = read(rf"\begin{{aligned}} |x| &= x \quad x > 0 \\ {next_row} \end{{aligned}}")
    assert found[-1] == ("not_read", found[-1][1]) and "nothing that could be read" in found[-1][1]
