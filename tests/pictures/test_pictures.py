"""Pictures are drawn from what is proved, say so, agree with samples, and are the same bytes each
time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from xml.etree import ElementTree

import numpy as np
import pytest

from symattn.language import Term, number, plain, to_json
from symattn.pictures import (
    PictureError,
    Settings,
    density,
    drawing,
    grids,
    pictures,
    plane_map,
    plane_picture,
    plans,
    random_heads,
    spread,
    weights,
)
from symattn.pictures.formula_pictures import closed_forms, limits
from symattn.pictures.picture_cells import divided, line_of
from symattn.pictures.settings import chosen, normal_laws, read_values
from symattn.records.record import CheckedDerivation

from .records import average, record, with_verdict

SAMPLES = 20_000


def heads() -> CheckedDerivation:
    return record("1cd", steps=(4, 5))


def stretched() -> CheckedDerivation:
    return record("1c.ii", steps=(15, 16, 17, 20, 23))


@pytest.mark.parametrize(
    ("name", "steps", "kinds"),
    [
        ("1b", (), {"weights"}),
        ("1c.ii", (15, 16, 17, 20, 23), {"weights", "plane", "density"}),
        ("1c.ii-a", (), {"weights", "density"}),
        ("1cd", (4, 5), {"spread"}),
        ("1d.ii", (10, 14, 19), {"weights", "plane", "density"}),
        ("1a-values", (), set()),
    ],
)
def test_which_pictures_apply(name: str, steps: tuple[int, ...], kinds: set[str]) -> None:
    of = (
        average()
        if name == "1b"
        else heads()
        if name == "1cd"
        else stretched()
        if name == "1c.ii"
        else record(name, steps)
    )
    assert {
        kind for kind, plan in plans(of, Settings()).items() if not isinstance(plan, str)
    } == kinds


# ---- only what is proved -------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["refuted", "conditional", "undecided"])
def test_a_closed_form_that_is_not_proved_is_not_drawn(status: str) -> None:
    of = average()
    for k in (11, 12, 13):
        of = with_verdict(of, k, status)
    assert not closed_forms(of) and pictures(of) == []


@pytest.mark.parametrize(
    ("of", "steps", "kind"),
    [
        (stretched, (23, 20), "plane"),
        (stretched, (15, 16, 17), "density"),
        (stretched, (20,), "weights"),
        (heads, (4, 5), "spread"),
    ],
)
def test_no_picture_from_a_refuted_step(of: object, steps: tuple[int, ...], kind: str) -> None:
    good: CheckedDerivation = of()  # type: ignore[operator]
    assert not isinstance(plans(good, Settings(), [kind])[kind], str)
    for k in steps:
        good = with_verdict(good, k, "refuted")
    assert isinstance(plans(good, Settings(), [kind])[kind], str)


def test_a_limit_of_another_side_is_not_taken_over() -> None:
    """The page's α_a = e^β/(2e^β), which lacks n − 2, is not what is drawn.

    Nor is the limit of a weight without a closed form.
    """
    forms = {plain(f.left): plain(f.right) for f in closed_forms(average())}
    assert forms["α_a"] == "exp(β)/(2 exp(β) + n − 2)"
    assert all(limit.step not in (5, 7, 8) for limit in limits(average()))


def test_bounds_that_are_not_of_this_shape_are_left_out() -> None:
    of = average()
    step = next(s for s in of.steps if s.number == 14)
    x = Term("scalar", ("x",))
    strange = [
        {"goal": "no term"},
        {"goal": to_json(Term("≤", (x, x)))},
        7,
        {},
        {
            "goal": to_json(Term("≤", (Term("abs", (step.goal.children[0],)), x))),
            "assume": [["nonsense"]],
        },
    ]  # type: ignore[union-attr]
    odd = replace(
        of,
        steps=tuple(
            replace(
                s, verdict=replace(s.verdict, evidence={**s.verdict.evidence, "bounds": strange})
            )
            if s is step
            else s
            for s in of.steps
        ),
    )
    assert next(limit for limit in limits(odd) if limit.step == 14).bounds == ()


# ---- what they show ------------------------------------------------------------------------------


def test_a_weight_lies_within_its_bound_and_the_threshold_is_where_it_should_be() -> None:
    values = chosen(average(), {"n": Fraction(10)})
    first, rest = weights._curves(average(), values)
    assert (
        [plain(t) for t in first.names] == ["α_a", "α_b"] and first.value == 0.5 and rest.value == 0
    )
    assert first.start == pytest.approx(np.log(16)) and rest.start == 0
    along = np.linspace(0.1, 8, 50)
    for curve in (first, rest):
        around = curve.around(values, along)
        assert (
            around is not None
            and (np.abs(curve.shape(values, along) - curve.value) <= around).all()
        )


def test_ties_and_regions_of_a_plane() -> None:
    found = plane_map.mapped(stretched(), chosen(stretched(), {}))
    assert not isinstance(found, str) and found.axes == (r"\gamma_a", r"\gamma_b")
    assert {plain(found.value(k)) for k in found.division.cells} == {
        "v_a",
        "v_b",
        "(Σ_{j∉{a,b}} v_j)/(n − 2)",
    }
    assert {plain(found.value(k)) for k in found.division.edges} == {
        "(v_a + v_b)/2",
        "(Σ_{j≠b} v_j)/(n − 1)",
        "(Σ_{j≠a} v_j)/(n − 1)",
    }
    assert {plain(found.value(k)): v for k, v in found.division.corners.items()} == {
        "(Σ_{j} v_j)/n": ((0, 0),)
    }


def test_cells_of_a_plane_fill_it() -> None:
    x, y = Term("scalar", ("x",)), Term("scalar", ("y",))
    lines = [
        line_of(Term(">", pair), "x", "y", {})
        for pair in ((x, y), (x, number(0)), (Term("+", (x, y)), number(1)))
    ]
    assert line_of(Term(">", (Term("*", (x, y)), number(0))), "x", "y", {}) is None
    assert line_of(Term(">", (number(2), number(0))), "x", "y", {}) is False
    box = ((Fraction(-2), Fraction(-2)), (Fraction(2), Fraction(2)))
    division = divided(
        box,
        [line for line in lines if isinstance(line, tuple)],
        lambda p: (p[0] > p[1], p[0] > 0, p[0] + p[1] > 1),
    )
    assert (
        sum(plane_picture._area(p) for polygons in division.cells.values() for p in polygons)
        == 2 * 16
    )


def _area_under(y: np.ndarray, x: np.ndarray) -> float:
    return float(((y[1:] + y[:-1]) / 2 * np.diff(x)).sum())


@pytest.mark.parametrize(
    ("of", "tolerance"), [(stretched, 0.02), (lambda: record("1c.ii-a"), 0.02)]
)
def test_a_density_has_mass_one_and_agrees_with_samples(of: object, tolerance: float) -> None:
    good: CheckedDerivation = of()  # type: ignore[operator]
    values = chosen(good, {})
    rates = [{**values, r"\beta": Fraction(b)} for b in (5,)]
    found = density._spread(good, values, rates)
    assert not isinstance(found, str)
    x = 1 / (1 + np.exp(np.linspace(22, -22, 400)))
    for at in rates:
        assert _area_under(found.density(at, x), x) == pytest.approx(1, abs=2e-3)
        assert found.below(at, 0.5) == pytest.approx(
            _area_under(np.where(x <= 0.5, found.density(at, x), 0), x), abs=5e-3
        )
    histograms, _ = density._histograms(good, found, rates, Settings({}, SAMPLES, 1))
    for k, at in enumerate(rates):
        for j in (4, 12, 20, 28, 36):
            assert (
                abs(found.below(at, j / density.BINS) - histograms[k][:j].sum() / density.BINS)
                < tolerance
            )


def test_a_spread_agrees_with_samples_and_tends_to_its_limit() -> None:
    values = chosen(heads(), {})
    laws = [
        (key, float(mean), float(variance) ** 0.5)
        for key, mean, variance in normal_laws(heads().context, values)
    ]
    found = random_heads.heads_of(heads(), values, laws)
    sampled = spread._sampled(heads(), found, r"\beta", values, Settings({}, SAMPLES, 5))
    for k, head in enumerate(found):
        for b, seen in list(zip(*sampled[k]))[1::2]:
            assert seen == pytest.approx(
                grids.variance(head.form, {**values, r"\beta": b}, laws, b), rel=0.06
            )
        assert grids.variance(head.form, {**values, r"\beta": 120.0}, laws, 120.0) == pytest.approx(
            head.value, rel=0.03
        )


def test_samples_of_weights_lie_on_the_curve() -> None:
    for of in (average(), record("1c.ii-a"), record("1e.ii", (21, 22, 25, 26))):
        values = chosen(of, {})
        _, said = weights._dots(
            of.context, weights._curves(of, values), values, 6.0, Settings({}, 200, 3)
        )
        assert float(re.findall(r"at most ([\d.e-]+) from", said)[0]) < 1e-12


def test_samples_of_a_plane_land_in_their_regions() -> None:
    found = plane_map.mapped(stretched(), chosen(stretched(), {}))
    assert not isinstance(found, str)
    said = plane_picture._dots(stretched().context, found, Settings({}, 500, 2))[1]
    assert int(re.findall(r"in (\d+) of them", said)[0]) >= 480


# ---- captions, values, files ---------------------------------------------------------------------


def test_captions_name_steps_and_values() -> None:
    caption = pictures(average())[0].caption
    assert (
        "1b.11" in caption
        and "1b.14" in caption
        and "n = 10" in caption
        and "ε = 1/10" in caption
        and "1b.5" not in caption
    )
    captions = {
        kind: plan.caption
        for kind, plan in plans(stretched(), Settings({"n": Fraction(4)})).items()
        if not isinstance(plan, str)
    }
    assert "step 1c.ii.23" in captions["plane"] and "n = 4" in captions["plane"]
    assert "step 1c.ii.15" in captions["density"] and "γ_a ∼ N(1, 1/2)" in captions["density"]
    both = plans(heads(), Settings({}, 50))["spread"]
    assert not isinstance(both, str)
    assert (
        "steps 1cd.4 and 1cd.5" in both.caption
        and "Monte Carlo, 50 samples" in both.caption
        and "v_b = −1" in both.caption
    )


def test_the_same_bytes_twice_and_nothing_from_outside() -> None:
    first = pictures(stretched())
    assert first == pictures(stretched())
    for of, found in ((stretched(), first), (heads(), pictures(heads()))):
        for picture in found:
            assert (
                len(picture.svg) < 60_000
                and picture.svg.startswith("<svg ")
                and 'width="100%"' in picture.svg
            )
            assert not re.search(
                r"<script|<style|<!--|<metadata|<image|javascript:|@import", picture.svg
            )
            assert set(re.findall(r'(?:href|src)="([^#"])', picture.svg)) == set() and set(
                re.findall(r"https?://[^\"]*", picture.svg)
            ) <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
            ids = re.findall(r' id="([^"]*)"', picture.svg)
            assert len(ids) == len(set(ids)) and all(
                i.startswith(f"{picture.kind}-{of.id.replace('.', '-')}-") for i in ids
            )
            assert set(re.findall(r'(?:href="#|url\(#)([^")]*)', picture.svg)) <= set(ids)
            ElementTree.fromstring(picture.svg)


def test_a_hostile_record_stays_text() -> None:
    bad = replace(
        average(), id='"><script>alert(1)</script>', title="$\\frac{ </svg><b> & 漢 \x1b[31m"
    )
    (picture,) = pictures(bad)
    root = ElementTree.fromstring(picture.svg)
    assert not [e for e in root.iter() if e.tag.endswith(("script", "b"))]
    assert "<script" not in picture.svg


def test_formulas_that_mathtext_cannot_read_are_written_plainly() -> None:
    with drawing.style():
        assert drawing.math(
            Term("abs", (Term("/", (number(1), number(2))),))
        ) == r"$\left| \frac{1}{2} \right|$" or drawing.math(Term("abs", (number(2),))).startswith(
            "$"
        )
        assert drawing.math(Term("norm", (Term("vector", ("v",)),))).startswith("$")
        for name in ("100%", "a$b", "\\input", "x_{", "^^", "漢"):
            text = drawing.math(Term("scalar", (name,)))
            figure = drawing.new_figure(1)
            figure.text(0, 0, text)
            figure.text(0, 0.5, f"{text} in a sentence")
            assert drawing.svg(figure, "x", text)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["m=3"], "1b has no number 'm'; it has n, beta"),
        (["bta=3"], "did you mean beta"),
        (["n"], "expected a name and a value"),
        (["n=ten"], "expected an exact number such as 10, 5/2 or 0.25, found 'ten'"),
        (["n=1e3"], "expected an exact number"),
        (["n=1/0"], "expected an exact number"),
        (["n=__import__('os')"], "expected an exact number"),
        (["n=5/2"], "n is an integer"),
        (["n=1"], "n ≥ 2 does not hold at n = 1"),
        (["beta=-1"], "β > 0 does not hold at β = -1"),
        (["n=3", "n=4"], "n is given twice"),
        (["q=3"], "q is defined"),
    ],
)
def test_values_that_do_not_fit(texts: list[str], message: str) -> None:
    with pytest.raises(PictureError, match=re.escape(message)):
        read_values(average(), texts)


def test_values_are_exact_under_any_spelling() -> None:
    assert read_values(average(), ["n = 12", "beta=0.1"]) == {"n": 12, r"\beta": Fraction(1, 10)}
    assert (
        read_values(average(), ["β=5/2"])
        == {r"\beta": Fraction(5, 2)}
        == read_values(average(), ["\\beta=5/2"])
    )
    assert chosen(heads(), {})["v_a"] == 1 and chosen(stretched(), {})[r"\gamma_a"] == Fraction(
        3, 2
    )


def test_chosen_values_satisfy_the_facts() -> None:
    x = Term("scalar", ("v_a",))
    facts = (
        Term(">", (x, number(0))),
        Term("<", (x, number(1))),
        Term(">", (Term("exp", (x,)), Term("/", (number(3), number(2))))),
    )
    of = replace(heads(), context=replace(heads().context, facts=heads().context.facts + facts))
    assert chosen(of, {})["v_a"] == Fraction(1, 2)
    with pytest.raises(PictureError, match=re.escape("exp(v_a) > 3/2 does not hold at v_a = 1/4")):
        chosen(of, {"v_a": Fraction(1, 4)})
    impossible = replace(
        of, context=replace(of.context, facts=(*of.context.facts, Term(">", (x, number(1)))))
    )
    with pytest.raises(PictureError, match="no values were found"):
        chosen(impossible, {})


def test_monte_carlo_refuses_what_it_cannot_draw() -> None:
    of = average()
    k = Term(
        "dot",
        (
            Term("member", ("k", Term("index", ("a",)))),
            Term("member", ("k", Term("index", ("b",)))),
        ),
    )
    tied = replace(
        of, context=replace(of.context, facts=(*of.context.facts, Term(">", (k, number(-1)))))
    )
    assert len(pictures(tied)) == 1
    with pytest.raises(PictureError, match="a hypothesis speaks of vectors"):
        pictures(tied, Settings({}, 10))
    with pytest.raises(PictureError, match="at most 400"):
        pictures(of, Settings({"n": Fraction(10**6)}, 10))
