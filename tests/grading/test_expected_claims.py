"""Expected claims are found as terms, and only under what the setting supposes."""

from __future__ import annotations

from pathlib import Path

import pytest

from symattn.grading.class_setting import ClassSetting, class_setting
from symattn.grading.graded_pages import GradedPage
from symattn.grading.page_grader import ToGrade, grade

from .course_pages import SETTING

LIMIT = r"\alpha_a \to \frac12"


def graded(tmp_path: Path, page: str, points: str, ending: str = ".md") -> GradedPage:
    (tmp_path / "course.symattn").write_text(SETTING + points, encoding="utf-8")
    setting = class_setting("course", [tmp_path], None)
    return of(setting, page, ending)


def of(setting: ClassSetting, page: str, ending: str = ".md") -> GradedPage:
    return grade(ToGrade(f"a{ending}", "a", f"a{ending}", page, setting, 60.0)).page


@pytest.mark.parametrize(
    ("page", "verdict"),
    [
        (r"$$\alpha_a \to 1/2$$", "proved"),
        (r"$$\alpha_a \to \dfrac{1}{2}$$", "proved"),
        (r"$$\alpha_a = \frac{e^\beta}{2 e^\beta + n - 2} \to \frac12$$", "proved"),
        (r"$$\alpha_a = \frac{e^\beta}{2 e^\beta + n - 2}$$ $$\to \frac12$$", "proved"),
        (r"$$\alpha_a = \frac{e^\beta}{2 e^\beta + n} \to \frac12$$", "refuted"),
        (r"$$\alpha_a \to 1$$", "refuted"),
        (r"$$\alpha_b \to \frac12$$", "missing"),
        (r"$$\alpha_a \approx \frac12$$", "missing"),
        ("Let $\\beta > 0$ and $n \\ge 2$.\n\n$$\\alpha_a \\to \\frac12$$", "proved"),
        # who supposes more says less, and who means another thing says something else
        ("```symattn\ngiven \\beta > 3\n```\n\n$$\\alpha_a \\to \\frac12$$", "missing"),
        ("```symattn\ngiven n = 2\n```\n\n$$\\alpha_a \\to \\frac12$$", "missing"),
        ("```symattn\nlet \\alpha_j = \\frac12\n```\n\n$$\\alpha_a \\to \\frac12$$", "missing"),
        ("```symattn\nlet \\alpha: real\n```\n\n$$\\alpha \\to \\frac12$$", "missing"),
        (r"$$\alpha_a \to \frac12 \text{ if } \beta > n$$", "missing"),
        (r"$$\beta < 0 \Rightarrow \alpha_a \to \frac12$$", "missing"),
        ("```symattn\noutside 5\n```\n\n$$\\alpha_a \\to \\frac12$$", "missing"),
    ],
)  # fmt: skip
def test_what_says_it(tmp_path: Path, page: str, verdict: str) -> None:
    found = graded(tmp_path, page, f"points: 3 for {LIMIT}\n")
    (one,) = found.expected
    assert (one.verdict, one.points) == (verdict, 3 if verdict == "proved" else 0), found.lines
    assert (found.points, found.out_of) == (one.points, 3)


@pytest.mark.parametrize(
    ("expected", "written"),
    [
        (r"\alpha_a = \alpha_b", r"\alpha_b = \alpha_a"),
        (r"\alpha_a + \alpha_b \le 1", r"1 \ge \alpha_b + \alpha_a"),
        (r"k_a^\top q = \beta", r"\beta = q^\top k_a"),
    ],
)
def test_the_order_does_not_matter(tmp_path: Path, expected: str, written: str) -> None:
    found = graded(tmp_path, f"$${written}$$", f"points: 1/2 for {expected}\n")
    assert found.expected[0].verdict == "proved" and found.points == 0.5


def test_a_claim_s_points_are_in_place_of_those_for_each_line(tmp_path: Path) -> None:
    points = f"points: 1 for each line\npoints: 1.5 for {LIMIT}\n"
    page = f"$${LIMIT}$$ $$k_a^\\top q = \\beta$$ $$k_a^\\top q = 0$$"
    found = graded(tmp_path, page, points)
    assert [line.points for line in found.lines] == [1.5, 1, 0]
    assert (found.points, found.out_of) == (2.5, 3.5)


def test_a_claim_that_is_missing_counts(tmp_path: Path) -> None:
    found = graded(tmp_path, r"$$k_a^\top q = \beta$$", f"points: 3 for {LIMIT}\n")
    assert (found.points, found.out_of, found.lines[0].points) == (0, 3, None)


def test_a_reference_page_names_columns_without_points(tmp_path: Path) -> None:
    (tmp_path / "course.symattn").write_text(SETTING, encoding="utf-8")
    reference = tmp_path / "solution.tex"
    reference.write_text(r"\[ k_a^\top q = \beta \] \[ \alpha_i \to 0 \]", encoding="utf-8")
    setting = class_setting("course", [tmp_path], reference)
    assert [one.read for one in setting.expected] == ["k_a·q = β", "α_i → 0"]
    found = of(setting, r"$$\alpha_i \to 0$$")
    assert [one.verdict for one in found.expected] == ["missing", "proved"]
    assert (found.points, found.out_of) == (1, 1)


def test_a_page_that_supposes_more_says_so(tmp_path: Path) -> None:
    page = "```symattn\ngiven \\beta > 3\n```\n\n$$\\beta > 2$$"
    assert graded(tmp_path, page, "").declared == (r"given \beta > 3",)
