"""One Elasticsearch process: own folder, own ports, loopback only, never as root."""

import json
import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.elasticsearch_node.distribution import ready_distribution
from tests.elasticsearch_node.locking import hold, is_held
from tests.elasticsearch_node.requirements import cache_folder, has_vector_module, java_home

START_SECONDS = 300
UNPRIVILEGED = "nobody"
PREFIX = "node-"


def free_ports(count: int) -> list[int]:
    """Ports of loopback that nobody listens on at this moment."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [int(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


@dataclass
class Node:
    """A node that is about to run, or runs. ``peers`` are the transport ports of its cluster, its own among them."""

    http_port: int
    transport_port: int
    name: str = "one"
    heap_mb: int = 512
    peers: Sequence[int] = ()
    first_masters: Sequence[str] = ()
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=cache_folder()))
        self.folder.chmod(0o755)
        self._owner = hold(self.folder / "owner.lock")  # free again when this process ends, however it ends

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.http_port}"

    @property
    def pid(self) -> int:
        return int((self.folder / "run" / "pid").read_text(encoding="ascii"))

    def start(self) -> None:
        """Return when the node is up by its own account; its log goes into the error when it isn't."""
        self._write_configuration(ready_distribution())
        self.start_again()

    def start_again(self) -> None:
        """After :meth:`kill`, with all it held."""
        home = ready_distribution()
        runs = self.folder / "run"
        command = ["bash", str(home / "bin" / "elasticsearch"), "-d", "-p", str(runs / "pid")]
        with (self.folder / "start.log").open("wb") as log:
            done = subprocess.run(
                command,
                cwd=runs,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                timeout=START_SECONDS,
                check=False,
                **self._identity(),
            )
        if done.returncode:
            raise RuntimeError(f"Elasticsearch did not start:\n{self.log()[-4000:]}")

    def log(self) -> str:
        paths = [self.folder / "start.log", *sorted((self.folder / "run" / "logs").glob("*.log"))]
        return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in paths if path.exists())

    def kill(self) -> None:
        """End it at once, as a failing machine would."""
        kill_node(self.folder)

    def remove(self) -> None:
        """End it and take its folder away; what it held is of no use to anyone."""
        self.kill()
        os.close(self._owner)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write_configuration(self, home: Path) -> None:
        config = self.folder / "run" / "config"
        shutil.copytree(home / "config", config)
        lines = [
            "cluster.name: navigator-tests",
            f"node.name: {self.name}",
            "network.host: 127.0.0.1",
            f"http.port: {self.http_port}",
            f"transport.port: {self.transport_port}",
            f"path.data: {self.folder / 'run' / 'data'}",
            f"path.logs: {self.folder / 'run' / 'logs'}",
            "xpack.security.enabled: false",
            "xpack.security.enrollment.enabled: false",
            "cluster.routing.allocation.disk.threshold_enabled: false",
            *self._cluster_lines(),
        ]
        (config / "elasticsearch.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
        self._leave_out_missing_module(config / "jvm.options")
        for name in ("tmp", "logs", "data"):
            (self.folder / "run" / name).mkdir()
        if os.getuid() == 0:
            _give_away(self.folder / "run")

    def _cluster_lines(self) -> list[str]:
        if not self.peers:
            return ["discovery.type: single-node"]
        seeds = ", ".join(f'"127.0.0.1:{port}"' for port in self.peers)
        masters = ", ".join(f'"{name}"' for name in self.first_masters)
        return [f"discovery.seed_hosts: [{seeds}]", f"cluster.initial_master_nodes: [{masters}]"]

    @staticmethod
    def _leave_out_missing_module(options: Path) -> None:
        java = java_home()
        if java is None or not has_vector_module(java):
            text = options.read_text(encoding="utf-8")
            options.write_text(re.sub(r".*--add-modules=jdk\.incubator\.vector.*\n", "", text), encoding="utf-8")

    def _environment(self) -> dict[str, str]:
        runs = self.folder / "run"
        return {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "ES_JAVA_HOME": str(java_home()),
            "ES_JAVA_OPTS": f"-Xms{self.heap_mb}m -Xmx{self.heap_mb}m",
            "ES_PATH_CONF": str(runs / "config"),
            "ES_TMPDIR": str(runs / "tmp"),
            "LANG": "C.UTF-8",
        }

    @staticmethod
    def _identity() -> dict[str, object]:
        """Elasticsearch refuses to run as root; the pipeline's containers do."""
        if os.getuid() != 0:
            return {}
        user = pwd.getpwnam(UNPRIVILEGED)
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _give_away(folder: Path) -> None:
    user = pwd.getpwnam(UNPRIVILEGED)
    for path in [folder, *folder.rglob("*")]:
        os.chown(path, user.pw_uid, user.pw_gid)


def kill_node(folder: Path) -> None:
    """Kill the process that runs from this folder, if there is one; nothing else, should its number be another's."""
    try:
        pid = int((folder / "run" / "pid").read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return
    try:
        if str(folder).encode() in Path(f"/proc/{pid}/cmdline").read_bytes():
            os.kill(pid, signal.SIGKILL)
            _wait_until_gone(pid)
    except (FileNotFoundError, ProcessLookupError):
        return


def _wait_until_gone(pid: int) -> None:
    for _ in range(100):
        os.kill(pid, 0)
        time.sleep(0.05)


def remove_abandoned() -> None:
    """Kill and remove what sessions left behind that were killed themselves."""
    for folder in cache_folder().glob(f"{PREFIX}*"):
        if not is_held(folder / "owner.lock"):
            kill_node(folder)
            shutil.rmtree(folder, ignore_errors=True)


def wait_until(url: str, status: str, *, nodes: int = 1, seconds: float = 120.0) -> None:
    """Wait for a cluster's colour (``yellow`` or ``green``) with at least so many nodes."""
    address = f"{url}/_cluster/health?wait_for_status={status}&wait_for_nodes=>={nodes}&timeout=5s"
    ends_at = time.monotonic() + seconds
    while not _answers(address):
        if time.monotonic() > ends_at:
            raise TimeoutError(f"the cluster at {url} is not {status} with {nodes} nodes after {seconds:.0f} s")
        time.sleep(0.3)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 -- loopback
            return not json.load(answer)["timed_out"]
    except (OSError, urllib.error.URLError, ValueError, KeyError):
        return False
