"""Answers questions over a socket: known texts at once, others in the order they came, one at a time.

A text that was encoded before is compared anew after a change; it does not wait for those that must be encoded.

A message is ``{"text": ...}``; the answer ``{"generation": ..., "keys": [...], "scores": [...]}``, or
``{"late": true}`` when there is none yet: too busy, or still loading. ``{"ping": true}`` tells how it goes.
"""

import asyncio
import logging
from pathlib import Path
from typing import Any

from search.meaning.finding import Found, MeaningFinder
from search.meaning.framing import LENGTH_BYTES, BadFrameError, framed_json, parsed_json
from search.meaning.question_texts import question_text
from search.meaning.turns import Turns

logger = logging.getLogger(__name__)

ANSWER_WITHIN_S = 0.085  # a client waits 0.1
LONGEST_MESSAGE = 4096
IDLE_S = 300.0
BACKLOG = 512
MOST_CONNECTIONS = 512


class MeaningServer:
    """Lives in an event loop; ``finder`` is there once there is something to find."""

    def __init__(self) -> None:
        self.finder: MeaningFinder | None = None
        self._encoding = Turns("encoding", within_s=ANSWER_WITHIN_S)
        self._comparing = Turns("comparing", within_s=ANSWER_WITHIN_S)
        self._connections = 0

    def serve_with(self, finder: MeaningFinder) -> None:
        """Answer with this finder from now on; to be called from any thread but the loop's.

        Its encoder gets a first text in the thread that will encode: one that encoded in two would have a second lot of
        threads beside the first, and as those are more than processors, none spins before it sleeps (ADR 0010).
        """
        self._encoding.run(lambda: finder.encoder.encode_query("warm"))
        self.finder = finder

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
        found = finder.known(text)
        if found is None:
            turns = self._comparing if finder.has_encoded(text) else self._encoding
            found = await turns.take(text, finder.find)
        return _answer_of(found) if found else {"late": True}

    def _state(self) -> dict[str, Any]:
        finder = self.finder
        return {
            "encoder": finder.encoder.name if finder else "",
            "entries": len(finder) if finder else 0,
            "generation": finder.generation if finder else 0,
            "is_ready": finder is not None,
            "busy_s": max(self._encoding.busy_s(), self._comparing.busy_s()),
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
