"""Every error is one line, and a SymattnError: what was expected, what was found, a hint."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sympy import Integral, Symbol, exp, oo

import symattn

b = Symbol("b", positive=True)
A: Any = symattn  # what is wrong is given on purpose
WRONG: dict[str, tuple[Callable[[], object], str]] = {
    "a text for a list": (lambda: A.ask("x > 0", let="x: real"), r"expected a list of texts, as"),
    "a number for a list": (lambda: A.ask("x > 0", given=3), "given: expected a list of texts"),
    "a number in a list": (lambda: A.ask("x > 0", let=[3]), "let: expected a list of texts, found"),
    "a number for a claim": (lambda: A.ask(3), "expected a text, as in symattn.ask"),
    "nothing for a claim": (lambda: A.ask(None), "expected a text"),
    "bytes for a claim": (lambda: A.ask(b"x > 0"), "expected a text"),
    "an empty claim": (lambda: A.ask(""), "found an empty text"),
    "what cannot be read": (lambda: A.ask("x >", let=["x: real"]), "it ends too early"),
    "what is not declared": (lambda: A.ask("x > 0"), "x"),
    "no time": (lambda: A.ask("x > 0", ["x: real"], seconds=-1), "between 0.1 and 3600, found -1"),
    "time as text": (lambda: A.limit(b, b, oo, seconds="1"), "seconds: expected a number"),
    "time that is no number": (lambda: A.ask("1 > 0", seconds=float("nan")), "seconds: expected"),
    "few bits": (lambda: A.ask("1 > 0", bits=0), "bits: expected a whole number from 16 to 2000"),
    "a limit as a number": (lambda: A.ask("1 > 0", limit=3), "limit: expected a text"),
    "an integral": (lambda: A.limit(Integral(b, b), b, oo), "not in the language"),
    "a float": (lambda: A.limit(0.5 * b, b, oo), "floating-point"),
    "no term": (lambda: A.limit(None, b, oo), "not in the language"),
    "another side": (lambda: A.limit(b, b, 0, side="left"), "side: expected"),
    "declarations for SymPy": (lambda: A.limit(b, b, oo, let=["b: real"]), "let: .* for a text"),
    "a variable of two words": (lambda: A.limit("x", "x y", "oo"), "variable: expected a name"),
    "a point that is none": (lambda: A.limit("x", "x", "there"), "there"),
    "a term with a comma": (lambda: A.limit("x, x", "x", "oo"), "expected"),
    "no terms": (lambda: A.asymptotics(exp(-b), b, terms=0), "terms: expected a whole number"),
    "a float for epsilon": (lambda: A.bound("exp(-b)", "b", epsilon=0.01), "floats are not exact"),
    "no epsilon": (lambda: A.bound("exp(-b)", "b", probability="9/10"), "expected epsilon beside"),
    "too likely": (lambda: A.bound("exp(-b)", "b", epsilon="1/9", probability=2), "between 0 and"),
    "an id of nothing": (lambda: A.check("1zz"), "there is no derivation '1zz'"),
    "a number for an id": (lambda: A.check(3), "check takes the id"),
    "a step that is none": (lambda: A.check("1a-gaps")[99], "there is no step 1a-gaps.99"),
    "a page that is not there": (lambda: A.check_page("none.md"), "none.md: .*found none"),
    "a folder": (lambda: A.check_page(Path()), "found a folder"),
    "both": (lambda: A.check_page("a.md", text="$x$", format="markdown"), "found both"),
    "neither": (lambda: A.check_page(), "found neither"),
    "a number for a page": (lambda: A.check_page(3), "expected a path or a text, found 3"),
    "an empty page": (lambda: A.check_page(""), "found an empty one"),
    "no format": (lambda: A.check_page("$x > 0$"), "format: expected 'markdown', 'latex'"),
    "a format of none": (lambda: A.read_page("$x$", format="latx"), "did you mean 'latex'"),
    "a setting of none": (
        lambda: A.check_page("$x$", format="markdown", setting="softmax-atention"),
        "did you mean softmax-attention",
    ),
    "a setting as a number": (
        lambda: A.check_page("$x$", format="markdown", setting=3), "setting: expected a text",
    ),
    "a line that is none": (
        lambda: A.check_page("$1 > 0$", format="markdown")[7], "there is no line 7",
    ),
    "a line by name": (
        lambda: A.check_page("$1 > 0$", format="markdown")["a"], "numbered from 0",
    ),
    "a file that is not there": (lambda: A.verify("none.json"), "none.json: cannot be read"),
    "no record": (lambda: A.verify({"a": 1}), "expected records or certificates"),
    "an empty list": (lambda: A.verify([]), "found an empty list"),
    "a number to verify": (lambda: A.verify(3), "expected records or certificates"),
    "half a record": (lambda: A.verify({"steps": []}), "expected a record of format"),
    "a claim that is none": (lambda: A.verify({"claim": 3, "certificate": 4}), "expected a claim"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_it_is_one_line(name: str, in_tmp: Path) -> None:
    make, expected = WRONG[name]
    with pytest.raises(symattn.SymattnError, match=expected) as caught:
        make()
    assert "\n" not in str(caught.value) and str(caught.value)
    there = pickle.loads(pickle.dumps(caught.value))
    assert type(there) is type(caught.value) and str(there) == str(caught.value)


def test_all_errors_that_are_offered_are_of_one_family() -> None:
    errors = [
        thing
        for thing in (getattr(symattn, name) for name in symattn.__all__)
        if isinstance(thing, type) and issubclass(thing, Exception)
    ]
    assert len(errors) >= 10 and all(issubclass(e, symattn.SymattnError) for e in errors)
    assert issubclass(symattn.TermError, ValueError)
    assert issubclass(symattn.ArgumentError, (TypeError, ValueError))
