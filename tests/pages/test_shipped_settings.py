"""Settings that come with symattn: each has a title, declarations, and an example page."""

from __future__ import annotations

import pytest

from symattn.reading.documents.pieces import PageError
from symattn.reading.whole_pages.shipped_settings import example_of, names, text_of, title_of

ALL = (
    "cross-entropy", "log-sum-exp", "orthonormal-keys", "random-keys", "self-attention",
    "softmax-attention", "two-heads",
)  # fmt: skip


def test_their_names() -> None:
    assert tuple(names()) == ALL


@pytest.mark.parametrize("name", ALL)
def test_each_has_a_title_declarations_and_an_example(name: str) -> None:
    title, *lines = text_of(name).splitlines()
    assert title == f"# {title_of(name)}" and len(title_of(name)) > 10
    assert all(line.startswith(("let ", "given ", "as ")) for line in lines)
    page = example_of(name)
    assert page.startswith("# ") and f"```symattn\nsetting {name}\n```" in page


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("random-key", "no setting has the name 'random-key'; did you mean random-keys?"),
        ("../language/term", "there are cross-entropy, log-sum-exp"),
        ("", "expected the name of a setting; there are"),
    ],
)
def test_an_unknown_name_gets_the_nearest(name: str, said: str) -> None:
    with pytest.raises(PageError) as found:
        text_of(name)
    assert said in str(found.value) and "\n" not in str(found.value)
