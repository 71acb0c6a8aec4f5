"""Starts the shared node, and stops it when no test process holds a lease any more: ``python -m ...keeper``."""

import json
import time
from pathlib import Path

from tests.elasticsearch_node.locking import is_held, locked
from tests.elasticsearch_node.process import Node, free_ports, wait_until
from tests.elasticsearch_node.requirements import cache_folder

LOOK_SECONDS = 0.5


def keep() -> None:
    folder = cache_folder()
    with locked(folder / "keeper.lock"):
        http_port, transport_port = free_ports(2)
        node = Node(http_port, transport_port)
        try:
            node.start()
            wait_until(node.url, "yellow")
            _announce(folder, node.url)
            while not _stopped(folder, node):
                time.sleep(LOOK_SECONDS)
        finally:
            node.remove()


def _announce(folder: Path, url: str) -> None:
    fresh = folder / "shared.json.new"
    fresh.write_text(json.dumps({"url": url}), encoding="ascii")
    fresh.replace(folder / "shared.json")


def _stopped(folder: Path, node: Node) -> bool:
    """Stop the node if the last lease is gone, with those that want a new one kept waiting meanwhile."""
    with locked(folder / "shared.lock"):
        if _has_lease(folder):
            return False
        (folder / "shared.json").unlink(missing_ok=True)
        node.remove()
        return True


def _has_lease(folder: Path) -> bool:
    found = False
    for lease in (folder / "leases").iterdir():
        if is_held(lease):
            found = True
        else:
            lease.unlink(missing_ok=True)
    return found


if __name__ == "__main__":
    keep()
