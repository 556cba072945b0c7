"""Sentences as people write them: what each declares and claims, and what must be refused.

For every form there is the misreading that would tempt: a condition dropped or kept too long, a
claim taken for a definition, a word that turns a sentence around.
"""

from __future__ import annotations

import pytest

from symattn.language import plain
from symattn.reading.documents.loading import parse
from symattn.reading.whole_pages.page_lines import ReadPage
from symattn.reading.whole_pages.page_reader import read_page

E = r"$z_1 = \dots = z_K$"
KEYS = r"Let $q \in \mathbb{R}^d$ be a query and $k_1, \dots, k_n \in \mathbb{R}^d$ be keys. "
Z = r"Consider scores $z_1, \dots, z_K$ (real, $K \ge 2$) and temperature $T > 0$. "
P = Z + r"Let $p_k(T) = e^{z_k/T} / \sum_{l=1}^K e^{z_l/T}$. "
XY = "Let $x$ and $y$ be real numbers. "


def page(text: str) -> ReadPage:
    return read_page(parse(text + "\n", "markdown"))


def claims(text: str) -> list[str]:
    """The claims of a page as they are read; "refused" for each that is not."""
    return [
        "refused" if line.problem is not None else line.read
        for line in page(text).lines if line.role == "claim"
    ]  # fmt: skip


def is_refused(text: str) -> bool:
    made = page(text)
    return bool(made.problems) or any(line.problem is not None for line in made.lines)


