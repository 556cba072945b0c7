"""Spellings of other authors: what each says is read, and what looks like it is not."""

from __future__ import annotations

import pytest

import symattn
from symattn.reading.latex_terms.latex_tokens import tokens

REAL = "Let $x, y$ be real numbers.\n\n"
FAMILY = "Let $n \\ge 2$ be an integer, let $s_1, \\dots, s_n$ be real numbers and let $T > 0$.\n\n"


def verdicts(text: str) -> list[str]:
    page = symattn.check_page(text=text, format="markdown")
    return [line.verdict for line in page.lines if line.verdict]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"e^x = e^y \text{ iff } x = y", "proved"),
        (r"x > y \quad\text{if and only if}\quad e^x > e^y", "proved"),
        (r"x > y \text{ if, and only if, } e^x > e^y", "proved"),
        (r"x > 0 \text{ exactly when } e^x > 1", "proved"),
        (r"x > 0 \mathrel{\text{iff}} e^x > 1", "proved"),
        (r"x > 0 \mbox{ implies } x^2 > 0", "proved"),
        (r"x > 0 \text{ only if } x > -1", "proved"),
        (r"x^2 = y^2 \text{ iff } x = y", "refuted"),
        (r"x^2 > 0 \text{ implies } x > 0", "refuted"),
        (r"x > -1 \text{ only if } x > 0", "refuted"),
        (r"x > 0 \text{ unless } e^x > 1", "not_read"),
        (r"x > 0 \quad\text{unless}\quad e^x > 0", "not_read"),
        (r"x > 0 \text{ is worse than } e^x > 0", "not_read"),
    ],
)
def test_an_arrow_in_words(claim: str, verdict: str) -> None:
    assert verdicts(f"{REAL}$${claim}$$\n") == [verdict]


@pytest.mark.parametrize("arrow", [r"\iff", r"\text{ if and only if }"])
def test_what_is_as_much_as_two_things_is_not_as_much_as_one(arrow: str) -> None:
    page = rf"{REAL}$$x^2 + y^2 = 0 {arrow} x = 0 \text{{ and }} y = 0$$"
    assert {*verdicts(page)} == {"not_read"}


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"{x \over 2} + {x \over 2} = x", "proved"),
        (r"{1 \over 1 + e^{-x}} + {1 \over 1 + e^{x}} = 1", "proved"),
        (r"e^{x \over 2} = \sqrt{e^x}", "proved"),
        (r"{{x \over 2} \over {1 \over 3}} = {3 x \over 2}", "proved"),
        (r"{x + y \over 2} = x + {y \over 2}", "refuted"),
        (r"{x \over 2} = {2 \over x}", "conditional"),
        (r"x \over 2", "not_read"),
        (r"{x \over 2 \over 3} = x", "not_read"),
        (r"(x \over 2) = x", "not_read"),
        (r"{(x \over 2)} = x", "not_read"),
        (r"{x \choose 2} = x", "not_read"),
    ],
)
def test_over(claim: str, verdict: str) -> None:
    found = verdicts(f"{REAL}$${claim}$$\n")
    assert found == [verdict] or (verdict == "conditional" and found == ["refuted"])


def test_tokens_of_over_stand_where_it_does() -> None:
    text = r"{a \over bc}"
    found = [t for t in tokens(text, 0, len(text)) if t.text in "abc"]
    assert [text[t.start : t.end] for t in found] == ["a", "b", "c"] == [t.text for t in found]
    assert [t.text for t in tokens(r"\mathrel{a b}", 0, 13)] == [r"\mathrel", "{", "a", "b", "}"]


