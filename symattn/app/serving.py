"""`symattn serve`: the app with native Python behind it, for one machine.

It listens on loopback unless told otherwise, answers no page but its own, and bounds what it reads
and what it takes on: so many connections, so many questions that wait, pages of so many characters.
"""

from __future__ import annotations

import ipaddress
import json
import select
import socket
import threading
from concurrent.futures import CancelledError, Future, TimeoutError
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from ..batches.staying_checker import Checker
from .served_answers import LONGEST, NotAsked, question
from .site_files import POLICY, site_files, type_of

LOOPBACK = "127.0.0.1"
BODY = 8 * LONGEST  # bytes: JSON may spell out every character
PASSED_OVER = 32 << 20  # bytes
CONNECTIONS = 320
WAITING = 256  # questions that are asked and not answered
PATIENCE = 15.0  # seconds for the next bytes of a question
POLL = 1.0  # seconds between looks at whether who asked is still there
HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-cache",
}


class AppServer(ThreadingHTTPServer):
    """Files, and questions that a checker answers."""

    daemon_threads = True
    request_queue_size = CONNECTIONS
    allow_reuse_address = True

    def __init__(self, checker: Checker, host: str = LOOPBACK, port: int = 0) -> None:
        self.checker = checker
        self.files = site_files("served")
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.room = threading.BoundedSemaphore(CONNECTIONS)
        self.turns = threading.BoundedSemaphore(WAITING)
        super().__init__((host, port), _Handler)
        self.hosts = _hosts(host, self.server_port)

    @property
    def url(self) -> str:
        """Where a browser on this machine finds the app."""
        return f"http://{sorted(self.hosts)[0]}/"

    def server_bind(self) -> None:
        """Bind without asking for a name: that may take seconds where there is none."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self.room.acquire(blocking=False):
            with suppress(OSError):
                request.sendall(
                    b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                )
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self.room.release()
            raise

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self.room.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who has gone gets no answer, and nobody else needs to know."""


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _hosts(host: str, port: int) -> frozenset[str]:
    """What a browser may have called this server: another name is another site's trick."""
    names = {LOOPBACK, "localhost", "[::1]"}
    if not is_loopback(host):
        names.add(f"[{host}]" if ":" in host else host)
    return frozenset(f"{name}:{port}" for name in names)


class _Handler(BaseHTTPRequestHandler):
    server: AppServer
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "symattn", ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        if not self._is_for_us():
            return self._refuse(HTTPStatus.FORBIDDEN, "this server was called by another name")
        name = urlsplit(self.path).path.lstrip("/") or "index.html"
        data = self.server.files.get(name)
        if data is None:
            return self._refuse(HTTPStatus.NOT_FOUND, "there is no such file")
        self._send(HTTPStatus.OK, data, type_of(name))

    do_HEAD = do_GET

    def do_POST(self) -> None:
        if not self._is_for_us() or not self._is_from_us():
            return self._refuse(HTTPStatus.FORBIDDEN, "only the app's own page may ask")
        if self.headers.get_content_type() != "application/json":
            return self._refuse(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "JSON was expected")
        length = self.headers.get("Content-Length", "")
        if not length.isdecimal():
            return self._refuse(HTTPStatus.LENGTH_REQUIRED, "a length was expected")
        if len(length) > 12 or int(length) > BODY:
            self._pass_over(length)
            return self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "the page is too long")
        try:
            asked = question(self.path.lstrip("/"), json.loads(self.rfile.read(int(length))))
        except NotAsked as error:
            return self._refuse(HTTPStatus.BAD_REQUEST, str(error), close=False)
        except (ValueError, RecursionError):
            return self._refuse(HTTPStatus.BAD_REQUEST, "JSON was expected", close=False)
        if not self.server.turns.acquire(blocking=False):
            return self._refuse(
                HTTPStatus.SERVICE_UNAVAILABLE, "too much is asked at once; try again", close=False
            )
        try:
            future = self.server.checker.submit(asked.query, asked.then)
            found = self._waited_for(future)
        finally:
            self.server.turns.release()
        if found is None:
            self.close_connection = True
        else:
            self._send(HTTPStatus.OK, _as_json(found), type_of(".json"))

    def _pass_over(self, length: str) -> None:
        """Hear out who sends too much, up to a point: one that is cut short sees no answer."""
        left = min(int(length[:12]), PASSED_OVER)
        while left > 0 and (part := self.rfile.read(min(left, 1 << 16))):
            left -= len(part)

    def _waited_for(self, future: Future[Any]) -> Any:
        """The answer; None where who asked has gone, and then it is not worked on if it waits."""
        while True:
            try:
                return future.result(POLL)
            except TimeoutError:
                if self._has_gone():
                    future.cancel()
                    return None
            except CancelledError:
                return {"kind": "unread", "why": "the server is being stopped"}
            except Exception as error:
                return {"kind": "unread", "why": f"internal error: {type(error).__name__}"}

    def _has_gone(self) -> bool:
        try:
            ready, _, _ = select.select([self.connection], [], [], 0)
            return bool(ready) and self.connection.recv(1, socket.MSG_PEEK) == b""
        except (OSError, ValueError):
            return True

    def _is_for_us(self) -> bool:
        return self.headers.get("Host", "").lower() in self.server.hosts

    def _is_from_us(self) -> bool:
        """Whether no other site's page asks; what is no browser says neither."""
        origin = self.headers.get("Origin")
        own = f"http://{self.headers.get('Host', '').lower()}"
        site = self.headers.get("Sec-Fetch-Site", "same-origin")
        return (origin is None or origin.lower() == own) and site == "same-origin"

    def _refuse(self, status: HTTPStatus, why: str, close: bool = True) -> None:
        self.close_connection = self.close_connection or close
        self._send(status, _as_json({"kind": "unread", "why": why}), type_of(".json"))

    def _send(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing is written down about pages."""


def _as_json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode("utf-8", "replace")


__all__ = ["AppServer", "is_loopback"]
