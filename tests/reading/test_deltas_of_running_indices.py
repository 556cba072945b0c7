"""δ_ij of two indices that both run: in a definition, under sums; and what a definition's row goes
on with."""

import pytest

import symattn

SOFTMAX = (
    r"Let $z \in \mathbb{R}^n$ and $p = \mathrm{softmax}(z)$, that is "
    r"$p_i = \frac{e^{z_i}}{\sum_k e^{z_k}}$." + "\n\n"
)
JACOBIAN = r"Let $J_{ij} = p_i(\delta_{ij} - p_j)$." + "\n\n"


def judged(text: str) -> list[tuple[str, str]]:
    page = symattn.check_page(text=SOFTMAX + text + "\n", format="markdown")
    return [(one.verdict, str(one).partition("\n")[0]) for one in page.lines if one.verdict]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\frac{\partial p_i}{\partial z_j} = J_{ij}", "proved"),
        (r"\sum_j J_{ij} = 0", "proved"),
        (r"J_{ij} = J_{ji}", "proved"),
        (r"J_{ii} = p_i (1 - p_i)", "proved"),
        (r"J_{ij} = -p_i p_j \quad (i \ne j)", "proved"),
        (r"J_{12} = -p_1 p_2", "proved"),
        (r"\sum_i J_{ii} = 1 - \sum_i p_i^2", "proved"),
        (r"\sum_i \sum_j z_i J_{ij} z_j \ge 0", "proved"),
        (r"\frac{\partial p_i}{\partial z_j} = -J_{ij}", "refuted"),
        (r"\sum_j J_{ij} = p_i", "refuted"),
        (r"J_{11} = p_1", "refuted"),
        (r"J_{12} = p_1 (1 - p_2)", "refuted"),
        (r"\sum_i J_{ii} = 1", "refuted"),
        (r"J_{ij} \ge 0", "conditional"),
    ],
)
def test_a_definition_with_a_delta(claim: str, verdict: str) -> None:
    assert [found for found, _ in judged(f"{JACOBIAN}$$ {claim} $$")] == [verdict]


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        (r"\sum_i \sum_j \delta_{ij} z_i z_j = \sum_i z_i^2", "proved"),
        (r"\sum_{i,j} p_i \delta_{ij} = 1", "proved"),
        (r"\sum_i \sum_j \delta_{ij} = n", "proved"),
        (r"\sum_i \sum_j \delta_{ij} = 1", "refuted"),
        (r"\sum_i \sum_j \delta_{ij} z_i z_j = (\sum_i z_i)^2", "refuted"),
    ],
)
def test_under_two_sums(claim: str, verdict: str) -> None:
    assert [found for found, _ in judged(f"$$ {claim} $$")] == [verdict]


def test_a_number_named_delta_beside_it_is_another() -> None:
    text = JACOBIAN + r"Let $\delta > 0$." + "\n\n" + r"$$\delta + \sum_j J_{ij} > 0$$"
    assert [found for found, _ in judged(text)] == ["proved"]


def test_indices_through_two_sets_are_refused() -> None:
    text = r"Let $x_a$ for $a = 1, \dots, m$ be reals." + "\n\n"
    text += r"$$\sum_{i=1}^n \sum_{a=1}^m \delta_{ia} z_i x_a = 0$$"
    assert {found for found, _ in judged(text)} == {"not_read"}


@pytest.mark.parametrize(
    ("row", "verdicts"),
    [
        (r"\frac{\partial p_i}{\partial z_j} = p_i(\delta_{ij} - p_j)", ["proved"]),
        (r"p_i(\delta_{ij} - p_j) = \frac{\partial p_i}{\partial z_j}", ["proved"]),
        (
            r"\frac{\partial p_i}{\partial z_j} = p_i \delta_{ij} - p_i p_j"
            r" = p_j(\delta_{ij} - p_i)",
            ["proved", "proved"],
        ),
        (r"\frac{\partial p_i}{\partial z_j} = p_j(\delta_{ij} - p_j)", ["refuted"]),
    ],
)
def test_the_row_of_a_definition_goes_on(row: str, verdicts: list[str]) -> None:
    found = judged(f"$$J_{{ij}} = {row}$$\n\n$$J_{{ij}} = J_{{ji}}$$")
    assert [one for one, _ in found] == [*verdicts, "proved"]


def test_the_name_of_a_definition_is_as_it_stands() -> None:
    (found,) = judged(r"$$J_{ij} = p_i p_j$$")
    assert found[0] == "not_read" and "the definition of J_{ij}, and nothing" in found[1]
