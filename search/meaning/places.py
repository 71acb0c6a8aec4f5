"""Where the meaning process can be found: its directory, its socket, the number of its vectors' generation."""

import mmap
import os
import tempfile
from pathlib import Path

LONGEST_SOCKET_PATH = 100  # bytes; the system allows 107
GENERATION_BYTES = 8


def supervisor_lock(directory: Path) -> Path:
    return directory / "supervisor.lock"


def process_lock(directory: Path) -> Path:
    """Held by the process as long as it lives; holds its number."""
    return directory / "process.lock"


def socket_path(directory: Path) -> Path:
    """In the directory; where that path is too long for a socket, in a short one that a file there names."""
    path = directory / "socket"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    try:
        return Path((directory / "socket-path").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return path


def make_socket_path(directory: Path) -> Path:
    """As :func:`socket_path`, making what it needs."""
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    if len(os.fsencode(directory / "socket")) <= LONGEST_SOCKET_PATH:
        return directory / "socket"
    path = socket_path(directory)
    if len(os.fsencode(path)) > LONGEST_SOCKET_PATH or not _is_ours(path.parent):
        path = Path(tempfile.mkdtemp(prefix="navigator-")) / "socket"
        pointer = directory / "socket-path.new"
        pointer.write_text(str(path), encoding="utf-8")
        pointer.replace(directory / "socket-path")
    return path


def _is_ours(directory: Path) -> bool:
    """Whether only this user can put a socket there."""
    try:
        stat = directory.stat()
    except OSError:
        return False
    return stat.st_uid == os.getuid() and not stat.st_mode & 0o077


class GenerationFile:
    """The number of the generation that serves, shared through memory: reading it costs a caller nothing."""

    def __init__(self, directory: Path, *, is_writer: bool = False) -> None:
        path = directory / "generation"
        if is_writer and (not path.exists() or path.stat().st_size != GENERATION_BYTES):
            path.write_bytes(bytes(GENERATION_BYTES))
        with path.open("r+b" if is_writer else "rb") as file:
            access = mmap.ACCESS_WRITE if is_writer else mmap.ACCESS_READ
            self._memory = mmap.mmap(file.fileno(), GENERATION_BYTES, access=access)

    def read(self) -> int:
        return int.from_bytes(self._memory[:GENERATION_BYTES], "little")

    def write(self, generation: int) -> None:
        self._memory[:GENERATION_BYTES] = generation.to_bytes(GENERATION_BYTES, "little")
