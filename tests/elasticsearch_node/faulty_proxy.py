"""A proxy before a real server, over which a test has power: it passes on what is said, or fails in a chosen way."""

import contextlib
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

CHUNK = 65_536
HANG_SECONDS = 20.0
WHOLE = b'{"took":1,"timed_out":true,"_shards":{"total":2,"successful":1,"failed":1},"hits":{"hits":[]}}'
ELASTIC = b"content-type: application/vnd.elasticsearch+json;compatible-with=9\r\nx-elastic-product: Elasticsearch\r\n"


def _reply(status: bytes, body: bytes, headers: bytes = ELASTIC, *, missing: int = 0) -> bytes:
    length = str(len(body) + missing).encode()
    return b"HTTP/1.1 " + status + b"\r\n" + headers + b"content-length: " + length + b"\r\n\r\n" + body


REPLIES: Mapping[str, bytes] = {
    "busy": _reply(b"429 Too Many Requests", b'{"error":{"type":"es_rejected_execution_exception"},"status":429}'),
    "error": _reply(b"500 Internal Server Error", b'{"error":{"type":"exception"},"status":500}'),
    "half of the body": _reply(b"200 OK", WHOLE[:40], missing=len(WHOLE) - 40),
    "half of the shards": _reply(b"200 OK", WHOLE),
    "no JSON": _reply(b"200 OK", b'{"took":1,"hits":'),
    "another shape": _reply(b"200 OK", b'{"hits":[],"timed_out":false,"_shards":{"failed":0}}'),
    "a list": _reply(b"200 OK", b"[]"),
    "another server": _reply(b"200 OK", b"<h1>It works!</h1>", b"content-type: text/html\r\n"),
}
FAULTS = (*REPLIES, "refuse", "reset", "hang", "drip")


class FaultyProxy:
    """Listens on loopback; ``fault`` is one of ``FAULTS``, or empty. ``heard`` is what clients said so far.

    What they say is passed on ``late_s`` seconds later, even when they have gone by then.
    """

    def __init__(self, target: str, tls: ssl.SSLContext | None = None) -> None:
        parts = urlsplit(target)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 80)
        self._tls = tls
        self.fault = ""
        self.late_s = 0.0
        self.heard = b""
        self.requests = 0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        for one in [self._listener, *self._open]:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                if self.fault == "refuse":
                    _reset(client)
                else:
                    threading.Thread(target=self._guarded, args=(self._serve, client), daemon=True).start()

    def _guarded(self, work: Callable[..., None], *sockets: socket.socket) -> None:
        self._open.extend(sockets)
        with contextlib.suppress(OSError):
            work(*sockets)
        for one in sockets:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _serve(self, client: socket.socket) -> None:
        if self._tls is not None:
            client = self._tls.wrap_socket(client, server_side=True)
            self._open.append(client)
        server = socket.create_connection(self._target)
        threading.Thread(target=self._guarded, args=(_pump, server, client), daemon=True).start()
        while said := client.recv(CHUNK):
            self.heard += said
            self.requests += said.startswith((b"POST", b"GET", b"PUT", b"HEAD", b"DELETE"))
            if self.fault:
                self._fail(client)
                return
            time.sleep(self.late_s)
            server.sendall(said)

    def _fail(self, client: socket.socket) -> None:
        if self.fault in REPLIES:
            client.sendall(REPLIES[self.fault])
            time.sleep(0.05)
        elif self.fault == "hang":
            time.sleep(HANG_SECONDS)
        elif self.fault == "drip":
            for byte in REPLIES["half of the shards"]:
                client.sendall(bytes([byte]))
                time.sleep(0.1)
        else:
            _reset(client)


def _pump(server: socket.socket, client: socket.socket) -> None:
    while said := server.recv(CHUNK):
        client.sendall(said)


def _reset(client: socket.socket) -> None:
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
