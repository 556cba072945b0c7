"""`symattn serve`: who may ask, how much, and that nothing is lost when many ask at once."""

from __future__ import annotations

import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from click.testing import CliRunner

from symattn.app import serving
from symattn.app.served_answers import LONGEST
from symattn.app.serving import BODY, AppServer, is_loopback
from symattn.batches.staying_checker import Checker
from symattn.commands.serve import serve

PAGE = {"text": "Let $x > 0$. So $x + 1 > 1$, and $x > 1$.", "form": "markdown", "setting": ""}
JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def server() -> Iterator[AppServer]:
    with Checker(workers=2, seconds=5) as checker, AppServer(checker) as one:
        threading.Thread(target=one.serve_forever, daemon=True).start()
        yield one
        one.shutdown()


def ask(
    server: AppServer,
    what: str = "look",
    body: Any = PAGE,
    method: str = "POST",
    raw: bytes | None = None,
    **headers: str,
) -> tuple[int, Any]:
    with closing(http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=120)) as to:
        sent = json.dumps(body).encode() if raw is None else raw
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        to.request(method, f"/{what}", sent if method == "POST" else None, {**JSON, **named})
        answer = to.getresponse()
        data = answer.read()
        kind = answer.getheader("Content-Type")
        return answer.status, json.loads(data) if kind == "application/json" else data


def test_it_listens_on_loopback_alone(server: AppServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    ("host", "is_one"),
    [("127.0.0.1", 1), ("::1", 1), ("localhost", 1), ("0.0.0.0", 0), ("::", 0), ("example.org", 0)],
)
def test_what_is_loopback(host: str, is_one: int) -> None:
    assert is_loopback(host) == bool(is_one)


def test_a_page_is_answered_with_its_verdicts(server: AppServer) -> None:
    status, found = ask(server)
    assert status == 200 and found["counts"] == {"proved": 1, "refuted": 1}
    assert [one["verdict"] for one in found["lines"]] == ["proved", "refuted"]


def test_a_repair_and_a_file_are_answered(server: AppServer) -> None:
    page = {**PAGE, "text": "Let $x > 0$. So $(x + 1)^2 = x^2 + 1$."}
    status, found = ask(server, "take", {**page, "line": 0, "repair": 0})
    assert status == 200 and found["kind"] == "edit" and "2 x" in found["text"]
    assert ask(server, "html", page)[1]["html"].startswith("<!doctype html>")


def test_the_files_of_the_app_are_there(server: AppServer) -> None:
    status, index = ask(server, "", method="GET")
    assert status == 200 and b'data-engine="served"' in index
    for name in ("app.js", "app.css", "page.css", "math.woff2", "examples.json"):
        assert ask(server, name, method="GET")[0] == 200


@pytest.mark.parametrize("name", ["../setup.cfg", "%2e%2e/setup.cfg", "/etc/passwd", "app.js/.."])
def test_no_other_file_is(server: AppServer, name: str) -> None:
    assert ask(server, name, method="GET")[0] == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
    ],
)
def test_no_other_page_may_ask(server: AppServer, headers: dict[str, str]) -> None:
    assert ask(server, **headers)[0] == 403


def test_a_name_that_leads_here_is_not_enough(server: AppServer) -> None:
    """A page elsewhere whose name is made to mean this machine reads nothing."""
    assert ask(server, "", method="GET", Host=f"evil.example:{server.server_port}")[0] == 403


def test_its_own_page_may_ask(server: AppServer) -> None:
    own = server.url.rstrip("/")
    assert ask(server, Origin=own, Sec_Fetch_Site="same-origin")[0] == 200


