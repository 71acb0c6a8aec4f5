"""Answers questions over a socket: known texts at once, new ones in the order they came, one at a time.

A message is ``{"text": ...}``; the answer ``{"generation": ..., "keys": [...], "scores": [...]}``, or
``{"late": true}`` when there is none yet: too busy, or still loading. The text is encoded all the same, so that it is
known when it is asked again. ``{"ping": true}`` tells how it goes.
"""

import asyncio
import logging
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from search.meaning.finding import Found, MeaningFinder
from search.meaning.framing import LENGTH_BYTES, BadFrameError, framed_json, parsed_json
from search.meaning.question_texts import question_text

logger = logging.getLogger(__name__)

ANSWER_WITHIN_S = 0.085  # a client waits 0.1
LONGEST_MESSAGE = 4096
IDLE_S = 300.0
BACKLOG = 512
MOST_CONNECTIONS = 512
MOST_WAITING = 64


class MeaningServer:
    """Lives in an event loop; ``finder`` is set once there is something to find, from any thread."""

    def __init__(self) -> None:
        self.finder: MeaningFinder | None = None
        self._encoding = ThreadPoolExecutor(1, thread_name_prefix="encoding")
        self._waiting: dict[str, asyncio.Future[Found]] = {}
        self._began_at: float | None = None
        self._usual_s = 0.01
        self._connections = 0

    async def serve(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        server = await asyncio.start_unix_server(self._talk, path, backlog=BACKLOG)
        path.chmod(0o600)
        async with server:
            await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._connections += 1
        try:
            while self._connections <= MOST_CONNECTIONS:
                message = await asyncio.wait_for(_read_message(reader), IDLE_S)
                writer.write(framed_json(await self._answer(message)))
                await writer.drain()
        except (BadFrameError, asyncio.IncompleteReadError, TimeoutError, OSError) as error:
            logger.debug("a connection ends: %s", error)
        finally:
            self._connections -= 1
            writer.close()

    async def _answer(self, message: dict[str, Any]) -> dict[str, Any]:
        if "ping" in message:
            return self._state()
        text = question_text(str(message.get("text", "")))
        finder = self.finder
        if finder is None:
            return {"late": True}
        if not text:
            return _answer_of(Found(finder.generation, ()))
        found = finder.known(text) or await self._found(finder, text)
        return _answer_of(found) if found else {"late": True}

    async def _found(self, finder: MeaningFinder, text: str) -> Found | None:
        waiting = self._waiting.get(text)
        queue = len(self._waiting)
        if waiting is None:
            if queue >= MOST_WAITING:
                return None
            waiting = asyncio.get_running_loop().run_in_executor(self._encoding, self._find, finder, text)
            self._waiting[text] = waiting
            waiting.add_done_callback(lambda done: self._forget(text, done))
        if queue * self._usual_s > ANSWER_WITHIN_S:
            return None  # waiting is of no use
        done, _pending = await asyncio.wait([waiting], timeout=ANSWER_WITHIN_S)
        return waiting.result() if done and waiting.exception() is None else None

    def _forget(self, text: str, done: "asyncio.Future[Found]") -> None:
        self._waiting.pop(text, None)
        if not done.cancelled() and (error := done.exception()) is not None:
            logger.error("a text of %d characters cannot be compared: %s", len(text), error)

    def _find(self, finder: MeaningFinder, text: str) -> Found:
        """Runs in the encoding thread."""
        self._began_at = began_at = time.monotonic()
        try:
            return finder.find(text)
        finally:
            self._began_at = None
            self._usual_s = 0.9 * self._usual_s + 0.1 * (time.monotonic() - began_at)

    def _state(self) -> dict[str, Any]:
        began_at, finder = self._began_at, self.finder
        return {
            "encoder": finder.encoder.name if finder else "",
            "entries": len(finder) if finder else 0,
            "generation": finder.generation if finder else 0,
            "is_ready": finder is not None,
            "busy_s": time.monotonic() - began_at if began_at is not None else 0.0,
        }


async def _read_message(reader: asyncio.StreamReader) -> dict[str, Any]:
    length = int.from_bytes(await reader.readexactly(LENGTH_BYTES), "big")
    if length > LONGEST_MESSAGE:
        raise BadFrameError(f"a question of {length} bytes")
    message = parsed_json(await reader.readexactly(length))
    if not isinstance(message, dict):
        raise BadFrameError("a question that is no object")
    return message


def _answer_of(found: Found) -> dict[str, Any]:
    return {
        "generation": found.generation,
        "keys": [key for key, _score in found.nearest],
        "scores": [round(score, 4) for _key, score in found.nearest],
    }
