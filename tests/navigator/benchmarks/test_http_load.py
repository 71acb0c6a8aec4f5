"""The load generator counts what it saw: a server that refuses is no fast server."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from navigator.benchmarks.http_load import LoadResult, ask_at_once, ask_in_turn


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        body = b"x" * 2000
        self.send_response(500 if self.path == "/broken" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_every_answer_is_counted_by_its_status(port: int) -> None:
    result = ask_at_once(port, ["/", "/broken"], clients=2, seconds=0.5)
    assert set(result.statuses) == {200, 500}
    assert sum(result.statuses.values()) == len(result.times_ms) > 10
    assert result.failed == result.statuses[500]


def test_a_server_that_is_not_there_answers_nothing(port: int) -> None:
    result = ask_at_once(1, ["/"], clients=2, seconds=0.1)
    assert set(result.statuses) == {0}
    assert result.failed == len(result.times_ms)


def test_servers_that_are_asked_in_turn_are_asked_the_same_for_as_long(port: int) -> None:
    started = time.perf_counter()
    one, other = ask_in_turn([port, port], ["/", "/broken"], clients=2, seconds=0.6, turn_s=0.2)
    took_s = time.perf_counter() - started
    assert (one.clients, other.clients) == (2, 2)
    for result in (one, other):
        assert sum(result.statuses.values()) == len(result.times_ms) > 10
        assert set(result.statuses) == {200, 500}
        assert result.seconds >= 0.6
    assert one.seconds + other.seconds <= took_s  # each its own turns, not those of the other


def test_quantiles_are_of_the_times_that_were_measured() -> None:
    result = LoadResult(1, 2.0, tuple(float(ms) for ms in range(100, 0, -1)), {200: 100})
    assert (result.quantile_ms(0.5), result.quantile_ms(0.95), result.quantile_ms(1.0)) == (51.0, 96.0, 100.0)
    assert result.requests_per_s == 50.0
