"""A connection that ends in time, whatever the server does.

A socket's time-out bounds one pause, not an answer: a server that sends a byte now and then would hold a visitor for
minutes. Here a *deadline* is set around a question; every read gets no more than what is left of it.
"""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

import urllib3
from elastic_transport import ConnectionTimeout, NodeConfig, Urllib3HttpNode

CONNECT_SECONDS = 0.3
WRITING_CONNECT_SECONDS = 3.0


@dataclass(frozen=True)
class _Bounds:
    ends_at: float
    read_seconds: float

    def left(self) -> float:
        return self.ends_at - time.monotonic()


_bounds: ContextVar[_Bounds | None] = ContextVar("bounds", default=None)


@contextmanager
def deadline(seconds: float, *, read_seconds: float) -> Iterator[None]:
    """Requests inside end within so many seconds in all, retries included, and wait no longer for a byte."""
    token = _bounds.set(_Bounds(time.monotonic() + seconds, read_seconds))
    try:
        yield
    finally:
        _bounds.reset(token)


class BoundedNode(Urllib3HttpNode):
    """One server of the cluster; inside :func:`deadline` it connects, reads and gives up in time."""

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        base: Any = self.pool.ConnectionCls
        connection_class: Any = type("BoundedConnection", (_BoundedConnection, base), {})
        self.pool.ConnectionCls = connection_class

    def perform_request(self, *args: Any, **options: Any) -> Any:
        bounds = _bounds.get()
        if bounds is None:
            timeout = urllib3.Timeout(connect=WRITING_CONNECT_SECONDS, read=self.config.request_timeout)
        elif (left := bounds.left()) <= 0:
            raise ConnectionTimeout("no time is left for another attempt")
        else:
            timeout = urllib3.Timeout(connect=min(CONNECT_SECONDS, left), read=min(bounds.read_seconds, left))
        return super().perform_request(*args, **{**options, "request_timeout": timeout})


class _BoundedConnection:
    """Mixed into urllib3's connections, plain and TLS."""

    sock: Any

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]  # the connection it is mixed into has it
        self.sock = _BoundedSocket(self.sock)


class _BoundedSocket:
    """A socket whose files give up at the deadline."""

    def __init__(self, sock: Any) -> None:
        self._sock = sock

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sock, name)

    def makefile(self, *_args: Any, **_options: Any) -> io.BufferedReader:
        return io.BufferedReader(_BoundedFile(self._sock))


class _BoundedFile(io.RawIOBase):
    def __init__(self, sock: Any) -> None:
        self._sock = sock
        self._file = sock.makefile("rb", buffering=0)  # keeps the socket open until the answer is read

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        bounds = _bounds.get()
        if bounds is not None:
            if (left := bounds.left()) <= 0:
                raise TimeoutError("the answer took too long")
            self._sock.settimeout(min(bounds.read_seconds, left))
        count: int | None = self._file.readinto(buffer)
        return count

    def close(self) -> None:
        self._file.close()
        super().close()