@pytest.mark.parametrize(
    "definition",
    [
        r"$$w = \operatorname{softmax}(s/T)$$",
        r"$$w := \text{softmax}(s/T)$$",
        r"$$\mathbf{w} = \mathrm{softmax}(\mathbf{s}/T)$$",
        r"Put $w = \mathrm{softmax}(s/T)$.",
        "```symattn\nlet w = \\operatorname{softmax}(s/T)\n```",
    ],
)
def test_all_weights_at_once(definition: str) -> None:
    true = r"w_i = \frac{e^{s_i/T}}{\sum_j e^{s_j/T}}"
    page = f"{FAMILY}{definition}\n\n$${true}$$\n\n$$\\sum_j w_j = 1$$\n\n$$w_i > 1$$\n"
    assert verdicts(page)[-3:] == ["proved", "proved", "refuted"]


@pytest.mark.parametrize(
    "definition",
    [r"$$w = \operatorname{softmax}(s/T) + 1$$", r"$$w = \operatorname{softmax}(T)$$",
     r"$$w = \operatorname{softmin}(s)$$", r"$$\mathbf{w} = \foo(\mathbf{s})$$",
     r"$$w = 2\operatorname{softmax}(s)$$"],
)  # fmt: skip
def test_what_is_no_row_of_weights(definition: str) -> None:
    page = f"{FAMILY}{definition}\n\n$$\\sum_j w_j = 1$$\n"
    assert {*verdicts(page)} == {"not_read"}


def test_letters_of_before_are_not_those_of_a_definition_that_is_not_read() -> None:
    old = FAMILY + "$$p_j = e^{s_j}$$\n\n$$p_i > 0$$\n\n"
    assert verdicts(old + "$$p_i = e^{s_i}$$\n")[-1] == "proved"
    again = old + "$$\\mathbf{p} = \\foo(\\mathbf{s})$$\n\n$$p_i < 0$$\n"
    assert verdicts(again)[-2:] == ["not_read", "not_read"]
    assert verdicts("$$a = 1$$\n\n$$a > 0$$\n\n$$a := \\foo{2}$$\n\n$$a = -1$$\n")[-2:] == [
        "not_read", "not_read",
    ]  # fmt: skip
    itself = FAMILY + "$$\\mathbf{s} = (s_1, \\dots, s_n)^\\foo$$\n\n$$e^{s_i} > 0$$\n"
    assert verdicts(itself)[-1] == "proved"


@pytest.mark.parametrize(
    ("given", "verdict"),
    [
        ("given s_j > 0 for every j", "proved"),
        ("given s_i > 0 for all i", "proved"),
        ("given s_j > 1 for each j", "proved"),
        ("given s_j > -1 for every j", "refuted"),
        ("given s_j > 0 for every other j", "not_read"),
        ("given for every j", "refuted"),
    ],
)
def test_given_for_every_index(given: str, verdict: str) -> None:
    block = f"```symattn\nlet n: integer >= 2\nlet s_j: reals over n\n{given}\n```\n\n"
    found = verdicts(f"{block}$$s_k > 0$$\n")
    assert found[-1] == verdict or (verdict == "refuted" and found[-1] == "conditional")


@pytest.mark.parametrize(
    ("sentence", "claim", "verdict"),
    [
        ("Let $x > 0$ with $c$ real.", "c^2 \\ge c", "conditional"),
        ("Let $x > 0$ with $c$ integer.", "c^2 \\ge c", "proved"),
        ("Let $X \\sim \\mathcal N(0, \\sigma^2)$ where $\\sigma > 0$.",
         "\\mathbb{E}[X^2] = \\sigma^2", "proved"),
        ("Let $X \\sim \\mathcal N(0, \\sigma^2)$ where $\\sigma > 0$.",
         "\\mathbb{E}[X^2] = \\sigma", "refuted"),
        ("For every real number $c$ we have", "e^c > 0", "proved"),
        ("For every real number $c$ we have", "e^c > 1", "conditional"),
        ("Let $y_1, \\dots, y_n > 0$.", "y_j > 0", "proved"),
        ("Let $y_1, \\dots, y_n > 0$.", "y_j > 1", "refuted"),
        ("Let $y_1, \\dots, y_n \\ge 0$ be real numbers.", "y_j \\ge 0", "proved"),
        ("Let $y_1, \\dots, y_n \\ge 0$ be real numbers.", "y_j > 0", "refuted"),
        ("Let $N \\ge 2$ and real inputs $x_1, \\dots, x_N$ be given.", "e^{x_i} > 0", "proved"),
        ("Let $N \\ge 2$ and real inputs $x_1, \\dots, x_N$ be given.", "x_i > 0", "refuted"),
    ],
)  # fmt: skip
def test_what_is_said_in_another_order(sentence: str, claim: str, verdict: str) -> None:
    found = verdicts(f"{sentence}\n\n$${claim}$$\n")[-1]
    assert found == verdict or {found, verdict} == {"conditional", "refuted"}


