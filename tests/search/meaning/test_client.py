"""A client before sockets that lead nowhere, say nothing, or talk rubbish: never an error, never a long wait."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from search.meaning.client import NOTHING, TIME_OUT_S, UNKNOWN, Candidates, MeaningClient, candidates
from search.meaning.framing import framed, framed_json, read_frame
from search.meaning.places import GenerationFile, socket_path

Talk = Callable[[socket.socket], None]


@contextmanager
def listening(directory: Path, talk: Talk) -> Iterator[None]:
    """A server of the test's own, with one thread per connection."""
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(socket_path(directory)))
    server.listen(16)
    threads: list[threading.Thread] = []

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=_talk, args=(connection, talk)))
            threads[-1].start()

    accepting = threading.Thread(target=serve)
    accepting.start()
    try:
        yield
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        accepting.join()
        for thread in threads:
            thread.join()
        socket_path(directory).unlink(missing_ok=True)


def _talk(connection: socket.socket, talk: Talk) -> None:
    with connection:
        try:
            talk(connection)
        except OSError:
            return


def saying(content: bytes) -> Talk:
    """Reads a question and says this, whatever it was; then keeps the line open for a moment."""

    def talk(connection: socket.socket) -> None:
        read_frame(connection.recv)
        connection.sendall(content)
        connection.settimeout(1)
        connection.recv(1)

    return talk


def answering(answer: Callable[[str], object]) -> Talk:
    """A sound server."""

    def talk(connection: socket.socket) -> None:
        while (content := read_frame(connection.recv)) is not None:
            connection.sendall(framed_json(answer(json.loads(content)["text"])))

    return talk


@pytest.fixture
def client(tmp_path: Path) -> Iterator[MeaningClient]:
    client = MeaningClient(tmp_path)
    yield client
    client.close()


RUBBISH = {
    "no frame": b"GET / HTTP/1.1\r\n\r\n",
    "a length without end": b"\xff\xff\xff\xff",
    "half a message": framed_json({"generation": 1, "keys": [], "scores": []})[:-3],
    "no JSON": framed(b"\x80\x81"),
    "deep JSON": framed(b"[" * 10_000),
    "no object": framed_json([1]),
    "no keys": framed_json({"generation": 1}),
    "keys of text": framed_json({"generation": 1, "keys": ["1"], "scores": [1.0]}),
    "booleans for keys": framed_json({"generation": 1, "keys": [True], "scores": [1.0]}),
    "scores of text": framed_json({"generation": 1, "keys": [1], "scores": ["high"]}),
    "scores of nothing": framed_json({"generation": 1, "keys": [1], "scores": [None]}),
    "fewer scores": framed_json({"generation": 1, "keys": [1, 2], "scores": [1.0]}),
    "far too many keys": framed_json({"generation": 1, "keys": list(range(101)), "scores": [0.5] * 101}),
    "a number too large": framed(b'{"generation": 1e999, "keys": [], "scores": []}'),
    "nothing": b"",
}

BUSY_MACHINE_S = 5.0  # what a test may wait for its turn


@pytest.mark.parametrize("content", RUBBISH.values(), ids=RUBBISH.keys())
def test_rubbish_is_no_answer(client: MeaningClient, tmp_path: Path, content: bytes) -> None:
    with listening(tmp_path, saying(content)):
        began_at = time.monotonic()
        assert client.candidates("eenzame ouderen") == UNKNOWN
        assert time.monotonic() - began_at < TIME_OUT_S + BUSY_MACHINE_S
        client.close()


def test_without_a_process_it_says_so_at_once(client: MeaningClient) -> None:
    began_at = time.monotonic()
    assert [client.candidates("eenzaam") for _ in range(100)] == [UNKNOWN] * 100
    assert time.monotonic() - began_at < BUSY_MACHINE_S  # a wait for each would take ten seconds


def test_a_silent_process_costs_a_few_waits_and_then_none(client: MeaningClient, tmp_path: Path) -> None:
    stop = threading.Event()
    with listening(tmp_path, lambda _connection: stop.wait(10) and None):
        began_at = time.monotonic()
        answers = [client.candidates(f"vraag {number}") for number in range(100)]
        took_s = time.monotonic() - began_at
        stop.set()
    assert set(answers) == {UNKNOWN}
    assert took_s < BUSY_MACHINE_S  # a wait for each would take ten seconds


def test_a_trickle_of_bytes_does_not_stretch_the_wait(client: MeaningClient, tmp_path: Path) -> None:
    def trickle(connection: socket.socket) -> None:
        for byte in framed_json({"generation": 1, "keys": [], "scores": []}):
            connection.sendall(bytes([byte]))
            time.sleep(0.2)

    with listening(tmp_path, trickle):
        began_at = time.monotonic()
        assert client.candidates("eenzaam") == UNKNOWN
        assert time.monotonic() - began_at < TIME_OUT_S + BUSY_MACHINE_S


def test_it_is_asked_again_after_a_pause(client: MeaningClient, tmp_path: Path) -> None:
    for _ in range(5):
        client.candidates("eenzaam")
    with listening(tmp_path, answering(lambda _text: {"generation": 1, "keys": [7], "scores": [0.6]})):
        deadline = time.monotonic() + 10
        while not (found := client.candidates("eenzaam")).is_known:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        client.close()
    assert found == Candidates((7,), (0.6,))


def test_a_late_answer_is_no_failure(client: MeaningClient, tmp_path: Path) -> None:
    asked: list[str] = []

    def late(text: str) -> object:
        asked.append(text)
        return {"late": True}

    with listening(tmp_path, answering(late)):
        assert {client.candidates(f"vraag {number}") for number in range(20)} == {UNKNOWN}
        client.close()
    assert len(asked) == 20


def test_what_is_known_is_asked_again_only_after_a_change(client: MeaningClient, tmp_path: Path) -> None:
    asked: list[str] = []
    generation = GenerationFile(tmp_path, is_writer=True)
    generation.write(5)

    def answer(text: str) -> object:
        asked.append(text)
        return {"generation": generation.read(), "keys": [len(asked)], "scores": [0.6]}

    with listening(tmp_path, answering(answer)):
        assert [client.candidates(text).keys for text in ("eenzaam", " eenzaam ", "eenzaam")] == [(1,)] * 3
        generation.write(6)
        assert [client.candidates("eenzaam").keys for _ in range(2)] == [(2,)] * 2
        client.close()
    assert asked == ["eenzaam", "eenzaam"]


def test_a_process_that_was_replaced_is_found_on_the_same_call(client: MeaningClient, tmp_path: Path) -> None:
    for number in (1, 2):
        with listening(tmp_path, lambda connection: _answer_once(connection)):
            assert client.candidates(f"vraag {number}").is_known


def _answer_once(connection: socket.socket) -> None:
    read_frame(connection.recv)
    connection.sendall(framed_json({"generation": 1, "keys": [], "scores": []}))


@pytest.mark.parametrize("text", ["", "   ", "12", "a", "\u202e\u200b", "?!"])
def test_what_says_nothing_is_not_asked(client: MeaningClient, text: str) -> None:
    assert client.candidates(text) == NOTHING


def test_without_an_encoder_meaning_is_no_part_of_any_answer(settings) -> None:
    settings.NAVIGATOR_ENCODER = "none"
    assert candidates("eenzame ouderen") == NOTHING
