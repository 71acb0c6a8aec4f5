"""Messages with their length in front, over pipes and sockets; a length that is too large is refused unread."""

import json
from collections.abc import Callable
from typing import Any

LENGTH_BYTES = 4
MAX_FRAME_BYTES = 1 << 20

Read = Callable[[int], bytes]


class BadFrameError(Exception):
    """The other side sent something that is no message, or stopped in the middle of one."""


def framed(content: bytes) -> bytes:
    return len(content).to_bytes(LENGTH_BYTES, "big") + content


def framed_json(value: Any) -> bytes:
    return framed(json.dumps(value, separators=(",", ":")).encode())


def read_frame(read: Read, *, limit: int = MAX_FRAME_BYTES) -> bytes | None:
    """The next message; ``None`` when the other side ended before it. ``read`` may give less than asked for."""
    head = _read_all(read, LENGTH_BYTES)
    if head is None:
        return None
    length = int.from_bytes(head, "big")
    if length > limit:
        raise BadFrameError(f"a message of {length} bytes")
    content = _read_all(read, length)
    if content is None and length:
        raise BadFrameError("the message ends before it began")
    return content or b""


def is_whole_frame(content: bytes, *, limit: int = MAX_FRAME_BYTES) -> bool:
    """Whether this is one message, with its length in front; more than that is an error, less is not (yet)."""
    if len(content) < LENGTH_BYTES:
        return False
    length = int.from_bytes(content[:LENGTH_BYTES], "big")
    if length > limit or len(content) > LENGTH_BYTES + length:
        raise BadFrameError(f"a message of {length} bytes")
    return len(content) == LENGTH_BYTES + length


def parsed_json(content: bytes) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        raise BadFrameError("a message that is no JSON") from error


def _read_all(read: Read, length: int) -> bytes | None:
    """Exactly ``length`` bytes; ``None`` when there are none at all."""
    parts: list[bytes] = []
    missing = length
    while missing:
        part = read(missing)
        if not part:
            if parts:
                raise BadFrameError("the message ends halfway")
            return None
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