def test_a_member_of_a_family_is_not_declared_again() -> None:
    text = FAMILY + "For every key $s_i$ we have $e^{s_i} > 0$.\n"
    assert verdicts(text) == ["proved"]


def test_entries_of_bold_letters() -> None:
    text = "Let $K \\ge 2$ and let $\\mathbf{o} \\in \\mathbb{R}^K$ be the logits.\n\n"
    assert verdicts(text + "$$e^{o_k} > 0$$\n") == ["proved"]
    assert verdicts(text + "Let $o$ be real.\n\n$$e^{o_k} > 0$$\n") == ["not_read"]


def test_limits_said_twice_and_numbers_beyond() -> None:
    text = "Let $b > 0$ and $x$ be real.\n\nAs $b \\to 0$ it vanishes:\n\n"
    assert verdicts(text + "$$\\lim_{b \\to 0} b x = 0$$\n") == ["proved"]
    remark = "This has nothing to do with the number $3.14159\\ldots$\n\n"
    assert verdicts(f"{REAL}{remark}$$x^2 \\ge 0$$\n") == ["proved"]


def test_for_a_number_define() -> None:
    text = FAMILY.replace(" and let $T > 0$", "") + "For $b > 0$ define\n\n$$p_i = e^{b s_i}$$\n\n"
    assert verdicts(text + "$$p_i > 0$$\n\n$$b > 0$$\n\n$$b > 1$$\n")[:2] == ["proved", "proved"]


def test_a_row_defines_by_what_stands_behind() -> None:
    row = "$$p_i = \\frac{e^{s_i}}{Z}, \\qquad Z = \\sum_j e^{s_j}$$\n\n"
    assert verdicts(f"{FAMILY}{row}$$\\sum_i p_i = 1$$\n") == ["proved"]
    under = "$$u = v + 1, \\quad v = 2 \\text{ if } T > 1$$\n\n"
    assert {*verdicts(f"{FAMILY}{under}$$u = 3$$\n\n$$u = 4$$\n")} == {"not_read"}


def test_two_members() -> None:
    text = "Let $s_1, s_2$ be real numbers.\n\n"
    row = "$$a_j = \\frac{e^{s_j}}{e^{s_1} + e^{s_2}}, \\qquad j = 1, 2.$$\n\n"
    assert "refuted" not in verdicts(text + row)


BOTH = "Let $a, b$ be real numbers with $a > b$.\n\n"


@pytest.mark.parametrize(
    "sign", [r"\stackrel{def}{=}", r"\overset{\text{def}}{=}", r"\stackrel{\mathrm{def}}{=}", ":="]
)
def test_defined_by_what_stands_over_the_sign(sign: str) -> None:
    text = f"{BOTH}Set $m {sign} a + b$.\n\n"
    assert verdicts(f"{text}$$m = b + a$$\n\n$$m = a$$\n")[-2:] in (
        ["proved", "refuted"], ["proved", "conditional"],
    )  # fmt: skip


@pytest.mark.parametrize("sign", [r"\stackrel{!}{=}", r"\stackrel{d}{=}", r"\overset{def}{\le}"])
def test_what_is_set_and_not_read_is_no_new_name(sign: str) -> None:
    """Then $m = a$ would define m, and be called proved further down."""
    text = f"{BOTH}Set $m {sign} \\max(a, b)$. Then $m = a$.\n\n$$m = a$$\n\n$$m = b$$\n"
    assert {*verdicts(text)} == {"not_read"}


