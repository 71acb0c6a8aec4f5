"""The site as its visitors meet it: a real web server with several processes, asked by many at once."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from navigator.benchmarks.http_load import LoadResult, ask_at_once, ask_in_turn

START_SECONDS = 120.0
STOP_SECONDS = 30.0
PAGE, API = "/zoeken/", "/api/v1/initiatieven"
WORKERS = 2
CLIENTS = (2, 100)
WARM_TIMES = 3  # as long as is measured: until each worker has answers at hand


@dataclass(frozen=True)
class Site:
    port: int
    pid: int

    def worker_pids(self) -> list[int]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text(encoding="ascii").split()
        return [int(child) for child in children if b"gunicorn" in Path(f"/proc/{child}/cmdline").read_bytes()]

    def private_mb_per_worker(self) -> list[float]:
        """Memory that is a worker's alone, in MB."""
        return [_private_mb(pid) for pid in self.worker_pids()]


@contextmanager
def serving(*, application: str = "navigator.wsgi:application", workers: int = WORKERS) -> Iterator[Site]:
    """The installation of this process, served on a free port of this machine."""
    port = _free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "navigator.settings.base",  # as visitors meet it, not as tests do
        "PORT": str(port),
        "NAVIGATOR_WORKERS": str(workers),
        "NAVIGATOR_THREADS": "4",
        "NAVIGATOR_RATE_LIMITS": "false",
        "NAVIGATOR_INDEXER": "thread",
        "NAVIGATOR_SEARCH_URL": "",
        "NAVIGATOR_AREAS_SOURCE": "",
    }
    collect = [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
    subprocess.run(collect, env=environment, check=True)  # noqa: S603 -- our own command
    command = [sys.executable, "-m", "gunicorn", "-c", "navigator/gunicorn.py", application]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)  # noqa: S603 -- our own server
    try:
        _wait_until_ready(port, server)
        yield Site(port, server.pid)
    finally:
        server.terminate()
        server.wait(STOP_SECONDS)


def measure_first_visits(
    site: Site, paths: Mapping[str, Sequence[str]], *, seconds: float
) -> Iterator[tuple[str, LoadResult]]:
    """Each kind of path with few clients, while nobody asked most of the texts before."""
    for name, asked in paths.items():
        yield f"{name}, new texts", ask_at_once(site.port, asked, clients=CLIENTS[0], seconds=seconds)


def measure_visits(
    site: Site, paths: Mapping[str, Sequence[str]], *, seconds: float
) -> Iterator[tuple[str, LoadResult]]:
    """Each kind of path with few clients and with many."""
    for name, asked in paths.items():
        ask_at_once(site.port, asked, clients=CLIENTS[0], seconds=seconds)  # warm
        for clients in CLIENTS:
            yield name, ask_at_once(site.port, asked, clients=clients, seconds=seconds)


def compare_visits(
    sites: Sequence[Site], paths: Mapping[str, Sequence[str]], *, seconds: float
) -> Iterator[tuple[str, list[LoadResult]]]:
    """The same of several sites in turn, so that their rates can be compared."""
    for name, asked in paths.items():
        ask_in_turn([site.port for site in sites], asked, clients=CLIENTS[-1], seconds=WARM_TIMES * seconds)
        for clients in CLIENTS:
            yield name, ask_in_turn([site.port for site in sites], asked, clients=clients, seconds=seconds)


def table_of_shares(results: Sequence[tuple[str, Sequence[LoadResult]]]) -> str:
    """Rates of the first of two sites as a share of the second's, as Markdown."""
    lines = ["| requests/s | clients | worked out | at hand | share | not 200 |", "|---|--:|--:|--:|--:|--:|"]
    for name, (worked_out, at_hand) in results:
        share = worked_out.requests_per_s / at_hand.requests_per_s
        lines.append(
            f"| {name} | {worked_out.clients} | {worked_out.requests_per_s:.0f} | {at_hand.requests_per_s:.0f} "
            f"| {share:.0%} | {worked_out.failed + at_hand.failed} |"
        )
    return "\n".join(lines)


def table(results: Sequence[tuple[str, LoadResult]]) -> str:
    """As Markdown."""
    lines = ["| | clients | requests/s | p50 ms | p95 ms | answered | not 200 |", "|---|--:|--:|--:|--:|--:|--:|"]
    for name, result in results:
        lines.append(
            f"| {name} | {result.clients} | {result.requests_per_s:.0f} | {result.quantile_ms(0.5):.1f} "
            f"| {result.quantile_ms(0.95):.1f} | {len(result.times_ms)} | {result.failed} |"
        )
    return "\n".join(lines)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _wait_until_ready(port: int, server: "subprocess.Popen[bytes]") -> None:
    ends_at = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < ends_at:
        try:
            with urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    raise RuntimeError("the web server did not start")


def _private_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024
