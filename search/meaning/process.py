"""The process that answers what is near in meaning: ``python -m search.meaning.process``.

It holds the encoder and every vector, for all web workers together. Text of strangers goes into C code here, so it may
crash or hang: its supervisor (:mod:`search.meaning.supervisor`) starts another. It ends when its supervisor does.
Its configuration comes over standard input, as passwords may be in it.
"""

import asyncio
import contextlib
import ctypes
import fcntl
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import django
from django.conf import settings

from search.meaning.encoders import ENCODERS, make_encoder
from search.meaning.finding import MeaningFinder
from search.meaning.framing import parsed_json, read_frame
from search.meaning.places import GenerationFile, make_socket_path, process_lock
from search.meaning.server import MeaningServer

logger = logging.getLogger(__name__)

POLL_S = 0.3
LONGEST_PAUSE_S = 10.0
SETTLED_AT_ONCE = 64
PR_SET_PDEATHSIG = 1


def main() -> None:
    content = read_frame(lambda size: os.read(0, size))
    if content is None:
        return
    configuration = parsed_json(content)
    _end_with_parent()
    directory = Path(configuration["directory"])
    path = make_socket_path(directory)
    with _only_one(directory):
        _set_up_django(configuration)
        server = MeaningServer()
        threading.Thread(target=_keep_fresh, args=(server, configuration), daemon=True).start()
        asyncio.run(server.serve(path))


def _end_with_parent() -> None:
    """When the supervisor ends, so does the pipe it holds; Linux also ends us if we should be stopped just then."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_wait_for_end, daemon=True).start()


def _wait_for_end() -> None:
    while os.read(0, 4096):
        pass
    os._exit(0)


@contextlib.contextmanager
def _only_one(directory: Path) -> Any:
    """Hold the lock that says which process serves here; wait for one that is about to end."""
    with process_lock(directory).open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        _write_number(file)
        yield


def _write_number(file: IO[str]) -> None:
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()


def _set_up_django(configuration: dict[str, Any]) -> None:
    logging.basicConfig(level=configuration["log_level"], format="{asctime} {levelname} {name}: {message}", style="{")
    settings.configure(
        DATABASES={"default": configuration["database"]}, USE_TZ=True, TIME_ZONE="UTC", LOGGING_CONFIG=None
    )
    django.setup()


def _keep_fresh(server: MeaningServer, configuration: dict[str, Any]) -> None:
    """Load encoder and vectors, then follow their changes; a fault of the database is tried again."""
    from search.meaning.vector_source import VectorSource, close_idle_connection  # noqa: PLC0415 -- after setting up

    try:
        source = VectorSource(make_encoder(ENCODERS[configuration["encoder"]]))
        generations = GenerationFile(Path(configuration["directory"]), is_writer=True)
    except Exception:
        logger.exception("the encoder cannot be used")
        os._exit(1)
    pause_s = POLL_S
    while True:
        try:
            if server.finder is None:
                _load(server, source)
            else:
                source.refresh(server.finder)
            generations.write(server.finder.generation if server.finder else 0)
            pause_s = POLL_S
            _settle_for(POLL_S, server.finder)
        except Exception as error:  # noqa: BLE001 -- whatever it is, it must not end this
            logger.warning("vectors cannot be read now (%s); trying again", error)
            pause_s = min(LONGEST_PAUSE_S, pause_s * 2)
            time.sleep(pause_s)
        close_idle_connection()


def _settle_for(seconds: float, finder: MeaningFinder | None) -> None:
    """In small steps, so that no question waits long for one; then wait what is left of the time."""
    until = time.monotonic() + seconds
    while finder is not None and finder.settle(SETTLED_AT_ONCE) and time.monotonic() < until:
        time.sleep(0.001)  # let the questions through
    time.sleep(max(0.0, until - time.monotonic()))


def _load(server: MeaningServer, source: Any) -> None:
    began_at = time.monotonic()
    finder = source.loaded()
    server.serve_with(finder)
    logger.info("%s knows %d entries after %.1f s", finder.encoder.name, len(finder), time.monotonic() - began_at)


if __name__ == "__main__":
    main()
