"""The proofs that come with the book: what the search finds, replayed and never believed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from symattn.checking import book_proofs, cache, deciding, lanes, step_verdicts
from symattn.checking.chains import overall
from symattn.kernel import Claim
from symattn.language import Term, number
from symattn.records.record import CheckedDerivation, Verdict
from symattn.search.tidying import tidied
from symattn.writing.book import entries

from .conftest import book_is_searched

ROOT = Path(__file__).parents[1]
FILE = ROOT / "derivations" / book_proofs.FILE
ADDED = ("bounds", "chain")  # what is found only where it is asked for, or beside other lines


def _name(claim: Claim, others: tuple[Term, ...]) -> str:
    return book_proofs.name(book_proofs.asked(claim, others))


def _kept() -> dict[str, Any]:
    return book_proofs.read(FILE.read_bytes())


def _of_a_lemma(one: lanes.Prepared, kept: dict[str, Any]) -> Iterator[str]:
    """The names of the proofs of a lemma's lines, which show what the lines declare."""
    for step in one.steps:
        if step.goal is None:
            continue
        claim = Claim(one.context, step.goal)
        name = _name(claim, step_verdicts.rivals(claim, one.goals))
        here = f"{one.derivation.id}.{step.number}: run python docs/make/proofs.py"
        assert name in kept and kept[name][0] == step.expect, here
        yield name


def test_every_lemma_has_its_proofs() -> None:
    kept = _kept()
    for entry in entries():
        if entry.in_library:
            assert [*_of_a_lemma(lanes.prepared(entry.load()), kept)]


@pytest.mark.skipif(not book_is_searched(), reason="share 0 of the tests replays these proofs")
def test_they_are_what_the_search_finds(book: dict[str, CheckedDerivation]) -> None:
    kept = _kept()
    seen = set()
    for entry in entries():
        one = lanes.prepared(entry.load())
        if entry.id not in book:  # lemmas: their proofs are kept, and found anew by proofs.py alone
            seen |= {*_of_a_lemma(one, kept)}
            continue
        record = book[entry.id]
        for k, step in enumerate(record.steps):
            if step.goal is None:
                continue
            claim = record.claim(step)
            name = _name(claim, step_verdicts.rivals(claim, one.goals))
            status, _, evidence = kept[name]
            found = step.verdict.evidence
            here = f"{record.id}.{step.number}: run python docs/make/proofs.py"
            assert step.verdict.status == status, here
            bare = found and {a: v for a, v in found.items() if a not in ADDED}
            assert evidence == (bare and tidied(claim, bare)), here
            seen.add(name)
            for link in (found or {}).get("chain", ()):
                whole = overall(record.steps, k)
                assert whole is not None
                chain = Claim(record.context, whole)
                name = _name(chain, ())
                assert kept[name][2] == tidied(chain, {"proof": link["proof"]}), here
                seen.add(name)
    others = {name for name in kept if name not in seen}  # of chains that are not shown
    assert len(others) <= 20, "run python docs/make/proofs.py"


def test_those_with_bounds_are_the_same_lines() -> None:
    kept, bounded = _kept(), book_proofs.read((FILE.parent / book_proofs.BOUNDS).read_bytes())
    assert len(bounded) > 100
    for name, (status, reasons, evidence) in bounded.items():
        bare = {key: value for key, value in evidence.items() if key != "bounds"}
        assert evidence["bounds"] and kept[name] == [status, reasons, bare], (
            "run python docs/make/proofs.py"
        )


def test_the_file_is_written_the_same_twice(tmp_path: Path) -> None:
    verdicts = [("b", Verdict("undecided")), ("a", Verdict("proved", {"proof": {}}))]
    book_proofs.write(tmp_path / "one", verdicts)
    book_proofs.write(tmp_path / "two", reversed(verdicts))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert book_proofs.read((tmp_path / "one").read_bytes())["a"] == ["proved", [], {"proof": {}}]


@pytest.fixture
def searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Claim]:
    """The claims that were searched for; nothing is kept from earlier runs."""
    monkeypatch.delenv("SYMATTN_CACHE")
    monkeypatch.setattr(cache, "folder", lambda: tmp_path / "nothing")
    found: list[Claim] = []
    decide = deciding.decide

    def noting(claim: Claim, *rest: Any) -> Verdict:
        found.append(claim)
        return decide(claim, *rest)

    monkeypatch.setattr(deciding, "decide", noting)
    return found


def _first() -> lanes.Prepared:
    return lanes.prepared(next(e for e in entries() if e.id == "1b").load())


def _check(one: lanes.Prepared, k: int = 0) -> Verdict:
    return step_verdicts.check_step(one.steps[k], one.context, others=one.goals)


def test_nothing_is_searched_for_that_comes_with_the_book(searched: list[Claim]) -> None:
    one = _first()
    assert all(_check(one, k).status for k in range(len(one.steps))) and not searched


def test_a_changed_line_is_searched_for(searched: list[Claim]) -> None:
    one = _first()
    claim = one.steps[0].claim(one.context)
    changed = Claim(claim.context, Term("=", (number(2), number(3))))
    assert step_verdicts.kept_or_decided(changed).status == "refuted" and searched == [changed]


@pytest.mark.parametrize("chosen", ["off", "a folder"])
def test_a_chosen_cache_is_the_only_one(
    chosen: str, searched: list[Claim], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYMATTN_CACHE", chosen)
    _check(_first())
    assert len(searched) == 1


def _forged(kept: dict[str, Any], name: str, kind: str) -> Any:
    status, reasons, evidence = kept[name]
    another = next(v for v in kept.values() if v[0] == "proved" and v[2] != evidence)
    return {
        "another verdict": ["refuted" if status == "proved" else "proved", reasons, evidence],
        "another line's proof": another,
        "no evidence": ["proved", [], None],
        "no verdict": 7,
        "too little": [status],
    }[kind]


@pytest.mark.parametrize(
    "kind", ["another verdict", "another line's proof", "no evidence", "no verdict", "too little"]
)
def test_a_forged_verdict_is_as_good_as_none(
    kind: str, searched: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    one, kept = _first(), _kept()
    claim = one.steps[0].claim(one.context)
    name = _name(claim, step_verdicts.rivals(claim, one.goals))
    right = kept[name][0]
    file = json.dumps({name: _forged(kept, name, kind)}, separators=(",", ":"))
    monkeypatch.setattr(book_proofs, "_all", lambda _: [book_proofs.Texts(file)])
    assert _check(one).status == right and searched == [claim]


@pytest.mark.parametrize("data", [b"", b"no gzip", FILE.read_bytes()[:-100]])
def test_a_damaged_file_is_as_good_as_none(
    data: bytes, searched: list[Claim], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / book_proofs.FILE).write_bytes(data)
    monkeypatch.setattr(book_proofs, "root_of", lambda package: tmp_path)
    book_proofs._all.cache_clear()
    try:
        assert _check(_first()).status and len(searched) == 1
    finally:
        book_proofs._all.cache_clear()
