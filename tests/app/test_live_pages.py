"""A page looked at claim by claim, what is kept of it, and repairs that a click puts in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from symattn.app import page_views
from symattn.app.browser_side import Desk, replay
from symattn.app.live_pages import KeptVerdicts, Looked, looked_at, read
from symattn.app.taken_repairs import taken
from symattn.app.text_units import offsets, units
from symattn.checking.checked_pages import CheckedLine
from symattn.checking.page_checks import check_page_here
from symattn.interface.known_settings import settings
from symattn.kernel import Rejected
from symattn.reading.documents.pieces import PageError
from symattn.rendering.author_pages import formulas_in_html
from symattn.rendering.author_pages.findings import findings

PAGE = "Let $x > 0$.\n\n$$x + 1 > 1$$\n\nSo $(x + 1)^2 = x^2 + 1$ and $x^2 > 0$.\n"
CHAIN = (
    "Let $b > 0$.\n\n$$\\begin{aligned}\n(b + 1)^2 &= b^2 + 2b + 1 \\\\\n &= b^2 + 1 + 3 b \\\\\n"
    " &> b^2\n\\end{aligned}$$\n"
)


def events(text: str, kept: KeptVerdicts | None = None, **more: Any) -> list[Any]:
    return list(looked_at(read(text, "markdown"), kept or KeptVerdicts(), **more))


def last(text: str) -> Looked:
    found = events(text)[-1]
    assert isinstance(found, Looked)
    return found


def asked(found: list[Any]) -> list[Any]:
    return [one for one in found if not isinstance(one, Looked) and one["kind"] == "claim"]


@pytest.mark.parametrize("text", [s.example for s in settings()] + [PAGE, CHAIN])
def test_the_verdicts_are_those_of_check(text: str) -> None:
    whole = check_page_here(read(text, "markdown"))
    assert [f.verdict for f in findings(last(text).checked)] == [f.verdict for f in findings(whole)]


@pytest.mark.parametrize("part", ["messages", "to_write", "in_latex"])
def test_an_error_at_one_line_leaves_the_others_their_verdicts(
    monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    using = [module for module in (page_views, formulas_in_html) if hasattr(module, part)]
    own = getattr(using[0], part)

    def failing(*args: Any, **more: Any) -> Any:
        line = next(one for one in args if isinstance(one, CheckedLine))
        if line.verdict == "refuted":
            raise KeyError("/nothing.zip")
        return own(*args, **more)

    for module in using:
        monkeypatch.setattr(module, part, failing)
    found = last(PAGE.replace("x", r"\hat{x}")).view()
    assert [one["verdict"] for one in found["lines"]] == ["proved", "not_read", "proved"]
    assert "Internal error: KeyError" in found["lines"][1]["why"]
    assert "Internal error: KeyError" in found["html"] and "2 proved" in found["counted"]


def test_an_error_that_is_at_no_line_is_said_of_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_views, "article", lambda *_: {}["nothing"])
    desk = Desk()
    desk.begin(json.dumps({"text": "So $1 = 1$.", "form": "markdown"}))
    found = [json.loads(desk.go_on()) for _ in range(3)][-1]
    assert found["kind"] == "unread" and found["why"].startswith("internal error: KeyError")


def test_a_line_that_was_not_changed_costs_nothing() -> None:
    kept = KeptVerdicts()
    assert len(asked(events(PAGE, kept))) == 3
    assert asked(events(PAGE, kept)) == []
    assert len(asked(events(PAGE.replace("x^2 > 0", "x^2 > -1"), kept))) == 1


def test_what_stands_beside_a_false_line_is_looked_at_again() -> None:
    """At once with the verdict that is known, then beside the new line; a proof holds anyway."""
    kept = KeptVerdicts()
    first, second = "Let $x > 0$. $(x+1)^2 = x^2 + 1$.", " $x > -1$. $(x+1)^2 = x^2 + 2x + 1$."
    events(first + " $x > -2$.", kept)
    found = events(first + " $x > -2$." + second, kept)
    pages = [one for one in found if isinstance(one, Looked)]
    assert [page.again for page in pages] == [True, False]
    assert pages[0].view()["counts"] == pages[1].view()["counts"]
    assert len(asked(found)) == 3


def test_what_was_put_off_is_undecided_and_says_so() -> None:
    name = asked(events(PAGE))[1]["name"]
    found = events(PAGE, put_off={name: 4})[-1]
    line = found.view()["lines"][1]
    assert line["verdict"] == "undecided" and "longer than 4 seconds" in line["why"]


def test_another_worker_bears_out_what_was_found_and_keeps_it() -> None:
    found = [one for one in events(PAGE) if isinstance(one, dict) and one["kind"] == "verdict"]
    other = KeptVerdicts()
    for one in json.loads(json.dumps(found)):
        assert other.borne_out(one["claim"], one["others"], one["content"])
    assert asked(events(PAGE, other)) == []


@pytest.mark.parametrize("spoil", ["status", "evidence", "claim"])
def test_what_is_not_borne_out_is_not_kept(spoil: str) -> None:
    one = next(e for e in events(PAGE) if isinstance(e, dict) and e["kind"] == "verdict")
    one = json.loads(json.dumps(one))
    wrong = next(
        e for e in events("Let $x > 0$. $x + 1 > 2$.") if isinstance(e, dict) and "content" in e
    )
    if spoil == "status":
        one["content"][0] = "refuted"
    elif spoil == "evidence":
        one["content"][2] = {}
    else:
        one["claim"] = wrong["claim"]
    other = KeptVerdicts()
    try:
        assert not other.borne_out(one["claim"], one["others"], one["content"])
    except Rejected:
        pass
    assert len(asked(events(PAGE, other))) == 3
    assert json.loads(replay(json.dumps({"name": "n", **one})))["good"] is False


def test_places_are_those_of_a_browser() -> None:
    text = "𝛼𝛽. Let $x > 0$. So $x > -1$. 𝛾. So $x \\ge 0$."
    found = [
        text.encode("utf-16-le")[2 * one["start"] : 2 * one["end"]].decode("utf-16-le")
        for one in last(text).view()["lines"]
    ]
    assert "x > -1" in found and "x \\ge 0" in found
    before, after = units(text), offsets(text)
    assert all(after(before(k)) == k for k in range(len(text)))


def test_a_repair_is_put_in_where_it_says_what_was_proved() -> None:
    checked = last(PAGE).checked
    edit = taken(checked, 1, 0)
    text = PAGE[: edit["start"]] + edit["text"] + PAGE[edit["end"] :]
    assert last(text).view()["counts"] == {"proved": 3}


def test_a_link_of_a_chain_stays_one() -> None:
    edit = taken(last(CHAIN).checked, 1, 0)
    assert edit["text"].startswith("=")
    text = CHAIN[: edit["start"]] + edit["text"] + CHAIN[edit["end"] :]
    found = last(text).checked
    assert [f.verdict for f in findings(found)][-3:] == ["proved"] * 3
    assert len({f.line.line.chain for f in findings(found)[-3:] if f.line}) == 1


@pytest.mark.parametrize("setting", settings(), ids=str)
def test_repairs_of_examples_can_be_put_in(setting: Any) -> None:
    checked = last(setting.example).checked
    for one in last(setting.example).view()["lines"]:
        for repair in one["repairs"]:
            edit = taken(checked, one["number"], repair["number"])
            assert edit["kind"] == "edit"
            text = setting.example[: edit["start"]] + edit["text"] + setting.example[edit["end"] :]
            told = [f for f in findings(last(text).checked) if f.verdict]
            assert told[one["number"]].verdict == "proved"


@pytest.mark.parametrize(("line", "repair"), [(-1, 0), (9, 0), (1, 7), (0, 0)])
def test_there_is_no_such_repair(line: int, repair: int) -> None:
    assert taken(last(PAGE).checked, line, repair)["kind"] == "no edit"


def test_a_page_that_says_something_else_gets_no_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the text with the repair would be read as another line, nothing is put in."""
    from symattn.publishing import repaired_source

    monkeypatch.setattr(repaired_source, "in_latex", lambda *_: "x = x")
    monkeypatch.setattr(repaired_source, "with_kept_side", lambda *_: "x = x")
    assert taken(last(PAGE).checked, 1, 0)["kind"] == "no edit"