def test_a_form_of_another_page_cannot_ask(server: AppServer) -> None:
    assert ask(server, Content_Type="text/plain")[0] == 415
    assert ask(server, method="OPTIONS")[0] == 501


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ([], 400),
        ({}, 400),
        ({**PAGE, "text": 3}, 400),
        ({**PAGE, "form": "notebook"}, 400),
        ({**PAGE, "setting": ["a"]}, 400),
        ({**PAGE, "text": "x" * (LONGEST + 1)}, 400),
        ({**PAGE, "text": "x" * (BODY + 1)}, 413),
    ],
)
def test_what_is_no_page_is_refused_in_a_line(server: AppServer, body: Any, status: int) -> None:
    found = ask(server, body=body)
    assert found[0] == status and "\n" not in found[1]["why"]


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff", b"[" * 100_000])
def test_what_is_no_json_is_refused(server: AppServer, raw: bytes) -> None:
    assert ask(server, raw=raw)[0] == 400


def test_other_questions_are_refused(server: AppServer) -> None:
    assert ask(server, "run")[0] == 400


@pytest.mark.parametrize("key", ["line", "repair"])
@pytest.mark.parametrize("value", [-1, True, "0", None, 10**9])
def test_a_repair_has_a_number(server: AppServer, key: str, value: Any) -> None:
    assert ask(server, "take", {**PAGE, "line": 0, "repair": 0, key: value})[0] == 400


def test_a_page_that_cannot_be_read_is_answered(server: AppServer) -> None:
    found = ask(server, body={**PAGE, "setting": "nothing-of-the-kind"})[1]
    assert found["kind"] == "unread" and "nothing-of-the-kind" in found["why"]


def test_latex_includes_no_file_of_this_machine(server: AppServer) -> None:
    page = {**PAGE, "form": "latex", "text": "\\input{/etc/passwd} So $1 < 2$."}
    assert "root:" not in json.dumps(ask(server, body=page)[1])


def test_nothing_is_lost_when_two_hundred_ask_at_once(server: AppServer) -> None:
    found: dict[int, Any] = {}

    def one(k: int) -> None:
        page = {**PAGE, "text": f"Let $x > {k}$. So $x > {k - 1}$, and $x > {k + 1}$."}
        found[k] = ask(server, body=page)

    threads = [threading.Thread(target=one, args=(k,)) for k in range(200)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 200
    for k, (status, page) in found.items():
        assert status == 200 and page["counts"] == {"proved": 1, "refuted": 1}, k
        assert f"x &gt; {k + 1}" in page["lines"][1]["why"]


def test_too_many_questions_are_sent_away(
    server: AppServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "turns", threading.BoundedSemaphore(1))
    server.turns.acquire()
    status, found = ask(server)
    assert status == 503 and "try again" in found["why"]
    server.turns.release()
    assert ask(server)[0] == 200


def test_too_many_connections_are_closed(server: AppServer) -> None:
    for _ in range(serving.CONNECTIONS - 1):  # all but one
        assert server.room.acquire(timeout=10)
    try:
        with closing(socket.create_connection(("127.0.0.1", server.server_port))):
            until = time.monotonic() + 10  # it may take a while to be let in
            while ask(server, "", method="GET")[0] != 503:
                assert time.monotonic() < until
    finally:
        for _ in range(serving.CONNECTIONS - 1):
            server.room.release()


def test_who_has_gone_is_not_waited_for(server: AppServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A question that still waits is not worked on any more."""
    from concurrent.futures import Future

    future: Future[Any] = Future()
    monkeypatch.setattr(serving, "POLL", 0.05)
    monkeypatch.setattr(server.checker, "submit", lambda *_: future)
    with closing(socket.create_connection(("127.0.0.1", server.server_port))) as one:
        body = json.dumps(PAGE).encode()
        head = (
            f"POST /look HTTP/1.1\r\nHost: 127.0.0.1:{server.server_port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        one.sendall(head.encode() + body)
        time.sleep(0.3)
        assert not future.cancelled()
    until = time.monotonic() + 10
    while not future.cancelled() and time.monotonic() < until:
        time.sleep(0.05)
    assert future.cancelled()


def test_a_port_that_is_taken_costs_a_line(server: AppServer) -> None:
    found = CliRunner().invoke(serve, ["--port", str(server.server_port)])
    assert found.exit_code == 1 and "cannot listen on 127.0.0.1" in found.output
