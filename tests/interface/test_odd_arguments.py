"""Whatever is given to a function of the interface, it answers or says no in one line."""

from __future__ import annotations

import datetime
import warnings
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy
import pytest
import sympy

import symattn

b = sympy.Symbol("b", positive=True)
f = sympy.exp(b) / (sympy.exp(b) + 1)


class Mute:
    """What cannot even be printed."""

    def __str__(self) -> str:
        raise RuntimeError("mute")

    __repr__ = __str__


ODD: dict[str, Any] = {
    "nothing": None, "three": 3, "minus one": -1, "a float": 1.5, "no number": float("nan"),
    "true": True, "bytes": b"x", "an empty text": "", "a name": "x", "half a character": "\ud800",
    "a zero": "\0", "two lines": "a\nb", "a long text": "x" * 100_000, "brackets": "(" * 500,
    "an empty list": [], "a list": [3], "a list of names": ["x"], "an object": {"a": 1},
    "a set": set(), "a class": object, "what cannot be printed": Mute(), "a symbol": b,
    "an expression": f, "infinity": sympy.oo, "no number of SymPy": sympy.nan, "i": sympy.I,
    "a matrix": sympy.Matrix([1]), "an array": numpy.array([1, 2]), "a fraction": Fraction(1, 2),
    "a date": datetime.date(2026, 1, 1), "a path": Path("/nonexistent"), "a range": range(3),
    "a Greek symbol": sympy.Symbol("α"), "a symbol of two words": sympy.Symbol("a b"),
    "a large number": 10**50, "dots": ...,
}  # fmt: skip
GOOD: dict[str, dict[str, Any]] = {
    "ask": {"text": "1 < 2", "let": [], "given": [], "limit": "", "seconds": 1, "bits": 64},
    "limit": {"f": f, "variable": b, "point": sympy.oo, "let": [], "given": [], "side": ""},
    "limit of a text": {"f": "exp(-x)", "variable": "x", "point": "oo", "given": [], "side": ""},
    "bound": {
        "f": f,
        "variable": b,
        "point": sympy.oo,
        "epsilon": None,
        "probability": None,
        "given": [],
    },
    "bound of a text": {"f": "exp(-x)", "variable": "x", "point": "oo", "epsilon": "1/9"},
    "asymptotics": {"f": f, "variable": b, "terms": 1, "point": None, "side": ""},
    "check": {"what": "1a-gaps", "bounds": False, "seconds": 1},
    "check_page": {"text": "Hence $1<2$.", "format": "markdown", "setting": None, "bounds": False},
    "check_page of a file": {"page": "none.md"},
    "read_page": {"text": "Hence $1<2$.", "format": "markdown", "setting": None},
    "verify": {"what": [], "seconds": 1},
}


@pytest.mark.parametrize(
    ("name", "argument"), [(name, argument) for name, good in GOOD.items() for argument in good]
)
def test_it_is_an_answer_or_one_line(
    name: str, argument: str, in_tmp: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # nothing but the arguments is tried: what is good is answered at once
    monkeypatch.setattr("symattn.checking.workers.start", lambda *_: None)
    function = getattr(symattn, name.partition(" ")[0])
    for odd in ODD.values():
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                function(**(GOOD[name] | {argument: odd}))
        except symattn.SymattnError as error:
            assert "\n" not in str(error) and 0 < len(str(error)) < 600


def test_a_bound_is_asked_for_as_a_limit_is() -> None:
    """And only at infinity."""
    for point in ("oo", sympy.oo, "infinity"):
        found = symattn.bound("exp(-b) + 1", "b", point, let=["b: real"])
        assert found == symattn.bound("exp(-b) + 1", "b", let=["b: real"]) and found.bounds
    for point in ("-oo", 0, "1/2", -sympy.oo):
        with pytest.raises(symattn.ArgumentError, match=r"expected oo: .* put 1/t or -t in"):
            symattn.bound("exp(-b) + 1", "b", point, let=["b: real"])
    assert symattn.asymptotics("exp(b)", "b", "-oo") == symattn.asymptotics(
        "exp(b)", "b", point="-oo"
    )