def test_the_author_cannot_write_html_into_the_app() -> None:
    text = "<img src=x onerror=alert(1)> <script>alert(1)</script> $x <script> 1$ [a](javascript:b)"
    view = last(text).view()
    whole = view["html"] + "".join(one["why"] for one in view["lines"])
    assert "<script" not in whole and "<img" not in whole and 'href="javascript' not in whole


class TestADesk:
    """What the worker in a browser calls."""

    @staticmethod
    def begin(desk: Desk, text: str, **more: Any) -> Any:
        return json.loads(desk.begin(json.dumps({"text": text, "form": "markdown", **more})))

    def test_a_page_comes_at_the_end(self) -> None:
        desk = Desk()
        assert json.loads(desk.drawn()) == {"kind": "read"}
        self.begin(desk, PAGE)
        assert json.loads(desk.drawn())["html"].startswith("<article")
        kinds = []
        while (one := json.loads(desk.go_on()))["kind"] != "nothing":
            kinds.append(one["kind"])
        assert kinds[-1] == "page" and json.loads(desk.html())["html"].startswith("<!doctype html>")
        assert json.loads(desk.take(1, 0))["kind"] == "edit"

    def test_a_new_page_takes_the_place_of_one_that_is_not_finished(self) -> None:
        desk = Desk()
        self.begin(desk, PAGE)
        desk.go_on()
        self.begin(desk, "So $2 > 1$.")
        while (one := json.loads(desk.go_on()))["kind"] != "page":
            pass
        assert one["counts"] == {"proved": 1}

    @pytest.mark.parametrize(
        "text", ["\x00", "x" * 2_000_001, "```symattn\nsetting nothing-of-the-kind\n```"]
    )
    def test_what_cannot_be_read_is_said_in_a_line(self, text: str) -> None:
        found = self.begin(Desk(), text)
        if found["kind"] != "unread":
            assert "nothing-of" in text
        else:
            assert "\n" not in found["why"]

    def test_there_is_a_file_only_of_a_page(self) -> None:
        assert json.loads(Desk().html()) == {"kind": "nothing"}
        assert json.loads(Desk().take(0, 0))["kind"] == "no edit"


def test_a_page_with_a_zero_cannot_be_read() -> None:
    with pytest.raises(PageError):
        read("\x00", "markdown")