TWO = "Let $a, b$ be real numbers.\n\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Denote by $m$ the larger of $a$ and $b$. Then $m = a$.",
        "Call $m$ the larger of $a$ and $b$. Hence $m = a$.",
        "Here $m$ is the larger of the two. Thus\n\n$$m = a$$\n",
        "With $m$ the larger of $a$ and $b$, we get $m = a$.",
        "The larger of the two, $m$, is what counts. So $m = a$.",
        "Write $m$ for the sum. Then $m = a$.",
        "where $m$ denotes the maximum. Then $m = a$.",
        "For $m = \\max\\{a,b\\}$ we get $m = a$.",
        "Consider $m \\doteq a + b$. Then $m = a$.",
        "$$m \\doteq a + b$$ Then $m = a$.",
        "$$a + b =: m$$ Then $m = a$.",
        "$$m \\leftarrow a + b$$ Then $m = a$.",
    ],
)
def test_what_words_say_of_a_name_is_no_definition_of_it_by_another_claim(sentence: str) -> None:
    """m = a would be a definition there, and proved further down; m = b would be false."""
    found = verdicts(f"{TWO}{sentence}\n\n$$m = a$$\n\n$$m = b$$\n")
    assert {*found} == {"not_read"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The output is denoted by $m$. We have\n\n$$m = a + b$$\n",
        "Then $m = a + b$.",
        "The sum is\n\n$$m = a + b.$$\n",
        "The sum $m$ is as follows:\n\n$$m = a + b.$$\n",
        "Denote by $m$ the sum. Let $m = a + b$.",
        "Denote by $m$ the sum, that is, put $m = a + b$.",
    ],
)
def test_names_that_are_described_and_defined(sentence: str) -> None:
    found = verdicts(f"{TWO}{sentence}\n\n$$m - a = b$$\n\n$$m = a$$\n")
    assert found in (["proved", "conditional"], ["proved", "refuted"])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("If $x > 0$, then $e^x > 1$. Moreover $e^x > 1/2$.", ["proved", "not_read"]),
        ("If $x > 0$, then $e^x > 1$. Hence $e^x > -1$.", ["proved", "proved"]),
        ("If $x > 0$, then $e^x > 1$. Also $e^x > 2$.", ["proved", "refuted"]),
        ("If $x > 0$, then $e^x > 1$. We have $e^x > 1/2$.", ["proved", "conditional"]),
        ("For $x > 1$:\n\n$$x^2 > x$$\n\n$$x^3 > x$$", ["proved", "not_read"]),
        ("For $x > 1$:\n\n$$x^2 > x$$\n\n$$x^2 > 0$$", ["proved", "not_read"]),
        ("For $x > 1$:\n\n$$x^2 > x$$\n\n$$x^2 < 0$$", ["proved", "refuted"]),
        ("$$e^x > 1$$ holds if and only if $x > 0$.", ["not_read"]),
        ("$$e^x > 1$$ holds if $x > 0$.", ["proved"]),
        ("$$e^x > 1$$ is true for $x < 0$.", ["refuted"]),
    ],
)
def test_what_is_added_may_stand_under_the_same_condition(text: str, wanted: list[str]) -> None:
    found = verdicts(f"{REAL}{text}\n")
    same = [a == b or {a, b} == {"refuted", "conditional"} for a, b in zip(found, wanted)]
    assert len(found) == len(wanted) and all(same), found


def test_what_is_said_in_passing_and_cannot_be_read_is_not_forgotten() -> None:
    text = FAMILY + "WLOG $s_1 \\ge s_2 \\ge \\dots \\ge s_n$. Then $s_1 = \\max_j s_j$.\n"
    assert verdicts(text + "\n$$e^{s_1} > 0$$\n") == ["not_read", "proved"]