READ = {
    "n is declared after its use, and by it": (
        r"Let $x_1, \dots, x_n$ be scores with $n \ge 2$. Hence $n \ge 1$.", ["n ≥ 1"]),
    "nouns": (KEYS + "Set $s_i = q^\\top k_i / \\sqrt{d}$. Hence $s_i \\sqrt{d} = q^\\top k_i$.",
              ["s_i sqrt(d) = q·k_i"]),
    "brackets behind names": (Z + "Then $K > 1$ and $T > 0$.", ["K > 1", "T > 0"]),
    "a list in brackets": (
        r"Given logits $z = (z_1, \dots, z_C)$, clearly $\max_j z_j \ge z_1$.",
        ["max_{j} z_j ≥ z_1"]),
    "as many as are counted": (
        r"We have $n$ keys $k_1, \dots, k_n \in \mathbb{R}^d$. Also $n \ge 1$.", ["n ≥ 1"]),
    "said to be of a kind": (
        r"Throughout, $n \ge 2$ is an integer and $s_1, \dots, s_n$ are real numbers. Thus "
        r"$\max_j s_j \ge s_1$.", ["max_{j} s_j ≥ s_1"]),
    "as many as are said beside": (
        r"Let $n \ge 3$ and $s_1, \dots, s_n$ be real. Then $\max_j s_j \ge s_1$ and $n \ge 2$.",
        ["max_{j} s_j ≥ s_1", "n ≥ 2"]),
    "an interval": (r"Let $x \in (0, 1]$. Then $x^2 \le x$.", ["x^2 ≤ x"]),
    "what a name depends on": (
        P + r"Then $p_1(T)/p_2(T) = e^{(z_1 - z_2)/T}$ and $p_1 > 0$.",
        ["p_1/p_2 = exp((z_1 − z_2)/T)", "p_1 > 0"]),
    "1 − p in brackets is a factor": (P + r"So $p_1 (1 - p_1) \le 1$.", ["p_1 (1 − p_1) ≤ 1"]),
    "a function of its own letter": (
        P + r"Put $F(T) = T + 1$ and $H(p) = \sum_k p_k$. Hence $H = 1$ and $F(2) = 3$.",
        ["Σ_{k} p_k = 1", "2 + 1 = 3"]),
    "a divergence of two families": (
        r"Let $p_1, \dots, p_n$ and $q_1, \dots, q_n$ be probabilities with $q_i > 0$ for all $i$ "
        r"and $p_i > 0$ for all $i$. Define $D(p \| q) = \sum_i p_i \log(p_i/q_i)$. "
        r"Hence $D(p \| q) \ge 0$ and $D(q\|p) \ge 0$.",
        ["Σ_{i} (p_i log(p_i/q_i)) ≥ 0", "Σ_{i} (q_i log(q_i/p_i)) ≥ 0"]),
    "a definition, then a claim": (
        P + r"The entropy $H = -\sum_k p_k \log p_k$ satisfies $0 \le H \le \log K$.",
        ["0 ≤ H", "H ≤ log(K)"]),
    "a sentence of a relation": (XY + "**Claim 2.** $x + y = y + x$.", ["x + y = y + x"]),
    "a limit before, a hypothesis behind": (
        P + r"As $T \to 0^+$, $p_k(T) \to 1$ if $z_k > z_l$ for all $l \ne k$.",
        ["(z_k > z_l for every l ≠ k) ⇒ p_k → 1"]),
    "each its own condition": (
        Z + r"Let $a = e^{-T}$. Then $a \to 0$ as $T \to \infty$ and $a \to 1$ as $T \to 0$.",
        ["a → 0", "a → 1"]),
    "a letter that its condition declares": (
        XY + r"So $x + \epsilon > x$ for $0 < \epsilon < 1$.",
        ["0 < ε and ε < 1 ⇒ x + ε > x"]),
    "all are equal": (
        P + f"If all scores are equal, {E}, then $p_1 = 1/K$.",
        ["(z_j = z_1 for every j) ⇒ p_1 = 1/K"]),
    "reasons": (
        XY + "By Jensen, $x^2 \\ge 0$. Note that $y = y$ by symmetry.", ["x^2 ≥ 0", "y = y"]),
    "a condition of a known letter": (XY + "Then $x + y > 0$ with $x > 0$ if $y > 0$.",
                                      ["x > 0 and y > 0 ⇒ x + y > 0"]),
    "for positive": (XY + "For positive $x$ we have $2x > x$.", ["x > 0 ⇒ 2 x > x"]),
    "with equality says nothing of the claim": (
        XY + "We have $x^2 \\ge 0$, with equality if $x = 0$.", ["x^2 ≥ 0"]),
    "in addition": (XY + "If in addition $x > 0$, then $2x > x$.", ["x > 0 ⇒ 2 x > x"]),
    "numbers that only an assumption speaks of": (
        r"Let $\beta > 0$, $n \ge 2$ and let $\Delta > 0$ be the gap: $s_1 = s_i + \Delta$ for all "
        r"$i \neq 1$. So $\sum_j e^{s_j} \ge 0$.", ["Σ_{j} exp(s_j) ≥ 0"]),
    "a value put in": (XY + "Setting $x = 0$, we get $x y = 0$.", ["x = 0 ⇒ x y = 0"]),
    "a definition by setting": (XY + "Setting $w = x + y$, we get $w - y = x$.", ["w − y = x"]),
    "letting": (XY + r"Letting $x \to \infty$, we get $1/x \to 0$.", ["1/x → 0"]),
    "we claim": (XY + "We claim that $x^2 \\ge 0$ holds.", ["x^2 ≥ 0"]),
    "cases side by side": (
        XY + "So $|x| = x$ if $x > 0$, and $|x| = -x$ if $x < 0$.",
        ["x > 0 ⇒ |x| = x", "x < 0 ⇒ |x| = −x"]),
    "cases one after the other": (
        XY + "If $x > 0$, then $|x| = x$; if $x < 0$, then $|x| = -x$.",
        ["x > 0 ⇒ |x| = x", "x < 0 ⇒ |x| = −x"]),
    "a condition in brackets": (XY + "Then $x^2 > 0$ ($x \\ne 0$).", ["x ≠ 0 ⇒ x^2 > 0"]),
    "a condition more in brackets": (
        XY + "If $x > 0$ (and $y > 0$), then $x + y > 0$.", ["x > 0 and y > 0 ⇒ x + y > 0"]),
    "from now on": (XY + "From now on $x, y > 0$. Then $x y > 0$.", ["x y > 0"]),
    "for a query that is named": (
        r"Let $u \in \mathbb{R}^d$ be a vector. For the query $q = 2u$ we have "
        r"$u^\top q = 2 u^\top u$.",
        ["u·q = 2 u·u"]),
    "an interval of a known letter": (
        XY + r"For $x \in (0, 1)$ we get $x^2 < x$.", ["x > 0 and x < 1 ⇒ x^2 < x"]),
    "for any real": (XY + r"For any $c \in \mathbb{R}$, $x + c - c = x$.", ["x + c − c = x"]),
    "a condition behind what is not claimed": (
        XY + "As $x \\to \\infty$ we have $1/x \\to 0$, while $1/x \\to 0$ as $x \\to -\\infty$.",
        ["1/x → 0", "1/x → 0"]),
    "what is needed is declared behind": (
        r"Let $q = \beta u$ with $\beta > 0$, where $u \in \mathbb{R}^d$. Then $q = \beta u$.",
        ["q = β u"]),
    "names and then a claim": (
        r"For vectors $u, w \in \mathbb{R}^d$, $u + w = w + u$.", ["u + w = w + u"]),
    "one member": (
        r"Let $s_1, \dots, s_n$ be scores and let $a$ be an index with $s_a = 1$. So $s_a > 0$.",
        ["s_a > 0"]),
    "an assumption for every index": (
        Z + r"Suppose $z_1 > z_j$ for all $j \ne 1$. Then $z_1 > z_2$.", ["z_1 > z_2"]),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_read(name: str) -> None:
    text, wanted = READ[name]
    made = page(text)
    assert [p.message for p in made.problems] == []
    assert claims(text) == wanted


REFUSED = {
    "a noun that may be two things": r"Let $v_1, \dots, v_n$ be values.",
    "numbers in a space of vectors' noun": r"Let $q \in \mathbb{R}$ be a query.",
    "more than a noun says": r"Let $q$ be a vector of unit norm.",
    "random, and no law": r"Let $q \in \mathbb{R}^d$ be a random vector.",
    "a condition in words": XY + "If all keys vanish, then $x = 0$.",
    "another condition in words": XY + "For large inputs, we get $x = 0$.",
    "unless": XY + "Unless $x = 0$, $x^2 > 0$.",
    "or": XY + "If $x > 0$ or $y > 0$, then $x + y > 0$.",
    "two that may be claimed": XY + "If $x > 0$, $y > 0$, $x + y > 0$.",
    "denied behind": XY + "Hence $x > 0$ is false.",
    "denied before": XY + "It follows that not always but sometimes, we have $x > 0$.",
    "how often": XY + "Then $x > 0$ with probability one half.",
    "nearly": XY + "Thus $x = y$ up to a constant.",
    "another argument": P + "Then $p_1(2T) > 0$.",
    "an argument that is no letter": P + "Then $p_1(0) = 1$.",
    "a function without its argument": P + "Put $F(T) = T + 1$. Hence $F > 1$.",
    "depends on what is not declared": Z + r"Let $p_k(\beta) = z_k$.",
    "an assumption for a contradiction": XY + "Assume for a contradiction that $x > y$.",
    "a declaration under a condition": XY + "Let $w = 1/x$ if $x > 0$.",
    "a definition at some members": (
        Z + r"Let $y_i = 1/K$ for $i \ne 1$ and $y_1 = 0$. Then $\sum_i y_i = 1$."),
    "of which member": P + r"Then $p_1 \to 1$ as $T \to 0$ if $z_1 > z_l$.",
    "a condition for two claims or one": (
        XY + "So $x^2 \\ge 0$, and $2x > x$ if $x > 0$, and $y = 1$ unless $y = 2$."),
    "a family of other length": (
        r"Let $x_1, \dots, x_n$ be scores and let $y_1, \dots, y_m$ be scores. Then "
        r"$\sum_{i=1}^n y_i = 0$."),
    "numbers that two sizes may count": (
        r"Let $n \ge 2$, $N \ge 2$. Suppose $s_1 > s_j$ for all $j \ne 1$."),
    "vectors that nobody declared": r"Let $n \ge 2$. Suppose $k_1 = k_j$ for all $j \ne 1$.",
    "positive or zero": "Let $z$ be positive or zero.",
    "a member of a declared family": (
        r"Let $s_1, \dots, s_n$ be scores. Let $m = \max_i s_i$ and $s_1 = m$."),
    "a choice that words make": (
        XY + "Choose $x$ so large that $e^x > 5$. Then $x > 1$."),
    "three in a row": XY + "Hence $x > 0$ iff $y > 0$ iff $x + y > 0$.",
    "and conversely": XY + "If $x > 0$, then $2x > x$ and conversely.",
    "words behind": XY + "Then $x > 0$ costs nothing.",
    "one or another": "Let $x > 0$ or $x < -1$.",
    "put in for one step": XY + "Set $x = 0$ in the first line to get $y = 1$.",
    "plugged in": XY + "Inserting $x = 0$ we get $y = 1$.",
    "and some": XY + "If $x > 0$ and some $y > 0$, then $x + y > 0$.",
    "a place that is not understood": XY + r"For $x \in S$ we get $x > 0$.",
    "one member, and another assumption lost": (
        r"Let $s_1, \dots, s_n$ be scores. Let $a$ be a lucky index. Then $s_a > 0$."),
    "a limit that words set": XY + "In this limit, we get $x = 0$.",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name: str) -> None:
    assert is_refused(REFUSED[name]), claims(REFUSED[name])


SILENT = {
    "a question": "Is it true that $x > y$?",
    "an aim": "We want to show that $x > y$.",
    "a hope": "One might hope that $x > y$.",
    "a denial": "It is not true that $x > y$.",
    "what is talked about": "The inequality $x > y$ is what we look at next.",
    "a case of another sentence": "In this case we have $x > y$.",
    "an aside": "Since $x > y$ was asked for, we stop.",
}  # fmt: skip


@pytest.mark.parametrize("name", SILENT)
def test_what_is_not_claimed_is_told_and_not_judged(name: str) -> None:
    made = page(XY + SILENT[name])
    assert not [line for line in made.lines if line.role == "claim"]
    assert [one.said for one in made.passing] == ["x > y"]


def test_a_condition_does_not_leak() -> None:
    made = page(XY + "Hence $2x > x$ when $x > 0$. Hence $2x > x$.")
    assert [line.read for line in made.lines if line.role == "claim"] == [
        "x > 0 ⇒ 2 x > x", "2 x > x",
    ]  # fmt: skip
    assert all(not line.context.facts for line in made.lines if line.context is not None)


def test_a_condition_defines_nothing() -> None:
    """ "… when $K = 2$" is no definition of K for the rest of the page."""
    made = page(P + r"Then $p_1 \le 1$ when $K = 2$. Then $p_1 \le 1$.")
    first, second = (line for line in made.lines if line.role == "claim")
    assert first.read == "K = 2 ⇒ p_1 ≤ 1" and second.read == "p_1 ≤ 1"
    assert second.context is not None
    assert "K" in [s.key for s in second.context.scalars]


def test_an_undeclared_letter_of_a_condition_ends_with_its_sentence() -> None:
    text = XY + r"So $x + \epsilon > x$ for $0 < \epsilon < 1$. So $x + \epsilon > x$."
    assert claims(text) == ["0 < ε and ε < 1 ⇒ x + ε > x", "refused"]


def test_an_index_is_no_number() -> None:
    """ "for all $i \\ne 1$" restricts an index, and declares no number i."""
    made = page(Z + r"Assume $z_1 = z_i + T$ for all $i \ne 1$. Then $z_1 > z_2$.")
    (claim,) = (line for line in made.lines if line.role == "claim")
    assert claim.context is not None and "i" not in [s.key for s in claim.context.scalars]
    told = [note for line in made.lines for note in line.notes]
    assert "assumes this for every i but 1" in told


def test_suppose_now_takes_the_place_of_what_was_supposed() -> None:
    made = page(
        XY + "Suppose $x > y$. Then $x - y > 0$. Suppose now that $x < y$. Then $y - x > 0$."
    )
    facts = [
        [plain(f) for f in line.context.facts]
        for line in made.lines if line.role == "claim" and line.context is not None
    ]  # fmt: skip
    assert facts == [["x > y"], ["x < y"]]


def test_what_is_refused_is_not_forgotten() -> None:
    """A claim about a name of which something is said that is not read is refused."""
    text = XY + "Assume for a contradiction that $x > y$. Then $x > 1$. Hence $1 > 0$."
    assert claims(text) == ["refused", "1 > 0"]


def test_read_tells_how_a_letter_was_understood() -> None:
    told = [note for line in page(KEYS).lines for note in line.notes]
    assert told[0] == "declares q: a vector; d, n are whole numbers, for they count"


def test_sentences_end_where_an_environment_does() -> None:
    text = "\\begin{lemma}\nIf $x > 0$\n\\end{lemma}\nHence $y^2 \\ge 0$."
    made = read_page(parse(f"%% symattn: let x, y: real\n{text}\n", "latex"))
    assert [line.read for line in made.lines if line.role == "claim"] == ["y^2 ≥ 0"]


def test_words_that_go_on_for_ever_are_read_in_time() -> None:
    """Long runs of small words once took half a minute; now they are refused, or skipped."""
    long = XY + "For " + "all the " * 3000 + "$x > 0$. So by " + "by a " * 300 + "$y = y$."
    assert claims(long) in ([], ["refused"])
