"""What a short page does not need is not loaded, compiled or started."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from symattn.checking import cache, lanes, workers
from symattn.reading.whole_pages.sentence_openings import OPENING, openings
from symattn.reading.wording import Wording
from symattn.writing.entry_points import registered

from .house import house

PAGE = "```symattn\nlet x: real\n```\n\n$$x^2 + 1 > 0$$\n\n$$e^x > 0$$\n"
ASKED = """
import sys
from symattn.reading import wording
compiled = []
wording.re = type("Re", (), {"compile": staticmethod(lambda *given: compiled.append(given))})
sys.argv = ["symattn", "check", "page.md"]
from symattn.__main__ import run
try:
    run()
except SystemExit as end:
    print(end.code, compiled, sorted(set(sys.modules) & {*sys.stdin.read().split()}))
"""
UNUSED = (
    "sympy", "importlib.metadata", "importlib.resources", "symattn.rendering.formulas.notation",
)  # fmt: skip


def test_a_page_of_formulas_alone(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(PAGE)
    command = [sys.executable, "-c", ASKED]
    given = " ".join(UNUSED)
    run = subprocess.run(command, input=given, cwd=tmp_path, capture_output=True, text=True)
    assert run.stdout.splitlines() == ["page.md: 2 lines: 2 proved", "0 [] []"], run.stderr


def test_without_work_there_are_no_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "start", lambda *_: pytest.fail("a worker was started"))
    assert list(lanes.check_in_workers([])) == []


def test_what_is_compiled_late_is_the_same() -> None:
    late = Wording(r"(a+)(b)?", re.IGNORECASE)
    assert "compiled" not in vars(late)
    for text in ("", "ab", "xAAb", "bb"):
        now = re.compile(r"(a+)(b)?", re.IGNORECASE)
        for asked in ("match", "search", "fullmatch"):
            one, other = getattr(late, asked)(text), getattr(now, asked)(text)
            assert (one and one.span()) == (other and other.span())
        assert late.split(text) == now.split(text) and late.sub("-", text) == now.sub("-", text)
        assert [m.span() for m in late.finditer(text)] == [m.span() for m in now.finditer(text)]
    assert late.match("xab", 1) is not None and late.match("xab", 0) is None


@pytest.mark.parametrize("group", ["symattn.derivations", "console_scripts", "pytest11", "nothing"])
def test_what_is_registered(group: str) -> None:
    assert registered(group) == sorted({point.value for point in entry_points(group=group)})


def test_registered_in_odd_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def install(folder: str, name: str, text: str) -> None:
        (tmp_path / folder / name).mkdir(parents=True)
        (tmp_path / folder / name / "METADATA").write_text("Name: x\nVersion: 1\n")
        (tmp_path / folder / name / "entry_points.txt").write_text(text)

    install(
        "one", "A_b-1.dist-info", "[other]\nx = no\n\n[book]\n# y = no\n a = first \nb=second\n"
    )
    install("two", "a.b-2.egg-info", "[book]\na = hidden\n")
    install("two", "c-2.egg-info", "a = outside\n[ book ]\na = third\n[books]\na = no\n")
    install("two", "d-2.old", "[book]\na = no\n")
    (tmp_path / "two" / "e-1.dist-info").mkdir()
    places = [str(tmp_path / name) for name in ("one", "nowhere", "two")]
    monkeypatch.setattr(sys, "path", places)
    assert registered("book") == ["first", "second", "third"]
    monkeypatch.setattr(sys, "path", [*places, str(Path(__file__))])  # no folder: another looks
    assert {"first", "second"} <= set(registered("book"))


def test_no_search_depends_on_what_the_name_of_a_verdict_leaves_out() -> None:
    """But the oracles, and what makes claims of members, families, gradients, which these tell."""
    edges = house.graph(house.HERE)
    seen: set[str] = set()
    left = ["symattn.checking.step_verdicts", "symattn.kernel.checker"]
    while left:
        if (name := left.pop()) not in seen:
            seen.add(name)
            left += edges[name]
    idle = {name for name in seen if house.room(name) in cache.IDLE}
    told = {
        f"symattn.reading.{name}"
        for name in ("members", "declared_families", "gradients", "definitions_put_in")
    }
    assert {n for n in idle if house.room(n) != "oracles"} == told
    users = {name for name in seen - told if told & {*edges[name]}}
    assert {house.room(name) for name in users} == {"writing"}
    assert {*cache.IDLE} < {*house.ROOMS}


@pytest.mark.parametrize(
    "words, wanted",
    [
        ("Consider keys \x000\x00, and let \x001\x00", ["consider", "let"]),
        ("Consider what follows: let \x000\x00", ["let"]),
        ("and given given vectors \x000\x00", ["given", "given"]),
        ("for for \x000\x00 tokens", ["for"]),
        ("given that, where \x000\x00 is", ["where"]),
        ("(where \x000\x00)", ["where"]),
        ("we have we have \x000\x00", []),
    ],
)
def test_openings(words: str, wanted: list[str]) -> None:
    assert OPENING.search(words) is not None
    assert [(m.group(1) or m.group(2)).lower() for m in openings(words)] == wanted
