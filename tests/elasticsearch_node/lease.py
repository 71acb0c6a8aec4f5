"""The one node that all test processes of this machine share.

A *keeper* process starts it and looks on: each test process holds a lease, a locked file, and the keeper stops the
node when the last lease is gone. A lease goes with its process, so a killed test run leaves no node behind; a node
whose keeper was killed is removed by the next one that wants a node.
"""

import json
import subprocess
import sys
import time
import uuid
from pathlib import Path

from tests.elasticsearch_node.distribution import ready_distribution
from tests.elasticsearch_node.locking import hold, is_held, locked
from tests.elasticsearch_node.process import START_SECONDS, remove_abandoned
from tests.elasticsearch_node.requirements import cache_folder, given_url

ROOT = Path(__file__).resolve().parents[2]


def lease_node() -> str:
    """The shared node's address; it runs at least until this process ends."""
    if url := given_url():
        return url
    ready_distribution()
    leases = cache_folder() / "leases"
    leases.mkdir(exist_ok=True)
    with locked(cache_folder() / "shared.lock"):
        hold(leases / uuid.uuid4().hex)  # until this process ends
        return _running() or _start_keeper()


def _state_path() -> Path:
    return cache_folder() / "shared.json"


def _running() -> str | None:
    path = _state_path()
    if not path.exists() or not is_held(cache_folder() / "keeper.lock"):
        return None
    return str(json.loads(path.read_text(encoding="ascii"))["url"])


def _start_keeper() -> str:
    _state_path().unlink(missing_ok=True)
    remove_abandoned()
    log = cache_folder() / "keeper.log"
    with log.open("wb") as out:
        keeper = subprocess.Popen(
            [sys.executable, "-m", "tests.elasticsearch_node.keeper"],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,  # so that stopping the test run leaves it the time to stop the node
        )
    ends_at = time.monotonic() + START_SECONDS
    while time.monotonic() < ends_at and keeper.poll() is None:
        if url := _running():
            keeper.returncode = 0  # it lives on without us: no reason for a warning
            return url
        time.sleep(0.1)
    raise RuntimeError(f"no Elasticsearch for the tests:\n{log.read_text(encoding='utf-8', errors='replace')[-4000:]}")
