"""How often Python looks for garbage while a query is judged here, and afterwards."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from symattn.batches.staying_checker import Checker
from symattn.checking.garbage import LESS_OFTEN, less_often


@pytest.fixture(autouse=True)
def kept() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.set_threshold(*before)


def test_it_is_as_before_afterwards() -> None:
    gc.set_threshold(700, 10, 10)
    with less_often():
        assert gc.get_threshold()[0] == LESS_OFTEN
        with less_often():
            assert gc.get_threshold()[0] == LESS_OFTEN
    assert gc.get_threshold()[0] == 700
    with Checker(workers=0) as checker:
        assert checker.check("1 < 2").verdict == "proved"
        assert checker.check("1 <").verdict == "not_read"
    assert gc.get_threshold()[0] == 700


@pytest.mark.parametrize("own", [0, 3_000_000])
def test_who_looks_less_often_or_never_goes_on_so(own: int) -> None:
    gc.set_threshold(own, 10, 10)
    with less_often():
        assert gc.get_threshold()[0] == own
    assert gc.get_threshold()[0] == own
