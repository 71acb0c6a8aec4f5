"""Bad requests through the real web server, byte for byte: what a client library would refuse to send."""

import socket
import time
from urllib.parse import urlsplit

import pytest

from tests.e2e.fixtures import LiveSite

MOST_SECONDS = 5.0


def status_of(site: LiveSite, request: bytes) -> int:
    """The status of the answer; 0 when the server hangs up without one."""
    parts = urlsplit(site.url)
    with socket.create_connection((parts.hostname, parts.port), timeout=MOST_SECONDS) as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            answer = connection.recv(4096)
        except TimeoutError:
            raise
        except OSError:  # hung up before it was all sent
            answer = b""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0


def asking(target: bytes, method: bytes = b"GET") -> bytes:
    return method + b" " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"/zoeken/?q=%22", 200),
        (b"/zoeken/?q=%F0%9F%92%9A", 200),
        (b"/zoeken/?q=%00", 400),
        (b"/zoeken/?q=%C3%28", 400),
        (b"/zoeken/?thema=onbekend&thema=onbekend", 200),
        (b"/zoeken/?bbox=NaN,1,2,3", 200),
        (b"/zoeken/?pagina=1000000000", 404),
        (b"/zoeken/?q=" + b"a" * 8_500, 414),
        (b"/api/v1/initiatieven?q=" + b"a" * 300, 400),
        (b"/api/v1/initiatieven?pagina=0", 400),
        (b"/api/v1/initiatieven/", 404),
        (b"/initiatieven/bestaat-niet/", 404),
        (b"/initiatieven/%2e%2e%2f%2e%2e%2fetc/passwd", 404),
        (b"/initiatieven/" + b"a" * 3000 + b"/", 414),
    ],
)
def test_nonsense_gets_the_status_that_says_what_is_wrong(live_site: LiveSite, target: bytes, status: int) -> None:
    started = time.monotonic()
    assert status_of(live_site, asking(target)) == status
    assert time.monotonic() - started < MOST_SECONDS


@pytest.mark.parametrize(
    ("method", "status"), [(b"HEAD", 200), (b"POST", 405), (b"PUT", 405), (b"DELETE", 405), (b"PATCH", 405)]
)
def test_only_reading_is_allowed(live_site: LiveSite, method: bytes, status: int) -> None:
    assert status_of(live_site, asking(b"/zoeken/", method)) == status
    assert status_of(live_site, asking(b"/api/v1/initiatieven", method)) == status


@pytest.mark.parametrize(
    "request_bytes",
    [
        asking(b"/zoeken/?q=" + b"a" * 100_000),
        b"GET /zoeken/ HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET /zoeken/ HTTP/1.1\r\nHost: elders.test\r\nConnection: close\r\n\r\n",
        b"GET /zoeken/ HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 20_000 + b"\r\n\r\n",
        b"POST /zoeken/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: abc\r\n\r\n",
    ],
)
def test_broken_requests_are_refused(live_site: LiveSite, request_bytes: bytes) -> None:
    assert status_of(live_site, request_bytes) in {0, 400, 405, 414, 431}
    assert status_of(live_site, asking(b"/healthz")) == 200
