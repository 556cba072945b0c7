"""How the code is laid out.

A folder per idea, no circles, nothing that imports upwards, one name for one thing.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

from .house import house

ROOT = house.HERE
EDGES = house.graph(ROOT)
MODULES = house.modules(ROOT)
# They say what was done to a thing, and not what it is.
UNTELLING = (
    "written", "working", "asked", "moved", "levels", "carried", "truths", "mosts", "still",
)  # fmt: skip


def test_three_files_stand_at_the_top() -> None:
    assert sorted(f.stem for f in (ROOT / "symattn").glob("*.py")) == sorted(house.TOP)


def test_every_module_is_in_a_room_that_is_listed() -> None:
    """A module that nobody has listed fails: what it may import would not be known."""
    found = {house.room(name) for name in MODULES} - {"__init__", "__main__", "symattn"}
    assert found == set(house.ROOMS)


def test_imports_run_downwards() -> None:
    assert sorted(house.upward(EDGES)) == []


def test_there_is_no_circle() -> None:
    assert house.circles(EDGES) == []


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        ({"a": {"b"}, "b": {"a"}}, [["a", "b"]]),
        ({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}, [["a", "b", "c"]]),
        ({"a": {"b", "c"}, "b": {"c"}, "c": set()}, []),
    ],
)
def test_a_circle_would_be_found(edges: dict[str, set[str]], found: list[list[str]]) -> None:
    assert house.circles(edges) == found


@pytest.mark.parametrize(
    "edge",
    [
        ("symattn.kernel.claim", "symattn.search.clock"),
        ("symattn.language.term", "symattn.kernel"),
        ("symattn.elsewhere", "symattn.language"),
        ("symattn.words.message", "symattn.elsewhere.new"),
    ],
)
def test_an_import_that_runs_up_would_be_found(edge: tuple[str, str]) -> None:
    name, other = edge
    assert list(house.upward({name: {other}})) == [edge]


def test_imports_for_type_checkers_and_within_functions_count(tmp_path: Path) -> None:
    text = (
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .b import X\n"
        "def f():\n    from . import c\n    import p.d\n"
    )
    (tmp_path / "a.py").write_text(text)
    known = {"p.a": tmp_path / "a.py", "p.b": tmp_path, "p.c": tmp_path, "p.d": tmp_path}
    assert house.imports("p.a", tmp_path / "a.py", known) == {"p.b", "p.c", "p.d"}


def test_no_two_modules_have_one_name() -> None:
    by_name = defaultdict(list)
    for name in MODULES:
        by_name[name.rpartition(".")[2]].append(name)
    assert [found for found in by_name.values() if len(found) > 1] == []


def test_no_two_classes_have_one_name() -> None:
    by_name = defaultdict(list)
    for name, file in MODULES.items():
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                by_name[node.name].append(name)
    assert [found for found in by_name.items() if len(found[1]) > 1] == []


@pytest.mark.parametrize("name", UNTELLING)
def test_modules_say_what_they_are(name: str) -> None:
    assert [module for module in MODULES if module.rpartition(".")[2] == name] == []


def test_nothing_hides_its_module() -> None:
    """A package that hands out a name which is one of its modules makes the module unreachable."""
    hidden = []
    for name, file in MODULES.items():
        if file.name != "__init__.py":
            continue
        inside = {m.rpartition(".")[2] for m in MODULES if m.rpartition(".")[0] == name}
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ImportFrom):
                hidden += [a.name for a in node.names if a.name in inside and node.module]
    assert hidden == []


def test_no_line_is_longer_than_a_hundred_characters() -> None:
    assert house.long_lines(ROOT) == 0
